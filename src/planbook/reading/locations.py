"""From findings to diagnostics: the line and column of each, looked up when there is need.

Documents are plain values without positions, which keeps reading fast. A file that has
findings is gone through a second time, and its values become a tree of positions.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from planbook.diagnostics.diagnostic import Diagnostic, Note
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.pointer import names_in
from planbook.diagnostics.span import Span
from planbook.reading.events import walk_events
from planbook.reading.front_matter import find_front_matter
from planbook.reading.lines import Lines
from planbook.reading.scalar_offsets import offset_in_source
from planbook.reading.series import Row, read_table, series_path
from planbook.reading.series_columns import TABLES, Table
from planbook.reading.sources import Source, Sources

_YAML_SUFFIXES: Final = (".yaml", ".yml", ".json")
_NO_TEXTS: Final[Mapping[str, str]] = MappingProxyType({})


def locate_findings(
    findings: Iterable[Finding], sources: Sources, others: Mapping[str, str] = _NO_TEXTS
) -> tuple[Diagnostic, ...]:
    """Return ``findings`` with their lines and columns, in the order in which they are shown.

    ``others`` are texts outside the content that findings may point into, by their paths:
    planbook.yaml, a theme's file, a project's schemas. A mistake that is written once and used
    by several aliases is one diagnostic.
    """
    positions = Locator({**sources.texts, **others}, sources.series)
    return distinct(map(positions.locate, findings))


def distinct(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` in the order in which they are shown, equal ones at a place once."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in sorted(diagnostics, key=Diagnostic.sort_key):
        words = tuple(diagnostic.message.items())
        where = diagnostic.span or diagnostic.pointer
        first.setdefault((diagnostic.path, where, diagnostic.code, words), diagnostic)
    return tuple(first.values())


def locate_places(
    places: Iterable[Place], sources: Sources, others: Mapping[str, str] = _NO_TEXTS
) -> tuple[tuple[str, Span | None], ...]:
    """Return the file and the span that each of ``places`` stands for, in their order.

    A place that is not written is where it would have to be added: the key around it.
    """
    positions = Locator({**sources.texts, **others}, sources.series)
    return tuple(map(positions.find, places))


TextRange = tuple[int, int]


class SourceNode(msgspec.Struct):
    """Where a value stands in a text, and the values in it by name or number.

    ``scalar`` is the source text of a single value, None of a list or mapping. ``key`` is where
    its name stands, which a list's entry does not have.
    """

    value: TextRange
    key: TextRange | None = None
    scalar: str | None = None
    children: dict[str, SourceNode] = msgspec.field(default_factory=dict)


def map_positions(text: str, start: int = 0, end: int | None = None) -> dict[int, SourceNode]:
    """Return the outermost position of every document of ``text``, by the document's number.

    What comes by an alias or by `<<` has the position where it is written; the alias itself has
    its own. Of a key that is there twice the first counts, as it does when values are read.
    """
    builder = _PositionBuilder()
    for index, offset, event in walk_events(text, start, len(text) if end is None else end):
        builder.draw(index, offset, event)
    return builder.roots


class _Frame(msgspec.Struct):
    position: SourceNode
    mapping: bool
    name: str | None = None  # the key whose value comes next
    key: TextRange | None = None
    as_key: bool = False  # whether the collection stands where a key belongs
    merged: list[SourceNode] = msgspec.field(default_factory=list)


class _PositionBuilder:
    """Draws positions from events. Nothing is expanded and nothing recurses."""

    def __init__(self) -> None:
        self.roots: dict[int, SourceNode] = {}
        self.stack: list[_Frame] = []
        self.anchors: dict[str, SourceNode] = {}

    def draw(self, index: int, offset: int, event: Any) -> None:
        text_range = (offset + event.start_mark.index, offset + event.end_mark.index)
        # Most events are scalars: they are asked for first.
        if isinstance(event, ScalarEvent):
            if self._expects_key():
                self._take_key(event, event.value, text_range)
            else:
                self._place(index, event, SourceNode(text_range, scalar=event.value))
        elif isinstance(event, AliasEvent):
            known = self.anchors.get(event.anchor or "", SourceNode(text_range, scalar=""))
            if self._expects_key():
                self._take_key(event, known.scalar or "", text_range)
            else:
                position = SourceNode(text_range, scalar=known.scalar, children=known.children)
                self._place(index, None, position)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            as_key = self._expects_key()
            position = SourceNode(text_range)
            if not as_key:
                self._place(index, event, position)
            self.stack.append(_Frame(position, isinstance(event, MappingStartEvent), as_key=as_key))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._close(text_range)
        elif isinstance(event, DocumentStartEvent):
            self.stack = []
            self.anchors = {}

    def _expects_key(self) -> bool:
        if not self.stack:
            return False
        frame = self.stack[-1]
        return frame.mapping and frame.name is None

    def _take_key(self, event: Any, name: str, text_range: TextRange) -> None:
        frame = self.stack[-1]
        plain_merge = name == "<<" and not getattr(event, "style", "")
        frame.name = "\0<<" if plain_merge else name
        frame.key = text_range
        anchor = getattr(event, "anchor", None)
        if anchor is not None and isinstance(event, ScalarEvent):
            self.anchors[anchor] = SourceNode(text_range, scalar=name)

    def _place(self, index: int, event: Any, position: SourceNode) -> None:
        """Put ``position`` where it belongs in the tree."""
        if event is not None and event.anchor is not None:
            self.anchors[event.anchor] = position
        if not self.stack:
            self.roots[index] = position
            return
        frame = self.stack[-1]
        if not frame.mapping:
            frame.position.children[str(len(frame.position.children))] = position
            return
        if frame.name == "\0<<":
            frame.merged.append(position)
        elif frame.name is not None:
            position.key = frame.key
            frame.position.children.setdefault(frame.name, position)
        frame.name = None

    def _close(self, text_range: TextRange) -> None:
        frame = self.stack.pop()
        frame.position.value = (
            frame.position.value[0],
            max(frame.position.value[1], text_range[1]),
        )
        for merged in frame.merged:
            sources = [merged] if _is_mapping(merged) else list(merged.children.values())
            for source in sources:
                for name, position in source.children.items():
                    frame.position.children.setdefault(name, position)
        if frame.as_key:
            # The value that follows belongs to no name.
            self.stack[-1].name = "\0"


def _is_mapping(position: SourceNode) -> bool:
    return any(child.key is not None for child in position.children.values())


class _Sheet(msgspec.Struct):
    """One text with its positions."""

    path: str
    lines: Lines
    roots: dict[int, SourceNode]
    body: int = 0  # where the Markdown of a chapter begins


class Locator:
    """Looks places up, each text being gone through once.

    ``texts`` are files by path, ``series`` the tables among them. Of a finding in a file only that
    is asked for, with the other languages of a chapter, a metric's tables, and whatever files the
    finding's notes point into.
    """

    def __init__(self, texts: Mapping[str, str], series: Mapping[str, Source]) -> None:
        self.texts = texts
        self.series = series
        self.sheets: dict[str, _Sheet] = {}
        self.lines: dict[str, Lines] = {}
        self.tables: dict[tuple[str, Table], tuple[Row, ...]] = {}

    def locate(self, finding: Finding) -> Diagnostic:
        """Return ``finding`` with its line and column, and the line's words."""
        path, span = self.find(finding.place)
        notes = []
        for related in finding.related:
            elsewhere, there = self.find(related.place)
            notes.append(Note(related.message, elsewhere, there, related.place))
        excerpt = None
        if span is not None and path in self.texts:
            excerpt = self._lines_of(path).words_of(span.line)
        return Diagnostic(
            code=finding.code.name,
            severity=finding.code.severity,
            message=finding.message,
            path=path,
            span=span,
            pointer=finding.place.pointer,
            subject=finding.subject,
            help=finding.help,
            notes=tuple(notes),
            excerpt=excerpt,
            scope=finding.code.scope,
            place=finding.place,
            public_message=finding.public_message,
            public_help=finding.public_help,
        )

    def _lines_of(self, path: str) -> Lines:
        if path not in self.lines:
            self.lines[path] = Lines(self.texts[path])
        return self.lines[path]

    def find(self, place: Place) -> tuple[str, Span | None]:
        """Return the file that ``place`` is in, and where in it."""
        if place.span is not None or place.path not in self.texts:
            return place.path, place.span
        tokens = names_in(place.pointer)
        path = self._translation(place.path, tokens)
        sheet = self._sheet(path)
        if sheet is None:
            return path, None
        if tokens[:1] == ["body"] and path.endswith(".md"):
            return path, _inside(_first_line(sheet), place.within)
        root = sheet.roots.get(place.document)
        if root is None:
            return path, sheet.lines.span(0, 1) if sheet.lines.text else None
        row = self._row(path, root, tokens)
        if row is not None:
            return row
        position, on_key = _find_spot(root, tokens, on_key=place.on == "key")
        if place.within is not None and position.scalar is not None and not on_key:
            return path, _span_within(sheet.lines, position, place.within)
        return path, _span_of(sheet.lines, position, on_key=on_key)

    def _sheet(self, path: str) -> _Sheet | None:
        if path not in self.sheets:
            text = self.texts[path]
            lines = self._lines_of(path)
            if path.endswith(".md"):
                matter = find_front_matter(text)
                roots = map_positions(text, matter.start, matter.end)
                self.sheets[path] = _Sheet(path, lines, roots, matter.body)
            elif path.endswith(_YAML_SUFFIXES):
                self.sheets[path] = _Sheet(path, lines, map_positions(text))
            else:
                return None
        return self.sheets[path]

    def _translation(self, path: str, tokens: list[str]) -> str:
        """Return the file of a chapter in which the words of one language stand."""
        if not path.endswith(".md") or len(tokens) < 2:
            return path
        stem = path.removesuffix(".md")
        folder, name = posixpath.split(stem)
        for chapter in (posixpath.splitext(name)[0], name):
            sibling = posixpath.join(folder, f"{chapter}.{tokens[1]}.md")
            sheet = self._sheet(sibling) if sibling in self.texts else None
            if sheet is not None and (
                tokens[0] == "body" or any(tokens[0] in r.children for r in sheet.roots.values())
            ):
                return sibling
        return path

    def _row(
        self, path: str, root: SourceNode, tokens: list[str]
    ) -> tuple[str, Span | None] | None:
        """Return where a metric's reading or target stands that came from a table."""
        sort = next((one for one in TABLES if tokens[:1] == [one.rows_of]), None)
        if sort is None or sort.rows_of in root.children:
            return None
        source = root.children.get(sort.named_in)
        if source is None:
            return None
        file = series_path(path, source.scalar or "")
        if file is None or file not in self.series or len(tokens) < 2:
            return path, self._lines_of(path).span(*source.value)
        unit = root.children.get("unit")
        table = sort.of_metric(
            _scalars_in(root.children.get("columns")), unit.scalar if unit is not None else None
        )
        if (file, table) not in self.tables:
            self.tables[file, table] = read_table(self.series[file], table).value
        rows = self.tables[file, table]
        if not tokens[1].isdecimal() or int(tokens[1]) >= len(rows):
            return file, None
        spans = rows[int(tokens[1])].spans
        return file, spans.get(tokens[2] if len(tokens) > 2 else "", next(iter(spans.values())))


