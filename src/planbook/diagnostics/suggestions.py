"""Did you mean: the nearest of the words that would have been right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from planbook.language import Text


def closest(written: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``written`` is most probably a misspelling of, or None."""
    found = get_close_matches(written, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(suggestion: str | None) -> Text:
    """Return the question after ``suggestion`` as the beginning of a help, empty without one."""
    if suggestion is None:
        return {"en": "", "zh": ""}
    return {"en": f"did you mean `{suggestion}`? ", "zh": f"您是想写 `{suggestion}` 吗？"}
