"""An edition: one build for one readership."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Audience = Literal["public", "team", "private"]

_FROM_WIDE_TO_NARROW: Final = ("public", "team", "private")


@dataclass(frozen=True, slots=True)
class Edition:
    """Whom a build is for.

    ``viewer`` is a person's id or the name of a reader in planbook.yaml, and goes with the team
    audience only.
    """

    audience: Audience = "team"
    viewer: str | None = None


def breadth(audience: str) -> int:
    """Return how much an edition for ``audience`` sees: 0 for the public, more for each after.

    Something for ``audience`` is seen from that breadth on. Unknown means hidden: it is more than
    any edition has.
    """
    if audience in _FROM_WIDE_TO_NARROW:
        return _FROM_WIDE_TO_NARROW.index(audience)
    return len(_FROM_WIDE_TO_NARROW)
