"""Somebody whom no recurring meeting includes."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.series import teams_above


def find(subject: Person | Team, readings: Readings) -> Iterator[Violation]:
    """Yield a person who is in no recurring meeting, or a team in which nobody is in one.

    Where nobody is in one, that is told once, at the head or else at the first person; nothing where
    the handbook keeps no meetings.
    """
    diary, organisation = readings.diary, readings.organisation
    if not diary.keeps_meetings:
        return
    if not diary.meeting_regularly:
        if subject.key == (organisation.head or min(organisation.people, default=None)):
            yield Violation("", variant="nobody")
    elif isinstance(subject, Team):
        above = teams_above(subject.key, readings.handbook)
        if _meets_never(subject.key, readings) and not any(
            _meets_never(team, readings) for team in above
        ):
            yield Violation("", {"count": len(_people(subject.key, readings))}, variant="team")
    elif _lacks(subject.key, readings):
        teams = readings.organisation.teams_of[subject.key]
        if not any(_meets_never(team, readings) for team in teams):
            yield Violation("")


def _lacks(person: Key, readings: Readings) -> bool:
    return person in readings.organisation.people and person not in readings.diary.meeting_regularly


def _people(team: Key, readings: Readings) -> tuple[Key, ...]:
    return readings.organisation.people_of.get(team, ())


def _meets_never(team: Key, readings: Readings) -> bool:
    """Return whether a team in force has several people, and none is in a recurring meeting."""
    record = readings.handbook.find(Team, team)
    people = _people(team, readings)
    if record is None or not record.is_in_force or len(people) < 2:
        return False
    return readings.diary.meeting_regularly.isdisjoint(people)


RULE = ReadingRule(
    Code(
        name="person-without-meeting",
        severity=Severity.HINT,
        message={
            "en": "one-to-ones aside, this person is in no recurring meeting",
            "zh": "除一对一之外，此人没有参加任何定期会议",
        },
        help={
            "en": "name the person, or their team, under `attendees` of a meeting that recurs",
            "zh": "请在某个定期会议的 `attendees` 里写上此人或其团队",
        },
        variants={
            "nobody": (
                {
                    "en": "one-to-ones aside, nobody is in a recurring meeting",
                    "zh": "除一对一之外，没有一个人参加定期会议",
                },
                {
                    "en": "add a meeting that `recurs`, every week for example, with the team as "
                    "`attendees`",
                    "zh": "请加一个定期会议（写 `recurs`），比如每周一次，并把团队写进 `attendees`",
                },
            ),
            "team": (
                {
                    "en": "one-to-ones aside, none of the {count} people in this team is in a recurring "
                    "meeting",
                    "zh": "除一对一之外，这个团队的 {count} 个人都没有参加定期会议",
                },
                {
                    "en": "name the team under `attendees` of a meeting that recurs",
                    "zh": "请在某个定期会议的 `attendees` 里写上这个团队",
                },
            ),
        },
        what={
            "en": "Somebody in service, or a whole team, neither calls nor attends a meeting that "
            "recurs and goes on. Checked where the handbook keeps meetings; one-to-ones do not count.",
            "zh": "在职人员（或整个团队）没有召集或参加任何还在开的定期会议。手册里有会议时才检查，一对一不算。",
        },
        why={
            "en": "Whoever is in no meeting tells of a problem last, and hears of a decision last.",
            "zh": "不在任何会议里的人，问题最晚说出来，决定也最晚知道。",
        },
        bad="# the weekly meeting has `attendees: [west-team]`\nkind: person\nid: bea-stone\n"
        "team: east-team\n",
        good="# the weekly meeting has `attendees: [west-team, east-team]`\nkind: person\n"
        "id: bea-stone\nteam: east-team\n",
    ),
    (Person, Team),
    find,
)
