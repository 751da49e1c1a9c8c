"""Roll-up: what goals come to for an objective, a person and a team (scoring.md, 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.model.team import Team
from planbook.periods import Period
from planbook.quantities import Amount, Count, Ratio, Share, as_decimal, exact, weight_of
from planbook.scoring.goals import score_undertaking
from planbook.scoring.pace import JUDGED, judge_pace, pace_of, worst
from planbook.scoring.results import (
    Arithmetic,
    Basis,
    Contribution,
    GoalScore,
    Input,
    MetricTotals,
    ObjectiveScore,
    RollUp,
    Status,
    TeamScore,
    WorstBelow,
)
from planbook.scoring.series import AllSeries, stays_in, teams_within
from planbook.scoring.settings import ScoringSettings
from planbook.scoring.undertaking import (
    amount_at,
    change,
    clamp,
    objective_undertaking,
    span_of,
    unit_of,
)

_ONE, _NONE = Fraction(1), Fraction(0)


def score_objectives(
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    all_series: AllSeries,
    settings: ScoringSettings,
    as_of: date,
) -> dict[str, ObjectiveScore]:
    """Return how every objective in force goes, those below it first."""
    scored: dict[str, ObjectiveScore] = {}
    standings = {
        id_: score.status
        for id_, score in goals.items()
        if (goal := handbook.find(Goal, score.key)) is not None and contributes(goal, score)
    }
    for objective in _from_below(handbook):
        scored[objective.id] = score_objective(
            objective, handbook, goals, standings, scored, all_series, settings, as_of
        )
    return {id_: scored[id_] for id_ in sorted(scored)}


def score_objective(
    objective: Objective,
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    standings: Mapping[str, Status],
    objectives: Mapping[str, ObjectiveScore],
    all_series: AllSeries,
    settings: ScoringSettings,
    as_of: date,
) -> ObjectiveScore:
    """Return how ``objective`` goes: by its own measure where that is read, else by what is below.

    ``goals`` and ``objectives`` are the figures of those below it; ``standings`` are the statuses
    of all goals that contribute to something, at any depth.
    """
    parts = tuple(_parts(objective, handbook, goals, objectives, as_of))
    undertaking = objective_undertaking(objective, settings)
    measured = (
        score_undertaking(undertaking, handbook, all_series, settings, as_of)
        if undertaking is not None
        else None
    )
    below = _worst_below(objective, handbook, standings, objectives)
    return _score(objective, parts, measured, below, handbook, settings, as_of)


def contributes(goal: Goal, score: GoalScore) -> bool:
    """Return whether ``goal`` counts in what it supports: not alone, and not cancelled."""
    return goal.is_in_force and not goal.relevant.standalone and score.status != "cancelled"


def _from_below(handbook: Handbook) -> list[Objective]:
    """Return the objectives in force, each after all that support it."""
    waiting = {one.id: one for one in handbook.all(Objective) if one.is_in_force}
    below = {
        id_: {key.id for key in handbook.referring(one.key, Objective.KIND, "/supports")}
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
    scored: Mapping[str, ObjectiveScore],
    as_of: date,
) -> Iterator[Contribution]:
    for key in handbook.referring(objective.key, Goal.KIND, "/relevant/supports"):
        goal, score = handbook.find(Goal, key), goals.get(key.id)
        if goal is None or score is None or not contributes(goal, score):
            continue
        yield _goal_part(goal, score, weight_of(goal.relevant.contribution), as_of)
    for key in handbook.referring(objective.key, Objective.KIND, "/supports"):
        if key.id in scored:
            yield _objective_part(key, handbook.find(Objective, key), scored[key.id])


def _goal_part(goal: Goal, score: GoalScore, weight: Decimal, as_of: date) -> Contribution:
    """Return what a goal adds. One that has not started counts with 0, and 0 is expected of it."""
    progress, expected = score.progress, score.expected
    if score.status == "not_started":
        progress, expected = _NONE, _NONE
    elif goal.measurable.type == "keep_within":
        span = span_of(goal)
        gone = span.share_gone(as_of) if span is not None else _ONE
        progress, expected = _kept_so_far(score.progress, gone), gone
    return Contribution(
        score.key,
        weight,
        None if progress is None else clamp(progress),
        score.status,
        None if expected is None else clamp(expected),
        _amount(goal, score.progress),
        _amount(goal, expected),
        score.unit,
    )


def _kept_so_far(progress: Fraction | None, gone: Fraction) -> Fraction | None:
    return None if progress is None else progress * gone


def _amount(goal: Goal, progress: Fraction | None) -> Fraction | None:
    return None if progress is None else amount_at(goal.measurable, progress)


def _objective_part(key: Key, objective: Objective | None, score: ObjectiveScore) -> Contribution:
    """Return what an objective adds to the one above.

    It counts with the contributions of all below it together, at least 1 where it has a measure of
    its own.
    """
    weight = sum((part.weight for part in score.children), Decimal(0))
    if objective is not None and objective.measure is not None:
        weight = max(weight, Decimal(1))
    value, expected_value = score.rollup.value, score.rollup.expected_value
    if score.basis == "measure" and objective is not None and objective.measure is not None:
        value, expected_value = (
            None if share is None else amount_at(objective.measure, share)
            for share in (score.progress, score.expected)
        )
    return Contribution(
        key,
        weight,
        None if score.progress is None else clamp(score.progress),
        score.status,
        None if score.expected is None else clamp(score.expected),
        value,
        expected_value,
        score.unit,
    )


def _score(
    objective: Objective,
    parts: tuple[Contribution, ...],
    measured: GoalScore | None,
    below: WorstBelow | None,
    handbook: Handbook,
    settings: ScoringSettings,
    as_of: date,
) -> ObjectiveScore:
    rolled = _roll_up(objective, parts, handbook)
    if measured is not None and measured.progress is not None:
        return ObjectiveScore(
            key=objective.key,
            progress=measured.progress,
            status=measured.status,
            basis="measure",
            expected=measured.expected,
            pace=measured.pace,
            children=parts,
            rollup=rolled,
            measured=measured,
            worst_below=below,
            value=measured.actual,
            unit=measured.unit,
            arithmetic=measured.arithmetic,
        )
    reach_for = settings.aspirational_success if objective.aspires else _ONE
    pace = pace_of(rolled.progress, rolled.expected, reach_for)
    arithmetic = dict(rolled.arithmetic)
    if pace is not None and rolled.progress is not None and rolled.expected is not None:
        inputs = [Input("progress", Share(rolled.progress))]
        inputs.append(Input("expected", Share(rolled.expected)))
        if reach_for != 1:
            inputs.append(Input("mark", Share(reach_for)))
        arithmetic["pace"] = Arithmetic("pace.ratio", tuple(inputs), Ratio(pace))
    return ObjectiveScore(
        key=objective.key,
        progress=rolled.progress,
        status=_status(objective, rolled, parts, reach_for, settings, as_of),
        basis=rolled.basis,
        expected=rolled.expected,
        pace=pace,
        children=parts,
        rollup=rolled,
        measured=measured,
        worst_below=below,
        reason=rolled.reason,
        value=None if rolled.value is None else as_decimal(rolled.value),
        unit=rolled.unit,
        arithmetic=arithmetic,
    )


def _status(
    objective: Objective,
    rolled: RollUp,
    parts: tuple[Contribution, ...],
    reach_for: Fraction,
    settings: ScoringSettings,
    as_of: date,
) -> Status:
    """Return the status of an objective by what is below it: its pace while its period runs.

    Nothing below decides alone; what is achieved or missed is told once the period is over and
    the last readings are in.
    """
    period = objective.period
    if period is not None and as_of < period.start:
        return "not_started"
    ended = period is not None and as_of > period.end
    if ended and any(part.status == "awaiting_final" for part in parts):
        return "awaiting_final"
    if rolled.progress is None:
        span = span_of(objective)
        early = span is not None and span.share_gone(as_of) < settings.pace.grace
        return "too_early" if early else "unknown"
    if ended:
        return "achieved" if rolled.progress >= reach_for else "missed"
    if rolled.expected is None or rolled.expected <= 0:
        return "too_early"
    return judge_pace(rolled.progress, rolled.expected, settings.pace, reach_for)


def _roll_up(objective: Objective, parts: tuple[Contribution, ...], handbook: Handbook) -> RollUp:
    counted = tuple(part for part in parts if part.weight > 0)
    if objective.rollup == "none":
        return RollUp("none", reason="none", of=len(counted))
    basis: Basis = "sum" if objective.rollup == "sum" else "mean"
    if not counted:
        return RollUp(basis, reason="no_contribution")
    if basis == "sum":
        return _sum(objective, counted, handbook)
    progress, why = mean_of(counted)
    expected, _ = mean_of(counted, expected=True)
    read = sum(part.progress is not None for part in counted)
    return RollUp(
        "mean",
        progress,
        expected,
        read,
        len(counted),
        reason="" if progress is not None else "no_reading",
        arithmetic={"progress": why} if progress is not None else {},
    )


def mean_of(
    parts: Iterable[Contribution], *, expected: bool = False
) -> tuple[Fraction | None, Arithmetic]:
    """Return the weighted mean of the parts' progress between 0 and 1, and why.

    ``expected`` asks for what is expected of the same parts. Parts without a reading are unknown
    and stay out; so do those of weight 0.
    """
    known = [
        (part, exact(part.weight), clamp(share or _NONE))
        for part in parts
        if part.progress is not None
        and part.weight > 0
        and (share := part.expected if expected else part.progress) is not None
    ]
    weights = sum((weight for _, weight, _ in known), _NONE)
    if not weights:
        return None, Arithmetic("rollup.mean")
    inputs = tuple(
        one
        for part, _, share in known
        for one in (
            Input("part", Share(share), part.key),
            Input("weight", Ratio(part.weight), part.key),
        )
    )
    total = sum((weight * share for _, weight, share in known), _NONE)
    return total / weights, Arithmetic("rollup.mean", inputs, Share(total / weights))


def _sum(objective: Objective, counted: tuple[Contribution, ...], handbook: Handbook) -> RollUp:
    """Return the values of the parts added up, against the objective's own measure.

    Expected is what is expected of those that are read, on the same scale.
    """
    measure = objective.measure
    own = unit_of(measure, handbook) if measure is not None else ""
    units = {part.unit for part in counted if part.unit} | ({own} if own else set())
    of = len(counted)
    if len(units) > 1:
        return RollUp("sum", reason="units_differ", of=of)
    unit = next(iter(units), "")
    started = tuple(part for part in counted if part.status != "not_started")
    read = tuple(part for part in started if part.value is not None)
    known = len(read) + len(counted) - len(started)
    if not read and started:
        return RollUp("sum", reason="no_reading", of=of, unit=unit)
    total = sum((part.value for part in read if part.value is not None), _NONE)
    expected_total = sum(
        (part.expected_value for part in read if part.expected_value is not None), _NONE
    )
    progress = change(measure, total) if measure is not None else None
    if measure is None or progress is None:
        return RollUp("sum", None, None, known, of, total, expected_total, unit, reason="no_target")
    expected = change(measure, expected_total)
    inputs = [
        Input("part", Amount(part.value, unit), part.key) for part in read if part.value is not None
    ]
    if measure.type != "reach" and measure.baseline is not None:
        baseline = Amount(measure.baseline, unit)
        inputs.append(Input("baseline", baseline, objective.key, "/measure/baseline"))
    if measure.target is not None:
        target = Amount(measure.target, unit)
        inputs.append(Input("target", target, objective.key, "/measure/target"))
    formula = "rollup.total" if measure.type == "reach" else "rollup.sum"
    why = Arithmetic(formula, tuple(inputs), Share(progress))
    return RollUp(
        "sum",
        progress,
        expected,
        known,
        of,
        total,
        expected_total,
        unit,
        arithmetic={"progress": why},
    )


def _worst_below(
    objective: Objective,
    handbook: Handbook,
    standings: Mapping[str, Status],
    scored: Mapping[str, ObjectiveScore],
) -> WorstBelow | None:
    """Return the worst status among the goals below, each once, at any depth.

    An objective with no goal below it stands for itself.
    """
    leaves = _leaves(objective.key, handbook, standings, scored)
    if not leaves:
        return None
    counts = Counter(leaves.values())
    lowest = worst(*counts)
    return WorstBelow(lowest, counts[lowest], len(leaves), dict(counts))


def _leaves(
    above: Key,
    handbook: Handbook,
    standings: Mapping[str, Status],
    scored: Mapping[str, ObjectiveScore],
) -> dict[Key, Status]:
    found: dict[Key, Status] = {}
    waiting = [above]
    seen = {above}
    while waiting:
        current = waiting.pop()
        own: dict[Key, Status] = {}
        for key in handbook.referring(current, Goal.KIND, "/relevant/supports"):
            status = standings.get(key.id)
            if status is not None:
                own[key] = status
        under = [
            key
            for key in handbook.referring(current, Objective.KIND, "/supports")
            if key.id in scored
        ]
        if not own and not under and current != above:
            found[current] = scored[current.id].status
        found.update(own)
        for key in under:
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return found


def present_goals(
    handbook: Handbook, goals: Mapping[str, GoalScore], owner: Key, as_of: date
) -> tuple[Contribution, ...]:
    """Return the goals of ``owner`` whose period ``as_of`` lies in, by id, as they count together.

    Weights are shares of the goals of one length; each length counts by how many it has, so that
    goals without weights count alike.
    """
    found: list[tuple[int, Goal, GoalScore]] = []
    for key in handbook.referring(owner, Goal.KIND, "/owner"):
        goal, score = handbook.find(Goal, key), goals.get(key.id)
        if goal is None or score is None or score.status == "cancelled":
            continue
        period = period_of(goal)
        if period is not None and period.contains(as_of):
            found.append((_length(period), goal, score))
    return tuple(_present(found))


def _present(found: list[tuple[int, Goal, GoalScore]]) -> Iterator[Contribution]:
    of_length: dict[int, list[Decimal]] = {}
    for length, goal, _ in found:
        of_length.setdefault(length, []).append(weight_of(goal.weight))
    for length, goal, score in found:
        together = of_length[length]
        total = sum(together)
        share = weight_of(goal.weight) * len(together) / total if total > 0 else Decimal(0)
        yield Contribution(
            score.key,
            share,
            score.progress,
            score.status,
            score.expected,
            unit=score.unit,
        )


def _length(period: Period) -> int:
    """Return how long a period is in months, so that quarters of 90 and 92 days are alike."""
    return round(period.days / 30.4)


def period_of(goal: Goal) -> Period | None:
    """Return the period that ``goal`` belongs to: the written one, else its own days."""
    if goal.period is not None:
        return goal.period
    span = span_of(goal)
    return Period(span.start, span.due, "range", span.start.year) if span else None


def running_goals(
    owner: Key, handbook: Handbook, goals: Mapping[str, GoalScore], as_of: date
) -> Iterator[Contribution]:
    """Yield what the goals of ``owner`` that run on ``as_of`` add to a team's figures, by id."""
    for key in handbook.referring(owner, Goal.KIND, "/owner"):
        goal, score = handbook.find(Goal, key), goals.get(key.id)
        span = span_of(goal) if goal is not None else None
        if score is None or span is None or score.status == "cancelled":
            continue
        if span.start <= as_of <= span.due:
            yield Contribution(score.key, Decimal(1), score.progress, score.status)


