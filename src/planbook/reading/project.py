"""The project: the folder with planbook.yaml, its settings and the kinds that it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from msgspec.structs import replace

from planbook.colours import read_colour
from planbook.diagnostics.codes.config import (
    CONFIG_CODES,
    CONFIG_FIXED_SEVERITY,
    CONFIG_LANGUAGE_MISMATCH,
    CONFIG_REPEATED_TERM,
    CONFIG_SCHEMA_NOT_A_KIND,
    CONFIG_SCHEMA_SYNTAX,
    CONFIG_UNKNOWN_LANGUAGE,
    CONFIG_UNKNOWN_RULE,
    CONFIG_UNKNOWN_TIMEZONE,
    CONFIG_UNQUOTED_COLOUR,
)
from planbook.diagnostics.codes.file import FILE_TOO_LARGE, FILE_UNREADABLE
from planbook.diagnostics.codes.yaml import (
    YAML_EMPTY_DOCUMENT,
    YAML_NOT_A_MAPPING,
    YAML_TOO_DEEP,
    YAML_TOO_LARGE,
    YAML_TOO_MANY_ALIASES,
)
from planbook.diagnostics.finding import Code, Finding, Outcome, Place, Severity
from planbook.diagnostics.pointer import escape_pointer
from planbook.diagnostics.severities import Rating
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.language import Text
from planbook.model.field import Kinds
from planbook.model.settings import Limits, PathSeverities, ReviewSettings, Settings
from planbook.reading.checking import check_values, checker_of, cuts_in_texts
from planbook.reading.corrections import suggest_id
from planbook.reading.decoding import decode_text
from planbook.reading.files import ReadError, finding_of
from planbook.reading.language_tags import is_language_tag, tag_meant
from planbook.reading.normalizing import in_languages
from planbook.reading.project_files import Entry, ProjectFiles, files_of
from planbook.reading.project_folder import PROJECT_FILE_NAME, SCHEMA_FOLDER
from planbook.reading.resources import SCHEMA_ENDING, holds_contract
from planbook.reading.schema_messages.lookup import CheckedSubject
from planbook.reading.schema_messages.words import PROPERTY_FORMS, shortened
from planbook.reading.schemas import (
    PROJECT_FILE,
    Overlay,
    SchemaFiles,
    compile_file_schema,
    compile_kinds,
    load_builtin_schemas,
)
from planbook.reading.yaml_values import read_yaml

_LIMIT_CODES: Final = frozenset(
    code.name for code in (FILE_TOO_LARGE, YAML_TOO_LARGE, YAML_TOO_DEEP, YAML_TOO_MANY_ALIASES)
)
# What else may lie among schemas: the rules by which goals are rated, and words for readers.
_BESIDE_SCHEMAS: Final = (".rubric.yaml", ".md")
_NO_FOLDER: Final[Text] = {"en": "it is a file, not a folder", "zh": "它是文件，不是文件夹"}
_FIXED_LIMIT: Final[Text] = {
    "en": "make it smaller or simpler; this limit is the same for every project",
    "zh": "请精简它；这个上限对所有项目都一样",
}


class Project(msgspec.Struct, frozen=True):
    """A project, ready to be read: where it is, what it says of itself, the kinds it knows."""

    root: Path
    settings: Settings
    kinds: Kinds


class ProjectReading(msgspec.Struct, frozen=True):
    """What came of reading a project: ``project`` is None where something in it is wrong.

    ``texts`` are planbook.yaml and the project's schemas by path, for findings to point into.
    """

    project: Project | None
    texts: Mapping[str, str]


def read_project(project: Path | ProjectFiles) -> Outcome[ProjectReading]:
    """Return what planbook.yaml and the schemas of ``project`` say.

    It is a folder, or the files of one as they were at a revision. Findings are the project's
    own, and lead to exit code 2.
    """
    root = files_of(project).root
    files = _read_files(files_of(project))
    findings = list(files.findings)
    builtin = load_builtin_schemas()
    settings: Settings | None = None
    text = files.value.get(PROJECT_FILE_NAME)
    if text is not None:
        read = read_settings(text, builtin)
        findings.extend(read.findings)
        settings = read.value
    kinds = compile_kinds(
        builtin,
        [Overlay(path, text) for path, text in files.value.items() if path != PROJECT_FILE_NAME],
        settings.languages if settings else (),
        settings.reviews if settings else ReviewSettings(),
    )
    findings.extend(kinds.findings)
    sound = settings is not None and not any(
        finding.code.severity is Severity.ERROR for finding in findings
    )
    return Outcome(
        ProjectReading(
            Project(root, settings, kinds.value) if sound and settings else None, files.value
        ),
        tuple(of_project(finding) for finding in findings),
    )


def read_project_text(files: ProjectFiles, name: str) -> Outcome[str | None]:
    """Return the words of the project's file ``name``; None, with a finding, where it has none."""
    findings: list[Finding] = []
    text = _read_text(files, name, findings)
    return Outcome(text, tuple(findings))


