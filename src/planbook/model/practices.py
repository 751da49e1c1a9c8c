"""The ten practices of managing channel managers well."""

from __future__ import annotations

from typing import Final

PRACTICES: Final = (
    "responsibilities",
    "goals",
    "training",
    "performance",
    "incentives",
    "communication",
    "team",
    "tools",
    "feedback",
    "growth",
    "selection",
)
"""The ten practices in their order, and last how somebody is chosen."""
