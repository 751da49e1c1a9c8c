"""The figures of a document as data: the records that ``planbook score`` prints."""

from __future__ import annotations

from typing import Any, Final

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.scoring.recording import (
    record_company,
    record_goal,
    record_growth,
    record_incentive,
    record_metric,
    record_objective,
    record_partner,
    record_person,
    record_team,
    record_territories,
)
from planbook.scoring.records import as_json
from planbook.scoring.results import Scores

_LONG: Final = frozenset({"checks", "periods", "metrics", "lines"})
"""What is left out of the lists of a kind, so that they stay short."""


def score_record(
    key: Key, scores: Scores, visible: Handbook, *, brief: bool = False
) -> dict[str, Any] | None:
    """Return the figures of the document ``key``, or None where it has none.

    A metric has them by subject, an incentive by person. ``brief`` leaves out the checks of the
    SMART score, the periods and whatever else is long.
    """
    long = _LONG if brief else frozenset()
    match key.kind:
        case "metric" if key.id in scores.metrics:
            subjects = (record_metric(one, visible) for one in scores.metrics[key.id])
            return {"subjects": [_of_document(one, long) for one in subjects]}
        case "incentive" if key.id in scores.incentives:
            people = (record_incentive(one) for one in scores.incentives[key.id])
            return {"people": [_of_document(one, long) for one in people]}
    record = _record(key, scores, visible)
    return None if record is None else _of_document(record, long)


def _record(key: Key, scores: Scores, visible: Handbook) -> object | None:
    match key.kind:
        case "goal" if key.id in scores.goals:
            return record_goal(scores.goals[key.id], visible, scores.as_of)
        case "objective" if key.id in scores.objectives:
            return record_objective(scores.objectives[key.id], visible)
        case "person" if key.id in scores.people:
            return record_person(scores.people[key.id])
        case "team" if key.id in scores.teams:
            return record_team(scores.teams[key.id], visible)
        case "partner" if key.id in scores.partners:
            return record_partner(scores.partners[key.id])
        case "growth" if key.id in scores.growth:
            return record_growth(scores.growth[key.id], visible)
    return None


def whole_records(scores: Scores, visible: Handbook) -> dict[str, Any]:
    """Return the figures that belong to no document: the territories' and the company's."""
    return {
        "territories": as_json(record_territories(scores, visible), dict),
        "company": as_json(record_company(scores, visible), dict),
    }


def _of_document(record: object, long: frozenset[str]) -> dict[str, Any]:
    """Return ``record`` without the id, which is the document's own."""
    told: dict[str, Any] = as_json(record, dict, long)
    del told["id"]
    return told
