"""Which way the words push an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from planbook.drafting import target_words as words
from planbook.drafting.directions import LOW_IS_GOOD, Direction, Push, find_pushes
from planbook.drafting.limits import find_bound
from planbook.drafting.readings import Form
from planbook.prose_numbers.amounts import Amount
from planbook.prose_numbers.clauses import clause_around
from planbook.prose_numbers.spans import Span

_SECONDS: Mapping[str | None, int] = MappingProxyType(
    {"s": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800, "months": 2592000}
)
_COMPARED = re.compile(r"\b(?:(?P<less>fewer|less)|more|extra)\b")
_OFF = re.compile(r" (?:off|out of)\b")
_MOVED = re.compile(
    r" (?:(?P<up>up|higher|bigger|larger|longer|heavier|(?:above|ahead of)(?= [\x00\x03]))"
    r"|down|lower|smaller|shorter|faster|quicker|earlier|sooner|cheaper|lighter"
    r"|below(?= [\x00\x03]))\b"
    r"(?! (?:to|from|by)\b)"
)
_THAN = re.compile(r"\bthan\b")
_AND = re.compile(r"\band\b|并|且|同时")


def find_direction(text: str, amount: Amount, form: Form, baseline: Amount | None) -> Direction:
    """Return which way the words push ``amount``; ``reach`` where they only name a mark.

    A baseline decides it for a level; else the word that governs the amount does.
    """
    if amount.moves:
        return "increase" if amount.moves > 0 else "decrease"
    if baseline is not None and form != "change" and not _is_earlier(text, baseline, form):
        here, there = _comparable(baseline, amount)
        if here != there:
            return "increase" if there > here else "decrease"
    if baseline is None and form != "change" and find_bound(text, amount) is not None:
        return "keep_within"
    beside = _beside(text, amount, form)
    if beside is not None:
        return beside
    push = _governing(text, amount, form)
    return "reach" if push is None else _direction_of(push, text, amount, form)


def _beside(text: str, amount: Amount, form: Form) -> Direction | None:
    """Return which way the amount itself and the words right beside it say, or None."""
    if form == "change" and amount.minus:
        return "decrease"
    if amount.kind not in ("bare", "counted") and _OFF.match(text, amount.span.end):
        return "decrease"
    moved = _MOVED.match(text, amount.span.end)
    if moved is not None:
        return "increase" if moved["up"] else "decrease"
    compared = _COMPARED.search(text, amount.figure.end, amount.span.end)
    if compared is not None and (compared["less"] or _THAN.search(text, amount.span.end)):
        return "decrease" if compared["less"] else "increase"
    return None


def _direction_of(push: Push, text: str, amount: Amount, form: Form) -> Direction:
    """Return the direction of the word that governs the amount, in the sense it has here."""
    start = push.span.start
    if amount.kind in ("money", "bare") and words.FUNDS.match(text, start):
        return "reach"  # raising money is getting it
    if amount.kind in ("percent", "points", "score") and words.WON_BACK.match(text, start):
        return "increase"  # two points won back are two points more
    if form == "count" and text.startswith("clear", start):
        return "reach"
    if amount.kind == "time" and text.startswith(("提速", "加快", "加速"), start):
        return "decrease"  # three days faster
    if amount.kind in ("time", "percent", "points") and text.startswith("sav", start):
        return "decrease"  # saved hours are hours less
    if push.neutral and LOW_IS_GOOD.search(text, push.span.end, amount.span.start + 1):
        return "decrease"
    return push.direction


def _is_earlier(text: str, baseline: Amount, form: Form) -> bool:
    """Return whether the baseline is a total of an earlier period: nothing rises from it."""
    near = text[max(0, baseline.span.start - 12) : baseline.span.end + 12]
    if re.search(r"\bonly |才|仅|只有", near):
        return False  # "needs 260, it was only 214"
    done = re.search(r"了 ?$", text[: baseline.span.start]) is not None
    return form == "count" and ("\x03" in near or done)


def _comparable(first: Amount, second: Amount) -> tuple[Decimal, Decimal]:
    if first.unit != second.unit and first.unit in _SECONDS and second.unit in _SECONDS:
        return first.value * _SECONDS[first.unit], second.value * _SECONDS[second.unit]
    return first.value, second.value


def _governing(text: str, amount: Amount, form: Form) -> Push | None:
    clause, pushes = clause_around(text, amount.span), find_pushes(text)
    here = [one for one in pushes if clause.start <= one.span.start < amount.span.start]
    behind = [one for one in pushes if amount.span.end <= one.span.start < clause.end]
    described = words.FOR_WHAT_AFTER.match(text, amount.span.end) if form == "count" else None
    if described is not None:
        behind = [one for one in behind if one.span.start >= described.end()]
        pushes = tuple(
            one for one in pushes if not amount.span.end <= one.span.start < described.end()
        )
    return (
        _named_change(text, amount, behind)
        or _in_front(text, here, form, clause)
        or _behind(here, behind, form)
        or _in_another_clause(text, amount, clause, pushes)
        or (here[-1] if here else None)
    )


def _named_change(text: str, amount: Amount, behind: Sequence[Push]) -> Push | None:
    """Return the noun right after the amount that names a change: a 20 % reduction."""
    named = words.CHANGE_AFTER.match(text, amount.span.end)
    if named is None:
        return None
    moving = [one for one in behind if one.span.start < named.end() and one.direction != "reach"]
    return moving[-1] if moving else None


def _in_front(text: str, here: Sequence[Push], form: Form, clause: Span) -> Push | None:
    if not here:
        return None
    last = here[-1]
    if last.direction != "reach" and not last.weak:
        return last
    moving = [one for one in here if one.direction != "reach" and not one.weak]
    # "Grow revenue to reach 5M" grows; "grow revenue and reach 90 %" reaches.
    joined = moving and _AND.search(text, moving[-1].span.end, last.span.start) is None
    if joined and (last.weak or form != "count"):
        return moving[-1]
    if not last.weak:
        return last
    if last.direction == "decrease":
        # "Run it in under two hours" reaches a mark; "keep it under 3 %" limits.
        sure = [one for one in here if not one.weak]
        able = [one for one in sure if one.direction != "reach" or _leads(one, clause)]
        return able[-1] if able else last
    return None


def _leads(push: Push, clause: Span) -> bool:
    return push.span.start <= clause.start + 12


def _behind(here: Sequence[Push], behind: Sequence[Push], form: Form) -> Push | None:
    if here or form != "change":
        return None
    return next((one for one in behind if one.direction != "reach" and not one.weak), None)


def _in_another_clause(
    text: str, amount: Amount, clause: Span, pushes: Sequence[Push]
) -> Push | None:
    sure = [one for one in pushes if not one.weak]
    earlier = [one for one in sure if one.span.start < clause.start and not one.neutral]
    last = earlier[-1] if earlier else None
    if words.LIMIT_AFTER.match(text, amount.span.end) is not None:
        return last if last and last.direction == "reach" else Push(amount.span, "decrease")
    behind = [one for one in sure if amount.span.end <= one.span.start < clause.end]
    in_front = any(clause.start <= one.span.start < amount.span.start for one in pushes)
    if behind and not in_front:
        return behind[0]
    if last is None:
        return None
    before = text[clause_around(text, last.span).start : last.span.start]
    if last.direction != "reach" and words.MEANS_BEFORE.search(before) is None:
        return last
    return None if in_front else last
