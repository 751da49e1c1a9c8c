"""Two readings of one subject on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.quantities import plain
from planbook.rules.rule import RelatedField, Rule, Violation


def find(metric: Metric, _handbook: Handbook) -> Iterator[Violation]:
    """Yield every reading that counts for nothing, or that is counted twice.

    Of several on one day ``last`` takes the later. ``sum`` adds them, ``mean`` averages them:
    there, two that are the same in all three columns look like one that was pasted twice.
    """
    if metric.aggregate == "mean":
        return
    added = metric.aggregate == "sum"
    newest: dict[tuple[Key, date, object], int] = {}
    violations: list[Violation] = []
    for position, reading in reversed(tuple(enumerate(metric.values))):
        if reading.subject is None or reading.date is None or reading.value is None:
            continue
        row = reading.subject, reading.date, reading.value if added else None
        other = newest.setdefault(row, position)
        if other == position:
            continue
        words = {
            "whose": reading.subject.id,
            "date": reading.date,
            "value": plain(reading.value),
        }
        there = RelatedField(
            metric.key, f"/values/{other}", {"en": "the other one", "zh": "另一个读数"}
        )
        violations.append(
            Violation(f"/values/{position}/date", words, (there,), "alike" if added else "")
        )
    yield from reversed(violations)


RULE = Rule(
    Code(
        name="metric-readings-on-one-day",
        severity=Severity.WARNING,
        message={
            "en": "there is another reading of `{whose}` on {date} further down, and only that "
            "one counts",
            "zh": "`{whose}` 在 {date} 当天后面还有一个读数，只有后面那个算数",
        },
        help={
            "en": "delete one of the two, or correct its date or subject; figures that add up "
            "need `aggregate: sum` in the metric",
            "zh": "请删去其中一个，或改正日期或对象；若数字应当累加，请在指标里写 `aggregate: sum`",
        },
        variants={
            "alike": (
                {
                    "en": "`{whose}` has {value} on {date} twice, and both are added up",
                    "zh": "`{whose}` 在 {date} 有两个相同的读数 {value}，两个都计入合计",
                },
                {
                    "en": "delete one of the two; if both are real, write them as one reading "
                    "with their sum",
                    "zh": "请删去其中一个；若两笔都属实，请合并成一个读数，写两笔之和",
                },
            )
        },
        what={
            "en": "A metric has two readings of one subject on one day, of which only one counts; "
            "or, where readings are added up, two that are exactly alike.",
            "zh": "一个指标在同一天对同一对象有两个读数，只有一个算数；或者在累加的指标里有两个完全相同的读数。",
        },
        why={
            "en": "Usually an export was pasted in twice, or a date was copied. One of the two "
            "figures is then silently left out, or counted twice.",
            "zh": "多半是导出的数据粘贴了两次，或日期复制后忘了改。结果是其中一个数字被悄悄略去，或重复计算。",
        },
        bad="aggregate: last\nvalues:\n  - {date: 2026-07-31, subject: bea-stone, value: 41}\n"
        "  - {date: 2026-07-31, subject: bea-stone, value: 43}\n",
        good="aggregate: last\nvalues:\n  - {date: 2026-07-31, subject: bea-stone, value: 41}\n"
        "  - {date: 2026-08-31, subject: bea-stone, value: 43}\n",
    ),
    Metric,
    find,
)
