"""M: which metric, in what unit, from where to where, read from what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.quantities import Amount, Count, Day, plain, rounded
from planbook.scoring.phrases import quoted
from planbook.scoring.results import Filled
from planbook.scoring.smart_checks.check import Evidence, Seen, SmartCheck
from planbook.scoring.smart_checks.past import figure_of, figures_before, window_of
from planbook.scoring.smart_checks.pieces import (
    FEWEST_PIECES,
    count_pieces,
    is_in_pieces,
    is_yes_or_no,
)
from planbook.scoring.undertaking import metric_of, unit_of

DECIMALS: Final = 2
"""How many decimals sentences tell of a figure that was read."""


def look_at_metric(goal: Goal, evidence: Evidence) -> Seen:
    """See what the goal is measured by."""
    pointer, metric = "/measurable/metric", metric_of(goal.measurable, evidence.handbook)
    if metric is not None:
        return Seen("resolves", pointer, {"metric": metric.label})
    if is_in_pieces(goal):
        return _pieces(goal, evidence)
    if is_yes_or_no(goal):
        return Seen("yes-or-no", pointer)
    if goal.measurable.unit:
        return Seen("by-hand", pointer, {"unit": evidence.unit(goal.measurable.unit)})
    return Seen("nothing", pointer)


def look_at_unit(goal: Goal, evidence: Evidence) -> Seen:
    """See what the figures count."""
    pointer, unit = "/measurable/unit", unit_of(goal.measurable, evidence.handbook)
    if is_in_pieces(goal):
        return _pieces(goal, evidence)
    if is_yes_or_no(goal):
        return Seen("yes-or-no", pointer)
    if unit:
        return Seen("stated", pointer, {"unit": evidence.unit(unit)})
    return Seen("nothing", pointer)


def look_at_baseline(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the goal says where it starts from; a total starts at nought and is compared."""
    pointer, measure = "/measurable/baseline", goal.measurable
    unit = unit_of(measure, evidence.handbook)
    if measure.baseline is not None:
        case = "compared" if measure.type == "reach" else "stated"
        return Seen(case, pointer, {"baseline": Amount(measure.baseline, unit)})
    if is_in_pieces(goal):
        return _pieces(goal, evidence)
    if is_yes_or_no(goal):
        return Seen("yes-or-no", pointer)
    if measure.type == "reach":
        return _uncompared(goal, evidence, unit)
    metric, figures = metric_of(measure, evidence.handbook), figures_before(goal, evidence)
    if metric is not None and figures:
        last = rounded(figures[-1].value, DECIMALS)
        words: dict[str, Filled] = {
            "metric": metric.label,
            "date": Day(figures[-1].day),
            "value": Amount(last, unit),
        }
        if measure.type == "keep_within":
            return Seen("series", pointer, words)
        return Seen("unwritten", pointer, {**words, "plain": plain(last)})
    if measure.type == "keep_within" and (measure.min, measure.max) != (None, None):
        return Seen("band", pointer)
    return Seen("nothing", pointer)


def look_at_target(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the target is better than the baseline, as the metric counts better."""
    pointer, measure = "/measurable/target", goal.measurable
    unit = unit_of(goal.measurable, evidence.handbook)
    if is_in_pieces(goal):
        return _pieces(goal, evidence)
    if is_yes_or_no(goal):
        return Seen("yes-or-no", pointer)
    if measure.type == "keep_within":
        return _band(goal, unit)
    baseline, target = measure.baseline, measure.target
    if target is None:
        return Seen("nothing", pointer)
    if baseline is None:
        return Seen("alone", pointer, {"target": Amount(target, unit)})
    metric = metric_of(goal.measurable, evidence.handbook)
    upwards = measure.type in ("increase", "reach")
    good = metric is None or (metric.direction == "up") == upwards
    right = good and (target > baseline if upwards else target < baseline)
    words = {"baseline": Amount(baseline, unit), "target": Amount(target, unit)}
    return Seen("better" if right else "wrong-way", pointer, words)


def look_at_source(goal: Goal, evidence: Evidence) -> Seen:
    """See where the readings come from."""
    pointer, source = "/measurable/source", goal.measurable.source
    metric = metric_of(goal.measurable, evidence.handbook)
    named = _source_words(source, evidence) or (
        _source_words(metric.source, evidence) if metric is not None else None
    )
    if named is not None:
        return Seen("stated", pointer, {"source": named})
    if metric is not None:
        return Seen("metric-alone", pointer, {"metric": metric.label})
    return Seen("nothing", pointer)


def _uncompared(goal: Goal, evidence: Evidence, unit: str) -> Seen:
    """See whether the metric knows what the same time a year before brought."""
    pointer, window = "/measurable/baseline", window_of(goal)
    metric = metric_of(goal.measurable, evidence.handbook)
    year_ago = figure_of(window.year_before(), evidence) if window is not None else None
    if metric is None or year_ago is None:
        return Seen("uncompared", pointer)
    value = rounded(year_ago, DECIMALS)
    words: dict[str, Filled] = {
        "metric": metric.label,
        "value": Amount(value, unit),
        "plain": plain(value),
    }
    return Seen("unwritten-total", pointer, words)


def _pieces(goal: Goal, evidence: Evidence) -> Seen:
    pointer, count = "/time_bound/milestones", count_pieces(goal, evidence)
    if count >= FEWEST_PIECES:
        return Seen("pieces", pointer, {"count": Count(count)})
    return Seen("few-pieces", pointer)


def _band(goal: Goal, unit: str) -> Seen:
    least, most = goal.measurable.min, goal.measurable.max
    if least is not None and most is not None:
        words = {"min": Amount(least, unit), "max": Amount(most, unit)}
        return Seen("band", "/measurable/min", words)
    if least is not None:
        return Seen("at-least", "/measurable/min", {"min": Amount(least, unit)})
    if most is not None:
        return Seen("at-most", "/measurable/max", {"max": Amount(most, unit)})
    return Seen("nothing", "/measurable/min")


def _source_words(source: Key | Text | None, evidence: Evidence) -> Text | None:
    """Return the title of the tool that ``source`` names, or its own words."""
    if isinstance(source, Key):
        return evidence.handbook.title_of(source)
    return quoted(source) if source else None


_PIECES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"pieces": ("count",), "few-pieces": (), "yes-or-no": (), "nothing": ()}
)

CHECKS: Final[Mapping[str, SmartCheck]] = MappingProxyType(
    {
        "metric": SmartCheck(
            look_at_metric, {**_PIECES, "resolves": ("metric",), "by-hand": ("unit",)}
        ),
        "unit": SmartCheck(look_at_unit, {**_PIECES, "stated": ("unit",)}),
        "baseline": SmartCheck(
            look_at_baseline,
            {
                **_PIECES,
                "stated": ("baseline",),
                "series": ("metric", "date", "value"),
                "compared": ("baseline",),
                "unwritten": ("metric", "date", "value", "plain"),
                "unwritten-total": ("metric", "value", "plain"),
                "uncompared": (),
                "band": (),
            },
        ),
        "target": SmartCheck(
            look_at_target,
            {
                **_PIECES,
                "better": ("baseline", "target"),
                "band": ("min", "max"),
                "alone": ("target",),
                "at-least": ("min",),
                "at-most": ("max",),
                "wrong-way": ("baseline", "target"),
            },
        ),
        "source": SmartCheck(
            look_at_source, {"stated": ("source",), "metric-alone": ("metric",), "nothing": ()}
        ),
    }
)
