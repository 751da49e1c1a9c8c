"""The letters that stand for a person beside their name."""

from __future__ import annotations

import unicodedata


def monogram_of(name: str) -> str:
    """Return one or two letters for ``name``, empty where it has none that would do.

    Chinese names give their last two characters, as chat programs there show them; other names
    the first letters of their first and last words.

    >>> monogram_of("欧阳娜娜"), monogram_of("Chen Rui")
    ('娜娜', 'CR')
    """
    spelled = unicodedata.normalize("NFC", name).split()
    words = [word for one in spelled if (word := "".join(filter(_is_letter, one)))]
    if not words:
        return ""
    if all(_is_han(letter) for word in words for letter in word):
        return "".join(words)[-2:]
    ends = words[0], *words[1:][-1:]
    return "".join(word[0] for word in ends).upper()


def _is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L")


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK")
