"""A review in which every dimension has the same rating."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.review import Review
from planbook.periods import is_within
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation

_FEWEST: Final = 3
_RECENT_MONTHS: Final = 6


def find(review: Review, readings: Readings) -> Iterator[Violation]:
    """Yield the ratings of a recent review where three or more have one score."""
    day = review.date or (review.period.end if review.period is not None else None)
    if not review.is_in_force or not is_within(day, _RECENT_MONTHS, readings.as_of):
        return
    scores = [rating.score for rating in review.ratings]
    if len(scores) >= _FEWEST and None not in scores and len(set(scores)) == 1:
        yield Violation("/ratings")


RULE = ReadingRule(
    Code(
        name="review-ratings-alike",
        severity=Severity.HINT,
        message={
            "en": "these ratings make no difference between one thing and another",
            "zh": "这里的各项评分没有差别",
        },
        help={
            "en": "look at each dimension by itself and by facts: hardly anybody is equally good "
            "at all of them",
            "zh": "请逐项对照事实来评：几乎没有人在每一项上都一样",
        },
        what={
            "en": "A review of the last six months has three or more ratings, all with the same "
            "score.",
            "zh": "最近六个月的一份绩效回顾里有三项以上评分，而且分数全部相同。",
        },
        why={
            "en": "One score throughout is an overall impression and says nothing about what to "
            "keep and what to change.",
            "zh": "从头到尾一个分数，只是总体印象，看不出什么该保持、什么该改变。",
        },
        bad="ratings:\n  - {dimension: Sales growth, score: 4}\n"
        "  - {dimension: Partner satisfaction, score: 4}\n  - {dimension: Coverage, score: 4}\n",
        good="ratings:\n  - {dimension: Sales growth, score: 4}\n"
        "  - {dimension: Partner satisfaction, score: 3}\n  - {dimension: Coverage, score: 5}\n",
    ),
    Review,
    find,
)
