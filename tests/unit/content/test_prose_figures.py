"""Figures that the example content tells in words agree with the readings of its metrics.

A figure is checked where the text says what it measures (a metric's name near it, the dimension
of a review, the metric of the goal), of whom (a name near it, or the person whom the document
is about) and when (a month or quarter near it, or the day of the check-in, review or
checkpoint). Targets, differences and rough figures ("about", "more than") are not readings; how
far a reading is from the target, the plan or the milestone of its time is checked by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planbook.model.settings import Limits
from planbook.reading.documents import parse_documents
from planbook.reading.project import read_project
from planbook.reading.sources import discover_sources

ROOT = Path(__file__).parents[3]
TEAM = "channel-sales"

# What a text may call a metric, besides the metric's own title.
NAMES: Mapping[str, tuple[str, ...]] = {
    "channel-revenue": ("销售额", "revenue"),
    "smart-lock-revenue": ("家用智能锁销售额", "smart-lock revenue"),
    "active-partners": ("活跃伙伴", "active partners"),
    "market-coverage": ("覆盖率", "coverage"),
    "partner-satisfaction": ("满意度", "satisfaction"),
    "pipeline-coverage": ("商机", "商机覆盖", "pipeline"),
    "overdue-receivables": ("逾期", "逾期应收", "逾期占比", "overdue"),
}
# Whose figures an area's are, where a text of the whole team names it.
AREAS = {"珠三角": "huang-wen", "the delta": "huang-wen"}
# The dimension of a rating that is about one metric alone.
DIMENSIONS = {
    "销售增长": "channel-revenue",
    "Sales growth": "channel-revenue",
    "伙伴反馈": "partner-satisfaction",
    "Partners' view": "partner-satisfaction",
    "市场覆盖": "market-coverage",
    "Market coverage": "market-coverage",
}
UNITS = {
    "money": {"channel-revenue", "smart-lock-revenue"},
    "count": {"active-partners"},
    "points": {"partner-satisfaction"},
    "times": {"pipeline-coverage"},
    "percent": {"market-coverage", "overdue-receivables"},
}
_NUMBER = r"(?<![\d.,+−-])(?P<number>\d[\d,]*(?:\.\d+)?)"
FIGURES: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "zh": (
        ("money", re.compile(_NUMBER + r" (?P<scale>万元|亿元)")),
        ("count", re.compile(_NUMBER + r" 家")),
        ("points", re.compile(_NUMBER + r" 分(?!钟|期)")),
        ("times", re.compile(_NUMBER + r" 倍")),
        ("percent", re.compile(_NUMBER + "%")),
    ),
    "en": (
        ("money", re.compile(r"(?:CNY |from |to )" + _NUMBER + r"(?P<scale>M)\b")),
        ("count", re.compile(_NUMBER + r"(?= active partners| in [A-Z])")),
        (
            "points",
            re.compile(r"^" + _NUMBER + r"(?=[,;.]|$)|(?:from |to )(?P<bare>\d\d)(?= to | points)"),
        ),
        (
            "times",
            re.compile(r"(?:from |to |at |[Pp]ipeline |of )" + _NUMBER + r"(?= to |,| times|\.$)"),
        ),
        ("percent", re.compile(_NUMBER + "%")),
    ),
}
SCALES = {"万元": 10**4, "亿元": 10**8, "M": 10**6}
# Just before a figure: it is a target, a difference, a part, or rough.
_NO_READING_BEFORE = {
    "zh": re.compile(
        r"(?:(?:目标|任务|不低于|不高于|不超过|低于|高于|多|少|差|约|近|破|过|占|至少|每家|单家|单店|月均|毛利|回到|压到|离|首批|去掉|只有)"
        r"[^，。；、]{0,5}|(?:新增|净增)[^，。；、]{0,8})$"
    ),
    "en": re.compile(
        r"\b(?:target|quota|least|below|above|under|over|than|about|almost|some|past|only|each|by"
        r"|back at|back to|nearly|passed|another|of the)\b[^,.;]{0,12}$",
        re.IGNORECASE,
    ),
}
_NO_READING_AFTER = {
    "zh": re.compile(r"^ ?(?:以上|以下|以内|左右|的(?:增量|订单|缺口)|伙伴|候选|门店|店)"),
    "en": re.compile(
        r"^(?:[^,.;]{0,14}\b(?:above|below|under|over|short|more|less|up|of its|of the increase"
        r"|of it\b|or more|shops|late))"
    ),
}
_CLAUSE = {"zh": re.compile(r"[。；\n]"), "en": re.compile(r"(?:[.;](?=\s|$)|\n)")}
_MONTH_NAMES = [date(2026, month, 1).strftime("%B") for month in range(1, 13)]
_ORDINALS = ("first", "second", "third", "fourth")
_HAN = "一二三四五六七八九"
_MONTHS = {
    "zh": re.compile(rf"(?:(?P<year>20\d\d) 年 ?)?(?P<month>\d\d? |[{_HAN}]|十[一二]?)月(?!\d)"),
    "en": re.compile(
        rf"\b(?P<last>last )?(?P<month>{'|'.join(_MONTH_NAMES)})(?: (?P<year>20\d\d))?\b"
    ),
}
_QUARTERS = {
    "zh": re.compile(r"(?:(?P<year>20\d\d) 年)?(?P<quarter>[一二三四])季度(?:是|已到|为|的)? ?$"),
    "en": re.compile(
        r"(?:Q(?P<quarter>\d)(?: (?P<year>20\d\d))?(?: was)?"
        r"|[Tt]he (?P<word>first|second|third|fourth) quarter brought) (?:CNY )?$"
    ),
}
# A total of the two months up to the check-in.
_TWO_MONTHS = {
    "zh": re.compile(rf"两个月(?:交出)? {_NUMBER} (?P<scale>万元)"),
    "en": re.compile(rf"CNY {_NUMBER}(?P<scale>M) in two months"),
}
# A month against the same month of the year before, in per cent.
_YEAR_ON_YEAR = {
    "zh": re.compile(r"(?:同比只?|比去年(?: \d+ 月|同月)|比去年 \d+ 月)多 (?P<number>\d+)%"),
    "en": re.compile(rf"(?P<number>\d+(?:\.\d+)?)% above last (?:{'|'.join(_MONTH_NAMES)})"),
}
# How far a reading is from what it was to be, each way of saying it once a language.
_AWAY: Mapping[str, tuple[tuple[str, str, re.Pattern[str]], ...]] = {
    "zh": (
        ("target", "share", re.compile(r"比当月任务(?P<side>多|少|低) (?P<number>[\d.]+)%")),
        ("target", "share", re.compile(r"离当月任务仍(?P<side>差) (?P<number>[\d.]+)%")),
        (
            "target",
            "points",
            re.compile(r"(?P<side>低于|高于)目标 ?(?P<number>[\d.]+|[一两三四五]) ?分"),
        ),
        (
            "target",
            "money",
            re.compile(r"比任务(?P<side>多|少) (?P<number>[\d.,]+) (?P<scale>万元)"),
        ),
        (
            "milestone",
            "money",
            re.compile(
                r"(?:比里程碑(?P<side>多)|差里程碑|(?:两个月)超(?P<plan>计划)) "
                r"(?P<number>[\d.,]+) (?P<scale>万元)"
            ),
        ),
        ("milestone", "points", re.compile(r"离里程碑差 (?P<number>[\d.]+)")),
    ),
    "en": (
        (
            "target",
            "share",
            re.compile(r"(?P<number>[\d.]+)% (?P<side>above|under|below) the month's target"),
        ),
        (
            "target",
            "share",
            re.compile(r"the month's target is still (?P<side>missed) by (?P<number>[\d.]+)%"),
        ),
        (
            "target",
            "points",
            re.compile(
                r"(?P<number>[\d.]+|one|two|three|four|five) points (?P<side>below|above) target"
            ),
        ),
        (
            "target",
            "money",
            re.compile(r"(?P<number>\d[\d.,]*)(?P<scale>M)? (?P<side>above|under) the target"),
        ),
        (
            "milestone",
            "money",
            re.compile(
                r"(?P<number>\d[\d.,]*)(?P<scale>M)? "
                r"(?P<side>above the milestone|over plan|short of the milestone)"
            ),
        ),
    ),
}
_AHEAD = {"多", "高于", "above", "above the milestone", "over plan"}
_COUNTED = {
    word: number
    for words in (("one", "two", "three", "four", "five"), tuple("一两三四五"))
    for number, word in enumerate(words, 1)
}
# Where a text speaks of the target or the milestone of its own time, and so has to be understood.
_SPEAKS_OF_TARGET = {
    "zh": re.compile(r"当月任务|比任务|里程碑[多差]? ?\d|里程碑差|目标[两\d]"),
    "en": re.compile(
        r"month's target|\d (?:above|under) the target"
        r"|\d[\dM,.]* (?:above|short of) the milestone|below target"
    ),
}
# What is left to the year's target, or that it is reached.
_YEARS_TARGET = {
    "zh": re.compile(
        r"^(?P<now>[\d.]+)%，(?:(?P<there>已到)全年目标"
        r"|离年底目标(?: (?P<target>[\d.]+)% )?还差不到(?P<left>[一两三四五])个点)"
    ),
    "en": re.compile(
        r"^(?P<now>[\d.]+)%, (?:(?P<there>the target of the whole year)"
        r"|less than (?P<left>\w+) points? from the year's target(?: of (?P<target>[\d.]+)%)?)"
    ),
}
# A total since the start, and its change on the same months a year before.
_SO_FAR = {
    "zh": re.compile(r"累计 (?P<number>[\d.]+) (?P<scale>亿元)"),
    "en": re.compile(r"CNY (?P<number>[\d.]+)(?P<scale>M) so far"),
}
_CHANGE_SO_FAR = {
    "zh": re.compile(r"累计(?: [\d.]+ 亿元，)?同比 \+(?P<number>[\d.]+)%"),
    "en": re.compile(r"(?P<number>[\d.]+)% above last year"),
}
_BASELINES = {
    "zh": re.compile(r"由 (?P<number>[\d.]+) ?(?:%|分|家|倍)"),
    "en": re.compile(r"from (?P<number>[\d.]+)%?"),
}


@dataclass(frozen=True)
class Context:
    """What a text is about unless it says otherwise."""

    where: str
    subject: str | None = None
    month: str | None = None
    metric: str | None = None
    first: str | None = None  # the month that "from" means in a list of facts
    year: str | None = None  # the year of a bare month, where the text looks ahead


@dataclass(frozen=True)
class Figure:
    """A figure as told: of which metric, of whom, in which months, exact to half of ``step``."""

    where: str
    metric: str
    subject: str
    months: tuple[str, ...]
    told: Decimal
    step: Decimal
    text: str = field(compare=False)


@dataclass(frozen=True)
class Project:
    """The documents, the readings of their metrics and the people's names."""

    documents: tuple[Mapping[str, Any], ...]
    readings: Mapping[tuple[str, str, str], Decimal]
    targets: Mapping[tuple[str, str, str], Decimal]
    people: Mapping[str, str]
    names: Mapping[str, str]

    def actual(self, figure: Figure) -> Decimal | None:
        """Return the reading, or the sum of several months; None where one is missing."""
        return self.total(figure.metric, figure.subject, figure.months)

    def reading(self, metric: str, subject: str, month: str) -> Decimal | None:
        """Return a month's reading; of the whole team the sum of its people."""
        if subject != TEAM:
            return self.readings.get((metric, subject, month))
        found = [self.readings.get((metric, person, month)) for person in set(self.people.values())]
        values = [value for value in found if value is not None]
        return sum(values, Decimal(0)) if values and metric in UNITS["money"] else None

    def target(self, metric: str, subject: str, month: str) -> Decimal | None:
        """Return the target of a month; where there is none, of its quarter."""
        quarter = f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
        found = (self.targets.get((metric, subject, period)) for period in (month, quarter))
        return next((value for value in found if value is not None), None)

    def total(self, metric: str, subject: str, months: Sequence[str]) -> Decimal | None:
        """Return the sum of the months' readings; None where one is missing."""
        return added(self.reading(metric, subject, month) for month in months)

    def disagrees(self, figure: Figure) -> bool:
        """Tell whether the readings round to another figure than the one told."""
        actual = self.actual(figure)
        return actual is not None and abs(actual - figure.told) > figure.step / 2


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of ``values``; None where one is missing, or all are."""
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(found) else None


@cache
def project() -> Project:
    """Read the example content with planbook's own reader."""
    settings = read_project(ROOT).value.project
    assert settings is not None
    sources = discover_sources(ROOT, Limits()).value
    raw = parse_documents(sources, settings.settings).value.documents
    documents = tuple({**document.values, "where": document.origin.path} for document in raw)
    readings = {
        (document["id"], str(row["subject"]), str(row["date"])[:7]): Decimal(str(row["value"]))
        for document in documents
        if document.get("kind") == "metric"
        for row in document.get("values", ())
    }
    targets = {
        (document["id"], str(row["subject"]), str(row["period"])): Decimal(str(row["value"]))
        for document in documents
        if document.get("kind") == "metric"
        for row in document.get("targets", ())
    }
    people = {
        name: document["id"]
        for document in documents
        if document.get("kind") == "person"
        for name in document["name"].values()
    }
    names = {
        title: document["id"]
        for document in documents
        if document.get("kind") == "metric" and document["id"] in NAMES
        for title in document["title"].values()
    }
    names |= {name: metric for metric, known in NAMES.items() for name in known}
    return Project(documents, readings, targets, people, names)


