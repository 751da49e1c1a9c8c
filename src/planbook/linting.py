"""Running the rules over a handbook: the author's view, nothing hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
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
    DocumentRule,
    ReadingRule,
    RelatedField,
    Rule,
    SettingsRule,
    Violation,
    kinds_of,
)
from planbook.rules.texts import DocumentTexts
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
    assigned, readings = assign_rules(rules, whole=whole), Readings(handbook, as_of, looks_back)
    if only is None:
        of_settings, asked = assigned, dict.fromkeys(handbook.records, assigned)
    else:
        of_settings = assigned.only(only.get(None, frozenset()))
        asked = {
            key: assigned.only(names)
            for key, names in only.items()
            if key is not None and key in handbook.records
        }
    findings = [*settings_findings(of_settings, readings)]
    for key, own in asked.items():
        findings.extend(findings_of(key, own, readings))
    return Outcome(handbook, tuple(findings))


@dataclass(frozen=True, slots=True)
class Assigned:
    """Rules by what they look at: planbook.yaml, documents of a kind, all other documents."""

    of_settings: tuple[SettingsRule, ...]
    by_kind: Mapping[str, tuple[DocumentRule, ...]]
    everywhere: tuple[DocumentRule, ...]

    def of(self, kind: str) -> tuple[DocumentRule, ...]:
        """Return the rules that look at documents of ``kind``, in the order of their findings."""
        return self.by_kind.get(kind, self.everywhere)

    def only(self, names: Set[str]) -> Assigned:
        """Return the rules with these names."""
        return Assigned(
            tuple(rule for rule in self.of_settings if rule.code.name in names),
            {
                kind: tuple(rule for rule in rules if rule.code.name in names)
                for kind, rules in self.by_kind.items()
            },
            tuple(rule for rule in self.everywhere if rule.code.name in names),
        )


def assign_rules(rules: Iterable[AnyRule], *, whole: bool = True) -> Assigned:
    """Return ``rules`` by what they look at.

    Where documents are missing from the ``whole``, those that add documents up are left out.
    """
    of_settings: list[SettingsRule] = []
    by_kind: dict[str, list[DocumentRule]] = defaultdict(list)
    for rule in rules:
        if not whole and rule.whole_handbook:
            continue
        if isinstance(rule, SettingsRule):
            of_settings.append(rule)
        else:
            for kind in kinds_of(rule):
                by_kind[kind].append(rule)
    everywhere = tuple(by_kind.pop(Record.KIND, ()))
    own = {kind: (*found, *everywhere) for kind, found in by_kind.items()}
    return Assigned(tuple(of_settings), own, everywhere)


def settings_findings(rules: Assigned, readings: Readings) -> Iterator[Finding]:
    """Yield a finding for every place of planbook.yaml that breaks one of ``rules``."""
    handbook = readings.handbook
    for rule in rules.of_settings:
        for violation in rule.find(handbook.settings, readings):
            yield _finding(rule.code, Place(PROJECT_FILE_NAME), violation, handbook)


def findings_of(key: Key, rules: Assigned, readings: Readings) -> Iterator[Finding]:
    """Yield a finding for every place of the document ``key`` that breaks one of ``rules``."""
    handbook = readings.handbook
    record, document = handbook.records[key], handbook.documents[key]
    texts = DocumentTexts(document, handbook.kinds[key.kind].field)
    for rule in rules.of(key.kind):
        violations: Iterable[Violation]
        if isinstance(rule, Rule):
            violations = rule.find(record, handbook)
        elif isinstance(rule, ReadingRule):
            violations = rule.find(record, readings)
        else:
            violations = rule.find(record, texts, readings)
        for violation in violations:
            place = Place(document.origin.path, document.origin.index)
            yield _finding(rule.code, place, violation, handbook, subject=str(key))


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


def _related(other: RelatedField, handbook: Handbook) -> Related:
    origin = handbook.documents[other.key].origin
    return Related(other.message, Place(origin.path, origin.index, other.pointer))
