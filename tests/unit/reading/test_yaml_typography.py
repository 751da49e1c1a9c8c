"""Full-width, no-break and invisible characters, and what else libyaml takes otherwise."""

from __future__ import annotations

import time
from typing import Any

import pytest

from planbook.model.settings import Limits
from planbook.reading.yaml_values import read_yaml

WIDE, FIXED, ZERO = "\u3000", "\u00a0", "\u200b"


def read(text: str) -> tuple[list[Any], list[tuple[int, int, str]]]:
    """The documents of a text; line, column and English message of each finding."""
    result = read_yaml(text, "content/x.yaml", Limits())
    told = []
    for finding in result.findings:
        assert finding.place.span is not None
        told.append((finding.place.span.line, finding.place.span.column, finding.message["en"]))
    return [document.value for document in result.documents], told


@pytest.mark.parametrize("space", [WIDE, FIXED, "\u2003", "\u202f"])
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\n_b: 1\n", 2, 1),
        ("a:\n__b: 1\n", 2, 1),
        ("a:\n  b: 1\n  _c: 2\n", 3, 3),
        ("a:\n  b: 1\n_c: 2\n", 3, 1),
        ("_a: 1\n", 1, 1),
        ("a:\n__- x\n", 2, 1),
        ("a:\n  -_x\n", 2, 4),
        ("a:\n  - _x\n", 2, 5),
        ("a_: 1\n", 1, 2),
        ("a:_1\nb: 2\n", 1, 3),
        ("a: {b:_1}\n", 1, 7),
        ("a: {_b: 1}\n", 1, 5),
        ("a: 1_\nb: 2\n", 1, 5),
        ("a: draft_\n", 1, 9),
        ("a: 1_# note\n", 1, 5),
        ("_# note\na: 1\n", 1, 1),
        ("a: 1\n_\nb: 2\n", 2, 1),
        ("a: |\n__text\n", 2, 1),
    ],
)
def test_an_odd_space_is_named_where_it_stands(
    space: str, text: str, line: int, column: int
) -> None:
    documents, told = read(text.replace("_", space))
    assert documents == []
    ((at_line, at_column, message),) = told
    assert (at_line, at_column) == (line, column)
    assert f"(U+{ord(space):04X})" in message


@pytest.mark.parametrize(
    ("space", "name"), [(WIDE, "a full-width space"), (FIXED, "a no-break space")]
)
def test_many_indented_lines_are_one_finding(space: str, name: str) -> None:
    _, told = read(f"a:\n{space}b: 1\n{space}c: 2\n{space}d: 3\n---\nx:\n{space}y: 1\n")
    assert told == [
        (2, 1, f"3 lines from here on are indented with {name} (U+{ord(space):04X})"),
        (7, 1, f"this line is indented with {name} (U+{ord(space):04X})"),
    ]


def test_an_invisible_character_is_named() -> None:
    _, told = read(f"a: 1\n{ZERO}b: 2\n")
    assert told == [
        (2, 1, "there is an invisible character (U+200B) here, which YAML takes for a letter")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"a: |\n  {WIDE}{WIDE}首行缩进\n  正文\n",
        f"a: 王{WIDE}丽\n",
        f"a: 早会{WIDE}{WIDE}复盘{WIDE}\n",
        f'a: "{WIDE}x{FIXED}"\n',
        f"a: 10{FIXED}% of it\n",
        f"a: 说明\n  {WIDE}第二行\n",
        f"a: 1 # 说明{WIDE}# 二\n",
        "a: 目标：完成\nb: [华东、华南]\n",
        "a: {en: x, zh: 说明：完成}\n",
        "a: 【重点】早会\n",
        "a:\n  一\n  — 二\n",
        "a: –1\n",
        "\ufeffa: 1\n",
    ],
)
def test_a_text_may_have_any_space_and_mark(text: str) -> None:
    documents, told = read(text)
    assert told == []
    assert len(documents) == 1


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a:\n  － x\n  － y\n", 2, 3, "makes no list"),
        ("a:\n  • x\n  • y\n", 2, 3, "makes no list"),
        ("a: [x，y]\n", 1, 5, "full-width comma"),
        ("a: [x-1、y-2, z]\n", 1, 5, "full-width comma"),
        ("a: ［x, y］\n", 1, 4, "full-width"),
        ("a: ｛x: y｝\n", 1, 4, "full-width"),
        ("a: {type：increase}\n", 1, 5, "full-width `：`"),
        ("＃ note\na: 1\n", 1, 1, "full-width"),
        ("a：1\nb: 2\n", 1, 1, "full-width `：`"),
        ("key: &an:chor value\n", 1, 6, "`an:chor` contains a colon"),
        ("{ ?foo: bar }\n", 1, 3, "cannot begin with `?`"),
        ("[?x]\n", 1, 2, "cannot begin with `?`"),
        ("a: [-, -]\n", 1, 5, "cannot begin with `-`"),
        ('{"a"\n : b}\n', 2, 2, "must stand on one line"),
        ('a: "b"# c\n', 1, 7, "no space before this `#`"),
        ("a: [b,#c\n]\n", 1, 7, "no space before this `#`"),
        ("a: ># c\n  d\n", 1, 5, "no space before this `#`"),
        ("a: 1\n%YAML 1.2\n---\nb: 1\n", 2, 1, "begins with `%`"),
        ("%FOO bar\n---\na: 1\n", 1, 1, "begins with `%`"),
        ("- \tx\n", 1, 3, "there is a tab here"),
        ("a: {b: c}d\n", 1, 10, "after the closing bracket"),
        ("[b]]\n", 1, 4, "`]` stands here"),
        ("- :\n", 1, 3, "no field name"),
        ("...\n", 1, 1, "`...` stands here"),
    ],
)
def test_what_is_read_otherwise_is_refused_in_plain_words(
    text: str, line: int, column: int, words: str
) -> None:
    _, told = read(text)
    assert told[0][:2] == (line, column)
    assert words in told[0][2]


@pytest.mark.parametrize("blank", ["\t", " \t", "\t  \t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_blank_line_may_have_tabs(blank: str, end: str) -> None:
    text = f"a: 1\n{blank}\nb: 2\n{blank}"
    assert read(text.replace("\n", end)) == ([{"a": 1, "b": 2}], [])


@pytest.mark.parametrize(
    "text",
    [
        f"{WIDE}a: 1\n" * 5000,
        f"- {WIDE}" * 50000,
        "{" * 50000 + "：",
        "[a，" * 50000,
        "[a-" * 50000 + "，",
        f"a: {WIDE * 100000}x\n",
        ", ?" * 50000,
        "&a" * 50000 + ":",
        "- " * 10000 + WIDE,
        ' "#' * 50000,
    ],
)
def test_long_texts_of_odd_characters_are_read_in_time(text: str) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 5
