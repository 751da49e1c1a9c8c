"""What metrics come to: by month and for the year so far, beside target and the year before."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import msgspec

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.scoring.results import Change, MetricTotals, PeriodTotal, YearToDate
from planbook.scoring.totals import totals_cadence
from planbook.views.figures import ArithmeticView, age_view, arithmetic_views, share_view
from planbook.views.presenter import Presenter
from planbook.views.words import PeriodView, Phrase, Quantity, Ref, Words


class ChangeView(msgspec.Struct, frozen=True):
    """A difference, with its sign. ``verdict`` says whether it is good, where it is either."""

    figure: Quantity | Phrase
    verdict: Phrase | None
    is_worse: bool = False


class PeriodTotalView(msgspec.Struct, frozen=True):
    """A metric's figure of one period.

    ``read`` tells how many subjects have one, where not all do. ``against`` is the share of the
    target that is reached, or the difference where less is better; ``compared`` tells of what: the
    target, and the figure of those who have one, where that is not everybody.
    """

    period: PeriodView | None
    value: Quantity | None
    is_running: bool
    read: Phrase | None
    target: Quantity | None
    against: Quantity | Phrase | None
    compared: Phrase | None
    previous: ChangeView | None
    year: ChangeView | None
    to_date: YearToDateView | None
    arithmetic: tuple[ArithmeticView, ...]


class YearToDateView(msgspec.Struct, frozen=True):
    """The closed periods of the business year together. ``read`` tells where some are missing."""

    value: Quantity | None
    read: Phrase | None
    target: Quantity | None
    against: Quantity | Phrase | None
    compared: Phrase | None
    year: ChangeView | None


class TotalsLine(msgspec.Struct, frozen=True):
    """One metric of somebody in a line: the newest closed period, and the year up to it.

    ``running`` is the period after it so far. ``reason`` says why there is no figure. ``age`` is
    that of the newest figure, where it is old.
    """

    name: Ref | Words | Phrase
    latest: PeriodTotalView | None
    running: PeriodTotalView | None
    reason: Phrase | None = None
    age: Phrase | None = None


def metric_lines(totals: Iterable[MetricTotals], presenter: Presenter) -> tuple[TotalsLine, ...]:
    """Return a line for each metric that has a figure or a reason for none."""
    lines = ((presenter.ref(one.metric), one) for one in totals)
    return tuple(
        totals_line(ref, one, presenter)
        for ref, one in lines
        if ref is not None and (one.periods or one.reason)
    )


def totals_line(
    name: Ref | Words | Phrase,
    totals: MetricTotals,
    presenter: Presenter,
    page: Key | None = None,
    *,
    explained: bool = True,
) -> TotalsLine:
    """Return the line of one metric under ``name``, for the page of the document ``page``.

    Not ``explained`` it has no arithmetic: of many lines each is explained on a page of its own.
    Large figures are written short: the page of the metric has all their digits.
    """
    closed = totals.newest_closed
    running = next((one for one in totals.periods if one.is_running), None)
    return TotalsLine(
        name=name,
        latest=_period(totals, closed, presenter, page, explained=explained) if closed else None,
        running=_period(totals, running, presenter, page, explained=False) if running else None,
        reason=Phrase(f"totals_reason.{totals.reason}") if totals.reason else None,
        age=_age(totals, presenter),
    )


def _age(totals: MetricTotals, presenter: Presenter) -> Phrase | None:
    metric = presenter.handbook.find(Metric, totals.metric)
    if metric is None or not totals.periods:
        return None
    return age_view(totals.periods[0].period.end, totals_cadence(metric), presenter)


def period_total_views(
    totals: MetricTotals | None, presenter: Presenter
) -> tuple[PeriodTotalView, ...]:
    """Return every period of ``totals``, the newest first; the newest closed one is explained."""
    if totals is None:
        return ()
    newest = totals.newest_closed
    return tuple(
        _period(totals, one, presenter, totals.metric, explained=one is newest, in_full=True)
        for one in totals.periods
    )


def _period(
    totals: MetricTotals,
    total: PeriodTotal,
    presenter: Presenter,
    page: Key | None,
    *,
    explained: bool,
    in_full: bool = False,
) -> PeriodTotalView:
    unit = unit_of_metric(totals, presenter)
    value, target = (
        (presenter.amount(total.value, unit), presenter.amount(total.target, unit))
        if in_full
        else presenter.beside(total.value, total.target, unit)
    )
    return PeriodTotalView(
        period=presenter.period(total.period),
        value=value,
        is_running=total.is_running,
        read=_read(total.read, total.of),
        target=target,
        against=target_view(total.of_target, total.against_target, unit, presenter),
        compared=_compared(total, unit, presenter),
        previous=change_view(total.previous, unit, presenter),
        year=change_view(total.year, unit, presenter),
        to_date=to_date_view(total.year_to_date, unit, presenter) if total.year_to_date else None,
        arithmetic=arithmetic_views(total.arithmetic, presenter, page) if explained else (),
    )


def unit_of_metric(totals: MetricTotals, presenter: Presenter) -> str:
    """Return the unit of the figures of ``totals``."""
    metric = presenter.handbook.find(Metric, totals.metric)
    return metric.unit if metric else ""


def change_view(change: Change | None, unit: str, presenter: Presenter) -> ChangeView | None:
    """Return a change: as a percentage, in points of a percentage, or in its unit."""
    if change is None:
        return None
    if change.relative is None or change.difference == 0:
        return difference_view(change.difference, unit, change.is_better, presenter)
    share = presenter.formats.percent_rounded(abs(change.relative))
    figure = Quantity(_sign(change.difference) + share)
    return ChangeView(figure, _verdict(change.is_better), change.is_better is False)


def difference_view(
    difference: Fraction, unit: str, is_better: bool | None, presenter: Presenter
) -> ChangeView:
    """Return by how much a figure differs from another: in its unit, or in points of a per cent."""
    if difference == 0:
        return ChangeView(Phrase("metric.unchanged"), None)
    # A percentage that rises from 40 to 42 has not risen by 2 %.
    in_points = unit == "%"
    amount = presenter.amount(abs(difference), "" if in_points else unit)
    figure = _sign(difference) + (amount.text if amount else "")
    return ChangeView(
        Phrase("metric.points", {"change": figure}) if in_points else Quantity(figure),
        _verdict(is_better),
        is_better is False,
    )


def _sign(difference: Fraction) -> str:
    return "+" if difference > 0 else "−"


def _verdict(is_better: bool | None) -> Phrase | None:
    if is_better is None:
        return None
    return Phrase("metric.better" if is_better else "metric.worse")


def target_view(
    share: Fraction | None, apart: Change | None, unit: str, presenter: Presenter
) -> Quantity | Phrase | None:
    """Return the ``share`` of a target that is reached, else how far ``apart`` a figure is from it.

    Apart in the figure's own unit, above or below: it is no change, so neither better nor worse.
    """
    if share is not None:
        return share_view(share, presenter)
    if apart is None:
        return None
    if apart.difference == 0:
        return Phrase("totals.on_target")
    # A percentage of 42 is not 5 % above a target of 40.
    in_points = unit == "%"
    amount = presenter.amount(abs(apart.difference), "" if in_points else unit)
    side = "above" if apart.difference > 0 else "below"
    key = f"totals.points_{side}" if in_points else f"totals.{side}"
    return Phrase(key, {"by": amount.text if amount else ""})


def _compared(total: PeriodTotal | YearToDate, unit: str, presenter: Presenter) -> Phrase | None:
    if total.target is None:
        return None
    against = total.against_target
    part = against.compared_with + against.difference if against is not None else total.value
    shown, target = presenter.formats.beside(part, total.target, unit)
    if part == total.value:
        return Phrase("totals.of", {"target": target})
    # Some who are read have no target: what they reached is not held against the others' targets.
    return Phrase("totals.part_of", {"value": shown, "target": target})


def to_date_view(year: YearToDate, unit: str, presenter: Presenter) -> YearToDateView:
    """Return the business year to date, in ``unit``."""
    value, target = presenter.beside(year.value, year.target, unit)
    return YearToDateView(
        value=value,
        read=_read(year.read, year.of),
        target=target,
        against=target_view(year.of_target, year.against_target, unit, presenter),
        compared=_compared(year, unit, presenter),
        year=change_view(year.year, unit, presenter),
    )


def _read(read: int, of: int) -> Phrase | None:
    """Return how many of those that should have one have a figure, where not all do."""
    return None if read >= of else Phrase("totals.read", {"read": str(read), "of": str(of)})
