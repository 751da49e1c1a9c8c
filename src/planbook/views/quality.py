"""Which goals are badly written, and what would mend each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final

import msgspec

from planbook.charts.drawing import Drawing
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.pages import Page
from planbook.quantities import rounded
from planbook.views.csv_pages import Row, TableView
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Pager, numbered_pages, page_numbers, pager_of, part_at
from planbook.views.plain_cells import plain_cell
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.sentences import passage_of
from planbook.views.smart import ANCHOR, LetterView, letter_views, lost_checks, squares_of
from planbook.views.tables import HERE, table_href, table_page
from planbook.views.words import Passage, Phrase, Quantity, Ref, Words

SECTION: Final = "quality"
_LETTERS: Final = ("S", "M", "A", "R", "T")
_BANDS: Final = ("ready", "minor_edits", "rework")


class Rated(msgspec.Struct, frozen=True):
    """A goal that runs or is to come, as it is written."""

    goal: Key
    owner: str
    total: Decimal
    band: str


class QualityLine(msgspec.Struct, frozen=True):
    """One goal of the board. ``remedy`` is what to write first; empty where no point is lost."""

    goal: Ref
    owner: Ref | None
    total: Quantity
    band: Phrase
    letters: tuple[LetterView, ...]
    squares: Drawing
    remedy: Passage
    mend: str
    losses: int


class QualityView(msgspec.Struct, frozen=True):
    """One page of the board. ``counts`` are how many goals there are of each band."""

    layout: Layout
    lines: tuple[QualityLine, ...]
    total: int
    mean: Quantity | None
    counts: tuple[tuple[Phrase, int], ...]
    pager: Pager
    table: str


def quality_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the board, page by page, where a goal has a SMART score."""
    if not site.has_smart_scores():
        return
    numbers = page_numbers(len(site.remember(BOARD, "")))
    make = partial(_quality_view, site, layouts, language)
    yield from numbered_pages(site, language, (SECTION,), numbers, "quality.html", make)
    yield table_page(site, language, (SECTION,), partial(_table, site, language))


def _quality_view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> QualityView:
    segments = (SECTION,)
    presenter = site.at_number(language, segments, number)
    board = site.remember(BOARD, "")
    part = part_at(board, number)
    bands = Counter(one.band for one in board)
    lines = (_line(one.goal, presenter) for one in part.items)
    return QualityView(
        layout=layouts.around(presenter, segments, Phrase(f"section.{SECTION}"), number=number),
        lines=tuple(line for line in lines if line is not None),
        total=part.total,
        mean=_mean([one.total for one in board], presenter),
        counts=tuple((Phrase(f"band.{band}"), bands[band]) for band in _BANDS if bands[band]),
        pager=pager_of(presenter, segments, part),
        table=table_href(presenter, segments) if board else "",
    )


def _table(site: SitePresenter, language: str) -> TableView:
    """Return all goals of the board, each letter in a column."""
    presenter = site.at(language, HERE)
    rows = (_row(one, presenter) for one in site.remember(BOARD, ""))
    heads = ("table.id", "quality.goal", "quality.owner", "quality.score", "table.band")
    return TableView(
        (*map(Phrase, heads), *map(Words, _LETTERS), Phrase("quality.first")),
        tuple(row for row in rows if row is not None),
    )


def _row(rated: Rated, presenter: Presenter) -> Row | None:
    line, score = _line(rated.goal, presenter), presenter.scores.goals.get(rated.goal.id)
    smart = score.smart if score is not None else None
    if line is None or smart is None:
        return None
    letters = (smart.letters[letter] for letter in _LETTERS)
    owner = plain_cell(line.owner)
    goal, title = rated.goal.id, line.goal.title.text
    return (goal, title, owner, rated.total, line.band, *letters, str(line.remedy))


def _mean(totals: list[Decimal], presenter: Presenter) -> Quantity | None:
    if not totals:
        return None
    mean = sum(map(Fraction, totals), Fraction(0)) / len(totals)
    return presenter.number(rounded(mean, 0))


def _line(key: Key, presenter: Presenter) -> QualityLine | None:
    goal, ref = presenter.handbook.find(Goal, key), presenter.ref(key)
    score = presenter.scores.goals.get(key.id)
    if goal is None or ref is None or score is None or score.smart is None:
        return None
    smart, lost = score.smart, lost_checks(score.smart.checks)
    return QualityLine(
        goal=ref,
        owner=presenter.ref(goal.owner),
        total=Quantity(presenter.formats.number(smart.total)),
        band=Phrase(f"band.{smart.band}"),
        letters=letter_views(smart, presenter),
        squares=squares_of(smart),
        remedy=passage_of(lost[0].suggest, presenter) if lost and lost[0].suggest else Passage(),
        mend=f"{ref.href}#{ANCHOR}",
        losses=len(lost),
    )


def _rated(site: SitePresenter, key: Key) -> Rated | None:
    """Return how a goal is written, if its period is not over and nobody has closed it."""
    goal, score = site.handbook.find(Goal, key), site.scores.goals.get(key.id)
    if goal is None or score is None or score.smart is None or score.outcome is not None:
        return None
    if _end_of(goal) < site.scores.as_of:
        return None
    return Rated(key, goal.owner.id if goal.owner else "", score.smart.total, score.smart.band)


def _end_of(goal: Goal) -> date:
    """Return the last day on which a goal can still be mended: that of its period, or its due."""
    if goal.period is not None:
        return goal.period.end
    return goal.time_bound.due or date.max


def _board(site: SitePresenter, _: str) -> tuple[Rated, ...]:
    found = [rated for _, rated in site.of_each(RATED) if rated is not None]
    return tuple(sorted(found, key=lambda one: (one.total, one.owner, one.goal.id)))


RATED: Final = Shared("rated", Rated | None, _rated, Key, (Goal.KIND,))
BOARD: Final = Shared("board", tuple[Rated, ...], _board)
