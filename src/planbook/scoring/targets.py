"""What a metric should come to: its targets by subject and by days (scoring.md, 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.periods import Period
from planbook.quantities import exact
from planbook.scoring.series import put_together

_DAY = timedelta(days=1)


class Targets:
    """The targets of one metric."""

    def __init__(self, metric: Metric) -> None:
        self._how = metric.aggregate
        self._by_subject = targets_of(metric)

    def over(self, subject: Key, periods: Sequence[Period]) -> Fraction | None:
        """Return the target of ``subject`` for ``periods``, put together from those that are there.

        Runs of periods take a target of just their days, else shorter ones that fill them; none is
        ever made from a longer one.
        """
        own = self._by_subject.get(subject)
        if not own or not periods:
            return None
        found: list[Fraction] = []
        for start, end in _runs(periods):
            parts = fill_days(start, end, own)
            if parts is None:
                return None
            found.extend(parts)
        return put_together(found, self._how)


def targets_of(metric: Metric) -> dict[Key, dict[tuple[date, date], Fraction]]:
    """Return the targets of ``metric`` by subject and by the first and last day of their period."""
    found: dict[Key, dict[tuple[date, date], Fraction]] = {}
    for one in metric.targets:
        if one.subject is not None and one.period is not None and one.value is not None:
            days = one.period.start, one.period.end
            found.setdefault(one.subject, {})[days] = exact(one.value)
    return found


def fill_days(
    start: date, end: date, targets: Mapping[tuple[date, date], Fraction]
) -> list[Fraction] | None:
    """Return the targets whose days fill ``start`` to ``end`` without a gap, the longest first."""
    whole = targets.get((start, end))
    if whole is not None:
        return [whole]
    beginning = sorted(
        (last for first, last in targets if first == start and last < end), reverse=True
    )
    for last in beginning:
        rest = fill_days(last + _DAY, end, targets)
        if rest is not None:
            return [targets[start, last], *rest]
    return None


def _runs(periods: Sequence[Period]) -> Iterator[tuple[date, date]]:
    """Yield the days of unbroken rows of ``periods``, which are in order."""
    start, end = periods[0].start, periods[0].end
    for period in periods[1:]:
        if period.start == end + _DAY:
            end = period.end
            continue
        yield start, end
        start, end = period.start, period.end
    yield start, end
