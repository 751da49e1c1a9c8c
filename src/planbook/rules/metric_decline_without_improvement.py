"""A figure that keeps falling, and nobody has planned what to do."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.trend import judge_trend


def find(metric: Metric, readings: Readings) -> Iterator[Violation]:
    """Yield the newest reading of everybody in service who declines without a plan."""
    series = readings.series.get(metric.key)
    if series is None:
        return
    handbook = readings.handbook
    for subject in sorted(series.by_subject):
        person = handbook.find(Person, subject)
        if person is None or not person.is_serving(readings.as_of):
            continue
        trend = judge_trend(metric, subject, series.of(subject), series.fiscal, excused=False)
        if trend.trend == "decline" and (subject, metric.key) not in readings.plans:
            words = {"whose": dict(person.label), "run": trend.run}
            yield Violation(f"{series.of(subject)[-1].pointer}/value", words)


RULE = ReadingRule(
    Code(
        rests_on_private=True,
        name="metric-decline-without-improvement",
        severity=Severity.WARNING,
        message={
            "en": "the figure of {whose} has got worse, or stayed worse than its median, for {run} readings in a row, and no improvement plan is open for it",
            "zh": "{whose}的读数已连续 {run} 次变差或低于自己的中位水平，却没有进行中的改进计划",
        },
        help={
            "en": "write an `improvement` for the person that names this metric: the facts first, then the cause",
            "zh": "请为其写一份 `improvement`（改进计划），并写明这个指标：先写事实，再写原因",
        },
        what={
            "en": "A metric declines for somebody (five falls in a row, or six readings on the bad side of the median) and no improvement plan for the person and the metric is open.",
            "zh": "某人的指标持续下滑（连续五次变差，或连续六个读数在中位数坏的一侧），却没有针对此人此指标的进行中的改进计划。",
        },
        why={
            "en": "A figure that keeps falling does not turn by itself. The cause is easier to find early, and the person has a right to know what is expected and which help there is.",
            "zh": "持续下滑的数字不会自己回升。原因越早找越容易找到，当事人也有权知道公司期望什么、给什么支持。",
        },
        bad="# the metric's values for one person, and no document of kind improvement\nvalues:\n  - {date: 2026-03-31, subject: bea-stone, value: 410000}\n  - {date: 2026-04-30, subject: bea-stone, value: 400000}\n  - {date: 2026-05-31, subject: bea-stone, value: 390000}\n  - {date: 2026-06-30, subject: bea-stone, value: 380000}\n  - {date: 2026-07-31, subject: bea-stone, value: 350000}\n  - {date: 2026-08-31, subject: bea-stone, value: 320000}\n",
        good="kind: improvement\nperson: bea-stone\nmetric: channel-revenue\nopened: 2026-09-01\nfacts: Revenue fell from 410,000 in March to 320,000 in August.\noutcome: open\n",
    ),
    Metric,
    find,
)
