"""What a sentence does not say is not made up: it is asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from planbook.drafting.draft import draft_goal

AS_OF = date(2026, 9, 10)


@pytest.mark.parametrize(
    "text",
    [
        "Deliver 10x impact for our customers",
        "Strengthen relations with tier-2 distributors",
        "加强 tier-2 经销商的关系维护",
        "Last year we sold $23M; let's beat that",
        "去年销售额2.3亿，今年要更上一层楼",
        "上季度回款 1200 万，同比增长 12%，希望再创佳绩",
        "After 15 years in the market we need fresh energy",
        "公司成立15年了，大家要有归属感",
        "The 12 of us should pull together",
        "A team of 14: raise the win rate",
        "30人的团队人均产出提升",
        "Raise conversion; the benchmark is 35%",
        "竞品 A 的份额已经到 35%，我们要有危机感",
        "The new model at $199 must sell better",
        "零售价 1999 元的新品要卖得更好",
        "80% of problems are communication problems",
        "会议定于 9 月 20 日下午 3 点召开，请准时参加",
        "Keep in good contact with customers in more than 20 countries",
    ],
)
def test_a_figure_that_is_no_target_is_none_and_scores_like_none(text: str) -> None:
    draft = draft_goal(text, AS_OF)
    assert draft.found.target is None
    assert draft.total < 25
    assert {"target", "outcome"} & {asked.part for asked in draft.missing}


@pytest.mark.parametrize(
    "text",
    [
        "Sign 5 agents before the spring fair",
        "春季糖酒会前签下5家代理",
        "Ship 200 units before the autumn campaign",
        "入冬前备货3000套",
        "年前签下5家代理",
    ],
)
def test_an_event_is_no_last_day_of_its_season(text: str) -> None:
    draft = draft_goal(text, AS_OF)
    assert draft.found.due is None
    assert draft.found.deadline_text
    assert "day" in {asked.part for asked in draft.missing}


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("去年才41家活跃门店，12月31日前做到60家", 41, 60),
        ("Active stores: now 41, 60 by 31 Dec", 41, 60),
        ("Online share (base 18%) up to 25% by April", 18, 25),
        ("KPI | 新品占比，上期 35%，目标 48%，明年二季度", 35, 48),
        ("Picking errors are at 2.6%, we want 1.5% in November", "2.6", "1.5"),
        ("Take partner NPS from −5 to 20 by June", -5, 20),
        ("第四季度渠道费用率6%以下（三季度7.4%）", "7.4", 6),
        ("Dead stock down to 5% by March (industry average: 8%)", None, 5),
        ("We have 84 open cases and want to halve them by May", None, -50),
        ("明年6月前开出4家毛利率超过30%的形象店", None, 4),
        ("每月新增 10 家，全年 120 家", None, 120),
        ("两年内把线上销售额做到现在的2倍", None, 100),
    ],
)
def test_baseline_and_target_are_those_of_the_same_thing(
    text: str, baseline: int | str | None, target: int | str
) -> None:
    found = draft_goal(text, AS_OF).found
    assert found.target == Decimal(target)
    assert found.baseline == (None if baseline is None else Decimal(baseline))


@pytest.mark.parametrize(
    "text",
    [
        "11月1日新版经销商合同通过法务评审并下发",
        "10 月 8 日前与法务确认完独家代理条款",
        "New dealer contract reviewed by legal and published by 30 November",
        "Exclusivity clause agreed with legal by Nov 30",
        "ERP cut over on 15 October",
        "Finalise the East channel assessment by 15 Nov",
    ],
)
def test_a_result_that_can_be_checked_on_a_day_scores_like_a_goal(text: str) -> None:
    draft = draft_goal(text, AS_OF)
    assert (draft.found.form, draft.found.direction, draft.found.target) == ("done", "reach", None)
    assert draft.total >= 40


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("7 月 8 日前把报价响应压缩 3 天", "7 月 8 日前", date(2027, 7, 8)),
        ("與客戶約定 12 月 15 日前簽約 20 家", "12 月 15 日前", date(2026, 12, 15)),
        ("月末结账前对完，回款 300 万元 11月25日前到账", "11月25日前", date(2026, 11, 25)),
        ("半年省下50万元物流费", "半年", date(2027, 3, 10)),
        ("Every Monday we check: 12 dealers by 15 Dec", "by 15 Dec", date(2026, 12, 15)),
        ("Train 6 reps by the last Tuesday of November", None, date(2026, 11, 24)),
        ("Sign 5 agents by the 15th of next month", None, date(2026, 10, 15)),
        ("Sign 5 agents by the end of week 45", None, date(2026, 11, 8)),
        ("9月最后一个周五前追回货款150万", None, date(2026, 9, 25)),
        ("第40周签下5家代理", "第40周", date(2026, 10, 4)),
        ("10月内做到每单安装2小时", "10月", date(2026, 10, 31)),
        ("Zero stock-outs for three weeks running by 1 Dec", "by 1 Dec", date(2026, 12, 1)),
    ],
)
def test_the_deadline_is_the_plainest_of_the_dates(text: str, words: str | None, due: date) -> None:
    found = draft_goal(text, AS_OF).found
    assert found.due == due
    assert words in (None, found.deadline_text)
