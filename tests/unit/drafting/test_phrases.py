"""Classes of phrases: what was, what is wanted, what only describes, and how a year is cut."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from planbook.drafting.draft import Found, draft_goal

AS_OF = date(2026, 9, 10)


def found(text: str) -> Found:
    return draft_goal(text, AS_OF).found


@pytest.mark.parametrize(
    "text",
    [
        "去年 5 月开了 4 家店，今年 5 月关了 3 家，可惜",
        "今年一季度增长 12%，二季度增长 9%，继续保持",
        "一季度增长 12%，二季度增长 9%",
        "上半年 70 家门店参加了评比，下半年希望更好",
        "复购率只有 24%，要想想办法",
        "Visited 21 shops this week and heard a lot of praise",
        "Opened 4 branches last May, closed 3 this September, what a pity",
        "The inspection found 31 defects, take them seriously",
        "Returns hit 40 sets in spring, so we must talk to the plant",
        "Win rate is at 18%, we need better offers",
        "Thank you to the 900 dealers of the first hour",
        "The launch must go well, no hiccups",
        "Talk to 2 or 3 dealers about it",
        "Think 10x about service",
        "客单价 600 元左右的客户值得维护",
        "二季度客诉有86起，太多了",
        "三季度缺货率是5.1%，成绩不理想，大家想想办法",
        "Delays were 14% in summer, which is too high",
    ],
)
def test_what_was_or_only_describes_is_no_target(text: str) -> None:
    assert found(text).target is None


@pytest.mark.parametrize(
    ("text", "target", "unit"),
    [
        ("每月 6 场直播，持续到 2027 年 3 月底", 6, "场"),
        ("Site visits: 7 per month until the end of 2027", 7, "visits"),
        ("Ship the 30 spare locks to Brno by tomorrow", 30, "locks"),
        ("Get between 20 and 24 pilot stores going by March", 20, "stores"),
        ("We're at 12 dealers now and I want 30 by Christmas", 30, "dealers"),
        ("展会上拿到的 90 条线索，本月内全部回访一遍", 90, "条"),
        ("Send a letter to each of our 40 dealers by Friday", 40, "dealers"),
        ("Hand in 5 proposals by 20 October", 5, "proposals"),
        ("三月底前再拿下三个千户以上的小区", 3, "个"),
        ("Three more estates with over 2,000 homes by the end of March", 3, "estates"),
        ("年底前把与竞品的价差缩小到 20 元", 20, "CNY"),
        ("Three million pounds of orders in H1 2027", 3_000_000, "GBP"),
        ("2027 年出货额做到 2 亿 3,000 万元", 230_000_000, "CNY"),
        ("Stay within a budget of $90k this year", 90_000, "USD"),
        ("Answer every ticket in under an hour by December", 1, "hours"),
        ("Seven in ten dealers use the portal by June", 70, "%"),
        ("年底前投诉压到每千单 4 起", 4, "起"),
    ],
)
def test_what_is_wanted_is_the_target(text: str, target: int, unit: str) -> None:
    goal = found(text)
    assert goal.target == target
    assert goal.unit == unit


@pytest.mark.parametrize(
    ("text", "baseline", "target", "direction"),
    [
        ("Delivery takes 11 days; make that 6 by 1 November", 11, 6, "decrease"),
        ("Stock should last 25 days, not 40, by Q2", 40, 25, "decrease"),
        ("70 visits a day in October instead of 50", 50, 70, "increase"),
        ("打开率 1.8%，想在 11 月做到 3%", "1.8", 3, "increase"),
        ("Open rate is 1.8%; I'd like 3% in November", "1.8", 3, "increase"),
        ("客诉率现在大概百分之六，明年三月底到百分之四", 6, 4, "decrease"),
        ("把新人首单时间从 40 天缩短到 25 天，三个月内", 40, 25, "decrease"),
        ("18 days without stock this year, 7 days next year", 18, 7, "decrease"),
    ],
)
def test_what_there_is_now_is_the_baseline(
    text: str, baseline: float | str, target: int, direction: str
) -> None:
    goal = found(text)
    assert goal.baseline == Decimal(baseline)
    assert goal.target == target
    assert goal.direction == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Win back 3 points of share by June", "increase"),
        ("Win back 15 old customers by June", "reach"),
        ("NPS up four points in Q4", "increase"),
        ("Box 20% smaller by April", "decrease"),
        ("Save 5% on freight in 2027", "decrease"),
        ("年底样板间补到 20 个", "increase"),
        ("样品费率压在 3% 以下，全年", "keep_within"),
        ("培训费用全年不突破 40 万", "keep_within"),
        ("差评率别再高于 1%，Q4", "keep_within"),
        ("年底前把账期最长 30 天落实", "keep_within"),
        ("Bad reviews never above 1% in Q4", "keep_within"),
        ("Lose no more than 4 samples in H2", "keep_within"),
        ("Cut late orders to no more than 4 in H2", "decrease"),
        ("Dealer satisfaction must not fall below 80 points in 2027", "keep_within"),
        ("At least 12 new partners by year end", "reach"),
        ("年底库存准确率不低于 98%", "reach"),
        ("Installation must cost less than €40 per order in H2", "keep_within"),
        ("10 月 20 日前提交三套降本方案", "reach"),
    ],
)
def test_the_way_that_words_push(text: str, direction: str) -> None:
    assert found(text).direction == direction


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("年底库存准确率 ≥98%", "increase"),
        ("95% of complaints resolved by December", "increase"),
        ("客诉率达到 2%，年底前", "decrease"),
    ],
)
def test_a_rate_that_one_wants_high_is_never_written_as_one_to_lower(
    text: str, measure: str
) -> None:
    assert found(text).measure == measure


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("今年最后两个月", date(2026, 12, 31)),
        ("明年前两个月", date(2027, 2, 28)),
        ("三季度内", date(2026, 9, 30)),
        ("三个季度内", date(2027, 6, 10)),
        ("年低前", date(2026, 12, 31)),
        ("2027 财年", date(2027, 12, 31)),
        ("次年三月底前", date(2027, 3, 31)),
        ("第 45 周前", date(2026, 11, 8)),
        ("到 28 号", date(2026, 9, 28)),
        ("the last two months of 2027", date(2027, 12, 31)),
        ("the first two months of next year", date(2027, 2, 28)),
        ("first half of next year", date(2027, 6, 30)),
        ("by Febuary 20", date(2027, 2, 20)),
        ("by the twenty-first of November", date(2026, 11, 21)),
    ],
)
def test_a_deadline_in_other_words(words: str, due: date) -> None:
    chinese = "一" <= words[-1] <= "鿿"
    text = f"{words}签约 20 家" if chinese else f"Sign 20 dealers {words}"
    goal = found(text)
    assert goal.due == due
    assert goal.target == 20


def test_a_full_stop_is_no_part_of_the_deadline() -> None:
    assert found("Reach a scan rate of 95 % by 2 November.").deadline_text == "by 2 November"
    assert found("Reach a scan rate of 95 % by Nov. 2").deadline_text == "by Nov. 2"


def test_the_words_that_give_time_are_no_part_of_the_deadline() -> None:
    assert found("再给你们六周，开单率做到三成").deadline_text == "六周"


@pytest.mark.parametrize(
    "text", ["2027 年 2 月底前拿到 ISO 14001 认证证书", "My trade licence within a year"]
)
def test_papers_are_there_or_not(text: str) -> None:
    assert found(text).form == "done"


@pytest.mark.parametrize(
    ("text", "target", "unit"),
    [
        ("希望年底达到12%，这个数字不好看也要面对", 12, "%"),
        ("Rent 2 floors by the end of Q4", 2, "floors"),
        ("年底前新开3层展厅", 3, "层"),
        ("Grow members to 400-500 by December", 400, "members"),
        ("Raise sales from 120 000 to 150 000 EUR by December", 150_000, "EUR"),
    ],
)
def test_a_figure_that_looks_like_a_name_or_a_complaint_stays_the_target(
    text: str, target: int, unit: str
) -> None:
    assert found(text).target == target
    assert found(text).unit == unit
