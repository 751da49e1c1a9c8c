"""Before a document is checked: empty values go, plain numbers become text where text is due, and
what is written short is written out.

YAML has no way of its own to tell the year 2026 from the word; the schema has.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from planbook.diagnostics.pointer import escape_pointer
from planbook.model.field import Field

# Control characters but for line ends and tabs, halves of characters, and what is no character.
_INVALID_CHARACTERS: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_WORDS: Final = frozenset({"text", "string", "reference", "period", "date", "datetime"})
_ID_LIKE: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-:")


class Normalized(msgspec.Struct):
    """A document's values made ready, and what was met on the way.

    ``emptied`` are the pointers of values that were left empty and are gone; ``empty_entries``
    those of empty list entries, which stay; ``uncountable`` the source text of numbers that cannot
    be computed with; ``invalid_characters`` the first character of a text, or of its name, that no
    page can show; ``tags`` the first place of each language that a text is written in.
    """

    values: Any = None
    emptied: set[str] = msgspec.field(default_factory=set)
    invalid_characters: dict[str, str] = msgspec.field(default_factory=dict)
    empty_entries: list[str] = msgspec.field(default_factory=list)
    uncountable: dict[str, str] = msgspec.field(default_factory=dict)
    tags: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether nothing was met that is a mistake by itself."""
        return not (self.empty_entries or self.uncountable or self.invalid_characters)


def normalize(values: Any, shape: Field, written: Mapping[str, str]) -> Normalized:
    """Return ``values`` made ready for checking against the schema that ``shape`` stands for.

    ``written`` is the source text, by pointer, of scalars that Python would write otherwise.
    """
    normalized = Normalized()
    normalized.values = _Normalizer(normalized, written).value(values, shape, "")
    return normalized


class _Normalizer:
    def __init__(self, normalized: Normalized, written: Mapping[str, str]) -> None:
        self._met = normalized
        self._written = written

    def value(self, value: Any, shape: Field | None, pointer: str) -> Any:
        if shape is not None and shape.short_for and value is not None:
            value = self._written_out(value, shape, pointer)
        kind = type(value)
        if kind is str:
            # What can be printed is no control character, and known without a search.
            if not value.isprintable() and _INVALID_CHARACTERS.search(value) is not None:
                self._note_invalid_character(value, pointer)
            return value
        if kind is dict:
            return self._mapping(value, shape, pointer)
        if kind is list:
            return self._list(value, shape, pointer)
        return self._scalar(value, shape, pointer)

    def _written_out(self, value: Any, shape: Field, pointer: str) -> Any:
        """Return what a bare text is short for: a list of it, or a mapping with it as a property.

        Pointers into it name what is not in the file; looking them up leaves that step out.
        """
        if type(value) not in (str, dict, list):
            value = self._source_text(value, pointer)
        if shape.short_for == "[]":
            return value if isinstance(value, list) else [value]
        if isinstance(value, list):
            return value
        if isinstance(value, dict) and not (value and all(map(_TAG.fullmatch, value))):
            return value
        return {shape.short_for: value}

    def _mapping(self, value: Mapping[str, Any], shape: Field | None, pointer: str) -> Any:
        type_ = shape.type if shape is not None else "free"
        properties: Mapping[str, Field] = shape.properties if shape is not None else {}
        others = shape.keys if shape is not None else None
        if type_ == "text":
            others = _WORD
            for tag in value:
                self._met.tags.setdefault(tag, f"{pointer}/{escape_pointer(tag)}")
        elif type_ == "period":
            others = _DAY
        kept: dict[str, Any] = {}
        for name, below in value.items():
            if not name.isprintable() and _INVALID_CHARACTERS.search(name) is not None:
                self._note_invalid_character(name, f"{pointer}/{escape_pointer(name)}")
            shape_below = properties.get(name, others)
            short = shape_below is not None and bool(shape_below.short_for)
            if type(below) is str and not short and below.isprintable():
                kept[name] = below
                continue
            place = f"{pointer}/{escape_pointer(name)}"
            if below is None:
                self._met.emptied.add(place)
                continue
            kept[name] = self.value(below, shape_below, place)
        return kept

    def _list(self, value: Sequence[Any], shape: Field | None, pointer: str) -> list[Any]:
        element = shape.element if shape is not None else None
        kept: list[Any] = []
        for position, below in enumerate(value):
            if below is None:
                # It keeps its seat, so that the pointers of its neighbours stay true.
                self._met.empty_entries.append(f"{pointer}/{position}")
            kept.append(self.value(below, element, f"{pointer}/{position}"))
        return kept

    def _scalar(self, value: Any, shape: Field | None, pointer: str) -> Any:
        if shape is not None and shape.type in _WORDS and value is not None:
            return self._source_text(value, pointer)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if not _is_countable(value):
                self._met.uncountable[pointer] = self._source_text(value, pointer)
                return 1
            if shape is not None and shape.type == "integer" and value == int(value):
                return int(value)
        return value

    def _note_invalid_character(self, text: str, pointer: str) -> None:
        found = _INVALID_CHARACTERS.search(text)
        if found is not None:
            self._met.invalid_characters.setdefault(pointer, found[0])

    def _source_text(self, value: Any, pointer: str) -> str:
        written = self._written.get(pointer)
        if written is not None:
            return written
        return str(value).lower() if isinstance(value, bool) else str(value)


_TAG: Final = re.compile(r"[a-z]{2}(-[A-Za-z0-9]{2,8})*")
_WORD: Final = Field("string")
_DAY: Final = Field("date")


def _is_countable(number: float) -> bool:
    try:
        return math.isfinite(float(number))
    except OverflowError:
        return False


def without_blanks(value: Any) -> Any:
    """Return ``value`` without the places that hold nothing: empty texts, lists and mappings."""
    if isinstance(value, dict):
        kept = {name: without_blanks(below) for name, below in value.items()}
        return {name: below for name, below in kept.items() if not _is_blank(below)}
    if isinstance(value, list):
        return [below for below in map(without_blanks, value) if not _is_blank(below)]
    return value


def _is_blank(value: Any) -> bool:
    return value is None or value in ({}, []) or (isinstance(value, str) and not value.strip())


def in_languages(value: Any, shape: Field | None, language: str) -> Any:
    """Return ``value`` with every text as a mapping from language to words.

    Words without a language are in ``language``. A text that may be a reference as well stays
    as it is where it looks like one.
    """
    if shape is None or not shape.has_text:
        return value
    type_ = shape.type
    if type_ == "text":
        return _by_language(value, shape, language)
    if type_ == "mapping" and isinstance(value, dict):
        properties, others = shape.properties, shape.keys
        return {
            name: in_languages(below, at, language)
            if (at := properties.get(name, others)) is not None and at.has_text
            else below
            for name, below in value.items()
        }
    if type_ == "list" and isinstance(value, list):
        element = shape.element
        return [in_languages(below, element, language) for below in value]
    return value


def _by_language(value: Any, shape: Field, language: str) -> Any:
    if isinstance(value, str):
        if shape.refs and _ID_LIKE.issuperset(value):
            return value
        return {language: value}
    return dict(value) if isinstance(value, dict) else value
