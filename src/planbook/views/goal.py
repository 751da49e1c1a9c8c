"""The page of a goal: its five letters, and how it goes.

What its author wrote stands here; what is computed of it, in ``goal_score.py``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from planbook.language import Text
from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.goal import Goal, Measurable, Milestone, Reward
from planbook.model.person import Scope
from planbook.quantities import exact
from planbook.scoring.pace import WORST_FIRST
from planbook.scoring.undertaking import goal_undertaking
from planbook.views.actions import ActionView, action_views
from planbook.views.amounts import Amounts, amounts_of
from planbook.views.checkins import CheckinList, checkin_list, checkin_pages
from planbook.views.common_fields import CommonFields
from planbook.views.csv_pages import Cell, plain_figure
from planbook.views.figures import state_view
from planbook.views.goal_score import GoalScoreView, course_view, progress_bar_of
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Fact, Phrase, Quantity, Ref, Shown, Words


class MilestoneView(msgspec.Struct, frozen=True):
    """A mark on the way. ``is_late`` where it was done after its day or the goal's."""

    due: Day | None
    title: Words
    value: Quantity | None
    weight: Quantity | None
    is_done: bool | None
    done_on: Day | None
    done_share: Quantity | None
    is_late: bool


class RewardView(msgspec.Struct, frozen=True):
    """What reaching ``when`` of the goal earns."""

    when: Quantity | None
    kind: Phrase | None
    amount: Quantity | None
    text: Words


class GoalView(msgspec.Struct, frozen=True):
    """The page of a goal. ``score`` is None where it has no figures, as an archived one."""

    layout: Layout
    document: CommonFields
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
    checkins: CheckinList
    result: tuple[Fact, ...]
    score: GoalScoreView | None


def view_goal(goal: Goal, presenter: Presenter, layout: Layout, document: CommonFields) -> GoalView:
    """Return the page of ``goal``."""
    time = goal.time_bound
    score = presenter.scores.goals.get(goal.id)
    late = score.late if score else ()
    undertaking = goal_undertaking(goal, presenter.scoring)
    amounts = amounts_of(goal.measurable, score, presenter, undertaking)
    return GoalView(
        layout=layout,
        document=document,
        facts=presenter.facts(
            "goal",
            ("owner", presenter.ref(goal.owner)),
            ("contributors", presenter.refs(goal.contributors)),
            ("period", presenter.period(goal.period)),
            ("weight", presenter.number(goal.weight, "%")),
            ("commitment", presenter.option("commitment", goal.commitment)),
        ),
        outcome=presenter.words(goal.specific.outcome),
        specific=scope_facts("goal", "specific/scope", goal.specific.scope, presenter),
        measurable=measure_facts("goal", "measurable", goal.measurable, amounts, presenter),
        achievable=presenter.facts(
            "goal",
            ("achievable/rationale", presenter.words(goal.achievable.rationale)),
            ("achievable/resources", presenter.every(goal.achievable.resources)),
            ("achievable/confidence", presenter.percent(goal.achievable.confidence)),
        ),
        relevant=presenter.facts(
            "goal",
            ("relevant/supports", presenter.refs(goal.relevant.supports)),
            ("relevant/contribution", presenter.number(goal.relevant.contribution)),
            ("relevant/why", presenter.words(goal.relevant.why)),
            ("relevant/standalone", presenter.words(goal.relevant.standalone)),
        ),
        time_bound=presenter.facts(
            "goal",
            ("time_bound/start", presenter.day(time.start)),
            ("time_bound/due", presenter.day(time.due)),
            ("time_bound/cadence", presenter.option("cadence", time.cadence)),
            ("time_bound/expected", expectation(time.expected, presenter)),
        ),
        milestones=tuple(
            _milestone(one, amounts, presenter, is_late=place in late)
            for place, one in enumerate(time.milestones)
        ),
        actions=action_views(goal.actions, presenter, "/actions"),
        incentive=presenter.ref(goal.incentive),
        rewards=tuple(reward_view(one, presenter) for one in goal.rewards),
        checkins=checkin_list(goal.checkins, amounts, presenter, goal.key),
        result=presenter.facts(
            "goal",
            ("result/outcome", presenter.option("status", goal.result.outcome)),
            ("result/grade", presenter.number(goal.result.grade)),
            ("result/lessons", presenter.words(goal.result.lessons)),
            ("result/successor", presenter.ref(goal.result.successor)),
        )
        if goal.result
        else (),
        score=course_view(score, undertaking, goal.checkins, amounts, presenter) if score else None,
    )


def expectation(expected: str, presenter: Presenter) -> Phrase | None:
    """Return how progress is expected, where that is not the usual straight line."""
    return None if expected == "linear" else presenter.option("expected", expected)


def measure_facts(
    kind: str, path: str, measurable: Measurable, amounts: Amounts, presenter: Presenter
) -> tuple[Fact, ...]:
    """Return the facts of how a result is measured; ``path`` is the field that holds them."""

    def written(amount: Decimal | None) -> Quantity | None:
        return None if amount is None else Quantity(amounts.exact(amount))

    return presenter.facts(
        kind,
        (f"{path}/type", presenter.option("measure", measurable.type)),
        (f"{path}/metric", presenter.ref(measurable.metric)),
        (f"{path}/subject", presenter.named(measurable.subject)),
        (f"{path}/subjects", tuple(presenter.named(one) for one in measurable.subjects)),
        (f"{path}/baseline", written(measurable.baseline)),
        (f"{path}/target", written(measurable.target)),
        (f"{path}/min", written(measurable.min)),
        (f"{path}/max", written(measurable.max)),
        (f"{path}/per", presenter.option("per", measurable.per)),
        (f"{path}/share", presenter.percent(measurable.share)),
        (f"{path}/source", _source(measurable.source, presenter)),
    )


