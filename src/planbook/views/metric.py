"""The pages of a metric: what it means, what each subject stands at, and each one's series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final, TypeAlias

import msgspec
from msgspec.structs import replace

from planbook.charts.drawing import Drawing
from planbook.charts.series import Readings, Units, series_chart, spark_line
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.metric import Metric, WeightedMean
from planbook.model.team import Team
from planbook.pages import Page
from planbook.quantities import as_decimal
from planbook.scoring.results import MetricScore, Scores
from planbook.urls import Addresses
from planbook.views.common_fields import LINKED_SHOWN, CommonFields
from planbook.views.figures import (
    ArithmeticView,
    ChartView,
    age_view,
    arithmetic_views,
    key_views,
    state_view,
)
from planbook.views.formats import SILENT_UNITS
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import (
    PAGE_SIZE,
    Column,
    Pager,
    Part,
    numbered_pages,
    page_numbers,
    pager_of,
    part_at,
)
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.totals import (
    ChangeView,
    PeriodTotalView,
    TotalsLine,
    change_view,
    difference_view,
    period_total_views,
    totals_line,
)
from planbook.views.words import Day, Fact, Phrase, Quantity, Ref, Shown, StateView, Words

_SPARK_READINGS: Final = 24
ALARMING: Final = ("watch", "decline")
"""The trends whose run is shown."""
_Place: TypeAlias = tuple[str, int]
"""Where figures stand: the id of what has several (a metric, a team), and the place there."""


class ReadingView(msgspec.Struct, frozen=True):
    """One reading. ``change`` is that since the reading before."""

    date: Day | None
    value: Quantity | None
    change: ChangeView | None = None


class TrendView(msgspec.Struct, frozen=True):
    """Where a series is heading.

    ``state`` is what its run says: there where that is alarming, with the ``reason``, and where
    nothing else can be said. ``drift`` is how the figure itself moves, which may be slow. ``age``
    is that of the newest reading, where it is old.
    """

    state: StateView | None
    reason: Phrase | None
    drift: DriftView | None
    line: Drawing
    age: Phrase | None
    arithmetic: tuple[ArithmeticView, ...]


class DriftView(msgspec.Struct, frozen=True):
    """How the figure itself moves: ``change`` over ``span``.

    ``state`` is None where the change is told in points, which have no word.
    """

    state: StateView | None
    change: ChangeView | None
    span: Phrase


class SubjectView(msgspec.Struct, frozen=True):
    """Where one subject stands; ``href`` leads to all its ``count`` readings."""

    subject: Ref | Words
    reading: ReadingView
    totals: TotalsLine | None
    count: int
    href: str
    trend: TrendView


class SubjectTable(msgspec.Struct, frozen=True):
    """Some of a metric's subjects."""

    lines: tuple[SubjectView, ...]
    total: int
    pager: Pager


class MetricView(msgspec.Struct, frozen=True):
    """The page of a metric, with the first of its subjects. ``wholes`` are company and teams."""

    layout: Layout
    document: CommonFields
    definition: Words
    facts: tuple[Fact, ...]
    wholes: tuple[TotalsLine, ...]
    subjects: SubjectTable


class MoreSubjectsView(msgspec.Struct, frozen=True):
    """A further page of a metric's subjects."""

    layout: Layout
    metric: Ref
    subjects: SubjectTable


class SeriesView(msgspec.Struct, frozen=True):
    """One page of the readings of one subject. The first has the periods, too."""

    layout: Layout
    metric: Ref
    subject: Ref | Words
    total: int
    readings: tuple[ReadingView, ...]
    pager: Pager
    trend: TrendView
    periods: tuple[PeriodTotalView, ...] = ()
    chart: ChartView | None = None


def view_metric(
    metric: Metric, presenter: Presenter, layout: Layout, document: CommonFields
) -> MetricView:
    """Return the page of ``metric``."""
    return MetricView(
        layout=layout,
        document=document,
        definition=presenter.words(metric.definition),
        facts=presenter.facts(
            "metric",
            ("unit", unit_words(metric.unit)),
            ("direction", presenter.option("direction", metric.direction)),
            ("cadence", presenter.option("cadence", metric.cadence)),
            ("aggregate", presenter.option("aggregate", metric.aggregate)),
            ("across", _across(metric, presenter)),
            (
                "dated",
                presenter.option("dated", metric.dated) if metric.dated != "in_period" else None,
            ),
            ("bounds/min", presenter.number(metric.bounds.min, metric.unit)),
            ("bounds/max", presenter.number(metric.bounds.max, metric.unit)),
            ("source", presenter.ref(metric.source)),
        ),
        wholes=tuple(_wholes(metric, presenter)),
        subjects=_subjects(metric, part_at(scores_of(metric, presenter.scores), 1), presenter),
    )


