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


def tags_of(language: str) -> tuple[str, ...]:
    """Return a language and what it is a kind of: ``zh-Hans-CN``, ``zh-Hans``, ``zh``."""
    parts = language.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def spoken_languages(language: str, available: Sequence[str]) -> tuple[str, ...]:
    """Return the languages of ``available`` to look for words in, the best one first.

    ``zh-Hans-CN`` is followed by ``zh-Hans`` and ``zh``; then come English and whatever the
    theme has first, so that a page in a language without words still has some.
    """
    chosen = [*tags_of(language), "en", *available[:1]]
    return tuple(dict.fromkeys(tag for tag in chosen if tag in available))
