"""What the script of the search loads: an index cut into small files, of which it needs a few.

Everything is a script that hands over data, since a page that was opened from a disk can load
nothing else. A document is named by a *code*, three signs made of its name. Where two names ask for
one code, one of them gets the next: which do is part of the *stamp* that every file carries, so
that the script notices files in which a code means another document. For each language there are

- ``search/index.js``: what there is, and the words of the dialog;
- ``search/terms/N.js``: terms, and for each the codes of the documents in which it is found;
- ``search/words/N.js``: all words of N letters, to look for one that was mistyped;
- ``search/documents/N.js``: what a result shows.

The number of files goes by that of the documents, so that each stays small. A change of a document
goes through the terms of its *bucket*, a part of all documents, to those files that it concerns.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from typing import Any, Final

import msgspec

from planbook.digest import digest_of
from planbook.model.document import Key
from planbook.pages import Page, lazy_view
from planbook.urls import SEARCH_FOLDER
from planbook.views.layout import SECTIONS_SHOWN, Layouts, section_label
from planbook.views.presenter import Shared, SitePresenter
from planbook.views.search_entries import BETWEEN, entries_of, terms_of_entries
from planbook.views.search_terms import shard_of
from planbook.views.words import Label, Words

SECTION: Final = SEARCH_FOLDER
FORMAT: Final = 1
"""Which form the files have; the script refuses any other."""

DOCUMENTS_A_SHARD: Final = 12
DOCUMENTS_A_BLOCK: Final = 6
DOCUMENTS_A_BUCKET: Final = 80
_MOST_BUCKETS: Final = 16
SHORTEST_WORD: Final = 4
LONGEST_WORDS: Final = 16
"""Words of this many letters and more stand together."""

_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
OF_TITLE: Final = "!"
"""Stands before the codes of documents that have a term in their title."""
_FIRST: Final = ("person", "partner", "team", "role", "chapter", "metric", "objective")
"""Kinds that somebody who types a title most likely means, the likeliest first."""


class SearchLayout(msgspec.Struct, frozen=True):
    """Into how many files the index of ``documents`` is cut; each number is a power of two.

    ``code_bits`` is how many bits a code has; their highest say in which bucket and block it is.
    """

    documents: int
    shards: int
    blocks: int
    buckets: int
    code_bits: int

    def of_bucket(self, codes: Sequence[Coded], number: int) -> Sequence[Coded]:
        """Return those of ``codes``, which are in order, that are in a bucket."""
        return _part_of(codes, number, (1 << self.code_bits) // self.buckets)

    def of_block(self, codes: Sequence[Coded], number: int) -> Sequence[Coded]:
        """Return those of ``codes``, which are in order, that are in a block."""
        return _part_of(codes, number, (1 << self.code_bits) // self.blocks)


class Coded(msgspec.Struct, frozen=True):
    """A document and its code."""

    key: Key
    code: int


def _part_of(codes: Sequence[Coded], number: int, size: int) -> Sequence[Coded]:
    # Looking at each code for every block would take the square of their number.
    first, behind = (
        bisect_left(codes, place * size, key=lambda one: one.code) for place in (number, number + 1)
    )
    return codes[first:behind]


class SearchKind(msgspec.Struct, frozen=True):
    """A kind of the results. ``folder`` is where its documents stand."""

    sign: str
    title: Words
    folder: str


class SearchPage(msgspec.Struct, frozen=True):
    """A page of the site's own, such as the organisation; ``section`` is its folder."""

    section: str
    title: Label


class SearchIndexView(msgspec.Struct, frozen=True):
    """What there is to search. ``stamp`` is on every file of one index.

    ``digits`` are those that codes are written with. Of words with ``letters`` (the fewest and the
    most) there is a file, the last with all that are longer. A title of the kinds that are
    ``first``, by their signs, is shown before others. ``forms`` are those of the language's
    counted words, each with a number that has it.
    """

    format: int
    stamp: str
    documents: int
    shards: int
    blocks: int
    code_bits: int
    digits: str
    letters: tuple[int, int]
    first: tuple[str, ...]
    kinds: tuple[SearchKind, ...]
    pages: tuple[SearchPage, ...]
    forms: tuple[tuple[str, int], ...]


def layout_for(documents: int) -> SearchLayout:
    """Return how the index of so many documents is cut."""
    blocks = _power_of_two(documents / DOCUMENTS_A_BLOCK)
    return SearchLayout(
        documents=documents,
        shards=_power_of_two(documents / DOCUMENTS_A_SHARD),
        blocks=blocks,
        buckets=min(_power_of_two(documents / DOCUMENTS_A_BUCKET), blocks, _MOST_BUCKETS),
        # At most one place in four is taken: two documents rarely ask for one.
        code_bits=18 if documents <= 1 << 16 else 30,
    )


