"""From what a JSON Schema validator says to findings that an author can act on.

A validator speaks of instances, patterns and subschemas. Here each of its errors becomes at most
one finding a place, in plain words, with what to write instead: first the errors are gathered,
then what they come to is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from planbook.diagnostics.codes.schema import SchemaCodes
from planbook.diagnostics.finding import Finding
from planbook.diagnostics.pointer import names_in, pointer_to
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.language import Text
from planbook.model.field import Field
from planbook.reading.mistake_places import Surroundings, Whereabouts
from planbook.reading.mistake_values import ValueMistakes
from planbook.reading.mistake_words import (
    EXPECTED_FORMS,
    Path,
    label_of,
    listed,
    same_words,
    shortened,
)
from planbook.reading.tidying import Tidied
from planbook.reading.violations import Violation


def explain_mistakes(
    violations: Iterable[Violation],
    tidied: Tidied,
    shape: Field,
    where: Whereabouts,
    codes: SchemaCodes,
) -> tuple[Finding, ...]:
    """Return one finding for each place that ``violations`` and ``tidied`` find fault with."""
    explaining = _Explaining(tidied, shape, where, codes)
    explaining.take_values()
    for violation in violations:
        explaining.take(violation)
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
        self._codes = codes
        self._around = Surroundings(where, shape)
        self._telling = ValueMistakes(self._around, codes)
        self._missing: dict[Path, _Missing] = {}
        self._unknown: dict[Path, Mapping[str, Any]] = {}
        self._values: dict[Path, tuple[int, Finding]] = {}
        self._names: dict[Path, Finding] = {}

    # Gathering ---------------------------------------------------------------------------

    def take_values(self) -> None:
        """Take what was met before the validator ran: numbers that are none, empty entries."""
        for pointer, written in self._tidied.uncountable.items():
            path = path_of(pointer, self._tidied.values)
            self._add(path, 0, self._telling.uncountable(path, written))
        for pointer, character in self._tidied.unshowable.items():
            path = path_of(pointer, self._tidied.values)
            self._add(path, 0, self._telling.unshowable(path, character))
        for pointer in self._tidied.hollow:
            path = path_of(pointer, self._tidied.values)
            self._add(path, 0, self._telling.empty(path, {}))

    def take(self, violation: Violation) -> None:
        """Take one violation of the schema."""
        path, keyword = violation.path, violation.keyword
        if violation.of_name:
            self._take_name(path, violation.names[0])
        elif keyword == "required":
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

    def _take_missing(self, violation: Violation) -> None:
        missing = self._missing.setdefault(violation.path, _Missing())
        missing.names.update(dict.fromkeys(violation.names))
        schema = violation.schema
        if len(schema.get("properties", ())) >= len(missing.schema.get("properties", ())):
            missing.schema = schema

    def _take_name(self, path: Path, name: str) -> None:
        here = (*path, name)
        field_ = self._around.field_at(path)
        if field_ is not None and field_.type == "text":
            suggestion = closest(name, self._around.where.languages)
            finding = self._codes.unknown.at(
                self._around.place(here, on_key=True),
                variant="language",
                subject=self._around.where.subject,
                name=shortened(name),
                parent=self._around.parent(path),
                hint=did_you_mean(suggestion),
                languages=listed(self._around.where.languages),
            )
        else:
            finding = self._codes.unknown.at(
                self._around.place(here, on_key=True),
                variant="name",
                subject=self._around.where.subject,
                name=shortened(name),
                parent=self._around.parent(path),
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
        shown: dict[str, Any] = {
            "name": shortened(str(name)),
            "parent": self._around.parent(parent),
        }
        place = self._around.place(path, on_key=True)
        described = self._around.field_at(parent)
        renamed = described.renamed.get(str(name)) if described is not None else None
        if renamed is not None:
            misspelt.add((*parent, renamed))
            return self._codes.unknown.at(
                place,
                variant="renamed",
                subject=self._around.where.subject,
                now=renamed,
                **shown,
            )
        homes = self._around.homes_of(str(name), parent)
        absent = [other for other in allowed if other not in here]
        suggestion = closest(str(name), absent) or same_words(str(name), absent)
        if suggestion is not None:
            misspelt.add((*parent, suggestion))
        else:
            suggestion = closest(str(name), allowed)
        if homes and (suggestion is None or suggestion not in _required_of(schema)):
            misspelt.difference_update({(*parent, suggestion)} if suggestion else set())
            return self._codes.unknown.at(
                place,
                variant="elsewhere",
                subject=self._around.where.subject,
                home=_homes_in_words(homes),
                allowed=listed(allowed),
                **shown,
            )
        if schema.get("additionalProperties") is not False and not allowed:
            return self._codes.unknown.at(
                place, variant="not-now", subject=self._around.where.subject, **shown
            )
        return self._codes.unknown.at(
            place,
            subject=self._around.where.subject,
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
                    self._around.place(below, on_key=True),
                    variant="needed-empty",
                    subject=self._around.where.subject,
                    label=label_of(below),
                    example=self._around.example(below),
                )
            else:
                absent.append(name)
        if not absent:
            return
        where: Text = {"en": "", "zh": ""}
        if path:
            parent = self._around.parent(path)
            where = {"en": f" in {parent['en']}", "zh": f"{parent['zh']}"}
        one = len(absent) == 1
        quote = "{}" if one else "`{}`"
        names = ", ".join(quote.format(name) for name in absent)
        examples = (self._around.example((*path, name)) for name in absent[:3])
        example = ", ".join(quote.format(written) for written in examples)
        yield self._codes.missing.at(
            self._around.place(path, on_key=True),
            variant="" if one else "several",
            subject=self._around.where.subject,
            name=names,
            where=where,
            example=example,
        )


def _homes_in_words(homes: list[Path]) -> Text:
    if homes == [()]:
        return {"en": "the document itself, not further in", "zh": "文档顶层"}
    names = [".".join(str(step) for step in home if isinstance(step, str)) for home in homes[:2]]
    return {
        "en": " or ".join(f"`{name}`" if name else "the document itself" for name in names),
        "zh": " 或 ".join(f"`{name}`" if name else "文档顶层" for name in names),
    }


def _nearest_branch(violation: Violation) -> tuple[Violation, ...]:
    """Return the violations of the alternative that the author most probably meant."""

    def distance(branch: tuple[Violation, ...]) -> tuple[bool, int]:
        # A value of quite another type is further off than any number of mistakes inside.
        elsewhere = any(
            each.keyword in ("type", "const") and each.path == violation.path for each in branch
        )
        return (elsewhere, len(branch))

    return min(violation.branches, key=distance)


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
