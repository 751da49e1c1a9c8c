"""From a syntax tree to text: two spaces a level, one space behind `:`, `-` and `,`.

Scalars are copied as they are written; of those of several lines, the later lines are indented
with the first. Comments stand where what they are about stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.formatting.comments import (
    BLANK,
    CommentLines,
    Gap,
    indent_comments,
    strip_blanks,
)
from planbook.formatting.syntax_tree import (
    BLOCK_STYLES,
    Entry,
    SyntaxDocument,
    SyntaxTree,
    SyntaxValue,
    block_indent,
    is_open,
)

_STEP: Final = 2


def write_tree(tree: SyntaxTree) -> str:
    """Return the text of ``tree`` in the canonical layout."""
    writer = _Writer(tree.text)
    for document in tree.documents:
        writer.document(document)
    writer.comments(tree.after, 0)
    return writer.finish()


class _Writer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.line: str | None = None  # the one that is being written
        self.open = False  # a blank line would belong to the block scalar above

    # Lines

    def finish(self) -> str:
        """Return what was written, with one line end at its end."""
        self.end_line()
        while self.lines and not self.lines[-1] and not self.open:
            self.lines.pop()
        return "".join(f"{line}\n" for line in self.lines)

    def end_line(self, inline: str = "") -> None:
        if self.line is not None:
            self.lines.append(self.line + inline)
            self.open = False
        self.line = None

    def begin_line(self, words: str) -> None:
        self.end_line()
        self.line = words

    def comments(self, lines: CommentLines, indent: int) -> None:
        """Write ``lines``, and never two blank lines in a row."""
        if not lines:
            return
        self.end_line()
        for line in indent_comments(lines, indent):
            if line:
                self.lines.append(line)
                self.open = False
            elif self.lines and self.lines[-1] and not self.open:
                self.lines.append("")

    # Collections

    def document(self, document: SyntaxDocument) -> None:
        self.comments(document.before if self.lines else strip_blanks(document.before), 0)
        root = document.root
        if document.marker:
            self.begin_line(document.marker)
        if root.is_block:
            self.end_line(root.gap.inline)
            self.block(root, 0)
        elif root.type == "flow" and document.marker:
            self.place(root.gap, self.flow(root), 0)
        elif root.type == "flow":
            self.comments(root.gap.lines, 0)
            self.begin_line(self.flow(root))
        self.end_line(document.inline)
        self.comments(root.tail, 0)
        if document.end_marker:
            self.drop_blank()
            self.begin_line(document.end_marker)
            self.end_line(document.closing)

    def drop_blank(self) -> None:
        if self.lines and not self.lines[-1] and not self.open:
            self.lines.pop()

    def block(self, value: SyntaxValue, indent: int, *, goes_on: bool = False) -> None:
        """Write the entries of a block collection; the first ``goes_on`` in the line begun."""
        if not goes_on:
            self.comments(value.head, indent)
        parted = False
        for at, entry in enumerate(value.entries):
            lead = entry.lead
            if at == 0:
                lead = strip_blanks(lead)
            elif parted:
                lead = (BLANK, *lead)
            if not (at == 0 and goes_on):
                for lines in (lead, *_first_leads(entry)):
                    self.comments(lines, indent)
                self.begin_line(" " * indent)
            self.entry(entry, indent)
            self.comments(entry.trail, indent)
            parted = bool(entry.trail)

    def entry(self, entry: Entry, indent: int) -> None:
        if entry.key is None:
            self.add("-")
        else:
            self.add("".join(self.flow_value(entry.key)))
            self.add(" :" if entry.key.type == "alias" else ":")
        for written in entry.value.properties:
            self.place(written.gap, written.text, indent + _STEP)
        if entry.value.is_block:
            self.block_value(entry, indent + _STEP)
            return
        if entry.value.type != "empty":
            self.single_value(entry, indent)
        self.end_line(entry.inline)
        self.comments(entry.inner, indent + _STEP)

    def add(self, words: str) -> None:
        assert self.line is not None
        self.line += words

    def block_value(self, entry: Entry, indent: int) -> None:
        value = entry.value
        goes_on = _goes_on(entry)
        if goes_on:
            self.add(" ")
        else:
            self.end_line(value.gap.inline)
        self.block(value, indent, goes_on=goes_on)
        self.comments(value.tail, indent)

    def single_value(self, entry: Entry, indent: int) -> None:
        value = entry.value
        before = entry.column
        if value.gap.breaks and value.style not in BLOCK_STYLES:
            before = self.column_of(value.start) - _STEP
        words = self.flow(value, shift=indent - before, least=indent + _STEP, parent=entry.column)
        self.place(value.gap, words, indent + _STEP)

    def place(self, gap: Gap, words: str, indent: int) -> None:
        """Write ``words`` behind what stands in the line, or below it where they stood so."""
        if gap.breaks:
            self.end_line(gap.inline)
            self.comments(gap.lines, indent)
            self.begin_line(" " * indent)
        else:
            self.add(" ")
        first, *rest = words.split("\n")
        self.add(first)
        for row in rest:
            self.begin_line(row)
        if is_open(first):
            self.end_line()
            self.open = True

    def column_of(self, position: int) -> int:
        return position - (self.text.rfind("\n", 0, position) + 1)

    # Single values and flow collections

    def flow(self, value: SyntaxValue, *, shift: int = 0, least: int = 0, parent: int = 0) -> str:
        """Return ``value`` as it is written, its later lines shifted with its first."""
        words = self.text[value.start : value.end]
        if value.type == "flow" and value.one_line:
            words = "".join(self.flow_collection(value))
        elif "\n" in words and value.type == "flow":
            words = _reindented(self.without_blanks_at_ends(value), shift, least - _STEP)
        elif value.style in BLOCK_STYLES:
            words = _shifted_block(words, shift, parent)
        elif "\n" in words:
            words = _reindented(words, shift, least)
        return words

    def flow_collection(self, value: SyntaxValue) -> Iterator[str]:
        yield self.text[value.start]
        for at, entry in enumerate(value.entries):
            if at > 0:
                yield ", "
            if entry.key is not None:
                yield from self.flow_value(entry.key)
                yield " :" if entry.key.type == "alias" else ":"
                yield " "
            yield from self.flow_value(entry.value)
        yield self.text[value.end - 1]

    def flow_value(self, value: SyntaxValue) -> Iterator[str]:
        for written in value.properties:
            yield f"{written.text} "
        yield self.flow(value)

    def without_blanks_at_ends(self, value: SyntaxValue) -> str:
        """Return a flow collection of several lines without blanks at their ends."""
        parts = []
        behind = value.start
        for start, end in value.gaps:
            parts.append(self.text[behind:start])
            *rows, last = self.text[start:end].split("\n")
            parts += [row.rstrip(" \t") + "\n" for row in rows]
            parts.append(last)
            behind = end
        return "".join([*parts, self.text[behind : value.end]])


def _goes_on(entry: Entry) -> bool:
    """Return whether an element's own first entry stands in the line of the dash."""
    value = entry.value
    if entry.key is not None or not value.is_block or value.properties or value.head:
        return False
    return not (value.gap.inline or any(line.text for line in value.gap.lines))


