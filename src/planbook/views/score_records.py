"""The figures of a document as data, under the names that ``planbook score`` gives them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from planbook.model.document import Key
from planbook.quantities import plain
from planbook.scoring.results import (
    Forecast,
    GoalScore,
    IncentiveScore,
    MetricScore,
    PersonScore,
    Scores,
    SmartScore,
)

_PLACES: Final = 6


def score_record(key: Key, scores: Scores, *, brief: bool = False) -> dict[str, Any] | None:
    """Return the figures of the document ``key``, or None where it has none.

    What is not known is null, never 0. ``brief`` leaves out the checks of the SMART score.
    """
    match key.kind:
        case "goal" if key.id in scores.goals:
            return _goal(scores.goals[key.id], brief)
        case "objective" if key.id in scores.objectives:
            objective = scores.objectives[key.id]
            return {"progress": _number(objective.progress), "status": objective.status}
        case "person" if key.id in scores.people:
            return _person(scores.people[key.id])
        case "team" if key.id in scores.teams:
            team = scores.teams[key.id]
            return {
                "net_confidence": _number(team.net_confidence),
                "statuses": dict(team.statuses),
            }
        case "metric" if key.id in scores.metrics:
            return {"subjects": [_metric(one) for one in scores.metrics[key.id]]}
        case "incentive" if key.id in scores.incentives:
            return {"people": [_incentive(one) for one in scores.incentives[key.id]]}
        case "growth" if key.id in scores.growth:
            t_score = scores.growth[key.id].t_score
            return {"t_score": None if t_score is None else round(t_score, 2)}
    return None


def _goal(score: GoalScore, brief: bool) -> dict[str, Any]:
    override = score.override
    return {
        "smart": _smart(score.smart, brief) if score.smart else None,
        "progress": _number(score.progress),
        "expected": _number(score.expected),
        "pace": _number(score.pace),
        "confidence": _number(score.confidence),
        "status": score.status,
        "computed_status": score.computed_status,
        "override": None
        if override is None
        else {
            "status": override.status,
            "reason": dict(override.reason),
            "date": override.date.isoformat() if override.date else None,
        },
        "stale": score.stale,
        "grade": _number(score.grade),
        "computed_grade": _number(score.computed_grade),
        "forecast": _forecast(score.forecast) if score.forecast else None,
    }


def _smart(smart: SmartScore, brief: bool) -> dict[str, Any]:
    record = {
        "total": _number(smart.total),
        "band": smart.band,
        "letters": {letter: _number(points) for letter, points in smart.letters.items()},
    }
    if brief:
        return record
    return {
        **record,
        "checks": [
            {
                "id": one.id,
                "letter": one.letter,
                "points": _number(one.points),
                "of": _number(one.of),
                "saw": dict(one.saw),
                "suggest": dict(one.suggest) if one.suggest else None,
                "pointer": one.pointer,
            }
            for one in smart.checks
        ],
    }


def _forecast(forecast: Forecast) -> dict[str, Any]:
    reached = forecast.reaches_target_on
    return {
        "value": _number(forecast.value),
        "low": _number(forecast.low),
        "high": _number(forecast.high),
        "reaches_target_on": reached.isoformat() if reached else None,
    }


def _person(score: PersonScore) -> dict[str, Any]:
    return {
        "progress": _number(score.progress),
        "coverage": {name: practice.state for name, practice in score.coverage.items()},
    }


def _metric(score: MetricScore) -> dict[str, Any]:
    return {
        "subject": score.subject.id,
        "subject_kind": score.subject.kind,
        "trend": score.trend,
        "run": score.run,
    }


def _incentive(score: IncentiveScore) -> dict[str, Any]:
    return {
        "person": score.person.id,
        "attainment": _number(score.attainment),
        # Money is written out, so that no reader rounds it.
        "pay": None if score.pay is None else format(score.pay, "f"),
        "currency": score.currency,
    }


def _number(figure: Fraction | Decimal | None) -> Decimal | None:
    if figure is None:
        return None
    exact = Fraction(figure)
    return Decimal(plain(round(Decimal(exact.numerator) / Decimal(exact.denominator), _PLACES)))
