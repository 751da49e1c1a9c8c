"""Dates and numbers as one language writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

import msgspec
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
    is_currency,
)
from babel.units import format_unit
from msgspec.structs import replace

from planbook.quantities import as_decimal, in_ten_thousands, plain, rounded, rounded_beside

# Units that only say that something is counted or rated: the metric's name says of what.
SILENT_UNITS: Final = frozenset({"count", "number", "points"})

_TIME_UNITS: Final = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})

_DIGITS: Final = "#,##0.######"
_SPARE_DIGITS: Final = 12
_SAMPLES: Final = tuple(map(Decimal, ("0", "0.5", "1234", "1234567.125", "-45678")))
_TOO_FINE: Final = range(-40, -6)
# Babel's English is American, its Chinese without the space that sets figures off; a handbook
# reads better with the day in front, and with the space.
_PATTERNS: Final[Mapping[str, str]] = MappingProxyType({"en": "d MMMM y", "zh": "y 年 M 月 d 日"})
_SHORT_PATTERNS: Final[Mapping[str, str]] = MappingProxyType({"en": "d MMM", "zh": "M月d日"})
_MONTH_PATTERNS: Final[Mapping[str, str]] = MappingProxyType({"en": "MMM y", "zh": "y年M月"})
_HUNDRED: Final = Decimal(100)
# What large amounts are counted in, the largest first. Other languages write them in full.
_MAGNITUDES: Final[Mapping[str, tuple[tuple[int, str], ...]]] = MappingProxyType(
    {
        "en": ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")),
        "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
    }
)
_TEN_THOUSAND: Final = 10_000
_SOMETHING: Final = frozenset("123456789")
_LARGE_FROM: Final[Mapping[str, int]] = MappingProxyType({"en": 100_000, "zh": _TEN_THOUSAND})
_MOST_PLACES: Final = 2
_DIGITS_TOLD: Final = 4
_MOST_TOLD_APART: Final = 8
# Among these are numbers of every form that any language has for what can be counted.
_COUNTED: Final = (*range(201), 1000, 1_000_000)
_MILLION: Final = 10**6
_WITHOUT_CENTS: Final = 1000
_SHARED_SIGNS: Final = frozenset("$¥￥元")
_TRADITIONAL: Final = str.maketrans("万亿", "萬億")


class Limits(msgspec.Struct, frozen=True, cache_hash=True):
    """What a figure is compared with, so that it is not rounded across it.

    ``at_least`` are reached by a figure that equals them, ``at_most`` not yet exceeded.
    """

    at_least: tuple[Fraction, ...] = ()
    at_most: tuple[Fraction, ...] = ()

    def times(self, factor: int) -> Limits:
        """Return the same limits of a figure that is ``factor`` times as large."""
        if not self.at_least and not self.at_most:
            return self
        return Limits(
            tuple(one * factor for one in self.at_least),
            tuple(one * factor for one in self.at_most),
        )

    def rounded(self, value: Fraction, places: int) -> Decimal:
        """Return ``value`` to so many places, on its side of the limits."""
        return rounded_beside(value, self.at_least, places, self.at_most)


NO_LIMITS: Final = Limits()


class Magnitude(msgspec.Struct, frozen=True):
    """The scale in which amounts that stand together are written: ``14.19M``, ``1,419 万``.

    An amount is divided by ``factor``, has so many ``places`` and ``word`` behind it. Where it is
    written in full (``factor`` 1), whole amounts of money may have cents like those beside them.
    """

    factor: int = 1
    word: str = ""
    places: int = 2
    with_cents: bool = False

    def rounded(self, amount: Decimal | Fraction) -> Decimal:
        """Return ``amount`` in this scale, to its places."""
        return rounded(amount, self.places, self.factor)


class Formats:
    """Formats for one language. Babel is slow and a handbook repeats itself: results are kept."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.locale = _locale(language)
        self._days: dict[date, str] = {}
        self._numbers: dict[tuple[Decimal, str, bool], str] = {}
        self._rounded_percents: dict[tuple[tuple[int, int], Limits, int], str] = {}
        self._amounts: dict[tuple[tuple[int, int], str, bool], str] = {}
        self._ratios: dict[tuple[tuple[int, int], Limits], str] = {}
        self._short_days: dict[date, str] = {}
        self._months: dict[date, str] = {}
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

    def number(self, number: Decimal, unit: str = "", *, with_cents: bool = False) -> str:
        """Return the number with ``unit``: a currency code, ``%``, or a word set behind it.

        Whole amounts of money have no cents unless they are asked for.
        """
        found = self._numbers.get((number, unit, with_cents))
        if found is None:
            with localcontext() as wide:
                # Babel rounds in the context's precision, and refuses longer numbers.
                wide.prec = max(wide.prec, abs(number.adjusted()) + _SPARE_DIGITS)
                found = self._number(number, unit, with_cents)
            self._numbers[number, unit, with_cents] = found
        return found

    def amount(
        self, amount: Decimal | Fraction, unit: str = "", *, with_cents: bool = False
    ) -> str:
        """Return a computed amount: to two places, to four where it is less than a hundredth.

        Of thousands of money no cents are told, unless they are asked for.
        """
        # Two whole numbers are a far cheaper key than a fraction.
        key = (amount.as_integer_ratio(), unit, with_cents)
        found = self._amounts.get(key)
        if found is None:
            exact_amount = Fraction(amount)
            places = 4 if abs(exact_amount) < Fraction(1, 100) and not is_money(unit) else 2
            if is_money(unit) and abs(exact_amount) >= _WITHOUT_CENTS and not with_cents:
                places = 0
            shown = NO_LIMITS.rounded(exact_amount, places)
            found = self.number(shown, unit, with_cents=with_cents)
            self._amounts[key] = found
        return found

    def percent(self, share: Decimal) -> str:
        """Return a share of one as a percentage."""
        return self.number(share * 100, "%")

    def short_day(self, day: date) -> str:
        """Return the date as a chart's axis has room for it: ``9月10日``, ``10 Sep``."""
        found = self._short_days.get(day)
        if found is None:
            found = self._short(day, _SHORT_PATTERNS, "MMMd")
            self._short_days[day] = found
        return found

    def days(self, start: date, end: date) -> str:
        """Return the days of a period, short: ``1 Jul – 30 Sep 2026``."""
        if self.locale.language == "zh":
            # Babel's Chinese has 至 between the two in one version and a dash in another.
            last = self.short_day(end) if start.year == end.year else self._full_day(end)
            if (start.year, start.month) == (end.year, end.month):
                last = f"{end.day}日"
            return f"{self._full_day(start)}至{last}"
        if self.locale.language != "en":
            return str(format_interval(start, end, "yMMMd", locale=self.locale))
        # Babel's English is American, with the month in front.
        first = f"{start.day} {self.month(start)}"
        if (start.year, start.month) == (end.year, end.month):
            first = str(start.day)
        elif start.year == end.year:
            first = self.short_day(start)
        return f"{first} – {end.day} {self.month(end)}"

    def _full_day(self, day: date) -> str:
        return f"{self.month(day)}{day.day}日"

    def month(self, day: date) -> str:
        """Return the month and the year, short: ``2026年9月``, ``Sep 2026``."""
        first = day.replace(day=1)
        found = self._months.get(first)
        if found is None:
            found = self._short(first, _MONTH_PATTERNS, "yMMM")
            self._months[first] = found
        return found

    def _short(self, day: date, patterns: Mapping[str, str], parts: str) -> str:
        """Return ``parts`` of the date by our own pattern, else as the language has them."""
        pattern = patterns.get(self.locale.language)
        if pattern is None:
            return str(format_skeleton(parts, day, locale=self.locale))
        return format_date(day, pattern, locale=self.locale)

    def short_month(self, day: date) -> str:
        """Return the month alone, as a narrow column has room for it: ``9月``, ``Sep``."""
        return format_date(day, "LLL", locale=self.locale)

    def compact(self, number: Decimal, unit: str = "") -> str:
        """Return a large number short, for a chart's axis: ``600万``, ``6M``. Money has no sign."""
        if abs(number) < 10_000:
            return self.number(number, "%" if unit == "%" else "").replace("-", "−")
        short = format_compact_decimal(float(number), locale=self.locale, fraction_digits=1)
        return str(short).replace("-", "−")

    def magnitude(
        self, amount: Decimal | Fraction, unit: str, *, not_small: bool = False
    ) -> Magnitude:
        """Return the scale for amounts of which ``amount`` is the largest: four digits are told.

        Percentages, rates, times and small amounts are written in full, small ones from ten
        thousand on only where ``not_small`` says so.
        """
        language, size = self.locale.language, abs(Fraction(amount))
        steps = _MAGNITUDES.get(language, ())
        least = _TEN_THOUSAND if not_small else _LARGE_FROM.get(language, 0)
        if language == "en" and is_money(unit):
            # Thousands of money have their digits: 56.82K beside 13.40M is a third way to write it.
            steps, least = steps[:-1], _MILLION
        if unit in _NEVER_LARGE or size < least:
            return Magnitude()
        for factor, word in steps:
            if size >= factor:
                places = min(_MOST_PLACES, max(0, _DIGITS_TOLD - len(str(int(size / factor)))))
                traditional = self.locale.script == "Hant"
                return Magnitude(
                    factor, word.translate(_TRADITIONAL) if traditional else word, places
                )
        return Magnitude()

    def brief(self, amount: Decimal | Fraction, unit: str = "") -> str:
        """Return a computed amount as a table has room for it: a large one in its own scale."""
        magnitude = self.magnitude(amount, unit)
        if magnitude.factor == 1:
            return self.amount(amount, unit)
        return self.scaled(magnitude.rounded(amount), magnitude, unit)

    def beside(
        self, amount: Decimal | Fraction, mark: Decimal | Fraction, unit: str = ""
    ) -> tuple[str, str]:
        """Return a computed amount and what it is held against, as a table has room for them.

        Both are in one scale, and two that differ are never written alike: 999.96 beside a target
        of 1,000 is not 1,000.
        """
        size, other = abs(Fraction(amount)), abs(Fraction(mark))
        magnitude = self.magnitude(max(size, other), unit)
        if magnitude.factor == 1 or min(size, other) * 10 < magnitude.factor:
            return self.brief(amount, unit), self.brief(mark, unit)
        while amount != mark and magnitude.places < _MOST_TOLD_APART:
            if magnitude.rounded(amount) != magnitude.rounded(mark):
                break
            magnitude = replace(magnitude, places=magnitude.places + 1)
        shown = (self.scaled(magnitude.rounded(one), magnitude, unit) for one in (amount, mark))
        return next(shown), next(shown)

    def scaled(
        self, figure: Decimal, magnitude: Magnitude, unit: str = "", *, tight: bool = False
    ) -> str:
        """Return ``figure``, which is in the scale of ``magnitude``, with ``unit``.

        ``tight`` leaves no space in it, as a chart has none.
        """
        if figure < 0:
            return f"−{self.scaled(-figure, magnitude, unit, tight=tight)}"
        unit = "CNY" if unit in _YUAN else unit
        if magnitude.factor == 1:
            return self.number(figure, unit, with_cents=magnitude.with_cents)
        if self.locale.language == "zh":
            name = self._chinese_name(unit)
            space = "" if tight else " "
            return f"{self._digits(figure)}{space}{magnitude.word}{name}"
        digits = f"{figure:,f}".translate(self._separators) + magnitude.word
        if is_money(unit):
            before, after = self._around(unit)
            return f"{before}{digits}{after}"
        return f"{digits} {unit}" if unit and unit not in SILENT_UNITS else digits

    def percent_rounded(
        self, share: Fraction | Decimal, limits: Limits = NO_LIMITS, places: int = 0
    ) -> str:
        """Return a computed share of one as a percentage, on its side of ``limits``.

        What has not reached its end is not rounded up to it: 0.998 is 99.8 %. Less than one
        hundredth is told to two places.
        """
        key = (share.as_integer_ratio(), limits, places)
        found = self._rounded_percents.get(key)
        if found is None:
            found = self._percent_rounded(Fraction(share), limits, places)
            self._rounded_percents[key] = found
        return found

    def _percent_rounded(self, share: Fraction, limits: Limits, places: int) -> str:
        percent = share * 100
        places = 2 if 0 < abs(percent) < 1 else places
        shown = limits.times(100).rounded(percent, places)
        if shown == _HUNDRED and percent < _HUNDRED:
            shown = min(as_decimal(percent).quantize(Decimal("0.1"), ROUND_DOWN), Decimal("99.9"))
        return self.number(shown + 0, "%").replace("-", "−")

    def ratio(self, ratio: Fraction | Decimal, limits: Limits = NO_LIMITS) -> str:
        """Return a computed ratio to two places, on its side of ``limits``: ``0.96``."""
        key = (ratio.as_integer_ratio(), limits)
        found = self._ratios.get(key)
        if found is None:
            found = self.number(limits.rounded(Fraction(ratio), 2) + 0).replace("-", "−")
            self._ratios[key] = found
        return found

    def listed(self, parts: Sequence[str]) -> str:
        """Return parts of a sentence one after the other: ``A、B和C``, ``A, B, and C``."""
        return str(format_list(parts, locale=self.locale))

    @cached_property
    def plural_forms(self) -> tuple[tuple[str, int], ...]:
        """The forms that counted words have, each with a number that has it."""
        found: dict[str, int] = {}
        for number in _COUNTED:
            found.setdefault(str(self.locale.plural_form(number)), number)
        return tuple(found.items())

    @property
    def direction(self) -> str:
        """How the language is written: ``ltr``, or ``rtl`` from right to left."""
        return str(self.locale.text_direction)

    def name_of(self, language: str) -> str:
        """Return what ``language`` is called in this one: 英语, Chinese; its tag where unknown."""
        try:
            return Locale.parse(language, sep="-").get_display_name(self.locale) or language
        except (UnknownLocaleError, ValueError):
            return language

    def language_name(self) -> str:
        """Return the language's name for itself."""
        try:
            name = Locale.parse(self._language, sep="-").get_display_name() or self._language
        except (UnknownLocaleError, ValueError):
            return self._language
        return name[:1].upper() + name[1:]

    def _number(self, number: Decimal, unit: str, with_cents: bool) -> str:
        unit = "CNY" if unit in _YUAN else unit
        if is_money(unit):
            return self._money(number, unit, with_cents)
        digits = self._digits(number).replace("-", "−")
        if not unit or unit in SILENT_UNITS:
            return digits
        if unit == "x":
            return f"{digits}×"
        if unit in _TIME_UNITS:
            name = f"duration-{unit.removesuffix('s')}"
            # 1.0 days are as many as 1 day, and a language may have another form for each.
            return str(format_unit(Decimal(plain(number)), name, locale=self.locale))
        if unit == "%":
            before, after = self._around_percent
            return f"{before}{digits}{after}"
        return f"{digits} {unit}"

    def _digits(self, number: Decimal) -> str:
        if not self._groups_by_thousands:
            return str(format_decimal(number, format=_DIGITS, locale=self.locale))
        short = rounded(number, 6) if number.as_tuple().exponent in _TOO_FINE else number
        digits = f"{short:,f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        return digits.translate(self._separators)

    def _money(self, number: Decimal, currency: str, with_cents: bool) -> str:
        if number < 0:
            shown = self._money(-number, currency, with_cents)
            # What is nothing once it is rounded has no sign.
            return f"−{shown}" if _SOMETHING.intersection(shown) else shown
        if self.locale.language == "zh":
            return self._chinese_money(number, currency, with_cents)
        before, after = self._around(currency)
        if with_cents or number != number.to_integral_value():
            digits = format_currency(number, currency, locale=self.locale, format=self._bare_money)
            return f"{before}{str(digits).strip()}{after}"
        figure, scale = self._in_millions(number)
        return f"{before}{self._digits(figure)}{scale}{after}"

    def _in_millions(self, number: Decimal) -> tuple[Decimal, str]:
        """Return a whole amount as English writes a large one, exactly: (8.80318, M).

        Billions are told where that takes two decimals at most.
        """
        if self.locale.language != "en" or number < _MILLION:
            return number, ""
        whole = int(number)
        for factor, word in _MAGNITUDES["en"]:
            if number >= factor > _MILLION and whole % (factor // 100) == 0:
                return Decimal(whole) / factor, word
        return Decimal(whole) / _MILLION, "M"

    def _around(self, currency: str) -> tuple[str, str]:
        """Return what stands before and behind the digits of an amount of money.

        That is the currency's code, as in ``CNY 5,000``, where its sign is shared: $ and ¥ stand
        for several, and few can read what is put before them (CN¥, NT$). Others (€) are kept.
        """
        around = self._currencies.get(currency)
        if around is None:
            pattern = str(self.locale.currency_formats["standard"].pattern).replace("0.00", "0")
            sample = format_currency(
                7, currency, locale=self.locale, format=pattern, currency_digits=False
            )
            before, _, after = sample.partition("7")
            sign = get_currency_symbol(currency, locale=self.locale)
            if _SHARED_SIGNS.intersection(sign) or sign == currency:
                code = currency if sign in before else ""
                before = f"{code}\u00a0" if code else before
                after = after if code else f"\u00a0{currency}"
            around = (before, after)
            self._currencies[currency] = around
        return around

    @cached_property
    def _around_percent(self) -> tuple[str, str]:
        """What stands before and behind the digits of a percentage: most often one sign behind."""
        pattern = str(self.locale.percent_formats[None].pattern).partition(";")[0]
        digits = "".join(character for character in pattern if character in "#,0.")
        before, _, after = pattern.partition(digits)
        return before, after

    @cached_property
    def _bare_money(self) -> str:
        """The pattern of an amount of money without its currency."""
        pattern = str(self.locale.currency_formats["standard"].pattern).partition(";")[0]
        return "".join(character for character in pattern if character in "#,0.")

    def _chinese_money(self, number: Decimal, currency: str, with_cents: bool) -> str:
        """Return an amount as Chinese readers say it: ``1,000 万元``, ``86,123.45 元``."""
        name = self._chinese_name(currency)
        # Beside amounts with cents one without them is written with them too, and with its digits.
        if with_cents or number != number.to_integral_value():
            places = get_currency_precision(currency)
            return f"{rounded(number, places):,f}".translate(self._separators) + f" {name}"
        figure, scale = in_ten_thousands(number)
        if self.locale.script == "Hant":
            scale = scale.translate(_TRADITIONAL)
        return f"{self._digits(figure)} {scale}{name}"

    def _chinese_name(self, unit: str) -> str:
        """Return what stands behind an amount: 元, a foreign currency, what is counted."""
        if unit == "CNY":
            return "元"
        if is_money(unit):
            return str(get_currency_name(unit, locale=self.locale))
        return "" if unit in SILENT_UNITS else f" {unit}" if unit.isascii() and unit else unit

    @property
    def _pattern(self) -> str:
        return _PATTERNS.get(self.locale.language, "long")


# How people write the unit of an amount in a Chinese plan; it is shown as CNY is, in any language.
_YUAN: Final = frozenset({"元", "人民币", "人民币元"})
_NEVER_LARGE: Final = frozenset({"%", "x", *_TIME_UNITS})


@lru_cache(maxsize=1024)
def is_money(unit: str) -> bool:
    """Return whether ``unit`` is the code of a currency."""
    return len(unit) == 3 and unit.isupper() and is_currency(unit)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
