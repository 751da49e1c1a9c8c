"""The lines between two `---` at the head of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import msgspec

_FENCE: Final = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)


class FrontMatter(msgspec.Struct, frozen=True):
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


# A line that was meant as `---`: other dashes, too many or too few of them, TOML's and JSON's.
_NEARLY: Final = re.compile(r"[ \t]*(?:[-—–－―‐−_=~*;]{2,8}|---[ \t]*\w+)[ \t]*")
_FIELD: Final = re.compile(r"(?P<key>[A-Za-z_]+)[ \t]*[:：=][ \t]*(?P<value>.*)")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+(?P<words>[^\r\n]*?)[ \t#]*$")
_LINES_READ: Final = 40


class HeadTrouble(msgspec.Struct, frozen=True):
    """What keeps the front matter of a text from being found: where, and the words for it."""

    start: int
    end: int
    variant: str
    arguments: Mapping[str, Any] = msgspec.field(default_factory=dict)


def explain_head(text: str, *, needs_title: bool = True) -> HeadTrouble | None:
    """Return why ``text`` has no front matter, or why it does not end; None where it has one.

    A text that does not need a title may do without.
    """
    matter = find_front_matter(text)
    if matter.body > 0 and matter.closed:
        return None
    lines = _lines_of(text)
    if not matter.closed:
        for start, words in lines[1:]:
            if _NEARLY.fullmatch(words):
                return HeadTrouble(start, start + len(words), "fence", {"written": words.rstrip()})
        return HeadTrouble(0, 3, "front-matter")
    at, first = next(((start, words) for start, words in lines if words.strip()), (0, ""))
    end = at + len(first)
    if first.strip() == "+++":
        return HeadTrouble(at, end, "toml", _title_in_toml(lines))
    if _NEARLY.fullmatch(first) and first != "---":
        return HeadTrouble(at, end, "fence", {"written": first.rstrip()})
    late = _fence_below(lines)
    if late is not None:
        return HeadTrouble(late, late + 3, "front-matter-late")
    if _FIELD.fullmatch(first.strip()) and first.partition(":")[0].strip().isidentifier():
        return HeadTrouble(at, end, "no-fence")
    if not needs_title:
        return None
    return HeadTrouble(at, max(end, at + 1), "no-front-matter", {"example": _title_of(lines)})


def _lines_of(text: str) -> list[tuple[int, str]]:
    """Return the first lines of ``text`` without their ends, each with its position."""
    found, position = [], 0
    for line in text[:20_000].splitlines(keepends=True)[:_LINES_READ]:
        found.append((position, line.rstrip("\r\n")))
        position += len(line)
    return found


def _fence_below(lines: list[tuple[int, str]]) -> int | None:
    """Return where a line `---` stands below others, with a field in the line after it."""
    for (start, words), (_, below) in pairwise(lines):
        if words.rstrip() == "---" and re.match(r"[a-z_]+:(?: |$)", below):
            return start
    return None


def _title_in_toml(lines: list[tuple[int, str]]) -> dict[str, str | None]:
    """Return the line of YAML that says the title, and the one it replaces where it is alone."""
    fields = [words for _, words in lines if _FIELD.fullmatch(words.strip())]
    written = fields[0] if len(fields) == 1 and fields[0].startswith("title") else None
    return {"example": _title_of(lines), "written": written}


def _title_of(lines: list[tuple[int, str]]) -> str:
    """Return the line of YAML that says the title, as far as the first lines tell it."""
    for _, words in lines:
        named = _FIELD.fullmatch(words.strip())
        heading = _HEADING.fullmatch(words.strip())
        title = ""
        if named is not None and named["key"].lower() == "title":
            title = named["value"].strip().strip("\"'")
        elif heading is not None:
            title = heading["words"]
        if title:
            escaped = title.replace("\\", "\\\\").replace('"', '\\"')
            return f'title: "{escaped}"'
    return "title: How we work"
