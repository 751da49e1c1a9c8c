"""The figures of people as a table for spreadsheets: a row a person, with names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from planbook.diagnostics.terminal import safe
from planbook.model.document import Key
from planbook.model.person import Person
from planbook.model.practices import PRACTICES
from planbook.scoring.records import as_json
from planbook.views.csv_pages import csv_cell

if TYPE_CHECKING:
    from planbook.cli.score_report import Report
    from planbook.scoring.records import PersonRecord

WHO: Final = ("id", "name", "team", "team_name", "manager", "manager_name", "role", "role_name")
OF_PERIOD: Final = (
    *("period", "value", "target", "of_target", "change_previous", "change_year"),
    *("value_ytd", "target_ytd", "of_target_ytd"),
)
OF_METRIC: Final = ("unit", *OF_PERIOD, "trend", "run", "drift")
OF_PAY: Final = ("attainment", "pay", "currency", "projected_pay")

Cells = dict[str, Any]


def render_score_wide(report: Report) -> str:
    """Return a row for each person in service, and a column for each figure that anybody has.

    A figure goes by its name in the JSON. ``metrics.revenue.value`` is that of the newest closed
    period, which ``metrics.revenue.period`` names. What is not known is empty.
    """
    people = report.records.people
    cells: dict[str, Cells] = {one.id: _of_person(one, report) for one in people}
    heads = [*WHO, "progress", *(f"coverage.{one}" for one in PRACTICES if _has(one, people))]
    for part, names, found in (
        ("metrics", OF_METRIC, _metrics(report)),
        ("incentives", OF_PAY, _incentives(report)),
    ):
        seen: dict[str, None] = {}
        for person, id_, figures in found:
            if person in cells:
                seen[id_] = None
                cells[person] |= {f"{part}.{id_}.{name}": figures[name] for name in names}
        heads += [f"{part}.{id_}.{name}" for id_ in sorted(seen) for name in names]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(heads)
    for row in cells.values():
        writer.writerow(_cell(row.get(name)) for name in heads)
    return written.getvalue()


def _has(practice: str, people: Sequence[PersonRecord]) -> bool:
    return any(practice in one.coverage for one in people)


def _of_person(record: PersonRecord, report: Report) -> Cells:
    """Return who somebody is, as far as the edition sees it, and how they are led."""
    key = Key(Person.KIND, record.id)
    cells: Cells = {
        "id": record.id,
        "name": report.label(key),
        "progress": as_json(record.progress, report.say),
        **{f"coverage.{practice}": state for practice, state in record.coverage.items()},
    }
    person = report.handbook.find(Person, key)
    if person is not None:
        others = (("team", person.team), ("manager", person.manager), ("role", person.role))
        for name, other in others:
            if other is not None and other in report.handbook.documents:
                cells |= {name: other.id, f"{name}_name": report.label(other)}
    return cells


def _metrics(report: Report) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the figures of each metric that is read of a person: whose, which, and what."""
    for one in report.records.metrics:
        if one.subject.kind == Person.KIND:
            told = as_json(one, report.say)
            closed: Mapping[str, Any] = next(
                (each for each in told["periods"] if not each["so_far"]), {}
            )
            yield one.subject.id, one.id, told | {name: closed.get(name) for name in OF_PERIOD}


def _incentives(report: Report) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for one in report.records.incentives:
        yield one.person.id, one.id, as_json(one, report.say)


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula, and no terminal for an order."""
    if isinstance(value, str):
        return safe(csv_cell(value))
    return csv_cell(value)
