"""The page of a tool."""

from __future__ import annotations

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition

PAGE = "tools/crm/index.html"


def metric(id_: str, **values: object) -> Document:
    title = {"en": id_.capitalize()}
    return document("metric", id_, title=title, unit="CNY", direction="up", **values)


def crm(**values: object) -> Document:
    return document("tool", "crm", type="crm", purpose={"en": "Partners and orders."}, **values)


def test_a_tool_says_what_it_is_for_and_which_figures_come_from_it() -> None:
    revenue = metric("revenue", cadence="monthly", definition={"en": "Orders shipped."})
    book = handbook_of(crm(feeds=["revenue"], url="https://crm.example/"), revenue)
    text = text_at(book, PAGE)
    assert "Partners and orders." in text
    assert "CRM" in text
    assert "Revenue" in text
    assert "Orders shipped." in text
    assert "Monthly" in text
    assert 'href="https://crm.example/"' in html_at(book, PAGE)


def test_a_metric_that_names_the_tool_as_its_source_counts_too_and_once() -> None:
    both = metric("revenue", source="crm")
    book = handbook_of(crm(feeds=["revenue"]), both, metric("margin", source="crm"))
    view = view_at(book, PAGE)
    assert [one.ref.id for one in view.metrics] == ["revenue", "margin"]
    assert not view.document.linked


def test_a_hidden_metric_is_not_shown() -> None:
    book = handbook_of(crm(feeds=["revenue"]), metric("revenue", audience="private"))
    html = html_at(book, PAGE, Edition("team"))
    assert "evenue" not in html
    assert "<table" not in html


def test_an_archived_metric_is_no_longer_fed() -> None:
    book = handbook_of(crm(feeds=["revenue"]), metric("revenue", state="archived"))
    assert view_at(book, PAGE).metrics == ()


def test_many_metrics_are_cut_and_lead_to_the_list() -> None:
    metrics = [metric(f"m{number:02}", source="crm") for number in range(30)]
    view = view_at(handbook_of(crm(), *metrics), PAGE)
    assert len(view.metrics) == 20
    assert view.metrics_href == "../../metrics/index.html"


def test_an_address_that_a_browser_might_run_is_only_shown() -> None:
    html = html_at(handbook_of(crm(url="javascript:alert(1)")), PAGE)
    assert "javascript:alert(1)" in html
    assert 'href="javascript' not in html


def test_a_tool_with_nothing_but_its_title_is_still_a_page() -> None:
    assert text_at(handbook_of(document("tool", "crm", title={"en": "CRM"})), PAGE)
