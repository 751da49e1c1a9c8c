"""Files for other programs: downloaded in a browser, from a disk and from a server."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from builders.calendars import summaries_of, unfolded
from builders.serving import serve_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(params=["disk", "server"])
def root(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the built site: a folder on the disk, and what `planbook serve` answers."""
    if request.param == "disk":
        yield site.as_uri()
    else:
        with serve_folder(site) as address:
            yield address.rstrip("/")


def downloaded(tab: Tab, address: str, link: str) -> tuple[str, bytes]:
    """Return the name and the bytes of what the link ``link`` of a page downloads."""
    tab.goto(address)
    with tab.expect_download() as coming:
        tab.get_by_role("link", name=link, exact=True).first.click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def test_the_calendar_of_a_person_can_be_downloaded(tab: Tab, root: str) -> None:
    page = f"{root}/en/people/chen-rui/index.html"
    name, content = downloaded(tab, page, "Calendar file (.ics)")
    assert name == "calendar.ics"
    text = unfolded(content)
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "Channel all-hands" in summaries_of(text)


def test_the_foot_of_every_page_leads_to_the_calendar_and_the_data(tab: Tab, root: str) -> None:
    name, content = downloaded(tab, f"{root}/en/goals/index.html", "Calendar")
    assert (name, content[:15]) == ("calendar.ics", b"BEGIN:VCALENDAR")
    tab.goto(f"{root}/en/goals/index.html")
    tab.get_by_role("link", name="Data (JSON)").click()
    assert '"format_version": 1' in tab.content()
    assert tab.url.endswith("/api/v1/index.json")


def test_a_list_can_be_downloaded_with_all_its_lines(tab: Tab, root: str) -> None:
    name, content = downloaded(tab, f"{root}/en/goals/index.html", "Download as CSV")
    assert name == "goals.csv"
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    shown = tab.locator("table.sortable tbody tr:not(.group)").count()
    assert len(rows) - 1 == shown > 0
