"""One changed file in a small project, read and judged like any other: what is wrong with that."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from random import Random
from typing import Final

from builders.handbooks import SETTINGS, builtin_kinds
from fuzz.corpus import ROOT, corpus
from fuzz.mutations import mutate
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding
from planbook.diagnostics.render_concise import render_concise
from planbook.diagnostics.render_text import render_text
from planbook.linking.link import link_handbook
from planbook.linting import lint_handbook
from planbook.reading.decoding import decode_table, decode_text
from planbook.reading.documents import parse_documents
from planbook.reading.locations import locate_findings
from planbook.reading.project import read_settings
from planbook.reading.schemas import Overlay, compile_kinds, load_builtin_schemas
from planbook.reading.sources import Source, Sources
from planbook.reading.validation import validate_documents
from planbook.rules import RULES

AS_OF: Final = date(2026, 9, 10)
LONGEST: Final = 5.0
"""How many seconds one file may take."""


@cache
def _neighbours() -> tuple[Source, ...]:
    folder = ROOT / "schemas" / "examples"
    return tuple(
        Source(f"content/examples/{path.name}", path.read_text("utf-8"))
        for path in (folder / f"{kind}.yaml" for kind in ("person", "role", "objective", "team"))
    )


def check_file(path: str, content: bytes) -> Iterator[str]:
    """Yield what is wrong with how the file is judged; nothing is wrong with the file being bad."""
    yield from check_files({path: content})


def check_files(contents: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is wrong with how a project with these files is judged."""
    began = time.process_time()
    try:
        diagnostics = _judge(contents)
        render_concise(diagnostics, "en")
        render_text(diagnostics, "zh")
    except Exception:  # a crash is what is looked for
        yield traceback.format_exc(limit=-4)
        return
    took = time.process_time() - began
    if took > LONGEST:
        yield f"it took {took:.1f} s"
    for one in diagnostics:
        content = contents.get(one.path, b"\n" * 10_000)
        lines = content.count(b"\n") + content.count(b"\r") + 1
        if one.span is None:
            yield f"{one.path}: {one.code} has no line: {one.message['en']}"
        elif not 1 <= one.span.line <= lines:
            yield f"{one.path}: {one.code} stands on line {one.span.line} of {lines}"
        if not all(one.message.get(language) for language in ("en", "zh")):
            yield f"{one.path}: {one.code} is without words"


def _judge(contents: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    documents, chapters, series = list(_neighbours()), [], {}
    findings: list[Finding] = []
    for path, content in contents.items():
        decoded = (decode_table if path.endswith(".csv") else decode_text)(content, path)
        findings += decoded.findings
        if decoded.value is None:
            continue
        source = Source(path, decoded.value)
        if path == "planbook.yaml":
            read = read_settings(source.text, load_builtin_schemas())
            found += locate_findings(read.findings, Sources(), {path: source.text})
        elif path.endswith(".json"):
            overlay = Overlay(path, source.text)
            compiled = compile_kinds(load_builtin_schemas(), [overlay])
            found += locate_findings(compiled.findings, Sources(), {path: source.text})
        elif path.endswith(".csv"):
            series[path] = source
            documents.append(Source(f"{path}.yaml", _METRIC.format(path.rpartition("/")[2])))
        elif path.endswith(".md"):
            chapters.append(source)
        else:
            documents.append(source)
    sources = Sources(documents=tuple(documents), chapters=tuple(chapters), series=series)
    kinds = builtin_kinds()
    parsed = parse_documents(sources, SETTINGS)
    valid = validate_documents(parsed.value, kinds, SETTINGS)
    linked = link_handbook(valid.value, kinds, SETTINGS, sources.paths)
    linted = lint_handbook(linked.value, RULES, AS_OF)
    for stage in (parsed, valid, linked, linted):
        findings += stage.findings
    # What no document says of the settings stands in planbook.yaml.
    settings = {"planbook.yaml": "vocabulary: {}\n"}
    return (*found, *locate_findings(findings, sources, settings))


_METRIC: Final = (
    "kind: metric\nid: c\ntitle: C\nunit: 个\ndirection: up\naggregate: sum\nowner: w\n"
    "cadence: monthly\ndefinition: All\nsource: CRM\ndata: {}\n"
)
_TOGETHER: Final = 25
"""How many mutants stand in one project: schemas are compiled once for all of them."""


def check_mutants(count: int, seed: int) -> Iterator[str]:
    """Yield what is wrong with ``count`` mutated files, each with a way to make it again."""
    seeds = list(corpus())
    random = Random(seed)
    waiting: dict[str, bytes] = {}
    for number in range(count):
        path, content = seeds[number] if number < len(seeds) < count else random.choice(seeds)
        mutant = mutate(content, random)
        folder, _, name = path.rpartition("/")
        if folder.startswith("content"):
            waiting[f"{folder}/{number}-{name}"] = mutant
        else:
            yield from _told(seed, {path: mutant})
        if len(waiting) >= _TOGETHER:
            yield from _told(seed, waiting)
            waiting = {}
    yield from _told(seed, waiting)


def _told(seed: int, contents: Mapping[str, bytes]) -> Iterator[str]:
    if not contents or not any(True for _ in check_files(contents)):
        return
    # Somebody is to blame: each alone, so that the message shows one file.
    blamed = False
    for path, content in contents.items():
        for problem in check_file(path, content):
            blamed = True
            yield f"seed {seed}, {path}: {problem}\n{content[:600]!r}"
    if not blamed:
        yield f"seed {seed}: together only: {list(check_files(contents))[:3]}: {list(contents)}"
