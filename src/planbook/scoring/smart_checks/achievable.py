"""A: how far, why it can be done, with what, and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from planbook.language import Text
from planbook.model.goal import Goal
from planbook.prose_numbers.figures import clause_at, find_fact
from planbook.quantities import exact, plain
from planbook.scoring.phrases import amount, percent, quoted
from planbook.scoring.series import Observation, as_decimal
from planbook.scoring.smart_checks.check import Evidence, Seen, SmartCheck
from planbook.scoring.smart_checks.measurable import metric_of, readings_before_start, unit_of
from planbook.scoring.smart_checks.ownership import owner_of, people_of, shares_of
from planbook.scoring.smart_checks.pieces import is_in_pieces, is_yes_or_no

_YEAR: Final = timedelta(days=365)
_NEAR: Final = timedelta(days=16)
"""Readings of one month in two years lie on days that differ by some days."""

_SAME: Final = Fraction(1, 10)
"""How far a baseline may lie from a reading and still be that reading, rounded."""

_BAND_PAST: Final = 12


@dataclass(frozen=True, slots=True)
class _Past:
    """What was reached before, and in words which past that is."""

    value: Fraction
    basis: Text


def look_at_stretch(goal: Goal, evidence: Evidence) -> Seen:
    """See how far the target lies from the metric's own past, else from the baseline."""
    pointer, measure = "/measurable/target", goal.measurable
    if is_in_pieces(goal):
        return Seen("pieces", "/time_bound/milestones")
    if is_yes_or_no(goal):
        return Seen("yes-or-no", "/measurable/type")
    if measure.type == "keep_within":
        return _stretch_of_band(goal, evidence)
    if measure.target is None:
        return Seen("nothing", pointer)
    past = _past_of(goal, evidence)
    own = past is not None
    if past is None:
        if measure.baseline is None:
            return Seen("nothing", pointer)
        past = _Past(exact(measure.baseline), {"zh": "起点", "en": "the baseline"})
    if past.value == 0:
        return Seen("from-nothing", "/measurable/baseline")
    upwards = measure.type == "increase"
    gain = exact(measure.target) - past.value if upwards else past.value - exact(measure.target)
    change = gain / abs(past.value)
    unit = unit_of(goal, evidence)
    words: dict[str, Text | str] = {
        "target": amount(measure.target, unit),
        "past": amount(_rounded(past.value), unit),
        "basis": past.basis,
        "change": percent(change),
        "min": percent(evidence.stretch_min),
        "max": percent(evidence.stretch_max),
    }
    return Seen(_case_of(change, evidence, own=own), pointer, words)