def month_before(day: str) -> str:
    year, month = int(day[:4]), int(day[5:7])
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}"


def _month_of(found: re.Match[str], language: str, year: str | None = None) -> str:
    written = found["month"].strip()
    if language == "en":
        month = _MONTH_NAMES.index(written) + 1
    elif written.isdigit():
        month = int(written)
    else:
        month = {"十": 10, "十一": 11, "十二": 12}.get(written) or _HAN.index(written) + 1
    return f"{found['year'] or year or ('2025' if month > 8 else '2026')}-{month:02d}"


def _months_near(
    clause: str, start: int, end: int, unit: str, language: str, context: Context
) -> tuple[str, ...]:
    before, after = clause[:start], clause[end:]
    quarter = _QUARTERS[language].search(before)
    if quarter is not None and unit == "money":
        words = quarter.groupdict()
        number = words.get("quarter") or ""
        position = "一二三四".find(number) + 1 if language == "zh" else int(number or 0)
        position = position or (_ORDINALS.index(words["word"]) + 1)
        return tuple(f"{quarter['year'] or 2026}-{3 * position - 2 + i:02d}" for i in range(3))
    if language == "en":
        follows = re.match(
            rf"[M%]?(?: times)?(?: active partners)? in {_MONTHS['en'].pattern}", after
        )
        if follows is not None:
            return (_month_of(follows, language),)
        since = re.match(rf" to [\d.]+%? since {_MONTHS['en'].pattern}", after)
        if since is not None:
            return (_month_of(since, language),)
    reach = 10 if language == "zh" else 26
    near = [
        found for found in _MONTHS[language].finditer(before) if len(before) - found.end() <= reach
    ]
    if near and not (language == "en" and near[-1]["last"]):
        gap = before[near[-1].end() :]
        if not re.search(r"\d| to |到", gap):
            return (_month_of(near[-1], language, context.year),)
    if context.first and re.search(r"(?:从|（) ?$|\bfrom (?:CNY )?$", before):
        return (context.first,)
    return (context.month,) if context.month else ()


