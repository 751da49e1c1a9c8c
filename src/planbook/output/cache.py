"""The folder of what need not be worked out again, and may be deleted at any time.

It is `.planbook/` of the project, or the one that `--cache` names. Nothing in it is believed over
the content: without it, or with that of another project, a run takes longer and says the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from planbook.diagnostics.codes.site import SITE_CACHE_NOT_MADE, SITE_UNSAFE_CACHE
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.language import Text
from planbook.output.folders import (
    CACHE_FOLDER,
    NO_NAME,
    is_writable,
    shown_in,
    unsafe_because,
)

TAG: Final = "CACHEDIR.TAG"
"""The file that tells programs for backups that there is nothing to keep, and planbook that the
folder is one of its own."""

CACHE_LIMIT: Final = 1_000_000_000
"""How many bytes a cache may hold."""

MANIFEST_ENDING: Final = ".manifest.json"
"""How the files end that remember what was written into a site."""

_TAG_CONTENT: Final = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder is a cache of planbook's. It may be deleted at any time.\n"
    "# See https://bford.info/cachedir/\n"
)

_OF_ANOTHER: Final[Text] = {
    "en": "a folder that belongs to another user",
    "zh": "属于其他用户的文件夹",
}
LINK: Final[Text] = {"en": "a symbolic link", "zh": "符号链接"}
_FILE: Final[Text] = {"en": "a file, not a folder", "zh": "文件，不是文件夹"}
_FOREIGN: Final[Text] = {
    "en": "it holds files that are not planbook's",
    "zh": "里面有不属于 planbook 的文件",
}
_CLOSED: Final[Text] = {"en": "it cannot be looked into", "zh": "无法查看里面的内容"}


def cache_folder(root: Path, asked: Path | None = None) -> Outcome[Path | None]:
    """Return the cache of the project at ``root``, None where nothing may be written there.

    ``asked`` is the folder that the call names, taken from the project's unless it is absolute.
    Only looks, makes nothing: the folder may be missing, or read-only.
    """
    root = Path(os.path.realpath(root))
    path = root / CACHE_FOLDER
    finding: Finding | None
    try:
        if asked is None or Path(os.path.realpath(root / asked)) == path:
            finding = _check_own(path, root)
        else:
            path = Path(os.path.realpath((root / asked).parent)) / (root / asked).name
            finding = _check_asked(path, root)
    except (OSError, ValueError):
        # Longer than the disk allows, or with a character that no name has.
        finding = _not_here(Path(asked or path), root, NO_NAME)
    return Outcome(path) if finding is None else Outcome(None, (finding,))


def make_cache_folder(folder: Path) -> None:
    """Make the cache ``folder`` where it is missing, and say in it what it is. Raises OSError.

    What is kept there comes from private documents too: a new one is for the user alone.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o777 if folder.name == CACHE_FOLDER else 0o700)
    for name, content in ((".gitignore", "*\n"), (TAG, _TAG_CONTENT)):
        # Where there is no room for them, the caller will notice with what it has to write.
        with suppress(OSError), (folder / name).open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)


def trim_cache(folder: Path, in_use: Iterable[Path] = (), limit: int = CACHE_LIMIT) -> None:
    """Remove manifests until the cache holds at most ``limit`` bytes, the oldest first.

    Those that are ``in_use`` stay. Each edition of each person has one, and nobody else ever
    removes them. Never fails: what cannot be removed stays.
    """
    kept = set(in_use)
    try:
        sizes = {path: path.lstat() for path in sorted(folder.iterdir())}
    except OSError:
        return
    total = sum(status.st_size for status in sizes.values())
    manifests = (path for path in sizes if path.name.endswith(MANIFEST_ENDING))
    for path in sorted(manifests, key=lambda path: sizes[path].st_mtime_ns):
        if total <= limit:
            return
        if path not in kept:
            with suppress(OSError):
                path.unlink()
                total -= sizes[path].st_size


def _check_own(cache: Path, root: Path) -> Finding | None:
    """Return why nothing may be written into the project's own cache.

    Everything in it is planbook's own: a link there was put by somebody who wants planbook to
    write somewhere else.
    """
    if cache.is_symlink():
        return SITE_UNSAFE_CACHE.at(Place(CACHE_FOLDER), what=LINK)
    if not os.path.lexists(cache):
        return None
    if not cache.is_dir():
        return SITE_UNSAFE_CACHE.at(Place(CACHE_FOLDER), what=_FILE)
    if _is_of_another(cache, root):
        return SITE_UNSAFE_CACHE.at(Place(CACHE_FOLDER), what=_OF_ANOTHER)
    for name in _links_in(cache):
        return SITE_UNSAFE_CACHE.at(Place(f"{CACHE_FOLDER}/{name}"), what=LINK)
    return None


def _check_asked(path: Path, root: Path) -> Finding | None:
    """Return why the cache may not lie at ``path``, which the call names."""
    what = None
    if path.is_symlink():
        what = LINK
    elif os.path.lexists(path) and not path.is_dir():
        what = _FILE
    elif _is_of_another(path, root):
        what = _OF_ANOTHER
    if what is not None:
        return _not_here(path, root, {"en": f"it is {what['en']}", "zh": f"它是{what['zh']}"})
    reason = unsafe_because(root, path) or _foreign_because(path)
    if reason is not None:
        return _not_here(path, root, reason)
    if not path.is_dir():
        above = next(folder for folder in path.parents if os.path.lexists(folder))
        if not above.is_dir() or not is_writable(above):
            folder = shown_in(root, above)
            return SITE_CACHE_NOT_MADE.at(Place(shown_in(root, path)), folder=folder)
    return None


def _not_here(path: Path, root: Path, reason: Text) -> Finding:
    return SITE_UNSAFE_CACHE.at(Place(shown_in(root, path)), variant="asked", reason=reason)


def _foreign_because(path: Path) -> Text | None:
    """Return why the folder at ``path`` is not planbook's to write to."""
    if not path.is_dir():
        return None
    try:
        names = {name.name for name in path.iterdir()}
        is_own = not names or (path / TAG).read_text("utf-8", "replace") == _TAG_CONTENT
    except FileNotFoundError:
        is_own = False
    except OSError:
        return _CLOSED
    if not is_own:
        return _FOREIGN
    link = next(_links_in(path), None)
    if link is not None:
        return {"en": f"`{link}` in it is a symbolic link", "zh": f"里面的 `{link}` 是符号链接"}
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


def _links_in(cache: Path) -> Iterator[str]:
    # A cache that cannot be looked into is told of by the one who wants to write there.
    with suppress(OSError), os.scandir(cache) as entries:
        yield from sorted(entry.name for entry in entries if entry.is_symlink())
