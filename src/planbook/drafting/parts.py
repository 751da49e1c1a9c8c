"""The softer parts of a sentence: scope, means, purpose, grounds, whose it is, vague words."""

from __future__ import annotations

import re

from planbook.drafting.directions import find_pushes

_PLACES = (
    "华东|华南|华北|华中|西南|西北|东北|东南|大湾区|长三角|珠三角|京津冀|西部|东部|南部|北部"
    "|中部|全国|全球|海外|国内|北美|欧洲|东南亚|日韩|拉美|中东"
    "|北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|成都|武汉|西安|厦门|青岛|长沙|郑州|宁波|合肥"
    "|福州|济南|大连|沈阳|昆明|台北|台中|高雄|香港|澳门"
    "|广东|浙江|江苏|山东|福建|四川|湖北|湖南|河南|河北|安徽|江西|云南|贵州|广西|陕西|山西|辽宁"
    "|吉林|黑龙江|海南|甘肃|青海|新疆|西藏|宁夏|内蒙古|台湾"
)
_SCOPE_ZH = re.compile(
    rf"(?:(?:{_PLACES})(?:大?区域?|地区|市场|省|市|片区)?|某)[一-鿿]{{0,6}}?(?:产品线|业务线"
    rf"|事业部|产品|渠道|门店|品类|系列)"
    r"|(?<![一-鿿])[一-鿿]{1,8}(?:产品线|业务线|事业部)|[一-鿿]{2,6}(?:产品线|业务线|事业部)"
    rf"|(?:{_PLACES})(?:大?区域?|地区|市场|省|市|片区)?"
    r"|(?:线上|线下|直播|电商|分销|代理|经销|直营|加盟|酒店|工程|零售|批发|团购|社区|企业|政企"
    r"|大客户|新客户|老客户|重点|核心|头部|新)(?:渠道|门店|客户|伙伴|业务|团队|员工|产品|市场)"
    r"|(?:[0-9一二三四五六]号(?:线|产线|仓|厂|楼|店))"
)
_CUT = re.compile(r"[在把将让使对为给]|所有|全部")
_SCOPE_EN = re.compile(
    r"\b(?:[Ii]n|[Aa]cross|[Ff]or|[Ff]rom|[Tt]hrough(?:out)?|[Ww]ithin|[Oo]f) (?:the |our |all )?"
    r"(?!January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Q[1-4]|H[12]|FY|[A-Z]{2,4} [0-9])"
    r"((?:[A-Z][\w&-]+)(?: (?:of |and )?[A-Z][\w&-]+){0,4}(?: (?:region|market|stores?"
    r"|distributors|partners|channel|team|line|branch|warehouse|office|plant))?)"
    r"|\b((?:[a-z-]+ ){0,2}(?:product line|business line|business unit|region|territory|segment"
    r"|division|department|warehouse|plant|branch|east|west|north|south|service|store"
    r"|channel)s?)\b"
)
_MEANS = re.compile(
    r"(?:通过(?!率|[^，,；;。]{0,12}(?:考试|认证|验收|审核))|依靠|借助|凭借|利用|(?<![可牢])靠"
    r"|主要(?:靠|依靠|是)|方法是|措施[:：]|采取)[^，,；;。]{2,60}"
    r"|\b(?:by [a-z]+ing|through (?-i:[a-z])(?!he end)|via |using |with (?:the )?help of"
    r"|by means of)[^,;.]{2,80}",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"(?:以支[撑持援]|支[撑持援](?:公司|集团|年度|部门|团队|战略)|为了|以便|从而|以实现|以满足"
    r"|以确保|以保障|以减轻|以腾出|对应(?:公司|集团|部门)|服务于|助力(?=公司|集团|年度)"
    r"|配合(?:公司|集团)|为[^，,；;。]{2,16}(?:做准备|打基础|奠定|铺路|腾出"
    r"|提供))[^，,；;。]{0,60}"
    r"|\b(?:so that|so we|so i|in order to|to support|in support of|supporting|as part of"
    r"|towards? (?:the|our)|contributing to|to help|to free|to fund|to protect|to prepare"
    r"|to meet (?:the|our)|to make room|because)\b[^;.]{3,100}",
    re.IGNORECASE,
)
_GROUNDS = re.compile(
    r"因为|由于|鉴于|基于|考虑到|已(?:经)?(?:签|有|完成|储备|具备|获|落实)|去年同期|上季度"
    r"|目前(?!为止)|现有|试点|\b(?:because|since we|given|based on|already|last (?:year"
    r"|quarter)|currently|pilot)\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"我(?!们的客户)|本人|团队(?!协作|建设|凝聚|更)|部门(?!间)|小组|事业部|负责|owner"
    r"|\b(?:our team|my team|the [a-z-]+ team|i will|i'll|i am|we will|owned by|responsible"
    r"|[a-z]+ team)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"认真|反思|深刻|高度重视|齐心|拼搏|以身作则|加强|进一步|持续|全面|深化|深耕|努力|尽快|尽早"
    r"|尽量|尽可能|做好|推进|推动|优化|完善|积极"
    r"|大力|不断|稳步|有序|赋能|闭环|抓手|打造|高质量|更好|更加|更有|适当|适时|逐步|切实|扎实"
    r"|狠抓|充分|强化|创新|卓越|一流|标杆|引领|助力|聚焦|协同|生态|多[一-鿿](?=[一-鿿])|好好"
    r"|争取|希望|关注|探索|若干|一批|有所|明显|显著|大幅|较大|良好|极致|新台阶|上台阶|跨越"
    r"|突破性"
    r"|\b(?:better|improve[sd]?|more|several|various|soon|asap|as soon as possible|strive"
    r"|leverag\w+|synerg\w+|holistic|world[- ]class|best[- ]in[- ]class|excellence|empower\w*"
    r"|foster\w*|enhanc\w+|optimi[sz]\w+|continu\w+|ongoing|strengthen\w*|significant\w*|some"
    r"|try|seek|where possible|going forward|next level|robust|seamless\w*|transform\w*|culture"
    r"|great\w*|drive|innovati\w+|strategic\w*|sustainable|delight\w*|stakeholders?|momentum"
    r"|alignment|mindset|agil\w+|efficien\w+|reflect|mindful\w*|wholehearted\w*|embrace|passion\w*"
    r"|a lot|often|well|good|thought leader\w*|value)\b",
    re.IGNORECASE,
)
_DELIVERABLE = re.compile(
    r"上线|发布|通过[^，,；;。]{0,12}(?:考试|认证|验收|审核|评审|面试|答辩)|考取|考过|考上|考下"
    r"|(?:拿下|办下|领到)[^，,；;。]{0,20}(?:证|执照|资质|许可|批文)"
    r"|取得[^，,；;。]{0,20}(?:证书|资质|执照|认证|许可|学位)|拿到[^，,；;。]{0,20}(?:证|驾照"
    r"|offer|学位|批文)|交付|签署|签订|开业|投产|竣工|搬迁|搬家|完工|提交|交(?:出)?初稿|定稿"
    r"|评审|下发|印发|终稿|验收|签字|备案|归档|挂牌|入驻|到岗|签批|交底|移交|封样|招标|选型|发给"
    r"|发到|发出|交给|报给|报送|送到|录入|定下来|(?:通过"
    r"|完成)[^，,；;。]{0,14}(?:复审|评估|检查|验证|检测|年审)|选定|敲定|切换|停用|(?:确认|谈|签"
    r"|改|测|装|搬|审)完(?!成|善|整)|启用|投用|开通"
    r"|生效|换成|签完|理顺并"
    r"|完成[^，,；;。]{0,14}(?:切换|培训|部署|改造|装修|调试|签约|建档|审计|盘点|编制|试点|清点"
    r"|换装|更换)"
    r"|获批|结题|毕业|跑完[^，,；;。]{0,6}马拉松|全马|半马|学会|建成|还清|装修完|切换到|迁移"
    r"|\b(?:passes|launches|opens|closes|ships|goes live|starts up|pass|launch|ship|publish"
    r"|release|obtain|complete|finish|submit|file|migrate"
    r"|graduate|open|sign|deliver|move|pay off|get certified|become certified|roll out|go live"
    r"|replace|switch|defend|register|hand in|hand over|run (?:a|my|the)|move into|renew|close"
    r"|install|hire|appoint|relocate|sign-?off|go-live|cut over|select|choose|agree on|appoint"
    r"|circulate|present the|issue|draft of)\b(?! (?:the |our )?(?:gaps?|door|eyes|book))"
    r"|\b(?:reviewed|published|accepted|approved|signed|signed off|launched|shipped|submitted"
    r"|delivered|completed|finished|released|opened|migrated|installed|rolled out|live|filed"
    r"|certified|closed|hired|appointed|in place|handed over|agreed|circulated|issued|tested"
    r"|sent|built|written|held|chosen|set up|[a-z]{3,}ed)(?=(?: (?:with|to|in|from|for|and"
    r"|at) [a-z]+(?: [a-z]+){0,2})?(?:$|[ ,;.]*[(（:]|[ ,;.]*(?:by|before|on|and|to|until|no later"
    r"|in)\b|[,;.]))",
    re.IGNORECASE,
)


