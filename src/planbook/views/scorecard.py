"""A scorecard: people, teams and the company by their metrics, for one period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.model.team import Team
from planbook.periods import Period, quarter_of
from planbook.scoring.concentration import without_largest
from planbook.scoring.heat import BEHIND, heat_of_target
from planbook.scoring.results import MetricTotals, PeriodTotal
from planbook.scoring.totals import totals_cadence
from planbook.views.metric import METRICS_OF
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.report_periods import is_told
from planbook.views.totals import ChangeView, change_view, target_view
from planbook.views.words import Label, Phrase, Quantity, Ref

METRICS_ABREAST: Final = 10
"""How many metrics stand side by side on a sheet of paper."""


class CellView(msgspec.Struct, frozen=True):
    """A figure of a period, beside its target, the period before and the year before.

    ``is_behind`` says that it is far from its target, on the bad side.
    """

    value: Quantity | None
    target: Quantity | None
    against: Quantity | Phrase | None
    previous: ChangeView | None
    year: ChangeView | None
    is_running: bool
    is_behind: bool = False


class ScoreRow(msgspec.Struct, frozen=True):
    """A person, a team or the company: a cell for each metric, None where nothing is read."""

    name: Label | Ref
    cells: tuple[CellView | None, ...]
    is_total: bool = False


class ScoreTable(msgspec.Struct, frozen=True):
    """A few metrics side by side."""

    metrics: tuple[Ref, ...]
    rows: tuple[ScoreRow, ...]


class WithoutView(msgspec.Struct, frozen=True):
    """A metric of the company without its largest partner."""

    metric: Ref
    partner: Ref
    value: Quantity | None
    part: Quantity | None
    year: ChangeView | None


class Row(msgspec.Struct, frozen=True):
    """Whose figures stand in a row, before they are written."""

    key: Key | None
    name: Label | Ref
    is_total: bool
    totals: tuple[PeriodTotal | None, ...]


def read_metrics(presenter: Presenter) -> tuple[Metric, ...]:
    """Return the metrics that are read, those with targets first."""
    keys: tuple[Key, ...] = presenter.remember(METRICS_READ, "")
    found = (presenter.handbook.find(Metric, key) for key in keys)
    return tuple(one for one in found if one is not None)


def score_rows(
    presenter: Presenter,
    metrics: Sequence[Metric],
    period: Period,
    people: Iterable[Key],
    teams: Iterable[Key],
    *,
    company: bool,
) -> list[Row]:
    """Return the figures of ``people``, of ``teams`` and, if asked for, of the company."""
    rows: list[Row] = []
    for key in people:
        ref = presenter.ref(key)
        if ref is not None:
            places: tuple[tuple[str, int], ...] = presenter.remember(METRICS_OF, key)
            own = dict(places)
            totals = tuple(_of_person(one, own, period, presenter) for one in metrics)
            rows.append(Row(key, ref, False, totals))
    for key in teams:
        ref = presenter.ref(key)
        if ref is not None:
            rows.append(Row(key, ref, True, _of_whole(metrics, key, period, presenter)))
    if company:
        totals = _of_whole(metrics, None, period, presenter)
        rows.append(Row(None, Phrase("totals.company"), True, totals))
    return rows


def score_tables(
    presenter: Presenter, metrics: Sequence[Metric], rows: Sequence[Row]
) -> tuple[ScoreTable, ...]:
    """Return ``rows`` in tables of a few metrics each, without metrics that nobody has."""
    places = [place for place in range(len(metrics)) if any(row.totals[place] for row in rows)]
    found: list[ScoreTable] = []
    for start in range(0, len(places), METRICS_ABREAST):
        abreast = places[start : start + METRICS_ABREAST]
        heads = tuple(presenter.refs(metrics[place].key for place in abreast))
        lines = tuple(_row(row, abreast, metrics, presenter) for row in rows)
        if len(heads) == len(abreast):
            found.append(ScoreTable(heads, lines))
    return tuple(found)


def without_views(
    presenter: Presenter, metrics: Sequence[Metric], period: Period
) -> Iterator[WithoutView]:
    """Yield the company's totals without the largest partner, where partners are read."""
    for metric, total in zip(metrics, _of_whole(metrics, None, period, presenter), strict=True):
        scores = presenter.scores.metrics.get(metric.id, ())
        found = without_largest(metric, total, scores) if total is not None else None
        if found is None:
            continue
        ref, partner = presenter.ref(metric.key), presenter.ref(found.partner)
        if ref is not None and partner is not None:
            yield WithoutView(
                ref,
                partner,
                presenter.brief(found.value, metric.unit),
                presenter.brief(found.part, metric.unit),
                change_view(found.year, metric.unit, presenter),
            )


