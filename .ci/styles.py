"""Put the parts of the theme's style together, without what only people read.

Usage: styles.py [--check] (``make styles``). The parts are in ``themes/default/styles/``, and each
is a line of what is made of them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import rcssmin

THEME: Final = Path(__file__).parents[1] / "themes" / "default"

# Each style sheet, and its parts in the order in which they come.
SHEETS: Final = {
    "site.css": (
        "tokens",
        "shell",
        "text",
        "documents",
        "charts",
        "figures",
        "goals",
        "overviews",
        "search",
        "desk",
    ),
    "print.css": ("print",),
    "gathered.css": ("gathered",),
}


def sheet(name: str) -> str:
    """Return the style sheet ``name`` as it goes into a site."""
    parts = ((THEME / "styles" / f"{part}.css").read_text("utf-8") for part in SHEETS[name])
    rules = "\n".join(map(rcssmin.cssmin, parts))
    return f"/* Made of the parts in themes/default/styles/ by `make styles`. */\n{rules}\n"


def main(arguments: list[str]) -> int:
    """Write the style sheets, or with ``--check`` say which are not what the parts make."""
    stale = [name for name in SHEETS if (THEME / "static" / name).read_text("utf-8") != sheet(name)]
    if "--check" in arguments:
        for name in stale:
            sys.stdout.write(f"{name} is not what its parts make: run `make styles`\n")
        return 1 if stale else 0
    for name in stale:
        (THEME / "static" / name).write_text(sheet(name), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
