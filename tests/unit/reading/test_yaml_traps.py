"""Commas in numbers inside braces and brackets, and texts that a comment cuts off."""

from __future__ import annotations

import time
from typing import Any

import pytest

from planbook.diagnostics.span import Span
from planbook.model.settings import Limits
from planbook.reading.yaml_values import read_yaml


def read(text: str) -> tuple[Any, list[tuple[str, Span | None, str]]]:
    """The value of a text, and each finding with its span and what its help says to write."""
    result = read_yaml(text, "content/x.yaml", Limits())
    found = [
        (one.code.name, one.place.span, one.help["en"] if one.help else "")
        for one in result.findings
    ]
    return result.documents[0].value, found


@pytest.mark.parametrize(
    ("text", "value", "column", "end", "advice"),
    [
        ("{quota: 840,500, x: 1}", {"quota": 840500, "x": 1}, 9, 16, "write 840500"),
        ("{quota: 840,500}", {"quota": 840500}, 9, 16, "write 840500"),
        ("{a: 1,000,000, b: 2}", {"a": 1000000, "b": 2}, 5, 14, "write 1000000"),
        ("{a: -1,500.50}", {"a": -1500.5}, 5, 14, "write -1500.50"),
        ("[1,000]", [1000], 2, 7, "write 1000"),
        (
            "[市场费用 200,000 元, 培训]",
            ["市场费用 200,000 元", "培训"],
            2,
            16,
            'put it in quotes: "市场费用 200,000 元"',
        ),
        (
            "{note: about 1,200,000 yuan}",
            {"note": "about 1,200,000 yuan"},
            8,
            28,
            'put it in quotes: "about 1,200,000 yuan"',
        ),
        (
            "{a: ¥840,500}",
            {"a": 840500},
            5,
            13,
            'for a number, write 840500; for a text, put it in quotes: "¥840,500"',
        ),
        ("{a: 840,500 }", {"a": 840500}, 5, 12, "write 840500"),
        ("{a: 840,500 # so far\n}", {"a": 840500}, 5, 12, "write 840500"),
        ("{a: 840, 500}", {"a": 840500}, 5, 13, "write 840500"),
        ("{a: 0,7}", {"a": 0.7}, 5, 8, "write 0.7"),
        ("{a: 1.234,56}", {"a": 1234.56}, 5, 13, "write 1234.56"),
        ("{a: 600,0000}", {"a": 6000000}, 5, 13, "write 6000000"),
        ("{a: 12,34,567, b: 1}", {"a": 1234567, "b": 1}, 5, 14, "write 1234567"),
        ("{a: １,０００}", {"a": 1000}, 5, 10, "write 1000"),
        (
            "{a: 12,345,67}",
            {"a": 1},
            5,
            14,
            "write the number without commas, with a point for decimals, as in 5000000 or 0.7",
        ),
    ],
)
def test_a_number_with_commas_is_one_finding_with_what_to_write(
    text: str, value: object, column: int, end: int, advice: str
) -> None:
    found, findings = read(text)
    assert found == value
    assert findings == [("yaml-comma-in-number", Span(1, column, 1, end), advice)]


def test_each_number_with_commas_is_told() -> None:
    _, findings = read("people: [{person: bob, quota: 840,500, variable: 16,800}]")
    assert [help_ for _, _, help_ in findings] == ["write 840500", "write 16800"]


def test_each_number_of_a_list_with_commas_in_them_is_told() -> None:
    found, findings = read("[1,500, 2,500, 3,000]")
    assert found == [1500, 2500, 3000]
    assert [help_ for _, _, help_ in findings] == ["write 1500", "write 2500", "write 3000"]


def test_very_many_commas_are_read_in_time() -> None:
    began = time.perf_counter()
    read("{a: " + "1," * 20000 + "}")
    read("[" + "1,000," * 20000 + "]")
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[100,200]", [100, 200]),
        ("[1,500]", [1, 500]),
        ("[0,7, 0,8]", [0, 7, 0, 8]),
        ("[2026-07-31,100]", ["2026-07-31", 100]),
        ("{1: 5,2: 6}", {"1": 5, "2": 6}),
        ("{1: 5, 250 : 6}", {"1": 5, "250": 6}),
        ("[1, 000]", [1, 0]),
        ("{a: 1,234: 5}", {"a": 1, "234": 5}),
        ("{2026: x,2027: y}", {"2026": "x", "2027": "y"}),
        ("[2026-07-31,2026-08-31]", ["2026-07-31", "2026-08-31"]),
        ("[x,123 y]", ["x", "123 y"]),
        ('["1,000"]', ["1,000"]),
        ("a: 1,000", {"a": "1,000"}),
    ],
)
def test_what_is_meant_as_entries_stays_entries(text: str, value: object) -> None:
    assert read(text) == (value, [])


def test_a_text_that_a_comment_cuts_is_told_with_the_whole_in_quotes() -> None:
    value, findings = read("who: bea\nwhere: Slack #sales and more\n")
    assert value == {"who": "bea", "where": "Slack"}
    assert findings == [
        (
            "yaml-comment-in-text",
            Span(2, 8, 2, 29),
            'put it in quotes: "Slack #sales and more"; of a comment, leave a space after the #',
        )
    ]


def test_the_second_document_of_a_text_is_looked_at_too() -> None:
    result = read_yaml("a: b\n---\nc: d #e\n", "content/x.yaml", Limits())
    (finding,) = result.findings
    assert (finding.place.document, finding.place.span) == (1, Span(3, 4, 3, 8))


@pytest.mark.parametrize(
    "line",
    [
        "a: text # a comment",
        "a: 5 #five",
        "a: 2026-07-01 #Wednesday",
        "a: true #yes",
        'a: "Slack #sales"',
        "a: 'Slack #sales'",
        "a: Slack#sales",
        "a: |\n  Slack #sales",
        "# just #this",
        "a: #sales",
    ],
)
def test_comments_and_quoted_texts_are_what_they_seem(line: str) -> None:
    assert read(f"{line}\nz: 1\n")[1] == []
