"""Performance: a review for the last closed month, and readings from a metric."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.model.review import Review
from planbook.scoring.practices.standing import Part, Standing, is_in_force, key_of, lacking, met


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of monthly reviews by figures."""
    last = standing.as_of.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    month = {"month": f"{last:%Y-%m}"}
    reviews = [
        review
        for review in standing.naming(Review, "/person")
        if _covers(review, first, last, standing)
    ]
    if reviews:
        keys = (key_of(review) for review in reviews)
        yield met("{month} 有月度回顾。", "There is a review for {month}.", *keys, **month)
    else:
        yield lacking("{month} 没有月度回顾。", "There is no review for {month}.", **month)
    metrics = _read_metrics(reviews, first, last, standing)
    if metrics:
        yield met("有指标读数。", "It goes by readings of a metric.", *metrics)
    else:
        yield lacking("{month} 没有指标读数。", "No metric has a reading for {month}.", **month)


def _covers(review: Review, first: date, last: date, standing: Standing) -> bool:
    period = standing.period(review.period)
    if period is None or (review.date is not None and review.date > standing.as_of):
        return False
    return period.contains(first) and period.contains(last)


def _read_metrics(
    reviews: list[Review], first: date, last: date, standing: Standing
) -> tuple[Key, ...]:
    """Return the metrics that the reviews quote, else those that read the person in the month."""
    handbook = standing.handbook
    quoted = {
        key
        for review in reviews
        for reading in review.readings
        if (key := handbook.resolve(reading.metric, ("metric",))) is not None
    }
    if quoted:
        return tuple(sorted(quoted))
    return tuple(
        key_of(metric)
        for metric in handbook.all(Metric)
        if is_in_force(metric)
        and any(
            first <= reading.date <= last
            for reading in standing.series.get(metric.id, {}).get(standing.key, ())
        )
    )
