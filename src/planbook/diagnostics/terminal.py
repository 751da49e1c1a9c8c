"""Text that is safe and well aligned in a terminal, whatever a file or its name contains."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from wcwidth import wcwidth

from planbook.diagnostics.finding import Severity

BOLD: Final = "\x1b[1m"
BLUE: Final = "\x1b[1;34m"
CYAN: Final = "\x1b[1;36m"
RESET: Final = "\x1b[0m"
SEVERITY_COLOURS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.HINT: CYAN,
}

TAB: Final = "    "
ELLIPSIS: Final = "…"

# Shown, they would turn the line around, hide a part of it, or move the cursor.
_UNSAFE_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# The joiners shape Persian words and families of emoji, and move nothing.
_HARMLESS: Final = frozenset({"\u200c", "\u200d", "\u00ad"})


def safe(text: str) -> str:
    """Return ``text`` with control characters and the like written out as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe_character, text))


def _safe_character(character: str) -> str:
    if character in _HARMLESS or unicodedata.category(character) not in _UNSAFE_CATEGORIES:
        return character
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    if named is not None:
        return named
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name that is not UTF-8
        return f"\\x{number - 0xDC00:02x}"
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{{{number:x}}}"


def width(text: str) -> int:
    """Return how many columns ``text`` takes in a terminal; wide characters take two."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(max(wcwidth(character), 0) for character in text)


def cells(line: str) -> list[tuple[str, int]]:
    """Return what each character of a source line is shown as, and how wide that is."""
    if line.isascii() and line.isprintable():
        return [(character, 1) for character in line]
    shown = (TAB if character == "\t" else _safe_character(character) for character in line)
    return [(text, width(text)) for text in shown]
