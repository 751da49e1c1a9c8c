"""Every code can be explained, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from planbook.diagnostics.code import Code
from planbook.diagnostics.codes import CODES
from planbook.language import Text


def wordings(code: Code) -> Iterator[Text]:
    for message, help_ in ((code.message, code.help), *code.variants.values()):
        yield message
        if help_ is not None:
            yield help_


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_a_code_is_explained_in_both_languages(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", code.name)
    for words in (*wordings(code), code.what, code.why):
        assert set(words) == {"en", "zh"}
        assert all(words.values())
    assert code.bad.endswith("\n")
    assert code.good.endswith("\n")


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_both_languages_are_filled_with_the_same_arguments(code: Code) -> None:
    for words in wordings(code):
        english, chinese = (
            {name for _, name, _, _ in Formatter().parse(words[tag]) if name is not None}
            for tag in ("en", "zh")
        )
        assert english == chinese


def test_the_codes_of_the_project_are_known_by_their_prefix() -> None:
    for code in CODES.values():
        assert (code.scope == "project") == code.name.startswith(("config-", "theme-", "site-"))


def test_the_codes_that_others_rely_on_are_there() -> None:
    assert {
        "schema-unknown-kind",
        "schema-missing-property",
        "schema-unknown-property",
        "schema-wrong-type",
        "schema-not-allowed-value",
        "schema-bad-format",
        "schema-out-of-range",
        "config-unknown-key",
    } <= set(CODES)
