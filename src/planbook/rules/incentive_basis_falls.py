"""A scheme that pays for a figure that ought to fall."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.rules.rule import Rule, Violation


def find(incentive: Incentive, handbook: Handbook) -> Iterator[Violation]:
    """Yield the metric of a basis whose good direction is down."""
    metric = handbook.find(Metric, incentive.basis.metric)
    if metric is not None and metric.direction == "down":
        yield Violation("/basis/metric", {"metric": dict(metric.label)})


RULE = Rule(
    Code(
        name="incentive-basis-falls",
        severity=Severity.ERROR,
        message={
            "en": "this scheme would pay more the higher {metric} is, and that metric is better when it is lower",
            "zh": "按此方案，“{metric}”越高发得越多，而这个指标越低越好",
        },
        help={
            "en": "name a goal instead: `basis: {{goal: …}}`, with a goal of type `decrease` or `keep_within` on this metric; pay then follows its progress",
            "zh": "请改为以目标为依据：`basis: {{goal: …}}`，目标类型用 `decrease` 或 `keep_within`，奖金按目标进度计算",
        },
        what={
            "en": "The basis of a scheme is a metric with `direction: down`.",
            "zh": "方案的计奖依据是一个 `direction: down`（越低越好）的指标。",
        },
        why={
            "en": "Attainment is the actual figure divided by the quota. Of a figure that ought to fall, such as overdue receivables, that rewards the wrong result.",
            "zh": "达成率是实际值除以销售任务。对逾期应收这类应当下降的数字，这样算会奖励坏的结果。",
        },
        bad="# the metric: direction: down\nbasis: {metric: overdue-receivables}\n",
        good="# the goal: type: decrease, metric: overdue-receivables\nbasis: {goal: overdue-below-9-percent}\n",
    ),
    Incentive,
    find,
)
