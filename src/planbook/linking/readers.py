"""Checking the readers of planbook.yaml: does each name kinds, teams and persons that exist?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Final, get_args

from planbook.diagnostics.codes.config import (
    CONFIG_READER_NAME_TAKEN,
    CONFIG_READER_UNKNOWN_NAME,
)
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.suggestions import closest, did_you_mean, listed
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.edition import Audience
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.model.settings import EVERYBODY, Reader
from planbook.model.team import Team

_PROJECT_FILE: Final = "planbook.yaml"
_SORTS: Final[Mapping[str, Text]] = {
    Team.KIND: {"en": "team", "zh": "团队"},
    Person.KIND: {"en": "person", "zh": "人员"},
}


def check_readers(
    handbook: Handbook, broken: Set[str] = frozenset(), *, incomplete: bool = False
) -> Iterator[Finding]:
    """Yield what is wrong with the names in the readers of the project's settings.

    ``broken`` are ids that stand in files which could not be read, so that nothing is said of
    them. Where the reading is ``incomplete``, no team and no person is known to be missing.
    """
    for name, reader in handbook.settings.readers.items():
        pointer = f"/readers/{name}"
        if name in get_args(Audience):
            place = Place(_PROJECT_FILE, pointer=pointer, on="key")
            yield CONFIG_READER_NAME_TAKEN.at(
                place, variant="audience", reader=name, example=_free_name(name, handbook)
            )
        elif Key(Person.KIND, name) in handbook.documents:
            place = Place(_PROJECT_FILE, pointer=pointer, on="key")
            yield CONFIG_READER_NAME_TAKEN.at(
                place, reader=name, example=_free_name(name, handbook)
            )
        yield from _check_kinds(name, reader, handbook)
        if not incomplete:
            yield from _check_ids(name, reader, handbook, broken)


def _free_name(name: str, handbook: Handbook) -> str:
    """Return a name like ``name`` that no reader and no person has."""
    free = f"{name}-reader"
    while free in handbook.settings.readers or Key(Person.KIND, free) in handbook.documents:
        free += "-2"
    return free


def _check_kinds(name: str, reader: Reader, handbook: Handbook) -> Iterator[Finding]:
    for position, kind in enumerate(reader.sees):
        if kind in handbook.kinds:
            continue
        plurals = (known.name for known in handbook.kinds.values() if known.plural == kind)
        near = next(plurals, None) or closest(kind, handbook.kinds)
        yield CONFIG_READER_UNKNOWN_NAME.at(
            Place(_PROJECT_FILE, pointer=f"/readers/{name}/sees/{position}"),
            variant="kind",
            reader=name,
            name=kind,
            hint=did_you_mean(near),
            suggestion=near,
            allowed=listed(handbook.kinds),
        )


def _check_ids(
    name: str, reader: Reader, handbook: Handbook, broken: Set[str]
) -> Iterator[Finding]:
    named = (
        *((f"of/{position}", Team.KIND, id_) for position, id_ in enumerate(reader.of)),
        *((f"not_about/{place}", Person.KIND, id_) for place, id_ in enumerate(reader.not_about)),
    )
    for place, kind, id_ in named:
        if Key(kind, id_) in handbook.documents or id_ in broken:
            continue
        if kind == Team.KIND and id_ == EVERYBODY:
            continue
        names = {
            words.lower(): key.id
            for key in handbook.by_kind.get(kind, ())
            for words in handbook.documents[key].title.values()
        }
        near = names.get(id_.lower()) or closest(
            id_, [key.id for key in handbook.by_kind.get(kind, ())]
        )
        yield CONFIG_READER_UNKNOWN_NAME.at(
            Place(_PROJECT_FILE, pointer=f"/readers/{name}/{place}"),
            reader=name,
            sort=_SORTS[kind],
            name=id_,
            hint=did_you_mean(near),
            suggestion=near,
        )
