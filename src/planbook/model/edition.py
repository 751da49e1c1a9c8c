"""An edition: one build for one readership."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Audience = Literal["public", "team", "private"]


@dataclass(frozen=True, slots=True)
class Edition:
    """Whom a build is for. ``viewer`` is a person's id, and goes with the team audience only."""

    audience: Audience = "team"
    viewer: str | None = None
