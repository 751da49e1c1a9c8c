"""Dates and numbers as one language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, is_currency

# Units that only say that something is counted or rated: the metric's name says of what.
_SILENT_UNITS = frozenset({"count", "number"})

# Babel's English is American, its Chinese without the space that sets figures off; a handbook
# reads better with the day in front, and with the space.
_PATTERNS: Final[Mapping[str, str]] = MappingProxyType({"en": "d MMMM y", "zh": "y 年 M 月 d 日"})


class Formats:
    """Formats for one language. Babel is slow and a handbook repeats itself: results are kept."""

    def __init__(self, language: str) -> None:
        self.locale = _locale(language)
        self._days: dict[date, str] = {}
        self._numbers: dict[tuple[Decimal, str], str] = {}

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

    def language_name(self) -> str:
        """Return the language's name for itself."""
        name = self.locale.get_language_name(self.locale.language) or self.locale.language
        return name[:1].upper() + name[1:]

    def _number(self, number: Decimal, unit: str) -> str:
        whole = number == number.to_integral_value()
        if len(unit) == 3 and unit.isupper() and is_currency(unit):
            return str(
                format_currency(
                    number,
                    unit,
                    locale=self.locale,
                    format=None if not whole else _without_cents(self.locale),
                    currency_digits=not whole,
                )
            )
        digits: str = format_decimal(number, format="#,##0.######", locale=self.locale)
        if not unit or unit in _SILENT_UNITS:
            return digits
        if unit == "x":
            return f"{digits}×"
        return f"{digits}%" if unit == "%" else f"{digits} {unit}"

    @property
    def _pattern(self) -> str:
        return _PATTERNS.get(self.locale.language, "long")


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _without_cents(locale: Locale) -> str:
    return str(locale.currency_formats["standard"].pattern).replace("0.00", "0")
