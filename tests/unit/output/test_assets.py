"""Files that go into the site as they are: found, told of by their author's name for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planbook.model.handbook import Handbook, index_handbook
from planbook.model.settings import Limits, Settings
from planbook.output.assets import check_statics, gather_assets
from planbook.reading.resources import builtin_schemas, builtin_themes
from planbook.reading.schemas import compile_kinds, load_builtin_schemas
from planbook.reading.sources import discover_sources
from planbook.reading.theme import Theme, load_theme

FILES = ["index.html", "goals", "theme/site.css", "People/INDEX.html", "a:b", "ok.txt"]


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    assert builtin_schemas().is_dir()
    kinds = compile_kinds(load_builtin_schemas(), [], ("en",)).value
    return index_handbook((), kinds, Settings(title={"en": "Plans"}))


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    return load_theme(tmp_path, "default", builtin_themes()).value


def lay_statics(root: Path, names: list[str]) -> None:
    (root / "content").mkdir()
    for name in names:
        path = root / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")


def told(root: Path, handbook: Handbook, theme: Theme) -> Iterator[tuple[str, str]]:
    sources = discover_sources(root, Limits()).value
    for finding in check_statics(handbook, sources, theme):
        yield finding.place.path, finding.code.name


def test_static_file_in_the_place_of_a_page_is_told_of_once_by_its_own_name(
    tmp_path: Path, handbook: Handbook, theme: Theme
) -> None:
    lay_statics(tmp_path, FILES)
    assert sorted(told(tmp_path, handbook, theme)) == [
        ("static/People/INDEX.html", "site-path-collision"),
        ("static/a:b", "site-unsafe-path"),
        ("static/goals", "site-path-collision"),
        ("static/index.html", "site-path-collision"),
        ("static/theme/site.css", "site-path-collision"),
    ]


def test_static_file_that_cannot_be_read_is_known_before_a_build(
    tmp_path: Path, handbook: Handbook, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_statics(tmp_path, ["ok.txt"])
    monkeypatch.setattr("os.access", lambda *_: False)
    assert list(told(tmp_path, handbook, theme)) == [("static/ok.txt", "site-asset-unreadable")]


def test_project_without_static_files_has_nothing_to_be_told(
    tmp_path: Path, handbook: Handbook, theme: Theme
) -> None:
    lay_statics(tmp_path, [])
    assert list(told(tmp_path, handbook, theme)) == []


def test_linked_and_static_files_and_the_theme_go_into_the_site(
    tmp_path: Path, theme: Theme
) -> None:
    lay_statics(tmp_path, ["robots.txt"])
    (tmp_path / "content/team.png").write_bytes(b"png")
    sources = discover_sources(tmp_path, Limits()).value
    outcome = gather_assets({"files/1/team.png": "content/team.png"}, sources, theme)
    written = {asset.path: asset.written for asset in outcome.value}
    assert outcome.findings == ()
    assert written["robots.txt"] == "static/robots.txt"
    assert written["files/1/team.png"] == "content/team.png"
    assert written["theme/site.css"].endswith("default/static/site.css")
