"""A goal on a metric that is read for others, and not for whom the goal is about."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.wordings import listed_ids
from planbook.scoring.cadence import last_boundary


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield the subject, else the metric, of a measure that nothing is read from.

    Nobody is missed before the first week, month or quarter is over, or while there are check-ins.
    """
    undertaking, source = readings.undertakings.get(plan.key), readings.sources.get(plan.key)
    if undertaking is None or source is None or not source.others:
        return
    if undertaking.type in ("milestones", "yes_no"):
        return
    fiscal = readings.handbook.settings.fiscal_year
    span, cadence = undertaking.span, source.metric.cadence
    if last_boundary(readings.as_of, cadence, span.due, fiscal) < span.start:
        return
    if readings.checkins.get(undertaking.key):
        return
    measure = undertaking.measure
    whose = dict.fromkeys(
        key.id for key in (measure.subject, *measure.subjects, undertaking.owner) if key is not None
    )
    if not whose:
        return
    named = "subject" if measure.subject else "subjects" if measure.subjects else ""
    words = {
        "metric": source.metric.id,
        "whose": next(iter(whose)),
        "others": listed_ids(f"`{key.id}`" for key in source.others),
    }
    yield Violation(
        f"{undertaking.path}/{named or 'metric'}", words, variant="" if named else "owner"
    )


RULE = ReadingRule(
    Code(
        name="goal-no-readings-for-subject",
        severity=Severity.WARNING,
        message={
            "en": "`{metric}` has no reading of `{whose}`; it has readings of {others}",
            "zh": "`{metric}` 没有 `{whose}` 的读数；有读数的是 {others}",
        },
        help={
            "en": "name as `subject` somebody who has readings, or add readings of `{whose}` to "
            "the metric",
            "zh": "请把 `subject` 改成有读数的对象，或在指标里补上 `{whose}` 的读数",
        },
        variants={
            "owner": (
                {
                    "en": "`{metric}` has no reading for this goal of `{whose}`; it has readings "
                    "of {others}",
                    "zh": "`{metric}` 没有 `{whose}` 这个目标可用的读数；有读数的是 {others}",
                },
                {
                    "en": "write whose readings are meant as `subject`, add readings of `{whose}` "
                    "to the metric, or enter the figures as check-ins",
                    "zh": "请用 `subject` 写明读谁的数，或在指标里补上 `{whose}` 的读数，"
                    "或者用跟进登记数字",
                },
            )
        },
        what={
            "en": "A goal is read from a metric that has readings, but none of the goal's subject "
            "or owner.",
            "zh": "目标要读的指标有读数，但没有这个目标的对象或负责人的读数。",
        },
        why={
            "en": "The page would show no progress as if nobody had entered anything, while the "
            "figures stand in the metric under another name.",
            "zh": "页面会显示没有进度，好像没有人填过数字，其实数字就在指标里，只是记在别的对象名下。",
        },
        bad="# the metric is read for partners alone\nowner: bea-stone\n"
        "measurable: {type: reach, metric: sell-out, target: 600}\n",
        good="# the metric is read for partners alone\nowner: bea-stone\n"
        "measurable: {type: reach, metric: sell-out, subject: lockhouse, target: 600}\n",
    ),
    (Goal, Objective),
    find,
)