def _power_of_two(least: float) -> int:
    number = 1
    while number < least:
        number *= 2
    return number


def search_files(site: SitePresenter, _: Layouts, language: str) -> Iterator[Page]:
    """Yield the files of the index of one language."""
    layout = site.remember(SEARCH_LAYOUT, "")
    index = lazy_view(partial(_index_view, site, language))
    yield Page(_path(site, language, "index.js"), language, "search-index.js", index)
    for number in range(layout.shards):
        yield _file(site, language, "terms", number, partial(_terms_file, site, language, number))
    for number in range(layout.blocks):
        make = partial(_documents_file, site, language, number)
        yield _file(site, language, "documents", number, make)
    for letters in range(SHORTEST_WORD, LONGEST_WORDS + 1):
        yield _file(site, language, "words", letters, partial(_words_file, site, language, letters))


def _file(site: SitePresenter, language: str, folder: str, number: int, make: partial[str]) -> Page:
    return Page(_path(site, language, folder, f"{number}.js"), language, "", lazy_view(make))


def _path(site: SitePresenter, language: str, *segments: str) -> str:
    return site.addresses.file(language, SECTION, *segments)


# Files


def _index_view(site: SitePresenter, language: str) -> SearchIndexView:
    layout = site.remember(SEARCH_LAYOUT, "")
    presenter = site.at(language, "index.html")
    signs = _signs_of_kinds(site)
    return SearchIndexView(
        format=FORMAT,
        stamp=site.remember(SEARCH_STAMP, language),
        documents=layout.documents,
        shards=layout.shards,
        blocks=layout.blocks,
        code_bits=layout.code_bits,
        digits=_DIGITS,
        letters=(SHORTEST_WORD, LONGEST_WORDS),
        first=tuple(signs[name] for name in _FIRST if name in signs),
        kinds=tuple(
            SearchKind(sign, presenter.title_of_kind(name), site.addresses.sections[name])
            for name, sign in signs.items()
        ),
        pages=tuple(
            SearchPage(section, section_label(presenter, section))
            for section in site.remember(SECTIONS_SHOWN, "")
        ),
        forms=site.formats[language].plural_forms,
    )


def _script(site: SitePresenter, language: str, name: str, data: Any) -> str:
    stamp = site.remember(SEARCH_STAMP, language)
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f'planbookSearch.add("{name}","{stamp}",{written})\n'


def _terms_file(site: SitePresenter, language: str, number: int) -> str:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for part in _parts(site, language, f"terms/{number}"):
        for line in part:
            term, _, groups = line.partition(" ")
            codes = found[term]
            for group in groups.split(" "):
                # The sign before the codes says of which kind they are, and whether of titles.
                signs = 2 if group[0] == OF_TITLE else 1
                head = group[:signs]
                codes[head] = codes.get(head, "") + group[signs:]
    lines = (
        " ".join((term, *(head + codes for head, codes in sorted(found[term].items()))))
        for term in sorted(found)
    )
    return _script(site, language, f"terms/{number}", "\n".join(lines))


def _words_file(site: SitePresenter, language: str, letters: int) -> str:
    parts = _parts(site, language, f"words/{letters}")
    words = sorted({word for part in parts for word in part})
    return _script(site, language, f"words/{letters}", " ".join(words))


def _parts(site: SitePresenter, language: str, name: str) -> Iterator[tuple[str, ...]]:
    for bucket in range(site.remember(SEARCH_LAYOUT, "").buckets):
        yield site.remember(SEARCH_PART, f"{language} {bucket} {name}")


def _documents_file(site: SitePresenter, language: str, number: int) -> str:
    layout = site.remember(SEARCH_LAYOUT, "")
    place = site.addresses.languages.index(language)
    signs = _signs_of_kinds(site)
    bucket = number * layout.buckets // layout.blocks
    found: dict[str, Any] = {}
    held = site.remember(SEARCH_BUCKET, str(bucket))
    for coded in layout.of_block(held, number):
        entry = entries_of(site, coded.key)[place]
        found[_written(coded.code, layout)] = [
            signs[coded.key.kind],
            coded.key.id,
            entry.title,
            entry.about,
            entry.state,
            BETWEEN.join(filter(None, (entry.text, *entry.titles))),
            entry.sections,
        ]
    plain = msgspec.to_builtins(found)
    return _script(site, language, f"documents/{number}", plain)


def _signs_of_kinds(site: SitePresenter) -> Mapping[str, str]:
    # Kinds without documents have a sign too: the first document of a kind renames no other.
    signs = (*_DIGITS, *(chr(0x100 + place) for place in range(len(site.handbook.kinds))))
    return dict(zip(sorted(site.handbook.kinds), signs, strict=False))


