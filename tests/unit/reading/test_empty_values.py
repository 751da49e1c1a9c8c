"""Keys without a value: a missing value does not make a key right."""

from __future__ import annotations

import pytest

from builders.validation import validated
from planbook.diagnostics.span import Span
from planbook.reading.project import read_settings
from planbook.reading.schemas import load_builtin_schemas

PERSON = "kind: person\nid: w\nname: W\nrole: r\n"


@pytest.mark.parametrize(
    ("line", "pointer", "meant"),
    [
        ("mananger:\n", "/mananger", "`manager`"),
        ("mananger: ~\n", "/mananger", "`manager`"),
        ("contacts: {emial: }\n", "/contacts/emial", "`email`"),
        ("contacts:\n  emial:\n  phone: 1\n", "/contacts/emial", "`email`"),
        ("links:\n  - {titel: , url: https://a.example}\n", "/links/0/titel", "`title`"),
    ],
)
def test_a_key_without_a_value_is_checked_like_any_other(
    line: str, pointer: str, meant: str
) -> None:
    result = validated(PERSON + line)
    assert ("schema-unknown-property", pointer) in result.places
    assert f"did you mean {meant}" in result.helps(pointer)


@pytest.mark.parametrize(
    "line", ["level:\n", "contacts: {email: }\n", "links:\n", "extra:\n  a:\n"]
)
def test_a_known_key_without_a_value_counts_as_not_written(line: str) -> None:
    assert validated(PERSON + line).findings == ()


def test_a_misspelt_required_key_without_a_value_is_not_missed_as_well() -> None:
    result = validated("kind: person\nid: w\nname: W\nrol:\n")
    assert result.places == {("schema-unknown-property", "/rol")}


def test_a_text_without_a_value_in_what_is_no_language_is_told() -> None:
    result = validated("kind: person\nid: w\nname: {en: W, zh: , zh_CN: }\nrole: r\n")
    assert result.places == {("schema-unknown-property", "/name/zh_CN")}


def test_front_matter_is_checked_for_keys_without_a_value() -> None:
    result = validated("---\ntitle: C\nsumary:\n---\nText\n", path="content/handbook/c.md")
    (found,) = result.diagnostics
    assert (found.code, found.span) == ("schema-unknown-property", Span(3, 1, 3, 7))


def test_planbook_yaml_is_checked_for_keys_without_a_value() -> None:
    result = read_settings("title: T\nthem:\nreviews: {grats: }\n", load_builtin_schemas())
    assert {(found.code.name, found.place.pointer) for found in result.findings} == {
        ("config-unknown-key", "/them"),
        ("config-unknown-key", "/reviews/grats"),
    }


@pytest.mark.parametrize("written", ["{email:w@a.example}", "{phone: 1, email:w@a.example}"])
def test_a_colon_in_braces_that_lacks_its_space_is_named(written: str) -> None:
    (found,) = validated(f"{PERSON}contacts: {written}\n").diagnostics
    assert found.code == "schema-unknown-property"
    assert (found.help or {})["en"] == "write `email: w@a.example`, with a space"
    assert validated(f"{PERSON}contacts: {{phone: 1, email: w@a.example}}\n").findings == ()
