"""The folder that a site is written to: which one, and which ones are refused."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path
from typing import Final

from planbook.diagnostics.codes.site import (
    SITE_NOT_A_FOLDER,
    SITE_NOT_WRITABLE,
    SITE_UNSAFE_CACHE,
    SITE_UNSAFE_FOLDER,
)
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.digest import digest_of
from planbook.language import Text

CACHE_FOLDER: Final = ".planbook"
"""The folder of a project that holds what may be deleted at any time."""

_OF_ANOTHER: Final[Text] = {
    "en": "a folder that belongs to another user",
    "zh": "属于其他用户的文件夹",
}
_LINK: Final[Text] = {"en": "a symbolic link", "zh": "符号链接"}
_FILE: Final[Text] = {"en": "a file, not a folder", "zh": "文件，不是文件夹"}
_NO_NAME: Final[Text] = {
    "en": "no folder can have this name",
    "zh": "文件夹不能用这个名字",
}
_PARTS_OF_A_PROJECT: Final = ("content", "themes", "schemas", "static", CACHE_FOLDER, ".git")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a site goes. ``path`` and ``project`` are real paths: no link stands in them.

    ``shown`` is what messages call the folder. ``keep_foreign`` lets files that planbook did
    not write stay. ``in_place`` says that the folder cannot be exchanged, being a mount point.
    ``edition`` is the name of the edition that the site is of.
    """

    path: Path
    project: Path
    shown: str
    keep_foreign: bool = False
    in_place: bool = False
    edition: str = "team"

    @property
    def is_inside_project(self) -> bool:
        """Return whether the folder lies in the project."""
        return self.path.is_relative_to(self.project)

    @property
    def key(self) -> str:
        """Return the name of this target among the caches of its project."""
        place = self.path
        if self.is_inside_project:
            place = self.path.relative_to(self.project)
        return digest_of(os.fsencode(place.as_posix()))[:16]

    @property
    def manifest(self) -> Path:
        """Return the file that remembers what was written last time."""
        return self.project / CACHE_FOLDER / f"{self.key}.manifest.json"

    @property
    def fresh(self) -> Path:
        """Return the folder in which the new site is made, on the disk of the old one.

        The name is always the same: under the lock there is one build, and the next one finds
        what a killed one left.
        """
        if self.in_place:
            return self.path / ".planbook-new"
        return self.path.with_name(f".{self.path.name}.planbook-new")

    @property
    def retired(self) -> Path:
        """Return where the old site waits while the new one takes its place."""
        return self.path.with_name(f".{self.path.name}.planbook-old")

    def leftover(self, number: int) -> Path:
        """Return the name, one of many, for an old site that the system does not let go."""
        return self.path.with_name(f".{self.path.name}.planbook-left-{number}")

    def leftovers(self) -> tuple[Path, ...]:
        """Return the old sites that stand under such a name now."""
        return tuple(sorted(self.path.parent.glob(f"{escape(self.leftover(0).name[:-1])}[0-9]*")))

    @property
    def exchange_mark(self) -> Path:
        """Return the file that stands while an exchange in two steps is under way."""
        return self.path.with_name(f".{self.path.name}.planbook-exchange")


def check_target(
    project: Path, out: Path, *, keep_foreign: bool = False, edition: str = "team"
) -> Outcome[Target | None]:
    """Return the target ``out`` of the project at ``project``, None where it is refused.

    ``out`` is taken from the project's folder unless it is absolute. Only looks, writes nothing.
    """
    root = Path(os.path.realpath(project))
    read_error = check_cache(root)
    if read_error is not None:
        return Outcome(None, (read_error,))
    try:
        found = _check(root, Path(os.path.realpath(root / out)), keep_foreign)
    except (OSError, ValueError):
        # Longer than the disk allows, or with a character that no name has.
        return Outcome(None, (SITE_UNSAFE_FOLDER.at(Place(str(out)), reason=_NO_NAME),))
    return Outcome(found.value and replace(found.value, edition=edition), found.findings)


def check_cached_target(project: Path, name: str, edition: str) -> Outcome[Target | None]:
    """Return the target ``name`` (with ``/``) in the cache of ``project``, None where refused.

    A site there is nobody's but planbook's: it may be deleted at any time.
    """
    root = Path(os.path.realpath(project))
    read_error = check_cache(root)
    if read_error is not None:
        return Outcome(None, (read_error,))
    path = root / CACHE_FOLDER / name
    place = Place(f"{CACHE_FOLDER}/{name}")
    if Path(os.path.realpath(path)) != path:
        return Outcome(None, (SITE_UNSAFE_CACHE.at(place, what=_LINK),))
    if os.path.lexists(path) and not path.is_dir():
        return Outcome(None, (SITE_NOT_A_FOLDER.at(place),))
    in_place = is_mount_point(path)
    return Outcome(Target(path, root, place.path, in_place=in_place, edition=edition))


