"""A target for somebody whose figure nobody reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.periods import Period
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.wordings import listed_ids
from planbook.scoring.cadence import CADENCE_DAYS, cadence_period
from planbook.scoring.series import figure_between, members_of


def find(metric: Metric, readings: Readings) -> Iterator[Violation]:
    """Yield the first target of every subject that has targets by now and no reading for them."""
    series = readings.series.get(metric.key)
    if series is None or readings.has_unread_table(metric.key):
        return
    begun: dict[Key, list[tuple[int, Period]]] = defaultdict(list)
    for position, target in enumerate(metric.targets):
        if target.subject is None or target.period is None:
            continue
        # A reading is due once a week, month or quarter of the target's time is over; whoever has
        # been read before is given as long again to be read.
        first = cadence_period(target.period.start, metric.cadence, series.fiscal)
        wait = CADENCE_DAYS[metric.cadence] if target.subject in series.by_subject else 0
        due = min(first.end, target.period.end) + timedelta(days=wait)
        if due < readings.as_of:
            begun[target.subject].append((position, target.period))
    for subject, targets in begun.items():
        members = members_of(subject, series, readings.handbook)
        if any(
            figure_between(series, members, period.start, period.end, readings.series) is not None
            for _, period in targets
        ):
            continue
        position, period = targets[0]
        read = listed_ids(f"`{one.id}`" for one in sorted(series.by_subject))
        variant = "" if series.by_subject and subject not in series.by_subject else "none"
        words = {"whose": subject.id, "period": period.name, "read": read}
        yield Violation(f"/targets/{position}/subject", words, variant=variant)


_MESSAGE: Final[Text] = {
    "en": "`{whose}` has targets from {period} on, and no reading for them",
    "zh": "`{whose}` 从 {period} 起有目标值，却没有相应的读数",
}

RULE = ReadingRule(
    Code(
        name="metric-target-without-readings",
        severity=Severity.WARNING,
        message=_MESSAGE,
        help={
            "en": "add the readings, or correct the subject: there are readings of {read}",
            "zh": "请补上读数，或改正对象：有读数的是 {read}",
        },
        variants={
            "none": (
                _MESSAGE,
                {
                    "en": "add the readings to the metric, or take the targets out",
                    "zh": "请给指标补上读数，或删去目标值",
                },
            )
        },
        what={
            "en": "A metric has targets for a subject whose time has begun, and no reading of "
            "that subject in it.",
            "zh": "指标为某个对象设了目标值，时间已经开始，却没有这个对象的读数。",
        },
        why={
            "en": "A target beside nothing is no comparison. Usually the subject is written "
            "differently in the targets than in the readings, or the export leaves somebody out.",
            "zh": "有目标值而没有实际数，无从比较。多半是两处的对象写法不同，或导出时漏了人。",
        },
        bad="values:\n  - {date: 2026-07-31, subject: bea-stone, value: 410000}\n"
        "targets:\n  - {period: 2026-07, subject: carl-brook, value: 400000}\n",
        good="values:\n  - {date: 2026-07-31, subject: bea-stone, value: 410000}\n"
        "targets:\n  - {period: 2026-07, subject: bea-stone, value: 400000}\n",
    ),
    Metric,
    find,
)
