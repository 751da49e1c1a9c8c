"""Files for other programs: what no template makes, by the name that a page has in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from planbook.rendering.calendars import write_calendar
from planbook.rendering.tables import write_table
from planbook.urls import CALENDAR
from planbook.views.csv_pages import TABLE
from planbook.views.words import Told

Write = Callable[[Any, Callable[[Told], str]], str]

WRITERS: Final[Mapping[str, Write]] = MappingProxyType(
    {CALENDAR: write_calendar, TABLE: write_table}
)
"""Each is given a view, and what says a phrase in the language of its page."""
