"""What pages ask of git's history. Nothing that finds it out is loaded with this."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from planbook.history.last_change import LastChange
    from planbook.history.records import Change
    from planbook.history.weeks import LookedBack, Week
    from planbook.model.document import Key


class History(Protocol):
    """What git's history says to the readers of one edition."""

    @property
    def is_known(self) -> bool:
        """Whether there is any history."""
        ...

    @property
    def is_partial(self) -> bool:
        """Whether contents of earlier versions may be lacking."""
        ...

    @property
    def until(self) -> date:
        """The last of the thirty days that are told of."""
        ...

    @property
    def weeks(self) -> Mapping[str, Week]:
        """The weeks of the last thirty days in which files changed, by their first days."""
        ...

    @property
    def looked_back(self) -> LookedBack | None:
        """How far back changes are known, where that is not as far as there are any."""
        ...

    @property
    def told(self) -> Mapping[str, tuple[Change, ...]]:
        """What changed in each week, by its first day."""
        ...

    @property
    def lines(self) -> Mapping[Key, LastChange]:
        """When each document was changed last, where that is known."""
        ...


class NoHistory:
    """The history of a project that has none."""

    weeks: Mapping[str, Week] = MappingProxyType({})
    told: Mapping[str, tuple[Change, ...]] = MappingProxyType({})
    lines: Mapping[Key, LastChange] = MappingProxyType({})
    looked_back = None
    until = date.min
    is_partial = False

    @property
    def is_known(self) -> bool:
        """Whether there is any history."""
        return False


NO_HISTORY: Final[History] = NoHistory()
