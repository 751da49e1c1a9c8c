"""How to write what somebody meant: `5,000,000` as 5000000, `2026/7/1` as 2026-07-01.

Nothing here changes a document: these are proposals for the author, who alone knows.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import month_name, monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.language import Text
from planbook.periods import half_of, month_of, parse_period, quarter_of, week_of, year_of
from planbook.prose_numbers.days import Days
from planbook.prose_numbers.single import read_single_number
from planbook.prose_numbers.single_time import read_single_time
from planbook.prose_numbers.units import known_unit
from planbook.quantities import plain
from planbook.spreadsheets.days import read_day, read_month, read_year_first


class NumberReading(msgspec.Struct, frozen=True):
    """A number that a text probably stands for, as YAML wants it, and its unit where it has one."""

    write: str
    unit: str = ""


def read_number(text: str) -> NumberReading | None:
    """Return the number that ``text`` probably stands for, or None where that is not plain."""
    number = read_single_number(_with_plain_digits(text)) or read_single_number(text)
    if number is None or _NO_UNIT.fullmatch(number.unit):
        return None
    unit = "CNY" if number.unit.upper() == "RMB" else number.unit
    return NumberReading(plain(number.value), unit)


def in_unit(reading: NumberReading, unit: str) -> str:
    """Return the number that ``reading`` is in ``unit``, which may be ``ratio`` for a part of one.

    120 % is the ratio 1.2, an hour is 60 minutes, 3500000 元 are 350 万元. What counts something
    else stays as it is.
    """
    if unit == "ratio" and reading.unit == "%":
        return plain(Decimal(reading.write) / 100)
    wanted, written = _SECONDS.get(unit), _SECONDS.get(known_unit(reading.unit))
    if wanted is not None and written is not None:
        return plain(round(Decimal(reading.write) * written / wanted, 4))
    beside = read_number(f"1{unit}")
    if beside is None or beside.unit != reading.unit:
        return reading.write
    return plain(Decimal(reading.write) / Decimal(beside.write))


def is_time(reading: NumberReading) -> bool:
    """Return whether ``reading`` counts hours, minutes or seconds."""
    return known_unit(reading.unit) in _SECONDS


_SECONDS: Final[Mapping[str, int]] = MappingProxyType({"s": 1, "minutes": 60, "hours": 3600})

# What follows a number without being its unit: `3500+`, `3500 左右`; a size that is not known.
_NO_UNIT: Final = re.compile(r"[+~≈?？]+|左右|上下|多|余|以上|以下|[kKmMwWbB]{2,}")
_SIZE_APART: Final = re.compile(r"(?<=[0-9]) +(?=[wWkKM](?:元|$))")
_WAN: Final = re.compile(r"(?<=[0-9]) ?wan(?=元|$)", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[0-9][0-9,.]*[0-9]")
_DIGITS_APART: Final = re.compile(r"(?<=[0-9])[_ ](?=[0-9])")
# Thousands; the lakh and crore of India; 万 as four digits.
_GROUPED: Final = re.compile(
    r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
    r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"
    r"|[1-9][0-9]{0,3}(?:,[0-9]{4})+(?:\.[0-9]+)?"
)
_DECIMAL_COMMA: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+|[0-9]+,[0-9]+")


def plain_digits(written: str) -> str | None:
    """Return the number ``written`` with commas, without them: 840,500 is 840500, 0,7 is 0.7.

    None where it is not plain what the commas mean.
    """
    digits = written.lstrip("-+")
    if _GROUPED.fullmatch(digits):
        return written.replace(",", "")
    if _DECIMAL_COMMA.fullmatch(digits):
        return written.replace(".", "").replace(",", ".")
    return None


def _with_plain_digits(text: str) -> str:
    """Return ``text`` with its digits as YAML wants them, where that is plain."""
    normal = _DIGITS_APART.sub("", unicodedata.normalize("NFKC", text.strip()))
    normal = _WAN.sub("万", _SIZE_APART.sub("", normal))
    return _DIGITS.sub(lambda found: plain_digits(found[0]) or found[0], normal)


# The zone is a setting of the project: what follows a time is no other time of day.
_ZONE: Final = re.compile(
    r"(?<=:[0-9]{2}) ?(?:Z|(?:UTC|GMT)?[+-][0-9]{2}:?[0-9]{2}|UTC|GMT|CES?T|BST|E[SD]T|P[SD]T)$",
    re.IGNORECASE,
)


def read_dates(text: str) -> tuple[str, ...]:
    """Return the dates that ``text`` may stand for, as documents write them: none, one or two.

    Two are left where day and month cannot be told apart, as in 7/1/2026.
    """
    written = _ZONE.sub("", text)
    found = read_day(written) if read_month(written) is None else None
    if isinstance(found, date):
        return (found.isoformat(),)
    if found is not None and found.reason == "ambiguous-day":
        return tuple(each for each in map(str, found.arguments.values()) if is_date(each))
    if found is not None and found.reason != "date":
        return ()
    days = read_single_time(unicodedata.normalize("NFKC", text))
    return (days.first.isoformat(),) if days is not None and days.first == days.last else ()


def advise_date(text: str) -> Text:
    """Return how to write the date that ``text`` means, or what is wrong with it."""
    meant = read_dates(text)
    if len(meant) == 2:
        return {
            "en": f"write {meant[0]} or {meant[1]}, whichever you mean",
            "zh": f"请写成 {meant[0]} 或 {meant[1]}，看您指的是哪一天",
        }
    if meant:
        return {"en": f"write {meant[0]}", "zh": f"请写成 {meant[0]}"}
    numbers = read_year_first(text)
    period = parse_period(read_period(text)) if numbers is None else None
    if period is not None:
        return {
            "en": f"say which day, as in {period.start} or {period.end}",
            "zh": f"请写明是哪一天，例如 {period.start} 或 {period.end}",
        }
    if numbers is None:
        return {
            "en": "write year, month and day, as in 2026-07-01",
            "zh": "请写年-月-日，例如 2026-07-01",
        }
    year, month, _ = numbers
    if not 1 <= month <= 12:
        return {"en": "a year has twelve months", "zh": "一年只有十二个月"}
    if year == 0:
        return {"en": "there is no year 0", "zh": "没有公元 0 年"}
    last = monthrange(year, month)[1]
    return {
        "en": f"{month_name[month]} {year} has {last} days",
        "zh": f"{year} 年 {month} 月只有 {last} 天",
    }


def is_date(text: str) -> bool:
    """Return whether ``text`` is a day that exists, written as 2026-07-01."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_datetime(text: str) -> bool:
    """Return whether ``text`` is an existing day and a time, written as 2026-07-01 09:30."""
    return re.fullmatch(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", text
    ) is not None and is_date(text[:10])


