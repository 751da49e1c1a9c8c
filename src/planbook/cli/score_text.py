"""The figures for a terminal: tables that fit 100 columns, wide characters counted as two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planbook.cli.score_figures import (
    BAND_WORDS,
    PRACTICE_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
    TREND_WORDS,
    Figures,
    GoalFigures,
    edition_words,
    points,
    short_of,
    shown,
)
from planbook.diagnostics.terminal import ELLIPSIS, safe, width
from planbook.scoring.coverage import COVERED
from planbook.scoring.smart import LETTERS

COLUMNS: Final = 100


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table: its head, how wide it is, and whether its cells are figures."""

    head: str
    width: int
    right: bool = False


def render_score_text(figures: Figures) -> str:
    """Return the figures as tables and sentences, no line wider than 100 columns."""
    lines = [
        line
        for part in (
            _opening(figures),
            _goals(figures, now=True),
            _goals(figures, now=False),
            _suggestions(figures),
            _objectives(figures),
            _people(figures),
            _teams(figures),
            _metrics(figures),
            _incentives(figures),
            _growth(figures),
        )
        for line in part
    ]
    return "\n".join(lines).rstrip() + "\n"


def _opening(figures: Figures) -> Iterator[str]:
    day = figures.scores.as_of.isoformat()
    yield figures.say({"en": f"Figures as of {day}.", "zh": f"评分日期：{day}。"})
    yield from _wrapped(figures.say(edition_words(figures.edition)), "")
    yield ""


def _goals(figures: Figures, *, now: bool) -> Iterator[str]:
    goals = [goal for goal in figures.goals if goal.is_now is now]
    if not goals:
        return
    say = figures.say
    here = {"en": "Goals of the present", "zh": "本期目标"}
    yield say(here if now else {"en": "Other goals", "zh": "其他目标"})
    table = (
        _Column(say({"en": "goal", "zh": "目标"}), 41),
        _Column("SMART", 5, right=True),
        *(_Column(letter, 2, right=True) for letter in LETTERS),
        _Column(say({"en": "progr.", "zh": "进度"}), 6, right=True),
        _Column(say({"en": "expect", "zh": "预期"}), 6, right=True),
        _Column(say({"en": "pace", "zh": "节奏"}), 5, right=True),
        _Column(say({"en": "status", "zh": "状态"}), 15),
    )
    yield from _table(
        table,
        [(goal.id, *_goal_cells(goal, figures)) for goal in goals],
    )


def _goal_cells(goal: GoalFigures, figures: Figures) -> tuple[str, ...]:
    score = goal.score
    smart = score.smart
    status = figures.say(STATUS_WORDS[score.status])
    if score.stale:
        status = f"{status} {figures.say({'en': '(old)', 'zh': '（陈旧）'})}"
    return (
        *(
            (points(smart.total), *(points(smart.letters[letter]) for letter in LETTERS))
            if smart is not None
            else ("–",) * (1 + len(LETTERS))
        ),
        shown(score.progress),
        shown(score.expected),
        shown(score.pace),
        status,
    )


def _suggestions(figures: Figures) -> Iterator[str]:
    short = [
        (goal, goal.score.smart)
        for goal in figures.goals
        if goal.score.smart is not None and goal.score.smart.band != "ready"
    ]
    if not short:
        return
    yield figures.say({"en": "To write better", "zh": "怎样写得更好"})
    for goal, smart in short:
        band = figures.say(BAND_WORDS[smart.band])
        yield from _wrapped(f"{goal.id}: {points(smart.total)}, {band}", "  ")
        paths = dict.fromkeys(path for path, _ in goal.places)
        yield from _wrapped(", ".join(paths), "  ")
        for check, (_, line) in zip(smart.checks, goal.places, strict=True):
            if short_of(check) and check.suggest:
                mark = f"{check.letter} {points(check.points)}/{points(check.of)}"
                told = f"{mark}  {figures.say(check.saw)} → {figures.say(check.suggest)}"
                yield from _wrapped(f"{line or '':>6}: {told}", "", " " * 15)
    yield ""


def _objectives(figures: Figures) -> Iterator[str]:
    if not figures.scores.objectives:
        return
    say = figures.say
    yield say({"en": "Objectives", "zh": "公司与团队目标"})
    yield from _table(
        (
            _Column(say({"en": "objective", "zh": "目标"}), 60),
            _Column(say({"en": "progr.", "zh": "进度"}), 6, right=True),
            _Column(say({"en": "status", "zh": "状态"}), 12),
        ),
        [
            (id_, shown(score.progress), say(STATUS_WORDS[score.status]))
            for id_, score in figures.scores.objectives.items()
        ],
    )


def _people(figures: Figures) -> Iterator[str]:
    people = [score for score in figures.scores.people.values() if score.coverage]
    if not people:
        return
    say = figures.say
    yield say(
        {
            "en": "Ten practices (full, part, none; n/s: not shown here)",
            "zh": "十项管理实践（齐全、部分、缺；不显示：此版本看不到）",
        }
    )
    yield from _table(
        (
            _Column(say({"en": "person", "zh": "人员"}), 18),
            *(_Column(say(PRACTICE_WORDS[practice]), 6) for practice in COVERED),
            _Column(say({"en": "progr.", "zh": "进度"}), 6, right=True),
        ),
        [
            (
                figures.label(score.key),
                *(say(STATE_WORDS[score.coverage[practice].state]) for practice in COVERED),
                shown(score.progress),
            )
            for score in people
        ],
    )
    lacking = [
        (score, practice, score.coverage[practice].reasons)
        for score in people
        for practice in COVERED
        if score.coverage[practice].state in ("partial", "missing")
    ]
    for score, practice, reasons in lacking:
        head = f"{figures.label(score.key)}, {say(PRACTICE_WORDS[practice])}"
        yield from _wrapped(f"{head}: {' '.join(map(say, reasons))}", "  ", "    ")
    if lacking:
        yield ""


