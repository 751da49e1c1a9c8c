"""Which planbook this is: what tells its results from those of another."""

from __future__ import annotations

import os
import sys
import zoneinfo
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

import planbook
from planbook import __version__
from planbook.digest import digest_of
from planbook.reading.looking import look_at_files
from planbook.reading.resources import builtin_schemas, builtin_themes

_PACKAGE_FOLDERS: Final = ("site-packages", "dist-packages")


def own_code() -> str:
    """Return a digest of what runs here: planbook's own code, the packages beside it, and Python.

    It is the same wherever the same versions are installed, as in each job of CI.
    """
    parts = (__version__, sys.version, _own_files(), *_packages())
    return digest_of(*(part.encode("utf-8", "surrogatepass") for part in parts))


def digest_of_zone(name: str) -> str:
    """Return a digest of what the system says of the time zone ``name``.

    It is empty where the system has no such file: Python then takes that of the package tzdata,
    whose version is part of `own_code`.
    """
    for folder in zoneinfo.TZPATH:
        with suppress(OSError):
            return digest_of(Path(folder, name).read_bytes())
    return ""


def _own_files() -> str:
    """Return what tells this code from other code of the same version.

    An installed planbook has a list of the digests of its files. A checkout has none, and changes
    without its version: there the marks of the files tell.
    """
    package = Path(planbook.__file__).parent
    with suppress(OSError):
        record = package.parent / f"planbook-{__version__}.dist-info" / "RECORD"
        return digest_of(record.read_bytes())
    marks = []
    for top in (package, builtin_themes(), builtin_schemas()):
        seen = look_at_files(top.parent, (top.name,), passing={"__pycache__"})
        marks.append(sorted(seen.marks.items()))
    return digest_of(os.fsencode(package), msgspec.msgpack.encode(marks))


def _packages() -> list[str]:
    """Return the names and versions of what is installed: pages are made with libraries too."""
    folders = {Path(msgspec.__file__).parents[1]}
    folders.update(path for path in map(Path, sys.path) if path.name in _PACKAGE_FOLDERS)
    names: set[str] = set()
    for folder in folders:
        with suppress(OSError):
            names.update(path.name for path in folder.iterdir() if path.name.endswith("-info"))
    return sorted(names)
