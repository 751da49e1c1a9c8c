"""Which words of a sentence set its deadline, and the days that they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from planbook.drafting.moments import Calendar, Moment
from planbook.drafting.moments_en import find_english_moments
from planbook.drafting.moments_zh import find_chinese_moments
from planbook.drafting.spans import Span

# Before a duration these make it the quantity that is to change: 缩短到5天以内.
_QUANTITY_BEFORE = re.compile(
    r"(?:控制在|控制到|缩短[至到为]?|压缩[至到为]?|压[至到]|降[至到为]|降低[至到为]"
    r"|减少?[至到为]|不超过|低于|少于|不高于|达到|提升[至到]|延长[至到]|增加[至到]|确保|保证"
    r"|保持在|稳定在|提前|平均"
    r"|\b(?:to|below|under|down to|takes?|took|from|by|than|of|answer(?:ed)?"
    r"|respond(?:ed)?(?: to [a-z ]+)?|resolved?|repl(?:y|ied)(?: to [a-z ]+)?|delivered"
    r"|deliver all orders|ship(?:ped)?(?: orders)?|paid|processed|closed))[ ]?(?:约|within |in "
    r"|under )?$"
)
_QUANTITY_AFTER = re.compile(
    r" ?(?:响应|回复|解决|处理|完结|办结|发货|交付|送达|到货|结案|关闭|上门|复购|留存|回访|闭环"
    r"|到账|付款|离职|流失|转正|退货|的?(?:占比|比例|比率)|[一-鿿]{0,6}率)|(?: of (?:receipt"
    r"|filing|being|delivery|arrival|joining|purchase))"
)


_LIMIT = re.compile(
    r"前|截|止|到|至|不晚于|最迟|最晚|\b(?:by|before|until|till|til|no later|due|on or)\b"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of a sentence: its words, and its first and last day where they are known."""

    span: Span
    start: date | None
    due: date | None
    plain: bool


def find_moments(text: str, calendar: Calendar) -> tuple[Moment, ...]:
    """Return the words about time in normalised ``text``, none overlapping another."""
    english = tuple(find_english_moments(text, calendar)) if re.search("[a-z0-9]", text) else ()
    chinese = (
        tuple(find_chinese_moments(text, calendar)) if re.search("[一-鿿]|[qh][1-4]", text) else ()
    )
    found = sorted((*english, *chinese), key=lambda one: (one.span.start, -one.span.end))
    kept: list[Moment] = []
    for moment in sorted(found, key=lambda one: (one.span.start - one.span.end, one.span.start)):
        if not any(moment.span.overlaps(other.span) for other in kept):
            kept.append(moment)
    kept.sort(key=lambda one: one.span)
    return tuple(_as_quantities(text, kept))


def _as_quantities(text: str, moments: Sequence[Moment]) -> list[Moment]:
    """Return ``moments`` without the durations that are quantities: 缩短到5天以内."""
    settled = any(moment.part == "deadline" and moment.strength >= 2 for moment in moments)
    return [
        moment
        for moment in moments
        if moment.part != "duration" or not _is_quantity(text, moment, settled=settled)
    ]


def _is_quantity(text: str, moment: Moment, *, settled: bool) -> bool:
    near = text[max(0, moment.span.start - 30) : moment.span.start]
    if _QUANTITY_BEFORE.search(near):
        return True
    if settled and not text.startswith(("未来", "接下来", "next", "the next"), moment.span.start):
        return True
    # "Within 2 days" before "response rate" is a promise to customers; weeks are a deadline.
    short = moment.days is not None and (moment.days.last - moment.days.first).days <= 7
    return short and _QUANTITY_AFTER.match(text, moment.span.end) is not None


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
    best = _with_period(max(able, key=lambda one: (_rank(one), -one.span.start)), able)
    if best.days is None:
        return Deadline(best.span, None, None, plain=False)
    first, last = best.days.first, best.days.last
    if best.strength >= 3 and (first <= calendar.as_of or _is_limit(text, best)):
        # "By March" leaves all the time until then; "in March" begins with its first day.
        first = min(calendar.as_of, last)
    return Deadline(best.span, first, last, plain=best.strength >= 2)


def _is_limit(text: str, moment: Moment) -> bool:
    return moment.part == "deadline" and _LIMIT.search(moment.around.of(text)) is not None


def _rank(moment: Moment) -> float:
    if moment.days is None:
        return 0.5
    return moment.strength - (0.5 if moment.part == "duration" else 0)


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
            last = second.days.last
            if last < first.days.first:
                continue
            return Deadline(Span(start, second.span.end), first.days.first, last, plain=True)
    return None
