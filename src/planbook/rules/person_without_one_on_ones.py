"""A leader who does not meet their people one to one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.person import Person
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.wordings import listed_ids

_MONTH: Final = 1


def find(leader: Person, readings: Readings) -> Iterator[Violation]:
    """Yield a leader with reports whom nobody above them meets one to one.

    Nothing where the handbook keeps no one-to-ones; where all of them are over, only who is at the
    top is told. Whoever came within the month is given time.
    """
    diary, organisation = readings.diary, readings.organisation
    if not diary.keeps_one_to_ones or leader.key not in organisation.people:
        return
    if not diary.meeting_one_to_one and leader.key not in organisation.without_manager:
        return
    reports = organisation.reports.get(leader.key, ())
    left_out = [
        key for key in reports if key not in diary.meeting_one_to_one and not _is_new(key, readings)
    ]
    if left_out:
        who = listed_ids(f"`{key.id}`" for key in left_out)
        yield Violation("", {"who": who}, variant="" if len(left_out) < len(reports) else "none")


def _is_new(key: Key, readings: Readings) -> bool:
    return readings.organisation.people[key].is_too_new(_MONTH, readings.as_of)


_HELP: Text = {
    "en": "add a meeting with `type: one_on_one` for each, every two weeks for example",
    "zh": "请为每个人加一个 `type: one_on_one` 的会议，比如两周一次",
}

RULE = ReadingRule(
    Code(
        rests_on_private=True,
        name="person-without-one-on-ones",
        severity=Severity.HINT,
        message={
            "en": "no one-to-one to come with {who}",
            "zh": "与 {who} 没有安排一对一",
        },
        help=_HELP,
        variants={
            "none": (
                {
                    "en": "this leader has no one-to-one to come with anybody who reports to them "
                    "({who})",
                    "zh": "这位负责人与下属（{who}）都没有安排一对一",
                },
                _HELP,
            )
        },
        what={
            "en": "Somebody's report meets neither them nor anybody else above one to one: no "
            "meeting of the type `one_on_one` is to come. Checked where the handbook keeps "
            "one-to-ones; where all of them are over, only the head is told. People of less than a "
            "month are left out.",
            "zh": "某人的下属与此人、与其他上级都没有后续的一对一（`one_on_one` 类型的会议）。"
            "手册里有一对一时才检查；都已结束的，只提示最高负责人。到任不足一个月的不算。",
        },
        why={
            "en": "What is hard to say is not said in a meeting of the whole team.",
            "zh": "难开口的话，不会在全队的会上说。",
        },
        bad="# bea-stone and carl-brook report to her; only bea-stone has a one-to-one\n"
        "kind: person\nid: ada-field\n",
        good="# both who report to her have a one-to-one with her\nkind: person\nid: ada-field\n",
    ),
    Person,
    find,
)
