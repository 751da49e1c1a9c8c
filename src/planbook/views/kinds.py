"""Which kind has which page: one line a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from planbook.model.handbook import Handbook
from planbook.views import (
    chapter,
    feedback,
    goal,
    growth,
    improvement,
    incentive,
    ladder,
    meeting,
    metric,
    objective,
    partner,
    person,
    recognition,
    retrospective,
    review,
    role,
    team,
    tool,
    training,
)
from planbook.views.generic import generic_columns
from planbook.views.heat_map import map_link
from planbook.views.lists import Column, SectionLink
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.training_year import year_link

PAGE_KINDS: Final[tuple[PageKind, ...]] = (
    chapter.PAGE,
    feedback.PAGE,
    goal.PAGE,
    growth.PAGE,
    improvement.PAGE,
    incentive.PAGE,
    ladder.PAGE,
    meeting.PAGE,
    metric.PAGE,
    objective.PAGE,
    partner.PAGE,
    person.PAGE,
    recognition.PAGE,
    retrospective.PAGE,
    review.PAGE,
    role.PAGE,
    team.PAGE,
    tool.PAGE,
    training.PAGE,
)

PAGE_OF_KIND: Final[Mapping[str, PageKind]] = MappingProxyType(
    {page.record.KIND: page for page in PAGE_KINDS}
)
"""The page of each built-in kind, by the kind's name."""

OVERVIEWS: Final[Mapping[str, Callable[[Presenter], SectionLink | None]]] = MappingProxyType(
    {"metric": map_link, "training": year_link}
)
"""The ways from the lists of kinds to pages about all of their documents."""


def columns_of(handbook: Handbook, kind: str) -> tuple[Column, ...]:
    """Return the columns of a kind's list."""
    if kind in PAGE_OF_KIND:
        return PAGE_OF_KIND[kind].columns
    return generic_columns(handbook.kinds[kind].field)


def list_template_of(kind: str) -> str:
    """Return the template of a kind's list."""
    return PAGE_OF_KIND[kind].list_template if kind in PAGE_OF_KIND else "list.html"
