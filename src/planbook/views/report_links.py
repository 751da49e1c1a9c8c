"""What the reports of months and quarters have around them: addresses, trails, ways to others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from planbook.periods import Period
from planbook.views.layout import Crumb, Layout, Layouts
from planbook.views.presenter import Presenter
from planbook.views.report_periods import Crew
from planbook.views.words import Label, PeriodView, Phrase, Ref

MONTHS_SECTION: Final = "months"
QUARTERS_SECTION: Final = "quarters"


class PeriodLink(msgspec.Struct, frozen=True):
    """A period that there is a page of."""

    period: PeriodView
    href: str
    is_running: bool = False


class CrewLink(msgspec.Struct, frozen=True):
    """A team that has a page of its own in a report."""

    name: Label | Ref
    href: str
    people: int


def report_segments(section: str, period: Period, crew: Crew | None) -> tuple[str, ...]:
    """Return the folder of the report of ``period``, or of the part of it about ``crew``."""
    own = (section, period.name)
    return own if crew is None else (*own, "teams", crew.name)


def report_title(presenter: Presenter, period: Period) -> Phrase:
    """Return the name of ``period``."""
    shown = presenter.period(period)
    assert shown is not None
    return shown.name


def report_layout(
    layouts: Layouts,
    presenter: Presenter,
    section: str,
    period: Period,
    crew: Crew | None,
    number: int,
) -> Layout:
    """Return the layout of page ``number`` of a report; below the whole one where it has a crew."""
    trail: tuple[Crumb, ...] = (layouts.crumb(presenter, section),)
    title: Label = report_title(presenter, period)
    if crew is not None:
        trail = (*trail, Crumb(title, presenter.to(section, period.name)))
        ref = presenter.ref(crew.team)
        title = ref.title if ref is not None else Phrase("month.no_team")
    segments = report_segments(section, period, crew)
    return layouts.around(presenter, segments, title, number=number, trail=trail)


def period_link(presenter: Presenter, section: str, period: Period) -> PeriodLink:
    """Return the link to the report of a period."""
    shown = presenter.period(period)
    assert shown is not None
    running = period.end > presenter.scores.as_of
    return PeriodLink(shown, presenter.to(section, period.name), running)


def neighbours(
    presenter: Presenter, section: str, period: Period, periods: Sequence[Period]
) -> tuple[PeriodLink | None, PeriodLink | None]:
    """Return the links to the reports before and after that of ``period``.

    ``periods`` are all that have one, the newest first.
    """
    place = periods.index(period)
    before = periods[place + 1] if place + 1 < len(periods) else None
    after = periods[place - 1] if place else None
    return (
        period_link(presenter, section, before) if before else None,
        period_link(presenter, section, after) if after else None,
    )


def crew_links(
    presenter: Presenter, section: str, period: Period, crews: Iterable[Crew]
) -> tuple[CrewLink, ...]:
    """Return the ways to the pages of the teams."""
    return tuple(
        CrewLink(
            presenter.ref(crew.team) or Phrase("month.no_team"),
            presenter.to(*report_segments(section, period, crew)),
            len(crew.people),
        )
        for crew in crews
    )
