"""A stretch of time that a sentence names, and what it is to the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from planbook.periods import CALENDAR_YEAR, FiscalYear
from planbook.prose_numbers.days import Days
from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.spans import Span

Part = Literal["deadline", "start", "past", "frequency", "duration", "mention"]


class Moment(msgspec.Struct, frozen=True):
    """Words about time.

    ``span`` is what counts as the deadline's text, ``around`` also the words that tie it in
    (在…内). ``strength`` says how plainly the words set a deadline: 3 by, before, 截至, 前;
    2 a period; 1 a bare year or a duration that may as well be a quantity.
    """

    span: Span
    around: Span
    days: Days | None
    part: Part = "deadline"
    strength: int = 2


class Calendar(msgspec.Struct, frozen=True):
    """What dates are counted from: the day of writing, and how business years are counted."""

    as_of: date
    fiscal: FiscalYear = CALENDAR_YEAR


Resolver = Callable[["re.Match[str]", Calendar], Days | None]


class Form(msgspec.Struct, frozen=True):
    """One way to name a stretch of time: a pattern and what its match stands for."""

    pattern: Pattern
    resolve: Resolver
    strength: int = 2
    part: Part = "deadline"


def form(pattern: str, resolve: Resolver, strength: int = 2, part: Part = "deadline") -> Form:
    """Return the form whose ``pattern`` is written as text."""
    return Form(Pattern(pattern), resolve, strength, part)


def unresolved(_match: re.Match[str], _calendar: Calendar) -> None:
    """Resolve words about time that name no days of the calendar."""


def first_ahead(candidates: Iterable[Days | None], calendar: Calendar) -> Days | None:
    """Return the first of ``candidates`` that is not over on the day of writing."""
    return next((one for one in candidates if one and one.last >= calendar.as_of), None)


def match_forms(
    forms: Sequence[Form], text: str, calendar: Calendar
) -> Iterator[tuple[Span, Form, Days | None]]:
    """Yield what ``forms`` find in ``text``, the longest where several begin together."""
    found: list[tuple[int, int, int, Form, Days | None]] = []
    for rank, form in enumerate(forms):
        for match in form.pattern.finditer(text):
            try:
                days = form.resolve(match, calendar)
            except (ValueError, OverflowError):  # beyond the years that a calendar has
                days = None
            if days is not None or form.part != "deadline" or form.strength == 0:
                found.append((match.start(), -match.end(), rank, form, days))
    end = -1
    for start, minus_end, _rank, form, days in sorted(found, key=lambda one: one[:3]):
        if start >= end:
            end = -minus_end
            yield Span(start, end), form, days
