"""Who owns a project's files, by account name.

Only what the whole team may read is looked at: the list of owners lies beside the files, and tells
nothing that their names and the team's edition do not tell. A private document gets no line of
its own; it belongs to whom the folder belongs to that it lies in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from posixpath import dirname
from typing import Final

from planbook.editions import belongs_to, filter_for_edition
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.person import Person

Owners = tuple[str, ...]
"""Account names: the person's own first, then the manager's."""

ACCOUNT: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
"""An account's name on GitHub or GitLab; nothing else is ever written as an owner."""

_CONTENT: Final = "content"


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns what of a project. Paths are those of the project, with ``/``.

    ``others`` own what nobody else does. ``folders`` are the people's own folders. ``files`` are
    those whose documents have owners of their own; None, and a file that is not there, stands for
    those of the folder.
    """

    others: Owners = ()
    folders: Mapping[str, Owners] = field(default_factory=dict)
    files: Mapping[str, Owners | None] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nobody owns anything."""
        return not (self.others or any(self.folders.values()) or any(self.files.values()))


def find_owners(handbook: Handbook, as_of: date) -> Ownership:
    """Return who owns what in the project of ``handbook`` on ``as_of``.

    A document belongs to its person and the nearest manager with an account, else to the head.
    Who is not in service owns nothing.
    """
    visible = filter_for_edition(handbook, Edition("team"), as_of)
    chart = _Chart(visible, as_of)
    found: dict[str, set[Owners | None]] = defaultdict(set)
    for document in handbook.documents.values():
        seen = visible.documents.get(document.key)
        person = belongs_to(seen, visible) if seen is not None else None
        owners = chart.owners_of(person) if person is not None else None
        for path in (document.origin.path, *(table for _, table in document.origin.tables)):
            found[path].add(owners)
    return Ownership(
        others=chart.head,
        folders={
            folder: chart.owners_of(person) for folder, person in _own_folders(handbook, visible)
        },
        # What several documents in one file say must agree.
        files={path: next(iter(each)) for path, each in found.items() if len(each) == 1},
    )


class _Chart:
    """The org chart, read for account names."""

    def __init__(self, visible: Handbook, as_of: date) -> None:
        self._visible = visible
        self._accounts = {
            person.id: person.contacts.github
            for person in visible.all(Person)
            if person.is_serving(as_of)
            and person.contacts is not None
            and person.contacts.github is not None
            and ACCOUNT.fullmatch(person.contacts.github)
        }
        above = {person.id: visible.managers_above(person.id) for person in visible.all(Person)}
        self._above = above
        below = Counter(chain[-1] for chain in above.values() if chain)
        tops = [
            person.id
            for person in visible.all(Person)
            if person.manager is None and person.is_serving(as_of)
        ]
        # Of several at the top, the one who leads most.
        top = min(tops, key=lambda id_: (-below[id_], id_), default=None)
        account = self._accounts.get(top) if top is not None else None
        self.head: Owners = (account,) if account is not None else ()

    def owners_of(self, person: str) -> Owners:
        """Return the accounts of ``person`` and of the nearest manager who has one.

        Somebody who is led, by people without accounts, does not decide alone: the reviews of a
        person lie among the person's files.
        """
        chain = self._above.get(person, ())
        manager = next((self._accounts[id_] for id_ in chain if id_ in self._accounts), None)
        if chain and manager is None:
            return self.head
        both = (self._accounts.get(person), manager)
        return tuple(dict.fromkeys(name for name in both if name is not None)) or self.head


def _own_folders(handbook: Handbook, visible: Handbook) -> Iterator[tuple[str, str]]:
    """Yield the folders that hold one person's file and nobody else's, with the person's id."""
    # The whole handbook is asked which folders are shared, and only for their being shared.
    files: dict[str, list[str]] = defaultdict(list)
    for person in handbook.all(Person):
        for folder in folders_above(handbook.documents[person.key].origin.path):
            files[folder].append(person.id)
    for person in visible.all(Person):
        folder = dirname(visible.documents[person.key].origin.path)
        if folder != _CONTENT and files[folder] == [person.id]:
            yield folder, person.id


def folders_above(path: str) -> Iterator[str]:
    """Yield the folders that ``path`` lies in, the nearest first."""
    while path := dirname(path):
        yield path
