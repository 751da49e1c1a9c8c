"""The figures as CSV, one figure a line, and as Markdown tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from planbook.cli.score_figures import (
    PRACTICE_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
    TREND_WORDS,
    Figures,
    GoalFigures,
    edition_words,
    number,
    points,
    short_of,
    shown,
)
from planbook.scoring.coverage import COVERED
from planbook.scoring.smart import LETTERS

Row: TypeAlias = tuple[str, str, str, str, object]

_COLUMNS: Final = ("kind", "id", "subject", "figure", "value")
_DASH: Final = "–"


def render_score_csv(figures: Figures) -> str:
    """Return one line a figure: kind, id, subject, figure, value. What is not known is empty."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in _rows(figures):
        writer.writerow("" if value is None else value for value in row)
    return written.getvalue()


def render_score_markdown(figures: Figures) -> str:
    """Return the figures as tables for a page, a comment or a mail."""
    lines = [f"# {figures.say({'en': 'Figures', 'zh': '评分'})} · {figures.scores.as_of}", ""]
    lines += [_plain(figures.say(edition_words(figures.edition))), ""]
    lines += _goal_table(figures)
    lines += _suggestions(figures)
    lines += _objective_table(figures)
    lines += _coverage_table(figures)
    lines += _metric_table(figures)
    lines += _incentive_table(figures)
    return "\n".join(lines).rstrip() + "\n"


def _rows(figures: Figures) -> Iterator[Row]:
    scores = figures.scores
    for goal in figures.goals:
        for figure, value in _goal_figures(goal):
            yield "goal", goal.id, goal.owner, figure, value
    for id_, objective in scores.objectives.items():
        yield "objective", id_, "", "progress", number(objective.progress)
        yield "objective", id_, "", "status", objective.status
    for id_, person in scores.people.items():
        yield "person", id_, id_, "progress", number(person.progress)
        for practice, covered in person.coverage.items():
            yield "person", id_, id_, f"coverage.{practice}", covered.state
    for id_, team in scores.teams.items():
        yield "team", id_, id_, "net_confidence", number(team.net_confidence)
    for id_, subjects in scores.metrics.items():
        for metric in subjects:
            yield "metric", id_, metric.subject.id, "trend", metric.trend
            yield "metric", id_, metric.subject.id, "run", metric.run
    for id_, people in scores.incentives.items():
        for incentive in people:
            one = incentive.person.id
            pay = incentive.pay
            yield "incentive", id_, one, "attainment", number(incentive.attainment)
            yield "incentive", id_, one, "pay", format(pay, "f") if pay is not None else None
            yield "incentive", id_, one, "currency", incentive.currency
    for id_, growth in scores.growth.items():
        yield "growth", id_, "", "t_score", number(growth.t_score)


def _goal_figures(goal: GoalFigures) -> Iterator[tuple[str, object]]:
    score = goal.score
    yield "period", goal.period
    if score.smart is not None:
        yield "smart", number(score.smart.total)
        yield "smart.band", score.smart.band
        for letter, earned in score.smart.letters.items():
            yield f"smart.{letter}", number(earned)
        for check in score.smart.checks:
            yield f"smart.{check.letter}.{check.id}", number(check.points)
    yield "progress", number(score.progress)
    yield "expected", number(score.expected)
    yield "pace", number(score.pace)
    yield "confidence", number(score.confidence)
    yield "status", score.status
    yield "computed_status", score.computed_status
    yield "stale", str(score.stale).lower()
    yield "grade", number(score.grade)
    if score.forecast is not None:
        yield "forecast", number(score.forecast.value)
        yield "forecast.low", number(score.forecast.low)
        yield "forecast.high", number(score.forecast.high)
        yield "forecast.reaches_target_on", score.forecast.reaches_target_on


def _goal_table(figures: Figures) -> Iterator[str]:
    say = figures.say
    yield from _table(
        say({"en": "Goals", "zh": "目标"}),
        (
            say({"en": "Goal", "zh": "目标"}),
            say({"en": "Owner", "zh": "负责人"}),
            say({"en": "Period", "zh": "周期"}),
            "SMART",
            *LETTERS,
            say({"en": "Progress", "zh": "进度"}),
            say({"en": "Expected", "zh": "预期"}),
            say({"en": "Pace", "zh": "节奏"}),
            say({"en": "Status", "zh": "状态"}),
        ),
        (
            (
                goal.id,
                goal.owner or _DASH,
                goal.period or _DASH,
                *_points(goal),
                shown(goal.score.progress),
                shown(goal.score.expected),
                shown(goal.score.pace),
                say(STATUS_WORDS[goal.score.status]),
            )
            for goal in figures.goals
        ),
    )


