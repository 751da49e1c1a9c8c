"""Which readings count, for which day, put together how, for whom (scoring.md, 1)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from planbook.model.document import Document, Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.periods import CALENDAR_YEAR, FiscalYear, parse_period
from planbook.scoring.series import (
    Member,
    figure_between,
    members_of,
    members_of_company,
    read_all_series,
    read_series,
    stays_in,
    teams_above,
    teams_within,
)

ON = date(2026, 9, 10)
BEA, CARL, EAST = Key("person", "bea"), Key("person", "carl"), Key("team", "east")
JULY, AUGUST = (date(2026, 7, 1), date(2026, 7, 31)), (date(2026, 8, 1), date(2026, 8, 31))


def metric_of(*readings: tuple[str, str, float], id_: str = "m", **values: Any) -> Document:
    """A monthly metric that adds up, with (date, subject, value) readings."""
    filled = {"unit": "CNY", "direction": "up", "cadence": "monthly", "aggregate": "sum", **values}
    lines = [{"date": day, "subject": who, "value": value} for day, who, value in readings]
    return document("metric", id_, values=lines, **filled)


def around(*documents: Document) -> Handbook:
    """The handbook of ``documents`` and the people and teams that the tests name."""
    return handbook_of(
        document("person", "bea", role="seller", team="east"),
        document("person", "carl", role="seller", team="south"),
        document("team", "east", lead="bea"),
        document("team", "south", lead="carl", parent="east"),
        document("partner", "lockhouse", type="agent", manager="bea", territory="east-china"),
        *documents,
    )


def read(metric: Document, on: date = ON, fiscal: FiscalYear = CALENDAR_YEAR) -> Any:
    """The series of ``metric``."""
    found = around(metric).find(Metric, metric.id)
    assert found is not None
    return read_series(found, on, fiscal)


@pytest.mark.parametrize(
    ("cadence", "dated", "day", "on"),
    [
        ("monthly", "2026-08-05", "2026-08-31", "2026-09-10"),
        ("monthly", "2026-08-05", "2026-08-31", "2026-08-31"),
        # While its period runs a reading stands for its own day.
        ("monthly", "2026-08-05", "2026-08-05", "2026-08-30"),
        ("weekly", "2026-09-01", "2026-09-06", "2026-09-10"),
        ("weekly", "2026-09-08", "2026-09-08", "2026-09-10"),
        ("quarterly", "2026-04-02", "2026-06-30", "2026-09-10"),
    ],
)
def test_a_reading_stands_for_the_last_day_of_its_period(
    cadence: str, dated: str, day: str, on: str
) -> None:
    series = read(metric_of((dated, "bea", 5), cadence=cadence), date.fromisoformat(on))
    (one,) = series.of(BEA)
    assert (one.dated, one.day) == (date.fromisoformat(dated), date.fromisoformat(day))


def test_quarters_of_readings_are_those_of_the_business_year() -> None:
    metric = metric_of(("2026-04-02", "bea", 5), cadence="quarterly")
    (one,) = read(metric, fiscal=FiscalYear(2)).of(BEA)
    assert one.day == date(2026, 4, 30)


def test_a_figure_dated_after_its_period_belongs_to_the_one_before() -> None:
    metric = metric_of(("2026-09-01", "bea", 5), dated="after_period")
    (one,) = read(metric).of(BEA)
    assert (one.dated, one.day) == (date(2026, 8, 31), date(2026, 8, 31))
    assert read(metric, date(2026, 8, 31)).of(BEA) == ()


def test_readings_after_the_day_are_not_read() -> None:
    series = read(metric_of(("2026-09-10", "bea", 5), ("2026-09-11", "bea", 7)))
    assert [one.value for one in series.of(BEA)] == [5]


@pytest.mark.parametrize(
    ("aggregate", "value", "pointer"),
    [("sum", 9, "/values/1"), ("mean", Fraction(9, 2), "/values/1"), ("last", 4, "/values/1")],
)
def test_readings_of_one_day_are_put_together_like_longer_periods(
    aggregate: str, value: Fraction, pointer: str
) -> None:
    metric = metric_of(("2026-08-31", "bea", 5), ("2026-08-31", "bea", 4), aggregate=aggregate)
    (one,) = read(metric).of(BEA)
    assert (one.value, one.pointer) == (value, pointer)


def test_rows_that_are_alike_are_added() -> None:
    series = read(metric_of(("2026-08-31", "bea", 5), ("2026-08-31", "bea", 5)))
    assert [one.value for one in series.of(BEA)] == [10]


@pytest.mark.parametrize(
    ("across", "value"), [(None, 30), ("sum", 30), ("mean", 15), ("none", None)]
)
def test_subjects_are_put_together_as_the_metric_says(across: str | None, value: float) -> None:
    readings = [("2026-08-31", "bea", 10.0), ("2026-08-31", "carl", 20.0)]
    series = read(metric_of(*readings, **({"across": across} if across else {})))
    figure = figure_between(series, (Member(BEA), Member(CARL)), *AUGUST)
    assert (figure.value if figure else None) == value


def test_levels_of_several_subjects_make_no_figure_unless_the_metric_says_how() -> None:
    readings = [("2026-08-31", "bea", 40.0), ("2026-08-31", "carl", 50.0)]
    series = read(metric_of(*readings, aggregate="last"))
    assert figure_between(series, (Member(BEA), Member(CARL)), *AUGUST) is None


def test_a_figure_says_how_many_of_its_subjects_are_read() -> None:
    series = read(metric_of(("2026-08-31", "bea", 10)))
    figure = figure_between(series, (Member(BEA), Member(CARL)), *AUGUST)
    assert figure is not None
    assert (figure.value, figure.read, figure.of) == (10, 1, 2)
    assert figure_between(series, (Member(BEA),), *JULY) is None


def test_a_mean_is_weighted_with_the_other_metric() -> None:
    margin = metric_of(
        ("2026-08-31", "bea", 30),
        ("2026-08-31", "carl", 10),
        id_="margin",
        aggregate="last",
        across={"mean_by": "revenue"},
    )
    revenue = metric_of(
        ("2026-08-31", "bea", 10_000_000), ("2026-08-31", "carl", 1_000_000), id_="revenue"
    )
    every = read_all_series(around(margin, revenue), ON)
    members = Member(BEA), Member(CARL)
    figure = figure_between(every[Key("metric", "margin")], members, *AUGUST, every)
    assert figure is not None
    assert round(float(figure.value), 2) == 28.18
    # Who cannot be weighed makes the figure unknown, not smaller.
    half = metric_of(("2026-08-31", "bea", 10_000_000), id_="revenue")
    every = read_all_series(around(margin, half), ON)
    assert figure_between(every[Key("metric", "margin")], members, *AUGUST, every) is None


def subjects(metric: Document, whole: Key, *others: Document) -> list[str]:
    """Whose readings make the figure of ``whole``."""
    handbook = around(metric, *others)
    series = read_all_series(handbook, ON)[metric.key]
    return [member.subject.id for member in members_of(whole, series, handbook)]


def test_a_team_is_its_own_readings_else_its_peoples_else_its_partners() -> None:
    people = [("2026-08-31", "bea", 1.0), ("2026-08-31", "carl", 2.0)]
    partner = [("2026-08-31", "lockhouse", 3.0)]
    below = [("2026-08-31", "team:south", 9.0)]
    assert subjects(metric_of(*people, *partner, *below), EAST) == ["bea", "carl"]
    own = metric_of(*people, ("2026-08-31", "team:east", 4))
    assert subjects(own, EAST) == ["east"]
    assert subjects(metric_of(*below, *partner), EAST) == ["south"]
    assert subjects(metric_of(*partner), EAST) == ["lockhouse"]
    assert subjects(metric_of(("2026-08-31", "east-china", 3)), EAST) == []


def test_a_partner_counts_for_the_team_that_its_manager_was_in_on_that_day() -> None:
    moved = document(
        "person",
        "dora",
        role="seller",
        team="east",
        before=[{"until": "2026-07-31", "team": "north"}],
    )
    north = document("team", "north", lead="dora")
    hers = document("partner", "doorway", type="agent", manager="dora")
    metric = metric_of(("2026-07-31", "doorway", 10), ("2026-08-31", "doorway", 20))
    handbook = around(metric, moved, north, hers)
    series = read_all_series(handbook, ON)[metric.key]
    whole = (date(2026, 1, 1), date(2026, 12, 31))
    figures = {
        team: figure_between(series, members_of(Key("team", team), series, handbook), *whole)
        for team in ("east", "north")
    }
    assert {team: one.value for team, one in figures.items() if one} == {"east": 20, "north": 10}


def test_a_territory_is_its_holders_unless_one_of_them_holds_more() -> None:
    east = Key("territory", "east-china")
    readings = [("2026-08-31", "dora", 1.0), ("2026-08-31", "lockhouse", 3.0)]
    alone = document("person", "dora", role="seller", scope={"territories": ["east-china"]})
    both = document(
        "person", "dora", role="seller", scope={"territories": ["east-china", "north-china"]}
    )
    assert subjects(metric_of(*readings), east, alone) == ["dora"]
    assert subjects(metric_of(*readings), east, both) == ["lockhouse"]
    own = metric_of(*readings, ("2026-08-31", "territory:east-china", 8))
    assert subjects(own, east, alone) == ["east-china"]


def test_the_company_is_all_subjects_of_the_first_kind_that_is_read() -> None:
    handbook = around(
        metric_of(("2026-08-31", "carl", 1), ("2026-08-31", "lockhouse", 1), id_="a"),
        metric_of(("2026-08-31", "team:east", 1), ("2026-08-31", "team:south", 1), id_="b"),
    )
    every = read_all_series(handbook, ON)
    found = {
        key.id: [member.subject.id for member in members_of_company(series, handbook)]
        for key, series in every.items()
    }
    # South lies in east: its readings are in those of east already.
    assert found == {"a": ["carl"], "b": ["east"]}


def test_a_reading_counts_for_the_team_of_its_day() -> None:
    moved = document(
        "person",
        "carl",
        role="seller",
        team="south",
        before=[{"until": "2026-07-31", "team": "north"}],
    )
    handbook = handbook_of(
        document("person", "bea", role="seller", team="south", ended="2026-08-15"),
        moved,
        document("team", "south", lead="bea"),
        document("team", "north", lead="bea"),
        metric_of(
            ("2026-07-31", "bea", 1),
            ("2026-07-31", "carl", 10),
            ("2026-08-31", "bea", 2),
            ("2026-08-31", "carl", 20),
        ),
    )
    series = read_all_series(handbook, ON)[Key("metric", "m")]

    def total(team: str, days: tuple[date, date]) -> Fraction | None:
        members = members_of(Key("team", team), series, handbook)
        figure = figure_between(series, members, *days)
        return figure.value if figure else None

    assert (total("south", JULY), total("north", JULY)) == (1, 10)
    # Who has left still counts.
    assert (total("south", AUGUST), total("north", AUGUST)) == (22, None)


@pytest.mark.parametrize(
    ("fiscal", "written", "start", "end"),
    [
        (FiscalYear(10, "end"), "2026", "2025-10-01", "2026-09-30"),
        (FiscalYear(10, "end"), "2026-Q4", "2026-07-01", "2026-09-30"),
        (FiscalYear(10, "start"), "2026-Q4", "2027-07-01", "2027-09-30"),
        (FiscalYear(1, "end"), "2026-Q4", "2026-10-01", "2026-12-31"),
        (FiscalYear(10, "end"), "2026-07", "2026-07-01", "2026-07-31"),
    ],
)
def test_a_business_year_is_named_by_its_start_or_its_end(
    fiscal: FiscalYear, written: str, start: str, end: str
) -> None:
    period = parse_period(written, fiscal)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert period.name == written


def test_a_series_up_to_a_day_stands_for_no_later_one() -> None:
    series = read(
        metric_of(("2026-07-31", "bea", 1), ("2026-08-05", "bea", 2), ("2026-08-20", "bea", 3))
    )
    assert [one.day for one in series.of(BEA)] == [date(2026, 7, 31), *[date(2026, 8, 31)] * 2]
    cut = series.up_to(date(2026, 8, 15))
    assert [(one.value, one.day) for one in cut.of(BEA)] == [
        (1, date(2026, 7, 31)),
        (2, date(2026, 8, 15)),
    ]
    assert len(series.up_to(date(2026, 8, 20)).of(BEA)) == 3
    assert len(series.up_to(date(2026, 8, 19)).of(BEA)) == 2


@pytest.mark.parametrize(
    ("member", "covers", "touches"),
    [
        (Member(BEA), True, True),
        (Member(BEA, start=AUGUST[1]), True, True),
        (Member(BEA, start=date(2026, 9, 1)), False, False),
        (Member(BEA, end=AUGUST[0]), False, True),
        (Member(BEA, end=JULY[1]), False, False),
        (Member(BEA, JULY[0], JULY[1]), False, False),
        (Member(BEA, JULY[0], AUGUST[1]), True, True),
    ],
)
def test_somebody_counts_from_the_first_day_to_the_last(
    member: Member, covers: bool, touches: bool
) -> None:
    assert member.covers(AUGUST[1]) is covers
    assert member.touches(*AUGUST) is touches


def test_a_line_without_a_date_a_value_or_a_subject_is_no_reading() -> None:
    metric = metric_of(("2026-08-31", "bea", 5))
    metric.values["values"].extend(
        [
            {"date": "2026-07-31", "subject": "bea"},
            {"date": "2026-07-31", "value": 5},
            {"subject": "bea", "value": 5},
        ]
    )
    series = read(metric)
    assert list(series.by_subject) == [BEA]
    assert [one.dated for one in series.of(BEA)] == [date(2026, 8, 31)]


def test_a_figure_of_one_points_at_its_newest_reading_and_counts_who_should_be_read() -> None:
    series = read(
        metric_of(("2026-08-05", "bea", 1), ("2026-07-31", "bea", 1), ("2026-08-31", "carl", 2))
    )
    days = JULY[0], AUGUST[1]
    one = figure_between(series, (Member(BEA),), *days)
    assert one is not None
    assert (one.pointer, one.day, one.read, one.of) == ("/values/0", date(2026, 8, 31), 1, 1)
    both = figure_between(series, (Member(BEA), Member(CARL)), *days, of=5)
    assert both is not None
    assert (both.pointer, both.read, both.of) == ("", 2, 5)
    assert both.parts == {BEA: 2, CARL: 2}


@pytest.mark.parametrize(
    ("bea", "carl", "value"), [(1, 3, 15), ("0.25", "0.25", 20), (0, 0, None), (2, -2, None)]
)
def test_a_mean_needs_weights_that_come_to_more_than_nothing(
    bea: Any, carl: Any, value: int | None
) -> None:
    margin = metric_of(
        ("2026-08-31", "bea", 30),
        ("2026-08-31", "carl", 10),
        id_="margin",
        aggregate="last",
        across={"mean_by": "revenue"},
    )
    weights = ("2026-08-31", "bea", float(bea)), ("2026-08-31", "carl", float(carl))
    members = Member(BEA), Member(CARL)
    every = read_all_series(around(margin, metric_of(*weights, id_="revenue")), ON)
    figure = figure_between(every[Key("metric", "margin")], members, *AUGUST, every)
    assert (figure.value if figure else None) == value
    alone = read_all_series(around(margin), ON)
    assert figure_between(alone[Key("metric", "margin")], members, *AUGUST, alone) is None
    # One alone needs no weight.
    one = figure_between(alone[Key("metric", "margin")], members[:1], *AUGUST, alone)
    assert one is not None
    assert one.value == 30


def test_teams_above_end_where_a_circle_repeats() -> None:
    handbook = handbook_of(
        document("team", "a", parent="b"),
        document("team", "b", parent="c"),
        document("team", "c", parent="b"),
        document("team", "d", parent="d"),
        document("team", "e"),
    )

    def above(id_: str) -> list[str]:
        return [key.id for key in teams_above(Key("team", id_), handbook)]

    assert (above("a"), above("b"), above("d"), above("e")) == (["b", "c"], ["c"], [], [])
    within = teams_within(Key("team", "b"), handbook)
    assert sorted(key.id for key in within) == ["a", "b", "c"]


def test_a_stay_begins_the_day_after_the_one_before_ended() -> None:
    before = [
        {"until": "2026-07-31", "team": "east"},
        {"until": "2026-06-30", "team": "south"},
        {"team": "east"},
    ]
    handbook = handbook_of(
        document("person", "bea", role="seller", team="south", before=before),
        document("team", "east", lead="bea"),
        document("team", "south", lead="bea"),
    )
    stays = {
        team: [(one.start, one.end) for one in stays_in([Key("team", team)], handbook)]
        for team in ("east", "south")
    }
    assert stays == {
        "east": [(date(2026, 7, 1), date(2026, 7, 31))],
        "south": [(None, date(2026, 6, 30)), (date(2026, 8, 1), None)],
    }
