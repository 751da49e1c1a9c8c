"""From what a JSON Schema validator says to findings that an author can act on.

A validator speaks of instances, patterns and subschemas. Here each of its errors becomes at most
one finding a place, in plain words, with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jsonschema.exceptions import ValidationError

from planbook.diagnostics.codes.schema import SchemaCodes
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.pointer import names_in, pointer_to
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.language import Text
from planbook.model.field import Field
from planbook.reading.corrections import (
    read_boolean,
    read_number,
)
from planbook.reading.mistake_words import (
    BOOLEAN_ADVICE,
    EXPECTED_FORMS,
    EXPECTED_TYPES,
    MAPPING_ADVICE,
    NO_NUMBER,
    NUMBER_ADVICE,
    OTHER_FORM,
    PROPERTY_FORMS,
    TOO_LARGE,
    TYPES_OF_FIELD,
    Path,
    advise,
    as_yaml,
    example_value,
    found_words,
    hundredth,
    label_of,
    limit_words,
    listed,
    shortened,
    size_limit,
    size_words,
)
from planbook.reading.tidying import Tidied


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a checked mapping is: its file and number in it, its subject, its name in words.

    ``languages`` are those that texts may be in; ``parent`` is what unknown keys at the top are
    said not to belong to.
    """

    path: str
    document: int
    subject: str
    parent: Text
    languages: tuple[str, ...]


def explain_mistakes(
    errors: Iterable[ValidationError],
    tidied: Tidied,
    shape: Field,
    where: Whereabouts,
    codes: SchemaCodes,
) -> tuple[Finding, ...]:
    """Return one finding for each place that ``errors`` and ``tidied`` find fault with."""
    explaining = _Explaining(tidied, shape, where, codes)
    explaining.take_values()
    for error in errors:
        explaining.take(error)
    return explaining.findings()


@dataclass(slots=True)
class _Missing:
    names: dict[str, None] = field(default_factory=dict)
    schema: Mapping[str, Any] = field(default_factory=dict)


