"""Which words of a sentence set its deadline, and the days that they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from planbook.prose_numbers.moments import Calendar, Moment
from planbook.prose_numbers.spans import Span

_LIMIT = re.compile(
    r"前|截|止|到|至|不晚于|最迟|最晚|\b(?:by|before|until|till|til|no later|due|on or)\b"
)


_NAMED = re.compile(
    r"[0-9一二三四五六七八九十]|next|下|明|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)

# 从下个月起 is complete in itself: what follows sets the deadline alone.
_BEGINS = re.compile(r"[从自由].+(?:起|开始)")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of a sentence: its words, and its first and last day where they are known."""

    span: Span
    start: date | None
    due: date | None
    plain: bool
    named: bool = False  # a single day, not the end of a period
    limit: bool = False  # with a word such as by, before, 前


def choose_deadline(text: str, moments: Sequence[Moment], calendar: Calendar) -> Deadline | None:
    """Return the moment that is the deadline, or None.

    By, before, 截至 and 前 say it most plainly; then a period; then a duration or a bare year.
    """
    able = [moment for moment in moments if moment.part in ("deadline", "duration")]
    if not able:
        return None
    joined = _from_to(text, moments)
    if joined is not None:
        return joined
    best = _with_period(max(able, key=lambda one: (_rank(text, one), -one.span.start)), able)
    if best.days is None:
        return Deadline(best.span, None, None, plain=False)
    first, last = best.days.first, best.days.last
    if best.strength >= 3 and (first <= calendar.as_of or _is_limit(text, best)):
        # "By March" leaves all the time until then; "in March" begins with its first day.
        first = min(calendar.as_of, last)
    named = best.days.first == best.days.last
    return Deadline(
        best.span, first, last, plain=best.strength >= 2, named=named, limit=_is_limit(text, best)
    )


def _is_limit(text: str, moment: Moment) -> bool:
    return moment.part == "deadline" and _LIMIT.search(moment.around.of(text)) is not None


def _rank(text: str, moment: Moment) -> float:
    """Return how plainly ``moment`` sets the deadline; a day that is named goes before 月末."""
    if moment.days is None:
        return 0.5
    rank = moment.strength - (0.5 if moment.part == "duration" else 0)
    if moment.strength >= 2 and _NAMED.search(moment.span.of(text)) is None:
        rank -= 0.3
    if moment.strength >= 3 and _is_limit(text, moment):
        rank += 0.2
    return rank


def _with_period(best: Moment, able: Sequence[Moment]) -> Moment:
    """Return ``best`` with the year that stands apart from it: "in 2027, by March"."""
    if best.days is None:
        return best
    for other in able:
        if other is best or other.days is None or other.strength != 1 or other.part != "deadline":
            continue
        years = other.days.first.year - best.days.first.year
        if years == 1 and other.days.last.month == 12 and best.part == "deadline":
            try:
                moved = replace(
                    best.days,
                    first=best.days.first.replace(year=best.days.first.year + years),
                    last=best.days.last.replace(year=best.days.last.year + years),
                )
            except ValueError:  # 29 February
                continue
            if other.days.first <= moved.last <= other.days.last:
                return replace(best, days=moved)
    return best


def _from_to(text: str, moments: Sequence[Moment]) -> Deadline | None:
    """Return the stretch between two moments: 从10月到12月, from October to December."""
    for first, second in pairwise(moments):
        between = text[first.span.end : second.span.start].strip()
        if (
            first.days is not None
            and second.days is not None
            and second.part == "deadline"
            and first.part in ("start", "deadline")
            and re.fullmatch(
                r"(?:起|开始)?(?:到|至|-|~|to|through|until|till|and)(?:the )?", between
            )
        ):
            start = first.around.start if first.part == "start" else first.span.start
            if _BEGINS.fullmatch(first.around.of(text)) is not None:
                start = second.around.start
            last = second.days.last
            if last < first.days.first:
                continue
            return Deadline(Span(start, second.span.end), first.days.first, last, plain=True)
    return None
