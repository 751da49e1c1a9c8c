"""Growth: a ladder position, and a growth plan with each type of action and a recent review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from planbook.language import Text
from planbook.model.growth import Growth
from planbook.model.ladder import Ladder
from planbook.scoring.phrases import listed
from planbook.scoring.practices.standing import Part, Standing, key_of, lacking, met

_TYPES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "experience": {"zh": "实践", "en": "experience"},
        "exposure": {"zh": "向人学习", "en": "exposure"},
        "education": {"zh": "学习课程", "en": "education"},
    }
)


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of a career path and a plan for it."""
    plans = standing.naming(Growth, "/person")
    yield _position(standing, plans)
    if not plans:
        yield lacking("没有成长计划。", "There is no growth plan.")
        return
    keys = tuple(key_of(plan) for plan in plans)
    yield met("有成长计划。", "There is a growth plan.", *keys)
    planned = {action.type for plan in plans for action in plan.actions}
    absent = [words for type_, words in _TYPES.items() if type_ not in planned]
    if absent:
        yield lacking(
            "计划里没有这类行动：{types}。",
            "The plan has no action of this type: {types}.",
            *keys,
            types=listed(absent),
        )
    else:
        yield met("三类行动都有。", "It has an action of each type.")
    reviews = [day for plan in plans for day in plan.reviews]
    if any(standing.is_within(day, 3) for day in reviews):
        yield met("近一个季度回顾过。", "It was reviewed in the last quarter.")
    else:
        yield lacking("近一个季度没有回顾。", "No review in the last quarter.", *keys)


def _position(standing: Standing, plans: tuple[Growth, ...]) -> Part:
    """Return whether it is known on which level of a ladder the person stands."""
    ladder_of_role = standing.role.ladder if standing.role is not None else None
    places = [(ladder_of_role, standing.person.level)]
    places += [(plan.ladder, plan.current) for plan in plans]
    for written, level in places:
        key = standing.handbook.resolve(written, ("ladder",))
        ladder = standing.handbook.find(Ladder, key.id) if key is not None else None
        if ladder is None:
            continue
        for rung in ladder.levels:
            if rung.id == level:
                return met(
                    "职级：{level}。",
                    "The level: {level}.",
                    key_of(ladder),
                    level=rung.title or rung.id,
                )
    return lacking("没有写明职级。", "No level on a ladder is known.", standing.key)
