"""Recognitions: the page of one, and the wall of all."""

from __future__ import annotations

from typing import Final

import msgspec

from planbook.model.recognition import Recognition
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.local_titles import norm_of, titled
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Fact, Phrase, Prose, Ref, Words


class NormView(msgspec.Struct, frozen=True):
    """The norm that somebody lived up to, in the words of the team that agreed on it."""

    heading: Words
    title: Words
    description: Words
    team: Ref | None


class RecognitionView(msgspec.Struct, frozen=True):
    """The page of a recognition."""

    layout: Layout
    document: CommonFields
    type: Phrase | None
    date: Day | None
    people: tuple[Ref, ...]
    story: Prose
    norm: NormView | None
    facts: tuple[Fact, ...]


def view_recognition(
    recognition: Recognition, presenter: Presenter, layout: Layout, document: CommonFields
) -> RecognitionView:
    """Return the page of ``recognition``."""
    return RecognitionView(
        layout=layout,
        document=document,
        type=presenter.option("recognition_type", recognition.type),
        date=presenter.day(recognition.date),
        people=presenter.refs(recognition.people),
        story=presenter.prose(recognition.story, recognition.key, 3, "/story"),
        norm=_norm(recognition, presenter),
        facts=presenter.facts("recognition", ("given_by", presenter.ref(recognition.given_by))),
    )


def recognition_order(recognition: Recognition) -> tuple[int, str]:
    """Return the place of a recognition on the wall: the latest first."""
    return (newest_first(recognition.date), recognition.id)


def _norm(recognition: Recognition, presenter: Presenter) -> NormView | None:
    found = norm_of(recognition.norm, recognition.key, presenter)
    if found is None:
        return None
    norm, team = found
    return NormView(
        heading=presenter.label("recognition", "norm"),
        title=titled(norm, presenter),
        description=presenter.words(norm.description),
        team=presenter.ref(team),
    )


def _norm_title(recognition: Recognition, presenter: Presenter) -> Words:
    found = norm_of(recognition.norm, recognition.key, presenter)
    return titled(found[0] if found else None, presenter)


PAGE: Final = PageKind(
    record=Recognition,
    template="recognition.html",
    view=view_recognition,
    # In the order in which recognitions.html, the wall, takes them apart.
    columns=(
        Column("type", lambda one, presenter: presenter.option("recognition_type", one.type)),
        Column("date", lambda one, presenter: presenter.day(one.date)),
        Column("people", lambda one, presenter: presenter.refs(one.people)),
        Column(
            "story",
            lambda one, presenter: presenter.prose(one.story, one.key, 3, "/story"),
            plain=(
                (Phrase("table.story"), lambda one, presenter: presenter.words(one.story).text),
            ),
        ),
        Column("norm", _norm_title),
        Column("given_by", lambda one, presenter: presenter.ref(one.given_by)),
    ),
    order=recognition_order,
    list_template="recognitions.html",
)
