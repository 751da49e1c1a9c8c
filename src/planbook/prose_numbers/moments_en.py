"""Time in English: next quarter, by 15 October, within two weeks, and weekly, last year, Q2's."""

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
from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.spans import Span
from planbook.prose_numbers.wordlists import listed

_MONTHS = listed(
    "january february march april may june july august september october november december"
)
# As they are often mistyped; the first letters still tell them apart.
_MISTYPED = (
    "janurary|januray|janaury|januarry|jaunary|feburary|febuary|febrary|februrary|febuaray"
    "|marhc|aprill|agust|augest|agusut|augsut|setpember|septmber|septemeber|septembre|sepember"
    "|ocotber|octobre"
    "|octber|ocober|octoer|novemeber|novembr|novemer|noveber|novmber|decemeber|decembr|decmber"
    "|deceber|desember"
)
_MONTH_NAME = (
    r"(?P<name>january|february|march|april|may(?! (?:take|be|not|only|have|exceed|cost|need|go"
    r"|rise|fall|drop|never|we|i|you)\b)|june|july|august|september|october|november"
    rf"|december|{_MISTYPED}"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?![a-z])(?:\.(?=,? ?[0-9]))?"
)
_DAY_WORDS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            listed(
                "first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
                "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
                "nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
                "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth "
                "thirty-first"
            ),
            start=1,
        )
    }
)
_DAY_WORD = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
_DAY = (
    r"(?:(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9a-z%]|[.,][0-9])"
    rf"|(?P<day_word>{_DAY_WORD})(?![a-z-]))"
)
_YEAR = (
    r"(?:,? ?(?:of |in )?(?:the )?(?:(?P<year>20[0-9]{2})(?![0-9])|(?:fy|fiscal"
    r"|fiscal year) ?'?(?P<fy>(?:20)?"
    r"[0-9]{2})(?![0-9])|'(?P<short>[2-4][0-9])(?![0-9])"
    r"|(?P<relative>(?:next|this|the coming|the following|last|the current|coming) "
    r"(?:fiscal |financial |calendar )?year)))?"
)
_YEAR_BEFORE = (
    r"(?:(?P<year0>20[0-9]{2})[ -]?|fy ?'?(?P<fy0>(?:20)?[0-9]{2})[ -]?"
    r"|(?P<relative0>next|this|last) year'?s? )?"
)
_WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_WEEKDAY = (
    r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|thu"
    r"|fri|sat|sun)(?![a-z])"
)
_WHICH = (
    r"(?:(?P<which>next|this|the coming|coming|the following|following|the current|current"
    r"|upcoming|the upcoming|the next) )"
)
_ORDINALS: Mapping[str, int] = MappingProxyType(
    {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
     "final": 4, "last": 4}
)  # fmt: skip
_WORDS: Mapping[str, int] = MappingProxyType(
    {
        word: value
        for value, word in enumerate(
            listed(
        "one two three four five six seven eight nine ten eleven twelve"
    ), start=1
        )
    }
    | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "fifteen": 15, "eighteen": 18,
       "twenty": 20, "thirty": 30, "forty-five": 45, "forty": 40, "fifty": 50, "sixty": 60,
       "ninety": 90, "a hundred": 100, "one hundred": 100, "a few": 3, "a dozen": 12}
)  # fmt: skip
_COUNT = (
    r"(?:[0-9]{1,3}|"
    + "|".join(sorted((re.escape(word) for word in _WORDS), key=len, reverse=True))
    + r")"
)
_HOLIDAYS: Mapping[str, str] = MappingProxyType(
    {
        "chinese new year": "spring", "lunar new year": "spring", "spring festival": "spring",
        "lantern festival": "lantern", "dragon boat festival": "dragon",
        "mid-autumn festival": "mid-autumn", "mid autumn festival": "mid-autumn",
        "new year's eve": "new-years-eve", "new years eve": "new-years-eve",
        "new year's day": "new-year", "new year's": "new-year", "new year": "new-year",
        "the new year": "new-year", "valentine's day": "valentine", "valentine's": "valentine",
        "women's day": "womens-day", "easter": "easter", "labour day": "may-day",
        "children's day": "childrens-day", "independence day": "independence",
        "4th of july": "independence", "national day": "national-day",
        "golden week": "national-day", "halloween": "halloween", "singles' day": "singles-day",
        "singles day": "singles-day", "single's day": "singles-day", "double 11": "singles-day",
        "double eleven": "singles-day", "11.11": "singles-day", "double 12": "double-twelve",
        "thanksgiving": "thanksgiving", "black friday": "black-friday",
        "cyber monday": "cyber-monday", "christmas eve": "christmas-eve",
        "christmas day": "christmas", "christmas": "christmas", "xmas": "christmas",
    }
)  # fmt: skip
_HOLIDAY = "|".join(sorted(map(re.escape, _HOLIDAYS), key=len, reverse=True))

