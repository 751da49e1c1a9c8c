"""Chapters: the handbook's own prose."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from planbook.model.noun import Noun


class Chapter(Noun, frozen=True, kw_only=True):
    """One chapter; ``body`` is Markdown by language."""

    KIND: ClassVar[str] = "chapter"

    order: Decimal | None = None
    practice: str | None = None
    summary: dict[str, str] = {}
    body: dict[str, str] = {}
