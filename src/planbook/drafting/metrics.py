"""What is measured: the metric's name, the outcome in words, and units that go without saying."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from planbook.drafting.directions import find_pushes
from planbook.drafting.targets import Aim
from planbook.prose_numbers.amounts import Amount
from planbook.prose_numbers.spans import Span, blank_out
from planbook.prose_numbers.units import COUNTED_NOUN, is_plural

MONEY = re.compile(
    r"[一-鿿]额(?!度|外)|价格|销售收入|营收|营业额|收入|回款|利润|毛利(?!率)|净利(?!率)|成交额"
    r"|交易额|出货额|订货额|流水|业绩|预算|费用|成本|开支|支出|gmv|arr|mrr|客单价|产值|合同额"
    r"|融资|存款|尾款|货款|[电水运油房杂]费|保证金|[租佣押定罚]金|[一-鿿]款(?=.{0,3}$)|工资"
    r"|奖金|返利|应收账款|逾期款|单价|提货额|进货额|投资"
    r"|\b(?:revenue|sales|turnover|profit|income|cost|spend|budget|expens|savings|billings"
    r"|bookings|gmv|arr|mrr|pipeline|deal size|order value|debt|margin in|receivables)\b"
)
_SHARE = re.compile(
    r"率|占比|份额|比例|比重|百分比|覆盖度|\b(?:rate|share|ratio|percentage|margin|conversion"
    r"|penetration|utili[sz]ation|retention|churn|coverage|occupancy|attendance|completion"
    r"|accuracy|adoption|attrition)\b"
)
_SCORED = re.compile(
    r"nps|满意度|评分|得分|csat|分数|成绩|托福|雅思|绩点|hsk|打分|考分|\b(?:score|rating|ielts"
    r"|toefl|gre|gmat|sat|gpa|points|promoter)\b"
)
_TIMED = (
    ("hours", re.compile(r"\bhours\b|小时数|学时|课时|工时")),
    ("days", re.compile(r"\bdays\b|天数|\bdso\b|账期|周转天")),
    ("minutes", re.compile(r"\bminutes\b|分钟数")),
)
KNOWN = re.compile(
    MONEY.pattern
    + "|"
    + _SHARE.pattern
    + "|"
    + _SCORED.pattern
    + r"|数量|人数|家数|次数|件数|单量|销量|出货量|产量|流量|客流|访问量|下载量|阅读量|播放量"
    r"|产能|库存|周期|时长|时间|体重|体脂|步数|词汇量|用户|粉丝|会员|客户数|门店数|经销商数"
    r"|代理商数|订单|线索|商机|能耗|排放|事故|投诉|缺陷|故障|工单|速度|效率(?=提升[0-9])"
    r"|\b(?:number of|volume|units|users|subscribers|followers|customers|partners|resellers"
    r"|distributors|leads|orders|downloads|visits|traffic|inventory|weight|time|hours|days"
    r"|tickets|complaints|defects|incidents|accidents|emissions|headcount|throughput|output"
    r"|yield|speed|latency|productivity|attendance)\b"
)
_PURPOSE = re.compile(r"\b(?:so that|so we|in order to|because)\b|以支[持援撑]")
_NUMBER_OF = re.compile(r"\bnumber of ((?:[a-z][a-z-]* ?){1,5})")
_COUNT_OF_CHINESE = re.compile(
    r"([a-z]+|[一-鿿]{1,6}?)(?:的)?(?:总)?(?:数量|数目|人数|数|总量|量)(?=[^一-鿿率据]|从|由|达"
    r"|提|增|降|减|到|在|控|压|翻|$)"
)
_EDGE_ZH = re.compile(
    r"^(?:[\s，,；;。:：、！!]|在(?!线|职|读|校|途|库)|于|把|将(?!来|军)|使(?!用)|让(?!利)|令"
    r"|并|的|之前|以前|之内|以内|确保|力争|争取|努力|我们?(?:要|会)?|计划(?!书)|目标(?:是|为))+"
    r"|(?:[\s，,；;。:：、！!]|把|将|从|由|自(?!动)|至(?!今)|到(?!店|货|账|岗)|为|约|做到?"
    r"|达到?|控制在|左右|以上"
    r"|以内|以下|的|再|不(?:低于|少于|高于|大于|超过)|至少|最多|突破)+$"
)
_EDGE_EN = re.compile(
    r"^(?:[\s,.;:\-]|(?:to|by|in|on|at|the|and|we|will|our team|our|i|want|need|should|must"
    r"|from|of|over"
    r"|during|within|goal|is|for)\b)+|(?:[\s,.;:\-+<>→]|\b(?:to|by|from|at|of|in|on|the|a|an|up"
    r"|down|with|below|under|over|above|and|or|than|least|for|within|more|per)\b)+$"
)


def find_outcome(text: str, original: str, aim: Aim | None, around: Sequence[Span]) -> str:
    """Return what is wanted, in the sentence's own words without its figures and deadline."""
    clause = _clause_of(text, aim)
    taken = [*around, *([_figure_of(aim.amount, original)] if aim else [])]
    if aim is not None and aim.baseline is not None:
        taken.append(aim.baseline.span)
    kept = blank_out(original, taken, "\x00")[clause.start : clause.end]
    pieces = [_trimmed(piece) for piece in re.split("\x00+", kept)]
    pieces = [piece for piece in pieces if len(piece) > 1]
    if not pieces:
        return ""
    joined = (
        " ".join(pieces) if re.search("[a-z]", text) and not _chinese(text) else "".join(pieces)
    )
    return _trimmed(_PURPOSE.split(joined)[0])[:300]