_EDGE = (
    r"(?:(?:the )?(?P<edge>very end|end|close|last day|last week|start|beginning|middle|early"
    r"|mid|late|first week"
    r"|first half|second half|final week)(?:[ -]of)?[ -](?:the )?)"
)
_SETTING = Pattern(
    r"(?:(?P<by>no later than|not later than|on or before|at or before|prior to|ahead of"
    r"|up until|up to"
    r"|by no later than|by|before|until|till|til|through to|thru|through|due(?: on| by)?"
    r"|deadline(?: is|:)?|come"
    r"|to be done by|ending|ends)|(?P<within>within|inside of|inside)"
    r"|(?P<since>starting(?: from| in| on)?|beginning(?: in| on| from)?|effective|as from|as of"
    r"|from|since)"
    r"|(?P<than>than(?: in)?|vs\.?|versus|compared (?:to|with)|over(?= (?:q[1-4]|h[12]"
    r"|20[0-9]{2}|last|the same))"
    r"|relative to|against|based on|from our|like|of last|our|since last)"
    r"|(?P<during>in|during|over|for|on|throughout|across|at|this|around|of))[ :]+(?P<the>the )?"
    r"(?:(?P<about>around|about|roughly|approximately|(?:the )?close of business(?: on)?|cob"
    r"|eod|midnight on|(?:the )?(?:end of business|end of play|close of play)(?: on)?) )?$"
)


def find_english_moments(text: str, calendar: Calendar) -> Iterator[Moment]:
    """Yield the words about time in normalised ``text`` that English grammar accounts for."""
    for span, one, found in match_forms(_FORMS, text, calendar):
        yield _tied_in(text, span, one, found, calendar)


def _tied_in(text: str, span: Span, form: Form, found: Days | None, calendar: Calendar) -> Moment:
    before = _SETTING.search(text, max(0, span.start - 40), span.start)
    if (
        before
        and before.start() > 0
        and text[before.start() - 1].isalnum()
        and text[before.start() - 1].isascii()
    ):
        before = None
    around = Span(before.start() if before else span.start, span.end)
    part, strength = form.part, form.strength
    if part == "deadline" and (
        (found is not None and found.last < calendar.as_of) or (before and before["than"])
    ):
        part = "past"
    if before is None or part not in ("deadline", "duration"):
        return Moment(span, around, found, part, strength)
    if before["by"] and before["by"].startswith(("due", "deadline")) and " by" not in before["by"]:
        return Moment(span, around, found, part, 3)
    if before["by"]:
        return Moment(around, around, found, "deadline" if part == "deadline" else part, 3)
    if before["within"]:
        return Moment(around, around, found, part, max(strength, 2))
    if before["since"]:
        return Moment(span, around, found, "start", strength)
    return Moment(span, around, found, part, max(strength, 2) if before["during"] else strength)


def _month_number(name: str) -> int:
    letters = {"agu": "aug", "jau": "jan", "set": "sep", "oco": "oct", "des": "dec"}
    start = letters.get(name[:3], name[:3])
    return next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(start))


def _year_of(match: re.Match[str], calendar: Calendar) -> int | None:
    groups = match.groupdict()
    for name in ("year", "year0"):
        if groups.get(name):
            return int(groups[name])
    for name in ("fy", "fy0", "short"):
        if groups.get(name):
            return int(groups[name]) % 100 + 2000
    word = groups.get("relative") or groups.get("relative0")
    if word:
        shift = -1 if "last" in word else 0 if "this" in word or "current" in word else 1
        return calendar.as_of.year + shift
    return None


def _edge(match: re.Match[str]) -> str:
    word = match.groupdict().get("edge") or ""
    if word in ("start", "beginning", "early", "first week"):
        return "early"
    return "mid" if word in ("middle", "mid") else "whole"


