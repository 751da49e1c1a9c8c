"""Partners: the companies that sell what we make."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from planbook.model.noun import Noun


class Partner(Noun, frozen=True, kw_only=True):
    """One partner: a distributor, an agent or a reseller."""

    KIND: ClassVar[str] = "partner"

    type: str = ""
    tier: dict[str, str] = {}
    territory: str | None = None
    product_lines: tuple[str, ...] = ()
    since: date | None = None
    manager: str | None = None
