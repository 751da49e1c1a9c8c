"""A target for a longer period that is not what those of the shorter ones make."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.quantities import plain
from planbook.rules.rule import Rule, Violation
from planbook.rules.wordings import is_written_as, shown
from planbook.scoring.series import put_together
from planbook.scoring.targets import targets_of


def find(metric: Metric, _handbook: Handbook) -> Iterator[Violation]:
    """Yield every target that differs from what shorter ones of its subject and time make."""
    by_subject = targets_of(metric)
    for position, target in enumerate(metric.targets):
        if target.subject is None or target.period is None or target.value is None:
            continue
        period = target.period
        parts = by_subject[target.subject].fill(period.start, period.end, shorter=True)
        if parts is None:
            continue
        made = put_together(parts, metric.aggregate)
        if is_written_as(made, target.value):
            continue
        words = {
            "whose": target.subject.id,
            "period": target.period.name,
            "value": plain(target.value),
            "made": shown(made),
            "count": len(parts),
        }
        yield Violation(f"/targets/{position}/value", words)


RULE = Rule(
    Code(
        name="metric-targets-disagree",
        severity=Severity.WARNING,
        message={
            "en": "the target of `{whose}` for {period} is {value}, and those of its {count} "
            "parts make {made}",
            "zh": "`{whose}` 的 {period} 目标值是 {value}，而其中 {count} 段的目标值合起来是 {made}",
        },
        help={
            "en": "correct one of them, or leave the longer one out: it is made from the shorter "
            "ones",
            "zh": "请改正其中之一，或删去较长周期的目标值：它由较短周期的得出",
        },
        fixes={"": ((Edit("remove", at=".."),),)},
        what={
            "en": "A metric has a target for a year or quarter, and targets for all its parts "
            "that make another figure.",
            "zh": "指标有年度或季度的目标值，而其中各段的目标值合起来是另一个数。",
        },
        why={
            "en": "Somebody can then be above target in every month and below it for the year. "
            "Usually one of them was changed and the other was not.",
            "zh": "这样会出现月月达标、全年却没达标的情况。多半是改了其中一个，忘了改另一个。",
        },
        bad="# aggregate: sum\ntargets:\n  - {period: 2026, subject: bea-stone, value: 1000000}\n"
        "  - {period: 2026-H1, subject: bea-stone, value: 400000}\n"
        "  - {period: 2026-H2, subject: bea-stone, value: 500000}\n",
        good="# aggregate: sum\ntargets:\n  - {period: 2026, subject: bea-stone, value: 1000000}\n"
        "  - {period: 2026-H1, subject: bea-stone, value: 400000}\n"
        "  - {period: 2026-H2, subject: bea-stone, value: 600000}\n",
    ),
    Metric,
    find,
)
