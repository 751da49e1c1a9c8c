"""What in some values breaks a JSON Schema: one engine for the verdict and for the reasons.

jsonschema-rs runs expressions in linear time and fetches nothing. It is the only place where
planbook asks whether values fit a schema, so that a keyword or a pattern has one meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import jsonschema_rs
import msgspec

from planbook.reading.schema_messages.words import Path

Formats: TypeAlias = Mapping[str, Callable[[object], bool]]

_HALF_CHARACTER: Final = re.compile(r"[\ud800-\udfff]")


class SchemaViolation(msgspec.Struct, frozen=True):
    """One keyword of a schema that a value breaks.

    ``keyword`` is None of the schema `false`, which refuses everything. ``wanted`` is what the
    keyword asks for and ``schema`` the part of the schema that it stands in. ``names`` are the
    properties that are missing or unknown, or the one whose name is wrong. ``schema_path`` leads
    to the keyword in the whole schema. ``branches`` are the
    violations of each alternative where none of several fits.
    """

    path: Path
    keyword: str | None
    wanted: Any
    instance: Any
    schema: Mapping[str, Any]
    names: tuple[str, ...] = ()
    of_name: bool = False
    schema_path: tuple[str | int, ...] = ()
    branches: tuple[tuple[SchemaViolation, ...], ...] = ()


class UnusableSchemaError(ValueError):
    """A schema that values cannot be checked by; its text says why, in English."""


class SchemaValidator:
    """A schema (draft 2020-12, its references inside itself), ready to check values by."""

    def __init__(self, schema: Mapping[str, Any], formats: Formats | None = None) -> None:
        """Raise UnusableSchemaError where ``schema`` is none, or asks for what is not supported."""
        self._schema = schema
        try:
            self._validator = jsonschema_rs.Draft202012Validator(
                dict(schema),
                formats=dict(formats or {}),
                validate_formats=True,
                ignore_unknown_formats=False,
                pattern_options=jsonschema_rs.RegexOptions(),
                offline=True,
            )
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            raise UnusableSchemaError(str(error).partition("\n")[0]) from error

    def is_valid(self, values: Any) -> bool:
        """Return whether ``values`` fit the schema."""
        try:
            return self._validator.is_valid(values)
        except UnicodeEncodeError:
            return self._validator.is_valid(_without_halves(values))

    def find_violations(self, values: Any) -> Iterator[SchemaViolation]:
        """Yield what in ``values`` breaks the schema."""
        try:
            errors = list(self._validator.iter_errors(values))
        except UnicodeEncodeError:
            errors = list(self._validator.iter_errors(_without_halves(values)))
        for error in errors:
            violation = self._violation_of(error, values)
            if violation is not None:
                yield violation

    def _violation_of(
        self, error: jsonschema_rs.ValidationError, values: Any, of_name: str | None = None
    ) -> SchemaViolation | None:
        path, kind = tuple(error.instance_path), error.kind
        instance: Any = values if of_name is None else of_name
        try:
            for step in path if of_name is None else ():
                instance = instance[step]
        except (KeyError, IndexError, TypeError):
            # Below a name with half a character, which was reported already.
            return None
        if isinstance(kind, jsonschema_rs.ValidationErrorKind.PropertyNames):
            inner = self._violation_of(kind.error, values, str(kind.error.instance))
            return inner and SchemaViolation(
                path, inner.keyword, inner.wanted, inner.instance, inner.schema,
                (str(inner.instance),), of_name=True,
            )  # fmt: skip
        *above, last = error.schema_path or [""]
        schema = self._part_at(above)
        # With `false` for all other properties the mapping is at fault, as where some are known.
        shut = last == "additionalProperties" and isinstance(instance, Mapping)
        keyword: str | None = kind.name
        if isinstance(kind, jsonschema_rs.ValidationErrorKind.FalseSchema):
            keyword = "additionalProperties" if shut else None
        wanted = kind.value
        if keyword in schema and kind.name in schema:
            wanted = schema[kind.name]
        return SchemaViolation(
            path,
            keyword,
            wanted,
            instance,
            schema,
            _names_of(kind, keyword, instance),
            schema_path=tuple(error.schema_path),
            branches=tuple(self._branches_of(kind, values)),
        )

    def _branches_of(
        self, kind: jsonschema_rs.ValidationErrorKind, values: Any
    ) -> Iterator[tuple[SchemaViolation, ...]]:
        if not isinstance(
            kind,
            jsonschema_rs.ValidationErrorKind.AnyOf
            | jsonschema_rs.ValidationErrorKind.OneOfNotValid,
        ):
            return
        for branch in kind.context:
            found = tuple(filter(None, (self._violation_of(error, values) for error in branch)))
            if found:
                yield found

    def _part_at(self, steps: Iterable[str | int]) -> Mapping[str, Any]:
        part: Any = self._schema
        for step in steps:
            try:
                part = part[step]
            except (KeyError, IndexError, TypeError):
                return {}
        return part if isinstance(part, Mapping) else {}


def _names_of(
    kind: jsonschema_rs.ValidationErrorKind, keyword: str | None, instance: Any
) -> tuple[str, ...]:
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
        return (kind.property,)
    if keyword not in ("additionalProperties", "unevaluatedProperties"):
        return ()
    if not isinstance(instance, Mapping):
        return ()
    unexpected = getattr(kind, "unexpected", None)
    return tuple(name for name in instance if unexpected is None or name in unexpected)


def _without_halves(value: Any) -> Any:
    """Return ``value`` with a mark in place of every half of a character: no text has these."""
    if isinstance(value, str):
        return _HALF_CHARACTER.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_halves(part) for part in value]
    if isinstance(value, dict):
        return {_without_halves(name): _without_halves(part) for name, part in value.items()}
    return value
