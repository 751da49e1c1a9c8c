"""Why a cell of a spreadsheet was not read."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from planbook.language import Text


class Unread(msgspec.Struct, frozen=True):
    """The reason why a cell stands for nothing certain, and the words that explain it.

    ``reason`` is a short word, the same for all cells that fail alike; ``arguments`` are of this
    cell: what to write instead, or between what it cannot be decided.
    """

    reason: str
    arguments: Mapping[str, str | Text] = msgspec.field(default_factory=dict)
