"""What docs/spreadsheets.md says is read is read, in both languages of the page."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planbook.spreadsheets.amounts import AmountReader
from planbook.spreadsheets.days import read_day
from planbook.spreadsheets.unread import Unread

DOCS = Path(__file__).parents[3] / "docs"
PAGES = ("spreadsheets.md", "spreadsheets.zh.md")
CODE = re.compile(r"`([^`]+)`")


def rows_of(page: str, section: int) -> list[list[str]]:
    """Return what is written in each row of the table in a section, as code."""
    text = (DOCS / page).read_text("utf-8").split("\n## ")[section]
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    return [CODE.findall(row.split("|")[1]) for row in rows]


@pytest.mark.parametrize("page", PAGES)
def test_the_days_are_read_as_told(page: str) -> None:
    days, named, unambiguous, ambiguous, months, _ = rows_of(page, 3)
    for written in (*days, *named, *unambiguous, *months):
        assert read_day(written) in (date(2026, 10, 31), date(2026, 1, 5)), written
    for written in ambiguous:
        assert isinstance(read_day(written), Unread)


@pytest.mark.parametrize("page", PAGES)
def test_the_amounts_are_read_as_told(page: str) -> None:
    groups, decimals, money, factors, negative, percent, *_ = rows_of(page, 4)
    reader = AmountReader("CNY", ".")
    assert {reader.read(written) for written in groups} == {3500000}
    assert {reader.read(written) for written in decimals} == {Decimal("1234567.89")}
    assert {reader.read(written) for written in money} == {3500}
    assert {reader.read(written) for written in factors} == {3500000, 350000000, 120000}
    assert {reader.read(written) for written in negative} == {-1200}
    assert [AmountReader("%", ".").read(written) for written in percent[:1]] == [15]


def test_both_languages_show_the_same_examples() -> None:
    for section in (3, 4):
        english, chinese = (rows_of(page, section) for page in PAGES)
        assert english[:6] == chinese[:6]
