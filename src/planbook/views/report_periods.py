"""Which months and quarters are reported on, and whom their pages are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.periods import Period, month_of, parse_period, quarter_of
from planbook.scoring.past import MONTHS_TOLD
from planbook.scoring.results import GoalOnDay
from planbook.scoring.series import period_of_reading
from planbook.views.presenter import Shared, SitePresenter

ON_ONE_PAGE: Final = 12
"""How many people a report holds before it is cut by team."""

NO_TEAM: Final = "-"
"""What stands for those who are in no team, where a team's id is given."""

_PERSON_PAGES: Final = 6000
_FEWEST_MONTHS: Final = 2
_LONGEST_HISTORY: Final = 600


class Crew(msgspec.Struct, frozen=True):
    """The people of one page of a report: all of them, or those of a team (None: of no team)."""

    people: tuple[Key, ...]
    team: Key | None = None

    @property
    def name(self) -> str:
        """What stands for the crew in an address."""
        return self.team.id if self.team is not None else NO_TEAM

    @property
    def owners(self) -> frozenset[Key]:
        """Whose goals the page tells of: the people's, and those of the team itself."""
        return frozenset(one for one in (*self.people, self.team) if one is not None)


class Crews(msgspec.Struct, frozen=True):
    """Whom a report is about: ``all`` on one page, unless they are cut ``by_team``."""

    all: tuple[Key, ...]
    by_team: tuple[Crew, ...] = ()

    def of(self, name: str) -> Crew | None:
        """Return the crew with this name; None where there is none, as for no name."""
        return next((one for one in self.by_team if one.name == name), None)

    def on_page(self, crew: Crew | None) -> tuple[Key, ...]:
        """Return who stands on the page of ``crew``; without one, all where they are not cut."""
        if crew is not None:
            return crew.people
        return () if self.by_team else self.all


def months_of(site: SitePresenter) -> tuple[Period, ...]:
    """Return the months that there is anything of, up to the one of the day, the newest first."""
    firsts: tuple[date, ...] = site.remember(MONTHS, "")
    return tuple(map(month_of, firsts))


def quarters_of(site: SitePresenter) -> tuple[Period, ...]:
    """Return the quarters of these months, the newest first."""
    fiscal = site.handbook.settings.fiscal_year
    return tuple(dict.fromkeys(quarter_of(month.start, fiscal) for month in months_of(site)))


def is_told(site: SitePresenter, period: Period) -> bool:
    """Return whether a period is new enough to be told person by person: of the last 13 months."""
    firsts: tuple[date, ...] = site.remember(MONTHS, "")[:MONTHS_TOLD]
    return not firsts or period.end >= firsts[-1]


def months_with_people(site: SitePresenter) -> int:
    """Return of how many of the newest months everybody has a report of their own.

    Thirteen, while that makes no more than some thousand pages; of a larger team fewer.
    """
    people = max(1, len(site.handbook.by_kind.get(Person.KIND, ())))
    return min(MONTHS_TOLD, max(_FEWEST_MONTHS, _PERSON_PAGES // people))


def last_day(period: Period, as_of: date) -> date:
    """Return the day that a report of ``period`` is taken on: its last, or that of the figures."""
    return min(period.end, as_of)


def crews_of(site: SitePresenter, period: Period) -> Crews:
    """Return whom the report of ``period`` is about: those who served in it, by id."""
    return site.remember(CREWS, period.name)


def goals_in(site: SitePresenter, period: Period) -> tuple[GoalOnDay, ...]:
    """Return the goals that ran or ended in a month, as they stood at its end."""
    return site.remember(GOALS_IN, period.name)


def standings_of(site: SitePresenter, owners: Iterable[Key], month: Period) -> list[GoalOnDay]:
    """Return how the goals of ``owners`` stood at the end of a month that they ran or ended in."""
    return [
        one
        for owner in owners
        for key in site.handbook.referring(owner, Goal.KIND, "/owner")
        for one in site.remember(GOAL_STANDINGS, key)
        if month.contains(one.day)
    ]


# What pages share


def _months_of_metric(site: SitePresenter, key: Key) -> tuple[date, ...]:
    metric = site.handbook.find(Metric, key)
    if metric is None or not metric.is_in_force:
        return ()
    fiscal, as_of = site.handbook.settings.fiscal_year, site.scores.as_of
    days = {one.date for one in metric.values if one.date is not None and one.date <= as_of}
    ends = {min(period_of_reading(day, metric, fiscal).end, as_of) for day in days}
    return tuple(sorted({day.replace(day=1) for day in ends}))


def _months(site: SitePresenter, _: str) -> tuple[date, ...]:
    found: set[date] = set()
    for _key, months in site.of_each(METRIC_MONTHS):
        found.update(months)
    for _key, standings in site.of_each(GOAL_STANDINGS):
        found.update(one.day.replace(day=1) for one in standings)
    return tuple(sorted(found, reverse=True))[:_LONGEST_HISTORY]


def _standings(site: SitePresenter, key: Key) -> tuple[GoalOnDay, ...]:
    return site.scores.past.months.get(key.id, ())


def _all_goals(site: SitePresenter, _: str) -> dict[str, tuple[GoalOnDay, ...]]:
    found: dict[str, list[GoalOnDay]] = {}
    for _key, standings in site.of_each(GOAL_STANDINGS):
        for one in standings:
            found.setdefault(month_of(one.day).name, []).append(one)
    return {month: tuple(every) for month, every in found.items()}


def _goals_in(site: SitePresenter, month: str) -> tuple[GoalOnDay, ...]:
    return site.remember(ALL_GOALS, "").get(month, ())


def _crews(site: SitePresenter, name: str) -> Crews:
    period = parse_period(name, site.handbook.settings.fiscal_year)
    assert period is not None
    served = tuple(
        person
        for person in site.handbook.all(Person)
        if person.is_in_force
        and person.serves_in(period.start, last_day(period, site.scores.as_of))
    )
    people = tuple(person.key for person in served)
    if len(people) <= ON_ONE_PAGE:
        return Crews(people)
    day = last_day(period, site.scores.as_of)
    teams: dict[Key | None, list[Key]] = {}
    for person in served:
        teams.setdefault(_team_on(person, day), []).append(person.key)
    ordered = sorted(teams, key=lambda team: (team is None, team or ()))
    return Crews(people, tuple(Crew(tuple(teams[team]), team) for team in ordered))


def _team_on(person: Person, day: date) -> Key | None:
    """Return the team that ``person`` was in on ``day``."""
    stations = [one for one in person.before if one.until is not None and day <= one.until]
    if stations:
        return min(stations, key=lambda one: one.until or date.max).team
    return person.team


METRIC_MONTHS: Final = Shared(
    "months of metric", tuple[date, ...], _months_of_metric, Key, (Metric.KIND,)
)
GOAL_STANDINGS: Final = Shared(
    "goal standings", tuple[GoalOnDay, ...], _standings, Key, (Goal.KIND,)
)
MONTHS: Final = Shared("months", tuple[date, ...], _months)
ALL_GOALS: Final = Shared("goals by month", Mapping[str, tuple[GoalOnDay, ...]], _all_goals)
GOALS_IN: Final = Shared("goals in month", tuple[GoalOnDay, ...], _goals_in)
CREWS: Final = Shared("crews", Crews, _crews)
