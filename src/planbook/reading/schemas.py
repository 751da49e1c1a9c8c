"""Schemas: the built-in ones and a project's own, compiled to the kinds of document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import jsonschema
from jsonschema.exceptions import best_match

from planbook.diagnostics.codes.config import (
    CONFIG_SCHEMA_INVALID,
    CONFIG_SCHEMA_LOOSENS_BUILTIN,
    CONFIG_SCHEMA_NOT_A_KIND,
    CONFIG_SCHEMA_SYNTAX,
)
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.pointer import escape_pointer, pointer_to
from planbook.diagnostics.span import Span
from planbook.language import Text
from planbook.model.addresses import FIXED_RECORDS, FIXED_SECTIONS
from planbook.model.field import Field, Kind, Kinds
from planbook.reading.resources import SCHEMA_ENDING, builtin_schemas
from planbook.reading.schema_fields import field_of
from planbook.reading.schema_overlays import merge_overlay, missing_requirements
from planbook.reading.schema_references import (
    COMMON_FILE,
    Schema,
    UnresolvableReferenceError,
    absolute,
    bundle,
    follow,
    write_out,
)

SchemaFiles: TypeAlias = Mapping[str, Schema]
"""Schemas by the names of their files."""

UMBRELLA: Final = "document"
PROJECT_FILE: Final = "planbook"
THEME_FILE: Final = "theme"

_NOT_KINDS: Final = frozenset({"common", UMBRELLA, PROJECT_FILE, THEME_FILE})
_KIND_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PLURAL: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+|_[a-z0-9]+)*")
_EVERY_DOCUMENT: Final = (
    "id", "title", "audience", "state", "tags", "links", "notes", "extra",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overlay:
    """One schema file of a project: its path as findings name it, and its text."""

    path: str
    text: str

    @property
    def kind(self) -> str:
        """The kind that the file is named after."""
        return self.path.rsplit("/", 1)[-1].removesuffix(SCHEMA_ENDING)


def load_builtin_schemas() -> SchemaFiles:
    """Return the schemas that come with planbook by file name, their references made absolute."""
    return {
        path.name: absolute(json.loads(path.read_text(encoding="utf-8")), path.name)
        for path in sorted(builtin_schemas().glob(f"*{SCHEMA_ENDING}"))
    }


def compile_kinds(
    builtin: SchemaFiles, overlays: Iterable[Overlay] = (), languages: Iterable[str] = ()
) -> Outcome[Kinds]:
    """Return the kinds of the ``builtin`` schemas with a project's ``overlays`` merged in.

    An overlay that is wrong is left out, as far as it is wrong, and reported. ``languages`` are
    the project's: each has a folder of the site.
    """
    files = dict(builtin)
    order = files[f"{UMBRELLA}{SCHEMA_ENDING}"]["properties"]["kind"]["enum"]
    schemas: dict[str, Schema] = {name: files[f"{name}{SCHEMA_ENDING}"] for name in order}
    findings: list[Finding] = []
    changed: dict[str, Overlay] = {}
    for overlay in sorted(overlays, key=lambda overlay: overlay.path):
        parsed = _parse_overlay(overlay, files)
        findings.extend(parsed.findings)
        if parsed.value is None:
            continue
        file = f"project:{overlay.kind}{SCHEMA_ENDING}"
        files[file] = absolute(parsed.value, file, own=f"{overlay.kind}{SCHEMA_ENDING}")
        changed[overlay.kind] = overlay
        if overlay.kind in schemas:
            merged, loosenings = merge_overlay(
                schemas[overlay.kind], files[file], partial(follow, files=files)
            )
            schemas[overlay.kind] = merged
            findings.extend(
                CONFIG_SCHEMA_LOOSENS_BUILTIN.at(
                    Place(overlay.path, pointer=loosening.pointer),
                    keyword=loosening.keyword,
                    problem=loosening.problem,
                    kind=overlay.kind,
                )
                for loosening in loosenings
            )
        else:
            schemas[overlay.kind] = _with_every_documents_fields(
                overlay.kind, files[file], files[f"goal{SCHEMA_ENDING}"]
            )
    kinds: dict[str, Kind] = {}
    for name, schema in schemas.items():
        try:
            kinds[name] = _compile(name, bundle(schema, files), builtin=name in order)
        except UnresolvableReferenceError as error:
            findings.append(_unresolvable(changed[name], error.reference))
            if name in order:
                kinds[name] = _compile(name, bundle(files[f"{name}{SCHEMA_ENDING}"], files))
    findings.extend(_check_addresses(kinds, changed, languages))
    findings.extend(_check_requirements(kinds, changed))
    return Outcome(MappingProxyType(kinds), tuple(findings))


def compile_file_schema(builtin: SchemaFiles, name: str) -> Kind:
    """Return the schema of a project's file (``planbook`` or ``theme``) in a kind's form."""
    return _compile(name, bundle(builtin[f"{name}{SCHEMA_ENDING}"], builtin))


def _compile(name: str, bundled: dict[str, Any], *, builtin: bool = True) -> Kind:
    field = field_of(write_out(bundled))
    audience = field.properties.get("audience", Field("string")).default
    return Kind(
        name=name,
        plural=str(bundled.get("x-plural", f"{name}s")),
        practices=tuple(bundled.get("x-practices", ())),
        default_audience=str(audience or "team"),
        field=replace(field, title=field.title or {"en": name}),
        schema=bundled,
        builtin=builtin,
    )


def _with_every_documents_fields(kind: str, schema: Schema, pattern: Schema) -> dict[str, Any]:
    """Return a new kind's schema with the fields that every document has, taken from a goal's."""
    own = schema.get("properties", {})
    every = {name: pattern["properties"][name] for name in _EVERY_DOCUMENT if name not in own}
    tagged = {**pattern["properties"]["kind"], "const": kind}
    words = {name: every.pop(name) for name in ("id", "title") if name in every}
    return {
        **schema,
        "type": "object",
        "properties": {"kind": tagged, **words, **own, **every},
        "required": list(dict.fromkeys(["kind", "title", *schema.get("required", ())])),
        "additionalProperties": schema.get("additionalProperties", False),
    }


def _parse_overlay(overlay: Overlay, builtin: Mapping[str, Schema]) -> Outcome[Schema | None]:
    """Return the schema in ``overlay``; None where it is wrong, or says what is built in."""
    try:
        schema = json.loads(overlay.text.removeprefix("\ufeff"), object_pairs_hook=_no_repeats)
    except json.JSONDecodeError as error:
        span = Span(error.lineno, error.colno, error.lineno, error.colno + 1)
        return _refused(
            CONFIG_SCHEMA_SYNTAX.at(Place(overlay.path, span=span), problem=error.msg.lower())
        )
    except RecursionError:
        return _refused(
            CONFIG_SCHEMA_SYNTAX.at(Place(overlay.path), problem="it is nested too deeply")
        )
    except _RepeatedKeyError as error:
        return _refused(
            CONFIG_SCHEMA_SYNTAX.at(Place(overlay.path), problem=f"“{error}” stands there twice")
        )
    if not isinstance(schema, dict):
        return _refused(_invalid(overlay, "", _NOT_AN_OBJECT))
    file = f"{overlay.kind}{SCHEMA_ENDING}"
    if file in builtin and absolute(schema, file) == builtin[file]:
        return Outcome(None)
    if overlay.kind in _NOT_KINDS or not _KIND_NAME.fullmatch(overlay.kind):
        return _refused(
            CONFIG_SCHEMA_NOT_A_KIND.at(
                Place(overlay.path),
                name=overlay.kind,
                problem=_BUILT_IN_PART if overlay.kind in _NOT_KINDS else _BAD_NAME,
            )
        )
    wrong = best_match(
        jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA).iter_errors(
            schema
        )
    )
    if wrong is not None:
        pointer = pointer_to(wrong.absolute_path)
        return _refused(_invalid(overlay, pointer, {"en": wrong.message, "zh": wrong.message}))
    annotation = next(_wrong_annotations(schema), None)
    if annotation is not None:
        return _refused(_invalid(overlay, *annotation))
    if not isinstance(schema.get("properties", {}), dict):
        return _refused(_invalid(overlay, "/properties", _NOT_AN_OBJECT))
    return Outcome(schema)


def _wrong_annotations(schema: Any, pointer: str = "") -> Iterator[tuple[str, Text]]:
    """Yield where planbook's own annotations say something that it does not know, and why."""
    if isinstance(schema, list):
        for position, part in enumerate(schema):
            yield from _wrong_annotations(part, f"{pointer}/{position}")
    if not isinstance(schema, dict):
        return
    for name, value in schema.items():
        below = f"{pointer}/{escape_pointer(name)}"
        if name == "x-audience" and value not in ("public", "team", "private"):
            # A mistyped audience must not show to everyone what was to be kept from them.
            yield below, _UNKNOWN_AUDIENCE
        elif name in ("x-ref", "x-practices") and not (
            isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        ):
            yield below, _NOT_A_LIST_OF_WORDS
        elif name in ("x-subject", "x-author", "x-markdown") and not isinstance(value, bool):
            yield below, _NOT_TRUE_OR_FALSE
        else:
            yield from _wrong_annotations(value, below)


