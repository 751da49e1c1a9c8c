"""Diagnostics for people at a terminal: one frame each, with the source line and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from planbook.diagnostics.diagnostic import Diagnostic, Note
from planbook.diagnostics.render_concise import headline
from planbook.diagnostics.rule_pages import Addresses, no_address
from planbook.diagnostics.span import Span
from planbook.diagnostics.terminal import (
    BLUE,
    BOLD,
    CYAN,
    ELLIPSIS,
    RESET,
    SEVERITY_COLOURS,
    cells,
    safe,
    width,
)
from planbook.language import Text, words_in

_NOTE: Final[Text] = {"en": "note", "zh": "注"}
# Characters that take no column of their own, such as accents, are rarely more than this.
_CHARACTERS_A_COLUMN: Final = 4
_HELP: Final[Text] = {"en": "help", "zh": "建议"}


def render_text(
    diagnostics: Iterable[Diagnostic],
    language: str = "en",
    *,
    colour: bool = False,
    columns: int = 120,
    address: Addresses = no_address,
) -> str:
    """Return ``diagnostics`` in their order, a frame each, with an empty line between frames.

    Source lines wider than ``columns`` are cut around what is meant; where ``address`` knows the
    page about a code, the code links there. Without diagnostics the
    text is empty; otherwise it ends with a line end.
    """
    frames = [_frame(found, language, colour, columns, address) for found in diagnostics]
    return "\n".join(frames)


def _frame(
    diagnostic: Diagnostic, language: str, colour: bool, columns: int, address: Addresses
) -> str:
    def paint(style: str, text: str) -> str:
        return f"{style}{text}{RESET}" if colour else text

    number = str(diagnostic.span.line) if diagnostic.span else ""
    margin = " " * len(number)
    bar = paint(BLUE, "|")
    lines = [headline(diagnostic, language, colour=colour, address=address)]
    if diagnostic.span is not None and diagnostic.excerpt is not None:
        source, carets = _source(diagnostic.excerpt, diagnostic.span, columns - len(number) - 3)
        style = SEVERITY_COLOURS[diagnostic.severity]
        before = carets[: len(carets) - len(carets.lstrip())]
        marks = paint(style, carets.lstrip())
        lines += [
            f"{margin} {bar}",
            f"{paint(BLUE, number)} {bar} {source}".rstrip(),
            f"{margin} {bar} {before}{marks}",
        ]
    equals = paint(BLUE, "=")
    for note in diagnostic.notes:
        label = paint(BOLD, f"{_NOTE.get(language, _NOTE['en'])}:")
        lines.append(f"{margin} {equals} {label} {_note(note, language)}")
    if diagnostic.help is not None:
        label = paint(CYAN, f"{_HELP.get(language, _HELP['en'])}:")
        words = safe(words_in(diagnostic.help, (language, "en")))
        lines.append(f"{margin} {equals} {label} {words}")
    return "\n".join(lines) + "\n"


def _note(note: Note, language: str) -> str:
    place = safe(note.path)
    if note.span is not None:
        place = f"{place}:{note.span.line}:{note.span.column}"
    return f"{safe(words_in(note.message, (language, 'en')))}: {place}"


def _source(excerpt: str, span: Span, columns: int) -> tuple[str, str]:
    """Return the source line as it is shown, and the carets for the line below it."""
    columns = max(columns, 20)
    line = excerpt.rstrip("\r\n")
    first = min(span.column - 1, len(line))
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    last = min(max(last, first), len(line))
    # Of a line of a megabyte only what may be shown is measured.
    near = columns * _CHARACTERS_A_COLUMN
    cut_before, cut_after = max(first - near, 0), min(first + near, len(line))
    shown = cells(line[cut_before:cut_after])
    first, last = first - cut_before, min(last, cut_after) - cut_before
    is_whole = len(shown) == len(line)
    start, end = _window(shown, first, last, columns, is_whole=is_whole)
    before = "".join(text for text, _ in shown[start:first])
    meant = "".join(text for text, _ in shown[first : min(last, end)])
    after = "".join(text for text, _ in shown[min(last, end) : end])
    opening = ELLIPSIS if cut_before + start > 0 else ""
    closing = ELLIPSIS if cut_before + end < len(line) else ""
    indent = " " * width(opening + before)
    return (
        f"{opening}{before}{meant}{after}{closing}",
        indent + "^" * max(width(meant), 1),
    )


def _window(
    shown: list[tuple[str, int]], first: int, last: int, columns: int, *, is_whole: bool
) -> tuple[int, int]:
    """Return which characters are shown: those that are meant, and as much around as fits."""
    if is_whole and sum(wide for _, wide in shown) <= columns:
        return 0, len(shown)
    room = columns - 2  # an ellipsis at either end
    end = first
    while end < last and room >= shown[end][1]:
        room -= shown[end][1]
        end += 1
    start, lead = first, room // 2
    while start > 0 and lead >= shown[start - 1][1]:
        start -= 1
        lead -= shown[start][1]
        room -= shown[start][1]
    while end < len(shown) and room >= shown[end][1]:
        room -= shown[end][1]
        end += 1
    return start, end
