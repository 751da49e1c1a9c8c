"""A small company with one well-written goal, to take parts away from and put them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import msgspec

from builders.handbooks import SETTINGS, document, handbook_of
from planbook.model.document import Document
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.rubric import Rubric
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.results import Check, SmartScore
from planbook.scoring.series import read_all_series
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.smart import score_smart

AS_OF = date(2026, 9, 10)

GOOD_GOAL: Mapping[str, Any] = {
    "title": {
        "en": "Grow East China smart-lock sales 20% in Q3",
        "zh": "第三季度华东销售额提升 20%",
    },
    "owner": "bea",
    "period": "2026-Q3",
    "specific": {
        "outcome": {"en": "Smart-lock sell-in to distributors"},
        "scope": {"territories": ["east-china"], "product_lines": ["smart-lock"]},
    },
    "measurable": {
        "type": "reach",
        "metric": "revenue",
        "unit": "CNY",
        "baseline": 5_000_000,
        "target": 6_000_000,
        "source": "crm",
    },
    "achievable": {
        "rationale": {
            "en": "Two distributors signed in May; the pipeline covers 3.1 times the gap"
        },
        "resources": [{"en": "CNY 200,000 of market budget"}],
        "confidence": 0.7,
    },
    "relevant": {
        "supports": ["east-revenue"],
        "why": {"en": "Smart locks are this year's growth line, and hotels are saturated."},
    },
    "time_bound": {
        "start": "2026-07-01",
        "due": "2026-09-30",
        "cadence": "monthly",
        "milestones": [{"due": "2026-08-15", "value": 2_700_000}],
    },
    "actions": [{"title": {"en": "Joint visits with the trainer"}, "due": "2026-08-15"}],
}

PARTS = (
    "/owner",
    "/period",
    "/specific/outcome",
    "/specific/scope",
    "/measurable/metric",
    "/measurable/unit",
    "/measurable/baseline",
    "/measurable/target",
    "/measurable/source",
    "/achievable/rationale",
    "/achievable/resources",
    "/achievable/confidence",
    "/relevant/supports",
    "/relevant/why",
    "/time_bound/start",
    "/time_bound/due",
    "/time_bound/cadence",
    "/time_bound/milestones",
    "/actions",
)
"""The parts of the goal that a SMART check looks at."""


def company() -> tuple[Document, ...]:
    """Return the documents around the goal: people, objectives, a metric, a tool, a partner."""
    return (
        document("person", "ada", name={"en": "Ada"}, role="head"),
        document(
            "person",
            "bea",
            name={"en": "Bea"},
            role="manager",
            manager="ada",
            team="east",
            scope={"territories": ["east-china"], "product_lines": ["smart-lock"]},
        ),
        document("role", "head", purpose={"en": "Leads"}, duties=[]),
        document(
            "role",
            "manager",
            purpose={"en": "Sells"},
            duties=[
                {
                    "title": {"en": "Reaches the revenue"},
                    "supports": ["east-revenue"],
                    "metrics": ["revenue"],
                }
            ],
        ),
        document("team", "east", lead="bea"),
        document("partner", "lockhouse", type="distributor", title={"en": "Lockhouse"}),
        document("tool", "crm", type="crm", purpose={"en": "Orders"}, feeds=["revenue"]),
        document(
            "metric", "revenue", unit="CNY", direction="up", cadence="monthly", aggregate="sum"
        ),
        document("objective", "company-revenue", owner="ada", period="2026"),
        document(
            "objective", "east-revenue", owner="bea", period="2026", supports=["company-revenue"]
        ),
    )


def goal_with(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the good goal with ``changes`` by pointer; None takes a part away."""
    values = deepcopy(dict(GOOD_GOAL))
    for pointer, value in changes.items():
        *above, last = pointer.removeprefix("/").split("/")
        holder = values
        for name in above:
            holder = holder.setdefault(name, {})
        if value is None:
            holder.pop(last, None)
        else:
            holder[last] = deepcopy(value)
    return values


def handbook_with_goal(
    changes: Mapping[str, Any],
    others: Iterable[Document] = (),
    scoring: Mapping[str, Any] | None = None,
) -> Handbook:
    """Return the company with the goal changed; ``others`` take the place of its own documents."""
    added = tuple(others)
    keys = {each.key for each in added}
    around = [each for each in company() if each.key not in keys]
    settings = msgspec.structs.replace(SETTINGS, scoring=dict(scoring or {}))
    goal = document("goal", "g", **goal_with(changes))
    return handbook_of(goal, *around, *added, settings=settings)


def smart_of(
    changes: Mapping[str, Any],
    others: Iterable[Document] = (),
    scoring: Mapping[str, Any] | None = None,
    rubric: Rubric | None = None,
) -> SmartScore:
    """Return the SMART score of the good goal with ``changes``."""
    handbook = handbook_with_goal(changes, others, scoring)
    goal = handbook.find(Goal, "g")
    assert goal is not None
    settings = read_scoring_settings(handbook.settings.scoring)
    series = read_all_series(handbook, AS_OF)
    return score_smart(goal, handbook, rubric or builtin_rubric(), settings, series)


def check_of(id_: str, changes: Mapping[str, Any], others: Iterable[Document] = ()) -> Check:
    """Return what one check makes of the good goal with ``changes``."""
    (found,) = (check for check in smart_of(changes, others).checks if check.id == id_)
    return found
