"""From what a JSON Schema validator says to findings that an author can act on.

A validator speaks of instances, patterns and subschemas. Here each of its errors becomes at most
one finding a place, in plain words, with what to write instead: first the errors are gathered,
then what they come to is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from planbook.diagnostics.codes.schema import SchemaCodes
from planbook.diagnostics.finding import Finding
from planbook.diagnostics.fix import Edit, Fix
from planbook.diagnostics.pointer import names_in, pointer_to
from planbook.diagnostics.suggestions import alternatives, did_you_mean, in_a_row, listed
from planbook.language import Text
from planbook.model.field import Field
from planbook.reading.examples import UNKNOWN
from planbook.reading.language_tags import tag_meant
from planbook.reading.meant_words import names_called, names_meant
from planbook.reading.normalizing import Normalized
from planbook.reading.schema_messages.lookup import CheckedSubject, SchemaLookup
from planbook.reading.schema_messages.values import NAME_UNLIKE_ID, ValueMistakes
from planbook.reading.schema_messages.words import (
    ID_FORM,
    Path,
    advise,
    label_of,
    shortened,
)
from planbook.reading.violations import SchemaViolation


def explain_mistakes(
    violations: Iterable[SchemaViolation],
    normalized: Normalized,
    shape: Field,
    where: CheckedSubject,
    codes: SchemaCodes,
    schema: Mapping[str, Any],
) -> tuple[Finding, ...]:
    """Return one finding for each place that ``violations`` and ``normalized`` find fault with.

    ``schema`` is what the violations' paths lead through.
    """
    explaining = _Explaining(normalized, shape, where, codes, schema)
    explaining.take_values()
    for violation in violations:
        explaining.take(violation)
    return explaining.findings()


class _Missing(msgspec.Struct):
    """What a mapping lacks: names, and sets of names of which it needs one."""

    names: dict[str, None] = msgspec.field(default_factory=dict)
    choices: dict[tuple[str, ...], bool] = msgspec.field(
        default_factory=dict
    )  # whether all may stand


class _Explaining:
    """One run over the errors of one document."""

    def __init__(
        self,
        normalized: Normalized,
        shape: Field,
        where: CheckedSubject,
        codes: SchemaCodes,
        schema: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._normalized = normalized
        self._codes = codes
        self._around = SchemaLookup(where, shape, schema, normalized.values)
        self._telling = ValueMistakes(self._around, codes)
        self._missing: dict[Path, _Missing] = {}
        self._unknown: dict[Path, Mapping[str, Any]] = {}
        self._values: dict[Path, tuple[int, Finding]] = {}
        self._names: dict[Path, Finding] = {}

    # Gathering ---------------------------------------------------------------------------

    def take_values(self) -> None:
        """Keep what was found before the validator ran: NaN and infinity, empty entries."""
        for pointer, written in self._normalized.uncountable.items():
            path = path_of(pointer, self._normalized.values)
            self._add(path, 0, self._telling.uncountable(path, written))
        for pointer, character in self._normalized.invalid_characters.items():
            path = path_of(pointer, self._normalized.values)
            self._add(path, 0, self._telling.invalid_characters(path, character))
        for pointer in self._normalized.empty_entries:
            path = path_of(pointer, self._normalized.values)
            self._add(path, 0, self._telling.empty(path, {}))

    def take(self, violation: SchemaViolation) -> None:
        """Take one violation of the schema."""
        path, keyword = violation.path, violation.keyword
        if violation.of_name:
            self._take_name(path, violation.names[0])
        elif keyword in ("required", "dependentRequired"):
            self._take_missing(violation)
        elif keyword in ("additionalProperties", "unevaluatedProperties"):
            for name in violation.names:
                self._unknown[(*path, name)] = violation.schema
        elif violation.branches:
            for below in _nearest_branch(violation):
                self.take(below)
        elif path in self._values and self._values[path][0] == 0:
            return
        else:
            self._add(path, *self._telling.explain(violation))

    def _add(self, path: Path, rank: int, finding: Finding) -> None:
        if path not in self._values or rank < self._values[path][0]:
            self._values[path] = (rank, finding)

    def _take_missing(self, violation: SchemaViolation) -> None:
        missing = self._missing.setdefault(violation.path, _Missing())
        other, both = _other_choice(violation, self._schema)
        if other:
            order = list(self._around.schema_at(violation.path).get("properties", ()))
            missing.choices[tuple(sorted((*other, *violation.names), key=order.index))] = both
        else:
            missing.names.update(dict.fromkeys(violation.names))

    def _take_name(self, path: Path, name: str) -> None:
        here = (*path, name)
        field_ = self._around.field_at(path)
        if field_ is not None and field_.type == "text":
            suggestion = tag_meant(name, self._around.where.languages)
            finding = self._codes.unknown.at(
                self._around.place(here, on_key=True),
                variant="language",
                subject=self._around.where.subject,
                name=shortened(name),
                parent=self._around.parent(path),
                hint=did_you_mean(suggestion),
                suggestion=suggestion,
                languages=listed(self._around.where.languages),
            )
        elif field_ is not None and field_.key_refs:
            finding = self._codes.unknown.at(
                self._around.place(here, on_key=True),
                variant=NAME_UNLIKE_ID,
                subject=self._around.where.subject,
                name=shortened(name),
                parent=self._around.parent(path),
                form=ID_FORM,
            )
        else:
            advice = advise("id", name)
            finding = self._codes.unknown.at(
                self._around.place(here, on_key=True),
                variant="name",
                subject=self._around.where.subject,
                name=shortened(name),
                parent=self._around.parent(path),
                advice=advice.words,
                suggestion=advice.writes,
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
        variant, arguments = self._explain_unknown(parent, str(name), schema, misspelt)
        return self._codes.unknown.at(
            self._around.place(path, on_key=True),
            variant=variant,
            subject=self._around.where.subject,
            name=shortened(str(name)),
            parent=self._around.parent(parent),
            **arguments,
        )

    def _explain_unknown(
        self, parent: Path, name: str, schema: Mapping[str, Any], misspelt: set[Path]
    ) -> tuple[str, dict[str, Any]]:
        """Return the variant of the finding for the property ``name``, and its arguments.

        The properties that it probably stands for are added to ``misspelt``.
        """
        here = self._normalized.values
        for step in parent:
            here = here[step]
        described = self._around.field_at(parent)
        renamed = described.renamed.get(name) if described is not None else None
        if renamed is not None:
            misspelt.add((*parent, renamed))
            return "renamed", {"now": renamed}
        properties = schema.get("properties", {})
        allowed = listed(sorted(properties))
        absent = {other: part for other, part in properties.items() if other not in here}
        # In braces a colon without a space does not end the key: `{type:reach}` has no value.
        key, colon, rest = name.replace("：", ":").partition(":")
        if colon and rest.strip() and key.strip() in absent:
            misspelt.add((*parent, key.strip()))
            return "colon", {"now": key.strip(), "value": rest.strip()}
        meant = names_meant(name, absent)
        homes = self._around.homes_of(name, parent)
        called = {} if homes or meant else self._called_elsewhere(name, parent)
        if homes and not set(meant) & _required_of(schema):
            target = tuple(pointer_to((*home, name)) for home in homes[:2])
            return "elsewhere", {
                "home": _homes_in_words(homes), "allowed": allowed, "target": target
            }  # fmt: skip
        misspelt.update((*parent, one) for one in meant)
        if called:
            now = next(iter(called.values()))
            misspelt.update((*home, now) for home in called)
            misspelt.update(called)
            target = tuple(pointer_to((*home, now)) for home in list(called)[:2])
            home = _homes_in_words(list(called))
            return "called-elsewhere", {
                "home": home, "now": now, "allowed": allowed, "target": target
            }  # fmt: skip
        present = () if meant else names_meant(name, properties)
        if present:
            return "twice", {"now": present[0], "allowed": allowed}
        if schema.get("additionalProperties") is not False and not properties:
            return "not-now", {}
        return "", {"hint": did_you_mean(meant), "suggestion": meant, "allowed": allowed}

    def _called_elsewhere(self, name: str, parent: Path) -> dict[Path, str]:
        """Return where in the document a property belongs that is called ``name``, and its key.

        Empty where there is none, or where several differ in their keys.
        """
        found: dict[Path, str] = {}
        for home, properties in self._around.mappings_around(parent):
            for key in names_called(name, properties):
                found[home] = key
        return found if len(set(found.values())) == 1 else {}

    def _tell_missing(
        self, path: Path, missing: _Missing, misspelt: set[Path]
    ) -> Iterator[Finding]:
        absent: list[str] = []
        for name in missing.names:
            below = (*path, name)
            if below in misspelt:
                continue
            if pointer_to(below) in self._normalized.emptied:
                yield self._codes.missing.at(
                    self._around.place(below, on_key=True),
                    variant="needed-empty",
                    subject=self._around.where.subject,
                    label=label_of(below),
                    example=self._around.example(below),
                    value=_known(self._around.example_value(below)),
                )
            else:
                absent.append(name)
        if absent:
            yield self._tell_absent(path, absent)
        for choices, both in missing.choices.items():
            if not any((*path, name) in misspelt for name in choices):
                # Where one of them has been left blank, the blank is the place to look at.
                blank = next(
                    (
                        (*path, name)
                        for name in choices
                        if pointer_to((*path, name)) in self._normalized.emptied
                    ),
                    None,
                )
                above = "../" if blank else ""
                yield self._codes.missing.at(
                    self._around.place(blank or path, on_key=True),
                    variant="or-both" if both else "either",
                    subject=self._around.where.subject,
                    choices=in_a_row(choices) if both else alternatives(choices),
                    where=self._where(path),
                    example=_choice_of(self._around.example((*path, name)) for name in choices),
                    fixes=tuple(
                        fix for name in choices for fix in self._added(path, (name,), above)
                    ),
                )

    def _tell_absent(self, path: Path, absent: list[str]) -> Finding:
        one = len(absent) == 1
        examples = [self._around.example((*path, name)) for name in absent]
        return self._codes.missing.at(
            self._around.place(path, on_key=True),
            variant="" if one else "several",
            subject=self._around.where.subject,
            name=absent[0] if one else in_a_row(absent),
            where=self._where(path),
            example=examples[0] if one else _row_of(examples),
            fixes=self._added(path, absent),
        )

    def _added(self, path: Path, names: Iterable[str], above: str = "") -> tuple[Fix, ...]:
        """Return the proposal to add ``names`` to ``path``; none where only the author can say.

        ``above`` leads from the finding's place to ``path``.
        """
        written = {name: self._around.example_value((*path, name)) for name in names}
        if any(UNKNOWN in value for value in written.values()):
            return ()
        return (
            tuple(Edit("write", value, at=f"{above}{name}") for name, value in written.items()),
        )

    def _where(self, path: Path) -> Text:
        if not path:
            return {"en": "", "zh": ""}
        parent = self._around.parent(path)
        return {"en": f" in {parent['en']}", "zh": parent["zh"].lstrip()}


def _homes_in_words(homes: list[Path]) -> Text:
    if homes == [()]:
        return {"en": "the document itself, not further in", "zh": "文档最外层"}
    names = [".".join(str(step) for step in home if isinstance(step, str)) for home in homes[:2]]
    return {
        "en": " or ".join(f"`{name}`" if name else "the document itself" for name in names),
        "zh": " 或 ".join(f" `{name}` " if name else "文档最外层" for name in names).strip(),
    }


def _nearest_branch(violation: SchemaViolation) -> tuple[SchemaViolation, ...]:
    """Return the violations of the alternative that the author most probably meant."""

    def distance(branch: tuple[SchemaViolation, ...]) -> tuple[bool, int]:
        # A value of quite another type is further off than any number of mistakes inside.
        elsewhere = any(
            each.keyword in ("type", "const") and each.path == violation.path for each in branch
        )
        return (elsewhere, len(branch))

    return min(violation.branches, key=distance)


def _known(example: str) -> str:
    return "" if UNKNOWN in example else example


def _row_of(texts: Iterable[Text]) -> Text:
    """Return ``texts`` one after the other, each in its language."""
    written = list(texts)
    return {tag: in_a_row(text[tag] for text in written)[tag] for tag in ("en", "zh")}


def _choice_of(texts: Iterable[Text]) -> Text:
    """Return ``texts`` as a choice, each in its language."""
    written = list(texts)
    return {tag: alternatives(text[tag] for text in written)[tag] for tag in ("en", "zh")}


def _other_choice(violation: SchemaViolation, schema: Any) -> tuple[tuple[str, ...], bool]:
    """Return the names of which one would do as well as what ``violation`` finds missing.

    Schemas say "this or that" by `if` and `else`. With them comes whether both may stand.
    """
    steps = violation.schema_path
    if len(steps) < 2 or steps[-2] != "else" or len(violation.wanted) != 1:
        return (), False
    for step in steps[:-2]:
        if isinstance(schema, Mapping) and "$ref" in schema and step == "$ref":
            return (), False
        schema = schema[step]
    condition = schema.get("if", {})
    if set(condition) != {"required"}:
        return (), False
    return tuple(condition["required"]), "maxProperties" not in schema.get("then", {})


def _required_of(schema: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(schema.get("required", ()))


def path_of(pointer: str, values: Any) -> Path:
    """Return the steps of ``pointer`` into ``values``: names in mappings, positions in lists."""
    steps: list[str | int] = []
    for name in names_in(pointer):
        step = int(name) if isinstance(values, list) else name
        steps.append(step)
        values = values[step]
    return tuple(steps)
