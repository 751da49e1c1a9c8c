"""The figures as Markdown tables for a page, a comment or a mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planbook.cli.score_report import edition_words
from planbook.cli.score_sections import Section, sections_of

if TYPE_CHECKING:
    from planbook.cli.score_report import Report


def render_score_markdown(report: Report) -> str:
    """Return the figures as tables under headings, with what is said about them as lists."""
    heading = report.say({"en": "Figures", "zh": "评分"})
    lines = [f"# {heading} · {report.records.as_of}", ""]
    lines += [_plain(report.say(edition_words(report.edition))), ""]
    for section in sections_of(report):
        lines += _section(section)
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {_plain(section.heading)}"
    yield ""
    if section.rows:
        yield f"| {' | '.join(_plain(column.head) for column in section.columns)} |"
        yield "|" + "".join("--:|" if column.right else "---|" for column in section.columns)
        for row in section.rows:
            yield f"| {' | '.join(_plain(cell) for cell in row)} |"
        yield ""
    for note in section.notes:
        lead = f"{note.lead.strip()} " if note.lead else ""
        yield f"{'  ' * note.level}- {_plain(f'{lead}{note.words}')}"
    if section.notes:
        yield ""


def _plain(words: str) -> str:
    """Return ``words`` so that they neither end a cell nor become a link or a tag."""
    line = " ".join(words.split())
    for character in ("\\", "|", "<", "[", "*"):
        if character in line:
            line = line.replace(character, f"\\{character}")
    return line
