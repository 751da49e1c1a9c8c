"""The page of a career ladder: every level, and what it asks beyond the one below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planbook.model.ladder import Competency, Ladder, Level
from planbook.views.lists import Column
from planbook.views.local_titles import titled
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Words


@dataclass(frozen=True, slots=True)
class CompetencyView:
    """One thing to be good at."""

    title: Words
    description: Words


@dataclass(frozen=True, slots=True)
class ExpectationView:
    """What a level expects in one competency, and what a lower one did.

    ``same`` says that both expect the very same words; ``below`` is then empty.
    """

    competency: Words
    text: tuple[Words, ...]
    below: tuple[Words, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level. ``anchor`` is where it stands on the page, ``below`` the level under it."""

    anchor: str
    title: Words
    scope: Words
    below: Words
    expectations: tuple[ExpectationView, ...]


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """One line of the table: what each level expects in a competency, lowest level first."""

    competency: CompetencyView
    cells: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class LadderView:
    """The page of a ladder: the table for wide screens, the levels one by one."""

    shell: Shell
    document: DocumentPart
    competencies_heading: Words
    levels_heading: Words
    competencies: tuple[CompetencyView, ...]
    levels: tuple[LevelView, ...]
    table: tuple[CompetencyRow, ...]


def view_ladder(ladder: Ladder, pen: Pen, shell: Shell, document: DocumentPart) -> LadderView:
    """Return the page of ``ladder``."""
    below: tuple[Level | None, ...] = (None, *ladder.levels)
    competencies = tuple(
        CompetencyView(titled(one, pen), pen.words(one.description)) for one in ladder.competencies
    )
    return LadderView(
        shell=shell,
        document=document,
        competencies_heading=pen.label("ladder", "competencies"),
        levels_heading=pen.label("ladder", "levels"),
        competencies=competencies,
        levels=tuple(
            LevelView(
                anchor=f"level-{level.id}",
                title=titled(level, pen),
                scope=pen.words(level.scope),
                below=titled(lower, pen),
                expectations=compare_levels(level, lower, ladder.competencies, pen),
            )
            for level, lower in zip(ladder.levels, below, strict=False)
        ),
        table=tuple(
            CompetencyRow(shown, tuple(_expectation(level, one, pen) for level in ladder.levels))
            for one, shown in zip(ladder.competencies, competencies, strict=True)
        ),
    )


def compare_levels(
    level: Level, lower: Level | None, competencies: Iterable[Competency], pen: Pen
) -> tuple[ExpectationView, ...]:
    """Return what ``level`` expects in each of ``competencies``, with ``lower``'s beside it."""
    found = []
    for competency in competencies:
        text = _expectation(level, competency, pen)
        below = _expectation(lower, competency, pen) if lower else ()
        if text:
            same = text == below
            found.append(
                ExpectationView(titled(competency, pen), text, () if same else below, same)
            )
    return tuple(found)


def _expectation(level: Level, competency: Competency, pen: Pen) -> tuple[Words, ...]:
    return pen.every(level.expectations.get(competency.id, ()))


PAGE: Final = PageKind(
    noun=Ladder,
    template="ladder.html",
    view=view_ladder,
    columns=(
        Column("levels", lambda ladder, pen: tuple(titled(one, pen) for one in ladder.levels)),
        Column(
            "competencies",
            lambda ladder, pen: tuple(titled(one, pen) for one in ladder.competencies),
        ),
    ),
)
