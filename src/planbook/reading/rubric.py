"""The SMART rubric: the built-in one, or the one that a project puts in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec

from planbook.diagnostics.codes.rubric import RUBRIC_FILE_CODES, RUBRIC_POINTS_DO_NOT_ADD_UP
from planbook.diagnostics.codes.yaml import YAML_EMPTY_DOCUMENT, YAML_NOT_A_MAPPING
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.pointer import escape_pointer
from planbook.model.field import Kind
from planbook.model.rubric import Rubric
from planbook.model.settings import Limits
from planbook.quantities import plain
from planbook.reading.checking import check_values, checker_of
from planbook.reading.mistake_places import Whereabouts
from planbook.reading.project import of_project, read_project_text
from planbook.reading.project_folder import SCHEMA_FOLDER
from planbook.reading.resources import builtin_schemas, holds_contract
from planbook.reading.schemas import RUBRIC_FILE, compile_file_schema, load_builtin_schemas
from planbook.reading.tidying import in_languages
from planbook.reading.yaml_values import read_yaml

RUBRIC_FILE_NAME: Final = "smart.rubric.yaml"
RUBRIC_PATH: Final = f"{SCHEMA_FOLDER}/{RUBRIC_FILE_NAME}"
_LANGUAGES: Final = ("en", "zh")


def read_rubric(root: Path, language: str = "en") -> Outcome[Rubric | None]:
    """Return the rubric of the project in ``root``: its own where it has one, else the built-in.

    Words without a language in it are in ``language``. Where the project's own is wrong the
    value is None, and the findings are the project's: they lead to exit code 2.
    """
    if not _has_own(root):
        return Outcome(builtin_rubric())
    text = read_project_text(root, RUBRIC_PATH)
    if text.value is None:
        return Outcome(None, tuple(of_project(finding) for finding in text.findings))
    parsed = parse_rubric(text.value, language)
    return Outcome(parsed.value, tuple(of_project(finding) for finding in parsed.findings))


def rubric_texts(root: Path) -> Mapping[str, str]:
    """Return the text of the project's own rubric by its path, where it has one."""
    text = read_project_text(root, RUBRIC_PATH).value if _has_own(root) else None
    return MappingProxyType({} if text is None else {RUBRIC_PATH: text})


@cache
def builtin_rubric() -> Rubric:
    """Return the rubric that comes with planbook."""
    text = (builtin_schemas() / RUBRIC_FILE_NAME).read_text("utf-8")
    parsed = parse_rubric(text, "en")
    if parsed.value is None:
        raise ValueError(f"the built-in rubric is wrong: {parsed.findings}")
    return parsed.value


def parse_rubric(text: str, language: str) -> Outcome[Rubric | None]:
    """Return the rubric that ``text`` holds, or None with a finding for each mistake."""
    place = Place(RUBRIC_PATH)
    # The built-in rubric has some thousand values; a project's own has no reason to have more.
    read = read_yaml(text, RUBRIC_PATH, Limits())
    if read.findings or read.broken:
        return Outcome(None, tuple(read.findings))
    document = next((found for found in read.documents if found.value is not None), None)
    if document is None:
        return Outcome(None, (YAML_EMPTY_DOCUMENT.at(place),))
    if not isinstance(document.value, dict):
        shape = "list" if isinstance(document.value, list) else ""
        return Outcome(None, (YAML_NOT_A_MAPPING.at(place, variant=shape),))
    kind = compile_file_schema(load_builtin_schemas(), RUBRIC_FILE)
    parent = {"en": RUBRIC_FILE_NAME, "zh": f" {RUBRIC_FILE_NAME} "}
    languages = tuple(dict.fromkeys((language, *_LANGUAGES)))
    where = Whereabouts(RUBRIC_PATH, document.index, "", parent, languages)
    tidied, findings = check_values(
        document.value, document.written, checker_of(kind), where, RUBRIC_FILE_CODES
    )
    if findings:
        return Outcome(None, findings)
    findings = tuple(_check_sums(tidied.values, kind, document.index))
    if findings:
        return Outcome(None, findings)
    filled = in_languages(tidied.values, kind.field, language)
    return Outcome(msgspec.convert({**filled, "path": RUBRIC_PATH}, Rubric, strict=False))


def _check_sums(values: Mapping[str, Any], kind: Kind, document: int) -> Iterator[Finding]:
    """Yield a finding for each group whose figures do not add up to what the schema demands."""
    for name, schema in kind.schema["properties"].items():
        demand = schema.get("x-sum")
        if demand is None:
            continue
        groups: dict[str, list[str]] = defaultdict(list)
        for id_, entry in values[name].items():
            groups[entry[demand["by"]]].append(id_)
        for group in schema["additionalProperties"]["properties"][demand["by"]]["enum"]:
            total = sum(
                (Decimal(str(values[name][id_][demand["of"]])) for id_ in groups[group]), Decimal(0)
            )
            if total != demand["total"]:
                last = groups[group][-1:]
                yield RUBRIC_POINTS_DO_NOT_ADD_UP.at(
                    Place(
                        RUBRIC_PATH,
                        document,
                        f"/{name}" + "".join(f"/{escape_pointer(id_)}/points" for id_ in last),
                    ),
                    variant="" if groups[group] else "empty",
                    letter=group,
                    sum=plain(total),
                    total=demand["total"],
                    checks=", ".join(f"`{id_}`" for id_ in groups[group]),
                )


def _has_own(root: Path) -> bool:
    own = root / SCHEMA_FOLDER / RUBRIC_FILE_NAME
    return own.exists() and not holds_contract(own.parent)
