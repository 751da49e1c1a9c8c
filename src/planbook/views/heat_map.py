"""Everybody in service by the metrics that are read of people: their figures at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, get_args

import msgspec

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.pages import Page
from planbook.periods import Period
from planbook.scoring.heat import STEPS, Heat, HeatScore, heat_of
from planbook.scoring.results import MetricScore
from planbook.views.figures import state_view
from planbook.views.formats import Limits
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Pager, SectionLink, numbered_pages, pager_at
from planbook.views.metric import METRICS_OF, series_href
from planbook.views.people_by_team import TeamPages, TeamPart, cut_by_team, team_title
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.totals import ChangeView, change_view, target_view
from planbook.views.words import Label, PeriodView, Phrase, Quantity, Ref, StateView

_ROWS: Final = 100
_COLUMNS: Final = 20
_HEATS: Final[tuple[Heat, ...]] = get_args(Heat)
_LIMITS: Final = Limits(tuple(least for least, _ in STEPS))
"""A share is not rounded over the step that its colour tells."""


class HeatCell(msgspec.Struct, frozen=True):
    """One person's figure. ``heat`` colours it; ``note`` says what it is where that is not a share.

    ``period`` is told where it is not that of the column. Without a ``figure`` none is closed yet.
    """

    figure: Quantity | ChangeView | Phrase | None
    note: Phrase | None
    heat: Heat | None
    period: PeriodView | None
    drift: StateView | None
    href: str


class HeatRow(msgspec.Struct, frozen=True):
    """One person; None where there is no reading of a metric."""

    person: Ref
    cells: tuple[HeatCell | None, ...]


class HeatTeam(msgspec.Struct, frozen=True):
    """The people of one team."""

    title: Label
    team: Ref | None
    rows: tuple[HeatRow, ...]


class HeatHead(msgspec.Struct, frozen=True):
    """One metric, and the newest closed period in which anybody is read."""

    metric: Ref
    period: PeriodView | None
    falls: bool


class HeatMapView(msgspec.Struct, frozen=True):
    """One page of the map. ``more`` metrics are not shown."""

    layout: Layout
    heads: tuple[HeatHead, ...]
    teams: tuple[HeatTeam, ...]
    heats: tuple[Heat, ...]
    more: int
    pager: Pager


def heat_map_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the map, page by page, where any metric is read of people in service."""
    numbers = range(1, len(_people(site)) + 1)
    make = partial(_view, site, layouts, language)
    yield from numbered_pages(site, language, _segments(site), numbers, "heat-map.html", make)


def map_link(presenter: Presenter) -> SectionLink | None:
    """Return the way to the map, where there is one."""
    if not _people(presenter.site):
        return None
    return SectionLink(Phrase("heat_map.link"), presenter.to(*_segments(presenter.site)))


def _segments(site: SitePresenter) -> tuple[str, ...]:
    # Below the folder of a metric that may be called "map", where nothing of it stands.
    return (site.addresses.sections[Metric.KIND], "map", "people")


def _people(site: SitePresenter) -> TeamPages:
    """Return who is in service and has readings, by page."""
    return site.remember(READ_PEOPLE, "")


def _read_people(site: SitePresenter, _: str) -> TeamPages:
    read = (key for key in site.serving() if site.remember(METRICS_OF, key))
    return cut_by_team(site, read, _ROWS)


class _Column(msgspec.Struct, frozen=True):
    """A metric that is read of people, and the newest closed period of any of them."""

    metric: str
    newest: Period | None