def _check_addresses(
    kinds: Kinds, changed: Mapping[str, Overlay], languages: Iterable[str]
) -> Iterable[Finding]:
    taken: dict[str, str] = dict.fromkeys(FIXED_SECTIONS | FIXED_RECORDS, "")
    # Disks that do not tell capitals from small letters have one folder for pt-BR and pt-br.
    taken.update((language.lower(), "") for language in languages)
    taken.update((kind.plural, kind.name) for kind in kinds.values() if kind.builtin)
    for kind in kinds.values():
        if kind.builtin:
            continue
        overlay = changed[kind.name]
        if not _PLURAL.fullmatch(kind.plural):
            yield _invalid(overlay, "/x-plural", _BAD_PLURAL)
        elif taken.setdefault(kind.plural, kind.name) != kind.name:
            yield _invalid(overlay, "/x-plural", _TAKEN_PLURAL)


def _check_requirements(kinds: Kinds, changed: Mapping[str, Overlay]) -> Iterable[Finding]:
    for name, overlay in changed.items():
        if name in kinds:
            for pointer, missing in missing_requirements(kinds[name].schema):
                yield _invalid(
                    overlay,
                    pointer,
                    {
                        "en": f"it requires `{missing}`, which is not among its properties",
                        "zh": f"它要求 `{missing}`，但没有定义这个字段",
                    },
                )


