"""Decisions of reviews and meetings, as they stood on a day: what was open, what was overdue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.meeting import Meeting
from planbook.model.review import Review
from planbook.scoring.actions import Commitment, commitments_of
from planbook.views.places import step_in
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Day, Ref

_SHOWN: Final = 15


class Agreed(msgspec.Struct, frozen=True):
    """A step, and the day on which it was agreed on."""

    step: Commitment
    on: date | None


class AgreedLine(msgspec.Struct, frozen=True):
    """An open decision in a line."""

    what: Ref
    owner: Ref | None
    due: Day | None
    is_overdue: bool


class StepsView(msgspec.Struct, frozen=True):
    """How many decisions were open and overdue on a day, with the first of them."""

    open: int
    overdue: int
    lines: tuple[AgreedLine, ...]
    more: int


def steps_view(presenter: Presenter, day: date, people: Iterable[Key] | None) -> StepsView:
    """Return the decisions that were open on ``day``; of ``people`` alone where they are given."""
    agreed = (
        presenter.remember(ALL_AGREED, "")
        if people is None
        else (one for key in people for one in presenter.remember(AGREED_WITH, key))
    )
    found = [
        one.step for one in agreed if (one.on is None or one.on <= day) and one.step.is_open(day)
    ]
    found.sort(key=lambda one: (one.due or date.max, one.document, one.pointer))
    overdue = sum(one.due is not None and one.due < day for one in found)
    lines = tuple(
        line for one in found[:_SHOWN] if (line := _line(one, day, presenter)) is not None
    )
    return StepsView(len(found), overdue, lines, max(0, len(found) - _SHOWN))


def _line(step: Commitment, day: date, presenter: Presenter) -> AgreedLine | None:
    what = step_in(presenter, step)
    if what is None:
        return None
    overdue = step.due is not None and step.due < day
    return AgreedLine(what, presenter.ref(step.owner), presenter.day(step.due), overdue)


def _agreed_in(site: SitePresenter, key: Key) -> tuple[Agreed, ...]:
    record = site.handbook.records[key]
    if isinstance(record, Review):
        return tuple(Agreed(step, record.date) for step in commitments_of(record) if step.due)
    if not isinstance(record, Meeting):
        return ()
    days = {f"/log/{place}/": held.date for place, held in enumerate(record.log)}
    return tuple(
        Agreed(step, next(day for start, day in days.items() if step.pointer.startswith(start)))
        for step in commitments_of(record)
        if step.due
    )


def _all(site: SitePresenter, _: str) -> tuple[Agreed, ...]:
    return tuple(one for _key, every in site.of_each(AGREED) for one in every)


def _by_owner(site: SitePresenter, _: str) -> dict[Key, tuple[Agreed, ...]]:
    found: dict[Key, list[Agreed]] = {}
    for one in site.remember(ALL_AGREED, ""):
        if one.step.owner is not None:
            found.setdefault(one.step.owner, []).append(one)
    return {owner: tuple(steps) for owner, steps in found.items()}


def _with(site: SitePresenter, owner: Key) -> tuple[Agreed, ...]:
    return site.remember(AGREED_BY_OWNER, "").get(owner, ())


AGREED: Final = Shared(
    "agreed in", tuple[Agreed, ...], _agreed_in, Key, (Review.KIND, Meeting.KIND)
)
ALL_AGREED: Final = Shared("agreed", tuple[Agreed, ...], _all)
AGREED_BY_OWNER: Final = Shared("agreed by owner", Mapping[Key, tuple[Agreed, ...]], _by_owner)
AGREED_WITH: Final = Shared("agreed with", tuple[Agreed, ...], _with, Key)
