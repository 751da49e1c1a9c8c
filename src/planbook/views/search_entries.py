"""What is found of each document: its title, what it is about, and all of its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from types import MappingProxyType
from typing import Any, Final

import msgspec

from planbook.language import choose_language
from planbook.model.document import Key
from planbook.model.field import Field
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.prose import anchor_prefix, document_target
from planbook.model.reference import VOCABULARY_KINDS
from planbook.prose import Destination
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.search_terms import terms_of, title_terms_of
from planbook.views.words import Ref, Words

BETWEEN: Final = " · "
"""Stands between two fields in the words of a document."""

NO_WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "goal": frozenset(("/measurable/unit",)),
        "objective": frozenset(("/measure/unit",)),
        "meeting": frozenset(("/recurs",)),
        "metric": frozenset(
            (
                *("/unit", "/data", "/targets_data"),
                *("/columns/date", "/columns/subject", "/columns/value"),
            )
        ),
    }
)
"""Plain strings, by kind, that are a file, a column, a rule or a unit: a page shows other words.

To their schemas they are strings as any; what is written for programs (``is_code``) says so there.
"""
_NAMED: Final = frozenset((Person.KIND, Partner.KIND, *VOCABULARY_KINDS))
"""Who and what is found by name in every document that names it."""
_TAG: Final = re.compile(r"""<(/?[a-zA-Z][a-zA-Z0-9]*)(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_HEADING: Final = re.compile(r'<h[2-6] id="([^"]*)">(.*?)</h[2-6]>', re.DOTALL)
_WITHIN_LINES: Final = frozenset(
    "a b code del em i input kbd label mark s span strong sub sup u".split()  # noqa: SIM905  # sixteen strings take lines
)
_LONE: Final = re.compile("[\ud800-\udfff]")


class SearchSection(msgspec.Struct, frozen=True, array_like=True):
    """A heading in the words of a document: where it begins in them, and its id on the page."""

    start: int
    anchor: str
    heading: str


class SearchEntry(msgspec.Struct, frozen=True):
    """A document as it is found in one language.

    ``titles`` are those in other languages, by which it is found as well; ``about`` is who it is
    about. ``state`` is empty for a document in force.
    """

    id: str
    title: str
    titles: tuple[str, ...]
    about: str
    state: str
    text: str
    sections: tuple[SearchSection, ...] = ()


class EntryTerms(msgspec.Struct, frozen=True):
    """What an entry is found by in its title, and by its text alone; a term a line."""

    title: str
    text: str


def entries_of(site: SitePresenter, key: Key) -> tuple[SearchEntry, ...]:
    """Return a document as it is found, in each language of the site."""
    return site.remember(SEARCHED, key)


def terms_of_entries(site: SitePresenter, key: Key) -> tuple[EntryTerms, ...]:
    """Return what a document is found by, in each language of the site."""
    return site.remember(SEARCH_TERMS, key)


def _entries(site: SitePresenter, key: Key) -> tuple[SearchEntry, ...]:
    return tuple(_entry(site.at(language, "index.html"), key) for language in site.formats)


def _entry(presenter: Presenter, key: Key) -> SearchEntry:
    record = presenter.handbook.records[key]
    title = _line(presenter.title_of(record).text)
    titles = dict.fromkeys(map(_line, record.label.values()))
    titles.pop(title, None)
    reader = _Reader(presenter, key)
    reader.read(presenter.handbook.documents[key].values, presenter.handbook.kinds[key.kind].field)
    return SearchEntry(
        id=key.id,
        title=title,
        titles=tuple(titles),
        about=BETWEEN.join(reader.about),
        state="" if record.is_in_force else record.state,
        text=reader.text,
        sections=tuple(reader.sections),
    )


class _Reader:
    """Gathers the words of one document in the language of its presenter."""

    def __init__(self, presenter: Presenter, key: Key) -> None:
        self._presenter = presenter
        self._key = key
        self._no_words = NO_WORDS.get(key.kind, frozenset())
        self._parts: list[str] = []
        self._known: set[str] = set()
        self._named: dict[str, None] = {}
        self._length = 0
        self.about: dict[str, None] = {}
        self.sections: list[SearchSection] = []

    @property
    def text(self) -> str:
        """All words: those of its texts, then the names of what it names."""
        return BETWEEN.join((*self._parts, *(one for one in self._named if one not in self._known)))

    def read(self, values: Mapping[str, Any], field: Field) -> None:
        """Go through the document ``values``."""
        for name, value in values.items():
            below = field.properties.get(name, field.keys)
            # Its title and its name are no part of its text; those of its parts are.
            if below is not None and name not in ("title", "name", "kind", "audience", "state"):
                self._read(value, below, f"/{name}")

    def _read(self, value: Any, field: Field, at: str) -> None:
        match field.type:
            case "text":
                self._add_text(value, field, at)
            case "string" if not (field.options or field.is_code or at in self._no_words):
                self._add(str(value))
            case "reference":
                self._refer(str(value), field)
            case "list" if isinstance(value, list | tuple) and field.element is not None:
                for place, one in enumerate(value):
                    self._read(one, field.element, f"{at}/{place}")
            case "mapping" if isinstance(value, Mapping):
                for below, one in value.items():
                    found = field.properties.get(below, field.keys)
                    if found is not None:
                        self._read(one, found, f"{at}/{below}")
            case "free":
                self._add_free(value)

    def _add_text(self, value: Any, field: Field, at: str) -> None:
        text = value if isinstance(value, Mapping) else {"": str(value)}
        if field.refs and not isinstance(value, Mapping):
            found = self._presenter.named(self._presenter.handbook.resolve(str(value), field.refs))
            if found is not None:
                self._named[_name_of(found)] = None
                return
        words = text.get(choose_language(text, self._presenter.languages), "")
        if field.markdown:
            self._add_markdown(words, at)
        else:
            self._add(words)

    def _add_markdown(self, words: str, at: str) -> None:
        prefix = anchor_prefix(self._key, at)
        html = self._presenter.site.renderer.render(words, self._lead, 2, prefix)
        start = 0
        for found in _HEADING.finditer(html):
            self._add(_plain(html[start : found.start()]))
            heading = _line(_plain(found[2]))
            if heading:
                # Two sections may have one heading.
                self._known.discard(heading)
                begins = self._length + (len(BETWEEN) if self._parts else 0)
                self.sections.append(SearchSection(begins, unescape(found[1]), heading))
                self._add(heading)
            start = found.end()
        self._add(_plain(html[start:]))

    def _lead(self, target: str) -> Destination | None:
        """Name what a link leads to that has no words of its own; where to does not matter."""
        named = document_target(target)
        ref = self._presenter.ref(named.key) if named is not None else None
        return Destination("#", ref.title.text) if ref is not None else None

    def _add_free(self, value: Any) -> None:
        if isinstance(value, Mapping):
            for one in value.values():
                self._add_free(one)
        elif isinstance(value, list | tuple):
            for one in value:
                self._add_free(one)
        elif isinstance(value, str):
            self._add(value)

    def _refer(self, written: str, field: Field) -> None:
        key = self._presenter.handbook.resolve(written, field.refs)
        if key is None or key.kind not in _NAMED:
            return
        found = self._presenter.named(key)
        if found is None:
            return
        name = _name_of(found)
        self._named[name] = None
        if field.subject or field.author:
            self.about[name] = None

    def _add(self, words: str) -> None:
        line = _line(words)
        if line and line not in self._known:
            # Scripts count in halves of letters.
            units = len(line.encode("utf-16-le")) // 2
            self._length += units + (len(BETWEEN) if self._parts else 0)
            self._parts.append(line)
            self._known.add(line)


def _name_of(found: Ref | Words) -> str:
    return _line(found.title.text if isinstance(found, Ref) else found.text)


def _line(words: str) -> str:
    """Return words in one line, without halves of letters that no file can hold."""
    return _LONE.sub("\ufffd", " ".join(words.split()))


def _plain(html: str) -> str:
    return unescape(_TAG.sub(_without_tag, html)) if "<" in html else unescape(html)


def _without_tag(found: re.Match[str]) -> str:
    return "" if found[1].lstrip("/") in _WITHIN_LINES else " "


def _terms(site: SitePresenter, key: Key) -> tuple[EntryTerms, ...]:
    return tuple(_terms_of(entry) for entry in entries_of(site, key))


def _terms_of(entry: SearchEntry) -> EntryTerms:
    title = title_terms_of(entry.title)
    for other in entry.titles:
        title |= terms_of(other)
    text = terms_of(BETWEEN.join((entry.text, entry.id))) - title
    return EntryTerms("\n".join(sorted(title)), "\n".join(sorted(text)))


SEARCHED: Final = Shared("searched", tuple[SearchEntry, ...], _entries, Key, "all")
SEARCH_TERMS: Final = Shared("search terms", tuple[EntryTerms, ...], _terms, Key, "all")