def _points(goal: GoalFigures) -> tuple[str, ...]:
    smart = goal.score.smart
    if smart is None:
        return (_DASH,) * (1 + len(LETTERS))
    return (points(smart.total), *(points(smart.letters[letter]) for letter in LETTERS))


def _suggestions(figures: Figures) -> Iterator[str]:
    short = [
        goal
        for goal in figures.goals
        if goal.score.smart is not None and goal.score.smart.band != "ready"
    ]
    if not short:
        return
    yield f"## {figures.say({'en': 'To write better', 'zh': '怎样写得更好'})}"
    yield ""
    for goal in short:
        if goal.score.smart is None:
            continue
        yield f"- `{goal.id}`"
        for check in goal.score.smart.checks:
            if short_of(check) and check.suggest:
                earned = f"{check.letter} {points(check.points)}/{points(check.of)}"
                sentences = f"{figures.say(check.saw)} {figures.say(check.suggest)}"
                yield f"  - {earned}: {_plain(sentences)}"
    yield ""


def _objective_table(figures: Figures) -> Iterator[str]:
    yield from _table(
        figures.say({"en": "Objectives", "zh": "公司与团队目标"}),
        (
            figures.say({"en": "Objective", "zh": "目标"}),
            figures.say({"en": "Progress", "zh": "进度"}),
            figures.say({"en": "Status", "zh": "状态"}),
        ),
        (
            (id_, shown(score.progress), figures.say(STATUS_WORDS[score.status]))
            for id_, score in figures.scores.objectives.items()
        ),
    )


def _coverage_table(figures: Figures) -> Iterator[str]:
    yield from _table(
        figures.say({"en": "Ten practices", "zh": "十项管理实践"}),
        (
            figures.say({"en": "Person", "zh": "人员"}),
            *(figures.say(PRACTICE_WORDS[practice]) for practice in COVERED),
        ),
        (
            (
                figures.label(score.key),
                *(figures.say(STATE_WORDS[score.coverage[each].state]) for each in COVERED),
            )
            for score in figures.scores.people.values()
            if score.coverage
        ),
    )


def _metric_table(figures: Figures) -> Iterator[str]:
    yield from _table(
        figures.say({"en": "Metrics", "zh": "指标"}),
        (
            figures.say({"en": "Metric", "zh": "指标"}),
            figures.say({"en": "Subject", "zh": "对象"}),
            figures.say({"en": "Trend", "zh": "趋势"}),
            figures.say({"en": "Run", "zh": "连续"}),
        ),
        (
            (id_, figures.label(each.subject), figures.say(TREND_WORDS[each.trend]), str(each.run))
            for id_, subjects in figures.scores.metrics.items()
            for each in subjects
        ),
    )


def _incentive_table(figures: Figures) -> Iterator[str]:
    yield from _table(
        figures.say({"en": "Incentives", "zh": "激励"}),
        (
            figures.say({"en": "Scheme", "zh": "方案"}),
            figures.say({"en": "Person", "zh": "人员"}),
            figures.say({"en": "Attainment", "zh": "达成率"}),
            figures.say({"en": "Pay", "zh": "奖金"}),
        ),
        (
            (
                id_,
                figures.label(each.person),
                shown(each.attainment),
                f"{each.pay:,f} {each.currency}" if each.pay is not None else _DASH,
            )
            for id_, people in figures.scores.incentives.items()
            for each in people
        ),
    )


def _table(heading: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table under its heading, and nothing where it has no rows."""
    every = tuple(rows)
    if not every:
        return
    yield f"## {heading}"
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in every:
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"
    yield ""


def _plain(words: str) -> str:
    """Return ``words`` so that they neither end a cell nor become a link or a tag."""
    line = " ".join(words.split())
    for character in ("\\", "|", "<", "[", "*"):
        if character in line:
            line = line.replace(character, f"\\{character}")
    return line
