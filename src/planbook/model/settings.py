"""What planbook.yaml says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
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


EVERYBODY: Final = "all"
"""What stands in ``of`` of a reader who is for everybody, in place of teams."""


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """A readership that is no person of the handbook, such as HR.

    It sees what is private in documents of the kinds in ``sees``, about those in the teams of
    ``of`` (or everybody), and nothing about ``not_about``.
    """

    title: dict[str, str] = {}
    sees: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    not_about: tuple[str, ...] = ()


class MenuLink(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the project's own in the menu."""

    title: dict[str, str] = {}
    to: str


class ThemeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a project changes of its theme without a file of the theme's own.

    Colours are ``#rrggbb``; ``logo``, ``favicon`` and ``css`` are files of the project.
    """

    accent: str = ""
    accent_dark: str = ""
    logo: str = ""
    favicon: str = ""
    css: tuple[str, ...] = ()
    menu: tuple[MenuLink, ...] = ()

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The files that it names, each with the pointer of where."""
        styles = ((f"/css/{position}", path) for position, path in enumerate(self.css))
        named = (("/logo", self.logo), ("/favicon", self.favicon), *styles)
        return tuple((pointer, path) for pointer, path in named if path)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The project file, defaults filled in.

    ``language`` is the first of ``languages``. Scoring settings are kept as written; the
    scoring stage owns their meaning.
    """

    title: dict[str, str] = {}
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    base_url: str | None = None
    repo_url: str | None = None
    edit_path: str | None = None
    timezone: str = "UTC"
    currency: str | None = None
    fiscal_year_start: int = 1
    fiscal_year_named_by: NamedBy = "start"
    as_of: date | None = None
    vocabulary: Vocabulary = Vocabulary()
    theme: str = "default"
    theme_options: ThemeOptions = ThemeOptions()
    rules: dict[str, str | PathSeverities] = {}
    scoring: dict[str, object] = {}
    reviews: ReviewSettings = ReviewSettings()
    readers: dict[str, Reader] = {}
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
