"""Roll-up: what goals add up to for an objective, a person and a team; and the grade at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.noun import Noun
from planbook.model.objective import Objective
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.periods import Period, parse_period
from planbook.quantities import exact
from planbook.scoring.pace import JUDGED, worst
from planbook.scoring.progress import change, clamp, span_of, unit_of
from planbook.scoring.results import (
    Arithmetic,
    Colour,
    Contribution,
    GoalScore,
    Input,
    ObjectiveScore,
    Status,
    TeamScore,
)
from planbook.scoring.series import as_decimal

GREEN_FROM: Final = Decimal("0.7")
AMBER_FROM: Final = Decimal("0.4")


def grade_of(progress: Fraction) -> Decimal:
    """Return the grade that ``progress`` earns at the end: 0 to 1, one decimal, halves up."""
    return Decimal(floor(clamp(progress) * 10 + Fraction(1, 2))).scaleb(-1)


def colour_of(grade: Decimal) -> Colour:
    """Return the colour of a grade."""
    if grade >= GREEN_FROM:
        return "green"
    return "amber" if grade >= AMBER_FROM else "red"


def counts_now(noun: Noun) -> bool:
    """Return whether a document is in force: neither a draft nor archived."""
    return noun.state == "active"


def contribution_of(goal: Goal, score: GoalScore) -> Contribution:
    """Return what ``goal`` adds to a roll-up."""
    weight = Decimal(1) if goal.weight is None else goal.weight
    return Contribution(score.key, weight, score.progress, score.status, score.actual, score.unit)


def mean_of(parts: Iterable[Contribution]) -> tuple[Fraction | None, Arithmetic]:
    """Return the weighted mean of the parts' progress between 0 and 1, and why.

    Parts without a reading are unknown and stay out; so do those of weight 0.
    """
    known = [
        (part, exact(part.weight), clamp(part.progress))
        for part in parts
        if part.progress is not None and part.weight > 0
    ]
    weights = sum((weight for _, weight, _ in known), Fraction(0))
    inputs = tuple(
        one
        for part, _, progress in known
        for one in (
            Input("part", progress, part.key),
            Input("weight", part.weight, part.key, "/weight"),
        )
    )
    if not weights:
        return None, Arithmetic("rollup.mean")
    total = sum((weight * progress for _, weight, progress in known), Fraction(0))
    return total / weights, Arithmetic("rollup.mean", inputs, total / weights)


def score_objectives(
    handbook: Handbook, goals: Mapping[str, GoalScore]
) -> dict[str, ObjectiveScore]:
    """Return what every objective in force adds up to, those below it first.

    An objective counts in the one above it with the weight of all its goals together, so that
    the figure at the top is the weighted mean of the goals themselves.
    """
    scored: dict[str, tuple[ObjectiveScore, Decimal]] = {}
    for objective in _from_below(handbook):
        parts = tuple(_parts(objective, handbook, goals, scored))
        weight = sum((part.weight for part in parts), Decimal(0))
        scored[objective.id] = _score_objective(objective, parts, handbook), weight
    return {id_: scored[id_][0] for id_ in sorted(scored)}


def _from_below(handbook: Handbook) -> list[Objective]:
    """Return the objectives in force, each after all that support it."""
    waiting = {one.id: one for one in handbook.all(Objective) if counts_now(one)}
    below = {
        id_: {key.id for key in handbook.referring(_key(one), Objective.KIND, "/supports")}
        & waiting.keys()
        for id_, one in waiting.items()
    }
    above: dict[str, list[str]] = {}
    for id_, supporters in below.items():
        for supporter in supporters:
            above.setdefault(supporter, []).append(id_)
    ready = [id_ for id_ in waiting if not below[id_]]
    ordered: list[Objective] = []
    while ready:
        id_ = ready.pop()
        ordered.append(waiting[id_])
        for upper in above.get(id_, ()):
            below[upper].discard(id_)
            if not below[upper]:
                ready.append(upper)
    return ordered


def _parts(
    objective: Objective,
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    scored: Mapping[str, tuple[ObjectiveScore, Decimal]],
) -> Iterable[Contribution]:
    for key in handbook.referring(_key(objective), Goal.KIND, "/relevant/supports"):
        goal = handbook.find(Goal, key.id)
        if goal is None or not counts_now(goal) or goal.relevant.standalone:
            continue
        if key.id in goals:
            yield contribution_of(goal, goals[key.id])
    for key in handbook.referring(_key(objective), Objective.KIND, "/supports"):
        if key.id in scored:
            score, weight = scored[key.id]
            yield Contribution(key, weight, score.progress, score.status, score.value, score.unit)


def _score_objective(
    objective: Objective, parts: tuple[Contribution, ...], handbook: Handbook
) -> ObjectiveScore:
    key = _key(objective)
    counted = tuple(part for part in parts if part.weight > 0)
    if not counted:
        return ObjectiveScore(key, None, "unknown", parts, "no_contribution")
    status = worst(*(part.status for part in counted))
    if objective.rollup == "none":
        return ObjectiveScore(key, None, status, parts, "none")
    if objective.rollup == "sum":
        return _sum(objective, key, counted, parts, status, handbook)
    progress, why = mean_of(parts)
    reason = "no_reading" if progress is None else ""
    return ObjectiveScore(key, progress, status, parts, reason, arithmetic={"progress": why})


def _sum(
    objective: Objective,
    key: Key,
    counted: tuple[Contribution, ...],
    parts: tuple[Contribution, ...],
    status: Status,
    handbook: Handbook,
) -> ObjectiveScore:
    """Return the values of the parts added up, against the objective's own measure.

    A part that has not begun adds nothing; one that nobody has read makes the sum unknown.
    """
    measure = objective.measure
    units = {part.unit for part in counted if part.unit}
    own = unit_of(measure, handbook) if measure is not None else ""
    if len(units | {own or next(iter(units), "")}) > 1:
        return ObjectiveScore(key, None, status, parts, "units_differ")
    unit = own or next(iter(units), "")
    read = tuple(part for part in counted if part.value is not None)
    if not read or any(part.value is None and part.status != "not_started" for part in counted):
        return ObjectiveScore(key, None, status, parts, "no_reading", unit=unit)
    total = sum((exact(part.value) for part in read if part.value is not None), Fraction(0))
    value = as_decimal(total)
    progress = change(measure, total) if measure is not None else None
    if measure is None or progress is None:
        return ObjectiveScore(key, None, status, parts, "no_target", value, unit)
    why = Arithmetic(
        "rollup.sum",
        (
            *(Input("part", part.value, part.key, "", unit) for part in read),
            Input("baseline", measure.baseline, key, "/measure/baseline", unit),
            Input("target", measure.target, key, "/measure/target", unit),
        ),
        progress,
    )
    return ObjectiveScore(key, progress, status, parts, "", value, unit, {"progress": why})


def present_goals(
    handbook: Handbook, goals: Mapping[str, GoalScore], owner: Key, as_of: date
) -> tuple[Contribution, ...]:
    """Return the goals of ``owner`` whose period ``as_of`` lies in, by id."""
    found: list[Contribution] = []
    for key in handbook.referring(owner, Goal.KIND, "/owner"):
        goal = handbook.find(Goal, key.id)
        if goal is None or key.id not in goals or not counts_now(goal):
            continue
        period = period_of(goal, handbook.settings.fiscal_year_start)
        if period is not None and period.contains(as_of):
            found.append(contribution_of(goal, goals[key.id]))
    return tuple(found)


def period_of(goal: Goal, fiscal_year_start: int) -> Period | None:
    """Return the period that ``goal`` belongs to: the written one, else its own days."""
    written = goal.period
    if isinstance(written, str):
        return parse_period(written, fiscal_year_start)
    if written is not None:
        return parse_period({"start": written.start, "end": written.end})
    span = span_of(goal, fiscal_year_start)
    return parse_period({"start": span.start, "end": span.due}) if span else None


def score_teams(
    handbook: Handbook, goals: Mapping[str, GoalScore], as_of: date
) -> dict[str, TeamScore]:
    """Return how the running goals of every team stand: its own, its people's and those below."""
    owned: dict[Key, list[Status]] = {}
    for id_, score in goals.items():
        goal = handbook.find(Goal, id_)
        if goal is None or not counts_now(goal):
            continue
        owner = handbook.resolve(goal.owner, (Person.KIND, Team.KIND))
        span = span_of(goal, handbook.settings.fiscal_year_start)
        if owner is not None and span is not None and span.start <= as_of <= span.due:
            owned.setdefault(owner, []).append(score.status)
    return {
        team.id: _score_team(team, owned, handbook)
        for team in handbook.all(Team)
        if counts_now(team)
    }


