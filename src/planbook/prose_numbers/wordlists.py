"""Lists of words, written as they are read."""

from __future__ import annotations


def listed(words: str) -> tuple[str, ...]:
    """Return the words that blanks separate in ``words``."""
    return tuple(words.split())
