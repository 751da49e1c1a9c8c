"""How an amount in a sentence may be meant, and how plainly the words say so.

Each reading is a form and points of plainness; what speaks against it takes points away. The amount
with the most points left is the target. The points are ranks: a change (by 20 %) goes before a
level (to 30 %), a level before a count (12 partners), and a bare number comes last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from planbook.drafting import target_words as words
from planbook.drafting.directions import Push
from planbook.prose_numbers.amounts import Amount
from planbook.prose_numbers.clauses import clause_around
from planbook.prose_numbers.spans import Span

Form = Literal["change", "level", "count"]

_COUNTS: Mapping[str, int] = MappingProxyType(
    {"money": 30, "time": 20, "symbol": 24, "score": 30, "counted": 20, "bare": 10}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A form and how plainly (in points) the words give an amount that form."""

    form: Form
    plainness: int


@dataclass(frozen=True, slots=True)
class AmountInClause:
    """An amount with the words around it: its clause, and 40 characters before (``near``)."""

    amount: Amount
    clause: Span
    before: str
    near: str
    earlier: str  # 120 characters before, over the start of the clause
    after: str
    rest: str  # what stands behind, over the end of the clause
    pushes: tuple[Push, ...]
    has_deadline: bool
    is_only: bool = False  # no other amount stands in the sentence

    @property
    def is_kept_up(self) -> bool:
        """Whether a rate is what is wanted, up to a deadline: 9 trainings per quarter in 2027."""
        return self.is_only and self.has_deadline

    @property
    def is_relative(self) -> bool:
        """Whether the amount is a percentage or percentage points."""
        return self.amount.kind in ("percent", "points")

    @property
    def moves(self) -> bool:
        """Whether a word of rise or fall stands before the amount in its clause."""
        return any(push.direction != "reach" for push in self.pushes_before)

    @property
    def is_pushed(self) -> bool:
        """Whether a word of any direction, or an imperative, stands before the amount."""
        wanted = self.amount.kind != "time" and words.WANTED_BEFORE.search(self.before)
        return (
            bool(self.pushes_before or wanted) or words.IMPERATIVE.search(self.before) is not None
        )

    @property
    def pushes_before(self) -> tuple[Push, ...]:
        """The words of direction in the clause before the amount."""
        start = self.amount.span.start
        return tuple(push for push in self.pushes if self.clause.start <= push.span.start < start)

    @property
    def is_followed_by_push(self) -> bool:
        """Whether a word of direction stands after the amount in its clause."""
        end = self.amount.span.end
        return any(end <= push.span.start < self.clause.end for push in self.pushes)


def surroundings_of(
    text: str,
    amount: Amount,
    pushes: Sequence[Push],
    *,
    has_deadline: bool,
    is_only: bool = False,
) -> AmountInClause:
    """Return ``amount`` of ``text`` with the words around it."""
    clause = clause_around(text, amount.span)
    start, end = amount.span.start, amount.span.end
    return AmountInClause(
        amount,
        clause,
        text[clause.start : start],
        text[max(0, start - 40) : start],
        text[max(0, start - 120) : start],
        text[end : clause.end],
        text[end : end + 60],
        tuple(pushes),
        has_deadline,
        is_only,
    )


def read_amount(around: AmountInClause) -> Reading | None:
    """Return how the amount is most plainly meant, or None where it is a baseline."""
    if _is_baseline(around):
        return None
    for read in _READINGS:
        reading = read(around)
        if reading is not None:
            return reading
    return _as_count(around)


def doubts_about(around: AmountInClause, form: Form) -> int:
    """Return the points to be taken off: what speaks against the amount as the target."""
    doubts = sum(
        points
        for points, forms, speaks in _DOUBTS
        if (not forms or form in forms) and speaks(around)
    )
    return doubts + _doubt_of_rate(around, form)


