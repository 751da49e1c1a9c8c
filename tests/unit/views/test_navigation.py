"""The ways through a site: from chapter to chapter, the menu, the trail, the page for the lost."""

from __future__ import annotations

import re
from html import unescape

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import EVERYTHING, bytes_at, html_at, site_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.urls import root_from
from planbook.views.layout import MOST_CHAPTERS

TEAM = Edition("team")
ANN = document("person", "ann")


def chapter(id_: str, **values: object) -> Document:
    return document("chapter", id_, **{"title": {"en": id_.title()}, "body": {"en": "x"}, **values})


THREE = (chapter("first", order=1), chapter("second", order=2), chapter("third", order=3))


def whole(handbook: Handbook, path: str, edition: Edition = EVERYTHING) -> str:
    return bytes_at(handbook, path, edition).decode()


def page_of(handbook: Handbook, id_: str, edition: Edition = TEAM) -> str:
    return html_at(handbook, f"handbook/{id_}/index.html", edition)


def neighbours(html: str) -> dict[str, str]:
    found = re.findall(r'<a rel="(\w+)" href="[^"]*handbook/([^/]*)/index.html">', html)
    return dict(found)


def test_a_chapter_leads_to_the_ones_before_and_after_it_in_the_order_of_the_list() -> None:
    handbook = handbook_of(*reversed(THREE))
    assert neighbours(page_of(handbook, "first")) == {"next": "second"}
    assert neighbours(page_of(handbook, "second")) == {"prev": "first", "next": "third"}
    assert neighbours(page_of(handbook, "third")) == {"prev": "second"}


def test_the_head_of_a_chapter_names_its_neighbours_too() -> None:
    html = whole(handbook_of(*THREE), "handbook/second/index.html")
    head = html[: html.index("</head>")]
    assert '<link rel="prev" href="../../handbook/first/index.html">' in head
    assert '<link rel="next" href="../../handbook/third/index.html">' in head


def test_what_an_edition_does_not_hold_is_nobodys_neighbour() -> None:
    hidden = chapter("second", order=2, audience="private")
    handbook = handbook_of(THREE[0], hidden, THREE[2])
    html = page_of(handbook, "first", TEAM)
    assert neighbours(html) == {"next": "third"}
    assert "Second" not in whole(handbook, "handbook/first/index.html", TEAM)


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_drafts_and_old_chapters_stand_in_no_row_and_in_no_menu(state: str) -> None:
    handbook = handbook_of(THREE[0], chapter("second", order=2, state=state), THREE[2])
    assert neighbours(page_of(handbook, "first", Edition("private"))) == {"next": "third"}
    assert neighbours(page_of(handbook, "second", Edition("private"))) == {}
    menu = menu_of(handbook, "index.html", Edition("private"))
    assert [name for name, _ in below(menu)] == ["First", "Third"]


def test_one_chapter_alone_has_no_neighbours() -> None:
    html = page_of(handbook_of(THREE[0]), "first")
    assert "rel=" not in html


def menu_of(handbook: Handbook, path: str, edition: Edition = TEAM) -> str:
    html = whole(handbook, path, edition)
    start = html.index('<nav id="menu"')
    return html[start : html.index("</nav>", start)]


def below(menu: str) -> list[tuple[str, bool]]:
    """Return the chapters in the menu, and of each whether it is the page itself."""
    found = re.search(r"<details.*?</details>", menu, re.DOTALL)
    links = re.findall(r"<a ([^>]*)>([^<]*)</a>", found[0]) if found else []
    return [(name, "aria-current" in attributes) for attributes, name in links]


def test_the_chapters_stand_in_the_menu_and_the_one_that_is_read_is_marked() -> None:
    handbook = handbook_of(*THREE)
    menu = menu_of(handbook, "handbook/second/index.html")
    assert below(menu) == [("First", False), ("Second", True), ("Third", False)]
    assert menu.count("aria-current") == 1
    assert "<details open>" in menu
    elsewhere = menu_of(handbook, "index.html")
    assert [name for name, _ in below(elsewhere)] == ["First", "Second", "Third"]
    assert "<details>" in elsewhere
    assert 'aria-current="page"><span class="icon i-handbook">' in menu_of(
        handbook, "handbook/index.html"
    )


