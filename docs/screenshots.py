"""Take pictures of the main pages of the example: ``make screenshots``.

All of them, in both languages, both colour schemes, on a phone and on a desk, go to
``screenshots/`` (not in git). The four that a README shows go to ``docs/pictures/``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT: Final = Path(__file__).parents[1]
ALL: Final = ROOT / "screenshots"
SHOWN: Final = ROOT / "docs" / "pictures"

PAGES: Final = {
    "front": "index.html",
    "person": "people/chen-rui/index.html",
    "one-on-one": "people/chen-rui/one-on-one/index.html",
    "goal": "goals/lin-yue-2026-revenue-growth/index.html",
    "goals": "goals/index.html",
    "alerts": "alerts/index.html",
    "scorecard": "months/2026-08/index.html",
    "coverage": "coverage/index.html",
    "alignment": "alignment/index.html",
    "metric": "metrics/channel-revenue/index.html",
    "chapter": "handbook/goals/index.html",
    "practice": "practices/goals/index.html",
    "search": "index.html",
}
SIZES: Final = {
    "desk": ViewportSize(width=1440, height=900),
    "phone": ViewportSize(width=390, height=844),
}
SEARCHED: Final = {"zh": "满意", "en": "partner satis"}

# Name → page, size and scheme.
README: Final = {
    "handbook": ("front", "desk", "light"),
    "scorecard": ("scorecard", "desk", "light"),
    "person": ("person", "phone", "dark"),
    "search": ("search", "phone", "light"),
}


def main() -> None:
    """Build the example and take the pictures: a README shows those of the team's edition."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        sites = {audience: build(Path(made), audience) for audience in ("team", "private")}
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=arguments)
        for language, size, scheme in product(("zh", "en"), SIZES, ("light", "dark")):
            context = browser.new_context(
                viewport=SIZES[size],
                color_scheme="dark" if scheme == "dark" else "light",
                locale=language,
            )
            tab = context.new_page()
            for name in PAGES:
                show(tab, sites["private"], language, name)
                tab.screenshot(path=ALL / language / f"{name}-{size}-{scheme}.png")
            for picture, (name, its_size, its_scheme) in README.items():
                if (size, scheme) == (its_size, its_scheme):
                    show(tab, sites["team"], language, name)
                    suffix = "" if language == "en" else f".{language}"
                    tab.screenshot(path=SHOWN / f"{picture}{suffix}.png")
            context.close()
        browser.close()


def build(folder: Path, audience: str) -> Path:
    """Return the site of the example for ``audience``."""
    out = folder / audience
    command = ("-m", "planbook", "-C", ROOT, "-q", "build", "--audience", audience, "--out", out)
    subprocess.run((sys.executable, *command), check=True)
    return out


def show(tab: Page, site: Path, language: str, name: str) -> None:
    """Open the page ``name``, with words in its search where it is the search that is shown."""
    folder = site if language == "zh" else site / language
    tab.goto((folder / PAGES[name]).as_uri())
    if name == "search":
        tab.keyboard.press("/")
        tab.locator("dialog input").fill(SEARCHED[language])
        tab.locator("#planbook-search-results a").first.wait_for()


if __name__ == "__main__":
    main()
