"""A scheme for a role that nobody has, or for somebody who is not there."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.incentive import Incentive
from planbook.model.person import Person
from planbook.model.role import Role
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.payouts import covered_by, people_covered


def find(incentive: Incentive, readings: Readings) -> Iterator[Violation]:
    """Yield every recipient that stands for nobody in the days of the scheme.

    Schemes whose period is over are left as they are.
    """
    period = incentive.period
    if not incentive.is_in_force or (period is not None and period.end < readings.as_of):
        return
    handbook = readings.handbook
    for position, recipient in enumerate(incentive.recipients):
        if covered_by(recipient, incentive, handbook):
            continue
        words = {"recipient": dict(handbook.title_of(recipient))}
        variant = "" if recipient.kind == Role.KIND else "person"
        if handbook.find(Role, recipient) or handbook.find(Person, recipient):
            yield Violation(f"/for/{position}", words, variant=variant)
    # Lines of people alone make a scheme as well.
    if incentive.people and not incentive.recipients and not people_covered(incentive, handbook):
        yield Violation("/people", variant="lines")


RULE = ReadingRule(
    Code(
        name="incentive-for-nobody",
        severity=Severity.WARNING,
        message={
            "en": "nobody has the role “{recipient}” in the period of this scheme",
            "zh": "在本方案的周期内，没有人担任“{recipient}”",
        },
        help={
            "en": "name a role that people have, or the people themselves; or correct their `role`",
            "zh": "请改写有人担任的岗位或直接写人，或改正这些人的 `role`",
        },
        variants={
            "person": (
                {
                    "en": "{recipient} is not in service in the period of this scheme",
                    "zh": "{recipient}在本方案的周期内不在职",
                },
                {
                    "en": "name who has taken over, or correct the `period`",
                    "zh": "请改写接任的人，或改正 `period`",
                },
            ),
            "lines": (
                {
                    "en": "none of these people is in service in the period of this scheme",
                    "zh": "这些人在本方案的周期内都不在职",
                },
                {
                    "en": "name who has taken over, or correct the `period`",
                    "zh": "请改写接任的人，或改正 `period`",
                },
            ),
        },
        what={
            "en": "An incentive scheme that is not over is for a role without people, or for "
            "somebody who left before its period or starts after it.",
            "zh": "尚未结束的激励方案，适用的岗位没有人担任，或者适用的人在周期前已离任、周期后才入职。",
        },
        why={
            "en": "It pays nobody, and whoever it was meant for does not know that they are left out. "
            "Mostly a role was renamed, or somebody moved.",
            "zh": "它发不到任何人手里，本该得到的人也不知道自己被漏掉了。多半是岗位改了名，或人调动了。",
        },
        bad="# nobody has `role: key-account-manager`\nfor: [key-account-manager]\n",
        good="# bea-stone has `role: channel-manager`\nfor: [channel-manager]\n",
    ),
    Incentive,
    find,
)
