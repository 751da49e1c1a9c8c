"""Checking one mapping against one schema: fast where it is right, in words where it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import jsonschema
import jsonschema_rs

from planbook.diagnostics.codes.schema import SchemaCodes
from planbook.diagnostics.finding import Finding
from planbook.model.field import Field, Kind
from planbook.periods import parse_period
from planbook.reading.corrections import is_date, is_datetime, is_in_era
from planbook.reading.mistake_places import Whereabouts
from planbook.reading.mistakes import explain_mistakes
from planbook.reading.schema_references import write_out
from planbook.reading.tidying import Tidied, tidy


@dataclass(frozen=True, slots=True)
class Checker:
    """One schema, ready to check by: ``fast`` says whether, ``telling`` says what."""

    shape: Field
    schema: Mapping[str, Any]
    fast: jsonschema_rs.Draft202012Validator
    telling: jsonschema.Draft202012Validator


def checker_of(kind: Kind) -> Checker:
    """Return the checker of a kind's effective schema."""
    schema = _with_formats(write_out(kind.schema))
    formats = jsonschema.FormatChecker(formats=())
    for name, checks in _FORMATS.items():
        formats.checks(name)(checks)
    return Checker(
        shape=kind.field,
        schema=schema,
        fast=jsonschema_rs.Draft202012Validator(
            schema, validate_formats=True, formats=dict(_FORMATS)
        ),
        telling=jsonschema.Draft202012Validator(schema, format_checker=formats),
    )


def check_values(
    values: Mapping[str, Any],
    written: Mapping[str, str],
    checker: Checker,
    where: Whereabouts,
    codes: SchemaCodes,
) -> tuple[Tidied, tuple[Finding, ...]]:
    """Return ``values`` made ready, and a finding for each place where they break the schema.

    ``written`` is the source text, by pointer, of scalars that Python would write otherwise.
    """
    tidied = tidy(values, checker.shape, written)
    if tidied.is_plain and _is_valid(checker, tidied.values):
        return tidied, ()
    errors = checker.telling.iter_errors(tidied.values)
    return tidied, explain_mistakes(errors, tidied, checker.shape, where, codes, checker.schema)


def _is_valid(checker: Checker, values: Any) -> bool:
    try:
        return checker.fast.is_valid(values)
    except (ValueError, UnicodeError):  # something that only Python can hold: the other one says
        return checker.telling.is_valid(values)


def _is_period(value: Any) -> bool:
    return not isinstance(value, str) or (parse_period(value) is not None and is_in_era(value))


def _is_day(value: Any) -> bool:
    return not isinstance(value, str) or (is_date(value) and is_in_era(value))


def _is_day_and_time(value: Any) -> bool:
    return not isinstance(value, str) or (is_datetime(value) and is_in_era(value))


_FORMATS: Final[Mapping[str, Callable[[object], bool]]] = {
    "date": _is_day,
    "planbook-datetime": _is_day_and_time,
    "planbook-period": _is_period,
}
_FORMAT_OF_TYPE: Final[Mapping[str, str]] = {
    "date": "date",
    "done": "date",
    "datetime": "planbook-datetime",
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
