"""The figures as sections for people: what a table's columns and rows are, whatever prints it.

The present comes first: goals, objectives, the company's totals, what gets worse, what is paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planbook.cli.score_report import DASH, points, shown
from planbook.cli.score_words import COVERAGE_MARKS, PRACTICE_HEADS
from planbook.model.document import Key

if TYPE_CHECKING:
    from fractions import Fraction

    from planbook.cli.score_report import Report
    from planbook.language import Text
    from planbook.scoring.records import (
        GoalRecord,
        MetricRecord,
        ObjectiveRecord,
        PeriodRecord,
        TotalsRecord,
    )

_BY_TEAM: Final[Text] = {"en": "Teams: year to date", "zh": "团队：年累计"}
_BY_TERRITORY: Final[Text] = {"en": "Territories: year to date", "zh": "区域：年累计"}
_LETTERS: Final = ("S", "M", "A", "R", "T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, how wide it is in a terminal, whether it holds figures."""

    head: str
    width: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence under a table. ``lead`` stands before it, ``level`` is how far it is indented."""

    words: str
    level: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a table and what is to be said about it."""

    heading: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[Note, ...] = ()


def sections_of(report: Report) -> Iterator[Section]:
    """Yield the sections that hold anything."""
    for section in (
        _goals(report, current=True),
        _objectives(report),
        _company(report),
        _wholes(report, _BY_TEAM, {"en": "team", "zh": "团队"}, _team_totals(report)),
        _teams(report),
        _wholes(
            report, _BY_TERRITORY, {"en": "territory", "zh": "区域"}, _territory_totals(report)
        ),
        _partners(report),
        _declining(report),
        _incentives(report),
        _growth(report),
        _coverage(report),
        _goals(report, current=False),
        _suggestions(report),
    ):
        if section.rows or section.notes:
            yield section


def _goals(report: Report, *, current: bool) -> Section:
    say = report.say
    return Section(
        say({"en": "Current goals", "zh": "本期目标"})
        if current
        else say({"en": "Other goals", "zh": "其他目标"}),
        (
            Column(say({"en": "goal", "zh": "目标"}), 33),
            Column("SMART", 5, right=True),
            *(Column(letter, 2, right=True) for letter in _LETTERS),
            Column(say({"en": "progr.", "zh": "进度"}), 6, right=True),
            Column(say({"en": "expect", "zh": "应到"}), 6, right=True),
            Column(say({"en": "pace", "zh": "达标率"}), 6, right=True),
            Column(say({"en": "status", "zh": "状态"}), 22),
        ),
        tuple(
            (goal.id, *_goal_cells(goal, report))
            for goal in report.records.goals
            if goal.current is current
        ),
    )


def _goal_cells(goal: GoalRecord, report: Report) -> Iterator[str]:
    smart = goal.smart
    if smart is None:
        yield from (DASH,) * (1 + len(_LETTERS))
    else:
        yield points(smart.total)
        yield from (points(smart.letters[letter]) for letter in _LETTERS)
    yield shown(goal.progress, limits=(goal.mark,))
    yield shown(goal.expected)
    yield shown(goal.pace, limits=report.pace_limits)
    status = report.ui(f"status.{goal.status}")
    # Without any reading the status says so.
    is_old = goal.stale and goal.status != "unknown"
    yield f"{status} {report.say({'en': '(old)', 'zh': '（陈旧）'})}" if is_old else status


def _objectives(report: Report) -> Section:
    say = report.say
    return Section(
        say({"en": "Objectives", "zh": "公司与团队目标"}),
        (
            Column(say({"en": "objective", "zh": "目标"}), 27),
            Column(say({"en": "progr.", "zh": "进度"}), 6, right=True),
            Column(say({"en": "expect", "zh": "应到"}), 6, right=True),
            Column(say({"en": "pace", "zh": "达标率"}), 6, right=True),
            Column(say({"en": "read", "zh": "已读"}), 7, right=True),
            Column(say({"en": "status", "zh": "状态"}), 21),
            Column(say({"en": "worst below", "zh": "下级最差"}), 19),
        ),
        tuple(
            (
                one.id,
                shown(one.progress),
                shown(one.expected),
                shown(one.pace, limits=report.pace_limits),
                f"{one.read}/{one.of}" if one.of else DASH,
                report.ui(f"status.{one.status}"),
                _worst_below(one, report),
            )
            for one in report.records.objectives
        ),
    )


