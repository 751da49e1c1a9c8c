"""A figure in a review that is not the metric's."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.document import Key
from planbook.model.review import Review
from planbook.periods import Period
from planbook.quantities import plain
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation
from planbook.rules.wordings import is_written_as, shown
from planbook.scoring.cadence import periods_within
from planbook.scoring.series import Figure, Member, Series, figure_between, figures_by_period


def find(review: Review, readings: Readings) -> Iterator[Violation]:
    """Yield every reading that differs from the person's figure of the period.

    A period that was not over when the review was held had no figure yet.
    """
    person, period = review.person, review.period
    if person is None or period is None or not review.is_in_force:
        return
    if period.end > readings.as_of or (review.date is not None and review.date < period.end):
        return
    for position, reading in enumerate(review.readings):
        series = readings.series.get(reading.metric) if reading.metric is not None else None
        if series is None or reading.value is None:
            continue
        figure = _figure_of(series, person, period)
        if figure is None or is_written_as(figure.value, reading.value):
            continue
        words = {
            "metric": series.metric.id,
            "written": plain(reading.value),
            "read": shown(figure.value),
            "period": period.name,
        }
        there = RelatedField(
            series.metric.key,
            figure.pointer,
            {"en": "the newest of these readings", "zh": "其中最近的读数"},
        )
        yield Violation(f"/readings/{position}/value", words, (there,))


def _figure_of(series: Series, person: Key, period: Period) -> Figure | None:
    """Return the person's figure of ``period``; of a total only where no part of it is unread."""
    members = (Member(person),)
    figure = figure_between(series, members, period.start, period.end)
    if figure is None or series.metric.aggregate != "sum":
        return figure
    parts = tuple(periods_within(period.start, period.end, series.metric.cadence, series.fiscal))
    is_whole = parts[0].start == period.start and parts[-1].end == period.end
    is_read = len(figures_by_period(series, members, parts)) == len(parts)
    return figure if is_whole and is_read else None


RULE = ReadingRule(
    Code(
        name="review-reading-differs-from-metric",
        severity=Severity.WARNING,
        message={
            "en": "the review says {written}, and the readings of `{metric}` make {read} for "
            "{period}",
            "zh": "这里写的是 {written}，而 `{metric}` 在 {period} 的读数合起来是 {read}",
        },
        help={
            "en": "write {read} here, or correct the readings of `{metric}`",
            "zh": "请在这里写 {read}，或改正 `{metric}` 的读数",
        },
        fixes={"": ((Edit("write", "{read}"),),)},
        what={
            "en": "A review quotes a metric for its period, and the metric's readings of the "
            "person make another figure.",
            "zh": "绩效回顾引用了指标在本期的数，而该人的读数合起来是另一个数。",
        },
        why={
            "en": "A review is agreed on between two people, on figures. If these are not the "
            "figures that everybody sees, the next talk is about who is right.",
            "zh": "绩效回顾是两个人依据数字达成的共识。若与大家看到的数字不同，下次谈的就会是谁对谁错。",
        },
        bad="# the metric has 410000 for July\nperiod: 2026-07\nreadings:\n"
        "  - {metric: channel-revenue, value: 401000}\n",
        good="# the metric has 410000 for July\nperiod: 2026-07\nreadings:\n"
        "  - {metric: channel-revenue, value: 410000}\n",
    ),
    Review,
    find,
)
