"""The files of a project at a revision, as the reading stages ask for them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

from planbook.diagnostics.codes.git import GIT_OBJECT_MISSING
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.language import Text
from planbook.reading.files import ReadError, size_words
from planbook.reading.git.objects import GitObjects
from planbook.reading.git.repository import (
    Commit,
    Repository,
    failure_of,
    find_commit,
    find_fork_point,
    find_repository,
)
from planbook.reading.git.running import decode, run_git
from planbook.reading.project_files import Entry

_LINK: Final = "120000"
_SUBMODULE: Final = "160000"
_MOST_LINKS: Final = 40
_LONGEST_LINK: Final = 1 << 12
_MOST_NESTED: Final = 8
_NOT_FETCHED: Final[Text] = {
    "en": "git does not hold its contents at this revision",
    "zh": "git 里没有它在该版本的内容",
}
_NO_FOLDER: Final[Text] = {"en": "not a directory", "zh": "不是文件夹"}
_NOTHING_THERE: Final[Text] = {"en": "no such file or directory", "zh": "文件不存在"}


class _Tree(msgspec.Struct, frozen=True):
    """One repository's part of the project: the project itself, or a submodule at ``mount``."""

    folder: Path
    commit: str
    prefix: str
    mount: str
    objects: GitObjects


class _Blob(msgspec.Struct, frozen=True):
    """A file or a link of a tree."""

    mode: str
    id: str
    tree: _Tree


