"""Which figure of a sentence is the target, and which are traps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from planbook.drafting.draft import Found, draft_goal

AS_OF = date(2026, 9, 10)


def found(text: str) -> Found:
    return draft_goal(text, AS_OF).found


@pytest.mark.parametrize(
    ("text", "baseline", "target", "unit", "direction"),
    [
        ("经销商由86家增至110家", 86, 110, "家", "increase"),
        ("逾期占比从12%压到7%", 12, 7, "%", "decrease"),
        ("Raise revenue from $4.2M to $5M", 4_200_000, 5_000_000, "USD", "increase"),
        ("conversion: 4.1% -> 6%", "4.1", 6, "%", "increase"),
        ("Bring NPS from -5 to +15", -5, 15, "points", "increase"),
        ("cut approval from 6 weeks to 2", 6, 2, "weeks", "decrease"),
        ("Get it to 97% from 90%", 90, 97, "%", "increase"),
        ("内推占比达到45%（当前28%）", 28, 45, "%", "increase"),
        ("Reply in under 3 hours by October, we're at 8 now", 8, 3, "hours", "decrease"),
        ("Bring NPS to 44 by December, today it's 29", 29, 44, "points", "increase"),
        (
            "Defects were 45 in August; cut them to 20 by the end of October",
            45,
            20,
            "defects",
            "decrease",
        ),
        ("Setup takes 12 days, which is too slow; 6 days by March", 12, 6, "days", "decrease"),
    ],
)
def test_from_one_level_to_another(
    text: str, baseline: float | str, target: float, unit: str, direction: str
) -> None:
    goal = found(text)
    assert goal.baseline == Decimal(baseline)
    assert goal.target == target
    assert goal.unit == unit
    assert goal.direction == direction


@pytest.mark.parametrize(
    "text",
    ["销售额提升20%，达到600万元", "Grow revenue by 20% to $6M", "将收入提升20%至600万元"],
)
def test_of_a_change_and_a_level_the_change_counts(text: str) -> None:
    goal = found(text)
    assert goal.target == 20
    assert goal.unit == "%"
    assert goal.form == "change"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("2、明年一季度把培训通过率提升到95%", 95),
        ("3. Reduce discounting to 12 percent", 12),
        ("KR2: lift attach rate to 35%", 35),
        ("用HL-2000新品打开民宿市场，卖出1500台", 1500),
        ("Push the HL-2000 to 1,500 units sold", 1500),
        ("Migrate the iPhone 17 app to 20 new screens", 20),
        ("Reduce scrap rate on line 4 to 1.5%", "1.5"),
        ("派4个人把华东销售额提升20%", 20),
        ("Visit partners twice a week and lift their reorder rate to 65%", 65),
        ("每周健身三次，体脂率降到18%", 18),
        ("联系电话13800138000，签约20家", 20),
        ("Put 5 people on it and sign 12 distributors", 12),
        ("By cutting 3 steps, reduce handling time to 4 minutes", 4),
        ("新签15家代理商，其中华南不少于6家", 15),
        ("Close 8 deals worth at least 50k each", 8),
        ("第三季度出货1500台", 1500),
        ("100%投入，新开6家门店", 6),
    ],
)
def test_the_target_is_told_from_other_figures(text: str, target: float | str) -> None:
    assert str(found(text).target) == str(target)


@pytest.mark.parametrize(
    "text",
    [
        "2026年要在渠道建设上再上新台阶",
        "聚焦三大战略、五大举措，赋能伙伴",
        "每周开两次例会，把培训抓起来",
        "派4个人去支持西部市场",
        "百分之百投入，用心服务好每一位伙伴",
        "7×24小时全天候守护客户，提供360度服务",
        "1. 优化流程 2. 提升效率 3. 加强协作",
        "把4S店渠道跑通",
        "Hold 3 meetings a week with the channel team",
        "Give 110% for our resellers",
        "Strengthen relationships with top 10 distributors",
        "Call 555-0142 about the reseller thing",
        "Work on item 7 of the roadmap",
        "Look into Industry 4.0 and Web3",
        "Our 300 partners deserve better support",
        "Have a team of 8 work on the migration",
        "Become number one",
        "客服电话 400-826-3391 要更热情",
        "客服电话021-6288 1234，态度要好",
        "Be friendlier on 0808 157 0442",
        "Our hotline 1-800-555-0199 must sound friendlier",
        "Improve the process behind PO-2026-00415",
        "文件编号QM/2026/031要认真学习",
        "根据市发〔2026〕8号文，抓好落实",
        "二楼和5楼的陈列要更好看",
        "请到302会议室，把服务谈透",
        "Better teamwork between floors 3 and 7",
        "Lines 1, 2 and 4 must talk more",
    ],
)
def test_figures_of_speech_frequencies_names_and_headcounts_are_no_targets(text: str) -> None:
    assert found(text).target is None


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("渠道毛利率提高2.5个百分点", "increase"),
        ("退货率控制在5%以内", "keep_within"),
        ("签约20家代理商", "reach"),
        ("提升客户满意度，年底达到90%", "increase"),
        ("Achieve a 30% reduction in overtime", "decrease"),
        ("We need 20% fewer escalations", "decrease"),
        ("Grow revenue to reach $5M", "increase"),
        ("Lift win rate by 5 points", "increase"),
        ("Improve response time by 20%", "decrease"),
        ("Raise 2 million dollars in seed funding", "reach"),
        ("Run a half marathon in under 2 hours", "reach"),
        ("Keep absenteeism below 3%", "keep_within"),
        ("Add 500 subscribers", "increase"),
    ],
)
def test_the_governing_word_gives_the_direction(text: str, direction: str) -> None:
    assert found(text).direction == direction


def test_a_sentence_without_a_figure_may_still_say_a_direction() -> None:
    assert found("尽快把销售额提上去").target is None
    assert found("Reduce costs where possible").direction == "decrease"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("NPS 从 32 拉到 45", "points"),
        ("Grow newsletter subscribers from 8k to 12k", "subscribers"),
        ("Increase the number of certified partners from 14 to 30", "partners"),
        ("华南销售额做到800万", "CNY"),
    ],
)
def test_a_bare_figure_takes_the_unit_of_its_metric(text: str, unit: str) -> None:
    assert found(text).unit == unit


def test_scope_outcome_and_metric_are_in_the_words_of_the_sentence() -> None:
    goal = found("在下一季度内提升某产品线的销售额20%")
    assert goal.scope == "某产品线"
    assert goal.outcome == "提升某产品线的销售额"
    assert goal.metric == "某产品线的销售额"
