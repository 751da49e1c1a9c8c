"""What a number counts: percentages, money, time, points, symbols, or the word that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import msgspec

from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.spans import Span
from planbook.prose_numbers.wordlists import listed

PERCENT = "%"
PERCENTAGE_POINTS = "pp"

_CURRENCIES: Mapping[str, str] = MappingProxyType(
    {
        "cny": "CNY rmb cny yuan renminbi 人民币 元人民币 元整 块钱 元 圆 块 ￥ ¥ cn¥",
        "usd": "USD usd us$ dollars dollar bucks 美元 美金 美刀 刀 $",
        "eur": "EUR eur euros euro 欧元 €",
        "gbp": "GBP gbp 英镑 pounds£ £ quid",
        "jpy": "JPY jpy yen 日元 日圆 円 jp¥",
        "hkd": "HKD hkd hk$ 港元 港币 港纸",
        "twd": "TWD twd nt$ ntd 新台币 台币",
        "krw": "KRW krw won₩ 韩元 韩币 ₩",
        "inr": "INR inr rupees rs 卢比 ₹",
        "sgd": "SGD sgd s$ 新加坡元 新元 新币",
        "aud": "AUD aud a$ au$ 澳元 澳币",
        "cad": "CAD cad c$ ca$ 加元 加币",
        "nzd": "NZD nzd nz$ 新西兰元",
        "chf": "CHF chf francs 瑞士法郎 瑞郎",
        "sek": "SEK sek kronor 瑞典克朗",
        "nok": "NOK nok",
        "dkk": "DKK dkk",
        "thb": "THB thb baht 泰铢",
        "myr": "MYR myr ringgit 林吉特 马币",
        "idr": "IDR idr rupiah 印尼盾",
        "php": "PHP php₱ ₱ 菲律宾比索",
        "vnd": "VND vnd 越南盾",
        "rub": "RUB rub roubles rubles 卢布",
        "brl": "BRL brl r$ reais",
        "mxn": "MXN mxn",
        "zar": "ZAR zar rand",
        "aed": "AED aed dirhams 迪拉姆",
        "sar": "SAR sar riyals",
        "try": "TRY lira 里拉",
        "mop": "MOP mop 澳门元 澳门币",
        "pln": "PLN pln zloty",
        "czk": "CZK czk",
        "ils": "ILS ils shekels",
    }
)
_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        "s": "seconds second secs sec s 秒钟 秒",
        "ms": "milliseconds millisecond ms 毫秒",
        "minutes": "minutes minute mins min 分钟",
        "hours": "hours hour hrs hr h 个小时 小时 个钟头 钟头 个钟 课时 学时 工时",
        "days": "days day 个工作日 工作日 天",
        "weeks": "weeks week wks wk 个星期 个礼拜 星期 礼拜 周",
        "months": "months month mths 个月",
        "years": "years year yrs 年",
        "points": "points point pts pt 分",
        "kg": "kg kgs kilograms kilogram kilos kilo 公斤 千克",
        "g": "grams gram g 克",
        "mg": "mg milligrams 毫克",
        "t": "tonnes tonne metric-tons t 吨 公吨",
        "km": "km kms kilometres kilometers kilometre kilometer 公里 千米",
        "m": "metres meters metre meter 米",
        "cm": "cm centimetres centimeters 厘米",
        "mm": "millimetres millimeters 毫米",
        "L": "litres liters litre liter 升",
        "ml": "ml millilitres milliliters 毫升",
        "kWh": "kwh kilowatt-hours 千瓦时 度电",
        "MWh": "mwh 兆瓦时",
        "kW": "kw kilowatts 千瓦",
        "MW": "mw megawatts 兆瓦",
        "m²": "m² m2 sqm ㎡ 平方米 平米",
        "m³": "m³ m3 立方米",
        "km²": "km² 平方公里",
        "ha": "hectares hectare 公顷",
        "°C": "°c ℃ 摄氏度",
        "kcal": "kcal 千卡 大卡",
        "GB": "gb",
        "TB": "tb",
        "MB": "mb",
        "dB": "db decibels 分贝",
        "x": "x 倍",
    }
)


def _spelled(table: Mapping[str, str], *, first_is_code: bool) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for key, written in table.items():
        words = written.split()
        code = words[0] if first_is_code else key
        found |= dict.fromkeys(words[1 if first_is_code else 0 :], code)
    return MappingProxyType(found)


CURRENCY_WORDS = _spelled(_CURRENCIES, first_is_code=True)
_OTHER_WORDS = _spelled(_OTHERS, first_is_code=False)


def known_unit(written: str) -> str:
    """Return the unit of time, weight or size that is ``written``, as one name; else nothing."""
    return _OTHER_WORDS.get(written.strip().lower(), "")


def _choice(words: Mapping[str, str], pattern: str) -> str:
    chosen = sorted((word for word in words if re.search(pattern, word)), key=len, reverse=True)
    return "|".join(map(re.escape, chosen))


_CHINESE_UNIT = Pattern(
    "(?P<points>个?百分点|个?百分比点|个点(?!位|评|子|击))"
    "|(?P<percent>%|个?百分比)"
    f"|(?P<money>{_choice(CURRENCY_WORDS, '[^a-z]')})(?!素|旦|宵|件)"
    # 分 is a point, not the beginning of 分钟 or 分店; 周 and 天 are not those of 周期 and 天然.
    f"|(?P<other>{_choice(_OTHER_WORDS, '[^a-z]')})"
    "(?!店|公司|部|行|期|到|至|高|值|华|幅|别|析|解|配|层|批|步|布|服|转|报|刊|享|支|销|析|享"
    "|类|级|然|线|机构|校|局|中心|地|之|成|边|会|例|区|院|级)"
)
_ENGLISH_UNIT = Pattern(
    r"[ -]?(?:(?P<points>percentage[- ]points?|% ?points?|percent points?|pps?|ppts?"
    r"|p\.p\.)(?![a-z])"
    r"|(?P<basis>basis points?|bps?)(?![a-z])"
    r"|(?P<percent>%|per ?cent|pct)(?:age)?(?![a-z])"
    # Pounds of money, by what they are spent on or come in as; else they are a weight.
    r"|(?P<pounds>pounds?(?= (?:of|in|worth of|a month in|of new|of extra) (?:[a-z]+ )?(?:orders"
    r"|sales|revenue|business|income|profit|savings|bookings|turnover|pipeline|receivables|spend"
    r"|cost|costs|budget|debt|funding|donations|rent)(?![a-z])))"
    f"|(?P<money>{_choice(CURRENCY_WORDS, '^[a-z]+$')})(?![a-z])"
    r"|(?P<other>(?:(?:working|business|calendar) (?=days?))?"
    f"(?:{_choice(_OTHER_WORDS, '[a-z0-9]')}))(?![a-z0-9/²]|[- ]old))"
)
_BEFORE = Pattern(
    r"(?P<money>(?:us|hk|nt|s|au?|ca?|nz|r|jp|cn)?[$¥￥]|[€£₩₹₱]"
    r"|(?<![a-z])(?:usd|cny|rmb|eur|gbp|jpy|hkd|twd|ntd|krw|inr|sgd|aud|cad|nzd|chf|sek|thb|myr"
    r"|idr|vnd|aed|sar|zar)"
    r"|人民币|美元|美金|新台币|台币|港币|港元|欧元)[ ]?(?:约|大约)?-?$"
)

# Measure words of Chinese, the ones of two characters first. 个 stands for anything.
CLASSIFIERS = listed(
    "人次 人日 人天 家次 场次 班次 车次 批次 平方 小节 公顷 英里 英尺 英寸 加仑 立方 "
    "车皮 毫安 家 名 位 个 人 次 台 套 件 份 单 笔 场 篇 本 门 节 条 辆 间 所 座 栋 "
    "户 店 项 期 轮 届 班 组 款 支 只 张 块 片 幅 首 部 集 封 字 词 步 页 章 堂 课 题 "
    "棵 株 亩 斤 两 箱 瓶 盒 包 袋 桶 罐 盏 把 副 双 对 批 道 岁 倍 里 顿 杯 碗 盘 粒 "
    "滴 颗 根 朵 头 匹 艘 架 枚 枝 遍 趟 回 圈 册 例 起 宗 桩 卷 席 幢 局 票 曲 关 级 "
    "餐 串 盆 捆 束 股 顶 扇 尾 则"
)
_CLASSIFIER = Pattern(
    "|".join(CLASSIFIERS) + "|处(?!理|于|罚|方|境|长|事|置|在|分)|通(?!过|用|知|道|常|报|往|行)"
    "|种|类(?!似|别|型)|桌|波(?!动)|拨|版(?!本)"
)

_NOUN = Pattern(r" ?(?P<word>[一-鿿]{1,8}|[a-z][a-z-]*(?: [a-z][a-z-]*){0,5})")
_KNOWN_NOUNS = listed(
    "注册用户 付费用户 活跃用户 用户 粉丝 会员 订单 线索 商机 客户 门店 经销商 代理商 "
    "分销商 伙伴 员工 学员 学生 读者 观众 居民 家庭 企业 商家 商户 骑手 司机 医生 "
    "教师 老师 志愿者 志工 店铺 网点 城市 县 市 区 镇 村 省 社区 学校 岁 单词 词汇 字 "
    "步 页 卡路里 点击 点赞 播放 下载 浏览 评论 访客 播放量 下载量 阅读量 曝光 样本 "
    "问卷 简历 面试 合同 专利 论文 文章 视频 课程 职位 岗位 股 票 倍 转 例 起 宗 桩 "
    "级 层 段 楼 桌 床 张床位 亩 台次 脚 杯 瓶 星 斤 里 天 bug uv pv leads lead mql "
    "sql kol sku 粉"
)
_KNOWN_NOUN = Pattern(
    "(?:"
    + "|".join(sorted(map(re.escape, set(_KNOWN_NOUNS)), key=len, reverse=True))
    + ")(?![a-z])"
)
COUNTED_NOUN = Pattern(
    "注册用户|付费用户|活跃用户|用户|粉丝|会员|订单|线索|商机|门店|员工|学员|学生|读者|单词"
    "|志愿者|问卷|简历|专利|(?<=[^a-z])(?:uv|pv|bug|leads|mql|sql|sku)(?![a-z])"
)
_PHRASE = Pattern(r"[ -](?:of )?((?:[a-z][a-z'/&-]*[ ]?){1,7})")
_MEASURE = Pattern(r"(?:words?|pages?|steps?|miles?|calories)(?![a-z])")
_STOP_WORDS = frozenset(
    listed(
        "them us these those whom a an the in on at by before after until till within "
        "during over under to from for with of and or per each every through across via "
        "using while so that which who when as than this next last new-year is are be "
        "were was will sold delivered signed shipped closed opened completed done not no "
        "more less fewer above below up down into onto off out it its our their my your "
        "his her all total year-end plus minus starting ending between among against "
        "without since because but then also only just worth who's annually monthly "
        "weekly daily early late end q1 q2 q3 q4 h1 h2 eoy eom eoq january february march "
        "april may june july august september october november december jan feb mar apr "
        "jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday "
        "saturday sunday christmas thanksgiving easter cutting reducing raising improving "
        "running launching offering adding hiring training working making getting having "
        "building giving moving keeping holding come better faster higher lower greater "
        "larger smaller longer shorter around about roughly vs versus today tomorrow now year "
        "quarter month throughout despite toward towards where if compared ahead prior "
        "later can must should join attend pass complete use have had has get remain stay "
        "become successfully"
    )
)
_DONE = frozenset(listed("sold delivered signed shipped closed opened completed training working"))
_SKIPPED_FIRST = frozenset(
    listed(
        "late lost open daily weekly monthly annual new additional more extra fresh full net "
        "further "
        "different separate distinct unique brand"
    )
)
_PLURAL_MODIFIERS = frozenset(
    listed(
        "sales news business express press access process analytics logistics operations "
        "customs goods previous various campus wireless gross plus class bonus status "
        "focus ios aws saas series sports savings communications human-resources cross "
        "success congress cross-sales mass less services-related partnerships-related "
        "continuous glass compass famous serious religious"
    )
)
_IRREGULAR_PLURALS = frozenset(
    listed("people staff children men women alumni feet teeth criteria media data personnel users")
)


class Unit(msgspec.Struct, frozen=True):
    """A unit as drafts write it, where it stands, and what the number is to be multiplied by."""

    name: str
    end: int
    factor: Decimal = Decimal(1)
    kind: str = "counted"  # percent, points, money, time, symbol, counted


_TIMES = frozenset(("s", "ms", "minutes", "hours", "days", "weeks", "months", "years"))


def unit_before(text: str, start: int) -> tuple[Unit, int] | None:
    """Return the currency right before ``start`` (``$``, ``RMB``) and where it begins."""
    match = _BEFORE.search(text, max(0, start - 8), start)
    if match is None:
        return None
    return Unit(CURRENCY_WORDS[match["money"]], start, kind="money"), match.start()


def unit_after(text: str, original: str, end: int) -> Unit | None:
    """Return what the number that ends at ``end`` counts, by the words that follow it."""
    start = end
    while text[start : start + 1] in ("多", "余", "来", "+", "几") and start < len(text):
        start += 1
    spaced = start + 1 if text[start : start + 1] == " " else start
    return (
        _known_english(text, start)
        or _known_chinese(text, spaced)
        or _counted_chinese(text, original, spaced)
        or _counted_english(text, original, start)
    )


def _known_english(text: str, start: int) -> Unit | None:
    match = _ENGLISH_UNIT.match(text, start)
    if match is None:
        return None
    if match["points"]:
        return Unit(PERCENTAGE_POINTS, match.end(), kind="points")
    if match["basis"]:
        return Unit(PERCENTAGE_POINTS, match.end(), Decimal("0.01"), "points")
    if match["percent"]:
        return Unit(PERCENT, match.end(), kind="percent")
    if match["pounds"]:
        return Unit("GBP", match.end(), kind="money")
    if match["money"]:
        if match["money"] in ("rs", "rand", "won", "php") and text[match.start()] != " ":
            return None
        return Unit(CURRENCY_WORDS[match["money"]], match.end(), kind="money")
    word = match["other"].removeprefix("working ").removeprefix("business ")
    return _other(_OTHER_WORDS[word.removeprefix("calendar ")], match.end())


def _known_chinese(text: str, start: int) -> Unit | None:
    if text.startswith("‰", start):
        return Unit(PERCENT, start + 1, Decimal("0.1"), "percent")
    match = _CHINESE_UNIT.match(text, start)
    if match is None:
        return None
    if match["points"]:
        return Unit(PERCENTAGE_POINTS, match.end(), kind="points")
    if match["percent"]:
        return Unit(PERCENT, match.end(), kind="percent")
    if match["money"]:
        return Unit(CURRENCY_WORDS[match["money"]], match.end(), kind="money")
    return _other(_OTHER_WORDS[match["other"]], match.end())


def _other(name: str, end: int) -> Unit:
    kind = "time" if name in _TIMES else "score" if name == "points" else "symbol"
    return Unit(name, end, kind=kind)


def _counted_chinese(text: str, original: str, start: int) -> Unit | None:
    for pattern in (_KNOWN_NOUN, _CLASSIFIER):
        match = pattern.match(text, start)
        if match is not None and (pattern is _CLASSIFIER or len(match[0]) > 1):
            return Unit(original[start : match.end()], match.end())
    match = _KNOWN_NOUN.match(text, start)
    return Unit(original[start : match.end()], match.end()) if match else None


def _counted_english(text: str, original: str, start: int) -> Unit | None:
    """Return the head of the noun phrase that follows: distributors in "12 new distributors"."""
    match = _PHRASE.match(text, start)
    if match is None:
        return None
    measured = _MEASURE.match(match[1])
    if measured is not None:
        stop = match.start(1) + measured.end()
        return Unit(original[match.start(1) : stop], stop)
    best: tuple[int, int] | None = None
    for word in re.finditer(r"[a-z][a-z'’/&-]*", match[1]):
        letters = word[0].removesuffix("'s").rstrip("'’-/")
        if best is None and letters in _SKIPPED_FIRST:
            continue
        if best is None and letters in _DONE and _noun_follows(match[1], word.end()):
            continue
        if letters in _STOP_WORDS or (best is not None and re.search(r"(?:ed|ing|ly)$", letters)):
            break
        if letters.endswith("ly") and letters not in ("family", "supply", "assembly", "reply"):
            break
        best = (match.start(1) + word.start(), match.start(1) + word.start() + len(letters))
        if is_plural(letters) and not _plural_follows(match[1], word.end()):
            break
    return Unit(original[best[0] : best[1]], best[1]) if best else None


def _noun_follows(phrase: str, end: int) -> bool:
    """Return whether a plural noun follows right away: 35 signed dealers."""
    follows = re.match(r" ([a-z][a-z-]*)", phrase[end:])
    return bool(follows and follows[1] not in _STOP_WORDS and is_plural(follows[1]))


def _plural_follows(phrase: str, end: int) -> bool:
    follows = re.match(r" ([a-z][a-z-]*)", phrase[end:])
    return bool(
        follows
        and follows[1] not in _STOP_WORDS
        and is_plural(follows[1])
        and not follows[1].endswith("es")
    )


def is_plural(word: str) -> bool:
    if word in _PLURAL_MODIFIERS:
        return False
    if word in _IRREGULAR_PLURALS:
        return True
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous"))


def span_of(unit: Unit, start: int) -> Span:
    """Return the characters from ``start`` to the unit's end."""
    return Span(start, unit.end)