def figures_in(text: str, language: str, context: Context, known: Project) -> Iterator[Figure]:
    """Yield the figures that ``text`` tells of a metric, a person and a time."""
    for clause in _CLAUSE[language].split(text):
        for unit, pattern in FIGURES[language]:
            for found in pattern.finditer(clause.strip(" -")):
                yield from _figure(clause.strip(" -"), found, unit, language, context, known)


def _figure(
    clause: str,
    found: re.Match[str],
    unit: str,
    language: str,
    context: Context,
    known: Project,
) -> Iterator[Figure]:
    words = found.groupdict()
    written = words.get("number") or words["bare"]
    start = found.start("number" if words.get("number") else "bare")
    before, after = clause[:start], clause[found.end() :]
    if _NO_READING_BEFORE[language].search(before) or _NO_READING_AFTER[language].match(after):
        return
    lowered = before.lower()
    near = [
        (lowered.rfind(name.lower()) + len(name), len(name), metric)
        for name, metric in known.names.items()
        if name.lower() in lowered and metric in UNITS[unit]
    ]
    near = [entry for entry in near if len(before) - entry[0] <= 60]
    if unit == "count" and after.startswith(" active partners"):
        near.append((len(before), 0, "active-partners"))
    metric = max(near)[2] if near else context.metric if context.metric in UNITS[unit] else None
    if metric is None or (unit == "count" and not near):
        return
    spoken = [
        (clause.rfind(name, 0, start), subject)
        for name, subject in known.people.items()
        if name in before
    ]
    subject = max(spoken)[1] if spoken else context.subject
    months = _months_near(clause, start, found.end(), unit, language, context)
    if subject is None or not months:
        return
    if unit == "money" and not near and "/goals/" in context.where and len(months) == 1:
        return  # a part of a month's sales, such as one partner's order
    scale = SCALES.get(words.get("scale") or "", 1)
    told = Decimal(written.replace(",", ""))
    step = _step_of(told) * scale
    yield Figure(context.where, metric, subject, months, told * scale, step, clause)