def of_project(finding: Finding) -> Finding:
    """Return ``finding`` as one that the project itself is at fault for, not its content.

    ``limits`` of planbook.yaml are for content; what the project itself may be does not change.
    """
    is_limit = finding.code.name in _LIMIT_CODES
    return replace(
        finding,
        code=replace(finding.code, scope="project"),
        help=_FIXED_LIMIT if is_limit else finding.help,
    )


def read_settings(text: str, builtin: SchemaFiles) -> Outcome[Settings | None]:
    """Return the settings that the ``text`` of planbook.yaml says; None where it is wrong.

    ``builtin`` are the schemas that come with planbook: its own is among them.
    """
    read = read_yaml(text, PROJECT_FILE_NAME, Limits())
    place = Place(PROJECT_FILE_NAME)
    if read.findings or read.broken:
        return Outcome(None, tuple(read.findings))
    document = next((found for found in read.documents if found.value is not None), None)
    if document is None:
        return Outcome(None, (YAML_EMPTY_DOCUMENT.at(place, variant="settings"),))
    if not isinstance(document.value, dict):
        return Outcome(None, (YAML_NOT_A_MAPPING.at(place, variant=_shape(document.value)),))
    kind = compile_file_schema(builtin, PROJECT_FILE)
    where = CheckedSubject(
        PROJECT_FILE_NAME,
        document.index,
        "",
        {"en": "planbook.yaml", "zh": " planbook.yaml "},
        _languages_of(document.value),
    )
    normalized, findings = check_values(
        document.value, document.written, checker_of(kind), where, CONFIG_CODES
    )
    values: dict[str, Any] = normalized.values
    if findings:
        return Outcome(None, findings)
    findings = (
        *_check_colours(normalized.emptied, text),
        *_check_languages(values),
        *_check_timezone(values),
        *_check_address(values),
        *_check_vocabulary(values),
        *_check_scale(values),
    )
    if findings:
        return Outcome(None, findings)
    languages = _languages_of(values)
    filled = in_languages(values, kind.field, languages[0])
    filled["language"], filled["languages"] = languages[0], languages
    cuts = cuts_in_texts(read.cuts, kind.field)
    return Outcome(msgspec.convert(filled, Settings, strict=False), cuts)


def check_rule_names(settings: Settings, codes: Mapping[str, Code]) -> tuple[Finding, ...]:
    """Return a finding for each of the settings' rules that is none, or cannot be changed.

    ``codes`` are all that there are, those of the rules included.
    """
    judged = [code.name for code in codes.values() if code.severity is not Severity.ERROR]
    findings: list[Finding] = []
    for name in settings.rules:
        place = Place(PROJECT_FILE_NAME, pointer=f"/rules/{escape_pointer(name)}", on="key")
        if name not in codes:
            suggestion = closest(name, judged) or closest(name, codes)
            hint = did_you_mean(suggestion)
            findings.append(
                CONFIG_UNKNOWN_RULE.at(place, name=name, hint=hint, suggestion=suggestion)
            )
        elif codes[name].severity is Severity.ERROR:
            findings.append(CONFIG_FIXED_SEVERITY.at(place, name=name))
    return tuple(findings)


