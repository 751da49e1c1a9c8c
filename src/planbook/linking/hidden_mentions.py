"""Mentions of hidden documents in a text, recognised in any spelling and taken out.

A reader finds a document by its kind and id (``goal:east-q3``), by its address
(``/goals/east-q3/``) or by its file (``people/ann/q3.yaml``). Each can be spelled in many ways that
a browser, a Markdown reader or the eye reads as the same: capital or full-width letters, character
references, percent signs, backslashes, emphasis inside, characters that nobody sees. A text is
normalized first, and what is found is taken out of the text as it was written.

The time grows with the length of the text, whatever stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import chain
from posixpath import join, normpath
from typing import Final
from urllib.parse import unquote_to_bytes

import msgspec

from planbook.model.document import Key
from planbook.model.field import Kind, Kinds
from planbook.model.person import Person

_ROUNDS: Final = 3  # an escape may be escaped by another: &percnt;3A
# An escape of an escape of one (%25253A, &amp;amp;colon;) is read at once, however often.
_PERCENT: Final = re.compile(r"%(?:25)*([0-9A-Fa-f]{2})")
_DOUBLED: Final = re.compile(r"&(?:amp;)+(?=.)")
_ESCAPE: Final = re.compile(
    r"&(?:amp;)*(?:\#0*[0-9]{1,7}|\#[xX]0*[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"
    rf"|(?:{_PERCENT.pattern})+"
    r"|\\(?=[!-/:-@\[-`{-~])"
)
# Default ignorable code points (Unicode, DerivedCoreProperties) and combining accents.
_UNSEEN: Final = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    "\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# Signs that look like the plain one, and letters of other alphabets that look like Latin ones,
# after compatibility decomposition has done its part.
_LOOKALIKES: Final = str.maketrans(
    {
        **dict.fromkeys(
            "\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2796"
            "\u2e3a\u2e3b\u2e40\u301c\u30fc",
            "-",
        ),
        **dict.fromkeys(
            "\u02d0\u02f8\u0589\u05c3\u0703\u0704\u0903\u0a83\u16ec\u1803\u1809\u205a\u2236"
            "\u2982\ua4fd\ua789",
            ":",
        ),
        **dict.fromkeys("\u1735\u2041\u2044\u2215\u2571\u27cb\u29f8", "/"),
        **dict.fromkeys("\u29f5\u29f9", "\\"),
        **dict(
            zip(
                "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u04cf\u0501"
                "\u051b\u051d\u03b1\u03b9\u03bd\u03bf\u03c1\u0131\u0261",
                "aeopcyxsijhldqwaivopig",
                strict=True,
            )
        ),
        "\u2024": ".",
    }
)
_EMPHASIS: Final = frozenset("*_~`")
_MOST_MARKS: Final = 8
_LONGEST_TAG: Final = 200
_SEPARATOR: Final = re.compile(r"[:/\\]")
# What a page does not show: tags, comments, and what emphasizes.
_NOT_SHOWN: Final = re.compile(
    rf"<[^<>]{{0,{_LONGEST_TAG}}}>|[*~`\[\]]+|(?<![a-z0-9])_+|_+(?![a-z0-9])"
)
_STEP_BACK: Final = re.compile(r"[^/\\\s()<>]{1,200}[/\\]\.\.(?=[/\\])")
_ID: Final = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_MONTH: Final = re.compile(r"months/[0-9]{4}-[0-9]{2}")
_RUN: Final = re.compile(r"[^\s()<>\[\]\"'`=|]+")
_HEADING: Final = re.compile(r"[#＃][^\s()<>\[\]\"'`]*")
_ENDING: Final = re.compile(r"\.(?:md|ya?ml|csv)(?!\w)")
_POSSIBLE: Final = re.compile(rf"[:/\\]|{_ENDING.pattern}")
# Words and signs that stay what they are when they are compared, and of which no name can be made:
# without a sign that parts a kind from an id, and without a full stop that an ending might follow.
_HARMLESS: Final = re.compile(
    r"(?:[A-Za-z0-9 \n\-+*,;!?()'\"=_|~^$\u4e00-\u9fff\u3001\u3002\uff0c\uff1b\uff01\uff1f\uff08"
    r"\uff09\u201c\u201d\u2018\u2019\u300a\u300b]|\.(?=[0-9 \n]|\Z)|%(?=[^0-9A-Za-z]|\Z))*"
)
_LONGEST_PATH: Final = 4096
_IN_AN_ADDRESS: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&+,;=%\\"
)
_AFTER_A_SENTENCE: Final = frozenset(".,;:!?")
_BRACKET: Final = re.compile(r"\\.|[\[\]()]", re.DOTALL)
_DEFINITION: Final = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,999}\]:[^\n]*\n?", re.MULTILINE)


class _Normal(msgspec.Struct, frozen=True):
    """A text as it is compared; character N of it was written from ``starts[N]`` to ``ends[N]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


