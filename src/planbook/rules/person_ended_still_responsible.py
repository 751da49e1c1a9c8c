"""Somebody who has left, and on whom work still hangs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.meeting import Meeting
from planbook.model.objective import Objective
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.team import Team
from planbook.model.tool import Tool
from planbook.model.training import Training
from planbook.recurrence import next_occurrences
from planbook.rules.measures import runs_until
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation
from planbook.rules.wordings import listed_ids


def find(person: Person, readings: Readings) -> Iterator[Violation]:
    """Yield the last day of somebody who has left and still answers for something."""
    if not person.has_left(readings.as_of):
        return
    held = tuple(_held(person.key, readings))
    if held:
        what = listed_ids(f"`{one.key}`" for one in held)
        yield Violation("/ended", {"ended": person.ended, "what": what}, held)


def _held(person: Key, readings: Readings) -> Iterator[RelatedField]:
    for record, path, says, still_holds in _HOLDINGS:
        for key in readings.handbook.referring(person, record.KIND, path):
            found = readings.handbook.find(record, key)
            if found is not None and found.is_in_force and still_holds(found, readings):
                yield RelatedField(key, path, says)
    for key in readings.handbook.referring(person, Training.KIND, "/items/mentor"):
        training = readings.handbook.find(Training, key)
        for place, session in enumerate(training.items if training else ()):
            if session.mentor == person and session.state == "planned":
                yield RelatedField(key, f"/items/{place}/mentor", _MENTORS)


def _always(_noun: Record, _readings: Readings) -> bool:
    return True


def _is_running(plan: Goal | Objective, readings: Readings) -> bool:
    return runs_until(plan, readings.as_of)


def _is_here(person: Person, readings: Readings) -> bool:
    return not person.has_left(readings.as_of)


def _is_of_somebody_here(growth: Growth, readings: Readings) -> bool:
    person = readings.handbook.find(Person, growth.person)
    return person is None or _is_here(person, readings)


def _is_to_come(meeting: Meeting, readings: Readings) -> bool:
    series = meeting.series
    zone = readings.handbook.settings.zone
    return series is not None and bool(next_occurrences(series, zone, readings.as_of, 1))


_MANAGES: Final[Text] = {"en": "manages this partner", "zh": "仍负责这个渠道伙伴"}
_LEADS: Final[Text] = {"en": "leads this team", "zh": "仍是这个团队的负责人"}
_IS_ABOVE: Final[Text] = {"en": "is this person's manager", "zh": "仍是此人的上级"}
_OWNS: Final[Text] = {"en": "owns this goal, which is not over", "zh": "仍负责这个尚未结束的目标"}
_CALLS: Final[Text] = {
    "en": "calls this meeting, which goes on",
    "zh": "仍是这个会议的召集人，会议还在开",
}
_LOOKS_AFTER: Final[Text] = {"en": "looks after this tool", "zh": "仍负责这个工具"}
_MENTORS: Final[Text] = {"en": "is the mentor here", "zh": "仍是这里的导师"}

_HOLDINGS: Final[tuple[tuple[type[Record], str, Text, Callable[[Any, Readings], bool]], ...]] = (
    (Partner, "/manager", _MANAGES, _always),
    (Team, "/lead", _LEADS, _always),
    (Person, "/manager", _IS_ABOVE, _is_here),
    (Goal, "/owner", _OWNS, _is_running),
    (Objective, "/owner", _OWNS, _is_running),
    (Meeting, "/owner", _CALLS, _is_to_come),
    (Tool, "/owner", _LOOKS_AFTER, _always),
    (Growth, "/mentor", _MENTORS, _is_of_somebody_here),
)

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
            "en": "Somebody has left who still manages a partner or a person, leads a team, owns a "
            "goal or an objective that is not over, calls a meeting, looks after a tool or is "
            "somebody's mentor.",
            "zh": "某人已经离任，却仍负责渠道伙伴、仍是他人的上级、团队的负责人、会议的召集人、"
            "工具的负责人或他人的导师，或仍有未结束的目标。",
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