def metric_pages(site: SitePresenter, layouts: Layouts, language: str, key: Key) -> Iterator[Page]:
    """Yield what a metric's own page has no room for: further subjects, and every series."""
    metric = site.handbook.find(Metric, key)
    assert metric is not None
    scores = scores_of(metric, site.scores)
    own, numbers = _segments(key, site.addresses), page_numbers(len(scores))[1:]
    more = partial(_more_subjects, site, layouts, language, key)
    yield from numbered_pages(site, language, own, numbers, "metric-subjects.html", more, str(key))
    for place, score in enumerate(scores):
        segments = _segments(key, site.addresses, score.subject)
        numbers = page_numbers(len(score.readings))
        make = partial(_series, site, layouts, language, key, place)
        yield from numbered_pages(
            site, language, segments, numbers, "metric-series.html", make, str(key)
        )


def scores_of(metric: Metric, scores: Scores) -> tuple[MetricScore, ...]:
    """Return the subjects of a metric that have readings by the day of the figures."""
    return tuple(one for one in scores.metrics.get(metric.id, ()) if one.readings)


def trends_of_subject(subject: Key, presenter: Presenter) -> tuple[MetricScore, ...]:
    """Return the metrics that ``subject`` has readings of, by id."""
    site = presenter.site
    places = site.remember(METRICS_OF, subject)
    return tuple(site.scores.metrics[metric][place] for metric, place in places)


def _metrics_of(site: SitePresenter, subject: Key) -> tuple[_Place, ...]:
    return site.remember(ALL_METRICS, "").get(subject, ())


def _all_metrics(site: SitePresenter, _: str) -> dict[Key, tuple[_Place, ...]]:
    """Return where the figures of each subject stand that has readings."""
    found: dict[Key, list[_Place]] = {}
    for metric, every in site.scores.metrics.items():
        for place, one in enumerate(every):
            if one.readings:
                found.setdefault(one.subject, []).append((metric, place))
    return {subject: tuple(every) for subject, every in found.items()}


def trend_view(score: MetricScore, presenter: Presenter) -> TrendView:
    """Return the trend of one subject's readings, with its shape."""
    reason = None
    if score.rule and score.trend in ALARMING:
        reason = Phrase(f"trend.{score.rule}", {"run": str(score.run)})
    drift = _drift(score, presenter)
    says_more = score.trend in ALARMING or drift is None
    return TrendView(
        state=state_view("trend", score.trend) if says_more else None,
        reason=reason,
        drift=drift,
        line=spark_line(_readings(score, _SPARK_READINGS)),
        age=_age(score, presenter),
        arithmetic=arithmetic_views(score.arithmetic, presenter, score.key),
    )


def _age(score: MetricScore, presenter: Presenter) -> Phrase | None:
    if not score.readings:
        return None
    metric = presenter.handbook.find(Metric, score.key)
    cadence = metric.cadence if metric is not None else "monthly"
    return age_view(score.readings[-1].day, cadence, presenter)


def series_href(score: MetricScore, presenter: Presenter) -> str:
    """Return the link to all readings of one subject."""
    return presenter.to(*_segments(score.key, presenter.addresses, score.subject))


def unit_of(score: MetricScore, presenter: Presenter) -> str:
    """Return the unit of the readings of ``score``."""
    metric = presenter.handbook.find(Metric, score.key)
    return metric.unit if metric else ""


def newest_reading(score: MetricScore, presenter: Presenter) -> Quantity | None:
    """Return the newest reading of one subject."""
    return (
        presenter.amount(score.readings[-1].value, unit_of(score, presenter))
        if score.readings
        else None
    )


def score_of(metric: Key, subject: Key, presenter: Presenter) -> MetricScore | None:
    """Return the figures of one subject of a metric, or None where it has no readings."""
    places = presenter.remember(METRICS_OF, subject)
    found = (place for id_, place in places if id_ == metric.id)
    place = next(found, None)
    return presenter.scores.metrics[metric.id][place] if place is not None else None


def _drift(score: MetricScore, presenter: Presenter) -> DriftView | None:
    if score.change is None or not score.drift_readings:
        return None
    change = change_view(score.change, unit_of(score, presenter), presenter)
    if change is not None and score.drift == "level":
        # So small a change is neither good nor bad.
        change = replace(change, verdict=None)
    metric = presenter.handbook.find(Metric, score.key)
    cadence = metric.cadence if metric is not None else "monthly"
    on_last_year = score.arithmetic["drift"].formula.startswith("drift.year")
    way = "year" if on_last_year else "line"
    return DriftView(
        state=state_view("drift", score.drift) if score.drift is not None else None,
        change=change,
        span=Phrase(f"drift.{way}.{cadence}", {"number": str(score.drift_readings)}),
    )


