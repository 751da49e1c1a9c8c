"""The scripts that every page loads: small, classic, and asking nothing of the network."""

from __future__ import annotations

import re

import pytest

from planbook.reading.resources import builtin_themes

STATIC = builtin_themes() / "default" / "static"


@pytest.mark.parametrize(("name", "most"), [("scheme.js", 300), ("page.js", 6 * 1024)])
def test_a_script_of_every_page_is_small(name: str, most: int) -> None:
    assert (STATIC / name).stat().st_size <= most


@pytest.mark.parametrize("name", ["scheme.js", "page.js"])
def test_a_script_of_every_page_works_from_a_disk_and_under_the_policy(name: str) -> None:
    text = (STATIC / name).read_text("utf-8")
    assert not re.search(r"\b(import|export|fetch|XMLHttpRequest|eval|innerHTML)\b", text)
    assert "http" not in text
    assert ".style" not in text
