"""A site that is built again and again: what it takes over, and what it gives up."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path, PurePath

import pytest

from planbook.as_of import AsOf, fixed_as_of
from planbook.checked import Checked
from planbook.language import Text
from planbook.live_site import LiveSite
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project
from planbook.serving.serving_folder import hold_serving_folder

SMALL = Path(__file__).parents[1] / "scenarios" / "projects" / "small"
DAY = datetime.date(2026, 9, 10)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project without a day of its own."""
    shutil.copytree(SMALL, tmp_path / "project")
    settings = tmp_path / "project" / "planbook.yaml"
    settings.write_text(settings.read_text("utf-8").replace("as_of: 2026-09-10\n", ""), "utf-8")
    return tmp_path / "project"


def for_the_team(_: Checked) -> Edition | Text:
    return Edition()


def live(project: Path, as_of: Callable[[], AsOf] = lambda: fixed_as_of(DAY)) -> LiveSite:
    return LiveSite(project, PurePath("serve/site"), for_the_team, as_of, Edition("team"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rename_ben(project: Path, name: str) -> None:
    path = project / "content" / "people" / "ben.yaml"
    path.write_text(path.read_text("utf-8").replace("Ben Hill", name), "utf-8")


def never() -> bool:
    return False


def test_its_files_are_those_of_a_build(project: Path) -> None:
    site = live(project)
    outcome = site.rebuild(never)
    assert outcome is not None
    assert outcome.ok
    checked = check_project(project, fixed_as_of(DAY))
    assert build_site(checked, Request(Path("site"), Edition())).report is not None
    assert files(site.folder) == files(project / "site")
    assert {*outcome.changed} == files(site.folder).keys() - {".planbook-site.json"}


def test_it_says_which_files_changed(project: Path) -> None:
    site = live(project)
    site.rebuild(never)
    before = files(site.folder)
    unchanged = site.rebuild(never)
    assert unchanged is not None
    assert unchanged.changed == ()
    rename_ben(project, "Ben Dale")
    (project / "static").mkdir()
    (project / "static" / "note.txt").write_text("note")
    outcome = site.rebuild(never)
    assert outcome is not None
    after = files(site.folder)
    different = {path for path in after if after[path] != before.get(path)}
    assert different - {".planbook-site.json"} <= {*outcome.changed}
    assert {"note.txt", "people/ben/index.html"} <= {*outcome.changed}
    assert "objectives/revenue/index.html" not in outcome.changed
    (project / "static" / "note.txt").unlink()
    outcome = site.rebuild(never)
    assert outcome is not None
    assert outcome.changed == ("note.txt",)


def test_a_build_that_is_given_up_anywhere_leaves_the_site_as_it_was(project: Path) -> None:
    site = live(project)
    asked = count()
    site.rebuild(lambda: next(asked) < 0)
    before = files(site.folder)
    rename_ben(project, "Ben Dale")
    stages = range(1, 12)
    assert next(asked) > stages[-1] + 20, "it is asked at every stage, and at every page"
    for wanted in (*stages, stages[-1] + 5):
        questions = count(1)
        assert site.rebuild(map(wanted.__eq__, questions).__next__) is None
        assert next(questions) == wanted + 1
        assert files(site.folder) == before
        assert {path.name for path in site.folder.parent.iterdir()} == {"site"}
    outcome = site.rebuild(never)
    assert outcome is not None
    assert outcome.ok
    assert b"Ben Dale" in (site.folder / "people" / "ben" / "index.html").read_bytes()


def test_with_errors_the_site_stays_and_they_are_told(project: Path) -> None:
    site = live(project)
    site.rebuild(never)
    before = files(site.folder)
    (project / "content" / "people" / "ben.yaml").write_text("kind: person\n id: [", "utf-8")
    outcome = site.rebuild(never)
    assert outcome is not None
    assert (outcome.ok, outcome.changed) == (False, ())
    assert "content/people/ben.yaml" in {found.path for found in outcome.diagnostics}
    (project / "planbook.yaml").write_text("title: [", "utf-8")
    outcome = site.rebuild(never)
    assert outcome is not None
    (found,) = outcome.diagnostics
    # Nobody's plan stands in it: all of it may be read.
    assert found.public_message == found.message
    assert files(site.folder) == before


def test_a_new_day_and_a_site_that_is_gone_are_reasons_to_build(project: Path) -> None:
    days = [DAY]
    noon = datetime.time(12, tzinfo=datetime.UTC)
    site = live(project, lambda: AsOf(datetime.datetime.combine(days[0], noon)))
    assert not site.is_outdated()
    site.rebuild(never)
    assert not site.is_outdated()
    days[0] += datetime.timedelta(days=1)
    assert site.is_outdated()
    site.rebuild(never)
    assert b"11 September 2026" in (site.folder / "index.html").read_bytes()
    assert not site.is_outdated()
    shutil.rmtree(project / ".planbook")
    assert site.is_outdated()


def test_two_hold_two_folders_and_the_next_takes_over_the_first(project: Path) -> None:
    with hold_serving_folder(project, Edition()) as first:
        with hold_serving_folder(project, Edition()) as second:
            assert (first.value, second.value) == (
                PurePath("serve/site"),
                PurePath("serve/site.2"),
            )
        with hold_serving_folder(project, Edition("team", "ben")) as another:
            assert another.value == PurePath("serve/site-ben")
    with hold_serving_folder(project, Edition()) as third:
        assert third.value == PurePath("serve/site")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_cache_that_cannot_be_written_is_a_finding(project: Path) -> None:
    project.chmod(0o500)
    try:
        with hold_serving_folder(project, Edition()) as held:
            assert held.value is None
            assert [found.code.name for found in held.findings] == ["site-not-writable"]
    finally:
        project.chmod(0o700)


def test_what_takes_the_place_of_the_cache_is_a_finding(project: Path) -> None:
    (project / ".planbook").write_text("a file", "utf-8")
    with hold_serving_folder(project, Edition()) as held:
        assert [found.code.name for found in held.findings] == ["site-unsafe-cache"]