class HiddenNames(msgspec.Struct, frozen=True):
    """What the documents of a handbook are called, by kind, and which of that must not be named.

    ``known`` are the ids of all documents, ``hidden`` those of the hidden ones. ``paths`` are
    files with hidden documents alone, ``names`` the names among these that no other file has.
    """

    known: Mapping[str, frozenset[str]]
    hidden: Mapping[str, frozenset[str]]
    paths: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def find_hidden_names(
    documents: Collection[Key], visible: Container[Key], files: Mapping[str, Sequence[Key]]
) -> HiddenNames:
    """Return the names of the hidden ones among ``documents``.

    ``files`` gives the documents by every path under which a text may name their file.
    """
    known: dict[str, set[str]] = {}
    hidden: dict[str, set[str]] = {}
    for key in documents:
        known.setdefault(key.kind, set()).add(key.id)
        if key not in visible:
            hidden.setdefault(key.kind, set()).add(key.id)
    shown = {_flat(path) for path, keys in files.items() if any(key in visible for key in keys)}
    paths = {_flat(path) for path in files} - shown
    names = {path.rpartition("/")[2] for path in paths}
    return HiddenNames(
        {kind: frozenset(ids) for kind, ids in known.items()},
        {kind: frozenset(ids) for kind, ids in hidden.items()},
        frozenset(paths),
        frozenset(names - {path.rpartition("/")[2] for path in shown}),
    )


def with_hidden(names: HiddenNames, more: Iterable[tuple[Key, str]]) -> HiddenNames:
    """Return ``names`` with ``more`` hidden documents, by their keys and the paths of their files.

    They are none of the handbook's: it held them once. Where another document stands in the file,
    the path is empty.
    """
    known, hidden = dict(names.known), dict(names.hidden)
    paths = set(names.paths)
    for key, path in more:
        for ids in (known, hidden):
            ids[key.kind] = ids.get(key.kind, frozenset()) | {key.id}
        paths |= {_flat(path)} if path else set()
    return HiddenNames(known, hidden, frozenset(paths), names.names)


