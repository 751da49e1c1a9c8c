"""What has changed for somebody since a day: the status of goals, figures, steps, what was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from planbook.model.document import Key
from planbook.model.feedback import Feedback
from planbook.model.goal import Goal
from planbook.model.metric import Metric
from planbook.model.review import Review
from planbook.scoring.pace import WORST_FIRST
from planbook.scoring.results import MetricScore
from planbook.views.alerts import RECENT
from planbook.views.figures import state_view
from planbook.views.goal_score import progress_bar_of
from planbook.views.metric import is_better, series_href, trends_of_subject, unit_of
from planbook.views.one_on_ones import one_on_one_of
from planbook.views.order import newest_first
from planbook.views.places import step_in
from planbook.views.presenter import Presenter
from planbook.views.totals import ChangeView, difference_view
from planbook.views.words import BarView, Day, Phrase, Quantity, Ref, StateView


class GoalChange(msgspec.Struct, frozen=True):
    """How a goal stood then and stands now; ``before`` is None where it had not begun."""

    ref: Ref
    before: StateView | None
    now: StateView
    progress_before: Quantity | None
    bar: BarView | None
    has_changed: bool


class FigureChange(msgspec.Struct, frozen=True):
    """The newest reading of a metric that came since, and its change on the one before."""

    metric: Ref
    value: Quantity | None
    day: Day | None
    change: ChangeView | None


class StepDone(msgspec.Struct, frozen=True):
    """A step that was done since."""

    what: Ref
    day: Day | None


class SinceView(msgspec.Struct, frozen=True):
    """What has changed since ``day``: that of the last one-to-one where ``is_meeting``.

    ``goals`` are all that run or ended since; ``summary`` counts what changed.
    """

    day: Day
    is_meeting: bool
    goals: tuple[GoalChange, ...]
    figures: tuple[FigureChange, ...]
    done: tuple[StepDone, ...]
    said: tuple[Ref, ...]
    summary: tuple[Phrase, ...]


def since_view(person: Key, presenter: Presenter) -> SinceView:
    """Return what has changed for ``person`` since their last one-to-one.

    Where the edition sees none, since the end of the last month.
    """
    meeting = one_on_one_of(presenter.site, person)
    as_of = presenter.scores.as_of
    last = meeting.last if meeting is not None else None
    day = last or as_of.replace(day=1) - timedelta(days=1)
    goals = tuple(_goals(person, day, presenter))
    figures = tuple(_figures(person, day, presenter))
    done = tuple(_done(person, day, presenter))
    said = tuple(_said(person, day, presenter))
    changed = sum(one.has_changed for one in goals)
    counts = {
        "goals": changed,
        "figures": len(figures),
        "done": len(done),
        "said": len(said),
    }
    return SinceView(
        presenter.short_day(day),
        last is not None,
        goals,
        figures,
        done,
        said,
        tuple(Phrase(f"since.{name}", {"count": count}) for name, count in counts.items() if count),
    )


def _goals(person: Key, day: date, presenter: Presenter) -> Iterator[GoalChange]:
    """Yield the person's goals that run now, and those that ended since ``day``."""
    scores = presenter.scores
    found: list[tuple[int, GoalChange]] = []
    for goal in presenter.handbook.in_force_about(Goal, person, "/owner"):
        score, ref = scores.goals.get(goal.id), presenter.ref(goal.key)
        if score is None or ref is None:
            continue
        start, due = goal.time_bound.start, goal.time_bound.due
        if start is None or due is None or start > scores.as_of or due < day:
            continue
        before = scores.past.goals.get((goal.id, day))
        found.append(
            (
                WORST_FIRST.index(score.status),
                GoalChange(
                    ref,
                    state_view("status", before.status) if before is not None else None,
                    state_view("status", score.status),
                    presenter.percent_rounded(before.progress)
                    if before is not None and before.progress is not None and before.progress >= 0
                    else None,
                    progress_bar_of(score, presenter),
                    before is not None and before.status != score.status,
                ),
            )
        )
    found.sort(key=lambda one: (not one[1].has_changed, one[0], one[1].ref.id))
    yield from (one for _, one in found)


def _figures(person: Key, day: date, presenter: Presenter) -> Iterator[FigureChange]:
    for score in trends_of_subject(person, presenter):
        newest = score.readings[-1]
        ref = presenter.ref(score.key)
        if ref is None or newest.dated <= day:
            continue
        yield FigureChange(
            msgspec.structs.replace(ref, href=series_href(score, presenter)),
            presenter.amount(newest.value, unit_of(score, presenter)),
            presenter.short_day(newest.dated),
            _change(score, day, presenter),
        )


def _change(score: MetricScore, day: date, presenter: Presenter) -> ChangeView | None:
    """Return the change on the newest reading by ``day``."""
    metric = presenter.handbook.find(Metric, score.key)
    earlier = [one for one in score.readings if one.dated <= day]
    if metric is None or not earlier:
        return None
    difference = score.readings[-1].value - earlier[-1].value
    return difference_view(difference, metric.unit, is_better(difference, metric), presenter)


def _done(person: Key, day: date, presenter: Presenter) -> Iterator[StepDone]:
    steps = presenter.remember(RECENT, "").get(person.id, ())
    for one in sorted(steps, key=lambda one: (newest_first(one.done_on), one.document)):
        done, what = one.done_on, step_in(presenter, one)
        if what is not None and done is not None and day < done <= presenter.scores.as_of:
            yield StepDone(what, presenter.short_day(done))


def _said(person: Key, day: date, presenter: Presenter) -> Iterator[Ref]:
    """Yield the feedback and the reviews since ``day``."""
    handbook = presenter.handbook
    for record, path in ((Feedback, "/to"), (Review, "/person")):
        for key in handbook.referring(person, record.KIND, path):
            found = handbook.records[key]
            given = getattr(found, "date", None)
            ref = presenter.ref(key)
            newer = isinstance(given, date) and day < given <= presenter.scores.as_of
            if ref is not None and newer and found.is_in_force:
                yield ref
