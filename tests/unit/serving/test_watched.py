"""What of a project counts, and what was saved between two looks at it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from planbook.serving.watched import Watched, look_at_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a file of each sort that counts, and many that do not."""
    root = tmp_path / "project"
    for name in (
        "planbook.yaml",
        "content/people/ben.yaml",
        "content/_drafts/a.yaml",
        "content/.hidden.yaml",
        "content/README.md",
        "static/logo.png",
        "schemas/own.schema.json",
        "themes/ours/templates/goal.html",
        "site/index.html",
        ".git/HEAD",
        ".planbook/cache",
        "brand/own.css",
        "notes.txt",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


def named(project: Path, watched: Watched) -> set[str]:
    return {os.path.relpath(path, project) for path in watched.marks}


def changed(project: Path, before: Watched, after: Watched) -> set[str]:
    return {os.path.relpath(path, project) for path in after.changed_since(before)}


def test_what_a_site_is_made_from_counts(project: Path) -> None:
    watched = look_at_project(project, ["brand/own.css"])
    assert named(project, watched) == {
        "planbook.yaml",
        "content/people/ben.yaml",
        "static/logo.png",
        "schemas/own.schema.json",
        "themes/ours/templates/goal.html",
        "brand/own.css",
    }
    for folder in (".git", ".planbook", "site", "content/_drafts"):
        assert str(project / folder) not in watched.folders


def test_two_looks_tell_what_was_saved_between_them(project: Path) -> None:
    before = look_at_project(project)
    assert look_at_project(project).changed_since(before) == frozenset()
    (project / "content/people/ben.yaml").unlink()
    (project / "content/people/eva.yaml").write_text("eva")
    os.utime(project / "planbook.yaml", ns=(1, 1))
    (project / "notes.txt").write_text("other notes")
    assert changed(project, before, look_at_project(project)) == {
        "content/people/ben.yaml",
        "content/people/eva.yaml",
        "planbook.yaml",
    }


def test_the_same_time_and_size_with_other_words_is_seen(project: Path) -> None:
    path = project / "content/people/ben.yaml"
    before, status = look_at_project(project), path.stat()
    (project / "new").write_text("x" * status.st_size)
    os.utime(project / "new", ns=(status.st_atime_ns, status.st_mtime_ns))
    (project / "new").replace(path)
    assert changed(project, before, look_at_project(project)) == {"content/people/ben.yaml"}


def test_links_are_followed_inside_the_project_alone(project: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.yaml").write_text("a")
    (project / "shared").mkdir()
    (project / "shared" / "tool.yaml").write_text("tool")
    (project / "content" / "shared").symlink_to(project / "shared")
    (project / "content" / "outside").symlink_to(tmp_path / "outside")
    (project / "content" / "circle").symlink_to(project / "content")
    watched = look_at_project(project)
    assert str(project / "shared") in watched.folders
    assert str(project / "shared" / "tool.yaml") in watched.marks
    assert not any(path.startswith(str(tmp_path / "outside")) for path in watched.folders)
    assert not any("a.yaml" in path for path in watched.marks)
    # A link that is made to lead elsewhere is another one.
    (project / "content" / "outside").unlink()
    (project / "content" / "outside").symlink_to(project / "brand")
    again = look_at_project(project)
    assert changed(project, watched, again) >= {"content/outside", "brand/own.css"}


def test_what_an_editor_puts_beside_a_file_does_not_count(project: Path) -> None:
    watched = look_at_project(project)
    (project / "content/people/.ben.yaml.swp").write_text("swap")
    assert not watched.concerns(str(project / "content/people/.ben.yaml.swp"))
    # vim's probe, which is gone when it is looked for
    assert not watched.concerns(str(project / "content/people/4913"))
    assert watched.concerns(str(project / "content/people/ben.yaml"))
    (project / "content/people/new.yaml").write_text("new")
    assert watched.concerns(str(project / "content/people/new.yaml"))
    assert not watched.concerns(str(project / "notes.txt"))
    assert not watched.concerns(str(project / "site"))


def test_a_folder_that_goes_and_comes_counts(project: Path) -> None:
    shutil.rmtree(project / "content")
    watched = look_at_project(project)
    assert str(project) in watched.folders
    (project / "content").mkdir()
    assert watched.concerns(str(project / "content"))


def test_a_file_that_is_named_and_missing_is_waited_for(project: Path) -> None:
    watched = look_at_project(project, ["art/icons/logo.svg"])
    assert watched.concerns(str(project / "art"))
    (project / "art" / "icons").mkdir(parents=True)
    watched = look_at_project(project, ["art/icons/logo.svg"])
    assert str(project / "art" / "icons") in watched.folders
    assert watched.concerns(str(project / "art" / "icons" / "logo.svg"))


def test_a_file_that_is_named_only_now_was_not_saved_now(project: Path) -> None:
    before = look_at_project(project)
    now = look_at_project(project, ["brand/own.css"])
    assert now.changed_since(before) == frozenset()
    assert look_at_project(project).changed_since(now) == frozenset()
    (project / "brand/own.css").write_text("body {}")
    assert look_at_project(project, ["brand/own.css"]).changed_since(before)


def test_nothing_outside_is_watched_for_a_name_that_leads_there(project: Path) -> None:
    watched = look_at_project(project, ["../secret.css", "/etc/hosts"])
    assert all(path.startswith(str(project)) for path in watched.folders | watched.places)


def test_a_project_that_is_gone_is_an_empty_look(project: Path) -> None:
    shutil.rmtree(project)
    assert look_at_project(project).marks == {}