# Papers that one has or has not.
_PAPERS = re.compile(
    r"\b(?:licen[cs]e|certificate|certification|diploma|degree|permit|accreditation|patent"
    r"|visa)s?\b",
    re.IGNORECASE,
)
_FINISHED = re.compile(
    r"完成(?![率度])[^，,；;。]{2,}|上传|汇报|宣讲|更新到|整理(?:完|成|好)|改(?:完|好)|做(?:完|好)"
    r"|写(?:完|好)|搬(?:完|到)"
    r"|\b(?:update|upload|send|set up|write|prepare|clean up|rebuild|convert|register)\b",
    re.IGNORECASE,
)


def find_scope(text: str, original: str) -> str | None:
    """Return where it holds (a region, a product line, a channel, a team), or None.

    ``text`` is normalised, with words of time blanked out.
    """
    for match in _SCOPE_ZH.finditer(text):
        # A pattern that begins anywhere takes the verb along: 提升 in 提升某产品线.
        pushes = [push.span.end for push in find_pushes(match[0])]
        before = max([*pushes, *(cut.end() for cut in _CUT.finditer(match[0]))], default=0)
        start = match.start() + before if before < len(match[0]) - 1 else match.start()
        return original[start : match.end()].strip()
    match_en = _SCOPE_EN.search(original)
    return (match_en[1] or match_en[2]).strip() if match_en else None


