"""Words in several languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]
"""The same words by language tag, in the order in which they were written."""


def choose_language(text: Text, preferred: Sequence[str]) -> str:
    """Return the first of ``preferred`` that ``text`` is written in, else its own first one.

    An empty text gives the empty string.
    """
    for language in preferred:
        if language in text:
            return language
    return next(iter(text), "")


def words_in(text: Text, preferred: Sequence[str]) -> str:
    """Return the words of ``text`` in the first of ``preferred`` that it has."""
    return text.get(choose_language(text, preferred), "")
