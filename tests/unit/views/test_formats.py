"""Dates and figures as a language writes them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from babel.numbers import format_decimal

from planbook.views.formats import Formats


@pytest.mark.parametrize(
    ("language", "number", "unit", "expected"),
    [
        ("zh", "5000000", "CNY", "¥5,000,000"),
        ("en", "5000000", "CNY", "CN¥5,000,000"),
        ("en", "1234.5", "USD", "$1,234.50"),
        ("de", "5000000", "EUR", "5.000.000\u00a0€"),
        ("en", "34.50", "%", "34.5%"),
        ("en", "3.1", "x", "3.1×"),
        ("en", "12", "partners", "12 partners"),
        ("en", "12", "count", "12"),
        ("en", "1E+3", "", "1,000"),
        ("en", "0.12345678", "", "0.123457"),
        ("en", "-1234", "", "-1,234"),
    ],
)
def test_a_number_reads_as_its_language_writes_it(
    language: str, number: str, unit: str, expected: str
) -> None:
    assert Formats(language).number(Decimal(number), unit) == expected


@pytest.mark.parametrize("language", ["zh", "en", "de", "fr", "hi", "ar", "pt-BR"])
@pytest.mark.parametrize("number", ["0", "7", "1234.5", "1234567.125", "-98765.4321"])
def test_the_quick_way_writes_what_babel_writes(language: str, number: str) -> None:
    formats = Formats(language)
    babel = format_decimal(Decimal(number), format="#,##0.######", locale=formats.locale)
    assert formats.number(Decimal(number)) == babel


def test_a_date_has_the_order_of_its_language() -> None:
    day = datetime.date(2026, 9, 10)
    assert Formats("en").day(day) == "10 September 2026"
    assert Formats("zh").day(day) == "2026 年 9 月 10 日"
    assert Formats("zh").moment(datetime.datetime(2026, 9, 10, 9, 5)) == "2026 年 9 月 10 日 09:05"


def test_a_language_that_nobody_knows_is_written_as_english() -> None:
    assert Formats("qqq").day(datetime.date(2026, 9, 10)) == "10 September 2026"


def test_a_share_is_a_percentage() -> None:
    assert Formats("en").share(Decimal("0.7")) == "70%"
