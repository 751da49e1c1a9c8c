"""What came of building the site once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.language import Text

IsSuperseded: TypeAlias = Callable[[], bool]
"""Asked between stages: whether something newer was saved, so that this build is in vain."""


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What a build came to. Where it is not ``ok`` the site is what it was before.

    ``changed`` are the paths of all files of the site that were written or removed.
    ``diagnostics`` are what stands in the way, ``problem`` is anything else that does. ``advice``
    is the sentence about what else was found.
    """

    ok: bool
    changed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    problem: Text | None = None
    advice: Text | None = None
    notes: tuple[Text, ...] = ()
    pages: int = 0
    rendered: int = 0
    removed: int = 0


class Rebuilds(Protocol):
    """A site that can be built again and again."""

    @property
    def folder(self) -> Path:
        """Where it stands."""
        ...

    def rebuild(self, is_superseded: IsSuperseded) -> BuildOutcome | None:
        """Build what changed; None where the build was given up for a newer one."""
        ...

    def is_outdated(self) -> bool:
        """Return whether the site would be another one though nothing was saved: a new day."""
        ...
