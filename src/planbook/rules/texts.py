"""The words of a document, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planbook.diagnostics.pointer import escape_pointer


def texts_in(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield (pointer, words) of every text in ``value``, in the order in which it is written."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, Mapping):
        for name, below in value.items():
            yield from texts_in(below, f"{pointer}/{escape_pointer(str(name))}")
    elif isinstance(value, list | tuple):
        for position, below in enumerate(value):
            yield from texts_in(below, f"{pointer}/{position}")
