"""What YAML reads otherwise than it was meant: commas in numbers, and `#` in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_letters
from typing import Any, Final

import msgspec
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from planbook.diagnostics.pointer import pointer_to
from planbook.reading.corrections import plain_digits
from planbook.reading.yaml_scalars import resolve_plain

_SPLIT: Final = re.compile(r"[-+]?[0-9][0-9.]*(?:, [0-9]{3}|(?:,[0-9]+)+)(?:\.[0-9]+)?")
_IN_WORDS: Final = frozenset("-+/:.") | frozenset(ascii_letters)
_CLOSING: Final = re.compile(r"[],}]")
_MARKER: Final = re.compile(r"#(?:TODO|FIXME|XXX)\b", re.IGNORECASE)
_TODO: Final = re.compile(
    r"[ \t]#+[ \t]*(?:TODO\b|FIXME\b|TBD\b|待填写?|待补充?|待定|待完善)(?P<more>[^\r\n]*)",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"(?P<space>[ \t]+)(?P<comment>#[^\s#!][^\r\n]*)")
# Whether there is any: a search for the whole would try every run of blanks from each of its signs.
_ANY_COMMENT: Final = re.compile(r"[ \t]#[^\s#!]")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST: Final = 60
_LONGEST_NUMBER: Final = 40


class SplitNumber(msgspec.Struct, frozen=True):
    """A number that its commas cut: where it stands in the text, and how it is written there.

    ``number`` is itself without the commas, None where it is not plain what they mean.
    ``is_plain`` says whether it stands alone: `840,500`, not `市场费用 200,000 元`.
    """

    start: int
    end: int
    written: str
    number: str | None
    is_plain: bool


def split_number(text: str, start: int, *, spaced: bool = False) -> SplitNumber | None:
    """Return the number of which some digits begin at ``start``, behind a comma in it.

    A comma and a space count only where they may be ``spaced``. None where the digits are no
    part of a number: where other than digits stands before the comma.
    """
    comma = start - 1
    if spaced and text[comma - 1 : start] == ", ":
        comma -= 1
    if comma < 1 or text[comma] != "," or not text[comma - 1].isdecimal():
        return None
    first, last = comma, start
    while first > 0 and (text[first - 1].isdecimal() or _joins_digits(text, first - 1)):
        first -= 1
        if start - first > _LONGEST_NUMBER:
            return None
    while last < len(text) and (text[last].isdecimal() or _joins_digits(text, last)):
        last += 1
        if last - start > _LONGEST_NUMBER:
            return None
    if first > 0 and text[first - 1] in "-+" and text[first - 2 : first - 1] in " :[,{":
        first -= 1
    elif first > 0 and text[first - 1] in _IN_WORDS:
        return None
    normal = unicodedata.normalize("NFKC", text[first:last])
    if _SPLIT.fullmatch(normal) is None:
        return None
    after = text[last : last + _LONGEST].lstrip(" ")[:1]
    before = text[max(0, first - _LONGEST) : first].rstrip(" ")[-1:]
    is_plain = after in ("", ",", "}", "]", "\n", "\r", "#") and before in (":", "[", ",", "{", "")
    number = plain_digits(normal.replace(" ", ""))
    return SplitNumber(first, last, text[first:last], number, is_plain)


def _joins_digits(text: str, position: int) -> bool:
    """Return whether a comma or a point stands between two digits at ``position``."""
    around = text[position - 1 : position + 2]
    return len(around) == 3 and around[1] in ",." and around[::2].isdecimal()


def is_key(text: str, end: int) -> bool:
    """Return whether a colon follows what ends at ``end``."""
    return text[end : end + _LONGEST].lstrip(" ").startswith(":")


_TIGHT: Final = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def is_thousands(text: str, number: SplitNumber) -> bool:
    """Return whether entries of a list that look like ``number`` are one number, not several."""
    if _TIGHT.fullmatch(unicodedata.normalize("NFKC", number.written)) is None:
        return False
    is_spaced = text[number.start - 2 : number.start] == ", " or text.startswith(", ", number.end)
    return is_spaced or not number.is_plain or ",0" in number.written


def text_around(text: str, number: SplitNumber) -> tuple[int, int]:
    """Return where the words around ``number`` begin and end, up to brackets, commas, comments."""
    start, end = number.start, number.end
    while start > 0 and text[start - 1] not in ",[]{}\n\r" and text[start - 2 : start] != ": ":
        start -= 1
    while end < len(text) and text[end] not in ",[]{}\n\r" and text[end : end + 2] != " #":
        end += 1
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


class CutText(msgspec.Struct, frozen=True):
    """A text that a comment cuts: where it begins and the line ends, and what a reader sees.

    ``pointer`` leads to it in document number ``document``; ``value`` is what is left of it,
    ``whole`` what was probably meant; ``bracketed`` says whether it stands inside brackets, of
    which the comment then hides the rest of the line.
    """

    document: int
    pointer: str
    start: int
    end: int
    value: str
    whole: str
    comment: str
    bracketed: bool = False


def may_cut_text(text: str) -> bool:
    """Return whether ``text`` has a space and a word that begins with `#` anywhere."""
    return _ANY_COMMENT.search(text) is not None


def in_double_quotes(words: str) -> str:
    """Return ``words`` as they are written between double quotes."""
    return words.replace("\\", "\\\\").replace('"', '\\"')


def cut_texts(text: str, events: Iterator[tuple[int, int, Any]]) -> Iterator[CutText]:
    """Yield the texts that a comment cuts off.

    ``events`` are those of ``text`` with their documents and offsets. Quoted texts, numbers, dates
    and comments with a space after the `#` are what they seem; so is a `#TODO`.
    """
    trail = _Trail()
    for document, offset, event in events:
        pointer = trail.follow(event)
        if not isinstance(event, ScalarEvent) or event.style or not event.value:
            continue
        if event.start_mark is None or event.end_mark is None:
            continue
        start = offset + event.start_mark.index
        found = _COMMENT.match(text, offset + event.end_mark.index)
        if found is None or _DATE.fullmatch(event.value) or _MARKER.match(found["comment"]):
            continue
        if isinstance(resolve_plain(event.value), str):
            end = found.end()
            if trail.bracketed:
                closing = _CLOSING.search(text, found.start("comment"), end)
                end = closing.start() if closing is not None else end
            whole = in_double_quotes(" ".join(text[start:end].split()))
            comment = text[found.start("comment") : end].split()[0][:_LONGEST]
            bracketed = trail.bracketed
            yield CutText(document, pointer, start, end, event.value, whole, comment, bracketed)


def may_have_placeholder(text: str) -> bool:
    """Return whether a comment anywhere in ``text`` says that something is to be filled in."""
    return _TODO.search(text) is not None


def find_placeholders(
    text: str, events: Iterator[tuple[int, int, Any]]
) -> Iterator[tuple[int, str]]:
    """Yield the document and pointer of each value with a `# TODO` beside it.

    A comment with further words is a note where it stands beside a text, and a placeholder where
    it stands beside a number or a date.
    """
    trail = _Trail()
    last = (-1, "", "")  # the newest value: document, pointer and words
    position = 0
    for document, offset, event in events:
        start = offset + event.start_mark.index
        todo = _TODO.search(text, position, start) if start > position else None
        if todo is not None and last[0] == document and "\n" not in text[position : todo.start()]:
            is_figure = not isinstance(resolve_plain(last[2]), str) or _DATE.fullmatch(last[2])
            if is_figure or not todo["more"].strip(" \t.!?:：。！？…"):
                yield document, last[1]
            last = (-1, "", "")
        pointer = trail.follow(event)
        position = max(position, offset + event.end_mark.index)
        if isinstance(event, ScalarEvent) and event.style not in ("|", ">"):
            last = (document, pointer, "" if event.style else event.value)
            if not event.style and not event.value:
                last = (-1, "", "")


class _Level(msgspec.Struct):
    mapping: bool
    bracketed: bool
    name: str = ""  # of a mapping, the newest key
    count: int = 0  # of a list, its entries so far
    wants_key: bool = True


class _Trail:
    """Where in a document the events have come to."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    @property
    def bracketed(self) -> bool:
        return bool(self._levels) and self._levels[-1].bracketed

    def follow(self, event: Any) -> str:
        """Take in ``event`` and return the pointer to the value or key that it begins."""
        if isinstance(event, DocumentStartEvent):
            self._levels = []
        elif isinstance(event, MappingEndEvent | SequenceEndEvent) and self._levels:
            self._levels.pop()
        elif isinstance(event, NodeEvent):
            pointer = self._step(event)
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                is_mapping = isinstance(event, MappingStartEvent)
                self._levels.append(_Level(is_mapping, bool(event.flow_style)))
            return pointer
        return ""

    def _step(self, event: Any) -> str:
        if not self._levels:
            return ""
        level = self._levels[-1]
        if level.mapping and level.wants_key:
            level.name = event.value if isinstance(event, ScalarEvent) else ""
        level.wants_key = not level.wants_key
        level.count += 1
        return self._pointer()

    def _pointer(self) -> str:
        return pointer_to(
            level.name if level.mapping else level.count - 1 for level in self._levels
        )
