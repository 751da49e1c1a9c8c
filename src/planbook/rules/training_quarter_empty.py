"""A training plan with a quarter in which nothing takes place."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.training import Training
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.wordings import listed_ids
from planbook.scoring.learning import is_kept_up, sessions_of


def find(training: Training, readings: Readings) -> Iterator[Violation]:
    """Yield the sessions where a quarter of the plan has none."""
    if not is_kept_up(training, readings.as_of):
        return
    sessions = sessions_of(training)
    if not sessions:
        return
    empty = tuple(readings.learning.empty_quarters(training))
    without_day = sum(
        session.date is None and session.completed is None and session.recurs is None
        for session in sessions
    )
    # Sessions without a day may still come in these quarters.
    if len(empty) > without_day:
        yield Violation("/items", {"quarters": listed_ids(quarter.name for quarter in empty)})


RULE = ReadingRule(
    Code(
        name="training-quarter-empty",
        severity=Severity.HINT,
        message={
            "en": "this plan has no session in {quarters}",
            "zh": "这份计划在 {quarters} 没有任何培训",
        },
        help={
            "en": "plan one with a `date` there; one that took place and was not written down "
            "is added as done",
            "zh": "请在其中安排一项并写上 `date`；做过而没有记下的，补记为已完成",
        },
        what={
            "en": "A whole business quarter of a training plan's period has no session, and most "
            "of the plan's people have none in another plan either. Sessions without a date count "
            "for the quarters that are empty.",
            "zh": "培训计划的周期内，有一整个业务季度没有安排任何一项，大多数学员在别的计划里也没有。"
            "没写日期的，算作补上空着的季度。",
        },
        why={
            "en": "Training that comes once a year has no effect. A session each quarter keeps it "
            "going.",
            "zh": "一年一次的培训没有效果。每季度至少一次，才能持续。",
        },
        bad="period: 2026-H2\nitems:\n  - {title: Negotiation workshop, date: 2026-08-20}\n",
        good="period: 2026-H2\nitems:\n  - {title: Negotiation workshop, date: 2026-08-20}\n"
        "  - {title: Look back on the renewals, date: 2026-11-12}\n",
    ),
    Training,
    find,
)
