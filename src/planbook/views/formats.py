"""Dates and numbers as one language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_decimal_symbol,
    get_group_symbol,
    is_currency,
)
from babel.units import format_unit

# Units that only say that something is counted or rated: the metric's name says of what.
SILENT_UNITS: Final = frozenset({"count", "number", "points"})

_TIME_UNITS: Final = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})

_DIGITS: Final = "#,##0.######"
_SAMPLES: Final = tuple(map(Decimal, ("0", "0.5", "1234", "1234567.125", "-45678")))
_TOO_FINE: Final = range(-40, -6)
# Babel's English is American, its Chinese without the space that sets figures off; a handbook
# reads better with the day in front, and with the space.
_PATTERNS: Final[Mapping[str, str]] = MappingProxyType({"en": "d MMMM y", "zh": "y 年 M 月 d 日"})
_SHORT_PATTERNS: Final[Mapping[str, str]] = MappingProxyType({"en": "d MMM", "zh": "M月d日"})
_MONTH_PATTERNS: Final[Mapping[str, str]] = MappingProxyType({"en": "MMM y", "zh": "y年M月"})
_WHOLE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_LARGE: Final = Decimal(10) ** 15


class Formats:
    """Formats for one language. Babel is slow and a handbook repeats itself: results are kept."""

    def __init__(self, language: str) -> None:
        self.locale = _locale(language)
        self._days: dict[date, str] = {}
        self._numbers: dict[tuple[Decimal, str], str] = {}
        self._portions: dict[Fraction | Decimal, str] = {}
        self._currencies: dict[str, tuple[str, str]] = {}
        # Babel takes a tenth of a millisecond a number, and a large team has a million of them:
        # where its way is the plain one, the plain one does.
        self._separators = str.maketrans(
            {",": get_group_symbol(self.locale), ".": get_decimal_symbol(self.locale)}
        )
        self._groups_by_thousands = all(
            format_decimal(sample, format=_DIGITS, locale=self.locale)
            == f"{sample:,f}".translate(self._separators)
            for sample in _SAMPLES
        )

    def day(self, day: date) -> str:
        """Return the date in words: ``2026年9月10日``, ``10 September 2026``."""
        found = self._days.get(day)
        if found is None:
            found = format_date(day, self._pattern, locale=self.locale)
            self._days[day] = found
        return found

    def moment(self, moment: datetime) -> str:
        """Return the date and the time of day, to the minute."""
        return f"{self.day(moment.date())} {format_time(moment, 'HH:mm', locale=self.locale)}"

    def number(self, number: Decimal, unit: str = "") -> str:
        """Return the number with ``unit``: a currency code, ``%``, or a word set behind it."""
        found = self._numbers.get((number, unit))
        if found is None:
            found = self._number(number, unit)
            self._numbers[number, unit] = found
        return found

    def share(self, share: Decimal) -> str:
        """Return a share of one as a percentage."""
        return self.number(share * 100, "%")

    def short_day(self, day: date) -> str:
        """Return the date as a chart's axis has room for it: ``9月10日``, ``10 Sep``."""
        pattern = _SHORT_PATTERNS.get(self.locale.language, "d.M.")
        return format_date(day, pattern, locale=self.locale)

    def month(self, day: date) -> str:
        """Return the month and the year, short: ``2026年9月``, ``Sep 2026``."""
        pattern = _MONTH_PATTERNS.get(self.locale.language, "M.y")
        return format_date(day, pattern, locale=self.locale)

    def compact(self, number: Decimal, unit: str = "") -> str:
        """Return a large number short, for a chart's axis: ``600万``, ``6M``. Money has no sign."""
        if abs(number) < 10_000:
            return self.number(number, "%" if unit == "%" else "").replace("-", "−")
        short = format_compact_decimal(float(number), locale=self.locale, fraction_digits=1)
        return str(short).replace("-", "−")

    def portion(self, share: Fraction | Decimal) -> str:
        """Return a computed share of one as a whole percentage.

        What has not reached its end is not rounded up to it: 0.998 is 99.8 %.
        """
        found = self._portions.get(share)
        if found is None:
            found = self._portion(share)
            self._portions[share] = found
        return found

    def _portion(self, share: Fraction | Decimal) -> str:
        exact = Fraction(share) * 100
        percent = Decimal(exact.numerator) / Decimal(exact.denominator)
        whole = percent.quantize(_WHOLE, ROUND_HALF_UP) if abs(percent) < _LARGE else percent
        if whole == _HUNDRED > percent:
            whole = min(percent.quantize(Decimal("0.1"), ROUND_DOWN), Decimal("99.9"))
        return self.number(whole + 0, "%").replace("-", "−")

    def ratio(self, ratio: Fraction) -> str:
        """Return a computed ratio to two places: ``0.96``."""
        value = Decimal(ratio.numerator) / Decimal(ratio.denominator)
        rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP) if abs(value) < _LARGE else value
        return self.number(rounded + 0).replace("-", "−")

    def language_name(self) -> str:
        """Return the language's name for itself."""
        name = self.locale.get_language_name(self.locale.language) or self.locale.language
        return name[:1].upper() + name[1:]

    def _number(self, number: Decimal, unit: str) -> str:
        if len(unit) == 3 and unit.isupper() and is_currency(unit):
            return self._money(number, unit)
        digits = self._digits(number)
        if not unit or unit in SILENT_UNITS:
            return digits
        if unit == "x":
            return f"{digits}×"
        if unit in _TIME_UNITS:
            name = f"duration-{unit.removesuffix('s')}"
            return str(format_unit(number, name, locale=self.locale))
        return f"{digits}%" if unit == "%" else f"{digits} {unit}"

    def _digits(self, number: Decimal) -> str:
        if not self._groups_by_thousands:
            return str(format_decimal(number, format=_DIGITS, locale=self.locale))
        rounded = round(number, 6) if number.as_tuple().exponent in _TOO_FINE else number
        digits = f"{rounded:,f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        return digits.translate(self._separators)

    def _money(self, number: Decimal, currency: str) -> str:
        if number != number.to_integral_value() or number < 0:
            return str(format_currency(number, currency, locale=self.locale))
        around = self._currencies.get(currency)
        if around is None:
            pattern = str(self.locale.currency_formats["standard"].pattern).replace("0.00", "0")
            sample = format_currency(
                7, currency, locale=self.locale, format=pattern, currency_digits=False
            )
            before, _, after = sample.partition("7")
            around = (before, after)
            self._currencies[currency] = around
        return f"{around[0]}{self._digits(number)}{around[1]}"

    @property
    def _pattern(self) -> str:
        return _PATTERNS.get(self.locale.language, "long")


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
