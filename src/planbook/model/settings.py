"""What planbook.yaml says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec

from planbook.periods import FiscalYear, NamedBy


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One word of the vocabulary: a territory or a product line."""

    id: str
    title: dict[str, str] = {}


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """The territories and product lines that documents refer to."""

    territories: tuple[Term, ...] = ()
    product_lines: tuple[Term, ...] = ()


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The most that is read of one file: bytes, nesting, values after aliases are expanded."""

    file_size: int = 1024 * 1024
    depth: int = 64
    nodes: int = 100_000


class PathSeverities(msgspec.Struct, frozen=True, kw_only=True):
    """A rule's severity, and others for the paths that match a glob (the last match wins)."""

    severity: str | None = None
    paths: dict[str, str] = {}


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """The lowest and the highest score of a review's ratings."""

    min: Decimal = Decimal(1)
    max: Decimal = Decimal(5)


class ReviewSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How reviews rate: the scale of their scores, and the grades that there are."""

    scale: Scale = Scale()
    grades: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The project file, defaults filled in.

    ``language`` is the first of ``languages``. Scoring settings are kept as written; the
    scoring stage owns their meaning.
    """

    title: dict[str, str] = {}
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    base_url: str | None = None
    timezone: str = "UTC"
    currency: str | None = None
    fiscal_year_start: int = 1
    fiscal_year_named_by: NamedBy = "start"
    as_of: date | None = None
    vocabulary: Vocabulary = Vocabulary()
    theme: str = "default"
    rules: dict[str, str | PathSeverities] = {}
    scoring: dict[str, object] = {}
    reviews: ReviewSettings = ReviewSettings()
    limits: Limits = Limits()
    out: str = "site"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that times are in."""
        return ZoneInfo(self.timezone)

    @property
    def fiscal_year(self) -> FiscalYear:
        """How business years are counted."""
        return FiscalYear(self.fiscal_year_start, self.fiscal_year_named_by)
