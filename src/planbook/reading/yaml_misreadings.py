"""What libyaml takes otherwise than YAML 1.2 says, or lets pass without a word.

libyaml is of YAML 1.1 and lenient. Where it would read something else than what is written, the
text is refused with what to write instead; `tests/yaml_suite` says what is left, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

# Whatever can be misread has one of these in it, and hardly any other text does. Each begins with
# a character of its own, so that a text without it is gone through at the speed of the search.
_SUSPECT: Final = (
    re.compile(r"&[^\s:&\[\]{},]*:"),  # an anchor with a colon
    re.compile(r"(?<=[\s\[{,])\?(?=\S)"),  # a question mark that begins a text
    re.compile(r"-[ \t\r\n]*(?=[\]},])"),  # a dash alone inside brackets
    re.compile(r"#(?<=[\"'\]},|>+\-0-9]#)"),  # a comment without a space before it
)
_HEADER: Final = re.compile(r"[|>][-+0-9]*(?P<comment>#)")
_ENTRY_END: Final = re.compile(r"[ \t]*,(?P<comment>#)")
_WORD: Final = re.compile(r"[^\s,\[\]{}]*")


@dataclass(frozen=True, slots=True)
class Misreading:
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
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth = max(0, depth - 1)
            if text[end - 1 : end] in ("]", "}"):
                found = _comment_after(text, end)
        elif isinstance(event, NodeEvent):
            found = _misread_value(text, start, end, event, in_brackets=depth > 0)
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
