"""Plain text of several lines as HTML: lines stay lines, and lines with `- ` are a list."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Final

_MARK: Final = "- "


@dataclass(slots=True)
class _Entry:
    """One entry of a list: its lines, and the entries below it."""

    indent: int
    lines: list[str]
    below: list[_Entry] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """Lines that belong together, or the entries of a list."""

    lines: list[str] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)


def has_lines(text: str) -> bool:
    """Return whether ``text`` has several lines, and so something to keep apart."""
    return "\n" in text.strip()


def flow_html(text: str) -> str:
    """Return ``text`` as paragraphs and lists, for places that may hold them."""
    return "".join(
        _flow_list(block.entries) if block.entries else f"<p>{_joined(block.lines)}</p>"
        for block in _blocks_of(text)
    )


def phrase_html(text: str) -> str:
    """Return ``text`` for a place inside a paragraph or heading: lists are spans with a role."""
    parts: list[str] = []
    after_lines = False
    for block in _blocks_of(text):
        parts.append(_phrase_list(block.entries) if block.entries else "")
        if block.lines:
            parts.append(f"{'<br>' if after_lines else ''}{_joined(block.lines)}")
        after_lines = bool(block.lines)
    return "".join(parts)


def _blocks_of(text: str) -> list[_Block]:
    """Return the paragraphs and lists of a text of several lines.

    An entry is a line that begins with a hyphen and a space. One that is indented further than
    the entry above it belongs to that one; so does an indented line without a hyphen.
    """
    blocks = [_Block()]
    above: list[_Entry] = []
    for line in text.strip("\n").split("\n"):
        words = line.strip()
        indent = len(line) - len(line.lstrip())
        if words.startswith(_MARK):
            while above and above[-1].indent >= indent:
                above.pop()
            entry = _Entry(indent, [words.removeprefix(_MARK).strip()])
            if above:
                above[-1].below.append(entry)
            else:
                if blocks[-1].lines:
                    blocks.append(_Block())
                blocks[-1].entries.append(entry)
            above.append(entry)
        elif words and above and indent > above[-1].indent:
            above[-1].lines.append(words)
        else:
            if blocks[-1].entries or not words:
                blocks.append(_Block())
            above = []
            if words:
                blocks[-1].lines.append(words)
    return [block for block in blocks if block.lines or block.entries]


def _flow_list(entries: list[_Entry]) -> str:
    shown = (
        f"<li>{_joined(entry.lines)}{_flow_list(entry.below) if entry.below else ''}</li>"
        for entry in entries
    )
    return f"<ul>{''.join(shown)}</ul>"


def _phrase_list(entries: list[_Entry]) -> str:
    shown = (
        f'<span role="listitem">{_joined(entry.lines)}'
        f"{_phrase_list(entry.below) if entry.below else ''}</span>"
        for entry in entries
    )
    return f'<span role="list">{"".join(shown)}</span>'


def _joined(lines: list[str]) -> str:
    return "<br>".join(escape(line) for line in lines)