def _unresolvable(overlay: Overlay, reference: str) -> Finding:
    shown = reference.replace("project:", "")
    return _invalid(
        overlay,
        "",
        {
            "en": f"it refers to `{shown}`, and there is no such part "
            f"(shared parts are `{COMMON_FILE}#/$defs/…`)",
            "zh": f"它引用了 `{shown}`，但没有这个部分（公用部分写作 `{COMMON_FILE}#/$defs/…`）",
        },
    )


def _invalid(overlay: Overlay, pointer: str, problem: Mapping[str, str]) -> Finding:
    return CONFIG_SCHEMA_INVALID.at(Place(overlay.path, pointer=pointer), problem=problem)


def _refused(finding: Finding) -> Outcome[Schema | None]:
    return Outcome(None, (finding,))


class _RepeatedKeyError(ValueError):
    """A key that stands twice in one JSON object."""


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _RepeatedKeyError(name)
        found[name] = value
    return found


_NOT_AN_OBJECT: Final[Text] = {
    "en": "a JSON object, in braces, belongs here",
    "zh": "这里应是花括号括起的 JSON 对象",
}
_BUILT_IN_PART: Final[Text] = {
    "en": "it is a built-in part that a project does not change",
    "zh": "它是内置部分，项目不能修改",
}
_BAD_NAME: Final[Text] = {
    "en": "the name cannot stand in `kind:`",
    "zh": "这个名称不能写在 `kind:` 里",
}
_BAD_PLURAL: Final[Text] = {
    "en": "`x-plural` becomes an address: small letters, digits and hyphens",
    "zh": "`x-plural` 会成为网址：只用小写字母、数字和连字符",
}
_TAKEN_PLURAL: Final[Text] = {
    "en": "this address belongs to other pages already; give the kind an `x-plural` of its own",
    "zh": "这个网址已被其他页面占用；请为该种类另写一个 `x-plural`",
}
_UNKNOWN_AUDIENCE: Final[Text] = {
    "en": "`x-audience` is public, team or private",
    "zh": "`x-audience` 只能是 public、team 或 private",
}
_NOT_A_LIST_OF_WORDS: Final[Text] = {"en": "a list of words belongs here", "zh": "这里应是词的列表"}
_NOT_TRUE_OR_FALSE: Final[Text] = {
    "en": "true or false belongs here",
    "zh": "这里应是 true 或 false",
}
