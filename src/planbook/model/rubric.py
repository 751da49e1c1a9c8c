"""The rubric of the SMART score: its checks, their points and their messages."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

Earning = Literal["full", "half", "none"]
RubricLetter = Literal["S", "M", "A", "R", "T"]


class RubricCase(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a check can come to see: what it earns, and the sentences for it.

    Words in braces in a sentence are filled in by the check.
    """

    earns: Earning
    saw: dict[str, str]
    suggest: dict[str, str] = {}


class RubricCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One check: its letter, what it is worth, its words, its numbers and its cases."""

    letter: RubricLetter
    points: Decimal
    name: dict[str, str]
    looks_at: dict[str, str]
    good: dict[str, str]
    bad: dict[str, str]
    limits: dict[str, Decimal] = {}
    cases: dict[str, RubricCase]


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """Words by language. A Latin word matches whole; with ``*`` at its end, any ending."""

    activities: dict[str, tuple[str, ...]] = {}
    not_activities: dict[str, tuple[str, ...]] = {}
    results: dict[str, tuple[str, ...]] = {}
    vague: dict[str, tuple[str, ...]] = {}


class Rubric(msgspec.Struct, frozen=True, kw_only=True):
    """The whole rubric. ``path`` is the file that it came from, as findings name it.

    ``terms`` are words that fill the braces of its sentences: units, rhythms, what a past is.
    """

    letters: dict[str, dict[str, str]]
    checks: dict[str, RubricCheck]
    terms: dict[str, dict[str, str]]
    words: Lexicon
    path: str = ""
