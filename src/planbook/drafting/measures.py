"""How a goal is measured: a total to reach, a level to raise or lower, a limit to keep."""

from __future__ import annotations

import re
from typing import Literal

from planbook.drafting.directions import LOW_IS_GOOD

MeasureType = Literal["reach", "increase", "decrease", "keep_within", "yes_no"]

_AT_LEAST = re.compile(
    r"不低于|不少于|不小于|至少|以上|≥|>=|\bat least\b|\bor (?:more|better|higher)\b"
)
# Of what one wants little of, but a rate that one wants high: 库存准确率, complaints resolved.
_GOOD_RATE = re.compile(
    r"准确率|完成率|解决率|回收率|合格率|达标率|及时率|处理率|结案率|关闭率|周转率|利用率|满意"
    r"|回款率|正确率|响应率|准时"
    r"|\b(?:accuracy|resolved|closed|solved|answered|on time|resolution|availability|recovery"
    r"|satisfaction"
    r"|turns|utili[sz]ation|compliance)\b"
)
_LEVEL_UNITS = frozenset({"%", "pp", "points", "s", "ms", "minutes", "hours", "days", "weeks"})
# What adds up over a period, and what stands at some figure on a day.
_TOTAL = re.compile(
    r"销售|营收|营业|收入|回款|利润|毛利额|成交|交易|出货|订货|提货|进货|流水|业绩|签单|签约|新签"
    r"|新增|净增|新开"
    r"|订单|单量|销量|产量|招聘|招募|拜访|走访|培训|认证|线索|商机|下载|产值|合同额|创收|赚|卖"
    r"|融资|募集|节约|节省|省"
    r"|\b(?:revenue|sales|sell|sold|turnover|profit|income|bookings|billings|gmv|orders?"
    r"|shipments?|ship|visits?"
    r"|sign|signed|signings|win|wins|open|hire|recruit|new|leads|downloads|demos|deals|collect"
    r"|raise|save|earn"
    r"|train|trained|certif\w+|units|webinars|pipeline|savings|cash)\b"
)
_STOCK = re.compile(
    r"率|占比|份额|评分|满意度|得分|分数|单价|客单|均价|人均|日均|月均|周均|单店|平均|价格|存量"
    r"|库存|余额|欠款|应收|活跃|在册"
    r"|保有|门店数|用户数|粉丝|会员|人数|周期|时长|账期|天数|体重|存款"
    r"|\b(?:rate|share|ratio|margin|score|rating|nps|csat|average|avg|price|stock|inventory"
    r"|balance|active|followers"
    r"|subscribers|users|members|headcount|receivables|arrears|arr|mrr|per|weight|time|dso|daily"
    r"|each|sell-through)\b"
)
_BUDGET = re.compile(
    r"费|预算|成本|开支|支出|花销|投诉|客诉|事故|差错|故障|退货(?!率)|违规|延期|工伤|投入"
    r"|\b(?:spend|spending|budget|costs?|expens\w+|complaints?|accidents?|injur\w+|incidents?"
    r"|errors?|defects?"
    r"|outages?|stock-outs?|returns|overruns?|late)\b"
)
_RATE = re.compile(
    r"每[天日周月季年人店单家台次]|单[店台件客]|人均|平均|\b(?:per|each|a (?:day|week|month)"
    r"|average)\b"
)


def measure_type(
    words: str, direction: str | None, form: str, unit: str | None, *, rises: bool = False
) -> MeasureType:
    """Return the type of the measure of what ``words`` (normalised) speak of.

    ``reach`` is a total that adds up over the period, such as sales, visits and new partners;
    ``increase`` and ``decrease`` are for a level, such as a rate, a score or a stock.
    """
    if form == "done":
        return "yes_no"
    if direction == "keep_within":
        return "keep_within"
    if direction == "decrease":
        return "decrease"
    if unit in _LEVEL_UNITS and form != "change":
        low = direction == "reach" and LOW_IS_GOOD.search(words) and not rises
        low = low and _AT_LEAST.search(words) is None and _GOOD_RATE.search(words) is None
        return "decrease" if low else "increase"
    if _STOCK.search(words) is not None and _is_not_new(words, form):
        return "increase"
    if form == "count" or _TOTAL.search(words) is not None:
        return "reach"
    return "increase"


def _is_not_new(words: str, form: str) -> bool:
    gains = re.search(r"新签|新增|净增|新开|新客|\bnew\b|\bsign\b|\bhire\b|\brecruit\b", words)
    return not (form == "count" and gains)


def is_per_period(words: str, unit: str | None) -> bool:
    """Return whether a limit is on the total of the period: a budget, a number of accidents."""
    if unit in _LEVEL_UNITS or _RATE.search(words) is not None:
        return False
    return _BUDGET.search(words) is not None
