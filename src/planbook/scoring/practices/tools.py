"""Tools: a CRM or analytics tool that feeds a metric of the person's."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.tool import Tool
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of tools that measure."""
    tools = [
        tool
        for tool in evidence.handbook.all(Tool)
        if tool.is_in_force and tool.type in ("crm", "analytics")
    ]
    if not tools:
        yield lacking("tools.none")
        return
    keys = keys_of(tools)
    yield met("tools.some", keys, tools=keys)
    fed = {metric for tool in tools for metric in fed_by(tool, evidence.handbook)}
    own = tuple(sorted(fed & _metrics_of(evidence)))
    if own:
        yield met("tools.feed", own, metrics=own)
    else:
        yield lacking("tools.feed_nothing")


def fed_by(tool: Tool, handbook: Handbook) -> Iterator[Key]:
    """Yield the metrics that ``tool`` feeds: the tool may say so, or the metric."""
    yield from tool.feeds
    yield from handbook.referring(tool.key, Metric.KIND, "/source")


def _metrics_of(evidence: PracticeEvidence) -> frozenset[Key]:
    """Return the metrics that read the person, measure a goal of theirs or show a duty."""
    duties = evidence.role.duties if evidence.role is not None else ()
    shown = (metric for duty in duties for metric in duty.metrics)
    measured = (
        goal.measurable.metric
        for goal in evidence.present_goals()
        if goal.measurable.metric is not None
    )
    return frozenset((*shown, *measured, *evidence.metrics_read()))
