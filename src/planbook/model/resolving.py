"""References and periods of a document, resolved once: keys and days in place of their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    sort = field.type
    if sort == "mapping":
        if field.has_resolvable and isinstance(value, Mapping):
            return _mapping(value, field, find, fiscal)
    elif sort == "reference":
        if field.refs and field.refs[0] in NAME_KINDS:
            return value
        found = find(value, field.refs) if isinstance(value, str) else None
        return _GONE if found is None else found
    elif sort == "period":
        period = parse_period(value, fiscal) if isinstance(value, str | Mapping) else None
        return _GONE if period is None else period
    elif sort == "text":
        if field.refs and isinstance(value, str):
            return find(value, field.refs) or {"": value}
    elif sort == "list":
        element = field.element
        if element is not None and element.has_resolvable and isinstance(value, list | tuple):
            resolved = [_value(one, element, find, fiscal) for one in value]
            return [one for one in resolved if one is not _GONE]
    return value


def _mapping(
    values: Mapping[str, Any], field: Field, find: Find, fiscal: FiscalYear
) -> dict[str, Any]:
    resolved = dict(values)
    others = field.keys if field.keys is not None and field.keys.has_resolvable else None
    for name, value in values.items():
        below = field.resolvable.get(name)
        if below is None and others is not None and name not in field.properties:
            below = others
        if below is None:
            continue
        found = _value(value, below, find, fiscal)
        if found is _GONE:
            del resolved[name]
        else:
            resolved[name] = found
    return resolved
