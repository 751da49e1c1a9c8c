"""The page of a career ladder: every level, and what it asks beyond the one below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

import msgspec

from planbook.linking.local_names import homes_of
from planbook.model.document import Key
from planbook.model.ladder import Competency, Ladder, Level
from planbook.model.person import Person
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.local_titles import titled
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Ref, Words

_PEOPLE_SHOWN: Final = 12


class CompetencyView(msgspec.Struct, frozen=True):
    """One thing to be good at."""

    title: Words
    description: Words


class ExpectationView(msgspec.Struct, frozen=True):
    """What a level expects in one competency, and what a lower one did.

    ``same`` says that both expect the very same words; ``below`` is then empty.
    """

    competency: Words
    text: tuple[Words, ...]
    below: tuple[Words, ...]
    same: bool


class AddedView(msgspec.Struct, frozen=True):
    """What a level asks in one competency that the level below does not.

    ``instead`` is what the lower one asked in its place.
    """

    competency: Words
    added: tuple[Words, ...]
    instead: tuple[Words, ...]


class LevelView(msgspec.Struct, frozen=True):
    """One level. ``anchor`` is where it stands on the page, ``below`` the level under it.

    ``adds`` is what differs from the level below, ``unchanged`` the competencies in which nothing
    does. ``people`` are the first of ``people_total`` at this level; ``is_yours`` marks the
    reader's own.
    """

    anchor: str
    title: Words
    scope: Words
    below: Words
    adds: tuple[AddedView, ...]
    unchanged: tuple[Words, ...]
    people: tuple[Ref, ...]
    people_total: int
    is_yours: bool


class CompetencyRow(msgspec.Struct, frozen=True):
    """One line of the table: what each level expects in a competency, lowest level first."""

    competency: CompetencyView
    cells: tuple[tuple[Words, ...], ...]


class LadderView(msgspec.Struct, frozen=True):
    """The page of a ladder: the table for wide screens, the levels one by one.

    ``next`` is the level after the reader's own.
    """

    layout: Layout
    document: CommonFields
    competencies_heading: Words
    levels_heading: Words
    competencies: tuple[CompetencyView, ...]
    levels: tuple[LevelView, ...]
    table: tuple[CompetencyRow, ...]
    next: LevelView | None


def view_ladder(
    ladder: Ladder, presenter: Presenter, layout: Layout, document: CommonFields
) -> LadderView:
    """Return the page of ``ladder``."""
    below: tuple[Level | None, ...] = (None, *ladder.levels)
    levels = tuple(
        _level(level, lower, ladder, presenter)
        for level, lower in zip(ladder.levels, below, strict=False)
    )
    competencies = tuple(
        CompetencyView(titled(one, presenter), presenter.words(one.description))
        for one in ladder.competencies
    )
    return LadderView(
        layout=layout,
        document=document,
        competencies_heading=presenter.label("ladder", "competencies"),
        levels_heading=presenter.label("ladder", "levels"),
        competencies=competencies,
        levels=levels,
        table=tuple(
            CompetencyRow(
                shown, tuple(_expectation(level, one, presenter) for level in ladder.levels)
            )
            for one, shown in zip(ladder.competencies, competencies, strict=True)
        ),
        next=next((after for own, after in pairwise(levels) if own.is_yours), None),
    )


def _level(level: Level, lower: Level | None, ladder: Ladder, presenter: Presenter) -> LevelView:
    people = presenter.remember(PEOPLE_AT, "").get((ladder.key, level.id), ())
    adds, unchanged = _beyond(level, lower, ladder.competencies, presenter)
    return LevelView(
        anchor=f"level-{level.id}",
        title=titled(level, presenter),
        scope=presenter.words(level.scope),
        below=titled(lower, presenter),
        adds=adds,
        unchanged=unchanged,
        people=presenter.refs(people[:_PEOPLE_SHOWN]),
        people_total=len(people),
        is_yours=any(key.id == presenter.site.edition.viewer for key in people),
    )


def _beyond(
    level: Level, lower: Level | None, competencies: Iterable[Competency], presenter: Presenter
) -> tuple[tuple[AddedView, ...], tuple[Words, ...]]:
    """Return what ``level`` asks beyond ``lower``, and the competencies that stay as they are."""
    adds, unchanged = [], []
    for competency in competencies:
        title = titled(competency, presenter)
        text = _expectation(level, competency, presenter)
        below = _expectation(lower, competency, presenter) if lower else ()
        added = tuple(one for one in text if one not in below)
        instead = tuple(one for one in below if one not in text)
        if text and (added or instead):
            adds.append(AddedView(title, added, instead))
        elif text:
            unchanged.append(title)
    return tuple(adds), tuple(unchanged)


def _standing_of(site: SitePresenter, key: Key) -> tuple[Key, str] | None:
    """Return the ladder and the level at which a person stands."""
    person = site.handbook.find(Person, key)
    if person is None or person.level is None:
        return None
    for home in homes_of(site.handbook.documents[key], "level", site.handbook):
        ladder = site.handbook.find(Ladder, home)
        if ladder is not None and any(level.id == person.level for level in ladder.levels):
            return ladder.key, person.level
    return None


def _people_at(site: SitePresenter, _: str) -> dict[tuple[Key, str], tuple[Key, ...]]:
    """Return who in service stands at each level of each ladder."""
    found: dict[tuple[Key, str], list[Key]] = defaultdict(list)
    for key in site.serving():
        standing = site.remember(LEVEL_OF, key)
        if standing is not None:
            found[standing].append(key)
    return {standing: tuple(keys) for standing, keys in found.items()}


def compare_levels(
    level: Level, lower: Level | None, competencies: Iterable[Competency], presenter: Presenter
) -> tuple[ExpectationView, ...]:
    """Return what ``level`` expects in each of ``competencies``, with ``lower``'s beside it."""
    found = []
    for competency in competencies:
        text = _expectation(level, competency, presenter)
        below = _expectation(lower, competency, presenter) if lower else ()
        if text:
            same = text == below
            found.append(
                ExpectationView(titled(competency, presenter), text, () if same else below, same)
            )
    return tuple(found)


def _expectation(level: Level, competency: Competency, presenter: Presenter) -> tuple[Words, ...]:
    return presenter.every(level.expectations.get(competency.id, ()))


PAGE: Final = PageKind(
    record=Ladder,
    template="ladder.html",
    view=view_ladder,
    columns=(
        Column(
            "levels",
            lambda ladder, presenter: tuple(titled(one, presenter) for one in ladder.levels),
        ),
        Column(
            "competencies",
            lambda ladder, presenter: tuple(titled(one, presenter) for one in ladder.competencies),
        ),
    ),
)

LEVEL_OF: Final = Shared("level of", tuple[Key, str] | None, _standing_of, Key, (Person.KIND,))
PEOPLE_AT: Final = Shared(
    "people at each level", Mapping[tuple[Key, str], tuple[Key, ...]], _people_at
)