def names_baseline(around: AmountInClause) -> bool:
    """Return whether the amount is what there is now, or was before, of the same thing."""
    compared = words.COMPARED_BEFORE.search(around.near) is not None
    return _is_baseline(around) and not compared and not _is_reference(around)


def _is_baseline(around: AmountInClause) -> bool:
    if _is_past(around):
        return True
    if words.BASELINE_AFTER.match(around.after) and not around.moves:
        return True
    if around.amount.moves or words.BASELINE_BEFORE.search(around.near) is None:
        return False
    if words.GOT_AFTER.match(around.after):
        return False  # contracts from 38 stores in hand
    from_there = words.FROM_BEFORE.search(around.near) is not None
    return from_there or words.CHANGE_AFTER.match(around.after) is None


def _is_past(around: AmountInClause) -> bool:
    """Whether the amount is what was reached before: 去年做了800万, 800k last year."""
    if around.amount.moves or words.CHANGE_AFTER.match(around.after):
        return False
    if words.ACHIEVED_BEFORE.search(around.before):
        return True
    if words.REPORTED_BEFORE.search(around.before):
        goes_on = words.REPORTS_AFTER.match(around.rest) is not None
        return not around.has_deadline or goes_on or "\x03" in around.earlier
    if re.search(r"(?<![为除])了 ?$", around.before) and not words.INTENDED.search(around.before):
        return True
    if not around.is_pushed and words.HAPPENED_AFTER.match(around.after):
        return words.INTENDED.search(around.before) is None
    if words.GIVES_REASON_AFTER.match(around.rest) and not around.moves:
        return words.INTENDED.search(around.before) is None
    if "\x03" in around.before and re.search(r"了 ?$", around.before):
        return True
    changes = words.CHANGE_BEFORE.search(around.near) is not None
    if re.match(r" ?(?:in |during )?\x03", around.after):
        return not around.moves and not changes
    mark = around.before.rfind("\x03")
    if mark < 0 or re.search("[0-9]", around.before[mark:]):
        return False
    # 一季度增长 18% looks back, 比一季度增长 18% does not.
    first, then = around.before[:mark].rstrip("\x03 "), around.before[mark + 1 :]
    if words.COMPARES_BEFORE.search(first) or words.COMPARES_AFTER.match(then):
        return False
    if changes:
        return True
    start = around.clause.start + mark
    moving = any(
        push.span.start > start and not push.weak and push.direction != "reach"
        for push in around.pushes_before
    )
    return not moving and words.INTENDED.search(then) is None


def _as_worded_change(around: AmountInClause) -> Reading | None:
    if around.amount.moves:
        return Reading("change", 50)
    if around.amount.number == "worded" and around.after.startswith(("的", " of")):
        return Reading("change", 44)
    return None


def _as_rank(around: AmountInClause) -> Reading | None:
    return Reading("level", 36) if words.RANK_BEFORE.search(around.near) else None


def _as_level(around: AmountInClause) -> Reading | None:
    near, amount = around.near, around.amount
    if words.TARGET_AFTER.match(around.after):
        return Reading("level", 48)
    if words.LEVEL_BEFORE.search(near) is None:
        return None
    if amount.number == "english" and amount.value == 1 and amount.unit is None:
        return None
    if around.is_relative and re.search(r"\b(?:over|up to|at)$", near.strip()):
        return None
    if amount.kind in ("counted", "bare") and re.search(r"\bto the $", near):
        return None  # thank you to the 1,200 partners
    changes = words.CHANGE_AFTER.match(around.after) is not None
    if changes and (around.is_relative or re.match(r" ?(?:的|or )", around.after)):
        return None
    if amount.number == "chinese" and amount.value == 1 and amount.kind == "counted":
        return Reading("count", 12)
    if words.ONLY_BOUND.search(near) and not around.is_relative:
        return Reading("level", 38)
    return Reading("level", 48 if changes else 46)


