"""S: who, where, what result, in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from planbook.language import Text
from planbook.model.goal import Goal, Measurable
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.prose_numbers.figures import Figure, figures_in, has_figure
from planbook.quantities import Amount, Day, exact
from planbook.scoring.lexicon import find_words
from planbook.scoring.phrases import quoted
from planbook.scoring.results import Filled
from planbook.scoring.smart_checks.activity import activity_in
from planbook.scoring.smart_checks.check import Evidence, Seen, SmartCheck
from planbook.scoring.smart_checks.ownership import owner_of, people_of
from planbook.scoring.smart_checks.pieces import is_in_pieces, is_yes_or_no


def look_at_owner(goal: Goal, evidence: Evidence) -> Seen:
    """See whether somebody answers for the goal until it is due."""
    owner = owner_of(goal, evidence.handbook)
    if owner is None:
        return Seen("nobody", "/owner")
    ended = owner.ended if isinstance(owner, Person) else None
    due = goal.time_bound.due
    if ended is not None and due is not None and ended < due:
        return Seen("leaves", "/owner", {"owner": owner.label, "ended": Day(ended)})
    return Seen("named", "/owner", {"owner": owner.label})


def look_at_scope(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the goal says where it holds, in words that the handbook knows."""
    handbook, scope = evidence.handbook, goal.specific.scope
    if scope is not None and scope.parts:
        titles = tuple(handbook.title_of(part) for part in scope.parts)
        return Seen("named", "/specific/scope", {"scope": titles})
    people = people_of(owner_of(goal, handbook), handbook)
    owned = dict.fromkeys(
        part for person in people if person.scope is not None for part in person.scope.parts
    )
    if owned:
        titles = tuple(handbook.title_of(part) for part in owned)
        return Seen("of-owner", "/specific/scope", {"scope": titles})
    return Seen("nowhere", "/specific/scope")


