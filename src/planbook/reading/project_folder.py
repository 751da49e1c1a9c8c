"""Where the project is, and which language it is in: known before anything else is read.

Messages about a call, help among them, need no more of a project than this. What stands in
planbook.yaml is read line by line, so that a file with mistakes in it tells its language too.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Final

from planbook.reading.files import ReadError, read_beginning

PROJECT_FILE_NAME: Final = "planbook.yaml"
CONTENT_FOLDER: Final = "content"
SCHEMA_FOLDER: Final = "schemas"
THEME_FOLDER: Final = "themes"

_MOST: Final = 1 << 16
"""So many bytes of planbook.yaml are looked at: a hundred times what one has."""

_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def find_project(start: Path) -> Path | None:
    """Return the nearest folder from ``start`` upwards that holds planbook.yaml, or None."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if os.path.lexists(folder / PROJECT_FILE_NAME):
            return folder
    return None


def glance_at_language(root: Path) -> str | None:
    """Return the tag of the first language of the project in ``root``; None if it names none."""
    for key in ("language", "languages"):
        found = _TAG.search(glance_at(root, key))
        if found:
            return found[0]
    return None


def glance_at(root: Path, key: str) -> str:
    """Return what stands under ``key`` of planbook.yaml, as written; "" where nothing does.

    Comments that take a line of their own are left out.
    """
    lines = iter(_lines(root))
    written = re.compile(rf"[\"']?{re.escape(key)}[\"']?[ \t]*:(?=[ \t]|$)")
    for line in lines:
        found = written.match(line)
        if found:
            break
    else:
        return ""
    kept = [line[found.end() :].partition(" #")[0]]
    for line in lines:
        if line.lstrip().startswith("#") or not line.strip():
            continue
        # A list may stand as far left as the key that it belongs to.
        if not line.startswith((" ", "- ")):
            break
        kept.append(line)
    return "\n".join(kept)


def _lines(root: Path) -> list[str]:
    content = read_beginning(Path(os.path.realpath(root), PROJECT_FILE_NAME), _MOST)
    if isinstance(content, ReadError):
        return []
    wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return content.decode("utf-16" if wide else "utf-8-sig", "replace").splitlines()
