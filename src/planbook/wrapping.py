"""Lines of a given width, in text that may be Chinese."""

from __future__ import annotations

import re
import textwrap
from typing import Final

from wcwidth import wcswidth

# What may not begin a line.
_CLOSING: Final = "，。；：、）”？！"


def wrap_words(words: str, width: int) -> list[str]:
    """Return ``words`` as lines of at most ``width`` columns; a wide character takes two.

    Words in backquotes stay together, and closing punctuation stays with what it closes.
    """
    # textwrap counts characters and breaks at spaces: Chinese has neither.
    if wcswidth(words) == len(words):
        return textwrap.wrap(words, width)
    lines, line = [], ""
    for piece in re.findall(r"`[^`]*` ?|[\x21-\x7e]+\s*|.", words):
        if line and wcswidth((line + piece).rstrip()) > width and piece not in _CLOSING:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]
