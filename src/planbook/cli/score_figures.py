"""What ``planbook score`` prints, in whatever format: the figures in the order they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planbook.language import words_in
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.goal import Goal
from planbook.model.noun import DateRange
from planbook.quantities import exact

if TYPE_CHECKING:
    from planbook.language import Text
    from planbook.model.handbook import Handbook
    from planbook.pipeline import Scored
    from planbook.scoring.results import Check, GoalScore, Scores

PLACES: Final = 6
"""Decimals of shares: enough for what anybody computes on with, and no more noise."""


@dataclass(frozen=True, slots=True)
class GoalFigures:
    """A goal's score with what names it. ``owner`` is an id, ``places`` are those of its checks."""

    id: str
    owner: str
    period: str
    score: GoalScore
    is_now: bool
    places: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All the figures of one edition, and the language that words are in."""

    scores: Scores
    edition: Edition
    handbook: Handbook
    language: str
    goals: tuple[GoalFigures, ...]

    def say(self, words: Text) -> str:
        """Return ``words`` in the language of messages."""
        return words_in(words, (self.language, "en"))

    def label(self, key: Key) -> str:
        """Return what a document is called, else its id."""
        noun = self.handbook.nouns.get(key)
        return self.say(noun.label) if noun is not None else key.id


def gather_figures(scored: Scored, edition: Edition, language: str) -> Figures:
    """Return what there is to print."""
    handbook, scores = scored.visible, scored.scores
    present = {part.key.id for person in scores.people.values() for part in person.goals}
    goals = []
    for id_, score in scores.goals.items():
        goal = handbook.find(Goal, id_)
        if goal is None:
            continue
        owner = handbook.resolve(goal.owner, ("person", "team"))
        checks = score.smart.checks if score.smart is not None else ()
        goals.append(
            GoalFigures(
                id_,
                owner.id if owner is not None else "",
                period_words(goal.period),
                score,
                id_ in present or _runs(goal, scores.as_of),
                scored.locate(score.key, tuple(check.pointer for check in checks)),
            )
        )
    return Figures(scores, edition, handbook, language, tuple(goals))


def edition_words(edition: Edition) -> Text:
    """Return for whom the figures are, in one line."""
    if edition.viewer is not None:
        return {
            "en": f"Edition: what {edition.viewer} may see.",
            "zh": f"版本：{edition.viewer} 能看到的内容。",
        }
    return {
        "private": {
            "en": "Edition: private, the author's view of everything; --audience team or "
            "--viewer ID shows less.",
            "zh": "版本：private，作者视角，包含全部内容；"
            "--audience team 或 --viewer ID 显示得少一些。",
        },
        "team": {"en": "Edition: team.", "zh": "版本：team，团队内可见的内容。"},
        "public": {"en": "Edition: public.", "zh": "版本：public，公开的内容。"},
    }[edition.audience]


def period_words(period: str | DateRange | None) -> str:
    """Return a period as it is written; a range as its two days."""
    if isinstance(period, DateRange):
        return f"{period.start.isoformat()}/{period.end.isoformat()}"
    return period or ""


def number(value: Decimal | Fraction | float | None) -> int | float | None:
    """Return ``value`` as JSON has numbers: whole ones without a point, shares with six places."""
    if value is None:
        return None
    if isinstance(value, float):
        return round(value, PLACES)
    fraction = value if isinstance(value, Fraction) else exact(value)
    if fraction.denominator == 1:
        return fraction.numerator
    return round(float(fraction), PLACES)


def shown(value: Decimal | Fraction | float | None, places: int = 2) -> str:
    """Return ``value`` for people: so many decimals, a dash where it is not known."""
    return "–" if value is None else f"{float(value):.{places}f}"


def points(value: Decimal) -> str:
    """Return points of a score: 20, or 2.5."""
    return str(number(value))


def short_of(check: Check) -> Decimal:
    """Return how many points a check is short of all."""
    return check.of - check.points


def _runs(goal: Goal, day: date) -> bool:
    start, due = goal.time_bound.start, goal.time_bound.due
    return start is not None and due is not None and start <= day <= due


PRACTICE_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "responsibilities": {"en": "duties", "zh": "职责"},
        "goals": {"en": "goals", "zh": "目标"},
        "training": {"en": "train", "zh": "培训"},
        "performance": {"en": "review", "zh": "绩效"},
        "incentives": {"en": "reward", "zh": "激励"},
        "communication": {"en": "talk", "zh": "沟通"},
        "team": {"en": "team", "zh": "团队"},
        "tools": {"en": "tools", "zh": "工具"},
        "feedback": {"en": "feedb.", "zh": "反馈"},
        "growth": {"en": "growth", "zh": "成长"},
    }
)
"""Column heads that are short enough for ten of them in a line."""

STATE_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "full": {"en": "full", "zh": "齐全"},
        "partial": {"en": "part", "zh": "部分"},
        "missing": {"en": "none", "zh": "缺"},
        "hidden": {"en": "n/s", "zh": "不显示"},
    }
)

STATUS_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "achieved": {"en": "achieved", "zh": "已达成"},
        "missed": {"en": "missed", "zh": "未达成"},
        "not_started": {"en": "not started", "zh": "未开始"},
        "unknown": {"en": "unknown", "zh": "未知"},
        "too_early": {"en": "too early", "zh": "尚早"},
        "on_track": {"en": "on track", "zh": "正常"},
        "at_risk": {"en": "at risk", "zh": "有风险"},
        "off_track": {"en": "off track", "zh": "偏离"},
    }
)

TREND_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "steady": {"en": "steady", "zh": "平稳"},
        "watch": {"en": "watch", "zh": "留意"},
        "decline": {"en": "decline", "zh": "持续下滑"},
        "too_few": {"en": "too few", "zh": "读数太少"},
    }
)

BAND_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "ready": {"en": "ready", "zh": "已写好"},
        "minor_edits": {"en": "minor edits", "zh": "小改即可"},
        "rework": {"en": "rework", "zh": "需要重写"},
    }
)
