"""Paper, and the file that is sent by mail: printed and opened by a real Chromium."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject

from browser.chromium import WHAT_TO_RUN, find_chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SMALL = Path(__file__).parents[1] / "scenarios" / "projects" / "small"
A4 = (595, 842)
MILLIMETRE = 72 / 25.4
GOAL = "en/goals/zhou-ning-2026-q3-smart-locks/index.html"
PRINT = "en/print/index.html"

# What is shown on paper of what only a screen can use, and the folds that stay shut there.
_CHROME = """() => ['.bar', '#menu', '.contents', '.crumbs', '.skip', '.copy-link', '.exports',
  '.pager', '.jumps', '.filters', '.export', 'a.anchor', '.search-link', '.scheme']
  .filter((one) => [...document.querySelectorAll(one)].some((it) => it.getClientRects().length))
"""
_SHUT = """() => [...document.querySelectorAll('main details')].filter((fold) =>
  !fold.matches('.linked-groups') &&
  [...fold.children].some((one) => one.tagName !== 'SUMMARY' && !one.checkVisibility())).length"""


def printed(tab: Tab, path: Path) -> PdfReader:
    """Return a page on paper."""
    tab.goto(path.as_uri())
    return PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True)))


def on_paper(tab: Tab, path: Path) -> Tab:
    """Return a page in the window as it is laid out on paper."""
    tab.goto(path.as_uri())
    tab.emulate_media(media="print")
    return tab


def outline_of(reader: PdfReader) -> list[tuple[int, str]]:
    """Return the headings of a PDF with their depth."""

    def walk(entries: object, depth: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, list):
                found += walk(entry, depth + 1)
            elif isinstance(entry, Destination):
                found.append((depth, str(entry.title)))
        return found

    return walk(reader.outline, 0)


def test_every_sheet_is_a4_and_says_which_of_how_many_it_is(tab: Tab, site: Path) -> None:
    reader = printed(tab, site / "en/goals/index.html")
    count = len(reader.pages)
    assert count > 1
    for number, page in enumerate(reader.pages, 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
        words = page.extract_text().strip().splitlines()
        assert f"{number} / {count}" in (words[0], words[-1])


def test_the_margins_are_of_fifteen_millimetres(tab: Tab, site: Path) -> None:
    page = printed(tab, site / GOAL).pages[0]
    lefts: list[float] = []

    def note(text: str, page: list[float], at: list[float], *_more: object) -> None:
        if text.strip():
            lefts.append(page[0] * at[4] + page[2] * at[5] + page[4])

    page.extract_text(visitor_text=note)
    assert abs(min(lefts) - 15 * MILLIMETRE) < 1


@pytest.mark.parametrize("path", [GOAL, "en/alignment/index.html", "en/index.html"])
def test_folds_are_open_on_paper_and_shut_again_on_the_screen(
    tab: Tab, site: Path, path: str
) -> None:
    on_paper(tab, site / path)
    assert tab.locator("main details").count() > 0
    assert tab.evaluate(_SHUT) == 0
    tab.emulate_media(media="screen")
    assert tab.evaluate(_SHUT) > 0


def test_a_browser_that_cannot_open_folds_by_style_has_them_opened(tab: Tab, site: Path) -> None:
    tab.goto((site / GOAL).as_uri())
    shut = tab.locator("main details:not([open])").count()
    assert shut > 0
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("main details:not([open])").count() == 0
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("main details:not([open])").count() == shut


@pytest.mark.parametrize(
    "path",
    [GOAL, PRINT, "en/goals/index.html", "en/index.html", "en/people/zhou-ning/index.html"],
)
def test_nothing_that_leads_about_in_the_site_is_printed(tab: Tab, site: Path, path: str) -> None:
    assert on_paper(tab, site / path).evaluate(_CHROME) == []


def test_the_dark_colours_stay_on_the_screen(browser: Browser, site: Path) -> None:
    surroundings = browser.new_context(color_scheme="dark")
    tab = surroundings.new_page()
    tab.goto((site / GOAL).as_uri())
    tab.evaluate("document.documentElement.dataset.scheme = 'dark'")
    tab.emulate_media(media="print", color_scheme="dark")
    style = "getComputedStyle(document.documentElement).getPropertyValue"
    found = [tab.evaluate(f"{style}('--{name}')") for name in ("paper", "ink")]
    surroundings.close()
    assert found == ["#fff", "#000"]


def test_colours_that_say_something_are_printed(tab: Tab, site: Path) -> None:
    on_paper(tab, site / "en/metrics/map/people/index.html")
    adjust = "(one) => getComputedStyle(one).printColorAdjust"
    assert {one.evaluate(adjust) for one in tab.locator("main .heat td").all()[:5]} == {"exact"}


def test_a_table_keeps_its_columns_and_repeats_its_head(tab: Tab, site: Path) -> None:
    reader = printed(tab, site / "en/goals/index.html")
    heads = [page.extract_text().count("SMART") for page in reader.pages]
    assert all(heads), heads


def test_the_edition_is_one_document_with_its_contents_and_headings(tab: Tab, site: Path) -> None:
    tab.goto((site / PRINT).as_uri())
    tab.emulate_media(media="print")
    marks = tab.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(marks) == len(set(marks))
    links = tab.evaluate(
        "[...document.querySelectorAll('main a[href^=\"#\"]')]"
        ".map((one) => decodeURIComponent(one.getAttribute('href').slice(1)))"
    )
    assert set(links) - set(marks) == set()
    assert tab.locator("main details:not([open])").count() == 0
    breaks = tab.locator(".part").evaluate_all(
        "(parts) => parts.map((one) => getComputedStyle(one).breakBefore)"
    )
    assert len(breaks) > 10
    assert set(breaks) == {"page"}


def test_links_out_of_the_edition_lead_to_pages_of_the_site(tab: Tab, site: Path) -> None:
    tab.goto((site / PRINT).as_uri())
    links = tab.evaluate(
        "[...document.querySelectorAll('main a[href]')].map((one) => one.href.replace(/#.*/s, ''))"
    )
    inside = {link for link in links if link.startswith("file:")}
    assert len(inside) > 10
    files = {Path(re.sub("^file://", "", link)) for link in inside}
    assert {path for path in files if not path.is_file()} == set()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The edition of a small project as one HTML file and as PDF, made by the command."""
    folder = tmp_path_factory.mktemp("files")
    browser = find_chromium()
    if browser is None:
        pytest.fail(WHAT_TO_RUN)
    html, pdf = folder / "handbook.html", folder / "手册 1.pdf"
    out = ("--out", str(folder / "site"), "--single-file", str(html), "--pdf", str(pdf))
    command = (sys.executable, "-m", "planbook", "-C", str(SMALL), "build", "-q")
    cache = ("--cache", str(folder / "cache"))
    for again in range(2):
        ran = subprocess.run(
            (*command, *out, *cache),
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "CHROMIUM": str(browser)},
        )
        assert ran.returncode == 0, ran.stderr
        pdf.rename(folder / f"{again}.pdf")
    return {"html": html, "first": folder / "0.pdf", "second": folder / "1.pdf"}


