"""Schemas: the built-in ones and a project's own, compiled to the kinds of document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from types import MappingProxyType
from typing import Any, Final, TypeAlias, get_args

import msgspec
from msgspec import structs

from planbook.diagnostics.codes.config import (
    CONFIG_SCHEMA_INVALID,
    CONFIG_SCHEMA_LOOSENS_BUILTIN,
    CONFIG_SCHEMA_NOT_A_KIND,
    CONFIG_SCHEMA_SYNTAX,
)
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.pointer import escape_pointer, pointer_to
from planbook.language import Text
from planbook.model.addresses import FIXED_RECORDS, FIXED_SECTIONS
from planbook.model.edition import Audience
from planbook.model.field import Field, Kind, Kinds
from planbook.model.reference import LOCAL_KINDS
from planbook.model.settings import ReviewSettings
from planbook.reading.checking import checker_of
from planbook.reading.resources import SCHEMA_ENDING, builtin_schemas
from planbook.reading.schema_annotations import (
    check_annotations,
    find_unread,
    unknown_kinds,
)
from planbook.reading.schema_contradictions import find_contradictions
from planbook.reading.schema_errors import NOT_AN_OBJECT, explain_schema_error
from planbook.reading.schema_fields import field_of
from planbook.reading.schema_keywords import DIALECT, check_keywords, find_circles, references_in
from planbook.reading.schema_overlays import Loosening, merge_overlay, missing_requirements
from planbook.reading.schema_references import (
    COMMON_FILE,
    MOST_PARTS,
    Problem,
    Schema,
    TooManyPartsError,
    UnresolvableReferenceError,
    absolute,
    bundle,
    follow,
    write_out,
)
from planbook.reading.schema_text import Unreadable, read_schema_text
from planbook.reading.violations import SchemaValidator, UnusableSchemaError

SchemaFiles: TypeAlias = Mapping[str, Schema]
"""Schemas by the names of their files."""

UMBRELLA: Final = "document"
PROJECT_FILE: Final = "planbook"
THEME_FILE: Final = "theme"
RUBRIC_FILE: Final = "smart-rubric"
REVIEW_FILE: Final = f"review{SCHEMA_ENDING}"

_NOT_KINDS: Final = frozenset({"common", UMBRELLA, PROJECT_FILE, THEME_FILE, RUBRIC_FILE})
_KIND_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PLURAL: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+|_[a-z0-9]+)*")
_EVERY_DOCUMENT: Final = (
    "id", "title", "audience", "state", "tags", "links", "notes", "extra",
)  # fmt: skip
_USUAL_REVIEWS: Final = ReviewSettings()


class Overlay(msgspec.Struct, frozen=True):
    """One schema file of a project: its path as findings name it, and its text."""

    path: str
    text: str

    @property
    def kind(self) -> str:
        """The kind that the file is named after."""
        return self.path.rsplit("/", 1)[-1].removesuffix(SCHEMA_ENDING)


@cache
def load_builtin_schemas() -> SchemaFiles:
    """Return the schemas that come with planbook by file name, their references made absolute."""
    return MappingProxyType(
        {
            path.name: absolute(json.loads(path.read_text(encoding="utf-8")), path.name)
            for path in sorted(builtin_schemas().glob(f"*{SCHEMA_ENDING}"))
        }
    )


@cache
def _builtin_kinds(reviews: ReviewSettings) -> Outcome[Kinds]:
    # A project at two revisions, or built again and again, compiles them once.
    return _compile_kinds(load_builtin_schemas(), (), (), reviews)


def compile_kinds(
    builtin: SchemaFiles,
    overlays: Iterable[Overlay] = (),
    languages: Iterable[str] = (),
    reviews: ReviewSettings = _USUAL_REVIEWS,
) -> Outcome[Kinds]:
    """Return the kinds of the ``builtin`` schemas with a project's ``overlays`` merged in.

    An overlay that is wrong is left out, as far as it is wrong, and reported. ``languages`` are
    the project's: each has a folder of the site. ``reviews`` says how its reviews rate.
    """
    own = tuple(overlays)
    if not own and builtin is load_builtin_schemas():
        return _builtin_kinds(reviews)
    return _compile_kinds(builtin, own, languages, reviews)


def _compile_kinds(
    builtin: SchemaFiles,
    overlays: Iterable[Overlay],
    languages: Iterable[str],
    reviews: ReviewSettings,
) -> Outcome[Kinds]:
    files = {**builtin, REVIEW_FILE: _with_scale(builtin[REVIEW_FILE], reviews)}
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
        circles = tuple(find_circles(files[file], file, files))
        if circles:
            findings.extend(_invalid(overlay, *circle) for circle in circles)
            continue
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
            schemas[overlay.kind], loosenings = _with_every_documents_fields(
                overlay.kind, files[file], files
            )
            findings.extend(
                CONFIG_SCHEMA_LOOSENS_BUILTIN.at(
                    Place(overlay.path, pointer=loosening.pointer),
                    variant="every-document",
                    keyword=loosening.keyword,
                    problem=loosening.problem,
                )
                for loosening in loosenings
            )
    kinds: dict[str, Kind] = {}
    for name, schema in schemas.items():
        try:
            kinds[name] = _compile(name, bundle(schema, files), builtin=name in order)
        except (UnresolvableReferenceError, TooManyPartsError) as error:
            overlay = changed[name]
            findings.append(
                _unresolvable(overlay, error.reference, files)
                if isinstance(error, UnresolvableReferenceError)
                else _invalid(overlay, _first_reference(overlay, files), _TOO_MANY_PARTS)
            )
            if name in order:
                kinds[name] = _compile(name, bundle(files[f"{name}{SCHEMA_ENDING}"], files))
    findings.extend(_check_addresses(kinds, changed, languages))
    findings.extend(_check_requirements(kinds, changed))
    findings.extend(_check_effective(kinds, changed, files))
    return Outcome(MappingProxyType(kinds), tuple(findings))


def _with_scale(schema: Schema, reviews: ReviewSettings) -> Schema:
    """Return the schema of reviews with the scores and the grades that a project has."""
    properties = schema["properties"]
    ratings = properties["ratings"]
    scores = ratings["items"]["properties"]
    low, high = reviews.scale.min, reviews.scale.max
    score = {**scores["score"], "minimum": _number(low), "maximum": _number(high)}
    rating = {**ratings["items"], "properties": {**scores, "score": score}}
    grade = {**properties["grade"], **({"enum": list(reviews.grades)} if reviews.grades else {})}
    return {
        **schema,
        "properties": {
            **properties,
            "ratings": {**ratings, "items": rating},
            "grade": grade,
        },
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def compile_file_schema(builtin: SchemaFiles, name: str) -> Kind:
    """Return the schema of a project's file (``planbook``, ``theme``) in a kind's form."""
    return _compile(name, bundle(builtin[f"{name}{SCHEMA_ENDING}"], builtin))


def _compile(name: str, bundled: dict[str, Any], *, builtin: bool = True) -> Kind:
    field = field_of(write_out(bundled))
    audience = field.properties.get("audience", Field("string")).default
    kind = Kind(
        name=name,
        plural=str(bundled.get("x-plural", f"{name}s")),
        practices=tuple(bundled.get("x-practices", ())),
        default_audience=str(audience or "team"),
        field=replace(field, title=field.title or {"en": name}),
        schema=bundled,
        builtin=builtin,
    )
    if kind.keeps_from_subjects and not builtin:
        return structs.replace(kind, default_audience="private")
    return kind


def _with_every_documents_fields(
    kind: str, schema: Schema, files: Mapping[str, Schema]
) -> tuple[dict[str, Any], tuple[Loosening, ...]]:
    """Return a new kind's schema with the fields that every document has, taken from a goal's.

    What it says of these itself may narrow them, and no more: pages and editions rest on them.
    """
    pattern = files[f"goal{SCHEMA_ENDING}"]["properties"]
    own = schema.get("properties", {})
    every = {name: dict(pattern[name]) for name in _EVERY_DOCUMENT}
    default = every["audience"].pop("default")  # a new kind may be for more people than goals are
    every["kind"] = {**pattern["kind"], "const": kind}
    merged, loosenings = merge_overlay(
        {"properties": every},
        {"properties": {name: part for name, part in own.items() if name in every}},
        partial(follow, files=files),
    )
    fields = merged["properties"]
    fields["audience"].setdefault("default", default)
    first = {name: fields.pop(name) for name in ("kind", "id", "title")}
    properties = {**first, **{name: fields.get(name, part) for name, part in own.items()}, **fields}
    return {
        **schema,
        "type": "object",
        "properties": {**properties, **first},
        "required": list(dict.fromkeys(["kind", "title", *schema.get("required", ())])),
        "additionalProperties": schema.get("additionalProperties", False),
    }, loosenings


def _parse_overlay(overlay: Overlay, builtin: Mapping[str, Schema]) -> Outcome[Schema | None]:
    """Return the schema in ``overlay``; None where it is wrong, or says what is built in."""
    schema = read_schema_text(overlay.text.removeprefix("\ufeff"))
    if isinstance(schema, Unreadable):
        place = Place(overlay.path, span=schema.span)
        return _refused(CONFIG_SCHEMA_SYNTAX.at(place, problem=schema.problem))
    if not isinstance(schema, dict):
        return _refused(_invalid(overlay, "", NOT_AN_OBJECT))
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
    findings = tuple(_invalid(overlay, *problem) for problem in _problems_of(schema, overlay.kind))
    return Outcome(None if findings else schema, findings)


def _problems_of(schema: Schema, kind: str) -> Iterator[Problem]:
    """Yield what keeps ``schema`` from being merged or compiled, the first cause first."""
    # The metaschema reports one mistake once for each of its vocabularies.
    # Patterns are checked with the keywords.
    violations = (
        violation
        for violation in SchemaValidator({"$ref": DIALECT}).find_violations(schema)
        if violation.keyword != "format"
    )
    wrong = min(violations, key=lambda violation: len(violation.path), default=None)
    if wrong is not None:
        yield pointer_to(wrong.path), explain_schema_error(wrong)
        return
    unread = tuple(check_keywords(schema))
    if unread:
        yield from unread
        return
    if schema.get("type", "object") != "object":
        yield "/type", _A_DOCUMENT_IS_AN_OBJECT
    yield from check_annotations(schema)
    properties = schema.get("properties", {})
    tag = properties.get("kind")
    if isinstance(tag, Mapping):
        named = [tag["const"]] if "const" in tag else tag.get("enum", [kind])
        if named != [kind]:
            yield "/properties/kind", _another_kind(kind)
    audience = properties.get("audience")
    if isinstance(audience, Mapping) and audience.get("default", "team") not in get_args(Audience):
        yield "/properties/audience/default", _BAD_AUDIENCE
    if any(_keeps_from_subject(part) for part in properties.values()):
        yield from _too_wide_for_subjects(properties)


def _keeps_from_subject(part: Any) -> bool:
    if not isinstance(part, Mapping):
        return False
    subject = part.get("x-subject")
    kept = isinstance(subject, Mapping) and subject.get("sees_own") is False
    return kept or _keeps_from_subject(part.get("items"))


def _too_wide_for_subjects(properties: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the default audiences that would show a document to the subject it is kept from."""
    for name, part in properties.items():
        if not isinstance(part, Mapping):
            continue
        if name == "audience" and part.get("default", "private") != "private":
            yield "/properties/audience/default", _SEEN_BY_ITS_SUBJECT
        by_value = part.get("x-default-audience")
        for value, audience in by_value.items() if isinstance(by_value, Mapping) else ():
            if audience != "private":
                pointer = f"/properties/{escape_pointer(name)}/x-default-audience"
                yield f"{pointer}/{escape_pointer(value)}", _SEEN_BY_ITS_SUBJECT