def totals_in(text: str, language: str, context: Context) -> Iterator[Figure]:
    """Yield the totals of two months that a check-in tells of the goal's metric."""
    if context.month is None or context.metric not in UNITS["money"] or context.subject is None:
        return
    months = (month_before(context.month), context.month)
    for found in _TWO_MONTHS[language].finditer(text):
        told = Decimal(found["number"].replace(",", ""))
        scale = SCALES[found["scale"]]
        step = _step_of(told) * scale
        yield Figure(
            context.where, context.metric, context.subject, months, told * scale, step, text
        )


def changes_in(text: str, language: str, context: Context) -> Iterator[tuple[Figure, str]]:
    """Yield the changes on the year before, and the month they are against."""
    if context.month is None or context.metric not in UNITS["money"] or context.subject is None:
        return
    before = f"{int(context.month[:4]) - 1}{context.month[4:]}"
    for found in _YEAR_ON_YEAR[language].finditer(text):
        told = Decimal(found["number"])
        about = (context.where, context.metric, context.subject, (context.month,))
        yield Figure(*about, told, _step_of(told), text), before


@dataclass(frozen=True)
class Distance:
    """How far a reading is said to be from its target or milestone, exact to half of ``step``."""

    where: str
    told: Decimal
    step: Decimal
    actual: Decimal
    text: str

    def is_wrong(self) -> bool:
        return abs(self.actual - self.told) > self.step / 2


