"""The catalogue of findings: every code explains itself, in both languages."""

from __future__ import annotations

import re
import string

import pytest

from planbook.diagnostics.codes import CODES
from planbook.diagnostics.finding import Code
from planbook.language import Text

ALL = sorted(CODES.values(), key=lambda code: code.name)


def named(code: Code) -> str:
    return code.name


def wordings(code: Code) -> list[tuple[Text, Text | None]]:
    return [(code.message, code.help), *code.variants.values()]


def blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("code", ALL, ids=named)
def test_a_code_is_named_by_kebab_case_words(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code.name)
    assert CODES[code.name] is code


@pytest.mark.parametrize("code", ALL, ids=named)
def test_a_code_says_what_why_and_how_in_both_languages(code: Code) -> None:
    for words in (code.what, code.why, *(message for message, _ in wordings(code))):
        assert set(words) == {"en", "zh"}
        assert all(words.values())
    assert code.bad
    assert code.good


@pytest.mark.parametrize("code", ALL, ids=named)
def test_the_languages_of_a_wording_fill_in_the_same_blanks(code: Code) -> None:
    for message, help_ in wordings(code):
        known = blanks(message["en"])
        assert blanks(message["zh"]) == known
        if help_ is not None:
            assert set(help_) == {"en", "zh"}
            assert blanks(help_["en"]) | known == blanks(help_["zh"]) | known