def test_many_chapters_are_left_to_their_list() -> None:
    def chapters(count: int) -> list[Document]:
        return [chapter(f"c{number}") for number in range(count)]

    few, many = handbook_of(*chapters(MOST_CHAPTERS)), handbook_of(*chapters(MOST_CHAPTERS + 1))
    assert len(below(menu_of(few, "index.html"))) == MOST_CHAPTERS
    menu = menu_of(many, "handbook/c3/index.html")
    assert below(menu) == []
    assert 'handbook/index.html" aria-current="page"' in menu


def test_every_page_but_the_first_and_the_lost_one_says_where_it_stands() -> None:
    kinds = (
        *("goal", "objective", "team", "partner", "training", "metric", "review", "improvement"),
        *("incentive", "recognition", "meeting", "feedback", "tool", "ladder", "growth"),
        *("role", "retrospective"),
    )
    documents = [document(kind, f"a-{kind}", owner="ann", person="ann") for kind in kinds]
    handbook = handbook_of(ANN, *THREE, *documents)
    seen = set()
    for page in site_at(handbook).pages:
        if not page.template.endswith(".html") or page.path == "404.html":
            continue
        layout = page.view.layout
        hrefs = [crumb.href for crumb in layout.crumbs]
        home = "index.html" if page.language == "en" else "zh/index.html"
        if page.path == home:
            assert hrefs == []
            continue
        seen.add(page.template)
        assert hrefs[:1] == [root_from(page.path) + home], page.path
    assert len(seen) > 25


def test_the_lost_page_speaks_every_language_of_the_site() -> None:
    handbook = handbook_of(ANN, *THREE, settings=SETTINGS)
    html = whole(handbook, "404.html")
    main = html[html.index("<main") : html.index("</main>")]
    told = re.findall(r'<section class="lost" id="(\w+)" lang="(\w+)">\s*<h\d>([^<]*)<', main)
    assert told == [("en", "en", "Page not found"), ("zh", "zh", "找不到这个页面")]
    assert main.count("<h1>") == 1
    switch = html[html.index('class="languages"') : html.index("</nav>")]
    assert 'href="#zh"' in switch
    assert "<a " not in main


def test_where_the_address_is_known_the_lost_page_leads_home_in_every_language() -> None:
    settings = msgspec.structs.replace(SETTINGS, base_url="https://example.com/hand/")
    view = view_at(handbook_of(ANN, settings=settings), "404.html")
    assert [(one.language, one.home) for one in view.told] == [
        ("en", "/hand/index.html"),
        ("zh", "/hand/zh/index.html"),
    ]
    chapters = [
        one.href
        for group in view_at(handbook_of(*THREE, settings=settings), "404.html").layout.chrome.menu
        for entry in group.entries
        for one in entry.below
    ]
    assert chapters[0] == "/hand/handbook/first/index.html"


def test_a_site_in_one_language_has_one_page_for_the_lost_without_a_switch() -> None:
    settings = msgspec.structs.replace(SETTINGS, languages=("zh",))
    html = whole(handbook_of(ANN, settings=settings), "404.html")
    assert html.count('class="lost"') == 1
    assert "languages" not in html


@pytest.mark.parametrize(
    ("heading", "anchor"), [("Menu", "menu."), ("Top", "top."), ("Content", "content.")]
)
def test_a_heading_of_a_chapter_never_takes_an_id_of_the_page(heading: str, anchor: str) -> None:
    body = {"en": f"[there](#{heading.lower()})\n\n## {heading}\n\n## Two\n\n## Three"}
    html = whole(handbook_of(chapter("first", body=body)), "handbook/first/index.html")
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len({*ids}) == len(ids)
    assert anchor in ids
    assert f'<a href="#{anchor}">there</a>' in html
    assert f'<li><a href="#{anchor}">{heading}</a></li>' in html


def test_two_sections_of_a_chapter_with_one_heading_are_two_entries() -> None:
    body = {"en": "## Same\n\nx\n\n## Same\n\n### Same\n\n## العربية 🎯"}
    html = whole(handbook_of(chapter("first", body=body)), "handbook/first/index.html")
    contents = html[html.index('class="contents"') :]
    links = re.findall(r'<a href="#([^"]*)"[^>]*>([^<]*)</a>', contents[: contents.index("</nav>")])
    assert [(unescape(href), words) for href, words in links] == [
        ("same", "Same"),
        ("same-1", "Same"),
        ("same-2", "Same"),
        ("العربية-", "العربية 🎯"),
    ]
