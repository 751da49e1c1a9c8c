"""One folder takes the place of another, so that nobody ever sees half of either."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from planbook.output.target import Target

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_UNSUPPORTED: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def replace_target(target: Target) -> None:
    """Put the folder ``target.fresh`` in the place of the target. Raises OSError.

    On Linux the two are exchanged in one step. Where the system or the disk cannot do that, the
    old folder is moved aside first; a mark stands meanwhile, by which `recover_target` ends what a
    kill between the two steps has left.
    """
    if not os.path.lexists(target.path):
        target.fresh.rename(target.path)
    elif not exchange_folders(target.fresh, target.path):
        _replace_in_two_steps(target)


def exchange_target(target: Target, tree: Path) -> bool:
    """Exchange the target with ``tree``, which is the new site; return whether that was one step.

    Then ``tree`` is the old site. Where it takes two steps, both are gone. Raises OSError.
    """
    if exchange_folders(tree, target.path):
        return True
    discard(target.fresh)
    tree.rename(target.fresh)
    replace_target(target)
    return False


def can_exchange(folder: Path) -> bool:
    """Return whether the disk of ``folder`` exchanges folders in one step. Raises OSError."""
    first, second = folder / "first", folder / "second"
    first.mkdir()
    second.mkdir()
    can = exchange_folders(first, second)
    first.rmdir()
    second.rmdir()
    return can


def recover_target(target: Target) -> None:
    """Bring what a killed build left into order: the old site or the new one, and no leftovers.

    Raises OSError.
    """
    if not target.in_place:
        if not os.path.lexists(target.path):
            # The mark is set when the new site is complete, never before.
            if target.exchange_mark.exists() and target.fresh.is_dir():
                target.fresh.rename(target.path)
            elif target.retired.is_dir():
                target.retired.rename(target.path)
        remove_or_quarantine(target, target.retired)
        target.exchange_mark.unlink(missing_ok=True)
        for leftover in target.leftovers():
            with suppress(OSError):
                discard(leftover)
    remove_or_quarantine(target, target.fresh)


def remove_or_quarantine(target: Target, folder: Path) -> None:
    """Remove ``folder``, or what the system does not let go of it out of the way of later builds.

    One file that nobody may delete must not stop every build from now on: the folder gets a name
    of its own, and each build tries again to remove it. Raises OSError where not even that can
    be done.
    """
    try:
        discard(folder)
    except OSError:
        # Inside of a mount point there is no place beside the site.
        if target.in_place:
            raise
        taken = {leftover.name for leftover in target.leftovers()}
        names = map(target.leftover, count(1))
        folder.rename(next(name for name in names if name.name not in taken))


def discard(folder: Path) -> None:
    """Remove ``folder`` and all that is in it, where it exists; a link is not followed."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder)


def exchange_folders(first: Path, second: Path) -> bool:
    """Exchange two folders in one step, and return whether this system and disk can.

    Raises OSError where they can and it failed.
    """
    if sys.platform != "linux":
        return False
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return False
    function.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    result = function(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(second))


def _replace_in_two_steps(target: Target) -> None:
    target.exchange_mark.write_bytes(b"")
    target.path.rename(target.retired)
    try:
        target.fresh.rename(target.path)
    except BaseException:
        target.retired.rename(target.path)
        target.exchange_mark.unlink()
        raise
    # The mark goes last: as long as it stands, there is something to clean up.
    remove_or_quarantine(target, target.retired)
    target.exchange_mark.unlink()
