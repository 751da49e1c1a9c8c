"""JSON that is none: what is wrong, in words, and where."""

from __future__ import annotations

import pytest

from planbook.diagnostics.span import Span
from planbook.reading.json_text import read_json


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ('{"a": NaN}', Span(1, 7, 1, 10), "`NaN` is no number in JSON"),
        ('{\n "a": -Infinity}', Span(2, 7, 2, 16), "`-Infinity` is no number in JSON"),
        ('{"a": 1e999}', Span(1, 7, 1, 12), "larger than can be computed with"),
        ('{"a": "\\ud800"}', Span(1, 8, 1, 14), "`\\ud800` is half of a character"),
        ('{"a": "\\ud83d\\ud83d\\ude00"}', Span(1, 8, 1, 14), "half of a character"),
        ('{"a": "x\\udc00"}', Span(1, 9, 1, 15), "half of a character"),
        ('{"a": 1,}', Span(1, 9, 1, 10), ""),
        ('{"a" 1}', Span(1, 6, 1, 7), "a colon belongs here"),
        ('{"a": 1} x', Span(1, 10, 1, 11), "something follows after the end"),
        ('{"a": 1, "a": 2}', Span(1, 10, 1, 13), "“a” stands there twice"),
        ('{"a": ' + "9" * 5000 + "}", None, "larger than can be computed with"),
        ("[" * 100_000, None, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, span: Span | None, words: str) -> None:
    value, problem = read_json(text)
    assert value is None
    assert problem is not None
    assert words in problem.problem["en"]
    assert problem.problem["zh"]
    assert span is None or problem.span == span or "comma" in problem.problem["en"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "NaN", "b": "\\ud83d\\ude00 \\\\ud800", "c": 1e3}', {"a": "NaN", "c": 1000.0}),
        ('"\\\\"', None),
    ],
)
def test_what_only_looks_wrong_is_read(text: str, value: dict[str, object] | None) -> None:
    read, problem = read_json(text)
    assert problem is None
    if value is not None:
        assert value.items() <= read.items()
