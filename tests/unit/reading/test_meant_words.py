"""Which words of a schema somebody meant."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from planbook.reading.meant_words import names_meant, options_meant
from planbook.reading.table_headers import fold_header

SCHEMAS = Path(__file__).parents[3] / "schemas"
FORMATS = {
    "enum": ["classroom", "online", "one_on_one"],
    "enumDescriptions": ["A course.", "On the web.", "Two people talk."],
    "x-words": {"zh": {"enumDescriptions": ["面授课。", "线上课程。", "一对一：两个人谈。"]}},
    "x-synonyms": {"online": ["remote"], "one_on_one": ["1:1"], "classroom": ["remote room"]},
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("线上", ("online",)), ("线上课程", ("online",)), ("一对一", ("one_on_one",)),
        ("1:1", ("one_on_one",)), ("One on One", ("one_on_one",)), ("one-on-one", ("one_on_one",)),
        ("Remote", ("online",)), ("onlin", ("online",)), ("ＯＮＬＩＮＥ", ("online",)),
        ("课", ()), ("something else", ()), ("", ()),
    ],
)  # fmt: skip
def test_an_option_is_meant_by_other_words(written: str, meant: tuple[str, ...]) -> None:
    assert options_meant(written, FORMATS["enum"], FORMATS) == meant


def test_words_that_two_options_have_mean_both() -> None:
    schema = {"enum": ["team", "public"], "x-synonyms": {"team": ["所有人"], "public": ["所有人"]}}
    assert options_meant("所有人", ["team", "public"], schema) == ("team", "public")


def test_words_for_an_option_that_a_project_took_away_mean_nothing() -> None:
    assert options_meant("remote", ["classroom"], FORMATS) == ("classroom",)
    assert options_meant("线上", ["classroom"], FORMATS) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("负责人", ("owner",)), ("dueDate", ("due",)), ("截止", ("due",)), ("Due", ("due",)),
        ("ownr", ("owner",)), ("Responsible", ("owner",)), ("xyz", ()),
    ],
)  # fmt: skip
def test_a_property_is_meant_by_its_title_or_another_name(
    written: str, meant: tuple[str, ...]
) -> None:
    properties = {
        "owner": {
            "title": "Owner",
            "x-words": {"zh": {"title": "负责人"}},
            "x-names": ["responsible"],
        },
        "due": {"title": "Due", "x-words": {"zh": {"title": "截止"}}, "x-names": ["due date"]},
    }
    assert names_meant(written, properties) == meant


def _enumerations(schema: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(schema, dict):
        if "x-synonyms" in schema and "enum" in schema:
            yield schema
        for below in schema.values():
            yield from _enumerations(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from _enumerations(below)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_every_other_word_of_a_schema_is_understood(path: Path) -> None:
    for schema in _enumerations(json.loads(path.read_text("utf-8"))):
        assert set(schema["x-synonyms"]) <= set(schema["enum"])
        for option, words in schema["x-synonyms"].items():
            for word in words:
                assert option in options_meant(word, schema["enum"], schema), word


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("metric", "方向", "direction"), ("metric", "汇总", "aggregate"),
        ("training", "项目", "items"), ("review", "优点", "strengths"),
        ("review", "不足", "concerns"), ("review", "评估人", "reviewer"),
        ("feedback", "给", "to"), ("incentive", "奖金", "variable"),
        ("incentive", "方式", "mode"), ("partner", "城市", "places"),
        ("partner", "合作开始", "since"), ("person", "入职时间", "started"),
        ("meeting", "主持人", "owner"), ("meeting", "会议纪要", "log"),
    ],
)  # fmt: skip
def test_properties_are_meant_by_what_managers_call_them(
    kind: str, written: str, meant: str
) -> None:
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert names_meant(written, schema["properties"]) == (meant,)


@pytest.mark.parametrize("header", ["\u200b日期", "日期\u2060", "\ufeff日 期", "日\u00a0期"])
def test_a_header_is_read_without_what_pasting_brings_along(header: str) -> None:
    assert fold_header(header) == "日期"
