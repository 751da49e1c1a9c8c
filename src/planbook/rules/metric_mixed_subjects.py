"""A metric that is read of things of different kinds."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.rules.rule import Breach, Rule

_KINDS: Final = MappingProxyType(
    {
        "person": {"en": "people", "zh": "人员"},
        "partner": {"en": "partners", "zh": "渠道伙伴"},
        "team": {"en": "teams", "zh": "团队"},
        "territory": {"en": "territories", "zh": "区域"},
    }
)


def find(metric: Metric, _handbook: Handbook) -> Iterator[Breach]:
    """Yield the subject of the first reading that is of another kind than the readings before."""
    first = ""
    for position, reading in enumerate(metric.values):
        if reading.subject is None:
            continue
        kind, id_ = reading.subject
        first = first or kind
        if kind != first:
            words = {"first": _KINDS[first], "other": _KINDS[kind], "whose": id_}
            yield Breach(f"/values/{position}/subject", words)
            return


RULE = Rule(
    Code(
        name="metric-mixed-subjects",
        severity=Severity.WARNING,
        message={
            "en": "`{whose}` is one of the {other}, and the readings before are of {first}",
            "zh": "`{whose}` 属于{other}，而前面的读数属于{first}",
        },
        help={
            "en": "keep a metric for each: one of {first} and one of {other}",
            "zh": "请分成两个指标：一个记{first}，一个记{other}",
        },
        what={
            "en": "The readings of one metric belong to subjects of different kinds, such as people and teams.",
            "zh": "同一个指标的读数属于不同类别的对象，例如既有人员又有团队。",
        },
        why={
            "en": "A team's figure mostly holds those of its people already. Side by side in one series they are compared as if they were equals, and whoever adds them up counts twice.",
            "zh": "团队的数字多半已包含其成员的数字。放在同一序列里会被当作同级比较，相加还会重复计算。",
        },
        bad="values:\n  - {date: 2026-07-31, subject: bea-stone, value: 410000}\n  - {date: 2026-07-31, subject: east-team, value: 980000}\n",
        good="values:\n  - {date: 2026-07-31, subject: bea-stone, value: 410000}\n  - {date: 2026-07-31, subject: carl-brook, value: 570000}\n",
    ),
    Metric,
    find,
)
