"""Running the rules over a handbook: the author's view, nothing hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from planbook.diagnostics.finding import Finding, Outcome, Place, Remark
from planbook.model.handbook import Handbook
from planbook.model.noun import Noun
from planbook.rules.rule import Elsewhere, Rule


def lint_handbook(
    handbook: Handbook, rules: Iterable[Rule], *, whole: bool = True
) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for every place that breaks a rule.

    Where it is not the ``whole`` handbook, because some documents could not be understood, the
    rules that add documents up say nothing.
    """
    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if whole or not rule.across:
            by_kind[rule.subject.KIND].append(rule)
    everywhere = by_kind[Noun.KIND]
    findings: list[Finding] = []
    for key, noun in handbook.nouns.items():
        origin = handbook.documents[key].origin
        for rule in (*by_kind.get(key.kind, ()), *everywhere):
            findings.extend(
                rule.code.at(
                    Place(origin.path, origin.index, breach.pointer),
                    subject=str(key),
                    remarks=tuple(_remark(other, handbook) for other in breach.elsewhere),
                    **breach.arguments,
                )
                for breach in rule.find(noun, handbook)
            )
    return Outcome(handbook, tuple(findings))


def _remark(other: Elsewhere, handbook: Handbook) -> Remark:
    origin = handbook.documents[other.key].origin
    return Remark(other.message, Place(origin.path, origin.index, other.pointer))
