"""Everybody in service by the metrics that are read of people."""

from __future__ import annotations

from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import html_at, site_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.handbook import Handbook

PAGE = "metrics/map/people/index.html"
ANN = document("person", "ann", name={"en": "Ann Lee"}, team="east")
BOB = document("person", "bob", name={"en": "Bob Roe"})
EAST = document("team", "east", title={"en": "East"})


def metric(
    id_: str, readings: dict[str, float], targets: dict[str, float] | None = None, **values: Any
) -> Document:
    """A metric by ``subject month``: ``ann 2026-08``."""

    def split(figures: dict[str, float], name: str, end: str) -> list[dict[str, Any]]:
        found = []
        for written, value in figures.items():
            subject, month = written.split()
            found.append({"subject": subject, name: f"{month}{end}", "value": value})
        return found

    return document(
        "metric",
        id_,
        **{
            "title": {"en": id_.title()},
            "unit": "CNY",
            "aggregate": "sum",
            "values": split(readings, "date", "-05"),
            "targets": split(targets or {}, "period", ""),
            **values,
        },
    )


def book(*documents: Document) -> Handbook:
    return handbook_of(ANN, BOB, EAST, *documents)


def cells(handbook: Handbook) -> dict[str, list[tuple[str, str | None] | None]]:
    """Return figure and step of each person's cells."""
    found: dict[str, list[tuple[str, str | None] | None]] = {}
    for team in view_at(handbook, PAGE).teams:
        for row in team.rows:
            found[row.person.id] = [one and (words(one.figure), one.heat) for one in row.cells]
    return found


def words(figure: Any) -> str:
    if figure is None:
        return ""
    if hasattr(figure, "figure"):
        figure = figure.figure
    return str(getattr(figure, "text", "") or figure.key)


def test_a_cell_tells_the_share_of_the_target_of_the_newest_closed_period() -> None:
    handbook = book(
        metric(
            "sales",
            {"ann 2026-07": 10, "ann 2026-08": 90, "ann 2026-09": 5, "bob 2026-08": 50},
            {"ann 2026-07": 100, "ann 2026-08": 100, "bob 2026-08": 100},
        ),
        metric("visits", {"bob 2026-08": 3}, {"bob 2026-08": 2}, unit="count"),
    )
    assert cells(handbook) == {
        "ann": [("90%", "close"), None],
        "bob": [("50%", "far_behind"), ("150%", "far_above")],
    }
    text = text_at(handbook, PAGE)
    assert "Sales August 2026" in text
    assert "Ann Lee\n90%\nNo reading" in text


def test_a_share_is_not_rounded_over_the_step_of_its_colour() -> None:
    handbook = book(metric("sales", {"ann 2026-08": 899}, {"ann 2026-08": 1000}))
    assert cells(handbook)["ann"] == [("89%", "behind")]


def test_what_should_fall_tells_the_difference_to_its_target() -> None:
    late = metric(
        "late",
        {"ann 2026-08": 11, "bob 2026-08": 10},
        {"ann 2026-08": 10, "bob 2026-08": 10},
        unit="%",
        direction="down",
        aggregate="last",
    )
    handbook = book(late)
    assert cells(handbook) == {
        "ann": [("totals.points_above", "close")],
        "bob": [("totals.on_target", "reached")],
    }
    text = text_at(handbook, PAGE)
    assert "1 pp above target" in text
    assert "Bob Roe\non target\n" in text + "\n"
    assert "Late Lower is better August 2026" in text


def test_without_a_target_there_is_the_change_on_the_year_else_the_figure() -> None:
    handbook = book(
        metric("sales", {"ann 2025-08": 100, "ann 2026-08": 125, "bob 2026-08": 40}),
    )
    assert cells(handbook) == {"ann": [("+25%", "far_above")], "bob": [("CNY\u00a040", None)]}
    text = text_at(handbook, PAGE)
    assert "+25% better vs last year" in text
    assert "CNY\u00a040 no target" in text


def test_an_older_period_than_the_others_is_named() -> None:
    handbook = book(metric("sales", {"ann 2026-08": 1, "bob 2026-05": 1}))
    (ann,), (bob,) = ([row.cells[0] for row in team.rows] for team in view_at(handbook, PAGE).teams)
    assert ann.period is None
    assert bob.period.name.key == "period.month.5"


def test_a_first_period_that_runs_is_no_figure_yet() -> None:
    handbook = book(metric("sales", {"ann 2026-09": 5}, {"ann 2026-09": 100}))
    assert cells(handbook)["ann"] == [("", None)]
    assert "No closed period yet" in text_at(handbook, PAGE)


def test_a_drift_is_told_by_a_sign_and_in_words() -> None:
    falling = {f"ann 2026-{month:02}": 100.0 - 10 * month for month in range(1, 9)}
    html = html_at(book(metric("sales", falling)), PAGE)
    assert 'title="Falling"' in html


def test_cells_lead_to_the_readings() -> None:
    html = html_at(book(metric("sales", {"ann 2026-08": 1})), PAGE)
    assert 'href="../../../metrics/sales/readings/person-ann/index.html"' in html


def test_only_people_in_service_with_readings_have_a_row() -> None:
    handbook = handbook_of(
        ANN,
        BOB,
        EAST,
        document("person", "gone", ended="2026-09-09"),
        document("partner", "acme", type="agent"),
        metric("sales", {"ann 2026-08": 1, "gone 2026-08": 1}),
        metric("orders", {"acme 2026-08": 1}),
    )
    view = view_at(handbook, PAGE)
    assert [[row.person.id for row in team.rows] for team in view.teams] == [["ann"]]
    assert [head.metric.id for head in view.heads] == ["sales"]


def test_the_list_of_metrics_leads_to_the_map_where_there_is_one() -> None:
    assert "map/people" in html_at(book(metric("sales", {"ann 2026-08": 1})), "metrics/index.html")
    empty = book(metric("sales", {}))
    assert "map/people" not in html_at(empty, "metrics/index.html")
    assert PAGE not in {page.path for page in site_at(empty).pages}


def test_a_metric_that_is_called_map_keeps_its_page() -> None:
    paths = [page.path for page in site_at(book(metric("map", {"ann 2026-08": 1}))).pages]
    assert len(paths) == len(set(paths))
    assert {"metrics/map/index.html", PAGE} <= set(paths)


def test_of_very_many_metrics_those_that_are_read_of_most_people_are_shown() -> None:
    few = [metric(f"a{number:02}", {"ann 2026-08": 1}) for number in range(21)]
    many = metric("zeta", {"ann 2026-08": 1, "bob 2026-08": 1})
    view = view_at(book(*few, many), PAGE)
    shown = [head.metric.id for head in view.heads]
    assert (len(shown), shown[0], shown[-1], view.more) == (20, "a00", "zeta", 2)
    assert "2 more metrics" in text_at(book(*few, many), PAGE)
