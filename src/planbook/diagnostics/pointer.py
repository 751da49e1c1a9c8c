"""JSON pointers (RFC 6901): where a value stands in a document, as text."""

from __future__ import annotations

from collections.abc import Iterable


def escape_pointer(name: str) -> str:
    """Return ``name`` as one token of a JSON pointer."""
    if "~" not in name and "/" not in name:
        return name
    return name.replace("~", "~0").replace("/", "~1")


def pointer_to(steps: Iterable[str | int]) -> str:
    """Return the pointer that leads over the names and positions ``steps``."""
    return "".join(f"/{escape_pointer(str(step))}" for step in steps)


def names_in(pointer: str) -> list[str]:
    """Return the names and positions that ``pointer`` leads over, as they are written."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
