"""A meeting that recurs by a rule that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit, Fix
from planbook.diagnostics.suggestions import listed
from planbook.language import Text
from planbook.model.handbook import Handbook
from planbook.model.meeting import Meeting
from planbook.recurrence import PARTS, Unusable
from planbook.rules.rule import Rule, Violation

_SHOWN: Final = 40


def find(meeting: Meeting, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the rule of the meeting, with the part that is wrong."""
    found = meeting.recurrence
    if isinstance(found, Unusable):
        part = found.part if len(found.part) <= _SHOWN else f"{found.part[: _SHOWN - 1]}…"
        name = found.part.partition("=")[0]
        words = {
            "part": part,
            "name": name,
            "names": listed(PARTS),
            "cut": _with_semicolon(meeting.recurs or "", found.part),
        }
        yield Violation("/recurs", words, variant=found.fault)


def _with_semicolon(rule: str, part: str) -> str:
    """Return what to take out of ``rule`` so that ``part`` is gone and the rest still a rule."""
    return next((cut for cut in (f";{part}", f"{part};") if cut in rule), part)


_WITHOUT: Final[Fix] = (Edit("replace", old="{cut}"),)
_TAKE_OUT: Final[Text] = {"en": "take `{part}` out", "zh": "请去掉 `{part}`"}

RULE = Rule(
    Code(
        name="meeting-recurrence-unusable",
        severity=Severity.ERROR,
        message={"en": "this rule cannot be used", "zh": "这条重复规则不能用"},
        help={"en": "write, for example, weekly or monthly", "zh": "请写 weekly、monthly 等"},
        variants={
            "frequency": (
                {
                    "en": "this rule does not say how often the meeting takes place",
                    "zh": "这条规则没有写明多久开一次",
                },
                {
                    "en": "begin with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, as in "
                    "`FREQ=WEEKLY;BYDAY=MO`",
                    "zh": "请以 FREQ=DAILY、WEEKLY、MONTHLY 或 YEARLY 开头，例如 "
                    "`FREQ=WEEKLY;BYDAY=MO`",
                },
            ),
            "often": (
                {
                    "en": "`{part}` is more often than meetings can be listed",
                    "zh": "`{part}` 太频繁，无法逐次列出",
                },
                {
                    "en": "a meeting takes place at most 24 times a day; write, for example, "
                    "`FREQ=DAILY`",
                    "zh": "一天最多开 24 次；请写例如 `FREQ=DAILY`",
                },
            ),
            "unknown": (
                {
                    "en": "`{part}` is not part of a calendar rule",
                    "zh": "日历规则里没有 `{part}` 这一项",
                },
                {
                    "en": "take `{part}` out, or write one of {names}",
                    "zh": "请去掉 `{part}`，或改用：{names}",
                },
            ),
            "twice": (
                {"en": "`{name}` is written twice", "zh": "`{name}` 写了两次"},
                {"en": "take one of them out, such as `{part}`", "zh": "请去掉一个，例如 `{part}`"},
            ),
            "value": (
                {
                    "en": "`{part}` is not a value that `{name}` can have",
                    "zh": "`{name}` 不能写成 `{part}`",
                },
                {
                    "en": "take it out or correct it. Weekdays are MO, TU, WE, TH, FR, SA, SU; a "
                    "last day is `UNTIL=20261231`",
                    "zh": "请去掉或改正。星期写作 MO、TU、WE、TH、FR、SA、SU；截止日期写作 "
                    "`UNTIL=20261231`",
                },
            ),
            "misplaced": (
                {
                    "en": "`{part}` does not go with the other parts of this rule",
                    "zh": "`{part}` 不能与这条规则的其他部分同时使用",
                },
                _TAKE_OUT,
            ),
            "both-ends": (
                {
                    "en": "this rule has two ends, COUNT and UNTIL",
                    "zh": "COUNT 和 UNTIL 不能同时使用",
                },
                _TAKE_OUT,
            ),
            "position-alone": (
                {
                    "en": "`{part}` chooses among days, and the rule names none",
                    "zh": "`{part}` 要从几天里选，而规则没有写是哪几天",
                },
                {
                    "en": "add the days, as in `BYDAY=MO,TU,WE,TH,FR;{part}`, or take `{part}` out",
                    "zh": "请加上日子，例如 `BYDAY=MO,TU,WE,TH,FR;{part}`，或去掉 `{part}`",
                },
            ),
        },
        fixes={
            "frequency": ((Edit("write", "FREQ=WEEKLY;BYDAY=MO"),),),
            "often": ((Edit("write", "FREQ=DAILY"),),),
            **dict.fromkeys(("unknown", "twice", "misplaced", "both-ends"), (_WITHOUT,)),
            "position-alone": (
                (Edit("replace", "BYDAY=MO,TU,WE,TH,FR;{part}", old="{part}"),),
                _WITHOUT,
            ),
        },
        what={
            "en": "`recurs` of a meeting is a calendar rule (RFC 5545) with a part that does not "
            "exist, has a wrong value, or does not go with the others.",
            "zh": "会议的 `recurs` 是一条日历规则（RFC 5545），其中有不存在的部分、错误的值，或互相矛盾的部分。",
        },
        why={
            "en": "Without the rule nobody can say when the next meeting is.",
            "zh": "规则不能用，就无法算出下一次会议的时间。",
        },
        bad="recurs: FREQ=WEEKLY;BYDAY=MONDAY\n",
        good="recurs: FREQ=WEEKLY;BYDAY=MO\n",
    ),
    Meeting,
    find,
)
