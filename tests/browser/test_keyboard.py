"""The built site without a mouse: every control is reached, shown, and does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# One of each sort of control: a list, a tree, a matrix, folds, a wide table, a chapter.
PAGES = [
    "en/goals/status/off_track/index.html",
    "en/alignment/company-revenue-2026/index.html",
    "coverage/index.html",
    "en/goals/chen-rui-2026-q3-smart-locks/index.html",
    "trainings/year/2026/index.html",
    "handbook/communication/index.html",
]
# What the Tab key is to reach: all that can be used and is shown.
CONTROLS = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, summary, input, select, textarea, [tabindex="0"]')];
  const shown = all.filter((one) => !one.disabled && one.checkVisibility(
    { checkVisibilityCSS: true, contentVisibilityAuto: true }));
  shown.forEach((one, place) => { one.dataset.place = place; });
  return shown.length;
}"""
# Where the focus is, whether it can be seen there, and what hides it.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getClientRects()[0];
  const at = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.y + Math.min(box.height / 2, 40), 0), innerHeight - 1));
  return {
    place: Number(one.dataset.place ?? -1),
    name: `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 40)}`,
    isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    isHidden: !at || !(one.contains(at) || at.contains(one)),
  };
}"""


def open_page(tab: Tab, site: Path, path: str, size: dict[str, int] = DESK) -> None:
    tab.set_viewport_size({"width": size["width"], "height": size["height"]})
    tab.emulate_media(reduced_motion="reduce")
    tab.goto((site / path).as_uri())


@pytest.mark.parametrize("path", PAGES)
def test_the_tab_key_reaches_every_control_and_shows_where_it_is(
    tab: Tab, site: Path, path: str
) -> None:
    open_page(tab, site, path)
    count = tab.evaluate(CONTROLS)
    assert count > 20
    reached: list[int] = []
    unmarked: list[str] = []
    hidden: list[str] = []
    for _ in range(count):
        tab.keyboard.press("Tab")
        focused = tab.evaluate(FOCUSED)
        assert focused is not None, reached
        reached.append(focused["place"])
        unmarked += [] if focused["isMarked"] else [focused["name"]]
        hidden += [focused["name"]] if focused["isHidden"] else []
    assert unmarked == []
    assert hidden == []
    # In the order of the page, each one once.
    assert reached == list(range(count))


def test_the_first_tab_leads_past_the_menu(tab: Tab, site: Path) -> None:
    open_page(tab, site, "en/goals/index.html")
    tab.keyboard.press("Tab")
    skip = tab.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('main') !== null")


def test_filters_are_opened_and_chosen_with_the_keyboard(tab: Tab, site: Path) -> None:
    open_page(tab, site, "en/goals/index.html")
    rows = tab.locator("table.sortable tbody tr:not(.group):visible")
    everything = rows.count()
    tab.locator(".filters summary").filter(has_text="Status").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    chip = tab.locator(".filters details[open] .chip").first
    expect(chip).to_be_focused()
    tab.keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert 0 < rows.count() < everything
    # It is told by a live region, for who does not see the list change.
    told = tab.locator(".filters").get_by_role("status")
    expect(told).to_have_text(f"{rows.count()} of {everything} shown")
    tab.keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert rows.count() == everything


def test_columns_are_sorted_with_the_keyboard(tab: Tab, site: Path) -> None:
    open_page(tab, site, "en/goals/index.html")
    head = tab.get_by_role("columnheader", name="SMART")
    head.get_by_role("button").focus()
    tab.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    tab.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(head.get_by_role("button")).to_be_focused()


def test_what_is_folded_up_opens_and_closes_with_the_keyboard(tab: Tab, site: Path) -> None:
    open_page(tab, site, "en/goals/chen-rui-2026-q3-smart-locks/index.html")
    why = tab.locator("details.why").first
    why.locator("summary").focus()
    for key, is_open in (("Enter", True), ("Space", False)):
        tab.keyboard.press(key)
        assert why.evaluate("one => one.open") is is_open


def test_a_branch_of_a_tree_says_what_it_opens(tab: Tab, site: Path) -> None:
    open_page(tab, site, "en/alignment/index.html")
    branch = tab.locator(".tree > li:has(> details)").first
    title = branch.locator(".leaf .what > bdi").first.inner_text()
    opener = branch.locator("> details > summary")
    assert opener.inner_text() == f"Show items under “{title}”"
    before = branch.locator("> details").evaluate("one => one.open")
    opener.focus()
    tab.keyboard.press("Enter")
    assert branch.locator("> details").evaluate("one => one.open") is not before


@pytest.mark.parametrize(
    "path", ["en/trainings/year/2026/index.html", "metrics/map/people/index.html"]
)
def test_a_table_that_is_wider_than_a_phone_is_scrolled_with_the_keyboard(
    tab: Tab, site: Path, path: str
) -> None:
    open_page(tab, site, path, PHONE)
    regions = tab.locator("main .scroll").all()
    wide = [one for one in regions if one.evaluate("one => one.scrollWidth > one.clientWidth + 1")]
    assert wide
    for region in wide:
        region.focus()
        assert region.get_attribute("aria-label")
        for _ in range(3):
            tab.keyboard.press("ArrowRight")
        tab.wait_for_function("one => one.scrollLeft > 0", arg=region.element_handle())


def test_the_tab_key_stops_at_a_table_only_where_it_can_be_scrolled(tab: Tab, site: Path) -> None:
    open_page(tab, site, "metrics/map/people/index.html")
    region = tab.locator("main .scroll").first
    for width, stop in ((1920, "-1"), (390, "0"), (1920, "-1")):
        tab.set_viewport_size({"width": width, "height": 900})
        expect(region).to_have_attribute("tabindex", stop)
