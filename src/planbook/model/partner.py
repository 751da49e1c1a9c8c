"""Partners: the companies that sell what we make."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.document import Key
from planbook.model.record import Record


class ScorecardLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a partner's scorecard."""

    metric: Key | None = None
    weight: Decimal | None = None
    target: Decimal | None = None


class Partner(Record, frozen=True, kw_only=True):
    """One partner: a distributor, an agent or a reseller."""

    KIND: ClassVar[str] = "partner"

    type: str = ""
    tier: dict[str, str] = {}
    territory: Key | None = None
    places: tuple[dict[str, str], ...] = ()
    product_lines: tuple[Key, ...] = ()
    since: date | None = None
    manager: Key | None = None
    scorecard: tuple[ScorecardLine, ...] = ()
