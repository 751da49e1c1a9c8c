"""A duty that serves no objective, where others do."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.role import Role
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.practices.responsibilities import serves_objective


def find(role: Role, readings: Readings) -> Iterator[Violation]:
    """Yield every duty that is tied to no objective; the duties, where none of them is.

    Where no duty of the handbook is tied to one, only if it has objectives that run.
    """
    if not role.is_in_force or not (readings.ties_duties or readings.has_running_objective):
        return
    written = readings.handbook.documents[role.key].values.get("duties", ())
    # What leads nowhere is a finding of linking.
    loose = [
        position
        for position, duty in enumerate(role.duties)
        if not serves_objective(duty) and not written[position].get("supports")
    ]
    if len(loose) > 1 and len(loose) == len(role.duties):
        yield Violation("/duties", variant="none")
        return
    for position in loose:
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
        variants={
            "none": (
                {
                    "en": "none of these duties supports an objective",
                    "zh": "这些职责没有一项支撑公司目标",
                },
                {
                    "en": "name under `supports` of each duty the objective that it serves",
                    "zh": "请在每项职责的 `supports` 里写明支撑哪个公司目标",
                },
            )
        },
        what={
            "en": "A duty has no `supports`, while other duties of the handbook have, or while the "
            "handbook has objectives for the running period.",
            "zh": "某项职责没有写 `supports`，而别的职责写了，或者手册里有当前周期的公司目标。",
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
