"""A total to reach that is zero or less."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.measures import measure_of
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the target of `reach` that is not more than zero."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.measure.type != "reach":
        return
    target = measured.measure.target
    if target is not None and target <= 0:
        yield Violation(f"{measured.path}/target", {"target": plain(target)})


RULE = Rule(
    Code(
        name="goal-target-not-positive",
        severity=Severity.ERROR,
        message={
            "en": "the target of `type: reach` is {target}; it must be more than 0",
            "zh": "`type: reach` 的目标值是 {target}，必须大于 0",
        },
        help={
            "en": "write the total to reach, as in `target: 360000`; to let nothing happen at "
            "all, write `type: keep_within`, `max: 0` and `per: period`",
            "zh": "请写要达到的合计，例如 `target: 360000`；若是要求一次都不发生，请写 "
            "`type: keep_within`、`max: 0` 和 `per: period`",
        },
        fixes={
            "": (
                (
                    Edit("write", "keep_within", at="../type"),
                    Edit("write", "0", at="../max"),
                    Edit("write", "period", at="../per"),
                    Edit("remove"),
                ),
            )
        },
        what={
            "en": "A goal of type `reach` has a target of zero or less.",
            "zh": "`reach` 类目标的目标值是零或负数。",
        },
        why={
            "en": "Progress is the total so far divided by the target. Nothing can be divided by "
            "zero, and with a negative target every sale would count as a step back.",
            "zh": "进度等于累计数除以目标值。零不能作除数；目标值为负，每一笔销售都会算成倒退。",
        },
        bad="measurable: {type: reach, metric: complaints, target: 0}\n",
        good="measurable: {type: keep_within, metric: complaints, max: 0, per: period}\n",
    ),
    (Goal, Objective),
    find,
)
