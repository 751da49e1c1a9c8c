"""How one person's goals go, and how the person is led."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.scoring.coverage import cover_person
from planbook.scoring.results import GoalScore, PersonScore
from planbook.scoring.rollup import mean_of, present_goals
from planbook.scoring.series import AllSeries


def score_person(
    person: Person,
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    series: AllSeries,
    as_of: date,
    sees_kind: Callable[[str, Key], bool],
) -> PersonScore:
    """Return how the goals of ``person``, who is in service on ``as_of``, go and how they are led.

    ``goals`` are the figures of the goals, of which only the person's own are asked for;
    ``sees_kind`` is whether the edition sees documents of a kind about a person.
    """
    own = (goals.get(key.id) for key in handbook.referring(person.key, Goal.KIND, "/owner"))
    written = {
        score.key.id: score.smart.total
        for score in own
        if score is not None and score.smart is not None
    }
    parts = present_goals(handbook, goals, person.key, as_of)
    progress, why = mean_of(parts)
    coverage = cover_person(person, handbook, as_of, sees_kind, written, series)
    arithmetic = {"progress": why} if progress is not None else {}
    hidden = tuple(kind for kind in handbook.kinds if not sees_kind(kind, person.key))
    return PersonScore(person.key, progress, parts, coverage, arithmetic, hidden)
