"""Pace: what is expected by now, how progress compares with it, and the status that follows.

Status is the worse of what the arithmetic says and what the human in charge says: automation may
lower a status, never raise one above the human's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Checkin, Goal
from planbook.quantities import exact
from planbook.scoring.boundaries import CADENCE_DAYS, last_boundary
from planbook.scoring.progress import Span, change, weight_of
from planbook.scoring.results import Arithmetic, Input, OverrideScore, Status
from planbook.scoring.settings import ConfidenceLimits, PaceLimits

WORST_FIRST: Final[tuple[Status, ...]] = (
    "missed",
    "off_track",
    "at_risk",
    "unknown",
    "too_early",
    "not_started",
    "on_track",
    "achieved",
)
"""The statuses, worst first: a roll-up takes the first that one of its parts has."""

JUDGED: Final[tuple[Status, ...]] = ("on_track", "at_risk", "off_track")
"""The statuses that pace gives, and that confidence may lower."""

STALE_AFTER: Final = Fraction(3, 2)
"""How many cadences old the newest reading may be before a goal counts as stale."""

Line = tuple[tuple[date, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """The progress expected by a day, and why."""

    share: Fraction
    arithmetic: Arithmetic


@dataclass(frozen=True, slots=True)
class Judged:
    """A status, and what made it so: progress, dates, readings, pace, confidence or override."""

    status: Status
    decided_by: str


def worst(*statuses: Status) -> Status:
    """Return the worst of ``statuses``."""
    return min(statuses, key=WORST_FIRST.index)


def expected_line(goal: Goal, span: Span) -> Line:
    """Return the corners of the expected progress: start, the milestones between, due.

    A figure's milestone expects the progress of its value; a piece of work the weight of all
    that is due by then. To hold a level, everything is expected at all times.
    """
    if goal.measurable.type == "keep_within":
        return (span.start, Fraction(1)), (span.due, Fraction(1))
    corners: dict[date, Fraction] = {}
    milestones = sorted(
        ((one.due, one) for one in goal.time_bound.milestones if one.due is not None),
        key=lambda dated: dated[0],
    )
    if goal.measurable.type == "milestones":
        total = sum((weight_of(one) for one in goal.time_bound.milestones), Fraction(0))
        so_far = Fraction(0)
        for due, milestone in milestones:
            so_far += weight_of(milestone)
            if total > 0:
                corners[due] = so_far / total
    else:
        for due, milestone in milestones:
            value = milestone.value
            reached = None if value is None else change(goal.measurable, exact(value))
            if reached is not None:
                corners[due] = reached
    between = ((day, share) for day, share in corners.items() if span.start < day < span.due)
    return (span.start, Fraction(0)), *between, (span.due, Fraction(1))


def expected_progress(goal: Goal, span: Span, day: date, fiscal_year_start: int = 1) -> Expected:
    """Return what is expected of ``goal`` by ``day``.

    With a cadence it is taken at the last boundary that has closed, so that a monthly figure is
    not behind on the 20th. From the due date on it is everything.
    """
    if goal.measurable.type == "keep_within":
        return Expected(Fraction(1), Arithmetic("expected.always", (), Fraction(1)))
    if day >= span.due:
        due = Input("due", span.due, Key(Goal.KIND, goal.id), "/time_bound/due")
        return Expected(Fraction(1), Arithmetic("expected.due", (due,), Fraction(1)))
    at = last_boundary(day, goal.time_bound.cadence, fiscal_year_start)
    line = expected_line(goal, span)
    before = max((corner for corner in line if corner[0] <= at), default=line[0])
    after = next((corner for corner in line if corner[0] > at), line[-1])
    if at <= span.start or before[0] == after[0]:
        share = Fraction(0) if at <= span.start else before[1]
    else:
        gone = Fraction((at - before[0]).days, (after[0] - before[0]).days)
        share = before[1] + (after[1] - before[1]) * gone
    inputs = (
        Input("day", at),
        Input("from_day", before[0]),
        Input("from_share", before[1]),
        Input("to_day", after[0]),
        Input("to_share", after[1]),
    )
    return Expected(share, Arithmetic("expected.line", inputs, share))


def pace_of(progress: Fraction | None, expected: Fraction | None) -> Fraction | None:
    """Return progress divided by what is expected; None where either is unknown or none is."""
    if progress is None or expected is None or expected <= 0:
        return None
    return progress / expected


def judge_pace(progress: Fraction, expected: Fraction, limits: PaceLimits) -> Status:
    """Return the status that pace gives; ``expected`` is above 0."""
    if limits.measure == "points":
        gap = 100 * (expected - progress)
        if gap < limits.on_track:
            return "on_track"
        return "at_risk" if gap <= limits.at_risk else "off_track"
    pace = progress / expected
    if pace >= limits.on_track:
        return "on_track"
    return "at_risk" if pace >= limits.at_risk else "off_track"


def judge_confidence(confidence: Decimal, limits: ConfidenceLimits) -> Status:
    """Return the status that somebody's confidence gives."""
    sure = exact(confidence)
    if sure >= limits.on_track:
        return "on_track"
    return "at_risk" if sure >= limits.at_risk else "off_track"


