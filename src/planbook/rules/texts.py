"""The words of a document, wherever they stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

import msgspec

from planbook.diagnostics.pointer import escape_pointer
from planbook.language import Text
from planbook.model.document import Document
from planbook.model.field import Field

Match: TypeAlias = Callable[[str], re.Match[str] | None]
Enters: TypeAlias = Callable[[str, Field], bool]

_HOLDERS: Final = frozenset({"text", "list", "mapping"})
"""The types of field that texts may stand in."""


_DAY_LENGTH: Final = len("2026-09-10")


@dataclass(frozen=True)
class DocumentTexts:
    """What stands in one document in words; the rules that look at texts share it."""

    document: Document
    field: Field

    @cached_property
    def everything(self) -> str:
        """All that is written in the document but mere days, in lines, in no order.

        What is not found here need not be looked for in its values one by one.
        """
        found: list[str] = []
        waiting: list[Any] = [self.document.values]
        for value in waiting:
            if isinstance(value, str):
                if len(value) != _DAY_LENGTH or not (value[:4].isdecimal() and value[4] == "-"):
                    found.append(value)
            elif isinstance(value, dict):
                waiting.extend(value.values())
            elif isinstance(value, list | tuple):
                waiting.extend(value)
            elif isinstance(value, Mapping):
                waiting.extend(value.values())
        return "\n".join(found)

    @cached_property
    def words(self) -> str:
        """The texts alone, in each language, in lines, in no order."""
        found: list[str] = []
        waiting: list[tuple[Any, Field]] = [(self.document.values, self.field)]
        for value, field in waiting:
            if field.type == "text":
                if isinstance(value, str):
                    found.append(value)
                elif isinstance(value, Mapping):
                    found.extend(map(str, value.values()))
            elif field.type == "list":
                below = field.element
                if below is not None and below.type in _HOLDERS and isinstance(value, list | tuple):
                    waiting.extend((one, below) for one in value)
            elif isinstance(value, dict | Mapping):
                known, others = field.properties, field.keys
                for name, one in value.items():
                    below = known.get(name, others)
                    if below is not None and below.type in _HOLDERS:
                        waiting.append((one, below))
        return "\n".join(found)


def find_texts(values: Any, match: Match) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield (pointer, what was found) of every text in which ``match`` finds something.

    They come in the order in which they are written.
    """
    found: list[tuple[tuple[object, ...], re.Match[str]]] = []
    _look_into(values, (), match, found)
    for names, where in found:
        yield "".join(f"/{escape_pointer(str(name))}" for name in names), where


def _look_into(
    value: Any,
    names: tuple[object, ...],
    match: Match,
    found: list[tuple[tuple[object, ...], re.Match[str]]],
) -> None:
    if isinstance(value, str):
        where = match(value)
        if where is not None:
            found.append((names, where))
    elif isinstance(value, dict | Mapping):
        for name, below in value.items():
            _look_into(below, (*names, name), match, found)
    elif isinstance(value, list | tuple):
        for position, below in enumerate(value):
            _look_into(below, (*names, position), match, found)


class FieldText(msgspec.Struct, frozen=True):
    """One text of a document by language: where it stands, and in which field of its kind."""

    pointer: str
    path: str
    words: Text

    @property
    def name(self) -> str:
        """The pointer as people write it: ``specific.outcome``."""
        return self.pointer[1:].replace("/", ".")


def texts_of(
    values: Any, field: Field, enters: Enters = lambda _path, _field: True
) -> Iterator[FieldText]:
    """Yield every text in the ``values`` of ``field``, in the order in which they are written.

    What ``enters`` says no to, by the path without positions and the field, is passed over. The
    words of a text that may be an id as well, and stands there without a language, are under "".
    """
    yield from _texts_in(values, field, "", "", enters)


def _texts_in(values: Any, field: Field, at: str, path: str, enters: Enters) -> Iterator[FieldText]:
    if not enters(path, field):
        return
    if field.type == "text":
        if isinstance(values, str):
            yield FieldText(at, path, {"": values})
        elif isinstance(values, Mapping) and values:
            yield FieldText(at, path, values)
    elif field.type == "list":
        element = field.element
        if element is not None and element.type in _HOLDERS and isinstance(values, list | tuple):
            for position, value in enumerate(values):
                yield from _texts_in(value, element, f"{at}/{position}", path, enters)
    elif isinstance(values, Mapping):
        for name, value in values.items():
            # The keys are the author's own where the field names none: it is one, whatever the key.
            known = field.properties.get(name)
            below = known if known is not None else field.keys
            if below is not None and below.type in _HOLDERS:
                step = escape_pointer(str(name))
                inside = f"{path}/{step}" if known is not None else f"{path}/*"
                yield from _texts_in(value, below, f"{at}/{step}", inside, enters)


_LETTERS: Final = re.compile(r"[^\W\d_]+")
_IDEOGRAPH: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ADDRESS: Final = re.compile(r"\S+@\S+|\w+://\S+")


def is_the_same_everywhere(text: FieldText) -> bool:
    """Return whether a text needs no translation: figures, an address, a single word such as CRM.

    Nor does one need it that stands there without a language.
    """
    if "" in text.words:
        return True
    for words in text.words.values():
        said = _ADDRESS.sub("", words)
        if _IDEOGRAPH.search(said) or len(_LETTERS.findall(said)) > 1:
            return False
    return True
