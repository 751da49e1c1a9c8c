"""The figures for a terminal: tables that fit 100 columns, wide characters counted as two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from planbook.cli.score_report import edition_words
from planbook.cli.score_sections import Column, Note, Section, sections_of
from planbook.diagnostics.terminal import ELLIPSIS, safe, width

if TYPE_CHECKING:
    from planbook.cli.score_report import Report

COLUMNS: Final = 100


def render_score_text(report: Report) -> str:
    """Return the figures as tables and sentences, no line wider than 100 columns."""
    day = report.records.as_of.isoformat()
    lines = [
        report.say({"en": f"Figures as of {day}.", "zh": f"评分日期：{day}。"}),
        *_wrapped(report.say(edition_words(report.edition)), ""),
        "",
    ]
    for section in sections_of(report):
        lines += _section(section)
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    yield from _wrapped(section.heading, "")
    if section.rows:
        yield _line(section.columns, [column.head for column in section.columns])
        for row in section.rows:
            yield _line(section.columns, row)
    if section.rows and section.notes:
        yield ""
    for note in section.notes:
        yield from _note(note)
    yield ""


def _note(note: Note) -> Iterator[str]:
    first = "  " * (note.level if note.lead else 1) + note.lead
    yield from _wrapped(note.words, first, " " * width(first) if note.lead else f"{first}  ")


def _line(columns: Sequence[Column], row: Sequence[str]) -> str:
    cells = (_cell(column, value) for column, value in zip(columns, row, strict=True))
    return f"  {' '.join(cells)}".rstrip()


def _cell(column: Column, value: str) -> str:
    shown_value = fitted(safe(value), column.width)
    padding = " " * (column.width - width(shown_value))
    return f"{padding}{shown_value}" if column.right else f"{shown_value}{padding}"


def fitted(words: str, columns: int) -> str:
    """Return ``words`` in at most so many columns, with an ellipsis where they are cut."""
    if width(words) <= columns:
        return words
    kept, used = "", width(ELLIPSIS)
    for character in words:
        used += width(character)
        if used > columns:
            break
        kept += character
    return f"{kept}{ELLIPSIS}"


def _wrapped(words: str, first: str, following: str | None = None) -> Iterator[str]:
    """Yield ``words`` in lines of at most 100 columns, broken at spaces or between characters."""
    indent, line = first, ""
    for piece in _pieces(safe(" ".join(words.split(" ")))):
        if line and width(indent) + width(line) + width(piece.rstrip()) > COLUMNS:
            yield f"{indent}{line.rstrip()}"
            indent = first if following is None else following
            line = piece.lstrip()
        else:
            line += piece
    if line:
        yield f"{indent}{line.rstrip()}"


def _pieces(words: str) -> Iterator[str]:
    """Yield ``words`` in pieces that may stand on a new line: Latin words, single Chinese signs."""
    piece = ""
    for character in words:
        if character == " ":
            yield f"{piece} "
            piece = ""
        elif width(character) > 1:
            # A closing sign does not begin a line.
            if character in "，。；：！？、）”》":
                piece += character
            else:
                if piece:
                    yield piece
                piece = character
        elif piece and width(piece[-1]) > 1:
            yield piece
            piece = character
        else:
            piece += character
            if len(piece) >= COLUMNS // 2:
                yield piece
                piece = ""
    if piece:
        yield piece
