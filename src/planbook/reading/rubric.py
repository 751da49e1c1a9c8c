"""The SMART rubric: the built-in one, with what a project changes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args

import msgspec

from planbook.diagnostics.codes.rubric import (
    RUBRIC_FILE_CODES,
    RUBRIC_POINTS_DO_NOT_ADD_UP,
    RUBRIC_UNKNOWN_CASE,
    RUBRIC_UNKNOWN_CHECK,
)
from planbook.diagnostics.codes.yaml import YAML_EMPTY_DOCUMENT, YAML_NOT_A_MAPPING
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.pointer import escape_pointer
from planbook.diagnostics.suggestions import closest, did_you_mean, in_a_row, listed
from planbook.language import Text
from planbook.model.rubric import Rubric, RubricLetter
from planbook.model.settings import Limits
from planbook.quantities import plain
from planbook.reading.checking import check_values, checker_of, cuts_in_texts
from planbook.reading.files import ReadError
from planbook.reading.normalizing import in_languages
from planbook.reading.project import of_project, read_project_text
from planbook.reading.project_files import ProjectFiles, files_of
from planbook.reading.project_folder import SCHEMA_FOLDER
from planbook.reading.resources import builtin_schemas, holds_contract
from planbook.reading.schema_messages.lookup import CheckedSubject
from planbook.reading.schemas import RUBRIC_FILE, compile_file_schema, load_builtin_schemas
from planbook.reading.yaml_values import read_yaml

RUBRIC_FILE_NAME: Final = "smart.rubric.yaml"
RUBRIC_PATH: Final = f"{SCHEMA_FOLDER}/{RUBRIC_FILE_NAME}"
_LANGUAGES: Final = ("en", "zh")
_ALL: Final = Decimal(100)
_HUNDREDTH: Final = Decimal("0.01")
_CASE: Final[Text] = {"en": "case", "zh": "情形"}
_LIMIT: Final[Text] = {"en": "limit", "zh": "界限"}


def read_rubric(project: Path | ProjectFiles, language: str = "en") -> Outcome[Rubric | None]:
    """Return the rubric of ``project``: the built-in one, with its own changes.

    Words without a language in it are in ``language``. Where the project's own is wrong the
    value is None, and the findings are the project's: they lead to exit code 2.
    """
    files = files_of(project)
    if not _has_own(files):
        return Outcome(builtin_rubric())
    text = read_project_text(files, RUBRIC_PATH)
    if text.value is None:
        return Outcome(None, tuple(of_project(finding) for finding in text.findings))
    parsed = parse_rubric(text.value, language)
    return Outcome(parsed.value, tuple(of_project(finding) for finding in parsed.findings))


def rubric_texts(project: Path | ProjectFiles) -> Mapping[str, str]:
    """Return the text of the project's own rubric by its path, where it has one."""
    files = files_of(project)
    text = read_project_text(files, RUBRIC_PATH).value if _has_own(files) else None
    return MappingProxyType({} if text is None else {RUBRIC_PATH: text})


@cache
def builtin_rubric() -> Rubric:
    """Return the rubric that comes with planbook."""
    return _rubric_of(_builtin_values())


def parse_rubric(text: str, language: str) -> Outcome[Rubric | None]:
    """Return the built-in rubric with what ``text`` changes, or None with the mistakes of it.

    What stands there wins: a word in its language, a case or a check in each of its fields.
    """
    own = _read_values(text, language)
    if own.value is None:
        return Outcome(None, own.findings)
    builtin = _builtin_values()
    findings = tuple(_check_names(own.value, builtin))
    if findings:
        return Outcome(None, findings)
    merged = _merged(builtin, own.value)
    findings = (*_check_suggestions(merged), *_check_sums(own.value, merged))
    return Outcome(None, findings) if findings else Outcome(_rubric_of(merged))


def _rubric_of(values: Mapping[str, Any]) -> Rubric:
    filled = {name: value for name, value in values.items() if name != "weights"}
    filled["checks"] = _weighed(values)
    return msgspec.convert({**filled, "path": RUBRIC_PATH}, Rubric, strict=False)


@cache
def _builtin_values() -> Mapping[str, Any]:
    text = (builtin_schemas() / RUBRIC_FILE_NAME).read_text("utf-8")
    read = _read_values(text, "en")
    if read.value is None:
        raise ValueError(f"the built-in rubric is wrong: {read.findings}")
    return read.value


def _read_values(text: str, language: str) -> Outcome[Mapping[str, Any] | None]:
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
    where = CheckedSubject(RUBRIC_PATH, document.index, "", parent, languages)
    normalized, findings = check_values(
        document.value, document.written, checker_of(kind), where, RUBRIC_FILE_CODES
    )
    if findings:
        return Outcome(None, findings)
    filled = in_languages(normalized.values, kind.field, language)
    return Outcome(filled, cuts_in_texts(read.cuts, kind.field))


def _merged(below: Any, above: Any) -> Any:
    if not (isinstance(below, Mapping) and isinstance(above, Mapping)):
        return above
    return {
        **below,
        **{name: _merged(below.get(name), value) for name, value in above.items()},
    }


