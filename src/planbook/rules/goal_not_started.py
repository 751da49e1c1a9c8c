"""A goal that has run for a week, and nothing has happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.person import Person
from planbook.rules.measures import runs_until
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.cadence import CADENCE_DAYS, FRESH_FOR
from planbook.scoring.undertaking import span_of

_A_WEEK: Final = timedelta(days=7)


def find(goal: Goal, readings: Readings) -> Iterator[Violation]:
    """Yield the start of a goal without a check-in, a reading, or a step that is done.

    A metric is read when its first week, month or quarter is over, and a little later: before that
    nobody is late. A metric that is read for others only, and an owner who left, are told by rules
    of their own.
    """
    as_of, days = readings.as_of, span_of(goal)
    if days is None or as_of <= days.start + _A_WEEK or not runs_until(goal, as_of):
        return
    if readings.has_begun(goal) or _has_lost_its_owner(goal, readings):
        return
    source = readings.sources.get(goal.key)
    if source is not None and goal.measurable.type not in ("milestones", "yes_no"):
        due_by = FRESH_FOR * CADENCE_DAYS[source.metric.cadence]
        if source.others or (as_of - days.start).days <= due_by:
            return
    pointer = "/time_bound/start" if goal.time_bound.start is not None else "/period"
    yield Violation(pointer, {"start": days.start})


def _has_lost_its_owner(goal: Goal, readings: Readings) -> bool:
    owner = readings.handbook.find(Person, goal.owner)
    return owner is not None and owner.has_left(readings.as_of)


RULE = ReadingRule(
    Code(
        name="goal-not-started",
        severity=Severity.HINT,
        message={
            "en": "this goal began on {start}, and there is no check-in, no reading and no finished action",
            "zh": "目标自 {start} 开始，至今没有跟进、没有读数，也没有完成的行动",
        },
        help={
            "en": "write a first check-in with your confidence, or take the first step: add an "
            "action and mark it `done`; if the goal begins later, move `start`",
            "zh": "请写第一次跟进，说明信心；或先走一步，写一项行动并标上 `done`；若推迟开始，请改 `start`",
        },
        what={
            "en": "A goal began more than a week ago, and nothing has happened: no check-in, no "
            "reading of its metric, no milestone or action that is done. Where the figures come "
            "from a metric, its first reading is waited for.",
            "zh": "目标开始已超过一周，却没有任何动静：没有跟进，指标没有读数，也没有完成的里程碑或行动。"
            "数字取自指标的，先等它的第一次读数。",
        },
        why={
            "en": "A goal that nobody touches in its first week is seldom caught up with. A word "
            "now is cheap.",
            "zh": "第一周没人动的目标，往往再也赶不上。现在提醒一句最省事。",
        },
        bad="# on 2026-07-15\ntime_bound: {start: 2026-07-01, due: 2026-09-30}\n"
        "actions:\n  - {title: Visit every distributor}\n",
        good="# on 2026-07-15\ntime_bound: {start: 2026-07-01, due: 2026-09-30}\n"
        "actions:\n  - {title: Visit every distributor, done: 2026-07-07}\n",
    ),
    Goal,
    find,
)
