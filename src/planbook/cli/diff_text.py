"""What a change means, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from planbook.cli.diff_report import (
    Block,
    comparing_words,
    notes_of,
    nothing_changed,
    sections_of,
    warnings_of,
)
from planbook.diagnostics.terminal import safe
from planbook.wrapping import wrap_words

if TYPE_CHECKING:
    from planbook.cli.diff_report import Report

COLUMNS: Final = 100
_MOST_LINES: Final = 20
"""So many lines are printed of one document in one section; what is more is counted."""


def render_diff_text(report: Report) -> str:
    """Return the changes as headings and sentences, no line wider than 100 columns."""
    lines = [*_wrapped(comparing_words(report), "", ""), ""]
    warnings = [line for words in warnings_of(report) for line in _wrapped(words, "", "")]
    lines += [*warnings, ""] if warnings else []
    for section in sections_of(report):
        lines.append(safe(f"{section.heading} ({section.count})"))
        for block in section.blocks:
            lines += _block(block, report)
        lines.append("")
    if report.comparison.is_empty:
        lines += [nothing_changed(report), ""]
    for note in notes_of(report):
        lines += _wrapped(note, "", "")
    return "\n".join(lines).rstrip() + "\n"


def _block(block: Block, report: Report) -> Iterator[str]:
    colon = report.say(": ", "：")
    if len(block.lines) == 1:
        words = f"{block.lead}{colon}{block.lines[0]}" if block.lead else block.lines[0]
        yield from _wrapped(words, "  ", "    ")
        return
    if block.lead:
        yield from _wrapped(block.lead, "  ", "    ")
    for line in block.lines[:_MOST_LINES]:
        yield from _wrapped(line, "    - ", "      ")
    more = len(block.lines) - _MOST_LINES
    if more > 0:
        yield f"    {report.say(f'and {more} more', f'另有 {more} 处')}"


def _wrapped(words: str, first: str, following: str) -> Iterator[str]:
    indent = first
    for line in wrap_words(safe(" ".join(words.split())), COLUMNS - len(following)):
        yield f"{indent}{line}"
        indent = following
