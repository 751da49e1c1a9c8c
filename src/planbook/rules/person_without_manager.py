"""Somebody who reports to nobody, and is not the head."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.person import Person
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation


def find(person: Person, readings: Readings) -> Iterator[Violation]:
    """Yield the missing manager of everybody who has none, but for the head.

    Where nobody has one, that is told once.
    """
    organisation = readings.organisation
    head, lacking = organisation.head, organisation.without_manager
    if head is None or head == person.key or person.key not in lacking:
        return
    there = RelatedField(head, "", _HEAD)
    if organisation.reports:
        yield Violation("/manager", {"head": head.id}, (there,))
    elif person.key == min(key for key in lacking if key != head):
        yield Violation("/manager", {"head": head.id}, (there,), variant="nobody")


_HEAD: Text = {"en": "is at the top", "zh": "此人是最高负责人"}

RULE = ReadingRule(
    Code(
        name="person-without-manager",
        severity=Severity.WARNING,
        message={
            "en": "no manager is named, and `{head}` is already at the top",
            "zh": "没有写上级，而最高负责人已是 `{head}`",
        },
        help={
            "en": "name under `manager` whom this person reports to",
            "zh": "请在 `manager` 里写明向谁汇报",
        },
        variants={
            "nobody": (
                {
                    "en": "nobody names a manager, and `{head}` leads the top team",
                    "zh": "没有一个人写了上级，而顶层团队的负责人是 `{head}`",
                },
                {
                    "en": "name under `manager` of each person whom they report to",
                    "zh": "请在每个人的 `manager` 里写明向谁汇报",
                },
            )
        },
        what={
            "en": "A person in service has no `manager`, and somebody else leads the top team or has "
            "most people below them.",
            "zh": "在职人员没有写上级，而最高负责人另有其人：顶层团队的负责人，或下属最多的人。",
        },
        why={
            "en": "Nobody reviews such a person, and what is private about them is seen by nobody "
            "above.",
            "zh": "没有上级，就没有人做绩效回顾，关于此人的私密内容也没有上级能看到。",
        },
        bad="# ada-field is the head, and others report to her\nkind: person\nid: bea-stone\n"
        "role: channel-manager\n",
        good="kind: person\nid: bea-stone\nrole: channel-manager\nmanager: ada-field\n",
    ),
    Person,
    find,
)
