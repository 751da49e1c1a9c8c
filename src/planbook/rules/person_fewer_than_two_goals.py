"""People who have one goal now, or none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation

LEAST: Final = 2


def find(record: Person | Team, readings: Readings) -> Iterator[Violation]:
    """Yield a person in service with fewer than two goals, or a team where nobody has one.

    Goals of every length count whose period runs. Two weeks into a new period those of the last
    one still count: the new ones are being agreed. Where nobody has goals, they are kept elsewhere.
    """
    if not readings.has_goals_now or not record.is_in_force:
        return
    if isinstance(record, Team):
        if readings.has_no_goals_at_all(record.key):
            yield Violation("", {"team": dict(record.label)}, variant="team")
        return
    if not readings.is_settled(record):
        return
    # A team's goals are its lead's as well.
    led = readings.handbook.referring(record.key, Team.KIND, "/lead")
    goals = [goal for key in (record.key, *led) for goal in readings.goals_now.get(key, ())]
    if len(goals) >= LEAST:
        return
    if goals:
        there = RelatedField(goals[0].key, "/period", {"en": "the only one", "zh": "仅有的一个"})
        yield Violation("", {"person": dict(record.label)}, (there,), variant="one")
    elif record.team is None or not readings.has_no_goals_at_all(record.team):
        yield Violation("", {"person": dict(record.label)})


_HELP: Final[Text] = {
    "en": "agree on two to five goals for the running period, by quarter, half or year",
    "zh": "请商定两到五个当前周期的目标，季度、半年或年度的都算",
}

RULE = ReadingRule(
    Code(
        name="person-fewer-than-two-goals",
        severity=Severity.HINT,
        message={
            "en": "{person} has no goal for the running period",
            "zh": "{person}当前周期没有目标",
        },
        help=_HELP,
        variants={
            "one": (
                {
                    "en": "{person} has only one goal for the running period",
                    "zh": "{person}当前周期只有一个目标",
                },
                {
                    "en": "agree on at least a second one: beside the figure, what makes it last, "
                    "such as satisfaction, receivables or new partners",
                    "zh": "请至少再定一个：除了业绩数字，还有让业绩长久的事，例如满意度、回款、新伙伴",
                },
            ),
            "team": (
                {
                    "en": "nobody in {team} has a goal for the running period",
                    "zh": "{team}当前周期没有一个人有目标",
                },
                _HELP,
            ),
        },
        what={
            "en": "Somebody in service for a month or more has fewer than two goals whose period "
            "runs now, while others have goals. A whole team without goals is told once.",
            "zh": "入职满一个月的人，当前周期的目标不到两个，而别人有目标。整个团队都没有目标时只提示一次。",
        },
        why={
            "en": "Without goals nobody can say at the end of the quarter what was done well. A "
            "single one, mostly revenue, is reached at the cost of everything else.",
            "zh": "没有目标，季度末就说不清做得好不好。只有一个目标（多半是业绩），容易为它牺牲其他一切。",
        },
        bad="# in the third quarter, the only goal of bea-stone\nkind: goal\nowner: bea-stone\nperiod: 2026-Q3\n",
        good="# a goal for the quarter\nkind: goal\nowner: bea-stone\nperiod: 2026-Q3\n---\n"
        "# and one for the year\nkind: goal\nowner: bea-stone\nperiod: 2026\n",
    ),
    (Person, Team),
    find,
)
