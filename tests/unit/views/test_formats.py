"""Dates and figures as a language writes them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_decimal

from planbook.views.formats import Formats, Limits


@pytest.mark.parametrize(
    ("language", "number", "unit", "expected"),
    [
        ("zh", "5000000", "CNY", "500 万元"),
        ("zh", "313483830", "CNY", "31,348.383 万元"),
        ("zh", "1200000", "元", "120 万元"),
        ("zh", "-1200", "人民币", "−1,200 元"),
        ("en", "1200000", "元", "CNY\u00a01.2M"),
        ("zh", "1250000000", "CNY", "12.5 亿元"),
        ("zh", "86123", "CNY", "86,123 元"),
        ("zh", "-9800.5", "CNY", "−9,800.50 元"),
        ("zh", "120000", "USD", "12 万美元"),
        ("zh", "-0.0001", "EUR", "0.00 欧元"),
        ("zh-Hant", "5000000", "CNY", "500 萬元"),
        ("en", "5000000", "CNY", "CNY\u00a05M"),
        ("en", "850000", "CNY", "CNY\u00a0850,000"),
        ("en", "8803180", "CNY", "CNY\u00a08.80318M"),
        ("en", "1250000000", "CNY", "CNY\u00a01.25B"),
        ("en", "1234567890", "CNY", "CNY\u00a01,234.56789M"),
        ("en", "1234567890.25", "CNY", "CNY\u00a01,234,567,890.25"),
        ("en", "5000", "HKD", "HKD\u00a05,000"),
        ("en", "5000", "TWD", "TWD\u00a05,000"),
        ("en", "5000", "GBP", "£5,000"),
        ("en", "1500", "JPY", "JPY\u00a01,500"),
        ("zh", "5000", "HKD", "5,000 港元"),
        ("zh", "5000", "TWD", "5,000 新台币"),
        ("zh", "5000", "JPY", "5,000 日元"),
        ("ja", "5000", "CNY", "CNY\u00a05,000"),
        ("de", "5000", "CNY", "5.000\u00a0CNY"),
        ("pl", "5000.5", "PLN", "5\u00a0000,50\u00a0zł"),
        ("en", "-0.0001", "USD", "USD\u00a00.00"),
        ("en", "1234.5", "USD", "USD\u00a01,234.50"),
        ("en", "-5000", "EUR", "−€5,000"),
        ("en", "-5000.5", "EUR", "−€5,000.50"),
        ("de", "5000000", "EUR", "5.000.000\u00a0€"),
        ("en", "34.50", "%", "34.5%"),
        ("zh", "34.50", "%", "34.5%"),
        ("de", "34.50", "%", "34,5\u00a0%"),
        ("tr", "34.50", "%", "%34,5"),
        ("en", "3.1", "x", "3.1×"),
        ("en", "12", "partners", "12 partners"),
        ("en", "12", "count", "12"),
        ("en", "1E+3", "", "1,000"),
        ("en", "0.12345678", "", "0.123457"),
        ("en", "-1234", "", "−1,234"),
        ("zh", "-2.5", "%", "−2.5%"),
    ],
)
def test_a_number_reads_as_its_language_writes_it(
    language: str, number: str, unit: str, expected: str
) -> None:
    assert Formats(language).number(Decimal(number), unit) == expected


def test_chinese_amounts_beside_amounts_with_cents_keep_their_digits() -> None:
    chinese = Formats("zh")
    assert chinese.number(Decimal(86000), "CNY", with_cents=True) == "86,000.00 元"
    assert chinese.number(Decimal("86123.45"), "CNY", with_cents=True) == "86,123.45 元"
    assert chinese.number(Decimal(5000), "JPY", with_cents=True) == "5,000 日元"


@pytest.mark.parametrize("language", ["zh", "en", "de", "fr", "hi", "ar", "pt-BR"])
@pytest.mark.parametrize("number", ["0", "7", "1234.5", "1234567.125", "-98765.4321"])
def test_the_quick_way_writes_what_babel_writes(language: str, number: str) -> None:
    formats = Formats(language)
    babel = format_decimal(Decimal(number), format="#,##0.######", locale=formats.locale)
    # Below nought stands a minus, and no hyphen, at which a line might be broken.
    assert formats.number(Decimal(number)) == babel.replace("-", "−")


def test_a_date_has_the_order_of_its_language() -> None:
    day = datetime.date(2026, 9, 10)
    assert Formats("en").day(day) == "10 September 2026"
    assert Formats("zh").day(day) == "2026 年 9 月 10 日"
    assert Formats("zh").moment(datetime.datetime(2026, 9, 10, 9, 5)) == "2026 年 9 月 10 日 09:05"


def test_a_language_that_nobody_knows_is_written_as_english() -> None:
    assert Formats("qqq").day(datetime.date(2026, 9, 10)) == "10 September 2026"


def test_whole_amounts_have_cents_where_others_beside_them_have() -> None:
    assert Formats("en").number(Decimal(5000), "EUR", with_cents=True) == "€5,000.00"
    assert Formats("en").number(Decimal(5000), "EUR") == "€5,000"


@pytest.mark.parametrize(
    ("language", "end", "written"),
    [
        ("en", (2026, 9, 30), "1 Jul – 30 Sep 2026"),
        ("en", (2026, 7, 31), "1 – 31 Jul 2026"),
        ("en", (2027, 6, 30), "1 Jul 2026 – 30 Jun 2027"),
        ("zh", (2026, 9, 30), "2026年7月1日至9月30日"),
        ("zh", (2026, 7, 31), "2026年7月1日至31日"),
        ("zh", (2027, 6, 30), "2026年7月1日至2027年6月30日"),
    ],
)
def test_the_days_of_a_period_are_written_short(
    language: str, end: tuple[int, int, int], written: str
) -> None:
    days = Formats(language).days(datetime.date(2026, 7, 1), datetime.date(*end))
    assert days == written


def test_a_percentage_stays_on_its_side_of_a_limit() -> None:
    assert Formats("en").percent_rounded(Fraction(697, 1000), Limits((Fraction(7, 10),))) == "69%"
    assert Formats("en").percent_rounded(Fraction(697, 1000)) == "70%"


def test_a_share_is_a_percentage() -> None:
    assert Formats("en").percent(Decimal("0.7")) == "70%"


@pytest.mark.parametrize("language", ["zh", "en", "hi", "ar"])
@pytest.mark.parametrize("unit", ["CNY", "KWD", "%", "days", "partners", ""])
@pytest.mark.parametrize("number", ["1E+308", "1234567890123456789012345678901.5", "1E-300"])
def test_a_number_is_written_however_many_digits_it_has(
    language: str, unit: str, number: str
) -> None:
    formats = Formats(language)
    assert formats.number(Decimal(number), unit, with_cents=True)
    assert formats.amount(Decimal(number), unit)


def test_a_language_is_called_as_readers_of_another_call_it() -> None:
    assert Formats("en").name_of("zh") == "Chinese"
    assert Formats("zh").name_of("en") == "英语"
    assert Formats("en").name_of("qqq") == "qqq"


def test_a_language_s_own_name_tells_its_scripts_apart() -> None:
    assert Formats("zh").language_name() == "中文"
    assert Formats("zh-Hant").language_name() == "中文 (繁體)"
    assert Formats("qqq").language_name() == "qqq"


def test_a_language_has_a_direction() -> None:
    assert (Formats("he").direction, Formats("en").direction) == ("rtl", "ltr")


@pytest.mark.parametrize(
    ("language", "amount", "mark", "shown"),
    [
        ("zh", "9999600", "10000000", ("999.96 万元", "1,000 万元")),
        ("zh", "9999999", "10000000", ("999.9999 万元", "1,000 万元")),
        ("zh", "10000000", "10000000", ("1,000 万元", "1,000 万元")),
        ("zh", "65365730", "112000000", ("0.65 亿元", "1.12 亿元")),
        ("zh", "6612000", "112000000", ("661.2 万元", "1.12 亿元")),
        ("en", "20999900", "21000000", ("CNY\u00a020.9999M", "CNY\u00a021.0000M")),
        ("en", "8940000", "14000000", ("CNY\u00a08.94M", "CNY\u00a014.00M")),
        ("en", "850000", "1200000", ("CNY\u00a00.85M", "CNY\u00a01.20M")),
        ("en", "850", "900", ("CNY\u00a0850", "CNY\u00a0900")),
    ],
)
def test_what_differs_from_a_target_is_never_written_like_it(
    language: str, amount: str, mark: str, shown: tuple[str, str]
) -> None:
    assert Formats(language).beside(Decimal(amount), Decimal(mark), "CNY") == shown


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "10 Sep", "Sep 2026"),
        ("zh", "9月10日", "2026年9月"),
        ("pl", "10 wrz", "wrz 2026"),
        ("fr", "10 sept.", "sept. 2026"),
        ("ja", "9月10日", "2026年9月"),
    ],
)
def test_short_days_and_months_are_those_of_the_language(
    language: str, day: str, month: str
) -> None:
    formats, when = Formats(language), datetime.date(2026, 9, 10)
    assert (formats.short_day(when), formats.month(when)) == (day, month)


@pytest.mark.parametrize("first", ["1", "1.0", "1.00"])
def test_a_time_has_the_form_of_its_number_however_that_is_written(first: str) -> None:
    formats = Formats("en")
    assert formats.number(Decimal(first), "days") == "1 day"
    assert Formats("pl").number(Decimal(first) * 5, "days") == "5 dni"
