"""Hearing of what is saved, from the system and without it."""

from __future__ import annotations

import os
import queue
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from planbook.language import Text
from planbook.serving import watching
from planbook.serving.git_writing import find_index_lock, is_fresh
from planbook.serving.watching import Watcher


class Ears:
    """What a watcher of ``root`` tells."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[Text] = []
        self._heard: queue.Queue[Iterable[str]] = queue.Queue()
        self.watcher = Watcher(root, self._heard.put, self.said.append)

    def hears_of(self, name: str) -> bool:
        """Return whether a change of that file is told within a while."""
        try:
            while str(self.root / name) not in self._heard.get(timeout=20):
                pass
        except queue.Empty:
            return False
        return True

    def hears_nothing(self, seconds: float) -> bool:
        """Return whether nothing is told for so long."""
        try:
            self._heard.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def ears(tmp_path: Path) -> Iterator[Ears]:
    """A watcher of a project, not yet started."""
    root = tmp_path / "project"
    (root / "content" / "people").mkdir(parents=True)
    (root / "planbook.yaml").write_text("title: Small")
    (root / "content" / "people" / "ben.yaml").write_text("ben")
    found = Ears(root)
    yield found
    if found.watcher.is_running:
        found.watcher.stop()


def change_everything(ears: Ears) -> None:
    people = ears.root / "content" / "people"
    (people / "ben.yaml").write_text("Ben Hill")
    assert ears.hears_of("content/people/ben.yaml")
    (people / "new").write_text("eva")
    (people / "new").rename(people / "eva.yaml")
    assert ears.hears_of("content/people/eva.yaml")
    # Folders in folders, made at once: what is in them is seen though nobody listened there yet.
    (people / "deep" / "er").mkdir(parents=True)
    (people / "deep" / "er" / "tom.yaml").write_text("tom")
    assert ears.hears_of("content/people/deep/er/tom.yaml")
    (people / "deep" / "er" / "tom.yaml").write_text("Tom")
    assert ears.hears_of("content/people/deep/er/tom.yaml")
    (people / "ben.yaml").unlink()
    assert ears.hears_of("content/people/ben.yaml")
    shutil.rmtree(ears.root / "content")
    assert ears.hears_of("content/people/eva.yaml")
    people.mkdir(parents=True)
    (people / "ben.yaml").write_text("ben")
    assert ears.hears_of("content/people/ben.yaml")
    # The project itself, taken away and put back.
    ears.root.rename(ears.root.with_name("aside"))
    assert ears.hears_of("planbook.yaml")
    ears.root.with_name("aside").rename(ears.root)
    assert ears.hears_of("planbook.yaml")
    (people / "ben.yaml").write_text("Ben")
    assert ears.hears_of("content/people/ben.yaml")


def test_the_system_tells_of_every_change(ears: Ears) -> None:
    ears.watcher.start()
    change_everything(ears)
    assert ears.said == []


def test_without_the_system_changes_are_found_by_looking(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(watching, "RustNotify", refuse)
    ears.watcher.start()
    change_everything(ears)
    (words,) = ears.said
    assert "OS file watch limit reached" in words["en"]
    assert words["zh"].startswith("系统没有通知文件改动")


def test_what_was_saved_before_it_began_is_told(ears: Ears) -> None:
    (ears.root / "content" / "people" / "ben.yaml").write_text("Ben Hill")
    ears.watcher.start()
    assert ears.hears_of("content/people/ben.yaml")


def test_a_change_is_told_once(ears: Ears) -> None:
    ears.watcher.start()
    (ears.root / "content" / "people" / "ben.yaml").write_text("Ben Hill")
    assert ears.hears_of("content/people/ben.yaml")
    while not ears.hears_nothing(0.3):
        pass
    # Longer than until the system's word is checked by a look.
    assert ears.hears_nothing(3)


def test_git_says_that_it_is_at_work(tmp_path: Path) -> None:
    project = tmp_path / "repository" / "plans"
    project.mkdir(parents=True)
    assert find_index_lock(project) is None
    (tmp_path / "repository" / ".git").mkdir()
    lock = find_index_lock(project)
    assert lock == tmp_path / "repository" / ".git" / "index.lock"
    assert not is_fresh(lock)
    lock.touch()
    assert is_fresh(lock)


def test_a_lock_that_a_killed_git_has_left_holds_nothing_up(tmp_path: Path) -> None:
    lock = tmp_path / "index.lock"
    lock.touch()
    os.utime(lock, (1, 1))
    assert not is_fresh(lock)


def test_of_a_linked_worktree_the_lock_is_elsewhere(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: ../main/.git/worktrees/one\n")
    assert find_index_lock(tmp_path) == tmp_path / "../main/.git/worktrees/one" / "index.lock"
