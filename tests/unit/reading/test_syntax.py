"""Syntax errors: at the mistake, in words that say what to do."""

from __future__ import annotations

import pytest

from builders.texts import read
from planbook.diagnostics.codes.yaml import YAML_SYNTAX


def words_of(text: str) -> str:
    diagnostic = read(text).diagnostics[0]
    return f"{diagnostic.message['en']}; {(diagnostic.help or {})['en']}"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("kind: goal\nmeasurable:\n\ttype: increase\n", 3, 1, "tab"),
        ("a:\n\t- x\n", 2, 1, "tab"),
        ("a:\n  b: 1\n  \tc: 2\n", 3, 3, "tab"),
        ("kind: goal\ntitle: 'Grow\nowner: x\n", 2, 8, "the quote ' that opens here"),
        ('title: "Grow\nowner: x\n', 1, 8, 'the quote " that opens here'),
        ('title: "Grow\nowner: "x"\nb: 1\n', 1, 8, 'the quote " that opens here'),
        ("title: 'it's\n", 1, 12, "after its closing quote"),
        ("title: 'Grow' sales\n", 1, 15, "after its closing quote"),
        ("kind goal\nid: x\n", 1, 1, "write `kind: goal`"),
        ("kind: goal\nid\ntitle: x\n", 2, 1, "no colon after `id`"),
        ("kind: goal\nid x\n", 2, 1, "no colon after `id`"),
        ("kind:goal\nid: x\n", 1, 1, "no space after the colon of `kind`"),
        ("kind: goal\nid:x\ntitle: y\n", 2, 1, "write `id: x`"),
        ("kind：goal\nid: x\n", 1, 1, "full-width"),
        ("kind: goal\n标题：销售\nid: x\n", 2, 1, "`标题: 销售`"),
        ("title: Grow: by 20 %  # c\n", 1, 8, '`title: "Grow: by 20 %"`'),
        ("- title: Grow: more\n", 1, 10, "put the text in quotes"),
        ("owner = x\nid: y\n", 1, 1, "write `owner: x`"),
        ("a:\n  -one two\n", 2, 3, "write `- one two`"),
        ("a:\n  - one\n  -two  # c\n", 3, 3, "write `- two`"),
        ("a:\n  - {t: x}\n  -{t: y, o: z}\n", 3, 3, "write `- {t: y, o: z}`"),
        ("a:\n  -t: x\n   o: z\n", 2, 3, "write `- t: x`"),
        ("a: &The north has room\n", 1, 4, '`"&The north has room"`'),
        ("a:\n  - &Co\n  - &Co grows\n", 3, 5, '`"&Co grows"`'),
        ("a: 1\n  b: 2\n", 2, 3, "deeper than `a`"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "fits none of the lines above"),
        ("a: 1\n- b\n", 2, 1, "list entry"),
        ("- a\nb: 1\n", 2, 1, "list entry (`-`) is expected"),
        ("key: - a\n  - b\n", 1, 6, "list cannot begin"),
        ("a: [1, 2\nb: 3\n", 1, 4, "`[`"),
        ("a: {x: 1\nb: 3\n", 1, 4, "`{`"),
        ("a: [b, [c, d]\n", 1, 4, "`[`"),
        ("a: [b, , c]\n", 1, 8, "comma"),
        ("a: ]\n", 1, 4, "`]` stands here"),
        ("a: , b\n", 1, 4, "`,` stands here"),
        ("a: @lin\n", 1, 4, '`"@lin"`'),
        ("a: `x`  # c\n", 1, 4, "put the text in quotes"),
        ("a: %x\n", 1, 4, "cannot begin with `%`"),
        ("a: *重点*\n", 1, 4, '`"*重点*"`'),
        ("a: &\n", 1, 4, "cannot begin with `&`"),
        ("a: |x\n  y\n", 1, 4, "nothing may follow"),
        ('a: "C:\\Users\\x"\n', 1, 7, "`\\U` means nothing"),
        ('a: "b\\ud800"\n', 1, 6, "`\\ud800` stands for no character"),
        ('a: "\\q"\n', 1, 5, "`\\q` means nothing"),
        ("a: x\x01y\n", 1, 5, "U+0001"),
        ("{a: b}\nc: d\n", 2, 1, "already ended"),
    ],
)
def test_a_syntax_error_is_found_at_the_mistake_and_explained(
    text: str, line: int, column: int, says: str
) -> None:
    reading = read(text)
    assert reading.seen == [("yaml-syntax", line, column)]
    assert says in words_of(text)


def test_the_words_of_every_variant_are_there_in_both_languages() -> None:
    for message, help_ in YAML_SYNTAX.variants.values():
        assert set(message) == {"en", "zh"}
        assert help_ is not None
        assert set(help_) == {"en", "zh"}


@pytest.mark.parametrize(
    "text",
    [
        "a: &x two words\nb: *x\n",
        "a:\n  -5 % of the rest\n",
        "a: -no\n",
        "a: |\n  -one\n  -two\n",
        "-foo: a name may begin so\n",
    ],
)
def test_what_only_looks_like_a_slip_is_read(text: str) -> None:
    assert not read(text).diagnostics
