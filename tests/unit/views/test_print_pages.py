"""The edition to print: which pages are gathered, in which order, on how many sheets."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import EVERYTHING, html_at, page_at, site_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views import print_pages

PRINT = "print/index.html"
ANN = document("person", "ann", name={"en": "Ann Lee"})


def goal(id_: str, **values: object) -> Document:
    return document(
        "goal", id_, owner="ann", period="2026-Q3", measurable={"type": "yes_no"}, **values
    )


def gathers(handbook: Handbook, path: str = PRINT, edition: Edition = EVERYTHING) -> list[str]:
    return list(page_at(handbook, path, edition).gathers)


def test_everything_stands_in_the_order_of_the_menu() -> None:
    found = gathers(handbook_of(goal("q3"), ANN, document("tool", "crm", type="crm")))
    assert found[:2] == ["index.html", "practices/index.html"]
    documents = [path for path in found if path.count("/") == 2]
    assert documents == [
        "people/ann/index.html",
        "goals/q3/index.html",
        "tools/crm/index.html",
    ]
    assert found.index("org/index.html") < found.index("goals/q3/index.html")


def test_what_is_gathered_is_a_page_of_the_site_and_gathered_once() -> None:
    notes = [{"date": f"2026-08-{day:02}", "confidence": 0.5} for day in range(1, 29)]
    handbook = handbook_of(ANN, goal("q3", checkins=notes), goal("old", state="archived"))
    site = site_at(handbook)
    paths = {page.path for page in site.pages}
    for page in site.pages:
        assert set(page.gathers) <= paths - {page.path}
        assert len(set(page.gathers)) == len(page.gathers)
    found = gathers(handbook)
    assert "goals/q3/page/2/index.html" in found
    # What lists leave out is left out here, and so are the lists.
    assert "goals/old/index.html" not in found
    assert not {"goals/index.html", "months/index.html", "404.html"} & set(found)


def test_a_large_edition_takes_several_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_pages, "SHEET_SIZE", 3)
    handbook = handbook_of(ANN, *(goal(f"g{number}") for number in range(5)))
    every = [page for page in site_at(handbook).pages if page.path.startswith("print/")]
    assert {page.path for page in every} == {PRINT} | {
        f"print/page/{number}/index.html" for number in range(2, len(every) + 1)
    }
    assert all(0 < len(page.gathers) <= 3 for page in every)
    gathered = [path for page in every for path in page.gathers]
    assert len(gathered) == len(set(gathered))
    first = view_at(handbook, PRINT)
    assert [sheet.number for sheet in first.sheets] == list(range(1, len(every) + 1))
    views = [page.view for page in sorted(every, key=lambda page: page.path)]
    parts = [part for view in views for part in view.parts]
    assert sum(part.goes_on for part in parts) >= 1
    assert len({part.anchor for part in parts}) == len(parts)


def test_the_cover_says_what_it_is_for_whom_and_as_of_when() -> None:
    settings = replace(SETTINGS, title={"en": "Our <handbook>"})
    handbook = handbook_of(ANN, settings=settings)
    html = html_at(handbook, PRINT, Edition("team", "ann"))
    assert "<h1>Our &lt;handbook&gt;</h1>" in html
    assert "Personal edition for" in html
    assert "10 September 2026" in html


def test_an_edition_names_only_what_it_sees() -> None:
    handbook = handbook_of(ANN, goal("open"), goal("hidden", audience="private"))
    assert "goals/hidden/index.html" not in gathers(handbook, edition=Edition("team"))
    assert "hidden" not in html_at(handbook, PRINT, Edition("team"))
    assert "goals/hidden/index.html" in gathers(handbook)


@pytest.mark.parametrize("title", ["x" * 300, "🎯🎯🎯", "هدف جديد", "<!--/slot-->", "-->"])
def test_any_title_stands_in_the_contents(title: str) -> None:
    html = html_at(handbook_of(ANN, goal("q3", title={"en": title})), PRINT)
    assert html.count('href="#goals/q3"') == 1
    assert html.count("<!--/slot-->") == len(gathers(handbook_of(ANN, goal("q3"))))


def test_the_same_anchor_leads_there_in_every_language() -> None:
    handbook = handbook_of(ANN, settings=replace(SETTINGS, languages=("en", "zh")))
    pages = [view_at(handbook, path) for path in (PRINT, f"zh/{PRINT}")]
    anchors = [[page.anchor for part in view.parts for page in part.pages] for view in pages]
    assert anchors[0] == anchors[1]
    assert "people/ann" in anchors[0]
