"""An objective whose supporters, together, aim at less than it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal, Measurable
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.measures import measure_of
from planbook.rules.rule import RelatedField, Rule, Violation
from planbook.scoring.undertaking import Timeframe, span_of, unit_of


def find(objective: Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the target that is more than what supports it adds up to."""
    measured, days = measure_of(objective, handbook), span_of(objective)
    if measured is None or days is None or not objective.is_in_force:
        return
    target, unit = measured.measure.target, unit_of(measured.measure, handbook)
    types = _added_types(objective, measured.measure)
    if target is None or not unit or not types:
        return
    parts = [
        (plan, amount, span)
        for plan in _supporters(objective, handbook)
        if (amount := _amount(plan, unit, types, handbook)) is not None
        and (span := span_of(plan)) is not None
    ]
    total = sum((amount for _, amount, _ in parts), Decimal(0))
    if not parts or total >= target or _goes_on(days, [span for _, _, span in parts]):
        return
    yield Violation(
        "/measure/target",
        {
            "target": plain(target),
            "total": plain(total),
            "gap": plain(target - total),
            "unit": unit,
        },
        tuple(
            RelatedField(
                plan.key,
                "/measurable/target" if isinstance(plan, Goal) else "/measure/target",
                {"en": f"{plain(amount)} here", "zh": f"这里是 {plain(amount)}"},
            )
            for plan, amount, _ in parts
        ),
    )


def _supporters(objective: Objective, handbook: Handbook) -> Iterator[Goal | Objective]:
    for key in handbook.referring(objective.key, Goal.KIND, "/relevant/supports"):
        goal = handbook.find(Goal, key)
        if goal is None or not goal.is_in_force or goal.relevant.standalone:
            continue
        if goal.result is None or goal.result.outcome != "cancelled":
            yield goal
    for key in handbook.referring(objective.key, Objective.KIND, "/supports"):
        below = handbook.find(Objective, key)
        if below is not None and below.is_in_force:
            yield below


def _added_types(objective: Objective, measure: Measurable) -> tuple[str, ...]:
    """Return the types of measure whose targets add up to that of ``objective``."""
    if objective.rollup == "none":
        # What is below carries it, and is not all of it.
        return ()
    if measure.type == "reach":
        return ("reach",)
    return ("reach", "increase") if measure.type == "increase" and objective.rollup == "sum" else ()


def _amount(
    plan: Goal | Objective, unit: str, types: tuple[str, ...], handbook: Handbook
) -> Decimal | None:
    """Return the target of a supporter where it is of one of ``types`` and in ``unit``."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.measure.type not in types:
        return None
    return measured.measure.target if unit_of(measured.measure, handbook) == unit else None


def _goes_on(days: Timeframe, spans: Sequence[Timeframe]) -> bool:
    """Return whether the supporters follow each other from the start, and more are to come.

    A year whose last quarter is not yet planned lacks no target.
    """
    covered = days.start - timedelta(days=1)
    for span in sorted(spans, key=lambda span: span.start):
        if span.start > covered + timedelta(days=1):
            return False
        covered = max(covered, span.due)
    return covered < days.due


RULE = Rule(
    Code(
        name="objective-children-below-target",
        severity=Severity.WARNING,
        message={
            "en": "the targets below add up to {total} {unit}, {gap} short of {target}",
            "zh": "下面各目标值合计 {total} {unit}，比这里的 {target} 少 {gap}",
        },
        help={
            "en": "raise the targets below, add a goal for the rest, or lower this target; where the "
            "goals below are only a part of it, write `rollup: none`",
            "zh": "请提高下面的目标值，为差额增加目标，或降低这个目标值；若下面的目标只是其中一部分，"
            "请写 `rollup: none`",
        },
        fixes={"": ((Edit("write", "none", at="/rollup"),),)},
        what={
            "en": "The targets of the goals and objectives that support an objective, as far as "
            "they are in its unit, add up to less than its own target.",
            "zh": "支撑某个目标的各项目标中，单位相同的目标值合计低于它自己的目标值。",
        },
        why={
            "en": "Everybody can then reach their goal and the objective is missed all the same.",
            "zh": "这样一来，人人都完成了目标，上级目标却仍然落空。",
        },
        bad="# objective\nmeasure: {type: reach, unit: CNY, target: 1000000}\n---\n"
        "# the one goal that supports it\nmeasurable: {type: reach, unit: CNY, target: 600000}\n",
        good="# objective\nmeasure: {type: reach, unit: CNY, target: 1000000}\n---\n"
        "# one goal that supports it\nmeasurable: {type: reach, unit: CNY, target: 600000}\n---\n"
        "# the other\nmeasurable: {type: reach, unit: CNY, target: 400000}\n",
    ),
    Objective,
    find,
    whole_handbook=True,
)
