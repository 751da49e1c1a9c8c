"""What libyaml takes otherwise than YAML 1.2 says, or lets pass without a word.

libyaml is of YAML 1.1 and lenient. Where it would read something else than what is written, the
text is refused with what to write instead; `tests/yaml_suite` says what is left, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

import msgspec
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from planbook.reading.syntax import TIGHT_DASH
from planbook.reading.yaml_traps import is_key

# Whatever can be misread has one of these in it, and hardly any other text does. Each begins with
# a character of its own, so that a text without it is gone through at the speed of the search.
_SUSPECT: Final = (
    re.compile(r"&[^\s:&\[\]{},]*:"),  # an anchor with a colon
    re.compile(r"\?(?<=[\s\[{,]\?)(?=\S)"),  # a question mark that begins a text
    re.compile(r"-[ \t\r\n]*(?=[\]},])"),  # a dash alone inside brackets
    re.compile(r"#(?<=[\"'\]},|>+\-0-9]#)"),  # a comment without a space before it
    re.compile(r"&(?<=[:\-,\[{][ \t]&)[^\s&\[\]{},]+[ \t]+[^\s#{\[]"),  # an anchor before a text
    re.compile(r"-(?<=[ \t\r\n]-)(?=[^\W\d]|[{\[\"'“‘(*&@`])"),  # a dash without the space after it
)
_HEADER: Final = re.compile(r"[|>][-+0-9]*(?P<comment>#)")
_ENTRY_END: Final = re.compile(r"[ \t]*,(?P<comment>#)")
_NEXT_LINE: Final = re.compile(r"[\r\n][ \t]*(?=-)")
_WORD: Final = re.compile(r"[^\s,\[\]{}]*")


class Misreading(msgspec.Struct, frozen=True):
    """A place that libyaml misreads, in document number ``document``.

    ``variant`` names the words of ``yaml-syntax`` for it, which ``arguments`` fill.
    """

    document: int
    start: int
    end: int
    variant: str
    arguments: Mapping[str, Any]


def may_be_misread(text: str) -> bool:
    """Return whether ``text`` has anything in it that libyaml may misread."""
    if "\n%" in text or "\r%" in text or text.startswith("%"):
        return True
    return any(pattern.search(text) for pattern in _SUSPECT)


def find_misreadings(text: str, events: Iterator[tuple[int, int, Any]]) -> Iterator[Misreading]:
    """Yield the places of ``text`` that libyaml misreads.

    ``events`` are those of ``text`` with their documents and offsets.
    """
    depth = 0  # of brackets
    open_ended = False  # whether a document has ended without a line `...`
    anchored: dict[str, Misreading] = {}  # texts that begin with `&`, until something repeats them
    for document, offset, event in events:
        start = offset + event.start_mark.index
        end = offset + event.end_mark.index
        found: tuple[int, int, str, dict[str, str]] | None = None
        if isinstance(event, DocumentStartEvent):
            depth = 0
            if open_ended and (event.version or event.tags):
                found = (start, start + 1, "directive", {})
        elif isinstance(event, DocumentEndEvent):
            open_ended = not event.explicit
            yield from anchored.values()
            anchored = {}
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth = max(0, depth - 1)
            if text[end - 1 : end] in ("]", "}"):
                found = _comment_after(text, end)
        elif isinstance(event, NodeEvent):
            found = _misread_value(text, start, end, event, in_brackets=depth > 0)
            if isinstance(event, AliasEvent):
                anchored.pop(str(event.anchor), None)
            elif event.anchor is not None and found is None and _is_text(text, start, end, event):
                anchored[event.anchor] = Misreading(document, *_begins_with(text, start, end))
            if getattr(event, "flow_style", False):
                depth += 1
        if found is not None:
            yield Misreading(document, *found)


def _misread_value(
    text: str, start: int, end: int, event: Any, *, in_brackets: bool
) -> tuple[int, int, str, dict[str, str]] | None:
    if event.anchor is not None and text[start : start + 1] in ("&", "*"):
        named = start + 1 + len(event.anchor)
        if text.startswith(":", named) and not text[named + 1 : named + 2].isspace():
            name = _WORD.match(text, start + 1)
            written = name[0] if name else event.anchor
            return start, start + 1 + len(written), "anchor", {"name": written}
    if isinstance(event, AliasEvent):
        return None
    if isinstance(event, ScalarEvent):
        if not event.style and not in_brackets and not is_key(text, end):
            return _tight_dash(text, start, end)
        if event.style in ("|", ">"):
            header = _HEADER.match(text, text.find(event.style, start))
            return _no_space(header.start("comment")) if header else None
        if event.style:
            return _comment_after(text, end)
        if in_brackets and text[start - 1 : start] == "?" and event.value:
            return _begins_with(text, start - 1, end)
        if in_brackets and event.value == "-":
            return _begins_with(text, start, end)
    entry = _ENTRY_END.match(text, end) if in_brackets else None
    return _no_space(entry.start("comment")) if entry else None


def _is_text(text: str, start: int, end: int, event: Any) -> bool:
    """Return whether an anchor and what follows it look like words: `&Co is a partner`."""
    if not isinstance(event, ScalarEvent) or event.style or event.tag is not None:
        return False
    if not text.startswith("&", start) or "\n" in text[start:end]:
        return False
    # The names of anchors are small words, and `&x 1` may be there to be repeated later on.
    return " " in event.value or (bool(event.value) and not str(event.anchor).islower())


def _tight_dash(text: str, start: int, end: int) -> tuple[int, int, str, dict[str, str]] | None:
    """Return the first line of a text that should have been an entry of a list: `-Two days`."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    before = text[line:start].strip(" \t")
    if before.strip("- \t"):
        return None
    starts = () if before else (start,)
    following = (found.end() for found in _NEXT_LINE.finditer(text, start, end))
    for first in chain(starts, following):
        tight = TIGHT_DASH.match(text, first)
        if tight is not None:
            dash = tight.start("dash")
            entry = tight["entry"].partition(" #")[0].rstrip()
            return dash, dash + len(f"-{entry}"), "dash-space", {"example": f"- {entry}"}
    return None


def _begins_with(text: str, start: int, end: int) -> tuple[int, int, str, dict[str, str]]:
    words = {"character": text[start], "example": f'"{text[start:end]}"'}
    return start, end, "character", words


def _comment_after(text: str, end: int) -> tuple[int, int, str, dict[str, str]] | None:
    if text.startswith("#", end):
        return _no_space(end)
    entry = _ENTRY_END.match(text, end)
    return _no_space(entry.start("comment")) if entry else None


def _no_space(position: int) -> tuple[int, int, str, dict[str, str]]:
    return position, position + 1, "comment-space", {}
