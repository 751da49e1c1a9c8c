"""The page of a review, laid out for the talk that it is made for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.model.review import Decision, MetricReading, Rating, Review
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Day, Fact, Phrase, Prose, Quantity, Ref, Words

_HIGHEST_RATING: Final = 5


@dataclass(frozen=True, slots=True)
class RatingView:
    """One dimension. ``steps`` draws the rating: five steps, each reached or not."""

    dimension: Words
    score: Quantity | None
    steps: tuple[bool, ...]
    comment: Words


@dataclass(frozen=True, slots=True)
class TargetView:
    """What a metric stood at and what it should have. ``met`` is None where one is not known."""

    metric: Ref
    value: Quantity | None
    target: Quantity | None
    met: Phrase | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What was decided. ``done`` is None where nobody said."""

    action: Words
    owner: Ref | None
    due: Day | None
    done: Phrase | None
    done_on: Day | None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The page of a review.

    ``carried`` are the decisions of the review before, ``previous``, that nobody has done.
    """

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]
    previous: Ref | None
    next: Ref | None
    strengths: Prose
    concerns: Prose
    readings: tuple[TargetView, ...]
    ratings: tuple[RatingView, ...]
    carried: tuple[DecisionView, ...]
    decisions: tuple[DecisionView, ...]


def view_review(review: Review, pen: Pen, shell: Shell, document: DocumentPart) -> ReviewView:
    """Return the page of ``review``."""
    key = Key(Review.KIND, review.id)
    previous, following = _neighbours(review, pen)
    return ReviewView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "review",
            ("person", pen.find(review.person, "person")),
            ("reviewer", pen.find(review.reviewer, "person")),
            ("period", pen.period(review.period)),
            ("date", pen.day(review.date)),
        ),
        previous=pen.ref(Key(Review.KIND, previous.id)) if previous else None,
        next=pen.ref(Key(Review.KIND, following.id)) if following else None,
        strengths=pen.prose(review.strengths, key, 3),
        concerns=pen.prose(review.concerns, key, 3),
        readings=tuple(line for one in review.readings if (line := _target(one, pen)) is not None),
        ratings=tuple(_rating(one, pen) for one in review.ratings),
        carried=tuple(
            _decision(one, pen) for one in (previous.decisions if previous else ()) if not one.done
        ),
        decisions=tuple(_decision(one, pen) for one in review.decisions),
    )


def _neighbours(review: Review, pen: Pen) -> tuple[Review | None, Review | None]:
    """Return the review of the same person before this one, and the one after it."""
    person = pen.handbook.resolve(review.person, ("person",))
    if person is None:
        return None, None
    keys = pen.handbook.referring(person, Review.KIND, "/person")
    found = [one for key in keys if (one := pen.handbook.find(Review, key.id)) is not None]
    found = [one for one in found if one.state == "active" or one.id == review.id]
    found.sort(key=lambda one: (one.date or date.min, one.id))
    place = next(number for number, one in enumerate(found) if one.id == review.id)
    return (
        found[place - 1] if place > 0 else None,
        found[place + 1] if place + 1 < len(found) else None,
    )


def _rating(rating: Rating, pen: Pen) -> RatingView:
    reached = round(rating.score) if rating.score is not None else 0
    return RatingView(
        dimension=pen.words(rating.dimension),
        score=pen.number(rating.score),
        steps=tuple(step <= reached for step in range(1, _HIGHEST_RATING + 1)),
        comment=pen.words(rating.comment),
    )


def _target(reading: MetricReading, pen: Pen) -> TargetView | None:
    """Return a line of figures; without its metric a figure says nothing."""
    key = pen.handbook.resolve(reading.metric, ("metric",))
    ref = pen.ref(key)
    metric = pen.handbook.find(Metric, key.id) if key else None
    if ref is None or metric is None:
        return None
    met = None
    if reading.value is not None and reading.target is not None and metric.direction:
        apart = reading.value - reading.target
        good = apart >= 0 if metric.direction == "up" else apart <= 0
        met = Phrase("review.met" if good else "review.missed")
    return TargetView(
        metric=ref,
        value=pen.number(reading.value, metric.unit),
        target=pen.number(reading.target, metric.unit),
        met=met,
    )


def _decision(decision: Decision, pen: Pen) -> DecisionView:
    return DecisionView(
        action=pen.words(decision.action),
        owner=pen.find(decision.owner, "person"),
        due=pen.day(decision.due),
        done=pen.yes_no(decision.done),
        done_on=pen.day(decision.done),
    )


def review_order(review: Review) -> tuple[int, str]:
    """Return the place of a review among others: the latest first."""
    return (newest_first(review.date), review.id)


REVIEW_COLUMNS: Final = (
    Column("person", lambda review, pen: pen.find(review.person, "person")),
    Column("reviewer", lambda review, pen: pen.find(review.reviewer, "person")),
    Column("period", lambda review, pen: pen.period(review.period)),
    Column("date", lambda review, pen: pen.day(review.date)),
)