def scope_facts(
    kind: str, path: str, scope: Scope | None, presenter: Presenter
) -> tuple[Fact, ...]:
    """Return the facts of a share of the work; ``path`` is the field that holds it."""
    if scope is None:
        return ()
    return presenter.facts(
        kind,
        (f"{path}/territories", presenter.terms(scope.territories)),
        (f"{path}/product_lines", presenter.terms(scope.product_lines)),
        (f"{path}/partners", presenter.refs(scope.partners)),
    )


def reward_view(reward: Reward, presenter: Presenter) -> RewardView:
    """Return one line of a table of rewards, of a goal or of an incentive scheme."""
    return RewardView(
        when=presenter.percent(reward.when),
        kind=presenter.option("reward", reward.kind),
        amount=presenter.number(
            reward.amount, reward.currency or presenter.handbook.settings.currency
        ),
        text=presenter.words(reward.text),
    )


def _source(source: Key | Text | None, presenter: Presenter) -> Shown:
    """Return where readings come from: a tool, or words."""
    return presenter.ref(source) if isinstance(source, Key) else presenter.words(source)


def _milestone(
    milestone: Milestone, amounts: Amounts, presenter: Presenter, *, is_late: bool
) -> MilestoneView:
    done = milestone.done
    share = done if isinstance(done, float) else None
    return MilestoneView(
        due=presenter.day(milestone.due),
        title=presenter.words(milestone.title),
        value=None if milestone.value is None else Quantity(amounts.exact(milestone.value)),
        weight=presenter.number(milestone.weight),
        is_done=None
        if done is None or share is not None
        else is_done(done, presenter.scores.as_of),
        done_on=presenter.day(done) if isinstance(done, date) else None,
        done_share=presenter.percent_rounded(exact(share)) if share is not None else None,
        is_late=is_late,
    )


def _bar(goal: Goal, presenter: Presenter) -> Shown:
    score = presenter.scores.goals.get(goal.id)
    return progress_bar_of(score, presenter) if score else None


def _value_of_target(goal: Goal, presenter: Presenter) -> Shown:
    """Return the actual figure of the target, in the goal's unit."""
    score = presenter.scores.goals.get(goal.id)
    if score is None or score.target is None or score.actual is None:
        return None
    amounts = amounts_of(goal.measurable, score, presenter)
    figures = {"value": amounts.of(score.actual), "target": amounts.of(score.target)}
    return Phrase("figure.value_of_target", figures)


def _actual(goal: Goal, presenter: Presenter) -> Cell:
    score = presenter.scores.goals.get(goal.id)
    return plain_figure(score.actual) if score is not None else None


def _target(goal: Goal, presenter: Presenter) -> Cell:
    score = presenter.scores.goals.get(goal.id)
    return plain_figure(score.target) if score is not None else None


def _unit(goal: Goal, presenter: Presenter) -> Cell:
    score = presenter.scores.goals.get(goal.id)
    return score.unit if score is not None else None


def _progress(goal: Goal, presenter: Presenter) -> Cell:
    score = presenter.scores.goals.get(goal.id)
    return plain_figure(score.progress) if score is not None else None


def _smart(goal: Goal, presenter: Presenter) -> Cell:
    score = presenter.scores.goals.get(goal.id)
    smart = score.smart if score is not None else None
    return smart.total if smart is not None else None


def _progress_key(goal: Goal, presenter: Presenter) -> str:
    score = presenter.scores.goals.get(goal.id)
    if score is None or score.progress is None:
        return ""
    return f"{float(score.progress):.6f}"


def _status(goal: Goal, presenter: Presenter) -> Shown:
    score = presenter.scores.goals.get(goal.id)
    return state_view("status", score.status) if score else None


def _status_key(goal: Goal, presenter: Presenter) -> str:
    score = presenter.scores.goals.get(goal.id)
    return score.status if score else ""


def _written(goal: Goal, presenter: Presenter) -> Shown:
    """Return the SMART score."""
    score = presenter.scores.goals.get(goal.id)
    smart = score.smart if score is not None else None
    return presenter.number(smart.total) if smart is not None else None


def goal_order(goal: Goal) -> tuple[int, str]:
    """Return the place of a goal among others: the latest period first."""
    return (newest_first(goal.period), goal.id)


PAGE: Final = PageKind(
    record=Goal,
    template="goal.html",
    view=view_goal,
    columns=(
        Column(
            "owner",
            lambda goal, presenter: presenter.ref(goal.owner),
            facet="owner",
            key=lambda goal, _: goal.owner.id if goal.owner else "",
        ),
        Column(
            "",
            _value_of_target,
            Phrase("figure.value"),
            is_right=True,
            plain=(
                (Phrase("table.actual"), _actual),
                (Phrase("table.target"), _target),
                (Phrase("table.unit"), _unit),
            ),
        ),
        Column(
            "",
            _bar,
            Phrase("figure.progress"),
            key=_progress_key,
            plain=((Phrase("figure.progress"), _progress),),
        ),
        Column(
            "", _status, Phrase("figure.status"), facet="status", key=_status_key, order=WORST_FIRST
        ),
        Column(
            "",
            _written,
            Phrase("figure.smart"),
            is_right=True,
            plain=((Phrase("figure.smart"), _smart),),
        ),
    ),
    order=goal_order,
    more=checkin_pages,
)