def distances_in(
    text: str, language: str, context: Context, known: Project, document: Mapping[str, Any]
) -> Iterator[Distance]:
    """Yield what ``text`` tells of a reading against the target or the milestone of its time."""
    if context.month is None or context.metric is None or context.subject is None:
        return
    for clause in re.split(r"[。；;]", text):
        for against, unit, pattern in _AWAY[language]:
            for found in pattern.finditer(clause):
                words = found.groupdict()
                subject = _subject_before(clause[: found.start()], known) or context.subject
                months = [context.month]
                if re.search(r"两个月|in two months", text) and not _MONTHS[language].search(
                    clause
                ):
                    months = [month_before(context.month), context.month]
                if against == "target":
                    meant = added(known.target(context.metric, subject, m) for m in months)
                    actual = known.total(context.metric, subject, months)
                else:
                    months = months_since_start(document, context.month, subject, known)
                    meant = milestone_of(document, context.month, subject, known)
                    is_total = context.metric in UNITS["money"]
                    read = months if is_total else [context.month]
                    actual = known.total(context.metric, subject, read)
                assert meant is not None, (context.where, text)
                assert actual is not None, (context.where, text)
                written = words["number"].rstrip(".,")
                number = Decimal(_COUNTED.get(written, written.replace(",", "")))
                scale = SCALES.get(words.get("scale") or "", 1)
                step = _step_of(number) * scale
                if unit == "money" and scale == 1:  # "450,000" is exact to ten thousand
                    digits = written.replace(",", "")
                    step = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
                ahead = words.get("side") in _AHEAD or words.get("plan") is not None
                away = (actual / meant - 1) * 100 if unit == "share" else actual - meant
                if against == "milestone" and is_falling(context.metric, known):
                    away = -away
                told = number * scale if ahead else -number * scale
                yield Distance(context.where, told, step, away, clause)


def _subject_before(before: str, known: Project) -> str | None:
    """Return whose figure it is where a text of the whole team names an area."""
    return next((person for area, person in AREAS.items() if area in before), None)


def is_falling(metric: str, known: Project) -> bool:
    """Tell whether less is better."""
    return any(
        document.get("direction") == "down"
        for document in known.documents
        if document.get("kind") == "metric" and document["id"] == metric
    )


def _goal_of(
    document: Mapping[str, Any], month: str, subject: str, known: Project
) -> Mapping[str, Any]:
    """Return the goal itself, or the one of ``subject`` on the same metric in the quarter."""
    if document["measurable"].get("subject") == subject or document.get("owner") == subject:
        return document
    quarter = f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
    metric = document["measurable"]["metric"]
    return next(
        goal
        for goal in known.documents
        if goal.get("kind") == "goal"
        and (goal["owner"], goal["period"]) == (subject, quarter)
        and goal["measurable"].get("metric") == metric
    )


def months_since_start(
    document: Mapping[str, Any], month: str, subject: str, known: Project
) -> list[str]:
    """Return the months from the start of the goal to ``month``."""
    start = int(str(_goal_of(document, month, subject, known)["time_bound"]["start"])[5:7])
    return [f"{month[:4]}-{number:02d}" for number in range(start, int(month[5:]) + 1)]


def milestone_of(
    document: Mapping[str, Any], month: str, subject: str, known: Project
) -> Decimal | None:
    """Return the value of the milestone at the end of ``month``."""
    for milestone in _goal_of(document, month, subject, known)["time_bound"].get("milestones", ()):
        if str(milestone["due"])[:7] == month and "value" in milestone:
            return Decimal(str(milestone["value"]))
    return None