def check_configured_folder(project: Path, out: str) -> Finding | None:
    """Return why ``out`` of planbook.yaml is no folder for a site, whatever stands there now."""
    root = Path(os.path.realpath(project))
    try:
        reason = _unsafe_because(root, Path(os.path.realpath(root / out)))
    except (OSError, ValueError):
        reason = _NO_NAME
    if reason is None:
        return None
    return SITE_UNSAFE_FOLDER.at(Place("planbook.yaml", pointer="/out"), reason=reason)


def check_cache(root: Path) -> Finding | None:
    """Return why nothing may be written into the cache of the project at ``root``.

    Everything in it is planbook's own: a link there was put by somebody who wants planbook to
    write somewhere else.
    """
    cache = root / CACHE_FOLDER
    if cache.is_symlink():
        return SITE_UNSAFE_CACHE.at(Place(CACHE_FOLDER), what=_LINK)
    if not os.path.lexists(cache):
        return None
    if not cache.is_dir():
        return SITE_UNSAFE_CACHE.at(Place(CACHE_FOLDER), what=_FILE)
    if _is_of_another(cache, root):
        return SITE_UNSAFE_CACHE.at(Place(CACHE_FOLDER), what=_OF_ANOTHER)
    # A cache that cannot be looked into is told of by the one who wants to write there.
    with suppress(OSError), os.scandir(cache) as entries:
        links = sorted(entry.name for entry in entries if entry.is_symlink())
        if links:
            return SITE_UNSAFE_CACHE.at(Place(f"{CACHE_FOLDER}/{links[0]}"), what=_LINK)
    return None


def _is_of_another(cache: Path, root: Path) -> bool:
    """Return whether somebody else than the user and the project's owner made ``cache``.

    What they put there would be believed: which pages need not be made anew.
    """
    user = getattr(os, "geteuid", None)
    if user is None:
        return False
    try:
        return cache.stat().st_uid not in (user(), root.stat().st_uid)
    except OSError:
        return False


def _check(root: Path, path: Path, keep_foreign: bool) -> Outcome[Target | None]:
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    place = Place(shown)
    reason = _unsafe_because(root, path)
    if reason is not None:
        return Outcome(None, (SITE_UNSAFE_FOLDER.at(place, reason=reason),))
    if os.path.lexists(path) and not path.is_dir():
        return Outcome(None, (SITE_NOT_A_FOLDER.at(place),))
    in_place = is_mount_point(path)
    for folder in (path, *(() if in_place else (path.parent,))):
        if folder.is_dir() and not _is_writable(folder):
            reason = {
                "en": f"`{_shown_in(root, folder)}` is read-only",
                "zh": f"`{_shown_in(root, folder)}` 是只读的",
            }
            return Outcome(None, (SITE_NOT_WRITABLE.at(place, reason=reason),))
    return Outcome(Target(path, root, shown, keep_foreign, in_place))


def is_mount_point(path: Path) -> bool:
    """Return whether ``path`` is where a file system is mounted, a bound folder included."""
    if os.path.ismount(path):
        return True
    # A folder bound from the same disk looks like any other but in this table of Linux.
    try:
        table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    points = (line.split(" ")[4] for line in table.splitlines() if line.count(" ") > 4)
    return any(_unescaped(point) == str(path) for point in points)


def _unescaped(point: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, character)
    # The kernel writes bytes; other characters stand as they are.
    return point


def _unsafe_because(root: Path, path: Path) -> Text | None:
    if path == root:
        return {"en": "it is the project itself", "zh": "它就是项目本身"}
    if _same_or_inside(root, path):
        return {"en": "the project lies inside it", "zh": "项目就在它里面"}
    for part in _PARTS_OF_A_PROJECT:
        for place in (root / part, Path(os.path.realpath(root / part))):
            if _same_or_inside(path, place) or _same_or_inside(place, path):
                return {
                    "en": f"`{part}/` is part of the project",
                    "zh": f"`{part}/` 是项目的一部分",
                }
    home = Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111 (never raises)
    if _same_or_inside(home, path):
        return {"en": "it is, or holds, your home folder", "zh": "它是或包含您的主目录"}
    return None


def _same_or_inside(path: Path, folder: Path) -> bool:
    """Return whether ``path`` is ``folder`` or lies below it, small and capital letters alike."""
    if path.is_relative_to(folder):
        return True
    # Some disks do not tell `Content` from `content`: ask them.
    for above in (path, *path.parents):
        try:
            if above.samefile(folder):
                return True
        except OSError:
            continue
    return False


def _is_writable(folder: Path) -> bool:
    # The superuser may write everywhere; a folder that nobody may write to is still meant so.
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
    except OSError:
        return False
    return bool(mode & 0o222) and os.access(folder, os.W_OK | os.X_OK)


def _shown_in(root: Path, folder: Path) -> str:
    if folder == root:
        return folder.name
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
