"""Deadlines, counted from Thursday, 10 September 2026."""

from __future__ import annotations

from datetime import date

import pytest

from planbook.drafting.draft import Found, draft_goal
from planbook.periods import CALENDAR_YEAR, FiscalYear

AS_OF = date(2026, 9, 10)


def found(text: str, fiscal: FiscalYear = CALENDAR_YEAR) -> Found:
    return draft_goal(text, AS_OF, fiscal).found


ENGLISH = {
    "by 15 October": "2026-10-15",
    "by October 15th, 2026": "2026-10-15",
    "by 10/15/2026": "2026-10-15",
    "by 15/10": "2026-10-15",
    "by 2026-10-15": "2026-10-15",
    "by the 25th": "2026-09-25",
    "before March": "2027-03-31",
    "before 15 October": "2026-10-15",
    "by March next year": "2027-03-31",
    "next quarter": "2026-12-31",
    "in the fourth quarter": "2026-12-31",
    "by the end of Q3": "2026-09-30",
    "Q4 FY26": "2026-12-31",
    "Q2 '27": "2027-06-30",
    "by the end of the third quarter": "2026-09-30",
    "in the first half": "2027-06-30",
    "in H2": "2026-12-31",
    "second half of next year": "2027-12-31",
    "this month": "2026-09-30",
    "by the end of next month": "2026-10-31",
    "by mid-November": "2026-11-15",
    "by early January": "2027-01-10",
    "by mid-2027": "2027-06-30",
    "by Friday": "2026-09-11",
    "by next Friday": "2026-09-18",
    "within two weeks": "2026-09-24",
    "within 90 days": "2026-12-09",
    "in 6-8 weeks": "2026-11-05",
    "in two to three months": "2026-12-10",
    "in 10 business days": "2026-09-24",
    "over the next two quarters": "2027-03-10",
    "within half a year": "2027-03-10",
    "by year end": "2026-12-31",
    "by EOY": "2026-12-31",
    "by eoq": "2026-09-30",
    "by the end of 2027": "2027-12-31",
    "in 2027": "2027-12-31",
    "this autumn": "2026-11-30",
    "by Christmas": "2026-12-25",
    "by Black Friday": "2026-11-27",
    "by Easter": "2027-03-28",
    "by Chinese New Year": "2027-02-06",
    "by Singles' Day": "2026-11-11",
    "between October 1 and December 20": "2026-12-20",
    "from October through December": "2026-12-31",
}
CHINESE = {
    "在下一季度内": "2026-12-31",
    "本季度末前": "2026-09-30",
    "第四季度": "2026-12-31",
    "Q4": "2026-12-31",
    "26Q4": "2026-12-31",
    "2027年第二季度末": "2027-06-30",
    "明年一季度": "2027-03-31",
    "上半年": "2027-06-30",
    "下半年": "2026-12-31",
    "年底前": "2026-12-31",
    "明年年底": "2027-12-31",
    "2027年": "2027-12-31",
    "本财年内": "2026-12-31",
    "FY27": "2027-12-31",
    "月底前": "2026-09-30",
    "下个月底前": "2026-10-31",
    "10月": "2026-10-31",
    "3月前": "2027-03-31",
    "10月中旬前": "2026-10-20",
    "11月上旬": "2026-11-10",
    "10月15日前": "2026-10-15",
    "十月三十一日前": "2026-10-31",
    "12/15前": "2026-12-15",
    "2026-12-20前": "2026-12-20",
    "15号前": "2026-09-15",
    "5号前": "2026-10-05",
    "下周五前": "2026-09-18",
    "本周日": "2026-09-13",
    "三个月内": "2026-12-10",
    "4-6周内": "2026-10-22",
    "10个工作日内": "2026-09-24",
    "半年内": "2027-03-10",
    "一年半内": "2028-03-10",
    "半个月内": "2026-09-25",
    "未来两个季度内": "2027-03-10",
    "双十一": "2026-11-11",
    "国庆节前": "2026-10-01",
    "春节前": "2027-02-06",
    "中秋前": "2026-09-25",
    "下週五前": "2026-09-18",
    "三個月內": "2026-12-10",
    "10月起到年底": "2026-12-31",
}


@pytest.mark.parametrize(("words", "due"), ENGLISH.items())
def test_an_english_deadline_is_the_last_day_of_its_period(words: str, due: str) -> None:
    goal = found(f"Grow sales by 20% {words}")
    assert goal.due == date.fromisoformat(due)
    assert goal.target == 20


