"""The folder that a site is written to: which one, and which ones are refused."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path

from planbook.diagnostics.codes.site import (
    SITE_NOT_A_FOLDER,
    SITE_NOT_WRITABLE,
    SITE_UNSAFE_CACHE,
    SITE_UNSAFE_FOLDER,
)
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.digest import digest_of
from planbook.language import Text
from planbook.output.cache import LINK, MANIFEST_ENDING, cache_folder
from planbook.output.folders import (
    CACHE_FOLDER,
    NO_NAME,
    is_writable,
    overlap,
    shown_in,
    unsafe_because,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a site goes. ``path`` and ``project`` are real paths: no link stands in them.

    ``cache`` is where the last build is remembered. The lock lies in the project all the same:
    builds with different caches write one site.

    ``shown`` is what messages call the folder. ``keep_foreign`` lets files that planbook did
    not write stay. ``in_place`` says that the folder cannot be exchanged, being a mount point.
    ``edition`` is the name of the edition that the site is of. ``keep_spare`` says that another
    build will come, for which a spare is worth its room.
    """

    path: Path
    project: Path
    cache: Path
    shown: str
    keep_foreign: bool = False
    in_place: bool = False
    edition: str = "team"
    keep_spare: bool = True

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
        return self.cache / f"{self.key}{MANIFEST_ENDING}"

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
    def spare(self) -> Path:
        """Return the folder for a second copy of the site: in the cache, where nobody serves it."""
        return self.project / CACHE_FOLDER / f"{self.key}.spare"

    @property
    def spare_in_work(self) -> Path:
        """Return what stands in the spare while a build works on it."""
        return self.spare / "next"

    @property
    def lock(self) -> Path:
        """Return the file whose lock a build holds."""
        if self.is_inside_project:
            return self.project / CACHE_FOLDER / f"{self.key}.lock"
        if self.in_place:
            return self.path / ".planbook-lock"
        return self.path.with_name(f".{self.path.name}.planbook-lock")

    @property
    def lock_holder(self) -> Path:
        """Return the file that says who holds the lock, while somebody does."""
        return self.lock.with_name(f"{self.lock.name}-holder")

    @property
    def has_cache_on_its_disk(self) -> bool:
        """Return whether the site, or the folder that it will stand in, and the cache share a disk.

        Raises OSError.
        """
        above = self.path if os.path.lexists(self.path) else self.path.parent
        return above.lstat().st_dev == (self.project / CACHE_FOLDER).lstat().st_dev

    @property
    def clock(self) -> Path:
        """Return a folder of the site's disk by which its time can be taken."""
        with suppress(OSError):
            if self.has_cache_on_its_disk:
                return self.project / CACHE_FOLDER
        return self.path

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
    project: Path,
    out: Path,
    *,
    keep_foreign: bool = False,
    edition: str = "team",
    keep_spare: bool = True,
    cache: Path | None = None,
) -> Outcome[Target | None]:
    """Return the target ``out`` of the project at ``project``, None where it is refused.

    ``out`` is taken from the project's folder unless it is absolute, and so is ``cache``, the
    folder that stands in for the project's own. Only looks, writes nothing.
    """
    root = Path(os.path.realpath(project))
    folder = cache_folder(root, cache)
    if folder.value is None:
        return Outcome(None, folder.findings)
    try:
        path = Path(os.path.realpath(root / out))
        if cache is not None and path.is_relative_to(root):
            # The lock lies there.
            own = cache_folder(root)
            if own.value is None:
                return Outcome(None, own.findings)
        found = _check(root, path, folder.value, keep_foreign)
    except (OSError, ValueError):
        # Longer than the disk allows, or with a character that no name has.
        return Outcome(None, (SITE_UNSAFE_FOLDER.at(Place(str(out)), reason=NO_NAME),))
    target = found.value and replace(found.value, edition=edition, keep_spare=keep_spare)
    return Outcome(target, found.findings)


def check_cached_target(project: Path, name: str, edition: str) -> Outcome[Target | None]:
    """Return the target ``name`` (with ``/``) in the cache of ``project``, None where refused.

    A site there is nobody's but planbook's: it may be deleted at any time.
    """
    root = Path(os.path.realpath(project))
    folder = cache_folder(root)
    if folder.value is None:
        return Outcome(None, folder.findings)
    path = folder.value / name
    place = Place(f"{CACHE_FOLDER}/{name}")
    if Path(os.path.realpath(path)) != path:
        return Outcome(None, (SITE_UNSAFE_CACHE.at(place, what=LINK),))
    if os.path.lexists(path) and not path.is_dir():
        return Outcome(None, (SITE_NOT_A_FOLDER.at(place),))
    in_place = is_mount_point(path)
    return Outcome(Target(path, root, folder.value, place.path, in_place=in_place, edition=edition))


def check_configured_folder(project: Path, out: str) -> Finding | None:
    """Return why ``out`` of planbook.yaml is no folder for a site, whatever stands there now."""
    root = Path(os.path.realpath(project))
    try:
        reason = _unsafe_because(root, Path(os.path.realpath(root / out)))
    except (OSError, ValueError):
        reason = NO_NAME
    if reason is None:
        return None
    return SITE_UNSAFE_FOLDER.at(Place("planbook.yaml", pointer="/out"), reason=reason)


def _unsafe_because(root: Path, path: Path, cache: Path | None = None) -> Text | None:
    """Return why no site may be written to ``path``."""
    reason = unsafe_because(root, path)
    if reason is None and overlap(path, root / CACHE_FOLDER):
        return {
            "en": f"`{CACHE_FOLDER}/` is part of the project",
            "zh": f"`{CACHE_FOLDER}/` 是项目的一部分",
        }
    if reason is None and cache is not None and overlap(path, cache):
        name = shown_in(root, cache)
        return {"en": f"the cache is in `{name}`", "zh": f"缓存放在 `{name}` 里"}
    return reason


def _check(root: Path, path: Path, cache: Path, keep_foreign: bool) -> Outcome[Target | None]:
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    place = Place(shown)
    reason = _unsafe_because(root, path, cache)
    if reason is not None:
        return Outcome(None, (SITE_UNSAFE_FOLDER.at(place, reason=reason),))
    if os.path.lexists(path) and not path.is_dir():
        return Outcome(None, (SITE_NOT_A_FOLDER.at(place),))
    in_place = is_mount_point(path)
    for folder in (path, *(() if in_place else (path.parent,))):
        if folder.is_dir() and not is_writable(folder):
            reason = {
                "en": f"`{shown_in(root, folder)}` is read-only",
                "zh": f"`{shown_in(root, folder)}` 是只读的",
            }
            return Outcome(None, (SITE_NOT_WRITABLE.at(place, reason=reason),))
    return Outcome(Target(path, root, cache, shown, keep_foreign, in_place))


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
