"""A goal whose target is where it starts from."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.measures import measure_of
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the target that is no other than the baseline."""
    measured = measure_of(plan, handbook)
    if measured is None:
        return
    measure = measured.measure
    if measure.type not in ("increase", "decrease") or measure.target is None:
        return
    if measure.target == measure.baseline:
        yield Violation(f"{measured.path}/target", {"target": plain(measure.target)})


RULE = Rule(
    Code(
        name="goal-target-equals-baseline",
        severity=Severity.ERROR,
        message={
            "en": "the target {target} is the same as the baseline",
            "zh": "目标值 {target} 与基线相同",
        },
        help={
            "en": "write a target that differs from the baseline; to hold a level, use "
            "`type: keep_within` with `min` and `max`",
            "zh": "请写一个与基线不同的目标值；若要保持水平，请用 `type: keep_within` 并写 `min` 和 `max`",
        },
        what={
            "en": "A goal to increase or decrease something has a target equal to its baseline.",
            "zh": "提升或降低类目标的目标值等于基线。",
        },
        why={
            "en": "Progress is the share of the way from baseline to target that has been gone. "
            "A way of no length has no shares.",
            "zh": "进度是从基线走到目标值的比例；两者相同，就没有路程可言，进度也算不出来。",
        },
        bad="measurable:\n  type: increase\n  baseline: 5000000\n  target: 5000000\n",
        good="measurable:\n  type: increase\n  baseline: 5000000\n  target: 6000000\n",
    ),
    (Goal, Objective),
    find,
)
