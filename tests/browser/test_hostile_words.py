"""Names and titles as nobody wants them, which still leave every page in its width."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from browser.site_visits import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (320, 768, 1280)
HOSTILE = (
    "W" * 300,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "🚀" * 60,
    "渠道销售收入" * 50,
    "תוכנית-המכירות-של-הערוץ" * 6,
    "<script>alert(1)</script>",
    "https://example.com/" + "a/" * 90,
    "A plain title of some words, and more of them than anybody reads " * 4,
)
NAMED = re.compile(r"(?m)^(\s*(?:- )?(?:title|name): ).*$")


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a new project in which whatever has a name has one of these."""
    project = tmp_path_factory.mktemp("hostile") / "project"
    planbook("init", project, "--lang", "en")
    words = cycle(HOSTILE)
    for path in (project / "planbook.yaml", *sorted(project.glob("content/**/*.yaml"))):
        path.write_text(NAMED.sub(lambda found: renamed(found, words), path.read_text("utf-8")))
    planbook("-C", project, "build", "--audience", "private", "--as-of", "2026-09-10")
    return project / "site-private"


def renamed(found: re.Match[str], words: Iterator[str]) -> str:
    return f"{found[1]}{json.dumps(next(words), ensure_ascii=False)}"


def planbook(*arguments: str | Path) -> None:
    command = (sys.executable, "-m", "planbook", *arguments)
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_page_scrolls_sideways_whatever_things_are_called(tab: Tab, hostile_site: Path) -> None:
    wide = []
    # The page for what is not there has no style where a host is not known.
    left_out = {"print", "404.html"}
    pages = [
        path
        for path in sorted(hostile_site.rglob("*.html"))
        if not left_out.intersection(path.parts)
    ]
    assert len(pages) > 50
    for path in pages:
        tab.goto(path.as_uri())
        wide += [f"{path.relative_to(hostile_site)} {one}" for one in too_wide(tab, WIDTHS)]
    assert not wide, "\n".join(wide)


def test_no_name_runs_as_a_script(tab: Tab, hostile_site: Path) -> None:
    tab.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    for path in hostile_site.glob("*/index.html"):
        tab.goto(path.as_uri())
