"""Everything by its first letter: how a reader without a script finds things."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.pages import Page, lazy_view
from planbook.views.layout import Layout, Layouts, SectionCount, section_counts
from planbook.views.lists import (
    LIST_SIZE,
    NO_PAGER,
    Pager,
    numbered_pages,
    page_numbers,
    pager_of,
    part_at,
)
from planbook.views.order import by_sound
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.search_entries import entries_of
from planbook.views.search_index import SECTION
from planbook.views.search_terms import pieces_of
from planbook.views.words import Label, Phrase, Ref, Words

FIGURES: Final = "0-9"
OTHERS: Final = "other"
_PINYIN: Final = (
    *((0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f")),
    *((0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m")),
    *((0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s")),
    *((0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"), (0xD7FA, "")),
)
"""Where each letter begins among the usual signs of GB 2312, which are in the order of Pinyin."""
_IDEOGRAPH: Final = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BEGINNINGS: Final = tuple(code for code, _ in _PINYIN)


class Initial(msgspec.Struct, frozen=True):
    """The letter that a document stands under in one language, and its order there."""

    letter: str
    order: str


class LetterLink(msgspec.Struct, frozen=True):
    """The way to the documents of one letter. ``label`` is the letter, or a phrase for the rest."""

    label: Label
    href: str
    count: int
    current: bool = False


class LetterEntry(msgspec.Struct, frozen=True):
    """One document, with what kind it is of and whom it is about."""

    ref: Ref
    kind: Label
    about: str


class LetterGroup(msgspec.Struct, frozen=True):
    """The documents of one letter."""

    label: Label
    anchor: str
    entries: tuple[LetterEntry, ...]


class AToZView(msgspec.Struct, frozen=True):
    """One page of everything by letter; of many documents the first has but the letters."""

    layout: Layout
    title: Label
    total: int
    letters: tuple[LetterLink, ...]
    kinds: tuple[SectionCount, ...]
    groups: tuple[LetterGroup, ...]
    pager: Pager


def a_to_z_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield everything by letter: on one page, or where that is too long on some for each."""
    view = lazy_view(partial(_first_view, site, layouts, language))
    path = site.addresses.folder(language, SECTION)
    yield Page(path, language, "a-to-z.html", view)
    counts = site.remember(LETTER_COUNTS, language)
    if sum(count for _, count in counts) > LIST_SIZE:
        for letter, count in counts:
            numbers, make = page_numbers(count, LIST_SIZE), partial(_view, site, layouts)
            yield from numbered_pages(
                site,
                language,
                (SECTION, _folder(letter)),
                numbers,
                "a-to-z.html",
                partial(make, language, letter),
            )


def _first_view(site: SitePresenter, layouts: Layouts, language: str) -> AToZView:
    presenter = site.at(language, site.addresses.folder(language, SECTION))
    counts = site.remember(LETTER_COUNTS, language)
    total = sum(count for _, count in counts)
    letters = [letter for letter, _ in counts] if total <= LIST_SIZE else []
    title = Phrase(f"section.{SECTION}")
    return AToZView(
        layout=layouts.around(presenter, (SECTION,), title),
        title=title,
        total=total,
        letters=_letters(presenter, counts, alone=bool(letters)),
        kinds=section_counts(presenter),
        groups=tuple(
            _group(presenter, letter, site.remember(LETTER, f"{language} {letter}"))
            for letter in letters
        ),
        pager=NO_PAGER,
    )


def _view(
    site: SitePresenter, layouts: Layouts, language: str, letter: str, number: int
) -> AToZView:
    segments = (SECTION, _folder(letter))
    presenter = site.at_number(language, segments, number)
    keys = site.remember(LETTER, f"{language} {letter}")
    part = part_at(keys, number, LIST_SIZE)
    counts = site.remember(LETTER_COUNTS, language)
    label = _label(letter)
    return AToZView(
        layout=layouts.around(presenter, segments, label, number=number, elsewhere=(SECTION,)),
        title=label,
        total=part.total,
        letters=_letters(presenter, counts, current=letter),
        kinds=(),
        groups=(_group(presenter, letter, part.items),),
        pager=pager_of(presenter, segments, part),
    )