def _worst_below(objective: ObjectiveRecord, report: Report) -> str:
    worst = objective.worst_below
    if worst is None:
        return DASH
    return f"{worst.count}/{worst.of} {report.ui(f'status.{worst.status}')}"


def _company(report: Report) -> Section:
    say = report.say
    every = report.records.company.metrics
    return Section(
        say(
            {
                "en": "Company: latest closed period and business year to date",
                "zh": "公司：最近一个已结束的周期，以及本业务年度累计",
            }
        ),
        (
            Column(say({"en": "metric", "zh": "指标"}), 22),
            Column(say({"en": "period", "zh": "周期"}), 7),
            Column(say({"en": "figure", "zh": "数值"}), 13, right=True),
            Column(say({"en": "target", "zh": "达成"}), 7, right=True),
            Column(say({"en": "on year", "zh": "同比"}), 8, right=True),
            Column(say({"en": "to date", "zh": "年累计"}), 14, right=True),
            Column(say({"en": "target", "zh": "达成"}), 7, right=True),
            Column(say({"en": "on year", "zh": "同比"}), 8, right=True),
        ),
        tuple(
            (
                report.label(one.metric),
                period.period.name,
                *_figure(period, one, report),
                *_to_date(period, one, report),
            )
            for one in every
            if (period := _newest_closed(one)) is not None
        ),
        (*_partly_read(every, report), *_without_figure(every, report)),
    )


def _partly_read(every: Iterable[TotalsRecord], report: Report) -> Iterator[Note]:
    """Yield which of the figures lack somebody's reading."""
    for one in every:
        period = _newest_closed(one)
        if period is not None and period.read < period.of:
            what = f"{report.label(one.metric)}, {period.period.name}"
            yield Note(
                report.say(
                    {
                        "en": f"{what}: {period.read} of {period.of} read",
                        "zh": f"{what}：{period.of} 个对象中 {period.read} 个有数据",
                    }
                )
            )


def _without_figure(every: Iterable[TotalsRecord], report: Report) -> Iterator[Note]:
    names = [report.label(one.metric) for one in every if one.reason == "not_added_up"]
    if names:
        yield Note(
            report.say(
                {
                    "en": f"No company figure, because people's figures do not add up: "
                    f"{', '.join(names)}",
                    "zh": f"各人的数值不能合并，没有公司数值：{'、'.join(names)}",
                }
            )
        )


def _newest_closed(totals: TotalsRecord) -> PeriodRecord | None:
    return next((one for one in totals.periods if not one.so_far), None)


def _figure(period: PeriodRecord, of: TotalsRecord, report: Report) -> tuple[str, str, str]:
    """Return a period's figure, against its target and against the year before."""
    return (
        report.amount(period.value, of.unit),
        _against(period.of_target, period.difference_target, of, report),
        _change(period.change_year, period.difference_year, of, report),
    )


def _to_date(period: PeriodRecord, of: TotalsRecord, report: Report) -> tuple[str, str, str]:
    """Return the same of the business year up to the end of the period."""
    return (
        report.amount(period.value_ytd, of.unit),
        _against(period.of_target_ytd, period.difference_target_ytd, of, report),
        _change(period.change_year_ytd, period.difference_year_ytd, of, report),
    )


def _against(
    reached: Fraction | None, difference: Fraction | None, of: TotalsRecord, report: Report
) -> str:
    if reached is None:
        return report.amount(difference, None if of.in_points else of.unit, signed=True)
    return report.percent(reached)


def _change(
    change: Fraction | None, difference: Fraction | None, of: TotalsRecord, report: Report
) -> str:
    """Return a change in per cent; in points, or where the base is 0 or less, as a difference."""
    if change is None or of.in_points:
        return report.amount(difference, None, signed=True)
    return report.percent(change, signed=True)


