"""The built site is fit for everyone: what WCAG 2.2 AA asks, on every kind of page."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from browser.axe import ALL, FIRST, MORE, Look, violations
from browser.checkers import NO_CHECKERS, NO_JAVA, check_html, find_axe, find_java, find_nu
from browser.page_kinds import LANGUAGES
from browser.site_visits import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# `make accessibility` asks all rules at each width in each scheme, of every page.
EVERY_PAGE = os.environ.get("PLANBOOK_EVERY_PAGE") == "1"
# Half a desk and half a tablet are what a zoom of 200 % leaves of them.
NARROW = (320, 384, 640, 768)


# What moves by itself or glides.
MOVING = """() => [...document.querySelectorAll('*')].flatMap((one) => {
  const style = getComputedStyle(one);
  const moves = [
    style.scrollBehavior === 'smooth' && 'scroll',
    parseFloat(style.transitionDuration) > 0 && 'transition',
    style.animationName !== 'none' && 'animation',
  ].filter(Boolean);
  return moves.map((move) => `${one.tagName.toLowerCase()} ${move}`);
})"""
# Each text that is shown of a page's own, and where each link leads.
SAID = """() => {
  const main = document.querySelector('main').cloneNode(true);
  main.querySelectorAll('.filters').forEach((one) => one.remove());
  document.querySelector('main').replaceWith(main);
  const links = [...main.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'));
  return [...main.innerText.split('\\n').map((line) => line.trim()).filter(Boolean), ...links];
}"""


@pytest.fixture(scope="session")
def axe() -> Path:
    """The script of axe-core."""
    found = find_axe()
    if found is None:
        pytest.fail(NO_CHECKERS)
    return found


@pytest.fixture
def still(browser: Browser) -> Iterator[Tab]:
    """A tab of somebody who asks for less motion."""
    surroundings = browser.new_context(locale="en-US", reduced_motion="reduce")
    yield surroundings.new_page()
    surroundings.close()


def pages_in(
    language: str, kinds_of_pages: Mapping[str, tuple[str, ...]], site: Path
) -> tuple[str, ...]:
    """Return the pages to look at in a language."""
    if not EVERY_PAGE:
        return kinds_of_pages[language]
    paths = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return tuple(path for path in paths if path.startswith("en/") == (language == "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_kind_of_page(
    language: str,
    still: Tab,
    axe: Path,
    hosted: str,
    site: Path,
    kinds_of_pages: Mapping[str, tuple[str, ...]],
) -> None:
    looks = ALL if EVERY_PAGE else FIRST if language == "zh" else (*FIRST, *MORE)
    found = []
    for path in pages_in(language, kinds_of_pages, site):
        still.goto(f"{hosted}{path}")
        found += [f"{path} {wrong}" for wrong in violations(still, axe, looks)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (1280, 900)])
def test_axe_finds_nothing_in_what_is_opened(
    still: Tab, axe: Path, hosted: str, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    still.set_viewport_size({"width": width, "height": height})
    still.emulate_media(color_scheme=scheme)
    look = (Look(width, scheme),)
    still.goto(f"{hosted}en/index.html")
    still.keyboard.press("/")
    still.locator("dialog.search input").fill("channel")
    still.locator("#planbook-search-results a").first.wait_for()
    found = [f"search: {wrong}" for wrong in violations(still, axe, look)]
    still.goto(f"{hosted}en/index.html")
    button = still.locator(".menu-button")
    if button.is_visible():
        button.click()
        still.locator("#menu .close").wait_for()
        found += [f"menu: {wrong}" for wrong in violations(still, axe, look)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_of_page_scrolls_sideways_on_a_phone_or_at_two_hundred_per_cent(
    language: str,
    still: Tab,
    hosted: str,
    site: Path,
    kinds_of_pages: Mapping[str, tuple[str, ...]],
) -> None:
    wide = []
    for path in pages_in(language, kinds_of_pages, site):
        still.goto(f"{hosted}{path}")
        wide += [f"{path} {one}" for one in too_wide(still, NARROW)]
    assert not wide, "\n".join(wide)


def test_nothing_moves_for_who_asks_for_less_motion(
    still: Tab, tab: Tab, hosted: str, kinds_of_pages: Mapping[str, tuple[str, ...]]
) -> None:
    moving = {}
    for path in kinds_of_pages["en"]:
        still.goto(f"{hosted}{path}")
        if found := still.evaluate(MOVING):
            moving[path] = found
    assert moving == {}
    # The others see the page glide to the place that a link names.
    tab.goto(f"{hosted}en/index.html")
    assert tab.evaluate(MOVING) == ["html scroll"]


def test_every_kind_of_page_is_complete_without_scripts(
    browser: Browser, tab: Tab, hosted: str, kinds_of_pages: Mapping[str, tuple[str, ...]]
) -> None:
    surroundings = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 720}
    )
    plain = surroundings.new_page()
    lacking = {}
    for path in kinds_of_pages["en"]:
        seen = []
        for one in (plain, tab):
            one.goto(f"{hosted}{path}")
            seen.append(one.evaluate(SAID))
        without, with_scripts = seen
        if without != with_scripts:
            lacking[path] = [
                both for both in zip(without, with_scripts, strict=False) if both[0] != both[1]
            ][:3]
    surroundings.close()
    assert lacking == {}


_OF_HEADINGS = re.compile("“h1” element as a top-level heading only|Section lacks heading")


def test_the_nu_checker_finds_nothing_on_any_page(site: Path) -> None:
    java, nu = find_java(), find_nu()
    if java is None:
        pytest.fail(NO_JAVA)
    if nu is None:
        pytest.fail(NO_CHECKERS)
    told = [
        f"{message['url'].removeprefix(site.as_uri())}: {message['message']}"
        for message in json.loads(check_html(java, nu, site))["messages"]
        # Of files it says that no address is 'self', whatever the policy.
        if "violates Content Security Policy" not in message["message"]
        # The edition to print is many pages in one: `aria-level` says how deep a heading stands.
        and not ("/print/" in message["url"] and _OF_HEADINGS.search(message["message"]))
    ]
    assert not told, "\n".join(told)