def _letters(
    presenter: Presenter,
    counts: tuple[tuple[str, int], ...],
    current: str = "",
    *,
    alone: bool = False,
) -> tuple[LetterLink, ...]:
    return tuple(
        LetterLink(
            _label(letter),
            f"#{_anchor(letter)}" if alone else presenter.to(SECTION, _folder(letter)),
            count,
            letter == current,
        )
        for letter, count in counts
    )


def _group(presenter: Presenter, letter: str, keys: tuple[Key, ...]) -> LetterGroup:
    return LetterGroup(_label(letter), _anchor(letter), tuple(_entries(presenter, keys)))


def _entries(presenter: Presenter, keys: tuple[Key, ...]) -> Iterator[LetterEntry]:
    place = presenter.addresses.languages.index(presenter.language)
    for key in keys:
        ref = presenter.ref(key)
        if ref is not None:
            about = entries_of(presenter.site, key)[place].about
            yield LetterEntry(ref, presenter.title_of_kind(key.kind), about)


def _label(letter: str) -> Label:
    return Phrase("search.others") if letter == OTHERS else Words(letter.upper())


def _anchor(letter: str) -> str:
    return f"letter-{_folder(letter)}"


def _folder(letter: str) -> str:
    # Not every host and archive keeps the names of files in other letters as they are.
    return letter if letter.isascii() else f"u{ord(letter):04x}"


def initial_of(title: str) -> Initial:
    """Return under which letter ``title`` stands: of a Chinese one the first of its Pinyin.

    Letters of other scripts have a place of their own behind those from A to Z, in the order of
    Unicode and without their marks. Rare Chinese signs, and whatever has no letter, stand behind
    all others.
    """
    first = next(pieces_of(title), None)
    if first is None:
        return Initial(OTHERS, "")
    order = by_sound("".join(piece.text for piece in pieces_of(title))).hex()
    sign = first.text[0]
    if sign.isdecimal():
        return Initial(FIGURES, order)
    if "a" <= sign <= "z":
        return Initial(sign, order)
    if not _IDEOGRAPH.match(sign):
        plain = unicodedata.normalize("NFD", sign)[0]
        return Initial(plain if plain.isalpha() else OTHERS, order)
    code = int.from_bytes(by_sound(sign)[:2], "big")
    place = bisect_right(_BEGINNINGS, code) - 1
    letter = _PINYIN[place][1] if place >= 0 and sign <= "\u9fff" else ""
    return Initial(letter or OTHERS, order)


def _initials(site: SitePresenter, key: Key) -> tuple[Initial, ...]:
    record = site.handbook.records[key]
    return tuple(
        initial_of(site.at(language, "index.html").title_of(record).text)
        for language in site.formats
    )


def _letter_keys(site: SitePresenter, language: str) -> dict[str, tuple[Key, ...]]:
    place = site.addresses.languages.index(language)
    found = sorted(
        (_rank(initial.letter), initial.letter, initial.order, key)
        for key, initials in site.of_each(INITIALS)
        for initial in (initials[place],)
    )
    return {
        letter: tuple(key for *_, key in group)
        for (_, letter), group in groupby(found, key=lambda one: one[:2])
    }


def _rank(letter: str) -> int:
    return 2 if letter == OTHERS else 1 if letter == FIGURES else 0


def _letter_counts(site: SitePresenter, language: str) -> tuple[tuple[str, int], ...]:
    keys = site.remember(LETTERS, language)
    return tuple((letter, len(found)) for letter, found in keys.items())


def _keys_of_letter(site: SitePresenter, asked: str) -> tuple[Key, ...]:
    language, _, letter = asked.partition(" ")
    return site.remember(LETTERS, language).get(letter, ())


INITIALS: Final = Shared("initials", tuple[Initial, ...], _initials, Key, "all")
LETTERS: Final = Shared("letters", dict[str, tuple[Key, ...]], _letter_keys)
LETTER_COUNTS: Final = Shared("letter counts", tuple[tuple[str, int], ...], _letter_counts)
LETTER: Final = Shared("letter", tuple[Key, ...], _keys_of_letter)
