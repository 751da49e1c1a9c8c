"""The spare: a second tree of the site's own files, in which the next site is made.

It consists of folders and of second names (hard links) of the files in the site, so that it takes
hardly any room. A build with few changes makes just these in the spare, exchanges it with the site
in one step, and makes them once more in the tree that came out, which is the next spare: what left
the site is gone from the disk when the build is done.

The spare lies in the project's cache, in a folder that only its owner may enter: beside the site
it could be listed, served or deployed. While it is worked on it has another name, by which the
next build knows what a killed one left. It is believed only where every folder is as recorded, for
then it holds the files that it held; that these are unchanged is seen in the site, where the same
files stand. With any doubt it is thrown away, and the site is made from nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from planbook.output.exchange import can_exchange, discard
from planbook.output.manifest import Manifest
from planbook.output.placing import Placing
from planbook.output.target import Target
from planbook.stat_guard import FileMark, mark_of

_AT_REST: Final = "site"


def drop_spare(target: Target) -> None:
    """Remove the spare of ``target``, whatever is there, as far as the system lets it go.

    One that somebody else owns must not stop a build. What is left is told of.
    """
    with suppress(OSError):
        discard(target.spare)
        target.spare.unlink(missing_ok=True)


def recover_spare(target: Target) -> None:
    """Remove a spare that a killed build was working on."""
    if os.path.lexists(target.spare_in_work) or target.spare.is_symlink():
        drop_spare(target)


def take_spare(target: Target, manifest: Manifest) -> Path | None:
    """Return the spare to work on, None where there is none that is as the last build left it."""
    record, place = manifest.record, target.spare / _AT_REST
    if not (record.spare and target.keep_spare) or manifest.foreign or manifest.foreign_folders:
        return None
    if manifest.edition != target.edition or None in record.folders.values():
        return None
    if record.spare.keys() != record.folders.keys():
        return None
    try:
        if not target.has_cache_on_its_disk or _marks_of(place, record.spare) != record.spare:
            return None
        work = target.spare_in_work
        place.rename(work)
    except OSError:
        return None
    return work


def make_spare(target: Target, paths: Iterable[str]) -> bool:
    """Make a spare out of ``target.fresh``, which holds ``paths``; say whether that could be done.

    A spare is a convenience: the site does not hang on it.
    """
    work, fresh = target.spare_in_work, target.fresh
    try:
        drop_spare(target)
        if not target.keep_spare or not target.has_cache_on_its_disk:
            return False
        target.spare.mkdir(mode=0o700)
        if not can_exchange(target.spare):
            drop_spare(target)
            return False
        work.mkdir()
        placing = Placing(work)
        for path in paths:
            placing.make_folder(path)
            os.link(f"{fresh}/{path}", f"{work}/{path}", follow_symlinks=False)
        work.chmod(stat.S_IMODE(fresh.stat().st_mode))
    except (OSError, NotImplementedError):
        drop_spare(target)
        return False
    return True


def follow(target: Target, spare: Path, put: Iterable[str], removed: Iterable[str]) -> bool:
    """Bring ``spare``, the tree that came out of the exchange, up to the site; say if that worked.

    What is not up to date is not kept: it holds what is to be seen no more.
    """
    placing = Placing(spare)
    try:
        placing.replace(put, lambda path, place: _link(target.path / path, place))
        placing.remove(removed)
    except (OSError, NotImplementedError):
        return False
    return True


def put_to_rest(target: Target) -> Path:
    """Give the spare that was worked on its name back, and return it. Raises OSError."""
    return target.spare_in_work.rename(target.spare / _AT_REST)


def _marks_of(top: Path, folders: Iterable[str]) -> dict[str, FileMark]:
    """Return how ``folders`` of the tree at ``top`` lie. Raises OSError."""
    marks = {}
    for folder in folders:
        status = os.lstat(f"{top}/{folder}" if folder else top)
        # A link in the place of a folder has another mark than the folder had.
        marks[folder] = mark_of(status)
    return marks


def _link(source: Path, place: Path) -> None:
    place.unlink(missing_ok=True)
    os.link(source, place, follow_symlinks=False)
