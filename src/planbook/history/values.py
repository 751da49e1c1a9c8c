"""Values of documents as they are told: each knows what it is, and is worded by a renderer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeAlias

import msgspec

from planbook.history.units import Origin, unit_at
from planbook.language import Text
from planbook.linking.local_names import LOCAL_NAMES, homes_of, titles_in
from planbook.model.document import Key
from planbook.model.field import Field
from planbook.periods import Period, parse_period
from planbook.quantities import Amount, Answer, Day, Quantity, Ratio, Share


class Said(msgspec.Struct, frozen=True):
    """Words of an author, by language."""

    text: Text


class Named(msgspec.Struct, frozen=True):
    """What a reference names: a document, a word of the vocabulary, a level."""

    id: str
    title: Text


class Moment(msgspec.Struct, frozen=True):
    """A date with a time of day, as it is written."""

    written: str


class Option(msgspec.Struct, frozen=True):
    """One value of an enumeration, and what its schema says that it means.

    ``field`` is where it stands, with its kind in front: ``goal/commitment``.
    """

    value: str
    field: str
    meaning: Text


class Verbatim(msgspec.Struct, frozen=True):
    """A word that is the same in every language: an address, an id, a unit."""

    text: str


class Listing(msgspec.Struct, frozen=True):
    """Several values one after the other."""

    values: tuple[Value, ...]


class Part(msgspec.Struct, frozen=True):
    """One value of an entry, with the name of its field and what the schema calls it."""

    name: str
    label: Text
    value: Value


class Entry(msgspec.Struct, frozen=True):
    """Several named values: a check-in, a milestone, a line of a scheme."""

    parts: tuple[Part, ...]


Value: TypeAlias = Quantity | Period | Said | Named | Moment | Option | Verbatim | Listing | Entry
"""A value of a document that knows what it is."""

# Shares of one that people read in per cent, though the schema does not call them ratios.
_SHARES: Final = ("/confidence", "/measurable/share", "/measure/share")
# Ratios that people say as a number: a rate of 1.5, a cap of 2.
_FACTORS: Final = ("/rate", "/factor", "/cap")
_TIMES: Final = frozenset({"minutes", "hours", "days"})


def value_of(
    value: Any, field: Field, path: str, origin: Origin, entry: Mapping[str, Any]
) -> Value | None:
    """Return ``value`` of the field at ``path`` (``/checkins[]/value``) as it is told.

    ``entry`` is the mapping that it stands in. None where there is nothing to tell.
    """
    if value is None:
        return None
    match field.type:
        case "list" if field.element is not None and isinstance(value, list | tuple):
            element = field.element
            told = (value_of(one, element, f"{path}[]", origin, entry) for one in value)
            found = tuple(one for one in told if one is not None)
            return Listing(found) if found else None
        case "mapping" if isinstance(value, Mapping):
            parts = tuple(_parts(value, field, path, origin))
            return Entry(parts) if parts else None
        case "text":
            return _words(value, field, origin)
        case "reference":
            return _reference(str(value), field, origin)
        case "period":
            period = parse_period(value, origin.handbook.settings.fiscal_year)
            return period or _free(value)
        case "datetime":
            return Moment(str(value))
    return _scalar(value, field, path, origin, entry)


def label_of(field: Field, name: str) -> Text:
    """Return what the schema calls the field ``name``, else its name."""
    return field.title or {"": name.replace("_", " ")}


def _parts(values: Mapping[str, Any], field: Field, path: str, origin: Origin) -> list[Part]:
    known = [name for name in field.properties if name in values]
    parts: list[Part] = []
    for name in (*known, *(name for name in values if name not in field.properties)):
        below = field.properties.get(name, field.keys)
        told = value_of(values[name], below, f"{path}/{name}", origin, values) if below else None
        if below is not None and told is not None:
            label = label_of(below, name) if name in field.properties else {"": str(name)}
            parts.append(Part(str(name), label, told))
    return parts


def _words(value: Any, field: Field, origin: Origin) -> Value:
    if isinstance(value, Mapping):
        return Said({str(tag): str(words) for tag, words in value.items()})
    key = origin.handbook.resolve(str(value), field.refs) if field.refs else None
    if key is not None:
        return Named(key.id, origin.handbook.title_of(key))
    return Said({"": str(value)})


def _reference(written: str, field: Field, origin: Origin) -> Named:
    if field.refs and field.refs[0] in LOCAL_NAMES:
        for home in homes_of(origin.document, field.refs[0], origin.handbook):
            for id_, title in titles_in(home, field.refs[0], origin.handbook):
                if id_ == written:
                    return Named(written, title or {"": written})
        return Named(written, {"": written})
    key = origin.handbook.resolve(written, field.refs)
    return Named(key.id, origin.handbook.title_of(key)) if key else Named(written, {"": written})


def _scalar(value: Any, field: Field, path: str, origin: Origin, entry: Mapping[str, Any]) -> Value:
    if isinstance(value, bool):
        return Answer(value)
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)), field, path, origin, entry)
    if field.options and value in field.options:
        position = field.options.index(value)
        words = field.option_words[position] if position < len(field.option_words) else {}
        return Option(str(value), f"{origin.document.kind}{path}", words)
    if field.type in ("date", "done", "scalar"):
        day = day_of(value)
        if day is not None:
            return Day(day)
    return _free(value)


def _number(
    value: Decimal, field: Field, path: str, origin: Origin, entry: Mapping[str, Any]
) -> Quantity:
    if path.endswith(_SHARES):
        return Share(Fraction(value))
    if field.unit == "ratio":
        return Ratio(value) if path.endswith(_FACTORS) else Share(Fraction(value))
    return Amount(value, field.unit if field.unit in _TIMES else unit_at(path, origin, entry))


def _free(value: Any) -> Value:
    if isinstance(value, Mapping):
        return Entry(
            tuple(Part(str(name), {"": str(name)}, _free(one)) for name, one in value.items())
        )
    if isinstance(value, list | tuple):
        return Listing(tuple(map(_free, value)))
    if isinstance(value, bool):
        return Answer(value)
    if isinstance(value, int | float | Decimal):
        return Amount(Decimal(str(value)))
    return Verbatim(str(value))


def day_of(value: Any) -> date | None:
    """Return the date that ``value`` is, or None."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def key_of(written: Any, refs: tuple[str, ...], origin: Origin) -> Key | str | None:
    """Return the key that a reference stands for; what stands for none, as it is written."""
    if not isinstance(written, str):
        return None
    return origin.handbook.resolve(written, refs) or written