class HiddenMentions:
    """Takes mentions of hidden documents out of texts.

    Where the ids are given that may be ``shown``, by kind, every other ``kind:id`` is taken out as
    well: nobody knows any more whom that was for. So is the address of a page of a kind that is
    private, or may be. An address under the plain word of another kind may lead anywhere.
    """

    def __init__(
        self, kinds: Kinds, names: HiddenNames, shown: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._shown = shown
        self._kept = frozenset(name for name, kind in kinds.items() if _may_be_private(kind))
        self._known, self._hidden = names.known, names.hidden
        self._paths, self._names = names.paths, names.names
        ids = chain.from_iterable(self._hidden.values())
        self._longest_id = max(map(len, ids), default=0)
        self._heads = {
            head: kind
            for kind in (self._hidden if shown is None else kinds)
            for head in (kinds[kind].plural, kind.replace("_", "-"), kind)
        }
        self._by_length = tuple(sorted(self._heads, key=len, reverse=True))
        self._longest_head = max(map(len, self._by_length), default=0)
        self._name_lengths = sorted({len(name) for name in self._names})
        heads = [re.escape(head) for head in (*self._by_length, "months")]
        marks = rf"[^\w\s]{{0,{_MOST_MARKS}}}_{{0,{_MOST_MARKS}}}"
        self._suspect = re.compile(rf"(?:{'|'.join(heads)}){marks}[:/\\]|{_ENDING.pattern}")

    def without(self, text: str, folder: str = "") -> str:
        """Return ``text`` without what names a hidden document.

        Of a Markdown link to one the words stay. Relative paths start from ``folder``.
        """
        if not self._heads or _HARMLESS.fullmatch(text) is not None:
            return text
        flat = _flat(text)
        # The first look is cheap, and ends it for most texts.
        if _POSSIBLE.search(flat) is None or not self._is_suspect(flat):
            return text
        normal = _normalize(text)
        taken = [
            *self._by_name(normal, text),
            *self._by_name(_as_shown(normal), text),
            *self._by_file(normal, text, _flat(folder)),
        ]
        return _take_out(text, taken) if taken else text

    def are_in_path(self, path: str) -> bool:
        """Return whether the path of a file names a hidden document.

        A folder or a file may be called by an id without saying of what.
        """
        return self.without(path) != path or any(map(self._is_hidden_id, _flat(path).split("/")))

    def _is_hidden_id(self, name: str) -> bool:
        name = name.partition(".")[0]
        shown = (kind for kind, ids in self._known.items() if name in ids)
        if any(name not in self._hidden.get(kind, ()) for kind in shown):
            return False
        return any(self._hides(name, kind) for kind in self._hidden)

    def _is_suspect(self, flat: str) -> bool:
        if self._suspect.search(flat) is not None:
            return True
        shown = _NOT_SHOWN.sub("", flat)
        return shown != flat and self._suspect.search(shown) is not None

    def _by_name(self, normal: _Normal, text: str) -> Iterator[tuple[int, int]]:
        """Yield where ``kind:id`` or an address names a hidden document."""
        end = 0
        for found in _SEPARATOR.finditer(normal.text):
            head = self._head_before(normal.text, found.start())
            if head is None:
                continue
            start, kind = head
            strictly = self._shown is not None and (found[0] == ":" or kind in self._kept)
            last = self._end_of_id(normal.text, found.end(), kind, strictly=strictly)
            if last is None or normal.starts[start] < end:
                continue
            span = normal.starts[start], _after_heading(text, normal.ends[last - 1])
            is_address = found[0] != ":"
            span = _whole_address(text, *span, end) if is_address else _with_emphasis(text, *span)
            end = span[1]
            yield span

    def _head_before(self, text: str, position: int) -> tuple[int, str] | None:
        """Return where the word for a kind begins that ends before ``position``, and the kind."""
        month = max(0, position - len("months/2026-08"))
        if Person.KIND in self._hidden and _MONTH.fullmatch(text, month, position):
            return month, Person.KIND
        end = position
        while end > 0 and position - end < _MOST_MARKS and _is_mark(text[end - 1]):
            end -= 1
        if not text.endswith(self._by_length, max(0, end - self._longest_head), end):
            return None
        head = next(
            head for head in self._by_length if text.endswith(head, max(0, end - len(head)), end)
        )
        return end - len(head), self._heads[head]

    def _end_of_id(self, text: str, position: int, kind: str, *, strictly: bool) -> int | None:
        """Return where the id of a hidden document ends that begins after ``position``."""
        for start in _starts_after(text, position):
            found = _ID.match(text, start)
            if found is not None and (
                self._hides(found[0], kind) or (strictly and not self._shows(found[0], kind))
            ):
                return found.end()
        return None

    def _shows(self, run: str, kind: str) -> bool:
        return self._shown is None or run in self._shown.get(kind, ())

    def _hides(self, run: str, kind: str) -> bool:
        hidden = self._hidden.get(kind, frozenset())
        if run in hidden:
            return True
        if run in self._known.get(kind, ()):
            return False
        # Of a word that goes on behind the id the id can still be read.
        end = run.rfind("-", 0, self._longest_id + 1)
        while end > 0:
            if run[:end] in hidden:
                return True
            end = run.rfind("-", 0, end)
        return False

    def _by_file(self, normal: _Normal, text: str, folder: str) -> Iterator[tuple[int, int]]:
        """Yield where a path names a file that holds nothing but hidden documents."""
        last = 0
        for run in _RUN.finditer(normal.text):
            for ending in _ENDING.finditer(normal.text, run.start(), run.end()):
                start = self._start_of_path(normal.text, run.start(), ending.end(), folder)
                if start is None or normal.starts[start] < last:
                    continue
                span = normal.starts[start], normal.ends[ending.end() - 1]
                span = _whole_address(text, *span, last)
                last = span[1]
                yield span

    def _start_of_path(self, text: str, start: int, end: int, folder: str) -> int | None:
        if end - start <= _LONGEST_PATH:
            written = text[start:end]
            if written in self._paths or normpath(join(folder, written)) in self._paths:
                return start
        for length in self._name_lengths:
            first = end - length
            if first < start:
                return None
            if text[first:end] in self._names and not _goes_on(text, first, start):
                return first
        return None


def _may_be_private(kind: Kind) -> bool:
    """Return whether documents of a kind are private where they do not say so themselves."""
    decided = (one for below in kind.field.deciding.values() for one in below.audiences.values())
    return "private" in (kind.default_audience, *decided)


def _goes_on(text: str, position: int, start: int) -> bool:
    """Return whether what stands before ``position`` belongs to the same file name."""
    before = text[position - 1] if position > start else " "
    return before.isascii() and (before.isalnum() or before in "-_.")


def _is_mark(sign: str) -> bool:
    """Return whether a sign may stand between a kind and an id, and be overlooked there."""
    return sign == "_" or not (sign.isalnum() or sign.isspace())


def _starts_after(text: str, position: int) -> Iterator[int]:
    """Yield where an id may begin after ``position``: there, or behind marks and HTML tags.

    Steps back in an address (``goals/x/../``) lead to the same place as none.
    """
    yield position
    for _ in range(_MOST_MARKS):
        if position >= len(text):
            return
        if text[position] == "<":
            yield position + 1
            close = text.find(">", position, position + _LONGEST_TAG)
            if close < 0:
                return
            position = close + 1
        elif _is_mark(text[position]):
            position += 1
        elif back := _STEP_BACK.match(text, position):
            position = back.end()
        else:
            return
        yield position


def _whole_address(text: str, start: int, end: int, earliest: int) -> tuple[int, int]:
    """Return where the address lies that ``text`` has from ``start`` to ``end``, all of it."""
    while start > earliest and text[start - 1] in _IN_AN_ADDRESS:
        start -= 1
    last = end
    while last < len(text) and text[last] in _IN_AN_ADDRESS:
        last += 1
    while last > end and text[last - 1] in _AFTER_A_SENTENCE:
        last -= 1
    return start, last


def _after_heading(text: str, position: int) -> int:
    """Return where the heading ends that a link names at ``position``: it is hidden as well."""
    found = _HEADING.match(text, position)
    return found.end() if found is not None else position


def _with_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of ``text`` with the marks around it that would emphasize nothing."""
    while start > 0 and end < len(text):
        pair = text[start - 1], text[end]
        if pair != ("<", ">") and not (pair[0] == pair[1] and pair[0] in _EMPHASIS):
            break
        start, end = start - 1, end + 1
    return start, end


def _flat(text: str) -> str:
    """Return ``text`` as it is compared."""
    for _ in range(_ROUNDS):
        if _ESCAPE.search(text) is None:
            break
        text = _ESCAPE.sub(lambda found: "".join(each for each, _ in _unescaped(found[0])), text)
    return _plain(text)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = text.replace("\ufe30", ":")  # would be decomposed to two full stops
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LOOKALIKES)
    return _UNSEEN.sub("", text)


def _as_shown(normal: _Normal) -> _Normal:
    """Return a normalized text without what a page does not show of it."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for found in _NOT_SHOWN.finditer(normal.text):
        letters.append(normal.text[done : found.start()])
        starts += normal.starts[done : found.start()]
        ends += normal.ends[done : found.start()]
        done = found.end()
    letters.append(normal.text[done:])
    return _Normal("".join(letters), [*starts, *normal.starts[done:]], [*ends, *normal.ends[done:]])


def _normalize(text: str) -> _Normal:
    """Return ``text`` as it is compared, with the place of every character of it."""
    starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    for _ in range(_ROUNDS):
        if _ESCAPE.search(text) is None:
            break
        text, starts, ends = _without_escapes(text, starts, ends)
    if text.isascii():
        return _Normal(text.lower(), starts, ends)
    letters: list[str] = []
    first: list[int] = []
    last: list[int] = []
    for character, start, end in zip(text, starts, ends, strict=True):
        for letter in _plain(character):
            letters.append(letter)
            first.append(start)
            last.append(end)
    return _Normal("".join(letters), first, last)


def _without_escapes(
    text: str, starts: list[int], ends: list[int]
) -> tuple[str, list[int], list[int]]:
    pieces: list[str] = []
    first: list[int] = []
    last: list[int] = []
    done = 0
    for found in _ESCAPE.finditer(text):
        pieces.append(text[done : found.start()])
        first += starts[done : found.start()]
        last += ends[done : found.start()]
        position = found.start()
        for character, length in _unescaped(found[0]):
            pieces.append(character)
            first.append(starts[position])
            last.append(ends[min(position + length, found.end()) - 1])
            position += length
        done = found.end()
    pieces.append(text[done:])
    return "".join(pieces), first + starts[done:], last + ends[done:]


def _unescaped(escape: str) -> Iterator[tuple[str, int]]:
    """Yield the characters that ``escape`` stands for, each with the length it was written in."""
    if escape == "\\":
        return
    if escape[0] == "%":
        lengths = [len(found[0]) for found in _PERCENT.finditer(escape)]
        octets = unquote_to_bytes(_PERCENT.sub(r"%\1", escape))
        position = 0
        for character in octets.decode("utf-8", "surrogateescape"):
            end = position + len(character.encode("utf-8", "surrogateescape"))
            yield character, sum(lengths[position:end])
            position = end
        return
    doubled = _DOUBLED.match(escape)
    if doubled is not None:
        (first, length), *others = _unescaped(f"&{escape[doubled.end() :]}")
        yield first, length + doubled.end() - 1
        yield from others
        return
    decoded = unescape(escape)
    if len(decoded) == len(escape):
        yield from ((character, 1) for character in decoded)
        return
    # An escape such as `&ampx` may be longer than its reference: the rest is copied as it is.
    yield decoded[0], len(escape) - (len(decoded) - 1)
    yield from ((character, 1) for character in decoded[1:])


def _take_out(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """Return ``text`` without the stretches ``taken``, and without links that would lead nowhere.

    A definition of a link's address goes whole; of a link with such an address the words stay.
    """
    links = _links_in(text)
    opened = [start for start, _, _ in links]
    definitions = [found.span() for found in _DEFINITION.finditer(text)]
    defined = [start for start, _ in definitions]
    gone = list(taken)
    for start, _ in taken:
        number = bisect_right(opened, start) - 1
        if number >= 0 and start < links[number][1]:
            address, end, bracket = links[number]
            is_image = bracket > 0 and text[bracket - 1] == "!"
            gone.append((bracket - is_image, bracket + 1))
            gone.append((address - 2, end))
        number = bisect_right(defined, start) - 1
        if number >= 0 and start < definitions[number][1]:
            gone.append(definitions[number])
    kept: list[str] = []
    done = 0
    for start, end in sorted(gone):
        if start > done:
            kept.append(text[done:start])
        done = max(done, end)
    kept.append(text[done:])
    return "".join(kept)


def _links_in(text: str) -> list[tuple[int, int, int]]:
    """Return the addresses in Markdown links, by where they begin.

    Each is given by its beginning, the end of the link, and where the bracket of its words opens.
    """
    brackets: list[int] = []
    opened: list[tuple[int, int]] = []
    found: list[tuple[int, int, int]] = []
    closed = (-1, -1)  # where a bracket closed last, and where it had opened
    for match in _BRACKET.finditer(text):
        sign, position = match[0], match.start()
        if sign == "[":
            brackets.append(position)
        elif sign == "]":
            closed = (position, brackets.pop()) if brackets else (-1, -1)
        elif sign == "(":
            opened.append((position, closed[1] if closed[0] == position - 1 else -1))
        elif sign == ")" and opened:
            start, bracket = opened.pop()
            if bracket >= 0:
                found.append((start + 1, position + 1, bracket))
    return sorted(found)
