"""Somebody who left before they came."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.rules.rule import Rule, Violation


def find(person: Person, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the last day that lies before the first."""
    if person.started is not None and person.ended is not None and person.ended < person.started:
        yield Violation("/ended", {"started": person.started, "ended": person.ended})


RULE = Rule(
    Code(
        name="person-ended-before-started",
        severity=Severity.ERROR,
        message={
            "en": "the last day {ended} lies before the first day {started}",
            "zh": "离任日期 {ended} 早于到任日期 {started}",
        },
        help={
            "en": "correct the year of one of the two dates",
            "zh": "请改正其中一个日期的年份",
        },
        what={
            "en": "A person's `ended` lies before `started`.",
            "zh": "人员的 `ended`（离任日期）早于 `started`（到任日期）。",
        },
        why={
            "en": "Who is in the team on a day is read from these two dates; the wrong way round, "
            "the person would never have been there.",
            "zh": "某一天谁在团队里，由这两个日期决定；颠倒之后，这个人就等于从未在职。",
        },
        bad="started: 2026-03-01\nended: 2025-12-31\n",
        good="started: 2025-03-01\nended: 2025-12-31\n",
    ),
    Person,
    find,
)
