"""The score of a sentence: five letters of 20 points, each the sum of small checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from planbook.drafting.deadlines import Deadline
from planbook.drafting.targets import Aim

LETTERS = ("S", "M", "A", "R", "T")

# Points by check. The words are in docs/drafting.md.
POINTS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "measured": ("S", 6),
        "result": ("S", 6),
        "scope": ("S", 4),
        "no-vague-words": ("S", 4),
        "figure": ("M", 8),
        "unit": ("M", 4),
        "direction": ("M", 2),
        "baseline": ("M", 6),
        "stretch": ("A", 6),
        "means": ("A", 8),
        "grounds": ("A", 6),
        "purpose": ("R", 14),
        "whose": ("R", 6),
        "deadline": ("T", 8),
        "day": ("T", 8),
        "length": ("T", 4),
    }
)

PLAIN = 28
"""From so many points of plainness on an amount counts as the target without doubt."""


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """What a sentence was found to say, as far as the score asks."""

    aim: Aim | None
    deliverable: bool
    known_metric: bool
    scope: bool
    vague_words: int
    means: bool
    grounds: bool
    purpose: bool
    whose: bool
    deadline: Deadline | None
    as_of: date


@dataclass(frozen=True, slots=True)
class SentenceCheck:
    """The points of one check: ``points`` out of ``of`` for ``letter``."""

    id: str
    letter: str
    points: int
    of: int


def score_checks(evidence: SentenceEvidence) -> tuple[SentenceCheck, ...]:
    """Return every check of the sentence with its points.

    Without a figure or something to be finished nothing else can be had in full: a date, a
    purpose and means then hang on nothing.
    """
    shares = {**_of_result(evidence), **_of_figure(evidence), **_of_rest(evidence)}
    return tuple(
        SentenceCheck(name, letter, round(points * shares[name]), points)
        for name, (letter, points) in POINTS.items()
    )


def _of_result(evidence: SentenceEvidence) -> dict[str, float]:
    aim, done = evidence.aim, evidence.deliverable
    plain = _is_plain(aim)
    if aim is not None:
        named = evidence.known_metric or aim.form == "count" or aim.amount.unit is not None
        measured = (1.0 if named else 0.5) if plain else 0.5
    else:
        measured = 0.75 if done else 0.5 if evidence.known_metric else 0.0
    vague = 1.0 if evidence.vague_words == 0 else 0.5 if evidence.vague_words <= 2 else 0.0
    sure = 1.0 if plain else 0.75 if done else 0.5 if aim is not None else 0.0
    return {
        "measured": measured,
        "result": 1.0 if plain else 0.75 if done else 0.5 if aim is not None else 0.0,
        "scope": (0.25 + 0.75 * sure) if evidence.scope else 0.0,
        "no-vague-words": vague * sure,
    }


def _of_figure(evidence: SentenceEvidence) -> dict[str, float]:
    aim = evidence.aim
    if aim is None:
        # What is either done or not has no unit and no baseline: part of their points are its own.
        done = 1.0 if evidence.deliverable else 0.0
        return {
            "figure": 0.75 * done,
            "unit": 0.75 * done,
            "direction": done,
            "baseline": 0.5 * done,
            "stretch": 0.5 * done,
        }
    plain = _is_plain(aim)
    understood = 0.5 if aim.form in ("change", "count") else 0.0
    baseline = 1.0 if aim.baseline is not None else understood
    return {
        "figure": 1.0 if aim.plainness >= 40 else 0.75 if plain else 0.375,
        "unit": (1.0 if plain else 0.5) if aim.amount.unit is not None else 0.0,
        "direction": 1.0,
        "baseline": baseline if plain else baseline / 2,
        "stretch": _stretch(aim) if plain else 0.0,
    }


def _stretch(aim: Aim) -> float:
    value = float(aim.amount.value)
    if aim.baseline is not None and aim.form == "level" and aim.baseline.value:
        before = float(aim.baseline.value)
        change = abs(value - before) / abs(before)
    elif aim.form == "change" and aim.amount.unit == "%":
        change = abs(value) / 100
    else:
        return 0.5
    return 1.0 if 0.01 <= change <= 2 else 0.5


def _of_rest(evidence: SentenceEvidence) -> dict[str, float]:
    deadline = evidence.deadline
    if _is_plain(evidence.aim):
        weight = 1.0
    elif evidence.deliverable:
        weight = 0.9
    else:
        weight = 0.6 if evidence.aim is not None else 0.25
    due = deadline.due if deadline is not None else None
    fits = due is not None and 0 < (due - evidence.as_of).days <= 3 * 366
    named = 0.0 if deadline is None else weight if deadline.plain or due is None else weight / 2
    hangs = weight if weight >= 0.6 else 0.0
    return {
        "means": hangs if evidence.means else 0.0,
        "grounds": hangs if evidence.grounds else 0.0,
        "purpose": hangs if evidence.purpose else 0.0,
        "whose": hangs if evidence.whose else 0.0,
        "deadline": named,
        "day": weight if due is not None else 0.0,
        "length": weight if fits else 0.0,
    }


def _is_plain(aim: Aim | None) -> bool:
    return aim is not None and aim.plainness >= PLAIN


def letter_totals(checks: tuple[SentenceCheck, ...]) -> dict[str, int]:
    """Return the points of each letter, 0 to 20."""
    return {
        letter: sum(check.points for check in checks if check.letter == letter)
        for letter in LETTERS
    }
