"""The lines of a CODEOWNERS file. The last line that matches a file decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import basename, dirname
from typing import Final

from planbook.codeowners.owners import Owners, Ownership, folders_above

_CONTENT: Final = "content"
# GitHub reads neither ranges nor an escaped #, GitLab reads both; a sign that stands for any one
# character means the same to the two.
_MEANS_SOMETHING: Final = re.compile(r"[\[\]#*?\\]|[^\S ]")
_UNWRITABLE: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u0085\u2028\u2029]")


def owner_lines(
    ownership: Ownership, paths: Collection[str], prefix: str = "", own: Collection[str] = ()
) -> list[str]:
    """Return the lines for the files ``paths`` of a project, in an order that is always the same.

    ``prefix`` is the project's folder in the repository, with a slash at its end, "" where it is
    the repository itself. ``own`` are what belongs to the head besides the content, as paths from
    the repository's root; folders end in a slash. A folder gets
    one line where all in it belongs to the same people; what has no line of its own belongs to
    whom its folder belongs to.
    """
    if ownership.is_empty:
        return []
    of_all = (f"{prefix}{_CONTENT}/", *own) if ownership.others else ()
    lines = [_line(path, ownership.others) for path in of_all]
    tree = _grow(ownership, paths)
    above = frozenset(above for folder in ownership.folders for above in folders_above(folder))
    writer = _Writer(ownership.folders, above, prefix)
    return [*lines, *writer.below(tree, _CONTENT, ownership.others)]


@dataclass(slots=True)
class _Folder:
    """A folder: what lies in it, and the owners of all below, None standing for no opinion."""

    folders: dict[str, _Folder] = field(default_factory=dict)
    files: dict[str, Owners | None] = field(default_factory=dict)
    below: set[Owners | None] = field(default_factory=set)
    count: int = 0


def _grow(ownership: Ownership, paths: Iterable[str]) -> _Folder:
    root = _Folder()
    for path in sorted(paths):
        if not path.startswith(f"{_CONTENT}/"):
            continue
        owners = ownership.files.get(path)
        folder = root
        at = _CONTENT
        passed = [root]
        for part in dirname(path).split("/")[1:]:
            at = f"{at}/{part}"
            folder = folder.folders.setdefault(part, _Folder())
            passed.append(folder)
        folder.files[basename(path)] = owners
        for one in passed:
            one.below.add(owners)
            one.count += 1
    return root


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the lines of a tree. ``above_people`` are the folders that people's own lie below."""

    people: Mapping[str, Owners]
    above_people: frozenset[str]
    prefix: str

    def below(self, folder: _Folder, at: str, inherited: Owners) -> Iterator[str]:
        """Yield the lines of all below ``folder``, whose path is ``at``."""
        ambiguous = _ambiguous((*folder.files, *folder.folders))
        for name, owners in folder.files.items():
            if owners and owners != inherited and name not in ambiguous:
                yield _line(f"{self.prefix}{at}/{name}", owners)
        for name, inner in folder.folders.items():
            # What cannot be named has no lines below it either.
            if name not in ambiguous:
                yield from self._folder(inner, f"{at}/{name}", inherited)

    def _folder(self, folder: _Folder, path: str, inherited: Owners) -> Iterator[str]:
        owners, is_whole = self.people.get(path), False
        if owners is None and folder.count > 1 and path not in self.above_people:
            owners = next(iter(folder.below)) if len(folder.below) == 1 else None
            is_whole = owners is not None
        if owners and owners != inherited:
            yield _line(f"{self.prefix}{path}/", owners)
        if not is_whole:
            yield from self.below(folder, path, owners or inherited)


def _ambiguous(names: Collection[str]) -> frozenset[str]:
    """Return those of ``names``, all of one folder, that no pattern can mean alone."""
    found = {name for name in names if _UNWRITABLE.search(name)}
    open_at = {name: tuple(m.start() for m in _MEANS_SOMETHING.finditer(name)) for name in names}
    for places in {at for at in open_at.values() if at}:
        alike = Counter(_with_gaps(name, places) for name in names)
        found |= {
            name
            for name, at in open_at.items()
            if at == places and alike[_with_gaps(name, places)] > 1
        }
    return frozenset(found)


def _with_gaps(name: str, places: tuple[int, ...]) -> str:
    """Return ``name`` with the characters at ``places`` made alike."""
    signs = list(name)
    for at in places:
        if at < len(signs):
            signs[at] = "?"
    return "".join(signs)


def _line(path: str, owners: Owners) -> str:
    return " ".join((f"/{escape(path)}", *(f"@{owner}" for owner in owners)))


def escape(path: str) -> str:
    """Return ``path`` as a pattern that GitHub and GitLab read alike."""
    return _MEANS_SOMETHING.sub("?", path).replace(" ", "\\ ")
