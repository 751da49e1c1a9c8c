"""The theme's style is what its parts make, and its icons are those that pages ask for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from planbook.views.layout import MENU_SECTIONS

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "themes" / "default" / "static"


def icons_of(sprite: str) -> dict[str, int]:
    """Return the views of a sprite by name, each with its place in the strip."""
    root = ElementTree.fromstring(sprite)
    views = root.iter("{http://www.w3.org/2000/svg}view")
    return {view.attrib["id"]: int(view.attrib["viewBox"].split()[1]) // 24 for view in views}


def test_the_style_is_what_its_parts_make() -> None:
    command = (sys.executable, ROOT / ".ci" / "styles.py", "--check")
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_the_style_shows_each_icon_at_its_place() -> None:
    style = (STATIC / "site.css").read_text("utf-8")
    shown = {name: int(place) for name, place in re.findall(r"\.i-([\w-]+)\{--i:(\d+)\}", style)}
    icons = icons_of((STATIC / "icons.svg").read_text("utf-8"))
    # What has no icon of its own shows a page.
    assert icons["page"] == 0
    assert {"page": 0, **shown} == icons


def test_every_icon_is_shown_somewhere() -> None:
    layout = (ROOT / "src/planbook/views/layout.py").read_text("utf-8")
    texts = [path.read_text("utf-8") for path in (ROOT / "themes/default").glob("*/*.[hj][ts]*")]
    named = {name for text in texts for name in re.findall(r"\bi-([\w-]+)", text)}
    # The switch of the colour scheme shows the icon of its state.
    named |= {"page", "auto", "light", "dark"} | set(re.findall(r'MenuEntry\("([\w-]+)"', layout))
    icons = icons_of((STATIC / "icons.svg").read_text("utf-8"))
    assert icons.keys() - MENU_SECTIONS - named == set()


def test_every_section_of_the_menu_has_an_icon() -> None:
    icons = icons_of((STATIC / "icons.svg").read_text("utf-8"))
    assert MENU_SECTIONS - icons.keys() == set()


def test_the_dark_colours_are_the_same_by_device_and_by_choice() -> None:
    style = (STATIC / "site.css").read_text("utf-8")
    device = re.search(r':root:not\(\[data-scheme="light"\]\)\{([^}]*)\}', style)
    choice = re.search(r':root\[data-scheme="dark"\]\{color-scheme:dark;([^}]*)\}', style)
    assert device is not None
    assert choice is not None
    assert device[1] == choice[1]