def _scalars_in(position: SourceNode | None) -> dict[str, str]:
    """Return the single values of a mapping by their names."""
    children = position.children if position is not None else {}
    return {name: child.scalar for name, child in children.items() if child.scalar}


def _inside(first: Span, within: Span | None) -> Span:
    """Return the part ``within`` of a text that begins with the line ``first``."""
    if within is None:
        return first
    above = first.line - 1
    return Span(above + within.line, within.column, above + within.end_line, within.end_column)


def _span_within(lines: Lines, position: SourceNode, within: Span) -> Span:
    """Return where a part of a text is written, its lines counted from the text's first."""
    value = position.scalar or ""
    above = [len(line) + 1 for line in value.split("\n")[: within.line - 1]]
    wanted = sum(above) + within.column - 1
    start = offset_in_source(lines.text, *position.value, value, wanted)
    if start is None:
        return lines.span(*position.value)
    length = within.end_column - within.column if within.end_line == within.line else len(value)
    return lines.span(start, start + max(length, 1))


def _find_spot(root: SourceNode, tokens: list[str], *, on_key: bool) -> tuple[SourceNode, bool]:
    """Return the value that ``tokens`` lead to from ``root``, and whether its key is meant.

    Where there is no such value, the key of the nearest one around it stands in for it: that is
    the line to which something has to be added.
    """
    position = root
    for token, following in zip(tokens, [*tokens[1:], ""], strict=False):
        below = position.children.get(token)
        if below is None and following in position.children:
            # Written short: /actions/0/title/zh is /actions/0/zh here, and /cell/0/zh is /cell/zh.
            continue
        if below is None:
            # Text that was written plainly is by language further on: /title/zh is /title here.
            on_key = position.scalar is None
            break
        position = below
    if position is root and position.scalar is None:
        on_key = True
    return position, on_key


def _span_of(lines: Lines, position: SourceNode, *, on_key: bool) -> Span:
    """Return the span of a value, or of its key."""
    if not on_key:
        return lines.span(*position.value)
    if position.key is not None:
        return lines.span(*position.key)
    # An entry of a list, or a whole document, is known by the first thing in it.
    first = next(iter(position.children.values()), None)
    if first is not None and first.key is not None and first.key[0] >= position.value[0]:
        return lines.span(*first.key)
    return lines.span(*position.value)


def _first_line(sheet: _Sheet) -> Span:
    text = sheet.lines.text
    body = text[sheet.body :]
    start = sheet.body + len(body) - len(body.lstrip())
    if start >= len(text):
        start = max(sheet.body - 1, 0)
    line = sheet.lines.line_of(start)
    return sheet.lines.span(start, sheet.lines.start_of(line) + len(sheet.lines.words_of(line)))
