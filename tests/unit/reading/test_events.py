"""The fast parser and the slow one: the same events, the same findings."""

from __future__ import annotations

import pytest

from builders.texts import read
from planbook.reading import events

TEXTS = [
    "kind: goal\nid: a\nx: &x {p: 1.10, q: [yes, 'no', \"\\u4e2d\"]}\ny: {<<: *x}\nz: |\n  a\n",
    "id: a\n---\nid: b\nx: 😀\u2028\n",
    "a:\n\tb: 1\n",
    "title: 'x\nowner: y\n",
    "kind goal\nid: x\n",
    "a: b: c\n",
    "a: 1\n- b\n",
    "- a\nb: 1\n",
    "a: - b\n",
    "a: [1, 2\nb: 3\n",
    "a: @x\n",
    "a: x\x01y\n",
    "a: !x!y z\n",
    "a: *x\n",
    "{a: b}\nc: d\n",
    "[" * 100,
]


def test_pyyaml_came_with_libyaml_here() -> None:
    assert events.has_fast_yaml()


@pytest.mark.parametrize("text", TEXTS)
def test_the_slow_parser_gives_what_the_fast_one_gives(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = read(text)
    monkeypatch.setattr(events, "_fast", None)
    assert not events.has_fast_yaml()
    slow = read(text)
    assert slow.parsed == fast.parsed
    assert slow.diagnostics == fast.diagnostics
