"""The page of a tool: what it is for, and which figures come from it."""

from __future__ import annotations

from typing import Final

import msgspec

from planbook.model.metric import Metric
from planbook.model.tool import Tool
from planbook.views.common_fields import LINKED_SHOWN, CommonFields, outside
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import NO_WORDS, Fact, Outside, Phrase, Ref, Words


class FedMetricView(msgspec.Struct, frozen=True):
    """A metric whose readings come from the tool."""

    ref: Ref
    definition: Words
    cadence: Phrase | None


class ToolView(msgspec.Struct, frozen=True):
    """The page of a tool. ``metrics_href`` leads to all metrics where not all fed are shown."""

    layout: Layout
    document: CommonFields
    purpose: Words
    facts: tuple[Fact, ...]
    metrics: tuple[FedMetricView, ...]
    metrics_heading: Words
    definition_heading: Words
    cadence_heading: Words
    metrics_href: str


def view_tool(tool: Tool, presenter: Presenter, layout: Layout, document: CommonFields) -> ToolView:
    """Return the page of ``tool``."""
    fed = _fed_metrics(tool, presenter)
    return ToolView(
        layout=layout,
        document=document,
        purpose=presenter.words(tool.purpose),
        facts=presenter.facts(
            "tool",
            ("type", presenter.option("tool_type", tool.type)),
            ("owner", presenter.ref(tool.owner)),
            ("url", _address(tool)),
        ),
        metrics=tuple(_fed_metric(metric, presenter) for metric in fed[:LINKED_SHOWN]),
        metrics_heading=presenter.label("tool", "feeds"),
        definition_heading=presenter.label("metric", "definition"),
        cadence_heading=presenter.label("metric", "cadence"),
        metrics_href=presenter.to(presenter.handbook.kinds[Metric.KIND].plural)
        if len(fed) > LINKED_SHOWN
        else "",
    )


def _fed_metrics(tool: Tool, presenter: Presenter) -> tuple[Metric, ...]:
    """Return the metrics that the tool names, then those that name the tool as their source."""
    naming = presenter.handbook.referring(tool.key, Metric.KIND, "/source")
    keys = dict.fromkeys((*tool.feeds, *naming))
    found = (presenter.handbook.find(Metric, key) for key in keys)
    return tuple(metric for metric in found if metric and metric.is_in_force)


def _fed_metric(metric: Metric, presenter: Presenter) -> FedMetricView:
    ref = presenter.ref(metric.key)
    assert ref is not None
    return FedMetricView(
        ref=ref,
        definition=presenter.words(metric.definition),
        cadence=presenter.option("cadence", metric.cadence),
    )


def _address(tool: Tool) -> Outside | None:
    return outside(NO_WORDS, tool.url) if tool.url else None


PAGE: Final = PageKind(
    record=Tool,
    template="tool.html",
    view=view_tool,
    columns=(
        Column("type", lambda tool, presenter: presenter.option("tool_type", tool.type)),
        Column("purpose", lambda tool, presenter: presenter.words(tool.purpose)),
        Column("owner", lambda tool, presenter: presenter.ref(tool.owner)),
    ),
    own_sections=frozenset({("metric", "/source")}),
)