def _check_effective(
    kinds: Kinds, changed: Mapping[str, Overlay], files: Mapping[str, Schema]
) -> Iterable[Finding]:
    """Yield what can be told only of schemas that are merged: each has its references resolved."""
    referable = (*kinds, *LOCAL_KINDS)
    for name, overlay in changed.items():
        kind = kinds.get(name)
        if kind is None:
            continue
        own = files[f"project:{name}{SCHEMA_ENDING}"]
        effective = write_out(kind.schema)
        for pointer, problem in (
            *unknown_kinds(own, referable),
            *find_unread(effective),
            *find_contradictions(own, effective),
        ):
            yield _invalid(overlay, pointer, problem)
        try:
            checker_of(kind)
        except UnusableSchemaError as error:
            words = str(error)
            yield _invalid(overlay, "", {"en": words, "zh": words})


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


def _unresolvable(overlay: Overlay, reference: str, files: SchemaFiles) -> Finding:
    shown = reference.replace("project:", "")
    own = files[f"project:{overlay.kind}{SCHEMA_ENDING}"]
    pointer = next((at for at, to in references_in(own) if to.endswith(reference)), "")
    return _invalid(
        overlay,
        pointer,
        {
            "en": f"it refers to `{shown}`, and there is no such part "
            f"(shared parts are `{COMMON_FILE}#/$defs/…`)",
            "zh": f"它引用了 `{shown}`，但没有这个部分（公用部分写作 `{COMMON_FILE}#/$defs/…`）",
        },
    )


