"""Links to the exact place in a document: a step, a session, a checkpoint."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.meeting import Meeting, MeetingRecord
from planbook.scoring.actions import Commitment, OpenAction
from planbook.views.actions import anchor_of
from planbook.views.presenter import Presenter
from planbook.views.words import Ref

RECORDS_SHOWN = 20
"""How many records of a meeting stand on one page, the newest first."""


def place_in(presenter: Presenter, key: Key, place: str, title: Text | None = None) -> Ref | None:
    """Return the link to ``place`` in a document: a pointer into it, or an id on its page.

    None where the edition does not hold the document; without a place the link to its page.
    Without a ``title`` of its own it has that of the document.
    """
    ref = presenter.ref(key)
    if ref is not None and title:
        ref = replace(ref, title=presenter.words(title) or ref.title)
    if ref is None or not place:
        return ref
    if not place.startswith("/"):
        return replace(ref, href=f"{ref.href}#{place}")
    href = _page_of(presenter, key, place) or ref.href
    return replace(ref, href=f"{href}#{anchor_of(place)}")


def step_in(presenter: Presenter, step: Commitment | OpenAction) -> Ref | None:
    """Return the link to a step, under its own title; None where its document is not held."""
    return place_in(presenter, step.document, step.pointer, step.title)


def _page_of(presenter: Presenter, key: Key, pointer: str) -> str:
    """Return the page that holds a record of a meeting, where that is not the first one."""
    meeting = presenter.handbook.find(Meeting, key)
    if meeting is None or not pointer.startswith("/log/"):
        return ""
    position = int(pointer.split("/")[2])
    number = [place for place, _ in records_of(meeting)].index(position) // RECORDS_SHOWN + 1
    segments = (presenter.addresses.sections[Meeting.KIND], meeting.id)
    return presenter.to_page(segments, number) if number > 1 else ""


def records_of(meeting: Meeting) -> list[tuple[int, MeetingRecord]]:
    """Return the records of a meeting, the newest first, each with its position in the log."""
    placed = list(enumerate(meeting.log))
    return sorted(placed, key=lambda one: one[1].date or date.min, reverse=True)
