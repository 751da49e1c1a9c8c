"""The words about time in a text, Chinese and English together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from planbook.periods import add_months
from planbook.prose_numbers.moments import Calendar, Moment
from planbook.prose_numbers.moments_en import find_english_moments
from planbook.prose_numbers.moments_zh import find_chinese_moments
from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.spans import Covered

# Before a duration these make it the quantity that is to change: 缩短到5天以内.
_QUANTITY_BEFORE = Pattern(
    r"(?:控制在|控制到|缩短[至到为]?|压缩[至到为]?|压[至到]|降[至到为]|降低[至到为]|从|由|自"
    r"|减少?[至到为]|不超过|低于|少于|不高于|达到|提升[至到]|延长[至到]|增加[至到]|确保|保证"
    r"|保持在|稳定在|提前|平均"
    r"|\b(?:to|below|under|down to|takes?|took|from|by|than|of|answer(?:ed)?"
    r"|respond(?:ed)?(?: to [a-z ]+)?|resolved?|repl(?:y|ied)(?: to [a-z ]+)?|delivered"
    r"|deliver all orders|ship(?:ped)?(?: orders)?|paid|processed|closed))[ ]?(?:约|within |in "
    r"|under )?$"
)
_QUANTITY_AFTER = Pattern(
    r" ?(?:响应|回复|解决|处理|完结|办结|发货|交付|送达|到货|结案|关闭|上门|复购|留存|回访|闭环"
    r"|到账|付款|离职|流失|转正|退货|的?(?:占比|比例|比率)|[一-鿿]{0,6}率)|(?: of (?:receipt"
    r"|filing|being|delivery|arrival|joining|purchase))"
)


def find_moments(text: str, calendar: Calendar) -> tuple[Moment, ...]:
    """Return the words about time in normalised ``text``, none overlapping another."""
    english = (
        tuple(find_english_moments(text, calendar))
        if re.search("[a-z]|[0-9][-/.][0-9]", text)
        else ()
    )
    chinese = (
        tuple(find_chinese_moments(text, calendar)) if re.search("[一-鿿]|[qh][1-4]", text) else ()
    )
    found = sorted((*english, *chinese), key=lambda one: (one.span.start, -one.span.end))
    kept: list[Moment] = []
    taken = Covered(len(text))
    for moment in sorted(found, key=lambda one: (one.span.start - one.span.end, one.span.start)):
        if not taken.meets(moment.span):
            taken.add(moment.span)
            kept.append(moment)
    kept.sort(key=lambda one: one.span)
    return tuple(_as_quantities(text, _in_retrospect(text, kept, calendar)))


_PLANNED = Pattern(
    r"要|将|争取|计划|力争|目标|必须|确保|达到|明年|\b(?:will|to|must|should|shall|want|goal|target"
    r"|by|next)\b"
)
_BARE_PERIOD = Pattern(
    r"第?[一二三四1-4]季度?|q[1-4]|[上下]半年|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?|h[12]"
)


def _in_retrospect(text: str, moments: Sequence[Moment], calendar: Calendar) -> Sequence[Moment]:
    """Return ``moments``, of which those of a review are past: 一季度增长 18%，二季度增长 15%.

    A period without its year is the next one, unless two that are over in this year follow each
    other and nothing speaks of a plan, or one that is past stands before it.
    """
    if _PLANNED.search(text) is not None:
        return moments
    over = [_over_this_year(text, moment, calendar) for moment in moments]
    reviewed = [
        (moment.part == "past" and moment.days is not None) or is_over
        for moment, is_over in zip(moments, over, strict=True)
    ]
    if sum(reviewed) < 2:
        return moments
    return [
        replace(moment, part="past") if is_over else moment
        for moment, is_over in zip(moments, over, strict=True)
    ]


def _over_this_year(text: str, moment: Moment, calendar: Calendar) -> bool:
    if moment.part != "deadline" or moment.days is None:
        return False
    if _BARE_PERIOD.fullmatch(moment.span.of(text)) is None:
        return False
    first, last = add_months(moment.days.first, -12), add_months(moment.days.last, -12)
    return first.year == calendar.as_of.year and last < calendar.as_of


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
