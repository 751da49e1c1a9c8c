"""Running the rules over a handbook: the author's view, nothing hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date
from itertools import chain
from typing import Final

from msgspec.structs import replace

from planbook.diagnostics.codes.score import CODES as SCORE_CODES
from planbook.diagnostics.finding import Code, Finding, Outcome, Place, Related
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.record import Record
from planbook.model.rubric import Rubric
from planbook.reading.project_folder import PROJECT_FILE_NAME
from planbook.rules.readings import Readings
from planbook.rules.rule import (
    AnyRule,
    ReadingRule,
    RelatedField,
    Rule,
    SettingsRule,
    Violation,
    kinds_of,
)
from planbook.scoring.smart_findings import check_smart_scores
from planbook.scoring.vague_texts import check_vague_texts

BY_RUBRIC: Final = frozenset(code.name for code in SCORE_CODES)
"""The codes of what the rubric's words and points find."""


def judge_handbook(
    handbook: Handbook,
    rules: Iterable[AnyRule],
    as_of: date,
    rubric: Rubric | None,
    *,
    whole: bool = True,
    looks_back: bool = False,
    only: Mapping[Key | None, Set[str]] | None = None,
) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, with what rules and ``rubric`` find in it on ``as_of``.

    ``whole``, ``looks_back`` and ``only`` are as for `lint_handbook`; of what the rubric finds,
    ``only`` names the sorts that are looked for, in all documents.
    """
    linted = lint_handbook(
        handbook, rules, as_of, whole=whole, looks_back=looks_back, only=only
    ).findings
    sorts = BY_RUBRIC if only is None else BY_RUBRIC & set(chain.from_iterable(only.values()))
    if rubric is None or not whole or not sorts:
        return Outcome(handbook, linted)
    smart = check_smart_scores(handbook, rubric, as_of, linted).findings
    vague = check_vague_texts(handbook, rubric).findings
    return Outcome(handbook, (*linted, *smart, *vague))


def lint_handbook(
    handbook: Handbook,
    rules: Iterable[AnyRule],
    as_of: date,
    *,
    whole: bool = True,
    only: Mapping[Key | None, Set[str]] | None = None,
    looks_back: bool = False,
) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for every place that breaks a rule on ``as_of``.

    Where it is not the ``whole`` handbook, because some documents could not be understood, the
    rules that add documents up say nothing. With ``only`` no more is asked than the rules named
    there, by the document that each is to look at. ``looks_back``: the day was asked for and is
    past.
    """
    chosen = [rule for rule in rules if whole or not rule.whole_handbook]
    by_kind: dict[str, list[AnyRule]] = defaultdict(list)
    for rule in chosen:
        for kind in kinds_of(rule):
            by_kind[kind].append(rule)
    everywhere = by_kind[Record.KIND]
    readings = Readings(handbook, as_of, looks_back)
    findings: list[Finding] = []
    for rule in chosen:
        if isinstance(rule, SettingsRule) and (
            only is None or rule.code.name in only.get(None, frozenset())
        ):
            findings.extend(
                _finding(rule.code, Place(PROJECT_FILE_NAME), violation, handbook)
                for violation in rule.find(handbook.settings, readings)
            )
    asked = handbook.records if only is None else only
    for key in asked:
        if key is None or key not in handbook.records:
            continue
        record, origin = handbook.records[key], handbook.documents[key].origin
        place = Place(origin.path, origin.index)
        for rule in (*by_kind.get(key.kind, ()), *everywhere):
            if only is not None and rule.code.name not in only[key]:
                continue
            findings.extend(
                _finding(rule.code, place, violation, handbook, subject=str(key))
                for violation in _violations(rule, record, readings)
            )
    return Outcome(handbook, tuple(findings))


def _finding(
    code: Code, place: Place, violation: Violation, handbook: Handbook, subject: str = ""
) -> Finding:
    return code.at(
        replace(place, pointer=violation.pointer, within=violation.within),
        variant=violation.variant,
        subject=subject,
        related=tuple(_related(other, handbook) for other in violation.elsewhere),
        fixes=(),
        **violation.arguments,
    )


def _violations(rule: AnyRule, record: Record, readings: Readings) -> Iterable[Violation]:
    match rule:
        case Rule():
            return rule.find(record, readings.handbook)
        case ReadingRule():
            return rule.find(record, readings)
    return ()


def _related(other: RelatedField, handbook: Handbook) -> Related:
    origin = handbook.documents[other.key].origin
    return Related(other.message, Place(origin.path, origin.index, other.pointer))
