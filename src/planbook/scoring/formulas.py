"""The formulas that arithmetic names, and the inputs of each: what a catalogue must have words for.

A name with an asterisk may stand several times among the inputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_PAY: Final = ("variable", "attainment", "threshold", "rate*")
# · gates, at most the cap, at least the guarantee, + adjustments
_AFTER_TIERS: Final = ("gate*", "cap", "guarantee", "guaranteed_days", "adjustment*")

FORMULAS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # actual / target
        "progress.reach": ("actual", "target"),
        # (actual − baseline) / (target − baseline)
        "progress.change": ("actual", "baseline", "target"),
        # readings within the bounds / all readings
        "progress.within": ("min", "max", "within", "readings", "share"),
        # the figure of the whole time is inside the bounds, or not
        "progress.inside": ("min", "max", "actual"),
        # allowed / actual, at most 1; allowed = max · expected
        "progress.budget": ("max", "expected", "allowed", "actual"),
        # weight done / weight of all
        "progress.milestones": ("done", "total"),
        "progress.yes_no": ("actual",),
        # from_share + (to_share − from_share) · (day − from_day) / (to_day − from_day)
        "expected.line": ("day", "from_day", "from_share", "to_day", "to_share"),
        # the same, between the shares that last year had reached
        "expected.last_year": ("day", "from_day", "from_share", "to_day", "to_share"),
        # weight of what is due / weight of all
        "expected.steps": ("day",),
        "expected.always": ("day",),
        # nothing before the due date, everything after
        "expected.at_due": ("day",),
        # progress / (expected · mark)
        "pace.ratio": ("progress", "expected", "mark"),
        # the worse of what pace and what confidence say, and of what a human says
        "status.progress": ("progress", "day", "start", "due", "override"),
        "status.dates": ("progress", "day", "start", "due", "override"),
        "status.final": ("progress", "day", "start", "due", "override"),
        "status.readings": ("gone", "grace", "override"),
        "status.ratio": ("pace", "on_track", "at_risk", "confidence", "override"),
        # the same, by 100 · (expected − progress)
        "status.points": ("expected", "progress", "on_track", "at_risk", "confidence", "override"),
        # progress between 0 and 1, one decimal, rounded down
        "grade.progress": ("progress",),
        # value = progress of the fitted line where everything is expected ± quantile · error
        "forecast.line": ("readings", "slope", "due", "quantile", "error"),
        # Σ weight · progress between 0 and 1 / Σ weight
        "rollup.mean": ("part*", "weight*"),
        # (Σ actual − baseline) / (target − baseline)
        "rollup.sum": ("part*", "baseline", "target"),
        # Σ actual / target
        "rollup.total": ("part*", "target"),
        # a period's figure: the reading itself, or those of the subjects put together
        "total.one": ("read", "subjects"),
        "total.sum": ("read", "subjects", "part*"),
        "total.mean": ("read", "subjects", "part*"),
        "total.mean_by": ("read", "subjects", "part*", "weight*"),
        # the closed periods of the business year
        "total.to_date": ("read", "periods"),
        # actual / target
        "total.of_target": ("actual", "target"),
        # actual − target
        "total.to_target": ("actual", "target"),
        # actual / before − 1
        "total.change": ("actual", "before"),
        # actual − before
        "total.difference": ("actual", "before"),
        # Σ weight · part / Σ weight, no part above 1
        "scorecard": ("part*", "weight*"),
        # on_track / judged − off_track / judged
        "net_confidence": ("on_track", "off_track", "judged"),
        "trend.falls": ("run",),
        "trend.median": ("run", "median"),
        # median of (figure − figure a year before) / |figure a year before|; in points undivided
        "drift.year": ("readings", "year_change*"),
        "drift.year_points": ("readings", "year_change*"),
        # Theil–Sen slope · (readings − 1) / |median|; in points undivided
        "drift.line": ("readings", "slope", "median"),
        "drift.line_points": ("readings", "slope"),
        # actual / quota
        "attainment": ("actual", "quota", "read", "subjects"),
        "attainment.progress": ("progress",),
        # attainment / expected
        "attainment.projected": ("attainment", "expected"),
        # (actual + figure of the period / its days · days to come) / quota
        "attainment.rest": (
            "actual",
            "from_day",
            "to_day",
            "of_period",
            "period_days",
            "days_to_come",
            "quota",
        ),
        # an end of the forecast's interval · target / quota
        "attainment.forecast": ("forecast", "target", "quota"),
        # quota or variable pay · days / days of the period
        "prorated": ("quota", "variable", "days", "period_days"),
        # variable · Σ rate · stretch
        "pay.marginal": (*_PAY, "stretch*", *_AFTER_TIERS),
        # variable · attainment · rate
        "pay.retroactive": (*_PAY, *_AFTER_TIERS),
        # variable · rate
        "pay.banded": (*_PAY, *_AFTER_TIERS),
        # 50 + 10 · Σwx / √((1 − ρ)·Σw² + ρ·(Σw)²), ρ = 0.3
        "t_score": ("weighted_levels", "weights", "squared_weights", "correlation"),
    }
)

REASONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "no_progress": (
            "no_reading",
            "no_reading_for_subject",
            "not_added_up",
            "level_as_total",
            "total_as_level",
            "no_way",
            "no_milestones",
            "no_dates",
        ),
        "no_forecast": (
            "too_few_readings",
            "not_a_figure",
            "no_dates",
            "not_started",
            "over",
            "nothing_expected_yet",
        ),
        "total": ("not_added_up", "no_weights"),
        "objective": ("none", "no_contribution", "no_reading", "units_differ", "no_target"),
        "incentive": (
            "no_period",
            "several_lines",
            "no_days",
            "no_basis",
            "less_is_better",
            "goal_cancelled",
            "no_reading",
            "not_added_up",
            "no_progress",
            "no_quota",
            "no_variable",
            "no_tier",
            "no_gate_reading",
            "guarantee_ended",
        ),
        "projection": ("no_expectation", "guarantee_runs"),
        "range": ("level", "over", "narrowed", "no_forecast", "unread_period", "too_few_periods"),
    }
)
"""The keys of the reasons why a figure is missing, by what is missing it."""
