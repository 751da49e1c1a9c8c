"""Levels, competencies and norms: what a document names by an id that lives in another one."""

from __future__ import annotations

from planbook.linking.local_names import homes_of
from planbook.model.document import Key
from planbook.model.ladder import Competency, Ladder, Level
from planbook.model.team import Norm, Team
from planbook.views.pen import Pen
from planbook.views.words import NO_WORDS, Words


def level_of(written: str | None, key: Key, pen: Pen) -> Level | None:
    """Return the level that the document ``key`` means, or None where no ladder shows it."""
    for ladder in _ladders(written, "level", key, pen):
        for level in ladder.levels:
            if level.id == written:
                return level
    return None


def competency_of(written: str | None, key: Key, pen: Pen) -> Competency | None:
    """Return the competency that the document ``key`` means, or None."""
    for ladder in _ladders(written, "competency", key, pen):
        for competency in ladder.competencies:
            if competency.id == written:
                return competency
    return None


def norm_of(written: str | None, key: Key, pen: Pen) -> tuple[Norm, Key] | None:
    """Return the norm that the document ``key`` means, and the team that has it."""
    if written is None:
        return None
    for home in homes_of(pen.handbook.documents[key], "norm", pen.handbook):
        team = pen.handbook.find(Team, home)
        for norm in team.norms if team else ():
            if norm.id == written:
                return norm, home
    return None


def titled(entry: Level | Competency | Norm | None, pen: Pen) -> Words:
    """Return what a level, competency or norm is called, nothing where there is none."""
    if entry is None:
        return NO_WORDS
    return pen.words(entry.title) or Words(entry.id)


def _ladders(written: str | None, name: str, key: Key, pen: Pen) -> tuple[Ladder, ...]:
    if written is None:
        return ()
    homes = homes_of(pen.handbook.documents[key], name, pen.handbook)
    found = (pen.handbook.find(Ladder, home) for home in homes)
    return tuple(ladder for ladder in found if ladder is not None)
