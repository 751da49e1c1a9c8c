"""A goal that names another source than its metric."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.rules.measures import measure_of
from planbook.rules.rule import RelatedField, Rule, Violation
from planbook.scoring.lexicon import measures_of


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the source of a measure that is not that of its metric.

    Words that speak of the metric's tool name it as well as its id does.
    """
    measured = measure_of(plan, handbook)
    if measured is None or measured.metric is None or not plan.is_in_force:
        return
    metric, named = measured.metric, measured.measure.source
    if metric.source is None or not named or named == metric.source:
        return
    if not isinstance(named, Key) and _speaks_of(named, metric.source, handbook):
        return
    there = RelatedField(
        metric.key, "/source", {"en": "the metric's source", "zh": "指标的数据来源"}
    )
    yield Violation(
        f"{measured.path}/source",
        {
            "own": dict(handbook.title_of(named)) if isinstance(named, Key) else dict(named),
            "other": dict(handbook.title_of(metric.source)),
            "metric": dict(metric.label),
            "source": metric.source.id,
        },
        (there,),
    )


def _speaks_of(words: Text, tool: Key, handbook: Handbook) -> bool:
    """Return whether ``words`` share a word or a pair of characters with the tool's name or id."""
    names = (tool.id, *handbook.title_of(tool).values())
    known = {part for name in names for part in measures_of(name)}
    return any(part in known for each in words.values() for part in measures_of(each))


RULE = Rule(
    Code(
        name="goal-source-differs-from-metric",
        severity=Severity.HINT,
        message={
            "en": "the source here is {own}; {metric} comes from {other}",
            "zh": "这里的数据来源是{own}，而指标“{metric}”取自{other}",
        },
        help={
            "en": "write `{source}`, or leave `source` out; where the metric is wrong, correct it there",
            "zh": "请写 `{source}`，或不写 `source`；若是指标写错了，请在指标里改",
        },
        fixes={"": ((Edit("write", "{source}"),),)},
        what={
            "en": "The `source` of a goal's measure is not the one that its metric is read from.",
            "zh": "目标的 `source` 与所用指标的数据来源不一致。",
        },
        why={
            "en": "Figures are read from the metric. Two sources seldom agree to the last digit, "
            "and at the end of the quarter people argue about which one counts.",
            "zh": "数字是从指标读取的。两个来源的数字很少完全一致，到季度末就会为以哪个为准而争执。",
        },
        bad="# metric channel-revenue: source: crm\nmeasurable: {type: reach, metric: channel-revenue, target: 6000000, source: bi}\n",
        good="# metric channel-revenue: source: crm\nmeasurable: {type: reach, metric: channel-revenue, target: 6000000, source: crm}\n",
    ),
    (Goal, Objective),
    find,
)
