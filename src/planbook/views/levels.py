"""Levels of a career ladder by their titles."""

from __future__ import annotations

from planbook.model.ladder import Ladder
from planbook.model.person import Person
from planbook.model.role import Role
from planbook.views.presenter import Presenter
from planbook.views.words import NO_WORDS, Words


def level_title(person: Person, presenter: Presenter) -> Words:
    """Return the title of a person's level in the ladder of the role, where both are known."""
    role = presenter.handbook.find(Role, person.role)
    ladder = presenter.handbook.find(Ladder, role.ladder) if role else None
    if ladder is None or person.level is None:
        return NO_WORDS
    for level in ladder.levels:
        if level.id == person.level:
            return presenter.words(level.title) or Words(level.id)
    return NO_WORDS
