"""Did you mean: the nearest of the words that would have been right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from planbook.language import Text


def folded(words: str) -> str:
    """Return ``words`` without what people vary: case, width, spaces, hyphens and dots."""
    normal = unicodedata.normalize("NFKC", words).casefold()
    return "".join(each for each in normal if each.isalnum())


def closest(written: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return the one of ``known`` that ``written`` is most probably a misspelling of, or None.

    ``likeness`` is how much of the two has to be the same, 1 being all of it.
    """
    found = get_close_matches(written, list(known), n=1, cutoff=likeness)
    return found[0] if found else None


def did_you_mean(suggestion: str | tuple[str, ...] | None) -> Text:
    """Return the question after ``suggestion`` as the beginning of a help, empty without one.

    Several suggestions are named one after the other.
    """
    if not suggestion:
        return {"en": "", "zh": ""}
    choices = alternatives((suggestion,) if isinstance(suggestion, str) else suggestion)
    return {"en": f"did you mean {choices['en']}? ", "zh": f"您是想写 {choices['zh']} 吗？"}


def listed(words: Iterable[str], *, most: int | None = None) -> Text:
    """Return ``words`` one after the other, as each language puts them in a row.

    A dash where there are none, an ellipsis in place of those that are more than ``most``.
    """
    row = tuple(words)
    shown, more = row[:most], most is not None and len(row) > most
    return {
        "en": (", ".join(shown) + (", …" if more else "")) or "—",
        "zh": ("、".join(shown) + ("……" if more else "")) or "—",
    }


def in_a_row(names: Iterable[str], *, most: int | None = None) -> Text:
    """Return ``names`` one after the other, each as it is written: `a`, `b`."""
    return listed((f"`{name}`" for name in names), most=most)


def alternatives(names: Iterable[str]) -> Text:
    """Return ``names`` as a choice, each as it is written: `a`, `b` or `c`."""
    *others, last = (f"`{name}`" for name in names)
    if not others:
        return {"en": last, "zh": last}
    return {"en": f"{', '.join(others)} or {last}", "zh": f"{'、'.join(others)} 或 {last}"}
