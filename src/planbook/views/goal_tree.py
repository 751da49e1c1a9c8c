"""Goals and objectives as a tree: what serves each, by team, each with its course in a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal, Measurable
from planbook.model.objective import Objective
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.scoring.results import GoalScore, ObjectiveScore
from planbook.scoring.undertaking import unit_of
from planbook.views.branches import Branch
from planbook.views.figures import state_view
from planbook.views.goal_score import progress_bar_of
from planbook.views.objective import WorstBelowView, worst_below_view
from planbook.views.people_by_team import team_title
from planbook.views.presenter import Presenter
from planbook.views.words import (
    NO_WORDS,
    BarView,
    Label,
    Phrase,
    Quantity,
    Ref,
    StateView,
    Words,
)

_OPEN_LEVELS: Final = 2
_NOBODYS: Final = Key("", "")


class TreeLine(msgspec.Struct, frozen=True):
    """A goal or an objective in a line, and what serves it.

    ``worst`` is what is behind among the goals below an objective. ``left_out`` of those that
    serve it are not shown; ``place`` leads to all of them. ``reason`` says why it serves nothing.
    """

    ref: Ref
    is_objective: bool
    status: StateView | None
    bar: BarView | None
    target: Quantity | None
    owner: Ref | None
    worst: WorstBelowView | None
    reason: Words
    groups: tuple[TreeGroup, ...]
    left_out: int
    place: str
    is_open: bool


class TreeGroup(msgspec.Struct, frozen=True):
    """What stands together in the tree: goals of one team, or what is over.

    ``team`` leads to the team. Without a ``title`` there is but one group.
    """

    lines: tuple[TreeLine, ...]
    title: Label | None = None
    team: Ref | None = None
    is_open: bool = True


def tree_of(
    branches: Sequence[Branch], presenter: Presenter, *, with_reasons: bool = False
) -> tuple[TreeGroup, ...]:
    """Return ``branches`` as they are shown, two levels open."""
    return tuple(_groups(branches, presenter, 0, with_reasons=with_reasons))


def target_of(measure: Measurable, presenter: Presenter) -> Quantity | None:
    """Return the value that is aimed at: a target, or the limits of a range."""
    unit = unit_of(measure, presenter.handbook)
    if measure.target is not None:
        return presenter.number(measure.target, unit)
    low, high = measure.min, measure.max
    shown = [presenter.formats.number(one, unit) for one in (low, high) if one is not None]
    if len(shown) == 2:
        return Quantity(" – ".join(shown))
    return Quantity(f"{'≥' if high is None else '≤'} {shown[0]}") if shown else None


def _groups(
    branches: Sequence[Branch], presenter: Presenter, depth: int, *, with_reasons: bool
) -> Iterator[TreeGroup]:
    """Yield the objectives, then the goals by the teams of their owners, then what is over."""

    def shown(some: Sequence[Branch], depth: int) -> tuple[TreeLine, ...]:
        lines = (_line(one, presenter, depth, with_reasons=with_reasons) for one in some)
        return tuple(line for line in lines if line is not None)

    now = [one for one in branches if not _is_over(one.key, presenter)]
    over = [one for one in branches if _is_over(one.key, presenter)]
    if not now:
        now, over = over, []
    objectives = [one for one in now if one.key.kind == Objective.KIND]
    if objectives:
        yield TreeGroup(shown(objectives, depth))
    teams: dict[Key | None, list[Branch]] = defaultdict(list)
    for one in now:
        if one.key.kind != Objective.KIND:
            teams[_team_of(one.key, presenter)].append(one)
    if len(teams) < 2:
        goals = [one for some in teams.values() for one in some]
        if goals:
            yield TreeGroup(shown(goals, depth))
    else:
        for team, some in sorted(
            teams.items(), key=lambda each: (each[0] is None, each[0] or _NOBODYS)
        ):
            title, ref = team_title(team, presenter)
            yield TreeGroup(shown(some, depth + 1), title, ref, depth < _OPEN_LEVELS)
    if over:
        yield TreeGroup(shown(over, _OPEN_LEVELS), Phrase("tree.over"), is_open=False)


def _is_over(key: Key, presenter: Presenter) -> bool:
    record = presenter.handbook.records[key]
    assert isinstance(record, Goal | Objective)
    score = presenter.scores.goals.get(key.id) if isinstance(record, Goal) else None
    if score is not None and score.status == "awaiting_final":
        return False
    return record.period is not None and record.period.end < presenter.scores.as_of


def _team_of(key: Key, presenter: Presenter) -> Key | None:
    """Return the team of a goal's owner, or None."""
    goal = presenter.handbook.find(Goal, key)
    owner = goal.owner if goal is not None else None
    if owner is None or owner.kind == Team.KIND:
        return owner
    person = presenter.handbook.find(Person, owner)
    return person.team if person is not None else None


def _line(
    branch: Branch, presenter: Presenter, depth: int, *, with_reasons: bool
) -> TreeLine | None:
    key = branch.key
    ref = presenter.ref(key)
    record = presenter.handbook.records[key]
    if ref is None or not isinstance(record, Goal | Objective):
        return None
    score: GoalScore | ObjectiveScore | None
    worst, reason = None, NO_WORDS
    if isinstance(record, Goal):
        measure: Measurable | None = record.measurable
        score, place = presenter.scores.goals.get(key.id), ref.href
        if with_reasons:
            reason = presenter.words(record.relevant.standalone)
    else:
        measure, place = record.measure, presenter.to("alignment", key.id)
        score = presenter.scores.objectives.get(key.id)
        worst = worst_below_view(score.worst_below) if score else None
    return TreeLine(
        ref=ref,
        is_objective=isinstance(record, Objective),
        status=state_view("status", score.status) if score else None,
        bar=progress_bar_of(score, presenter) if score else None,
        target=target_of(measure, presenter) if measure else None,
        owner=presenter.ref(record.owner),
        worst=worst,
        reason=reason,
        groups=tuple(_groups(branch.below, presenter, depth + 1, with_reasons=with_reasons)),
        left_out=branch.left_out,
        place=place,
        is_open=depth < _OPEN_LEVELS,
    )
