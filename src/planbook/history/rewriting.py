"""History that was rewritten: what had been recorded by the day of judging, and reads otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from planbook.history.fields import FieldChange
from planbook.history.pairs import Pair
from planbook.history.records import Change
from planbook.history.values import Listing, day_of
from planbook.model.feedback import Feedback
from planbook.model.goal import Goal
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.recognition import Recognition
from planbook.model.review import Review
from planbook.periods import parse_period
from planbook.quantities import Day
from planbook.scoring.series import period_of_reading

_RECORDS: Final = frozenset({Review.KIND, Feedback.KIND, Recognition.KIND})
"""Kinds that record one day, as a whole."""

# What goes on after the day: who does what next, and what is added to a record.
_GOES_ON: Final = ("/decisions", "/next_step", "/acknowledged", "/notes", "/links", "/tags",
                   "/extra", "/title")  # fmt: skip


def judge_rewriting(found: FieldChange, pair: Pair) -> Change | None:
    """Return ``found`` as a rewriting of what had been recorded; None where it is none."""
    code = _code_of(found, pair)
    return None if code is None else pair.change("history", code, found)


def _code_of(found: FieldChange, pair: Pair) -> str | None:
    path = found.path
    if pair.kind in (Goal.KIND, Objective.KIND):
        if path.startswith("/checkins[]"):
            return _checkin(found, pair)
        if path.startswith("/result") and found.before is not None:
            return "result-changed"
    if path.endswith("/done") and _is_done(found.raw_before) and not _is_done(found.raw_after):
        return "done-taken-back"
    if found.before is None:
        return None
    if pair.kind in _RECORDS and not path.startswith(_GOES_ON):
        day = day_of(pair.before.seen.values.get("date"))
        return "record-changed" if day is not None and day <= pair.as_of else None
    if pair.kind == "improvement" and path == "/outcome":
        return None if found.raw_before == "open" else "record-changed"
    if pair.kind == "training" and path.startswith("/items[]"):
        was_done = found.entry_before.get("state") == "done"
        told = path == "/items[]" or path.endswith(("/state", "/completed", "/evidence", "/date"))
        return "record-changed" if was_done and told else None
    if "[]" in path and pair.kind != "incentive":
        day = day_of(found.entry_before.get("date"))
        if day is not None and day <= pair.as_of:
            return "record-removed" if path.endswith("[]") else "record-changed"
    return None


def _checkin(found: FieldChange, pair: Pair) -> str | None:
    earlier = pair.earlier
    if found.path == "/checkins[]" and found.before is None:
        assert isinstance(earlier, Goal | Objective)
        newest = max((one.date for one in earlier.checkins if one.date is not None), default=None)
        day = day_of(found.entry_after.get("date"))
        is_late = newest is not None and day is not None and day < newest
        return "checkin-backdated" if is_late else None
    day = day_of(found.entry_before.get("date"))
    if day is None or day > pair.as_of:
        return None
    return "checkin-removed" if found.path == "/checkins[]" else "checkin-changed"


def _is_done(value: Any) -> bool:
    return value is not None and value is not False and value != 0


def judge_figures_of(found: Iterable[FieldChange], pair: Pair) -> Iterator[Change]:
    """Yield the changes of a metric's readings and targets.

    A reading of a week, month or quarter that is over is history, and so is a target of one that
    has begun. New readings are told together.
    """
    metric = pair.earlier
    assert isinstance(metric, Metric)
    news: dict[str, list[FieldChange]] = {"/values[]": [], "/targets[]": []}
    for one in found:
        if one.before is None and one.path in news:
            news[one.path].append(one)
        elif one.path.startswith("/values[]"):
            yield _reading(one, metric, pair)
        else:
            yield _target(one, pair)
    for path, code in (("/values[]", "readings-added"), ("/targets[]", "metric-targets-added")):
        if news[path]:
            yield _together(news[path], code, pair)


def _reading(found: FieldChange, metric: Metric, pair: Pair) -> Change:
    day = day_of(found.entry_before.get("date"))
    is_closed = day is not None and period_of_reading(day, metric, pair.fiscal).end < pair.as_of
    removed = found.path == "/values[]"
    code = "reading-removed" if removed else "reading-changed"
    return pair.change("history" if is_closed else "other", code, found)


def _target(found: FieldChange, pair: Pair) -> Change:
    period = parse_period(found.entry_before.get("period"), pair.fiscal)
    has_begun = period is not None and period.start <= pair.as_of
    removed = found.path == "/targets[]"
    code = "metric-target-removed" if removed else "metric-target-changed"
    return pair.change("history" if has_begun else "other", code, found)


def _together(found: list[FieldChange], code: str, pair: Pair) -> Change:
    """Return many new values as one change, with the days of the first and the last."""
    days = sorted(day for one in found if (day := day_of(one.entry_after.get("date"))) is not None)
    span = Listing(tuple(map(Day, dict.fromkeys((days[0], days[-1]))))) if days else None
    return Change(
        "other", code, pair.subject, found[0].path, found[0].steps, after=span, count=len(found)
    )
