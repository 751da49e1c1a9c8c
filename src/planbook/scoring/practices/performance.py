"""Performance: a review for the last closed month, and readings from a metric.

Nobody stands above the head of the company: there the quarterly review with the company does
what a manager's review does for everybody else, and the last closed quarter is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.meeting import Meeting
from planbook.model.person import Person
from planbook.model.review import Review
from planbook.periods import CALENDAR_YEAR, FiscalYear, Period, month_of, quarter_of
from planbook.quantities import Day
from planbook.recurrence import takes_place
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met

GRACE: Final = timedelta(days=15)
"""How long after the end of its period a review is due."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The periods of which one has to be reviewed: the last closed one first.

    While that one's review is not due yet, the one before will do as well. ``looks_back`` is how
    many closed months the ``due`` one, the last of them, reaches back.
    """

    periods: tuple[Period, ...]
    looks_back: int

    @property
    def due(self) -> Period:
        """The newest period whose review is due."""
        return self.periods[-1]


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of reviews by figures."""
    as_of, fiscal = evidence.as_of, evidence.handbook.settings.fiscal_year
    months = accepted_months(as_of)
    reviews = evidence.naming(Review, "/person")
    monthly = [one for one in reviews if covers(one, months, as_of)]
    if monthly or not is_head(evidence.person, evidence.handbook):
        yield _reviewed("review", keys_of(monthly), months)
        yield _read(monthly, months, evidence)
        return
    quarters = _accepted(_quarter_before(as_of, fiscal), 3, as_of, fiscal)
    quarterly = [one for one in reviews if covers(one, quarters, as_of)]
    meetings = [
        one
        for one in evidence.naming(Meeting, "/attendees", "/owner", wide=True)
        if one.type == "quarterly_review" and _was_held(one, quarters, evidence)
    ]
    yield _reviewed("quarterly", keys_of((*quarterly, *meetings)), quarters)
    yield _read(quarterly, quarters, evidence)


def is_head(person: Person, handbook: Handbook) -> bool:
    """Return whether ``person`` is at the top of the company's tree."""
    return person.manager is None and bool(handbook.referring(person.key, Person.KIND, "/manager"))


def accepted_months(as_of: date) -> Accepted:
    """Return the months of which one has to be reviewed by ``as_of``."""
    return _accepted(_month_before(as_of), 1, as_of, CALENDAR_YEAR)


def newest_due(as_of: date) -> Period:
    """Return the newest month whose review is due by ``as_of``."""
    return accepted_months(as_of).due


def covers(review: Review, accepted: Accepted, as_of: date) -> bool:
    """Return whether ``review``, held by ``as_of``, is of one of the accepted periods."""
    period = review.period
    if period is None or (review.date is not None and review.date > as_of):
        return False
    return any(
        period.contains(each.start) and period.contains(each.end) for each in accepted.periods
    )


def _accepted(closed: Period, months: int, as_of: date, fiscal: FiscalYear) -> Accepted:
    if as_of - closed.end > GRACE:
        return Accepted((closed,), months)
    day = closed.start
    before = _month_before(day) if months == 1 else _quarter_before(day, fiscal)
    return Accepted((closed, before), 2 * months)


def _month_before(day: date) -> Period:
    return month_of(day.replace(day=1) - timedelta(days=1))


def _quarter_before(day: date, fiscal: FiscalYear) -> Period:
    return quarter_of(quarter_of(day, fiscal).start - timedelta(days=1), fiscal)


def _reviewed(way: str, proofs: tuple[Key, ...], accepted: Accepted) -> Part:
    first, last = Day(accepted.due.start), Day(accepted.due.end)
    if proofs:
        return met(f"performance.{way}", proofs)
    return lacking(f"performance.no_{way}", looks_back=accepted.looks_back, start=first, end=last)


def _was_held(meeting: Meeting, accepted: Accepted, evidence: PracticeEvidence) -> bool:
    """Return whether the company looked back on an accepted quarter: at its end or since.

    Of a meeting that keeps no records the plan is what there is.
    """
    first = accepted.due.end - GRACE
    held = [record.date for record in meeting.log if record.date is not None]
    if held:
        return any(first <= day <= evidence.as_of for day in held)
    series = meeting.series
    zone = evidence.handbook.settings.zone
    return series is not None and takes_place(series, zone, first, evidence.as_of)


def _read(reviews: Sequence[Review], accepted: Accepted, evidence: PracticeEvidence) -> Part:
    metrics = _metrics(reviews, accepted, evidence)
    if metrics:
        return met("performance.readings", metrics)
    return lacking(
        "performance.no_readings",
        looks_back=accepted.looks_back,
        start=Day(accepted.due.start),
        end=Day(accepted.due.end),
    )


def _metrics(
    reviews: Sequence[Review], accepted: Accepted, evidence: PracticeEvidence
) -> tuple[Key, ...]:
    """Return the metrics that the reviews quote, else those that are read for the person."""
    quoted = {
        reading.metric
        for review in reviews
        for reading in review.readings
        if reading.metric is not None
    }
    if quoted:
        return tuple(sorted(quoted))
    return evidence.metrics_read(accepted.periods)
