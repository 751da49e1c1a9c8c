"""Pages that stand in another page: their main parts, with ids and links that fit there.

The page that gathers is rendered with a slot for each of the others: two comments with nothing
between them. What the templates made of a page is put in there: nothing is shown in two ways.
This reads HTML as planbook's templates and its Markdown write it: no sign that opens or closes a
tag stands in a text or an attribute, and comments are ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol, TypeAlias
from urllib.parse import unquote

from planbook.digest import digest_of
from planbook.urls import gathered_anchor, leads_out

_OPENING: Final = b"<!--slot:"
_CLOSED: Final = b"-->"
_END: Final = b"<!--/slot-->"
_MAIN: Final = re.compile(rb"<main\b[^>]*>(.*)</main>", re.DOTALL)
_COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)
_LINK_AT_HEADING: Final = re.compile(rb'<a class="anchor"[^<>]*></a>')
_LEFT_OUT: Final = re.compile(
    rb'<(nav) class="(?:chapters|contents|crumbs|jumps|neighbours|pager)"|<(details) class="why"'
    rb'|<(details|section) class="(?:fold )?linked-groups"'
)
"""What leads about in the site, repeats what stands elsewhere, or works figures out."""

_ATTRIBUTE: Final = re.compile(
    rb"""(\s)(id|href|src|for|headers|aria-(?:labelledby|describedby|controls|details|owns))"""
    rb"""=(?:"([^"]*)"|'([^']*)')"""
)
_OPENED: Final = re.compile(rb"<[a-z][^<>]*>")
_TAG: Final = re.compile(rb"<(h[1-4]|details)\b([^<>]*)>")
_OPEN: Final = re.compile(rb"""\s(?:open(?:="[^"]*")?|name=(?:"[^"]*"|'[^']*'))(?=[\s>]|$)""")
_BETWEEN: Final = "+"

Places: TypeAlias = Mapping[str, str]
"""The pages that are gathered, each with the page that it stands on."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that gathers others. ``places`` has all that are gathered, there and elsewhere."""

    path: str
    places: Places


def places_of(gathers: Mapping[str, Iterable[str]], pages: Container[str]) -> Places:
    """Return on which page each of those of ``pages`` stands that is gathered.

    ``gathers`` are the pages that gather others, each with those.
    """
    return {path: sheet for sheet, paths in gathers.items() for path in paths if path in pages}


def digest_of_places(places: Places) -> str:
    """Return the digest of what stands where: links on every sheet lead by it."""
    return digest_of(*(part.encode() for place in places.items() for part in place))


def digest_of_sheet(
    frame: str, places: str, paths: Iterable[str], digests: Mapping[str, str]
) -> str:
    """Return the digest of a sheet that gathers ``paths``, whose ``digests`` are known.

    ``frame`` is the digest of the page with its slots, ``places`` that of what stands where.
    """
    parts = (digests.get(path, "").encode() for path in paths)
    return f"{digest_of(frame.encode(), places.encode())}{_BETWEEN}{digest_of(*parts)}"


class Gathering(Protocol):
    """A page as far as it says which others stand in it."""

    @property
    def path(self) -> str: ...

    @property
    def gathers(self) -> tuple[str, ...]: ...


class Sheets:
    """The pages of a site that gather others.

    ``gathers`` has each with those, ``places`` all that are gathered with where they stand.
    """

    def __init__(self, pages: Iterable[Gathering]) -> None:
        gathers = {page.path: page.gathers for page in pages}
        self.gathers = {path: gathered for path, gathered in gathers.items() if gathered}
        self.places = places_of(self.gathers, gathers)
        self._where = digest_of_places(self.places)

    def digest(self, path: str, frame: str, digests: Mapping[str, str]) -> str:
        """Return the digest of the page at ``path``, whose own is ``frame``, slots and all.

        That is ``frame`` where it gathers nothing. It is empty while one of ``digests`` that it
        rests on is empty, which means that it is not known yet; what the site does not have leaves
        its slot empty, and is none of them.
        """
        gathered = self.gathers.get(path)
        if gathered is None:
            return frame
        if not frame or not all(digests[one] for one in gathered if one in digests):
            return ""
        return digest_of_sheet(frame, self._where, gathered, digests)


def has_same_frame(one: str, other: str) -> bool:
    """Return whether sheets with these digests differ in what they gather alone."""
    return one.partition(_BETWEEN)[0] == other.partition(_BETWEEN)[0]


def fill(frame: bytes, sheet: Sheet, read: Callable[[str], bytes]) -> bytes:
    """Return ``frame``, a page with slots, with the main parts of the pages that these name.

    ``read`` gives the bytes of a page. A slot for a page that is not gathered here stays empty.
    """
    return _put_anew(frame, sheet, read, lambda _: True)


