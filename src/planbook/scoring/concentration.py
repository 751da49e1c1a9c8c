"""How much of a total hangs on one partner: the same total without the largest of them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import msgspec

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.model.partner import Partner
from planbook.scoring.results import Change, MetricScore, PeriodTotal
from planbook.scoring.series import across_of
from planbook.scoring.totals import change_between


class WithoutLargest(msgspec.Struct, frozen=True):
    """A total without ``partner``, the largest by the business year to date.

    ``year`` is its change on the same period of the year before, where both have that one.
    """

    metric: Key
    partner: Key
    value: Fraction
    part: Fraction
    year: Change | None = None


def without_largest(
    metric: Metric, total: PeriodTotal, partners: Iterable[MetricScore]
) -> WithoutLargest | None:
    """Return ``total`` of ``metric`` without its largest partner.

    ``partners`` are the figures of the metric's subjects; only partners are looked at. None where
    figures are not added up, no partner is read in the period, or a partner has more than all.
    """
    if metric.aggregate != "sum" or across_of(metric) != "sum":
        return None
    read = [
        (found, score.subject)
        for score in partners
        if score.subject.kind == Partner.KIND and (found := _in_period(score, total)) is not None
    ]
    if not read:
        return None
    part, partner = max(read, key=lambda one: (_to_date(one[0]), one[1]))
    if part.value > total.value or part.value <= 0:
        return None
    left = total.value - part.value
    year = None
    if total.year is not None and part.year is not None:
        earlier = total.year.compared_with - part.year.compared_with
        now = left if total.year.compared_with + total.year.difference == total.value else None
        year = change_between(metric, earlier, now) if now is not None else None
    return WithoutLargest(metric.key, partner, left, part.value, year)


def _in_period(score: MetricScore, total: PeriodTotal) -> PeriodTotal | None:
    return score.totals.of(total.period) if score.totals is not None else None


def _to_date(total: PeriodTotal) -> Fraction:
    """Return the business year to date; of a period that still runs its own figure."""
    return total.year_to_date.value if total.year_to_date is not None else total.value
