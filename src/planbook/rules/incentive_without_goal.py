"""A scheme that no goal leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.periods import Period
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.payouts import people_covered


def find(incentive: Incentive, readings: Readings) -> Iterator[Violation]:
    """Yield a scheme by a metric that runs, and that no goal names or is measured by.

    Only where goals and schemes are tied together at all, or its people have goals on other metrics. A
    scheme for nobody is told by another rule.
    """
    period, metric = incentive.period, incentive.basis.metric
    if metric is None or period is None or not incentive.is_in_force:
        return
    if not period.contains(readings.as_of):
        return
    people = frozenset(people_covered(incentive, readings.handbook))
    if not readings.ties_goals_to_schemes and not _have_goals(people, period, readings):
        return
    if people and not any(
        _leads_to(goal, incentive, people) for goal in _near(incentive, readings)
    ):
        yield Violation("/basis/metric", {"scheme": dict(incentive.label), "id": incentive.id})


def _have_goals(people: Iterable[Key], period: Period, readings: Readings) -> bool:
    return any(
        goal.measurable.metric is not None
        and goal.period is not None
        and _overlap(goal.period, period)
        for person in people
        for goal in readings.goals_owned.get(person, ())
    )


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _near(incentive: Incentive, readings: Readings) -> Iterator[Goal]:
    """Yield the goals that name the scheme or its metric."""
    handbook, metric = readings.handbook, incentive.basis.metric
    keys = [*handbook.referring(incentive.key, Goal.KIND, "/incentive")]
    if metric is not None:
        keys += handbook.referring(metric, Goal.KIND, "/measurable/metric")
    for key in keys:
        goal = handbook.find(Goal, key)
        if goal is not None and goal.is_in_force:
            yield goal


def _leads_to(goal: Goal, incentive: Incentive, people: frozenset[Key]) -> bool:
    """Return whether whoever works for ``goal`` works for the scheme."""
    if goal.incentive == incentive.key:
        return True
    period, own = incentive.period, goal.period
    if period is None or own is None or not _overlap(own, period):
        return False
    return goal.owner in people or (goal.owner is not None and goal.owner.kind == "team")


RULE = ReadingRule(
    Code(
        name="incentive-without-goal",
        severity=Severity.HINT,
        message={
            "en": "no goal names “{scheme}”, and nobody it is for has a goal on this metric",
            "zh": "没有目标写明“{scheme}”，适用的人也没有用这个指标的目标",
        },
        help={
            "en": "name it at the goals that it rewards (`incentive: {id}`), or pay for what the "
            "goals are about",
            "zh": "请在它所奖励的目标里写明（`incentive: {id}`），或改为按目标所衡量的指标计奖",
        },
        what={
            "en": "A scheme that runs pays by a metric that no goal of its people is measured by, "
            "and no goal names the scheme, while they have other goals or other goals name theirs.",
            "zh": "进行中的方案按某个指标计奖，适用的人却没有用这个指标的目标，也没有目标写明这个方案，"
            "而他们另有目标，或别的目标写了各自的方案。",
        },
        why={
            "en": "Goals and pay then point in two directions, and people follow the pay.",
            "zh": "目标和奖金各指一个方向，人会跟着奖金走。",
        },
        bad="kind: incentive\nid: display-bonus\nbasis: {metric: shop-displays}\n",
        good="kind: incentive\nid: display-bonus\nbasis: {metric: shop-displays}\n---\n"
        "kind: goal\nmeasurable: {metric: shop-displays}\nincentive: display-bonus\n",
    ),
    Incentive,
    find,
)
