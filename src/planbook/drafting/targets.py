"""Which amount of a sentence is its target, and which its baseline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from planbook.drafting import target_words as words
from planbook.drafting.directions import Direction, Push, find_pushes
from planbook.drafting.governing import find_direction
from planbook.drafting.limits import Bound, find_bound
from planbook.drafting.readings import (
    Form,
    Reading,
    doubts_about,
    names_baseline,
    read_amount,
    surroundings_of,
)
from planbook.prose_numbers.amounts import Amount

_FROM_TO = Reading("level", 48)
_STANDS_BEFORE = re.compile(
    r"\b(?:is|are|'s|'re|stands?|sits?|runs?|hovers?) (?:currently |still |stuck )?(?:at|around"
    r"|about) $"
)
_IS_BEFORE = re.compile(r"\b(?:is|are) (?:only |just |still |now )?$")
_BESIDE_NOW = 40
_ENOUGH = 18
"""With fewer points of plainness an amount is no target."""

_ANOTHER_TIME = re.compile(
    r"目前|现在|当前|现[为是有]|原[为是有]|去年|上[季月年]|\bcurrent|\btoday|\bnow\b|\x03"
)


@dataclass(frozen=True, slots=True)
class Aim:
    """The target of a sentence: what is to be reached, from where, and which way.

    ``form`` is ``change`` (by 20 %), ``level`` (to 30 %) or ``count`` (12 partners).
    ``plainness`` (points) says how plainly the words make this amount the target.
    """

    amount: Amount
    form: Form
    baseline: Amount | None
    direction: Direction
    plainness: int
    bound: Bound | None = None  # which limit it is, where the direction is keep_within


@dataclass(frozen=True, slots=True)
class _Candidate:
    amount: Amount
    form: Form
    plainness: int
    baseline: Amount | None


def find_aim(text: str, amounts: Sequence[Amount], *, has_deadline: bool) -> Aim | None:
    """Return the target of the sentence, or None where none of ``amounts`` is one."""
    candidates = list(_candidates(text, amounts, has_deadline=has_deadline))
    if not candidates:
        return None
    best = max(candidates, key=lambda one: (one.plainness, -one.amount.span.start))
    if best.plainness < _ENOUGH:
        return None
    baseline = best.baseline or _baseline_elsewhere(text, amounts, best, find_pushes(text))
    amount = _signed(best.amount) if best.form == "level" else best.amount
    baseline = _signed(baseline) if baseline is not None else None
    direction = find_direction(text, amount, best.form, baseline)
    bound = find_bound(text, best.amount) if direction == "keep_within" else None
    return Aim(amount, best.form, baseline, direction, best.plainness, bound)


def _signed(amount: Amount) -> Amount:
    """Return ``amount`` below zero where a minus sign stands before it."""
    return replace(amount, value=-amount.value) if amount.minus else amount


def _candidates(
    text: str, amounts: Sequence[Amount], *, has_deadline: bool
) -> Iterator[_Candidate]:
    baselines = _pairs(text, amounts)
    paired_baselines = set(baselines.values())
    pushes = find_pushes(text)
    is_only = _is_only_one(text, amounts, pushes, has_deadline=has_deadline)
    before: Amount | None = None  # the last one that was a baseline
    for index, amount in enumerate(amounts):
        if index in paired_baselines and index not in baselines:
            continue
        around = surroundings_of(text, amount, pushes, has_deadline=has_deadline, is_only=is_only)
        paired = index in baselines
        reading = _FROM_TO if paired else read_amount(around)
        goes_on = before is not None and words.GOES_ON_BEFORE.search(around.before) is not None
        if reading is None or (goes_on and not around.amount.moves):
            before = amount
            continue
        if _is_status(text, amount) and (_has_twin(amount, amounts) or not has_deadline):
            continue
        if (
            before is None
            and index
            and _is_said_of_now(text, amounts[index - 1])
            and _follows(text, amounts[index - 1], amount)
        ):
            before = amounts[index - 1]
        if before is not None and _follows(text, before, amount) and reading.form == "count":
            yield _Candidate(amount, "level", _BESIDE_NOW - 2 * index, before)
            continue
        if "\x01" in around.before and _has_other(text, amount, amounts):
            continue
        # The first figure of a sentence is mostly the one that it is about.
        plainness = reading.plainness - doubts_about(around, reading.form) - 2 * index
        baseline = amounts[baselines[index]] if paired else None
        yield _Candidate(amount, reading.form, plainness, baseline)


def _is_only_one(
    text: str, amounts: Sequence[Amount], pushes: Sequence[Push], *, has_deadline: bool
) -> bool:
    """Return whether all amounts but one are what there is now, or was."""
    able = (surroundings_of(text, amount, pushes, has_deadline=has_deadline) for amount in amounts)
    return sum(read_amount(around) is not None for around in able) == 1


def _is_status(text: str, amount: Amount) -> bool:
    """Return whether ``amount`` tells how things are: "are at 3%", "(7.4% in Q3)"."""
    before = text[max(0, amount.span.start - 24) : amount.span.start]
    after = text[amount.span.end : amount.span.end + 24]
    if _STANDS_BEFORE.search(before) is not None:
        return True
    if _IS_BEFORE.search(before) and amount.kind in ("percent", "score", "time"):
        # "The rate is 2.1%; we want 3.5%" tells, "The goal is 3.5% by May" asks.
        return re.match(r" ?[,;.]", after) is not None and re.search("[0-9]", after) is not None
    opened = re.search(r"[(（] ?(?:[a-z]+ )?[\x00\x03]*(?:为|是|:|：| )*$", before)
    return opened is not None and re.match(r" ?(?:in |at )?[\x00\x03]* ?[)）]", after) is not None


def _has_other(text: str, amount: Amount, amounts: Sequence[Amount]) -> bool:
    """Return whether the total stands beside what is added each time: 每月 10 家，全年 120 家."""
    return any(
        one.unit == amount.unit
        and one.value > amount.value
        and text[one.span.start - 2 : one.span.start].strip() == "\x00"
        for one in amounts
        if one is not amount
    )


def _is_said_of_now(text: str, amount: Amount) -> bool:
    """Return whether a word for what is over stands right behind: 300 tickets this year."""
    return re.match(r"[^,;.0-9\x00]{0,24}\x03", text[amount.span.end :]) is not None


def _has_twin(amount: Amount, amounts: Sequence[Amount]) -> bool:
    return any(one is not amount and one.unit in (amount.unit, None) for one in amounts)


def _follows(text: str, now: Amount, amount: Amount) -> bool:
    """Return whether ``amount`` stands beside what there is now: "now 41, 60 by December"."""
    between = text[now.span.end : amount.span.start]
    return (
        _same_unit(now, amount)
        and re.fullmatch(
            r"(?:[^,;.0-9\x00]{0,24}\x03+| (?:today|now|currently|so far)"
            r"|, (?:which|that|this) (?:is|was) [^,;.0-9\x00\x03]{0,24})? ?[,，;；、/"
            r"|]? ?(?:(?:目标|target|goal)[:： ]*"
            r"|(?:\x00+|this time|今年|这次|本次|本期)? ?(?:定|为|定为|是)? ?)",
            between,
        )
        is not None
    )


def _pairs(text: str, amounts: Sequence[Amount]) -> Mapping[int, int]:
    """Return the places of targets and their baselines in "from X to Y"."""
    pairs: dict[int, int] = {}
    for index in range(len(amounts) - 1):
        first, second = amounts[index], amounts[index + 1]
        if _is_pair(text, first, second):
            pairs[index + 1] = index
        elif _replaces(text, first, second):
            pairs[index] = index + 1
    return pairs


def _replaces(text: str, first: Amount, second: Amount) -> bool:
    """Return whether ``first`` is to be instead of ``second``: 30 days, not 42."""
    between = text[first.span.end : second.span.start]
    return (
        _same_unit(first, second)
        and not (first.moves or second.moves or first.value == second.value)
        and words.INSTEAD_OF.fullmatch(between) is not None
    )


def _is_pair(text: str, first: Amount, second: Amount) -> bool:
    between = text[first.span.end : second.span.start]
    if words.MAKE_THAT.fullmatch(between) is not None:
        return _same_unit(first, second)
    if len(between) > 40 or words.TO_NEXT.search(between) is None:
        return False
    if first.moves or second.moves or not _same_unit(first, second):
        return False
    if _ANOTHER_TIME.search(between) or re.search(r"[,，;；].{6,}", between):
        return False
    before = text[max(0, first.span.start - 14) : first.span.start]
    changes = words.CHANGE_BEFORE.search(before) is not None
    return not changes or words.BASELINE_BEFORE.search(before) is not None


def _same_unit(first: Amount, second: Amount) -> bool:
    if first.unit is None or second.unit is None or first.kind == second.kind == "time":
        return True
    return first.unit.rstrip("s").lower() == second.unit.rstrip("s").lower()


def _baseline_elsewhere(
    text: str, amounts: Sequence[Amount], best: _Candidate, pushes: Sequence[Push]
) -> Amount | None:
    for amount in amounts:
        if amount is best.amount or amount.moves:
            continue
        same = amount.unit == best.amount.unit or None in (amount.unit, best.amount.unit)
        around = surroundings_of(text, amount, pushes, has_deadline=True)
        status = _is_status(text, amount) and same
        if (names_baseline(around) or status) and (same or best.form == "change"):
            return amount
    return _status_before(text, amounts, best, pushes)


def _status_before(
    text: str, amounts: Sequence[Amount], best: _Candidate, pushes: Sequence[Push]
) -> Amount | None:
    """Return what stands by itself before the level to come to: 周期 22 天，压缩到 15 天."""
    place = amounts.index(best.amount)
    if place == 0 or best.form != "level":
        return None
    first = amounts[place - 1]
    around = surroundings_of(text, first, pushes, has_deadline=True)
    target = surroundings_of(text, best.amount, pushes, has_deadline=True)
    alone = not around.is_pushed and not around.is_followed_by_push and not first.moves
    ends = re.match(r" ?[,，;；]", text[first.span.end :]) is not None
    same = first.unit is not None and first.unit == best.amount.unit
    between = text[first.span.end : best.amount.span.start]
    comes_to = target.moves or (
        words.LEVEL_BEFORE.search(target.near) is not None
        and words.MEASURED.search(between) is None
    )
    return first if alone and ends and same and comes_to else None
