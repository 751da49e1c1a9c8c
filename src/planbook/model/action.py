"""Actions: one shape for every step that somebody owes by a day."""

from __future__ import annotations

import datetime

import msgspec

from planbook.model.document import Key

Done = datetime.date | bool | None
"""When something was done; true where it was done on no stated day."""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One step: what, who, by when, and whether it is done."""

    title: dict[str, str] = {}
    owner: Key | None = None
    due: datetime.date | None = None
    done: Done = None


def is_done(done: Done | float, day: datetime.date) -> bool:
    """Return whether something is done by ``day``; true stands for any day, 1 for all of it."""
    if isinstance(done, datetime.date):
        return done <= day
    return done is not None and done >= 1
