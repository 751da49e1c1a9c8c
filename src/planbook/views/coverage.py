"""Whether everybody is led well: people by the ten practices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.charts.marks import state_mark
from planbook.model.document import Key
from planbook.model.person import Person
from planbook.model.practices import PRACTICES
from planbook.pages import Page
from planbook.scoring.coverage import NOT_SHOWN
from planbook.scoring.results import Practice, PracticeState
from planbook.views.csv_pages import TableView
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import (
    NO_PAGER,
    Pager,
    Part,
    numbered_pages,
    page_numbers,
    pager_of,
    part_at,
)
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.sentences import phrase_of
from planbook.views.tables import HERE, table_href, table_page
from planbook.views.words import Phrase, Ref, StateView, Telling

SECTION: Final = "coverage"
MANAGED: Final = PRACTICES[:10]
"""The practices that somebody is led by; how they were chosen is another matter."""
STATES: Final[tuple[PracticeState, ...]] = ("full", "partial", "missing", "not_yet", "not_shown")
_PROOFS_SHOWN: Final = 3
_REMEDIES: Final = MappingProxyType(
    {
        "responsibilities": "planbook new role",
        "goals": "planbook new goal --owner {person}",
        "training": "planbook new training --owner {person}",
        "performance": "planbook new review --owner {person}",
        "incentives": "planbook new incentive --owner {person}",
        "communication": "planbook new meeting --owner {person}",
        "team": "planbook new team --owner {person}",
        "tools": "planbook new tool --owner {person}",
        "feedback": "planbook new feedback --owner {person}",
        "growth": "planbook new growth --owner {person}",
    }
)
"""What to write where a practice is missing."""


class PracticeHead(msgspec.Struct, frozen=True):
    """A column of the matrix. ``short`` is its number, for narrow heads."""

    name: Phrase
    short: str
    href: str


class CoverageCell(msgspec.Struct, frozen=True):
    """How far one practice is there for a person; ``href`` leads to the reasons."""

    state: StateView
    href: str = ""


class CoverageRow(msgspec.Struct, frozen=True):
    """One person: a cell for each practice, in their order."""

    person: Ref
    cells: tuple[CoverageCell, ...]


class Matrix(msgspec.Struct, frozen=True):
    """Some of the people by the ten practices; ``href`` leads to all of them."""

    heads: tuple[PracticeHead, ...]
    rows: tuple[CoverageRow, ...]
    states: tuple[StateView, ...]
    total: int
    pager: Pager
    href: str = ""


class CoverageView(msgspec.Struct, frozen=True):
    """One page of the matrix."""

    layout: Layout
    matrix: Matrix
    table: str


class PracticeLine(msgspec.Struct, frozen=True):
    """How far one practice is there for a person, why, and what proves it.

    ``remedy`` is the command that begins what is missing altogether.
    """

    name: Phrase
    anchor: str
    href: str
    state: StateView
    reasons: tuple[Telling, ...]
    proofs: tuple[Ref, ...]
    more: int
    remedy: str = ""


def coverage_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the matrix, page by page."""
    keys = covered_people(site)
    numbers = page_numbers(len(keys)) if keys else ()
    make = partial(_view, site, layouts, language)
    yield from numbered_pages(site, language, (SECTION,), numbers, "coverage.html", make)
    if keys:
        yield table_page(site, language, (SECTION,), partial(_table, site, language))


def _view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> CoverageView:
    segments = (SECTION,)
    presenter = site.at_number(language, segments, number)
    layout = layouts.around(presenter, segments, Phrase("section.coverage"), number=number)
    people = matrix(presenter, part_at(covered_people(site), number))
    return CoverageView(layout, people, table_href(presenter, segments))


def _table(site: SitePresenter, language: str) -> TableView:
    """Return everybody by the ten practices."""
    presenter = site.at(language, HERE)
    rows = ((key, presenter.ref(key)) for key in covered_people(site))
    return TableView(
        (
            Phrase("table.id"),
            Phrase("people.name"),
            *(Phrase(f"practice.{one}") for one in MANAGED),
        ),
        tuple(
            (
                key.id,
                ref.title.text,
                *(cell.state.label for cell in _row(presenter, key, ref).cells),
            )
            for key, ref in rows
            if ref is not None
        ),
    )


