"""A goal that supports something of another period."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.periods import Period
from planbook.rules.rule import RelatedField, Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield every objective or goal that is supported, and whose period does not hold this one."""
    own = _sound(plan.period)
    if own is None or not plan.is_in_force:
        return
    path, supported = _supports(plan)
    for position, key in enumerate(supported):
        above = handbook.find(Objective, key) or handbook.find(Goal, key)
        period = _sound(above.period) if above is not None and above.state != "draft" else None
        if above is None or period is None:
            continue
        if period.start <= own.start and own.end <= period.end:
            continue
        apart = own.end < period.start or period.end < own.start
        yield Violation(
            f"{path}/{position}",
            {"above": dict(above.label), "period": period.name, "own": own.name},
            (RelatedField(key, "/period", {"en": "its period", "zh": "它的周期"}),),
            variant="" if apart else "longer",
        )


def _supports(plan: Goal | Objective) -> tuple[str, tuple[Key, ...]]:
    if isinstance(plan, Goal):
        # A goal that says why it rightly supports nothing contributes nowhere.
        named = () if plan.relevant.standalone else plan.relevant.supports
        return "/relevant/supports", named
    return "/supports", plan.supports


def _sound(period: Period | None) -> Period | None:
    """Return ``period`` unless it ends before it starts, which a rule of its own tells."""
    return period if period is not None and period.start <= period.end else None


RULE = Rule(
    Code(
        name="goal-supports-other-period",
        severity=Severity.WARNING,
        message={
            "en": "this is for {own}, and “{above}”, which it supports, is for {period}",
            "zh": "这里的周期是 {own}，所支撑的“{above}”却是 {period}",
        },
        help={
            "en": "name the objective of a period that {own} lies in, or correct the `period`",
            "zh": "请改为支撑周期包含 {own} 的目标，或改正 `period`",
        },
        variants={
            "longer": (
                {
                    "en": "this is for {own}, and “{above}”, which it supports, covers only a part "
                    "of that: {period}",
                    "zh": "这里的周期是 {own}，所支撑的“{above}”只覆盖其中一部分：{period}",
                },
                {
                    "en": "support an objective of {own} or of a longer period, or make this one "
                    "as short as {period}",
                    "zh": "请改为支撑 {own} 或更长周期的目标，或把这里的周期缩短到 {period} 之内",
                },
            )
        },
        what={
            "en": "A goal or an objective supports another one whose period does not hold its own: "
            "they lie apart, or the one below is the longer.",
            "zh": "目标所支撑的上级目标，周期没有覆盖它自己的周期：两者不相交，或者下面的反而更长。",
        },
        why={
            "en": "What is reached outside the period of an objective adds nothing to it, and yet "
            "it is counted there. Mostly a goal was copied and still names last year's objective. "
            "A goal for a quarter under an objective for the year is right.",
            "zh": "在上级目标的周期之外取得的结果，对它没有贡献，却会计入它的进度。"
            "多半是复制了旧目标，忘了改成今年的。季度目标支撑年度目标是对的。",
        },
        bad="# the objective: period: 2025\nperiod: 2026-Q3\n"
        "relevant: {supports: [company-revenue-2025]}\n",
        good="# the objective: period: 2026\nperiod: 2026-Q3\n"
        "relevant: {supports: [company-revenue-2026]}\n",
    ),
    (Goal, Objective),
    find,
)
