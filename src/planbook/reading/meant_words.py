"""Which of a schema's words somebody meant: by another spelling, by their own language, by a slip.

Every property has a title in each language, every word of an enumeration a description; other
words for them stand in the schema as ``x-names`` and ``x-synonyms``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final, TypeAlias

from planbook.diagnostics.suggestions import closest, folded

Schema: TypeAlias = Mapping[str, Any]

_HEAD: Final = re.compile(r"[^，。：；、,.:;(（]*")
# One character begins too many words to mean one of them.
_SHORTEST_BEGINNING: Final = 2


def options_meant(written: str, options: Iterable[str], schema: Schema) -> tuple[str, ...]:
    """Return those of ``options`` that ``written`` probably stands for, none if nobody can say.

    ``schema`` is the enumeration, with descriptions and other words for its options.
    """
    known = tuple(options)
    words = {option: {option} for option in known}
    for option, others in schema.get("x-synonyms", {}).items():
        # A project may have narrowed the options, and the words for the others stay.
        if option in words:
            words[option].update(others)
    exact = _called(written, words)
    if exact:
        return exact
    described: dict[str, set[str]] = {}
    for option, description in _descriptions(schema):
        if option in words:
            described.setdefault(option, set()).add(_head(description))
    return (
        _called(written, described)
        or _beginning_with(written, described, words)
        or _nearest(written, words)
    )


def names_meant(written: str, properties: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of ``properties`` that the key ``written`` probably stands for."""
    words: dict[str, set[str]] = {}
    titles: dict[str, set[str]] = {}
    for name, schema in properties.items():
        described = schema if isinstance(schema, Mapping) else {}
        words[name] = {name, *described.get("x-names", ())}
        titles[name] = set(_titles(described))
    return (
        _called(written, words)
        or _called(written, titles)
        or _containing(written, titles)
        or _nearest(written, words)
    )


def names_called(written: str, properties: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of ``properties`` that are called ``written`` in some language.

    Nothing that is merely spelt alike.
    """
    called = {
        name: {*schema.get("x-names", ()), *_titles(schema)}
        for name, schema in properties.items()
        if isinstance(schema, Mapping)
    }
    return _called(written, called)


def _called(written: str, words: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    wanted = folded(written)
    if not wanted:
        # Signs alone, such as a tick: nothing of them is left over to compare.
        return tuple(name for name, others in words.items() if written.strip() in others)
    return tuple(name for name, others in words.items() if wanted in map(folded, others))


def _beginning_with(written: str, *tables: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    wanted = folded(written)
    if len(wanted) < _SHORTEST_BEGINNING or wanted.isascii():
        return ()
    pairs = chain.from_iterable(table.items() for table in tables)
    found = dict.fromkeys(
        name for name, others in pairs if any(folded(word).startswith(wanted) for word in others)
    )
    return tuple(found) if len(found) == 1 else ()


def _containing(written: str, titles: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the one whose title has all of ``written`` in it: 方向 in 好的方向.

    Only for words without spaces between them, which a nearness in letters tells little of.
    """
    wanted = folded(written)
    if len(wanted) < _SHORTEST_BEGINNING or wanted.isascii():
        return ()
    found = [
        name for name, others in titles.items() if any(wanted in folded(word) for word in others)
    ]
    return tuple(found) if len(found) == 1 else ()


def _nearest(written: str, words: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    name_of = {word: name for name, others in words.items() for word in others}
    near = closest(written, words)
    if near is not None:
        return (near,)
    near = closest(written, sorted(name_of))
    return (name_of[near],) if near is not None else ()


def _head(description: str) -> str:
    match = _HEAD.match(description)
    return match[0].strip() if match is not None else ""


def _titles(schema: Schema) -> Iterator[str]:
    for source in (schema, *schema.get("x-words", {}).values()):
        title = source.get("title") if isinstance(source, Mapping) else None
        if isinstance(title, str):
            yield title


def _descriptions(schema: Schema) -> Iterator[tuple[str, str]]:
    options = [str(option) for option in schema.get("enum", ())]
    for source in (schema, *schema.get("x-words", {}).values()):
        words = source.get("enumDescriptions", ()) if isinstance(source, Mapping) else ()
        yield from zip(options, map(str, words), strict=False)
