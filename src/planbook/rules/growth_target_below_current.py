"""A growth plan that leads down the ladder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.ladder import Ladder
from planbook.rules.rule import RelatedField, Rule, Violation


def find(growth: Growth, handbook: Handbook) -> Iterator[Violation]:
    """Yield a target level that the plan's ladder lists before the current one."""
    ladder = handbook.find(Ladder, growth.ladder)
    if not growth.is_in_force or ladder is None:
        return
    places = {level.id: place for place, level in enumerate(ladder.levels)}
    current, target = places.get(growth.current or ""), places.get(growth.target or "")
    if current is not None and target is not None and target < current:
        words = {"target": growth.target, "current": growth.current, "ladder": ladder.id}
        there = RelatedField(ladder.key, f"/levels/{target}", _ORDER)
        yield Violation("/target", words, (there,))


_ORDER: Final[Text] = {"en": "levels are listed from the lowest up", "zh": "级别由低到高排列"}

RULE = Rule(
    Code(
        name="growth-target-below-current",
        severity=Severity.WARNING,
        message={
            "en": "the target `{target}` is below the current level `{current}` in `{ladder}`",
            "zh": "在 `{ladder}` 中，目标级别 `{target}` 低于当前级别 `{current}`",
        },
        help={
            "en": "correct one of the two levels, or the order of the levels in the ladder: the "
            "lowest comes first",
            "zh": "请改正其中一个级别；如果是职级体系里的顺序反了，请把最低的放在最前",
        },
        what={
            "en": "A growth plan aims at a level that its ladder lists before the current one.",
            "zh": "成长计划的目标级别，在职级体系里排在当前级别之前。",
        },
        why={
            "en": "Usually the two levels are exchanged, or the ladder is written from the top "
            "down. The page would show a way backwards.",
            "zh": "多半是两个级别写反了，或职级体系是从高到低写的。页面上会显示成倒退。",
        },
        bad="# the ladder lists l1, l2, l3\ncurrent: l3\ntarget: l2\n",
        good="# the ladder lists l1, l2, l3\ncurrent: l2\ntarget: l3\n",
    ),
    Growth,
    find,
)
