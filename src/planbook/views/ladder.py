"""The page of a career ladder: every level, and what it asks beyond the one below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from planbook.model.ladder import Competency, Ladder, Level
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.local_titles import titled
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Words


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


class LevelView(msgspec.Struct, frozen=True):
    """One level. ``anchor`` is where it stands on the page, ``below`` the level under it."""

    anchor: str
    title: Words
    scope: Words
    below: Words
    expectations: tuple[ExpectationView, ...]


class CompetencyRow(msgspec.Struct, frozen=True):
    """One line of the table: what each level expects in a competency, lowest level first."""

    competency: CompetencyView
    cells: tuple[tuple[Words, ...], ...]


class LadderView(msgspec.Struct, frozen=True):
    """The page of a ladder: the table for wide screens, the levels one by one."""

    layout: Layout
    document: CommonFields
    competencies_heading: Words
    levels_heading: Words
    competencies: tuple[CompetencyView, ...]
    levels: tuple[LevelView, ...]
    table: tuple[CompetencyRow, ...]


def view_ladder(
    ladder: Ladder, presenter: Presenter, layout: Layout, document: CommonFields
) -> LadderView:
    """Return the page of ``ladder``."""
    below: tuple[Level | None, ...] = (None, *ladder.levels)
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
        levels=tuple(
            LevelView(
                anchor=f"level-{level.id}",
                title=titled(level, presenter),
                scope=presenter.words(level.scope),
                below=titled(lower, presenter),
                expectations=compare_levels(level, lower, ladder.competencies, presenter),
            )
            for level, lower in zip(ladder.levels, below, strict=False)
        ),
        table=tuple(
            CompetencyRow(
                shown, tuple(_expectation(level, one, presenter) for level in ladder.levels)
            )
            for one, shown in zip(ladder.competencies, competencies, strict=True)
        ),
    )


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
