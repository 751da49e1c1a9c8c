"""Running the rules over a handbook: the author's view, nothing hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date

from planbook.diagnostics.finding import Finding, Outcome, Place, Related
from planbook.model.document import Key
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
    only: Mapping[Key, Set[str]] | None = None,
) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for every place that breaks a rule on ``as_of``.

    Where it is not the ``whole`` handbook, because some documents could not be understood, the
    rules that add documents up say nothing. With ``only`` no more is asked than the rules named
    there, by the document that each is to look at.
    """
    by_kind: dict[str, list[AnyRule]] = defaultdict(list)
    for rule in rules:
        if whole or not rule.whole_handbook:
            for kind in kinds_of(rule):
                by_kind[kind].append(rule)
    everywhere = by_kind[Record.KIND]
    readings = Readings(handbook, as_of)
    findings: list[Finding] = []
    asked = handbook.records if only is None else [key for key in only if key in handbook.records]
    for key in asked:
        record, origin = handbook.records[key], handbook.documents[key].origin
        for rule in (*by_kind.get(key.kind, ()), *everywhere):
            if only is not None and rule.code.name not in only[key]:
                continue
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