def net_confidence_of(counts: Mapping[Status, int]) -> tuple[Fraction | None, int]:
    """Return the share on track less the share off track, and of how many goals.

    Those count that have one of the three statuses of pace; None where there are none.
    """
    judged = sum(counts.get(status, 0) for status in JUDGED)
    net = counts.get("on_track", 0) - counts.get("off_track", 0)
    return (Fraction(net, judged) if judged else None), judged


def score_team(
    team: Team,
    handbook: Handbook,
    running: Callable[[Key], Iterable[Contribution]],
    metrics: tuple[MetricTotals, ...],
    as_of: date,
) -> TeamScore:
    """Return how the running goals of ``team`` stand: its own, its people's and those below.

    ``running`` says which of an owner's do (`running_goals`). ``metrics`` are the team's totals.
    """
    within = teams_within(team.key, handbook)
    people = (member.subject for member in stays_in(within, handbook) if member.covers(as_of))
    parts = [part for owner in dict.fromkeys((*within, *people)) for part in running(owner)]
    counts = Counter(part.status for part in parts)
    progress, why = mean_of(parts)
    arithmetic = {"progress": why} if progress is not None else {}
    net, judged = net_confidence_of(counts)
    if net is None:
        return TeamScore(team.key, None, dict(counts), progress, metrics, arithmetic)
    inputs = (
        Input("on_track", Count(counts["on_track"])),
        Input("off_track", Count(counts["off_track"])),
        Input("judged", Count(judged)),
    )
    arithmetic["net_confidence"] = Arithmetic("net_confidence", inputs, Share(net))
    return TeamScore(team.key, net, dict(counts), progress, metrics, arithmetic)
