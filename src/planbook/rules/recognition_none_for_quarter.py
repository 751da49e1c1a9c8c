"""A team in which nobody has been recognised for a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.team import Team
from planbook.periods import add_months
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.series import teams_above

_FEWEST: Final = 3
_MONTHS: Final = 3


def find(team: Team, readings: Readings) -> Iterator[Violation]:
    """Yield a team of three or more whose people had no recognition in the last three months.

    Sub-teams count with the team above, and are told with it. Where nobody was ever recognised,
    that is kept elsewhere.
    """
    if not team.is_in_force or not readings.recognitions:
        return
    newest = _last(team.key, readings)
    if newest is not None and newest >= add_months(readings.as_of, -_MONTHS):
        return
    if not _is_judged(team.key, readings):
        return
    # The team above tells it of all, where nobody at all was recognised.
    for above in teams_above(team.key, readings.handbook):
        last = _last(above, readings)
        if last is None or last < add_months(readings.as_of, -_MONTHS):
            return
    words = {"team": dict(team.label), "date": newest or ""}
    yield Violation("", words, variant="" if newest is not None else "never")


def _last(team: Key, readings: Readings) -> date | None:
    every = readings.recognitions_by_team.get(team, ())
    return every[-1].date if every else None


def _is_judged(team: Key, readings: Readings) -> bool:
    organisation, as_of = readings.organisation, readings.as_of
    people = (organisation.people[key] for key in organisation.people_of.get(team, ()))
    return sum(not person.is_too_new(_MONTHS, as_of) for person in people) >= _FEWEST


_HELP: Final[Text] = {
    "en": "say thank you for something of the last weeks: `planbook new recognition` begins one",
    "zh": "请为最近几周的一件事写一份表彰：`planbook new recognition` 可以新建",
}

RULE = ReadingRule(
    Code(
        name="recognition-none-for-quarter",
        severity=Severity.HINT,
        message={
            "en": "nobody in {team} has been recognised since {date}",
            "zh": "{team}自 {date} 以来没有人得到表彰",
        },
        help=_HELP,
        variants={
            "never": (
                {
                    "en": "nobody in {team} has been recognised yet",
                    "zh": "{team}还没有人得到过表彰",
                },
                _HELP,
            )
        },
        what={
            "en": "In a team of three or more, sub-teams included, nobody was recognised in the "
            "last three months, while the handbook has recognitions.",
            "zh": "三人以上的团队（含下级团队）最近三个月没有人得到表彰，而手册里有表彰记录。",
        },
        why={
            "en": "Recognition that comes once a year comes too late to encourage anybody. "
            "Something worth telling happens in every quarter.",
            "zh": "一年一次的表彰来得太晚，鼓励不了人。每个季度都有值得一说的事。",
        },
        bad="# on 2026-09-10, the newest one of the team\nkind: recognition\ndate: 2026-05-29\n",
        good="# on 2026-09-10, the newest one of the team\nkind: recognition\ndate: 2026-08-28\n",
    ),
    Team,
    find,
)
