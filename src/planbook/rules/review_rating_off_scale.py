"""A rating that is not on the project's scale."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.review import Review
from planbook.quantities import plain
from planbook.rules.rule import Breach, Rule


def find(review: Review, handbook: Handbook) -> Iterator[Breach]:
    """Yield every score outside the scale."""
    scale = handbook.settings.reviews.scale
    words = {"min": plain(scale.min), "max": plain(scale.max)}
    for position, rating in enumerate(review.ratings):
        if rating.score is not None and not scale.min <= rating.score <= scale.max:
            yield Breach(f"/ratings/{position}/score", words)


RULE = Rule(
    Code(
        name="review-rating-off-scale",
        severity=Severity.ERROR,
        message={
            "en": "this score is not between {min} and {max}",
            "zh": "这个评分不在 {min} 到 {max} 之间",
        },
        help={
            "en": "write a score from {min} to {max}; if you rate on another scale, say so in "
            "planbook.yaml, as in `reviews: {{scale: {{min: 0, max: 100}}}}`",
            "zh": "请写 {min} 到 {max} 的评分；若使用其他评分范围，请在 planbook.yaml 里写明，"
            "例如 `reviews: {{scale: {{min: 0, max: 100}}}}`",
        },
        what={
            "en": "A rating of a review lies outside the scale: 1 to 5, or what `reviews.scale` "
            "in planbook.yaml says.",
            "zh": "绩效回顾的评分超出范围：默认 1 到 5，或 planbook.yaml 的 `reviews.scale`。",
        },
        why={
            "en": "Ratings of a year or of a team are compared; one on another scale cannot be.",
            "zh": "评分要在一年之内、团队之内相互比较；范围不同就无法比较。",
        },
        bad="ratings:\n  - {dimension: Forecasting, score: 92}\n",
        good="ratings:\n  - {dimension: Forecasting, score: 4}\n",
    ),
    Review,
    find,
)
