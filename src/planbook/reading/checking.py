"""Checking one mapping against one schema: in words where it is not right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from planbook.diagnostics.codes.schema import SchemaCodes
from planbook.diagnostics.finding import Finding
from planbook.diagnostics.pointer import names_in, pointer_to
from planbook.model.document import ID
from planbook.model.field import Field, Kind
from planbook.periods import is_in_era, parse_period
from planbook.reading.corrections import is_date, is_datetime
from planbook.reading.normalizing import Normalized, normalize
from planbook.reading.schema_messages.explaining import explain_mistakes
from planbook.reading.schema_messages.lookup import CheckedSubject, field_at
from planbook.reading.schema_references import write_out
from planbook.reading.violations import SchemaValidator, SchemaViolation
from planbook.reading.yaml_values import Cut, finding_of_cut


class Checker(msgspec.Struct, frozen=True):
    """One schema, ready to check by, and the shape of the values that fit it."""

    shape: Field
    schema: Mapping[str, Any]
    validator: SchemaValidator


def checker_of(kind: Kind) -> Checker:
    """Return the checker of a kind's effective schema; raise UnusableSchemaError if it is none."""
    schema = _with_formats(write_out(kind.schema))
    return Checker(kind.field, schema, SchemaValidator(schema, _FORMATS))


def check_values(
    values: Mapping[str, Any],
    written: Mapping[str, str],
    checker: Checker,
    where: CheckedSubject,
    codes: SchemaCodes,
) -> tuple[Normalized, tuple[Finding, ...]]:
    """Return ``values`` made ready, and a finding for each place where they break the schema.

    ``written`` is the source text, by pointer, of scalars that Python would write otherwise.
    """
    normalized = normalize(values, checker.shape, written)
    misplaced = _misplaced_empty_keys(checker, normalized) if normalized.emptied else []
    if not misplaced and normalized.is_plain and checker.validator.is_valid(normalized.values):
        return normalized, ()
    violations = (*misplaced, *checker.validator.find_violations(normalized.values))
    return normalized, explain_mistakes(
        violations, normalized, checker.shape, where, codes, checker.schema
    )


def cuts_in_texts(cuts: Iterable[Cut], shape: Field | None) -> tuple[Finding, ...]:
    """Return a finding for each of ``cuts`` that stands where ``shape`` has a text.

    A number, a date, an id or one of a few words is complete: what follows is a comment.
    """
    return tuple(finding_of_cut(cut) for cut in cuts if _is_text(cut, shape))


def _is_text(cut: Cut, shape: Field | None) -> bool:
    described = shape
    for name in names_in(cut.place.pointer):
        if described is None or described.type == "free":
            break
        if described.short_for not in ("", "[]"):
            described = described.properties.get(name, described.properties[described.short_for])
        elif described.type == "list":
            described = described.element
        elif described.type != "text":  # whose parts are the same words in several languages
            described = described.properties.get(name, described.keys)
    if described is None or described.type == "free":
        return not ID.fullmatch(cut.value)
    if described.options or described.type not in ("text", "string", "mapping", "list"):
        return False
    is_word = described.refs or described.type == "string"
    return not (is_word and (ID.fullmatch(cut.value) or "://" in cut.value))


_ABOUT_KEYS: Final = frozenset({"additionalProperties", "unevaluatedProperties"})


def _misplaced_empty_keys(checker: Checker, normalized: Normalized) -> list[SchemaViolation]:
    """Return the violations by keys without a value: a missing value does not make a key right."""
    values = deepcopy(normalized.values)
    for pointer in normalized.emptied:
        _put_empty(values, pointer)
    found = []
    for violation in checker.validator.find_violations(values):
        if not violation.of_name and violation.keyword not in _ABOUT_KEYS:
            continue
        known = None if violation.of_name else field_at(checker.shape, violation.path)
        names = tuple(
            name
            for name in violation.names
            if pointer_to((*violation.path, name)) in normalized.emptied
            and (known is None or name not in known.properties)
        )
        if names:
            found.append(replace(violation, names=names))
    return found


def _put_empty(values: Any, pointer: str) -> None:
    """Put nothing where ``pointer`` leads to in ``values``."""
    *above, name = names_in(pointer)
    for step in above:
        values = values[int(step)] if isinstance(values, list) else values[step]
    values[name] = None


def _is_period(value: Any) -> bool:
    return not isinstance(value, str) or (parse_period(value) is not None and is_in_era(value))


def _is_day(value: Any) -> bool:
    return not isinstance(value, str) or (is_date(value) and is_in_era(value))


def _is_day_and_time(value: Any) -> bool:
    return not isinstance(value, str) or (is_datetime(value) and is_in_era(value))


def _is_day_or_moment(value: Any) -> bool:
    return _is_day(value) or _is_day_and_time(value)


_FORMATS: Final[Mapping[str, Callable[[object], bool]]] = {
    "date": _is_day,
    "planbook-datetime": _is_day_and_time,
    "planbook-moment": _is_day_or_moment,
    "planbook-period": _is_period,
}
_FORMAT_OF_TYPE: Final[Mapping[str, str]] = {
    "date": "date",
    "done": "date",
    "datetime": "planbook-datetime",
    "moment": "planbook-moment",
    "period": "planbook-period",
}


def _with_formats(schema: Any) -> Any:
    # Patterns cannot count days or weeks; values of these types are also looked at as such.
    if isinstance(schema, list):
        return [_with_formats(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    checked = {name: _with_formats(part) for name, part in schema.items()}
    type_ = checked.get("x-type")
    if isinstance(type_, str) and type_ in _FORMAT_OF_TYPE:
        checked["format"] = _FORMAT_OF_TYPE[type_]
    if "x-short" in checked:
        # Only editors meet the short form: before this it has been written out.
        checked.pop("patternProperties", None)
    return checked
