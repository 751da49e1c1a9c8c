"""Diagnostics as the summary of a job: Markdown, folded by file, as long as GitHub takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Final

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.run import Run
from planbook.diagnostics.summary import closing_line, counted_words
from planbook.diagnostics.terminal import safe
from planbook.language import Text, words_in

LARGEST: Final = 1024 * 1024
"""So many bytes GitHub takes for a step; of one more it shows nothing at all."""

_RESERVED: Final = 1000
_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_SEVERITIES: Final[Mapping[Severity, Text]] = {
    Severity.ERROR: {"en": "error", "zh": "错误"},
    Severity.WARNING: {"en": "warning", "zh": "警告"},
    Severity.HINT: {"en": "hint", "zh": "提示"},
}


def render_summary(run: Run, largest: int = LARGEST) -> str:
    """Return the run as Markdown of at most ``largest`` bytes; what has no room is counted.

    Files with the gravest findings come first, then files of the pull request.
    """
    order = {found.path: 0 for found in run.by_weight()}
    paths = {path: number for number, path in enumerate(order)}
    ordered = sorted(run.diagnostics, key=lambda found: (paths[found.path], found.sort_key()))
    parts = [f"## planbook\n\n{_markdown(closing_line(run.summary, run.language))}\n"]
    room = largest - _RESERVED - _size(parts[0])
    left_out: list[Diagnostic] = []
    for path, group in groupby(ordered, lambda found: found.path):
        section, rest = _section(run, path, tuple(group), room)
        parts.append(section)
        room -= _size(section)
        left_out.extend(rest)
    if left_out:
        words = counted_words(left_out)
        parts.append(
            "\n"
            + _say(
                run,
                {
                    "en": f"No room here for {words['en']} more: the log of the step lists them.",
                    "zh": f"这里放不下的还有 {words['zh']}，见这一步的日志。",
                },
            )
            + "\n"
        )
    return "".join(parts)


def _section(
    run: Run, path: str, found: tuple[Diagnostic, ...], room: int
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return what is said of one file in ``room`` bytes, and what had none."""
    counts = words_in(counted_words(found), (run.language, "en"))
    name = escape(safe(run.path(path)))
    # A name with line ends or signs of Markdown is only letters here: this part is HTML.
    opening = f"\n<details>\n<summary><code>{name}</code> ({counts})</summary>\n\n"
    closing = "\n</details>\n"
    room -= _size(opening) + _size(closing)
    lines: list[str] = []
    for line in _lines(run, found):
        room -= _size(line)
        if room < 0:
            break
        lines.append(line)
    if not lines:
        return "", found
    return f"{opening}{''.join(lines)}{closing}", found[len(lines) :]


def _lines(run: Run, found: tuple[Diagnostic, ...]) -> Iterator[str]:
    for one in found:
        severity = words_in(_SEVERITIES[one.severity], (run.language, "en"))
        at = words_in(_line(one), (run.language, "en")) if one.span is not None else ":"
        address = run.address(one.code)
        code = f"<code>{_markdown(one.code)}</code>"
        named = f"[{code}](<{address}>)" if address else code
        help_ = f"<br>{_markdown(run.help(one))}" if run.help(one) else ""
        yield f"- **{severity}**{at} {named}<br>{_markdown(run.message(one))}{help_}\n"


def _line(found: Diagnostic) -> Text:
    number = found.span.line if found.span is not None else 1
    return {"en": f", line {number}:", "zh": f"，第 {number} 行："}


def _say(run: Run, words: Text) -> str:
    return _markdown(words_in(words, (run.language, "en")))


def _markdown(text: str) -> str:
    """Return ``text`` as it reads, in CommonMark: none of its signs mean anything there.

    What stands between backticks is set as code.
    """
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return _escaped(text)
    pieces[1::2] = [f"<code>{_escaped(piece)}</code>" for piece in pieces[1::2]]
    pieces[::2] = map(_escaped, pieces[::2])
    return "".join(pieces)


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)


def _size(text: str) -> int:
    return len(text.encode("utf-8"))
