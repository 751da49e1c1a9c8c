"""A gate that nobody can judge, because its metric has no reading."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.suggestions import listed
from planbook.model.document import Key
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.cadence import cadence_period
from planbook.scoring.payouts import people_covered
from planbook.scoring.series import figure_between, members_of


def find(incentive: Incentive, readings: Readings) -> Iterator[Violation]:
    """Yield the gates without a figure for somebody, once there could be one.

    That is from the day on which the first cadence period of the scheme's period is over.
    """
    handbook, period = readings.handbook, incentive.period
    if period is None or not incentive.is_in_force:
        return
    covered = people_covered(incentive, handbook)
    for position, gate in enumerate(incentive.gates):
        metric = handbook.find(Metric, gate.metric)
        if metric is None:
            continue
        fiscal = handbook.settings.fiscal_year
        first_end = min(cadence_period(period.start, metric.cadence, fiscal).end, period.end)
        if readings.as_of <= first_end:
            continue
        subjects = covered if gate.subject is None else (gate.subject,)
        unread = [one for one in subjects if not _is_read(metric, one, incentive, readings)]
        if unread:
            words = {
                "metric": dict(metric.label),
                "subjects": listed(one.id for one in unread),
                "period": period.name,
            }
            yield Violation(f"/gates/{position}/metric", words)


def _is_read(metric: Metric, subject: Key, incentive: Incentive, readings: Readings) -> bool:
    series, period = readings.series.get(metric.key), incentive.period
    if series is None or period is None:
        return False
    members = members_of(subject, series, readings.handbook)
    end = min(period.end, readings.as_of)
    return figure_between(series, members, period.start, end, readings.series) is not None


RULE = ReadingRule(
    Code(
        name="incentive-gate-without-readings",
        severity=Severity.WARNING,
        message={
            "en": "{metric} has no reading in {period} for {subjects}, so this gate leaves no pay to compute",
            "zh": "“{metric}”在 {period} 内没有 {subjects} 的读数，这道门槛无法判断，奖金也就无法计算",
        },
        help={
            "en": "enter the readings, or write the `subject` whose figure is meant, such as the team",
            "zh": "请补录读数；若看的是别人（例如团队）的数字，请写明 `subject`",
        },
        what={
            "en": "A gate reads a metric that has no reading in the scheme's period for somebody whom the scheme covers, or for the gate's subject.",
            "zh": "门槛所看的指标，在方案周期内没有方案所涉人员（或门槛所写对象）的读数。",
        },
        why={
            "en": "A gate that cannot be judged may cut the pay or not. planbook then shows no pay at all, because a wrong figure is worse than none.",
            "zh": "无法判断的门槛，可能扣减也可能不扣减。此时不显示奖金：错的数字比没有更糟。",
        },
        bad="# overdue has readings of no seller\nfor: [seller]\ngates: [{metric: overdue, above: 12, factor: 0.7}]\n",
        good="# overdue is read for the team\nfor: [seller]\ngates: [{metric: overdue, subject: east-team, above: 12, factor: 0.7}]\n",
    ),
    Incentive,
    find,
)