def _wholes(metric: Metric, presenter: Presenter) -> Iterator[TotalsLine]:
    """Yield the totals of the company and of the first teams, where they are put together."""
    for totals in presenter.scores.company:
        if totals.metric == metric.key and (totals.periods or totals.reason):
            yield totals_line(Phrase("totals.company"), totals, presenter, metric.key)
    site = presenter.site
    teams = site.remember(TEAMS_OF, metric.key)
    for team, place in teams[:LINKED_SHOWN]:
        ref = presenter.ref(Key(Team.KIND, team))
        if ref is not None:
            totals = site.scores.teams[team].metrics[place]
            yield totals_line(ref, totals, presenter, metric.key)


def _teams_of(site: SitePresenter, metric: Key) -> tuple[_Place, ...]:
    return site.remember(ALL_TEAMS, "").get(metric, ())


def _all_teams(site: SitePresenter, _: str) -> dict[Key, tuple[_Place, ...]]:
    """Return where the totals of each metric stand among those of the teams."""
    found: dict[Key, list[_Place]] = {}
    for team, score in site.scores.teams.items():
        for place, totals in enumerate(score.metrics):
            if totals.periods:
                found.setdefault(totals.metric, []).append((team, place))
    return {metric: tuple(places) for metric, places in found.items()}


def _across(metric: Metric, presenter: Presenter) -> Shown:
    across = metric.across
    if isinstance(across, WeightedMean):
        return (Phrase("across.mean_by"), presenter.ref(across.mean_by))
    return presenter.option("across", across)


def _readings(score: MetricScore, most: int) -> Readings:
    alarmed = score.trend in ALARMING
    return Readings(
        tuple((one.dated, one.value) for one in score.readings[-most:]),
        run=frozenset(score.run_dates) if alarmed else frozenset(),
        usual=score.median if alarmed and score.rule == "median" else None,
    )


def readings_chart(metric: Metric, score: MetricScore, presenter: Presenter) -> ChartView | None:
    """Return the chart of the newest readings of one subject."""
    readings = _readings(score, PAGE_SIZE)
    if len(readings.points) < 2:
        return None
    target, aim = _target(metric, score.subject, presenter)
    readings = replace(readings, target=target)
    legend: list[tuple[str, Phrase | str]] = [("actual", "chart.reading")]
    legend += [("target", aim)] if aim else []
    legend += [("run", "chart.run")] if readings.run else []
    legend += [("usual", "chart.usual")] if readings.usual is not None else []
    formats = presenter.formats
    first, last = score.readings[-len(readings.points)], score.readings[-1]
    summary = {
        "from": formats.day(first.dated),
        "to": formats.day(last.dated),
        "first": formats.number(as_decimal(first.value), metric.unit),
        "last": formats.number(as_decimal(last.value), metric.unit),
    }
    return ChartView(
        title=Phrase("chart.series"),
        summary=Phrase("chart.series.summary", summary),
        drawing=series_chart(
            readings, Units(lambda tick: formats.compact(tick, metric.unit), formats.month)
        ),
        legend=key_views(*legend),
    )


def _target(
    metric: Metric, subject: Key, presenter: Presenter
) -> tuple[Decimal | None, Phrase | None]:
    """Return the target of the subject's running goal on this metric.

    A target for the sum of several readings says nothing of one of them.
    """
    if metric.aggregate == "sum":
        return None, None
    day = presenter.scores.as_of
    for key in presenter.handbook.referring(subject, Goal.KIND, "/owner"):
        goal = presenter.handbook.find(Goal, key)
        if goal is None or not goal.is_in_force or goal.measurable.target is None:
            continue
        start, due = goal.time_bound.start, goal.time_bound.due
        running = start is not None and due is not None and start <= day <= due
        if running and goal.measurable.metric == metric.key:
            of_goal = Phrase("chart.target_of", {"goal": presenter.title_of(goal)})
            return goal.measurable.target, of_goal
    return None, None


def unit_words(unit: str) -> Words | Phrase:
    """Return a unit as it is shown by itself. One that only says that something is counted has
    no name of its own.
    """
    if unit in (*SILENT_UNITS, "x"):
        return Phrase(f"unit.{unit}")
    return Words(unit)


def _name(subject: Key, presenter: Presenter) -> Ref | Words:
    return presenter.named(subject) or Words(subject.id)


