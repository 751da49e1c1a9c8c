"""The browser that the built site is tried in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from browser.chromium import WHAT_TO_RUN, find_chromium
from browser.file_server import serving_files
from browser.page_kinds import one_page_a_kind, templates_of

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the private edition, which has every page that there is."""
    out = tmp_path_factory.mktemp("built") / "site"
    command = ("-m", "planbook", "-C", PROJECT, "build", "--audience", "private", "--out", out)
    ran = subprocess.run((sys.executable, *command), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return out


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site's address on this machine, below a folder as on many hosts."""
    with serving_files(site.parent) as address:
        yield f"{address}{site.name}/"


@pytest.fixture(scope="session")
def hosted(site: Path) -> Iterator[str]:
    """The site's address where it has a host of its own, as planbook.yaml says."""
    with serving_files(site) as address:
        yield address


@pytest.fixture(scope="session")
def templates() -> Mapping[str, str]:
    """The template of each page of the site."""
    return templates_of(PROJECT)


@pytest.fixture(scope="session")
def kinds_of_pages(site: Path, templates: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """For each language the path of one page of each kind."""
    return one_page_a_kind(site, templates)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window. Where there is none the test fails: it is never passed over."""
    if os.environ.get("PLANBOOK_NO_BROWSER") == "1" and os.environ.get("CI") != "true":
        pytest.skip("PLANBOOK_NO_BROWSER=1 leaves out the browser tests")
    path = find_chromium()
    if path is None:
        pytest.fail(WHAT_TO_RUN)
    # Chromium refuses its sandbox to root, which is what a container runs as.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A fresh tab with nothing remembered; an error in a page's script fails the test."""
    surroundings = browser.new_context(locale="en-US")
    opened = surroundings.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    surroundings.close()
    assert not errors, f"errors in the page's scripts: {errors}"
