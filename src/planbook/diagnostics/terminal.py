"""Text that is safe and well aligned in a terminal, whatever a file or its name contains."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

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

_OWN_COLOURS: Final = re.compile(
    f"({'|'.join(map(re.escape, (BOLD, BLUE, RESET, *SEVERITY_COLOURS.values())))}"
    # A link: to an address of letters and signs that mean nothing to a terminal, or its end.
    r"|\x1b\]8;;(?:(?:https?|file)://[!-:<-~]+)?\x1b\\)"
)

_OF_ADDRESSES: Final = ":/?#[]@!$&'()*+,=%-._~"

TAB: Final = "    "
ELLIPSIS: Final = "…"

# Shown, they would turn the line around, hide a part of it, or move the cursor.
_UNSAFE_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# The joiners shape Persian words and families of emoji, and move nothing.
_HARMLESS: Final = frozenset({"\u200c", "\u200d", "\u00ad"})


# A service that runs builds takes a line that begins so for an order,
_ORDER: Final = "::"
# and a line with this in it, wherever it stands.
_OLD_ORDER: Final = "##["
# The orders that planbook gives itself: to show a finding on its line.
_OWN_ORDER: Final = re.compile(r"::(?:error|warning|notice) [^:]*::")


def safe(text: str) -> str:
    """Return ``text`` as part of one line: control characters and the like, line ends among them,
    are written out as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_escapes_in(text))


def safe_lines(text: str) -> str:
    """Return ``text`` whose line ends are its own; what else would harm is written out.

    No line begins as an order to GitHub does, and no colour but planbook's own remains.
    """
    if not text.isprintable():
        escapes = _escapes_in(text)
        for own in "\n\t":
            escapes.pop(ord(own), None)
        pieces = _OWN_COLOURS.split(text)
        pieces[::2] = [piece.translate(escapes) for piece in pieces[::2]]
        text = "".join(pieces)
    text = text.replace(_OLD_ORDER, "\\x23#[")
    if _ORDER not in text:
        return text
    return "\n".join(map(_without_order, text.split("\n")))


def safe_orders(text: str) -> str:
    """Return ``text`` as ``safe_lines`` does, with the orders to GitHub that planbook gives.

    Whoever made ``text`` has escaped what is quoted in them.
    """
    return "\n".join(
        f"{own[0]}{safe_lines(line[own.end() :])}"
        if (own := _OWN_ORDER.match(line)) and safe_lines(own[0][2:]) == own[0][2:]
        else safe_lines(line)
        for line in text.split("\n")
    )


def safe_json(text: str) -> str:
    """Return JSON ``text`` that says the same with escapes for what would harm a terminal."""
    text = text.replace(_OLD_ORDER, "\\u0023#[")
    if text.isascii() and text.isprintable():
        return text
    escapes = {number: json.dumps(chr(number))[1:-1] for number in _escapes_in(text)}
    escapes.pop(ord("\n"), None)
    return text.translate(escapes | ({0x7F: "\\u007f"} if 0x7F in escapes else {}))


def _without_order(line: str) -> str:
    bare = line.lstrip()
    if not bare.startswith(_ORDER):
        return line
    return f"{line[: len(line) - len(bare)]}\\x3a{bare[1:]}"


def _escapes_in(text: str) -> dict[int, str]:
    """Return what each unsafe character of ``text`` is to be written as."""
    return {
        ord(character): shown
        for character in set(text)
        if (shown := _safe_character(character)) != character
    }


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


def link(text: str, address: str | None) -> str:
    """Return ``text`` as a link to ``address``, for terminals that show links (OSC 8)."""
    if address is None:
        return text
    return f"\x1b]8;;{quote(address, safe=_OF_ADDRESSES)}\x1b\\{text}\x1b]8;;\x1b\\"


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
