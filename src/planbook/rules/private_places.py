"""Where it is told that somebody lacks what is private: in a private document, nowhere wider.

Whoever lacks a review or feedback is told of in the newest one about them; else in the newest one
that their manager wrote, whose turn it is. Where neither is there, nothing is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from planbook.model.document import Key
from planbook.model.person import Person


class Written(msgspec.Struct, frozen=True):
    """One document of a practice: whom it is about, who wrote it, and when."""

    key: Key
    about: Key | None
    author: Key | None
    day: date


class Lacking(msgspec.Struct, frozen=True):
    """Who is told of in a document: its own person, one whom its author manages, or all of them."""

    document: Key
    variant: str
    whose: Key


def place_lacking(
    lacking: Iterable[Person], looked_at: Iterable[Person], written: Iterable[Written]
) -> Mapping[Key, tuple[Lacking, ...]]:
    """Return the findings about those who are ``lacking``, by the document that they stand in.

    ``looked_at`` are all whom the practice is for. Where nobody whom a manager leads has it, that
    is one finding.
    """
    about: dict[Key, Written] = {}
    by_author: dict[Key, Written] = {}
    for one in sorted(written, key=lambda one: (one.day, one.key)):
        if one.about is not None:
            about[one.about] = one
        if one.author is not None:
            by_author[one.author] = one
    teams: dict[Key, list[Person]] = defaultdict(list)
    for person in looked_at:
        if person.manager is not None:
            teams[person.manager].append(person)
    found: dict[Key, list[Lacking]] = defaultdict(list)
    for each in _place(tuple(lacking), teams, about, by_author):
        found[each.document].append(each)
    return {key: tuple(each) for key, each in found.items()}


def _place(
    lacking: tuple[Person, ...],
    teams: Mapping[Key, list[Person]],
    about: Mapping[Key, Written],
    by_author: Mapping[Key, Written],
) -> Iterator[Lacking]:
    without = {person.key for person in lacking}
    whole = {
        manager
        for manager, people in teams.items()
        if manager in by_author
        and len(people) > 1
        and all(person.key in without for person in people)
    }
    for manager in sorted(whole):
        yield Lacking(by_author[manager].key, "team", manager)
    for person in lacking:
        if person.manager in whole:
            continue
        if person.key in about:
            yield Lacking(about[person.key].key, "", person.key)
        elif person.manager is not None and person.manager in by_author:
            yield Lacking(by_author[person.manager].key, "other", person.key)