class RevisionFiles:
    """The files of a project as they were in a commit. To be closed after use.

    They are those that git keeps: a submodule's are among them where it is checked out, and what
    git ignores is not. Nothing is written, and no program is started but git.
    """

    def __init__(self, repository: Repository, commit: Commit) -> None:
        """List what there was; no contents are read yet."""
        self.repository = repository
        self.commit = commit
        self.findings: list[Finding] = []
        self.absent_submodules: list[str] = []
        """The submodules that are not checked out, or lack the commit of then."""
        self._trees: list[_Tree] = []
        self._blobs: dict[str, _Blob] = {}
        self._folders: dict[str, dict[str, bool]] = {"": {}}
        self._list(repository.root, commit.id, repository.prefix, "", 0)

    def __enter__(self) -> Self:
        """Return the files themselves."""
        return self

    def __exit__(
        self,
        sort: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the processes that read."""
        self.close()

    def close(self) -> None:
        """End the processes that read."""
        for tree in self._trees:
            tree.objects.close()

    @property
    def root(self) -> Path:
        """The project's folder on the disk, where it lies now."""
        return self.repository.root

    @property
    def reads(self) -> int:
        """How many objects have been read."""
        return sum(tree.objects.count for tree in self._trees)

    @property
    def paths(self) -> Mapping[str, str]:
        """The id of the contents of each file by its path, links left out."""
        return {path: blob.id for path, blob in self._blobs.items() if blob.mode != _LINK}

    # What the reading stages ask for

    def look(self, path: str) -> Entry | ReadError | None:
        """Return what stood at ``path``; None where nothing did."""
        blob = self._blobs.get(path)
        if blob is not None:
            return Entry("link" if blob.mode == _LINK else "file", path)
        return Entry("folder", path) if path in self._folders else None

    def names(self, path: str) -> tuple[tuple[str, bool], ...] | ReadError:
        """Return the names in the folder at ``path``, in order; whether each is a link."""
        names = self._folders.get(path)
        if names is None:
            return ReadError("unreadable", _NO_FOLDER if path in self._blobs else _NOTHING_THERE)
        return tuple(sorted(names.items()))

    def resolve(self, path: str) -> str | ReadError:
        """Return the path that ``path`` led to, with no link left: inside the project."""
        met = [path]
        waiting = [part for part in reversed(path.split("/")) if part not in ("", ".")]
        real: list[str] = []
        while waiting:
            part = waiting.pop()
            if part == "..":
                if not real:
                    return ReadError("outside", self._led_to(met))
                real.pop()
                continue
            real.append(part)
            here = "/".join(real)
            blob = self._blobs.get(here)
            if blob is None or blob.mode != _LINK:
                if blob is None and here not in self._folders:
                    return self._broken(met)
                continue
            target = self._target(blob)
            if target is None:
                return ReadError("unreadable", _NOT_FETCHED)
            met.append(posixpath.normpath(posixpath.join(*real[:-1], target)))
            if len(met) > _MOST_LINKS:
                return ReadError("loop", _same(" → ".join(_round(met))))
            real.pop()
            if posixpath.isabs(target):
                inside = self._inside(target)
                if inside is None:
                    return ReadError("outside", _same(target))
                real, target = [], inside
            waiting += [part for part in reversed(target.split("/")) if part not in ("", ".")]
        return "/".join(real) or "."

    def read(self, path: str, limit: int) -> bytes | ReadError:
        """Return what the file at ``path`` held, if that is ``limit`` bytes at most."""
        found = self._read(path, limit)
        if isinstance(found, ReadError):
            return found
        content, size = found
        return content if size <= limit else ReadError("too-large", _same(size_words(size)), limit)

    def read_beginning(self, path: str, most: int) -> bytes | ReadError:
        """Return the first bytes of the file at ``path``, ``most`` of them at most."""
        found = self._read(path, most)
        return found if isinstance(found, ReadError) else found[0]

    # What is the same today

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """The paths of the files that are the same in the project's folder today.

        Git tells by the sizes and times that it keeps, so that no file is read for it. One that
        is not among them may be the same all the same.
        """
        changed: set[str] = set()
        for tree in self._trees:
            found = _changed(tree)
            if found is None:
                return frozenset()
            changed |= found
        return frozenset(
            path for path, blob in self._blobs.items() if blob.mode != _LINK and path not in changed
        )

    # Reading

    def _list(self, folder: Path, commit: str, prefix: str, mount: str, depth: int) -> None:
        """Take in the tree of ``commit`` below ``prefix``, at ``mount`` in the project."""
        tree = _Tree(folder, commit, prefix, mount, GitObjects(folder))
        self._trees.append(tree)
        below = ("--", prefix) if prefix else ()
        ran = run_git(folder, "ls-tree", "-r", "-z", "--full-tree", commit, *below)
        if ran.code != 0:
            self.findings.append(failure_of(ran))
            return
        for line in decode(ran.out).split("\0")[:-1]:
            head, _, name = line.partition("\t")
            mode, _, id_ = head.split(" ")
            if not name.startswith(prefix):
                continue
            path = mount + name.removeprefix(prefix)
            if mode == _SUBMODULE:
                self._add_folder(path)
                self._list_submodule(path, id_, depth + 1)
            else:
                self._add(path, _Blob(mode, id_, tree))

    def _list_submodule(self, path: str, commit: str, depth: int) -> None:
        folder = self.repository.root / path
        nested = find_repository(folder).value if folder.is_dir() else None
        is_own = nested is not None and nested.prefix == "" and depth <= _MOST_NESTED
        if not is_own or run_git(folder, "cat-file", "-e", f"{commit}^{{commit}}").code != 0:
            self.absent_submodules.append(path)
            return
        self._list(folder, commit, "", f"{path}/", depth)

    def _add(self, path: str, blob: _Blob) -> None:
        self._blobs[path] = blob
        folder, _, name = path.rpartition("/")
        self._add_folder(folder)
        self._folders[folder][name] = blob.mode == _LINK

    def _add_folder(self, path: str) -> None:
        missing: list[str] = []
        while path not in self._folders:
            missing.append(path)
            path = path.rpartition("/")[0]
        for folder in reversed(missing):
            above, _, name = folder.rpartition("/")
            self._folders[above][name] = False
            self._folders[folder] = {}

    def _read(self, path: str, most: int) -> tuple[bytes, int] | ReadError:
        blob = self._blobs.get(path)
        if blob is None:
            return ReadError("unreadable", _NOTHING_THERE)
        found = blob.tree.objects.read(blob.id, most)
        if found is None:
            self.findings.append(
                GIT_OBJECT_MISSING.at(Place(path), path=path, name=self.commit.written)
            )
            return ReadError("unreadable", _NOT_FETCHED)
        return found

    # Links

    def _target(self, blob: _Blob) -> str | None:
        found = blob.tree.objects.read(blob.id, _LONGEST_LINK)
        return None if found is None else decode(found[0])

    def _inside(self, target: str) -> str | None:
        """Return the path in the project that an absolute link leads to; None if outside."""
        for root in (str(self.root), os.path.realpath(self.root)):
            if f"{target}/".startswith(f"{root}/"):
                return target[len(root) :]
        return None

    def _led_to(self, met: list[str]) -> Text:
        blob = self._blobs.get(met[0])
        target = self._target(blob) if blob is not None and blob.mode == _LINK else None
        return _same(target or met[-1])

    def _broken(self, met: list[str]) -> ReadError:
        blob = self._blobs.get(met[0])
        if blob is not None and blob.mode == _LINK:
            return ReadError("dangling", self._led_to(met))
        return ReadError("unreadable", _NOTHING_THERE)


def open_revision(
    root: Path, written: str, *, from_fork_point: bool = False
) -> Outcome[RevisionFiles | None]:
    """Return the files of the project in ``root`` as they were at the revision ``written``.

    With ``from_fork_point`` they are those of the commit from which the revision and the present
    one went separate ways. None, with a finding, where git cannot say what they were. Close them
    after use, or use them in a ``with``.
    """
    repository = find_repository(root)
    if repository.value is None:
        return Outcome(None, repository.findings)
    commit = find_commit(repository.value, written)
    if commit.value is not None and from_fork_point:
        commit = find_fork_point(repository.value, commit.value)
    if commit.value is None:
        return Outcome(None, commit.findings)
    files = RevisionFiles(repository.value, commit.value)
    if files.findings:
        files.close()
        return Outcome(None, tuple(files.findings))
    return Outcome(files)


def _changed(tree: _Tree) -> frozenset[str] | None:
    """Return the paths in the project whose files may differ from ``tree``; None if unknown."""
    filters = tuple(_without_filters(tree.folder))
    ran = run_git(
        tree.folder,
        "diff-index",
        "-z",
        "--name-only",
        "--no-renames",
        "--no-ext-diff",
        "--ignore-submodules=all",
        tree.commit,
        "--",
        ".",
        settings=filters,
    )
    # Of files with these marks git says that they are the same without having looked.
    marked = run_git(tree.folder, "ls-files", "-z", "-v", settings=filters)
    if ran.code != 0 or marked.code != 0:
        return None
    changed = decode(ran.out).split("\0")[:-1]
    flagged = (line for line in decode(marked.out).split("\0")[:-1] if line[0] not in "HM")
    return frozenset(
        (
            *(tree.mount + path.removeprefix(tree.prefix) for path in changed),
            *(tree.mount + line[2:] for line in flagged),
        )
    )


def _without_filters(folder: Path) -> Iterator[str]:
    """Yield the settings by which no filter of the repository is run."""
    ran = run_git(folder, "config", "--null", "--name-only", "--get-regexp", r"^filter\.")
    for name in decode(ran.out).split("\0")[:-1] if ran.code == 0 else ():
        yield f"{name}=false" if name.endswith(".required") else f"{name}="


def _round(steps: list[str]) -> list[str]:
    """Return ``steps`` up to the first one that was taken before, that one at the end."""
    first = list(dict.fromkeys(steps))
    return [*first, steps[len(first)]] if len(first) < len(steps) else steps


def _same(words: str) -> Text:
    return {"en": words, "zh": words}
