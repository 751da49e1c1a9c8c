"""A grade that the project does not have."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.review import Review
from planbook.rules.rule import Breach, Rule


def find(review: Review, handbook: Handbook) -> Iterator[Breach]:
    """Yield the grade that is not among those of planbook.yaml, where it lists some."""
    grades = handbook.settings.reviews.grades
    if grades and review.grade and review.grade not in grades:
        yield Breach("/grade", {"grades": ", ".join(grades)})


RULE = Rule(
    Code(
        name="review-grade-not-listed",
        severity=Severity.ERROR,
        message={
            "en": "this grade is not one of the project's",
            "zh": "这个等级不在项目的等级之中",
        },
        help={
            "en": "write one of {grades}, or add it to `reviews.grades` in planbook.yaml",
            "zh": "请写其中之一：{grades}；或把它加到 planbook.yaml 的 `reviews.grades`",
        },
        what={
            "en": "The grade of a review is not among the `reviews.grades` of planbook.yaml.",
            "zh": "绩效回顾的等级不在 planbook.yaml 的 `reviews.grades` 之中。",
        },
        why={
            "en": "Everybody is graded with the same words. Another one is a slip, or a grade "
            "that nobody has agreed on.",
            "zh": "所有人用同一套等级。列表之外的等级，要么是笔误，要么还没有约定过。",
        },
        bad="# planbook.yaml: reviews: {grades: [A, B, C]}\ngrade: B+\n",
        good="# planbook.yaml: reviews: {grades: [A, B, C]}\ngrade: B\n",
    ),
    Review,
    find,
)
