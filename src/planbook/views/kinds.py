"""Which kind has which page: one line a kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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
from planbook.views.page_kind import PageKind

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