def ratings_of(settings: Settings) -> Mapping[str, Rating]:
    """Return how the settings rate findings, by code."""
    return {
        name: Rating(rule.severity, rule.paths)
        if isinstance(rule, PathSeverities)
        else Rating(rule)
        for name, rule in settings.rules.items()
    }


def _read_files(files: ProjectFiles) -> Outcome[Mapping[str, str]]:
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for name in (PROJECT_FILE_NAME, *_schema_files(files, findings)):
        text = _read_text(files, name, findings)
        if text is not None:
            texts[name] = text
    return Outcome(MappingProxyType(texts), tuple(findings))


def _schema_files(files: ProjectFiles, findings: list[Finding]) -> Iterator[str]:
    if files.look(SCHEMA_FOLDER) is None or holds_contract(files, SCHEMA_FOLDER):
        return
    place = Place(SCHEMA_FOLDER)
    folder = files.resolve(SCHEMA_FOLDER)
    found = folder if isinstance(folder, ReadError) else files.names(folder)
    if isinstance(found, ReadError):
        entry = None if isinstance(folder, ReadError) else files.look(folder)
        no_folder = isinstance(entry, Entry) and entry.sort != "folder"
        findings.append(
            FILE_UNREADABLE.at(place, reason=_NO_FOLDER) if no_folder else finding_of(found, place)
        )
        return
    for name, _ in found:
        if name.startswith((".", "_")):
            continue
        if name.endswith(SCHEMA_ENDING):
            yield f"{SCHEMA_FOLDER}/{name}"
        elif not name.endswith(_BESIDE_SCHEMAS):
            findings.append(
                CONFIG_SCHEMA_NOT_A_KIND.at(
                    Place(f"{SCHEMA_FOLDER}/{name}"),
                    variant="folder" if _is_folder(files, f"{folder}/{name}") else "ending",
                    name=name,
                    example=f"{suggest_id(name.partition('.')[0], 'account')}{SCHEMA_ENDING}",
                )
            )


def _is_folder(files: ProjectFiles, path: str) -> bool:
    real = files.resolve(path)
    entry = None if isinstance(real, ReadError) else files.look(real)
    return isinstance(entry, Entry) and entry.sort == "folder"


def _read_text(files: ProjectFiles, name: str, findings: list[Finding]) -> str | None:
    """Return the words of one of the project's files; None, with a finding, where it has none."""
    found = files.resolve(name)
    content = found if isinstance(found, ReadError) else files.read(found, Limits().file_size)
    if isinstance(content, ReadError):
        findings.append(finding_of(content, Place(name)))
        return None
    decoded = decode_text(content, name)
    if name.endswith(SCHEMA_ENDING):
        findings.extend(map(_in_json, decoded.findings))
    else:
        findings.extend(decoded.findings)
    return decoded.value


def _in_json(finding: Finding) -> Finding:
    """Return a finding about the encoding of a text as one of a text that is not YAML."""
    return replace(finding, code=CONFIG_SCHEMA_SYNTAX)


def _languages_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    listed = values.get("languages")
    tags = tuple(tag for tag in listed if isinstance(tag, str)) if isinstance(listed, list) else ()
    first = values.get("language")
    if tags:
        return tags
    return (first,) if isinstance(first, str) else ("en",)


def _check_languages(values: Mapping[str, Any]) -> Iterator[Finding]:
    languages, language = _languages_of(values), values.get("language")
    unknown = tuple(_unknown_languages(values))
    yield from unknown
    if unknown:
        return
    if language is not None and language != languages[0]:
        others = [tag for tag in languages if tag != language]
        yield CONFIG_LANGUAGE_MISMATCH.at(
            Place(PROJECT_FILE_NAME, pointer="/language"),
            language=language,
            first=languages[0],
            fixed=", ".join([language, *others]),
        )
    for position, tag in enumerate(languages):
        if tag in languages[:position]:
            yield CONFIG_CODES.not_allowed.at(
                Place(PROJECT_FILE_NAME, pointer=f"/languages/{position}"),
                variant="repeated",
                label={"en": "`languages`", "zh": "`languages` "},
            )


