"""Words of a lexicon in sentences of any language."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from planbook.scoring.lexicon import find_words, is_at_head, length_of, measures_of, overlap

LEXICON = {"zh": ("完成", "进一步", "加强"), "en": ("improv*", "carry on", "launch")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("进一步加强客情", ["进一步", "加强"]),
        ("Improving and IMPROVED, carry on", ["Improving", "IMPROVED", "carry on"]),
        ("relaunch", []),
        ("launching", []),
        ("提升 revenue，launch 一次", ["launch"]),
        ("完成率", []),
        ("完成率达标并完成交接", ["完成"]),
        ("", []),
    ],
)
def test_words_are_found_whole_and_not_inside_harmless_ones(text: str, words: list[str]) -> None:
    found = find_words(text, LEXICON, but_not={"zh": ("完成率",)})
    assert [hit.word for hit in found] == words


def test_of_words_inside_one_another_the_longest_counts() -> None:
    found = find_words("as soon as possible", {"en": ("soon", "as soon as possible")})
    assert [hit.word for hit in found] == ["as soon as possible"]


@pytest.mark.parametrize(
    ("text", "head"), [("完成交接", True), ("“完成”交接", True), ("To launch it", True),
                       ("按时完成", False), ("The launch", False)]
)  # fmt: skip
def test_the_head_of_a_sentence_is_what_it_begins_with(text: str, head: bool) -> None:
    (hit,) = find_words(text, LEXICON)
    assert is_at_head(text, hit) is head


@pytest.mark.parametrize(
    ("text", "words"),
    [("soon soon", [(0, 4), (5, 9)]), ("a b", [(0, 1), (2, 3)]), ("做好做好", [(0, 2), (2, 4)])],
)
def test_every_place_of_a_word_is_found(text: str, words: list[tuple[int, int]]) -> None:
    found = find_words(text, {"en": ("soon", "a", "b"), "zh": ("做好",)})
    assert [(hit.start, hit.end) for hit in found] == words


def test_a_longer_word_that_begins_inside_another_is_found_too() -> None:
    found = find_words("加强化", {"zh": ("加强", "强化")})
    assert [(hit.word, hit.start) for hit in found] == [("加强", 0), ("强化", 1)]


def test_a_word_that_ends_with_a_longer_one_is_not_found_beside_it() -> None:
    found = find_words("加强", {"zh": ("强", "加强")})
    assert [hit.word for hit in found] == ["加强"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("华东销售额", ("华东", "东销", "销售", "售额")),
        ("华东", ("华东",)),
        ("华", ("华",)),
        ("Q3 销售 up", ("q3", "销售", "up")),
    ],
)
def test_a_text_is_made_of_pairs_of_chinese_signs_and_of_latin_words(
    text: str, parts: tuple[str, ...]
) -> None:
    assert measures_of(text) == parts


def test_overlap_is_the_share_that_stands_in_the_other() -> None:
    assert overlap("华东销售额", "华东销售额提升") == 1
    assert overlap("Grow sales", "Grow costs") == Fraction(1, 2)
    assert overlap("a b c d e f g h i j", "a b c d e f g") == Fraction(7, 10)
    assert overlap("", "anything") == 0


def test_length_counts_chinese_signs_and_latin_words() -> None:
    assert length_of("客情很重要") == 5
    assert length_of("Relations matter, 20% of it") == 5
    assert length_of("🙂 …") == 0


def test_a_very_long_text_is_read_in_no_time() -> None:
    began = time.process_time()
    find_words("进一步加强" * 4000, LEXICON, but_not={"zh": ("完成率",)})
    assert time.process_time() - began < 1