def _team_totals(report: Report) -> Iterator[tuple[Key, TotalsRecord]]:
    for team in report.records.teams:
        yield from ((Key("team", team.id), one) for one in team.metrics)


def _territory_totals(report: Report) -> Iterator[tuple[Key, TotalsRecord]]:
    for territory in report.records.territories:
        yield from ((Key("territory", territory.id), one) for one in territory.metrics)


def _wholes(
    report: Report, heading: Text, head: Text, every: Iterable[tuple[Key, TotalsRecord]]
) -> Section:
    say = report.say
    return Section(
        say(heading),
        (
            Column(say(head), 24),
            Column(say({"en": "metric", "zh": "指标"}), 28),
            Column(say({"en": "until", "zh": "截至"}), 7),
            Column(say({"en": "to date", "zh": "年累计"}), 16, right=True),
            Column(say({"en": "target", "zh": "达成"}), 8, right=True),
            Column(say({"en": "on year", "zh": "同比"}), 8, right=True),
        ),
        tuple(
            (
                report.label(whole),
                report.label(one.metric),
                period.period.name,
                *_to_date(period, one, report),
            )
            for whole, one in every
            if (period := _newest_closed(one)) is not None
        ),
    )


def _teams(report: Report) -> Section:
    say = report.say
    return Section(
        say({"en": "Goals by team", "zh": "各团队的目标"}),
        (
            Column(say({"en": "team", "zh": "团队"}), 24),
            Column(say({"en": "progr.", "zh": "进度"}), 6, right=True),
            Column(say({"en": "on − off track", "zh": "正常与偏离之差"}), 14, right=True),
            Column(say({"en": "goals by status", "zh": "各状态的目标"}), 51),
        ),
        tuple(
            (
                report.label(Key("team", one.id)),
                shown(one.progress),
                shown(one.net_confidence),
                ", ".join(
                    f"{report.ui(f'status.{status}')} {count}"
                    for status, count in one.statuses.items()
                    if count
                ),
            )
            for one in report.records.teams
        ),
    )


def _partners(report: Report) -> Section:
    say = report.say
    return Section(
        say({"en": "Partner scorecards", "zh": "渠道伙伴记分卡"}),
        (
            Column(say({"en": "partner", "zh": "渠道伙伴"}), 30),
            Column(say({"en": "score", "zh": "得分"}), 6, right=True),
            Column(say({"en": "read", "zh": "已读"}), 7, right=True),
        ),
        tuple(
            (
                report.label(Key("partner", one.id)),
                shown(one.score),
                f"{sum(line.share is not None for line in one.lines)}/{len(one.lines)}",
            )
            for one in report.records.partners
        ),
    )


def _declining(report: Report) -> Section:
    every = report.records.metrics
    declining = [one for one in every if _gets_worse(one)]
    others = len(every) - len(declining)
    say = report.say
    heading = say(
        {
            "en": f"Declining metrics ({others} others are fine or too new)",
            "zh": f"下滑的指标（其余 {others} 项正常或数据太少）",
        }
    )
    if every and not declining:
        none = {"en": "None.", "zh": "没有。"}
        return Section(heading, notes=(Note(say(none)),))
    return Section(
        heading,
        (
            Column(say({"en": "metric", "zh": "指标"}), 26),
            Column(say({"en": "subject", "zh": "对象"}), 29),
            Column(say({"en": "trend", "zh": "趋势"}), 10),
            Column(say({"en": "run", "zh": "连续"}), 4, right=True),
            Column(say({"en": "drift", "zh": "走势"}), 14),
            Column(say({"en": "change", "zh": "变化"}), 9, right=True),
        ),
        tuple(
            (
                report.label(Key("metric", one.id)),
                report.label(one.subject),
                report.ui(f"trend.{one.trend}"),
                str(one.run),
                report.ui(f"drift.{one.drift}") if one.drift is not None else DASH,
                report.amount(one.change, one.unit, signed=True)
                if one.drift is None
                else report.percent(one.change, signed=True),
            )
            for one in declining
        ),
    )


