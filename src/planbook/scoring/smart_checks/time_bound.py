"""T: from when to when, inside the period, with marks on the way, steerable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from planbook.model.goal import Goal
from planbook.quantities import Count, Day
from planbook.scoring.cadence import periods_within
from planbook.scoring.smart_checks.check import Evidence, Seen, SmartCheck

_CADENCES: Final = frozenset({"weekly", "monthly", "quarterly"})


def look_at_dates(goal: Goal, _evidence: Evidence) -> Seen:
    """See whether the goal has a first and a last day."""
    start, due = goal.time_bound.start, goal.time_bound.due
    if start is not None and due is not None:
        case = "both" if start <= due else "backwards"
        return Seen(case, "/time_bound/due", {"start": Day(start), "due": Day(due)})
    only = start or due
    if only is not None:
        missing = "/time_bound/due" if due is None else "/time_bound/start"
        return Seen("one", missing, {"date": Day(only)})
    return Seen("nothing", "/time_bound")


def look_at_period(goal: Goal, _evidence: Evidence) -> Seen:
    """See whether the goal's days lie in its period."""
    period = goal.period
    start, due = goal.time_bound.start, goal.time_bound.due
    if period is None or (start is None and due is None):
        return Seen("nothing", "/period")
    words = {"first": Day(period.start), "last": Day(period.end)}
    inside = [period.contains(each) for each in (start, due) if each is not None]
    if all(inside):
        return Seen("inside", "/time_bound/due", words)
    crosses = start is not None and due is not None and start < period.start and period.end < due
    return Seen("partly" if any(inside) or crosses else "outside", "/time_bound/due", words)


def look_at_waypoints(goal: Goal, evidence: Evidence) -> Seen:
    """See whether anybody looks at the goal before it is due."""
    bound = goal.time_bound
    days = [milestone.due for milestone in bound.milestones if milestone.due is not None]
    before = [each for each in days if bound.due is None or each < bound.due]
    if before:
        return Seen("milestones", "/time_bound/milestones", {"count": Count(len(before))})
    if bound.cadence is not None and bound.cadence in _CADENCES:
        return Seen("cadence", "/time_bound/cadence", {"cadence": evidence.term(bound.cadence)})
    if days:
        return Seen("at-the-end", "/time_bound/milestones")
    if bound.milestones:
        return Seen("undated", "/time_bound/milestones")
    return Seen("nothing", "/time_bound/cadence")


def look_at_length(goal: Goal, evidence: Evidence) -> Seen:
    """See whether there is time to look and act, and not too much of it."""
    pointer, bound = "/time_bound/cadence", goal.time_bound
    if bound.start is None or bound.due is None or bound.due < bound.start:
        return Seen("nothing", "/time_bound/due")
    days = (bound.due - bound.start).days + 1
    looks = _looks(goal, bound.start, bound.due, evidence)
    words = {"days": Count(days), "looks": Count(looks)}
    if days > evidence.numbers["longest_days"]:
        return Seen("long", "/time_bound/due", words)
    if looks >= evidence.numbers["fewest_looks"]:
        return Seen("steered", pointer, words)
    if looks > 0:
        return Seen("once", pointer, words)
    short = days <= evidence.numbers["short_days"]
    return Seen("short" if short else "unsteered", pointer, words)


def _looks(goal: Goal, start: date, due: date, evidence: Evidence) -> int:
    """Return on how many days between start and due somebody is to look at the goal."""
    days = {
        milestone.due
        for milestone in goal.time_bound.milestones
        if milestone.due is not None and start <= milestone.due <= due
    }
    cadence = goal.time_bound.cadence
    if cadence is not None and cadence in _CADENCES:
        fiscal = evidence.handbook.settings.fiscal_year
        ends = (period.end for period in periods_within(start, due, cadence, fiscal))
        days.update(end for end in ends if end <= due)
    return len(days)


_LENGTH: Final = ("days", "looks")

CHECKS: Final[Mapping[str, SmartCheck]] = MappingProxyType(
    {
        "dates": SmartCheck(
            look_at_dates,
            {
                "both": ("start", "due"),
                "one": ("date",),
                "backwards": ("start", "due"),
                "nothing": (),
            },
        ),
        "period": SmartCheck(
            look_at_period,
            {
                **dict.fromkeys(("inside", "partly", "outside"), ("first", "last")),
                "nothing": (),
            },
        ),
        "waypoints": SmartCheck(
            look_at_waypoints,
            {
                "milestones": ("count",),
                "cadence": ("cadence",),
                "at-the-end": (),
                "undated": (),
                "nothing": (),
            },
        ),
        "length": SmartCheck(
            look_at_length,
            {
                **dict.fromkeys(("steered", "once", "long", "short", "unsteered"), _LENGTH),
                "nothing": (),
            },
            limits=("fewest_looks", "longest_days", "short_days"),
        ),
    }
)
