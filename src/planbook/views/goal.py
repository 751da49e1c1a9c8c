"""The page of a goal: its five letters, and how it goes.

What its author wrote stands here; what is computed of it, in ``goal_score.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Checkin, Goal, Measurable, Milestone, Reward
from planbook.model.metric import Metric
from planbook.model.person import Scope
from planbook.quantities import exact
from planbook.views.actions import ActionView, action_views
from planbook.views.figures import state_view
from planbook.views.goal_score import GoalScoreView, goal_score_view, progress_bar_of
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import NO_WORDS, Day, Fact, Phrase, Quantity, Ref, Shown, Words


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A mark on the way. ``is_late`` where it was done after its day or the goal's."""

    due: Day | None
    title: Words
    value: Quantity | None
    weight: Quantity | None
    is_done: bool | None
    done_on: Day | None
    done_share: Quantity | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class RewardView:
    """What reaching ``when`` of the goal earns."""

    when: Quantity | None
    kind: Phrase | None
    amount: Quantity | None
    text: Words


@dataclass(frozen=True, slots=True)
class CheckinView:
    """One reading with what its owner says of it.

    ``value_on`` is the day that the value stands for, where it is another one.
    """

    date: Day | None
    value_on: Day | None
    value: Shown
    confidence: Quantity | None
    note: Words
    status: Phrase | None
    reason: Words


@dataclass(frozen=True, slots=True)
class GoalView:
    """The page of a goal."""

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]
    outcome: Words
    specific: tuple[Fact, ...]
    measurable: tuple[Fact, ...]
    achievable: tuple[Fact, ...]
    relevant: tuple[Fact, ...]
    time_bound: tuple[Fact, ...]
    milestones: tuple[MilestoneView, ...]
    actions: tuple[ActionView, ...]
    incentive: Ref | None
    rewards: tuple[RewardView, ...]
    checkins: tuple[CheckinView, ...]
    result: tuple[Fact, ...]
    score: GoalScoreView | None


def view_goal(goal: Goal, pen: Pen, shell: Shell, document: DocumentPart) -> GoalView:
    """Return the page of ``goal``."""
    unit = unit_of(goal.measurable, pen)
    time = goal.time_bound
    score = pen.scores.goals.get(goal.id)
    late = score.late if score else ()
    return GoalView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "goal",
            ("owner", pen.ref(goal.owner)),
            ("contributors", pen.refs(goal.contributors)),
            ("period", pen.period(goal.period)),
            ("weight", pen.number(goal.weight, "%")),
            ("commitment", pen.option("commitment", goal.commitment)),
        ),
        outcome=pen.words(goal.specific.outcome),
        specific=scope_facts("goal", "specific/scope", goal.specific.scope, pen),
        measurable=measure_facts("goal", "measurable", goal.measurable, pen),
        achievable=pen.facts(
            "goal",
            ("achievable/rationale", pen.words(goal.achievable.rationale)),
            ("achievable/resources", pen.every(goal.achievable.resources)),
            ("achievable/confidence", pen.share(goal.achievable.confidence)),
        ),
        relevant=pen.facts(
            "goal",
            ("relevant/supports", pen.refs(goal.relevant.supports)),
            ("relevant/contribution", pen.number(goal.relevant.contribution)),
            ("relevant/why", pen.words(goal.relevant.why)),
            ("relevant/standalone", pen.words(goal.relevant.standalone)),
        ),
        time_bound=pen.facts(
            "goal",
            ("time_bound/start", pen.day(time.start)),
            ("time_bound/due", pen.day(time.due)),
            ("time_bound/cadence", pen.option("cadence", time.cadence)),
            ("time_bound/expected", expectation(time.expected, pen)),
        ),
        milestones=tuple(
            _milestone(one, unit, pen, is_late=place in late)
            for place, one in enumerate(time.milestones)
        ),
        actions=action_views(goal.actions, pen),
        incentive=pen.ref(goal.incentive),
        rewards=tuple(reward_view(one, pen) for one in goal.rewards),
        checkins=tuple(_checkin(one, unit, pen) for one in reversed(goal.checkins)),
        result=pen.facts(
            "goal",
            ("result/outcome", pen.option("status", goal.result.outcome)),
            ("result/grade", pen.number(goal.result.grade)),
            ("result/lessons", pen.words(goal.result.lessons)),
            ("result/successor", pen.ref(goal.result.successor)),
        )
        if goal.result
        else (),
        score=goal_score_view(goal, pen),
    )


