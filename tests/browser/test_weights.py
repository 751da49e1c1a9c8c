"""The built site is light: what its pages weigh, and that nothing in them moves while they load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response
from playwright.sync_api import Page as Tab

from browser.page_kinds import LANGUAGES
from browser.site_visits import links_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KILO = 1000
# Notes what moves of what is shown, from the page's first byte on.
WATCH = """
window.shift = 0;
window.shifted = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.shift += entry.value;
    const moved = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 60) ?? String(node));
    window.shifted.push(`${entry.value.toFixed(4)} ${moved.join(' | ')}`);
  }
}).observe({ type: 'layout-shift', buffered: true });
"""


def weight(*files: Path) -> int:
    return sum(file.stat().st_size for file in files)


def test_no_page_of_a_goal_weighs_more_than_sixty_kilobytes(
    site: Path, templates: Mapping[str, str]
) -> None:
    goals = {path for path, template in templates.items() if template == "goal.html"}
    assert len(goals) > 50
    heavy = {path: size for path in goals if (size := weight(site / path)) > 60 * KILO}
    assert heavy == {}


def test_the_style_of_a_page_weighs_at_most_sixty_kilobytes(site: Path) -> None:
    sheets = {
        path: weight(*(site / target for target, _ in links if target.endswith(".css")))
        for path in ("index.html", "en/goals/index.html")
        if (links := links_of(path, (site / path).read_text("utf-8")))
    }
    assert all(0 < sheet <= 60 * KILO for sheet in sheets.values()), sheets


def test_all_scripts_weigh_at_most_forty_kilobytes(site: Path) -> None:
    """Without the data that a search loads, and it alone."""
    assert 0 < weight(*site.glob("theme/*.js")) <= 40 * KILO
    elsewhere = {path.relative_to(site).parts[0] for path in site.rglob("*.js")} - {"theme"}
    assert elsewhere <= {"search", "en"}


@pytest.mark.parametrize("path", ["index.html", "en/index.html"])
def test_the_front_page_weighs_at_most_hundred_fifty_kilobytes_with_all_it_loads(
    tab: Tab, served: str, path: str
) -> None:
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    tab.on("response", note)
    tab.goto(f"{served}{path}", wait_until="networkidle")
    assert len(answers) > 3
    assert sum(len(answer.body()) for answer in answers if answer.status == 200) <= 150 * KILO


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_moves_while_a_page_loads(
    browser: Browser,
    served: str,
    kinds_of_pages: Mapping[str, tuple[str, ...]],
    width: int,
    language: str,
) -> None:
    surroundings = browser.new_context(viewport={"width": width, "height": 800})
    surroundings.add_init_script(WATCH)
    tab = surroundings.new_page()
    moved = {}
    for path in kinds_of_pages[language]:
        # On a busy machine a long table comes in pieces and finds its widths meanwhile: what moves
        # by itself does so each time.
        for _ in range(3):
            shift, what = _load(tab, f"{served}{path}")
            # As browsers' tools round it.
            if shift < 0.005:
                break
        else:
            moved[path] = what
    surroundings.close()
    assert moved == {}


def _load(tab: Tab, address: str) -> tuple[float, object]:
    """Return how much of the page at ``address`` moved while it came in, and what did."""
    tab.goto(address)
    # What moves does so before the second frame that is drawn with all there is.
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return tab.evaluate("window.shift"), tab.evaluate("window.shifted")
