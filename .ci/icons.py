"""Make the theme's icons from Lucide's: one strip with a symbol, a place and a view for each.

Usage: icons.py FOLDER, where FOLDER is an unpacked lucide-static of npm (``make icons``).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).parents[1] / "themes" / "default" / "static" / "icons.svg"
LICENCE: Final = Path(__file__).parents[1] / "themes" / "default" / "static" / "icons.LICENSE.txt"

# Ours → Lucide's. A section of the site has its own folder's name; the rest is for controls.
ICONS: Final = {
    "page": "file",
    "search": "search",
    "menu": "menu",
    "auto": "monitor",
    "light": "sun",
    "dark": "moon",
    "me": "house",
    "my-page": "user-round",
    "my-one-on-one": "messages-square",
    "my-calendar": "calendar-plus",
    "practices": "list-checks",
    "handbook": "book-open",
    "changes": "history",
    "people": "users-round",
    "org": "network",
    "responsibilities": "clipboard-list",
    "teams": "users",
    "roles": "id-card",
    "partners": "handshake",
    "objectives": "flag",
    "alignment": "git-branch",
    "goals": "target",
    "quality": "spell-check",
    "trainings": "graduation-cap",
    "growth": "sprout",
    "ladders": "chart-no-axes-column-increasing",
    "coverage": "grid-3x3",
    "alerts": "bell",
    "due": "calendar-clock",
    "months": "calendar-days",
    "quarters": "calendar-range",
    "metrics": "gauge",
    "reviews": "clipboard-check",
    "improvements": "trending-up",
    "incentives": "wallet",
    "recognitions": "award",
    "meetings": "calendar-check",
    "feedback": "message-circle",
    "retrospectives": "refresh-ccw",
    "tools": "wrench",
}

# Half way between the two papers, so that it stands out from either.
COLOUR: Final = "#7b848c"


def main(folder: Path) -> None:
    """Write the icons and their licence."""
    version = re.search(r'"version": "([^"]+)"', (folder / "package.json").read_text("utf-8"))
    assert version is not None
    lines = [
        f"<!-- Icons of Lucide {version[1]} (https://lucide.dev). Copyright (c) 2026 Lucide Icons"
        " and Contributors, ISC License;",
        "those of Feather: Copyright (c) 2013-present Cole Bemis, MIT License."
        " The licences in full: icons.LICENSE.txt. -->",
        f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="{24 * len(ICONS)}"'
        f' fill="none" stroke="{COLOUR}" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round">',
    ]
    for place, (name, theirs) in enumerate(ICONS.items()):
        text = (folder / "icons" / f"{theirs}.svg").read_text("utf-8")
        drawing = re.sub(r"\s+", " ", text.partition(">\n  <")[2].rpartition("</svg>")[0])
        drawing = ("<" + drawing).replace(" />", "/>").replace("> <", "><").strip()
        lines.append(f'<symbol id="{name}-icon" viewBox="0 0 24 24">{drawing}</symbol>')
        y = 24 * place
        lines.append(
            f'<view id="{name}" viewBox="0 {y} 24 24"/>'
            f'<use href="#{name}-icon" y="{y}" width="24" height="24"/>'
        )
    TARGET.write_text("\n".join([*lines, "</svg>", ""]), "utf-8")
    LICENCE.write_text((folder / "LICENSE").read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
