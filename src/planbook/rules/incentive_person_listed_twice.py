"""Two lines of one person in one scheme."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.rules.rule import RelatedField, Rule, Violation


def find(incentive: Incentive, _handbook: Handbook) -> Iterator[Violation]:
    """Yield every line of somebody who has one above it."""
    first: dict[Key, int] = {}
    for position, line in enumerate(incentive.people):
        if line.person is None:
            continue
        above = first.setdefault(line.person, position)
        if above != position:
            message = {"en": "the first line", "zh": "第一行"}
            other = RelatedField(incentive.key, f"/people/{above}/person", message)
            yield Violation(f"/people/{position}/person", {"person": line.person.id}, (other,))


RULE = Rule(
    Code(
        name="incentive-person-listed-twice",
        severity=Severity.WARNING,
        message={
            "en": "{person} has two lines in this scheme, and there is no figure for either",
            "zh": "{person} 在本方案中有两行，因此无法计算",
        },
        help={
            "en": "keep one line a person; for a quota that changes inside the period write a second scheme for the days after",
            "zh": "请每人只保留一行；销售任务在周期内有变化时，请为之后的时间另写一个方案",
        },
        what={
            "en": "A person has more than one line in a scheme.",
            "zh": "同一个人在一个方案中有不止一行。",
        },
        why={
            "en": "Quota, variable pay and days come from the person's line. With two of them nobody can say which holds.",
            "zh": "销售任务、目标奖金和天数都取自个人的那一行。有两行时，说不清以哪一行为准。",
        },
        bad="people:\n  - {person: bea-stone, quota: 800000}\n  - {person: bea-stone, quota: 900000}\n",
        good="people:\n  - {person: bea-stone, quota: 900000}\n",
    ),
    Incentive,
    find,
)
