"""Put the parts of the theme's style and its scripts together, without what only people read.

Usage: styles.py [--check] (``make styles``). The parts are in ``themes/default/styles/``, and each
is a line of what is made of them; the scripts are in ``themes/default/scripts/``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import rcssmin
import rjsmin

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
SCRIPTS: Final = ("page.js", "scheme.js", "search-open.js", "search.js")


def sheet(name: str) -> str:
    """Return the style sheet ``name`` as it goes into a site."""
    parts = ((THEME / "styles" / f"{part}.css").read_text("utf-8") for part in SHEETS[name])
    rules = "\n".join(map(rcssmin.cssmin, parts))
    return f"/* Made of the parts in themes/default/styles/ by `make styles`. */\n{rules}\n"


def script(name: str) -> str:
    """Return the script ``name`` as it goes into a site."""
    text = rjsmin.jsmin((THEME / "scripts" / name).read_text("utf-8"))
    return f"// Made of themes/default/scripts/{name} by `make styles`.\n{text}\n"


def main(arguments: list[str]) -> int:
    """Write the sheets and scripts, or with ``--check`` say which are not what the parts make."""
    made = {name: sheet(name) for name in SHEETS} | {name: script(name) for name in SCRIPTS}
    static = THEME / "static"
    stale = [
        name
        for name, text in made.items()
        if not (static / name).exists() or (static / name).read_text("utf-8") != text
    ]
    if "--check" in arguments:
        for name in stale:
            sys.stdout.write(f"{name} is not what its parts make: run `make styles`\n")
        return 1 if stale else 0
    for name in stale:
        (static / name).write_text(made[name], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
