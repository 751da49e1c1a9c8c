"""Figures of single documents, scored in a handbook that holds little else."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from builders.handbooks import SETTINGS, document, handbook_of
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.results import GoalScore, Scores
from planbook.scoring.score import score_handbook

EVERYTHING = Edition("private")


def goal_of(id_: str = "g", **values: Any) -> Document:
    """Return a goal from 100 to 200 in 2026, owned by ``bea``, changed by ``values``."""
    filled: dict[str, Any] = {
        "owner": "bea",
        "period": "2026",
        "measurable": {"type": "increase", "unit": "CNY", "baseline": 100, "target": 200},
        "time_bound": {"start": "2026-01-01", "due": "2026-12-31"},
        **values,
    }
    return document("goal", id_, **filled)


def person_of(id_: str = "bea", **values: Any) -> Document:
    """Return a person with the role ``seller``."""
    return document("person", id_, role="seller", **values)


def scored(
    *documents: Document,
    on: date,
    scoring: dict[str, Any] | None = None,
    edition: Edition = EVERYTHING,
) -> Scores:
    """Return the figures of a handbook of ``documents`` by ``on``."""
    handbook = handbook_with(*documents, scoring=scoring)
    return score_handbook(handbook, on, builtin_rubric(), edition).value


def handbook_with(*documents: Document, scoring: dict[str, Any] | None = None) -> Handbook:
    """Return the handbook of ``documents`` under these scoring settings."""
    settings = msgspec.structs.replace(SETTINGS, scoring=scoring or {}, currency="CNY")
    return handbook_of(*documents, settings=settings)


def score_of(
    values: dict[str, Any], on: date, *others: Document, scoring: dict[str, Any] | None = None
) -> GoalScore:
    """Return the figures of one goal with ``values`` by ``on``."""
    return scored(goal_of(**values), person_of(), *others, on=on, scoring=scoring).goals["g"]
