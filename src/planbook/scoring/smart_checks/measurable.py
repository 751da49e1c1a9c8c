"""M: which metric, in what unit, from where to where, read from what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.metric import Metric
from planbook.model.tool import Tool
from planbook.quantities import plain
from planbook.scoring.phrases import amount, day, quoted, unit_name
from planbook.scoring.series import Observation
from planbook.scoring.smart_checks.check import Evidence, Seen, SmartCheck
from planbook.scoring.smart_checks.pieces import (
    FEWEST_PIECES,
    count_pieces,
    is_in_pieces,
    is_yes_or_no,
)


def look_at_metric(goal: Goal, evidence: Evidence) -> Seen:
    """See what the goal is measured by."""
    pointer, metric = "/measurable/metric", metric_of(goal, evidence)
    if metric is not None:
        return Seen("resolves", pointer, {"metric": metric.label})
    if is_in_pieces(goal):
        return _pieces(goal, evidence)
    if is_yes_or_no(goal):
        return Seen("yes-or-no", pointer)
    if goal.measurable.unit:
        return Seen("by-hand", pointer, {"unit": unit_name(goal.measurable.unit)})
    return Seen("nothing", pointer)


def look_at_unit(goal: Goal, evidence: Evidence) -> Seen:
    """See what the figures count."""
    pointer, unit = "/measurable/unit", unit_of(goal, evidence)
    if is_in_pieces(goal):
        return _pieces(goal, evidence)
    if is_yes_or_no(goal):
        return Seen("yes-or-no", pointer)
    if unit:
        return Seen("stated", pointer, {"unit": unit_name(unit)})
    return Seen("nothing", pointer)


def look_at_baseline(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the goal says where it starts from."""
    pointer, measure = "/measurable/baseline", goal.measurable
    unit = unit_of(goal, evidence)
    if measure.baseline is not None:
        return Seen("stated", pointer, {"baseline": amount(measure.baseline, unit)})
    if is_in_pieces(goal):
        return _pieces(goal, evidence)
    if is_yes_or_no(goal):
        return Seen("yes-or-no", pointer)
    metric, last = metric_of(goal, evidence), last_before_start(goal, evidence)
    if metric is not None and last is not None:
        words: dict[str, Text | str] = {
            "metric": metric.label,
            "date": day(last.date),
            "value": amount(last.value, unit),
        }
        if measure.type == "keep_within":
            return Seen("series", pointer, words)
        return Seen("unwritten", pointer, {**words, "plain": plain(last.value)})
    if measure.type == "keep_within" and (measure.min, measure.max) != (None, None):
        return Seen("band", pointer)
    return Seen("nothing", pointer)


def look_at_target(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the target is better than the baseline, as the metric counts better."""
    pointer, measure = "/measurable/target", goal.measurable
    unit = unit_of(goal, evidence)
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
        return Seen("alone", pointer, {"target": amount(target, unit)})
    metric = metric_of(goal, evidence)
    upwards = measure.type == "increase"
    good = metric is None or (metric.direction == "up") == upwards
    right = good and (target > baseline if upwards else target < baseline)
    words = {"baseline": amount(baseline, unit), "target": amount(target, unit)}
    return Seen("better" if right else "wrong-way", pointer, words)


def look_at_source(goal: Goal, evidence: Evidence) -> Seen:
    """See where the readings come from."""
    pointer, source = "/measurable/source", goal.measurable.source
    metric = metric_of(goal, evidence)
    named = _source_words(source, evidence) or (
        _source_words(metric.source, evidence) if metric is not None else None
    )
    if named is not None:
        return Seen("stated", pointer, {"source": named})
    if metric is not None:
        return Seen("metric-alone", pointer, {"metric": metric.label})
    return Seen("nothing", pointer)


def metric_of(goal: Goal, evidence: Evidence) -> Metric | None:
    """Return the metric that the goal names, where the handbook has it."""
    key = evidence.handbook.resolve(goal.measurable.metric, ("metric",))
    return evidence.handbook.find(Metric, key.id) if key is not None else None


def unit_of(goal: Goal, evidence: Evidence) -> str:
    """Return what the goal's figures count: its own unit, else its metric's."""
    metric = metric_of(goal, evidence)
    return goal.measurable.unit or (metric.unit if metric is not None else "")


def readings_before_start(goal: Goal, evidence: Evidence) -> tuple[Observation, ...]:
    """Return the metric's readings for the goal's owner before the goal starts, oldest first."""
    metric, start = metric_of(goal, evidence), goal.time_bound.start
    owner = evidence.handbook.resolve(goal.owner, ("person", "team"))
    if metric is None or start is None or owner is None:
        return ()
    series = evidence.series.get(metric.id, {})
    return tuple(reading for reading in series.get(owner, ()) if reading.date < start)


def last_before_start(goal: Goal, evidence: Evidence) -> Observation | None:
    """Return the newest of those readings, or None."""
    return next(reversed(readings_before_start(goal, evidence)), None)


def _pieces(goal: Goal, evidence: Evidence) -> Seen:
    pointer, count = "/time_bound/milestones", count_pieces(goal, evidence)
    if count >= FEWEST_PIECES:
        return Seen("pieces", pointer, {"count": str(count)})
    return Seen("few-pieces", pointer)


def _band(goal: Goal, unit: str) -> Seen:
    least, most = goal.measurable.min, goal.measurable.max
    if least is not None and most is not None:
        words = {"min": amount(least, unit), "max": amount(most, unit)}
        return Seen("band", "/measurable/min", words)
    if least is None and most is None:
        return Seen("nothing", "/measurable/min")
    return Seen("half-band", "/measurable/min")


def _source_words(source: Text | str | None, evidence: Evidence) -> Text | str | None:
    """Return the title of the tool that ``source`` names, or its own words."""
    if not source:
        return None
    if not isinstance(source, str):
        return quoted(source)
    key = evidence.handbook.resolve(source, ("tool",))
    tool = evidence.handbook.find(Tool, key.id) if key is not None else None
    return tool.label if tool is not None else source


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
                "unwritten": ("metric", "date", "value", "plain"),
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
                "half-band": (),
                "wrong-way": ("baseline", "target"),
            },
        ),
        "source": SmartCheck(
            look_at_source, {"stated": ("source",), "metric-alone": ("metric",), "nothing": ()}
        ),
    }
)
