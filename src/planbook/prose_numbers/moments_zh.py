"""Time in Chinese: 下一季度, 10月15日前, 三个月内, 年底, 双十一, and 每周, 去年, 过去三个月."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from planbook.periods import CALENDAR_YEAR
from planbook.prose_numbers import days
from planbook.prose_numbers.days import Days
from planbook.prose_numbers.moments import (
    Calendar,
    Form,
    Moment,
    first_ahead,
    form,
    match_forms,
    unresolved,
)
from planbook.prose_numbers.numerals import chinese_value
from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.spans import Span

_N = r"(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR = (
    r"(?:(?P<year>20[0-9]{2}|二[〇零][一二三四五六七八九〇零]{2}|(?<![0-9])[2-4][0-9](?= ?年))"
    r"(?: ?年)?度?"
    r"|(?P<relative>今年度?|(?<![成样版资])本年度?|这一?年|当年|明年度?|次年|来年|翌年|后年"
    r"|去年|前年"
    r"|上年度?"
    r"|下一?年度?"
    r"|新的一年|新年度))[ 的]?(?:全年)?"
)
_PART = (
    r"(?P<part>月[底低]|月末|[底低]|末|初|上旬|中旬|下旬|年底|年末|年中|年初|尾"
    r"|中(?!国|心|层|小|高|央|等|的|间|期|秋|西|学|文|标|大|转))?"
)
_MONTH = r"(?P<month>(?<![0-9.])(?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九]) ?月份?"
_DAY_NUMBER = r"(?:[12][0-9]|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAY = rf"(?P<day>{_DAY_NUMBER})(?: ?[日号]|(?=前|之前|以前|截止|止))"
_QUARTER = (
    r"(?:第?(?P<quarter>[一二三四1-4])(?:财季|季度)|第(?P<quarter2>[一二三四1-4])季"
    r"|q(?P<quarter3>[1-4])"
    r"(?![0-9])(?:季度?)?)"
)
_HALF = r"(?:(?P<half>上半财?年度?|下半财?年度?)|h(?P<half2>[12])(?![0-9a-z]))"

_BEFORE = Pattern(
    r"(?:截至到?|截止到?|截止至|不晚于|不迟于|最迟(?:在|到|于)?|最晚(?:在|到|于)?|赶在|争取在|"
    r"预计在?|计划在?|力争在?|务必在|在|于|到了?|至|从|自|由)[ ]?$"
)
_AFTER = Pattern(
    r" ?(?P<before>(?:[0-9]{1,2}[点时]整?|结束|来临|到来|完结|收官|开始|到期|放假|开学)?(?:之前"
    r"|以前|为止|截止|止|前"
    r"(?!景|提(?!升|高|到|至|交|供|前|报|出|请|名|醒|取)|期|列|端|台|沿|瞻|三甲"
    r"|[0-9一二三五十百]+ ?(?:名|强|位"
    r"|大|甲))))"
    r"|(?P<inside>(?:期间|之内|以内|内|里|当中|之中|当天|当日|整体|全年|整年)(?!部|容|销|需|训"
    r"|地|外|控))"
    r"|(?P<start>(?:开始|起)(?!码|步))"
    r"|(?P<ends>结束时?)"
)
_PAST_BEFORE = Pattern(r"(?:较|比|相比|对比|同比|环比|参照|基于|根据|相较于?|高于|低于|超过)$")

_USING = Pattern(r"(?:再?给(?:你们?|我们?|大家|自己)?|再?用时?|花|需要?|利用) ?(?:大?约)?")
_RELATIVE_YEAR: Mapping[str, int] = MappingProxyType(
    {"明": 1, "次": 1, "来": 1, "翌": 1, "下": 1, "新": 1, "后": 2, "去": -1, "上": -1, "前": -2}
)
_HOLIDAYS: Mapping[str, str] = MappingProxyType(
    {
        "春节": "spring", "过年": "spring", "农历新年": "spring", "除夕": "spring",
        "元宵节": "lantern", "元宵": "lantern", "端午节": "dragon", "端午": "dragon",
        "七夕": "double-seventh", "中秋节": "mid-autumn", "中秋": "mid-autumn",
        "重阳节": "double-ninth", "重阳": "double-ninth", "清明节": "qingming",
        "清明": "qingming", "元旦": "new-year", "情人节": "valentine", "三八节": "womens-day",
        "妇女节": "womens-day", "五一": "may-day", "劳动节": "may-day", "六一": "childrens-day",
        "儿童节": "childrens-day", "618": "618", "六一八": "618", "国庆节": "national-day",
        "国庆": "national-day", "十一": "national-day", "万圣节": "halloween",
        "双十一": "singles-day", "双11": "singles-day", "光棍节": "singles-day",
        "双十二": "double-twelve", "双12": "double-twelve", "平安夜": "christmas-eve",
        "圣诞节": "christmas", "圣诞": "christmas", "感恩节": "thanksgiving",
        "黑五": "black-friday", "黑色星期五": "black-friday", "跨年": "new-years-eve",
    }
)  # fmt: skip
_HOLIDAY = "|".join(sorted((*_HOLIDAYS, "十一"), key=len, reverse=True)).replace(
    "|十一|", r"|(?<![0-9二三四五六七八九双])十一(?=前|之前|以前|期间|黄金周|长假|假期|国庆)|"
)
_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "周时间": "week",
        "月": "month", "季度": "quarter", "季": "quarter", "年": "year", "财年": "year",
        "工作日": "workday", "自然日": "day", "自然月": "month", "半年": "half", "学期": "half",
    }
)  # fmt: skip


def find_chinese_moments(text: str, calendar: Calendar) -> Iterator[Moment]:
    """Yield the words about time in normalised ``text`` that Chinese grammar accounts for."""
    for span, one, found in match_forms(_FORMS, text, calendar):
        yield _tied_in(text, span, one, found, calendar)


def _tied_in(text: str, span: Span, form: Form, found: Days | None, calendar: Calendar) -> Moment:
    before = _BEFORE.search(text, max(0, span.start - 6), span.start)
    after = _AFTER.match(text, span.end)
    start = before.start() if before else span.start
    end = after.end() if after else span.end
    around, part, strength = Span(start, end), form.part, form.strength
    word = before[0] if before else ""
    if form.part == "duration":
        using = _USING.match(text, span.start, span.end)
        span = Span(using.end(), span.end) if using else span
    if part == "deadline" and (
        (found is not None and found.last < calendar.as_of)
        or _PAST_BEFORE.search(text, max(0, span.start - 3), span.start)
    ):
        part = "past"
    if part != "deadline":
        return Moment(span, around, found, part, strength)
    if after and after["before"]:
        # 前 belongs to the deadline's words, 在 and 内 only tie it in.
        return Moment(Span(span.start, end), around, found, part, 3)
    if word.startswith(("截", "到", "至", "最", "不", "赶")):
        return Moment(span, around, found, part, 3)
    if after and after["start"]:
        return Moment(span, around, found, "start", strength)
    if word.startswith(("从", "自", "由")) and not (after and after["inside"]):
        return Moment(span, around, found, "start", strength)
    return Moment(span, around, found, part, strength)


def _number(written: str) -> int:
    if written.isascii():
        return int(written)
    value = chinese_value(written)
    assert value is not None
    return int(value)


def _year_of(match: re.Match[str], calendar: Calendar) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        number = _number(groups["year"])
        return number + 2000 if number < 100 else number
    word = groups.get("relative")
    if word:
        return calendar.as_of.year + _RELATIVE_YEAR.get(word[0], 0)
    return None


def _month_day(match: re.Match[str], calendar: Calendar) -> Days | None:
    number, day = _number(match["month"]), _number(match["day"])
    year = _year_of(match, calendar)
    if year is not None:
        return days.day_of(year, number, day)
    return days.next_day_of(number, day, calendar.as_of)


def _month(match: re.Match[str], calendar: Calendar) -> Days | None:
    number, year = _number(match["month"]), _year_of(match, calendar)
    part = _part(match["part"])
    if year is not None:
        return days.month(year, number).part(part)
    years = range(calendar.as_of.year, calendar.as_of.year + 2)
    return first_ahead((days.month(one, number).part(part) for one in years), calendar)


def _part(word: str | None) -> str:
    return {"初": "early", "上旬": "early", "中": "mid", "中旬": "mid"}.get(word or "", "whole")


def _quarter(match: re.Match[str], calendar: Calendar) -> Days | None:
    number = _number(match["quarter"] or match["quarter2"] or match["quarter3"])
    year, part = _year_of(match, calendar), _part(match["part"])
    first = calendar.as_of.year - 1
    years = range(first, first + 4) if year is None else (year,)
    found = (days.quarter(one, number, calendar.fiscal) for one in years)
    parted = (one.part(part) for one in found if one is not None)
    return next(parted, None) if year is not None else first_ahead(parted, calendar)


def _half(match: re.Match[str], calendar: Calendar) -> Days | None:
    number = int(match["half2"] or (1 if match["half"].startswith("上") else 2))
    year, fiscal = _year_of(match, calendar), calendar.fiscal
    if year is not None:
        return days.half(year, number, fiscal)
    first = calendar.as_of.year - 1
    return first_ahead(
        (days.half(one, number, fiscal) for one in range(first, first + 4)), calendar
    )


def _whole_year(match: re.Match[str], calendar: Calendar) -> Days | None:
    year = _year_of(match, calendar)
    if year is None:
        return None
    part = match["part"]
    if part == "年中" or part == "中":
        return days.half(year, 1, CALENDAR_YEAR)
    if part in ("年初", "初"):
        return days.quarter(year, 1, CALENDAR_YEAR)
    return days.whole_year(year)


def _fiscal_year(match: re.Match[str], calendar: Calendar) -> Days | None:
    word = match["which"] or ""
    year = re.search(r"[0-9]{2}(?= ?年?$)", word)
    if year is not None:
        return days.whole_year(int(year[0]) + 2000, calendar.fiscal)
    shift = 1 if word.startswith(("下", "明", "新")) else -1 if word.startswith(("上", "去")) else 0
    return days.year_from(calendar.as_of, shift, calendar.fiscal)


def _current_month(match: re.Match[str], calendar: Calendar) -> Days | None:
    word = match["which"]
    shift = len(re.findall("下", word)) - len(re.findall("上", word))
    found = days.month(calendar.as_of.year, calendar.as_of.month + shift)
    if match["day"]:
        return days.day_of(found.first.year, found.first.month, _number(match["day"]))
    return found.part(_part(match["part"]))


def _current_quarter(match: re.Match[str], calendar: Calendar) -> Days | None:
    word = match["which"]
    shift = len(re.findall("下", word)) - len(re.findall("上", word))
    return days.quarter_from(calendar.as_of, shift, calendar.fiscal)


def _current_half(_match: re.Match[str], calendar: Calendar) -> Days | None:
    return days.half_from(calendar.as_of, 0, calendar.fiscal)


def _month_end(match: re.Match[str], calendar: Calendar) -> Days | None:
    found = days.month(calendar.as_of.year, calendar.as_of.month)
    if match[0] in ("月中", "月半"):
        middle = days.day_of(found.first.year, found.first.month, 15)
        return middle if middle and middle.last >= calendar.as_of else None
    return found


def _year_end(match: re.Match[str], calendar: Calendar) -> Days | None:
    year = calendar.as_of.year
    if match[0].startswith("年中"):
        return first_ahead((days.half(one, 1, CALENDAR_YEAR) for one in (year, year + 1)), calendar)
    return days.whole_year(year)


def _week(match: re.Match[str], calendar: Calendar) -> Days | None:
    word = match["which"]
    shift = len(re.findall("下", word)) - len(re.findall("上", word))
    found = days.week(calendar.as_of, shift)
    weekday = match["weekday"]
    if weekday:
        day = found.first.toordinal() + "一二三四五六日天末".index(weekday) % 7
        if weekday == "天":
            return Days(found.last, found.last)
        if weekday == "末":
            return Days(found.last, found.last)
        return Days(date_of(day), date_of(day))
    return found


def _weekday(match: re.Match[str], calendar: Calendar) -> Days | None:
    number = "一二三四五六日".find(match["weekday"].replace("天", "日").replace("末", "日"))
    return days.next_weekday(number, calendar.as_of)


def _weekday_of_month(match: re.Match[str], calendar: Calendar) -> Days | None:
    as_of, year = calendar.as_of, _year_of(match, calendar)
    if match["this"]:
        months = [(as_of.year, as_of.month + ("下" in match["this"]))]
    else:
        number = _number(match["month"])
        months = [
            (one, number) for one in ((as_of.year, as_of.year + 1) if year is None else (year,))
        ]
    weekday = "一二三四五六日".index(match["weekday"].replace("天", "日"))
    which = -1 if match["which"] == "最后" else _number(match["which"][1:])
    for one in months:
        found = days.weekday_of(days.month(*one), weekday, which)
        if found is not None and (found.last >= as_of or year is not None):
            return found
    return None


def _numbered_week(match: re.Match[str], calendar: Calendar) -> Days | None:
    return days.next_numbered_week(int(match["week"] or match["week2"]), calendar.as_of)


def _near_day(match: re.Match[str], calendar: Calendar) -> Days | None:
    shift = {"今": 0, "本": 0, "明": 1, "后": 2, "大": 3}[match[0][0]]
    day = date_of(calendar.as_of.toordinal() + shift)
    return Days(day, day)


def _holiday(match: re.Match[str], calendar: Calendar) -> Days | None:
    return days.holiday(_HOLIDAYS[match["name"]], calendar.as_of, _year_of(match, calendar))


def _numeric(match: re.Match[str], calendar: Calendar) -> Days | None:
    number, day = int(match["month"]), int(match["day"])
    if match["year"]:
        return days.day_of(int(match["year"]), number, day)
    return days.next_day_of(number, day, calendar.as_of)


def _day_alone(match: re.Match[str], calendar: Calendar) -> Days | None:
    day = _number(match["day"] or match["day_to"])
    for shift in (0, 1, 2):
        there = days.month(calendar.as_of.year, calendar.as_of.month + shift).first
        found = days.day_of(there.year, there.month, day)
        if found is not None and found.last >= calendar.as_of:
            return found
    return None


def _duration(match: re.Match[str], calendar: Calendar) -> Days | None:
    if match["half"]:
        if "月" in match["half"]:
            return days.after(calendar.as_of, 15, "day")
        return days.after(calendar.as_of, 1, "half")
    unit = _UNITS[match["unit"]]
    count = _number(match["high"] or match["count"])
    if (match["plus"] or match["tail"]) and unit == "year":  # 一年半
        return days.after(calendar.as_of, count * 12 + 6, "month")
    if match["plus"] and unit == "month":  # 两个半月
        whole = days.after(calendar.as_of, count, "month")
        return Days(whole.first, days.after(whole.last, 15, "day").last)
    return days.after(calendar.as_of, count, unit)


def _season(match: re.Match[str], calendar: Calendar) -> Days | None:
    ends = {"春": 5, "夏": 8, "暑": 8, "秋": 11, "冬": 14, "寒": 14}
    last = next(ends[letter] for letter in match["season"] if letter in ends)
    year = _year_of(match, calendar)
    years = (year,) if year is not None else range(calendar.as_of.year - 1, calendar.as_of.year + 2)
    found = (Days(days.month(one, last - 2).first, days.month(one, last).last) for one in years)
    return found.__next__() if year is not None else first_ahead(found, calendar)


def _edge_of_year(match: re.Match[str], calendar: Calendar) -> Days | None:
    year = _year_of(match, calendar) or calendar.as_of.year
    return days.edge_of_year(
        year,
        _number(match["count"]),
        _UNITS[match["unit"]],
        last="末" in match["edge"] or "最" in match["edge"],
    )


def _last_of_years(match: re.Match[str], _calendar: Calendar) -> Days | None:
    first, last = int(match[0][:4]), int(match["year"])
    if not first <= last:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31))


def _five_years(match: re.Match[str], _calendar: Calendar) -> Days | None:
    last = 2025 + 5 * "四五六七".index(match["number"])
    return Days(date(last - 4, 1, 1), date(last, 12, 31))


def date_of(ordinal: int) -> date:
    """Return the day with that ordinal."""
    return date.fromordinal(ordinal)


_SPAN_OF_TIME = (
    rf"(?:(?P<half>半年|半个?月)|(?P<count>{_N})(?:[ ]?[-~至到][ ]?(?P<high>{_N}))? ?(?:个"
    rf"|個)?(?P<plus>半)?"
    r"(?P<unit>工作日|自然日|自然月|星期|礼拜|(?<=[个個两半])季度|学期|财年|天|日|周"
    r"|(?<=[个個半两])月|(?<=[个個两半])季"
    r"|年)(?P<tail>半(?!年))?)"
)


_FORMS = (
    # Not deadlines: how often, and what has passed.
    form(
        r"每(?:隔)?(?:一|[0-9]|两|三|半)?个?(?:天|日|周|星期|礼拜|旬|月|季度?|年|半年|小时|分钟"
        r"|晚|工作日)"
        r"(?:度|[末初底])?|逐[月季年周日]|[月季周日]度?均|[周月日]活|月销|月薪|年薪|月活|日活"
        r"|周活|年化|年会(?!之?前|以前|上|期间|结束)"
        r"|月报|周报|日报|周例会|周会|月会|年报|季报|半年报|月饼|年轻|周期|周转|周边|年龄|年限"
        r"|月度|年度(?=目标|经营"
        r"|收入|营收|合同|预算|计划|考核|战略|总|奖|最佳|优秀|框架|kpi|利润)",
        unresolved, 2, "frequency",
    ),
    form(
        rf"(?:过去|最近|(?<![接将附])近|(?<![目之以提])前|此前|以往|头)(?:的)?{_SPAN_OF_TIME}"
        rf"|去年(?:同期|全年)?|上年同期"
        rf"|前年|往年|历年"
        r"|同期|上个?月|上周|上个?季度?|上一个?(?:季度|财年|年度|月|周)|昨天|昨日|历史同期",
        unresolved, 2, "past",
    ),
    form(r"(?<!年)前[二两三2-3]个?季度?", unresolved, 2, "past"),
    form(
        rf"(?:{_YEAR}|年内)的?(?P<edge>最后|末尾|前|头)(?P<count>{_N})个?(?P<unit>月|季度|周)",
        _edge_of_year,
    ),
    form(rf"连续{_SPAN_OF_TIME}", unresolved, 2, "mention"),
    form(r"20[2-4][0-9]年?[-~至到](?P<year>20[2-4][0-9])年?", _last_of_years, 2),
    form(rf"{_N} ?年(?:以上|的?(?:经验|历史|老|龄|期|质保|保修|传统))", unresolved, 2, "mention"),
    # Days.
    form(
        r"(?<![0-9])(?P<year>20[0-9]{2})[-/.](?P<month>1[0-2]|0?[1-9])[-/.]"
        r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])[日号]?",
        _numeric, 3,
    ),
    form(
        r"(?<![0-9./])(?P<year>)(?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12][0-9]|0?[1-9])"
        r"(?= ?(?:日|号|前|之前|以前|截止|止|上线|交付|完成))[日号]?",
        _numeric, 3,
    ),
    form(rf"(?:{_YEAR})?{_MONTH} ?{_DAY}", _month_day, 3),
    form(
        rf"(?P<which>(?<![成样版资])本月|这个?月|当月|下下?个?月"
        rf"|下一个?月)(?:的)?(?: ?{_DAY})?{_PART}",
        _current_month,
    ),
    form(
        rf"(?<=[到至])(?<!从[到至]) ?(?P<day_to>{_DAY_NUMBER}) ?[日号](?![楼线店厂仓门])"
        rf"|(?<![0-9月第十一二三四五六七八九])(?P<day>{_DAY_NUMBER})[日号]"
        r"(?=前|之前|以前|截止|为止|下班|当天|晚|早|上午|下午)",
        _day_alone, 3,
    ),
    form(
        r"(?P<which>(?:(?<![成样版资])本|这个?|当|下下?个?|下一个?)(?:周|星期"
        r"|礼拜))(?P<weekday>[一二三四五六日天末])?"
        r"(?:下班)?",
        _week,
    ),
    form(
        r"(?<![0-9一二两三四五六七八九十个每本这上下])(?:周|星期"
        r"|礼拜)(?P<weekday>[一二三四五六日天末])"
        r"(?:下班)?",
        _weekday, 3,
    ),
    form(r"今天|今日|今晚|本日|明天|明日|明晚|大后天|后天", _near_day, 3),
    form(
        rf"(?:{_YEAR})?(?:{_MONTH}|(?P<this>本月|下个?月|当月))的?(?P<which>第[一二三四五]"
        rf"|最后)(?:一)?个?"
        r"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])",
        _weekday_of_month, 3,
    ),
    form(r"(?<![第0-9])(?:第 ?(?P<week>[0-9]{1,2}) ?周"
        r"|(?<![a-z])w(?P<week2>[0-9]{2})(?![0-9])周?)(?!年)", _numbered_week),
    # Months, quarters, halves, years.
    form(rf"(?:{_YEAR})?{_MONTH}{_PART}", _month),
    form(rf"(?:{_YEAR})?[-]?{_QUARTER}{_PART}", _quarter),
    form(
        r"(?P<half>)?(?P<quarter3>)q(?P<quarter>[1-4])(?P<quarter2>)[ "
        r"-]?(?:fy)?(?:(?P<year>20[0-9]{2}))"
        r"(?P<relative>)(?P<part>)",
        _quarter,
    ),
    form(rf"(?:{_YEAR}|fy(?P<y2>[0-9]{{2}}) ?)?[-]?{_HALF}", _half),
    form(
        r"(?P<which>(?:本|这个?|当|下下?一?个?|下1个|上一?个?)财?季)(?:度)?(?:底|末)?(?!节)",
        _current_quarter,
    ),
    form(r"(?:这|当前|本)个?半年", _current_half),
    form(
        rf"{_YEAR}(?:年)?(?<=[年度的 全])?{_PART}(?<!20[0-9]{{2}})(?<!20[0-9]{{2}} )", _whole_year),
    form(
        r"(?<![0-9a-z.,-])(?P<relative>)(?P<part>)(?P<year>20[2-4][0-9])(?![0-9.,%a-z年届级款版])"
        r"(?! ?[万亿家个元套台件人名位款份])",
        _whole_year, 1,
    ),
    form(
        r"(?:(?P<which>本|这个?|当前?|下一?个?|上一?个?|明年?|今年?|新"
        r"|20[0-9]{2} ?年?)(?:个)?)? ?(?:的)?"
        r"(?:财年|财政年度?|会计年度)(?:度)?(?:底|末|年底)?",
        _fiscal_year,
    ),
    form(r"(?P<which>fy ?(?:20)?[0-9]{2})(?![0-9])(?:财年)?(?:底|末|年底)?", _fiscal_year),
    form(r"月[底低]|月末|(?<!个)(?<!半)月内|月中(?=前|之前|以前)|月半", _month_end),
    form(
        r"季度?末|季度?[底低]|季度内|当季",
        lambda _match, c: days.quarter_from(c.as_of, 0, c.fiscal),
    ),
    form(
        r"年[底低]|年末|年终(?!奖|绩|评|考|总|盘)|岁末|年内|全年|年中(?=前|之前|以前|完|达)|年尾",
        _year_end,
    ),
    form(
        rf"(?:{_YEAR})?(?P<name>{_HOLIDAY})(?:节|假期|长假|黄金周|大促|购物节)?(?:前夕)?",
        _holiday,
    ),
    form(
        rf"(?:{_YEAR})?今?(?P<season>春季|春天|夏季|夏天|秋季|秋天|冬季|冬天|(?<=今)[春夏秋冬]"
        rf"|暑假|暑期|寒假)"
        r"(?!学期|新品|款|班|招聘|促销|攻势|装|赛)",
        _season,
    ),
    form(r"[“\"]?十(?P<number>[四五六七])五[”\"]?(?:规划)?(?:期间|期末|末|时期)?", _five_years, 1),
    # Durations; only with a word that makes them run from now.
    form(
        rf"(?:(?:未来|接下来|今后|往后|后续|再过|再用|用时?|花"
        rf"|需要?)(?:的)?)?(?:大?约)?{_SPAN_OF_TIME}"
        r"(?:的?时间)?(?:之内|以内|内|里(?!程|面)|后(?!端|台|续|勤)|之后|为期|时间)(?!部|容|销"
        r"|需|训|地|外|控)",
        _duration, 2, "duration",
    ),
    form(
        rf"(?:未来|接下来|今后|往后|后续|再用|再?给(?:你们?|我们?|大家|自己)?|(?:利用|用)(?!户)"
        rf"|花)(?:的)?(?:这)?(?:大?约)?{_SPAN_OF_TIME}"
        r"(?:的?时间)?(?:之内|以内|内|里)?",
        _duration, 2, "duration",
    ),
    form(
        rf"(?:^|(?<=[，,；;。:：])|(?<=[^从由自在到至为 ] ))(?:用)?{_SPAN_OF_TIME}(?=省|砍|压"
        rf"|缩|办|收|追|清|翻|拉|改|出"
        rf"|交|打|谈|进|覆盖|培训|把|将"
        rf"|让|使|完成|提升|提高|增|减"
        rf"|降|跑|读|学|瘦|赚|签|做|招|拿|开|上线|实现|达到|攒|存|背|涨"
        r"|卖|突破|搞定|掌握|建|培养|拓展|新|通过|考|拓|拜访|走|养成)",
        _duration, 1, "duration",
    ),
    # Occasions whose day only their people know.
    form(r"入[春夏秋冬]|开春", unresolved, 0),
    form(r"(?<![0-9一二两三四五六七八九十几多半去今明近])年前(?!后|三|两)", unresolved, 0),
    form(
        r"(?:(?:春|夏|秋|冬)季?|(?:20[0-9]{2}|今|明|本)年度?的?|年度)?(?:糖酒会|展会|展览会|订货会"
        r"|展销会|招商会|博览会"
        r"|交易会|广交会|进博会|发布会|年会|招聘会|大促|促销|购物节|旺季|淡季|开学季|家博会|建博会"
        r"|评审会|董事会|股东会)"
        r"(?=前|之前|以前|上|期间|结束)",
        unresolved, 0,
    ),
    form(
        r"(?:本|这个?|下个?|上)?学期(?:期末|末|结束|底)?|期末(?:考试)?|学年(?:末|底|结束)?"
        r"|(?:试用期|实习期|项目|合同期|任期)"
        r"(?=结束|内|满)|毕业(?=前|之前|以前)|退休(?=前|之前)|开学(?=前|之前)",
        unresolved, 0,
    ),
)  # fmt: skip