def _teams(figures: Figures) -> Iterator[str]:
    if not figures.scores.teams:
        return
    say = figures.say
    yield say({"en": "Teams", "zh": "团队"})
    yield from _table(
        (
            _Column(say({"en": "team", "zh": "团队"}), 30),
            _Column(say({"en": "net conf.", "zh": "净信心"}), 9, right=True),
            _Column(say({"en": "goals by status", "zh": "各状态的目标"}), 56),
        ),
        [
            (
                figures.label(score.key),
                shown(score.net_confidence),
                ", ".join(
                    f"{say(STATUS_WORDS[status])} {count}"
                    for status, count in score.statuses.items()
                    if count
                ),
            )
            for score in figures.scores.teams.values()
        ],
    )


def _metrics(figures: Figures) -> Iterator[str]:
    every = [(id_, each) for id_, all_ in figures.scores.metrics.items() for each in all_]
    falling = [(id_, each) for id_, each in every if each.trend in ("watch", "decline")]
    if not every:
        return
    say = figures.say
    calm = len(every) - len(falling)
    yield say(
        {
            "en": f"Metrics that get worse (the other {calm} do not, or have too few readings)",
            "zh": f"变差的指标（其余 {calm} 条平稳或读数太少）",
        }
    )
    yield from _table(
        (
            _Column(say({"en": "metric", "zh": "指标"}), 40),
            _Column(say({"en": "subject", "zh": "对象"}), 24),
            _Column(say({"en": "trend", "zh": "趋势"}), 10),
            _Column(say({"en": "run", "zh": "连续"}), 4, right=True),
        ),
        [
            (id_, figures.label(each.subject), say(TREND_WORDS[each.trend]), str(each.run))
            for id_, each in falling
        ],
    )


def _incentives(figures: Figures) -> Iterator[str]:
    every = [(id_, each) for id_, all_ in figures.scores.incentives.items() for each in all_]
    if not every:
        return
    say = figures.say
    yield say({"en": "Incentives", "zh": "激励"})
    yield from _table(
        (
            _Column(say({"en": "scheme", "zh": "方案"}), 36),
            _Column(say({"en": "person", "zh": "人员"}), 22),
            _Column(say({"en": "attainment", "zh": "达成率"}), 10, right=True),
            _Column(say({"en": "pay", "zh": "奖金"}), 20, right=True),
        ),
        [
            (
                id_,
                figures.label(each.person),
                shown(each.attainment),
                f"{each.pay:,f} {each.currency}" if each.pay is not None else "–",
            )
            for id_, each in every
        ],
    )


def _growth(figures: Figures) -> Iterator[str]:
    scored = [
        (id_, each) for id_, each in figures.scores.growth.items() if each.t_score is not None
    ]
    if not scored:
        return
    say = figures.say
    yield say({"en": "Growth (50 is as expected)", "zh": "成长（50 为符合预期）"})
    yield from _table(
        (
            _Column(say({"en": "plan", "zh": "计划"}), 60),
            _Column("T", 6, right=True),
        ),
        [(id_, shown(each.t_score, 1)) for id_, each in scored],
    )


def _table(columns: Sequence[_Column], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _line(columns, [column.head for column in columns])
    for row in rows:
        yield _line(columns, row)
    yield ""


def _line(columns: Sequence[_Column], row: Sequence[str]) -> str:
    cells = (_cell(column, value) for column, value in zip(columns, row, strict=True))
    return f"  {' '.join(cells)}".rstrip()


def _cell(column: _Column, value: str) -> str:
    shown_value = fitted(safe(value), column.width)
    padding = " " * (column.width - width(shown_value))
    return f"{padding}{shown_value}" if column.right else f"{shown_value}{padding}"


def fitted(words: str, columns: int) -> str:
    """Return ``words`` in at most so many columns, with an ellipsis where they are cut."""
    if width(words) <= columns:
        return words
    kept, used = "", width(ELLIPSIS)
    for character in words:
        used += width(character)
        if used > columns:
            break
        kept += character
    return f"{kept}{ELLIPSIS}"


def _wrapped(words: str, first: str, following: str | None = None) -> Iterator[str]:
    """Yield ``words`` in lines of at most 100 columns, broken at spaces or between characters."""
    indent, line = first, ""
    for piece in _pieces(safe(" ".join(words.split(" ")))):
        if line and width(indent) + width(line) + width(piece.rstrip()) > COLUMNS:
            yield f"{indent}{line.rstrip()}"
            indent = first if following is None else following
            line = piece.lstrip()
        else:
            line += piece
    if line:
        yield f"{indent}{line.rstrip()}"


def _pieces(words: str) -> Iterator[str]:
    """Yield ``words`` in pieces that may stand on a new line: Latin words, single Chinese signs."""
    piece = ""
    for character in words:
        if character == " ":
            yield f"{piece} "
            piece = ""
        elif width(character) > 1:
            # A closing sign does not begin a line.
            if character in "，。；：！？、）”》":
                piece += character
            else:
                if piece:
                    yield piece
                piece = character
        elif piece and width(piece[-1]) > 1:
            yield piece
            piece = character
        else:
            piece += character
            if len(piece) >= COLUMNS // 2:
                yield piece
                piece = ""
    if piece:
        yield piece
