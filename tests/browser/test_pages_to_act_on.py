"""Lists that are sorted and filtered, sheets to print, what a phone shows first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GOALS = "en/goals/index.html"
ROWS = "table.sortable tbody tr:not(.group):visible"


@pytest.fixture
def goals(tab: Tab, site: Path) -> Tab:
    """The list of goals, opened from a disk."""
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto((site / GOALS).as_uri())
    return tab


def first_cells(tab: Tab) -> list[str]:
    return tab.locator(f"{ROWS} > th").all_inner_texts()


def test_a_chip_leaves_the_lines_that_have_its_value_and_stands_in_the_address(goals: Tab) -> None:
    everything = first_cells(goals)
    goals.get_by_role("group").filter(has_text="Status").locator("summary").click()
    chip = goals.get_by_role("button", name=re.compile(r"^Off track \d+$"))
    count = int(chip.inner_text().rpartition(" ")[2])
    chip.click()
    assert chip.get_attribute("aria-pressed") == "true"
    assert 0 < len(first_cells(goals)) == count < len(everything)
    assert goals.locator(".filters output").inner_text() == f"{count} of {len(everything)} shown"
    assert "status=off_track" in goals.url
    goals.reload()
    assert len(first_cells(goals)) == count
    goals.get_by_role("button", name="Show all").click()
    assert first_cells(goals) == everything
    assert "status" not in goals.url


def test_two_values_of_a_facet_add_up_and_two_facets_narrow(goals: Tab, site: Path) -> None:
    def shown(query: str) -> set[str]:
        goals.goto((site / GOALS).as_uri() + query)
        return set(first_cells(goals))

    off, at_risk = shown("?status=off_track"), shown("?status=at_risk")
    assert off
    assert at_risk
    assert shown("?status=off_track&status=at_risk") == off | at_risk
    owned = shown("?owner=sun-hao")
    assert shown("?status=off_track&owner=sun-hao") == off & owned


def test_a_period_without_a_line_left_is_not_shown(goals: Tab, site: Path) -> None:
    before = goals.locator("tr.group:visible").count()
    goals.goto((site / GOALS).as_uri() + "?status=off_track")
    assert 0 < goals.locator("tr.group:visible").count() < before


def test_a_column_sorts_up_then_down_then_as_it_was(goals: Tab) -> None:
    heads = goals.locator("table.sortable thead th").all_inner_texts()
    place = next(at for at, text in enumerate(heads) if "SMART" in text)
    sort = goals.locator("button.sort").nth(place)

    def keys() -> list[list[float]]:
        """The sorted figures of each period: lines are sorted inside theirs."""
        bodies = goals.locator("table.sortable tbody").all()
        cells = (body.locator(f"tr:not(.group) > :nth-child({place + 1})").all() for body in bodies)
        read = ([cell.get_attribute("data-key") or "" for cell in column] for column in cells)
        return [[float(key) for key in column if key] for column in read]

    as_it_was = first_cells(goals)
    sort.click()
    assert keys() == [sorted(column) for column in keys()]
    assert goals.locator("th[aria-sort=ascending]").count() == 1
    sort.click()
    assert keys() == [sorted(column, reverse=True) for column in keys()]
    assert f"sort=-{place + 1}" in goals.url
    sort.click()
    assert first_cells(goals) == as_it_was
    assert goals.locator("th[aria-sort]").count() == 0


def test_statuses_sort_by_how_urgent_they_are(goals: Tab) -> None:
    heads = goals.locator("table.sortable thead th").all()
    place = next(at for at, head in enumerate(heads) if head.get_attribute("data-order"))
    order = (heads[place].get_attribute("data-order") or "").split()
    goals.locator("button.sort").nth(place).click()
    body = goals.locator("table.sortable tbody").first
    cells = body.locator(f"tr:not(.group) > :nth-child({place + 1})").all()
    keys = [cell.get_attribute("data-key") or "" for cell in cells]
    assert len(set(keys)) > 1
    assert keys == sorted(keys, key=order.index)


def test_a_list_is_whole_without_its_script(browser: Browser, goals: Tab, site: Path) -> None:
    surroundings = browser.new_context(java_script_enabled=False)
    plain = surroundings.new_page()
    plain.goto((site / GOALS).as_uri() + "?status=off_track")
    lines = plain.locator(ROWS).count()
    surroundings.close()
    assert lines == len(first_cells(goals))


def test_what_an_address_asks_for_in_vain_breaks_nothing(tab: Tab, site: Path) -> None:
    tab.goto((site / GOALS).as_uri() + "?sort=99&status=%3Cscript%3E&owner=")
    assert tab.locator(ROWS).count() == 0
    tab.goto((site / GOALS).as_uri() + "?sort=-1e9&nothing=1")
    assert tab.locator(ROWS).count() > 0


def pages_of(site: Path, *patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(site.glob(pattern))


def printed(tab: Tab, path: Path) -> int:
    """Return how many sheets of paper a page takes."""
    tab.goto(path.as_uri())
    pdf = tab.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_one_to_one_and_a_month_take_one_sheet_each(tab: Tab, site: Path) -> None:
    sheets = {
        path.relative_to(site).as_posix(): printed(tab, path)
        for path in pages_of(site, "**/one-on-one/index.html", "**/months/2026-0[368]/index.html")
    }
    assert any("one-on-one" in path for path in sheets)
    assert any("months" in path for path in sheets)
    assert {path: count for path, count in sheets.items() if count != 1} == {}


def test_a_phone_shows_what_needs_attention_first(tab: Tab, site: Path) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto((site / "en/index.html").as_uri())
    box = tab.locator(".alerts > li").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
