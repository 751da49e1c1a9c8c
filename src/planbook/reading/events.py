"""YAML events: the tokens of a text, one after the other, before anything is built of them.

libyaml's parser is fifty times as fast as PyYAML's own; where PyYAML came without it, the
slow one gives the same events.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import yaml
from yaml.events import DocumentEndEvent, DocumentStartEvent, StreamEndEvent, StreamStartEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import StreamEndToken

try:
    from yaml import cyaml
except ImportError:  # PyYAML was built without libyaml
    _fast: Callable[[str], Any] | None = None
else:
    _fast = cyaml.CParser  # type: ignore[attr-defined]  # types-PyYAML leaves it out


class SlowParser(Reader, Scanner, Parser):
    """PyYAML's own parser, without the composer and constructor that its loaders add."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


# YAML 1.2 has two line ends; the parsers, being of YAML 1.1, know five. The other three come
# with pasted text and must stay in it, so they travel through the parser in disguise.
_ODD_LINE_ENDS: Final = "\x85\u2028\u2029"
_PRIVATE_USE: Final = range(0xF0000, 0xFFFFD)


def has_fast_yaml() -> bool:
    """Return whether PyYAML came with libyaml, without which reading is many times slower."""
    return _fast is not None


def open_events(text: str) -> Callable[[], Any]:
    """Return a function that gives the next event of ``text`` each time that it is called."""
    next_event: Callable[[], Any] = (_fast or SlowParser)(text).get_event
    return next_event


def open_tokens(text: str) -> Iterator[Any]:
    """Yield the tokens of ``text``, which has no syntax error, with their places in it."""
    readable, _ = disguise(text)
    next_token: Callable[[], Any] = (_fast or SlowParser)(readable).get_token
    token = next_token()
    while token is not None:
        yield token
        token = None if isinstance(token, StreamEndToken) else next_token()


# A blank line may have tabs in it, which libyaml takes for indentation.
_BLANK_WITH_TAB: Final = re.compile(r"^ *\t[ \t]*(?=[\r\n])", re.MULTILINE)


def disguise(text: str) -> tuple[str, dict[int, str] | None]:
    """Return ``text`` ready for the parser, and the table that takes the disguise off again.

    The table is for ``str.translate``; None where there was nothing to disguise. Every
    character keeps its position. A last line without an end is given one.
    """
    if text and text[-1] not in "\r\n":
        text += "\n"
    if "\t" in text:
        text = _BLANK_WITH_TAB.sub(lambda blank: " " * len(blank[0]), text)
    if text.isascii() or not any(character in text for character in _ODD_LINE_ENDS):
        return text, None
    free = (chr(number) for number in _PRIVATE_USE if chr(number) not in text)
    mask = {ord(character): next(free) for character in _ODD_LINE_ENDS}
    return text.translate(mask), {ord(mask[number]): chr(number) for number in mask}


def next_document(text: str, position: int) -> int | None:
    """Return where the first ``---`` line at or after ``position`` begins, None without one."""
    if text.startswith("---", position) and (position == 0 or text[position - 1] in "\r\n"):
        return position
    for line_end in ("\n---", "\r---"):
        found = text.find(line_end, max(position - 1, 0))
        while found >= 0:
            after = text[found + 4 : found + 5]
            if not after or after in " \t\r\n":
                return found + 1
            found = text.find(line_end, found + 1)
    return None


def error_position(error: yaml.YAMLError, length: int) -> int:
    """Return the position that ``error`` is about, in a text of ``length`` characters."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return min(mark.index, length) if mark is not None else 0


def resume_position(readable: str, error: yaml.YAMLError) -> int | None:
    """Return where the next document after a syntax error begins, or None."""
    # The stretch's own first `---` is behind us.
    after = max(error_position(error, len(readable)), 3 if readable.startswith("---") else 1)
    return next_document(readable, after)


class DocumentCounter:
    """Numbers the documents of a text from 0, those included that a syntax error ends."""

    __slots__ = ("index",)

    def __init__(self) -> None:
        self.index = -1

    def begin(self) -> None:
        """Count a document that begins."""
        self.index += 1

    def end_broken(self, last: Any, error: yaml.YAMLError) -> bool:
        """Settle which document ``error`` ends, ``last`` being the event before it.

        Returns whether that document had seemed to be complete already: what was taken for its
        end was not meant as one.
        """
        if isinstance(last, DocumentEndEvent) and "<document start>" in str(error):
            return True
        if last is None or isinstance(last, StreamStartEvent | DocumentEndEvent):
            self.index += 1
        return False


def walk_events(text: str, start: int, end: int) -> Iterator[tuple[int, int, Any]]:
    """Yield every event between ``start`` and ``end``, behind syntax errors as well.

    Each comes with the number of its document and the offset of its marks in ``text``.
    """
    counter = DocumentCounter()
    position: int | None = start
    while position is not None:
        readable, _ = disguise(text[position:end])
        last: Any = None
        try:
            next_event = open_events(readable)
            while not isinstance(last, StreamEndEvent):
                last = next_event()
                if isinstance(last, DocumentStartEvent):
                    counter.begin()
                yield counter.index, position, last
            return
        except yaml.YAMLError as error:
            counter.end_broken(last, error)
            found = resume_position(readable, error)
            position = None if found is None else position + found