def _check_names(own: Mapping[str, Any], builtin: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the checks, cases and limits of ``own`` that the built-in rubric does not have."""
    known = builtin["checks"]
    for id_, check in own.get("checks", {}).items():
        pointer = f"/checks/{escape_pointer(id_)}"
        if id_ not in known:
            yield RUBRIC_UNKNOWN_CHECK.at(
                Place(RUBRIC_PATH, pointer=pointer, on="key"),
                name=id_,
                hint=did_you_mean(near := closest(id_, known)),
                suggestion=near,
                known=in_a_row(known),
            )
            continue
        for part, word in (("cases", _CASE), ("limits", _LIMIT)):
            names = known[id_].get(part, {})
            for name in check.get(part, {}):
                if name not in names:
                    yield RUBRIC_UNKNOWN_CASE.at(
                        Place(
                            RUBRIC_PATH,
                            pointer=f"{pointer}/{part}/{escape_pointer(name)}",
                            on="key",
                        ),
                        check=id_,
                        part=word,
                        name=name,
                        hint=did_you_mean(near := closest(name, names)),
                        suggestion=near,
                        known=in_a_row(names),
                    )


def _check_suggestions(merged: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the cases that earn less than all and do not say what would earn it."""
    for id_, check in merged["checks"].items():
        for name, case in check["cases"].items():
            if case["earns"] != "full" and not case.get("suggest"):
                yield RUBRIC_FILE_CODES.missing.at(
                    Place(RUBRIC_PATH, pointer=f"/checks/{id_}/cases/{name}", on="key"),
                    subject="",
                    name="suggest",
                    where={"en": f" in `{name}`", "zh": f" `{name}` "},
                    example="suggest: …",
                )


def _check_sums(own: Mapping[str, Any], merged: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding where the points, or the weights, do not add up to a hundred."""
    sums = _points_by_letter(merged["checks"])
    if "weights" not in merged:
        total = sum(sums.values(), Decimal(0))
        if total != _ALL:
            before = _builtin_values()["checks"]
            changed = [
                id_
                for id_, check in own.get("checks", {}).items()
                if check.get("points", before[id_]["points"]) != before[id_]["points"]
            ]
            place = "".join(f"/{escape_pointer(id_)}/points" for id_ in changed[-1:])
            yield RUBRIC_POINTS_DO_NOT_ADD_UP.at(
                Place(RUBRIC_PATH, pointer=f"/checks{place}"),
                sum=plain(total),
                letters=listed(f"{letter} {plain(points)}" for letter, points in sums.items()),
                weights="{" + ", ".join(f"{letter}: 20" for letter in sums) + "}",
            )
        return
    given = {letter: Decimal(str(weight)) for letter, weight in merged["weights"].items()}
    total = sum(given.values(), Decimal(0))
    others = [letter for letter in sums if letter not in given and sums[letter]]
    if total > _ALL or (total < _ALL and not others):
        whole = Place(RUBRIC_PATH, pointer="/weights", on="key")
        yield RUBRIC_POINTS_DO_NOT_ADD_UP.at(whole, variant="weights", sum=plain(total))
    for letter, weight in given.items():
        if weight and not sums[letter]:
            yield RUBRIC_POINTS_DO_NOT_ADD_UP.at(
                Place(RUBRIC_PATH, pointer=f"/weights/{letter}"),
                variant="empty",
                letter=letter,
                worth=plain(weight),
            )


def _weighed(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the checks of ``values`` with the points that they are worth out of a hundred."""
    checks = {id_: {**check} for id_, check in values["checks"].items()}
    if "weights" not in values:
        return checks
    sums = _points_by_letter(checks)
    weights = {letter: Decimal(str(weight)) for letter, weight in values["weights"].items()}
    rest = {letter: points for letter, points in sums.items() if letter not in weights}
    weights.update(_shared(_ALL - sum(weights.values(), Decimal(0)), rest))
    for letter, weight in weights.items():
        points = {
            id_: Decimal(str(check["points"]))
            for id_, check in checks.items()
            if check["letter"] == letter
        }
        for id_, share in _shared(weight, points).items():
            checks[id_]["points"] = share
    return checks


def _shared(whole: Decimal, parts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return ``whole`` shared out in the proportion of ``parts``, to the hundredth, exactly."""
    total = sum(parts.values(), Decimal(0))
    shares: dict[str, Decimal] = {}
    for name, part in parts.items():
        # Each takes its share of what the ones before have left, so that nothing remains.
        share = (whole * part / total).quantize(_HUNDREDTH) if total else Decimal(0)
        shares[name], whole, total = share, whole - share, total - part
    return shares


def _points_by_letter(checks: Mapping[str, Any]) -> dict[str, Decimal]:
    sums = dict.fromkeys(get_args(RubricLetter), Decimal(0))
    for check in checks.values():
        sums[check["letter"]] += Decimal(str(check["points"]))
    return sums


def _has_own(files: ProjectFiles) -> bool:
    own = files.resolve(RUBRIC_PATH)
    return not isinstance(own, ReadError) and not holds_contract(files, SCHEMA_FOLDER)
