"""What YAML reads otherwise than it was meant: commas in numbers, and `#` in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from yaml.events import ScalarEvent

from planbook.reading.yaml_scalars import resolve_plain

_GROUP: Final = re.compile(r"[0-9]{3}(?![0-9])")
_GROUPED: Final = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3}(?![0-9]))+(?:\.[0-9]+)?")
_MARKS: Final = "-+¥$€£"
_COMMENT: Final = re.compile(r"(?P<space>[ \t]+)(?P<comment>#[^\s#!][^\r\n]*)")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class SplitNumber:
    """A number that its commas would cut: its position in the text, and itself without them.

    ``is_plain`` says whether it stands alone: `840,500`, not `市场费用 200,000 元`.
    """

    start: int
    end: int
    written: str
    number: str
    is_plain: bool


def split_number(text: str, start: int) -> SplitNumber | None:
    """Return the number whose group of three digits begins at ``start``, behind a comma.

    None where that is no such group: where a space follows the comma, or other digits.
    """
    if start < 2 or text[start - 1] != "," or not text[start - 2].isdigit():
        return None
    if _GROUP.match(text, start) is None:
        return None
    first = start - 1
    while first > 0 and (text[first - 1].isdigit() or text[first - 1] == ","):
        first -= 1
    if first > 0 and text[first - 1] in "-+":
        first -= 1
    found = _GROUPED.match(text, first)
    if found is None or found.end() < start + 3:
        return None
    after = text[found.end() :].lstrip(" ")[:1]
    before = text[:first].rstrip(" ")[-1:]
    is_plain = after in ("", ",", "}", "]", "\n", "\r") and before in (":", "[", ",", "{", "")
    return SplitNumber(first, found.end(), found[0], found[0].replace(",", ""), is_plain)


def text_around(text: str, number: SplitNumber) -> tuple[int, int]:
    """Return where the words around ``number`` begin and end, up to the brackets and commas."""
    start, end = number.start, number.end
    while start > 0 and text[start - 1] not in ",[]{}\n\r" and text[start - 2 : start] != ": ":
        start -= 1
    while end < len(text) and text[end] not in ",[]{}\n\r":
        end += 1
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


@dataclass(frozen=True, slots=True)
class CutText:
    """A text that a comment cuts: where it begins, where the line ends, and the comment."""

    start: int
    end: int
    whole: str
    comment: str


def may_cut_text(text: str) -> bool:
    """Return whether ``text`` has a space and a word that begins with `#` anywhere."""
    return _COMMENT.search(text) is not None


def cut_texts(text: str, events: Iterator[tuple[int, int, Any]]) -> Iterator[tuple[int, CutText]]:
    """Yield the texts that a comment cuts off, each with the number of its document.

    ``events`` are those of ``text`` with their documents and offsets. Quoted texts, numbers, dates
    and comments with a space after the `#` are what they seem.
    """
    for document, offset, event in events:
        if not isinstance(event, ScalarEvent) or event.style or not event.value:
            continue
        if event.start_mark is None or event.end_mark is None:
            continue
        start = offset + event.start_mark.index
        found = _COMMENT.match(text, offset + event.end_mark.index)
        if found is None or _DATE.fullmatch(event.value):
            continue
        if isinstance(resolve_plain(event.value), str):
            whole = " ".join(text[start : found.end()].split()).replace('"', '\\"')
            comment = found["comment"].split()[0][:_LONGEST]
            yield document, CutText(start, found.end(), whole, comment)
