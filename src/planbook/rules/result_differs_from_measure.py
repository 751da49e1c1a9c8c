"""A result that is not what the figures say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.quantities import plain
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation

_TENTH: Final = Decimal("0.1")


def find(goal: Goal, readings: Readings) -> Iterator[Violation]:
    """Yield an outcome against the computed one, else a grade against the computed grade."""
    result = goal.result
    if result is None or (result.outcome is None and result.grade is None):
        return
    score = readings.score(goal.key)
    if score is None:
        return
    outcome, computed = result.outcome, score.computed_status
    if {outcome, computed} == {"achieved", "missed"}:
        yield Violation("/result/outcome", {"computed": computed, "outcome": outcome})
    elif (
        result.grade is not None
        and score.computed_grade is not None
        and result.grade.quantize(_TENTH, ROUND_DOWN) != score.computed_grade
    ):
        words = {"grade": plain(result.grade), "computed": plain(score.computed_grade)}
        yield Violation("/result/grade", words, variant="grade")


RULE = ReadingRule(
    Code(
        name="result-differs-from-measure",
        severity=Severity.WARNING,
        message={
            "en": "`outcome: {outcome}`, and by its readings the goal was {computed}",
            "zh": "这里写的是 `outcome: {outcome}`，而按读数计算应为 `{computed}`",
        },
        help={
            "en": "write `outcome: {computed}`, or complete the readings; if the difference is "
            "meant, give the reason in `lessons` and allow this finding",
            "zh": "请写 `outcome: {computed}`，或补全读数；若确属例外，请在 `lessons` 写明理由，"
            "并允许这一条",
        },
        variants={
            "grade": (
                {
                    "en": "`grade: {grade}`, and by its readings the goal earned {computed}",
                    "zh": "这里写的是 `grade: {grade}`，而按读数计算应为 {computed}",
                },
                {
                    "en": "write `grade: {computed}`, leave it out, or complete the readings; if "
                    "the difference is meant, give the reason in `lessons` and allow this finding",
                    "zh": "请写 `grade: {computed}`，或不写，或补全读数；若确属例外，请在 `lessons` "
                    "写明理由，并允许这一条",
                },
            )
        },
        fixes={
            "": ((Edit("write", "{computed}"),),),
            "grade": ((Edit("write", "{computed}"),), (Edit("remove"),)),
        },
        what={
            "en": "The result of a goal says that it was achieved or missed, or gives a grade, "
            "and its readings say something else.",
            "zh": "目标的结果写了达成、未达成或评分，而读数得出的并非如此。",
        },
        why={
            "en": "The written result wins and stands beside the figures. Whoever reads both "
            "should find the reason; usually the last reading was never entered.",
            "zh": "写下的结果优先，并与数字并列显示。读者应当能看到理由；多半是最后一个读数没有录入。",
        },
        bad="measurable: {type: reach, target: 100}\ncheckins:\n"
        "  - {date: 2026-06-30, value: 80}\nresult: {outcome: achieved}\n",
        good="measurable: {type: reach, target: 100}\ncheckins:\n"
        "  - {date: 2026-06-30, value: 80}\nresult: {outcome: missed, grade: 0.8}\n",
    ),
    Goal,
    find,
)