def _as_change(around: AmountInClause) -> Reading | None:
    if words.CHANGE_AFTER.match(around.after):
        return Reading("change", 50)
    change = words.CHANGE_BEFORE.search(around.near)
    if change is None:
        return None
    counts = re.match(r"(?:an?|with|another|additional|extra|by an?)\b", change[0].strip())
    if counts and not around.is_relative:
        return None
    return Reading("change", 44 if around.amount.kind == "counted" else 50)


def _as_part(around: AmountInClause) -> Reading | None:
    after = around.after
    if around.amount.kind == "bare":
        part = re.match(r" (?:out )?of (?:the |our |my |all |them|[0-9])", after)
        return Reading("count", 38) if part else None
    if around.is_relative and around.is_pushed:
        part = re.match(r" ?(?:以上)?(?:的(?!增|提|降|幅)| of )", after)
        return Reading("level", 44) if part else None
    return None


def _as_limit(around: AmountInClause) -> Reading | None:
    """3 分钟内接起, answered in 3 minutes or less."""
    limited = words.LIMIT_AFTER.match(around.after) is not None
    able = around.amount.kind == "time" or around.has_deadline
    return Reading("level", 36) if limited and able else None


def _as_share(around: AmountInClause) -> Reading | None:
    if not around.is_relative:
        return None
    points = 32 if around.is_pushed else 30 if around.has_deadline else 24
    return Reading("change" if around.moves and not _is_level(around.near) else "level", points)


def _is_level(near: str) -> bool:
    # 覆盖率20% is a level, 提升销售额20% a change.
    shares = re.search(r"(?:率|占比|度|份额|比例)(?:是|为|有|要)?$", near)
    moves = re.search(
        r"(?:提升|提高|增长|增加|降低|减少|下降|缩短|压缩|提|增|降)[^，,]{0,30}$", near
    )
    return shares is not None and moves is None


def _as_none(around: AmountInClause) -> Reading | None:
    """Zero of something is a level, however it is written."""
    return Reading("level", 42) if around.amount.value == 0 and around.has_deadline else None


def _as_count(around: AmountInClause) -> Reading:
    amount = around.amount
    points = _COUNTS[amount.kind]
    if amount.value == 0 and not around.has_deadline:
        points -= 16  # no slip-ups
    if amount.kind == "symbol" and not around.has_deadline and not around.is_pushed:
        points -= 10
    if amount.kind == "bare" and around.has_deadline:
        points += 16 if words.NAMED_BEFORE.search(around.near) else 8
    if amount.number in ("chinese", "english") and amount.value == 1:
        points -= 14  # 一家, one: an article more often than a figure
    elif amount.kind == "counted" and around.has_deadline:
        points += 8
    if around.is_pushed:
        gains = amount.kind == "counted" and words.GAIN_BEFORE.search(around.near) is not None
        return Reading("count", 43 if gains else points + 14)
    if (
        not around.has_deadline
        and amount.kind == "counted"
        and not words.RATE_AFTER.match(around.after)
    ):
        points -= 4
    return Reading("count", points + (4 if around.is_followed_by_push else 0))


_READINGS: tuple[Callable[[AmountInClause], Reading | None], ...] = (
    _as_worded_change,
    _as_rank,
    _as_level,
    _as_change,
    _as_part,
    _as_limit,
    _as_share,
    _as_none,
)


def _is_each(around: AmountInClause) -> bool:
    if around.is_relative or around.is_kept_up:
        return False  # per head, 10 % lower
    if around.has_deadline and _is_each_of_them(around):
        return False
    if words.EACH_BEFORE.search(around.near):
        named = re.search(r"[到至为达](?:每|人均|平均|\x01)|\bper [a-z]+ ?[:：]", around.near)
        return named is None
    behind = words.EACH_AFTER.match(around.after) is not None and around.amount.kind != "money"
    return behind and not _is_each_pushed(around)


