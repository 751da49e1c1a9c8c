"""Values made ready for a schema: text from numbers, nothing from what is empty."""

from __future__ import annotations

import math
from typing import Any

import pytest

from planbook.model.field import Field
from planbook.reading.normalizing import in_languages, normalize

TEXT = Field("text")
SHAPE = Field(
    "mapping",
    properties={
        "title": TEXT,
        "phone": Field("string"),
        "period": Field("period"),
        "owner": Field("reference", refs=("person",)),
        "source": Field("text", refs=("tool",)),
        "weight": Field("integer"),
        "amount": Field("number"),
        "done": Field("boolean"),
        "steps": Field("list", element=TEXT),
        "extra": Field("free"),
        "actions": Field(
            "list",
            element=Field("mapping", properties={"title": Field("text")}, short_for="title"),
        ),
        "cell": Field("list", element=TEXT, short_for="[]"),
    },
)


def normalized(values: Any, **written: str) -> Any:
    sources = {f"/{name}": text for name, text in written.items()}
    return normalize(values, SHAPE, sources).values


@pytest.mark.parametrize(
    ("values", "written", "expected"),
    [
        ({"title": 2026}, {}, {"title": "2026"}),
        ({"title": True}, {}, {"title": "true"}),
        ({"title": True}, {"title": "TRUE"}, {"title": "TRUE"}),
        ({"phone": 8613800138000}, {"phone": "+8613800138000"}, {"phone": "+8613800138000"}),
        ({"period": 2026}, {}, {"period": "2026"}),
        ({"period": {"start": 2026, "end": None}}, {}, {"period": {"start": "2026"}}),
        ({"owner": 7}, {}, {"owner": "7"}),
        ({"title": {"en": 1.1}}, {"title/en": "1.10"}, {"title": {"en": "1.10"}}),
        ({"steps": [1, "two"]}, {}, {"steps": ["1", "two"]}),
        ({"weight": 40.0}, {}, {"weight": 40}),
        ({"weight": 40.5}, {}, {"weight": 40.5}),
        ({"done": True, "amount": 1}, {}, {"done": True, "amount": 1}),
        ({"extra": {"year": 2026, "note": None}}, {}, {"extra": {"year": 2026}}),
        ({"unheard-of": 1}, {}, {"unheard-of": 1}),
        ({"actions": ["Call"]}, {}, {"actions": [{"title": "Call"}]}),
        ({"actions": [1.1]}, {"actions/0": "1.10"}, {"actions": [{"title": "1.10"}]}),
        ({"actions": [{"title": "Call"}]}, {}, {"actions": [{"title": "Call"}]}),
        (
            {"actions": [{"zh": "致电", "en": "Call"}]},
            {},
            {"actions": [{"title": {"zh": "致电", "en": "Call"}}]},
        ),
        ({"actions": [{"due": "2026-07-01"}]}, {}, {"actions": [{"due": "2026-07-01"}]}),
        ({"actions": [["Call"]]}, {}, {"actions": [["Call"]]}),
        ({"actions": "Call"}, {}, {"actions": "Call"}),
        ({"cell": "plain"}, {}, {"cell": ["plain"]}),
        ({"cell": "- a\n- b"}, {}, {"cell": ["- a\n- b"]}),
        ({"cell": ["a", "b"]}, {}, {"cell": ["a", "b"]}),
        ({"cell": {"en": "a"}}, {}, {"cell": [{"en": "a"}]}),
        ({"cell": True}, {"cell": "TRUE"}, {"cell": ["TRUE"]}),
        ({"cell": None}, {}, {}),
    ],
)
def test_values_take_the_type_that_the_schema_has_for_them(
    values: Any, written: dict[str, str], expected: Any
) -> None:
    result = normalized(values, **written)
    assert result == expected
    assert [type(value) for value in result.values()] == [type(v) for v in expected.values()]


def test_empty_values_go_and_are_remembered_by_their_place() -> None:
    result = normalize({"title": None, "extra": {"a/b": None}}, SHAPE, {})
    assert result.values == {"extra": {}}
    assert result.emptied == {"/title", "/extra/a~1b"}


def test_an_empty_entry_keeps_its_seat() -> None:
    result = normalize({"steps": ["one", None, "three"]}, SHAPE, {})
    assert result.values == {"steps": ["one", None, "three"]}
    assert result.empty_entries == ["/steps/1"]


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan, 10**400])
def test_numbers_that_cannot_be_computed_with_are_set_aside(number: float) -> None:
    result = normalize({"amount": number}, SHAPE, {"/amount": "as written"})
    assert result.values == {"amount": 1}
    assert result.uncountable == {"/amount": "as written"}


def test_a_long_number_where_text_belongs_is_only_text() -> None:
    result = normalize({"phone": math.inf}, SHAPE, {"/phone": "1" * 400})
    assert result.values == {"phone": "1" * 400}
    assert result.uncountable == {}


def test_the_languages_of_texts_are_met_where_they_first_stand() -> None:
    values = {"title": {"en": "A", "de": "B"}, "steps": [{"de": "C"}, {"fr": "D"}]}
    assert normalize(values, SHAPE, {}).tags == {
        "en": "/title/en",
        "de": "/title/de",
        "fr": "/steps/1/fr",
    }


def test_plain_words_belong_to_the_first_language() -> None:
    values = {"title": "Grow", "steps": ["One", {"en": "Two"}], "phone": "1", "extra": {"a": "b"}}
    assert in_languages(values, SHAPE, "zh") == {
        "title": {"zh": "Grow"},
        "steps": [{"zh": "One"}, {"en": "Two"}],
        "phone": "1",
        "extra": {"a": "b"},
    }


def test_words_that_may_be_an_id_stay_as_they_are() -> None:
    assert in_languages({"source": "crm"}, SHAPE, "zh") == {"source": "crm"}
    assert in_languages({"source": "tool:crm"}, SHAPE, "zh") == {"source": "tool:crm"}
    assert in_languages({"source": "The CRM"}, SHAPE, "zh") == {"source": {"zh": "The CRM"}}


def test_what_is_written_short_is_text_by_language_like_the_rest() -> None:
    values = normalized({"actions": ["Call", {"zh": "致电"}], "cell": "plain"})
    assert in_languages(values, SHAPE, "en") == {
        "actions": [{"title": {"en": "Call"}}, {"title": {"zh": "致电"}}],
        "cell": [{"en": "plain"}],
    }
