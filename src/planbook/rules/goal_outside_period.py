"""A goal whose days are not those of its period."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.periods import FiscalYear, Period, parse_period
from planbook.rules.rule import Rule, Violation


def find(goal: Goal, handbook: Handbook) -> Iterator[Violation]:
    """Yield start and due where they lie outside the period that the goal names."""
    period = goal.period
    start, due = goal.time_bound.start, goal.time_bound.due
    if period is None or goal.state == "archived":
        return
    # What ends before it starts has rules of its own.
    if period.end < period.start or (start is not None and due is not None and due < start):
        return
    other = _named_otherwise(period, handbook)
    is_meant = other is not None and all(day is None or other.contains(day) for day in (start, due))
    for name, day in (("start", start), ("due", due)):
        if day is not None and not period.contains(day):
            words = {
                "name": name,
                "day": day,
                "period": period.name,
                "first": period.start,
                "last": period.end,
            }
            if other is not None and is_meant:
                setting = "start" if handbook.settings.fiscal_year_named_by == "end" else "end"
                words |= {"setting": setting, "begin": other.start, "end": other.end}
            variant = "named-otherwise" if is_meant else ""
            yield Violation(f"/time_bound/{name}", words, variant=variant)


def _named_otherwise(period: Period, handbook: Handbook) -> Period | None:
    """Return the days that ``period`` has where business years are named the other way."""
    ours = handbook.settings.fiscal_year
    other = FiscalYear(ours.first_month, "start" if ours.named_by == "end" else "end")
    found = parse_period(period.name, other)
    return found if found is not None and found.start != period.start else None


RULE = Rule(
    Code(
        name="goal-outside-period",
        severity=Severity.WARNING,
        message={
            "en": "`{name}: {day}` is outside {period}, which runs from {first} to {last}",
            "zh": "`{name}: {day}` 不在 {period} 之内（{first} 至 {last}）",
        },
        help={
            "en": "move the date into {first} to {last}, or write the `period` that is meant; "
            "quarters and halves follow `fiscal_year_start` in planbook.yaml",
            "zh": "请把日期改到 {first} 至 {last} 之内，或改写 `period`；"
            "季度和半年按 planbook.yaml 的 `fiscal_year_start` 计算",
        },
        variants={
            "named-otherwise": (
                {
                    "en": "`{name}: {day}` is outside {period}, which runs from {first} to {last}",
                    "zh": "`{name}: {day}` 不在 {period} 之内（{first} 至 {last}）",
                },
                {
                    "en": "if {period} is to run from {begin} to {end}, write "
                    "`fiscal_year_named_by: {setting}` into planbook.yaml; else correct the date "
                    "or the `period`",
                    "zh": "如果 {period} 应为 {begin} 至 {end}，请在 planbook.yaml 里写 "
                    "`fiscal_year_named_by: {setting}`；否则请改正日期或 `period`",
                },
            )
        },
        fixes={
            "named-otherwise": (
                (Edit("write", "{setting}", at="/fiscal_year_named_by", file="planbook.yaml"),),
            ),
        },
        what={
            "en": "A goal starts or is due outside the period that it names.",
            "zh": "目标的开始或截止日期不在它所写的周期之内。",
        },
        why={
            "en": "Lists and weights go by the period, progress by start and due. Where they "
            "differ, usually a date was copied from another quarter, or the quarter is meant of "
            "another business year.",
            "zh": "列表和权重按周期归类，进度按开始和截止日期计算。两者不一致，"
            "多半是日期从别的季度复制而来，或者业务年度的算法与设想不同。",
        },
        bad="period: 2026-Q3\ntime_bound: {start: 2026-07-01, due: 2026-12-31}\n",
        good="period: 2026-H2\ntime_bound: {start: 2026-07-01, due: 2026-12-31}\n",
    ),
    Goal,
    find,
)
