"""The page of a review, laid out for the talk that it is made for."""

from __future__ import annotations

from datetime import date
from math import ceil, floor
from typing import Final

import msgspec

from planbook.model.action import is_done
from planbook.model.metric import Metric
from planbook.model.review import MetricReading, Rating, Review
from planbook.views.actions import ActionView, action_views
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Fact, Phrase, Prose, Quantity, Ref, Words

_STEPS_DRAWN: Final = 10


class RatingView(msgspec.Struct, frozen=True):
    """One dimension. ``steps`` draws the rating on the project's scale: each reached or not."""

    dimension: Words
    score: Phrase | None
    steps: tuple[bool, ...]
    comment: Words


class TargetView(msgspec.Struct, frozen=True):
    """What a metric stood at beside its target. ``is_met`` is None where one is not known."""

    metric: Ref
    value: Quantity | None
    target: Quantity | None
    is_met: bool | None
    met: Phrase | None


class ReviewView(msgspec.Struct, frozen=True):
    """The page of a review.

    ``carried`` are the decisions of the review before, ``previous``, that nobody has done.
    """

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    previous: Ref | None
    next: Ref | None
    strengths: Prose
    concerns: Prose
    readings: tuple[TargetView, ...]
    ratings: tuple[RatingView, ...]
    carried: tuple[ActionView, ...]
    decisions: tuple[ActionView, ...]


def view_review(
    review: Review, presenter: Presenter, layout: Layout, document: CommonFields
) -> ReviewView:
    """Return the page of ``review``."""
    key = review.key
    previous, following = _neighbours(review, presenter)
    return ReviewView(
        layout=layout,
        document=document,
        facts=presenter.facts(
            "review",
            ("person", presenter.ref(review.person)),
            ("reviewer", presenter.ref(review.reviewer)),
            ("period", presenter.period(review.period)),
            ("date", presenter.day(review.date)),
            ("grade", Words(review.grade or "")),
        ),
        previous=presenter.ref(previous.key) if previous else None,
        next=presenter.ref(following.key) if following else None,
        strengths=presenter.prose(review.strengths, key, 3, "/strengths"),
        concerns=presenter.prose(review.concerns, key, 3, "/concerns"),
        readings=tuple(
            line for one in review.readings if (line := _target(one, presenter)) is not None
        ),
        ratings=tuple(_rating(one, presenter) for one in review.ratings),
        carried=action_views(
            (
                one
                for one in (previous.decisions if previous else ())
                if not is_done(one.done, presenter.scores.as_of)
            ),
            presenter,
        ),
        decisions=action_views(review.decisions, presenter, "/decisions"),
    )


def _neighbours(review: Review, presenter: Presenter) -> tuple[Review | None, Review | None]:
    """Return the review of the same person before this one, and the one after it."""
    person = review.person
    if person is None:
        return None, None
    keys = presenter.handbook.referring(person, Review.KIND, "/person")
    found = [one for key in keys if (one := presenter.handbook.find(Review, key)) is not None]
    found = [one for one in found if one.is_in_force or one.id == review.id]
    found.sort(key=lambda one: (one.date or date.min, one.id))
    place = next(number for number, one in enumerate(found) if one.id == review.id)
    return (
        found[place - 1] if place > 0 else None,
        found[place + 1] if place + 1 < len(found) else None,
    )


def _rating(rating: Rating, presenter: Presenter) -> RatingView:
    scale = presenter.handbook.settings.reviews.scale
    reached = round(rating.score) if rating.score is not None else 0
    score = None
    if rating.score is not None:
        figures = {
            "score": presenter.formats.number(rating.score),
            "of": presenter.formats.number(scale.max),
        }
        score = Phrase("review.score_of", figures)
    steps = range(ceil(scale.min), floor(scale.max) + 1)
    return RatingView(
        dimension=presenter.words(rating.dimension),
        score=score,
        steps=tuple(step <= reached for step in steps) if len(steps) <= _STEPS_DRAWN else (),
        comment=presenter.words(rating.comment),
    )


def _target(reading: MetricReading, presenter: Presenter) -> TargetView | None:
    """Return a line of figures; without its metric a figure says nothing."""
    ref = presenter.ref(reading.metric)
    metric = presenter.handbook.find(Metric, reading.metric)
    if ref is None or metric is None:
        return None
    is_met = None
    if reading.value is not None and reading.target is not None and metric.direction:
        apart = reading.value - reading.target
        is_met = apart >= 0 if metric.direction == "up" else apart <= 0
    return TargetView(
        metric=ref,
        value=presenter.number(reading.value, metric.unit),
        target=presenter.number(reading.target, metric.unit),
        is_met=is_met,
        met=None if is_met is None else Phrase("review.met" if is_met else "review.missed"),
    )


def review_order(review: Review) -> tuple[int, str]:
    """Return the place of a review among others: the latest first."""
    return (newest_first(review.date), review.id)


PAGE: Final = PageKind(
    record=Review,
    template="review.html",
    view=view_review,
    columns=(
        Column("person", lambda review, presenter: presenter.ref(review.person)),
        Column("reviewer", lambda review, presenter: presenter.ref(review.reviewer)),
        Column("period", lambda review, presenter: presenter.period(review.period)),
        Column("date", lambda review, presenter: presenter.day(review.date)),
    ),
    order=review_order,
)
