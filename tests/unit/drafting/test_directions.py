"""Which way everyday words push a figure: up, down, to a mark, or not past it."""

from __future__ import annotations

from datetime import date

import pytest

from planbook.drafting.draft import draft_goal

AS_OF = date(2026, 9, 10)

# fmt: off
SENTENCES = {
    "increase": (
        "年底前线上占比再上一个台阶到40%，现在32%",
        "Q4 客单价抬高 30 元",
        "明年一季度门店数扩到 120 家",
        "下半年复购率往上走 3 个点",
        "双十二把转化拉到 6%，平时 4%",
        "12月人效做高 15%",
        "明年海外占比从一成抬到两成",
        "让社群活跃度年底翻两番",
        "10 月日均订单比 9 月多 50 单",
        "Q4 出货较 Q3 高出 8%",
        "三个月把体验店引流人数做大一倍",
        "Bring online share to 40% by year end, up from 32%",
        "Move average ticket up by 30 yuan in Q4",
        "Expand to 120 stores in Q1",
        "Get conversion from 4 to 6% by 12 December",
        "Daily orders 50 higher than in September by the end of October",
        "Quadruple community activity by year end",
        "Q4 shipments 8% above Q3",
        "Output per head +15% in December",
        "We want our NPS to improve by 10 points by June",
        "Response rate: improve to 45% by March from 30%",
        "Accelerate the growth of new accounts to 8% by Q2 from 5%",
    ),
    "decrease": (
        "年底前把报价错误打到 1% 以下",
        "明年退货率砍到 3%",
        "Q4 单均物流成本摊薄 5%",
        "明年 3 月底前，账龄一年以上欠款收窄到 100 万",
        "Q4 库存水位往下调 15%",
        "半年内人均报销少 200 元",
        "年底流失客户数要比去年少三成",
        "下季度安装返工降两个点",
        "把门店空置面积压减 500 平方米，年底前",
        "到 12 月，响应时间由两小时提速到 40 分钟",
        "Get quote errors below 1% by year end",
        "Take returns down to 3% next year",
        "Spread logistics cost thinner: 5% less per order in Q4",
        "Bring debts older than a year down to 1M by the end of March",
        "Stock level 15% lower in Q4",
        "Each of us to claim €200 less in expenses within six months",
        "Lose 30% fewer customers than last year by December",
        "Reduce rework by two points next quarter",
        "Shrink empty shop space by 500 sqm by year end",
        "Response time improved from two hours to 40 minutes by December",
        "Get rid of 60 idle demo units by year end",
        "Ease the backlog to 200 tickets by Friday",
        "Turnover among installers falls to 8% by Q3",
    ),
    "keep_within": (
        "Q4 门店报损不许多于 20 单",
        "明年样品费用卡在 30 万以内",
        "全年员工工伤为 0",
        "Q4 现金储备不能少于 500 万",
        "明年毛利率不跌破 28%",
        "下半年交付延期最多 2 单",
        "库存周转天数维持在 45 天以内，明年上半年",
        "每季度重大投诉数为零",
        "确保四季度系统停机时间不多于 2 小时",
        "12 月应收账款余额封顶 800 万",
        "Shop write-offs in Q4: not more than 20",
        "Samples are to cost no more than 300k next year",
        "No work accidents in Q4",
        "Cash reserves must stay above 5M in Q4",
        "Gross margin never under 28% next year",
        "Two late deliveries at most in H2",
        "Hold days of inventory under 45 in H1",
        "Zero major complaints each quarter of 2027",
        "Downtime in Q4 limited to 2 hours",
        "Receivables capped at 8M in December",
        "Keep the discount rate between 5% and 8% in Q4",
        "Uptime of no less than 99% must be kept through Q4",
    ),
    "reach": (
        "年底前签满 30 家",
        "Q4 实现回款 1200 万",
        "12 月底满意度达到 90 分",
        "国庆前搞定 8 家",
        "明年 6 月前完成 50 场培训",
        "Q4 线索转化率达 12%",
        "年底合格率不低于 98%",
        "10 月收集 300 份问卷",
        "Q4 拿下 3 个地标项目",
        "年底会员破 10 万",
        "明年一季度出货 5000 套",
        "12 月市占率做到 18%",
        "Sign 30 agents by year end",
        "Collect 12M in Q4",
        "Satisfaction of 90 points by the end of December",
        "Complete 50 trainings before June",
        "Lead conversion of 12% in Q4",
        "At least 98% pass rate by year end",
        "300 questionnaires collected in October",
        "Win 3 landmark projects in Q4",
        "100k members by year end",
        "Ship 5,000 sets in Q1",
        "An 18% market share in December",
        "Have 90% of staff trained by Q2",
    ),
}
# fmt: on


@pytest.mark.parametrize(
    ("direction", "text"),
    [(direction, text) for direction, texts in SENTENCES.items() for text in texts],
)
def test_everyday_words_have_their_direction(direction: str, text: str) -> None:
    assert draft_goal(text, AS_OF).found.direction == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Incerase leads by 15%", "increase"),
        ("Redcue cost by 10%", "decrease"),
        ("Decrese cost by 10%", "decrease"),
        ("Improove the score by 3 points", "increase"),
        ("Releases per month: 4", "reach"),
    ],
)
def test_a_mistyped_verb_is_understood(text: str, direction: str) -> None:
    assert draft_goal(text, AS_OF).found.direction == direction
