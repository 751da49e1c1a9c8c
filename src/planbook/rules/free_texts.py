"""The sentences of a document: what somebody wrote in words of their own, in any language."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

from planbook.model.field import Field
from planbook.prose_numbers.patterns import Pattern
from planbook.rules.texts import texts_of

_NARROWEST: Final = "private"
_PARAGRAPH: Final = Pattern(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+|>#]|[0-9]{1,3}[.)])[ \t]?)")
# A full stop ends a sentence where a capital or a Chinese letter begins the next one.
_SENTENCE: Final = Pattern(r"[。！？!?；;]+[”’」』\"')）]*|\.(?=[\"'”’)]?\s+[^\sa-z0-9])")


def free_texts(
    values: Mapping[str, Any], field: Field, *, but_not: Container[str] = (), wide: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield the pointer and the words of every text in ``values``, in each language.

    ``but_not`` are fields that are left out, by their path without positions. ``wide`` leaves out
    what is narrower than the document itself.
    """

    def is_looked_into(path: str, field: Field) -> bool:
        return path not in but_not and not (wide and field.audience == _NARROWEST)

    for text in texts_of(values, field, is_looked_into):
        for language, words in text.words.items():
            yield f"{text.pointer}/{language}" if language else text.pointer, str(words)


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph or list item of ``text`` begins and ends."""
    yield from _parts(text, _PARAGRAPH, 0, len(text))


def sentences_of(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of ``text`` between ``start`` and ``end`` begins and ends."""
    yield from _parts(text, _SENTENCE, start, len(text) if end is None else end)


def _parts(text: str, boundary: Pattern, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in boundary.finditer(text, start, end):
        if text[start : found.end()].strip():
            yield _trimmed(text, start, found.end())
        start = found.end()
    if text[start:end].strip():
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
