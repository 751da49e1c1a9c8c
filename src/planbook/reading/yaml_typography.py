"""Spaces and marks that look like YAML's own and are not: full-width, no-break, invisible.

A Chinese keyboard and text pasted from elsewhere bring them along. YAML takes them for letters,
so that a line belongs to the wrong field, or a key gets a name that nobody can see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final

from yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent

from planbook.language import Text
from planbook.prose_numbers.patterns import Pattern
from planbook.reading.yaml_misreadings import Misreading

_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE: Final = "\u00ad\u200b-\u200d\u2060\ufeff"
_ODD: Final = f"[{_SPACES}{_INVISIBLE}]"
_NAME: Final = r"[A-Za-z_][A-Za-z0-9_-]*"
_BULLET: Final = "[－–—•·●▪◦]"
# Places where YAML expects spaces, or marks of its own. A text of prose has hardly any of them.
_SPACE: Final = Pattern(
    rf"(?m)^[ \t]*(?:- +)*(?P<indent>{_ODD}+)"
    rf"|^[ \t]*(?:- +)*-(?P<dash>{_ODD}+)"
    rf"|(?:^[ \t]*(?:- +)*|[{{,] *){_NAME}(?:(?P<before>{_ODD}+):|:(?P<after>{_ODD}+))"
    rf"|[{{\[,] *(?P<entry>{_ODD}+)(?={_NAME} *:)"
)
_IN_PLAIN: Final = Pattern(rf"(?P<hash>{_ODD})#|(?<!{_ODD})(?P<last>{_ODD}+)(?=[ \t]*[\r\n,\]}}])")
_BULLETS: Final = Pattern(rf"(?m)^[ \t]*(?P<bullet>{_BULLET})[ {_SPACES}]")
_MARKS: Final = Pattern(
    rf"[{{,] *(?P<key>{_NAME}) *："
    r"|[\[,] *(?P<ids>[a-z0-9][a-z0-9-]*(?: *[，、] *[a-z0-9][a-z0-9-]*)+) *(?=[\],])"
    r"|: +(?P<bracket>[［｛])"
)
_TOKEN: Final = re.compile(r"[!-~]+")

_SPACE_NAMES: Final[MappingProxyType[str, Text]] = MappingProxyType(
    {
        "\u3000": {"en": "a full-width space", "zh": "全角空格"},
        "\u00a0": {"en": "a no-break space", "zh": "不间断空格"},
    }
)
# What is looked for first, since it is found much faster, or not at all.
_ANY_SPACE: Final = re.compile(_ODD)
_ANY_BULLET: Final = re.compile(_BULLET)
_COLON_OF_KEY: Final = re.compile("：(?<=[A-Za-z0-9_ -]：)")
_COMMA_OF_ID: Final = re.compile("[，、](?= *[a-z0-9])(?<=[a-z0-9 -].)")


def may_mislead(text: str) -> bool:
    """Return whether ``text`` has anything in it that looks like a mark of YAML and is none."""
    if text.isascii():
        return False
    if _ANY_SPACE.search(text) and (_SPACE.search(text) or _IN_PLAIN.search(text)):
        return True
    if _ANY_BULLET.search(text) and _BULLETS.search(text):
        return True
    in_braces = "{" in text and _COLON_OF_KEY.search(text) is not None
    in_brackets = "[" in text and _COMMA_OF_ID.search(text) is not None
    is_wide = "［" in text or "｛" in text
    return (in_braces or in_brackets or is_wide) and _MARKS.search(text) is not None


def find_misleading(
    text: str, events: list[tuple[int, int, Any]], start: int, end: int
) -> Iterator[Misreading]:
    """Yield the places between ``start`` and ``end`` where a mark is taken for a letter.

    ``events`` are those of ``text`` with their documents and offsets. Of spaces in the
    indentation the first of a document is told, with the number of lines.
    """
    scalars = _Scalars(events)
    indented: dict[int, tuple[int, int, int]] = {}
    told: set[int] = set()
    for found in _SPACE.finditer(text, start, end):
        sort = str(found.lastgroup)
        first, last = found.span(sort)
        around = scalars.at(first)
        if (around is not None and around[2]) or (first == 0 and text[0] == "\ufeff"):
            continue
        if sort == "indent":
            if around is not None and around[0] < first:
                continue  # in the middle of a text
            told.add(first)
            document = scalars.document_at(first)
            begin, stop, count = indented.get(document, (first, last, 0))
            indented[document] = (begin, stop, count + 1)
        else:
            yield _space(text, scalars.document_at(first), first, last, "")
    for document, (first, last, count) in indented.items():
        yield _space(text, document, first, last, "indent", lines=count)
    for document, first, last, is_exact in scalars.spans:
        if not is_exact and first not in told:
            yield from _in_plain(text, document, first, last)
    for found in _MARKS.finditer(text, start, end):
        sort = str(found.lastgroup)
        if scalars.is_exact_at(found.start(sort)):
            continue
        misread = _mark(text, scalars, found, sort)
        if misread is not None:
            yield misread


def _in_plain(text: str, document: int, first: int, last: int) -> Iterator[Misreading]:
    """Yield what misleads in the text without quotes from ``first`` to ``last``."""
    found = _IN_PLAIN.search(text, first, last)
    if found is not None and found["hash"]:
        yield _space(text, document, found.start(), found.start() + 1, "")
    written = text[first:last]
    token = written.strip()
    if written != token and _TOKEN.fullmatch(token):
        begin = first + len(written.rstrip()) if written.rstrip() != written else first
        stop = last if begin > first else first + len(written) - len(written.lstrip())
        yield _space(text, document, begin, stop, "")
    line = text.rfind("\n", 0, first) + 1
    bullets = list(_BULLETS.finditer(text, line, last))
    if len(bullets) > 1:
        place = bullets[0].start("bullet")
        yield Misreading(document, place, place + 1, "bullet", {"bullet": text[place]})


def _mark(text: str, scalars: _Scalars, found: re.Match[str], sort: str) -> Misreading | None:
    first, last = found.span(sort)
    document = scalars.document_at(first)
    if sort == "key":
        around = scalars.at(first)
        if around is None or not scalars.in_braces_without_value(first):
            return None
        key, rest = found["key"], text[found.end() : around[1]]
        value = re.split("[，,]", rest)[0].strip()
        words = {"key": key, "example": f"{key}: {value}".strip()}
        return Misreading(document, first, found.end(), "wide-colon", words)
    if sort == "ids":
        entries = ", ".join(re.split(" *[，、] *", found["ids"]))
        return Misreading(document, first, last, "wide-comma", {"example": entries})
    plain = {"［": "[", "｛": "{"}[found["bracket"]]
    closing = {"［": "］", "｛": "｝"}[found["bracket"]]
    line_end = text.find("\n", first)
    if closing not in text[first : line_end if line_end > 0 else len(text)]:
        return None
    return Misreading(
        document, first, last, "wide-bracket", {"written": found["bracket"], "plain": plain}
    )


def _space(
    text: str, document: int, first: int, last: int, variant: str, *, lines: int = 1
) -> Misreading:
    character = text[first]
    number = f"U+{ord(character):04X}"
    is_space = character.isspace()
    name = _SPACE_NAMES.get(character) or (
        {"en": "an unusual space", "zh": "特殊空格"}
        if is_space
        else {"en": "an invisible character", "zh": "看不见的字符"}
    )
    if not is_space:
        variant = "invisible"
    elif variant and lines > 1:
        variant = "odd-indents"
    else:
        variant = "odd-indent" if variant else "odd-space"
    words: dict[str, object] = {"name": name, "number": number, "lines": lines}
    return Misreading(document, first, last, variant, words)


class _Scalars:
    """Where the scalars of a text stand: those with quotes or in blocks are exact."""

    def __init__(self, events: list[tuple[int, int, Any]]) -> None:
        self.spans: list[tuple[int, int, int, bool]] = []
        self._lonely: set[int] = set()  # where a key in braces begins that has no value
        self._documents: list[tuple[int, int]] = []
        key: int | None = None
        for document, offset, event in events:
            if event.start_mark is None:
                continue
            start = offset + event.start_mark.index
            if not self._documents or self._documents[-1][1] != document:
                self._documents.append((start, document))
            if isinstance(event, ScalarEvent) and event.end_mark is not None:
                end = offset + event.end_mark.index
                if end > start:
                    self.spans.append((document, start, end, bool(event.style)))
                    key = start
                elif key is not None:
                    self._lonely.add(key)
                    key = None
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                key = None
        self._starts = [start for _, start, _, _ in self.spans]

    def at(self, position: int) -> tuple[int, int, bool] | None:
        """Return start and end of the scalar around ``position``, and whether it is exact."""
        found = bisect_right(self._starts, position) - 1
        if found < 0:
            return None
        _, start, end, is_exact = self.spans[found]
        return (start, end, is_exact) if position < end else None

    def is_exact_at(self, position: int) -> bool:
        around = self.at(position)
        return around is not None and around[2]

    def in_braces_without_value(self, position: int) -> bool:
        around = self.at(position)
        return around is not None and around[0] in self._lonely

    def document_at(self, position: int) -> int:
        found = bisect_right(self._documents, position, key=lambda pair: pair[0]) - 1
        return self._documents[max(found, 0)][1] if self._documents else 0