@cache
def told_distances() -> tuple[Distance, ...]:
    """Return everything that the content says of a reading and its target or milestone."""
    known = project()
    return tuple(
        distance
        for document in known.documents
        for language, text, context in texts_of(document)
        for distance in distances_in(text, language, context, known, document)
    )


def _step_of(told: Decimal) -> Decimal:
    exponent = told.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def _in_languages(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for language in ("zh", "en"):
            if isinstance(value.get(language), str):
                yield language, value[language]


def texts_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Context]]:
    """Yield the texts of a document that tell what was, each with what it is about."""
    where = document["where"]
    kind = document.get("kind")
    told: list[tuple[Any, Context]] = []
    if kind == "review":
        context = Context(where, document["person"], document["period"])
        told += [(document.get(part), context) for part in ("strengths", "concerns")]
        for rating in document["ratings"]:
            metric = DIMENSIONS.get(rating["dimension"]["en"])
            about = Context(where, document["person"], document["period"], metric)
            told.append((rating.get("comment"), about))
    elif kind == "improvement":
        facts = document["facts"]
        first, last = [_month_of(m, "zh") for m in _MONTHS["zh"].finditer(facts["zh"])][:2]
        told.append((facts, Context(where, document["person"], last, document["metric"], first)))
        for point in document["checkpoints"]:
            about = Context(where, document["person"], str(point["date"])[:7], document["metric"])
            told.append((point.get("actual"), about))
    elif kind == "goal":
        metric = document["measurable"].get("metric")
        subject = document["measurable"].get("subject", document["owner"])
        year = str(document["time_bound"]["start"])[:4]
        reason = Context(where, subject, metric=metric, year=year)
        told.append((document["achievable"]["rationale"], reason))
        for checkin in document.get("checkins", ()):
            month = str(checkin.get("value_date", checkin["date"]))[:7]
            told.append((checkin.get("note"), Context(where, subject, month, metric)))
    elif kind == "training":
        only = document["for"][0] if len(document["for"]) == 1 else None
        for item in document["items"]:
            told.append((item.get("evidence"), Context(where, only, None)))
    elif kind in {"feedback", "recognition"}:
        subject = document.get("to") or (
            document["people"][0] if len(document["people"]) == 1 else None
        )
        told += [
            (document.get(part), Context(where, subject))
            for part in ("situation", "impact", "story")
        ]
    for value, context in told:
        for language, text in _in_languages(value):
            yield language, text, context


def baselines_of(document: Mapping[str, Any], known: Project) -> Iterator[Figure]:
    """Yield the figure that the title of a goal on a level starts from: the reading before it."""
    measurable = document.get("measurable", {})
    if measurable.get("type") not in {"increase", "decrease"} or "metric" not in measurable:
        return
    month = month_before(str(document["time_bound"]["start"]))
    for language, title in _in_languages(document["title"]):
        for found in _BASELINES[language].finditer(title):
            told = Decimal(found["number"])
            subject = measurable.get("subject", document["owner"])
            step = _step_of(told)
            yield Figure(
                document["where"], measurable["metric"], subject, (month,), told, step, title
            )


@cache
def told_figures() -> tuple[Figure, ...]:
    """Return all figures of the content that can be held against a reading."""
    known = project()
    found = [
        figure
        for document in known.documents
        for language, text, context in texts_of(document)
        for figure in (
            *figures_in(text, language, context, known),
            *totals_in(text, language, context),
        )
    ]
    found += [f for d in known.documents if d.get("kind") == "goal" for f in baselines_of(d, known)]
    return tuple(figure for figure in found if known.actual(figure) is not None)


def test_figures_in_prose_agree_with_the_readings() -> None:
    known = project()
    wrong = [
        f"{figure.where}: {figure.told} of {figure.metric}, {figure.subject}, "
        f"{' '.join(figure.months)} is {known.actual(figure)}: {figure.text}"
        for figure in told_figures()
        if known.disagrees(figure)
    ]
    assert not wrong, "\n".join(wrong)


def test_changes_on_the_year_before_agree_with_the_readings() -> None:
    known = project()
    checked = 0
    for document in known.documents:
        for language, text, context in texts_of(document):
            for figure, before in changes_in(text, language, context):
                now = known.reading(figure.metric, figure.subject, figure.months[0])
                past = known.reading(figure.metric, figure.subject, before)
                assert now is not None, figure
                assert past is not None, figure
                change = (now / past - 1) * 100
                assert abs(change - figure.told) <= figure.step / 2, (figure.where, text)
                checked += 1
    assert checked >= 10


