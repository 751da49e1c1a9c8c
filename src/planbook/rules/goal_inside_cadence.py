"""A goal that cuts through a period of the metric that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.periods import FiscalYear
from planbook.rules.measures import measure_of
from planbook.rules.rule import Rule, Violation
from planbook.scoring.cadence import cadence_period


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield start and due where they lie inside a week, month or quarter of a metric that adds up."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.metric is None or not measured.adds_up:
        return
    if not plan.is_in_force or measured.measure.type in ("milestones", "yes_no"):
        return
    metric, fiscal = measured.metric, handbook.settings.fiscal_year
    for name, pointer, day in _bounds(plan):
        period = cadence_period(day, metric.cadence, fiscal)
        if day != (period.start if name == "start" else period.end):
            words: dict[str, object] = {
                "day": day,
                "metric": metric.id,
                "first": period.start,
                "last": period.end,
                "right": period.start if name == "start" else period.end,
            }
            variant = "" if name == "start" else "due"
            if isinstance(plan, Objective):
                variant, words["range"] = "objective", _whole(plan, metric.cadence, fiscal)
            yield Violation(pointer, words, variant=variant)


def _whole(objective: Objective, cadence: str, fiscal: FiscalYear) -> str:
    """Return the objective's period, made longer until it begins and ends with a reading's."""
    period = objective.period
    if period is None:
        return ""
    first = cadence_period(period.start, cadence, fiscal).start
    last = cadence_period(period.end, cadence, fiscal).end
    return f"{{start: {first}, end: {last}}}"


def _bounds(plan: Goal | Objective) -> Iterator[tuple[str, str, date]]:
    if isinstance(plan, Goal):
        start, due = plan.time_bound.start, plan.time_bound.due
        pointers = "/time_bound/start", "/time_bound/due"
    else:
        start = plan.period.start if plan.period is not None else None
        due = plan.period.end if plan.period is not None else None
        pointers = "/period", "/period"
    # Wrong the way round, another rule tells.
    if start is not None and due is not None and start <= due:
        yield "start", pointers[0], start
        yield "due", pointers[1], due


RULE = Rule(
    Code(
        name="goal-inside-cadence",
        severity=Severity.HINT,
        message={
            "en": "the goal starts on {day}, and the reading of `{metric}` for {first} to {last} "
            "counts as a whole, with the days before",
            "zh": "目标从 {day} 开始，而 `{metric}` 在 {first} 至 {last} 的读数会整个计入，包括之前的日子",
        },
        help={
            "en": "start on {right}; or take `metric` out, write `unit`, and enter the figures as "
            "check-ins",
            "zh": "请从 {right} 开始；或删去 `metric`，写上 `unit`，用跟进登记数字",
        },
        variants={
            "due": (
                {
                    "en": "the goal is due on {day}, inside {first} to {last}, for which "
                    "`{metric}` has one figure",
                    "zh": "目标截止于 {day}，在 {first} 至 {last} 中间，而 `{metric}` 这段时间只有一个数字",
                },
                {
                    "en": "make it due on {right}; or take `metric` out, write `unit`, and enter the "
                    "figures as check-ins",
                    "zh": "请把截止日期改为 {right}；或删去 `metric`，写上 `unit`，用跟进登记数字",
                },
            ),
            "objective": (
                {
                    "en": "{day} lies inside {first} to {last}, for which `{metric}` has one figure "
                    "that counts as a whole",
                    "zh": "{day} 在 {first} 至 {last} 中间，而 `{metric}` 这段时间只有一个数字，会整个计入",
                },
                {
                    "en": "write `period: {range}`; or take `metric` out, write `unit`, and enter "
                    "the figures as check-ins",
                    "zh": "请写 `period: {range}`；或删去 `metric`，写上 `unit`，用跟进登记数字",
                },
            ),
        },
        fixes={
            "": ((Edit("write", "{right}"),),),
            "due": ((Edit("write", "{right}"),),),
            "objective": ((Edit("write", "{range}"),),),
        },
        what={
            "en": "A goal on a metric that adds up starts or ends inside a week, month or quarter "
            "for which the metric has one figure.",
            "zh": "目标用了累加的指标，却在该指标的一周、一月或一季中间开始或结束。",
        },
        why={
            "en": "A month's figure cannot be divided by days: nobody knows which part of it "
            "belongs to the goal.",
            "zh": "一个月的数字无法按天拆开，说不清其中多少属于这个目标。",
        },
        bad="# the metric is read monthly\ntime_bound: {start: 2026-07-15, due: 2026-09-30}\n",
        good="# the metric is read monthly\ntime_bound: {start: 2026-07-01, due: 2026-09-30}\n",
    ),
    (Goal, Objective),
    find,
)
