"""The syntax tree of a YAML text: every token with its place, every comment with its owner.

The tree is made for being written again in another layout. Scalars are ranges of the text: nobody
reads them here, so that nobody can change what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal, TypeAlias

import msgspec
from yaml.tokens import (
    AliasToken,
    AnchorToken,
    BlockEndToken,
    BlockEntryToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    DocumentEndToken,
    DocumentStartToken,
    FlowEntryToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    KeyToken,
    ScalarToken,
    StreamEndToken,
    StreamStartToken,
    TagToken,
    ValueToken,
)

from planbook.formatting.comments import (
    NO_GAP,
    CommentLines,
    Gap,
    read_gap,
    share_out,
    split_below,
    split_directives,
    split_head,
)
from planbook.reading.events import open_tokens

ValueType: TypeAlias = Literal["empty", "scalar", "alias", "flow", "mapping", "sequence"]


class UnusualSyntaxError(Exception):
    """The text is written in a way that the tree has no room for, such as `? key`."""


class Property(msgspec.Struct):
    """An anchor or a tag before a value, and what stands before it."""

    text: str
    gap: Gap
    anchor: str | None


class SyntaxValue(msgspec.Struct):
    """A value. A collection has ``entries``: those of a list have no key.

    ``gap`` is before its first token, behind its ``properties``. ``column`` is where a block
    collection stands. ``head`` are comments above all entries, ``tail`` those below. ``mapping``
    tells what a flow collection is; ``one_line`` whether it is written on one line, ``gaps`` what
    is no token in it.
    """

    type: ValueType
    start: int = 0
    end: int = 0
    gap: Gap = NO_GAP
    properties: list[Property] = msgspec.field(default_factory=list)
    column: int = 0
    entries: list[Entry] = msgspec.field(default_factory=list)
    head: CommentLines = ()
    tail: CommentLines = ()
    name: str = ""
    style: str = ""
    mapping: bool = False
    one_line: bool = True
    gaps: list[tuple[int, int]] = msgspec.field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether it is a collection with a line for each entry."""
        return self.type in ("mapping", "sequence")


class Entry(msgspec.Struct):
    """An entry of a mapping, or an element of a list, with the comments about it.

    ``lead`` stand above it, ``inline`` at the end of its line, ``inner`` below it and deeper,
    ``trail`` below it. ``has_value`` is False of a key without a colon in a flow mapping.
    """

    key: SyntaxValue | None
    value: SyntaxValue
    column: int = 0
    lead: CommentLines = ()
    inline: str = ""
    inner: CommentLines = ()
    trail: CommentLines = ()
    has_value: bool = True

    @property
    def name(self) -> str:
        """The key, "" of a list's element."""
        return self.key.name if self.key is not None else ""


class SyntaxDocument(msgspec.Struct):
    """One document of a text.

    ``marker`` is its line `---`, "" without one, ``end_marker`` its line `...`; ``before`` are
    comments above the marker, ``closing`` the comment on the end marker's line, ``inline`` the one
    behind a document that is no block.
    """

    root: SyntaxValue
    before: CommentLines = ()
    marker: str = ""
    end_marker: str = ""
    closing: str = ""
    inline: str = ""


class SyntaxTree(msgspec.Struct):
    """The documents of ``text``; ``after`` are comments below the last, ``comments`` all of them.

    ``has_anchors`` tells whether the order of what is written may matter for aliases.
    """

    text: str
    documents: list[SyntaxDocument] = msgspec.field(default_factory=list)
    after: CommentLines = ()
    comments: list[str] = msgspec.field(default_factory=list)
    has_anchors: bool = False


class _Token(msgspec.Struct):
    type: type[Any]
    start: int
    end: int
    gap: Gap
    value: str
    style: str


BLOCK_STYLES: Final = ("|", ">")
"""The styles of scalars whose line ends and indentation are part of what they say."""

_CLOSING: Final = (StreamEndToken, DocumentStartToken, DocumentEndToken)
_NO_VALUE: Final = (*_CLOSING, KeyToken, ValueToken, BlockEndToken, BlockEntryToken)
_NO_FLOW_VALUE: Final = (FlowEntryToken, FlowMappingEndToken, FlowSequenceEndToken)


