"""Diagnostics as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from planbook.diagnostics.diagnostic import Diagnostic, Note
from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fingerprints import fingerprints_of
from planbook.diagnostics.run import Run
from planbook.diagnostics.span import Span
from planbook.diagnostics.subjects import subject_of
from planbook.diagnostics.terminal import safe
from planbook.language import words_in

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "note",
}
# What a message may link to: in SARIF `[words](address)` is a link.
_LINK: Final = re.compile(r"\[(?=[^\[\]]*\]\()")


def render_sarif(run: Run) -> str:
    """Return the run as JSON, with a line end.

    Addresses of files count from the repository's root. What was allowed where it stands is there
    too, and says so.
    """
    told = (*run.diagnostics, *run.suppressed)
    codes = _codes_of(run, told)
    index = {name: number for number, name in enumerate(codes)}
    results = [
        _result(run, found, fingerprint, index)
        for found, fingerprint in zip(told, fingerprints_of(told), strict=True)
    ]
    for result in results[len(run.diagnostics) :]:
        result["suppressions"] = [{"kind": "inSource"}]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "planbook",
                        "version": run.version,
                        "semanticVersion": run.version,
                        "language": run.language,
                        **_information(run),
                        "rules": [_rule(run, code) for code in codes.values()],
                    }
                },
                "automationDetails": {"id": "planbook/"},
                "columnKind": "unicodeCodePoints",
                "language": run.language,
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The root of the repository."}}
                },
                "invocations": [{"executionSuccessful": run.content_was_read}],
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _information(run: Run) -> dict[str, str]:
    if run.pages is None or run.pages.is_local:
        return {}
    return {"informationUri": run.pages.address("index", run.language)}


def _codes_of(run: Run, told: Iterable[Diagnostic]) -> dict[str, Code]:
    """Return the codes of what is told, by name and in the order of names."""
    return {name: run.codes[name] for name in sorted({found.code for found in told})}


def _rule(run: Run, code: Code) -> dict[str, Any]:
    preferred = (run.language, "en")
    what, why = words_in(code.what, preferred), words_in(code.why, preferred)
    address = run.address(code.name)
    more = {"text": f"{what} {why}".strip(), "markdown": _help_page(run, code)}
    return {
        "id": code.name,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        "shortDescription": {"text": what},
        "fullDescription": {"text": f"{what} {why}".strip()},
        "help": more,
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"tags": [subject_of(code.name).name]},
    }


def _help_page(run: Run, code: Code) -> str:
    """Return the page of a code in Markdown: all of it is planbook's own words."""
    preferred = (run.language, "en")
    parts = [words_in(code.what, preferred), words_in(code.why, preferred)]
    for heading, example in (
        ({"en": "Wrong:", "zh": "错误写法："}, code.bad),
        ({"en": "Right:", "zh": "正确写法："}, code.good),
    ):
        if example:
            fence = f"```yaml\n{example.rstrip()}\n```"
            parts.append(f"{words_in(heading, preferred)}\n\n{fence}")
    parts.append(f"`planbook explain {code.name}`")
    return "\n\n".join(part for part in parts if part)


def _result(
    run: Run, found: Diagnostic, fingerprint: str, index: Mapping[str, int]
) -> dict[str, Any]:
    sentences = filter(None, (run.message(found), run.help(found)))
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": index[found.code],
        "level": _LEVELS[found.severity],
        "message": {"text": _plain("\n".join(sentences))},
        "locations": [_location(run, found.path, found.span)],
        "partialFingerprints": {"planbook/v1": fingerprint},
    }
    if found.subject:
        kind, _, id_ = found.subject.partition(":")
        about = {"name": safe(id_ or kind), "fullyQualifiedName": safe(found.subject)}
        result["locations"][0]["logicalLocations"] = [about]
    if found.notes:
        result["relatedLocations"] = [_related(run, note) for note in found.notes]
    return result


def _related(run: Run, note: Note) -> dict[str, Any]:
    return {**_location(run, note.path, note.span), "message": {"text": _plain(run.note(note))}}


def _location(run: Run, path: str, span: Span | None) -> dict[str, Any]:
    """Return a place; one that is none in its file is the first line, which services insist on."""
    place = span or Span(1, 1, 1, 1)
    region = {"startLine": place.line, "startColumn": place.column}
    if span is not None:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(run.path(path)), "uriBaseId": _ROOT},
            "region": region,
        }
    }


def _uri(path: str) -> str:
    """Return ``path`` with its bytes escaped; of a name that is no text, those on the disk."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"), safe="/")
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "surrogatepass"), safe="/")


def _plain(text: str) -> str:
    """Return ``text`` without a link in it: a file must not send anybody anywhere."""
    return _LINK.sub(r"\\[", text)
