"""A confidence that fell, and nobody wrote why."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.measures import runs_until
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield every confidence of what runs that is lower than the one before, and has no reason.

    The first is held against the confidence at the start. What is over is left as it is.
    """
    if not runs_until(plan, readings.as_of):
        return
    before = plan.achievable.confidence if isinstance(plan, Goal) else None
    dated = sorted(
        (one.date, position)
        for position, one in enumerate(plan.checkins)
        if one.date is not None and one.date <= readings.as_of and one.confidence is not None
    )
    for _, position in dated:
        checkin = plan.checkins[position]
        now = checkin.confidence
        explained = checkin.note or (checkin.override is not None and checkin.override.reason)
        if now is not None and before is not None and now < before and not explained:
            words = {"confidence": plain(now), "before": plain(before)}
            yield Violation(f"/checkins/{position}/confidence", words)
        before = now


RULE = ReadingRule(
    Code(
        name="goal-confidence-lowered-without-note",
        severity=Severity.HINT,
        message={
            "en": "confidence fell from {before} to {confidence}, and no note says why",
            "zh": "信心由 {before} 降到 {confidence}，却没有写原因",
        },
        help={
            "en": "say in the `note` of this check-in what has changed and what you need",
            "zh": "请在这次跟进的 `note` 里写明发生了什么变化、需要什么支持",
        },
        what={
            "en": "A check-in of a goal that runs lowers the confidence without a note.",
            "zh": "进行中的目标，有一次跟进调低了信心，却没有写说明。",
        },
        why={
            "en": "A lower confidence is a call for help. Without the reason nobody can answer it "
            "in time.",
            "zh": "信心下降是在求助。不写原因，别人就没法及时帮上忙。",
        },
        bad="checkins:\n  - {date: 2026-07-31, value: 1850000, confidence: 0.7}\n"
        "  - {date: 2026-08-31, value: 3700000, confidence: 0.5}\n",
        good="checkins:\n  - {date: 2026-07-31, value: 1850000, confidence: 0.7}\n"
        "  - {date: 2026-08-31, value: 3700000, confidence: 0.5, note: Two deliveries are late}\n",
    ),
    (Goal, Objective),
    find,
    whole_handbook=False,
)
