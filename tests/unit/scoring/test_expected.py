"""The course that is expected: its corners, a day's share of it, and how it is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from planbook.model.document import Key
from planbook.model.goal import Measurable, Milestone
from planbook.model.metric import Metric
from planbook.periods import CALENDAR_YEAR, parse_period
from planbook.quantities import Day, Share
from planbook.scoring.expected import (
    Expectation,
    LastYear,
    Line,
    expect,
    explain_expected,
    judging_day,
    last_year_line,
    share_at,
    straight_line,
    year_before,
)
from planbook.scoring.series import Member, Observation, Series
from planbook.scoring.undertaking import Timeframe, Undertaking

# Ten days, and the day before them.
START, DUE, EVE, AFTER = date(2026, 7, 1), date(2026, 7, 10), date(2026, 6, 30), date(2026, 7, 11)
_0, _1 = Fraction(0), Fraction(1)


def undertaking(type_: str = "reach", *milestones: Milestone, **values: Any) -> Undertaking:
    """A goal of ten days that is to come to 100."""
    measure = Measurable(type=type_, target=Decimal(100), baseline=Decimal(0))
    span = Timeframe(START, DUE)
    return Undertaking(
        Key("goal", "g"), "/measurable", measure, span, milestones=milestones, **values
    )


def course(type_: str = "reach", *milestones: Milestone, **values: Any) -> Expectation:
    """What is expected of it where there is no year before to follow."""
    return expect(undertaking(type_, *milestones, **values), None, CALENDAR_YEAR)


def on(day: int, **values: Any) -> Milestone:
    """A milestone on a day of July."""
    return Milestone(due=date(2026, 7, day), **values)


@pytest.mark.parametrize(
    ("type_", "basis", "line"),
    [
        ("reach", "linear", ((EVE, _0), (DUE, _1))),
        ("increase", "linear", ((EVE, _0), (DUE, _1))),
        ("keep_within", "always", ((EVE, _1), (DUE, _1))),
        ("yes_no", "at_due", ((EVE, _0), (DUE, _0), (AFTER, _1))),
        ("milestones", "steps", ((EVE, _0), (AFTER, _1))),
    ],
)
def test_every_type_has_its_course(type_: str, basis: str, line: Line) -> None:
    found = course(type_)
    assert (found.basis, found.line, found.unusable) == (basis, line, "")


def test_a_year_before_that_nobody_reads_leaves_the_straight_line_and_the_reason() -> None:
    found = course(expected="last_year")
    assert (found.basis, found.unusable) == ("linear", "no_metric")
    assert found.line == straight_line(undertaking(), None, CALENDAR_YEAR)
    assert found.line == straight_line(undertaking(expected="last_year"), None, CALENDAR_YEAR)


def test_dated_milestones_with_a_value_bend_the_line_from_the_first_day_to_the_last_but_one() -> (
    None
):
    value = Decimal(40)
    assert course("reach", on(1, value=value)).line == (
        (EVE, _0),
        (START, Fraction(2, 5)),
        (DUE, _1),
    )
    found = course(
        "reach",
        Milestone(value=value),
        on(3),
        Milestone(due=EVE, value=value),
        on(10, value=value),
        on(11, value=value),
        on(9, value=Decimal(70)),
        on(4, value=value),
    )
    assert found.basis == "milestones"
    assert found.line == (
        (EVE, _0),
        (date(2026, 7, 4), Fraction(2, 5)),
        (date(2026, 7, 9), Fraction(7, 10)),
        (DUE, _1),
    )
    # They win over the year before.
    assert course("reach", on(4, value=value), expected="last_year").basis == "milestones"


def test_a_piece_of_work_is_expected_once_its_due_date_has_passed() -> None:
    assert course("milestones", on(4)).line == (
        (EVE, _0),
        (date(2026, 7, 4), _0),
        (date(2026, 7, 5), _1),
    )


def test_what_has_no_date_or_a_later_one_is_expected_by_the_due_date() -> None:
    half, quarter = Decimal("0.5"), Decimal("0.25")
    found = course(
        "milestones", on(4, weight=half), Milestone(weight=quarter), on(20, weight=quarter)
    )
    assert found.line == (
        (EVE, _0),
        (date(2026, 7, 4), _0),
        (date(2026, 7, 5), Fraction(1, 2)),
        (DUE, Fraction(1, 2)),
        (AFTER, _1),
    )


def test_pieces_of_work_without_any_weight_are_expected_by_the_end() -> None:
    assert course("milestones", on(4, weight=Decimal(0))).line == ((EVE, _0), (AFTER, _1))


LINE: Line = ((EVE, _0), (date(2026, 7, 4), Fraction(2, 5)), (DUE, _1))


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2026, 6, 1), "0"),
        (EVE, "0"),
        (START, "1/10"),
        (date(2026, 7, 4), "2/5"),
        (date(2026, 7, 5), "1/2"),
        (DUE, "1"),
        (date(2026, 8, 1), "1"),
    ],
)
def test_between_two_corners_the_line_is_straight_and_beyond_them_level(
    day: date, share: str
) -> None:
    assert share_at(LINE, day) == Fraction(share)


def test_before_its_first_corner_a_course_is_at_its_first_share() -> None:
    assert share_at(((EVE, Fraction(1, 3)), (DUE, _1)), date(2026, 6, 1)) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("day", "from_", "to"),
    [
        (date(2026, 6, 1), 0, 0),
        (EVE, 0, 1),
        (START, 0, 1),
        (date(2026, 7, 4), 1, 2),
        (date(2026, 7, 5), 1, 2),
        (DUE, 2, 2),
    ],
)
def test_a_share_is_told_by_the_corners_around_its_day(day: date, from_: int, to: int) -> None:
    why = explain_expected(Expectation(LINE, "milestones"), day, share_at(LINE, day))
    assert why.formula == "expected.line"
    assert why.result == Share(share_at(LINE, day))
    assert [(one.name, one.value) for one in why.inputs] == [
        ("day", Day(day)),
        ("from_day", Day(LINE[from_][0])),
        ("from_share", Share(LINE[from_][1])),
        ("to_day", Day(LINE[to][0])),
        ("to_share", Share(LINE[to][1])),
    ]


@pytest.mark.parametrize(
    ("basis", "formula", "inputs"),
    [
        ("linear", "line", 5),
        ("milestones", "line", 5),
        ("last_year", "last_year", 5),
        ("steps", "steps", 1),
        ("always", "always", 1),
        ("at_due", "at_due", 1),
    ],
)
def test_every_course_is_told_in_its_own_words(basis: Any, formula: str, inputs: int) -> None:
    why = explain_expected(Expectation(LINE, basis), START, Fraction(1, 10))
    assert (why.formula, len(why.inputs)) == (f"expected.{formula}", inputs)


def test_what_needs_no_reading_is_judged_on_the_day_itself() -> None:
    day = date(2026, 7, 8)
    for type_, judged in (
        ("milestones", day),
        ("yes_no", day),
        ("reach", START),
        ("keep_within", START),
    ):
        found = judging_day(undertaking(type_), START, "monthly", day, CALENDAR_YEAR)
        assert found == judged
    assert judging_day(undertaking(), None, "weekly", day, CALENDAR_YEAR) == date(2026, 7, 5)


# As last year went.

BEA, CARL, DORA = (Key("person", id_) for id_ in ("bea", "carl", "dora"))
JULY_AND_AUGUST = Timeframe(date(2026, 7, 1), date(2026, 8, 31))
MONTH_ENDS = {5: 31, 6: 30, 7: 31, 8: 31, 9: 30}


def last_year(
    readings: dict[Key, dict[int, str]], *members: Member, aggregate: str = "sum"
) -> LastYear:
    """Readings of the last days of months of 2025, by the month, of ``members``, else of all."""
    metric = Metric(id="m", unit="CNY", cadence="monthly", aggregate=aggregate)
    by_subject = {
        subject: tuple(
            Observation(day, day, Fraction(value), "")
            for month, value in found.items()
            for day in (date(2025, month, MONTH_ENDS[month]),)
        )
        for subject, found in readings.items()
    }
    series = Series(metric, date(2026, 8, 31), CALENDAR_YEAR, by_subject)
    return LastYear(series, members or tuple(Member(one) for one in readings), {})


def followed(found: LastYear, span: Timeframe = JULY_AND_AUGUST) -> Line | str:
    """The course of July and August 2026, or why there is none."""
    measure = Measurable(type="reach", target=Decimal(100))
    goal = Undertaking(Key("goal", "g"), "/measurable", measure, span, expected="last_year")
    return last_year_line(goal, found, CALENDAR_YEAR)


def ending(july: str) -> Line:
    """The course that comes to ``july`` by the end of July."""
    return (EVE, _0), (date(2026, 7, 31), Fraction(july)), (date(2026, 8, 31), _1)


@pytest.mark.parametrize(
    ("july", "august", "line"),
    [
        ("30", "70", ending("3/10")),
        ("0.25", "0.75", ending("1/4")),
        ("0.25", "0.25", ending("1/2")),
        ("0", "70", ending("0")),
        ("70", "0", ending("1")),
        ("0", "0", "no_total"),
        ("-10", "10", "no_total"),
        ("-10", "5", "no_total"),
        ("-1", "11", "outside"),
        ("11", "-1", "outside"),
    ],
)
def test_a_course_follows_the_shares_of_the_year_before(
    july: str, august: str, line: Line | str
) -> None:
    assert followed(last_year({BEA: {7: july, 8: august}})) == line


def test_of_a_month_that_is_cut_its_share_of_days_counts() -> None:
    # 16 of the 31 days of July.
    span = Timeframe(date(2026, 7, 16), date(2026, 8, 31))
    assert followed(last_year({BEA: {7: "31", 8: "16"}}), span) == (
        (date(2026, 7, 15), _0),
        (date(2026, 7, 31), Fraction(1, 2)),
        (date(2026, 8, 31), _1),
    )
    span = Timeframe(date(2026, 7, 1), date(2026, 8, 8))
    assert followed(last_year({BEA: {7: "8", 8: "31"}}), span) == (
        (EVE, _0),
        (date(2026, 7, 31), Fraction(1, 2)),
        (date(2026, 8, 8), _1),
    )


def test_only_totals_have_a_course_of_the_year_before() -> None:
    assert followed(last_year({BEA: {7: "1", 8: "1"}}, aggregate="last")) == "not_a_sum"


def test_a_budget_follows_the_year_before_where_the_goal_says_so() -> None:
    found = last_year({BEA: {7: "30", 8: "70"}})
    for expected, share in (("last_year", "3/10"), ("linear", "1/2")):
        goal = Undertaking(
            Key("goal", "g"),
            "/measurable",
            Measurable(type="keep_within"),
            JULY_AND_AUGUST,
            expected=expected,
        )
        line = straight_line(goal, found, CALENDAR_YEAR)
        assert share_at(line, date(2026, 7, 31)) == Fraction(share)


@pytest.mark.parametrize(
    ("carl", "line"),
    [
        ({6: "1", 9: "1"}, "missing"),
        ({6: "1", 8: "1"}, "missing"),
        ({7: "1", 9: "1"}, "missing"),
        # Who was not read before, or not after, is not missed; who is never read neither.
        ({8: "10"}, ending("3/11")),
        ({7: "10"}, ending("4/11")),
        ({5: "1"}, ending("3/10")),
        ({5: "1", 6: "1"}, ending("3/10")),
        ({9: "1"}, ending("3/10")),
        ({}, ending("3/10")),
    ],
)
def test_of_a_teams_people_those_are_missed_who_were_read_before_and_after(
    carl: dict[int, str], line: Line | str
) -> None:
    assert followed(last_year({BEA: {7: "30", 8: "70"}, CARL: carl})) == line


def test_somebody_who_is_named_is_always_missed() -> None:
    readings = {BEA: {7: "30", 8: "70"}, CARL: {8: "10"}}
    named = Member(CARL, is_named=True)
    assert followed(last_year(readings, Member(BEA), named)) == "missing"


def test_somebody_who_went_in_the_middle_of_a_month_is_missed_in_it() -> None:
    # The reading of July stands for its last day, when Carl was elsewhere.
    readings = {BEA: {7: "30", 8: "70"}, CARL: {7: "10", 9: "10"}}
    until = Member(CARL, end=date(2025, 7, 15))
    assert followed(last_year(readings, Member(BEA), until)) == "missing"


def test_nobody_is_missed_in_days_that_do_not_count_for_them() -> None:
    readings = {BEA: {7: "30", 8: "70"}, CARL: {6: "1", 9: "1"}, DORA: {6: "1", 9: "1"}}
    before = Member(CARL, end=date(2025, 6, 30), is_named=True)
    assert followed(last_year(readings, Member(BEA), before)) == ending("3/10")
    assert followed(last_year(readings, before, Member(BEA), Member(DORA))) == "missing"


@pytest.mark.parametrize(
    ("period", "cadence", "before"),
    [
        ("2026-W28", "weekly", "2025-W28"),
        # After a year of 53 weeks the number differs: the day of the week is the same.
        ("2027-W01", "weekly", "2026-W02"),
        ("2026-07", "monthly", "2025-07"),
        ("2028-02", "monthly", "2027-02"),
        ("2026-Q3", "quarterly", "2025-Q3"),
    ],
)
def test_the_period_of_the_year_before(period: str, cadence: str, before: str) -> None:
    found = parse_period(period)
    assert found is not None
    assert year_before(found, cadence, CALENDAR_YEAR) == parse_period(before)