def test_the_single_file_asks_for_nothing_and_its_browser_does_not_complain(
    browser: Browser, files: Mapping[str, Path]
) -> None:
    surroundings = browser.new_context(locale="en-US")
    tab = surroundings.new_page()
    asked: list[str] = []
    told: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.goto(files["html"].as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [files["html"].as_uri()]
    assert told == []
    # The style is there: its hash is the one that the policy allows.
    assert tab.evaluate("document.styleSheets[0].cssRules.length") > 50
    assert "Team edition" in tab.locator(".cover").inner_text()
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    surroundings.close()


def test_the_single_file_is_read_by_its_contents_and_by_the_search_of_the_browser(
    tab: Tab, files: Mapping[str, Path]
) -> None:
    tab.goto(files["html"].as_uri())
    link = tab.locator(".contents-list li li a").last
    link.click()
    target = (link.get_attribute("href") or "")[1:]
    # The page glides there.
    expect(tab.locator(f'[id="{target}"]')).to_be_in_viewport()
    # What the browser finds is shown: nothing is folded, and no script has to run for it.
    assert tab.locator("details:not([open])").count() == 0
    assert tab.locator("script").count() == 0
    assert tab.evaluate("window.find('Ben Hill')") is True


def test_a_policy_violation_in_the_single_file_would_be_noticed(
    browser: Browser, files: Mapping[str, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text(files["html"].read_text("utf-8").replace("<style>", "<style> "), "utf-8")
    surroundings = browser.new_context()
    tab = surroundings.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.goto(broken.as_uri())
    surroundings.close()
    assert any("Content Security Policy" in words for words in told)


def test_the_pdf_has_a_title_an_outline_numbers_and_the_day_of_its_figures(
    files: Mapping[str, Path],
) -> None:
    reader = PdfReader(files["first"])
    metadata = reader.metadata
    assert metadata is not None
    assert "Team edition" in str(metadata.title)
    assert str(metadata["/CreationDate"]).startswith("D:20260910000000")
    marked = reader.root_object["/MarkInfo"].get_object()
    assert isinstance(marked, DictionaryObject)
    assert marked["/Marked"]
    found = outline_of(reader)
    assert (1, "People") in found
    assert (2, "Ben Hill") in found
    count = len(reader.pages)
    assert f"{count} / {count}" in reader.pages[-1].extract_text()
    texts = "".join(page.extract_text() for page in reader.pages)
    assert "Ben Hill" in texts


def test_the_same_edition_printed_twice_is_the_same_file(files: Mapping[str, Path]) -> None:
    assert files["first"].read_bytes() == files["second"].read_bytes()