def _score_team(team: Team, owned: Mapping[Key, list[Status]], handbook: Handbook) -> TeamScore:
    counts: Counter[Status] = Counter()
    for owner in _within(team, handbook):
        counts.update(owned.get(owner, ()))
    judged = sum(counts[status] for status in JUDGED)
    key = Key(Team.KIND, team.id)
    if not judged:
        return TeamScore(key, None, dict(counts))
    net = Fraction(counts["on_track"] - counts["off_track"], judged)
    why = Arithmetic(
        "net_confidence",
        (
            Input("on_track", Decimal(counts["on_track"])),
            Input("off_track", Decimal(counts["off_track"])),
            Input("judged", Decimal(judged)),
        ),
        net,
    )
    return TeamScore(key, net, dict(counts), {"net_confidence": why})


def _within(team: Team, handbook: Handbook) -> Iterable[Key]:
    """Yield a team, the teams below it, and all their people, each once."""
    waiting = [Key(Team.KIND, team.id)]
    seen = set(waiting)
    while waiting:
        current = waiting.pop()
        yield current
        yield from handbook.referring(current, Person.KIND, "/team")
        for below in handbook.referring(current, Team.KIND, "/parent"):
            if below not in seen:
                seen.add(below)
                waiting.append(below)


def _key(objective: Objective) -> Key:
    return Key(Objective.KIND, objective.id)
