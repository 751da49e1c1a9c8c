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
    Node,
    SyntaxDocument,
    SyntaxTree,
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

    def block(self, node: Node, indent: int, *, goes_on: bool = False) -> None:
        """Write the entries of a block collection; the first ``goes_on`` in the line begun."""
        if not goes_on:
            self.comments(node.head, indent)
        parted = False
        for at, entry in enumerate(node.entries):
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
            self.add("".join(self.flow_node(entry.key)))
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
        node = entry.value
        goes_on = _goes_on(entry)
        if goes_on:
            self.add(" ")
        else:
            self.end_line(node.gap.inline)
        self.block(node, indent, goes_on=goes_on)
        self.comments(node.tail, indent)

    def single_value(self, entry: Entry, indent: int) -> None:
        node = entry.value
        before = entry.column
        if node.gap.breaks and node.style not in BLOCK_STYLES:
            before = self.column_of(node.start) - _STEP
        words = self.flow(node, shift=indent - before, least=indent + _STEP, parent=entry.column)
        self.place(node.gap, words, indent + _STEP)

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

    def flow(self, node: Node, *, shift: int = 0, least: int = 0, parent: int = 0) -> str:
        """Return ``node`` as it is written, its later lines shifted with its first."""
        words = self.text[node.start : node.end]
        if node.type == "flow" and node.one_line:
            words = "".join(self.flow_collection(node))
        elif "\n" in words and node.type == "flow":
            words = _reindented(self.without_blanks_at_ends(node), shift, least - _STEP)
        elif node.style in BLOCK_STYLES:
            words = _shifted_block(words, shift, parent)
        elif "\n" in words:
            words = _reindented(words, shift, least)
        return words

    def flow_collection(self, node: Node) -> Iterator[str]:
        yield self.text[node.start]
        for at, entry in enumerate(node.entries):
            if at > 0:
                yield ", "
            if entry.key is not None:
                yield from self.flow_node(entry.key)
                yield " :" if entry.key.type == "alias" else ":"
                yield " "
            yield from self.flow_node(entry.value)
        yield self.text[node.end - 1]

    def flow_node(self, node: Node) -> Iterator[str]:
        for written in node.properties:
            yield f"{written.text} "
        yield self.flow(node)

    def without_blanks_at_ends(self, node: Node) -> str:
        """Return a flow collection of several lines without blanks at their ends."""
        parts = []
        behind = node.start
        for start, end in node.gaps:
            parts.append(self.text[behind:start])
            *rows, last = self.text[start:end].split("\n")
            parts += [row.rstrip(" \t") + "\n" for row in rows]
            parts.append(last)
            behind = end
        return "".join([*parts, self.text[behind : node.end]])


def _goes_on(entry: Entry) -> bool:
    """Return whether an element's own first entry stands in the line of the dash."""
    node = entry.value
    if entry.key is not None or not node.is_block or node.properties or node.head:
        return False
    return not (node.gap.inline or any(line.text for line in node.gap.lines))


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
