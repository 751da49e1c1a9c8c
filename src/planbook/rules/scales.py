"""Figures that look as if they were written in another unit than those beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.prose_numbers.figures import figures_in
from planbook.quantities import exact
from planbook.rules.readings import Readings
from planbook.scoring.cadence import periods_within
from planbook.scoring.progress import DEFAULT_CADENCE, Mark, Source
from planbook.scoring.trend import median_of
from planbook.scoring.undertaking import Undertaking, unit_of

_TIMES: Final = (Fraction(100), Fraction(1000), Fraction(10_000))
_PARTS: Final = (Fraction(1, 1000), Fraction(1, 10_000))
_NEAR: Final = 2
_FAR: Final = 10


class OffScale(msgspec.Struct, frozen=True):
    """A reading that is ``factor`` times what the measure speaks of.

    ``mark`` is a check-in, or the newest reading of a metric all of whose readings are.
    """

    mark: Mark
    factor: Fraction


def shares_for_percent(
    plan: Goal | Objective, undertaking: Undertaking, readings: Readings
) -> tuple[Decimal, ...]:
    """Return the figures of a measure in % that are written as shares (0.25 for 25 %).

    Empty unless all of them lie between 0 and 1, and the title or what is read says a hundred
    times as much.
    """
    measure = undertaking.measure
    if unit_of(measure, readings.handbook) not in ("%", "％"):
        return ()
    written = tuple(
        value
        for value in (
            measure.target,
            measure.baseline,
            measure.max,
            measure.min,
            *(milestone.value for milestone in undertaking.milestones),
        )
        if value is not None
    )
    if not any(written) or not all(0 <= value <= 1 for value in written):
        return ()
    figures = tuple(value for value in written if value)
    title = [
        figure for text in plan.title.values() for figure in figures_in(text) if figure.unit == "%"
    ]
    # 0.5 % may well be meant, where the title says so as well.
    in_title = any(one.means(value * 100) for one in title for value in figures)
    if in_title and not any(one.means(value) for one in title for value in figures):
        return figures
    low, high = exact(min(figures)) * 100, exact(max(figures)) * 100
    typical = _typical([mark.value for mark in _marks(undertaking, readings)])
    if typical is None or typical <= 1:
        return ()
    return figures if low / _NEAR <= typical <= high * _NEAR else ()


def readings_off_scale(undertaking: Undertaking, readings: Readings) -> Iterator[OffScale]:
    """Yield what is read in another unit: each such check-in, or the metric as a whole."""
    bounds = _bounds(undertaking, readings)
    if bounds is None:
        return
    low, high = bounds
    least, most = low / _FAR, high * _FAR
    for mark in readings.checkins.get(undertaking.key, ()):
        if least <= abs(mark.value) <= most:
            continue
        factor = _factor(mark.value, low, high, undertaking)
        if factor is not None:
            yield OffScale(mark, factor)
    source = readings.sources.get(undertaking.key)
    observed = () if source is None else tuple(_observed(undertaking, source))
    typical = _typical([mark.value for mark in observed])
    if typical is not None:
        factor = _factor(typical, low, high, undertaking)
        if factor is not None:
            yield OffScale(observed[-1], factor)


def _marks(undertaking: Undertaking, readings: Readings) -> tuple[Mark, ...]:
    source = readings.sources.get(undertaking.key)
    observed = () if source is None else tuple(_observed(undertaking, source))
    return (*readings.checkins.get(undertaking.key, ()), *observed)


def _observed(undertaking: Undertaking, source: Source) -> Iterator[Mark]:
    """Yield the readings of the days of ``undertaking``, oldest first."""
    span = undertaking.span
    series = source.series.up_to(span.due)
    found = [
        Mark(one.day, one.value, source.metric.key, f"{one.pointer}/value")
        for subject in sorted(series.by_subject)
        for one in series.of(subject)
        if span.start <= one.day
    ]
    yield from sorted(found, key=lambda mark: mark.day)


def _typical(values: Sequence[Fraction]) -> Fraction | None:
    sizes = [abs(value) for value in values if value]
    return median_of(sizes) if sizes else None


def _bounds(undertaking: Undertaking, readings: Readings) -> tuple[Fraction, Fraction] | None:
    """Return between which sizes a reading is to be expected; None where nothing says so."""
    measure = undertaking.measure
    if undertaking.type == "reach":
        if measure.target is None or measure.target <= 0:
            return None
        source = readings.sources.get(undertaking.key)
        cadence = source.metric.cadence if source is not None else undertaking.cadence
        periods = periods_within(
            undertaking.span.start,
            undertaking.span.due,
            cadence or DEFAULT_CADENCE,
            readings.handbook.settings.fiscal_year,
        )
        target = exact(measure.target)
        return target / max(sum(1 for _ in periods), 1), target
    if undertaking.type == "keep_within":
        written = (measure.min, measure.max)
    elif undertaking.type in ("increase", "decrease"):
        written = (measure.baseline, measure.target)
    else:
        return None
    sizes = [abs(exact(value)) for value in written if value]
    return (min(sizes), max(sizes)) if sizes else None


def _passes_zero(undertaking: Undertaking) -> bool:
    """Return whether small figures are on the way: a level that begins or ends at 0."""
    measure = undertaking.measure
    return undertaking.type in ("increase", "decrease") and not (
        measure.baseline and measure.target and measure.baseline * measure.target > 0
    )


def _factor(
    value: Fraction, low: Fraction, high: Fraction, undertaking: Undertaking
) -> Fraction | None:
    """Return how many times too large or too small ``value`` looks; None where it does not."""
    size, measure = abs(value), undertaking.measure
    limited = undertaking.type == "keep_within"
    candidates: tuple[Fraction, ...] = ()
    # Far above a minimum alone, or far below a maximum alone, is where a reading should be.
    if size > high * _FAR and not (limited and measure.max is None):
        candidates = _TIMES
    elif 0 < size < low / _FAR and not (limited and measure.min is None):
        candidates = () if _passes_zero(undertaking) else _PARTS
    return next(
        (one for one in candidates if low / _NEAR <= size / one <= high * _NEAR),
        None,
    )
