"""The lines between two `---` at the head of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_FENCE: Final = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the front matter of a text lies, and where the text proper begins.

    ``start`` and ``end`` are equal where there is none; ``closed`` is false where the second
    `---` is missing.
    """

    start: int
    end: int
    body: int
    closed: bool = True


def find_front_matter(text: str) -> FrontMatter:
    """Return where the front matter of ``text`` lies."""
    opening = _FENCE.match(text)
    if opening is None:
        return FrontMatter(0, 0, 0)
    # The pattern's line starts know only \n; a file of bare \r ends is looked at as a whole.
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return FrontMatter(opening.end(), len(text), len(text), closed=False)
    return FrontMatter(opening.end(), closing.start(), closing.end())
