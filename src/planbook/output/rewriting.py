"""Writing a file of the project anew: its old contents or the new ones stand there, never a part.

A file that may not be written to is left alone, and so is one that is not what it was when it was
read.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

_RIGHTS_OF_NEW: Final = 0o644


class FileChangedError(Exception):
    """The file no longer holds what was read from it."""


def rewrite_file(path: Path, before: bytes, after: bytes) -> None:
    """Put ``after`` in the place of ``before``, which the file at ``path``, a real path, holds.

    It keeps its permissions. Raises FileChangedError, and OSError where it cannot be written.
    """
    _exchange(path, before, after)


def replace_file(path: Path, content: bytes) -> None:
    """Make ``content`` all that the file at ``path``, a real path, holds, whatever it held.

    It keeps its permissions; a new file may be read by everybody. Raises OSError where it cannot
    be written.
    """
    _exchange(path, None, content)


def _exchange(path: Path, before: bytes | None, after: bytes) -> None:
    status = path.stat() if before is not None or path.exists() else None
    # A rename would exchange a file that nobody may write to; and root may write to any.
    if status is not None and not (status.st_mode & 0o222 and os.access(path, os.W_OK)):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        if status is not None:
            with suppress(OSError):  # whoever does not own the file owns the new one
                if hasattr(os, "chown"):
                    os.chown(temporary, status.st_uid, status.st_gid)
        temporary.chmod(_RIGHTS_OF_NEW if status is None else stat.S_IMODE(status.st_mode))
        if before is not None and path.read_bytes() != before:
            raise FileChangedError(path)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
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
