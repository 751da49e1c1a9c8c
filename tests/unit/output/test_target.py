"""Which folders a site may be written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.output import target as target_module
from planbook.output.target import check_configured_folder, check_target, is_mount_point


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "plans"
    for part in ("content/people", "themes", "schemas", "static", ".git"):
        (root / part).mkdir(parents=True)
    return root


def code_of(project: Path, out: Path | str) -> str:
    outcome = check_target(project, Path(out))
    assert (outcome.value is None) == bool(outcome.findings)
    return outcome.findings[0].code.name if outcome.findings else ""


@pytest.mark.parametrize(
    "out",
    [
        ".",
        "..",
        "/",
        "~",
        "content",
        "content/people",
        "content/new",
        "themes",
        "schemas/x",
        "static",
        ".git/site",
        ".planbook",
        ".planbook/site",
        "site/../content",
    ],
)
def test_folder_that_would_cost_the_plans_is_refused(project: Path, out: str) -> None:
    place = Path.home() if out == "~" else Path(out)
    assert code_of(project, place) == "site-unsafe-folder"


def test_link_to_such_a_folder_is_refused_too(project: Path) -> None:
    (project / "site").symlink_to("content")
    assert code_of(project, "site") == "site-unsafe-folder"


def test_content_that_is_a_link_is_safe_where_it_really_lies(project: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / "content/people").rmdir()
    (project / "content").rmdir()
    (project / "content").symlink_to(tmp_path / "elsewhere")
    assert code_of(project, tmp_path / "elsewhere") == "site-unsafe-folder"


def test_file_in_the_place_of_the_folder_is_refused(project: Path) -> None:
    (project / "site").write_text("mine")
    assert code_of(project, "site") == "site-not-a-folder"


@pytest.mark.parametrize("locked", ["site", "."])
def test_read_only_folder_is_refused_even_for_the_superuser(project: Path, locked: str) -> None:
    (project / "site").mkdir()
    (project / locked).chmod(0o555)
    try:
        assert code_of(project, "site") == "site-not-writable"
    finally:
        (project / locked).chmod(0o755)


def test_folder_in_the_project_is_shown_relative_to_it(project: Path) -> None:
    target = check_target(project, Path("public/site")).value
    assert target is not None
    assert target.shown == "public/site"
    assert target.is_inside_project


def test_folder_elsewhere_is_fine_and_shown_whole(project: Path, tmp_path: Path) -> None:
    target = check_target(project, tmp_path / "public").value
    assert target is not None
    assert target.shown == str(tmp_path / "public")
    assert not target.is_inside_project


def test_cache_of_a_project_that_moves_goes_with_it(project: Path, tmp_path: Path) -> None:
    before = check_target(project, Path("site")).value
    project.rename(tmp_path / "moved")
    after = check_target(tmp_path / "moved", Path("site")).value
    assert before is not None
    assert after is not None
    assert before.key == after.key


def test_root_of_the_system_is_a_mount_point_and_a_new_folder_is_not(tmp_path: Path) -> None:
    assert is_mount_point(Path("/"))
    assert not is_mount_point(tmp_path)


def test_mount_point_needs_no_right_to_write_beside_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "mounts" / "site"
    place.mkdir(parents=True)
    place.parent.chmod(0o555)
    monkeypatch.setattr(target_module, "is_mount_point", lambda path: path == place)
    try:
        target = check_target(project, place).value
    finally:
        place.parent.chmod(0o755)
    assert target is not None
    assert target.in_place


# --- the cache --------------------------------------------------------------------------------


def test_cache_that_is_a_link_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (project / ".planbook").symlink_to(tmp_path / "etc")
    assert code_of(project, "site") == "site-unsafe-cache"
    assert list((tmp_path / "etc").iterdir()) == []


def test_cache_that_is_a_file_is_refused(project: Path) -> None:
    (project / ".planbook").write_text("mine", "utf-8")
    assert code_of(project, "site") == "site-unsafe-cache"


def test_link_in_the_cache_is_refused_and_not_followed(project: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious", "utf-8")
    (project / ".planbook").mkdir()
    (project / ".planbook/key.lock").symlink_to(tmp_path / "precious")
    outcome = check_target(project, Path("site"))
    assert [finding.place.path for finding in outcome.findings] == [".planbook/key.lock"]


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize("out", ["x" * 300, "a\0b", "长" * 100])
def test_name_that_no_folder_can_have_is_refused(project: Path, out: str) -> None:
    assert code_of(project, out) == "site-unsafe-folder"


@pytest.mark.parametrize("out", ["content", ".", "/", "a\0b"])
def test_unsafe_folder_in_the_project_file_is_found_at_its_key(project: Path, out: str) -> None:
    finding = check_configured_folder(project, out)
    assert finding is not None
    assert (finding.code.name, finding.place.pointer) == ("site-unsafe-folder", "/out")


def test_safe_folder_in_the_project_file_is_fine(project: Path) -> None:
    assert check_configured_folder(project, "site") is None
