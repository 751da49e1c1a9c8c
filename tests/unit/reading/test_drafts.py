"""Drafts: what they lack is a hint, and whatever they lack, nothing that reads them stumbles."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from builders.validation import validated
from planbook.as_of import fixed_as_of
from planbook.diagnostics.finding import Severity
from planbook.model.edition import Edition
from planbook.model.settings import Limits
from planbook.pipeline import Request, build_site, check_project, score_project
from planbook.reading.resources import builtin_schemas
from planbook.reading.yaml_values import read_yaml

EXAMPLES = sorted((builtin_schemas() / "examples").glob("*.yaml"))
TODAY = date(2026, 9, 10)

PLANBOOK = """\
title: Small
language: en
vocabulary:
  territories: [{id: east-china, title: East China}]
  product_lines: [{id: smart-lock, title: Smart locks}]
"""
ADA = """\
kind: person
id: ada
name: Ada
role: lead
---
kind: role
id: lead
title: Lead
purpose: Leads
duties: [{title: Leads the team}]
"""


def example(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = read_yaml(path.read_text("utf-8"), "", Limits()).documents[0].value
    return values


def incomplete(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the example in ``path`` as a draft, each time without another of its parts."""
    whole = example(path)
    yield {"kind": whole["kind"], "state": "draft"}
    for where in parts_of(whole):
        if where[0] not in ("kind", "id", "state"):
            left = deepcopy(whole)
            above: Any = left
            for step in where[:-1]:
                above = above[step]
            above[where[-1]] = None
            yield {**left, "state": "draft"}


def parts_of(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, below in steps:
        yield (*above, step)
        if isinstance(below, dict | list):
            yield from parts_of(below, (*above, step))


def written(values: Any) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_a_draft_lacks_is_a_hint_whatever_it_is(path: Path) -> None:
    for values in incomplete(path):
        text = written(values)
        found = [
            each
            for each in validated(text).findings
            if each.code.severity is not Severity.HINT and not each.code.name.startswith("csv-")
        ]
        assert not found, text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_same_document_in_force_lacks_what_it_has_to_say(path: Path) -> None:
    kind = example(path)["kind"]
    found = validated(written({"kind": kind, "id": "a"})).findings
    assert {each.code.severity for each in found} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("more", "code", "pointer"),
    [
        ("ownr: ada\n", "schema-unknown-property", "/ownr"),
        ("weight: much\n", "schema-wrong-type", "/weight"),
        ("measurable: {type: reech}\n", "schema-not-allowed-value", "/measurable/type"),
        ("period: 2026-Q5\n", "schema-bad-format", "/period"),
        ("weight: -4\n", "schema-out-of-range", "/weight"),
    ],
)
def test_what_is_wrong_in_a_draft_stays_an_error(more: str, code: str, pointer: str) -> None:
    found = validated(f"kind: goal\nstate: draft\n{more}").findings
    errors = {
        (each.code.name, each.place.pointer)
        for each in found
        if each.code.severity is Severity.ERROR
    }
    assert errors == {(code, pointer)}


@pytest.mark.parametrize("blank", ["", " ''", ' "  "'])
def test_a_blank_in_a_draft_is_as_if_it_were_not_there(blank: str) -> None:
    (document,) = validated(f"kind: goal\nid: a\nstate: draft\ntitle:{blank}\n").documents
    assert "title" not in document.values


def test_a_measure_without_its_figures_is_named_at_its_place() -> None:
    found = validated("kind: goal\nstate: draft\nmeasurable:\n  type: increase\n  target:\n")
    assert ("schema-missing-property", "/measurable/target") in found.places


def test_every_edition_can_be_built_of_drafts_that_say_next_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "planbook.yaml").write_text(PLANBOOK, "utf-8")
    (tmp_path / "content" / "ada.yaml").write_text(ADA, "utf-8")
    kinds = [example(path)["kind"] for path in EXAMPLES]
    for kind in kinds:
        text = f"kind: {kind}\nid: unfinished\nstate: draft\n"
        (tmp_path / "content" / f"{kind}.yaml").write_text(text, "utf-8")
    checked = check_project(tmp_path, fixed_as_of(TODAY))
    assert {found.severity for found in checked.diagnostics} == {Severity.HINT}
    assert checked.drafts == len(kinds)
    for edition, left_out in (
        (Edition("private"), 0),
        (Edition("team"), len(kinds)),
        (Edition("team", "ada"), len(kinds)),
    ):
        scored = score_project(checked, edition)
        assert scored is not None
        assert not [one for one in scored.scores.goals if one == "unfinished"]
        built = build_site(
            checked, Request(Path(f"site-{edition.name.replace(':', '-')}"), edition, jobs=1)
        )
        assert built.report is not None
        assert built.drafts_left_out == left_out
