"""Amounts as spreadsheets write them: ``3,500,000``, ``1.234.567,89``, ``¥350万``, ``(1,200)``.

Whether ``1,234`` is more than a thousand or a little more than one cannot be told from the cell:
``marks_in`` looks at all cells of a column. What stands around the digits (signs, currencies,
万, ``M``, ``%``) is read by ``prose_numbers``, once for all cells that are written alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Context, Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from planbook.prose_numbers.amounts import find_amounts
from planbook.prose_numbers.script import normalise
from planbook.prose_numbers.single import read_single_number
from planbook.quantities import plain
from planbook.spreadsheets.header_units import read_header_unit
from planbook.spreadsheets.unread import Unread

Mark = Literal[".", ","]
"""What stands before the decimals."""

_LONGEST: Final = 60
_KEPT: Final = 1024
_MOST_DIGITS: Final = 308
_PLAIN: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_EXPONENT: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE]([-+]?[0-9]{1,3})")
_ROUNDED_FROM: Final = 11
"""From twelve digits on Excel shows, and saves, six of them and an exponent."""
_WITH_MARKS: Final = re.compile(r"[.,]?[0-9](?:[.,' _]?[0-9])*")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[' _][0-9]{3})+")
_GROUPED_BY_COMMA: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_CHINESE_AMOUNT: Final = re.compile("[¥元万亿]")
_THOUSANDS: Final = MappingProxyType(
    {
        ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"),
        # In India the groups before the last three digits are of two.
        ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"),
    }
)
_NOTHING: Final = frozenset(
    {"", "-", "--", "n/a", "na", "n.a.", "nil", "none", "无", "空", "/", "\\"}
)
_DASHES: Final = str.maketrans({"−": "-", "—": "-", "–": "-", "‐": "-", "‒": "-", "’": "'"})
_CURRENCY_DASH: Final = re.compile(r"(?:[¥$€£]|[a-z]{3}) ?-")
_EXCEL_ERRORS: Final = frozenset(
    {"#n/a", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!"}
)
# Signs that several currencies share: read_single_number knows the most common one.
_SHARED: Final = MappingProxyType(
    {
        "CNY": frozenset({"CNY", "RMB", "JPY", "HKD", "TWD", "MOP"}),
        "RMB": frozenset({"CNY"}),
        "USD": frozenset({"USD", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD", "MXN"}),
    }
)
_SHARED_SIGNS: Final = re.compile(r"(?<![A-Za-z])[¥$]|元|块")
_PERCENT: Final = frozenset({"%", "percent", "per cent", "百分比"})


def is_plain_number(cell: str) -> bool:
    """Return whether ``cell`` is written with digits, a point and a sign alone."""
    return _PLAIN.fullmatch(cell) is not None


def is_nothing(cell: str) -> bool:
    """Return whether ``cell`` is empty, or says that there is no figure: ``-``, ``n/a``, ``无``."""
    if len(cell) > _LONGEST or cell[:1].isdigit():
        return False
    text = _normal(cell).casefold()
    return text in _NOTHING or _CURRENCY_DASH.fullmatch(text) is not None


def marks_in(cells: Iterable[str]) -> frozenset[Mark]:
    """Return which decimal marks ``cells`` certainly use.

    One: the column is written with it. None: nothing decides. Both: it is written in two ways.
    """
    return frozenset(found for cell in cells if (found := _mark_of(cell)) is not None)


class _Around(msgspec.Struct, frozen=True):
    """What the words around the digits of an amount come to: a factor, and a unit."""

    factor: Decimal
    unit: str
    shared: bool = False  # whether the unit is a sign that several currencies have


class AmountReader:
    """Reads the cells of one column, in the unit that its figures are kept in.

    ``mark`` is the column's decimal mark, None where nothing decides it. ``column_unit`` is what
    the header says of the cells that have no unit of their own: ``万元`` of 金额（万元）.
    """

    def __init__(self, unit: str, mark: Mark | None, column_unit: str = "") -> None:
        self._written_unit = unit
        self._mark = mark
        # Of more digits than any amount has: nothing is rounded.
        self._exact = Context(prec=2 * _MOST_DIGITS)
        self._around: dict[tuple[str, str], _Around | None] = {}
        self._unit = _unit_of(unit)
        size = read_header_unit(column_unit) if column_unit else None
        words = column_unit and not any(letter.isdigit() for letter in column_unit)
        stands = _unit_of(column_unit) if words else None
        known = stands is not None and (stands.factor != 1 or _is_currency(stands.unit))
        self._of_column = stands if known or (stands and stands.unit == "%") else None
        if size is not None and self._of_column is None:
            self._of_column = _Around(size.factor, size.unit)

    def read(self, cell: str) -> int | Decimal | Unread:
        """Return the number that ``cell`` stands for, or why there is none."""
        is_plain = is_plain_number(cell)
        if is_plain and self._of_column is None and len(cell) <= _MOST_DIGITS:
            if "." not in cell:
                return int(cell)
            if self._mark == ".":
                return Decimal(cell)
        text = cell if is_plain else _normal(cell)
        if len(text) > _LONGEST and not is_plain:
            return Unread("number")
        exponent = _EXPONENT.fullmatch(text)
        if exponent is not None and int(exponent[1]) >= _ROUNDED_FROM:
            return Unread("rounded")
        if exponent is not None:
            return self._in_unit(Decimal(text), _Around(Decimal(1), ""))
        if text.casefold() in _EXCEL_ERRORS:
            return Unread("excel-error")
        match = _WITH_MARKS.search(text)
        if match is None:
            return Unread("narrow" if text and not text.strip("#") else "number")
        around = self._read_around(text[: match.start()], text[match.end() :])
        number = _read_digits(match[0], self._mark)
        if around is None or number is None:
            return Unread("number")
        if isinstance(number, Unread):
            return _with_around(number, text[: match.start()], text[match.end() :])
        return self._in_unit(number, around)

    def _read_around(self, before: str, after: str) -> _Around | None:
        key = before, after
        if key not in self._around:
            self._around[key] = _look_around(before, after)
        return self._around[key]

    def _in_unit(self, number: Decimal, around: _Around) -> int | Decimal | Unread:
        bare = not around.unit and abs(around.factor) == 1
        factor = around.factor
        if bare and self._of_column is not None:
            around = self._of_column
            factor *= around.factor
        elif bare:
            signed = self._exact.multiply(number, factor)
            return signed if signed.as_tuple().exponent else int(signed)
        unit = self._unit
        if unit.unit == "%" and abs(factor) != 1:
            return Unread("number")
        value = self._exact.multiply(number, factor)
        unlike = self._unlike(around, value)
        if unlike is not None:
            return unlike
        if around.unit and abs(factor) == 1 and unit.factor != 1:
            return Unread("scale", {"unit": self._written_unit})
        if unit.factor != 1:
            value = self._exact.divide(value, unit.factor)
        return int(value) if value == value.to_integral_value() else value

    def _unlike(self, around: _Around, value: Decimal) -> Unread | None:
        """Return what is wrong where an amount counts in something else than the column."""
        own, other = self._unit.unit, around.unit
        if not other or _alike(own, other) or (around.shared and own in _SHARED.get(other, ())):
            return None
        if other == "%":
            arguments = {"one": unmistakable(value / 100), "other": unmistakable(value)}
            return Unread("percent", {"unit": self._written_unit, **arguments})
        reason = "currency" if _is_currency(other) else "unit"
        return Unread(reason, {"other": other, "unit": self._written_unit})


def _normal(cell: str) -> str:
    if len(cell) > _MOST_DIGITS:
        return cell
    return " ".join(unicodedata.normalize("NFKC", cell).translate(_DASHES).split())


def _look_around(before: str, after: str) -> _Around | None:
    """Return what ``before`` and ``after`` make of the digits between them, or None."""
    if not before and after in ("", "."):
        return _Around(Decimal(1), "")
    sign = 1
    if before.endswith("(") and after.startswith(")"):  # $(1,200)
        before, after, sign = before[:-1], after[1:], -1
    elif after.rstrip().endswith("-") and "-" not in before:  # 1,200-
        after, sign = after.rstrip()[:-1], -1
    found = read_single_number(f"{before}5{after}")
    if found is None:
        return None
    return _Around(
        sign * found.value / 5, found.unit, _SHARED_SIGNS.search(before + after) is not None
    )


def _unit_of(written: str) -> _Around:
    text = _normal(written)
    found = read_single_number(f"5 {text}") or read_single_number(f"5{text}")
    if found is None or text.casefold() in _PERCENT:
        return _Around(Decimal(1), "%" if text.casefold() in _PERCENT else text)
    return _Around(found.value / 5, found.unit or ("" if found.value != 5 else text))


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()


@lru_cache(_KEPT)
def _alike(own: str, other: str) -> bool:
    """Return whether two units are one: partner and partners, 天 and days, % and pp."""
    one, two = (_canonical(unit).casefold().rstrip("s") for unit in (own, other))
    return one == two or {one, two} in ({"rmb", "cny"}, {"%", "pp"})


def _canonical(unit: str) -> str:
    """Return the name that a unit of time or score has in all languages, else the unit."""
    text = f"5 {unit}"
    found = find_amounts(normalise(text), text)
    named = len(found) == 1 and found[0].kind in ("time", "score", "symbol")
    return (found[0].unit or unit) if named else unit


def _mark_of(cell: str) -> Mark | None:
    text = _normal(cell)
    match = _WITH_MARKS.search(text)
    if match is None:
        return None
    certain = _certain_mark(match[0])
    # Nobody who writes ¥120,000 means a hundred and twenty.
    if certain is None and _CHINESE_AMOUNT.search(text) and _GROUPED_BY_COMMA.fullmatch(match[0]):
        return "."
    return certain


def _certain_mark(digits: str) -> Mark | None:
    """Return the decimal mark of ``digits`` where its digits can be read in one way only."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    mark: Mark
    other: Mark
    mark, other, count = (".", ",", points) if points else (",", ".", commas)
    if count == 0:
        return None
    if count > 1:
        return other
    lead, _, decimals = digits.partition(mark)
    if len(lead) > 3 or not lead or lead.startswith("0"):
        return mark
    # 350,0000 may be 3 500 000 in groups of four.
    doubtful = (3, 4) if mark == "," else (3,)
    return None if len(decimals) in doubtful else mark