def _check_colours(emptied: AbstractSet[str], text: str) -> Iterator[Finding]:
    for name in ("accent", "accent_dark"):
        pointer = f"/theme_options/{name}"
        commented = re.search(rf"\b{name}: *(#\w+)", text)
        if pointer in emptied and commented is not None:
            yield CONFIG_UNQUOTED_COLOUR.at(
                Place(PROJECT_FILE_NAME, pointer=pointer, on="key"),
                name=name,
                colour=read_colour(commented[1]) or "#0b5c66",
            )


def _unknown_languages(values: Mapping[str, Any]) -> Iterator[Finding]:
    written = {"/language": values.get("language")}
    written |= {f"/languages/{place}": tag for place, tag in enumerate(values.get("languages", ()))}
    for pointer, tag in written.items():
        if tag is not None and not is_language_tag(tag):
            suggestion = tag_meant(tag)
            yield CONFIG_UNKNOWN_LANGUAGE.at(
                Place(PROJECT_FILE_NAME, pointer=pointer),
                language=tag,
                hint=did_you_mean(suggestion),
                suggestion=suggestion,
            )


def _check_timezone(values: Mapping[str, Any]) -> Iterator[Finding]:
    name = values.get("timezone")
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        known = available_timezones()
        # A machine without any time zones can say nothing of one.
        if known:
            suggestion = _BY_CITY.get(name.rpartition("/")[2].lower())
            # The nearest name of GMT+1 is another offset.
            if suggestion is None and not re.search("[0-9]", name):
                suggestion = closest(name, known)
            yield CONFIG_UNKNOWN_TIMEZONE.at(
                Place(PROJECT_FILE_NAME, pointer="/timezone"),
                name=name,
                hint=did_you_mean(suggestion),
                suggestion=suggestion,
            )


def _check_address(values: Mapping[str, Any]) -> Iterator[Finding]:
    address = values.get("base_url")
    if address is None:
        return
    try:
        parts = urlsplit(address)
        sound = bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        yield CONFIG_CODES.bad_format.at(
            Place(PROJECT_FILE_NAME, pointer="/base_url"),
            label={"en": "`base_url`", "zh": "`base_url` "},
            expected=PROPERTY_FORMS["base_url"],
            value=shortened(address),
            advice={
                "en": "write https://, a host, and a port of 1 to 65535 where there is one",
                "zh": "请写 https:// 加主机名；有端口时，端口应在 1 到 65535 之间",
            },
        )


def _check_vocabulary(values: Mapping[str, Any]) -> Iterator[Finding]:
    for name, terms in values.get("vocabulary", {}).items():
        met: set[str] = set()
        for position, term in enumerate(terms):
            if term["id"] in met:
                yield CONFIG_REPEATED_TERM.at(
                    Place(PROJECT_FILE_NAME, pointer=f"/vocabulary/{name}/{position}/id"),
                    id=term["id"],
                    name=name,
                )
            met.add(term["id"])


def _check_scale(values: Mapping[str, Any]) -> Iterator[Finding]:
    scale = values.get("reviews", {}).get("scale")
    if scale is not None and scale["min"] >= scale["max"]:
        yield CONFIG_CODES.out_of_range.at(
            Place(PROJECT_FILE_NAME, pointer="/reviews/scale/max"),
            label={"en": "`max`", "zh": "`max` "},
            value=f"{scale['max']:g}",
            limit={
                "en": f"it must be above `min`, {scale['min']:g}",
                "zh": f"必须大于 `min`（{scale['min']:g}）",
            },
        )


# China has one time, and its zone is named after a city that few look for.
_BY_CITY: Final = MappingProxyType(
    {
        "beijing": "Asia/Shanghai",
        "peking": "Asia/Shanghai",
        "shenzhen": "Asia/Shanghai",
        "guangzhou": "Asia/Shanghai",
        "china": "Asia/Shanghai",
        "cst": "Asia/Shanghai",
    }
)


def _shape(value: Any) -> str:
    return "list" if isinstance(value, list) else ""
