"""A training plan of courses only: nothing of it is practised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.training import Training
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.learning import is_course, is_kept_up, sessions_of

_SOME: Final = 2  # a single course is no plan that could be out of balance


def find(training: Training, readings: Readings) -> Iterator[Violation]:
    """Yield the sessions where all are courses and the people have no practice elsewhere."""
    if not is_kept_up(training, readings.as_of):
        return
    sessions = sessions_of(training)
    if len(sessions) < _SOME or not all(map(is_course, sessions)):
        return
    if readings.learning.lacks_practice(training):
        yield Violation("/items")


RULE = ReadingRule(
    Code(
        name="training-courses-only",
        severity=Severity.HINT,
        message={
            "en": "this plan is courses only: nothing of it is practised",
            "zh": "这份计划只有课程，没有实践",
        },
        help={
            "en": "add real work to it: a project, a mentor's guidance, visits with somebody "
            "senior; `mode: practice` marks it",
            "zh": "请加上真实的工作：一个项目、导师带教、与资深同事一起走访；用 `mode: practice` 标明",
        },
        what={
            "en": "Every session of a training plan is theory, by its `mode` or else its `format`, "
            "and most of its people have no practice in another plan at that time.",
            "zh": "培训计划的每一项都是理论课（看 `mode`，没写就看 `format`），而且大多数学员同期在别的"
            "计划里也没有实践。",
        },
        why={
            "en": "What is heard in a course and not used within weeks is forgotten. A project, "
            "an event or a mentor turns it into skill.",
            "zh": "课上听到的，几周内不用就忘了。项目、活动、带教才能变成能力。",
        },
        bad="items:\n  - {title: Negotiation, format: classroom, mode: theory}\n"
        "  - {title: Reading sales data, format: online, mode: theory}\n",
        good="items:\n  - {title: Negotiation, format: classroom, mode: theory}\n"
        "  - {title: Lead the renewal with two dealers, format: project, mode: practice}\n",
    ),
    Training,
    find,
)