def refill(
    filled: bytes, sheet: Sheet, read: Callable[[str], bytes], is_new: Callable[[str], bool]
) -> bytes:
    """Return ``filled``, what `fill` gave before, with the parts of those pages anew that changed.

    That is the same as filling it anew, where nothing but these pages is another.
    """
    return _put_anew(filled, sheet, read, is_new)


def _put_anew(
    page: bytes, sheet: Sheet, read: Callable[[str], bytes], is_new: Callable[[str], bool]
) -> bytes:
    pieces: list[bytes] = []
    end = 0
    for path, start, after in _slots(page):
        if sheet.places.get(path) == sheet.path and is_new(path):
            pieces += (page[end:start], gathered(read(path), path, sheet))
            end = after
    return b"".join((*pieces, page[end:]))


def _slots(page: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield what stands in each slot: the address of a page, and from where to where."""
    end = 0
    while (opening := page.find(_OPENING, end)) >= 0:
        closed = page.find(_CLOSED, opening)
        start = closed + len(_CLOSED)
        end = page.find(_END, start)
        if closed < 0 or end < 0:
            return
        yield page[opening + len(_OPENING) : closed].decode("utf-8", "replace"), start, end
        end += len(_END)


def gathered(page: bytes, path: str, sheet: Sheet) -> bytes:
    """Return the main part of the page at ``path`` as it stands on ``sheet``.

    Ids have the page's anchor before them. Links lead to what is gathered where it stands, and
    else to the page in the site. All of it is open, and headings say how deep they stand.
    """
    found = _MAIN.search(page)
    if found is None:
        return b""
    part = _without(_LINK_AT_HEADING.sub(b"", _COMMENT.sub(b"", found[1])))
    anchor = gathered_anchor(path, sheet.path).encode()
    known: dict[bytes, bytes] = {}

    def lead(attribute: re.Match[bytes]) -> bytes:
        written = attribute[0]
        led = known.get(written)
        if led is None:
            space, name, double, single = attribute.groups()
            value = single if double is None else double
            if name in (b"href", b"src"):
                value = _link(value, path, anchor, sheet)
            elif value:
                value = b" ".join(anchor + b":" + one for one in value.split())
            quote = b'"' if double is not None else b"'"
            led = known[written] = space + name + b"=" + quote + value + quote
        return led

    # The title of a document stands below that of its part; an overview is one itself.
    deeper = 2 if b"/" in anchor else 1
    part = _OPENED.sub(lambda tag: _ATTRIBUTE.sub(lead, tag[0]), part)
    return _TAG.sub(lambda tag: _deepen(tag, deeper), part).strip()


def _without(part: bytes) -> bytes:
    """Return ``part`` without the elements that have no place on paper."""
    pieces: list[bytes] = []
    end = 0
    for found in _LEFT_OUT.finditer(part):
        if found.start() < end:
            continue
        pieces.append(part[end : found.start()])
        end = _end_of(part, found.start(), found[found.lastindex or 0])
    return b"".join((*pieces, part[end:]))


def _end_of(part: bytes, start: int, name: bytes) -> int:
    """Return where the element that begins at ``start`` ends, those of its name in it and all."""
    depth = 0
    for tag in _tags_named(name).finditer(part, start):
        depth += -1 if tag[0][1:2] == b"/" else 1
        if depth == 0:
            return tag.end()
    return len(part)


@cache
def _tags_named(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"</?%s\b[^<>]*>" % name)


def _link(value: bytes, path: str, anchor: bytes, sheet: Sheet) -> bytes:
    """Return where a link of the page at ``path`` leads from ``sheet``."""
    if value.startswith(b"#"):
        return b"#" + (anchor + b":" + value[1:] if value[1:] else anchor)
    address, mark, name = value.decode().partition("#")
    if not address or leads_out(address):
        return value
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
    stands_on = sheet.places.get(unquote(target))
    up = "../" * sheet.path.count("/")
    if stands_on is None:
        return f"{up}{target}{mark}{name}".encode()
    there = gathered_anchor(unquote(target), stands_on)
    before = "" if stands_on == sheet.path else f"{up}{stands_on}"
    return f"{before}#{there}{':' if name else ''}{name}".encode()


def _deepen(tag: re.Match[bytes], deeper: int) -> bytes:
    """Return a tag that opens a heading at its depth, or what is folded open."""
    name, attributes = tag.groups()
    if name == b"details":
        return b"<details" + _OPEN.sub(b"", attributes) + b" open>"
    if b"aria-level" in attributes:
        return tag[0]
    return b'<%s%s aria-level="%d">' % (name, attributes, int(name[1:]) + deeper)