def test_distances_from_targets_and_milestones_agree_with_both() -> None:
    wrong = [
        f"{each.where}: {each.told}, is {each.actual:.3f}: {each.text}"
        for each in told_distances()
        if each.is_wrong()
    ]
    assert not wrong, "\n".join(wrong)


def test_every_word_about_a_target_or_milestone_of_its_time_is_checked() -> None:
    known = project()
    spoken = checked = 0
    for document in known.documents:
        for language, text, context in texts_of(document):
            said = len(_SPEAKS_OF_TARGET[language].findall(text))
            found = len(list(distances_in(text, language, context, known, document)))
            assert found >= said, (document["where"], text)
            spoken += said
            checked += found
    assert checked >= spoken >= 50


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "比当月任务多 3%。"),
        ("zh", "离当月任务仍差 9%。"),
        ("zh", "比任务少 9 万元。"),
        ("zh", "两个月 1,419 万元，比里程碑多 40 万元。"),
        ("en", "4% under the month's target."),
        ("en", "CNY 14.19M in two months, 410,000 short of the milestone."),
        ("en", "CNY 14.19M in two months, 0.41M above the milestone."),
    ],
)
def test_a_wrong_distance_is_found(language: str, text: str) -> None:
    known = project()
    goal = next(
        document
        for document in known.documents
        if document.get("id") == "chen-rui-2026-q3-zhejiang-shanghai-revenue"
    )
    context = Context("x.yaml", "chen-rui", "2026-08", "channel-revenue")
    found = list(distances_in(text, language, context, known, goal))
    assert [each.is_wrong() for each in found] == [True]


def test_what_is_left_to_the_years_target_agrees_with_it() -> None:
    known = project()
    checked = 0
    for document in known.documents:
        for language, text, context in texts_of(document):
            found = _YEARS_TARGET[language].search(text)
            if found is None:
                continue
            assert context.metric is not None
            assert context.subject is not None
            target = known.target(context.metric, context.subject, "2026-12")
            assert target is not None, text
            left = target - Decimal(found["now"])
            if found["there"]:
                assert left == 0, (document["where"], text)
            else:
                assert 0 < left < _COUNTED[found["left"]], (document["where"], text)
                assert left > _COUNTED[found["left"]] - 1, (document["where"], text)
            assert found["target"] is None or Decimal(found["target"]) == target
            checked += 1
    assert checked >= 6


def test_targets_in_reviews_are_those_of_the_metric() -> None:
    known = project()
    wrong = [
        (document["where"], reading)
        for document in known.documents
        if document.get("kind") == "review"
        for reading in document["readings"]
        if known.target(reading["metric"], document["person"], document["period"])
        != Decimal(str(reading["target"]))
    ]
    assert not wrong, wrong


def test_totals_of_the_year_so_far_agree_with_the_readings() -> None:
    known = project()
    checked = 0
    for document in known.documents:
        for language, text, context in texts_of(document):
            if context.subject != TEAM or context.month is None or context.metric is None:
                continue
            year = [f"2026-{number:02d}" for number in range(1, int(context.month[5:]) + 1)]
            total = known.total(context.metric, TEAM, year)
            for found in _SO_FAR[language].finditer(text):
                assert total is not None
                scale, told = SCALES[found["scale"]], Decimal(found["number"])
                assert abs(total - told * scale) <= _step_of(told) * scale / 2, text
                checked += 1
            for found in _CHANGE_SO_FAR[language].finditer(text):
                before = known.total(context.metric, TEAM, [f"2025{month[4:]}" for month in year])
                assert total is not None
                assert before is not None
                told = Decimal(found["number"])
                assert abs((total / before - 1) * 100 - told) <= _step_of(told) / 2, text
                checked += 1
    assert checked >= 6


def test_figures_in_chapters_beside_a_metric_are_those_of_a_goal() -> None:
    known = project()
    link = re.compile(r"\]\(metric:(?P<metric>[a-z-]+)\)")
    checked = 0
    for document in known.documents:
        if document.get("kind") != "chapter":
            continue
        for language, body in _in_languages(document["body"]):
            money = next(pattern for unit, pattern in FIGURES[language] if unit == "money")
            for line in body.splitlines():
                linked = link.search(line)
                for found in money.finditer(line) if linked is not None else ():
                    assert linked is not None
                    told = Decimal(found["number"].replace(",", ""))
                    step = _step_of(told) * SCALES[found["scale"]]
                    measures = [
                        goal["measurable"]
                        for goal in known.documents
                        if goal.get("kind") == "goal"
                        and goal["measurable"].get("metric") == linked["metric"]
                    ]
                    figures = [
                        Decimal(str(measure[part]))
                        for measure in measures
                        for part in ("baseline", "target")
                        if part in measure
                    ]
                    told *= SCALES[found["scale"]]
                    assert any(abs(figure - told) <= step / 2 for figure in figures), line
                    checked += 1
    assert checked >= 3


