"""Who lacks a review of the last closed month, or feedback, and in which document that is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from planbook.model.document import Key
from planbook.model.feedback import Feedback
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.model.review import Review
from planbook.periods import add_months, is_within
from planbook.rules.private_places import Lacking, Written, place_lacking
from planbook.scoring.practices.feedback import HALF_YEAR
from planbook.scoring.practices.performance import accepted_months, covers, is_head

_IN_USE_MONTHS: Final = 12
"""How far back a practice was followed that is still in use, or was given up unnoticed."""


def months_not_reviewed(handbook: Handbook, as_of: date) -> Mapping[Key, tuple[Lacking, ...]]:
    """Return who lacks a review of the newest month whose review is due, by document.

    Whoever is reviewed by the quarter has another rhythm, and the head of the company another
    review; nobody is looked for whose reviews are not in use.
    """
    accepted = accepted_months(as_of)
    since = add_months(accepted.due.start, -_IN_USE_MONTHS)
    reviews = [one for one in handbook.all(Review) if one.is_in_force and _day_of(one) <= as_of]
    recent = [one for one in reviews if one.period is not None and one.period.end >= since]
    monthly = [one for one in recent if one.period is not None and one.period.type == "month"]
    rhythm = {one.person for one in recent}
    by_month = {one.person for one in monthly}
    reviewed = {one.person for one in reviews if covers(one, accepted, as_of)}
    looked_at = [
        person
        for person in _in_service(handbook, as_of, accepted.looks_back)
        if not is_head(person, handbook) and (person.key in by_month or person.key not in rhythm)
    ]
    lacking = [person for person in looked_at if person.key not in reviewed]
    written = [Written(one.key, one.person, one.reviewer, _day_of(one)) for one in monthly]
    return place_lacking(lacking, looked_at, written)


def without_feedback(handbook: Handbook, as_of: date) -> Mapping[Key, tuple[Lacking, ...]]:
    """Return who has had no feedback for half a year, by the document in which it is told."""
    given = [
        one
        for one in handbook.all(Feedback)
        if one.is_in_force and one.date is not None and one.date <= as_of
    ]
    recent = {one.recipient for one in given if is_within(one.date, HALF_YEAR, as_of)}
    if not any(is_within(one.date, _IN_USE_MONTHS, as_of) for one in given):
        return {}
    looked_at = tuple(_in_service(handbook, as_of, HALF_YEAR))
    lacking = [person for person in looked_at if person.key not in recent]
    written = [Written(one.key, one.recipient, one.giver, one.date or as_of) for one in given]
    return place_lacking(lacking, looked_at, written)


def newest_of_criticism(handbook: Handbook, as_of: date) -> frozenset[Key]:
    """Return the newest feedback of everybody who heard nothing but criticism for half a year."""
    people = {person.key for person in _in_service(handbook, as_of, HALF_YEAR)}
    by_person: dict[Key, list[Feedback]] = {}
    for one in handbook.all(Feedback):
        if one.is_in_force and one.recipient in people and is_within(one.date, HALF_YEAR, as_of):
            by_person.setdefault(one.recipient, []).append(one)
    return frozenset(
        max(given, key=lambda one: (one.date or date.min, one.key)).key
        for given in by_person.values()
        if len(given) > 1 and all(one.type == "constructive" for one in given)
    )


def _in_service(handbook: Handbook, as_of: date, looks_back: int) -> Iterator[Person]:
    """Yield the people who have served as long as is looked back over."""
    for person in handbook.all(Person):
        if person.is_serving(as_of) and not person.is_too_new(looks_back, as_of):
            yield person


def _day_of(review: Review) -> date:
    return review.date or (review.period.end if review.period is not None else date.min)
