"""The formulas that arithmetic names, and the inputs of each: what a catalogue must have words for.

A name with an asterisk may stand several times among the inputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FORMULAS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # (actual − baseline) / (target − baseline)
        "progress.change": ("actual", "baseline", "target"),
        # readings within the band / all readings
        "progress.within": ("min", "max", "within", "readings"),
        # weight done / weight of all
        "progress.milestones": ("done", "total"),
        "progress.yes_no": ("actual",),
        # from_share + (to_share − from_share) · (day − from_day) / (to_day − from_day)
        "expected.line": ("day", "from_day", "from_share", "to_day", "to_share"),
        "expected.always": (),
        "expected.due": ("due",),
        # progress / expected
        "pace.ratio": ("progress", "expected"),
        # the worse of what pace and what confidence say, and of what a human says
        "status.dates": ("progress", "day", "start", "due", "override"),
        "status.readings": ("gone", "grace", "override"),
        "status.ratio": ("pace", "on_track", "at_risk", "confidence", "override"),
        # the same, by 100 · (expected − progress)
        "status.points": ("expected", "progress", "on_track", "at_risk", "confidence", "override"),
        # progress between 0 and 1, one decimal
        "grade.progress": ("progress",),
        # value = progress of the fitted line on the due date ± quantile · error
        "forecast.line": ("readings", "slope", "due", "quantile", "error"),
        # Σ weight · progress between 0 and 1 / Σ weight
        "rollup.mean": ("part*", "weight*"),
        # (Σ actual − baseline) / (target − baseline)
        "rollup.sum": ("part*", "baseline", "target"),
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
        "attainment": ("actual", "quota"),
        # variable · Σ rate · stretch
        "pay.marginal": ("variable", "attainment", "stretch*", "rate*", "cap", "threshold"),
        # variable · attainment · rate
        "pay.retroactive": ("variable", "attainment", "rate", "cap", "threshold"),
        # 50 + 10 · Σwx / √((1 − ρ)·Σw² + ρ·(Σw)²), ρ = 0.3
        "t_score": ("weighted_levels", "weights", "squared_weights", "correlation"),
    }
)

REASONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "no_forecast": ("too_few_readings", "not_a_figure", "no_dates", "not_started", "over"),
        "objective": ("none", "no_contribution", "no_reading", "units_differ", "no_target"),
        "incentive": (
            "no_period",
            "no_basis",
            "less_is_better",
            "no_reading",
            "no_quota",
            "no_variable",
            "no_tier",
        ),
    }
)
"""The keys of the reasons why a figure is missing, by what is missing it."""