def _figure_of(amount: Amount, original: str) -> Span:
    """Return the figure without what it counts: "12" of "12 new partners"."""
    figure = re.match(r"[0-9.,]+(?:[kKmM](?![a-zA-Z]))?(?= [a-zA-Z])", amount.span.of(original))
    if figure is None or amount.kind != "counted":
        return amount.span
    return Span(amount.span.start, amount.span.start + figure.end())


def find_metric(outcome: str) -> str | None:
    """Return the name of what is measured in ``outcome``, or None where it names nothing."""
    low = outcome.lower()
    if not low:
        return None
    known = KNOWN.search(low)
    first = next(iter(find_pushes(low)), None)
    bare = outcome
    if first is not None and first.span.start <= 4:
        bare = _trimmed(outcome[first.span.end :])
    elif first is not None and first.span.start > 4 and _chinese(low):
        bare = _trimmed(outcome[: first.span.start]) or bare
    if known is None and len(bare) < 2:
        return None
    return bare[:80] or None


def is_known(text: str) -> bool:
    """Return whether ``text`` (normalised) names something that people measure."""
    return KNOWN.search(text) is not None


def with_unit(text: str, original: str, aim: Aim) -> Aim:
    """Return ``aim`` with the unit that its other figure or its metric gives it."""
    amount, baseline = aim.amount, aim.baseline
    if amount.unit is not None:
        if baseline is not None and baseline.unit is None:
            return replace(
                aim, baseline=structs.replace(baseline, unit=amount.unit, kind=amount.kind)
            )
        return aim
    unit, kind = _implied(text, original, aim)
    if unit is None:
        return aim
    if baseline is not None and baseline.unit is None:
        baseline = structs.replace(baseline, unit=unit, kind=kind)
    return replace(aim, amount=structs.replace(amount, unit=unit, kind=kind), baseline=baseline)


def _implied(text: str, original: str, aim: Aim) -> tuple[str | None, str]:
    if aim.baseline is not None and aim.baseline.unit is not None:
        return aim.baseline.unit, aim.baseline.kind
    clause = _clause_of(text, aim)
    start = aim.baseline.span.start if aim.baseline is not None else aim.amount.span.start
    before = text[clause.start : max(start, clause.start)]
    nearby = text[clause.start : clause.end]
    if _SCORED.search(nearby):
        return "points", "score"
    for unit, pattern in _TIMED:
        if pattern.search(before):
            return unit, "time"
    counted = _counted(before, original[clause.start : max(start, clause.start)])
    if counted and not (MONEY.search(before) and not _NUMBER_OF.search(before)):
        return counted, "counted"
    large = aim.amount.scale >= 1000
    if MONEY.search(nearby) and _chinese(text) and (large or aim.amount.value >= 1000):
        return "CNY", "money"
    if _SHARE.search(before) and aim.amount.value <= 100 and aim.form != "change":
        return "%", "percent"
    return None, "bare"


def _counted(before: str, original: str) -> str | None:
    named = _NUMBER_OF.search(before)
    if named is not None:
        words = list(re.finditer(r"[a-z][a-z-]*", named[1]))
        heads = [word[0] for word in words if is_plural(word[0])]
        if heads:
            return heads[0]
    nouns = list(COUNTED_NOUN.finditer(before))
    if nouns:
        return original[nouns[-1].start() : nouns[-1].end()]
    chinese = list(_COUNT_OF_CHINESE.finditer(before))
    if chinese:
        return original[chinese[-1].start(1) : chinese[-1].end(1)]
    if _chinese(before) or _SHARE.search(before) or MONEY.search(before):
        return None
    plural = [word[0] for word in re.finditer(r"[a-z][a-z-]*", before) if is_plural(word[0])]
    return plural[-1] if plural else None


def _clause_of(text: str, aim: Aim | None) -> Span:
    if aim is None:
        return Span(0, min(len(text), 300))
    start, end = 0, len(text)
    first = aim.amount.span.start
    if aim.baseline is not None:
        first = min(first, aim.baseline.span.start)
    for mark in re.finditer(r"[,，;；。!！?？\n](?![0-9]{3})", text[max(0, first - 300) : first]):
        begin = max(0, first - 300) + mark.end()
        if len(text[begin:first].strip()) > 3:
            start = begin
    after = re.compile(r"[,，;；。!！?？\n]").search(text, aim.amount.span.end)
    if after is not None:
        end = after.start()
    return Span(max(start, first - 300), min(end, first + 300))


def _trimmed(words: str) -> str:
    before = None
    while before != words:
        before = words
        words = _EDGE_ZH.sub("", _EDGE_EN.sub("", words.strip()))
    return words


def _chinese(text: str) -> bool:
    return re.search("[一-鿿]", text) is not None
