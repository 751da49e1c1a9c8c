"""What the system refuses to do, as findings."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import Final

from planbook.diagnostics.codes.site import (
    SITE_DISK_FULL,
    SITE_NOT_WRITABLE,
    SITE_UNSAFE_FOLDER,
    SITE_WRITE_FAILED,
)
from planbook.diagnostics.finding import Finding, Place
from planbook.language import Text
from planbook.output.target import Target

_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

_TOO_LONG: Final[Text] = {
    "en": "its name, or that of a file in it, is longer than this disk allows",
    "zh": "它或其中某个文件的名字超过了磁盘允许的长度",
}


def explain_failure(error: OSError, target: Target) -> Finding:
    """Return the finding for ``error``, met while working on ``target``."""
    place = Place(target.shown)
    if error.errno in _FULL:
        return SITE_DISK_FULL.at(place)
    if error.errno == errno.ENAMETOOLONG:
        return SITE_UNSAFE_FOLDER.at(place, reason=_TOO_LONG)
    words = error.strerror or str(error)
    reason = f"{printable(str(error.filename))}: {words}" if error.filename else words
    code = SITE_NOT_WRITABLE if error.errno in _REFUSED else SITE_WRITE_FAILED
    return code.at(place, reason=reason)


def printable(path: str) -> str:
    """Return ``path`` fit for one line of a message, whatever bytes its name has."""
    readable = path.encode("utf-8", "backslashreplace").decode()
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in readable
    )


def name_a_few(paths: Iterable[str]) -> str:
    """Return the first three of ``paths`` by name, and an ellipsis where there are more."""
    names = [printable(path) for path in sorted(paths)]
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