def _parted(found: Days | None, match: re.Match[str]) -> Days | None:
    if found is None:
        return None
    word = match.groupdict().get("edge") or ""
    length = (found.last - found.first).days + 1
    if word in ("first week", "start", "beginning") and length > 27:
        return Days(found.first, date.fromordinal(found.first.toordinal() + 6))
    if word in ("mid", "middle") and 28 <= length <= 31:
        return Days(found.first, found.first.replace(day=15))
    if word in ("mid", "middle") and length > 300:
        return Days(found.first, days.month(found.first.year, found.first.month + 5).last)
    if word in ("mid", "middle"):
        return Days(found.first, date.fromordinal(found.first.toordinal() + length // 2 - 1))
    if word == "first half" and length > 300:
        return Days(found.first, days.month(found.first.year, found.first.month + 5).last)
    if word == "first half":
        return Days(found.first, date.fromordinal(found.first.toordinal() + length // 2 - 1))
    return found.part(_edge(match))


def _month_day(match: re.Match[str], calendar: Calendar) -> Days | None:
    number = _month_number(match["name"])
    day = int(match["day"] or _DAY_WORDS[match["day_word"]])
    year = _year_of(match, calendar)
    if year is not None:
        return days.day_of(year, number, day)
    return days.next_day_of(number, day, calendar.as_of)


def _month(match: re.Match[str], calendar: Calendar) -> Days | None:
    number, year = _month_number(match["name"]), _year_of(match, calendar)
    if year is not None:
        return _parted(days.month(year, number), match)
    first = calendar.as_of.year
    return first_ahead(
        (_parted(days.month(one, number), match) for one in (first, first + 1)), calendar
    )


def _numeric(match: re.Match[str], calendar: Calendar) -> Days | None:
    first, second = int(match["a"]), int(match["b"])
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        year += 2000
    # 15/10 can only be a day and a month; 10/12 is read the American way.
    number, day = (second, first) if first > 12 else (first, second)
    if year is not None:
        return days.day_of(year, number, day)
    return days.next_day_of(number, day, calendar.as_of)


def _slashed(match: re.Match[str], calendar: Calendar) -> Days | None:
    first, second = int(match["a"] or match["a2"]), int(match["b"] or match["b2"])
    number, day = (second, first) if first > 12 else (first, second)
    return days.next_day_of(number, day, calendar.as_of)


def _iso(match: re.Match[str], _calendar: Calendar) -> Days | None:
    return days.day_of(int(match["year"]), int(match["month"]), int(match["day"]))


def _quarter(match: re.Match[str], calendar: Calendar) -> Days | None:
    word = match["number"] or match["number2"] or match["ordinal"]
    number = int(word) if word.isdigit() else _ORDINALS[word]
    year, fiscal = _year_of(match, calendar), calendar.fiscal
    if year is not None:
        return _parted(days.quarter(year, number, fiscal), match)
    first = calendar.as_of.year - 1
    return first_ahead(
        (_parted(days.quarter(one, number, fiscal), match) for one in range(first, first + 4)),
        calendar,
    )


def _half(match: re.Match[str], calendar: Calendar) -> Days | None:
    word = match["number"] or match["ordinal"]
    number = int(word) if word.isdigit() else (1 if word in ("first", "1st") else 2)
    year, fiscal = _year_of(match, calendar), calendar.fiscal
    if year is not None:
        return _parted(days.half(year, number, fiscal), match)
    first = calendar.as_of.year - 1
    return first_ahead(
        (days.half(one, number, fiscal) for one in range(first, first + 4)), calendar
    )


def _shift(word: str | None) -> int:
    return 0 if word is None or "this" in word or "current" in word else 1


def _relative(match: re.Match[str], calendar: Calendar) -> Days | None:
    shift, unit, as_of = _shift(match["which"]), match["unit"], calendar.as_of
    found: Days | None
    if "quarter" in unit:
        found = days.quarter_from(as_of, shift, calendar.fiscal)
    elif "month" in unit:
        found = days.month(as_of.year, as_of.month + shift)
    elif unit in ("week", "weekend"):
        found = days.week(as_of, shift)
    elif "half" in unit:
        found = days.half_from(as_of, shift, calendar.fiscal)
    elif unit.startswith(("fiscal", "financial")):
        found = days.year_from(as_of, shift, calendar.fiscal)
    else:
        found = days.whole_year(as_of.year + shift)
    return _parted(found, match)


def _bare(match: re.Match[str], calendar: Calendar) -> Days | None:
    word, as_of = match[0], calendar.as_of
    if word in ("eom",) or "month" in word:
        return days.month(as_of.year, as_of.month)
    if word in ("eow",) or "week" in word:
        return days.week(as_of)
    if word in ("eoq",) or "quarter" in word:
        return days.quarter_from(as_of, 0, calendar.fiscal)
    if "fiscal" in word or "financial" in word or "fy" in word:
        return days.year_from(as_of, 0, calendar.fiscal)
    if "half" in word:
        return days.half_from(as_of, 0, calendar.fiscal)
    if word.startswith("mid"):
        return first_ahead(
            (days.half(one, 1, CALENDAR_YEAR) for one in (as_of.year, as_of.year + 1)), calendar
        )
    return days.whole_year(as_of.year)


def _year_alone(match: re.Match[str], calendar: Calendar) -> Days | None:
    year = _year_of(match, calendar)
    if year is None:
        return None
    groups = match.groupdict()
    of_business = groups.get("fy") or groups.get("fiscal")
    fiscal = calendar.fiscal if of_business else CALENDAR_YEAR
    return _parted(days.whole_year(year, fiscal), match)


def _weekday(match: re.Match[str], calendar: Calendar) -> Days | None:
    number = next(i for i, full in enumerate(_WEEKDAYS) if full.startswith(match["weekday"][:3]))
    word = match["which"] or ""
    if "next" in word or "following" in word:
        return Days(
            *[date.fromordinal(days.week(calendar.as_of, 1).first.toordinal() + number)] * 2
        )
    return days.next_weekday(number, calendar.as_of)


def _weekday_of_month(match: re.Match[str], calendar: Calendar) -> Days | None:
    number = next(i for i, full in enumerate(_WEEKDAYS) if full.startswith(match["weekday"][:3]))
    as_of, year = calendar.as_of, _year_of(match, calendar)
    if match["relative_month"]:
        months = [(as_of.year, as_of.month + ("next" in match["relative_month"]))]
    else:
        first = as_of.year if year is None else year
        months = [
            (one, _month_number(match["name"]))
            for one in ((first, first + 1) if year is None else (first,))
        ]
    found = (
        days.weekday_of(
            days.month(*one), number, _ORDINALS[match["which"]] if match["which"] != "last" else -1
        )
        for one in months
    )
    return next(found) if year is not None else first_ahead(found, calendar)


def _day_of_month(match: re.Match[str], calendar: Calendar) -> Days | None:
    there = days.month(calendar.as_of.year, calendar.as_of.month + _shift(match["which"])).first
    return days.day_of(there.year, there.month, int(match["day"]))


def _week_of_month(match: re.Match[str], calendar: Calendar) -> Days | None:
    found, which = _month(match, calendar), _ORDINALS[match["which"]]
    if found is None:
        return None
    first = found.first.toordinal() + 7 * (which - 1)
    return Days(date.fromordinal(first), date.fromordinal(first + 6))


def _numbered_week(match: re.Match[str], calendar: Calendar) -> Days | None:
    number = int(match["week"] or match["week2"])
    return days.next_numbered_week(number, calendar.as_of)


def _near_day(match: re.Match[str], calendar: Calendar) -> Days | None:
    shift = {"today": 0, "tonight": 0, "tomorrow": 1, "eod": 0}.get(match[0], 0)
    day = date.fromordinal(calendar.as_of.toordinal() + shift)
    return Days(day, day)


def _day_alone(match: re.Match[str], calendar: Calendar) -> Days | None:
    for shift in (0, 1, 2):
        there = days.month(calendar.as_of.year, calendar.as_of.month + shift).first
        found = days.day_of(there.year, there.month, int(match["day"]))
        if found is not None and found.last >= calendar.as_of:
            return found
    return None


def _holiday(match: re.Match[str], calendar: Calendar) -> Days | None:
    return days.holiday(_HOLIDAYS[match["name"]], calendar.as_of, _year_of(match, calendar))


def _season(match: re.Match[str], calendar: Calendar) -> Days | None:
    last = {"sp": 5, "su": 8, "au": 11, "fa": 11, "wi": 14}[match["season"][:2]]
    year = _year_of(match, calendar)
    first = calendar.as_of.year
    years = (year,) if year is not None else range(first - 1, first + 2)
    found = (Days(days.month(one, last - 2).first, days.month(one, last).last) for one in years)
    return next(found) if year is not None else first_ahead(found, calendar)


def _duration(match: re.Match[str], calendar: Calendar) -> Days | None:
    written = match["high"] or match["count"] or "a"
    count = int(written) if written.isdigit() else _WORDS[written]
    unit = match["unit"]
    if match["business"]:
        return days.after(calendar.as_of, count, "workday")
    if unit == "fortnight":
        return days.after(calendar.as_of, 2 * count, "week")
    if unit == "half":
        return days.after(calendar.as_of, count, "half")
    if match["plus"]:
        months = {"year": 18, "month": 0, "week": 0, "day": 0, "quarter": 0}[unit]
        if months:
            return days.after(calendar.as_of, months, "month")
    return days.after(
        calendar.as_of, count, {"yr": "year", "wk": "week", "mth": "month"}.get(unit, unit)
    )


def _edge_of_year(match: re.Match[str], calendar: Calendar) -> Days | None:
    written = match["count"]
    count = int(written) if written.isdigit() else _WORDS[written]
    year = _year_of(match, calendar) or calendar.as_of.year
    last = match["edge"] not in ("first", "opening")
    return days.edge_of_year(year, count, match["unit"], last=last)


def _half_year(_match: re.Match[str], calendar: Calendar) -> Days | None:
    return days.after(calendar.as_of, 1, "half")


def _between(match: re.Match[str], calendar: Calendar) -> Days | None:
    first = _month_day_or_end(match["a"], match["ad"], match["ad2"], calendar)
    last = _month_day_or_end(match["b"], match["bd"], match["bd2"], calendar)
    if first is None or last is None:
        return None
    year = match["year"]
    if year:
        last = Days(last.first, last.last.replace(year=int(year)))
        first = Days(first.first.replace(year=int(year)), first.last)
    if last.last < first.first:
        last = Days(last.first, last.last.replace(year=first.first.year + 1))
    return Days(first.first, last.last)


def _month_day_or_end(
    name: str, before: str | None, behind: str | None, calendar: Calendar
) -> Days | None:
    number, day = _month_number(name), before or behind
    if day:
        return days.next_day_of(number, int(day), calendar.as_of)
    first = calendar.as_of.year
    return first_ahead((days.month(one, number) for one in (first, first + 1)), calendar)


_LENGTH = (
    rf"(?P<count>{_COUNT})(?:(?: ?- ?| to | or )(?P<high>{_COUNT}))?(?P<plus> and a half)?[ -]"
    r"(?P<business>(?:business|working|work) )?(?P<unit>day|week|month|quarter|year|fortnight"
    r"|yr|wk|mth)s?'?"
)
_NAME = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)


_FORMS = (
    # How often, and what has passed.
    form(
        r"\b(?:once|twice|thrice|(?:[0-9]+|one|two|three|four|five|six) times|[0-9]+x)(?: (?:a"
        r"|per|every|each|/) ?"
        r"(?:single )?(?:day|week|month|quarter|year|hour)|[ /]?(?:daily|weekly|monthly"
        r"|quarterly|yearly|annually))"
        r"|\b(?:every|each|per"
        r"|(?<!by )(?<!half )(?<!under )(?<!below )(?<!within )(?<!than )(?<!down to )an?) (?"
        r":single |other |business |working )?(?:day|week"
        r"|weekday|weekend|month|quarter"
        r"|year|night|morning|evening|hour|monday|tuesday|wednesday|thursday|friday|saturday"
        r"|sunday)s?\b(?! (?:of|off|from now|fewer|less|more))"
        r"|/ ?(?:day|week|month|wk|mo|hr|hour|year|yr|quarter)\b"
        r"|\b(?:daily|weekly|biweekly|bi-weekly|fortnightly|monthly|quarterly|yearly|annually"
        r"|nightly|hourly)\b(?=$| ?[^a-z ]| (?:until|by|for|in|through|to|from|with|at|over|and"
        r"|on|before|till|basis)\b)"
        r"|\b(?:year[- ](?:on|over)[- ]year|month[- ](?:on|over)[- ]month|quarter[- ](?:on"
        r"|over)[- ]quarter|week[- ]over[- ]week"
        r"|yoy|y/y|mom|qoq|24/7|year[- ]round|year[- ]to[- ]date|ytd)\b",
        unresolved, 2, "frequency",
    ),
    form(
        rf"\b(?:in |over |during "
        rf"|for )?(?:the )?(?<!should )(?<!must )(?<!will )(?<!to )(?:last|past|previous|prior"
        rf"|trailing|preceding)"
        rf" (?:(?:{_COUNT}|few|several) )?(?:fiscal |financial |calendar )?"
        r"(?:days?|weeks?|months?|quarters?|years?|summer|winter|autumn|fall|spring|half)\b(?:'s?)?"
        rf"|\blast (?:{_NAME})(?![a-z])(?! (?:[0-9]|year))"
        r"|\byesterday\b|\byear ago\b|\byears ago\b",
        unresolved, 2, "past",
    ),
    form(
        rf"\b(?:the )?(?P<edge>last|final|closing|first|opening) (?P<count>{_COUNT})"
        rf" (?P<unit>week|month|quarter)s (?:of|in) (?:the year(?! 20)"
        rf"|(?:the year )?(?P<year>20[0-9]{{2}})"
        rf"|(?P<relative>(?:this|next) year))",
        _edge_of_year,
    ),
    form(
        rf"\b{_COUNT}[ +-]*years?(?:'?)(?: of (?:experience|service)|'? experience| old|-old"
        rf"| in a row)",
        unresolved, 2, "mention",
    ),
    form(
        rf"\b(?:for )?(?:the )?{_LENGTH} (?:running|in a row|straight|on end)\b"
        rf"|\b{_COUNT} (?:consecutive|straight|successive) (?:days|weeks|months|quarters|years)\b",
        unresolved, 2, "mention",
    ),
    # Days.
    form(
        r"(?<![0-9])(?P<year>20[0-9]{2})[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]"
        r"|[12][0-9]|0?[1-9])(?![0-9])",
        _iso, 3,
    ),
    form(
        r"(?<![0-9./])(?P<a>[0-3]?[0-9])[/.](?P<b>[0-3]?[0-9])[/.](?P<year>20[0-9]{2}"
        r"|[2-4][0-9])(?![0-9])",
        _numeric, 3,
    ),
    form(
        r"(?<=by )(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])(?P<year>)(?![0-9/])"
        r"|(?<=before )(?P<a2>[0-3]?[0-9])/(?P<b2>[0-3]?[0-9])(?P<year2>)(?![0-9/])",
        _slashed, 3,
    ),
    # A cell of a table: "| due 9/30 |", and a row that ends with a date.
    form(
        r"(?:(?<=due )|(?<=due: )|(?<=deadline )|(?<=deadline: )|(?<=ddl )"
        r"|(?<=截止)|(?<=截止[ :：])|(?<=期限)|(?<=期限[ :：])|(?<=日期)|(?<=日期[ :：])"
        r"|(?<=\|)|(?<=\| ))"
        r"(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])(?P<a2>)(?P<b2>)(?= ?(?:\||$))",
        _slashed, 3,
    ),
    form(
        rf"\b(?:between |from )?(?:(?P<ad>[0-3]?[0-9])(?:st|nd|rd"
        rf"|th)? )?(?P<a>{_NAME})\.?(?: (?P<ad2>[0-3]?[0-9])(?:st|nd|rd|th)?)?"
        rf"(?:,? 20[0-9]{{2}})?(?: and | to | through | until | till | ?- ?)(?:the end of "
        rf"|end of |end )?"
        rf"(?:(?P<bd>[0-3]?[0-9])(?:st|nd|rd|th)? )?(?P<b>{_NAME})\b\.?"
        r"(?: (?P<bd2>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9]))?(?:,? (?P<year>20[0-9]{2}))?",
        _between, 3,
    ),
    form(
        rf"\b(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?: of)? {_MONTH_NAME}{_YEAR}", _month_day, 3
    ),
    form(rf"\b(?:{_WEEKDAY},? )?{_MONTH_NAME} (?:the )?{_DAY}{_YEAR}", _month_day, 3),
    form(
        rf"\b{_DAY}-{_MONTH_NAME}(?:-(?:(?P<year>20[0-9]{{2}})|(?P<short>[2-4][0-9])(?![0-9])))?",
        _month_day, 3,
    ),
    form(
        r"\bthe (?P<day>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)\b(?! (?:of|edition|place|time"
        r"|percentile|quarter|half))", _day_alone, 2),
    form(
        rf"\b{_WHICH}?{_WEEKDAY}(?! (?:meeting|morning meeting|call|stand))", _weekday
    ),
    form(r"(?<=by )(?:today|tonight)\b|\b(?:tomorrow|eod)\b", _near_day),
    form(rf"\b(?:{_HOLIDAY})\b(?! resolution)(?: {'{0}'})?".replace(" {0}", "") if False else
          rf"\b(?P<name>{_HOLIDAY})(?![a-z])(?! resolution){_YEAR}", _holiday),
    form(
        r"\b(?:the )?(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)? of (?P<which>this|next"
        r"|the (?:next"
        r"|following|coming|current)) month\b",
        _day_of_month, 3,
    ),
    form(
        rf"\b(?:the )?(?P<which>second|third|fourth|2nd|3rd|4th) week (?:of"
        rf"|in) {_MONTH_NAME}{_YEAR}",
        _week_of_month, 2,
    ),
    form(
        rf"\b(?:the )?(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th) {_WEEKDAY} (?:of"
        rf"|in) "
        rf"(?:(?P<relative_month>this month|next month|the month)|{_MONTH_NAME}{_YEAR})",
        _weekday_of_month, 3,
    ),
    form(r"\b(?:the )?(?:end of )?(?:calendar )?(?:week|wk|cw|kw) ?(?P<week>[1-5]?[0-9])(?![0-9])"
        r"|\bw(?P<week2>[1-5][0-9])(?![0-9])", _numbered_week, 2),
    # Months, quarters, halves, years.
    form(rf"\b{_EDGE}?(?:{_WHICH})?{_MONTH_NAME}{_YEAR}(?!day)", _month),
    form(
        rf"\b{_EDGE}?{_YEAR_BEFORE}(?:q(?P<number>[1-4])(?![0-9])|(?P<number2>[1-4])q(?![a-z])"
        rf"|(?:the )?(?P<ordinal>first|second|third|fourth"
        rf"|1st|2nd|3rd|4th|final|last) (?:fiscal "
        rf"|calendar )?quarter){_YEAR}(?:[2-4][0-9](?![0-9]))?",
        _quarter,
    ),
    form(
        rf"\b(?:end of |the end of )?{_YEAR_BEFORE}(?:h(?P<number>[12])(?![0-9a-z])"
        rf"|(?P<ordinal>first|second|1st|2nd|latter|back)"
        rf" half){_YEAR}(?! (?:marathon|of the (?:session|match|course|month|quarter)))",
        _half,
    ),
    form(
        rf"\b{_EDGE}?{_WHICH}(?P<unit>quarter|(?:calendar |business )?month|weekend|week|half"
        rf"|fiscal year|financial year"
        r"|(?:calendar )?year|fiscal quarter|half[- ]year)\b(?:-end| end)?(?! (?:of|round))",
        _relative,
    ),
    form(
        r"\b(?:the )?(?:(?:very end|end|close|last day)[ -](?:of )?(?:the |our "
        r"|this )?)(?:fiscal |financial |calendar )?(?:year|month|quarter|week(?! [0-9])|fy)\b"
        r"|\b(?:year|month|quarter|week|fiscal year|financial year|fy)[- ]?end\b"
        r"|\b(?:year|month|quarter|week)'s[- ]end\b|\b(?:eom|eoy|eoq|eow|ye)\b|\bmid[- ]?year\b"
        r"|\bhalf[- ]year[- ]end\b|\b(?:the )?end of (?:the |this )?half(?:[- ]year)?\b"
        r"|\b(?:the )?(?:fiscal|financial) year\b|\b(?:the )?(?:quarter|year|month|week) (?:is out"
        r"|closes"
        r"|ends)\b"
        r"|\b(?:all|the whole|the full|throughout the|full|whole)[ -]year(?: long"
        r"| round)?\b(?! (?:of|old))"
        r"|\b(?:for|over) the (?:full |whole )?(?:year|quarter|month)\b(?! (?:of|ended|to))"
        r"|\bwithin the (?:year|quarter|month)\b|\bthe turn of the year\b"
        r"|\b(?:rest|remainder) of (?:the|this) (?:year|quarter|month|week)\b",
        _bare,
    ),
    form(
        r"\b(?:(?:the )?(?P<edge>end|close|start|beginning|middle|early|mid|late)(?: of"
        r"|-)? ?)?(?:[fc]y ?'?|fiscal(?: year)? ?|financial year ?)"
        r"(?P<fy>20[0-9]{2}|[2-4][0-9])(?:[/-][0-9]{2})?(?![0-9])",
        _year_alone,
    ),
    form(
        r"\b(?:the )?(?P<edge>end|close|start|beginning|middle|early|mid|late)(?: of"
        r"|-)? ?(?:the )?(?P<year>20[0-9]{2})(?![0-9])",
        _year_alone,
    ),
    form(
        r"(?<![0-9a-z.,$€£¥-])(?:calendar |calendar year "
        r"|the year )?(?P<year>20[2-4][0-9])(?![0-9a-z%届级款版]|[.,][0-9])"
        r"(?! (?:new |active |paying |units|customers|partners|users|members|people|employees"
        r"|stores|leads|orders|hours|steps|words|calories))",
        _year_alone, 1,
    ),
    form(
        rf"\b(?:this |next |the |the end of |end of |early |late "
        rf"|the coming )?(?:(?P<edge>end of) )?(?P<season>spring|summer|autumn|fall(?=$|[,.;]"
        rf"| (?:of )?20| season)"
        rf"|winter)(?:time)?\b{_YEAR}(?! (?:festival|collection|campaign|intern|school|camp"
        rf"|sale|party|range|line|term|semester))",
        _season,
    ),
    # Durations; only with a word that makes them run from now.
    form(
        rf"\b(?:the )?(?:next|coming|following"
        rf"|upcoming) (?:(?:period of )?{_LENGTH})\b(?! (?:sprint|old))",
        _duration, 2, "duration",
    ),
    form(
        rf"\b(?:within|inside|in under|in less than|in|over|after)(?: just| only| about| around"
        rf"| the first| the space of| a period of| my first| their first| our first"
        rf"| the)? {_LENGTH}\b"
          r"(?: from (?:now|today)|' time| time)?(?! (?:old|before|after|earlier|ahead"
          r"|of (?:experience|service|filing|receipt|delivery|being)))",
          _duration, 2, "duration"),
    form(rf"\b{_LENGTH} from (?:now|today)\b", _duration, 3, "duration"),
    form(
        r"\b(?:within|in|over|the next) (?:the next )?(?:half a year|half-year|a half year"
        r"|six-month period)\b", _half_year, 2, "duration"),
    form(rf"\bfor (?:the next )?{_LENGTH}\b(?! (?:old|of experience))", _duration, 1, "duration"),
    form(
        r"\b(?:a |an |our |the )?(?<!per )(?P<count>[0-9]{1,3}|two|three|four|six|eight|ten"
        r"|twelve)(?P<high>)(?P<plus>)(?P<business>)-(?P<unit>day|week|month)"
          r" (?:period|window|pilot|sprint|programme?|plan|challenge)\b",
        _duration, 1, "duration"),
    form(r"\bthis time next year\b", lambda _match, c: days.after(c.as_of, 1, "year"), 3),
    form(
        r"\b(?:the )?end of (?:the|this) decade\b",
        lambda _match, c: days.whole_year(c.as_of.year // 10 * 10 + 10),
        3,
    ),
    # Occasions whose day only their people know.
    form(
        r"\b(?:by|before|until|ahead of|in time for|prior to) (?:the |our |this |next |that )*"
        r"(?:(?:spring|summer|autumn|fall|winter|annual|national|sales|company|christmas|trade"
        r"|next|big|upcoming) )*"
        r"(?:fair|expo|exhibition|show|summit|kick-?off|campaign|sale|season|conference|convention"
        r"|roadshow|launch|promotion|offsite|audit|board meeting|general meeting|go-live)\b",
        unresolved, 0,
    ),
    form(
        r"\b(?:the )?(?:end of|close of|start of) (?:the |my |our |this |next )*"
        r"(?:(?:spring|summer|autumn|fall|winter) )?(?:semester|term"
        r"|school year|season|academic year|project"
        r"|probation(?: period)?|trial|internship|programme|program|course|contract)\b"
        r"|\b(?:the |our )?next board meeting\b"
        r"|\b(?:the )?(?:trade (?:fair|show)|annual conference|holiday season|holidays"
        r"|peak season|graduation)\b(?=$|[ ,.;])",
        unresolved, 0,
    ),
)  # fmt: skip
