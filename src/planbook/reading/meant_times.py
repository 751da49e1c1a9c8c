"""What somebody meant by how long something takes, and by how often it comes again.

`45m` of minutes is 45 and not 45 million, and `every Monday` is not a slip of `monthly`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from planbook.quantities import plain
from planbook.spreadsheets.days import month_named

_MINUTES: Final[Mapping[str, int]] = MappingProxyType({"minutes": 1, "hours": 60})
"""The units of a length of time, in minutes."""
_AMOUNT: Final = r"(?P<{0}>[0-9]+(?:[.,][0-9]+)?)\s*"
_HOURS: Final = r"(?:hours?|hrs?|h|小时|个小时|钟头)\.?"
_SHORT: Final = r"(?:minutes?|mins?|min|m|'|分钟|分)\.?"
_LENGTHS: Final = (
    re.compile(_AMOUNT.format("hours") + _HOURS),
    re.compile(_AMOUNT.format("minutes") + _SHORT),
    re.compile(
        _AMOUNT.format("hours") + _HOURS + r"\s*" + _AMOUNT.format("minutes") + f"(?:{_SHORT})?"
    ),
    re.compile(r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-5][0-9])(?:\s*" + _HOURS + ")?"),
)
_BARE: Final = re.compile(r"[-+0-9., '_]+")


def read_length(text: str, unit: str) -> str | None:
    """Return ``text`` in ``unit``, minutes or hours; None of another, and where nobody can say."""
    if unit not in _MINUTES:
        return None
    normal = unicodedata.normalize("NFKC", text).strip().lower()
    for form in _LENGTHS:
        found = form.fullmatch(normal)
        if found is None:
            continue
        parts = found.groupdict()
        hours, minutes = (
            Decimal((parts.get(unit) or "0").replace(",", ".")) for unit in ("hours", "minutes")
        )
        length = (hours * 60 + minutes) / _MINUTES[unit]
        return plain(length) if length == round(length, 2) else None
    return None


def is_bare_number(text: str) -> bool:
    """Return whether ``text`` is digits, without a word that may be a unit of time."""
    return _BARE.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def read_month_name(text: str) -> str | None:
    """Return the number of the month that ``text`` names: April, apr., 四月 or 4月."""
    word = unicodedata.normalize("NFKC", text).strip()
    number = month_named(word)
    if number is None:
        name = word.rstrip("月份")
        numbers = range(1, 13)
        number = next(
            (one for one in numbers if name in (str(one), _CHINESE_MONTHS[one - 1])), None
        )
    return None if number is None else str(number)


_CHINESE_MONTHS: Final = (*"一二三四五六七八九十", "十一", "十二")
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_NAMES: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
)  # fmt: skip
_CHINESE_DAYS: Final[Mapping[str, str]] = MappingProxyType(
    {**dict(zip("一二三四五六日", _DAYS, strict=True)), "天": "SU"}
)
_ORDERS: Final[Mapping[str, int]] = MappingProxyType(
    {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
     "last": -1, "一": 1, "二": 2, "三": 3, "四": 4, "最后一": -1}
)  # fmt: skip
_DAY: Final = r"(?P<day>mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?s?"
_WEEKLY: Final = re.compile(rf"(?:weekly,?\s*|each\s+|every\s+)?(?:on\s+)?{_DAY}(?:\s+weekly)?")
_IN_MONTH: Final = re.compile(
    rf"(?:monthly,?\s*|every\s+|each\s+)?(?:on\s+)?(?:the\s+)?(?P<order>{'|'.join(_ORDERS)})\s+{_DAY}"
    r"(?:\s+(?:of|in)\s+(?:the|each|every|a)\s+month|\s+monthly|\s+every\s+month)?"
)
_CHINESE_WEEK: Final = re.compile("(?:每个?)(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_CHINESE_MONTH: Final = re.compile(
    "每个?月的?第?(?P<order>最后一|[一二三四])个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
)
_EVERY: Final = re.compile(
    r"every\s+(?P<count>[2-9]|1[0-2]|two|three|four|six)\s+(?P<unit>day|week|month|year)s?"
    r"|每(?P<zh_count>[2-9两二三四六])个?(?P<zh_unit>天|周|星期|月|年)"
)
_COUNTS: Final[Mapping[str, int]] = MappingProxyType(
    {"two": 2, "three": 3, "four": 4, "six": 6, "两": 2, "二": 2, "三": 3, "四": 4, "六": 6}
)
_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY",
     "天": "DAILY", "周": "WEEKLY", "星期": "WEEKLY", "月": "MONTHLY", "年": "YEARLY"}
)  # fmt: skip
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "FREQ=DAILY": "daily|every day|each day|每天|每日",
        "FREQ=YEARLY": "yearly|annual|annually|every year|once a year|每年|每年一次|年度",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": "weekdays|every weekday|every working day|工作日",
        "FREQ=MONTHLY;INTERVAL=6": "half-yearly|twice a year|every half year|每半年|半年",
    }
)
_PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {"FREQ=WEEKLY;INTERVAL=2": "biweekly", "FREQ=MONTHLY;INTERVAL=3": "quarterly"}
)


def read_recurrence(text: str) -> str | None:
    """Return the words or the calendar rule for what ``text`` says of how often it recurs."""
    normal = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    for rule, words in _WORDS.items():
        if normal in words.split("|"):
            return rule
    in_month = _IN_MONTH.fullmatch(normal) or _CHINESE_MONTH.fullmatch(normal)
    if in_month is not None:
        return f"FREQ=MONTHLY;BYDAY={_ORDERS[in_month['order']]}{_day(in_month['day'])}"
    weekly = _WEEKLY.fullmatch(normal) or _CHINESE_WEEK.fullmatch(normal)
    if weekly is not None:
        return f"FREQ=WEEKLY;BYDAY={_day(weekly['day'])}"
    every = _EVERY.fullmatch(normal)
    if every is None:
        return None
    count = every["count"] or every["zh_count"]
    unit = _UNITS[every["unit"] or every["zh_unit"]]
    rule = f"FREQ={unit};INTERVAL={_COUNTS.get(count) or int(count)}"
    return _PLAIN.get(rule, rule)


def _day(written: str) -> str:
    if written in _CHINESE_DAYS:
        return _CHINESE_DAYS[written]
    return next(
        code for code, name in zip(_DAYS, _DAY_NAMES, strict=True) if name.startswith(written[:3])
    )
