"""What a check of the SMART score is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from planbook.language import Text, choose_language
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.rubric import Lexicon
from planbook.scoring.progress import Source
from planbook.scoring.results import Filled, RubricSentence

UNIT_TERM: Final = "unit_"
"""What names of the rubric's words for units begin with."""


class Evidence(msgspec.Struct, frozen=True):
    """What a check may look at beside the goal itself.

    ``source`` holds the readings of the goal's metric and whose they are, ``numbers`` the check's
    own limits, ``terms`` the rubric's words for units, rhythms and the like.
    """

    handbook: Handbook
    words: Lexicon
    stretch_min: Fraction
    stretch_max: Fraction
    source: Source | None
    numbers: Mapping[str, Decimal]
    terms: Mapping[str, Text]

    def said(self, text: Text) -> str:
        """Return an author's words in the language that they are judged in: the handbook's."""
        return text.get(choose_language(text, self.handbook.settings.languages), "")

    def term(self, name: str, **filling: Filled) -> RubricSentence:
        """Return words of the rubric that fill a place in a sentence of it."""
        return RubricSentence(self.terms[name], filling)

    def unit(self, unit: str) -> RubricSentence | str:
        """Return what a unit is called: the rubric's word, else as it is written."""
        name = f"{UNIT_TERM}{unit}"
        return self.term(name) if name in self.terms else unit


class Seen(msgspec.Struct, frozen=True):
    """What a check came to see: a case of the rubric, where, and the words for its sentences."""

    case: str
    pointer: str
    filling: Mapping[str, Filled] = msgspec.field(default_factory=dict)


Look = Callable[[Goal, Evidence], Seen]


class SmartCheck(msgspec.Struct, frozen=True):
    """One check: a pure function, the cases that it can come to see with what each fills in.

    ``limits`` are the numbers that it takes from the rubric.
    """

    look: Look
    cases: Mapping[str, tuple[str, ...]]
    limits: tuple[str, ...] = ()
