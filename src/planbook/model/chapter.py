"""Chapters: the handbook's own prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from planbook.model.record import Record


class Chapter(Record, frozen=True, kw_only=True):
    """One chapter; ``body`` is Markdown by language."""

    KIND: ClassVar[str] = "chapter"

    order: Decimal | None = None
    practice: str | None = None
    summary: dict[str, str] = {}
    body: dict[str, str] = {}


def language_in(path: str, languages: Sequence[str]) -> str:
    """Return the language that the name of a chapter's file says, else nothing."""
    said = path.removesuffix(".md").rpartition(".")[2]
    return said if path.endswith(f".{said}.md") and said in languages else ""


def spellings_of(path: str, languages: Sequence[str]) -> Iterator[str]:
    """Yield every file name by which a text may mean the chapter in ``path``.

    A chapter in several languages lies in ``goals.zh.md`` and ``goals.en.md``; ``goals.md`` means
    it as well.
    """
    stem = path.removesuffix(".md")
    for language in languages:
        if stem.endswith(f".{language}"):
            stem = stem.removesuffix(f".{language}")
            break
    yield f"{stem}.md"
    for language in languages:
        yield f"{stem}.{language}.md"
