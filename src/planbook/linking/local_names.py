"""Names that mean something only inside another document, or in the project file.

A level and a competency live in a ladder, a norm in a team, a territory and a product line in
the vocabulary of planbook.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from planbook.linking.near_names import Known
from planbook.model.document import Document, Key
from planbook.model.handbook import Handbook
from planbook.model.ladder import Ladder
from planbook.model.person import Person
from planbook.model.reference import VOCABULARY_KINDS
from planbook.model.role import Role
from planbook.model.settings import Vocabulary
from planbook.model.team import Team

LADDER_NAMES = ("level", "competency")
TEAM_NAMES = ("norm",)
VOCABULARIES = VOCABULARY_KINDS
LOCAL_NAMES = (*LADDER_NAMES, *TEAM_NAMES)


def vocabulary_terms(vocabulary: Vocabulary, name: str) -> tuple[Known, ...]:
    """Return the ids that the vocabulary ``territory`` or ``product_line`` holds, with titles."""
    terms = vocabulary.territories if name == "territory" else vocabulary.product_lines
    return tuple((term.id, term.title) for term in terms)


def homes_of(document: Document, name: str, handbook: Handbook) -> tuple[Key, ...]:
    """Return the documents in which a ``level``, ``competency`` or ``norm`` may be defined.

    For levels and competencies: the ladder that the document names, else those of the roles of
    the people that it is about, else every ladder. For norms: the teams of the people that it
    names and the teams above these, else every team.
    """
    if document.kind == "ladder" and name in LADDER_NAMES:
        return (document.key,)
    found = dict.fromkeys(
        _ladders(document, handbook) if name in LADDER_NAMES else _teams(document, handbook)
    )
    if found:
        return tuple(found)
    return handbook.by_kind.get("ladder" if name in LADDER_NAMES else "team", ())


def names_in(home: Key, name: str, handbook: Handbook) -> tuple[str, ...]:
    """Return the ids of the levels, competencies or norms that the document ``home`` defines."""
    return tuple(id_ for id_, _ in titles_in(home, name, handbook))


def titles_in(home: Key, name: str, handbook: Handbook) -> tuple[Known, ...]:
    """Return the ids of the levels, competencies or norms of ``home``, each with its title."""
    if name == "norm":
        team = handbook.find(Team, home.id)
        return tuple((norm.id, norm.title) for norm in team.norms) if team else ()
    ladder = handbook.find(Ladder, home.id)
    if ladder is None:
        return ()
    entries = ladder.levels if name == "level" else ladder.competencies
    return tuple((entry.id, entry.title) for entry in entries)


def _named(document: Document, handbook: Handbook) -> Iterator[Key]:
    """Yield what a document names, in the order of its fields, itself first."""
    yield document.key
    for reference in handbook.references.get(document.key, ()):
        if not reference.in_prose:
            yield reference.target


def _ladders(document: Document, handbook: Handbook) -> Iterator[Key]:
    own = document.values.get("ladder")
    if isinstance(own, str):
        yield Key("ladder", own)
        return
    for named in _named(document, handbook):
        person = handbook.find(Person, named)
        found = handbook.find(Role, person.role if person is not None else named)
        if found is not None and found.ladder is not None:
            yield found.ladder


def _teams(document: Document, handbook: Handbook) -> Iterator[Key]:
    for named in _named(document, handbook):
        person = handbook.find(Person, named)
        team = person.team if person is not None else named if named.kind == Team.KIND else None
        seen: set[Key] = set()
        while team is not None and team not in seen:
            seen.add(team)
            yield team
            found = handbook.find(Team, team)
            team = found.parent if found else None
