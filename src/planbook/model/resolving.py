"""References and periods of a document, resolved once: keys and days in place of their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from planbook.model.document import Key
from planbook.model.field import Field
from planbook.model.reference import NAME_KINDS
from planbook.periods import FiscalYear, parse_period

Find = Callable[[str, Iterable[str]], Key | None]
"""Returns the key that a written reference stands for among kinds, or None."""

_GONE: Final = object()


def resolve_values(values: Any, field: Field, find: Find, fiscal: FiscalYear) -> Any:
    """Return ``values`` with a ``Key`` for each reference and a ``Period`` for each period.

    What resolves to nothing is left out. A text that may be a reference stays a text where it is
    none. Names that stand inside other documents (a level, a competency, a norm) stay names.
    """
    resolved = _value(values, field, find, fiscal)
    return {} if resolved is _GONE else resolved


def _value(value: Any, field: Field, find: Find, fiscal: FiscalYear) -> Any:
    match field.type:
        case "reference":
            if field.refs and field.refs[0] in NAME_KINDS:
                return value
            found = find(value, field.refs) if isinstance(value, str) else None
            return _GONE if found is None else found
        case "period":
            period = parse_period(value, fiscal) if isinstance(value, str | Mapping) else None
            return _GONE if period is None else period
        case "text" if field.refs and isinstance(value, str):
            return find(value, field.refs) or {"": value}
        case "list" if field.element is not None and isinstance(value, list | tuple):
            if not field.element.has_resolvable:
                return value
            return [
                found
                for one in value
                if (found := _value(one, field.element, find, fiscal)) is not _GONE
            ]
        case "mapping" if isinstance(value, Mapping) and field.has_resolvable:
            return dict(_entries(value, field, find, fiscal))
    return value


def _entries(
    values: Mapping[str, Any], field: Field, find: Find, fiscal: FiscalYear
) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        below = field.properties.get(name, field.keys)
        if below is None or not below.has_resolvable:
            yield name, value
            continue
        found = _value(value, below, find, fiscal)
        if found is not _GONE:
            yield name, found
