"""The repository's own handbook, built by the command and opened in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.site_visits import DESK, PHONE, Visit, crawl, links_of, marks_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = 64


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk through the site in ``folder``, opened at the address ``root``."""

    folder: Path
    root: str
    visits: list[Visit]


@pytest.fixture(scope="module", params=["disk", "server"])
def walk(request: pytest.FixtureRequest, browser: Browser, site: Path, served: str) -> Walk:
    """A walk from the front page through every sort of page."""
    root = f"{site.as_uri()}/" if request.param == "disk" else served
    return Walk(site, root, crawl(browser, root, PAGES))


def test_the_walk_sees_both_languages_and_every_section(walk: Walk) -> None:
    paths = {visit.path for visit in walk.visits}
    sections = {path.parent.name for path in walk.folder.glob("*/index.html")}
    assert len(walk.visits) == PAGES
    assert {f"{name}/index.html" for name in sections} - paths == set()
    assert {visit.seen["language"] for visit in walk.visits} == {"zh", "en"}


def test_no_page_makes_the_browser_complain(walk: Walk) -> None:
    assert {visit.path: visit.complaints for visit in walk.visits if visit.complaints} == {}


def test_no_page_holds_what_its_security_policy_forbids(walk: Walk) -> None:
    assert [visit.path for visit in walk.visits if visit.seen["inline"]] == []
    assert [visit.path for visit in walk.visits if not visit.seen["styled"]] == []


def test_nothing_is_asked_of_another_origin(walk: Walk) -> None:
    asked = {request for visit in walk.visits for request in visit.requests}
    assert asked
    assert {request for request in asked if not request.startswith(walk.root)} == set()


def test_every_link_inside_the_site_leads_to_a_file(walk: Walk) -> None:
    links = {(visit.path, path) for visit in walk.visits for path, _ in visit.targets()}
    assert len(links) > PAGES
    assert {link for link in links if not (walk.folder / link[1]).is_file()} == set()


def test_every_mark_that_a_link_names_is_on_its_page(walk: Walk) -> None:
    marks = {visit.path: {*visit.seen["marks"]} for visit in walk.visits}
    links = {
        (visit.path, path, mark)
        for visit in walk.visits
        for path, mark in visit.targets()
        if mark and path in marks
    }
    assert {link for link in links if link[2] not in marks[link[1]]} == set()


def test_every_link_and_mark_on_every_page_leads_to_what_is_there(site: Path) -> None:
    """The walk sees some pages as a browser does; here all of them are read as text."""
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in _pages(site)}
    marks = {path: marks_of(page) for path, page in pages.items()}
    links = {(path, *link) for path, page in pages.items() for link in links_of(path, page)}
    assert len(links) > 20 * len(pages) > 20_000
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {link for link in links if link[1] not in files} == set()
    named = {link for link in links if link[2] and link[1] in marks}
    assert {link for link in named if link[2] not in marks[link[1]]} == set()


def _pages(site: Path) -> list[Path]:
    # The page for what is not there names its links from the root of the host.
    return [path for path in site.rglob("*.html") if path.name != "404.html"]


def test_the_language_switch_keeps_the_page(walk: Walk) -> None:
    switched = {
        visit.path: [address.removeprefix(walk.root) for address in visit.seen["switches"]]
        for visit in walk.visits
    }
    assert switched == {path: [_other_language(path)] for path in switched}


def _other_language(path: str) -> str:
    page = path.removeprefix("en/")
    # A letter of one language may be none of the other: its page leads to all letters.
    page = "search/index.html" if page.startswith("search/") else page
    return page if path.startswith("en/") else f"en/{page}"


def test_a_phone_never_needs_to_scroll_sideways(walk: Walk) -> None:
    wide = {visit.path: visit.phone_width for visit in walk.visits if visit.phone_width > PHONE}
    assert wide == {}


def test_every_page_has_its_landmarks_and_one_first_heading(walk: Walk) -> None:
    for visit in walk.visits:
        assert visit.seen["landmarks"] == [1, 1, 1], visit.path
        # The edition to print is many pages in one, and says how deep each heading stands.
        if "print/" not in visit.path:
            assert visit.seen["first_headings"] == 1, visit.path
        assert visit.seen["unnamed"] == 0, visit.path
        assert visit.seen["title"], visit.path


def test_headings_never_skip_a_level(walk: Walk) -> None:
    skipping = {}
    for visit in walk.visits:
        levels = [int(name[1]) for name in visit.seen["headings"]]
        if any(after > before + 1 for before, after in pairwise(levels)):
            skipping[visit.path] = levels
    assert skipping == {}


@pytest.mark.parametrize("path", ["index.html", "en/goals/index.html", "en/ladders/index.html"])
def test_a_page_reads_without_its_style_sheet(browser: Browser, site: Path, path: str) -> None:
    surroundings = browser.new_context(viewport={"width": DESK, "height": 900})
    surroundings.route("**/*.css", lambda route: route.abort())
    tab = surroundings.new_page()
    tab.goto((site / path).as_uri())
    heading = tab.locator("h1").bounding_box()
    menu = tab.locator("#menu").bounding_box()
    tab_order = tab.eval_on_selector_all(
        "a[href]", "links => links.map(one => one.getAttribute('href'))"
    )
    surroundings.close()
    assert heading is not None
    assert menu is not None
    # The menu comes first, as in the order of the Tab key; a link leads past it.
    assert menu["y"] < heading["y"]
    assert tab_order[0] == "#content"
