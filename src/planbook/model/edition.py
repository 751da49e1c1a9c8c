"""An edition: one build for one readership."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, Literal

import msgspec

Audience = Literal["public", "team", "private"]

_FROM_WIDE_TO_NARROW: Final = ("public", "team", "private")


class Edition(msgspec.Struct, frozen=True):
    """Whom a build is for.

    ``viewer`` is a person's id or the name of a reader in planbook.yaml, and goes with the team
    audience only.
    """

    audience: Audience = "team"
    viewer: str | None = None

    @property
    def name(self) -> str:
        """What tells this edition from every other: ``public``, or ``viewer:ID``."""
        return self.audience if self.viewer is None else f"viewer:{self.viewer}"

    def folder_beside(self, team: PurePath) -> PurePath:
        """Return the folder of this edition, where the team's goes to ``team``.

        Ids and the names of audiences are letters, digits and hyphens, safe in any file name.
        """
        if self == Edition() or team.name in ("", ".."):
            return team
        return team.with_name(f"{team.name}-{self.viewer or self.audience}")


def breadth(audience: str) -> int:
    """Return how much an edition for ``audience`` sees: 0 for the public, more for each after.

    Something for ``audience`` is seen from that breadth on. Unknown means hidden: it is more than
    any edition has.
    """
    if audience in _FROM_WIDE_TO_NARROW:
        return _FROM_WIDE_TO_NARROW.index(audience)
    return len(_FROM_WIDE_TO_NARROW)
