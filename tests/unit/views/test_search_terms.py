"""How texts are cut for the search: in Python as in the script of the pages."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.reading.resources import builtin_themes
from planbook.views.search_index import FORMAT, OF_TITLE
from planbook.views.search_terms import (
    INSIDE,
    LONGEST_WORD,
    SIGNS,
    UNSEEN,
    folded,
    pieces_of,
    shard_of,
    terms_of,
    title_terms_of,
)

VECTORS = json.loads(Path(__file__).with_name("search_terms.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["text"])[:30])
def test_text_is_cut_as_the_script_cuts_it(vector: dict[str, object]) -> None:
    pieces = [[piece.text, piece.is_signs] for piece in pieces_of(str(vector["text"]))]
    assert pieces == vector["pieces"]


def test_script_knows_the_same_signs_marks_and_lengths() -> None:
    script = (builtin_themes() / "default/scripts/search.js").read_text("utf-8")

    def said(pattern: str) -> list[str]:
        found = re.findall(pattern, script, re.DOTALL)
        assert found, pattern
        return found

    def signs(written: str) -> str:
        return re.sub(r"\\+u\{?([0-9a-f]+)\}?", lambda one: chr(int(one[1], 16)), written)

    assert said(r"FORMAT = (\d+);") == [str(FORMAT)]
    assert said(r"LONGEST_WORD = (\d+);") == [str(LONGEST_WORD)]
    assert set(said(r"`(.)\$\{(?:word|letters)")) == {INSIDE}
    assert said(r'group\[0\] === "(.)"') == [OF_TITLE]
    (written,) = said(r"const SIGNS =(.*?);")
    assert signs("".join(re.findall(r'"([^"]*)"', written))) == SIGNS
    assert signs(said(r"const UNSEEN = /(.*?)/g")[0]) == UNSEEN.pattern


def test_chinese_is_found_by_every_two_signs_and_by_one() -> None:
    assert terms_of("渠道销售") == {"渠道", "道销", "销售", "售"}


def test_word_is_a_term_as_it_is_without_capitals_and_accents() -> None:
    assert terms_of("Café, CRÈME") == {"cafe", "creme"}


def test_two_letters_where_a_word_touches_a_sign_are_a_term_with_a_space_or_without() -> None:
    assert terms_of("Q3目标") == {"q3", "3目", "目标", "标"}
    assert terms_of("Q3 目标") == terms_of("Q3目标")
    assert "3目" not in terms_of("Q3，目标")


def test_title_is_found_by_letters_inside_its_words() -> None:
    found = title_terms_of("Q3 目标") - terms_of("Q3 目标")
    assert found == {f"{INSIDE}q", f"{INSIDE}3", f"{INSIDE}q3"}


def test_very_long_word_is_cut_and_found_by_any_of_its_letters_in_a_title() -> None:
    assert terms_of("x" * 5000) == {"x" * 32}
    assert {f"{INSIDE}yz", f"{INSIDE}z"} <= title_terms_of("x" * 5000 + "yz")


@given(st.text())
def test_any_two_signs_of_any_text_that_stand_together_are_a_term(text: str) -> None:
    found = terms_of(text)
    for piece in pieces_of(text):
        if piece.is_signs:
            assert {"".join(pair) for pair in pairwise(piece.text)} <= found
        else:
            assert piece.text[:32] in found


@given(st.text())
def test_text_that_was_folded_is_folded_no_further(text: str) -> None:
    assert [piece.text for piece in pieces_of(folded(text))] == [
        piece.text for piece in pieces_of(text)
    ]


def test_all_terms_that_begin_alike_stand_in_one_file() -> None:
    assert len({shard_of(term, 512) for term in ("销售", "销毁", "销q", "销")}) == 1
    assert len({shard_of(term, 512) for term in ("revenue", "revise", "rev")}) == 1
    assert shard_of("revenue", 1) == 0


def test_terms_are_spread_over_all_files() -> None:
    signs = [chr(code) for code in range(0x4E00, 0x9FFF)]
    counts = [0] * 64
    for sign in signs:
        counts[shard_of(sign, 64)] += 1
    assert min(counts) > len(signs) / 64 / 2
    assert max(counts) < len(signs) / 64 * 2
