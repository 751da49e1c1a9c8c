"""Reading one file: what is opened, what is not, and where a link may lead."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from planbook.diagnostics.finding import Place
from planbook.digest import digest_of_content
from planbook.reading import files
from planbook.reading.files import (
    ReadError,
    digest_file,
    finding_of,
    read_file,
    resolve_inside,
    sentence_of,
    size_words,
)


def refused(outcome: object) -> str:
    assert isinstance(outcome, ReadError)
    return outcome.why


def test_a_file_is_read_up_to_the_limit_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    assert read_file(path, 5) == b"words"
    assert refused(read_file(path, 4)) == "too-large"


def test_a_file_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    os.truncate(path, 3 << 30)

    opened = os.open

    def refuse(name: str, flags: int, *, dir_fd: int | None = None) -> int:
        assert Path(name).name != path.name, "it was opened"
        return opened(name, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    outcome = read_file(path, 1 << 20)
    assert refused(outcome) == "too-large"
    assert isinstance(outcome, ReadError)
    assert outcome.words["en"] == "3 GiB (3221225472 B)"


def test_what_becomes_a_pipe_after_the_look_does_not_hold_the_run_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    as_file = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(os, "stat", lambda *_, **__: as_file)
    assert refused(read_file(path, 10)) == "not-regular"
    assert refused(digest_file(path)) == "not-regular"


def test_folders_pipes_and_sockets_are_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "socket"))
        found = {
            name: sentence_of(outcome)["en"]
            for name in ("folder", "pipe", "socket")
            if isinstance(outcome := read_file(tmp_path / name, 10), ReadError)
        }
    assert found == {
        "folder": "it is a folder, not a file",
        "pipe": "it is a pipe (FIFO), not a file",
        "socket": "it is a socket, not a file",
    }


def test_a_digest_is_of_the_content_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"words")
    (tmp_path / "b").write_bytes(b"words")
    assert digest_file(tmp_path / "a") == digest_file(tmp_path / "b") == digest_of_content(b"words")
    assert refused(digest_file(tmp_path / "c")) == "unreadable"


def test_a_link_leads_no_further_than_its_fence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "home-2").mkdir()
    (home / "inside").symlink_to("a.txt")
    (home / "a.txt").touch()
    (home / "outside").symlink_to("../home-2")
    (home / "nowhere").symlink_to("gone.txt")
    (home / "round").symlink_to("back")
    (home / "back").symlink_to("round")
    root = os.path.realpath(home)
    ways = {name: resolve_inside(Path(root, name), root) for name in ("inside", "a.txt")}
    assert set(ways.values()) == {Path(root, "a.txt")}
    told = {
        name: finding_of(read_error, Place(name)).message["en"]
        for name in ("outside", "nowhere", "round")
        if isinstance(read_error := resolve_inside(Path(root, name), root), ReadError)
    }
    assert told == {
        "outside": "this symbolic link leads out of the project, to `../home-2`",
        "nowhere": "this symbolic link leads to `gone.txt`, which does not exist",
        "round": "this symbolic link leads back to itself: round → back → round",
    }


def test_a_size_is_told_with_its_limit() -> None:
    read_error = ReadError("too-large", {"en": "2 MiB", "zh": "2 MiB"}, 1 << 20)
    table, plan = (
        finding_of(read_error, Place(path)) for path in ("content/a.csv", "content/a.yml")
    )
    assert (table.code.name, plan.code.name) == ("file-too-large", "yaml-too-large")
    assert "has 2 MiB; the limit is 1 MiB (1048576 B)" in table.message["en"]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB (1536 B)"), (1 << 20, "1 MiB (1048576 B)")],
)
def test_sizes_have_a_unit(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize("way", ["through folders", "by name"])
@pytest.mark.parametrize("exchanged", ["b/a.txt", "b"])
def test_a_file_or_folder_that_became_a_link_is_not_followed(
    tmp_path: Path, exchanged: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "by name":
        monkeypatch.setattr(files, "_PASS_THROUGH", 0)
    home, outside = tmp_path / "home", tmp_path / "outside"
    for folder in (home / "b", outside):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(folder.name)
    found = resolve_inside(home / "b/a.txt", os.path.realpath(home))
    assert isinstance(found, Path)
    assert read_file(found, 100) == b"b"
    path = home / exchanged
    path.rename(tmp_path / "gone")
    path.symlink_to(outside / "a.txt" if exchanged.endswith(".txt") else outside)
    assert refused(read_file(found, 100)) == "unreadable"
    assert refused(digest_file(found)) == "unreadable"
