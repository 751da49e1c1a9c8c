"""Amounts of different units or currencies that are to be added up."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.rules.rule import RelatedField, Rule, Violation
from planbook.scoring.undertaking import unit_of


def find(objective: Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the roll-up of an objective that adds up amounts in different units."""
    if objective.rollup != "sum" or not objective.is_in_force:
        return
    places = list(_units(objective, handbook))
    first = places[0] if places else None
    other = next((place for place in places if first and place[0] != first[0]), None)
    if first is None or other is None:
        return
    yield Violation(
        "/rollup",
        {"first": first[0], "other": other[0]},
        tuple(
            RelatedField(key, pointer, {"en": f"in {unit} here", "zh": f"这里的单位是 {unit}"})
            for unit, key, pointer in (first, other)
        ),
    )


def _units(objective: Objective, handbook: Handbook) -> Iterator[tuple[str, Key, str]]:
    """Yield every unit that is added up, and the field that it is written in."""
    key = objective.key
    if objective.measure is not None and unit_of(objective.measure, handbook):
        pointer = "/measure/unit" if objective.measure.unit else "/measure/metric"
        yield unit_of(objective.measure, handbook), key, pointer
    for below in handbook.referring(key, Objective.KIND, "/supports"):
        part = handbook.find(Objective, below)
        if part is not None and part.is_in_force and part.rollup == "sum" and part.measure:
            unit = unit_of(part.measure, handbook)
            if unit:
                pointer = "/measure/unit" if part.measure.unit else "/measure/metric"
                yield unit, below, pointer
    for below in handbook.referring(key, Goal.KIND, "/relevant/supports"):
        goal = handbook.find(Goal, below)
        if goal is None or not goal.is_in_force or goal.relevant.contribution == 0:
            continue
        unit = unit_of(goal.measurable, handbook)
        if unit:
            pointer = "/measurable/unit" if goal.measurable.unit else "/measurable/metric"
            yield unit, below, pointer


RULE = Rule(
    Code(
        name="objective-units-differ",
        severity=Severity.ERROR,
        message={
            "en": "amounts in {first} and in {other} cannot be added up",
            "zh": "{first} 和 {other} 的数额不能相加",
        },
        help={
            "en": "write all amounts in one unit, or use `rollup: mean`, which takes the mean of the progress",
            "zh": "请统一单位，或改用 `rollup: mean`（按进度取平均）",
        },
        fixes={"": ((Edit("write", "mean"),),)},
        what={
            "en": "An objective with `rollup: sum` adds up goals whose figures are in different units or currencies.",
            "zh": "`rollup: sum` 的目标把单位或货币不同的数额加在一起。",
        },
        why={
            "en": "A sum of different things is a figure of nothing. planbook knows no exchange rates and would not choose a day for one.",
            "zh": "不同单位相加得不到有意义的数。planbook 不知道汇率，也不会替您选定哪一天的汇率。",
        },
        bad="# objective\nrollup: sum\n---\n# one goal that supports it\nmeasurable: {type: increase, unit: CNY, baseline: 5000000, target: 6000000}\n---\n# another\nmeasurable: {type: increase, unit: USD, baseline: 700000, target: 800000}\n",
        good="# objective\nrollup: sum\n---\n# one goal that supports it\nmeasurable: {type: increase, unit: CNY, baseline: 5000000, target: 6000000}\n---\n# another\nmeasurable: {type: increase, unit: CNY, baseline: 5000000, target: 5800000}\n",
    ),
    Objective,
    find,
    whole_handbook=True,
)
