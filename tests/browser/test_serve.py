"""A page of ``planbook serve`` in a browser: what is saved is shown, and the reader stays there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect
from playwright.sync_api import Page as Tab

from builders.serving import AS_OF, SECONDS, Serving, save_by_rename, serve, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SMALL = Path(__file__).parents[1] / "scenarios" / "projects" / "small"
LAMP = "kind: tool\nid: lamp\ntitle: Lamp\ntype: crm\npurpose: Light\n"
STYLE = "body { border-top: 7px solid rgb(1, 2, 3); }\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with a style of its own, and a chapter that is long enough to scroll."""
    folder = tmp_path / "project"
    shutil.copytree(SMALL, folder)
    (folder / "brand").mkdir()
    (folder / "brand" / "own.css").write_text("body { min-height: 5000px; }\n", "utf-8")
    settings = folder / "planbook.yaml"
    settings.write_text(
        settings.read_text("utf-8") + "theme_options:\n  css: [brand/own.css]\n", "utf-8"
    )
    return folder


@pytest.fixture
def serving(project: Path) -> Iterator[Serving]:
    """A server of that project."""
    with serve(project, "--as-of", AS_OF) as running:
        yield running


def rename_ben(project: Path, old: str, new: str) -> None:
    path = project / "content" / "people" / "ben.yaml"
    save_by_rename(path, path.read_text("utf-8").replace(old, new))


def open_page(tab: Tab, address: str) -> None:
    """Open a page, and wait until it listens."""
    with tab.expect_response(lambda answer: "/.planbook-serve/events" in answer.url):
        tab.goto(address)
    tab.evaluate("window.isTheSame = true")


def wait_for(tab: Tab, expression: str) -> None:
    """Wait until ``expression`` is true; the page's policy forbids it to do so by itself."""

    def look() -> bool | None:
        try:
            return tab.evaluate(expression) or None
        except Error:  # The page is being loaded just now.
            return None

    wait_until(look, lambda: expression)


def wait_for_build(serving: Serving) -> None:
    """Wait until a second build is done."""
    serving.wait_for_line(" rendered", after=2)


def test_a_save_is_shown_with_the_window_and_the_focus_where_they_were(
    tab: Tab, serving: Serving, project: Path
) -> None:
    open_page(tab, f"{serving.address}people/ben/")
    expect(tab.locator("h1")).to_contain_text("Ben Hill")
    link = tab.locator("main a[href]").last
    link.focus()
    focused = link.get_attribute("href")
    tab.evaluate("scrollTo(0, 1234)")
    rename_ben(project, "Ben Hill", "Ben Dale")
    expect(tab.locator("h1")).to_contain_text("Ben Dale", timeout=SECONDS * 1000)
    wait_for(tab, "scrollY === 1234")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == focused
    assert tab.evaluate("window.isTheSame") is None


def test_a_page_that_did_not_change_is_not_loaded_anew(
    tab: Tab, serving: Serving, project: Path
) -> None:
    open_page(tab, f"{serving.address}objectives/revenue/")
    before = len(serving.lines)
    path = project / "content" / "people" / "ben.yaml"
    save_by_rename(path, f"{path.read_text('utf-8')}\n\n")
    serving.wait_for_line("0 rendered", before)
    rename_ben(project, "Ben Hill", "Ben Dale")
    serving.wait_for_text("/people/ben/", "Ben Dale")
    tab.wait_for_timeout(500)
    assert tab.evaluate("window.isTheSame") is True


def test_a_style_is_put_on_without_loading_the_page(
    tab: Tab, serving: Serving, project: Path
) -> None:
    open_page(tab, serving.address)
    width = "getComputedStyle(document.body).borderTopWidth"
    assert tab.evaluate(width) == "0px"
    (project / "brand" / "own.css").write_text(STYLE, "utf-8")
    wait_for(tab, f"{width} === '7px'")
    assert tab.evaluate("window.isTheSame") is True
    # Once more: the link that is there now is not the one that the page came with.
    (project / "brand" / "own.css").write_text(STYLE.replace("7px", "9px"), "utf-8")
    wait_for(tab, f"{width} === '9px'")
    wait_for(tab, "document.querySelectorAll('link[rel=stylesheet]').length === 3")


def test_errors_stand_above_the_last_good_page_until_they_are_mended(
    tab: Tab, serving: Serving, project: Path
) -> None:
    complaints: list[str] = []
    tab.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    open_page(tab, f"{serving.address}people/ben/")
    rename_ben(project, "name: Ben Hill", "nmae: Ben Hill")
    dialog = tab.get_by_role("dialog", name="This page is out of date")
    expect(dialog).to_be_visible(timeout=SECONDS * 1000)
    expect(dialog).to_contain_text("content/people/ben.yaml:")
    expect(dialog.locator("pre").first).to_contain_text("nmae: Ben Hill")
    expect(dialog).to_contain_text("did you mean `name`?")
    expect(tab.locator("h1")).to_contain_text("Ben Hill")
    assert tab.evaluate("window.isTheSame") is True
    # It can be put away with the keyboard, and stays away on the next page.
    tab.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    open_page(tab, serving.address)
    opener = tab.get_by_role("button", name="Show errors (")
    expect(opener).to_be_visible()
    opener.focus()
    tab.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    assert tab.evaluate(
        "document.querySelector('planbook-findings').shadowRoot.activeElement.textContent"
    ) == ("Hide")
    rename_ben(project, "nmae: Ben Hill", "name: Ben Dale")
    expect(tab.locator("planbook-findings")).to_have_count(0, timeout=SECONDS * 1000)
    tab.goto(f"{serving.address}people/ben/")
    expect(tab.locator("h1")).to_contain_text("Ben Dale")
    assert complaints == []


def test_a_page_in_chinese_is_told_in_chinese(tab: Tab, serving: Serving, project: Path) -> None:
    settings = project / "planbook.yaml"
    text = settings.read_text("utf-8")
    both = text.replace("languages: [en]", "languages: [en, zh]")
    settings.write_text(both, "utf-8")
    wait_for_build(serving)
    open_page(tab, f"{serving.address}zh/")
    settings.write_text(f"{both}nonsense: 1\n", "utf-8")
    dialog = tab.get_by_role("dialog", name="此页面不是最新内容")
    expect(dialog).to_be_visible(timeout=SECONDS * 1000)
    expect(dialog.get_by_role("button", name="收起")).to_be_visible()
    expect(dialog).to_contain_text("planbook.yaml:")


def test_a_page_that_is_taken_away_and_comes_back(
    tab: Tab, serving: Serving, project: Path
) -> None:
    lamp = project / "content" / "tools" / "lamp.yaml"
    lamp.parent.mkdir()
    lamp.write_text(LAMP, "utf-8")
    wait_for_build(serving)
    open_page(tab, f"{serving.address}tools/lamp/")
    shutil.rmtree(lamp.parent)
    expect(tab.locator("h1")).not_to_contain_text("Lamp", timeout=SECONDS * 1000)
    lamp.parent.mkdir()
    lamp.write_text(LAMP, "utf-8")
    expect(tab.locator("h1")).to_contain_text("Lamp", timeout=SECONDS * 1000)


def test_the_page_says_when_nobody_serves_it_any_more(tab: Tab, serving: Serving) -> None:
    open_page(tab, serving.address)
    tab.wait_for_timeout(300)
    assert serving.stop() == 0
    expect(tab.get_by_text("planbook serve has stopped")).to_be_visible(timeout=SECONDS * 1000)
