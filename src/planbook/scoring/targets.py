"""What a metric should come to: its targets by subject and by days (scoring.md, 5)."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
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
        if own is None or not periods:
            return None
        found: list[Fraction] = []
        for start, end in _runs(periods):
            parts = own.fill(start, end)
            if parts is None:
                return None
            found.extend(parts)
        return put_together(found, self._how)


class SubjectTargets:
    """The targets of one subject, by the first and the last day of their periods."""

    def __init__(self) -> None:
        self._values: dict[tuple[date, date], Fraction] = {}
        self._ends: dict[date, list[date]] = {}

    def add(self, start: date, end: date, value: Fraction) -> None:
        """Add the target of a period; of two for the same days the later in the file holds."""
        if end < start:
            return
        if (start, end) not in self._values:
            insort(self._ends.setdefault(start, []), end)
        self._values[start, end] = value

    def fill(self, start: date, end: date, *, shorter: bool = False) -> list[Fraction] | None:
        """Return the targets whose days fill ``start`` to ``end`` without a gap, the longest first.

        ``shorter`` leaves out one that fills them alone. Days from which nothing leads to the end
        are tried once, however many ways lead to them.
        """
        trail = [self._steps(start, end, shorter=shorter)]
        taken: list[tuple[date, date]] = []
        tried = {start}
        while trail:
            step = next(trail[-1], None)
            if step is None:
                trail.pop()
                if taken:
                    taken.pop()
                continue
            following = step[1] + _DAY
            if step[1] == end:
                return [self._values[one] for one in (*taken, step)]
            if following not in tried:
                tried.add(following)
                taken.append(step)
                trail.append(self._steps(following, end))
        return None

    def _steps(
        self, start: date, end: date, *, shorter: bool = False
    ) -> Iterator[tuple[date, date]]:
        """Yield the periods from ``start`` that do not go beyond ``end``, the longest first."""
        ends = self._ends.get(start, [])
        for last in reversed(ends[: bisect_right(ends, end)]):
            if not shorter or last != end:
                yield start, last


def targets_of(metric: Metric) -> dict[Key, SubjectTargets]:
    """Return the targets of ``metric`` by subject."""
    found: dict[Key, SubjectTargets] = defaultdict(SubjectTargets)
    for one in metric.targets:
        if one.subject is not None and one.period is not None and one.value is not None:
            found[one.subject].add(one.period.start, one.period.end, exact(one.value))
    return dict(found)


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