def _is_each_pushed(around: AmountInClause) -> bool:
    """Whether each of something is to come to the amount: my stores gain 500 members each."""
    behind = words.EACH_AFTER.match(around.after) is not None and around.amount.kind != "money"
    return behind and around.is_pushed and around.has_deadline


def _is_price_of_each(around: AmountInClause) -> bool:
    return (
        around.amount.kind == "money"
        and words.EACH_AFTER.match(around.after) is not None
        and words.EACH_BEFORE.search(around.near) is None
    )


def _is_means(around: AmountInClause) -> bool:
    return _governs(words.MEANS_BEFORE, around.before)


def _is_effort(around: AmountInClause) -> bool:
    if around.has_deadline and words.TOGETHER_BEFORE.search(around.before):
        return False
    return not _is_means(around) and _governs(words.EFFORT_BEFORE, around.before)


def _governs(pattern: re.Pattern[str], before: str) -> bool:
    """Return whether the last match of ``pattern`` still holds at the end of ``before``."""
    last = max((match.end() for match in pattern.finditer(before)), default=None)
    if last is None:
        return False
    return (
        re.search(r"把|将|使|让|令|实现|达到|\bto\b|\band (?![a-z]+ing\b)", before[last:]) is None
    )


def _is_partial(around: AmountInClause) -> bool:
    return words.PARTLY_BEFORE.search(around.before) is not None


def _follows_a_rate(around: AmountInClause) -> bool:
    return "\x01" in around.before and not around.is_kept_up


def _is_scope(around: AmountInClause) -> bool:
    if around.amount.kind != "counted" and re.search(r"\bof $", around.near):
        return False  # a score of 90 points
    if around.amount.upper is not None and re.search(r"\bbetween $", around.near):
        return False
    if around.has_deadline and words.OBJECT_BEFORE.search(around.before):
        return False  # ship the 45 sets
    if around.has_deadline and (
        _is_each_of_them(around)
        or words.GOT_AFTER.match(around.after) is not None
        or words.TOGETHER_BEFORE.search(around.before) is not None
    ):
        return False
    return (
        around.amount.kind in ("counted", "percent", "points", "score")
        and words.SCOPE_BEFORE.search(around.near) is not None
        and words.ALL_OF_BEFORE.search(around.near) is None
        and words.PRESENT_IN_BEFORE.search(around.near) is None
    )


def _is_each_of_them(around: AmountInClause) -> bool:
    """Whether something is done to each: give 8 customers a sample each."""
    return (
        words.EACH_OF_THEM_AFTER.match(around.rest) is not None
        or words.EACH_OF_THEM_BEFORE.search(around.before) is not None
    )


def _is_bounded_scope(around: AmountInClause) -> bool:
    """Whether a bound stands before a mere scope: "in more than 20 countries"."""
    bound = words.ONLY_BOUND.search(around.near) is not None
    return bound and not around.has_deadline and _is_scope(around)


def _is_served(around: AmountInClause) -> bool:
    """Whether the amount only says for whom: 服务好 200 家客户, serve 300 sites."""
    return not around.has_deadline and words.SERVED_BEFORE.search(around.near) is not None


def _qualifies(around: AmountInClause) -> bool:
    """Whether the amount describes what is counted before it: 4 家毛利率超过 30% 的店."""
    if words.DESCRIBED_BEFORE.search(around.before) is not None:
        return True
    counted = words.COUNTED_NOUN_PHRASE.search(around.before) is not None
    return counted and words.OF_WHICH_AFTER.match(around.after) is not None


def _describes(around: AmountInClause) -> bool:
    """Whether the amount only says which ones, in a sentence that asks for nothing by a day."""
    idle = not around.has_deadline and not around.is_pushed
    return idle and words.OF_WHICH_AFTER.match(around.after) is not None


def _is_price(around: AmountInClause) -> bool:
    """Whether the amount is what a thing costs: 零售价 1999 元的新品, the model at $199."""
    return (
        around.amount.kind in ("money", "percent")
        and words.PRICED_BEFORE.search(around.near) is not None
    )


