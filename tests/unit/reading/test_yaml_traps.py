"""Commas in numbers inside braces and brackets, and texts that a comment cuts off."""

from __future__ import annotations

import time
from typing import Any

import pytest

from builders.validation import validated
from planbook.diagnostics.span import Span
from planbook.model.settings import Limits
from planbook.reading.project import read_settings
from planbook.reading.schemas import load_builtin_schemas
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
    began = time.process_time()
    read("{a: " + "1," * 5000 + "}")
    read("[" + "1,000," * 5000 + "]")
    assert time.process_time() - began < 5


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


MEETING = """\
kind: meeting
id: m
title: Team
owner: w
minutes: 30
recurs: monthly
starts: 2026-07-06 09:00
"""


def cuts_in(text: str, path: str = "content/m.yaml") -> list[tuple[str, str, int, str]]:
    """Code, pointer, line and help of each finding about a comment."""
    return [
        (one.code, one.pointer, one.span.line if one.span else 0, one.help["en"])
        for one in validated(text, path=path).diagnostics
        if one.help and " #" in one.message["en"]
    ]


@pytest.mark.parametrize(
    ("lines", "pointer", "line", "whole"),
    [
        ("where: Slack #sales\n", "/where", 8, "Slack #sales"),
        ("where: Slack #sales and more\n", "/where", 8, "Slack #sales and more"),
        ("where: 三楼会议室 #3\n", "/where", 8, "三楼会议室 #3"),
        ("purpose: {en: See #1 first, zh: x}\n", "/purpose/en", 8, "See #1 first"),
        ("purpose:\n  en: See #1\n", "/purpose/en", 9, "See #1"),
        ("agenda:\n  - One\n  - Talk in #sales\n", "/agenda/1", 10, "Talk in #sales"),
        ("agenda: [One, Room #5, two]\n", "/agenda/1", 8, "Room #5"),
        ("extra: {a: b}\nnotes: |\n  x #y\nwher: In #sales\n", "/wher", 11, "In #sales"),
        ("links:\n  - {title: See #3, url: x}\n", "/links/0/title", 9, "See #3"),
    ],
)
def test_a_text_that_a_comment_cuts_is_told_with_the_whole_in_quotes(
    lines: str, pointer: str, line: int, whole: str
) -> None:
    ((_, where, at, help_),) = cuts_in(MEETING + lines)
    assert (where, at) == (pointer, line)
    assert f'"{whole}"' in help_


def test_the_advice_keeps_the_whole_text() -> None:
    text = MEETING + "where: Slack #sales\n"
    assert validated(text.replace("Slack #sales", '"Slack #sales"')).findings == ()
    result = validated(text.replace("#sales", "# sales"))
    assert result.findings == ()


def test_front_matter_and_planbook_yaml_are_looked_at_too() -> None:
    ((_, where, line, _),) = cuts_in("---\ntitle: We are #1\n---\n", "content/handbook/a.md")
    assert (where, line) == ("/title", 2)
    settings = read_settings("title: Team #1\nlanguage: en #English\n", load_builtin_schemas())
    assert settings.value is not None
    assert [one.place.pointer for one in settings.findings] == ["/title"]


def test_the_second_document_of_a_text_is_looked_at_too() -> None:
    found = cuts_in(MEETING + "---\n" + MEETING.replace("id: m", "id: n") + "where: A #e\n")
    assert [(where, line) for _, where, line, _ in found] == [("/where", 16)]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("where: {en: See #1 first, zh: x}\n", "See #1 first"),
        ("agenda: [One, Room #5,\n  two]\n", "Room #5"),
        ("where: Room #5\n  on the left\n", "Room #5"),
    ],
)
def test_where_the_comment_breaks_the_file_it_is_named_as_the_reason(
    lines: str, whole: str
) -> None:
    diagnostics = validated(MEETING + lines).diagnostics
    assert [one.code for one in diagnostics] == ["yaml-syntax"]
    assert diagnostics[0].help
    assert f'put the text in quotes: "{whole}"' in diagnostics[0].help["en"]


@pytest.mark.parametrize(
    "lines",
    [
        "where: Slack # a comment\n",
        "where: Slack #TODO\n",
        "where: Slack #todo: which one?\n",
        "minutes: 45 #minutes\n",
        "until: 2026-07-01 #Wednesday\n",
        'where: "Slack #sales"\n',
        "where: 'Slack #sales'\n",
        "where: Slack#sales\n",
        "notes: |\n  Slack #sales\n",
        "# just #this\n",
        "where: #sales\n",
        "state: draft #still\n",
        "audience: team #all\n",
        "log: [{date: 2026-07-06}] #all\n",
        "participants: [chen-rui] #all\n",
        "participants:\n  - chen-rui #boss\n",
        "tags:\n  - weekly #tag\n",
    ],
)
def test_comments_and_quoted_texts_are_what_they_seem(lines: str) -> None:
    assert cuts_in(MEETING + lines) == []


@pytest.mark.parametrize("blank", ["\t", " ", " \t"])
def test_a_long_run_of_blanks_takes_no_longer_than_words(blank: str) -> None:
    text = f"kind: goal\nid: g{blank * (200_000 // len(blank))}\ntitle: x\n"
    began = time.process_time()
    read_yaml(text, "content/x.yaml", Limits())
    assert time.process_time() - began < 4
