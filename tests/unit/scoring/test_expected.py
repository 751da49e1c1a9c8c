"""The course that is expected: its corners, a day's share of it, and how it is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from planbook.model.document import Key
from planbook.model.goal import Measurable, Milestone
from planbook.periods import CALENDAR_YEAR
from planbook.quantities import Day, Share
from planbook.scoring.expected import (
    Expectation,
    Line,
    expect,
    explain_expected,
    judging_day,
    share_at,
    straight_line,
)
from planbook.scoring.undertaking import Span, Undertaking

# Ten days, and the day before them.
START, DUE, EVE, AFTER = date(2026, 7, 1), date(2026, 7, 10), date(2026, 6, 30), date(2026, 7, 11)
_0, _1 = Fraction(0), Fraction(1)


def undertaking(type_: str = "reach", *milestones: Milestone, **values: Any) -> Undertaking:
    """A goal of ten days that is to come to 100."""
    measure = Measurable(type=type_, target=Decimal(100), baseline=Decimal(0))
    span = Span(START, DUE)
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
