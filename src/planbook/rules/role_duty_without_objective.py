"""A duty that serves no objective, where others do."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.role import Role
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.practices.responsibilities import serves_objective


def find(role: Role, readings: Readings) -> Iterator[Violation]:
    """Yield every duty that is tied to no objective, where any duty of the handbook is."""
    if not role.is_in_force or not readings.ties_duties:
        return
    written = readings.handbook.documents[role.key].values.get("duties", ())
    for position, duty in enumerate(role.duties):
        # What leads nowhere is a finding of linking.
        if not serves_objective(duty) and not written[position].get("supports"):
            yield Violation(f"/duties/{position}")


RULE = ReadingRule(
    Code(
        name="role-duty-without-objective",
        severity=Severity.HINT,
        message={
            "en": "this duty supports no objective",
            "zh": "这项职责没有支撑任何公司目标",
        },
        help={
            "en": "name the objective that it serves under `supports`, or ask whether the duty is "
            "still needed",
            "zh": "请在 `supports` 里写明支撑哪个公司目标；如果说不出，想一想这项职责还要不要",
        },
        what={
            "en": "A duty has no `supports`, while other duties of the handbook have.",
            "zh": "别的职责写了 `supports`，这一项没有写。",
        },
        why={
            "en": "A duty that is tied to an objective changes when the objective does. One that "
            "is tied to none stays as it is for years.",
            "zh": "职责与公司目标挂钩，目标变了职责才会跟着变；没有挂钩的，往往几年都没人动。",
        },
        bad="duties:\n  - {title: Reaches the revenue of the area, supports: [revenue-2026]}\n"
        "  - {title: Writes the weekly report}\n",
        good="duties:\n  - {title: Reaches the revenue of the area, supports: [revenue-2026]}\n"
        "  - {title: Wins new partners, supports: [new-partners-2026]}\n",
    ),
    Role,
    find,
)