def _written(code: int, layout: SearchLayout) -> str:
    steps = range(layout.code_bits - 6, -1, -6)
    return "".join(_DIGITS[code >> step & 63] for step in steps)


# Units


def _layout(site: SitePresenter, _: str) -> SearchLayout:
    return layout_for(len(site.handbook.documents))


def _codes(site: SitePresenter, _: str) -> tuple[Coded, ...]:
    """Return a code for each document: of its name alone, and the next where that is taken."""
    layout = site.remember(SEARCH_LAYOUT, "")
    last = (1 << layout.code_bits) - 1
    taken: dict[int, Key] = {}
    for key in sorted(site.handbook.documents):
        code = own_code(key, layout)
        while code in taken:
            code = (code + 1) & last
        taken[code] = key
    return tuple(Coded(taken[code], code) for code in sorted(taken))


def own_code(key: Key, layout: SearchLayout) -> int:
    """Return the code that the name of a document asks for."""
    digest = blake2b(str(key).encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") & (1 << layout.code_bits) - 1


def _moved(site: SitePresenter, _: str) -> str:
    """Return which documents have another code than that of their name."""
    layout = site.remember(SEARCH_LAYOUT, "")
    codes = site.remember(SEARCH_CODES, "")
    moved = (one for one in codes if one.code != own_code(one.key, layout))
    return "\n".join(f"{one.key} {one.code}" for one in moved)


def _stamp(site: SitePresenter, language: str) -> str:
    """Return what tells the files of one index from those of another.

    In all that carry one stamp, a document has one code: that of its name, or that to which it
    had to move. A document that moves another, or moves it back, thus makes all files anew.
    """
    layout = site.remember(SEARCH_LAYOUT, "")
    # Not the number of documents: a file that holds none of the new ones stays as it is.
    parts = (FORMAT, site.edition.name, language, layout.shards, layout.blocks, layout.code_bits)
    return digest_of(
        *(str(part).encode() for part in parts),
        *map(str.encode, site.handbook.kinds),
        site.remember(SEARCH_MOVED, "").encode("utf-8", "surrogatepass"),
    )[:8]


def _bucket(site: SitePresenter, number: str) -> tuple[Coded, ...]:
    layout = site.remember(SEARCH_LAYOUT, "")
    codes = site.remember(SEARCH_CODES, "")
    return tuple(layout.of_bucket(codes, int(number)))


def _group(site: SitePresenter, asked: str) -> dict[str, tuple[str, ...]]:
    """Return what the documents of one bucket add to each file of terms and of words."""
    language, _, bucket = asked.partition(" ")
    layout = site.remember(SEARCH_LAYOUT, "")
    place = site.addresses.languages.index(language)
    signs = _signs_of_kinds(site)
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for coded in site.remember(SEARCH_BUCKET, bucket):
        terms = terms_of_entries(site, coded.key)[place]
        code, sign = _written(coded.code, layout), signs[coded.key.kind]
        for head, written in ((OF_TITLE + sign, terms.title), (sign, terms.text)):
            for term in written.split("\n"):
                if term:
                    found[term][head].append(code)
    parts: dict[str, list[str]] = defaultdict(list)
    for term in sorted(found):
        groups = (head + "".join(codes) for head, codes in found[term].items())
        parts[f"terms/{shard_of(term, layout.shards)}"].append(" ".join((term, *groups)))
        if is_corrigible(term):
            parts[f"words/{min(len(term), LONGEST_WORDS)}"].append(term)
    return {name: tuple(lines) for name, lines in parts.items()}


def is_corrigible(term: str) -> bool:
    """Return whether a term is a word that somebody may mistype: letters, and enough of them."""
    # What is written in signs has terms of one or two.
    return len(term) >= SHORTEST_WORD and term.isalpha()


def _part(site: SitePresenter, asked: str) -> tuple[str, ...]:
    group, _, name = asked.rpartition(" ")
    return site.remember(SEARCH_GROUP, group).get(name, ())


SEARCH_LAYOUT: Final = Shared("search layout", SearchLayout, _layout)
SEARCH_CODES: Final = Shared("search codes", tuple[Coded, ...], _codes)
SEARCH_MOVED: Final = Shared("search moved", str, _moved)
SEARCH_STAMP: Final = Shared("search stamp", str, _stamp)
SEARCH_BUCKET: Final = Shared("search bucket", tuple[Coded, ...], _bucket)
SEARCH_GROUP: Final = Shared("search group", dict[str, tuple[str, ...]], _group)
SEARCH_PART: Final = Shared("search part", tuple[str, ...], _part)
