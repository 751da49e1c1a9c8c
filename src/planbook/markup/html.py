"""HTML inside Markdown: which tags and attributes may stand, and what becomes of the others.

A tag that may not stand is shown as it is typed: `<owner>` is a placeholder, not a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final

import msgspec
from markdown_it.common.html_re import HTML_TAG_RE

TAGS: Final = frozenset(
    re.findall(
        r"\S+",
        "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption"
        " figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small"
        " span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr",
    )
)
"""The tags that an author may write."""

ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "a": ("href", "title"),
        "abbr": ("title",),
        "img": ("src", "alt", "title", "width", "height"),
        "ol": ("start",),
        "td": ("align", "colspan", "rowspan"),
        "th": ("align", "colspan", "rowspan", "scope"),
        "*": ("lang",),
    }
)
"""The attributes that an author may write, by tag; ``*`` stands for every tag."""

MOST_TAGS_OPEN: Final = 100
"""How many tags may stand in each other."""

_ENDS_BY_ITSELF: Final = frozenset(
    re.findall(r"\S+", "br hr img wbr p li dt dd tr td th thead tbody tfoot caption rt rp")
)
"""Tags that need no closing one: those that follow do not stand in them."""

_NAME: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_COMMENT: Final = "<!--"


class Address(msgspec.Struct, frozen=True):
    """The address of a link or picture that is written as HTML."""

    start: int
    end: int
    target: str
    image: bool


class Removed(msgspec.Struct, frozen=True):
    """An attribute that does not get onto the page, or a comment that never ends."""

    start: int
    end: int
    words: str
    what: str = "attribute"


class Tamed(msgspec.Struct, frozen=True):
    """HTML of which only harmless tags are left as such, and what stood in it.

    ``tags_open`` are the tags that nobody has closed yet, those of the text before included.
    """

    html: str
    addresses: tuple[Address, ...] = ()
    removed: tuple[Removed, ...] = ()
    tags_open: int = 0


def tag_name(html: str) -> str:
    """Return the name of the tag that ``html`` begins with, in small letters, else nothing."""
    found = _NAME.match(html)
    return found[1].lower() if found else ""


def may_stand(html: str) -> bool:
    """Return whether the tag or comment that ``html`` begins with is one that authors may use."""
    return html.startswith(_COMMENT) or tag_name(html) in TAGS


def tame(html: str, tags_open: int = 0) -> Tamed:
    """Return ``html`` with every other tag as words, and without attributes that may not stand.

    ``tags_open`` is how many tags the text before has left open. Where there are too many, further
    ones are words too: the cleaner looks at all of them for each.
    """
    out: list[str] = []
    addresses: list[Address] = []
    removed: list[Removed] = []
    last = html.rfind(">")
    position = 0
    while (start := html.find("<", position)) >= 0:
        out.append(html[position:start])
        if html.startswith(_COMMENT, start):
            end = html.find("-->", start + 2)
            if end < 0:
                removed.append(Removed(start, start + len(_COMMENT), _COMMENT, "comment"))
                return Tamed("".join(out), tuple(addresses), tuple(removed), tags_open)
            position = end + 3
            continue
        found = (
            HTML_TAG_RE.match(html, start) if start < last and _NAME.match(html, start) else None
        )
        if found is None:
            out.append("&lt;")
            position = start + 1
            continue
        position = found.end()
        name = tag_name(found[0])
        nests = name not in _ENDS_BY_ITSELF and not found[0].startswith("</")
        if name not in TAGS or (nests and tags_open >= MOST_TAGS_OPEN):
            if name in TAGS and tags_open == MOST_TAGS_OPEN:
                removed.append(Removed(start, position, "", "depth"))
                tags_open += 1  # told once
            out.append(escape(found[0], quote=False))
            continue
        if name not in _ENDS_BY_ITSELF:
            tags_open = tags_open + 1 if nests else max(tags_open - 1, 0)
        out.append(_clean_tag(found[0], name, start, addresses, removed))
    out.append(html[position:])
    return Tamed("".join(out), tuple(addresses), tuple(removed), tags_open)


def _clean_tag(
    tag: str, name: str, start: int, addresses: list[Address], removed: list[Removed]
) -> str:
    if tag.startswith("</"):
        return f"</{name}>"
    kept = []
    for attribute, value in _attributes_of(tag):
        if attribute not in (*ATTRIBUTES.get(name, ()), *ATTRIBUTES["*"]):
            removed.append(Removed(start, start + len(tag), f"{attribute}="))
            continue
        if (name, attribute) in (("a", "href"), ("img", "src")):
            addresses.append(Address(start, start + len(tag), value, name == "img"))
        kept.append(f' {attribute}="{escape(value)}"')
    return f"<{name}{''.join(kept)}>"


def _attributes_of(tag: str) -> Iterator[tuple[str, str]]:
    reader = _TagReader()
    reader.feed(tag)
    reader.close()
    yield from reader.attributes


class _TagReader(HTMLParser):
    """Reads the attributes of one tag as a browser does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(name, value or "") for name, value in attrs]
