"""Where a character of a YAML text stands in its source: behind indentation, quotes and escapes."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_CODED: Final = MappingProxyType({"x": 2, "u": 4, "U": 8})
"""How many digits follow such an escape in double quotes."""

_HIDDEN_SIGNS: Final = '"\\/'
"""What stands for itself behind a backslash; other letters stand for something invisible."""


def offset_in_source(source: str, start: int, end: int, value: str, wanted: int) -> int | None:
    """Return where in ``source`` the character number ``wanted`` of ``value`` is written.

    ``value`` is the text of the scalar that stands from ``start`` to ``end``. Spaces and line ends
    are not compared: folding and indentation change them. Of one that is a space the next sign
    counts. None where the two do not agree.
    """
    position = _skip_properties(source, start, end)
    quote = source[position : position + 1]
    if quote in ("|", ">"):
        header = source.find("\n", position, end)
        position = header + 1 if header >= 0 else end
    elif quote in ("'", '"'):
        position += 1
    else:
        quote = ""
    found = None
    for number, sign in enumerate(value):
        if number > wanted and found is not None:
            return found
        if sign.isspace():
            continue
        step = _find_sign(source, position, end, sign, quote)
        if step is None:
            return None
        found, position = step
    return found


def _find_sign(
    source: str, position: int, end: int, sign: str, quote: str
) -> tuple[int, int] | None:
    """Return where ``sign`` is written next, and what follows it."""
    while position < end:
        here = source[position]
        if quote == '"' and here == "\\":
            escape = source[position + 1 : position + 2]
            if escape in _CODED:
                return position, position + 2 + _CODED[escape]
            if escape in _HIDDEN_SIGNS:
                return (position, position + 2) if escape == sign else None
            position += 2
        elif quote == "'" and source.startswith("''", position):
            return (position, position + 2) if sign == "'" else None
        elif here == sign:
            return position, position + 1
        elif here.isspace():
            position += 1
        else:
            return None
    return None


def _skip_properties(source: str, position: int, end: int) -> int:
    """Return where a scalar begins behind its anchor and its tag."""
    while position < end and source[position] in "&! \t\r\n":
        while position < end and not source[position].isspace():
            position += 1
        while position < end and source[position].isspace():
            position += 1
    return position
