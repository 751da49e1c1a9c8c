"""The figures as JSON: a stable contract for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from planbook.cli.score_figures import Figures, GoalFigures, number
from planbook.scoring.results import Forecast, OverrideScore, SmartScore


def render_score_json(figures: Figures) -> str:
    """Return the figures as one JSON object. What is not known is null, never 0."""
    scores, edition = figures.scores, figures.edition
    told: dict[str, Any] = {
        "format_version": 1,
        "as_of": scores.as_of.isoformat(),
        "edition": {"audience": edition.audience}
        | ({"viewer": edition.viewer} if edition.viewer is not None else {}),
        "goals": [_goal(goal, figures) for goal in figures.goals],
        "objectives": [
            {"id": id_, "progress": number(score.progress), "status": score.status}
            for id_, score in scores.objectives.items()
        ],
        "people": [
            {
                "id": id_,
                "coverage": {name: practice.state for name, practice in score.coverage.items()},
                "progress": number(score.progress),
            }
            for id_, score in scores.people.items()
        ],
        "metrics": [
            {"id": id_, "subject": score.subject.id, "trend": score.trend, "run": score.run}
            for id_, subjects in scores.metrics.items()
            for score in subjects
        ],
        "incentives": list(_incentives(figures)),
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n"


def _goal(goal: GoalFigures, figures: Figures) -> dict[str, Any]:
    score = goal.score
    return {
        "id": goal.id,
        "owner": goal.owner or None,
        "period": goal.period or None,
        "smart": _smart(score.smart, goal, figures) if score.smart is not None else None,
        "progress": number(score.progress),
        "expected": number(score.expected),
        "pace": number(score.pace),
        "confidence": number(score.confidence),
        "status": score.status,
        "computed_status": score.computed_status,
        "override": _override(score.override, figures) if score.override is not None else None,
        "stale": score.stale,
        "grade": number(score.grade),
        "forecast": _forecast(score.forecast) if score.forecast is not None else None,
    }


def _smart(smart: SmartScore, goal: GoalFigures, figures: Figures) -> dict[str, Any]:
    return {
        "total": number(smart.total),
        "band": smart.band,
        "letters": {letter: number(points) for letter, points in smart.letters.items()},
        "checks": [
            {
                "id": check.id,
                "letter": check.letter,
                "points": number(check.points),
                "of": number(check.of),
                "saw": figures.say(check.saw),
                "suggest": figures.say(check.suggest) if check.suggest else None,
                "path": path,
                "line": line,
            }
            for check, (path, line) in zip(smart.checks, goal.places, strict=True)
        ],
    }


def _override(override: OverrideScore, figures: Figures) -> dict[str, Any]:
    return {
        "status": override.status,
        "reason": figures.say(override.reason),
        "date": override.date.isoformat() if override.date is not None else None,
    }


def _forecast(forecast: Forecast) -> dict[str, Any]:
    reached = forecast.reaches_target_on
    return {
        "value": number(forecast.value),
        "low": number(forecast.low),
        "high": number(forecast.high),
        "reaches_target_on": reached.isoformat() if reached is not None else None,
    }


def _incentives(figures: Figures) -> Iterator[dict[str, Any]]:
    for id_, people in figures.scores.incentives.items():
        for score in people:
            yield {
                "id": id_,
                "person": score.person.id,
                "attainment": number(score.attainment),
                # Money is a string, so that nobody reads it as a binary fraction.
                "pay": format(score.pay, "f") if score.pay is not None else None,
                "currency": score.currency or None,
            }
