"""Files for other programs: what no template makes, by the name that a page has in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from planbook.rendering.calendars import CalendarWriter
from planbook.rendering.tables import TableWriter
from planbook.urls import CALENDAR
from planbook.views.csv_pages import TABLE
from planbook.views.words import Told

Write = Callable[[Any], str]

WRITERS: Final[Mapping[str, Callable[[Callable[[Told], str]], Write]]] = MappingProxyType(
    {CALENDAR: CalendarWriter, TABLE: TableWriter}
)
"""Each is made with what says a phrase in the language of its pages, and then given views."""