def _is_observation(around: AmountInClause) -> bool:
    """Whether a sentence begins with the share and asks for nothing: 80% of problems are …"""
    if not around.is_relative or around.has_deadline or around.is_pushed:
        return False
    if around.before.strip() and not re.match(r" ?(?:都是|全是)", around.after):
        return False
    return words.OBSERVED_AFTER.match(around.after) is not None and not around.is_followed_by_push


def _is_reference(around: AmountInClause) -> bool:
    """Whether the amount is somebody else's: the industry's, a competitor's."""
    return words.OTHERS_BEFORE.search(around.near) is not None


def _is_staff(around: AmountInClause) -> bool:
    """Whether people are the means (three of us will …), not the result (hire three)."""
    if words.PEOPLE.fullmatch(around.amount.unit or "") is None or around.amount.value >= 1000:
        return False
    return not any(words.PEOPLE_VERB.search(part) for part in (around.before, around.after))


def _is_figure_of_speech(around: AmountInClause) -> bool:
    amount = around.amount
    if amount.unit in ("个", "個") and around.after.startswith("人"):
        return True
    return amount.number != "digits" and amount.unit in ("个", "项", "条", "种", "個", "項", "種")


def _is_activity(around: AmountInClause) -> bool:
    activity = words.ACTIVITY.fullmatch(around.amount.unit or "") is not None
    return activity and not around.is_kept_up


def _is_some(around: AmountInClause) -> bool:
    """Whether a range only says that it is few: talk to 2 or 3 resellers, 两三家."""
    amount = around.amount
    few = amount.upper is not None and amount.upper - amount.value == 1 and amount.value <= 4
    return few and not around.has_deadline


def _is_small_and_bare(around: AmountInClause) -> bool:
    return around.amount.kind == "bare" and around.amount.value <= 3


def _is_in_brackets(around: AmountInClause) -> bool:
    opened = max(around.before.rfind("("), around.before.rfind("（"))
    return opened >= 0 and re.search(r"[)）]", around.before[opened:]) is None


def _is_time(around: AmountInClause) -> bool:
    return around.amount.kind == "time"


_DOUBTS: tuple[tuple[int, tuple[Form, ...], Callable[[AmountInClause], bool]], ...] = (
    (24, (), _is_each),
    (16, (), _is_each_pushed),
    (24, ("count",), _is_price_of_each),
    (12, ("level", "change"), _is_price_of_each),
    (26, ("change", "count"), _is_means),
    (16, ("level",), _is_means),
    (22, ("count",), _is_effort),
    (30, (), _is_partial),
    (10, ("change", "count"), _follows_a_rate),
    (22, ("count",), _is_scope),
    (22, ("count",), _is_served),
    (24, ("level",), _is_bounded_scope),
    (24, (), _qualifies),
    (24, ("level", "count"), _describes),
    (40, (), _is_reference),
    (40, (), _is_price),
    (24, (), _is_observation),
    (18, ("count",), _is_staff),
    (8, ("count",), _is_figure_of_speech),
    (8, ("count",), _is_activity),
    (8, ("count",), _is_time),
    (20, ("change",), _is_small_and_bare),
    (30, (), _is_some),
    (12, (), _is_in_brackets),
)


def _doubt_of_rate(around: AmountInClause, form: Form) -> int:
    """Return the points against "twice a week"; "8,000 steps a day until May" is a target still."""
    if words.RATE_AFTER.match(around.after) is None or around.is_kept_up:
        return 0
    counts_results = around.amount.kind == "counted" and not _is_activity(around)
    doubt = 14 if form == "level" else 26
    if counts_results and form != "level":
        doubt = 20 if words.CONTACTS_BEFORE.search(around.near) else 8 if around.has_deadline else 0
    kept = around.has_deadline and not _is_activity(around) and not counts_results
    return doubt - 14 if kept else doubt
