"""The Markdown parser: CommonMark with tables, footnotes, task lists and bare addresses.

CommonMark nests lists by two spaces, and its parser is linear. What is left to bound is told as
losses, so that no text vanishes in silence and none holds a build up.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from copy import copy
from typing import Any, Final

import msgspec
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from planbook.diagnostics.span import Span
from planbook.markup.html import Tamed, may_stand, tame
from planbook.markup.inline import AT, Inline, bare_address, recording

MOST_NESTED: Final = 40
"""How deep blocks may stand in each other; a list in a list counts two."""

MOST_BRACKETS: Final = 1_000
"""How many ``[`` one paragraph may hold: each is looked at again for those around it."""

MOST_BRACKETS_IN_ALL: Final = 10_000
"""How many ``[`` one text may hold."""

_RECORDED: Final = ("link", "image", "autolink", "footnote_ref")
_NOT_FOLLOWED: Final = frozenset(("javascript", "vbscript", "data", "file", "blob"))
_SCHEME: Final = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):")
_OWN_ID: Final = re.compile(r"\{#([^\s{}#]+)\}$")
_OPENING: Final = ("blockquote_open", "list_item_open")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


class Link(msgspec.Struct, frozen=True):
    """A link or picture of a text: where it stands, its words and what it leads to.

    ``target`` is as the author wrote it, percent-encoded or not.
    """

    span: Span
    text: str
    target: str
    image: bool = False


class Heading(msgspec.Struct, frozen=True):
    """A heading of a text; ``anchor`` is what a link to it is written with."""

    span: Span
    text: str
    anchor: str


class Loss(msgspec.Struct, frozen=True):
    """Something that does not get onto the page as its author meant it.

    ``what`` names the reason by a short word, ``words`` are those to quote.
    """

    span: Span
    what: str
    words: str


class Parsed(msgspec.Struct):
    """A text as Markdown: its tokens, and what is known of it besides."""

    text: str
    tokens: list[Token] = msgspec.field(default_factory=list)
    links: list[Link] = msgspec.field(default_factory=list)
    headings: list[Heading] = msgspec.field(default_factory=list)
    losses: list[Loss] = msgspec.field(default_factory=list)


class MarkdownReader:
    """Reads Markdown, one text after the other; making one costs as much as a page of text."""

    def __init__(self) -> None:
        self.parser = _make_parser()

    def read(self, text: str) -> Parsed:
        """Return ``text`` as tokens, with its links, its headings and its losses in order."""
        # The parser changes line ends and NUL; neither gets here, but positions must hold.
        env: dict[str, Any] = {}
        parsed = Parsed(text)
        lines = text.split("\n")
        parsed.tokens = self.parser.parse(text, env)
        _Survey(parsed, lines, env).run()
        return parsed


class _Markdown(MarkdownIt):
    """Leaves addresses as they are written: where they lead is planbook's to say."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the parser's own names
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # the parser's own names
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the parser's own names
        scheme = _SCHEME.match(url.replace("\t", "").replace("\n", ""))
        return scheme is None or scheme[1].lower() not in _NOT_FOLLOWED


def _make_parser() -> MarkdownIt:
    parser = _Markdown("commonmark", {"html": True, "maxNesting": MOST_NESTED})
    inline = Inline()
    parser.inline = inline
    parser.use(footnote_plugin, inline=False)
    parser.enable(["table", "strikethrough"])
    parser.disable(["linkify", "smartquotes", "replacements"], ignoreInvalid=True)
    parser.options["tasklists"] = True
    parser.options["store_labels"] = True
    parser.block.ruler.at(
        "html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.at("html_inline", recording(_html_inline))
    parser.inline.ruler.before("escape", "bare_address", bare_address)
    for name in _RECORDED:
        rule = next(one.fn for one in inline.ruler.__rules__ if one.name == name)
        inline.ruler.at(name, recording(rule))
    parser.core.ruler.after("block", "bounds", _keep_bounds)
    parser.core.ruler.before("footnote_tail", "note_footnotes", _note_footnotes)
    return parser


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if not may_stand(state.src[first : first + 64]):
        return False
    if state.src.startswith("<!--", first):
        # A comment that never ends would swallow the rest of the text.
        if "last_comment" not in state.env:
            state.env["last_comment"] = state.src.rfind("-->")
        if state.env["last_comment"] < first:
            return False
    return html_block(state, start, end, silent)


def _html_inline(state: StateInline, silent: bool) -> bool:
    if not may_stand(state.src[state.pos : state.pos + 64]):
        return False
    return html_inline(state, silent)


def _note_footnotes(state: StateCore) -> None:
    """Keep where footnotes are defined: the plug-in drops those that nobody refers to."""
    state.env["footnote_definitions"] = [
        (token.meta["label"], token.map)
        for token in state.tokens
        if token.type == "footnote_reference_open"
    ]


def _keep_bounds(state: StateCore) -> None:
    """Show as it is typed what would take too long, or lies too deep to be read."""
    losses: list[tuple[str, int, str]] = []
    lines: list[str] | None = None
    tokens: list[Token] = []
    brackets = 0
    for token in state.tokens:
        tokens.append(token)
        if token.type == "inline":
            count = token.content.count("[")
            brackets += count
            if count > MOST_BRACKETS or (count and brackets > MOST_BRACKETS_IN_ALL):
                line = token.map[0] if token.map else 0
                losses.append(("brackets", line, str(count)))
                token.type, token.tag, token.content, token.children = (
                    "as_typed",
                    "",
                    token.content,
                    None,
                )
        elif token.type in _OPENING and token.level + 1 >= MOST_NESTED and token.map:
            if lines is None:
                lines = state.src.split("\n")
            typed = Token("code_block", "code", 0, map=token.map, block=True)
            typed.content = "\n".join(lines[token.map[0] : token.map[1]]) + "\n"
            tokens.append(typed)
            losses.append(("depth", token.map[0], ""))
    state.tokens = tokens
    state.env["bound_losses"] = losses


class _Survey:
    """Goes through the tokens of a text once and notes what stands in it, and where."""

    def __init__(self, parsed: Parsed, lines: list[str], env: dict[str, Any]) -> None:
        self.parsed = parsed
        self.lines = lines
        self.env = env
        self.used: set[str] = set()
        self.anchors = Anchors()
        self.columns = 0
        self.tags_open = 0
        self.measured: Token | None = None
        self.starts: list[int] = []
        self.indents: list[int] = []

    def run(self) -> None:
        opened: list[Token] = []
        for token in self.parsed.tokens:
            if token.type == "inline":
                self._inline(token, opened[-1] if opened else None)
            elif token.type == "html_block":
                self._html(token)
            elif token.type == "thead_open":
                self.columns = 0
            elif token.type == "th_open":
                self.columns += 1
            elif token.type == "tr_open" and opened and opened[-1].type == "tbody_open":
                self._row(token)
            if token.nesting > 0:
                opened.append(token)
            elif token.nesting < 0 and opened:
                opened.pop()
        self._definitions()
        for what, line, words in self.env.get("bound_losses", ()):
            self._lose(self._line_span(line), what, words)
        self.parsed.losses.sort(key=lambda loss: (loss.span.line, loss.span.column))

    def _inline(self, token: Token, parent: Token | None) -> None:
        children = token.children or []
        heading = parent if parent is not None and parent.tag in _HEADINGS else None
        if heading is not None:
            self._heading(token, heading)
        for position, child in enumerate(children):
            at = child.meta.get(AT) if child.meta else None
            if child.type == "link_open":
                self._link(token, child, _words_of(children, position + 1), at)
            elif child.type == "image":
                self._link(token, child, child.content, at)
            elif child.type == "html_inline" and at is not None:
                tamed = self._tame(child)
                for address in tamed.addresses:
                    span = self._span(token, *at)
                    self.parsed.links.append(Link(span, "", address.target, address.image))
                for removed in tamed.removed:
                    self._lose(self._span(token, *at), removed.what, removed.words)

    def _link(self, inline: Token, link: Token, words: str, at: tuple[int, int] | None) -> None:
        image = link.type == "image"
        target = str(link.attrGet("src" if image else "href") or "")
        label = link.meta.get("label")
        if label:
            self.used.add(label)
        span = self._span(inline, *at) if at is not None else self._line_span(_line_of(inline))
        self.parsed.links.append(Link(span, words, target, image))

    def _heading(self, inline: Token, heading: Token) -> None:
        children = inline.children or []
        own = ""
        if children and children[-1].type == "text":
            found = _OWN_ID.search(children[-1].content)
            if found is not None:
                own = found[1]
                children[-1].content = children[-1].content[: found.start()].rstrip()
        words = "".join(
            child.content for child in children if child.type in ("text", "code_inline", "image")
        )
        anchor = self.anchors.take(own or slug_of(words))
        heading.meta["anchor"] = anchor
        if own and anchor != own:
            self._lose(self._line_span(_line_of(inline)), "anchor", own)
        self.parsed.headings.append(Heading(self._line_span(_line_of(inline)), words, anchor))

    def _html(self, token: Token) -> None:
        written = copy(token)
        tamed = self._tame(token)
        for address in tamed.addresses:
            span = self._span(written, address.start, address.end)
            self.parsed.links.append(Link(span, "", address.target, address.image))
        for removed in tamed.removed:
            span = self._span(written, removed.start, removed.end)
            self._lose(span, removed.what, removed.words)

    def _tame(self, token: Token) -> Tamed:
        """Clean the HTML of a token, knowing what the tokens before it have left open."""
        tamed = tame(token.content, self.tags_open)
        token.content, self.tags_open = tamed.html, tamed.tags_open
        return tamed

    def _row(self, token: Token) -> None:
        """Notice cells for which the table's head has no column."""
        line = _line_of(token)
        cells = _cells_of(self.lines[line]) if line < len(self.lines) else []
        words = " | ".join(cell.strip() for cell in cells[self.columns :])
        if words.strip(" |"):
            self._lose(self._line_span(line), "cell", words)

    def _definitions(self) -> None:
        for label, known in self.env.get("references", {}).items():
            if label not in self.used:
                self._lose_definition(known["map"][0], "definition")
        for again in self.env.get("duplicate_refs", ()):
            self._lose_definition(again["map"][0], "definition-twice")
        referred = self.env.get("footnotes", {}).get("refs", {})
        seen: set[str] = set()
        for label, where in reversed(self.env.get("footnote_definitions", ())):
            span = self._line_span(where[0] if where else 0)
            if label in seen:
                self._lose(span, "footnote-twice", label)
            elif referred.get(f":{label}", -1) < 0:
                self._lose(span, "footnote", label)
            seen.add(label)

    def _lose_definition(self, line: int, what: str) -> None:
        # The parser keeps labels in capitals; messages quote them as they were written.
        source = self.lines[line] if line < len(self.lines) else ""
        label = source.partition("[")[2].partition("]:")[0]
        self._lose(self._line_span(line), what, label)

    def _lose(self, span: Span, what: str, words: str) -> None:
        self.parsed.losses.append(Loss(span, what, words))

    # Where things stand

    def _span(self, inline: Token, start: int, end: int) -> Span:
        """Return the span of a stretch of a paragraph's content, or of a block of HTML."""
        if self.measured is not inline:
            self.measured = inline
            self.starts, self.indents = _measure(inline, self.lines)
        line, column = self._position(inline, start)
        end_line, end_column = self._position(inline, end)
        return Span(line, column, end_line, end_column)

    def _position(self, inline: Token, offset: int) -> tuple[int, int]:
        above = bisect_right(self.starts, offset) - 1
        column = self.indents[above] + offset - self.starts[above]
        return _line_of(inline) + above + 1, column + 1

    def _line_span(self, line: int) -> Span:
        source = self.lines[line] if line < len(self.lines) else ""
        start = len(source) - len(source.lstrip()) + 1
        return Span(line + 1, start, line + 1, max(len(source.rstrip()) + 1, start))


class Anchors:
    """Hands out names for the headings of one text, each once."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return ``wanted``, or with a number after it where it is taken."""
        name = wanted
        while name in self._counts:
            self._counts[wanted] += 1
            name = f"{wanted}-{self._counts[wanted]}"
        self._counts[name] = 0
        return name


def slug_of(words: str) -> str:
    """Return the anchor of a heading: small letters, spaces as hyphens, punctuation left out.

    As on GitHub: `How it is paid?` is `how-it-is-paid`, `怎么付？` is `怎么付`.
    """
    words = unicodedata.normalize("NFC", words).strip().lower()
    kept = (
        "-" if sign.isspace() else sign
        for sign in words
        if sign.isalnum() or sign.isspace() or sign in "-_" or unicodedata.combining(sign)
    )
    return "".join(kept) or "section"


def _words_of(children: list[Token], start: int) -> str:
    depth, words = 1, []
    for place in range(start, len(children)):
        child = children[place]
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        if depth == 0:
            break
        words.append(child.content)
    return "".join(words)


def _measure(block: Token, lines: list[str]) -> tuple[list[int], list[int]]:
    """Return where each line of a block's content begins, and how far in its source line.

    A block's lines have lost what stands before them: a quote's mark, an indentation.
    """
    starts, indents, offset = [], [], 0
    for above, words in enumerate(block.content.split("\n")):
        line = _line_of(block) + above
        source = lines[line] if line < len(lines) else ""
        starts.append(offset)
        indents.append(max(source.find(words.rstrip()), 0))
        offset += len(words) + 1
    return starts, indents


def _line_of(token: Token) -> int:
    return token.map[0] if token.map else 0


def _cells_of(line: str) -> list[str]:
    cells = escapedSplit(line.strip().lstrip("> "))
    if cells and not cells[0].strip():
        cells.pop(0)
    if cells and not cells[-1].strip():
        cells.pop()
    return cells
