"""Verbs of goals that somebody mistyped: incerase, redcue, acheive."""

from __future__ import annotations

from functools import lru_cache

from planbook.prose_numbers.wordlists import listed

_VERBS = listed(
    "increase increasing increased reduce reducing reduced decrease decreasing improve improving "
    "improved achieve achieving deliver delivering complete completing launch launching recruit "
    "recruiting raise reach grow growth double halve lower shorten lift boost maintain ensure "
    "open close train hire build generate secure exceed acquire convert collect"
)
_KNOWN = frozenset(_VERBS)


@lru_cache(maxsize=1024)
def intended_verb(word: str) -> str | None:
    """Return the verb that ``word`` is one slip away from, or None.

    A slip is a letter too many, one missing, a wrong one, or two that changed places. Short words
    are left alone: too many of them are words of their own.
    """
    if len(word) < 6 or word in _KNOWN:
        return None
    return next((verb for verb in _VERBS if len(verb) >= 6 and _is_slip(word, verb)), None)


def _is_slip(word: str, verb: str) -> bool:
    if word[0] != verb[0] or abs(len(word) - len(verb)) > 1 or word.rstrip("sd") == verb:
        return False
    first = next((i for i, (a, b) in enumerate(zip(word, verb, strict=False)) if a != b), None)
    if first is None:
        return False  # an ending: launches
    if len(word) == len(verb):
        swapped = verb[:first] + verb[first : first + 2][::-1] + verb[first + 2 :]
        return word == swapped or word[first + 1 :] == verb[first + 1 :]
    if len(word) > len(verb):
        return word[first + 1 :] == verb[first:]
    return word[first:] == verb[first + 1 :]
