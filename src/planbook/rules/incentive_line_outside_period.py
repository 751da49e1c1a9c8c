"""A person's line that counts no day of its scheme."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.rules.rule import Rule, Violation


def find(incentive: Incentive, _handbook: Handbook) -> Iterator[Violation]:
    """Yield every line whose own days are none of the scheme's period."""
    period = incentive.period
    if period is None:
        return
    for position, line in enumerate(incentive.people):
        start, end = line.from_ or period.start, line.until or period.end
        if max(start, period.start) > min(end, period.end):
            name = "from" if line.from_ is not None else "until"
            words = {"start": period.start, "end": period.end}
            yield Violation(f"/people/{position}/{name}", words)


RULE = Rule(
    Code(
        name="incentive-line-outside-period",
        severity=Severity.WARNING,
        message={
            "en": "no day of this line lies in the scheme's period, {start} to {end}: it pays nothing",
            "zh": "这一行没有一天落在方案周期 {start} 至 {end} 内，因此不会发放",
        },
        help={
            "en": "let `from` and `until` lie in that order and in the period, or leave them out",
            "zh": "请让 `from` 不晚于 `until`，且落在周期内；也可以不写",
        },
        what={
            "en": "The days of a person's line, from `from` to `until`, are none of the scheme's.",
            "zh": "某人那一行从 `from` 到 `until` 的日期，没有一天属于方案周期。",
        },
        why={
            "en": "Quota and pay are prorated by the days that count. With none there is no figure, and the person expects one.",
            "zh": "任务和奖金按计算的天数折算。一天都没有就算不出数，而当事人在等这个数。",
        },
        bad="period: 2026-Q3\npeople:\n  - {person: bea-stone, from: 2026-10-01}\n",
        good="period: 2026-Q3\npeople:\n  - {person: bea-stone, from: 2026-08-01}\n",
    ),
    Incentive,
    find,
)
