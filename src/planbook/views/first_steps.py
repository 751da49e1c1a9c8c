"""What a young handbook says: what to write first. And what an old one says: how old it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.meeting import Meeting
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.person import Person
from planbook.model.role import Role
from planbook.scoring.cadence import CADENCE_DAYS
from planbook.views.goal_status import PRESENT
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Phrase

_STEPS_SHOWN: Final = 3
_YOUNG: Final = timedelta(days=7)
_OLD: Final = timedelta(days=2 * CADENCE_DAYS["monthly"])
_KINDS: Final = (
    Person.KIND,
    Role.KIND,
    Objective.KIND,
    Goal.KIND,
    Metric.KIND,
    Meeting.KIND,
)
"""What a handbook begins with, in this order."""


class FirstStep(msgspec.Struct, frozen=True):
    """What to write first, and the command that begins it."""

    title: Phrase
    command: str


class Looks(msgspec.Struct, frozen=True):
    """The first and the newest day on which somebody looked at figures."""

    first: date
    newest: date


def first_steps(presenter: Presenter) -> tuple[FirstStep, ...]:
    """Return what a young handbook lacks most, three steps at most; nothing in an older one.

    In an edition for the public nobody is told what to write.
    """
    site = presenter.site
    if site.edition.audience == "public" or not site.handbook.by_kind or not is_young(site):
        return ()
    return tuple(_steps(site))[:_STEPS_SHOWN]


def _steps(site: SitePresenter) -> Iterator[FirstStep]:
    people = site.listed(Person.KIND)
    owner = f" --owner {people[0].id}" if people else ""
    for kind in _KINDS:
        if not site.listed(kind):
            of_somebody = kind in (Goal.KIND, Objective.KIND)
            command = f"planbook new {kind}{owner if of_somebody else ''}"
            yield FirstStep(Phrase(f"step.{kind}"), command)
    if len(people) == 1:
        yield FirstStep(Phrase("step.more_people"), "planbook new person")
    yield FirstStep(Phrase("step.validate"), "planbook validate")
    yield FirstStep(Phrase("step.score"), "planbook score")


def is_young(site: SitePresenter) -> bool:
    """Return whether a handbook is of one person, or a week old.

    That is so where nobody looked at a figure more than a week ago.
    """
    return site.remember(YOUNG, "")


def age_of(presenter: Presenter) -> Phrase | None:
    """Return how old the newest figure is, where nothing is of the present."""
    day = presenter.remember(NEWEST_LOOK, "")
    if day is None or presenter.remember(PRESENT, ""):
        return None
    if presenter.scores.as_of - day <= _OLD:
        return None
    return Phrase("front.old", {"date": presenter.formats.day(day)})


def _looks_of(site: SitePresenter, key: Key) -> Looks | None:
    """Return when the check-ins of a goal, or the readings of a metric, are of."""
    record = site.handbook.records[key]
    days: list[date | None] = []
    if isinstance(record, Goal) and record.is_in_force:
        days = [one.date for one in record.checkins]
    elif isinstance(record, Metric) and record.is_in_force:
        days = [one.date for one in record.values]
    past = [day for day in days if day is not None and day <= site.scores.as_of]
    return Looks(min(past), max(past)) if past else None


def _is_young(site: SitePresenter, _: str) -> bool:
    if len(site.listed(Person.KIND)) <= 1:
        return True
    before = site.scores.as_of - _YOUNG
    return not any(one is not None and one.first <= before for _, one in site.of_each(LOOKS_OF))


def _newest(site: SitePresenter, _: str) -> date | None:
    return max((one.newest for _, one in site.of_each(LOOKS_OF) if one is not None), default=None)


LOOKS_OF: Final = Shared("looks of", Looks | None, _looks_of, Key, (Goal.KIND, Metric.KIND))
YOUNG: Final = Shared("young", bool, _is_young)
NEWEST_LOOK: Final = Shared("newest look", date | None, _newest)
