"""Two readings of one subject on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.rules.rule import Breach, Rule


def find(metric: Metric, _handbook: Handbook) -> Iterator[Breach]:
    """Yield the date of every reading that a later one in the file stands in for."""
    later: set[tuple[str | None, date | None]] = set()
    breaches: list[Breach] = []
    for position, reading in reversed(tuple(enumerate(metric.values))):
        place = reading.subject, reading.date
        if place in later:
            breaches.append(
                Breach(
                    f"/values/{position}/date",
                    {"date": reading.date, "whose": reading.subject},
                )
            )
        later.add(place)
    yield from reversed(breaches)


RULE = Rule(
    Code(
        name="metric-readings-on-one-day",
        severity=Severity.WARNING,
        message={
            "en": "there is another reading of `{whose}` on {date} further down, and only that one counts",
            "zh": "`{whose}` 在 {date} 当天后面还有一个读数，只有后面那个算数",
        },
        help={
            "en": "delete one of the two, or correct its date or subject",
            "zh": "请删去其中一个，或改正日期或对象",
        },
        what={
            "en": "A metric has two readings of the same subject on the same day.",
            "zh": "一个指标在同一天对同一对象有两个读数。",
        },
        why={
            "en": "A sum would count the day twice, so only the later reading in the file is taken. Mostly an export was pasted in twice.",
            "zh": "若都计入，合计会重复，所以只取文件里靠后的一个。多半是导出的数据粘贴了两次。",
        },
        bad="values:\n  - {date: 2026-07-31, subject: bea-stone, value: 410000}\n  - {date: 2026-07-31, subject: bea-stone, value: 430000}\n",
        good="values:\n  - {date: 2026-07-31, subject: bea-stone, value: 410000}\n  - {date: 2026-08-31, subject: bea-stone, value: 430000}\n",
    ),
    Metric,
    find,
)
