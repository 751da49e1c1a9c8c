"""The base is found in whatever a service checks out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from builders.services import commit, git
from planbook.hosting.compared_revision import UnknownRevisionError, find_compared_revision
from planbook.hosting.request import ReviewRequest


@dataclass(frozen=True)
class History:
    """A repository whose main branch went on after a request was begun."""

    origin: Path
    fork_point: str
    main: str
    head: str
    merge: str

    def request(self) -> ReviewRequest:
        return ReviewRequest("github", "", "team/plans", "7", self.head, self.main, False)


@pytest.fixture
def history(tmp_path: Path) -> History:
    """A base that has moved on, a request of two commits, and the merge that a service makes."""
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "-q")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    commit(origin, {"a": "1"})
    fork_point = commit(origin, {"a": "2"})
    git(origin, "checkout", "-q", "-b", "request")
    commit(origin, {"b": "1"})
    head = commit(origin, {"b": "2"})
    git(origin, "checkout", "-q", "main")
    main = commit(origin, {"c": "1"})
    git(origin, "checkout", "-q", "-b", "merged")
    git(origin, "merge", "-q", "--no-ff", "-m", "Merge", "request")
    return History(origin, fork_point, main, head, git(origin, "rev-parse", "HEAD"))


def clone(history: History, branch: str, *options: str) -> Path:
    folder = history.origin.parent / "clone"
    address = history.origin.as_uri()
    git(folder.parent, "clone", "-q", *options, "--branch", branch, address, str(folder))
    return folder


@pytest.mark.parametrize("options", [(), ("--depth=1",), ("--depth=2",)], ids=str)
def test_of_a_merge_it_is_the_other_parent(history: History, options: tuple[str, ...]) -> None:
    folder = clone(history, "merged", *options)
    # The event may have been written before the branch went on.
    request = replace(history.request(), onto=history.fork_point)
    found = find_compared_revision(folder, request)
    assert found == history.main
    assert git(folder, "diff", "--name-only", found, "HEAD") == "b"
    assert git(folder, "merge-base", found, "HEAD") == history.main, "what compares asks for it"


@pytest.mark.parametrize("options", [(), ("--depth=1",), ("--depth=2",)], ids=str)
def test_of_the_request_itself_it_is_where_it_began(
    history: History, options: tuple[str, ...]
) -> None:
    folder = clone(history, "request", *options)
    assert find_compared_revision(folder, history.request()) == history.fork_point


def test_a_merge_within_the_request_is_not_taken_for_the_services(history: History) -> None:
    git(history.origin, "checkout", "-q", "request")
    git(history.origin, "merge", "-q", "--no-ff", "-m", "Take main in", "main")
    head = git(history.origin, "rev-parse", "HEAD")
    folder = clone(history, "request")
    assert find_compared_revision(folder, replace(history.request(), head=head)) == history.main


def test_a_base_that_nobody_has_is_unknown(history: History) -> None:
    folder = clone(history, "request", "--depth=1")
    with pytest.raises(UnknownRevisionError):
        find_compared_revision(folder, replace(history.request(), onto="1" * 40))
    with pytest.raises(UnknownRevisionError):
        find_compared_revision(folder, replace(history.request(), onto=None))


def test_what_cannot_be_fetched_is_unknown(history: History) -> None:
    folder = clone(history, "merged", "--depth=1")
    git(folder, "remote", "set-url", "origin", str(history.origin.parent / "gone"))
    with pytest.raises(UnknownRevisionError):
        find_compared_revision(folder, history.request())


def test_outside_of_a_repository_it_is_unknown(history: History, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnknownRevisionError):
        find_compared_revision(tmp_path / "empty", history.request())
    git(tmp_path / "empty", "init", "-q")
    with pytest.raises(UnknownRevisionError):
        find_compared_revision(tmp_path / "empty", history.request())
