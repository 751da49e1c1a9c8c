"""A weak competency in a growth plan that nothing is done about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.growth import Assessment, Growth
from planbook.model.ladder import Ladder
from planbook.model.person import Person
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.onboarding import plans_for

_STRENGTH: Final = Decimal(4)  # from here on a competency may be left as it is


def find(growth: Growth, readings: Readings) -> Iterator[Violation]:
    """Yield the newest assessment of every weak competency that no step and no training is for."""
    handbook = readings.handbook
    person = handbook.find(Person, growth.person)
    ladder = handbook.find(Ladder, growth.ladder)
    if not growth.is_in_force or person is None or ladder is None:
        return
    if not growth.actions or not person.is_in_force or person.has_left(readings.as_of):
        return
    known = {competency.id for competency in ladder.competencies}
    weak = {
        competency: (place, assessment)
        for competency, (place, assessment) in _newest(growth).items()
        if competency in known and _is_weak(assessment)
    }
    served = {action.competency for action in growth.actions}
    if weak.keys() <= served:
        return
    trained = _trained(person, readings)
    for competency, (place, assessment) in weak.items():
        if competency in served:
            continue
        last = trained.get(competency)
        if last is None or (assessment.date is not None and last < assessment.date):
            yield Violation(f"/assessments/{place}/competency", {"competency": competency})


def _newest(growth: Growth) -> Mapping[str, tuple[int, Assessment]]:
    newest: dict[str, tuple[int, Assessment]] = {}
    for place, assessment in enumerate(growth.assessments):
        if assessment.competency is None:
            continue
        before = newest.get(assessment.competency)
        if before is None or (assessment.date or date.min) >= (before[1].date or date.min):
            newest[assessment.competency] = (place, assessment)
    return newest


def _is_weak(assessment: Assessment) -> bool:
    score = assessment.manager if assessment.manager is not None else assessment.self
    return score is not None and score < _STRENGTH


def _trained(person: Person, readings: Readings) -> Mapping[str, date]:
    """Return until when each competency is trained in the plans that are for ``person``."""
    until: dict[str, date] = {}
    for plan in plans_for(person, readings.handbook):
        end = plan.period.end if plan.period is not None else date.max
        for competency in readings.trained.get(plan.key, ()):
            until[competency] = max(end, until.get(competency, date.min))
    return until


RULE = ReadingRule(
    Code(
        name="growth-competency-not-served",
        severity=Severity.HINT,
        message={
            "en": "no step of this plan and no training is for `{competency}`",
            "zh": "这份计划里没有任何行动或培训针对 `{competency}`",
        },
        help={
            "en": "give it a step under `actions` with `competency: {competency}`, or a session in "
            "the person's training",
            "zh": "请在 `actions` 里安排一步并写 `competency: {competency}`，或在此人的培训计划里加一项",
        },
        what={
            "en": "A growth plan assesses a competency at less than 4 (by the manager, or else by "
            "the person), and neither a step of the plan nor a session of the person's training "
            "is for it.",
            "zh": "成长计划里某项能力的评分低于 4 分（以上级评分为准，没有则看自评），却没有任何行动，"
            "也没有培训针对它。",
        },
        why={
            "en": "An assessment says where somebody should grow. Without a step it stays a "
            "judgement.",
            "zh": "评估指出了要成长的地方。没有下一步，它就只是一个评价。",
        },
        bad="assessments:\n  - {competency: negotiation, self: 3, manager: 2, date: 2026-07-20}\n"
        "actions:\n  - {title: Lead the monthly figures, type: experience, competency: numbers}\n",
        good="assessments:\n  - {competency: negotiation, self: 3, manager: 2, date: 2026-07-20}\n"
        "actions:\n  - {title: Lead two renewals, type: experience, competency: negotiation}\n",
    ),
    Growth,
    find,
)
