"""The parts that sentences of scoring are built from, in each language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from planbook.language import Text
from planbook.model.document import Key
from planbook.quantities import Amount, Count, Day, Share
from planbook.scoring.phrases import LONGEST, in_language, quoted, spell
from planbook.scoring.results import Chain, Filled, RubricSentence


def spelled(value: Filled) -> dict[str, str]:
    """What ``value`` is in a sentence of two languages that holds nothing else."""
    return spell(RubricSentence({"en": "{value}", "zh": "{value}"}, {"value": value}))


@pytest.mark.parametrize(
    ("number", "unit", "en", "zh"),
    [
        ("1234567.50", "CNY", "1,234,567.5 CNY", "1,234,567.5 元"),
        ("999", "", "999", "999"),
        ("-1000", "", "-1,000", "-1,000"),
        ("-0.25", "%", "-0.25%", "-0.25%"),
        ("12", "stars", "12 stars", "12 stars"),
        ("12", "count", "12", "12"),
    ],
)
def test_an_amount_has_its_thousands_set_apart_and_its_unit(
    number: str, unit: str, en: str, zh: str
) -> None:
    assert spelled(Amount(Decimal(number), unit)) == {"en": en, "zh": zh}


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(1, 5), "20%"),
        (Fraction(3, 8), "37.5%"),
        (Fraction(1, 3), "33.3%"),
        (Fraction(2, 3), "66.7%"),
        (Fraction(1, 8000), "0%"),
        (Fraction(1, 2000), "0.1%"),
    ],
)
def test_per_cents_have_a_decimal_where_there_is_one(share: Fraction, shown: str) -> None:
    assert spelled(Share(share)) == {"en": shown, "zh": shown}


def test_words_are_filled_in_by_language_and_what_is_not_known_stays() -> None:
    sentence: Text = {"en": "{who} sold {much}, {more}.", "zh": "{who}卖了{much}。"}
    filling: dict[str, Filled] = {"who": {"en": "Bea", "zh": "贝亚"}, "much": "7"}
    assert spell(RubricSentence(sentence, filling)) == {
        "en": "Bea sold 7, {more}.",
        "zh": "贝亚卖了7。",
    }


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ({"en": "East", "zh": "华东"}, "zh", "华东"),
        ({"de": "Ost", "en": "East"}, "zh", "East"),
        ({"de": "Ost"}, "zh", "Ost"),
        ({"zh": "", "en": "East"}, "zh", "East"),
        ({}, "zh", ""),
    ],
)
def test_words_are_those_of_the_language_else_english_else_the_first(
    text: Text, language: str, words: str
) -> None:
    assert in_language(text, language) == words


def test_lists_have_the_comma_of_their_language_and_chains_arrows() -> None:
    parts = ({"en": "East", "zh": "华东"}, "north", {"en": "South", "de": "Süd"})
    assert spelled(parts) == {"zh": "华东、north、South", "en": "East, north, South"}
    assert spelled(Chain(parts[:2])) == {"zh": "华东 → north", "en": "East → north"}


def test_days_and_counts_stand_as_in_documents_and_sentences_in_their_own_language() -> None:
    assert spelled(Day(date(2026, 6, 30)))["zh"] == "2026-06-30"
    assert spelled(Count(3))["en"] == "3"
    assert spelled(Key("person", "ann"))["en"] == "ann"
    on_day = RubricSentence({"en": "on {day}", "zh": "{day}"}, {"day": Day(date(2026, 6, 30))})
    assert spelled(on_day) == {"en": "on 2026-06-30", "zh": "2026-06-30"}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Two\n  lines. ", "Two lines"),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), "x" * LONGEST + "…"),
        ("字" * (LONGEST // 2), "字" * (LONGEST // 2)),
        ("字" * (LONGEST // 2) + "x", "字" * (LONGEST // 2) + "…"),
        ("x" * (LONGEST - 1) + " yz", "x" * (LONGEST - 1) + "…"),
    ],
)
def test_long_words_are_cut_by_the_columns_that_they_take(words: str, shown: str) -> None:
    assert quoted({"en": words}) == {"en": shown}