class _Explaining:
    """One run over the errors of one document."""

    def __init__(
        self, tidied: Tidied, shape: Field, where: Whereabouts, codes: SchemaCodes
    ) -> None:
        self._tidied = tidied
        self._shape = shape
        self._where = where
        self._codes = codes
        self._missing: dict[Path, _Missing] = {}
        self._unknown: dict[Path, Mapping[str, Any]] = {}
        self._values: dict[Path, tuple[int, Finding]] = {}
        self._names: dict[Path, Finding] = {}

    # Gathering ---------------------------------------------------------------------------

    def take_values(self) -> None:
        """Take what was met before the validator ran: numbers that are none, empty entries."""
        for pointer, written in self._tidied.uncountable.items():
            path = _path_of(pointer, self._tidied.values)
            self._add(
                path,
                0,
                self._codes.out_of_range.at(
                    self._place(path),
                    variant="no-number",
                    subject=self._where.subject,
                    label=label_of(path),
                    value=shortened(written),
                    limit=NO_NUMBER if "." in written[:2] else TOO_LARGE,
                ),
            )
        for pointer in self._tidied.hollow:
            path = _path_of(pointer, self._tidied.values)
            self._add(path, 0, self._empty(path, {}))

    def take(self, error: ValidationError) -> None:
        """Take one error of the validator."""
        path: Path = tuple(error.absolute_path)
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        keyword = _keyword_of(error)
        value: Any = error.instance
        if "propertyNames" in error.absolute_schema_path:
            self._take_name(path, str(value))
        elif keyword in ("required", "dependentRequired"):
            self._take_missing(path, error, schema)
        elif keyword in ("additionalProperties", "unevaluatedProperties"):
            known = schema.get("properties", {})
            patterns = schema.get("patternProperties", {})
            for name in value:
                if name not in known and not any(re.search(p, name) for p in patterns):
                    self._unknown[(*path, name)] = schema
        elif keyword in ("anyOf", "oneOf") and error.context:
            for below in _nearest_branch(error):
                self.take(below)
        elif path in self._values and self._values[path][0] == 0:
            return
        else:
            rank, finding = self._explain_value(path, keyword, error, schema)
            self._add(path, rank, finding)

    def _add(self, path: Path, rank: int, finding: Finding) -> None:
        if path not in self._values or rank < self._values[path][0]:
            self._values[path] = (rank, finding)

    def _take_missing(self, path: Path, error: ValidationError, schema: Mapping[str, Any]) -> None:
        present: Any = error.instance
        wanted: Any = error.validator_value
        if error.validator == "required":
            names = [name for name in wanted if name not in present]
        else:
            names = [
                name
                for given, needed in wanted.items()
                if given in present
                for name in needed
                if name not in present
            ]
        missing = self._missing.setdefault(path, _Missing())
        missing.names.update(dict.fromkeys(names))
        if len(schema.get("properties", ())) >= len(missing.schema.get("properties", ())):
            missing.schema = schema

    def _take_name(self, path: Path, name: str) -> None:
        here = (*path, name)
        field_ = self._field_at(path)
        if field_ is not None and field_.type == "text":
            suggestion = closest(name, self._where.languages)
            finding = self._codes.unknown.at(
                self._place(here, on_key=True),
                variant="language",
                subject=self._where.subject,
                name=shortened(name),
                parent=self._parent(path),
                hint=did_you_mean(suggestion),
                languages=listed(self._where.languages),
            )
        else:
            finding = self._codes.unknown.at(
                self._place(here, on_key=True),
                variant="name",
                subject=self._where.subject,
                name=shortened(name),
                parent=self._parent(path),
                expected=EXPECTED_FORMS["id"],
            )
        self._names.setdefault(here, finding)

    # Telling -----------------------------------------------------------------------------

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, one a place."""
        misspelt: set[Path] = set()
        told: list[Finding] = list(self._names.values())
        wrong_names = set(self._names)
        for path, schema in self._unknown.items():
            if path not in wrong_names:
                told.append(self._tell_unknown(path, schema, misspelt))
        for path, missing in self._missing.items():
            told.extend(self._tell_missing(path, missing, misspelt))
        told.extend(
            finding for path, (_, finding) in self._values.items() if path not in wrong_names
        )
        return tuple(told)

    def _tell_unknown(self, path: Path, schema: Mapping[str, Any], misspelt: set[Path]) -> Finding:
        *above, name = path
        parent = tuple(above)
        here = self._tidied.values
        for step in parent:
            here = here[step]
        allowed = sorted(schema.get("properties", {}))
        shown: dict[str, Any] = {"name": shortened(str(name)), "parent": self._parent(parent)}
        place = self._place(path, on_key=True)
        homes = self._homes_of(str(name), parent)
        absent = [other for other in allowed if other not in here]
        suggestion = closest(str(name), absent) or _same_words(str(name), absent)
        if suggestion is not None:
            misspelt.add((*parent, suggestion))
        else:
            suggestion = closest(str(name), allowed)
        if homes and (suggestion is None or suggestion not in _required_of(schema)):
            misspelt.difference_update({(*parent, suggestion)} if suggestion else set())
            return self._codes.unknown.at(
                place,
                variant="elsewhere",
                subject=self._where.subject,
                home=_homes_in_words(homes),
                allowed=listed(allowed),
                **shown,
            )
        if schema.get("additionalProperties") is not False and not allowed:
            return self._codes.unknown.at(
                place, variant="not-now", subject=self._where.subject, **shown
            )
        return self._codes.unknown.at(
            place,
            subject=self._where.subject,
            hint=did_you_mean(suggestion),
            allowed=", ".join(allowed),
            **shown,
        )

    def _tell_missing(
        self, path: Path, missing: _Missing, misspelt: set[Path]
    ) -> Iterator[Finding]:
        absent: list[str] = []
        for name in missing.names:
            below = (*path, name)
            if below in misspelt:
                continue
            if pointer_to(below) in self._tidied.emptied:
                yield self._codes.missing.at(
                    self._place(below, on_key=True),
                    variant="needed-empty",
                    subject=self._where.subject,
                    label=label_of(below),
                    example=self._example(below),
                )
            else:
                absent.append(name)
        if not absent:
            return
        where: Text = {"en": "", "zh": ""}
        if path:
            parent = self._parent(path)
            where = {"en": f" in {parent['en']}", "zh": f"{parent['zh']}"}
        one = len(absent) == 1
        quote = "{}" if one else "`{}`"
        names = ", ".join(quote.format(name) for name in absent)
        examples = (self._example((*path, name)) for name in absent[:3])
        example = ", ".join(quote.format(written) for written in examples)
        yield self._codes.missing.at(
            self._place(path, on_key=True),
            variant="" if one else "several",
            subject=self._where.subject,
            name=names,
            where=where,
            example=example,
        )

    def _explain_value(
        self, path: Path, keyword: str | None, error: ValidationError, schema: Mapping[str, Any]
    ) -> tuple[int, Finding]:
        value: Any = error.instance
        bound: Any = error.validator_value
        if keyword == "type":
            return 0, self._wrong_type(path, value, schema, bound)
        if keyword in ("minLength", "minItems", "minProperties") and len(value) == 0:
            return 1, self._empty(path, schema)
        if keyword in ("enum", "const"):
            options = bound if keyword == "enum" else [bound]
            return 2, self._not_allowed(path, value, [as_yaml(option) for option in options])
        if keyword in ("pattern", "format"):
            return 3, self._bad_format(path, str(value), schema)
        if keyword in _LIMITS:
            return 4, self._out_of_range(path, value, schema, keyword, bound)
        if keyword == "uniqueItems":
            return 4, self._codes.not_allowed.at(
                self._place(path),
                variant="repeated",
                subject=self._where.subject,
                label=label_of(path),
            )
        if keyword is None:  # the schema `false`: nothing may stand here
            return 4, self._codes.unknown.at(
                self._place(path, on_key=True),
                variant="not-now",
                subject=self._where.subject,
                name=str(path[-1]) if path else "",
            )
        return 5, self._codes.not_allowed.at(
            self._place(path),
            variant="excluded",
            subject=self._where.subject,
            label=label_of(path),
            value=shortened(as_yaml(value)),
        )

    def _wrong_type(
        self, path: Path, value: Any, schema: Mapping[str, Any], wanted: Any
    ) -> Finding:
        types = {wanted} if isinstance(wanted, str) else set(wanted)
        arguments: dict[str, Any] = {
            "label": label_of(path),
            "expected": self._expected(path, schema, types),
            "found": found_words(value),
        }
        variant = ""
        if isinstance(value, str):
            variant, more = self._correct_text(path, value, schema, types)
            arguments.update(more)
        elif types == {"array"} and isinstance(value, int | float):
            variant, arguments["write"] = "write", f"`[{as_yaml(value)}]`"
        elif "boolean" in types and value in (0, 1) and not isinstance(value, list | dict):
            variant, arguments["write"] = "write", "`true`" if value else "`false`"
        elif types <= {"number", "integer"} and isinstance(value, bool):
            pass
        elif "object" in types and "string" not in types and isinstance(value, list):
            variant, arguments["advice"] = "advice", MAPPING_ADVICE
        return self._codes.wrong_type.at(
            self._place(path), variant=variant, subject=self._where.subject, **arguments
        )

    def _correct_text(
        self, path: Path, value: str, schema: Mapping[str, Any], types: set[str]
    ) -> tuple[str, Mapping[str, Any]]:
        """Return how a text that stands where none belongs should be written instead."""
        if types & {"number", "integer"}:
            return self._correct_number(path, value, schema)
        if types == {"array"}:
            return "write", {"write": f"`[{shortened(value)}]`"}
        if types == {"boolean"}:
            meant = read_boolean(value)
            return ("write", {"write": f"`{meant}`"}) if meant else ("advice", BOOLEAN_ADVICE)
        if "object" in types:
            known = sorted(schema.get("properties", {}))
            advice = (
                {
                    "en": f"write lines below it, further in: {', '.join(known)}",
                    "zh": f"请在下面缩进分行写：{'、'.join(known)}",
                }
                if known
                else MAPPING_ADVICE
            )
            return "advice", {"advice": advice}
        return "", {}

    def _correct_number(
        self, path: Path, value: str, schema: Mapping[str, Any]
    ) -> tuple[str, Mapping[str, Any]]:
        reading = read_number(value)
        if reading is None:
            return "advice", {"advice": NUMBER_ADVICE}
        if reading.unit == "%" and schema.get("maximum") == 1:
            return "write", {"write": f"`{hundredth(reading.write)}`"}
        if reading.unit:
            beside = self._beside(path, reading.unit)
            if beside:
                return "write-unit", {
                    "write": f"`{reading.write}`",
                    "unit": f"`{shortened(reading.unit)}`",
                    "beside": beside,
                }
        if reading.write == value:
            return "advice", {
                "advice": {
                    "en": f"write `{value}`, without quotes",
                    "zh": f"请写成 `{value}`，不加引号",
                }
            }
        return "write", {"write": f"`{reading.write}`"}

    def _beside(self, path: Path, unit: str) -> str:
        """Return the property beside ``path`` that a unit belongs into, or nothing."""
        parent = self._field_at(path[:-1])
        if parent is None:
            return ""
        names = ["unit", "currency"]
        if len(unit) == 3 and unit.isupper():
            names.reverse()
        elif unit == "%":
            names.remove("currency")
        return next((name for name in names if name in parent.properties), "")

    def _empty(self, path: Path, schema: Mapping[str, Any]) -> Finding:
        return self._codes.missing.at(
            self._place(path, on_key=bool(path) and isinstance(path[-1], str)),
            variant="empty",
            subject=self._where.subject,
            label=label_of(path),
            expected=self._expected(path, schema, _types_of(schema)),
        )

    def _not_allowed(self, path: Path, value: Any, options: list[str]) -> Finding:
        written = as_yaml(value)
        suggestion = closest(written, options) or _same_words(written, options)
        return self._codes.not_allowed.at(
            self._place(path),
            subject=self._where.subject,
            label=label_of(path),
            value=shortened(written),
            hint=did_you_mean(suggestion),
            allowed=", ".join(options),
        )

    def _bad_format(self, path: Path, value: str, schema: Mapping[str, Any]) -> Finding:
        type_ = schema.get("x-type")
        advice: Text = advise(type_, value)
        expected = EXPECTED_FORMS.get(type_ or "")
        if type_ == "string" or expected is None:
            # A form of one property alone: its own description is the best that can be said.
            name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            expected = PROPERTY_FORMS.get(name, OTHER_FORM)
            described = self._field_at(path)
            advice = described.description if described is not None else {}
            if name == "email":
                advice = {"en": "as in name@company.example", "zh": "例如 name@company.example"}
        return self._codes.bad_format.at(
            self._place(path),
            variant="" if advice else "plain",
            subject=self._where.subject,
            label=label_of(path),
            expected=expected,
            value=shortened(value),
            advice=advice,
        )

    def _out_of_range(
        self, path: Path, value: Any, schema: Mapping[str, Any], keyword: str, bound: Any
    ) -> Finding:
        variant, write = "", ""
        if isinstance(value, str | list | dict):
            shown: object = size_words(value)
            limit = size_limit(value, keyword, bound)
        else:
            shown = as_yaml(value)
            limit = limit_words(schema, keyword, bound)
            if schema.get("maximum") == 1 and 1 < value <= 100:
                variant, write = "write", f"`{hundredth(as_yaml(value))}`"
        return self._codes.out_of_range.at(
            self._place(path),
            variant=variant,
            subject=self._where.subject,
            label=label_of(path),
            value=shown,
            limit=limit,
            write=write,
        )

    # Words -------------------------------------------------------------------------------

    def _expected(self, path: Path, schema: Mapping[str, Any], types: set[str]) -> Text:
        type_ = str(schema.get("x-type", ""))
        if type_ in EXPECTED_FORMS:
            return EXPECTED_FORMS[type_]
        if not types:
            described = self._field_at(path)
            types = {"string"} if described is None else TYPES_OF_FIELD[described.type]
        for name, words in EXPECTED_TYPES.items():
            if name <= types:
                return words
        return EXPECTED_TYPES[frozenset({"string"})]

    def _example(self, path: Path) -> str:
        """Return how the property at ``path`` may be written, as one line of YAML."""
        name = path[-1]
        described = self._field_at(path)
        return f"{name}: {example_value(str(name), described)}"

    def _parent(self, path: Path) -> Text:
        if not path:
            return self._where.parent
        if isinstance(path[-1], int):
            name = next((step for step in reversed(path) if isinstance(step, str)), "")
            return {"en": f"an entry of `{name}`", "zh": f"`{name}` 的一项"}
        return {"en": f"`{shortened(path[-1])}`", "zh": f" `{shortened(path[-1])}` "}

    def _field_at(self, path: Path) -> Field | None:
        found: Field | None = self._shape
        for step in path:
            if found is None:
                return None
            if isinstance(step, int):
                found = found.element
            else:
                found = found.properties.get(step, found.keys)
        return found

    def _homes_of(self, name: str, parent: Path) -> list[Path]:
        """Return where else in the document a property of this name belongs, nearest first."""
        above = [
            parent[:length]
            for length in range(len(parent) - 1, -1, -1)
            if self._has_property(parent[:length], name)
        ]
        return above or list(_homes_below(self._field_at(parent), name, parent))

    def _has_property(self, path: Path, name: str) -> bool:
        found = self._field_at(path)
        return found is not None and name in found.properties

    def _place(self, path: Path, *, on_key: bool = False) -> Place:
        return Place(
            self._where.path,
            self._where.document,
            pointer_to(path),
            "key" if on_key else "value",
        )


def _homes_below(shape: Field | None, name: str, path: Path) -> Iterator[Path]:
    if shape is None:
        return
    for step, below in shape.properties.items():
        # `links` and the like have a title everywhere: only what is written once counts.
        if below.type == "mapping":
            if name in below.properties:
                yield (*path, step)
            yield from _homes_below(below, name, (*path, step))


def _homes_in_words(homes: list[Path]) -> Text:
    if homes == [()]:
        return {"en": "the document itself, not further in", "zh": "文档顶层"}
    names = [".".join(str(step) for step in home if isinstance(step, str)) for home in homes[:2]]
    return {
        "en": " or ".join(f"`{name}`" if name else "the document itself" for name in names),
        "zh": " 或 ".join(f"`{name}`" if name else "文档顶层" for name in names),
    }


def _nearest_branch(error: ValidationError) -> list[ValidationError]:
    """Return the errors of the alternative that the author most probably meant."""
    branches: dict[Any, list[ValidationError]] = {}
    for below in error.context or ():
        branches.setdefault(below.schema_path[0], []).append(below)

    def distance(errors: list[ValidationError]) -> tuple[bool, int]:
        # A value of quite another type is further off than any number of mistakes inside.
        elsewhere = any(
            each.validator in ("type", "const") and not each.relative_path for each in errors
        )
        return (elsewhere, len(errors))

    return min(branches.values(), key=distance)


def _keyword_of(error: ValidationError) -> str | None:
    # The schema `false` refuses everything without a keyword.
    return error.validator if isinstance(error.validator, str) else None


def _same_words(written: str, options: Iterable[str]) -> str | None:
    """Return the option that differs in case, spaces or hyphens alone."""
    folded = re.sub(r"[\s_-]", "", written).lower()
    return next((o for o in options if re.sub(r"[\s_-]", "", o).lower() == folded), None)


def _required_of(schema: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(schema.get("required", ()))


def _types_of(schema: Mapping[str, Any]) -> set[str]:
    written = schema.get("type", ())
    return {written} if isinstance(written, str) else set(written)


def _path_of(pointer: str, values: Any) -> Path:
    """Return the steps of ``pointer`` into ``values``: names in mappings, positions in lists."""
    steps: list[str | int] = []
    for name in names_in(pointer):
        step = int(name) if isinstance(values, list) else name
        steps.append(step)
        values = values[step]
    return tuple(steps)


_LIMITS: Final = frozenset(
    {
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
        "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
    }
)  # fmt: skip