_TIME: Final = re.compile(
    r"(?P<before>.*?)[\sT]*(?P<half>上午|早上|中午|下午|晚上)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:.时点]\s*(?P<minute>\d{2}|半)?\s*分?(?::\d{2})?)?\s*(?P<twelve>am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)
_LATER: Final = frozenset({"下午", "晚上", "pm", "p.m."})


def read_datetimes(text: str) -> tuple[str, ...]:
    """Return the days with a time that ``text`` may stand for, as documents write them."""
    normal = _ZONE.sub("", unicodedata.normalize("NFKC", text).strip())
    match = _TIME.fullmatch(normal) if len(normal) <= _LONGEST_TIME else None
    if match is None or not (match["minute"] or match["half"] or match["twelve"]):
        return ()
    hour, word = int(match["hour"]), (match["half"] or match["twelve"] or "").lower()
    minute = "30" if match["minute"] == "半" else match["minute"] or "00"
    if word in _LATER and hour < 12:
        hour += 12
    elif word in ("am", "a.m.") and hour == 12:
        hour = 0
    found = (f"{day} {hour:02d}:{minute}" for day in read_dates(match["before"].rstrip(", ，")))
    return tuple(each for each in found if is_datetime(each))


def advise_datetime(text: str) -> Text:
    """Return how to write the day and time that ``text`` means, or what is wrong with it."""
    meant = read_datetimes(text)
    if meant and _ZONE.search(unicodedata.normalize("NFKC", text).strip()):
        return {
            "en": f"write {' or '.join(meant)}: the time in the `timezone` of planbook.yaml",
            "zh": f"请写成 {' 或 '.join(meant)}，即 planbook.yaml 里 `timezone` 的当地时间",
        }
    if meant:
        return {"en": f"write {' or '.join(meant)}", "zh": f"请写成 {' 或 '.join(meant)}"}
    days = read_dates(text)
    if days and ":" in unicodedata.normalize("NFKC", text).replace(" ", "")[-6:]:
        return {"en": "a day runs from 00:00 to 23:59", "zh": "一天的时间从 00:00 到 23:59"}
    if days:
        return {
            "en": f"add the time, as in {days[0]} 09:30",
            "zh": f"请加上时间，例如 {days[0]} 09:30",
        }
    day, _, time = text.replace("T", " ").partition(" ")
    if not is_date(day) and time and not read_dates(day):
        return advise_date(day)
    return {
        "en": "write day and time, as in 2026-07-01 09:30",
        "zh": "请写日期和时间，例如 2026-07-01 09:30",
    }


_LONGEST_TIME: Final = 60
_QUARTERS: Final = (
    re.compile(r"(?P<year>\d{4})\s*[-年/_ ]?\s*(?:第|Q|q)?\s*(?P<part>[1-4一二三四])\s*季度?"),
    re.compile(r"(?P<year>\d{4})\s*[-/_ ]?\s*[Qq](?P<part>[1-4])"),
    re.compile(r"[Qq](?P<part>[1-4])\s*[-/_ ]?\s*(?P<year>\d{4})"),
)
_HALVES: Final = (
    re.compile(r"(?P<year>\d{4})\s*[-/_ ]?\s*[Hh](?P<part>[12])"),
    re.compile(r"[Hh](?P<part>[12])\s*[-/_ ]?\s*(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})\s*年?\s*(?P<part>[上下])半年"),
)
_MONTH_LAST: Final = re.compile(r"(?P<part>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})")
_MONTH: Final = re.compile(r"(?P<year>\d{4})\s*[-/.年_ ]\s*(?P<part>\d{1,2})\s*月?")
_YEAR: Final = re.compile(r"(?:year|calendar year|CY) ?(?P<year>\d{4})", re.IGNORECASE)
_WEEK: Final = re.compile(r"(?P<year>\d{4})\s*[-年/_ ]?\s*[Ww第]\s?(?P<part>\d{1,2})\s*周?")
_PARTS: Final = MappingProxyType({"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"})


def read_period(text: str) -> str | None:
    """Return the period that ``text`` stands for, as documents write it, or None."""
    normal = unicodedata.normalize("NFKC", text).strip()
    found = _read_period(normal) or _period_of(read_single_time(normal)) or _read_range(normal)
    return found if found is not None and (found[0] == "{" or parse_period(found)) else None


def advise_period(text: str) -> Text:
    """Return how to write the period that ``text`` means, or the forms that there are."""
    fixed = read_period(text)
    if fixed is not None and fixed != text:
        return {"en": f"write {fixed}", "zh": f"请写成 {fixed}"}
    return {
        "en": "write 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W30, or {start: 2026-07-01, "
        "end: 2026-08-15}",
        "zh": "请写 2026、2026-H1、2026-Q3、2026-07、2026-W30，或 {start: 2026-07-01, "
        "end: 2026-08-15}",
    }


def _period_of(days: Days | None) -> str | None:
    if days is None:
        return None
    kinds = (year_of, half_of, quarter_of, month_of, week_of)
    periods = (kind(days.first) for kind in kinds)
    return next(
        (each.name for each in periods if (each.start, each.end) == (days.first, days.last)), None
    )


def _read_range(text: str) -> str | None:
    first, _, last = (
        part.strip()
        for part in re.sub(r" (?:to|-|until) |[~至到—–]|/(?=\d{4}-)", "\0", text).partition("\0")
    )
    starts, ends = read_dates(first), read_dates(last)
    if len(starts) != 1 or len(ends) != 1 or starts > ends:
        return None
    return f"{{start: {starts[0]}, end: {ends[0]}}}"


def _read_period(text: str) -> str | None:
    for letter, patterns in (("Q", _QUARTERS), ("H", _HALVES)):
        for pattern in patterns:
            match = pattern.fullmatch(text)
            if match is not None:
                return f"{match['year']}-{letter}{_PARTS.get(match['part'], match['part'])}"
    for letter, pattern, most in (("", _MONTH, 12), ("", _MONTH_LAST, 12), ("W", _WEEK, 53)):
        match = pattern.fullmatch(text)
        if match is not None and 1 <= int(match["part"]) <= most:
            return f"{match['year']}-{letter}{int(match['part']):02d}"
    year = _YEAR.fullmatch(text)
    return year["year"] if year is not None else None


def suggest_id(text: str, otherwise: str = "east-q3") -> str:
    """Return an id that looks like ``text``, or ``otherwise`` where no letter of it can stay."""
    plain_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain_text).strip("-") or otherwise


_TRUE: Final = frozenset(
    {
        "yes",
        "y",
        "on",
        "true",
        "是",
        "对",
        "有",
        "已",
        "完成",
        "已完成",
        "done",
        "√",
        "✓",
        "✔",
        "✅",
    }
)
_FALSE: Final = frozenset(
    {
        "no",
        "n",
        "off",
        "false",
        "否",
        "不",
        "不是",
        "无",
        "没有",
        "未",
        "未完成",
        "not done",
        "open",
        "×",
        "✗",
        "❌",
    }
)


def read_boolean(text: str) -> str | None:
    """Return ``true`` or ``false`` where ``text`` means one of them, else None."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    return "true" if word in _TRUE else "false" if word in _FALSE else None
