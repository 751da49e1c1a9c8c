"""Two targets of one subject for one period."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.periods import Period
from planbook.quantities import plain
from planbook.rules.rule import RelatedField, Rule, Violation


def find(metric: Metric, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the period of every target that comes after one of the same subject and period."""
    first: dict[tuple[Key, Period], int] = {}
    for position, target in enumerate(metric.targets):
        if target.subject is None or target.period is None:
            continue
        other = first.setdefault((target.subject, target.period), position)
        if other == position:
            continue
        value = metric.targets[other].value
        shown = "" if value is None else plain(value)
        words = {"whose": target.subject.id, "period": target.period.name}
        there = RelatedField(
            metric.key,
            f"/targets/{other}",
            {"en": f"{shown} here", "zh": f"这里是 {shown}"},
        )
        yield Violation(f"/targets/{position}/period", words, (there,))


RULE = Rule(
    Code(
        name="metric-targets-on-one-period",
        severity=Severity.WARNING,
        message={
            "en": "`{whose}` has another target for {period}, and this later one is taken",
            "zh": "`{whose}` 在 {period} 还有一个目标值，现以后写的这个为准",
        },
        help={
            "en": "delete one of the two, or correct its period or subject",
            "zh": "请删去其中一个，或改正周期或对象",
        },
        fixes={"": ((Edit("remove", at=".."),),)},
        what={
            "en": "A metric has two targets of the same subject for the same period.",
            "zh": "一个指标在同一周期对同一对象有两个目标值。",
        },
        why={
            "en": "Nobody can say which of the two is the target. Usually a row was copied and "
            "its period left as it was.",
            "zh": "说不清哪一个才是目标值。多半是复制了一行，却忘了改周期。",
        },
        bad="targets:\n  - {period: 2026-07, subject: bea-stone, value: 400000}\n"
        "  - {period: 2026-07, subject: bea-stone, value: 420000}\n",
        good="targets:\n  - {period: 2026-07, subject: bea-stone, value: 400000}\n"
        "  - {period: 2026-08, subject: bea-stone, value: 420000}\n",
    ),
    Metric,
    find,
)
