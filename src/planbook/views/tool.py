"""The page of a tool: what it is for, and which figures come from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.metric import Metric
from planbook.model.tool import Tool
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.parts import LINKED_SHOWN, DocumentPart, outside
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import NO_WORDS, Fact, Outside, Phrase, Ref, Words


@dataclass(frozen=True, slots=True)
class FedMetricView:
    """A metric whose readings come from the tool."""

    ref: Ref
    definition: Words
    cadence: Phrase | None


@dataclass(frozen=True, slots=True)
class ToolView:
    """The page of a tool. ``metrics_href`` leads to all metrics where not all fed are shown."""

    shell: Shell
    document: DocumentPart
    purpose: Words
    facts: tuple[Fact, ...]
    metrics: tuple[FedMetricView, ...]
    metrics_heading: Words
    definition_heading: Words
    cadence_heading: Words
    metrics_href: str


def view_tool(tool: Tool, pen: Pen, shell: Shell, document: DocumentPart) -> ToolView:
    """Return the page of ``tool``."""
    fed = _fed_metrics(tool, pen)
    return ToolView(
        shell=shell,
        document=document,
        purpose=pen.words(tool.purpose),
        facts=pen.facts(
            "tool",
            ("type", pen.option("tool_type", tool.type)),
            ("owner", pen.ref(tool.owner)),
            ("url", _address(tool)),
        ),
        metrics=tuple(_fed_metric(metric, pen) for metric in fed[:LINKED_SHOWN]),
        metrics_heading=pen.label("tool", "feeds"),
        definition_heading=pen.label("metric", "definition"),
        cadence_heading=pen.label("metric", "cadence"),
        metrics_href=pen.to(pen.handbook.kinds[Metric.KIND].plural)
        if len(fed) > LINKED_SHOWN
        else "",
    )


def _fed_metrics(tool: Tool, pen: Pen) -> tuple[Metric, ...]:
    """Return the metrics that the tool names, then those that name the tool as their source."""
    naming = pen.handbook.referring(tool.key, Metric.KIND, "/source")
    keys = dict.fromkeys((*tool.feeds, *naming))
    found = (pen.handbook.find(Metric, key) for key in keys)
    return tuple(metric for metric in found if metric and metric.is_in_force)


def _fed_metric(metric: Metric, pen: Pen) -> FedMetricView:
    ref = pen.ref(metric.key)
    assert ref is not None
    return FedMetricView(
        ref=ref,
        definition=pen.words(metric.definition),
        cadence=pen.option("cadence", metric.cadence),
    )


def _address(tool: Tool) -> Outside | None:
    return outside(NO_WORDS, tool.url) if tool.url else None


PAGE: Final = PageKind(
    noun=Tool,
    template="tool.html",
    view=view_tool,
    columns=(
        Column("type", lambda tool, pen: pen.option("tool_type", tool.type)),
        Column("purpose", lambda tool, pen: pen.words(tool.purpose)),
        Column("owner", lambda tool, pen: pen.ref(tool.owner)),
    ),
    own_sections=frozenset({("metric", "/source")}),
)