def _columns(site: SitePresenter, _: str) -> tuple[_Column, ...]:
    """Return the metrics in the order of their list, those that have room on a page first.

    These are the ones that are read of most people.
    """
    counted: Counter[str] = Counter()
    newest: dict[str, Period] = {}
    for page in _people(site):
        for part in page:
            for key in part.people:
                places: tuple[tuple[str, int], ...] = site.remember(METRICS_OF, key)
                for metric, place in places:
                    counted[metric] += 1
                    heat = _heat(metric, place, site)
                    if heat is not None:
                        period = heat.total.period
                        newest[metric] = max(newest.get(metric, period), period)
    ranked = sorted(counted, key=lambda metric: (-counted[metric], metric))
    shown = frozenset(ranked[:_COLUMNS])
    listed = [key.id for key in site.listed(Metric.KIND) if key.id in counted]
    listed.sort(key=lambda metric: metric not in shown)
    return tuple(_Column(metric, newest.get(metric)) for metric in listed)


def _heat(metric: str, place: int, site: SitePresenter) -> HeatScore | None:
    record = site.handbook.find(Metric, metric)
    score = site.scores.metrics[metric][place]
    return heat_of(score.totals, record.direction) if record is not None else None


def _view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> HeatMapView:
    segments = _segments(site)
    presenter = site.at_number(language, segments, number)
    pages, columns = _people(site), site.remember(MAP_COLUMNS, "")
    shown = columns[:_COLUMNS]
    trail = (layouts.crumb(presenter, segments[0]),)
    title = Phrase("heat_map.title")
    return HeatMapView(
        layout=layouts.around(presenter, segments, title, number=number, trail=trail),
        heads=tuple(_heads(shown, presenter)),
        teams=tuple(_team(part, shown, presenter) for part in pages[number - 1]),
        heats=_HEATS,
        more=len(columns) - len(shown),
        pager=pager_at(presenter, segments, number, len(pages)),
    )


def _heads(columns: Sequence[_Column], presenter: Presenter) -> Iterator[HeatHead]:
    for column in columns:
        key = Key(Metric.KIND, column.metric)
        ref, metric = presenter.ref(key), presenter.handbook.find(Metric, key)
        if ref is not None and metric is not None:
            yield HeatHead(ref, presenter.period(column.newest), metric.direction == "down")


def _team(part: TeamPart, columns: Sequence[_Column], presenter: Presenter) -> HeatTeam:
    title, ref = team_title(part.team, presenter)
    rows = (_row(key, columns, presenter) for key in part.people)
    return HeatTeam(title, ref, tuple(row for row in rows if row is not None))


def _row(key: Key, columns: Sequence[_Column], presenter: Presenter) -> HeatRow | None:
    ref = presenter.ref(key)
    if ref is None:
        return None
    found: tuple[tuple[str, int], ...] = presenter.remember(METRICS_OF, key)
    places = dict(found)
    return HeatRow(
        ref,
        tuple(
            _cell(column, places[column.metric], presenter) if column.metric in places else None
            for column in columns
        ),
    )


def _cell(column: _Column, place: int, presenter: Presenter) -> HeatCell:
    score: MetricScore = presenter.scores.metrics[column.metric][place]
    href = series_href(score, presenter)
    drift = state_view("drift", score.drift) if score.drift is not None else None
    heat = _heat(column.metric, place, presenter.site)
    if heat is None:
        return HeatCell(None, None, None, None, drift, href)
    is_newest = heat.total.period == column.newest
    return HeatCell(
        figure=_figure(heat, presenter),
        note=None if heat.basis in ("share", "target") else Phrase(f"heat_map.by.{heat.basis}"),
        heat=heat.heat,
        period=None if is_newest else presenter.period(heat.total.period),
        drift=drift,
        href=href,
    )


def _figure(heat: HeatScore, presenter: Presenter) -> Quantity | ChangeView | Phrase | None:
    total = heat.total
    match heat.basis:
        case "share":
            return presenter.percent_rounded(total.of_target, _LIMITS)
        case "target":
            return target_view(None, total.against_target, total.unit, presenter)
        case "year":
            return change_view(total.year, total.unit, presenter)
    return presenter.amount(total.value, total.unit)


READ_PEOPLE: Final = Shared("people with readings", TeamPages, _read_people)
MAP_COLUMNS: Final = Shared("metrics of people", tuple[_Column, ...], _columns)
