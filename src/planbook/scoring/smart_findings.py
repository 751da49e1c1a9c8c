"""How goals are written, as findings: a score below the floor, a letter next to nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from planbook.diagnostics.codes.score import (
    GOAL_SMART_BELOW_FLOOR,
    GOAL_SMART_LETTER_NEAR_ZERO,
    TEXT_VAGUE,
)
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.language import words_in
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.rubric import Rubric
from planbook.prose_numbers.figures import has_figure
from planbook.quantities import plain
from planbook.scoring.phrases import spell
from planbook.scoring.results import Check, SmartScore
from planbook.scoring.series import AllSeries, read_all_series
from planbook.scoring.settings import ScoringSettings, read_scoring_settings
from planbook.scoring.smart import LETTERS, score_smart, weak_letters
from planbook.scoring.undertaking import span_of
from planbook.scoring.vague_texts import listed, vague_words

NEXT_TO_NOTHING: Final = Decimal("0.2")
"""The share of a letter's points that a goal earns by the mere form of what it has to state.

No goal that fits its schema comes to 0: a rationale earns something whatever it says.
"""


def check_smart_scores(
    handbook: Handbook, rubric: Rubric, as_of: date, told: Iterable[Finding] = ()
) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for what its goals in force lack in wording.

    A goal below the floor of planbook.yaml is one, if there is a floor; else each letter that
    earned next to nothing, of a goal that is not over on ``as_of``. Each points at the check that
    cost the most; a letter is passed over where one of the findings in ``told`` stands already.
    """
    taken = {(one.place.path, one.place.document, one.place.pointer) for one in told}
    settings = read_scoring_settings(handbook.settings.scoring)
    series = read_all_series(handbook, date.max)
    findings = tuple(
        finding
        for goal in handbook.all(Goal)
        for finding in smart_findings_of(goal, handbook, rubric, settings, series, as_of, taken)
    )
    return Outcome(handbook, findings)


def smart_findings_of(
    goal: Goal,
    handbook: Handbook,
    rubric: Rubric,
    settings: ScoringSettings,
    series: AllSeries,
    as_of: date,
    taken: Container[tuple[str, int, str]],
) -> Iterator[Finding]:
    """Yield what one goal lacks in wording, as `check_smart_scores` finds it.

    ``series`` are all readings, later ones too. ``taken`` are the places, as path, document of the
    file and pointer, of what was found in the goal already.
    """
    floor = settings.smart.floor
    if not goal.is_in_force or (floor is None and _is_over(goal, as_of)):
        return
    place = handbook.documents[goal.key].origin
    if floor is not None:
        score = score_smart(goal, handbook, rubric, settings, series)
        if score.total < floor:
            worst = _costliest(score.checks)
            yield GOAL_SMART_BELOW_FLOOR.at(
                Place(place.path, place.index, worst.pointer),
                subject=str(goal.key),
                total=plain(score.total),
                floor=plain(floor),
                letter=_weakest(score),
                suggest=spell(worst.suggest or worst.saw),
            )
            return
    if _is_over(goal, as_of):
        return
    weak = tuple(weak_letters(goal, handbook, rubric, settings, series, NEXT_TO_NOTHING))
    if all(letter != "S" for letter, _ in weak):
        yield from _vague(goal, handbook, rubric)
    for letter, checks in weak:
        worst = _costliest(checks)
        if (place.path, place.index, worst.pointer) not in taken:
            yield GOAL_SMART_LETTER_NEAR_ZERO.at(
                Place(place.path, place.index, worst.pointer),
                subject=str(goal.key),
                letter=letter,
                name=dict(rubric.letters[letter]),
                points=plain(sum((one.points for one in checks), Decimal(0))),
                worth=plain(sum((one.of for one in checks), Decimal(0))),
                saw=spell(worst.saw),
                suggest=spell(worst.suggest or worst.saw),
            )


def _vague(goal: Goal, handbook: Handbook, rubric: Rubric) -> Iterator[Finding]:
    """Yield the title of a yes-or-no goal that is vague: nothing else says when it is a yes."""
    if goal.measurable.type != "yes_no":
        return
    languages = handbook.settings.languages
    outcome = words_in(goal.specific.outcome, languages)
    if has_figure(outcome) or goal.time_bound.milestones:
        return
    words = vague_words(goal.title, rubric.words, languages)
    if words:
        place = handbook.documents[goal.key].origin
        yield TEXT_VAGUE.at(
            Place(place.path, place.index, "/title"), subject=str(goal.key), words=listed(words)
        )


def _is_over(goal: Goal, day: date) -> bool:
    """Return whether nothing can be written better any more: the goal is past, or has a result."""
    days = span_of(goal)
    has_ended = goal.result is not None and goal.result.outcome is not None
    return has_ended or (days is not None and days.due < day)


def _costliest(checks: Iterable[Check]) -> Check:
    return max(checks, key=lambda check: check.of - check.points)


def _weakest(score: SmartScore) -> str:
    worth = {letter: score.worth(letter) for letter in LETTERS}
    counted = [letter for letter in LETTERS if worth[letter]] or LETTERS
    return min(counted, key=lambda letter: score.letters[letter] / (worth[letter] or 1))
