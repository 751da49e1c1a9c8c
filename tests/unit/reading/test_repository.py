"""Where a project lies in its repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.reading.repository import folder_in_repository


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "repository" / "plans" / "2026 年"
    folder.mkdir(parents=True)
    return folder


def test_a_project_in_a_folder_of_its_repository_is_named_with_it(project: Path) -> None:
    (project.parents[1] / ".git").mkdir()
    assert folder_in_repository(project, {}) == "plans/2026 年/"
    assert folder_in_repository(project.parents[1], {}) == ""


def test_a_file_called_git_marks_a_worktree(project: Path) -> None:
    (project.parent / ".git").write_text("gitdir: elsewhere\n")
    assert folder_in_repository(project, {}) == "2026 年/"


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_without_git_the_service_says_where_the_checkout_is(project: Path, name: str) -> None:
    assert folder_in_repository(project, {name: str(project.parents[1])}) == "plans/2026 年/"
    assert folder_in_repository(project, {name: str(project / "other")}) == ""
    assert folder_in_repository(project, {name: "plans"}) == ""
    assert folder_in_repository(project, {}) == ""


def test_the_repository_comes_before_what_the_service_says(project: Path) -> None:
    (project.parent / ".git").mkdir()
    environment = {"GITHUB_WORKSPACE": str(project.parents[1])}
    assert folder_in_repository(project, environment) == "2026 年/"


def test_a_link_to_the_project_is_followed(project: Path, tmp_path: Path) -> None:
    (project.parents[1] / ".git").mkdir()
    link = tmp_path / "link"
    link.symlink_to(project)
    assert folder_in_repository(link, {}) == "plans/2026 年/"
