"""Did you mean: the nearest of the words that would have been right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(written: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``written`` is most probably a misspelling of, or None."""
    found = get_close_matches(written, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
