"""Telling something to do from something reached, by the words of the rubric."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.prose_numbers.figures import has_figure
from planbook.scoring.lexicon import find_words, is_at_head
from planbook.scoring.smart_checks.check import Evidence


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity that words are about; ``with_result`` where a result comes after it."""

    word: str
    with_result: bool


def activity_in(said: str, evidence: Evidence) -> Activity | None:
    """Return the activity that ``said`` is worded as, or None where it is a result.

    An activity further on in a sentence that tells a result is no fault.
    """
    words = evidence.words
    activities = find_words(said, words.activities, but_not=words.not_activities)
    if not activities:
        return None
    with_result = has_figure(said) or bool(find_words(said, words.results))
    if with_result and not is_at_head(said, activities[0]):
        return None
    return Activity(activities[0].word, with_result)
