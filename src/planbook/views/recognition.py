"""Recognitions: the page of one, and the wall of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.recognition import Recognition
from planbook.views.lists import Column
from planbook.views.local_titles import norm_of, titled
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Day, Fact, Phrase, Prose, Ref, Words


@dataclass(frozen=True, slots=True)
class NormView:
    """The norm that somebody lived up to, in the words of the team that agreed on it."""

    heading: Words
    title: Words
    description: Words
    team: Ref | None


@dataclass(frozen=True, slots=True)
class RecognitionView:
    """The page of a recognition."""

    shell: Shell
    document: DocumentPart
    type: Phrase | None
    date: Day | None
    people: tuple[Ref, ...]
    story: Prose
    norm: NormView | None
    facts: tuple[Fact, ...]


def view_recognition(
    recognition: Recognition, pen: Pen, shell: Shell, document: DocumentPart
) -> RecognitionView:
    """Return the page of ``recognition``."""
    return RecognitionView(
        shell=shell,
        document=document,
        type=pen.option("recognition_type", recognition.type),
        date=pen.day(recognition.date),
        people=pen.refs(recognition.people),
        story=pen.prose(recognition.story, recognition.key, 3),
        norm=_norm(recognition, pen),
        facts=pen.facts("recognition", ("given_by", pen.ref(recognition.given_by))),
    )


def recognition_order(recognition: Recognition) -> tuple[int, str]:
    """Return the place of a recognition on the wall: the latest first."""
    return (newest_first(recognition.date), recognition.id)


def _norm(recognition: Recognition, pen: Pen) -> NormView | None:
    found = norm_of(recognition.norm, recognition.key, pen)
    if found is None:
        return None
    norm, team = found
    return NormView(
        heading=pen.label("recognition", "norm"),
        title=titled(norm, pen),
        description=pen.words(norm.description),
        team=pen.ref(team),
    )


def _norm_title(recognition: Recognition, pen: Pen) -> Words:
    found = norm_of(recognition.norm, recognition.key, pen)
    return titled(found[0] if found else None, pen)


PAGE: Final = PageKind(
    noun=Recognition,
    template="recognition.html",
    view=view_recognition,
    # In the order in which recognitions.html, the wall, takes them apart.
    columns=(
        Column("type", lambda one, pen: pen.option("recognition_type", one.type)),
        Column("date", lambda one, pen: pen.day(one.date)),
        Column("people", lambda one, pen: pen.refs(one.people)),
        Column("story", lambda one, pen: pen.prose(one.story, one.key, 3)),
        Column("norm", _norm_title),
        Column("given_by", lambda one, pen: pen.ref(one.given_by)),
    ),
    order=recognition_order,
    list_template="recognitions.html",
)