def _gets_worse(metric: MetricRecord) -> bool:
    drifts = metric.drift not in (None, "level") and metric.better is False
    return metric.trend in ("watch", "decline") or drifts


def _incentives(report: Report) -> Section:
    say = report.say
    return Section(
        say({"en": "Pay so far and projected", "zh": "目前的奖金和预计奖金"}),
        (
            Column(say({"en": "scheme", "zh": "方案"}), 32),
            Column(say({"en": "person", "zh": "人员"}), 20),
            Column(say({"en": "attainment", "zh": "达成率"}), 10, right=True),
            Column(say({"en": "pay", "zh": "奖金"}), 16, right=True),
            Column(say({"en": "projected", "zh": "预计"}), 16, right=True),
        ),
        tuple(
            (
                one.id,
                report.label(one.person),
                report.percent(one.attainment),
                report.money(one.pay, one.currency),
                report.money(one.projected_pay, one.currency),
            )
            for one in report.records.incentives
        ),
    )


def _growth(report: Report) -> Section:
    say = report.say
    return Section(
        say({"en": "Growth (50 is as expected)", "zh": "成长（50 为符合预期）"}),
        (
            Column(say({"en": "plan", "zh": "计划"}), 50),
            Column(say({"en": "person", "zh": "人员"}), 30),
            Column("T", 6, right=True),
        ),
        tuple(
            (one.id, report.label(one.person) if one.person else DASH, shown(one.t_score, 1))
            for one in report.records.growth
            if one.t_score is not None
        ),
    )


def _coverage(report: Report) -> Section:
    say = report.say
    people = [one for one in report.records.people if one.coverage]
    return Section(
        say(
            {
                "en": "Ten practices (full, part, none; later: not due yet; n/s: not shown here)",
                "zh": "十项管理实践（齐全、部分、缺；未到期；不显示：此版本看不到）",
            }
        ),
        (
            Column(say({"en": "person", "zh": "人员"}), 18),
            *(Column(say(head), 6) for head in PRACTICE_HEADS.values()),
            Column(say({"en": "progr.", "zh": "进度"}), 6, right=True),
        ),
        tuple(
            (
                report.label(Key("person", one.id)),
                *(say(COVERAGE_MARKS[one.coverage[practice]]) for practice in PRACTICE_HEADS),
                shown(one.progress),
            )
            for one in people
        ),
        tuple(_lacking(report)),
    )


def _lacking(report: Report) -> Iterator[Note]:
    """Yield what is missing of each practice that is not there in full."""
    for id_, score in report.scores.people.items():
        for practice, found in score.coverage.items():
            if found.state in ("partial", "missing"):
                name = report.ui(f"practice.{practice}")
                reasons = " ".join(report.sentence(one) for one in found.reasons)
                yield Note(f"{report.label(Key('person', id_))}, {name}: {reasons}")


def _suggestions(report: Report) -> Section:
    return Section(
        report.say({"en": "Suggestions", "zh": "改进建议"}), notes=tuple(_of_goals(report))
    )


def _of_goals(report: Report) -> Iterator[Note]:
    """Yield what each goal that is not written well is short of, with path and line."""
    for goal in report.records.goals:
        smart = goal.smart
        if smart is None or smart.band == "ready":
            continue
        places = report.places[goal.id]
        paths = ", ".join(dict.fromkeys(path for path, _ in places))
        yield Note(f"{goal.id}: {points(smart.total)}, {report.ui(f'band.{smart.band}')}")
        yield Note(paths, 1)
        for check, (_, line) in zip(smart.checks, places, strict=True):
            if check.points < check.of and check.suggest:
                earned = f"{check.letter} {points(check.points)}/{points(check.of)}"
                saw, suggest = report.say(check.saw.text), report.say(check.suggest.text)
                yield Note(f"{saw} → {suggest}", 2, f"{line or '':>4}: {earned}  ")
