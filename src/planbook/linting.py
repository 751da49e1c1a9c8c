"""Running the rules over a handbook: the author's view, nothing hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from planbook.diagnostics.finding import Code, Finding, Outcome, Place, Related
from planbook.model.handbook import Handbook
from planbook.model.record import Record
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


def lint_handbook(
    handbook: Handbook, rules: Iterable[AnyRule], as_of: date, *, whole: bool = True
) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for every place that breaks a rule on ``as_of``.

    Where it is not the ``whole`` handbook, because some documents could not be understood, the
    rules that add documents up say nothing.
    """
    chosen = [rule for rule in rules if whole or not rule.whole_handbook]
    by_kind: dict[str, list[AnyRule]] = defaultdict(list)
    for rule in chosen:
        for kind in kinds_of(rule):
            by_kind[kind].append(rule)
    everywhere = by_kind[Record.KIND]
    readings = Readings(handbook, as_of)
    findings: list[Finding] = []
    for rule in chosen:
        if isinstance(rule, SettingsRule):
            findings.extend(
                _finding(rule.code, Place(PROJECT_FILE_NAME), violation, handbook)
                for violation in rule.find(handbook.settings, readings)
            )
    for key, record in handbook.records.items():
        origin = handbook.documents[key].origin
        place = Place(origin.path, origin.index)
        for rule in (*by_kind.get(key.kind, ()), *everywhere):
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
