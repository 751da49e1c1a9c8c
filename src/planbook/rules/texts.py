"""The words of a document, wherever they stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from planbook.diagnostics.pointer import escape_pointer

Match: TypeAlias = Callable[[str], re.Match[str] | None]


def find_texts(values: Any, match: Match) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield (pointer, what was found) of every text in which ``match`` finds something.

    They come in the order in which they are written.
    """
    found: list[tuple[tuple[object, ...], re.Match[str]]] = []
    _look_into(values, (), match, found)
    for names, where in found:
        yield "".join(f"/{escape_pointer(str(name))}" for name in names), where


def _look_into(
    value: Any,
    names: tuple[object, ...],
    match: Match,
    found: list[tuple[tuple[object, ...], re.Match[str]]],
) -> None:
    if isinstance(value, str):
        where = match(value)
        if where is not None:
            found.append((names, where))
    elif isinstance(value, dict | Mapping):
        for name, below in value.items():
            _look_into(below, (*names, name), match, found)
    elif isinstance(value, list | tuple):
        for position, below in enumerate(value):
            _look_into(below, (*names, position), match, found)
