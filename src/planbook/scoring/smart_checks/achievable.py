"""A: how far, why it can be done, with what, and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from planbook.model.goal import Goal
from planbook.prose_numbers.figures import clause_at, find_fact
from planbook.quantities import Amount, Count, Share, exact, rounded
from planbook.scoring.phrases import quoted
from planbook.scoring.results import Filled
from planbook.scoring.smart_checks.check import Evidence, Seen, SmartCheck
from planbook.scoring.smart_checks.measurable import DECIMALS
from planbook.scoring.smart_checks.ownership import owner_of, people_of
from planbook.scoring.smart_checks.past import (
    MOST,
    Past,
    figures_before,
    figures_of_times_before,
    past_of,
)
from planbook.scoring.smart_checks.pieces import is_in_pieces, is_yes_or_no
from planbook.scoring.undertaking import metric_of, unit_of

_NEAR_CEILING: Final = Fraction(80, 100)
"""Beyond which share of the highest figure a stretch is measured by what is left to it."""


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
    if measure.type == "reach" and measure.baseline is None:
        return Seen("uncompared", "/measurable/baseline")
    past = past_of(goal, evidence)
    own = past is not None
    if past is None:
        if measure.baseline is None:
            return Seen("nothing", pointer)
        past = Past(exact(measure.baseline), evidence.term("baseline"))
    unit = unit_of(measure, evidence.handbook)
    words: dict[str, Filled] = {
        "target": Amount(measure.target, unit),
        "past": Amount(rounded(past.value, DECIMALS), unit),
        "basis": past.basis,
        "min": Share(evidence.stretch_min),
        "max": Share(evidence.stretch_max),
    }
    target = exact(measure.target)
    gain = past.value - target if measure.type == "decrease" else target - past.value
    if gain <= 0:
        return Seen("reached", pointer, words)
    if past.value * target <= 0:
        return Seen("no-ratio", pointer, words)
    ceiling = _ceiling_over(past.value, target, goal, evidence)
    if ceiling is None:
        change = gain / abs(past.value)
        words["change"] = evidence.term("change", change=Share(change))
    else:
        change = gain / (ceiling - past.value)
        words["change"] = evidence.term(
            "left_to_ceiling", share=Share(change), ceiling=Amount(ceiling, unit)
        )
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
        words: dict[str, Filled] = {
            "count": Count(len(dated)),
            "first": quoted(dated[0].title),
        }
        return Seen("actions", "/actions", words)
    return Seen("undated", "/actions") if actions else Seen("nothing", pointer)


def look_at_confidence(goal: Goal, evidence: Evidence) -> Seen:
    """See whether a confidence is stated that is neither near 0 nor near 1."""
    pointer, confidence = "/achievable/confidence", goal.achievable.confidence
    if confidence is None:
        return Seen("nothing", pointer)
    words, limits = {"confidence": Amount(confidence)}, evidence.numbers
    if confidence < limits["none_below"]:
        return Seen("hopeless", pointer, words)
    if confidence < limits["half_below"]:
        return Seen("nearly-hopeless", pointer, words)
    if confidence > limits["none_above"]:
        return Seen("sure", pointer, words)
    if confidence > limits["half_above"]:
        return Seen("nearly-sure", pointer, words)
    return Seen("sound", pointer, words)


def _ceiling_over(
    past: Fraction, target: Fraction, goal: Goal, evidence: Evidence
) -> Fraction | None:
    """Return the highest figure there can be, where what is left to it is the scale that fits.

    Beyond 80 % of it a share of the past says little: from 99.5 % to 99.9 % is next to nothing
    of it, and four failures of five. A percentage that has been above 100 has no ceiling there.
    """
    metric = metric_of(goal.measurable, evidence.handbook)
    highest = metric.bounds.max if metric is not None else None
    if highest is not None:
        ceiling = exact(highest)
    elif unit_of(goal.measurable, evidence.handbook) == "%":
        ceiling = Fraction(100)
    else:
        return None
    is_near = ceiling * _NEAR_CEILING < past < target <= ceiling
    return ceiling if is_near else None


def _case_of(change: Fraction, evidence: Evidence, *, own: bool) -> str:
    least, most = evidence.stretch_min, evidence.stretch_max
    if change < least / 2:
        return "trivial"
    if change < least:
        return "little"
    if change <= most:
        return "of-past" if own else "of-baseline"
    # Half as much again as is sensible may still be meant.
    return "much" if change <= most * 3 / 2 else "fantastic"


def _stretch_of_band(goal: Goal, evidence: Evidence) -> Seen:
    measure = goal.measurable
    pointer = "/measurable/min" if measure.min is not None else "/measurable/max"
    if measure.min is None and measure.max is None:
        return Seen("nothing", pointer)
    past = (
        figures_of_times_before(goal, evidence)
        if measure.per == "period"
        else tuple(figure.value for figure in figures_before(goal, evidence)[-MOST:])
    )
    if not past:
        return Seen("band-unknown", pointer)
    inside = sum(
        (measure.min is None or exact(measure.min) <= value)
        and (measure.max is None or value <= exact(measure.max))
        for value in past
    )
    words = {"count": Count(len(past)), "inside": Count(inside)}
    if inside == 0:
        return Seen("band-never", pointer, words)
    return Seen("band-always" if inside == len(past) else "of-band", pointer, words)


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
    for scope in (goal.specific.scope, *(person.scope for person in people)):
        for part in scope.parts if scope is not None else ():
            yield from (name for name in handbook.title_of(part).values() if len(name) > 1)
    for person in people:
        yield from (name for name in person.label.values() if len(name) > 1)


_FROM: Final = ("target", "past", "basis", "min", "max")
_STRETCH: Final = (*_FROM, "change")

CHECKS: Final[Mapping[str, SmartCheck]] = MappingProxyType(
    {
        "stretch": SmartCheck(
            look_at_stretch,
            {
                **dict.fromkeys(
                    ("of-past", "of-baseline", "little", "much", "trivial", "fantastic"),
                    _STRETCH,
                ),
                **dict.fromkeys(("no-ratio", "reached"), _FROM),
                **dict.fromkeys(("of-band", "band-always", "band-never"), ("count", "inside")),
                **dict.fromkeys(
                    ("band-unknown", "uncompared", "pieces", "yes-or-no", "nothing"), ()
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
