"""What a change means, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from planbook.history.records import FORMAT_VERSION
from planbook.history.values import (
    Entry,
    Listing,
    Moment,
    Named,
    Option,
    Said,
    Value,
    Verbatim,
)
from planbook.periods import Period
from planbook.quantities import Amount, Answer, Count, Day, Ratio, Share, Term
from planbook.scoring.recording import edition_record
from planbook.scoring.records import as_number

if TYPE_CHECKING:
    from planbook.cli.diff_report import Report
    from planbook.history.records import Change, FigureChange, Subject


def render_diff_json(report: Report) -> str:
    """Return the comparison as one JSON object. What is not there is null."""
    told = msgspec.json.format(msgspec.json.encode(diff_json(report)), indent=2)
    return f"{told.decode()}\n"


def diff_json(report: Report) -> dict[str, Any]:
    """Return the comparison as JSON holds it: each change with its sentence."""
    comparison, revisions = report.comparison, report.revisions
    return {
        "format_version": FORMAT_VERSION,
        "as_of": comparison.as_of.isoformat(),
        "edition": edition_record(comparison.edition),
        "base": {
            "revision": revisions.since,
            "commit": revisions.commit,
            "fork_point": revisions.is_fork_point,
            "project": comparison.project_then,
        },
        "head": {"revision": revisions.head},
        "changes": [_change(one, report) for one in comparison.changes],
        "figures": [_figure(one, report) for one in comparison.figures],
        "errors": [
            {**_subject(one.subject, report), "side": one.side} for one in comparison.faulty
        ],
        "without_figures": list(comparison.without_figures),
        "files_left_out": comparison.left_out,
        "files_unread": comparison.unread,
    }


def _change(change: Change, report: Report) -> dict[str, Any]:
    timing = change.timing
    return {
        "section": change.section,
        "code": change.code,
        **_subject(change.subject, report),
        "field": change.field or None,
        "entry": [value_json(value) for step in change.steps for value in step.entry],
        "before": value_json(change.before),
        "after": value_json(change.after),
        "unit": _unit_of(change.before) or _unit_of(change.after),
        "facts": {one.name: value_json(one.value) for one in change.facts},
        "period": None
        if timing is None
        else {"phase": timing.phase, "gone": as_number(timing.gone)},
        "count": change.count,
        "lines": None
        if change.lines is None
        else {"added": change.lines[0], "removed": change.lines[1]},
        "message": report.teller.change(change),
    }


def _figure(figure: FigureChange, report: Report) -> dict[str, Any]:
    return {
        **_subject(figure.subject, report),
        "figure": figure.figure,
        "about": figure.about.id if figure.about is not None else None,
        "period": figure.period.name if figure.period is not None else None,
        "before": value_json(figure.before),
        "after": value_json(figure.after),
        "unit": _unit_of(figure.before) or _unit_of(figure.after),
        "own": figure.own,
        "follows_from": [str(one.key) for one in figure.follows_from],
    }


def _subject(subject: Subject | None, report: Report) -> dict[str, Any]:
    if subject is None:
        return {"kind": None, "id": None, "title": None, "path": None}
    return {
        "kind": subject.key.kind,
        "id": subject.key.id or None,
        "title": report.teller.say(subject.title) or None,
        "path": subject.path or None,
    }


def _unit_of(value: Value | None) -> str | None:
    return (value.unit or None) if isinstance(value, Amount) else None


def value_json(value: Value | None) -> Any:
    """Return a value as the YAML has it: a number, an id, a date, texts by language."""
    match value:
        case None:
            return None
        case Amount(number) | Share(number) | Ratio(number):
            return as_number(number)
        case Count(plain) | Answer(plain):
            return plain
        case Day(day):
            return day.isoformat()
        case Term(_, word) | Option(word) | Verbatim(word) | Moment(word) | Named(word):
            return word
        case Period():
            return value.name
        case Said(text):
            return dict(text)
        case Listing(values):
            return [value_json(one) for one in values]
        case Entry(parts):
            return {one.name: value_json(one.value) for one in parts}