@pytest.mark.parametrize(
    ("where", "metric", "subject", "months", "told"),
    [
        ("sun-hao/improvement-2026.yaml", "channel-revenue", "sun-hao", "2025-11", "4019000"),
        ("sun-hao/improvement-2026.yaml", "channel-revenue", "zhao-qing", "2026-05", "5660000"),
        ("sun-hao/improvement-2026.yaml", "pipeline-coverage", "sun-hao", "2026-05", "1.9"),
        ("sun-hao/improvement-2026.yaml", "channel-revenue", "sun-hao", "2026-08", "2460000"),
        ("sun-hao/reviews/2026-06.yaml", "channel-revenue", "sun-hao", "2026-06", "2910000"),
        ("sun-hao/reviews/2026-08.yaml", "overdue-receivables", "sun-hao", "2026-08", "11.8"),
        ("liang-bo/reviews/2026-06.yaml", "overdue-receivables", "liang-bo", "2026-02", "14.8"),
        ("wu-dan/reviews/2026-06.yaml", "market-coverage", "wu-dan", "2026-01", "41.1"),
        (
            "wu-dan/goals/2026-q3-smart-locks.yaml",
            "smart-lock-revenue",
            "wu-dan",
            "2026-04",
            "10790000",
        ),
        (
            "ma-lei/goals/2026-q3-smart-locks.yaml",
            "smart-lock-revenue",
            "ma-lei",
            "2026-07",
            "3900000",
        ),
        ("zhou-ning/reviews/2026-08.yaml", "partner-satisfaction", "zhou-ning", "2026-08", "79"),
        (
            "zhou-ning/goals/2026-q2-coverage.yaml",
            "market-coverage",
            "zhou-ning",
            "2026-03",
            "60.3",
        ),
        ("ma-lei/reviews/2026-08.yaml", "pipeline-coverage", "ma-lei", "2026-01", "1.7"),
    ],
)
def test_a_figure_that_everybody_reads_is_among_those_checked(
    where: str, metric: str, subject: str, months: str, told: str
) -> None:
    checked = [
        figure
        for figure in told_figures()
        if figure.where.endswith(where)
        and (figure.metric, figure.subject, figure.months[0]) == (metric, subject, months)
    ]
    assert Decimal(told) in [figure.told for figure in checked]


def test_both_languages_and_every_metric_of_the_reviews_are_checked() -> None:
    assert {figure.metric for figure in told_figures()} >= set(NAMES)
    assert len(told_figures()) >= 40, f"only {len(told_figures())} figures were found"


@pytest.mark.parametrize(
    ("language", "text", "metric", "month"),
    [
        ("zh", "逾期 9.9%，连续五个月在 8% 以下。", "overdue-receivables", "2026-06"),
        ("zh", "覆盖率从 1 月的 12.0% 到 50.0%。", "market-coverage", "2026-01"),
        ("zh", "2025 年一季度是 1,000.0 万元。", "channel-revenue", "2025-01"),
        ("en", "Overdue at 9.9%, below 8% for five months.", "overdue-receivables", "2026-06"),
        (
            "en",
            "The pipeline went from 1.1 times in January to 2.7.",
            "pipeline-coverage",
            "2026-01",
        ),
        ("en", "Revenue in June was CNY 1.23M.", "channel-revenue", "2026-06"),
    ],
)
def test_a_wrong_figure_is_found(language: str, text: str, metric: str, month: str) -> None:
    known = project()
    context = Context("x.yaml", "chen-rui", "2026-06", metric)
    found = list(figures_in(text, language, context, known))
    wrong = [figure for figure in found if known.disagrees(figure)]
    assert [(figure.metric, figure.months[0]) for figure in wrong][:1] == [(metric, month)]


def test_targets_differences_and_rough_figures_are_no_readings() -> None:
    context = Context("x.yaml", "chen-rui", "2026-06")
    texts = {
        "zh": "覆盖率目标 99%；销售额比当月任务多 2%；逾期约 9%；满意度低于 95 分。",
        "en": "Coverage below 99%. Revenue 2% above target. Overdue about 9%.",
    }
    for language, text in texts.items():
        assert list(figures_in(text, language, context, project())) == []
