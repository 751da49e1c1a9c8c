"""The ids that every page has are known to whoever gives ids to an author's headings."""

from __future__ import annotations

import re

import pytest

from planbook.model.prose import IDS_OF_EVERY_PAGE, SEARCH_IDS, heading_id
from planbook.reading.resources import builtin_themes

THEME = builtin_themes() / "default"


@pytest.mark.parametrize("name", ["layout.html", "macros.html"])
def test_no_heading_gets_an_id_of_every_page(name: str) -> None:
    text = (THEME / "templates" / name).read_text("utf-8")
    found = set(re.findall(r'\bid="([^"{]+)"', text))
    assert found
    assert found <= IDS_OF_EVERY_PAGE
    assert all(heading_id("", one) != one for one in found)


def test_no_heading_gets_an_id_of_the_dialog_of_the_search() -> None:
    text = (THEME / "static/search.js").read_text("utf-8")
    found = re.findall(r'\bid:["`]([^"`]*)', text)
    assert len(found) == 2
    assert all(one.startswith(SEARCH_IDS) for one in found)
    assert heading_id("", "search-results") == "search-results"
    assert heading_id("", f"{SEARCH_IDS}results") == f"{SEARCH_IDS}results."
