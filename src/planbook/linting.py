"""Running the rules over a handbook: the author's view, nothing hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from planbook.diagnostics.finding import Finding, Outcome, Place, Remark
from planbook.model.handbook import Handbook
from planbook.model.noun import Noun
from planbook.rules.readings import Readings
from planbook.rules.rule import AnyRule, Breach, Elsewhere, ReadingRule, kinds_of


def lint_handbook(
    handbook: Handbook, rules: Iterable[AnyRule], as_of: date, *, whole: bool = True
) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for every place that breaks a rule on ``as_of``.

    Where it is not the ``whole`` handbook, because some documents could not be understood, the
    rules that add documents up say nothing.
    """
    by_kind: dict[str, list[AnyRule]] = defaultdict(list)
    for rule in rules:
        if whole or not rule.across:
            for kind in kinds_of(rule):
                by_kind[kind].append(rule)
    everywhere = by_kind[Noun.KIND]
    readings = Readings(handbook, as_of)
    findings: list[Finding] = []
    for key, noun in handbook.nouns.items():
        origin = handbook.documents[key].origin
        for rule in (*by_kind.get(key.kind, ()), *everywhere):
            findings.extend(
                rule.code.at(
                    Place(origin.path, origin.index, breach.pointer, within=breach.within),
                    variant=breach.variant,
                    subject=str(key),
                    remarks=tuple(_remark(other, handbook) for other in breach.elsewhere),
                    **breach.arguments,
                )
                for breach in _breaches(rule, noun, readings)
            )
    return Outcome(handbook, tuple(findings))


def _breaches(rule: AnyRule, noun: Noun, readings: Readings) -> Iterable[Breach]:
    if isinstance(rule, ReadingRule):
        return rule.find(noun, readings)
    return rule.find(noun, readings.handbook)


def _remark(other: Elsewhere, handbook: Handbook) -> Remark:
    origin = handbook.documents[other.key].origin
    return Remark(other.message, Place(origin.path, origin.index, other.pointer))
