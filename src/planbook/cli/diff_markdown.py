"""What a change means, as a comment on a pull request: Markdown of GitHub and GitLab.

Words of documents are inert in it: they become no tag, no link, no mention and no reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from planbook.cli.diff_report import (
    URGENT,
    Block,
    Section,
    comparing_words,
    notes_of,
    nothing_changed,
    sections_of,
    title_of,
    warnings_of,
)
from planbook.cli.diff_words import SUMMARIES
from planbook.diagnostics.terminal import safe

if TYPE_CHECKING:
    from planbook.cli.diff_report import Report

LIMIT: Final = 60_000
"""Characters of a comment. GitHub takes 65 536; what a workflow adds has room beside it."""

_MOST_LINES: Final = 30
"""So many lines are shown of one document in one section; what is more is counted."""
_MOST_CHARACTERS: Final = 1_500
"""So long may one line be."""
_RESERVED: Final = 600

# Stands for a space of no width until the rest is written out: no text holds it, as it would be
# written out as an escape itself.
_GAP: Final = "\ue000"
_NO_WIDTH: Final = "&#8203;"
_ENTITIES: Final = MappingProxyType({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# A mention, an issue, a merge request, a milestone, a label, a snippet, an alert, an emoji; a
# commit; what begins an address.
_REFERENCE: Final = re.compile(r"([@#!%~^$&:])(?=[\w+-])")
_PREFIXED: Final = re.compile(r"(?i)\b(gh)(?=-\d)|\b(www)(?=\.)|(:)(?=//)")
_COMMIT: Final = re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)([0-9a-f])(?=[0-9a-f]{6,39}\b)")
_SYNTAX: Final = re.compile(r"[\\`*_\[\]|~$^=#]")
_BEGINNING: Final = re.compile(r"^(?:[-+>]|\d{1,9}[.)])(?=\s|$)")


def render_diff_markdown(report: Report) -> str:
    """Return the comment: the marker, what matters in one look, then folded sections."""
    sections = tuple(sections_of(report))
    head = [
        marker_of(report),
        f"### {inert(title_of(report))}",
        "",
        _with_commit(inert(comparing_words(report)), report.revisions.commit),
        "",
        *_warnings(report),
        *_summary(sections, report),
    ]
    notes = [f"- {inert(note)}" for note in notes_of(report)]
    room = LIMIT - _RESERVED - sum(len(line) + 1 for line in (*head, *notes))
    body, hidden = _body(sections, report, room)
    lines = [*head, *body]
    if hidden:
        command = f"planbook diff {report.revisions.since}"
        lines += [
            inert(
                report.say(
                    f"{hidden} more lines do not fit into a comment; {command} prints them all.",
                    f"另有 {hidden} 行放不进一条评论；{command} 会全部打印。",
                )
            ),
            "",
        ]
    lines += notes
    return "\n".join(lines).rstrip() + "\n"


def marker_of(report: Report) -> str:
    """Return the hidden line by which a comment is found again: one a project and an edition."""
    folder = quote(report.revisions.folder or ".", safe="/.").replace("--", "%2D%2D")
    return f"<!-- planbook-diff {folder} {report.comparison.edition.name} -->"


def inert(words: str) -> str:
    """Return ``words`` as text of one line that means nothing to Markdown, GitHub or GitLab."""
    line = safe(" ".join(words.split()))
    line = _REFERENCE.sub(rf"\1{_GAP}", line)
    line = _PREFIXED.sub(lambda found: f"{found[0]}{_GAP}", line)
    line = _COMMIT.sub(rf"\1{_GAP}", line)
    line = "".join(_ENTITIES.get(character, character) for character in line)
    line = _SYNTAX.sub(r"\\\g<0>", line)
    line = _BEGINNING.sub(r"\\\g<0>", line) if line[:1] in "-+>" else _numbered(line)
    return line.replace(_GAP, _NO_WIDTH)


def _with_commit(line: str, commit: str) -> str:
    """Return ``line`` with the commit as it is: that one may become a link."""
    return line.replace(inert(commit), commit)


def _numbered(line: str) -> str:
    """Return ``line`` so that a number in front of it begins no list."""
    found = _BEGINNING.match(line)
    return line if found is None else f"{line[: found.end() - 1]}\\{line[found.end() - 1 :]}"


def _warnings(report: Report) -> Iterator[str]:
    told = [f"> {inert(words)}" for words in warnings_of(report)]
    for line in told[:_MOST_LINES]:
        yield line
        yield ">"
    more = len(told) - _MOST_LINES
    if more > 0:
        yield f"> {report.say(f'and {more} more', f'另有 {more} 处')}"
    if told:
        yield ""


def _summary(sections: tuple[Section, ...], report: Report) -> Iterator[str]:
    if report.comparison.is_empty:
        yield f"**{inert(nothing_changed(report))}**"
        yield ""
        return
    told = []
    for section in sections:
        one, several, chinese = SUMMARIES[section.name]
        words = report.say(
            f"{section.count} {one if section.count == 1 else several}",
            f"{section.count} {chinese}",
        )
        told.append(f"**{inert(words)}**" if section.name in URGENT else inert(words))
    yield report.say(" · ", " · ").join(told)
    yield ""


def _body(sections: tuple[Section, ...], report: Report, room: int) -> tuple[list[str], int]:
    """Return as many lines as there is ``room`` for, and how many are left out."""
    lines: list[str] = []
    hidden = 0
    for section in sections:
        opened = " open" if section.name in URGENT else ""
        heading = f"<b>{inert(section.heading)}</b> ({section.count})"
        head = [f"<details{opened}><summary>{heading}</summary>", ""]
        foot = ["", "</details>", ""]
        room -= _length(head) + _length(foot)
        kept: list[str] = []
        for block in section.blocks:
            told = list(_block(block, report))
            if hidden or _length(told) > room:
                hidden += len(block.lines)
                continue
            room -= _length(told)
            kept += told
        if kept:
            lines += [*head, *kept, *foot]
        else:
            room += _length(head) + _length(foot)
    return lines, hidden


def _length(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _block(block: Block, report: Report) -> Iterator[str]:
    lead = f"**{inert(block.lead)}**" if block.lead else ""
    if len(block.lines) == 1:
        colon = report.say(": ", "：") if lead else ""
        yield f"- {lead}{colon}{_cut(inert(block.lines[0]))}"
        return
    indent = ""
    if lead:
        yield f"- {lead}"
        indent = "  "
    for line in block.lines[:_MOST_LINES]:
        yield f"{indent}- {_cut(inert(line))}"
    more = len(block.lines) - _MOST_LINES
    if more > 0:
        yield f"{indent}- {report.say(f'and {more} more', f'另有 {more} 处')}"


def _cut(line: str) -> str:
    if len(line) <= _MOST_CHARACTERS:
        return line
    # Not within an entity or an escape.
    kept = line[:_MOST_CHARACTERS].rpartition(" ")[0] or line[:_MOST_CHARACTERS].rstrip("\\")
    return f"{kept.rpartition('&')[0] if '&' in kept[-8:] else kept} …"