def covered_people(site: SitePresenter) -> tuple[Key, ...]:
    """Return the people whose coverage is known, in the order of the lists."""
    return site.remember(COVERED, "")


def _covered_people(site: SitePresenter, _: str) -> tuple[Key, ...]:
    return tuple(key for key in site.listed(Person.KIND) if site.is_covered(key))


COVERED: Final = Shared("covered people", tuple[Key, ...], _covered_people)


def matrix(presenter: Presenter, part: Part[Key]) -> Matrix:
    """Return one page of the matrix."""
    return Matrix(
        heads=_heads(presenter),
        rows=tuple(
            _row(presenter, key, ref)
            for key in part.items
            if (ref := presenter.ref(key)) is not None
        ),
        states=tuple(coverage_state(one) for one in STATES),
        total=part.total,
        pager=pager_of(presenter, (SECTION,), part),
        href="" if part.is_all else presenter.to(SECTION),
    )


def matrix_on(presenter: Presenter, people: Sequence[Key], day: date) -> Matrix | None:
    """Return how ``people`` were led on ``day``; None where nobody of them served on it."""
    past = presenter.scores.past.coverage
    rows = tuple(
        CoverageRow(
            ref,
            tuple(CoverageCell(coverage_state(_practice(found, one).state)) for one in MANAGED),
        )
        for key in people
        if (ref := presenter.ref(key)) is not None
        and (found := past.get((key.id, day))) is not None
    )
    if not rows:
        return None
    return Matrix(_heads(presenter), rows, tuple(map(coverage_state, STATES)), len(rows), NO_PAGER)


def _heads(presenter: Presenter) -> tuple[PracticeHead, ...]:
    return tuple(
        PracticeHead(Phrase(f"practice.{one}"), str(place), presenter.to("practices", one))
        for place, one in enumerate(MANAGED, start=1)
    )


def coverage_state(state: PracticeState) -> StateView:
    """Return a state of a practice with its mark and its word."""
    return StateView(state, state_mark(state), Phrase(f"coverage.{state}"))


def practice_anchor(name: str) -> str:
    """Return the mark on a person's page where it says how far a practice is there."""
    return f"coverage-{name}"


def practice_lines(person: Person, presenter: Presenter) -> tuple[PracticeLine, ...]:
    """Return the ten practices as they are there for ``person``, or nothing where not known."""
    score = presenter.scores.people.get(person.id)
    if score is None or not score.coverage:
        return ()
    return tuple(
        _line(name, _practice(score.coverage, name), person, presenter) for name in MANAGED
    )


def _line(name: str, practice: Practice, person: Person, presenter: Presenter) -> PracticeLine:
    if practice.state == "not_shown":
        practice = NOT_SHOWN
    proofs = tuple(ref for key in practice.proofs if (ref := presenter.ref(key)) is not None)
    return PracticeLine(
        name=Phrase(f"practice.{name}"),
        anchor=practice_anchor(name),
        href=presenter.to("practices", name),
        state=coverage_state(practice.state),
        reasons=tuple(phrase_of(one, presenter) for one in practice.reasons),
        proofs=proofs[:_PROOFS_SHOWN],
        more=max(0, len(proofs) - _PROOFS_SHOWN),
        remedy=_REMEDIES[name].format(person=person.id) if practice.state == "missing" else "",
    )


def _row(presenter: Presenter, key: Key, person: Ref) -> CoverageRow:
    coverage = presenter.scores.people[key.id].coverage
    return CoverageRow(person, tuple(_cell(person, coverage, name) for name in MANAGED))


def _cell(person: Ref, coverage: Mapping[str, Practice], name: str) -> CoverageCell:
    state = _practice(coverage, name).state
    leads = bool(person.href) and state != "not_shown"
    return CoverageCell(
        coverage_state(state), f"{person.href}#{practice_anchor(name)}" if leads else ""
    )


def _practice(coverage: Mapping[str, Practice], name: str) -> Practice:
    # Unknown means hidden.
    return coverage.get(name) or NOT_SHOWN
