"""The ids that probably stand in files which could not be understood.

Whoever refers to one of them made no mistake, and is not to be told of one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Final

FIRST_BYTES: Final = 64 * 1024
"""How much of a file that cannot be taken in is looked through for ids."""

_ID_LINE: Final = re.compile(
    r"^(?:- |\ufeff)?[ \t]*id:[ \t]*[\"']?([a-z0-9][a-z0-9-]*)", re.MULTILINE
)


def ids_in(text: str) -> frozenset[str]:
    """Return what stands in the lines of ``text`` that look like an id's."""
    return frozenset(match[1] for match in _ID_LINE.finditer(text))


def ids_in_bytes(content: bytes) -> frozenset[str]:
    """Return the same for what may be no text at all."""
    # Ids are ASCII; without its NULs even UTF-16 shows them.
    return ids_in(content[:FIRST_BYTES].replace(b"\0", b"").decode("latin-1"))


def ids_of_path(path: str, languages: Sequence[str]) -> Iterator[str]:
    """Yield the ids that the file at ``path`` may be named after: its own name, its folder's."""
    folder, name = posixpath.split(path)
    if name.endswith(".md"):
        yield chapter_name(path, languages)[1]
    else:
        yield posixpath.splitext(name)[0]
    if "/" in folder:  # the topmost folder is that of all content
        yield posixpath.basename(folder)


def chapter_name(path: str, languages: Sequence[str]) -> tuple[str, str, str]:
    """Return folder, chapter and language of a chapter's file: ``goals.zh.md`` is goals in zh."""
    folder, name = posixpath.split(path)
    stem = name[: -len(".md")]
    chapter, dot, language = stem.rpartition(".")
    if dot and chapter and language in languages:
        return folder, chapter, language
    return folder, stem, ""
