"""The contents of a page: a list of its headings, and at each heading a link to itself.

This is made from the HTML of a page and not from its view. Headings come from our templates, from
those of a project and from Markdown, and only the page that came out says which of them there are,
and in which order. So no template has to list its headings a second time, and both ways of
rendering give the same.

A layout says where the contents stand with three comments, which no value of a view can write:
values are escaped, and the HTML of Markdown has no comments.

    <!--contents:Link to this section--> <nav> … <!--headings--> … </nav> <!--/contents-->

The first one also says what the links at the headings are called. Where a page has too few
headings, all between the first and the last goes. A page without the comments stays as it is. All
of it takes one look at the page, however odd its HTML is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

import msgspec

from planbook.markup.parser import Anchors, slug_of

FEWEST: Final = 3
"""With fewer headings than this a page is seen at one look, and has no contents."""

MOST_WITH_DETAIL: Final = 40
"""With more headings than this only those of the second level are listed."""

_BEGIN: Final = "<!--contents:"
_LIST: Final = "<!--headings-->"
_END: Final = "<!--/contents-->"
_BEHIND: Final = "-->"

# Patterns of one fixed beginning, and no repetition that could be tried twice.
_CLOSING: Final = re.compile(r"</h([23])>")
_OPENING: Final = re.compile(r"<h[23](?=[\s>])([^>]*)>")
_ID: Final = re.compile(r"""id=["']?([^"'\s>]+)""")
_OWN_ID: Final = re.compile(r"""\sid=["']?([^"'\s>]+)""")
_LANGUAGE: Final = re.compile(r"""\slang=["']?([^"'\s>]+)""")
_ALTERNATIVE: Final = re.compile(r'\salt="([^"]*)"')
_HIDDEN: Final = re.compile(r'\shidden(?![\w-])|\saria-hidden="true"')
_UNSEEN: Final = re.compile(r"""\sclass="(?:[^"]* )?unseen[" ]""")
_BLOCK: Final = re.compile(r"<(/?)(?:div|section|article)(?=[\s>])([^<>]*)")
_PLAIN_NAME: Final = re.compile(r"[\w-]+")
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")

_OPENINGS_BEFORE: Final = 4
_LONGEST_OPENING: Final = 500
_OPENS: Final = MappingProxyType(
    {name: re.compile(rf"<{name}(?=[\s>])") for name in ("a", "summary")}
)
_MOST_KEPT: Final = 4096
_SILENT: Final = frozenset(("sup", "svg"))
_EMPTY: Final = frozenset(("br", "wbr", "hr", "input"))


class _Heading(msgspec.Struct, frozen=True):
    """A heading of a page: its own attributes begin at ``start``, its words end at ``stop``.

    ``id`` is what leads to it already, its own or its section's. ``words`` are still escaped;
    ``small`` are those that it says besides. ``language`` is theirs where it is another than the
    page's. A heading that is part of something to click on has no room for a link.
    """

    level: int
    start: int
    stop: int
    id: str
    words: str
    small: str
    language: str
    has_room: bool


def add_contents(page: str) -> str:
    """Return ``page``, HTML, with its contents in their place and a link at each heading.

    Headings are those of the second and third level inside ``main``. One that nothing leads to yet
    gets an id made of its words, numbered where that is taken. The links at the headings all have
    one name: the heading that each stands in says where it leads.
    """
    begin = page.find(_BEGIN)
    if begin < 0:
        return page
    label = begin + len(_BEGIN)
    shown = page.find(_BEHIND, label)
    place = page.find(_LIST, shown)
    end = page.find(_END, place)
    if min(shown, place, end) < 0:
        return page
    headings = _headings_of(page)
    names = _names_of(headings, page)
    changes = list(_links_at(headings, names, page[label:shown]))
    if len(headings) < FEWEST:
        changes.append((begin, end + len(_END), ""))
    else:
        changes += (
            (begin, shown + len(_BEHIND), ""),
            (place, place + len(_LIST), _list_of(headings, names)),
            (end, end + len(_END), ""),
        )
    return _changed(page, sorted(changes))


def _changed(page: str, changes: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, stop, words in changes:
        parts += (page[at:start], words)
        at = stop
    parts.append(page[at:])
    return "".join(parts)


# Which headings there are


def _headings_of(page: str) -> list[_Heading]:
    start = page.find("<main")
    stop = page.find("</main", start)
    if start < 0 or stop < 0:
        return []
    silent = _spans(page, "<!--", "-->", start, stop)
    places, names = _languages(page, start, stop)
    has_folds = page.find("<summary", start, stop) >= 0
    found: list[_Heading] = []
    before, last, in_link, in_fold = start, start, False, False
    for closing in _CLOSING.finditer(page, start, stop):
        at = page.rfind(f"<h{closing[1]}", last, closing.start())
        last = closing.end()
        opening = _OPENING.match(page, at, closing.start()) if at >= 0 else None
        if opening is not None and not (silent and _is_inside(at, silent)):
            # Each stretch between two headings is looked at once.
            in_link = _is_open(page, "a", before, at, in_link)
            in_fold = has_folds and _is_open(page, "summary", before, at, in_fold)
            own = opening[1]
            words, small = _words_of(page[opening.end() : closing.start()])
            if words and not _HIDDEN.search(own):
                language = _LANGUAGE.search(own)
                found.append(
                    _Heading(
                        level=int(closing[1]),
                        start=opening.start(1),
                        stop=closing.start(),
                        id=_id_of(page, own, at),
                        words=words,
                        small=small,
                        language=language[1] if language else names[bisect_right(places, at) - 1],
                        has_room=not (in_link or in_fold or _UNSEEN.search(own)),
                    )
                )
            before = at
    return found


def _spans(page: str, opening: str, closing: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return where comments stand, the last one first."""
    found = []
    at = page.find(opening, start, stop)
    while at >= 0:
        behind = page.find(closing, at, stop)
        behind = stop if behind < 0 else behind
        found.append((at, behind))
        at = page.find(opening, behind, stop)
    return found[::-1]


def _is_inside(place: int, spans: list[tuple[int, int]]) -> bool:
    """Return whether ``place`` is in one of ``spans``; those that lie before it are dropped."""
    while spans and spans[-1][1] < place:
        spans.pop()
    return bool(spans) and spans[-1][0] < place


def _is_open(page: str, name: str, start: int, stop: int, was_open: bool) -> bool:
    """Return whether an element ``name`` is open at ``stop``, which is known at ``start``."""
    closed = page.rfind(f"</{name}>", start, stop)
    opened = _OPENS[name].search(page, max(start, closed), stop)
    return opened is not None or (was_open and closed < 0)


def _languages(page: str, start: int, stop: int) -> tuple[list[int], list[str]]:
    """Return where in ``page`` the language of the blocks changes, and to which each time.

    The language of the page itself is the empty one.
    """
    places, names = [start], [""]
    if page.find(' lang="', start, stop) < 0:
        return places, names
    opened = [""]
    for tag in _BLOCK.finditer(page, start, stop):
        if not tag[1]:
            own = _LANGUAGE.search(tag[2])
            opened.append(own[1] if own else opened[-1])
        elif len(opened) > 1:
            opened.pop()
        if opened[-1] != names[-1]:
            places.append(tag.start())
            names.append(opened[-1])
    return places, names


def _id_of(page: str, attributes: str, place: int) -> str:
    """Return what leads to the heading at ``place``; empty where nothing does.

    That is its own id or that of an element which begins with it: ``<section id="goals"><h2>``.
    """
    found = _OWN_ID.search(attributes)
    if found:
        return unescape(found[1])
    for _ in range(_OPENINGS_BEFORE):
        first = max(place - _LONGEST_OPENING, 0)
        before = page[first:place].rstrip()
        at = before.rfind("<")
        opening = before[at:]
        is_tag = at >= 0 and opening.find(">") == len(opening) - 1 and opening[1] not in "/!"
        if not is_tag or opening.startswith("<main"):
            return ""
        found = _OWN_ID.search(opening)
        if found:
            return unescape(found[1])
        place = first + at
    return ""


@lru_cache(maxsize=_MOST_KEPT)
def _words_of(html: str) -> tuple[str, str]:
    """Return the words of a heading's HTML, still escaped, and apart what it says small.

    Of its elements only those remain that say in which language words are.
    """
    words: list[str] = []
    small: list[str] = []
    opened: list[tuple[str, str, str]] = []
    depth = Counter[str]()
    first, *rest = html.split("<")
    words.append(first)
    for piece in rest:
        tag, _, text = piece.partition(">")
        name = tag.lstrip("/").partition(" ")[0].rstrip("/").lower()
        if tag.startswith("/"):
            if opened and opened[-1][0] == name:
                _, closing, voice = opened.pop()
                words.append(closing)
                depth[voice] -= 1
        elif name == "img":
            words.append(alternative[1] if (alternative := _ALTERNATIVE.search(tag)) else "")
        elif name not in _EMPTY:
            voice = _voice_of(name, tag)
            is_told = not (depth["small"] or depth["silent"])
            language = _LANGUAGE.search(tag) if name == "span" and is_told else None
            words.append(f'<span lang="{language[1]}">' if language else "")
            opened.append((name, "</span>" if language else "", voice))
            depth[voice] += 1
        if not depth["silent"]:
            (small if depth["small"] else words).append(text)
    words += (closing for _, closing, _ in reversed(opened))
    return " ".join("".join(words).split()), " ".join("".join(small).split())


def _voice_of(name: str, tag: str) -> str:
    """Return how an element of a heading is told: aloud, small or not at all."""
    if name in _SILENT or _HIDDEN.search(tag):
        return "silent"
    return "small" if name == "small" else "aloud"


# What is made of them


def _names_of(headings: Sequence[_Heading], page: str) -> list[str]:
    """Return the id of each heading, a new one where it has none."""
    if all(heading.id for heading in headings):
        return [heading.id for heading in headings]
    taken = Anchors()
    for name in dict.fromkeys(_ID.findall(page)):
        taken.take(unescape(name))
    return [heading.id or taken.take(_name_of(heading.words)) for heading in headings]


@lru_cache(maxsize=_MOST_KEPT)
def _name_of(words: str) -> str:
    return slug_of(unescape("".join(_without_tags(words))))


def _without_tags(words: str) -> Iterator[str]:
    first, *rest = words.split("<")
    yield first
    for piece in rest:
        yield piece.partition(">")[2]


def _href(name: str) -> str:
    return f"#{name}" if _PLAIN_NAME.fullmatch(name) else f"#{quote(name)}"


def _links_at(
    headings: Sequence[_Heading], names: Sequence[str], label: str
) -> Iterator[tuple[int, int, str]]:
    for heading, name in zip(headings, names, strict=True):
        if not heading.id:
            yield heading.start, heading.start, f' id="{name}"'
        if heading.has_room:
            link = f'<a class="anchor" href="{_href(name)}" aria-label="{label}"></a>'
            yield heading.stop, heading.stop, link


def _list_of(headings: Sequence[_Heading], names: Sequence[str]) -> str:
    """Return the headings as nested lists of links."""
    pairs = list(zip(headings, names, strict=True))
    highest = min(heading.level for heading in headings)
    upper = [pair for pair in pairs if pair[0].level == highest]
    if len(pairs) > MOST_WITH_DETAIL and len(upper) >= FEWEST:
        pairs = upper
    alike = Counter(heading.words for heading, _ in pairs)
    parts = ["<ul>"]
    is_below = has_upper = False
    for place, (heading, name) in enumerate(pairs):
        goes_below = has_upper and heading.level > highest
        if goes_below and not is_below:
            parts.append("\n<ul>")
        elif is_below and not goes_below:
            parts.append("</li>\n</ul></li>")
        elif place:
            parts.append("</li>")
        is_below, has_upper = goes_below, has_upper or heading.level == highest
        parts.append(f"\n<li>{_entry(heading, name, alike[heading.words] > 1)}")
    parts.append("</li>\n</ul></li>\n</ul>" if is_below else "</li>\n</ul>")
    return "".join(parts)


def _entry(heading: _Heading, name: str, is_ambiguous: bool) -> str:
    words = heading.words
    if is_ambiguous and heading.small:
        words = f"{words} <small>{heading.small}</small>"
    language = f' lang="{heading.language}"' if heading.language else ""
    direction = ' dir="auto"' if _RIGHT_TO_LEFT.search(words) else ""
    return f'<a href="{_href(name)}"{language}{direction}>{words}</a>'