def _of_whole(
    metrics: Sequence[Metric], whole: Key | None, period: Period, presenter: Presenter
) -> tuple[PeriodTotal | None, ...]:
    """Return what ``metrics`` came to in ``period`` for a team, or (None) for the company."""
    spans = ((one, span_for(one, period, presenter)) for one in metrics)
    if not is_told(presenter.site, period):
        past = presenter.scores.past.totals
        return tuple(
            None if span is None else past.get((metric.key, whole, span.start))
            for metric, span in spans
        )
    if whole is None:
        totals: Iterable[MetricTotals] = presenter.scores.company
    else:
        score = presenter.scores.teams.get(whole.id) if whole.kind == Team.KIND else None
        totals = score.metrics if score is not None else ()
    by_metric = {one.metric: one for one in totals}
    return tuple(_in(by_metric.get(metric.key), span) for metric, span in spans)


def span_for(metric: Metric, period: Period, presenter: Presenter) -> Period | None:
    """Return the period of the metric's totals that ``period`` tells of.

    A monthly metric's month. A quarterly one's quarter, in the month that closes it; None in
    another. In a quarter both are that of its last month and the quarter itself.
    """
    fiscal = presenter.handbook.settings.fiscal_year
    if totals_cadence(metric) == "quarterly":
        quarter = quarter_of(period.end, fiscal)
        closes = quarter.end == period.end or quarter.contains(presenter.scores.as_of)
        return quarter if closes else None
    return period if period.type == "month" else None


def _of_person(
    metric: Metric, own: dict[str, int], period: Period, presenter: Presenter
) -> PeriodTotal | None:
    if metric.id not in own:
        return None
    score = presenter.scores.metrics[metric.id][own[metric.id]]
    return _in(score.totals, span_for(metric, period, presenter))


def _in(totals: MetricTotals | None, span: Period | None) -> PeriodTotal | None:
    return None if totals is None or span is None else totals.of(span)


def _row(
    row: Row, places: Sequence[int], metrics: Sequence[Metric], presenter: Presenter
) -> ScoreRow:
    cells = tuple(
        cell_view(total, metrics[place], presenter)
        if (total := row.totals[place]) is not None
        else None
        for place in places
    )
    return ScoreRow(row.name, cells, row.is_total)


def cell_view(total: PeriodTotal, metric: Metric, presenter: Presenter) -> CellView:
    """Return a figure of ``metric`` with all that it is held against."""
    unit = metric.unit
    return CellView(
        *presenter.beside(total.value, total.target, unit),
        target_view(total.of_target, total.against_target, unit, presenter),
        change_view(total.previous, unit, presenter),
        change_view(total.year, unit, presenter),
        total.is_running,
        not total.is_running and heat_of_target(total, metric.direction) in BEHIND,
    )


# What pages share


def _metrics_read(site: SitePresenter, _: str) -> tuple[Key, ...]:
    keys = site.handbook.by_kind.get(Metric.KIND, ())
    found = (site.handbook.find(Metric, key) for key in keys)
    metrics = [one for one in found if one is not None and one.id in site.scores.metrics]
    return tuple(one.key for one in sorted(metrics, key=lambda one: (not one.targets, one.id)))


METRICS_READ: Final = Shared("metrics read", tuple[Key, ...], _metrics_read)
