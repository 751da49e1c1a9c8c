"""Plain scalars: what a word of YAML stands for, by the YAML 1.2 core schema."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final

TAG: Final = "tag:yaml.org,2002:"
KEYWORDS: Final[Mapping[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
NUMBER_STARTS: Final = frozenset("0123456789+-.")
_NUMBER: Final = re.compile(
    r"(?P<int>[-+]?[0-9]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|0o(?P<octal>[0-7]+)|0x(?P<hex>[0-9a-fA-F]+)"
    r"|(?P<inf>[-+]?\.(?:inf|Inf|INF))|(?P<nan>\.(?:nan|NaN|NAN))"
)
# A float holds numbers of up to 308 digits. Beyond that 1e400 reads as infinity, and so does an
# integer: no sum, mean or comparison further on can then overflow, and the finding is the same.
_MOST_DIGITS: Final = 308

TAGGED_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    f"{TAG}null": (type(None),),
    f"{TAG}bool": (bool,),
    f"{TAG}int": (int,),
    f"{TAG}float": (int, float),
}


def resolve_plain(written: str) -> Any:
    """Return the value of a plain scalar by the YAML 1.2 core schema."""
    if written in KEYWORDS:
        return KEYWORDS[written]
    if written[0] not in NUMBER_STARTS:
        return written
    # Most numbers are whole and plain, and what else begins with a digit is mostly a day.
    if written.isdecimal() and written.isascii() and len(written) <= _MOST_DIGITS:
        return int(written)
    if written[4:5] == "-" and written[:4].isdecimal():
        return written
    match = _NUMBER.fullmatch(written)
    return written if match is None else _number(match)


def _number(match: re.Match[str]) -> int | float:
    sort = match.lastgroup
    digits = match[0]
    if sort == "int":
        if len(digits) > _MOST_DIGITS:
            return -math.inf if digits[0] == "-" else math.inf
        return int(digits)
    if sort == "float":
        return float(digits)
    if sort in ("octal", "hex"):
        if len(digits) > _MOST_DIGITS // 2:
            return math.inf
        return int(match[sort], 8 if sort == "octal" else 16)
    if sort == "nan":
        return math.nan
    return -math.inf if digits[0] == "-" else math.inf


def shown_tag(tag: str) -> str:
    """Return ``tag`` as authors write it."""
    return f"!!{tag.removeprefix(TAG)}" if tag.startswith(TAG) else tag