def _first_leads(entry: Entry) -> Iterator[CommentLines]:
    """Yield the comments of what stands in the line of a dash: they stand above the dash."""
    while _goes_on(entry):
        entry = entry.value.entries[0]
        yield strip_blanks(entry.lead)


def _reindented(words: str, shift: int, least: int) -> str:
    """Return ``words`` with its lines behind the first shifted, none farther left than ``least``.

    It is for texts whose indentation means nothing.
    """
    first, *rows = words.split("\n")
    lines = [first]
    for row in rows:
        bare = row.lstrip(" \t")
        lines.append(" " * max(len(row) - len(bare) + shift, least) + bare if bare else "")
    return "\n".join(lines)


def _shifted_block(words: str, shift: int, parent: int) -> str:
    """Return a block scalar with its lines shifted; lines of nothing but indentation are empty."""
    rows = words.split("\n")
    indent = block_indent(rows, parent)
    lines = [rows[0].rstrip()]
    for row in rows[1:]:
        if not row.strip(" \t"):
            row = " " * len(row) if len(row) > indent else ""
        if shift >= 0:
            lines.append(" " * shift + row if row else "")
        else:
            lines.append(row[-shift:] if row[:-shift].isspace() else row.lstrip(" "))
    while not lines[-1] and not is_open(lines[0]):
        lines.pop()
    return "\n".join(lines)