def unit_of(measurable: Measurable, pen: Pen) -> str:
    """Return the unit that a goal's figures are in: its own, else its metric's."""
    if measurable.unit:
        return measurable.unit
    metric = pen.handbook.find(Metric, measurable.metric)
    return metric.unit if metric else ""


def expectation(expected: str, pen: Pen) -> Phrase | None:
    """Return how progress is expected, where that is not the usual straight line."""
    return None if expected == "linear" else pen.option("expected", expected)


def measure_facts(kind: str, path: str, measurable: Measurable, pen: Pen) -> tuple[Fact, ...]:
    """Return the facts of how a result is measured; ``path`` is the field that holds them."""
    unit = unit_of(measurable, pen)
    return pen.facts(
        kind,
        (f"{path}/type", pen.option("measure", measurable.type)),
        (f"{path}/metric", pen.ref(measurable.metric)),
        (f"{path}/subject", pen.named(measurable.subject)),
        (f"{path}/subjects", tuple(pen.named(one) for one in measurable.subjects)),
        (f"{path}/baseline", pen.number(measurable.baseline, unit)),
        (f"{path}/target", pen.number(measurable.target, unit)),
        (f"{path}/min", pen.number(measurable.min, unit)),
        (f"{path}/max", pen.number(measurable.max, unit)),
        (f"{path}/per", pen.option("per", measurable.per)),
        (f"{path}/share", pen.share(measurable.share)),
        (f"{path}/source", _source(measurable.source, pen)),
    )


def scope_facts(kind: str, path: str, scope: Scope | None, pen: Pen) -> tuple[Fact, ...]:
    """Return the facts of a share of the work; ``path`` is the field that holds it."""
    if scope is None:
        return ()
    return pen.facts(
        kind,
        (f"{path}/territories", pen.terms(scope.territories)),
        (f"{path}/product_lines", pen.terms(scope.product_lines)),
        (f"{path}/partners", pen.refs(scope.partners)),
    )


def reward_view(reward: Reward, pen: Pen) -> RewardView:
    """Return one line of a table of rewards, of a goal or of an incentive scheme."""
    return RewardView(
        when=pen.share(reward.when),
        kind=pen.option("reward", reward.kind),
        amount=pen.number(reward.amount, reward.currency or pen.handbook.settings.currency),
        text=pen.words(reward.text),
    )


def _source(source: Key | Text | None, pen: Pen) -> Shown:
    """Return where readings come from: a tool, or words."""
    return pen.ref(source) if isinstance(source, Key) else pen.words(source)


def _milestone(milestone: Milestone, unit: str, pen: Pen, *, is_late: bool) -> MilestoneView:
    done = milestone.done
    share = done if isinstance(done, float) else None
    return MilestoneView(
        due=pen.day(milestone.due),
        title=pen.words(milestone.title),
        value=pen.number(milestone.value, unit),
        weight=pen.number(milestone.weight),
        is_done=None if done is None or share is not None else bool(done),
        done_on=pen.day(done) if isinstance(done, date) else None,
        done_share=pen.portion(exact(share)) if share is not None else None,
        is_late=is_late,
    )


def _checkin(checkin: Checkin, unit: str, pen: Pen) -> CheckinView:
    value = checkin.value
    override = checkin.override
    return CheckinView(
        date=pen.day(checkin.date),
        value_on=pen.day(checkin.value_date) if checkin.value_date != checkin.date else None,
        value=pen.number(value, unit) if isinstance(value, Decimal) else pen.yes_no(value),
        confidence=pen.share(checkin.confidence),
        note=pen.words(checkin.note),
        status=pen.option("status", override.status) if override else None,
        reason=pen.words(override.reason) if override else NO_WORDS,
    )


def _bar(goal: Goal, pen: Pen) -> Shown:
    score = pen.scores.goals.get(goal.id)
    return progress_bar_of(score, pen) if score else None


def _status(goal: Goal, pen: Pen) -> Shown:
    score = pen.scores.goals.get(goal.id)
    return state_view("status", score.status) if score else None


def goal_order(goal: Goal) -> tuple[int, str]:
    """Return the place of a goal among others: the latest period first."""
    return (newest_first(goal.period), goal.id)


PAGE: Final = PageKind(
    noun=Goal,
    template="goal.html",
    view=view_goal,
    columns=(
        Column("owner", lambda goal, pen: pen.ref(goal.owner)),
        Column("period", lambda goal, pen: pen.period(goal.period)),
        Column("time_bound/due", lambda goal, pen: pen.day(goal.time_bound.due)),
        Column("", _bar, Phrase("figure.progress")),
        Column("", _status, Phrase("figure.status")),
    ),
    order=goal_order,
)
