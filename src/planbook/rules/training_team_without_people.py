"""Onboarding for a team that nobody is in."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.model.training import Training
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.series import stays_in, teams_within


def find(training: Training, readings: Readings) -> Iterator[Violation]:
    """Yield every team without people, where a date counts from when somebody started."""
    if not training.is_in_force or all(session.after_start is None for session in training.items):
        return
    for position, key in enumerate(training.recipients):
        if key.kind == Team.KIND and not any(_people(key, readings)):
            yield Violation(f"/for/{position}", {"team": key.id})


def _people(team: Key, readings: Readings) -> Iterator[Person]:
    """Yield who is in ``team`` or below it, or is to come."""
    for stay in stays_in(teams_within(team, readings.handbook), readings.handbook):
        person = readings.handbook.find(Person, stay.subject)
        if person is None or not person.is_in_force or not stay.covers(readings.as_of):
            continue
        if not person.has_left(readings.as_of):
            yield person


RULE = ReadingRule(
    Code(
        name="training-team-without-people",
        severity=Severity.WARNING,
        message={
            "en": "nobody is in the team `{team}`, so `after_start` gives no date",
            "zh": "团队 `{team}` 里没有人，`after_start` 算不出日期",
        },
        help={
            "en": "write `team: {team}` at the people who belong to it, or name the people in "
            "`for`",
            "zh": "请在成员的文档里写 `team: {team}`，或在 `for` 里直接写人",
        },
        what={
            "en": "A training has items with `after_start` and is for a team that has no people.",
            "zh": "培训里有写了 `after_start` 的项目，对象是一个没有成员的团队。",
        },
        why={
            "en": "`after_start` counts from the day on which a person started. Without people "
            "there is no such day, and the onboarding is planned for nobody.",
            "zh": "`after_start` 从每个人到任那天算起。没有人就没有这一天，入职培训也就没有安排给任何人。",
        },
        bad="# nobody has `team: east`\nfor: [east]\nitems:\n"
        "  - {title: First visits with a mentor, after_start: 14}\n",
        good="# bea-stone has `team: east`\nfor: [east]\nitems:\n"
        "  - {title: First visits with a mentor, after_start: 14}\n",
    ),
    Training,
    find,
)
