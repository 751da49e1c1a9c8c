"""Which kind has which page: one line a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from planbook.views.goal import GOAL_COLUMNS, goal_order, view_goal
from planbook.views.lists import Column
from planbook.views.order import by_id


@dataclass(frozen=True, slots=True)
class KindPages:
    """How documents of one kind are shown.

    ``view(noun, pen, shell, document)`` makes the view of a document's page, which ``template``
    shows. ``columns`` and ``order`` are those of the kind's list. ``apart`` names what points at
    such a document and has a place of its own on its page: (kind, path of the field).
    """

    template: str
    view: Callable[[Any, Any, Any, Any], Any]
    columns: tuple[Column, ...] = ()
    order: Callable[[Any], tuple[int, str]] = by_id
    apart: frozenset[tuple[str, str]] = frozenset()


KIND_PAGES: Final[Mapping[str, KindPages]] = MappingProxyType(
    {
        "goal": KindPages("goal.html", view_goal, GOAL_COLUMNS, goal_order),
    }
)
