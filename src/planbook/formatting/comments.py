"""What stands between the tokens of a YAML text: comments and blank lines, and what they are about.

A comment is about what it stands above, unless its indentation or a blank line says otherwise.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

import msgspec


class CommentLine(msgspec.Struct, frozen=True):
    """A line with nothing but a comment; a blank line where ``text`` is empty.

    ``column`` is where it stands, ``depth`` the column of what it speaks of: that of a value that
    was commented out, as in `#  due: 2026-09-30`, is behind the `#`.
    """

    column: int
    text: str
    depth: int


CommentLines: TypeAlias = tuple[CommentLine, ...]
BLANK: Final = CommentLine(0, "", 0)


class Gap(msgspec.Struct, frozen=True):
    """What stands before a token.

    ``inline`` is a comment on the line of the token before, with the blanks that part them;
    ``lines`` are those between. It ``breaks`` where the token stands on a line of its own.
    """

    inline: str = ""
    lines: CommentLines = ()
    breaks: bool = False


NO_GAP: Final = Gap()

_COMMENTED_OUT: Final = re.compile(r"#( {2,})(?:-(?: |$)|[\w\"'.-]+:(?: |$)|#)")
_FURTHER: Final = re.compile(r"#( {2,})")
# What speaks to an editor counts for the whole file, and only at its top.
_MODELINE: Final = re.compile(r"# ?(?:yaml-language-server:|\$schema|-\*-|vim?:|!)")
_DIRECTIVE: Final = re.compile(r"# ?planbook:")


def read_gap(text: str, start: int, end: int) -> Gap:
    """Return what stands in ``text`` from ``start`` to ``end``, which no token reaches into."""
    between = text[start:end]
    if "\n" not in between and "#" not in between:
        return NO_GAP
    first, *rows = between.split("\n")
    lines: list[CommentLine] = []
    if start == 0 and first.strip():
        rows.insert(0, first)
        first = ""
    # What is left of the last row is the indentation of the token.
    for row in rows[:-1]:
        line = _read_line(row, lines[-1] if lines else BLANK)
        if line.text or not lines or lines[-1].text:
            lines.append(line)
    inline = first.rstrip()
    if "\t" in inline[: inline.find("#") + 1]:
        inline = f"  {inline.lstrip()}"
    return Gap(inline, tuple(lines), breaks=bool(rows))


def _read_line(row: str, above: CommentLine) -> CommentLine:
    text = row.strip(" \t")
    if not text:
        return BLANK
    column = row.index("#")
    depth = column
    if column == 0:
        goes_on = above.text and above.column < above.depth
        found = (_FURTHER if goes_on else _COMMENTED_OUT).match(text)
        depth = len(found[1]) if found else 0
    return CommentLine(column, text, depth)


def indent_comments(lines: CommentLines, indent: int) -> list[str]:
    """Return ``lines`` with the first of each block at ``indent``, and the others as before to it.

    What was commented out at the very beginning of a line stays there.
    """
    written = []
    first_column: int | None = None
    for line in lines:
        if not line.text:
            first_column = None
            written.append("")
        elif line.column < line.depth:
            written.append(line.text)
        else:
            first_column = line.column if first_column is None else first_column
            written.append(" " * (indent + max(line.column - first_column, 0)) + line.text)
    return written


def split_head(lines: CommentLines) -> tuple[CommentLines, CommentLines]:
    """Return which of the ``lines`` above a first entry are about all, and which about itself.

    A blank line parts the two. What speaks to an editor is never about an entry.
    """
    lines = strip_blanks(lines)
    after = max((at + 1 for at, line in enumerate(lines) if not line.text), default=0)
    for at in range(after, len(lines)):
        if _MODELINE.match(lines[at].text):
            after = at + 1
    return lines[:after], lines[after:]


def split_directives(lines: CommentLines) -> tuple[CommentLines, CommentLines]:
    """Return ``lines`` above an element of a list, and those that are about its first line only.

    These begin with an instruction to planbook, such as `# planbook: allow[...]`.
    """
    for at, line in enumerate(lines):
        if _DIRECTIVE.match(line.text):
            return lines[:at], lines[at:]
    return lines, ()


def split_below(lines: CommentLines) -> tuple[CommentLines, CommentLines]:
    """Return which of the ``lines`` between two entries are about the upper, and which the lower.

    What touches the upper and is parted from the lower by a blank line is about the upper.
    """
    blank = next((at for at, line in enumerate(lines) if not line.text), 0)
    return lines[:blank], lines[blank:]


def strip_blanks(lines: CommentLines) -> CommentLines:
    """Return ``lines`` without the blank ones that they begin with."""
    at = 0
    while at < len(lines) and not lines[at].text:
        at += 1
    return lines[at:]


def share_out(lines: CommentLines, columns: list[int], *, below_leaf: bool) -> list[CommentLines]:
    """Return which of ``lines`` belong to which of the collections that go on or end above them.

    ``columns`` are where these stand, from the one that goes on inwards. One more share, the last,
    is for what stands deeper than all: it is about the last value, where it can be
    (``below_leaf``). Comments lead outwards only.
    """
    shares: list[list[CommentLine]] = [[] for _ in range(len(columns) + 1)]
    level = len(columns) if below_leaf else len(columns) - 1
    waiting: list[CommentLine] = []
    for line in lines:
        if not line.text:
            waiting = [line]
            continue
        deep_enough = (at for at, column in enumerate(columns) if column >= line.depth)
        level = min(level, next(deep_enough, level))
        shares[level] += [*waiting, line]
        waiting = []
    shares[0] += waiting
    return [tuple(share) for share in shares]