def _segments(metric: Key, addresses: Addresses, subject: Key | None = None) -> tuple[str, ...]:
    own = (addresses.sections[Metric.KIND], metric.id)
    return own if subject is None else (*own, "readings", f"{subject.kind}-{subject.id}")


def _subjects(metric: Metric, part: Part[MetricScore], presenter: Presenter) -> SubjectTable:
    return SubjectTable(
        lines=tuple(_subject(metric, one, presenter) for one in part.items),
        total=part.total,
        pager=pager_of(presenter, _segments(metric.key, presenter.addresses), part),
    )


def _subject(metric: Metric, score: MetricScore, presenter: Presenter) -> SubjectView:
    name = _name(score.subject, presenter)
    return SubjectView(
        subject=name,
        reading=_reading(metric, score, 0, presenter),
        totals=totals_line(name, score.totals, presenter, metric.key, explained=False)
        if score.totals
        else None,
        count=len(score.readings),
        href=series_href(score, presenter),
        trend=trend_view(score, presenter),
    )


def _reading(metric: Metric, score: MetricScore, place: int, presenter: Presenter) -> ReadingView:
    """Return the reading at ``place``, counted from the newest."""
    newest_first = score.readings[::-1]
    reading = newest_first[place]
    change = None
    if place + 1 < len(newest_first):
        difference = reading.value - newest_first[place + 1].value
        change = difference_view(difference, metric.unit, is_better(difference, metric), presenter)
    return ReadingView(
        presenter.day(reading.dated), presenter.amount(reading.value, metric.unit), change
    )


def is_better(difference: Fraction, metric: Metric) -> bool | None:
    """Return whether a difference of two figures is good; None where it is neither."""
    if difference == 0 or metric.direction not in ("up", "down"):
        return None
    return (difference > 0) == (metric.direction == "up")


def _more_subjects(
    site: SitePresenter, layouts: Layouts, language: str, key: Key, number: int
) -> MoreSubjectsView:
    metric = site.handbook.find(Metric, key)
    assert metric is not None
    segments = _segments(key, site.addresses)
    presenter = site.at_number(language, segments, number)
    layout, ref = layouts.below(presenter, key, segments, number=number)
    part = part_at(scores_of(metric, site.scores), number)
    return MoreSubjectsView(layout, ref, _subjects(metric, part, presenter))


def _series(
    site: SitePresenter, layouts: Layouts, language: str, key: Key, place: int, number: int
) -> SeriesView:
    metric = site.handbook.find(Metric, key)
    assert metric is not None
    score = scores_of(metric, site.scores)[place]
    subject = score.subject
    segments = _segments(key, site.addresses, subject)
    presenter = site.at_number(language, segments, number)
    name, titled = _name(subject, presenter), presenter.ref(key)
    assert titled is not None
    words = name.title if isinstance(name, Ref) else name
    title = Phrase("metric.of", {"metric": titled.title, "subject": words})
    layout, ref = layouts.below(presenter, key, segments, title, number=number)
    is_first = number == 1
    part = part_at(range(len(score.readings)), number)
    return SeriesView(
        layout=layout,
        metric=ref,
        subject=name,
        total=part.total,
        readings=tuple(_reading(metric, score, one, presenter) for one in part.items),
        pager=pager_of(presenter, segments, part),
        trend=trend_view(score, presenter),
        periods=period_total_views(score.totals, presenter) if is_first else (),
        chart=readings_chart(metric, score, presenter) if is_first else None,
    )


def _unit(metric: Metric, presenter: Presenter) -> Shown:
    del presenter  # a unit is the same in all languages, or the catalogue's
    return unit_words(metric.unit)


PAGE: Final = PageKind(
    record=Metric,
    template="metric.html",
    view=view_metric,
    columns=(
        Column("unit", _unit),
        Column(
            "direction", lambda metric, presenter: presenter.option("direction", metric.direction)
        ),
        Column("cadence", lambda metric, presenter: presenter.option("cadence", metric.cadence)),
        Column("source", lambda metric, presenter: presenter.ref(metric.source)),
    ),
    more=metric_pages,
)

ALL_METRICS: Final = Shared("all metrics", Mapping[Key, tuple[_Place, ...]], _all_metrics)
METRICS_OF: Final = Shared("metrics of", tuple[_Place, ...], _metrics_of, Key)
ALL_TEAMS: Final = Shared("all teams", Mapping[Key, tuple[_Place, ...]], _all_teams)
TEAMS_OF: Final = Shared("teams of", tuple[_Place, ...], _teams_of, Key)
