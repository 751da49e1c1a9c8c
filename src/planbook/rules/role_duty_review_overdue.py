"""Duties that nobody has gone through for a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.role import Role
from planbook.periods import add_months
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation

_YEAR: Final = 12


def find(role: Role, readings: Readings) -> Iterator[Violation]:
    """Yield the duty that was reviewed longest ago, and the first that never was.

    The role's other duties are named beside it. Nothing for a role whose duties say nothing of
    reviews.
    """
    if not role.is_in_force:
        return
    limit = add_months(readings.as_of, -_YEAR)
    old = sorted(
        (duty.reviewed, position)
        for position, duty in enumerate(role.duties)
        if duty.reviewed is not None and duty.reviewed < limit
    )
    if old:
        (oldest, place), *others = old
        elsewhere = (_related(role, f"/duties/{one}/reviewed") for _, one in sorted(others))
        yield Violation(
            f"/duties/{place}/reviewed",
            {"day": oldest, "more": len(others)},
            tuple(elsewhere),
            variant="several" if others else "",
        )
    never = [position for position, duty in enumerate(role.duties) if duty.reviewed is None]
    if never and len(never) < len(role.duties):
        elsewhere = (_related(role, f"/duties/{one}") for one in never[1:])
        yield Violation(f"/duties/{never[0]}", {}, tuple(elsewhere), variant="never")


def _related(role: Role, pointer: str) -> RelatedField:
    return RelatedField(role.key, pointer, _TOO)


_TOO: Text = {"en": "this one too", "zh": "这一项也是"}
_HELP: Text = {
    "en": "go through it with the people in the role, and write the day under `reviewed`",
    "zh": "请与任职的人一起核对，并在 `reviewed` 里写上日期",
}

RULE = ReadingRule(
    Code(
        name="role-duty-review-overdue",
        severity=Severity.WARNING,
        message={
            "en": "this duty was last reviewed on {day}, more than a year ago",
            "zh": "这项职责上次核对是 {day}，已超过一年",
        },
        help=_HELP,
        variants={
            "several": (
                {
                    "en": "this duty and {more} more were last reviewed more than a year ago, this "
                    "one on {day}",
                    "zh": "这项职责上次核对是 {day}，另有 {more} 项也已超过一年没有核对",
                },
                {
                    "en": "go through them with the people in the role, and write the day under "
                    "`reviewed`",
                    "zh": "请与任职的人一起逐项核对，并在 `reviewed` 里写上日期",
                },
            ),
            "never": (
                {
                    "en": "other duties of this role have been reviewed, and this one has not",
                    "zh": "这个岗位的其他职责核对过，这一项没有",
                },
                _HELP,
            ),
        },
        what={
            "en": "A duty was last reviewed more than a year ago, or never, while others of the "
            "same role were.",
            "zh": "一项职责上次核对是在一年多以前；或者同一岗位的其他职责核对过，这一项没有。",
        },
        why={
            "en": "Territories, product lines and priorities change within a year. Duties that "
            "nobody goes through describe last year's work.",
            "zh": "区域、产品线和重点一年之内就会变。没有人核对的职责，写的是去年的工作。",
        },
        bad="# today is 2026-09-10\nduties:\n"
        "  - {title: Collects payment as the contract says, reviewed: 2025-07-17}\n",
        good="# today is 2026-09-10\nduties:\n"
        "  - {title: Collects payment as the contract says, reviewed: 2026-07-17}\n",
    ),
    Role,
    find,
)
