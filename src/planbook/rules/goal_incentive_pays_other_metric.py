"""A goal that names a scheme which pays for something else."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.rules.rule import RelatedField, Rule, Violation


def find(goal: Goal, handbook: Handbook) -> Iterator[Violation]:
    """Yield the scheme of a goal that pays for another metric than the goal is measured by."""
    scheme = handbook.find(Incentive, goal.incentive)
    if scheme is None or not goal.is_in_force:
        return
    paid, pointer = _paid_metric(scheme, goal, handbook)
    own = handbook.find(Metric, goal.measurable.metric)
    other = handbook.find(Metric, paid)
    if own is None or other is None or own.key == other.key:
        return
    message = {"en": "what the scheme pays for", "zh": "方案的计奖依据"}
    yield Violation(
        "/incentive",
        {"scheme": dict(scheme.label), "paid": dict(other.label), "own": dict(own.label)},
        (RelatedField(scheme.key, pointer, message),),
    )


def _paid_metric(scheme: Incentive, goal: Goal, handbook: Handbook) -> tuple[Key | None, str]:
    """Return the metric that ``scheme`` pays for, itself or by another goal, and where it says so."""
    if scheme.basis.goal is None:
        return scheme.basis.metric, "/basis/metric"
    basis = handbook.find(Goal, scheme.basis.goal)
    if basis is None or basis.key == goal.key:
        return None, ""
    return basis.measurable.metric, "/basis/goal"


RULE = Rule(
    Code(
        name="goal-incentive-pays-other-metric",
        severity=Severity.WARNING,
        message={
            "en": "this goal is measured by {own}, but “{scheme}” pays for {paid}",
            "zh": "本目标按“{own}”衡量，而“{scheme}”按“{paid}”计奖",
        },
        help={
            "en": "name a scheme that pays for the goal's own metric, measure the goal by the one that is paid, or remove `incentive`",
            "zh": "请改写一个按本目标指标计奖的方案，或改用方案所依据的指标来衡量，或删去 `incentive`",
        },
        fixes={"": ((Edit("remove"),),)},
        what={
            "en": "A goal names an incentive scheme whose basis is another metric than the goal's.",
            "zh": "目标所写激励方案的计奖依据，与目标自己的指标不同。",
        },
        why={
            "en": "People then reach the goal and are paid for something else, or are paid while the goal is missed. Either way the link that the goal claims is not there.",
            "zh": "这样会出现目标达成却按别的数字计奖，或目标未达成仍有奖金的情况：目标所写的挂钩其实不存在。",
        },
        bad="# pay-2026: basis: {metric: revenue}\nmeasurable: {type: reach, metric: new-shops, target: 40}\nincentive: pay-2026\n",
        good="# pay-2026: basis: {metric: revenue}\nmeasurable: {type: reach, metric: revenue, target: 6000000}\nincentive: pay-2026\n",
    ),
    Goal,
    find,
)