def look_at_rationale(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the reason why it can be done holds a fact."""
    pointer, rationale = "/achievable/rationale", goal.achievable.rationale
    if not evidence.said(rationale).strip():
        return Seen("nothing", pointer)
    facts = {language: _fact(goal, words, evidence) for language, words in rationale.items()}
    known = {language: fact for language, fact in facts.items() if fact}
    if known:
        return Seen("fact", pointer, {"fact": quoted(known)})
    return Seen("opinion", pointer)


def look_at_resources(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the goal says what it takes, or what will be done by when."""
    pointer = "/achievable/resources"
    resources = [entry for entry in goal.achievable.resources if evidence.said(entry).strip()]
    if resources:
        return Seen("resources", pointer, {"first": quoted(resources[0])})
    actions = [action for action in goal.actions if evidence.said(action.title).strip()]
    dated = [action for action in actions if action.due is not None or action.done]
    if dated:
        words: dict[str, Text | str] = {
            "count": str(len(dated)),
            "first": quoted(dated[0].title),
        }
        return Seen("actions", "/actions", words)
    return Seen("undated", "/actions") if actions else Seen("nothing", pointer)


def look_at_confidence(goal: Goal, evidence: Evidence) -> Seen:
    """See whether a confidence is stated that is neither near 0 nor near 1."""
    pointer, confidence = "/achievable/confidence", goal.achievable.confidence
    if confidence is None:
        return Seen("nothing", pointer)
    words, limits = {"confidence": plain(confidence)}, evidence.numbers
    if confidence < limits["none_below"]:
        return Seen("hopeless", pointer, words)
    if confidence < limits["half_below"]:
        return Seen("nearly-hopeless", pointer, words)
    if confidence > limits["none_above"]:
        return Seen("sure", pointer, words)
    if confidence > limits["half_above"]:
        return Seen("nearly-sure", pointer, words)
    return Seen("sound", pointer, words)


def _case_of(change: Fraction, evidence: Evidence, *, own: bool) -> str:
    least, most = evidence.stretch_min, evidence.stretch_max
    if change <= 0:
        return "reached"
    if change < least / 2:
        return "trivial"
    if change < least:
        return "little"
    if change <= most:
        return "of-past" if own else "of-baseline"
    # Half as much again as is sensible may still be meant.
    return "much" if change <= most * 3 / 2 else "fantastic"


def _stretch_of_band(goal: Goal, evidence: Evidence) -> Seen:
    pointer, measure = "/measurable/min", goal.measurable
    past = readings_before_start(goal, evidence)[-_BAND_PAST:]
    if measure.min is None or measure.max is None:
        return Seen("nothing", pointer)
    if not past:
        return Seen("band-unknown", pointer)
    inside = sum(measure.min <= reading.value <= measure.max for reading in past)
    words = {"count": str(len(past)), "inside": str(inside)}
    if inside == 0:
        return Seen("band-never", pointer, words)
    return Seen("band-always" if inside == len(past) else "of-band", pointer, words)


def _past_of(goal: Goal, evidence: Evidence) -> _Past | None:
    """Return what the owner's readings were before: the past that the baseline speaks of.

    A goal may set out from the last figure, from the same time a year ago (trades have
    seasons), or, where the readings add up, from what as long a time before brought. Of these
    the one nearest to the baseline is meant, and nothing else in the past will do: a baseline
    chosen low does not make a target look far away. Readings that do not reach back a year
    cannot contradict a baseline from before them: then there is no past to go by.
    """
    readings = readings_before_start(goal, evidence)
    measure, due = goal.measurable, goal.time_bound.due
    meant = measure.baseline if measure.baseline is not None else measure.target
    if not readings or meant is None:
        return None
    wanted = exact(meant)
    nearest = min(_pasts(goal, readings, evidence), key=lambda past: abs(past.value - wanted))
    reaches_back = due is not None and readings[0].date <= due - _YEAR + _NEAR
    if measure.baseline is None or reaches_back:
        return nearest
    return nearest if abs(nearest.value - wanted) <= abs(wanted) * _SAME else None


def _pasts(goal: Goal, readings: tuple[Observation, ...], evidence: Evidence) -> Iterator[_Past]:
    last = readings[-1]
    yield _Past(exact(last.value), _on(last.date))
    start, due = goal.time_bound.start, goal.time_bound.due
    if start is None or due is None or due < start:
        return
    year_ago = [reading for reading in readings if abs(due - _YEAR - reading.date) <= _NEAR]
    if year_ago:
        yield _Past(exact(year_ago[-1].value), _on(year_ago[-1].date))
    metric = metric_of(goal, evidence)
    if metric is None or metric.aggregate != "sum":
        return
    length = due - start + timedelta(days=1)
    for first, words in (
        (start - length, {"zh": "此前同样长的时间", "en": "in as much time before"}),
        (start - _YEAR, {"zh": "去年同期", "en": "at the same time a year ago"}),
    ):
        within = [reading for reading in readings if first <= reading.date < first + length]
        # One reading alone is no sum of a longer time, and a gap would make it too small.
        if len(within) > 1 and readings[0].date <= first + _NEAR * 2:
            yield _Past(sum((exact(reading.value) for reading in within), Fraction(0)), words)


def _on(day: date) -> Text:
    return {"zh": day.isoformat(), "en": f"on {day.isoformat()}"}


def _rounded(value: Fraction) -> Decimal:
    return round(as_decimal(value), 2)


def _fact(goal: Goal, words: str, evidence: Evidence) -> str:
    found = find_fact(words)
    if found:
        return found
    for name in _names(goal, evidence):
        position = words.find(name)
        if position >= 0:
            return clause_at(words, position)
    return ""


def _names(goal: Goal, evidence: Evidence) -> Iterator[str]:
    """Yield what partners and people around the goal are called."""
    handbook = evidence.handbook
    people = people_of(owner_of(goal, handbook), handbook)
    scopes = (goal.specific.scope, *(person.scope for person in people))
    for scope in scopes:
        for share in shares_of(scope, handbook):
            yield from (name for name in share.title.values() if len(name) > 1)
    for person in people:
        yield from (name for name in person.label.values() if len(name) > 1)


_STRETCH: Final = ("target", "past", "basis", "change", "min", "max")

CHECKS: Final[Mapping[str, SmartCheck]] = MappingProxyType(
    {
        "stretch": SmartCheck(
            look_at_stretch,
            {
                **dict.fromkeys(
                    ("of-past", "of-baseline", "little", "much", "trivial", "reached", "fantastic"),
                    _STRETCH,
                ),
                **dict.fromkeys(("of-band", "band-always", "band-never"), ("count", "inside")),
                **dict.fromkeys(
                    ("band-unknown", "from-nothing", "pieces", "yes-or-no", "nothing"), ()
                ),
            },
        ),
        "rationale": SmartCheck(
            look_at_rationale, {"fact": ("fact",), "opinion": (), "nothing": ()}
        ),
        "resources": SmartCheck(
            look_at_resources,
            {"resources": ("first",), "actions": ("count", "first"), "undated": (), "nothing": ()},
        ),
        "confidence": SmartCheck(
            look_at_confidence,
            {
                **dict.fromkeys(
                    ("sound", "nearly-sure", "nearly-hopeless", "sure", "hopeless"),
                    ("confidence",),
                ),
                "nothing": (),
            },
            limits=("none_below", "half_below", "half_above", "none_above"),
        ),
    }
)
