"""YAML by the 1.2 core rules, within limits."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.texts import read
from builders.validation import validated
from planbook.model.settings import Limits, Settings
from planbook.reading.yaml_scalars import resolve_plain
from planbook.reading.yaml_values import YamlText, read_yaml

DEFAULT = Limits()


def values_of(text: str, limits: Limits = DEFAULT) -> Any:
    result = read_yaml(text, "content/x.yaml", limits)
    assert not result.findings, result.findings
    return result.documents[0].value


def codes_of(result: YamlText) -> list[str]:
    return [finding.code.name for finding in result.findings]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("y", "y"),
        ("2026-07-01", "2026-07-01"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("5,000,000", "5,000,000"),
        ("20%", "20%"),
        ("-", "-"),
        (".", "."),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("false", False),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("", None),
        ("42", 42),
        ("-42", -42),
        ("+42", 42),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.10", 1.1),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("1e400", math.inf),
        ("9" * 5000, math.inf),
        ("-" + "9" * 5000, -math.inf),
        ("0x" + "f" * 5000, math.inf),
    ],
)
def test_a_plain_value_is_read_by_the_core_rules(written: str, value: object) -> None:
    resolved = resolve_plain(written)
    assert resolved == value
    assert type(resolved) is type(value)


def test_nan_stays_recognisable() -> None:
    assert math.isnan(resolve_plain(".nan"))


def test_quoted_values_are_text() -> None:
    assert values_of("a: '1'\nb: \"true\"\nc: ''\n") == {"a": "1", "b": "true", "c": ""}


def test_keys_are_their_source_text() -> None:
    assert values_of("1: a\ntrue: b\n1.10: c\n2026-07-01: d\nnull: e\n") == {
        "1": "a",
        "true": "b",
        "1.10": "c",
        "2026-07-01": "d",
        "null": "e",
    }


def test_the_source_text_of_numbers_and_booleans_is_kept_where_str_would_change_it() -> None:
    result = read_yaml(
        "phone: +8613800138000\nrate: [1.10, 2.5, 3]\ndone: true\nextra: {a/b~c: 007}\n",
        "x",
        Limits(),
    )
    assert result.documents[0].written == {
        "/phone": "+8613800138000",
        "/rate/0": "1.10",
        "/done": "true",
        "/extra/a~1b~0c": "007",
    }


def test_source_texts_follow_aliases_and_merges() -> None:
    result = read_yaml(
        "a: &a {p: 1.10, q: [2.50]}\nb: *a\nc: {<<: *a, p: 3}\nd: {<<: [*a]}\ne: &e 1.0e1\nf: *e\n",
        "x",
        Limits(),
    )
    assert result.documents[0].written == {
        "/a/p": "1.10",
        "/a/q/0": "2.50",
        "/b/p": "1.10",
        "/b/q/0": "2.50",
        "/c/q/0": "2.50",
        "/d/p": "1.10",
        "/d/q/0": "2.50",
        "/e": "1.0e1",
        "/f": "1.0e1",
    }


def test_source_texts_of_values_that_are_not_merged_stay_away() -> None:
    result = read_yaml("a: &a {p: 1.10}\nb: {p: 2.20, <<: *a, q: 3.30}\n", "x", Limits())
    assert result.documents[0].written == {"/a/p": "1.10", "/b/p": "2.20", "/b/q": "3.30"}


def test_a_text_of_nothing_but_broken_documents_is_not_read_to_its_end() -> None:
    assert len(read_yaml("---\n[\n" * 1000, "x", Limits()).findings) < 100


def test_an_alias_is_a_copy_that_nobody_shares() -> None:
    values = values_of("a: &a {b: [1]}\nc: *a\n")
    assert values == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert values["a"]["b"] is not values["c"]["b"]


def test_explicit_keys_win_over_merged_ones_and_earlier_sources_over_later() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 0}\n"
    assert values_of(text)["c"] == {"x": 0, "y": 1, "z": 2}


def test_a_quoted_merge_sign_is_an_ordinary_key() -> None:
    assert values_of("'<<': 3\n") == {"<<": 3}


def test_an_alias_may_be_a_key() -> None:
    assert values_of("a: &n east\n*n : 1\n") == {"a": "east", "east": 1}


@pytest.mark.parametrize(
    ("text", "variant"),
    [("a: *x\n", "none above"), ("a: &x [*x]\n", "inside"), ("a: &x {b: *x}\n", "inside")],
)
def test_an_alias_without_an_anchor_is_a_finding_and_its_document_is_not_used(
    text: str, variant: str
) -> None:
    reading = read(text)
    assert [code for code, _, _ in reading.seen] == ["yaml-syntax"]
    assert variant in reading.diagnostics[0].message["en"]
    assert reading.values == []


def test_an_anchor_of_one_document_is_unknown_in_the_next() -> None:
    assert read("id: a\nx: &x 1\n---\nid: b\ny: *x\n").seen == [("yaml-syntax", 5, 4)]


def test_core_tags_are_understood() -> None:
    assert values_of(
        "a: !!str 1\nb: !!int 3\nc: !!float 3\nd: ! 4\ne: !!map {}\nf: !!seq []\n"
    ) == {
        "a": "1",
        "b": 3,
        "c": 3.0,
        "d": "4",
        "e": {},
        "f": [],
    }


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: !!python/object:os.system x\n", 4),
        ("a: !!binary aGk=\n", 4),
        ("a: !!timestamp 2026-07-01\n", 4),
        ("a: !person x\n", 4),
        ("a: !!set {x}\n", 4),
        ("a: !!int words\n", 4),
        ("a: !重要 x\n", 4),
        ("a: !east!x y\n", 4),
        ("!x a: b\n", 1),
    ],
)
def test_other_tags_are_refused(text: str, column: int) -> None:
    assert read(text).seen == [("yaml-unsupported-tag", 1, column)]


def test_a_repeated_key_shows_both_places_and_the_first_counts() -> None:
    reading = read("kind: goal\nmeasurable:\n  target: 1\n  unit: CNY\n  target: 2\n")
    assert reading.seen == [("yaml-duplicate-key", 5, 3)]
    note = reading.diagnostics[0].notes[0]
    assert note.span is not None
    assert (note.path, note.span.line, note.span.column) == ("content/x.yaml", 3, 3)
    assert reading.values[0]["measurable"] == {"target": 1, "unit": "CNY"}


def test_keys_that_differ_only_in_quotes_are_the_same_key() -> None:
    assert read('1: a\n"1": b\n').seen == [("yaml-duplicate-key", 2, 1)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("[a, b]: x\nid: y\n", 1, 1), ("? {a: b}\n: x\nid: y\n", 1, 3), (": x\nid: y\n", 1, 1)],
)
def test_a_list_or_mapping_or_nothing_as_a_key_is_a_bad_key(
    text: str, line: int, column: int
) -> None:
    assert read(text).seen == [("yaml-bad-key", line, column)]


def test_what_follows_a_bad_key_is_still_read() -> None:
    reading = read("{a: [1, {b: 2}]}: {c: [3]}\nid: y\nx: {[1]: 2, z: 3}\n")
    assert reading.values == [{"id": "y", "x": {"z": 3}}]


@pytest.mark.parametrize("written", ["<<: 3\n", "<<: [1]\n", "<<:\n", "a: &a [1]\n<<: *a\n"])
def test_a_merge_of_anything_but_mappings_is_a_finding(written: str) -> None:
    assert [code for code, _, _ in read(written).seen] == ["yaml-syntax"]


def test_nesting_up_to_the_limit_is_read_and_beyond_it_is_too_deep() -> None:
    limits = Limits(depth=3)
    assert values_of("[[[1]]]", limits) == [[[1]]]
    result = read_yaml("a: [[{b: 1}]]", "x", limits)
    assert codes_of(result) == ["yaml-too-deep"]
    assert result.findings[0].place.span is not None
    assert result.findings[0].place.span.column == 6
    assert result.broken == [0]


@pytest.mark.parametrize("text", ["[" * 10_000, "{a: " * 10_000, "- " * 10_000])
def test_ten_thousand_nested_lists_are_one_finding(text: str) -> None:
    assert codes_of(read_yaml(text, "x", Limits())) == ["yaml-too-deep"]


def test_aliases_cannot_be_nested_deeper_than_the_limit() -> None:
    text = "a: &a [[[1]]]\nb: &b [[[*a]]]\nc: [[[*b]]]\n"
    assert codes_of(read_yaml(text, "x", Limits(depth=7))) == ["yaml-too-deep"]


def test_a_billion_laughs_are_too_many_aliases() -> None:
    names = "abcdefghij"
    lines = [f"a: &a [{', '.join(['lol'] * 10)}]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]" for before, name in pairwise(names)
    ]
    reading = read("\n".join(lines))
    assert reading.seen == [("yaml-too-many-aliases", 5, 36)]
    assert "100000" in reading.diagnostics[0].message["en"]
    assert "nodes" in (reading.diagnostics[0].help or {})["zh"]


def test_a_billion_laughs_by_merging_are_too_many_aliases() -> None:
    big = ", ".join(f"k{number}: {number}" for number in range(60))
    text = f"a: &a {{{big}}}\n" + "".join(f"b{number}: {{<<: *a}}\n" for number in range(30))
    assert codes_of(read_yaml(text, "x", Limits(nodes=1000))) == ["yaml-too-many-aliases"]


def test_more_values_than_the_limit_without_aliases_name_the_limit() -> None:
    settings = Settings(limits=Limits(nodes=10))
    reading = read("a: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n", settings)
    assert [code for code, _, _ in reading.seen] == ["yaml-too-large"]
    assert "10" in reading.diagnostics[0].message["zh"]
    assert "nodes" in (reading.diagnostics[0].help or {})["en"]


def test_a_syntax_error_ends_its_document_and_not_the_ones_after_it() -> None:
    result = read_yaml("id: a\n---\nx: [\n---\nid: b\n---\n'\n---\nid: c\n", "x", Limits())
    assert [(each.index, each.value) for each in result.documents] == [
        (0, {"id": "a"}),
        (2, {"id": "b"}),
        (4, {"id": "c"}),
    ]
    assert result.broken == [1, 3]


def test_line_ends_of_yaml_1_1_stay_in_the_text() -> None:
    assert values_of("a: one\u2028two\nb: 'three\x85four'\nc: |\n  five\u2029six\n") == {
        "a": "one\u2028two",
        "b": "three\x85four",
        "c": "five\u2029six\n",
    }


def test_windows_line_ends_and_characters_beyond_the_first_plane_keep_positions() -> None:
    assert read("a: 😀 y\r\nb: c: d\r\n").seen == [("yaml-syntax", 2, 4)]


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=8),
)
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text("abc-/~ é", min_size=1, max_size=4), inner, max_size=4),
    ),
    max_leaves=20,
)


@given(trees)
def test_whatever_is_written_as_json_is_read_back(tree: Any) -> None:
    assert values_of("v: " + json.dumps(tree, ensure_ascii=False)) == {"v": tree}


@given(st.text("ab:- \n\t'\"[]{}#&*!|>%@`,?<.1~\\中：", max_size=40))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    for diagnostic in read(text).diagnostics:
        assert diagnostic.span is not None
        assert diagnostic.span.line >= 1
        assert diagnostic.span.column >= 1
        assert set(diagnostic.message) == {"en", "zh"}


@pytest.mark.parametrize("value", ["!!set {a}", "!!int abc", "!!python/object:x {a: 1}"])
def test_a_value_with_a_wrong_tag_is_one_mistake(value: str) -> None:
    result = validated(f"kind: tool\nid: crm\ntitle: {value}\n")
    assert [code for code, _ in result.places] == ["yaml-unsupported-tag"]
    assert "crm" in result.broken


@pytest.mark.parametrize("text", ["*1,", "!x a,\nb: ]"])
def test_a_document_that_is_broken_twice_counts_once(text: str) -> None:
    result = read_yaml(text, "x.yaml", Limits())
    assert result.documents == []
    assert len(set(result.broken)) == len(result.broken)
