"""Somebody who has left, and on whom work still hangs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.noun import Noun
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.rules.measures import runs_until
from planbook.rules.readings import Readings
from planbook.rules.rule import Breach, Elsewhere, ReadingRule
from planbook.rules.wordings import listed_ids


def find(person: Person, readings: Readings) -> Iterator[Breach]:
    """Yield the last day of somebody who has left and still answers for something."""
    if not person.has_left(readings.as_of):
        return
    held = tuple(_held(person.key, readings))
    if held:
        what = listed_ids(f"`{one.key}`" for one in held)
        yield Breach("/ended", {"ended": person.ended, "what": what}, held)


def _held(person: Key, readings: Readings) -> Iterator[Elsewhere]:
    handbook, day = readings.handbook, readings.as_of

    def named_by(noun: type[Noun], path: str) -> Iterator[Noun]:
        for key in handbook.referring(person, noun.KIND, path):
            found = handbook.find(noun, key)
            if found is not None and found.is_in_force:
                yield found

    for partner in named_by(Partner, "/manager"):
        yield Elsewhere(partner.key, "/manager", _MANAGES)
    for team in named_by(Team, "/lead"):
        yield Elsewhere(team.key, "/lead", _LEADS)
    for below in named_by(Person, "/manager"):
        if isinstance(below, Person) and not below.has_left(day):
            yield Elsewhere(below.key, "/manager", _IS_ABOVE)
    for goal in named_by(Goal, "/owner"):
        if isinstance(goal, Goal) and runs_until(goal, day):
            yield Elsewhere(goal.key, "/owner", _OWNS)


_MANAGES: Final[Text] = {"en": "manages this partner", "zh": "仍负责这个渠道伙伴"}
_LEADS: Final[Text] = {"en": "leads this team", "zh": "仍是这个团队的负责人"}
_IS_ABOVE: Final[Text] = {"en": "is this person's manager", "zh": "仍是此人的上级"}
_OWNS: Final[Text] = {"en": "owns this goal, which is not over", "zh": "仍负责这个尚未结束的目标"}

RULE = ReadingRule(
    Code(
        name="person-ended-still-responsible",
        severity=Severity.WARNING,
        message={
            "en": "left on {ended}, and is still named as responsible for {what}",
            "zh": "已于 {ended} 离任，但 {what} 仍写明由其负责",
        },
        help={
            "en": "name a successor there",
            "zh": "请在这些文档里写上接任者",
        },
        what={
            "en": "Somebody has left who still manages a partner or a person, leads a team or "
            "owns a goal that is not over.",
            "zh": "某人已经离任，却仍负责渠道伙伴、仍是他人的上级或团队的负责人，或仍有未结束的目标。",
        },
        why={
            "en": "Partners call whoever the handbook names. Where that person has left, nobody "
            "calls back.",
            "zh": "渠道伙伴按手册找人。写的人已经离开，就没有人回应。",
        },
        bad="# a partner has `manager: bea-stone`\nkind: person\nid: bea-stone\nended: 2026-08-31\n",
        good="# the partner has `manager: carl-brook` now\nkind: person\nid: bea-stone\n"
        "ended: 2026-08-31\n",
    ),
    Person,
    find,
)