def _first_reference(overlay: Overlay, files: SchemaFiles) -> str:
    own = files[f"project:{overlay.kind}{SCHEMA_ENDING}"]
    return next((pointer for pointer, _ in references_in(own)), "")


def _invalid(overlay: Overlay, pointer: str, problem: Mapping[str, str]) -> Finding:
    return CONFIG_SCHEMA_INVALID.at(Place(overlay.path, pointer=pointer), problem=problem)


def _refused(finding: Finding) -> Outcome[Schema | None]:
    return Outcome(None, (finding,))


_TOO_MANY_PARTS: Final[Text] = {
    "en": f"with its references written out it would have more than {MOST_PARTS} parts: let each "
    "part refer to fewer others",
    "zh": f"把引用展开后超过 {MOST_PARTS} 个部分：请减少各部分之间的引用",
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
_A_DOCUMENT_IS_AN_OBJECT: Final[Text] = {
    "en": 'a document is a mapping: write `"type": "object"`, or leave it out',
    "zh": '文档是一组字段：请写 `"type": "object"`，或删掉这一行',
}
_SEEN_BY_ITS_SUBJECT: Final[Text] = {
    "en": "with `sees_own: false` a document is private: its subject reads what the team reads. "
    'Write "private", or leave this out',
    "zh": "有 `sees_own: false` 的文档是私密的：团队能看到的，当事人也能看到。"
    '请写 "private"，或删掉这一项',
}
_BAD_AUDIENCE: Final[Text] = {
    "en": "the default of `audience` is public, team or private",
    "zh": "`audience` 的默认值只能是 public、team 或 private",
}


def _another_kind(kind: str) -> Text:
    return {
        "en": f"the file is named after the kind `{kind}`, and this says another: "
        "leave `kind` out, it comes by itself",
        "zh": f"文件以种类 `{kind}` 命名，这里写的却是别的：请删掉 `kind`，它会自动加上",
    }
