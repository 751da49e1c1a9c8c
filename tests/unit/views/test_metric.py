"""The pages of a metric."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, site_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views.lists import PAGE_SIZE

PAGE = "metrics/revenue/index.html"
ANN = document("person", "ann", name={"en": "Ann Lee"})
BOB = document("person", "bob", name={"en": "Bob Roe"})


def reading(subject: str, day: str, value: float) -> dict[str, Any]:
    return {"subject": subject, "date": day, "value": value}


def book(*readings: dict[str, Any], others: tuple[Document, ...] = (), **values: Any) -> Handbook:
    filled = {"unit": "CNY", "direction": "up", "cadence": "monthly", **values}
    metric = document("metric", "revenue", values=[*readings], **filled)
    return handbook_of(ANN, BOB, metric, *others)


def paths(handbook: Handbook) -> set[str]:
    return {page.path for page in site_at(handbook).pages}


def test_a_metric_says_what_it_means_and_where_it_comes_from() -> None:
    crm = document("tool", "crm", title={"en": "The CRM"}, type="crm")
    text = text_at(
        book(definition={"en": "Invoiced orders."}, source="crm", aggregate="sum", others=(crm,)),
        PAGE,
    )
    for words in ("Invoiced orders.", "CNY", "Higher is better", "Monthly", "Sum", "The CRM"):
        assert words in text


def test_each_subject_shows_its_latest_reading_and_the_change() -> None:
    handbook = book(
        reading("ann", "2026-07-31", 900),
        reading("ann", "2026-08-31", 1200),
        reading("bob", "2026-08-31", 700),
    )
    ann, bob = view_at(handbook, PAGE).subjects.lines
    assert (ann.subject.title.text, ann.reading.value.text) == ("Ann Lee", "CNY\u00a01,200")
    assert ann.reading.change.figure.text == "+CNY\u00a0300"
    assert ann.count == 2
    assert bob.reading.change is None


@pytest.mark.parametrize(
    ("direction", "value", "words"),
    [
        ("up", 12, "+2 better"),
        ("up", 8, "−2 worse"),
        ("down", 12, "+2 worse"),
        ("down", 8, "−2 better"),
        ("up", 10, "Unchanged"),
    ],
)
def test_whether_a_change_is_good_depends_on_the_direction(
    direction: str, value: float, words: str
) -> None:
    handbook = book(
        reading("ann", "2026-07-31", 10),
        reading("ann", "2026-08-31", value),
        direction=direction,
        unit="points",
    )
    assert words in text_at(handbook, PAGE)


def test_a_percentage_changes_by_points() -> None:
    handbook = book(reading("ann", "2026-07-31", 40), reading("ann", "2026-08-31", 42.5), unit="%")
    text = text_at(handbook, PAGE)
    assert "42.5%" in text
    assert "+2.5 pp" in text


def test_a_series_has_a_page_with_every_reading_the_latest_first() -> None:
    handbook = book(
        reading("bob", "2026-08-31", 1),
        reading("bob", "2026-07-31", 2),
        reading("person:bob", "2026-06-30", 3),
    )
    view = view_at(handbook, "metrics/revenue/readings/person-bob/index.html")
    assert [one.value.text for one in view.readings] == ["CNY\u00a01", "CNY\u00a02", "CNY\u00a03"]
    html = html_at(handbook, PAGE)
    assert 'href="../../metrics/revenue/readings/person-bob/index.html">3 readings' in html


def test_a_territory_is_named_by_the_vocabulary() -> None:
    handbook = book(reading("east-china", "2026-08-31", 1))
    assert "east-china" in text_at(handbook, PAGE)
    assert "metrics/revenue/readings/territory-east-china/index.html" in paths(handbook)


def test_readings_of_somebody_who_is_not_shown_leave_no_trace() -> None:
    cat = document("person", "cat", name={"en": "Cat Poe"}, audience="private")
    handbook = book(
        reading("cat", "2026-08-31", 4321), reading("ann", "2026-08-31", 1), others=(cat,)
    )
    html = html_at(handbook, PAGE, Edition("team"))
    assert "4,321" not in html
    assert "cat" not in html.lower()


def test_a_page_of_readings_does_not_grow_with_the_team() -> None:
    people = tuple(document("person", f"p{number:03}") for number in range(PAGE_SIZE + 1))
    readings = [reading(person.id, "2026-08-31", 1) for person in people]
    handbook = book(*readings, others=people)
    assert len(view_at(handbook, PAGE).subjects.lines) == PAGE_SIZE
    more = view_at(handbook, "metrics/revenue/page/2/index.html")
    assert len(more.subjects.lines) == 1
    assert "p050" in text_at(handbook, "metrics/revenue/page/2/index.html")


def test_a_long_series_is_cut_into_pages() -> None:
    days = [f"20{year}-0{month}-01" for year in range(10, 20) for month in range(1, 7)]
    handbook = book(*(reading("ann", day, 1) for day in days))
    second = view_at(handbook, "metrics/revenue/readings/person-ann/page/2/index.html")
    assert len(second.readings) == len(days) - PAGE_SIZE
    assert second.readings[-1].change is None


def test_a_metric_without_readings_has_no_table() -> None:
    text = text_at(handbook_of(document("metric", "revenue")), PAGE)
    assert "Latest readings" not in text
    assert "Unit" not in text