def judge(
    goal: Goal,
    progress: Fraction | None,
    expected: Fraction,
    span: Span,
    day: date,
    limits: PaceLimits,
) -> Judged:
    """Return the status of ``goal`` by its progress, its dates and its pace, in that order.

    Nobody's confidence and no override is in it.
    """
    ended = day > span.due
    # A level is held when the time is over, not before.
    may_be_achieved = ended or goal.measurable.type != "keep_within"
    if progress is not None and progress >= 1 and may_be_achieved:
        return Judged("achieved", "progress")
    if ended and progress is not None:
        return Judged("missed", "dates")
    if day < span.start:
        return Judged("not_started", "dates")
    gone = span.share_gone(day)
    if progress is None and gone >= limits.grace:
        return Judged("unknown", "readings")
    if progress is None or gone < limits.grace or expected <= 0:
        return Judged("too_early", "dates")
    return Judged(judge_pace(progress, expected, limits), "pace")


def lower_by_confidence(
    judged: Judged, confidence: Decimal | None, limits: ConfidenceLimits
) -> Judged:
    """Return the worse of ``judged`` and what confidence says, where pace was judged at all."""
    if confidence is None or judged.status not in JUDGED:
        return judged
    sure = judge_confidence(confidence, limits)
    if worst(sure, judged.status) == judged.status:
        return judged
    return Judged(sure, "confidence")


def lower_by_override(judged: Judged, override: OverrideScore | None) -> Judged:
    """Return the worse of ``judged`` and what a human set."""
    if override is None or worst(override.status, judged.status) == judged.status:
        return judged
    return Judged(override.status, "override")


def newest_confidence(goal: Goal, as_of: date) -> tuple[Decimal, str] | None:
    """Return the newest confidence of a check-in by ``as_of`` and its pointer, or None."""
    stated = ((position, one.confidence) for position, one in _newest_first(goal, as_of))
    return next(
        (
            (confidence, f"/checkins/{position}/confidence")
            for position, confidence in stated
            if confidence is not None
        ),
        None,
    )


def newest_override(goal: Goal, as_of: date) -> OverrideScore | None:
    """Return the newest status that a check-in by ``as_of`` sets, or None."""
    for position, one in _newest_first(goal, as_of):
        if one.override is not None and one.override.status in WORST_FIRST:
            return OverrideScore(
                one.override.status,
                one.override.reason,
                one.date,
                f"/checkins/{position}/override",
            )
    return None


def is_stale(goal: Goal, span: Span, newest: date | None, status: Status, as_of: date) -> bool:
    """Return whether the newest reading of a goal that runs is older than 1.5 cadences.

    Where there is none the time counts from the start. What is achieved needs no more readings.
    """
    days = CADENCE_DAYS.get(goal.time_bound.cadence or "")
    if days is None or status == "achieved" or not span.start <= as_of <= span.due:
        return False
    since = max(newest, span.start) if newest else span.start
    return (as_of - since).days > STALE_AFTER * days


def _newest_first(goal: Goal, as_of: date) -> list[tuple[int, Checkin]]:
    """Return the check-ins by ``as_of``, newest first; of two on one day the later in the file."""
    dated = [
        (one.date, position, one)
        for position, one in enumerate(goal.checkins)
        if one.date is not None and one.date <= as_of
    ]
    dated.sort(key=lambda found: found[:2], reverse=True)
    return [(position, one) for _, position, one in dated]
