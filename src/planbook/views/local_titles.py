"""Levels, competencies and norms: what a document names by an id that lives in another one."""

from __future__ import annotations

from planbook.linking.local_names import homes_of
from planbook.model.document import Key
from planbook.model.ladder import Competency, Ladder, Level
from planbook.model.team import Norm, Team
from planbook.views.presenter import Presenter
from planbook.views.words import NO_WORDS, Words


def level_of(written: str | None, key: Key, presenter: Presenter) -> Level | None:
    """Return the level that the document ``key`` means, or None where no ladder shows it."""
    for ladder in _ladders(written, "level", key, presenter):
        for level in ladder.levels:
            if level.id == written:
                return level
    return None


def competency_of(written: str | None, key: Key, presenter: Presenter) -> Competency | None:
    """Return the competency that the document ``key`` means, or None."""
    for ladder in _ladders(written, "competency", key, presenter):
        for competency in ladder.competencies:
            if competency.id == written:
                return competency
    return None


def norm_of(written: str | None, key: Key, presenter: Presenter) -> tuple[Norm, Key] | None:
    """Return the norm that the document ``key`` means, and the team that has it."""
    if written is None:
        return None
    for home in homes_of(presenter.handbook.documents[key], "norm", presenter.handbook):
        team = presenter.handbook.find(Team, home)
        for norm in team.norms if team else ():
            if norm.id == written:
                return norm, home
    return None


def titled(entry: Level | Competency | Norm | None, presenter: Presenter) -> Words:
    """Return what a level, competency or norm is called, nothing where there is none."""
    if entry is None:
        return NO_WORDS
    return presenter.words(entry.title) or Words(entry.id)


def _ladders(written: str | None, name: str, key: Key, presenter: Presenter) -> tuple[Ladder, ...]:
    if written is None:
        return ()
    homes = homes_of(presenter.handbook.documents[key], name, presenter.handbook)
    found = (presenter.handbook.find(Ladder, home) for home in homes)
    return tuple(ladder for ladder in found if ladder is not None)
