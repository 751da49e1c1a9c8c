"""A duty measured by a metric that has no figures and gets none."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.metric import Metric
from planbook.model.role import Role
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation


def find(role: Role, readings: Readings) -> Iterator[Violation]:
    """Yield the first mention, in the duties of all roles, of each metric that nobody feeds."""
    for metric, (first, *others) in readings.duty_metrics.items():
        key, pointer = first
        if key != role.key or not _is_unfed(readings.handbook.find(Metric, metric), readings):
            continue
        elsewhere = (RelatedField(metric, "", _METRIC),)
        also = tuple(RelatedField(source, place, _ALSO) for source, place in others)
        yield Violation(pointer, {"metric": metric.id}, (*elsewhere, *also))


def _is_unfed(metric: Metric | None, readings: Readings) -> bool:
    """Return whether ``metric`` has no readings, no table and no tool that feeds it."""
    return (
        metric is not None
        and metric.is_in_force
        and not metric.values
        and not readings.has_unread_table(metric.key)
        and metric.key not in readings.fed_metrics
    )


_METRIC: Text = {"en": "this metric has no readings", "zh": "这个指标没有读数"}
_ALSO: Text = {"en": "this duty is measured by it too", "zh": "这项职责也用它衡量"}

RULE = ReadingRule(
    Code(
        name="role-duty-metric-unfed",
        severity=Severity.HINT,
        message={
            "en": "nobody feeds the metric `{metric}`: it has no readings, no table and no tool",
            "zh": "指标 `{metric}` 没有数据来源：没有读数，没有表格，也没有工具提供数据",
        },
        help={
            "en": "add its readings, name it under `feeds` of the tool that they come from, or "
            "measure the duty by another metric",
            "zh": "请补上读数，或在提供数据的工具里把它列入 `feeds`，或换一个指标衡量这项职责",
        },
        what={
            "en": "A duty names a metric that has no `values` and no `data`, and that no tool "
            "feeds.",
            "zh": "职责写明的指标没有 `values`，没有 `data`，也没有工具为它提供数据。",
        },
        why={
            "en": "A duty that is measured by a figure nobody has is not measured.",
            "zh": "用一个没人统计的数字来衡量职责，等于没有衡量。",
        },
        bad="# the metric has no readings, and no tool feeds it\nduties:\n"
        "  - {title: Keeps partners content, metrics: [satisfaction]}\n",
        good="# the tool `survey` has `feeds: [satisfaction]`\nduties:\n"
        "  - {title: Keeps partners content, metrics: [satisfaction]}\n",
    ),
    Role,
    find,
)
