"""How a goal is written, as pages show it: five letters, and what would earn the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.charts.drawing import Drawing
from planbook.charts.marks import letter_squares, progress_bar, state_mark
from planbook.scoring.results import Check, Letter, SmartScore
from planbook.views.presenter import Presenter
from planbook.views.sentences import passage_of
from planbook.views.words import Passage, Phrase, Quantity, StateView

LETTERS: Final[Mapping[Letter, str]] = MappingProxyType(
    {"S": "specific", "M": "measurable", "A": "achievable", "R": "relevant", "T": "time_bound"}
)
"""The five letters in their order, each with what it stands for."""

ANCHOR: Final = "smart"
"""Where a goal's page tells how it is written."""


class CheckView(msgspec.Struct, frozen=True):
    """One check of how a goal is written. ``earned`` is full, partial or missing."""

    letter: str
    earned: StateView
    points: Quantity
    saw: Passage
    suggest: Passage


class LetterView(msgspec.Struct, frozen=True):
    """What one of the five letters earned, what it is worth, and that as a bar."""

    letter: str
    name: Phrase
    points: Quantity
    of: Quantity
    bar: Drawing


class SmartView(msgspec.Struct, frozen=True):
    """The SMART score, its letters in their order, and its checks.

    ``lost`` are the checks that lost points, those that lost most first; ``full`` are the others.
    """

    total: Quantity
    band: Phrase
    letters: tuple[LetterView, ...]
    lost: tuple[CheckView, ...]
    full: tuple[CheckView, ...]


def smart_view(smart: SmartScore, presenter: Presenter) -> SmartView:
    """Return the SMART score with each check's sentence."""
    return SmartView(
        total=Quantity(presenter.formats.number(smart.total)),
        band=Phrase(f"band.{smart.band}"),
        letters=letter_views(smart, presenter),
        lost=tuple(_check(one, presenter) for one in lost_checks(smart.checks)),
        full=tuple(_check(one, presenter) for one in smart.checks if one.points >= one.of),
    )


def lost_checks(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks that lost points, those that lost most first."""
    lost = (one for one in checks if one.points < one.of)
    return tuple(sorted(lost, key=lambda one: one.points - one.of))


def letter_views(smart: SmartScore, presenter: Presenter) -> tuple[LetterView, ...]:
    """Return what each of the five letters earned."""
    return tuple(_letter(letter, smart, presenter) for letter in LETTERS)


def squares_of(smart: SmartScore) -> Drawing:
    """Return the five letters as squares, each filled as far as it earned its points."""
    return letter_squares(tuple((letter, _share_of(letter, smart)) for letter in LETTERS))


def _share_of(letter: Letter, smart: SmartScore) -> Decimal:
    """Return the share that a letter earned of what it is worth.

    One that a project's rubric gives no points has none to lose.
    """
    worth = smart.worth(letter)
    return smart.letters.get(letter, Decimal(0)) / worth if worth else Decimal(1)


def _letter(letter: Letter, smart: SmartScore, presenter: Presenter) -> LetterView:
    points, worth = smart.letters.get(letter, Decimal(0)), smart.worth(letter)
    return LetterView(
        letter=letter,
        name=Phrase(f"goal.{LETTERS[letter]}"),
        points=Quantity(presenter.formats.number(points)),
        of=Quantity(presenter.formats.number(worth)),
        bar=progress_bar(_share_of(letter, smart), None),
    )


def _check(check: Check, presenter: Presenter) -> CheckView:
    earned = "full" if check.points >= check.of else "partial" if check.points else "missing"
    figures = {
        "points": presenter.formats.number(check.points),
        "of": presenter.formats.number(check.of),
    }
    return CheckView(
        letter=check.letter,
        earned=StateView(earned, state_mark(earned), Phrase("smart.points", figures)),
        points=Quantity(f"{figures['points']}/{figures['of']}"),
        saw=passage_of(check.saw, presenter),
        suggest=passage_of(check.suggest, presenter) if check.suggest else Passage(),
    )
