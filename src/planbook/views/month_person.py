"""The report of one person for one month: their figures, goals, steps, training, what was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.feedback import Feedback
from planbook.model.person import Person
from planbook.model.recognition import Recognition
from planbook.model.review import Review
from planbook.periods import Period, parse_period
from planbook.scoring.onboarding import plans_for
from planbook.scoring.pace import WORST_FIRST
from planbook.views.figures import bar_view, state_view
from planbook.views.layout import Crumb, Layout, Layouts
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.report_links import MONTHS_SECTION
from planbook.views.report_periods import last_day, standings_of
from planbook.views.report_steps import StepsView, steps_view
from planbook.views.scorecard import CellView, cell_view, read_metrics, score_rows
from planbook.views.totals import YearToDateView, to_date_view
from planbook.views.words import BarView, Day, Phrase, Quantity, Ref, StateView, Words

_GOALS_SHOWN: Final = 30
_SAID: Final = ((Review, "/person"), (Feedback, "/to"), (Recognition, "/people"))


class MetricLine(msgspec.Struct, frozen=True):
    """One metric of the person in the month, and the business year to date."""

    metric: Ref
    cell: CellView
    to_date: YearToDateView | None


class GoalStanding(msgspec.Struct, frozen=True):
    """How a goal stood at the end of the month."""

    ref: Ref
    state: StateView
    bar: BarView | None
    value: Quantity | None
    target: Quantity | None


class SessionDone(msgspec.Struct, frozen=True):
    """A session of a training plan that was held in the month."""

    ref: Ref
    title: Words
    day: Day | None


class PersonMonthView(msgspec.Struct, frozen=True):
    """The report of one person for one month."""

    layout: Layout
    title: Phrase
    person: Ref
    day: Day | None
    is_running: bool
    metrics: tuple[MetricLine, ...]
    goals: tuple[GoalStanding, ...]
    steps: StepsView
    trainings: tuple[SessionDone, ...]
    said: tuple[Ref, ...]


def person_month_view(
    site: SitePresenter, layouts: Layouts, language: str, name: str, key: Key
) -> PersonMonthView:
    """Return the report of the person ``key`` for the month ``name``."""
    month, segments = parse_period(name), (MONTHS_SECTION, name, key.id)
    presenter = site.at(language, site.addresses.folder(language, *segments))
    ref, person = presenter.ref(key), site.handbook.find(Person, key)
    assert month is not None
    assert ref is not None
    assert person is not None
    shown = presenter.period(month)
    assert shown is not None
    day = last_day(month, site.scores.as_of)
    trail = (
        layouts.crumb(presenter, segments[0]),
        Crumb(shown.name, presenter.to(*segments[:2])),
    )
    return PersonMonthView(
        layout=layouts.around(presenter, segments, ref.title, trail=trail),
        title=shown.name,
        person=ref,
        day=presenter.day(day),
        is_running=month.end > site.scores.as_of,
        metrics=tuple(_metrics(key, month, presenter)),
        goals=tuple(_goals(key, month, presenter)),
        steps=steps_view(presenter, day, (key,)),
        trainings=tuple(_trainings(person, month, presenter)),
        said=tuple(_said(key, month, presenter)),
    )


def _metrics(person: Key, month: Period, presenter: Presenter) -> Iterator[MetricLine]:
    metrics = read_metrics(presenter)
    for row in score_rows(presenter, metrics, month, (person,), (), company=False):
        for metric, total in zip(metrics, row.totals, strict=True):
            ref = presenter.ref(metric.key)
            if total is None or ref is None:
                continue
            yield MetricLine(
                ref,
                cell_view(total, metric, presenter),
                to_date_view(total.year_to_date, metric.unit, presenter)
                if total.year_to_date is not None
                else None,
            )


def _goals(person: Key, month: Period, presenter: Presenter) -> Iterator[GoalStanding]:
    """Yield the goals of ``person`` that ran or ended in a month, as they stood at its end."""
    found = standings_of(presenter.site, (person,), month)
    found.sort(key=lambda one: (WORST_FIRST.index(one.status), one.key))
    for one in found[:_GOALS_SHOWN]:
        ref = presenter.ref(one.key)
        if ref is not None:
            yield GoalStanding(
                ref,
                state_view("status", one.status),
                bar_view(one.progress, one.expected, presenter),
                *presenter.beside(one.actual, one.target, one.unit),
            )


def _trainings(person: Person, month: Period, presenter: Presenter) -> Iterator[SessionDone]:
    for plan in plans_for(person, presenter.handbook):
        ref = presenter.ref(plan.key)
        for place, one in enumerate(plan.items, start=1):
            day = one.held_on
            if ref is not None and day is not None and month.contains(day):
                href = f"{ref.href}#session-{place}"
                shown = msgspec.structs.replace(ref, href=href)
                yield SessionDone(shown, presenter.words(one.title), presenter.day(day))


def _said(person: Key, month: Period, presenter: Presenter) -> Iterator[Ref]:
    """Yield the reviews of the month, the feedback and the recognition in it."""
    handbook = presenter.handbook
    for record, path in _SAID:
        for key in handbook.referring(person, record.KIND, path):
            found = handbook.records[key]
            period, day = getattr(found, "period", None), getattr(found, "date", None)
            belongs = period == month or (period is None and month.contains(day or date.min))
            ref = presenter.ref(key)
            if belongs and ref is not None and found.is_in_force:
                yield ref
