"""The pages of a metric: what it means, its latest readings, and each subject's series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric, Reading
from planbook.pages import Page
from planbook.views.formats import SILENT_UNITS
from planbook.views.lists import PAGE_SIZE, Column, Pager, pager_at, pages_for
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Crumb, Shell, Shells
from planbook.views.words import Day, Fact, Phrase, Quantity, Ref, Shown, Words

_SUBJECT_KINDS: Final = ("person", "partner", "team")
_TERRITORY: Final = "territory"


@dataclass(frozen=True, slots=True)
class Series:
    """The readings of one subject, the latest first. A territory's key is none of a document."""

    subject: Key
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading. ``change`` is that since the reading before, ``turn`` whether it is good."""

    date: Day | None
    value: Quantity | None
    change: Shown = None
    turn: Phrase | None = None


@dataclass(frozen=True, slots=True)
class LatestView:
    """The latest reading of one subject; ``href`` leads to all ``count`` of them."""

    subject: Ref | Words
    reading: ReadingView
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class LatestTable:
    """The latest readings of some of a metric's subjects."""

    lines: tuple[LatestView, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class MetricView:
    """The page of a metric, with the first of its subjects."""

    shell: Shell
    document: DocumentPart
    definition: Words
    facts: tuple[Fact, ...]
    latest: LatestTable


@dataclass(frozen=True, slots=True)
class MoreSubjectsView:
    """A further page of a metric's subjects."""

    shell: Shell
    metric: Ref
    latest: LatestTable


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One page of the readings of one subject."""

    shell: Shell
    metric: Ref
    subject: Ref | Words
    total: int
    readings: tuple[ReadingView, ...]
    pager: Pager


def view_metric(metric: Metric, pen: Pen, shell: Shell, document: DocumentPart) -> MetricView:
    """Return the page of ``metric``."""
    return MetricView(
        shell=shell,
        document=document,
        definition=pen.words(metric.definition),
        facts=pen.facts(
            "metric",
            ("unit", unit_words(metric.unit)),
            ("direction", pen.option("direction", metric.direction)),
            ("cadence", pen.option("cadence", metric.cadence)),
            ("aggregate", pen.option("aggregate", metric.aggregate)),
            ("source", pen.find(metric.source, "tool")),
        ),
        latest=_latest(metric, series_of(metric, pen.handbook), pen, 1),
    )


def metric_pages(pens: Pens, shells: Shells, language: str) -> Iterator[Page]:
    """Yield what a metric's own page has no room for: further subjects, and every series."""
    for metric in pens.handbook.all(Metric):
        series = series_of(metric, pens.handbook)
        for number in range(2, pages_for(len(series)) + 1):
            yield _more_subjects(pens, shells, language, metric, series, number)
        for one in series:
            for number in range(1, pages_for(len(one.readings)) + 1):
                yield _series_page(pens, shells, language, metric, one, number)


def series_of(metric: Metric, handbook: Handbook) -> tuple[Series, ...]:
    """Return the series of a metric, in the order in which its author first names the subjects."""
    territories = {term.id for term in handbook.settings.vocabulary.territories}
    subjects: dict[str, Key | None] = {}
    found: dict[Key, list[Reading]] = {}
    for reading in metric.values:
        written = reading.subject
        if written is None or reading.value is None:
            continue
        if written not in subjects:
            subjects[written] = _subject(written, handbook, territories)
        subject = subjects[written]
        if subject is not None:
            found.setdefault(subject, []).append(reading)
    return tuple(
        Series(subject, tuple(sorted(readings, key=_day_of, reverse=True)))
        for subject, readings in found.items()
    )


def unit_words(unit: str) -> Words | Phrase:
    """Return a unit as it is shown by itself. One that only says that something is counted has
    no name of its own.
    """
    if unit in (*SILENT_UNITS, "x"):
        return Phrase(f"unit.{unit}")
    return Words(unit)


def _subject(written: str, handbook: Handbook, territories: set[str]) -> Key | None:
    key = handbook.resolve(written, _SUBJECT_KINDS)
    if key is not None:
        return key
    id_ = written.removeprefix(f"{_TERRITORY}:")
    return Key(_TERRITORY, id_) if id_ in territories else None


def _day_of(reading: Reading) -> date:
    return reading.date or date.min


def _named(subject: Key, pen: Pen) -> Ref | Words:
    return pen.ref(subject) or pen.term(_TERRITORY, subject.id)


def _segments(metric: Metric, pen: Pen, subject: Key | None = None) -> tuple[str, ...]:
    own = (pen.addresses.sections[Metric.KIND], metric.id)
    return own if subject is None else (*own, "readings", f"{subject.kind}-{subject.id}")


def _latest(metric: Metric, series: tuple[Series, ...], pen: Pen, number: int) -> LatestTable:
    return LatestTable(
        lines=tuple(
            LatestView(
                subject=_named(one.subject, pen),
                reading=_reading(one, 0, metric, pen),
                count=len(one.readings),
                href=pen.to(*_segments(metric, pen, one.subject)),
            )
            for one in series[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        ),
        total=len(series),
        pager=pager_at(pen, _segments(metric, pen), number, pages_for(len(series))),
    )


def _reading(series: Series, place: int, metric: Metric, pen: Pen) -> ReadingView:
    reading = series.readings[place]
    shown = ReadingView(pen.day(reading.date), pen.number(reading.value, metric.unit))
    if place + 1 == len(series.readings):
        return shown
    before = series.readings[place + 1].value
    if before is None or reading.value is None:
        return shown
    change = reading.value - before
    return ReadingView(
        shown.date,
        shown.value,
        _change(change, metric.unit, pen),
        _turn(change, metric.direction),
    )


def _change(change: Decimal, unit: str, pen: Pen) -> Shown:
    if not change:
        return Phrase("metric.unchanged")
    # The unit stands beside it, with the reading itself.
    figure = ("+" if change > 0 else "−") + pen.formats.number(abs(change))
    # A percentage that rises from 40 to 42 has not risen by 2 %.
    return Phrase("metric.points", {"change": figure}) if unit == "%" else Quantity(figure)


def _turn(change: Decimal, direction: str) -> Phrase | None:
    if not change or direction not in ("up", "down"):
        return None
    return Phrase("metric.better" if (change > 0) == (direction == "up") else "metric.worse")


def _around(
    pen: Pen, shells: Shells, metric: Metric, subject: Key | None, number: int
) -> tuple[Shell, Ref]:
    """Return the shell of a page below a metric's, and the link to that."""
    ref = pen.ref(Key(Metric.KIND, metric.id))
    assert ref is not None
    title: Words | Phrase = ref.title
    if subject is not None:
        name = _named(subject, pen)
        words = name.title if isinstance(name, Ref) else name
        title = Phrase("metric.of", {"metric": ref.title.text, "subject": words.text})
    section = pen.addresses.sections[Metric.KIND]
    trail = (shells.crumb(pen, section), Crumb(ref.title, ref.href))
    segments = _segments(metric, pen, subject)
    return shells.around(pen, segments, title, number=number, trail=trail), ref


def _more_subjects(
    pens: Pens,
    shells: Shells,
    language: str,
    metric: Metric,
    series: tuple[Series, ...],
    number: int,
) -> Page:
    segments = (pens.addresses.sections[Metric.KIND], metric.id)
    path = pens.addresses.numbered(language, segments, number)
    pen = pens.at(language, path)
    shell, ref = _around(pen, shells, metric, None, number)
    view = MoreSubjectsView(shell, ref, _latest(metric, series, pen, number))
    return Page(path, language, "metric-subjects.html", view, f"metric:{metric.id}")


def _series_page(
    pens: Pens, shells: Shells, language: str, metric: Metric, series: Series, number: int
) -> Page:
    segments = (
        pens.addresses.sections[Metric.KIND],
        metric.id,
        "readings",
        f"{series.subject.kind}-{series.subject.id}",
    )
    path = pens.addresses.numbered(language, segments, number)
    pen = pens.at(language, path)
    shell, ref = _around(pen, shells, metric, series.subject, number)
    total = len(series.readings)
    places = range((number - 1) * PAGE_SIZE, min(number * PAGE_SIZE, total))
    view = SeriesView(
        shell=shell,
        metric=ref,
        subject=_named(series.subject, pen),
        total=total,
        readings=tuple(_reading(series, place, metric, pen) for place in places),
        pager=pager_at(pen, segments, number, pages_for(total)),
    )
    return Page(path, language, "metric-series.html", view, f"metric:{metric.id}")


def _unit(metric: Metric, pen: Pen) -> Shown:
    del pen  # a unit is the same in all languages, or the catalogue's
    return unit_words(metric.unit)


METRIC_COLUMNS: Final = (
    Column("unit", _unit),
    Column("direction", lambda metric, pen: pen.option("direction", metric.direction)),
    Column("cadence", lambda metric, pen: pen.option("cadence", metric.cadence)),
    Column("source", lambda metric, pen: pen.find(metric.source, "tool")),
)
