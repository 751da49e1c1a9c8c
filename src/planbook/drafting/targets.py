"""Which amount of a sentence is its target, which the baseline, and which way it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planbook.drafting.amounts import Amount
from planbook.drafting.directions import LOW_IS_GOOD, Direction, Push, find_pushes
from planbook.drafting.moments import Moment
from planbook.drafting.spans import Span, blank_out

# Numbers that are no amounts: list numbers, ordinals, telephone and model numbers, slogans.
_TRAPS = re.compile(
    r"(?:^|(?<=[\s;；。,，:：]))[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:[、)）]"
    r"|[.:：](?![0-9]))"
    r"|^\W{0,3}(?:kr|okr|goal|o|目标)[ -]?[0-9一二三四五]{1,2}[ :：.、)）]"
    r"|第[0-9一二三四五六七八九十百]+(?!季|个?月|周)"
    r"|[#＃] ?[0-9]+|\bno\.? ?[0-9]+|\bnumber one\b"
    r"|(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])"
    r"|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}|\b400-?[0-9]{3,4}-?[0-9]{3,4}"
    r"|(?<![0-9$])\(?[0-9]{3}\)?[- ][0-9]{3,4}(?:-[0-9]{4})?(?![0-9%])(?! ?[a-z]*(?:units|days"
    r"|partners))|\+[0-9]{2,3}[ -][0-9 -]{6,}|(?<![0-9])[0-9]{16,}"
    r"|(?<![0-9.])[0-9]{1,2}:[0-9]{2}(?![0-9])|(?<![0-9.])[0-9]{1,2} ?(?:am|pm|a\.m"
    r"|p\.m)(?![a-z])|(?<![0-9.])[0-9]{1,2}点(?:半|钟|整|前|之前|以前|起床|睡)"
    r"|(?<![0-9])1[:：][0-9.]+|\b(?:1|one)[ -](?:on|to|2)[ -](?:1|one)s?\b|一对一|1对1|[一1]v[一1]"
    r"|24 ?小时(?=在线|服务|响应|待命|值班|客服|开|不)|\b(?:10|100)x(?= (?:thinking|mindset"
    r"|growth|better|impact|engineer))|365天|(?<![0-9/])[1-9][0-9]/[1-9][0-9](?![0-9/])"
    r"|360[ -]?(?:度|degrees?|°)|7[×x*]24|24[×x*/]7|\b996\b|\b[0-9]{1,2}s(?:管理|现场|店)"
    r"|[45]s店|[2345]g(?![a-z])|3d(?![a-z])"
    r"|(?:100|110|120|150|200|1000) ?(?:%|percent|per cent)? ?(?:的?(?:投入|努力|热情|用心|精力"
    r"|状态|专注|责任心|信心)|committed|commitment|effort|focus|dedication|behind|attention"
    r"|energy|of (?:ourselves|my|our|themselves))"
    r"|\b(?:give|giving|put in|bring|with) (?:it )?(?:our |my )?1[0-9]0 ?(?:%|percent"
    r"|per cent)(?! (?:of|more|growth|increase))|百分(?:之)?百(?=投入|努力|用心|热情|的?精力"
    r"|的?责任|的?状态)|百分百|百分之一百二十"
    r"|[一二三四五六七八九十两0-9]大(?=[一-鿿])(?!于|客|型|幅)"
    r"|[一二三四五六七八九十两1-9]个(?=平台|场景|体系|阵地|高地|机制|自信|坚持|方面|维度|确保"
    r"|抓手|重点|方向|面向|阶段|步骤|层面|板块|支柱|引擎|意识|统一|全面|聚焦|围绕|转变|基本点"
    r"|中心|结合|导向|加强|提升|强化|工程|行动|清单|原则|环节|关键|台阶|大台阶|新台阶|不|凡是"
    r"|必须|到位|一)"
    r"|[一二三四五六七八九0-9]号(?=楼|线|产线|仓|店|厂|门|车间|机|馆|文|生产)"
    r"|(?<!第)[一二三四五1-5]期(?=项目|工程|厂|建设|产线|$)|[一二三四五六0-9]+线(?:城市|市场"
    r"|品牌|员工|人员|团队|销售|客服|经理|门店)"
    r"|(?<=型号)[ :：]?[0-9]+|[0-9]+型(?!号)|[0-9.]+版本?|版本 ?[0-9.]+|(?:编号|工号|合同号"
    r"|单号|单据|文号|项目号)[ :：]?[a-z0-9-]+"
    r"|\b(?:phase|tier|level|line|item|step|version|room|floor|gate|type|class|cohort|stage"
    r"|series|sprint|batch|wave|region|zone|section|chapter|article|clause|priority|appendix"
    r"|lot|gen|generation|industry|district|slide|module|scope|warehouse"
    r"|(?<=[a-z] )(?:plant|building|store|site|project|track|page|rule|option|grade|table|team"
    r"|area|release|case|group|model|objective))"
    r" ?#?[0-9]{1,2}(?:\.[0-9]+)*[a-z]?(?![0-9%,.kmb])(?! ?(?:%|percent|new|more|additional"
    r"|points))"
    r"|\b(?:iso|windows|office|python|java|agenda|highway|route|web|formula|ticket|order no\.?"
    r"|invoice|po|contract|catch)[ -]?#?[0-9]+(?:\.[0-9]+)*(?![0-9%])(?! ?(?:%|percent|new"
    r"|more))"
    r"|(?:版|届|工业) ?[0-9]\.0|\b[0-9]\.0\b(?! ?%)(?=[ ]?(?:era|时代|战略|模式|转型|升级"
    r"|strategy))"
    r"|(?:从|由)(?:0|零)(?:到|至)(?:1|一)|\b(?:from )?(?:zero|0) to (?:one|1)\b|\bone in (?:two"
    r"|three|four|five|six|seven|eight|nine|ten|[0-9]+)\b|\b(?:one|two|three|four|five"
    r"|[1-7])-stars?\b|\bone[ -]stop\b|\bone (?:team|voice|step|another|day|place|of|by)\b"
    r"|\bsecond to none\b|\btwo-way\b|\bthree-dimensional\b"
    r"|[一二两三四五六七八九十百千万]+(?:方百计|众一心|事|步|流|体化|般|定|切|直|起|致|样|下子"
    r"|时|些|点点|片|线|把手|站式|揽子|批|系列)"
    r"|\b(?:18|35|45|50|60|65)(?:岁|周岁|-year)|[0-9]0后(?=员工|经理|同事|干部|店长|骨干|团队"
    r"|群体|消费|用户|人|$)"
    r"|\b(?:a|an|my|first|the|your) (?:first )?(?:5|10|21|42|50|100)k\b(?! (?:users|followers"
    r"|subscribers))|\b(?:5|10)k (?:run|race)\b|(?<![0-9])(?:5|10)(?:公里|km)(?=跑|用时|成绩"
    r"|配速|时间)"
)
_MODEL = re.compile(
    r"(?<![A-Za-z])[A-Za-z]*[a-z][A-Z][A-Za-z]* [0-9]+(?![0-9.,%])"
    r"|(?<![A-Za-z])[A-Z][A-Za-z]{0,9}-[0-9]+[A-Za-z0-9]*|(?<![A-Za-z0-9.])[0-9]+[A-Z]{2,}[0-9]+"
)
_CLAUSE_END = re.compile(
    r"[，;；。!！?？\n、]|[:：](?![0-9])|[,.](?![0-9])(?=\s|$)|(?<=[一-鿿]),(?![0-9])|——| - | – "
)

_HEDGE = (
    r"(?:大约|每[人月天家店日周年单]|人均|\x01|约为?|近|将近|接近|至少|最少|起码|不少于|不低于"
    r"|不高于|不超过|不多于|超过|高于|低于|少于|多于|大于|小于|整体|平均|合计|累计|总计|全部"
    r"|全年|其余|再|共|各|达|了|出"
    r"|about|around|at least|at most|roughly|approximately|an? (?:average|total|minimum) of"
    r"|an? (?:additional|extra|further)|another|no (?:more|less|fewer|later) than|more than"
    r"|less than|fewer than|over|under|below|above|up to|some|"
    r"an?|the|its|all|only|just|nearly|almost|exactly|another|additional|or|≥|≤|>=|<=|>|<|=|\+"
    r"|:|：|\(|（|为|是|在|[ ~约])*"
)
_LEVEL_BEFORE = re.compile(
    r"(?:达到了?|达成|达至|达|至|到|做到|突破|冲刺|冲击|冲上?|冲到|超过|控制在|保持在|维持在"
    r"|稳定在|稳在|守住|不低于|不少于|不高于|不超过|低于|高于|少于|多于|大于|小于|(?:率|占比"
    r"|比例|份额|数量|总数|总额|金额|数)(?:要?为|是|在)|占比|共计?|合计|累计|总计|(?:存|做|招"
    r"|跑|打|凑|攒|卖|签)满|目标(?:为|是|值)?|变成|变为|降为|升为|增为"
    r"|\b(?:to|at|reach(?:es|ing)?|hit(?:ting)?|achiev(?:e|es|ing)|attain(?:ing)?"
    r"|exceed(?:ing)?|surpass(?:ing)?|above|below|under|over|beyond|at least|within|(?:less"
    r"|fewer|more|better) than|target(?: is|:| of)?|stays?|remain|past|cross(?:ing)?|\b(?:end"
    r"|finish|close|exit|be|up)(?: the [a-z]+)? with|\x00 with|no (?:more|less|fewer) than"
    r"|scor(?:e|ing))"
    r"|[≥≤<>=→]|->|=>)" + _HEDGE + r"$"
)
_CHANGE_BEFORE = re.compile(
    r"(?:提升|提高|增长|增加|上升|上涨|新增|净增|净新增|扩大|增幅|降幅|涨幅|降低|下降|减少|缩短"
    r"|缩减|压缩|压降|压减|削减|下调|上调|减重|减掉|瘦掉?|减脂|瘦身|增收|降本|同比|环比|成长"
    r"|年增|月增|多|提|增|涨|升|降|减|砍掉?|砍|压|节约|节省|省下|优化|改善|拉升|拉高|同比增"
    r"|高出?"
    r"|\b(?:by|grow|increase|decrease|reduce|cut|raise|up|down|add|gain|lose|boost|lift|drop"
    r"|trim|improve|yoy|an?|with|additional|extra|another|save|lower|slash)"
    r"|\+|-(?=$)|↑|↓)" + _HEDGE + r"$"
)
_CHANGE_AFTER = re.compile(
    r" ?(?:的|以上的?|左右的?|多)?(?:同比|年度?|环比|净)?(?:增长|提升|增幅|增速|降幅|下降|降低"
    r"|减少|改善|涨幅|上升|跌幅)(?!到|至|率(?:从|由))"
    r"|(?: points?)? ?(?:(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|net|annual|overall"
    r"|organic|sales|revenue|or more|or greater|quarterly|sustained) )*(?:increase|growth"
    r"|reduction|decrease|improvement|uplift|rise|drop|lift|gain|decline|cut|saving|boost"
    r"|more|fewer|less|higher|lower|faster|shorter|cheaper|better|quicker|bigger|larger|smaller)\b"
)
_BASELINE_BEFORE = re.compile(
    r"(?:(?<![至直])(?:从|由|自)|目前|现在|当前|现有|现状|现为|如今|眼下|基线|基数|原来|原先"
    r"|原有|去年同期|今年的?|上季度?|本来|起点|较|比|相比|baseline|\bfrom|\bcurrently|\bnow"
    r"|\btoday'?s?|\bcurrent(?: (?:level|rate|figure|value))?"
    r"|(?<!less )(?<!more )(?<!fewer )(?<!greater )(?<!better )\bthan|\bexisting"
    r"|\bpresent(?:ly)?"
    r"|\bagainst|\bvs\.?|\bversus|\bwas|\bcompared (?:to|with)|\bup from|\bdown from"
    r"|\bstarting (?:at|from)|\bstands at|\bwe are at|\bwe're at|\bsits at|\x03)"
    r"(?:的|是|为|只有|仅|仅有|有|还是|了|约|大约|平均|每月|水平|our|the|an?|its|of|level"
    r"|levels|is|at|about|around|roughly|a base of|average|current|today|current(?:ly)?|:|："
    r"|[ (（\x00\x03-])*$"
)
_TO_NEXT = re.compile(
    r"(?:左右|以上|人|/|的|水平|每[月天周年]|一?直?|\(.{0,12}\)|\x00|per [a-z]+| a (?:day|week"
    r"|month)|[ ,，])*"
    r"(?:->|→|=>|⇒|—>|-+>|➡|\bto\b|\bup to\b|\bdown to\b|提升至|提升到|提高到|提高至"
    r"|[增提升降减缩压拉涨扩做冲砍控翻改改善达优化长少加低短高大升缩收精简]{0,5}(?:到|至|为|成)|"
    r"and (?:reach|hit) ?)(?:约|大约|at least|about|around|over|under|below|above|至少|不低于"
    r"|不超过|only|just|an?|[ <>≤≥$€£¥+])*$"
)
_LIMIT_AFTER = re.compile(r" ?(?:以内|以下|之内|内|or less|or fewer|or below|or under|max)")
_EACH_BEFORE = re.compile(
    r"(?:每[家人店个位名户单场次条][^，,；;。]{0,10}|每[一-鿿]{0,3}?|首单[^，,；;。]{0,6}"
    r"|单[店人个客笔场月日](?:月?销|价)?|各|人均|均价|单价|平均每[一-鿿]{1,2}"
    r"|\beach\b[^,;.]{0,40}|\bper [a-z]+|\bworth|\bevery|\bapiece)" + _HEDGE + r"$"
)
_EACH_AFTER = re.compile(
    r" ?(?:each|apiece|per (?:person|head|rep|store|partner|customer|session|class|employee"
    r"|deal|unit)|/人|/家|/店|每人|每家)"
)
_RATE_AFTER = re.compile(r" ?(?:\x01|/(?=[天周月日年]))")
_MEANS_BEFORE = re.compile(
    r"(?:通过(?!率|[^，,；;。]{0,12}(?:考试|认证|验收|审核))|依靠|借助|凭借|(?:^"
    r"|(?<=[\s，,\x00]))(?:靠|用(?!户|于|电|水|料))"
    r"|\bby [a-z]+ing\b(?! (?:season|hours)))"
)
# These give a mere count away as a means, but not what follows "by" or "to".
_EFFORT_BEFORE = re.compile(
    r"(?:利用|投入|安排|派出?|派驻|抽调|配备|配置|组建|预算|经费|费用(?=约|为|$)|花费|拨付|动用"
    r"|负责|联合|带领|针对|面向|围绕|基于|(?:^|(?<=[\s，,\x00]))由"
    r"|\bthrough|\bvia|\busing|\bwith (?:a |an |the )?(?:budget|team|help|support|crew|staff"
    r"|group)|\bbudget of|\bteam of|\bspending|\binvest(?:ing)?|\bput(?:ting)?|\bassign(?:ing)?"
    r"|\ballocat(?:e|ing)|\bdedicat(?:e|ing)|\bwith|\bthanks to|\bafter|\bsend(?:ing)?"
    r"|\bfrom (?:our|the))"
)
_PARTLY_BEFORE = re.compile(
    r"(?:其中|包括|含|\bof which|\bincluding|\bof whom|\bamong them)[^，,；;]{0,30}$"
)
_SCOPE_BEFORE = re.compile(
    r"(?:\b(?:across|among|in|for|our|these|those|the|of|with|between|other|top|at|from|top-"
    r"|existing|remaining|throughout|every)|前|在|对|针对|面向|现有|旗下|全国|全市|全省|全部"
    r"|重点|核心|头部|给|为|和|与|向|从|的|参与|跨|这)[ ]?(?:top |\x00|所有)?$|\b(?:across"
    r"|among|in|for|over|between|with) [0-9a-z]+ [a-z]+ and $"
)
_ALL_OF = re.compile(
    r"(?:(?<!in )(?<!across )(?<!from )(?<!at )(?<!for )\ball(?: of)?(?: (?:our|the))?|全部"
    r"|所有|全体)[ ]?$"
)
_ONLY_BOUND = re.compile(
    r"(?:不低于|不少于|不高于|超过|高于|多于|大于|至少|\b(?:at least|over|above|exceed(?:ing)?"
    r"|more than|under|in under|less than|below))[ ]?[约近$]*$"
)
_GAIN = re.compile(
    r"(?:新签|签约|签下|签|新开发?|开发|拓展|开设|开出|招聘|招募|招满|招|新增|净增|发展|引进"
    r"|\b(?:sign|hire|recruit|open|add|win|onboard|close|land|certify"
    r"|acquire)\w*)(?:[^，,；;。]{0,16})$"
)
_PRESENT_IN = re.compile(
    r"\b(?:launch|open|operate|live|available|present|go live|start(?: up)?|listed|stocked|sold"
    r"|ranged) (?:in|at)[ ]?$"
)
_NAMED_BEFORE = re.compile(r"(?:[:：]|\b(?:of|at|is|=)|为|是)[ ]?[+]?$")
_IMPERATIVE = re.compile(
    r"^\W*(?:(?:i|we|our team|the team|they|you)(?:'ll| will| shall| must| want to| need to"
    r"| aim to| plan to)? |to |and )?"
    r"(?!(?:spend|invest|put|give|use|devote|take|wait|with|in|at|for|from|by|of|the|have|our"
    r"|my|these|those|all|top|and|about|meet)\b)[a-z]+(?: out| up| down| off)?(?: at least"
    r"| another| about| up to| all| the| over)? $"
)
_FROM_BEFORE = re.compile(r"(?:(?<![至直])[从由自]|\bfrom)(?:约|目前|现在|的)*[ $¥€£]?$")
_RANK_BEFORE = re.compile(
    r"(?:进入|跻身|排名|进到|挤进|冲进|排到|排进|进)[一-鿿]{0,8}前$|\b(?:rank|enter|into|in"
    r"|reach|break into|be)(?: the)? top[ -]?$"
)
_PEOPLE = re.compile(
    r"人|名|位|people|persons|colleagues|members|staff|employees|team members|engineers"
    r"|managers|reps|developers|specialists|salespeople|trainers|volunteers|interns"
)
_PEOPLE_VERB = re.compile(
    r"招聘|招募|招|录用|引进|培训|培养|认证|辅导|晋升|储备|新增|发展|考取|覆盖|达到|招满|入职"
    r"|输送|扩充|扩编|增加|选拔|转正|吸引|获得|服务|人数|会员|用户|报名|参与|激活|下载|关注"
    r"|到店|邀约|参训|参加"
    r"|\b(?:hir|recruit|train|certif|coach|promot|onboard|enrol|add|grow|develop|upskill|sign"
    r"|attract|mentor|graduat|bring on|expand|fill|interview|reach|help|register|acquir)"
)
_ACTIVITY = re.compile(r"次|遍|回|趟|times|time|meetings|meeting|sessions|calls|轮|场")
_SCORED = re.compile(
    r"(?:nps|满意度|评分|得分|csat|分数|score|rating|ielts|toefl|雅思|托福|gre|gmat|sat|gpa"
    r"|绩点|成绩|hsk)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Aim:
    """The target of a sentence: what is to be reached, from where, and which way.

    ``form`` is ``change`` (by 20 %), ``level`` (to 30 %) or ``count`` (12 partners).
    ``plainness`` (points) says how plainly the words make this amount the target.
    """

    amount: Amount
    form: str
    baseline: Amount | None
    direction: Direction
    plainness: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    amount: Amount
    form: str
    plainness: float
    baseline: Amount | None = None


def without_traps(text: str, original: str, moments: Sequence[Moment]) -> str:
    """Return ``text`` with words of time, list numbers, model numbers and the like blanked out.

    A word about frequency becomes a mark of its own, so that "8 000 steps a day" is known by it.
    """
    spans = [moment.span for moment in moments]
    rates = [moment.span for moment in moments if moment.part == "frequency"]
    cleared = blank_out(blank_out(text, spans), rates, "\x01")
    gone = [moment.span for moment in moments if moment.part == "past"]
    cleared = blank_out(cleared, gone, "\x03")
    cleared = blank_out(
        cleared, (Span(*match.span()) for match in _MODEL.finditer(original)), "\x02"
    )
    return blank_out(cleared, (Span(*match.span()) for match in _TRAPS.finditer(cleared)), "\x02")


def find_aim(text: str, amounts: Sequence[Amount], *, has_deadline: bool) -> Aim | None:
    """Return the target of the sentence, or None where none of ``amounts`` is one."""
    candidates = sorted(
        _candidates(text, amounts, has_deadline=has_deadline),
        key=lambda candidate: (-candidate.plainness, candidate.amount.span),
    )
    if not candidates or candidates[0].plainness < 18:
        return None
    best = candidates[0]
    baseline = best.baseline or _baseline_elsewhere(text, amounts, best)
    direction = find_direction(text, best.amount, best.form, baseline)
    return Aim(best.amount, best.form, baseline, direction, best.plainness)


def _clause(text: str, span: Span) -> Span:
    """Return the clause around ``span``: what stands between two marks of punctuation."""
    start = 0
    for match in _CLAUSE_END.finditer(text, max(0, span.start - 300), span.start):
        start = match.end()
    after = _CLAUSE_END.search(text, span.end, span.end + 300)
    return Span(
        max(start, span.start - 300), after.start() if after else min(len(text), span.end + 300)
    )


def _candidates(
    text: str, amounts: Sequence[Amount], *, has_deadline: bool
) -> Iterator[_Candidate]:
    baselines: dict[int, int] = {}
    for index in range(len(amounts) - 1):
        first, second = amounts[index], amounts[index + 1]
        between = text[first.span.end : second.span.start]
        if (
            len(between) <= 40
            and _TO_NEXT.search(between)
            and _may_pair(first, second, text, between)
        ):
            baselines[index + 1] = index
    pushes = find_pushes(text)
    for index, amount in enumerate(amounts):
        if index in baselines.values() and index not in baselines:
            continue
        baseline = amounts[baselines[index]] if index in baselines else None
        form, plainness = _plainness(text, amount, baseline, pushes, has_deadline=has_deadline)
        if form:
            yield _Candidate(amount, form, plainness - index * 2, baseline)


def _may_pair(first: Amount, second: Amount, text: str, between: str) -> bool:
    if first.moves or second.moves:
        return False
    same = (
        first.unit == second.unit
        or first.unit is None
        or second.unit is None
        or (first.kind == second.kind == "time")
        or (first.unit or "").rstrip("s").lower() == (second.unit or "").rstrip("s").lower()
    )
    if not same:
        return False
    if re.search(
        r"目前|现在|当前|现[为是有]|原[为是有]|去年|上[季月年]|\bcurrent|\btoday|\bnow\b|\x03",
        between,
    ):
        return False
    before = text[max(0, first.span.start - 14) : first.span.start]
    if _CHANGE_BEFORE.search(before) and not _BASELINE_BEFORE.search(before):
        return False
    return not re.search(r"[,，;；].{6,}", between)


def _plainness(
    text: str,
    amount: Amount,
    baseline: Amount | None,
    pushes: Sequence[Push],
    *,
    has_deadline: bool,
) -> tuple[str, float]:
    clause = _clause(text, amount.span)
    before = text[clause.start : amount.span.start]
    after = text[amount.span.end : clause.end]
    near = text[max(0, amount.span.start - 40) : amount.span.start]
    if baseline is not None:
        form, plainness = "level", 48.0
    else:
        form, plainness = _form_of(
            amount, before, near, after, clause, pushes, has_deadline=has_deadline
        )
    if not form:
        return "", 0
    plainness -= _doubts(text, amount, clause, before, after, near, form)
    if _RATE_AFTER.match(after) and baseline is None:
        plainness -= 14 if form == "level" else 26
        if has_deadline and not _ACTIVITY.fullmatch(amount.unit or ""):
            plainness += 14
    return form, plainness


def _form_of(
    amount: Amount,
    before: str,
    near: str,
    after: str,
    clause: Span,
    pushes: Sequence[Push],
    *,
    has_deadline: bool,
) -> tuple[str, float]:
    if amount.moves:
        return "change", 50
    if amount.number == "worded" and after.startswith(("的", " of")):
        return "change", 44
    if _BASELINE_BEFORE.search(near) and (
        _FROM_BEFORE.search(near) or not _CHANGE_AFTER.match(after)
    ):
        return "", 0
    if _RANK_BEFORE.search(near):
        return "level", 36
    relative = amount.kind in ("percent", "points")
    if _LEVEL_BEFORE.search(near) and not (
        relative and re.search(r"\b(?:over|up to|at)$", near.strip())
    ):
        if (
            not _CHANGE_AFTER.match(after)
            or re.match(r" ?(?:的|or )", after) is None
            and not relative
        ):
            if amount.number == "chinese" and amount.value == 1 and amount.kind == "counted":
                return "count", 12
            if _ONLY_BOUND.search(near) and not relative:
                return "level", 38
            return "level", 46 if not _CHANGE_AFTER.match(after) else 48
    if _CHANGE_AFTER.match(after):
        return "change", 50
    change = _CHANGE_BEFORE.search(near)
    if change is not None:
        word = change[0].strip()
        if not re.match(r"(?:an?|with|another|additional|extra|by an?)\b", word) or relative:
            return "change", 50 if relative or amount.kind != "counted" else 44
    if amount.kind == "bare" and re.match(r" (?:out )?of (?:the |our |my |all |them|[0-9])", after):
        return "count", 38
    moved = any(
        clause.start <= push.span.start < amount.span.start and push.direction != "reach"
        for push in pushes
    )
    pushed = _IMPERATIVE.search(before) is not None or any(
        clause.start <= push.span.start < amount.span.start for push in pushes
    )
    behind = any(amount.span.end <= push.span.start < clause.end for push in pushes)
    if relative and pushed and re.match(r" ?(?:以上)?(?:的(?!增|提|降|幅)| of )", after):
        return "level", 44
    if relative:
        return "change" if moved and not _is_level(near) else "level", 32 if pushed else 24
    plainness = {"money": 30.0, "time": 20, "symbol": 24, "score": 30, "counted": 20, "bare": 10}[
        amount.kind
    ]
    if amount.kind == "bare" and has_deadline:
        plainness += 16 if _NAMED_BEFORE.search(near) else 8
    if amount.number in ("chinese", "english") and amount.value == 1:
        plainness -= 14
    if pushed and amount.kind == "counted" and _GAIN.search(near):
        return "count", 41
    return "count", plainness + (14 if pushed else 4 if behind else 0)


def _is_level(near: str) -> bool:
    # 覆盖率20% is a level, 销售额20% after 提升 a change.
    return re.search(
        r"(?:率|占比|度|份额|比例)(?:是|为|有|要)?$", near
    ) is not None and not re.search(
        r"(?:提升|提高|增长|增加|降低|减少|下降|缩短|压缩|提|增|降)[^，,]{0,30}$", near
    )


def _doubts(
    text: str, amount: Amount, clause: Span, before: str, after: str, near: str, form: str
) -> float:
    doubts = 0.0
    if _EACH_BEFORE.search(near) and not re.search(r"[到至为达](?:每|人均|平均|\x01)", near):
        doubts += 24
    elif _EACH_AFTER.match(after):
        doubts += 24 if form == "count" or amount.kind != "money" else 12
    if _follows(_MEANS_BEFORE, before):
        doubts += 26 if form != "level" else 16
    elif form == "count" and _follows(_EFFORT_BEFORE, before):
        doubts += 22
    if _PARTLY_BEFORE.search(before):
        doubts += 30
    if form != "level" and "\x01" in before:
        doubts += 10
    if (
        form == "count"
        and amount.kind not in ("time", "symbol", "money", "bare")
        and _SCOPE_BEFORE.search(near)
        and not _ALL_OF.search(near)
        and not _PRESENT_IN.search(near)
    ):
        doubts += 22
    unit = amount.unit or ""
    if form == "count" and _PEOPLE.fullmatch(unit) and amount.value < 1000:
        doubts += 0 if _PEOPLE_VERB.search(before) or _PEOPLE_VERB.search(after) else 18
    if (
        form == "count"
        and amount.number != "digits"
        and unit in ("个", "项", "条", "种", "個", "項")
    ):
        doubts += 8
    if form == "count" and _ACTIVITY.fullmatch(unit):
        doubts += 8
    if amount.kind == "bare" and form == "change" and amount.value <= 3:
        doubts += 20
    opened = (
        text.rfind("(", clause.start, amount.span.start),
        text.rfind("（", clause.start, amount.span.start),
    )
    if max(opened) >= 0 and re.search(r"[)）]", text[max(opened) : amount.span.start]) is None:
        doubts += 12
    if amount.kind == "time" and form == "count":
        doubts += 8
    return doubts


def _follows(pattern: re.Pattern[str], before: str) -> bool:
    """Return whether ``pattern`` governs what comes after ``before``."""
    found = None
    for found in pattern.finditer(before):
        pass
    resumed = r"把|将|使|让|令|实现|达到|\bto\b"
    return found is not None and re.search(resumed, before[found.end() :]) is None


def _baseline_elsewhere(text: str, amounts: Sequence[Amount], best: _Candidate) -> Amount | None:
    for amount in amounts:
        if amount is best.amount or amount.moves:
            continue
        near = text[max(0, amount.span.start - 24) : amount.span.start]
        same = amount.unit == best.amount.unit or None in (amount.unit, best.amount.unit)
        if _BASELINE_BEFORE.search(near) and (same or best.form == "change"):
            return amount
    return None


def find_direction(
    text: str, amount: Amount | None, form: str, baseline: Amount | None
) -> Direction:
    """Return which way the words push ``amount``; ``reach`` where they only name a mark."""
    if amount is None:
        return "reach"
    if amount.moves:
        return "increase" if amount.moves > 0 else "decrease"
    if baseline is not None and form != "change" and baseline.value != amount.value:
        here, there = _comparable(baseline, amount)
        if here != there:
            return "increase" if there > here else "decrease"
    push = _governing(text, amount, form)
    if push is None:
        return "reach"
    if amount.kind == "money" and _FUNDS.match(text, push.span.start):
        return "reach"  # raising money is getting it
    if push.neutral and LOW_IS_GOOD.search(text[max(0, push.span.end) : amount.span.start + 1]):
        return "decrease"
    return push.direction


_FUNDS = re.compile(
    r"rais(?:e|ing) (?:[^,;.]|[,.](?=[0-9])){0,40}?\b(?:fund|capital|seed|series|invest|donat"
    r"|charity|grant|sponsor)"
)
_SECONDS = {"s": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800, "months": 2592000}


def _comparable(first: Amount, second: Amount) -> tuple[Decimal, Decimal]:
    if first.unit != second.unit and first.unit in _SECONDS and second.unit in _SECONDS:
        return first.value * _SECONDS[first.unit], second.value * _SECONDS[second.unit]
    return first.value, second.value


def _governing(text: str, amount: Amount, form: str) -> Push | None:
    clause = _clause(text, amount.span)
    pushes = find_pushes(text)
    named = _CHANGE_AFTER.match(text, amount.span.end)
    if named is not None:
        inside = [one for one in pushes if amount.span.end <= one.span.start < named.end()]
        moved = [one for one in inside if one.direction != "reach"]
        if moved:
            return moved[-1]
    here = [push for push in pushes if clause.start <= push.span.start < amount.span.start]
    if here:
        last = here[-1]
        if last.direction != "reach" and not last.weak:
            return last
        moving = [push for push in here if push.direction != "reach" and not push.weak]
        apart = moving and re.search(
            r"\band\b|并|且|同时", text[moving[-1].span.end : last.span.start]
        )
        if moving and not apart and (last.weak or form != "count"):
            return moving[-1]
        if not last.weak:
            return last
        if last.direction == "decrease":
            sure = [
                push
                for push in here
                if not push.weak
                and (push.direction != "reach" or push.span.start <= clause.start + 12)
            ]
            return sure[-1] if sure else last
    behind = [
        push
        for push in pushes
        if amount.span.end <= push.span.start < clause.end
        and (push.direction != "reach" or form == "count")
        and not push.weak
    ]
    if behind and not here and form == "change":
        return behind[0]
    earlier = [
        push
        for push in pushes
        if push.span.start < clause.start and not push.weak and not push.neutral
    ]
    if _LIMIT_AFTER.match(text, amount.span.end) is not None:
        if earlier and earlier[-1].direction == "reach":
            return earlier[-1]
        return Push(amount.span, "decrease")
    if not here and behind:
        return behind[0]
    if earlier and earlier[-1].direction != "reach":
        before = text[_clause(text, earlier[-1].span).start : earlier[-1].span.start]
        if not _MEANS_BEFORE.search(before):
            return earlier[-1]
    return here[-1] if here else earlier[-1] if earlier else None
