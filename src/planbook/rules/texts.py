"""The words of a document, wherever they stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from planbook.diagnostics.pointer import escape_pointer
from planbook.language import Text
from planbook.model.field import Field

Match: TypeAlias = Callable[[str], re.Match[str] | None]


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


@dataclass(frozen=True, slots=True)
class FieldText:
    """One text of a document by language: where it stands, and in which field of its kind."""

    pointer: str
    path: str
    words: Text

    @property
    def name(self) -> str:
        """The pointer as people write it: ``specific.outcome``."""
        return self.pointer[1:].replace("/", ".")


def texts_of(values: Any, field: Field) -> Iterator[FieldText]:
    """Yield every text in the ``values`` of ``field``, in the order in which they are written."""
    yield from _texts_in(values, field, "", "")


def _texts_in(values: Any, field: Field, at: str, path: str) -> Iterator[FieldText]:
    if field.type == "text":
        if isinstance(values, Mapping) and values:
            yield FieldText(at, path, values)
    elif field.type == "list" and field.element is not None and isinstance(values, list | tuple):
        for position, value in enumerate(values):
            yield from _texts_in(value, field.element, f"{at}/{position}", path)
    elif isinstance(values, Mapping):
        for name, value in values.items():
            below = field.properties.get(name)
            step = escape_pointer(str(name))
            if below is not None:
                yield from _texts_in(value, below, f"{at}/{step}", f"{path}/{step}")
            elif field.keys is not None:
                # The keys are the author's own: the field is one, whatever the key.
                yield from _texts_in(value, field.keys, f"{at}/{step}", f"{path}/*")


_LETTERS: Final = re.compile(r"[^\W\d_]+")
_IDEOGRAPH: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ADDRESS: Final = re.compile(r"\S+@\S+|\w+://\S+")


def is_the_same_everywhere(text: FieldText) -> bool:
    """Return whether a text needs no translation: figures, an address, a single word such as CRM."""
    for words in text.words.values():
        said = _ADDRESS.sub("", words)
        if _IDEOGRAPH.search(said) or len(_LETTERS.findall(said)) > 1:
            return False
    return True
