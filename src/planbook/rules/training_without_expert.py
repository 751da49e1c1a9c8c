"""A year of training without anybody from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.training import Training
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.learning import is_kept_up, sessions_of

_YEAR: Final = range(360, 374)  # business years may be ranges of 52 or 53 weeks


def find(training: Training, readings: Readings) -> Iterator[Violation]:
    """Yield the sessions of a year's plan where no outside expert gives one."""
    period = training.period
    if period is None or period.days not in _YEAR or not is_kept_up(training, readings.as_of):
        return
    if sessions_of(training) and readings.learning.lacks_expert(training):
        yield Violation("/items")


RULE = ReadingRule(
    Code(
        name="training-without-expert",
        severity=Severity.HINT,
        message={
            "en": "no session of this year's plan is given by somebody from outside",
            "zh": "这份年度计划里没有一项由外部专家主讲",
        },
        help={
            "en": "invite an expert for one of them, and mark it with `external: true`",
            "zh": "请为其中一项邀请外部专家，并写上 `external: true`",
        },
        what={
            "en": "A training plan for a year has no session with `external: true`, and most of "
            "its people have none in another plan of that year.",
            "zh": "年度培训计划里没有一项写了 `external: true`，大多数学员当年在别的计划里也没有。",
        },
        why={
            "en": "A team that learns only from itself repeats its own mistakes. One outside view "
            "a year is little enough.",
            "zh": "只向自己人学习，会一直重复自己的错误。一年请一次外部专家，并不算多。",
        },
        bad="period: 2026\nitems:\n  - {title: Product day, format: internal, date: 2026-03-12}\n",
        good="period: 2026\nitems:\n"
        "  - {title: Negotiation, format: classroom, external: true, date: 2026-03-12}\n",
    ),
    Training,
    find,
)
