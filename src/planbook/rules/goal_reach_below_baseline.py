"""A total to reach that is less than the earlier one beside it."""

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
    """Yield the target of `reach` that lies below the baseline."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.measure.type != "reach":
        return
    baseline, target = measured.measure.baseline, measured.measure.target
    if baseline is not None and target is not None and 0 < target < baseline:
        words = {"target": plain(target), "baseline": plain(baseline)}
        yield Violation(f"{measured.path}/target", words)


RULE = Rule(
    Code(
        name="goal-reach-below-baseline",
        severity=Severity.HINT,
        message={
            "en": "target {target} is below baseline {baseline}: less than in the earlier period",
            "zh": "目标值 {target} 低于基线 {baseline}，比上一期还少",
        },
        help={
            "en": "write the total of the whole period, not the increase; `baseline` is the "
            "total of an earlier period of the same length, usually the same one a year before",
            "zh": "请写整个周期的合计，而不是增量；`baseline` 应是同样长的较早周期的合计，"
            "一般是去年同期",
        },
        what={
            "en": "A goal of type `reach` has a target below its baseline.",
            "zh": "`reach` 类目标的目标值低于基线。",
        },
        why={
            "en": "It may be meant so, in a shrinking market. More often the increase was "
            "written as the target, or the baseline is of a longer period.",
            "zh": "市场萎缩时可能确实如此。更常见的是把增量写成了目标值，或者基线取自更长的周期。",
        },
        bad="measurable: {type: reach, baseline: 300000, target: 60000}\n",
        good="measurable: {type: reach, baseline: 300000, target: 360000}\n",
    ),
    (Goal, Objective),
    find,
)
