"""A percentage that is written as a share."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.scales import shares_for_percent


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield the target, or the bound, of a measure in % whose figures are shares."""
    undertaking = readings.undertakings.get(plan.key)
    if undertaking is None:
        return
    shares = shares_for_percent(plan, undertaking, readings)
    if not shares:
        return
    measure = undertaking.measure
    named = (("target", measure.target), ("max", measure.max), ("min", measure.min))
    name, value = next(((name, one) for name, one in named if one), ("baseline", shares[0]))
    yield Violation(
        f"{undertaking.path}/{name}",
        {
            "name": name,
            "share": plain(value),
            "percent": plain(value * 100),
        },
    )


RULE = ReadingRule(
    Code(
        name="goal-percent-looks-like-share",
        severity=Severity.WARNING,
        message={
            "en": "the unit is %, so this is {share} %; {percent} % seems to be meant",
            "zh": "单位是 %，这里就是 {share} %；看来要写的是 {percent} %",
        },
        help={
            "en": "write `{name}: {percent}`, and the goal's other figures in percent too",
            "zh": "请写 `{name}: {percent}`，目标的其他数字也按百分数写",
        },
        fixes={"": ((Edit("write", "{percent}"),),)},
        what={
            "en": "The unit of a goal is % and all its figures lie between 0 and 1, while the "
            "title or the readings say a hundred times as much.",
            "zh": "目标的单位是 %，所有数字都在 0 和 1 之间，而标题或读数是它们的一百倍。",
        },
        why={
            "en": "A spreadsheet shows 0.25 as 25 %. A reading of 23 beside a target of 0.25 "
            "would make a progress of many thousand percent.",
            "zh": "电子表格把 0.25 显示为 25 %。目标值写 0.25、读数写 23，进度就会变成百分之几万。",
        },
        bad="title: Raise the share of renewals from 20 % to 25 %\n"
        'measurable: {type: increase, unit: "%", baseline: 0.2, target: 0.25}\n',
        good="title: Raise the share of renewals from 20 % to 25 %\n"
        'measurable: {type: increase, unit: "%", baseline: 20, target: 25}\n',
    ),
    (Goal, Objective),
    find,
)
