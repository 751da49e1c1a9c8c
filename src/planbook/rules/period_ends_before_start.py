"""A period written as two days, the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.handbook import Handbook
from planbook.model.record import Record
from planbook.periods import Period
from planbook.rules.rule import Rule, Violation


def find(document: Record, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the end of a period that lies before its start."""
    period = getattr(document, "period", None)
    if isinstance(period, Period) and period.end < period.start:
        yield Violation("/period/end", {"start": period.start, "end": period.end})


RULE = Rule(
    Code(
        name="period-ends-before-start",
        severity=Severity.ERROR,
        message={
            "en": "the period ends on {end}, before it starts on {start}",
            "zh": "期间的结束日期 {end} 早于开始日期 {start}",
        },
        help={
            "en": "swap the two dates (`start: {end}`, `end: {start}`), or correct the one that is "
            "wrong",
            "zh": "请对调两个日期（`start: {end}`，`end: {start}`），或改正写错的那个",
        },
        fixes={"": ((Edit("write", "{start}"), Edit("write", "{end}", at="../start")),)},
        what={
            "en": "A period written as `{start, end}` ends before it starts.",
            "zh": "写成 `{start, end}` 的期间，结束早于开始。",
        },
        why={
            "en": "Such a period holds no day, so nothing can be counted to it.",
            "zh": "这样的期间不含任何一天，什么都无法归入其中。",
        },
        bad="period: {start: 2026-09-30, end: 2026-07-01}\n",
        good="period: {start: 2026-07-01, end: 2026-09-30}\n",
    ),
    Record,
    find,
)
