"""Tools: a CRM or analytics tool that feeds a metric of the person's."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.model.tool import Tool
from planbook.scoring.phrases import listed
from planbook.scoring.practices.standing import Part, Standing, is_in_force, key_of, lacking, met


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of tools that measure."""
    handbook = standing.handbook
    tools = [
        tool
        for tool in handbook.all(Tool)
        if is_in_force(tool) and tool.type in ("crm", "analytics")
    ]
    if not tools:
        yield lacking("没有 CRM 或分析工具。", "There is no CRM and no analytics tool.")
        return
    yield met(
        "工具：{tools}。",
        "The tools: {tools}.",
        *(key_of(tool) for tool in tools),
        tools=listed(tool.label for tool in tools),
    )
    own = _metrics_of(standing)
    fed = {metric: tool for tool in tools for metric in _fed_by(tool, standing) if metric in own}
    if fed:
        titles = (handbook.nouns[metric].label for metric in sorted(fed))
        yield met(
            "为其指标供数：{metrics}。",
            "They feed this person's metrics: {metrics}.",
            *sorted(fed),
            metrics=listed(titles),
        )
    else:
        yield lacking("没有为其任何指标供数。", "They feed no metric of this person's.")


def _fed_by(tool: Tool, standing: Standing) -> Iterator[Key]:
    """Yield the metrics that ``tool`` feeds: the tool may say so, or the metric."""
    handbook = standing.handbook
    for written in tool.feeds:
        key = handbook.resolve(written, ("metric",))
        if key is not None:
            yield key
    for metric in handbook.all(Metric):
        if handbook.resolve(metric.source, ("tool",)) == key_of(tool):
            yield key_of(metric)


def _metrics_of(standing: Standing) -> frozenset[Key]:
    """Return the metrics that read the person, measure a goal of theirs or show a duty."""
    handbook = standing.handbook
    duties = standing.role.duties if standing.role is not None else ()
    named = [written for duty in duties for written in duty.metrics]
    named += [goal.measurable.metric or "" for goal in standing.present_goals()]
    resolved = (handbook.resolve(written, ("metric",)) for written in named if written)
    read = (key_of(metric) for metric in handbook.all(Metric) if standing.has_readings(metric))
    return frozenset((*(key for key in resolved if key is not None), *read))