def find_means(original: str) -> str | None:
    """Return by which means it is to be done, in the sentence's words, or None."""
    match = _MEANS.search(original)
    return match[0].strip() if match else None


def find_purpose(original: str) -> str | None:
    """Return what it is to serve, in the sentence's words, or None."""
    match = _PURPOSE.search(original)
    return match[0].strip() if match else None


def has_grounds(text: str) -> bool:
    """Return whether the sentence gives a reason why it can be done."""
    return _GROUNDS.search(text) is not None


def names_somebody(text: str) -> bool:
    """Return whether the sentence says whose goal it is."""
    return _WHOSE.search(text) is not None


def count_vague_words(text: str) -> int:
    """Return how many words stand there in a figure's stead: 进一步, better, synergies."""
    return sum(1 for _ in _VAGUE.finditer(text))


def names_deliverable(text: str, *, by_a_day: bool, plain: bool) -> bool:
    """Return whether something is to be finished that is either done or not: an exam, a launch.

    With a day for it (``by_a_day``) plainer words will do: 完成, 上传; with a date and no vague
    words (``plain``) whatever is to be there by then.
    """
    if _DELIVERABLE.search(text) is not None or _PAPERS.search(text) is not None:
        return True
    return plain or (by_a_day and _FINISHED.search(text) is not None)
