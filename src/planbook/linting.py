"""Running the rules over a handbook: the author's view, nothing hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from planbook.diagnostics.finding import Finding, Outcome, Place, Related
from planbook.model.handbook import Handbook
from planbook.model.record import Record
from planbook.rules.readings import Readings
from planbook.rules.rule import AnyRule, ReadingRule, RelatedField, Violation, kinds_of


def lint_handbook(
    handbook: Handbook,
    rules: Iterable[AnyRule],
    as_of: date,
    *,
    whole: bool = True,
    looks_back: bool = False,
) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for every place that breaks a rule on ``as_of``.

    Where it is not the ``whole`` handbook, because some documents could not be understood, the
    rules that add documents up say nothing. ``looks_back``: the day was asked for and is past.
    """
    by_kind: dict[str, list[AnyRule]] = defaultdict(list)
    for rule in rules:
        if whole or not rule.whole_handbook:
            for kind in kinds_of(rule):
                by_kind[kind].append(rule)
    everywhere = by_kind[Record.KIND]
    readings = Readings(handbook, as_of, looks_back)
    findings: list[Finding] = []
    for key, record in handbook.records.items():
        origin = handbook.documents[key].origin
        for rule in (*by_kind.get(key.kind, ()), *everywhere):
            findings.extend(
                rule.code.at(
                    Place(origin.path, origin.index, violation.pointer, within=violation.within),
                    variant=violation.variant,
                    subject=str(key),
                    related=tuple(_related(other, handbook) for other in violation.elsewhere),
                    **violation.arguments,
                )
                for violation in _violations(rule, record, readings)
            )
    return Outcome(handbook, tuple(findings))


def _violations(rule: AnyRule, record: Record, readings: Readings) -> Iterable[Violation]:
    if isinstance(rule, ReadingRule):
        return rule.find(record, readings)
    return rule.find(record, readings.handbook)


def _related(other: RelatedField, handbook: Handbook) -> Related:
    origin = handbook.documents[other.key].origin
    return Related(other.message, Place(origin.path, origin.index, other.pointer))
