"""A team in which the same person is recognised every time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.recognition import Recognition
from planbook.periods import add_months
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation

_FEWEST_PEOPLE: Final = 3
_FEWEST_TIMES: Final = 3
_YEAR: Final = 12


def find(recognition: Recognition, readings: Readings) -> Iterator[Violation]:
    """Yield the newest recognition of a team's year, where all of them name one and the same person.

    Of a team of three or more, sub-teams included, from three recognitions on.
    """
    if recognition.date is None or len(recognition.people) != 1 or not recognition.is_in_force:
        return
    person = recognition.people[0]
    since = add_months(readings.as_of, -_YEAR)
    # The widest team first: what is true of it is not told again of those below.
    for team in reversed(readings.organisation.teams_of.get(person, ())):
        every = readings.recognitions_by_team.get(team, ())
        if not every or every[-1].key != recognition.key:
            continue
        members = frozenset(readings.organisation.people_of.get(team, ()))
        recent = [one for one in every if one.date is not None and one.date > since]
        named = {key for one in recent for key in one.people if key in members}
        if len(members) < _FEWEST_PEOPLE or len(recent) < _FEWEST_TIMES or named != {person}:
            continue
        words = {
            "person": dict(readings.handbook.title_of(person)),
            "team": dict(readings.handbook.title_of(team)),
            "count": len(recent),
        }
        there = {"en": "here too", "zh": "这里也是"}
        yield Violation(
            "/people", words, tuple(RelatedField(one.key, "/people", there) for one in recent[:-1])
        )
        return


RULE = ReadingRule(
    Code(
        name="recognition-same-person-every-time",
        severity=Severity.HINT,
        message={
            "en": "all {count} recognitions of {team} in the last year went to {person}",
            "zh": "最近一年{team}的 {count} 次表彰都给了{person}",
        },
        help={
            "en": "look for what the others have done, the quiet work too, and recognise one of "
            "them next",
            "zh": "请看看其他人做了什么，包括不显眼的工作，下一次表彰他们中的一位",
        },
        what={
            "en": "In a team of three or more, every one of at least three recognitions of the "
            "last twelve months names the same person and nobody else of the team.",
            "zh": "三人以上的团队，最近十二个月至少三次表彰，每次都是同一个人，没有团队里的其他人。",
        },
        why={
            "en": "The others learn that it is not for them. Mostly it is a habit and not a "
            "judgement: whoever sells most is seen first.",
            "zh": "其他人会觉得表彰与自己无关。这多半是习惯而不是评判：业绩最高的人最先被看到。",
        },
        bad="# three recognitions of a year, each with\npeople: [bea-stone]\n",
        good="# two of three\npeople: [bea-stone]\n---\n# the third\npeople: [carl-brook]\n",
    ),
    Recognition,
    find,
)
