"""Builds that are killed at any moment: the site is whole, and the next build is right."""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path

import pytest

from builders.killing import kill_after
from builders.sites import build_site, page_of, tree_of
from planbook.pages import Page

KILLS = 25
STEADY = 40


def pages(generation: int) -> list[Page]:
    """Return a site: some pages show the generation, one has it in its address, most are steady."""
    stamp = f"generation {generation}"
    shown = [page_of(f"goals/g{number}/index.html", stamp) for number in range(8)]
    steady = [page_of(f"people/p{number}/index.html", "steady") for number in range(STEADY)]
    return [*shown, *steady, page_of(f"only/{generation}/index.html", stamp)]


def generation_of(site: Path, tree: dict[str, bytes]) -> str:
    """Return the one generation that all pages of ``site`` are of."""
    stamps = {
        content.decode()
        for path, content in tree.items()
        if path.startswith(("goals/", "only/")) and path.endswith(".html")
    }
    assert len(stamps) == 1, (site, stamps)
    (stamp,) = stamps
    own = stamp.removeprefix("<h1>generation ").removesuffix("</h1>\n")
    assert {path for path in tree if path.startswith("only/")} == {f"only/{own}/index.html"}
    assert sum(path.startswith("goals/") for path in tree) == 8
    assert sum(path.startswith("people/") for path in tree) == STEADY
    return own


def kill_builds(project: Path, kills: int, seed: int) -> dict[str, int]:
    """Kill ``kills`` builds of ever new generations; return how many sites were old and new."""
    chance = random.Random(seed)
    assert build_site(project, pages(0)).value is not None
    began = time.perf_counter()
    assert build_site(project, pages(1)).value is not None
    usual = time.perf_counter() - began
    standing, generation, seen = "1", 1, {"old": 0, "new": 0, "done": 0}
    for _ in range(kills):
        generation += 1
        build = partial(build_site, project, pages(generation))
        killed = kill_after(chance.uniform(0, 1.3 * usual), build)
        found = generation_of(project / "site", tree_of(project / "site"))
        assert found in (standing, str(generation))
        seen["old" if found == standing else "new"] += 1
        seen["done"] += not killed
        # Sometimes another change comes before the next build, sometimes none.
        generation += chance.choice([0, 1])
        assert build_site(project, pages(generation), wait=5).value is not None
        tree = tree_of(project / "site")
        assert generation_of(project / "site", tree) == str(generation)
        assert set(tree) == {".planbook-site.json", *(page.path for page in pages(generation))}
        assert {path.name for path in project.iterdir()} == {".planbook", "site"}
        assert len(list(project.rglob("only/*/index.html"))) in (1, 2)  # the site and its spare
        assert len({path.parent.name for path in project.rglob("only/*/index.html")}) == 1
        standing = str(generation)
    return seen


@pytest.mark.parametrize("seed", [1])
def test_killed_build_leaves_a_whole_site_and_the_next_build_is_right(
    tmp_path: Path, seed: int
) -> None:
    seen = kill_builds(tmp_path, KILLS, seed)
    assert seen["old"] + seen["new"] == KILLS
    assert seen["old"]