def read_syntax(text: str) -> SyntaxTree:
    """Return the syntax tree of ``text``, whose lines end in a line feed each.

    The text is one that planbook can read. Raises UnusualSyntaxError where it is written in a way
    that is not formatted.
    """
    tree = SyntaxTree(text)
    tokens = list(_tokens(text))
    for token in tokens:
        if token.gap is not NO_GAP:
            inline = token.gap.inline.strip()
            tree.comments += [inline] if inline else []
            tree.comments += [line.text for line in token.gap.lines if line.text]
        if token.type is AnchorToken:
            tree.has_anchors = True
    parser = _TreeBuilder(text, tokens)
    before: CommentLines = ()
    while parser.next is not StreamEndToken:
        document = parser.read_document(before)
        tree.documents.append(document)
        before = parser.left_over
        parser.left_over = ()
    tree.after = before
    return tree


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of ``text``; those that are no more than a place have no gap."""
    behind = 0
    for token in open_tokens(text):
        type_ = type(token)
        if type_ is StreamStartToken:
            continue
        start, end = token.start_mark.index, min(token.end_mark.index, len(text))
        value = style = ""
        if type_ is ScalarToken:
            value, style = token.value, token.style or ""
            if style in BLOCK_STYLES:
                end = _end_of_block_scalar(text, start, end)
        elif type_ in (AliasToken, AnchorToken):
            value = token.value
        elif start == end and type_ is not StreamEndToken:
            yield _Token(type_, start, end, NO_GAP, "", "")
            continue
        if type_ is StreamEndToken:
            start = end = len(text)
        yield _Token(type_, start, end, read_gap(text, behind, start), value, style)
        behind = end


def _end_of_block_scalar(text: str, start: int, end: int) -> int:
    """Return where a block scalar ends: with its last line, before the line's end.

    Blank lines below belong to it only where it keeps them.
    """
    end = text.rfind("\n", start, end)
    if end < 0:
        return len(text)
    rows = text[start:end].split("\n")
    if not is_open(rows[0]):
        indent = block_indent(rows, 0)
        while len(rows) > 1 and not rows[-1].strip(" \t") and len(rows[-1]) <= indent:
            end -= len(rows.pop()) + 1
    return end


_HEADER: Final = re.compile(r"[|>](?:(\d)[+-]?|[+-](\d)|[+-])?")


def is_open(header: str) -> bool:
    """Return whether a block scalar with this header keeps the blank lines below it."""
    found = _HEADER.match(header)
    return found is not None and "+" in found[0]


def block_indent(rows: list[str], parent: int) -> int:
    """Return how far the lines of a block scalar are indented, the first being its header.

    Where the header says it, it counts from the column of the collection around.
    """
    found = _HEADER.match(rows[0])
    said = found and (found[1] or found[2])
    if said:
        return parent + int(said)
    lengths = (len(row) - len(row.lstrip(" ")) for row in rows[1:] if row.strip(" \t"))
    return next(lengths, max(map(len, rows[1:]), default=0))


class _TreeBuilder:
    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0
        self.left_over: CommentLines = ()

    @property
    def next(self) -> type[Any]:
        return self.tokens[self.at].type

    def take(self) -> _Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def expect(self, type_: type[Any]) -> _Token:
        if self.next is not type_:
            raise UnusualSyntaxError(self.next.__name__)
        return self.take()

    def read_document(self, before: CommentLines) -> SyntaxDocument:
        document = SyntaxDocument(SyntaxValue("empty"), before)
        if self.next is DocumentStartToken:
            token = self.take()
            document.marker = self.text[token.start : token.end]
            document.before += token.gap.lines
        document.root = root = self.read_value(indentless=False)
        if root.type not in ("mapping", "flow", "empty") or root.properties:
            raise UnusualSyntaxError(root.type)
        if root.gap.inline and not document.marker:
            raise UnusualSyntaxError("a comment after an end marker")
        if not document.marker and before:
            raise UnusualSyntaxError("text after an end marker")
        if self.next not in _CLOSING:
            raise UnusualSyntaxError(self.next.__name__)
        token = self.tokens[self.at]
        if root.is_block:
            root.tail = self._close(root, token.gap)
        else:
            root.tail, document.inline = token.gap.lines, token.gap.inline
        if self.next is DocumentEndToken:
            document.end_marker = "..."
            self.take()
            following = self.tokens[self.at]
            document.closing = following.gap.inline
            self.left_over = following.gap.lines
            if following.type is DocumentEndToken:
                raise UnusualSyntaxError("two end markers")
        token.gap = NO_GAP
        if self.left_over:
            self.tokens[self.at].gap = NO_GAP
        return document

    # Values

    def read_value(self, *, indentless: bool) -> SyntaxValue:
        """Read a value; a list may stand ``indentless`` in a mapping: as far left as its key."""
        properties = self._properties()
        type_ = self.next
        if type_ is BlockMappingStartToken:
            value = self._mapping()
        elif type_ is BlockSequenceStartToken:
            self.take()
            value = self._sequence()
            self.expect(BlockEndToken)
        elif type_ is BlockEntryToken and indentless:
            value = self._sequence()
        elif type_ in _NO_VALUE:
            value = SyntaxValue("empty")
        else:
            value = self._flow_value()
        value.properties = properties
        return value

    def _properties(self) -> list[Property]:
        found = []
        while self.next in (AnchorToken, TagToken):
            token = self.take()
            anchor = token.value if token.type is AnchorToken else None
            found.append(Property(self.text[token.start : token.end], token.gap, anchor))
        return found

    def _column(self, position: int) -> int:
        return position - (self.text.rfind("\n", 0, position) + 1)

    def _mapping(self) -> SyntaxValue:
        self.take()
        first = self.tokens[self.at]
        value = SyntaxValue("mapping", column=self._column(first.start))
        while self.next is KeyToken:
            self._simple_key()
            gap = self.tokens[self.at].gap
            key = self._key()
            entry = Entry(key, SyntaxValue("empty"), column=value.column)
            self._lead(value, entry, gap)
            self.expect(ValueToken)
            entry.value = self.read_value(indentless=True)
            value.entries.append(entry)
        self.expect(BlockEndToken)
        return value

    def _simple_key(self) -> None:
        token = self.take()
        if token.end > token.start:
            raise UnusualSyntaxError("an explicit key")

    def _key(self) -> SyntaxValue:
        properties = self._properties()
        if self.next not in (ScalarToken, AliasToken):
            raise UnusualSyntaxError("a collection as key")
        key = self._flow_value()
        key.properties = properties
        return key

    def _sequence(self) -> SyntaxValue:
        first = self.tokens[self.at]
        value = SyntaxValue("sequence", column=self._column(first.start))
        while self.next is BlockEntryToken:
            token = self.take()
            entry = Entry(None, SyntaxValue("empty"), column=value.column)
            self._lead(value, entry, token.gap)
            entry.value = self.read_value(indentless=False)
            self._take_directives(entry)
            value.entries.append(entry)
        return value

    # Comments

    def _lead(self, value: SyntaxValue, entry: Entry, gap: Gap) -> None:
        """Give the comments above ``entry``, the next of ``value``, to what they are about."""
        if not value.entries:
            value.gap = gap
            value.head, entry.lead = split_head(gap.lines)
            return
        if gap is NO_GAP:
            return
        lines = self._close(value, gap)
        if value.type == "mapping":
            value.entries[-1].trail, lines = split_below(lines)
        entry.lead = lines

    def _close(self, value: SyntaxValue, gap: Gap) -> CommentLines:
        """Give the lines of ``gap`` to what ends before it in ``value``; return the others."""
        leaf = value.entries[-1]
        ending: list[SyntaxValue] = []
        while leaf.value.is_block:
            ending.append(leaf.value)
            leaf = leaf.value.entries[-1]
        if gap.inline:
            leaf.inline = gap.inline
        if not gap.lines:
            return ()
        columns = [value.column, *(below.column for below in ending)]
        shares = share_out(gap.lines, columns, below_leaf=leaf.value.style not in BLOCK_STYLES)
        for below, lines in zip(ending, shares[1:-1], strict=True):
            below.tail = lines
        leaf.inner = shares[-1]
        return shares[0]

    def _take_directives(self, entry: Entry) -> None:
        """Give an instruction above an element to the element's first line."""
        value = entry.value
        if value.type != "mapping" or value.gap.breaks or value.properties:
            return
        entry.lead, directives = split_directives(entry.lead)
        value.entries[0].lead = directives

    # Flow style

    def _flow_value(self) -> SyntaxValue:
        token = self.take()
        if token.type is ScalarToken:
            return SyntaxValue(
                "scalar", token.start, token.end, token.gap, name=token.value, style=token.style
            )
        if token.type is AliasToken:
            return SyntaxValue("alias", token.start, token.end, token.gap, name=token.value)
        if token.type is FlowMappingStartToken:
            return self._flow_collection(token, FlowMappingEndToken)
        if token.type is FlowSequenceStartToken:
            return self._flow_collection(token, FlowSequenceEndToken)
        raise UnusualSyntaxError(token.type.__name__)

    def _flow_collection(self, opening: _Token, closing: type[Any]) -> SyntaxValue:
        first = self.at
        value = SyntaxValue("flow", opening.start, gap=opening.gap)
        value.mapping = closing is FlowMappingEndToken
        while self.next is not closing:
            value.entries.append(self._flow_entry())
            if self.next is not closing:
                self.expect(FlowEntryToken)
        value.end = self.take().end
        tokens = self.tokens[first : self.at]
        value.one_line = "\n" not in self.text[value.start : value.end]
        behind = opening.end
        for token in tokens:
            if token.end > token.start:
                value.gaps.append((behind, token.start))
                behind = token.end
        return value

    def _flow_entry(self) -> Entry:
        if self.next is KeyToken:
            self._simple_key()
            key = self._key()
            self.expect(ValueToken)
            return Entry(key, self._flow_part())
        if self.next is ValueToken:
            raise UnusualSyntaxError("a value without a key")
        return Entry(None, self._flow_part(), has_value=False)

    def _flow_part(self) -> SyntaxValue:
        properties = self._properties()
        value = SyntaxValue("empty") if self.next in _NO_FLOW_VALUE else self._flow_value()
        value.properties = properties
        return value