@pytest.mark.parametrize(("words", "due"), CHINESE.items())
def test_a_chinese_deadline_is_the_last_day_of_its_period(words: str, due: str) -> None:
    goal = found(f"{words}把销售额提升20%")
    assert goal.due == date.fromisoformat(due)
    assert goal.target == 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("在下一季度内提升销售额20%", "下一季度"),
        ("10月15日之前提升销售额20%", "10月15日之前"),
        ("三个月内提升销售额20%", "三个月内"),
        ("Grow sales 20% in the next quarter", "next quarter"),
        ("Grow sales 20% by 15 October", "by 15 October"),
        ("Grow sales 20% within two weeks", "within two weeks"),
    ],
)
def test_the_deadline_is_quoted_with_the_words_that_carry_meaning(text: str, words: str) -> None:
    assert found(text).deadline_text is not None
    assert words in str(found(text).deadline_text)
    assert str(found(text).deadline_text) in text


@pytest.mark.parametrize(
    "text",
    [
        "Meet the team twice a week",
        "每周开两次例会",
        "Grow sales 20% compared with last year",
        "销售额同比去年提升20%",
        "hire someone with 3 years of experience",
        "招聘5年以上经验的经理",
        "把响应时间缩短到2天以内",
        "as soon as possible",
        "尽快把销售额提上去",
    ],
)
def test_frequencies_the_past_and_quantities_are_no_deadlines(text: str) -> None:
    assert found(text).deadline_text is None


def test_a_period_begins_with_its_first_day_and_a_limit_with_the_day_of_writing() -> None:
    assert found("下一季度销售额提升20%").start == date(2026, 10, 1)
    assert found("Grow sales 20% by the end of Q4").start == AS_OF


def test_a_day_with_another_deadline_beside_it_yields_to_the_plainer_words() -> None:
    goal = found("Ensure orders ship within 2 days by the end of October")
    assert goal.due == date(2026, 10, 31)
    assert goal.target == 2
    assert goal.unit == "days"


def test_quarters_follow_the_fiscal_year() -> None:
    from_april = FiscalYear(4)
    assert found("Q1销售额提升20%", from_april).due == date(2027, 6, 30)
    assert found("本财年销售额提升20%", from_april).due == date(2027, 3, 31)
    assert found("Raise sales by 20% in this half", from_april).due == date(2026, 9, 30)


def test_a_fiscal_year_is_named_as_the_project_names_it() -> None:
    by_start, by_end = FiscalYear(10), FiscalYear(10, "end")
    assert found("Raise sales by 20% in FY27", by_start).due == date(2028, 9, 30)
    assert found("Raise sales by 20% in FY27", by_end).due == date(2027, 9, 30)
    assert found("2027年Q1销售额提升20%", by_end).due == date(2026, 12, 31)
    assert found("本财年销售额提升20%", by_end).due == date(2026, 9, 30)


def test_an_occasion_without_a_date_is_quoted_but_has_no_day() -> None:
    goal = found("Cut absenteeism by 10% by the end of the semester")
    assert (goal.deadline_text, goal.due) == ("by the end of the semester", None)
    questions = draft_goal("Cut absenteeism by 10% by the end of the semester", AS_OF).missing
    assert "day" in {asked.part for asked in questions}


@pytest.mark.parametrize("as_of", [date(1, 1, 1), date(9999, 12, 31), date(2028, 2, 29)])
def test_any_day_of_writing_will_do(as_of: date) -> None:
    for words in (*ENGLISH, *CHINESE):
        draft_goal(f"{words} 20%", as_of)


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("错发率 | 现状 0.9% | 目标 0.4% | 截止 11/30", "11/30", date(2026, 11, 30)),
        ("准时率 | 现状 87% | 目标 95% | 截止日期：11/15", "11/15", date(2026, 11, 15)),
        ("缺货 | 上季 11次 | 本季目标 不超过4次 | 9/28", "9/28", date(2026, 9, 28)),
        ("Scrap | now 3% | target 2% | due 15-Nov-26", "15-Nov-26", date(2026, 11, 15)),
        ("Scrap | now 3% | due: 10/31 | target 2%", "10/31", date(2026, 10, 31)),
    ],
)
def test_a_date_in_a_cell_of_a_table_is_the_deadline(text: str, words: str, due: date) -> None:
    assert found(text).deadline_text == words
    assert found(text).due == due


def test_a_start_that_is_complete_in_itself_is_not_quoted_with_the_deadline() -> None:
    goal = found("从下个月起到11月底，把空驶率减少四分之一")
    assert goal.deadline_text == "到11月底"
    assert goal.start == date(2026, 10, 1)
    assert goal.due == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("年会前收集200条客户评价", "年会前"),
        ("Attendance to 93% by the end of the autumn term", "by the end of the autumn term"),
    ],
)
def test_an_occasion_that_only_its_people_know_is_quoted_in_full(text: str, words: str) -> None:
    assert found(text).deadline_text == words
    assert found(text).due is None
