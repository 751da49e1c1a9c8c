"""The ways through a site in a browser: menu, contents, colours, links, chapters, languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "en/handbook/goals/index.html"
PERSON = "en/people/index.html"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
FOCUS = """() => {
  const focused = document.activeElement;
  return focused.closest('#menu') ? 'menu' : focused === document.body ? 'none' : focused.className;
}"""


@pytest.fixture(params=["disk", "server"])
def root(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """The address of the site, opened from a disk and from a server."""
    return f"{site.as_uri()}/" if request.param == "disk" else served


@pytest.fixture
def plain(browser: Browser) -> Iterator[Tab]:
    """A tab in which no script runs."""
    surroundings = browser.new_context(java_script_enabled=False)
    yield surroundings.new_page()
    surroundings.close()


def open_at(tab: Tab, address: str, size: dict[str, int]) -> None:
    tab.set_viewport_size({"width": size["width"], "height": size["height"]})
    tab.goto(address)


def scheme_of(tab: Tab) -> str | None:
    return tab.locator("html").get_attribute("data-scheme")


# The menu of a phone


def test_the_menu_of_a_phone_is_opened_and_closed_with_the_keyboard(tab: Tab, root: str) -> None:
    open_at(tab, root + CHAPTER, PHONE)
    menu, button = tab.locator("#menu"), tab.locator(".menu-button")
    expect(menu).to_be_hidden()
    while "menu-button" not in tab.evaluate(FOCUS):
        tab.keyboard.press("Tab")
    for key in ("Enter", "Space"):
        tab.keyboard.press(key)
        expect(menu).to_be_visible()
        expect(button).to_have_attribute("aria-expanded", "true")
        assert tab.evaluate(FOCUS) == "menu"
        tab.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "false")


def test_the_focus_stays_in_the_open_menu(tab: Tab, root: str) -> None:
    open_at(tab, root + CHAPTER, PHONE)
    tab.locator(".menu-button").click()
    links = tab.locator("#menu a:visible").count()
    assert links > 20
    seen = set()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(links + 5):
            tab.keyboard.press(key)
            seen.add(tab.evaluate(FOCUS))
    # Behind the last link comes the browser's own bar, and nothing of the page.
    assert seen - {"none"} == {"menu"}


def test_the_page_behind_the_menu_does_not_scroll(tab: Tab, root: str) -> None:
    open_at(tab, root + CHAPTER, PHONE)
    tab.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
    tab.locator(".menu-button").click()
    tab.mouse.move(200, 400)
    tab.mouse.wheel(0, 5000)
    tab.mouse.wheel(0, 5000)
    expect(tab.locator("#menu")).to_be_visible()
    assert tab.evaluate("scrollY") == 300
    tab.locator("#menu .close").click()
    expect(tab.locator("#menu")).to_be_hidden()
    assert tab.evaluate("scrollY") == 300


def test_a_window_that_grows_wide_gives_the_page_back(tab: Tab, root: str) -> None:
    open_at(tab, root + CHAPTER, PHONE)
    tab.locator(".menu-button").click()
    expect(tab.locator("[inert]").first).to_be_attached()
    tab.set_viewport_size({"width": 1280, "height": 900})
    expect(tab.locator("[inert]")).to_have_count(0)
    expect(tab.locator("#menu")).to_be_visible()


def test_without_a_script_the_menu_opens_and_closes_by_its_address(plain: Tab, root: str) -> None:
    open_at(plain, root + CHAPTER, PHONE)
    plain.locator(".menu-button").click()
    expect(plain.locator("#menu")).to_be_visible()
    plain.locator("#menu .close").click()
    expect(plain.locator("#menu")).to_be_hidden()


# Colours


def test_the_chosen_colours_are_kept_from_page_to_page(tab: Tab, root: str) -> None:
    tab.emulate_media(color_scheme="light")
    open_at(tab, root + CHAPTER, DESK)
    paper = "getComputedStyle(document.body).backgroundColor"
    button = tab.locator("button.scheme")
    expect(button).to_have_accessible_name("Colour scheme: System")
    light = tab.evaluate(paper)
    button.click()
    expect(button).to_have_accessible_name("Colour scheme: Light")
    button.press("Enter")
    expect(button).to_have_accessible_name("Colour scheme: Dark")
    dark = tab.evaluate(paper)
    assert dark != light
    # The next page has them before its script runs, and when that never comes.
    tab.route("**/theme/page.js", lambda route: route.abort())
    tab.goto(root + PERSON)
    assert scheme_of(tab) == "dark"
    assert tab.evaluate(paper) == dark
    tab.unroute("**/theme/page.js")
    tab.goto(root + CHAPTER)
    button.click()
    expect(button).to_have_accessible_name("Colour scheme: System")
    assert scheme_of(tab) is None
    assert tab.evaluate(paper) == light


def test_colours_can_be_chosen_where_nothing_may_be_stored(tab: Tab, root: str) -> None:
    tab.add_init_script(BLOCKED)
    open_at(tab, root + CHAPTER, DESK)
    button = tab.locator("button.scheme")
    seen = []
    for _ in range(3):
        button.click()
        seen.append(scheme_of(tab))
    assert seen == ["light", "dark", None]


def test_without_a_script_there_is_no_button_that_does_nothing(plain: Tab, root: str) -> None:
    open_at(plain, root + CHAPTER, DESK)
    assert plain.locator("button:visible").count() == 0


# The contents of a page


def test_an_entry_leads_to_its_heading_and_is_marked_there(tab: Tab, root: str) -> None:
    tab.emulate_media(reduced_motion="reduce")
    open_at(tab, root + CHAPTER, DESK)
    entries = tab.locator(".contents a")
    assert entries.count() >= 3
    expect(tab.locator(".contents a[aria-current]")).to_have_count(0)
    for entry in entries.all():
        entry.click()
        expect(entry).to_have_attribute("aria-current", "true")
        expect(tab.locator(".contents a[aria-current]")).to_have_count(1)
        place = tab.locator(f"[id='{tab.evaluate('decodeURIComponent(location.hash.slice(1))')}']")
        expect(place).to_be_in_viewport()
    tab.evaluate("scrollTo(0, 0)")
    expect(tab.locator(".contents a[aria-current]")).to_have_count(0)


def test_on_a_narrow_window_the_contents_are_folded_above_the_text(tab: Tab, root: str) -> None:
    open_at(tab, root + CHAPTER, PHONE)
    entry = tab.locator(".contents a").first
    expect(entry).to_be_hidden()
    fold, heading = tab.locator(".contents summary"), tab.locator("main h1")
    above, below = fold.bounding_box(), heading.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"]
    fold.press("Enter")
    expect(entry).to_be_visible()
    entry.press("Enter")
    expect(tab).to_have_url(re.compile("#"))


@pytest.mark.parametrize(("size", "is_open"), [(DESK, True), (PHONE, False)])
def test_without_a_script_the_contents_are_where_they_belong(
    plain: Tab, root: str, size: dict[str, int], is_open: bool
) -> None:
    open_at(plain, root + CHAPTER, size)
    entry = plain.locator(".contents a").first
    expect(entry).to_be_visible(visible=is_open)
    if not is_open:
        plain.locator(".contents summary").click()
    entry.click()
    expect(plain).to_have_url(re.compile("#"))


def test_the_contents_stand_at_the_right_of_the_text_on_a_desk(tab: Tab, root: str) -> None:
    open_at(tab, root + CHAPTER, DESK)
    boxes = [tab.locator(place).bounding_box() for place in ("#menu", "main", ".contents")]
    lefts = [box["x"] for box in boxes if box is not None]
    assert len(lefts) == 3
    assert lefts == sorted(lefts)
    # They stay when the text is scrolled.
    tab.evaluate("scrollTo({ top: 600, behavior: 'instant' })")
    expect(tab.locator(".contents a").first).to_be_in_viewport()
    expect(tab.locator("#menu li a").first).to_be_in_viewport()


# Links to copy


def test_the_link_at_a_heading_leads_there_and_is_copied(browser: Browser, served: str) -> None:
    surroundings = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = surroundings.new_page()
    open_at(tab, served + CHAPTER, DESK)
    heading = tab.locator("main h2").first
    link = heading.locator("a.anchor")
    assert link.evaluate("one => getComputedStyle(one).opacity") == "0"
    heading.hover()
    assert link.evaluate("one => getComputedStyle(one).opacity") == "1"
    link.click()
    expect(tab.get_by_role("status")).to_have_text("Link copied")
    assert tab.evaluate("navigator.clipboard.readText()") == tab.url
    assert "#" in tab.url
    tab.get_by_role("button", name="Copy the link to this page").click()
    assert tab.evaluate("navigator.clipboard.readText()") == served + CHAPTER
    surroundings.close()


def test_a_link_at_a_heading_is_seen_when_it_has_the_focus(tab: Tab, root: str) -> None:
    open_at(tab, root + CHAPTER, DESK)
    link = tab.locator("main h2 a.anchor").first
    tab.locator("main a").first.focus()
    while not link.evaluate("one => one === document.activeElement"):
        tab.keyboard.press("Tab")
    assert link.evaluate("one => getComputedStyle(one).opacity") == "1"
    expect(link).to_have_accessible_name("Link to this section")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("#"))


# From page to page


def test_the_chapters_can_be_read_one_after_the_other(tab: Tab, root: str) -> None:
    open_at(tab, root + "en/handbook/index.html", DESK)
    listed = tab.locator("#menu details a").evaluate_all("links => links.map((one) => one.href)")
    assert len(listed) > 3
    tab.goto(listed[0])
    read = [tab.url]
    while tab.locator("main a[rel=next]").count():
        with tab.expect_navigation():
            tab.locator("main a[rel=next]").click()
        read.append(tab.url)
    assert read == listed
    expect(tab.locator("#menu a[aria-current]")).to_have_attribute("aria-current", "page")
    tab.locator("main a[rel=prev]").click()
    expect(tab).to_have_url(listed[-2])


def test_the_other_language_opens_at_the_same_place(tab: Tab, root: str) -> None:
    open_at(tab, f"{root}en/people/index.html", DESK)
    person = tab.locator("main th a").first
    with tab.expect_navigation():
        person.click()
    tab.goto(f"{tab.url}#goals")
    tab.locator(".languages a").click()
    expect(tab).to_have_url(re.compile(r"/people/[^/]+/index\.html#goals$"))
    assert "/en/" not in tab.url


def test_the_page_for_the_lost_says_it_in_the_language_that_is_chosen(
    tab: Tab, hosted: str
) -> None:
    open_at(tab, f"{hosted}404.html", DESK)
    expect(tab.get_by_text("Page not found")).to_be_visible()
    expect(tab.get_by_text("找不到这个页面")).to_be_visible()
    tab.locator(".languages a").click()
    expect(tab.get_by_text("Page not found")).to_be_visible()
    expect(tab.get_by_text("找不到这个页面")).to_be_hidden()
    tab.get_by_role("link", name="Go to the home page").click()
    expect(tab).to_have_url(f"{hosted}en/index.html")


# Half of it


def test_a_page_works_when_its_script_never_comes(browser: Browser, served: str) -> None:
    surroundings = browser.new_context()
    tab = surroundings.new_page()
    tab.route(re.compile(r"/theme/(page|search-open)\.js$"), lambda route: route.abort())
    open_at(tab, served + CHAPTER, DESK)
    expect(tab.locator(".contents a").first).to_be_visible()
    assert tab.locator("button:visible").count() == 0
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.locator(".menu-button").click()
    expect(tab.locator("#menu")).to_be_visible()
    surroundings.close()


def test_a_script_that_comes_alone_makes_the_page_its_own(tab: Tab, served: str) -> None:
    tab.route(re.compile(r"/theme/(scheme|list|search-open)\.js$"), lambda route: route.abort())
    open_at(tab, served + CHAPTER, DESK)
    tab.locator("button.scheme").click()
    assert scheme_of(tab) == "light"
    tab.reload()
    assert scheme_of(tab) == "light"
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.locator(".menu-button").click()
    expect(tab.locator("#menu")).to_be_visible()


@pytest.mark.parametrize("missing", ["#menu", ".contents", ".scheme", ".copy-link", ".menu-button"])
def test_a_page_of_a_theme_that_lacks_a_part_keeps_the_others(
    tab: Tab, served: str, missing: str
) -> None:
    def without(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]  # playwright hands over its own route
        lacking = '<script src="lacking.js"></script></body>'
        route.fulfill(response=answer, body=answer.text().replace("</body>", lacking))  # type: ignore[attr-defined]

    tab.route(
        "**/lacking.js",
        lambda route: route.fulfill(
            content_type="text/javascript", body=f"document.querySelector('{missing}')?.remove()"
        ),
    )
    tab.route(f"**/{CHAPTER}", without)
    open_at(tab, served + CHAPTER, DESK)
    expect(tab.locator(missing)).to_have_count(0)
    if missing != ".scheme":
        tab.locator("button.scheme").click()
        assert scheme_of(tab) == "light"
    if missing != ".contents":
        expect(tab.locator(".contents details")).to_have_attribute("open", "")
