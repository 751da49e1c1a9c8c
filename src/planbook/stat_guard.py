"""When a file that looks like the one that was read may be taken for it, unread.

A file counts as unchanged where its size, its times and its place on the disk are as they were.
That alone is not enough: a disk's clock stands still for some milliseconds, or seconds, and a file
that is written twice while it does looks the same both times. So a mark is believed only where the
file had last been changed well before it was looked at (as in git's index). One that is not
believed costs a look: the file is read, and what it holds decides.

The inode and ``ctime``, which no user can set back, tell of a file with other contents that has
been given the old one's size and time (``touch -r``). Where a system has neither (Windows keeps the
time of making instead), size and ``mtime`` decide.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Final

import msgspec

SECOND: Final = 1_000_000_000
TICK_NS: Final = 16_000_000
"""The longest that the clock of a disk with fine times stands still: 10 ms on Linux, 15.6 ms on
Windows."""
_COARSE_TICK_NS: Final = 2 * SECOND
"""The same of a disk that keeps whole seconds, or every second one."""


class FileMark(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How a file, or a folder, lies on the disk: what changes when it is written to."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


def mark_of(status: os.stat_result) -> FileMark:
    """Return the mark in ``status``."""
    return FileMark(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def is_trustworthy(mark: FileMark, recorded_at_ns: int) -> bool:
    """Return whether every change of the file since ``recorded_at_ns`` has given it another mark.

    ``recorded_at_ns`` is an instant at which it had ``mark`` and was, or had yet to be, read: one
    that is taken afterwards would hide what happened in between. It is of the disk's own clock
    (`disk_time_ns`). A file that was changed just before, or later because the clock went
    backwards, is not to be believed.
    """
    return last_change_ns(mark) + tick_ns(mark) < recorded_at_ns


def last_change_ns(mark: FileMark) -> int:
    """Return when the file was last changed, as far as ``mark`` tells."""
    return max(mark.mtime_ns, mark.ctime_ns)


def tick_ns(mark: FileMark) -> int:
    """Return how long the clock that made ``mark`` may stand still."""
    is_coarse = mark.mtime_ns % SECOND == 0 and mark.ctime_ns % SECOND == 0
    return _COARSE_TICK_NS if is_coarse else TICK_NS


def disk_time_ns(folder: Path) -> int:
    """Return what time it is for the disk of ``folder``: that of a server differs from ours.

    Nothing is left behind. Where nothing can be written, it is the time of this machine.
    """
    try:
        # Where the system can, a file without a name: the folder itself does not change.
        with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
            probe.write(b".")
            return os.fstat(probe.fileno()).st_mtime_ns
    except OSError:
        return time.time_ns()
