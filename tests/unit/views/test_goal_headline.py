"""The sentence at the top of a goal's page: in its own unit, of a day that it names."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import html_at
from planbook.model.document import Document
from planbook.model.handbook import Handbook

ANN = document("person", "ann", name={"en": "Ann Lee"})
QUARTER = {"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"}


def goal(measurable: dict[str, Any], *checkins: tuple[str, object], **values: Any) -> Document:
    return document(
        "goal",
        "g",
        **{
            "owner": "ann",
            "period": "2026-Q3",
            "measurable": measurable,
            "time_bound": QUARTER,
            "checkins": [{"date": day, "value": value} for day, value in checkins],
            **values,
        },
    )


def reach(target: float, unit: str = "CNY") -> dict[str, Any]:
    return {"type": "reach", "unit": unit, "target": target}


def level(type_: str, baseline: float, target: float, unit: str = "count") -> dict[str, Any]:
    return {"type": type_, "unit": unit, "baseline": baseline, "target": target}


def within(**values: Any) -> dict[str, Any]:
    return {"type": "keep_within", "unit": "weeks", **values}


def due_on(day: str, start: str = "2026-06-01") -> dict[str, Any]:
    return {"start": start, "due": day, "cadence": "monthly"}


def headline(*documents: Document, language: str = "en") -> str:
    """Return the sentence on the page of the goal."""
    return headline_of(handbook_of(ANN, *documents), language)


def headline_of(handbook: Handbook, language: str = "en") -> str:
    folder = "" if language == "en" else f"{language}/"
    html = html_at(handbook, f"{folder}goals/g/index.html")
    found = re.search(r'<span class="headline">(.*?)</span></p>', html, re.DOTALL)
    assert found, html
    return " ".join(unescape(re.sub(r"<[^>]*>", "", found.group(1))).split())


# A total


def test_a_total_stands_beside_its_target_and_what_was_expected_by_the_day_of_its_reading() -> None:
    # 3.2 M · 62/92 = 2.1565 M were expected by 31 August.
    one = goal(reach(3_200_000), ("2026-08-31", 1_570_000))
    assert headline(one) == "CNY 1.57M of CNY 3.20M; CNY 0.59M behind what was expected by 31 Aug"
    assert (
        headline(one, language="zh")
        == "已完成 157 万元，目标 320 万元；比8月31日应到的水平落后 58.7 万元"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2_460_000, "CNY 2.46M of CNY 3.20M; CNY 0.30M ahead of what was expected by 31 Aug"),
        # 46/92 are half.
        (1_600_000, "CNY 1.60M of CNY 3.20M; as much as was expected by 15 Aug"),
        # A little is told in a smaller scale, not as nothing.
        (1_599_000, "CNY 1.60M of CNY 3.20M; CNY 1,000 behind what was expected by 15 Aug"),
        (20_000, "CNY 20,000 of CNY 3.20M; CNY 1.58M behind what was expected by 15 Aug"),
        (3_200_000, "CNY 3.20M of CNY 3.20M; reached"),
        (3_300_000, "CNY 3.30M of CNY 3.20M; reached, CNY 0.10M above"),
        (0, "CNY 0 of CNY 3.20M; CNY 1.60M behind what was expected by 15 Aug"),
    ],
)
def test_what_a_total_is_ahead_behind_or_above_is_told_in_money(value: int, said: str) -> None:
    day = "2026-08-31" if value == 2_460_000 else "2026-08-15"
    assert headline(goal(reach(3_200_000), (day, value))) == said


def test_what_is_counted_is_named_once() -> None:
    one = goal(reach(100, "shops"), ("2026-08-15", 48))
    assert headline(one) == "48 of 100 shops; 2 shops behind what was expected by 15 Aug"


def test_expected_and_reading_speak_of_one_day_and_an_older_reading_is_named() -> None:
    # 57 days old: held against the last month that closed, 62 of 92 days.
    one = goal(reach(920), ("2026-07-15", 200))
    assert headline(one) == (
        "CNY 200 of CNY 920; CNY 420 behind what was expected by 31 Aug;"
        " the latest reading is that of 15 Jul"
    )


# A level


def test_a_level_is_on_its_way_from_its_start_to_its_target() -> None:
    # Half of the way from 80 to 20 is 50.
    one = goal(level("decrease", 80, 20), ("2026-08-15", 62))
    assert headline(one) == "62 on the way from 80 to 20; 12 behind what was expected by 15 Aug"
    assert headline(one, language="zh") == "目前 62，起点 80，目标 20；比8月15日应到的水平落后 12"


def test_a_rising_level_that_fell_is_below_where_it_started() -> None:
    one = goal(level("increase", 80, 90), ("2026-08-15", 62))
    assert headline(one) == (
        "Below where it started: 62 against a start of 80, with a target of 90;"
        " 23 behind what was expected by 15 Aug"
    )
    assert headline(one, language="zh").startswith("低于起点：目前 62，起点 80，目标 90")


def test_a_falling_level_that_rose_is_above_where_it_started_and_percentages_differ_in_points() -> (
    None
):
    # 9.8 − 1.8 · 62/92 = 8.587
    one = goal(level("decrease", 9.8, 8, "%"), ("2026-08-31", 11.3))
    assert headline(one) == (
        "Above where it started: 11.3% against a start of 9.8%, with a target of 8%;"
        " 2.7 percentage points behind what was expected by 31 Aug"
    )
    assert headline(one, language="zh").endswith("比8月31日应到的水平落后 2.7 个百分点")


def test_a_short_way_is_told_finely_enough_to_see_it() -> None:
    one = goal(level("increase", 0.99, 1, "ratio"), ("2026-08-15", 0.9925))
    assert headline(one) == (
        "0.9925 on the way from 0.99 to 1 ratio; 0.003 ratio behind what was expected by 15 Aug"
    )


def test_a_falling_level_is_reached_from_above() -> None:
    one = goal(level("decrease", 9.8, 8, "%"), ("2026-08-31", 7.6))
    assert headline(one) == ("7.6% against a target of 8%; reached, 0.4 percentage points below")


# Over


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2_400_000, "CNY 2.40M of CNY 2.60M; missed by CNY 0.20M"),
        (2_700_000, "CNY 2.70M of CNY 2.60M; reached, CNY 0.10M above"),
        # Rounded it would be 2.60M.
        (2_599_000, "CNY 2.59M of CNY 2.60M; missed by CNY 1,000"),
    ],
)
def test_what_is_over_was_reached_or_missed_by_so_much(value: int, said: str) -> None:
    one = goal(reach(2_600_000), ("2026-08-31", value), time_bound=due_on("2026-08-31"))
    assert headline(one) == said


def test_a_level_that_just_missed_is_not_rounded_to_its_target() -> None:
    one = goal(
        level("decrease", 9.8, 8, "%"), ("2026-08-31", 8.004), time_bound=due_on("2026-08-31")
    )
    assert headline(one) == "8.01% against a target of 8%; missed by 0.004 percentage points"


def test_what_was_missed_long_ago_by_an_old_reading_says_of_when_that_is() -> None:
    one = goal(
        reach(100),
        ("2026-05-31", 80),
        period="2026-Q2",
        time_bound=due_on("2026-06-30", "2026-04-01"),
    )
    assert headline(one) == (
        "CNY 80 of CNY 100; missed by CNY 20; the latest reading is that of 31 May"
    )


def test_a_final_reading_that_may_still_come_is_waited_for() -> None:
    one = goal(reach(100), ("2026-07-31", 80), time_bound=due_on("2026-08-31"))
    assert headline(one) == (
        "CNY 80 of CNY 100; the final reading, for 31 Aug, is not in yet;"
        " the latest reading is that of 31 Jul"
    )
    assert "8月31日的期末数据还没有录入" in headline(one, language="zh")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("achieved", "CNY 80 of CNY 100; CNY 20 short of the target"),
        ("missed", "CNY 80 of CNY 100; missed by CNY 20"),
        ("cancelled", "CNY 80 of CNY 100; last read for 31 Aug"),
    ],
)
def test_what_the_owner_closed_is_told_by_its_figures_in_words_that_agree(
    outcome: str, said: str
) -> None:
    one = goal(
        reach(100),
        ("2026-08-31", 80),
        time_bound=due_on("2026-08-31"),
        result={"outcome": outcome},
    )
    assert headline(one) == said


# Aspirational


def test_an_aspirational_goal_is_held_against_what_a_success_takes() -> None:
    # Of 100, 70 are a success; half of that by half time.
    behind = goal(reach(100, "shops"), ("2026-08-15", 33), commitment="aspirational")
    assert headline(behind) == (
        "33 of 100 shops; 2 shops behind what success at 70 shops takes by 15 Aug"
    )
    ahead = goal(reach(100, "shops"), ("2026-08-15", 36), commitment="aspirational")
    assert headline(ahead) == (
        "36 of 100 shops; 1 shops ahead of what success at 70 shops takes by 15 Aug"
    )
    assert "On track" in html_at(handbook_of(ANN, ahead), "goals/g/index.html")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (75, "75 of 100 shops; a success: the mark was 70 shops"),
        (66, "66 of 100 shops; 4 shops short of success at 70 shops"),
        (100, "100 of 100 shops; reached"),
    ],
)
def test_an_aspirational_goal_that_is_over_was_a_success_or_not(value: int, said: str) -> None:
    one = goal(
        reach(100, "shops"),
        ("2026-08-31", value),
        commitment="aspirational",
        time_bound=due_on("2026-08-31"),
    )
    assert headline(one) == said


# Before there is anything to tell


def test_a_goal_before_its_start_says_what_is_to_come() -> None:
    ahead = {"start": "2026-10-01", "due": "2026-12-31"}
    assert headline(goal(reach(3_200_000), time_bound=ahead, period="2026-Q4")) == (
        "Starts on 1 Oct: CNY 3.20M by 31 Dec"
    )
    assert headline(goal(level("increase", 80, 90), time_bound=ahead, period="2026-Q4")) == (
        "Starts on 1 Oct: from 80 to 90 by 31 Dec"
    )
    assert headline(goal({"type": "yes_no"}, time_bound=ahead, period="2026-Q4")) == (
        "Starts on 1 Oct, due on 31 Dec"
    )


def test_what_has_just_begun_is_not_compared() -> None:
    early = {"start": "2026-09-08", "due": "2026-12-31", "cadence": "weekly"}
    one = goal(reach(100), ("2026-09-09", 1), time_bound=early, period="2026")
    assert headline(one) == "CNY 1 of CNY 100; due on 31 Dec"


def test_what_nobody_has_read_is_not_told_as_nothing() -> None:
    assert headline(goal(reach(100))) == "Not known yet; the target is CNY 100 by 30 Sep"
    late = goal(reach(100), time_bound=due_on("2026-06-30", "2026-04-01"), period="2026-Q2")
    assert headline(late) == "It was due on 30 Jun; whether it was reached is not known"
    assert headline(goal(within(max=5))) == "Not known yet; due on 30 Sep"


def test_a_goal_without_days_says_so() -> None:
    one = goal(reach(100), period=None, time_bound={})
    assert headline(one) == "It has no start and due date."


# Within bounds


def test_readings_inside_their_bounds_are_counted() -> None:
    months = [
        (f"2026-{month:02}-28", value) for month, value in enumerate((4, 3, 5, 6, 4), start=4)
    ]
    time = {"start": "2026-04-01", "due": "2026-09-30", "cadence": "monthly"}
    one = goal(within(min=3, max=5), *months, time_bound=time, period="2026")
    assert headline(one) == (
        "4 of 5 readings inside 3–5 weeks; all of them must be; the latest is 4 weeks"
    )
    some = goal(within(max=5, share=0.8), *months, time_bound=time, period="2026")
    assert headline(some) == (
        "4 of 5 readings at or below 5 weeks; 80% of them must be; the latest is 4 weeks"
    )
    assert headline(some, language="zh").startswith("5 次数据中有 4 次不超过 5周；要求达到 80%")


def test_a_budget_is_held_against_what_is_allowed_by_now() -> None:
    # Half of 20 by half time.
    budget = {"type": "keep_within", "unit": "visits", "max": 20, "per": "period"}
    assert headline(goal(budget, ("2026-08-15", 12))) == (
        "12 of 20 visits used; 10 visits allowed by 15 Aug"
    )
    time = due_on("2026-08-31")
    assert headline(goal(budget, ("2026-08-31", 25), time_bound=time)) == (
        "25 of 20 visits used; 5 visits over the limit"
    )
    assert headline(goal(budget, ("2026-08-31", 18), time_bound=time)) == (
        "18 of 20 visits used; kept, with 2 visits to spare"
    )
    assert headline(goal(budget, ("2026-08-31", 20), time_bound=time)) == (
        "20 of 20 visits used; kept"
    )


def test_the_figure_of_a_whole_time_is_inside_or_outside() -> None:
    one = goal(
        {"type": "keep_within", "unit": "visits", "min": 10, "max": 20, "per": "period"},
        ("2026-08-31", 25),
    )
    assert headline(one) == "25 visits in all; outside 10–20 visits"


def test_too_few_readings_are_counted_and_not_called_none() -> None:
    months = [(day, 4) for day in ("2025-10-31", "2026-01-31", "2026-08-31")]
    time = {"start": "2025-09-01", "due": "2026-08-31", "cadence": "monthly"}
    one = goal(within(min=3, max=5), *months, time_bound=time, period="2026")
    assert headline(one) == (
        "3 of 3 readings inside 3–5 weeks; read in 3 of 12 periods, too few to judge"
    )
    assert "no reading yet" not in html_at(handbook_of(ANN, one), "goals/g/index.html")


# Pieces of work, a yes or no


def marks(*milestones: dict[str, Any]) -> dict[str, Any]:
    return {**QUARTER, "milestones": [{"title": {"en": "m"}, **one} for one in milestones]}


def test_milestones_are_counted_beside_those_that_were_due() -> None:
    done = [{"due": day, "done": True} for day in ("2026-07-31", "2026-08-15")]
    open_ = [{"due": day} for day in ("2026-08-31", "2026-09-15", "2026-09-30")]
    time = marks(*done, *open_)
    one = goal({"type": "milestones"}, time_bound=time)
    assert headline(one) == "2 of 5 milestones done; 3 expected by 10 Sep"
    assert headline(one, language="zh") == "5 个里程碑已完成 2 个；到9月10日应完成 3 个"


def test_milestones_that_weigh_differently_are_told_by_their_weight_too() -> None:
    time = marks(
        {"due": "2026-07-31", "weight": 1, "done": True},
        {"due": "2026-08-31", "weight": 2, "done": 0.5},
        {"due": "2026-09-30", "weight": 1},
    )
    # 1 + half of 2 of 4; 3 of 4 were due.
    assert headline(goal({"type": "milestones"}, time_bound=time)) == (
        "1 of 3 milestones done; 1 more in part; 2 expected by 10 Sep;"
        " by weight 50% done, 75% expected"
    )


def test_what_was_done_after_the_due_date_is_not_counted() -> None:
    late = {
        **due_on("2026-08-31"),
        "milestones": [
            {"title": {"en": "m"}, "due": "2026-08-15", "done": "2026-08-14"},
            {"title": {"en": "m"}, "due": "2026-08-31", "done": "2026-09-05"},
        ],
    }
    assert headline(goal({"type": "milestones"}, time_bound=late)) == "1 of 2 milestones done"


@pytest.mark.parametrize(
    ("checkins", "due", "said"),
    [
        ([], "2026-09-30", "No answer yet; due on 30 Sep"),
        ([("2026-08-31", False)], "2026-09-30", "Not done yet; due on 30 Sep"),
        ([("2026-08-31", True)], "2026-09-30", "Done, by the check-in of 31 Aug"),
        ([("2026-08-31", False)], "2026-08-31", "Not done by 31 Aug"),
        ([], "2026-06-30", "It was due on 30 Jun; nobody has said whether it was done"),
    ],
)
def test_a_yes_or_no_is_answered_in_words(
    checkins: list[tuple[str, bool]], due: str, said: str
) -> None:
    one = goal({"type": "yes_no"}, *checkins, time_bound=due_on(due), period="2026")
    assert headline(one) == said


# Nowhere on the page outside of the arithmetic


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_negative_share_or_pace_stands_outside_the_arithmetic(language: str) -> None:
    settings = msgspec.structs.replace(SETTINGS, scoring={"pace": {"preset": "engagedly"}})
    one = goal(
        level("increase", 80, 84), ("2026-07-31", 79), ("2026-08-15", 78), ("2026-08-31", 73.8)
    )
    path = f"{'' if language == 'en' else 'zh/'}goals/g/index.html"
    for handbook in (handbook_of(ANN, one), handbook_of(ANN, one, settings=settings)):
        html = html_at(handbook, path)
        shown = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
        assert "−155%" in html
        assert "−155" not in shown
        assert not re.search(r"−\d+(\.\d+)?%", shown)
        assert "−2.3" not in shown
