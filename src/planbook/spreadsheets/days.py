"""Days and months as spreadsheets write them: ``2026/10/31``, ``31-Oct-26``, ``2026年10月``.

A month stands for its last day. Whether ``03/04/2026`` is a day of March or of April cannot be
told from the cell: ``orders_in`` looks at all cells of a column, and ``read_day`` takes its order.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal

from planbook.spreadsheets.unread import Unread

Order = Literal["day_first", "month_first"]

_LONGEST: Final = 60
_MONTHS: Final = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                ("jan", "january"),
                ("feb", "february"),
                ("mar", "march"),
                ("apr", "april"),
                ("may",),
                ("jun", "june"),
                ("jul", "july"),
                ("aug", "august"),
                ("sep", "sept", "september"),
                ("oct", "october"),
                ("nov", "november"),
                ("dec", "december"),
            ),
            start=1,
        )
        for name in names
    }
)
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(
    r"[T ] ?(?:上午|下午)? ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?: ?[ap]m)?$"
)
_WEEKDAY_ZH: Final = re.compile(r" ?(?:星期|周)[一二三四五六日天]$")
_WEEKDAY_EN: Final = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? ")
_YEAR_FIRST: Final = re.compile(
    r"([0-9]{4}) ?[-/.年_ ] ?([0-9]{1,2}) ?[-/.月_ ] ?([0-9]{1,2}) ?日?"
)
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_DAY_NAMED: Final = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[- ./]?([a-z]{3,9})\.?[- ./,]{0,2}([0-9]{4}|[0-9]{2})"
)
_NAMED_DAY: Final = re.compile(r"([a-z]{3,9})\.? ?([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_NAMED_MONTH: Final = re.compile(r"([a-z]{3,9})\.?[- ./,']{0,2}([0-9]{4}|[0-9]{2})")
_MONTH: Final = re.compile(r"([0-9]{4}) ?[-/年_] ?([0-9]{1,2}) ?月?(?:份)?")
_DOTTED_MONTH: Final = re.compile(r"([0-9]{4})\.([0-9]{1,2})")
_MONTH_FIRST: Final = re.compile(r"([0-9]{1,2}) ?[-/.] ?([0-9]{4})")
_SERIAL: Final = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_SHORT_YEAR: Final = re.compile(
    r"[0-9]{1,2} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2} ?日?|[0-9]{2}年[0-9]{1,2}月"
)
_NO_YEAR: Final = re.compile(
    r"[0-9]{1,2}月(?:份|[0-9]{1,2}日)?|[0-9]{1,2}[-/][0-9]{1,2}"
    r"|[0-9]{1,2}[- ]?([a-z]{3,9})\.?|([a-z]{3,9})\.?(?: [0-9]{1,2})?"
)
_FIRST_OF_EXCEL: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 100_000)


def orders_in(cells: Iterable[str]) -> frozenset[Order]:
    """Return in which orders ``cells`` certainly write day and month before the year.

    One order: the column is written in it. None: nothing decides. Both: it is written in two ways.
    """
    return frozenset(found for cell in cells if (found := order_of(cell)) is not None)


def order_of(cell: str) -> Order | None:
    """Return the order in which ``cell`` writes day and month, where one of them is above 12."""
    match = _YEAR_LAST.fullmatch(_normal(cell))
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return "day_first"
    return "month_first" if second > 12 >= first else None


def read_day(cell: str, order: Order | None = None) -> date | Unread:
    """Return the day that ``cell`` stands for, of a month the last, or why there is none.

    ``order`` is that of day and month where the column decides it. A time of day is left out.
    """
    if _ISO.fullmatch(cell):
        return _day(int(cell[:4]), int(cell[5:7]), int(cell[8:]))
    text = _normal(cell)
    numbers = _year_first(text)
    if numbers is not None:
        return _day(*numbers)
    match = _YEAR_LAST.fullmatch(text)
    if match is not None:
        return _year_last(int(match[1]), int(match[3]), int(match[4]), order_of(cell) or order)
    for pattern, (day, month, year) in ((_DAY_NAMED, (1, 2, 3)), (_NAMED_DAY, (2, 1, 3))):
        match = pattern.fullmatch(text)
        if match is not None and match[month] in _MONTHS:
            return _day(_full_year(match[year]), _MONTHS[match[month]], int(match[day]))
    found = _month_in(text)
    if isinstance(found, tuple):
        year, month = found
        try:
            return date(year, month, monthrange(year, month)[1])
        except ValueError:  # the year 0
            return Unread("no-such-day")
    return found or _unread(text)


def month_named(text: str) -> int | None:
    """Return the month that ``text`` is the English name of, in full or short, or None."""
    return _MONTHS.get(text.strip().rstrip(".").casefold())


def read_month(cell: str) -> tuple[int, int] | None:
    """Return year and month where ``cell`` certainly names a month of a year, else None."""
    found = _month_in(_normal(cell))
    return found if isinstance(found, tuple) else None


def read_year_first(cell: str) -> tuple[int, int, int] | None:
    """Return year, month and day where ``cell`` has them in this order, such a day or not."""
    return _year_first(_normal(cell))


def _year_first(text: str) -> tuple[int, int, int] | None:
    match = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    return (int(match[1]), int(match[2]), int(match[3])) if match and match[3] else None


def _normal(cell: str) -> str:
    if len(cell) > _LONGEST:
        return ""
    text = " ".join(unicodedata.normalize("NFKC", cell).lower().split())
    if text[:1].isalpha():
        text = _WEEKDAY_EN.sub("", text)
    text = text.replace("t", " ") if _ISO.match(text) else text
    return _WEEKDAY_ZH.sub("", _TIME.sub("", text))


def _day(year: int, month: int, day: int) -> date | Unread:
    try:
        return date(year, month, day)
    except ValueError:
        return Unread("no-such-day")


def _year_last(first: int, second: int, year: int, order: Order | None) -> date | Unread:
    by_day, by_month = _day(year, second, first), _day(year, first, second)
    if order is not None or first == second:
        return by_month if order == "month_first" else by_day
    if isinstance(by_day, date) and isinstance(by_month, date):
        one, other = sorted((by_day.isoformat(), by_month.isoformat()))
        return Unread("ambiguous-day", {"one": one, "other": other})
    return by_day


def _full_year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year < 70 else 1900)


def _month_in(text: str) -> tuple[int, int] | Unread | None:
    """Return the year and month that ``text`` names; None where it names none."""
    found: tuple[int, int] | None = None
    if match := _MONTH.fullmatch(text):
        found = int(match[1]), int(match[2])
    elif match := _DOTTED_MONTH.fullmatch(text):
        # A spreadsheet takes 2026.10 for a number, and writes 2026.1.
        if match[2] == "1":
            return Unread("ambiguous-day", {"one": f"{match[1]}-01", "other": f"{match[1]}-10"})
        found = int(match[1]), int(match[2])
    elif match := _MONTH_FIRST.fullmatch(text):
        found = int(match[2]), int(match[1])
    elif (match := _NAMED_MONTH.fullmatch(text)) and match[1] in _MONTHS:
        found = _full_year(match[2]), _MONTHS[match[1]]
    elif (match := _COMPACT.fullmatch(text)) and not match[3]:
        found = int(match[1]), int(match[2])
    if found is None:
        return None
    return found if 1 <= found[1] <= 12 else Unread("no-such-day")


def _unread(text: str) -> Unread:
    match = _SERIAL.fullmatch(text)
    if match is not None and int(match[1]) in _SERIALS:
        meant = _FIRST_OF_EXCEL + timedelta(days=int(match[1]))
        return Unread("serial", {"example": meant.isoformat()})
    if _SHORT_YEAR.fullmatch(text):
        return Unread("short-year")
    match = _NO_YEAR.fullmatch(text)
    if match is not None and all(name in _MONTHS for name in match.groups() if name):
        return Unread("no-year")
    return Unread("date")
