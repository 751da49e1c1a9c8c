"""How many goals of the present have which status, and where they are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.scoring.results import Status
from planbook.views.figures import is_current
from planbook.views.presenter import Presenter, Shared, SitePresenter

STATUSES_SHOWN: Final[tuple[Status, ...]] = (
    "off_track",
    "at_risk",
    "on_track",
    "achieved",
    "missed",
    "awaiting_final",
    "unknown",
    "too_early",
    "not_started",
    "carried_over",
    "cancelled",
)
"""The statuses in the order in which they are counted."""


def status_href(presenter: Presenter, status: Status) -> str:
    """Return the link to the goals of the present that have ``status``."""
    return presenter.to(*status_segments(presenter.site, status))


def count_statuses(site: SitePresenter) -> Mapping[Status, int]:
    """Return how many goals of the periods of the day have which status."""
    return site.remember(STATUS_COUNTS, "")


def status_segments(site: SitePresenter, status: str) -> tuple[str, ...]:
    """Return the folder of the list of the goals of the present that have ``status``."""
    return (site.addresses.sections[Goal.KIND], "status", status)


def _status(site: SitePresenter, key: Key) -> Status | None:
    """Return the status of a goal of a period that the day lies in, else None."""
    goal, score = site.handbook.find(Goal, key), site.scores.goals.get(key.id)
    if goal is None or score is None or not goal.is_in_force:
        return None
    return score.status if is_current(goal.period, site.scores.as_of) else None


def _present(site: SitePresenter, _: str) -> dict[Key, Status]:
    return {key: status for key, status in site.of_each(STATUS) if status is not None}


def _count(site: SitePresenter, _: str) -> dict[Status, int]:
    return dict(Counter(site.remember(PRESENT, "").values()))


STATUS: Final = Shared("present status", Status | None, _status, Key, (Goal.KIND,))
PRESENT: Final = Shared("present goals", Mapping[Key, Status], _present)
STATUS_COUNTS: Final = Shared("statuses", Mapping[Status, int], _count)
