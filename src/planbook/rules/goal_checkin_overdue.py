"""A goal that runs, and that nobody has checked in on for too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.rules.measures import runs_until
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.pace import last_look

_CADENCES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "weekly": {"en": "weekly", "zh": "每周"},
        "monthly": {"en": "monthly", "zh": "每月"},
        "quarterly": {"en": "quarterly", "zh": "每季度"},
    }
)


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield the newest check-in of what runs where the next has been due for half a cadence.

    Only of what rests on check-ins: readings of a metric and pieces of work come by themselves.
    Where there is none at all, and nothing is done either, another rule says so.
    """
    if readings.rests_on_metric(plan.key) or not runs_until(plan, readings.as_of):
        return
    undertaking = readings.undertakings.get(plan.key)
    if undertaking is None or (undertaking.type == "milestones" and not plan.checkins):
        return
    newest = _newest(plan, readings.as_of)
    if newest is None and (readings.sources.get(plan.key) or _waits_for_its_start(plan, readings)):
        return
    score = readings.score(plan.key)
    if score is None or not score.stale:
        return
    since = last_look(undertaking, score.reading, readings.as_of)
    words = {
        "days": (readings.as_of - since).days,
        "cadence": dict(_CADENCES[score.reading.cadence]),
    }
    if newest is None:
        pointer = "/time_bound" if isinstance(plan, Goal) else "/measure"
        yield Violation(pointer, words, variant="none")
    else:
        words |= {"date": plan.checkins[newest].date}
        yield Violation(f"/checkins/{newest}/date", words)


def _waits_for_its_start(plan: Goal | Objective, readings: Readings) -> bool:
    return isinstance(plan, Goal) and not readings.has_begun(plan)


def _newest(plan: Goal | Objective, as_of: date) -> int | None:
    dated = (
        (one.date, position)
        for position, one in enumerate(plan.checkins)
        if one.date is not None and one.date <= as_of
    )
    found = max(dated, default=None)
    return None if found is None else found[1]


RULE = ReadingRule(
    Code(
        name="goal-checkin-overdue",
        severity=Severity.WARNING,
        message={
            "en": "the last check-in is {days} days old; check-ins here are {cadence}",
            "zh": "最近一次跟进已是 {days} 天前，这里应{cadence}跟进一次",
        },
        help={
            "en": "add a check-in with today's figure and your confidence, or change the `cadence`; "
            "a goal that is over gets a `result`",
            "zh": "请补一次跟进，写上当前数字和信心，或调整 `cadence`；已经结束的目标请填写结果（`result`）",
        },
        variants={
            "none": (
                {
                    "en": "there is no check-in yet after {days} days; check-ins here are {cadence}",
                    "zh": "已过 {days} 天，还没有一次跟进，这里应{cadence}跟进一次",
                },
                {
                    "en": "begin its `checkins` with today's figure and your confidence; a goal that is "
                    "over gets a `result`",
                    "zh": "请在 `checkins` 里写上当前数字和信心；已经结束的目标请填写结果（`result`）",
                },
            )
        },
        what={
            "en": "A goal that runs and rests on check-ins has had none for more than one and a "
            "half times its cadence.",
            "zh": "进行中、靠跟进记录进度的目标，超过跟进间隔的一倍半没有新的跟进。",
        },
        why={
            "en": "Nobody knows how the goal stands, and the next talk about it begins with looking "
            "up figures. A week late is forgiven; half a cadence is not.",
            "zh": "没有人知道目标现在怎么样，下次面谈只好先去查数字。晚几天没关系，晚了半个周期就该提醒。",
        },
        bad="# on 2026-09-10\ntime_bound: {start: 2026-07-01, due: 2026-09-30, cadence: weekly}\n"
        "checkins:\n  - {date: 2026-08-14, value: 4}\n",
        good="# on 2026-09-10\ntime_bound: {start: 2026-07-01, due: 2026-09-30, cadence: weekly}\n"
        "checkins:\n  - {date: 2026-09-04, value: 4}\n",
    ),
    (Goal, Objective),
    find,
)