def look_at_outcome(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the outcome is worded as a result, or as something to do."""
    pointer, outcome = "/specific/outcome", goal.specific.outcome
    said = evidence.said(outcome)
    if not said.strip():
        return Seen("empty", pointer)
    activity = activity_in(said, evidence)
    if activity is None:
        return Seen("result", pointer, {"outcome": quoted(outcome)})
    case = "mixed" if activity.with_result else "activity"
    words = {language: activity_in(each, evidence) for language, each in outcome.items()}
    named = {language: found.word for language, found in words.items() if found is not None}
    return Seen(case, pointer, {"word": named})


def look_at_wording(goal: Goal, evidence: Evidence) -> Seen:
    """See whether title or outcome hold vague words without a figure beside them."""
    title = _vague_words(evidence.said(goal.title), evidence)
    outcome = _vague_words(evidence.said(goal.specific.outcome), evidence)
    if not (title or outcome):
        return Seen("clear", "/title")
    words = {"words": _vague_in(goal.title, goal.specific.outcome, evidence)}
    if title and outcome:
        return Seen("in-both", "/title", words)
    if title:
        return Seen("in-title", "/title", words)
    return Seen("in-outcome", "/specific/outcome", words)


def look_at_title_figure(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the title tells the figure that is measured, in each of its languages."""
    if is_in_pieces(goal):
        return Seen("pieces", "/title")
    if is_yes_or_no(goal):
        return Seen("yes-or-no", "/title")
    measure, metric = goal.measurable, evidence.handbook.find(Metric, goal.measurable.metric)
    unit = measure.unit or (metric.unit if metric is not None else "")
    figures = {language: figures_in(words) for language, words in goal.title.items()}
    firm = [figure for found in figures.values() for figure in found if figure.firm]
    wanted = tuple(_targets(measure))
    if not wanted:
        if firm:
            return Seen("no-target", "/title", {"figure": firm[0].text})
        return Seen("neither", "/title")
    target: dict[str, Filled] = {"target": Amount(wanted[0], unit)}
    agreeing: dict[str, str] = {}
    for language, every in figures.items():
        found = _without_baseline(every, measure, unit)
        right = [figure for figure in found if _agrees(figure, measure, unit)]
        wrong = [figure for figure in found if _is_comparable(figure, unit, measure)]
        halves = _half_wrong(right, wrong, measure)
        if halves:
            return Seen("contradicts", "/title", {**target, "figure": halves[0].text})
        if right:
            agreeing[language] = right[0].text
        elif wrong:
            return Seen("contradicts", "/title", {**target, "figure": wrong[-1].text})
    if agreeing:
        return Seen("agrees", "/title", {"figure": agreeing})
    changes = [figure for figure in firm if figure.unit == "%" and unit != "%"]
    if changes and not measure.baseline:
        return Seen("no-baseline", "/title", {"figure": changes[0].text})
    return Seen("absent", "/title", target)


def _vague_words(said: str, evidence: Evidence) -> tuple[str, ...]:
    if has_figure(said):
        return ()
    return tuple(hit.word for hit in find_words(said, evidence.words.vague))


def _vague_in(title: Text, outcome: Text, evidence: Evidence) -> Text:
    """Return the vague words by language, for those who read the other one."""
    found = {
        language: dict.fromkeys(
            word
            for text in (title, outcome)
            for word in _vague_words(text.get(language, ""), evidence)
        )
        for language in dict.fromkeys((*title, *outcome))
    }
    return {
        language: ("、" if language == "zh" else ", ").join(words)
        for language, words in found.items()
        if words
    }


def _targets(measure: Measurable) -> Iterator[Decimal]:
    wanted = (measure.min, measure.max) if measure.type == "keep_within" else (measure.target,)
    return (value for value in wanted if value is not None)


def _agrees(figure: Figure, measure: Measurable, unit: str) -> bool:
    """Return whether ``figure`` is the target, or the change from baseline to target."""
    if figure.unit == "%" and unit != "%":
        return any(figure.means(change) for change in _changes(measure))
    targets = tuple(_targets(measure))
    if any(figure.is_amount(value) for value in targets):
        return True
    if unit == "%" and any(value <= 1 and figure.means(value * 100) for value in targets):
        # 0.25 in per cent beside a title of 25%: a share was written, and no change is meant.
        return False
    if measure.baseline is None or measure.target is None:
        return False
    if figure.unit == "%" and any(figure.means(change) for change in _changes(measure)):
        return True
    return figure.means(measure.target - measure.baseline)


def _without_baseline(
    figures: tuple[Figure, ...], measure: Measurable, unit: str
) -> tuple[Figure, ...]:
    """Return ``figures`` without the one that the title starts from, where it tells another.

    From 3 to 1: the 3 is not the change from 3 to 0.
    """
    if measure.baseline is None:
        return figures
    baseline = measure.baseline
    kept = tuple(
        figure
        for figure in figures
        if (figure.unit == "%") != (unit == "%")
        or not figure.means(baseline)
        or any(figure.means(value) for value in _targets(measure))
    )
    return kept if any(_is_comparable(figure, unit, measure) for figure in kept) else figures


def _half_wrong(right: list[Figure], wrong: list[Figure], measure: Measurable) -> list[Figure]:
    """Return the ends of ranges that are not the bound, beside an end that is."""
    if measure.min is None or measure.max is None:
        return []
    ranges = {figure.start for figure in right}
    return [figure for figure in wrong if figure.start in ranges and figure not in right]


def _changes(measure: Measurable) -> Iterator[Decimal]:
    """Yield how much the target is above the baseline, in per cent."""
    if measure.baseline and measure.target is not None:
        share = exact(measure.target) / exact(measure.baseline) - Fraction(1)
        yield Decimal(share.numerator * 100) / Decimal(share.denominator)


def _is_comparable(figure: Figure, unit: str, measure: Measurable) -> bool:
    """Return whether ``figure`` counts what the goal is measured in, so that it has to agree."""
    if not figure.firm:
        return False
    if figure.unit == "%":
        # How much more 20% is, only a baseline tells.
        return unit == "%" or bool(measure.baseline)
    if unit == "%":
        return False
    if unit.isalpha() and unit.isupper():
        # A bare 3 beside a target in money counts something else; 3 million do not.
        return figure.unit == "currency" or (figure.unit == "" and figure.step >= 1000)
    return figure.unit != "currency"


CHECKS: Final[Mapping[str, SmartCheck]] = MappingProxyType(
    {
        "owner": SmartCheck(
            look_at_owner, {"named": ("owner",), "leaves": ("owner", "ended"), "nobody": ()}
        ),
        "scope": SmartCheck(
            look_at_scope, {"named": ("scope",), "of-owner": ("scope",), "nowhere": ()}
        ),
        "outcome": SmartCheck(
            look_at_outcome,
            {"result": ("outcome",), "mixed": ("word",), "activity": ("word",), "empty": ()},
        ),
        "wording": SmartCheck(
            look_at_wording,
            {"clear": (), "in-title": ("words",), "in-outcome": ("words",), "in-both": ("words",)},
        ),
        "title-figure": SmartCheck(
            look_at_title_figure,
            {
                "agrees": ("figure",),
                "pieces": (),
                "absent": ("target",),
                "no-target": ("figure",),
                "no-baseline": ("figure",),
                "yes-or-no": (),
                "neither": (),
                "contradicts": ("figure", "target"),
            },
        ),
    }
)
