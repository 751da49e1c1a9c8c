"""Find a Chromium for the browser tests, or install Debian's where that is allowed.

Run as a program it prints the browser's path; where there is none it prints to stderr, in one
line, what to run, and prints nothing. The tests that need a browser then fail with that line.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from browser.debian import install

WHAT_TO_RUN = (
    "no Chromium found for the browser tests: run `apt-get install chromium` as root, "
    "or set CHROMIUM to the path of one"
)


def find_chromium() -> Path | None:
    """Return the path of a Chromium or Chrome on this machine, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).exists() else None
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return _find_playwrights_own()


def install_chromium() -> Path | None:
    """Install Debian's chromium where this user may, and return its path; None where not."""
    if not install("chromium"):
        return None
    found = shutil.which("chromium")
    return Path(found) if found else None


def _find_playwrights_own() -> Path | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def main() -> None:
    """Print the path of a browser; install one first where none is found."""
    found = find_chromium() or install_chromium()
    if found is None:
        print(WHAT_TO_RUN, file=sys.stderr)
    else:
        print(found)


if __name__ == "__main__":
    main()
