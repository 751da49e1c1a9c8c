"""Whether a document is written in the language of its page, and what its readers are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from planbook.language import Text, choose_language
from planbook.model.document import Document
from planbook.model.field import Field
from planbook.views.presenter import Presenter
from planbook.views.words import Phrase

# A name is the same in all languages, or is in the reader's as little as the person.
_NAMES: Final = frozenset({"name"})
_HAN: Final = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_IN_HAN: Final = frozenset({"zh", "yue", "lzh"})


def untranslated(document: Document, field: Field, presenter: Presenter) -> Phrase | None:
    """Return what a page says of texts that it shows in another language than its own.

    One line for the page, in place of a mark at each text: a page that nobody has translated would
    be full of them, and who reads with a machine is told the language of every text anyway.
    """
    others: dict[str, None] = {}
    has_own = False
    for text in _texts(document.values, field):
        found = choose_language(text, presenter.languages)
        if found in (presenter.language, ""):
            has_own = True
        elif _is_written_in(found, text[found]):
            others[found] = None
    if not others:
        return None
    names = presenter.formats.listed([presenter.formats.name_of(one) for one in others])
    return Phrase(f"untranslated.{'part' if has_own else 'all'}", {"languages": names})


def _texts(value: Any, field: Field | None, name: str = "") -> Iterator[Text]:
    """Yield the texts of a document, names left out."""
    if field is None or name in _NAMES:
        return
    if field.type == "text":
        if isinstance(value, Mapping):
            yield value
    elif field.type == "list" and isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one, field.element)
    elif field.type == "mapping" and isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(one, field.properties.get(key, field.keys), key)


def _is_written_in(language: str, words: str) -> bool:
    """Return whether ``words`` need that language to be read: "CRM" in Chinese does not."""
    pattern = _HAN if language.partition("-")[0] in _IN_HAN else _LETTER
    return pattern.search(words) is not None
