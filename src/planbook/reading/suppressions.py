"""Comments that allow a finding: ``# planbook: allow[code] reason``, on or above the line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

import msgspec

from planbook.diagnostics.codes.suppression import (
    SUPPRESSION_UNKNOWN_CODE,
    SUPPRESSION_UNREADABLE,
    SUPPRESSION_UNUSED,
    SUPPRESSION_WITHOUT_REASON,
)
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Code, Finding, Place
from planbook.diagnostics.span import Span
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.markup.parser import MarkdownReader
from planbook.reading.files import YAML_ENDINGS
from planbook.reading.front_matter import find_front_matter
from planbook.reading.lines import Lines
from planbook.reading.locations import SourceNode, map_positions


class AllowedCode(msgspec.Struct, frozen=True):
    """One code in a comment, and where it stands there."""

    name: str
    span: Span


class Suppression(msgspec.Struct, frozen=True):
    """A comment that allows findings on a line of a file, and on those that its text goes on to.

    ``codes`` is empty where the comment is for planbook, and not in the form that it reads.
    """

    path: str
    first_line: int
    last_line: int
    codes: tuple[AllowedCode, ...]
    reason: str
    span: Span


# Both readers of a text meet only its lines with this mark: most texts have none.
_MARK: Final = re.compile(r"planbook[ \t]*[:：]", re.IGNORECASE)
_COMMENT: Final = re.compile(r"(?<!#)#+[ \t]*planbook[ \t]*[:：](?P<words>[^\r\n]*)", re.IGNORECASE)
_HTML_COMMENT: Final = re.compile(
    r"<!--[ \t]*planbook[ \t]*[:：](?P<words>(?:[^\r\n<-]|<(?!!--)|-(?!->))*)-->", re.IGNORECASE
)
_ALLOW: Final = re.compile(
    r"[ \t]*allow[ \t]*[\[［](?P<codes>[^\]］\r\n]*)[\]］][ \t]*(?P<reason>[^\r\n]*)", re.IGNORECASE
)
_ATTEMPT: Final = re.compile(
    r"\b(?:allow|ignore|disable|suppress|skip|noqa|off)|[\[［]|允许|忽略|关闭|屏蔽|跳过",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"[^\s,，、]+")
_NO_REASON: Final = " \t.。:：-—–…?？"


def find_suppressions(texts: Mapping[str, str]) -> tuple[Suppression, ...]:
    """Return the comments for planbook in ``texts``, which are files by path, in their order.

    In YAML and front matter a comment begins with `#`; in the words of a chapter it is one of
    HTML. What looks like a comment inside a text is none.
    """
    found: list[Suppression] = []
    for path, text in texts.items():
        if _MARK.search(text) is not None:
            found.extend(_in_file(path, text))
    return tuple(found)


def _in_file(path: str, text: str) -> Iterator[Suppression]:
    lines = Lines(text)
    if path.endswith(YAML_ENDINGS):
        yield from _in_yaml(path, lines, 0, len(text))
    elif path.endswith(".md"):
        matter = find_front_matter(text)
        yield from _in_yaml(path, lines, matter.start, matter.end)
        shown = _code_lines(lines, matter.body)
        comments = [
            comment
            for comment in _HTML_COMMENT.finditer(text, matter.body)
            if lines.line_of(comment.start()) not in shown and _is_meant(comment)
        ]
        if not comments:
            return
        following, ends = _following_lines(lines), _ends_of_blocks(lines)
        for comment in comments:
            line = _line_meant(lines, comment, following)
            yield _suppression(path, lines, comment, line, ends[line])


def _code_lines(lines: Lines, body: int) -> frozenset[int]:
    """Return the lines of a chapter that show code as it is written, comments too."""
    above = lines.line_of(body)
    tokens = MarkdownReader().read(lines.text[lines.start_of(above) :]).tokens
    return frozenset(
        above + line
        for token in tokens
        if token.type in ("fence", "code_block") and token.map
        for line in range(*token.map)
    )


def _in_yaml(path: str, lines: Lines, start: int, end: int) -> Iterator[Suppression]:
    text = lines.text
    comments = [
        comment
        for comment in _COMMENT.finditer(text, start, end)
        if (comment.start() == start or text[comment.start() - 1] in " \t\r\n")
        and _is_meant(comment)
    ]
    if not comments:
        return
    positions = list(_scalar_nodes(map_positions(text, start, end).values()))
    ranges = sorted(
        {one for position in positions for one in (position.key, position.value) if one is not None}
    )
    ends = _last_lines(lines, positions)
    following = _following_lines(lines)
    index = 0
    for comment in comments:
        while index < len(ranges) and ranges[index][1] <= comment.start():
            index += 1
        if index == len(ranges) or comment.start() < ranges[index][0]:
            line = _line_meant(lines, comment, following)
            yield _suppression(path, lines, comment, line, ends.get(line, line))


def _is_meant(comment: re.Match[str]) -> bool:
    """Return whether ``comment`` is to allow something: one may also begin with the name."""
    return _ATTEMPT.search(comment["words"]) is not None


def _scalar_nodes(roots: Iterable[SourceNode]) -> Iterator[SourceNode]:
    """Yield the single values below ``roots``, each once whatever aliases lead to it."""
    waiting, seen = list(roots), set()
    while waiting:
        position = waiting.pop()
        if id(position) in seen:
            continue
        seen.add(id(position))
        if position.scalar is not None:
            yield position
        waiting.extend(position.children.values())


def _last_lines(lines: Lines, positions: Iterable[SourceNode]) -> dict[int, int]:
    """Return the last line of each text of several lines, by the line that its key stands on."""
    last: dict[int, int] = {}
    for position in positions:
        start, end = position.value
        first_line = lines.line_of(position.key[0] if position.key is not None else start)
        last_line = lines.line_of(max(start, end - 1))
        if last_line > first_line:
            last[first_line] = max(last_line, last.get(first_line, 0))
    return last


def _line_meant(lines: Lines, comment: re.Match[str], following: Sequence[int]) -> int:
    """Return the line that ``comment`` stands behind, else the next with more than a comment."""
    line = lines.line_of(comment.start())
    before = lines.text[lines.start_of(line) : comment.start()]
    after = lines.text[comment.end() : comment.end() + 1]
    if before.strip() or after not in ("", "\r", "\n", " ", "\t"):
        return line
    return following[line]


def _following_lines(lines: Lines) -> list[int]:
    """Return the next line with more than a comment by each line; the last where there is none."""
    following = [lines.count] * (lines.count + 1)
    for line in range(lines.count - 1, 0, -1):
        words = lines.words_of(line + 1).strip()
        holds_more = words and not words.startswith(("#", "<!--"))
        following[line] = line + 1 if holds_more else following[line + 1]
    return following


def _ends_of_blocks(lines: Lines) -> list[int]:
    """Return the last line of the Markdown block that goes on from each line."""
    ends = list(range(lines.count + 1))
    for line in range(lines.count - 1, 0, -1):
        if lines.words_of(line + 1).strip():
            ends[line] = ends[line + 1]
    return ends


def _suppression(
    path: str, lines: Lines, comment: re.Match[str], first_line: int, last_line: int
) -> Suppression:
    span = lines.span(comment.start(), comment.end())
    allowed = _ALLOW.fullmatch(comment["words"])
    if allowed is None:
        return Suppression(path, first_line, last_line, (), "", span)
    start = comment.start("words")
    codes = tuple(
        AllowedCode(code[0], lines.span(start + code.start(), start + code.end()))
        for code in _CODE.finditer(comment["words"], *allowed.span("codes"))
    )
    reason = allowed["reason"].strip(_NO_REASON)
    return Suppression(path, first_line, last_line, codes, reason, span)


class Sifted(msgspec.Struct, frozen=True):
    """Diagnostics by whether a comment allows them, and what is wrong with the comments."""

    shown: tuple[Diagnostic, ...]
    allowed: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...]


def sift(
    diagnostics: Iterable[Diagnostic],
    suppressions: Iterable[Suppression],
    codes: Mapping[str, Code],
    *,
    whole: bool = True,
) -> Sifted:
    """Return ``diagnostics`` without those that ``suppressions`` allow, and these beside them.

    ``codes`` are all that there are. Where what was read is not ``whole``, a comment may be for a
    finding that nobody could look for, and none is called unused.
    """
    comments = tuple(suppressions)
    # Of the comments on a code, those that may hold for a line are found without asking each.
    by_code: dict[tuple[str, str], list[int]] = {}
    for number in sorted(range(len(comments)), key=lambda number: comments[number].first_line):
        for name in {code.name for code in comments[number].codes}:
            by_code.setdefault((comments[number].path, name), []).append(number)
    begins = {key: [comments[one].first_line for one in found] for key, found in by_code.items()}
    furthest = {
        key: list(accumulate((comments[one].last_line for one in found), max))
        for key, found in by_code.items()
    }

    def numbers_for(diagnostic: Diagnostic) -> Iterator[int]:
        key = diagnostic.path, diagnostic.code
        if diagnostic.span is None or key not in by_code:
            return
        line = diagnostic.span.line
        at = bisect_right(begins[key], line) - 1
        while at >= 0 and furthest[key][at] >= line:
            if comments[by_code[key][at]].last_line >= line:
                yield by_code[key][at]
            at -= 1

    used: list[set[str]] = [set() for _ in comments]
    shown: list[Diagnostic] = []
    allowed: list[Diagnostic] = []
    for diagnostic in diagnostics:
        numbers = tuple(numbers_for(diagnostic))
        for number in numbers:
            used[number].add(diagnostic.code)
        (allowed if numbers else shown).append(diagnostic)
    wrong = (
        finding
        for number, comment in enumerate(comments)
        for finding in _check(comment, codes, used[number], whole)
    )
    return Sifted(tuple(shown), tuple(allowed), tuple(wrong))


def _check(
    comment: Suppression, codes: Mapping[str, Code], used: set[str], whole: bool
) -> Iterator[Finding]:
    place = Place(comment.path, span=comment.span)
    if not comment.codes:
        yield SUPPRESSION_UNREADABLE.at(place)
        return
    known = [code.name for code in comment.codes if code.name in codes]
    if not comment.reason and known:
        yield SUPPRESSION_WITHOUT_REASON.at(place, code=", ".join(known))
    for code in comment.codes:
        at = Place(comment.path, span=code.span)
        if code.name not in codes:
            hint = did_you_mean(closest(code.name, codes))
            yield SUPPRESSION_UNKNOWN_CODE.at(at, code=code.name, hint=hint)
        elif whole and code.name not in used and not codes[code.name].compares_revisions:
            yield SUPPRESSION_UNUSED.at(at, code=code.name)
