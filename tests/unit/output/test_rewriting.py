"""A file is written anew as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.output.rewriting import FileChangedError, replace_file, rewrite_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with the word `old` in it, alone in its folder."""
    path = tmp_path / "goal.yaml"
    path.write_bytes(b"old")
    return path


def test_a_file_keeps_its_permissions(file: Path) -> None:
    file.chmod(0o640)
    rewrite_file(file, b"old", b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_changed_is_left_alone(file: Path) -> None:
    with pytest.raises(FileChangedError):
        rewrite_file(file, b"older", b"new")
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_nobody_may_write_to_is_left_alone(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(PermissionError):
        rewrite_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"


def test_a_file_is_replaced_whatever_it_held(file: Path) -> None:
    file.chmod(0o640)
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_a_new_file_may_be_read_by_everybody(file: Path) -> None:
    new = file.with_name("CODEOWNERS")
    replace_file(new, b"* @ada\n")
    assert new.read_bytes() == b"* @ada\n"
    assert new.stat().st_mode & 0o777 == 0o644
    assert set(file.parent.iterdir()) == {file, new}


def test_a_replaced_file_must_be_one_that_may_be_written_to(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(PermissionError):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_or_a_kill_leaves_the_old_file(
    file: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace" if step == "replace" else f"os.{step}", fail)
    with pytest.raises(KeyboardInterrupt):
        rewrite_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


def test_what_a_kill_leaves_behind_is_no_content(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: 1 / 0)
    monkeypatch.setattr("pathlib.Path.unlink", lambda *_, **__: None)
    with pytest.raises(ZeroDivisionError):
        rewrite_file(file, b"old", b"new")
    (left,) = set(file.parent.iterdir()) - {file}
    assert left.name.startswith(".")