def _read_digits(digits: str, mark: Mark | None) -> Decimal | Unread | None:
    certain = _certain_mark(digits)
    decimal_mark = certain or mark
    if certain is None and mark is None and ("." in digits or "," in digits):
        return _ambiguous(digits)
    if certain is None and decimal_mark != "," and re.search(r",[0-9]{4}$", digits):
        return _ambiguous(digits)
    whole, decimals = digits, ""
    if decimal_mark is not None and decimal_mark in digits:
        whole, _, decimals = digits.partition(decimal_mark)
        if not (decimals.isdecimal() or not decimals):
            return None
    group = "," if decimal_mark != "," else "."
    if group in whole and _THOUSANDS[group].fullmatch(whole):
        whole = whole.replace(group, "")
    elif _GROUPED.fullmatch(whole):
        whole = re.sub("[' _]", "", whole)
    if (whole and not whole.isdecimal()) or len(digits) > _MOST_DIGITS:
        return None
    return Decimal(f"{whole or '0'}.{decimals}" if decimals else whole or "0")


def unmistakable(number: Decimal) -> str:
    """Return ``number`` so that no point in it can be taken for one between thousands."""
    written = plain(number)
    return f"{written}0" if re.search(r"\.[0-9]{3}$", written) else written


def _with_around(unread: Unread, before: str, after: str) -> Unread:
    """Return ``unread`` with what stands around the digits also around those to choose from."""
    around = {name: f"{before}{digits}{after}" for name, digits in unread.arguments.items()}
    return Unread(unread.reason, around)


def _ambiguous(digits: str) -> Unread:
    mark = "," if "," in digits else "."
    lead, _, decimals = digits.partition(mark)
    arguments = {"one": lead + decimals, "other": f"{lead}.{decimals}0"}
    return Unread("ambiguous-number", arguments)
