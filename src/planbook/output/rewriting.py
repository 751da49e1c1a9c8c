"""Writing a file of the project anew: its old contents or the new ones stand there, never a part.

A file that is not what it was when it was read is left alone, and so is one that may not be
written to.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


class FileChangedError(Exception):
    """The file no longer holds what was read from it."""


def rewrite_file(path: Path, before: bytes, after: bytes) -> None:
    """Put ``after`` in the place of ``before``, which the file at ``path``, a real path, holds.

    It keeps its permissions. Raises FileChangedError, and OSError where it cannot be written.
    """
    status = path.stat()
    # A rename would exchange a file that nobody may write to; and root may write to any.
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(OSError):  # whoever does not own the file owns the new one
            if hasattr(os, "chown"):
                os.chown(fresh, status.st_uid, status.st_gid)
        fresh.chmod(stat.S_IMODE(status.st_mode))
        if path.read_bytes() != before:
            raise FileChangedError(path)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Have the disk keep the new name, where the system can be asked for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
