"""Which way the words push: up, down, or to a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planbook.drafting.spelling import intended_verb
from planbook.prose_numbers.spans import Span

Direction = Literal["increase", "decrease", "reach", "keep_within"]

_UP = re.compile(
    r"提升|提高|[提拉做冲搞带顶涨推](?:上去|起来|上来)|提至|提到|提振|提速|加快|加速|增长|增加"
    r"|(?:厚|宽|贵)(?=了? ?[0-9])|增至|增到|增收|补[到至]|增强|增幅"
    r"|新增|净增|净新增|上升"
    r"|升至|升到|上涨|走高|回升|追加|涨到|涨至|涨粉|涨幅"
    r"|提(?=了? ?[0-9约近两三四五六七八九十])|(?<![最至更很许不])多(?=卖|签|做|出货|收|拿|招|开|赚"
    r"|产出|接|拍|获|跑|回款|带|谈|销|挣|拉来|上)"
    r"|(?<![最至更很许不])多(?=了? ?[0-9两三四五六七八九]|[一二]成|一倍|一半)|往上(?:提|拉|走|抬)"
    r"|拉上来|往上|往高|拉长|延长|多出|加(?=了? ?[0-9两三四五六七八九])|增涨|提生"
    r"|[提升涨增扩加抬拔][到至]|高出|高(?=了? ?[0-9])|跃升|跃至|飙升"
    r"|飙到|爬到|爬至"
    r"|爬升|做高|做厚|带动|拉动|放大|加密|扩容|扩编|扩招|增开|加开|增配|拓宽|反弹到"
    r"|添(?=了? ?[0-9一两三四五六七八九十])"
    r"|扩大|扩充|扩至|扩展至|扩展到|扩张到|拉升|拉高|推高|做大|上调|攀升|递增"
    r"|成长(?=[0-9率约近])|年增|壮大|加大|翻番|翻倍|翻一番|提拉|抬升|抬高|改善|优化|改进"
    r"|(?<=[由从])(?!)|(?<![一-鿿])(?:增|涨|升)|(?:再|多|净|约)(?:增|涨|升)|(?:增|涨|抬"
    r"|升)(?=了? ?[0-9约近])"
    r"|\b(?:increas|rais(?!in[gs]? (?:fund|money|capital|seed|series))|grow(?!th (?:team"
    r"|manager|plan|lead|mindset|marketing))|grew|boost|lift|improv"
    r"|expan|gain|rise\b|rising|uplift|elevat|widen|accelerat|enlarg|enhanc|maximi[sz]|outgrow"
    r"|stretch|step up|nudg|edg(?:e|ing) up|hik(?:e|ing)\b|pump up|ratchet up|crank up|beef up"
    r"|build up"
    r"|top up|bulk up|exten[ds]|lengthen|deepen|broaden|hoist|ramp|scale\b(?! (?:back|down))"
    r"|scaling(?! (?:back|down))|bump"
    r"|strengthen|climb|jump|surge|go(?:es|ing)? up|upgrad|double|triple|augment|advanc(?:e"
    r"|ing)\b|add(?:s|ed|ing)?\b|multipl)[a-z]*"
    r"|(?<!sign )(?<!signing )(?<!set )(?<!end )(?<!open )(?<!pick )(?<!make )(?<!making )\bup(?= "
    r"(?:another|a further|from|by|to"
    r"|[0-9$€£¥]|one|two|three|four|five|six|seven|eight|nine|ten|half|twelve|fifteen|twenty))"
    r"|\b(?:more|higher|better)\b(?! than)|(?<![0-9a-z])\+(?=[$€£¥]?[0-9.,]+ ?(?:%"
    r"|p|k|m|bn))|↑|\bplus(?= ?[0-9$€£¥])"
)
_DOWN = re.compile(
    r"降低|下降|降至|降到|降为|降幅|降本|减少|减至|减到|减为|减掉|减重|减肥|减脂|瘦身|瘦到"
    r"|瘦掉?|缩短|缩减|缩至|缩到|压缩|压降|压减|压到|压至|压低"
    r"|快(?=了? ?[0-9一二两三四五六七八九十])|[降减压缩砍削裁跌][到至]|低出|低(?=了? ?[0-9])"
    r"|少(?=了? ?[0-9])|往下|缩编|短(?=了? ?[0-9])|(?<![卖拿干赢关a-z ])掉(?=了? ?[0-9])|清退|劝退"
    r"|剔除"
    r"|裁(?=[减掉撤]|了? ?[0-9])"
    r"|撤(?=[掉并销]|了? ?[0-9])|出清|消化|挤出|挤掉|摊薄"
    r"|收缩到|淘汰|去化|下探|探底到|回调到|拉近|拉小|缩小|抹平|追平|降底"
    r"|省(?=了? ?[0-9出掉下一二两三四五六七八九十])"
    r"|省(?=[^，,；;。份级市内外会区代心]{1,6}[0-9])|少(?=花|用|跑|退|丢"
    r"|开|犯|报|发|占|压|等)|少(?=了?[两三四五六七八九十]|[一二]成)|砍|腰斩"
    r"|往下(?:压|降|砍|拉)|压下[来去]|降下[来去]|减下[来去]|摁到|打下来"
    r"|削减|削到|(?:薄|轻|便宜|窄)(?=了? ?[0-9])|砍掉|砍到|砍至|压掉|去掉|抹掉|扔掉|甩掉|控制在"
    r"|控制到|控制|控到|控在|不得?能?超过|不高于|不得高于"
    r"|不多于|不大于|低于|少于|小于|下调|收窄|精简|清零|清到|清理|清掉|减半|减亏"
    r"|节约|节省|省下|减免|收缩|少(?=[0-9])|下滑到|跌至|回落|压实到|遏制|杜绝|(?:再|多|内|前|率"
    r"|量|数|本|耗|费|期|间|存|长)(?:降|减|砍|压)|(?:降|减|砍|压|瘦"
    r"|缩)(?=了? ?[0-9约近两三四五六七八九十一半])"
    r"|\b(?:reduc|lower(?!-)|decreas|drop(?!s? (?:off|in)\b)|shrink|shorten|slash|trim|halv"
    r"|minimi[sz]|lessen|curb|declin|eliminat|diminish|compress"
    r"|narrow|fall\b|falls\b|fell\b|sink|dip\b|go(?:es|ing)? down|com(?:e|ing) down|phase out"
    r"|wipe out|prevent|limit|cutting|cuts?\b(?! over)|lose\b|losing|fewer|less\b"
    r"|pay(?:ing)? (?:off"
    r"|down)|bring(?:ing)? down|drive down|wean|get(?:ting)? rid of|do(?:ing)? away with|par(?:e"
    r"|ing)\b|prun(?:e|ing)\b|slic(?:e|ing)\b"
    r"|lop\b|axe\b|eas(?:e|ing)\b|dent\b|thin\b|taper|rein in|roll back|wind down|run down"
    r"|draw down|dial down|strip\b|purg|eradicat|abolish|remov|condens|crunch|weed|shed(?:ding)?\b"
    r"|clear\b|shave|squeez|whittl|knock|scale back|scale down|claw back"
    r"|slim|chop|tighten|speed(?:ing)? up|quicken)[a-z]*"
    r"|\bburn(?:ing)?(?= [^,;.]{0,30}\b(?:off|down|through)\b)"
    r"|\bdown(?= (?:from|by|to|below|under|[0-9$€£¥]|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|half|twelve|fifteen|twenty))|\bbelow\b|\b(?<!in )under(?= ?[0-9$€£¥])"
    r"|\bnot (?:to )?exceed\b|\bno more than\b|\bno higher than\b|\bnot more than\b|\bat most\b"
    r"|\bearlier\b|\bsooner\b|\bwrit(?:e|ing) down\b|\bsell(?:ing)? off\b|\bfaster\b|\bshorter\b"
    r"|\bquicker\b|≤|<=?|↓|\btak(?:e|ing)(?= [^,;.]{0,30}\b(?:out of|off)\b)|\bminus(?= ?[0-9$€£¥])"
)
_REACH = re.compile(
    r"达到|达成|达|办(?=了?[^公理法事件成好]{0,2}[0-9一二两三四五六七八九十])|搞定|拿回|收回|催回"
    r"|追回|谈下|啃下|跑(?=[完满])|凑齐|实现|完成|突破|做到"
    r"|签约|新签|签下|签订|签署|签|招聘|招募|招满|招到|招收"
    r"|录用|入职|培训|培养|开发|拓展|上线|发布|取得|考取|考过|通过(?=[^，,；;。]{0,12}(?:考试"
    r"|认证|验收|审核))"
    r"|读完|阅读|跑完|卖出|售出|销售出|回款|(?<!库)存下|存够|存到|攒|融资|募集|收集|举办|交付"
    r"|不低于"
    r"|不少于|不小于|保持|维持|稳定在|超过|超额|冲刺|冲到|冲|覆盖|认证|新开|开设|开出|开业"
    r"|建成|建立|种植?|撰写|写完|写出|写|背完|背|学会|学完|获得|获取|获客|拿下|拿到|打卡|跑进|激活"
    r"|上架|(?:出货|销售|售卖|成交|复购)(?=了? ?[0-9约近])|走访|拜访|落地|引进|引入|孵化|输出"
    r"|产出|产生|带来|贡献|服务|走完|步行|游|骑行|赚到|赚取|创收|大于|高于|不下于|至少"
    r"|\b(?:reach|achiev|hit\b|hitting|attain|deliver|complet|close\b|closing|sign\b|signing"
    r"|win\b|winning|hir(?:e|ing)\b|recruit|train\b|training (?:all|[0-9])|certif(?:y|ies)"
    r"|launch|open\b|opening|publish"
    r"|read\b|run\b|save\b|saving|book\b|generat|get\b|getting|have\b|ensur|obtain|onboard"
    r"|visit|collect|produc(?:e|ing)\b|sell\b|selling|secur(?:e|ing)\b|finish|pass\b|earn"
    r"|keep\b|maintain|hold\b|retain|ship\b|enroll|enrol|build\b"
    r"|creat(?:e|ing)|plant\b(?!-)|write\b|host\b|organi[sz]e|file\b|walk\b|migrat|make\b|bring"
    r"|land\b|activate|convert|conduct|interview|surpass|exceed|beat\b|raise|raising|score\b"
    r"|complete|bench|lift(?:ing)? [0-9]|cycle\b|swim\b|meditat|cover\b|source\b"
    r"|acquir|place\b|fill\b|learn|record|install|deploy|roll|submit|release|renew|push|invest"
    r"|donat|log\b|set up|establish|resolve|answer|practi[cs]|study|volunteer|ride|attend|coach"
    r"|mentor|post\b|contact|call\b|pitch|teach|climb|list\b|digiti[sz]|inspect"
    r"|distribut|serve|vaccinat|audit|review|process)[a-z]*|≥|>=?"
)
# Words that name a mark without saying how it is come to; a verb of movement before them counts.
_WEAK = re.compile(
    r"达到|达成|达|做到|突破|超过|冲到|不低于|不少于|不小于|保持|维持|稳定在|实现|完成|大于"
    r"|高于|至少"
    r"|(?:reach|achiev|hit|attain|deliver|get|bring|have\b|ensur|keep|maintain|hold|make"
    r"|surpass|exceed|score)[a-z]*|≥|>=?"
    r"|below|under|less|fewer|no more than|at most|不超过|低于|少于|不高于|不多于|小于|≤|<=?"
    r"|no higher than|not more than|not (?:to )?exceed"
)

# Figures that one wants low: "improve response time" then means down.
LOW_IS_GOOD = re.compile(
    r"流失|离职|投诉|客诉|退货|退款|不良|次品|缺陷|差错|错误|故障|事故|逾期|欠款|成本|费用|开支"
    r"|支出"
    r"|能耗|耗时|时长|时间|周期|库存|呆滞|滞销|积压|应收|账期|缺勤|旷工|延误|延迟|等待|体重"
    r"|体脂|血压|血糖"
    r"|bug|漏洞|宕机|报废|损耗|排放|碳|浪费|返工|工单|投诉率|差评|空置|债|负债|加班"
    r"|\b(?:churn|attrition|turnover|complaint|return rate|returns|refund|defect|scrap|error"
    r"|failure|accident|incident|overdue|arrears|receivable|cost|expens|spend|time|duration"
    r"|latency|delay|lead time|cycle"
    r"|backlog|inventory|stock-?out|absent|downtime|outage|waste|emission|rework|bug|ticket"
    r"|wait|debt|weight|body fat|blood pressure|dso|days sales|cac|late|shrinkage|no-show"
    r"|bounce|abandon|screen time|discount|vacanc)"
)
_NOUN = re.compile(r"[a-z]{4,}(?:tion|ment)s?$")  # installation, recruitment: no verbs
_OF_NOUN = re.compile(
    r" (?:rate|time|cost|team|base|quality|process|fee|number|volume|window|score|quota|target"
    r"|price"
    r"|budget|desk|centre|center|room|call|bot)s?\b"
    r"|(?:预算|费用?|成本|时长|中心|师傅|经理|系统|平台|流程|周期|质量)(?![^，,；;。]{0,4}[达到])"
)
_LONG_WORD = re.compile(r"(?<![a-z])[a-z]{6,14}(?![a-z])")
_NEUTRAL = re.compile(r"改善|优化|改进|improv|enhanc|better|advanc", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Push:
    """A word that says a direction, and where it stands. ``weak`` ones only name a mark."""

    span: Span
    direction: Direction
    weak: bool = False
    neutral: bool = False


def find_pushes(text: str) -> tuple[Push, ...]:
    """Return the words of direction in normalised ``text`` from left to right."""
    found = sorted(_all_pushes(text), key=lambda push: (push.span.start, -push.span.end))
    kept: list[Push] = []
    for push in found:
        if not kept or push.span.start >= kept[-1].span.end:
            kept.append(push)
    return tuple(kept)


def _is_noun(text: str, match: re.Match[str]) -> bool:
    """Return whether a verb's letters are a noun here: installation, the install rate."""
    return _NOUN.search(match[0]) is not None or _OF_NOUN.match(text, match.end()) is not None


def _all_pushes(text: str) -> Iterator[Push]:
    ways: tuple[tuple[re.Pattern[str], Direction], ...] = (
        (_DOWN, "decrease"),
        (_UP, "increase"),
        (_REACH, "reach"),
    )
    for word in _LONG_WORD.finditer(text):
        verb = intended_verb(word[0])
        if verb is not None:
            meant = next((way for pattern, way in ways if pattern.match(verb)), None)
            if meant is not None:
                yield Push(Span(*word.span()), meant)
    for pattern, direction in ways:
        for match in pattern.finditer(text):
            if match[0] and not (direction == "reach" and _is_noun(text, match)):
                yield Push(
                    Span(*match.span()),
                    direction,
                    weak=_WEAK.fullmatch(match[0]) is not None,
                    neutral=_NEUTRAL.match(match[0]) is not None,
                )
