"""What lies in a project's folders, told by one look at each file: none is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planbook.stat_guard import FileMark, mark_of


@dataclass(frozen=True, slots=True)
class FilesSeen:
    """The files below some folders by their paths, with ``/``, from the one above them.

    ``is_plain`` says that there is nothing else than folders and readable files with plain names:
    no links, no pipes. Only then do marks tell everything.
    """

    marks: Mapping[str, FileMark] = field(default_factory=dict)
    is_plain: bool = True


def look_at_files(root: Path, tops: Iterable[str], passing: Collection[str] = ()) -> FilesSeen:
    """Return the files of ``root`` in ``tops``, which may be folders or files, or missing.

    Folders whose name is in ``passing`` are passed by.
    """
    marks: dict[str, FileMark] = {}
    is_plain = True
    waiting: list[str] = []
    for top in tops:
        try:
            status = os.lstat(root / top)
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            waiting.append(top)
        elif stat.S_ISREG(status.st_mode):
            marks[top] = mark_of(status)
        else:
            is_plain = False
    prefix = f"{root}{os.sep}"
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(f"{prefix}{folder}") as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name not in passing:
                            waiting.append(path)
                    elif entry.is_file(follow_symlinks=False):
                        marks[path] = mark_of(entry.stat(follow_symlinks=False))
                    else:
                        is_plain = False
                    is_plain = is_plain and entry.name.isprintable()
        except OSError:
            is_plain = False
    return FilesSeen(marks, is_plain)
