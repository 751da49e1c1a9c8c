"""The units of reading: each by itself gives what the whole gives of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook import processes
from planbook.diagnostics.finding import Finding
from planbook.reading.documents import (
    RawDocument,
    chapters_in,
    fill_tables,
    parse_chapter,
    parse_documents,
    parse_file,
)
from planbook.reading.project import Project, read_project
from planbook.reading.series_columns import TABLES
from planbook.reading.sources import Sources, discover_sources
from planbook.reading.validation import DocumentValidator, some_ids, validate_documents

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def project() -> Project:
    project = read_project(ROOT).value.project
    assert project is not None
    return project


@pytest.fixture(scope="module")
def sources(project: Project) -> Sources:
    return discover_sources(ROOT, project.settings.limits).value


def _parsed_one_by_one(sources: Sources, project: Project) -> list[RawDocument]:
    files = [parse_file(source, project.settings) for source in sources.documents]
    files += [
        parse_chapter(files, project.settings)
        for files in chapters_in(sources.chapters, project.settings.languages)
    ]
    return sorted((raw for file in files for raw in file.documents), key=lambda r: r.origin.order)


def test_files_parsed_one_by_one_are_the_project(sources: Sources, project: Project) -> None:
    whole = parse_documents(sources, project.settings).value.documents
    single = _parsed_one_by_one(sources, project)
    assert len(single) > 50
    with_tables = {raw.origin.order for raw in whole if raw.origin.tables}
    assert with_tables
    others = [raw for raw in single if raw.origin.order not in with_tables]
    assert others == [raw for raw in whole if raw.origin.order not in with_tables]


def test_tables_are_asked_for_by_the_document_that_names_them(
    sources: Sources, project: Project
) -> None:
    asked = set()

    class Rows(dict):  # type: ignore[type-arg]
        def __missing__(self, key: tuple[str, object]) -> tuple[()]:
            asked.add(key[0])
            return ()

    for raw in _parsed_one_by_one(sources, project):
        fill_tables(raw, sources, Rows())
        if raw.values.get("kind") != "metric":
            assert not asked
        named = {Path(str(raw.values.get(sort.named_in))).name for sort in TABLES}
        assert {Path(path).name for path in asked} <= named
        asked.clear()


def test_documents_checked_one_by_one_are_the_project(sources: Sources, project: Project) -> None:
    parsed = parse_documents(sources, project.settings).value
    whole = validate_documents(parsed, project.kinds, project.settings)
    ids = some_ids(parsed.documents, project.settings)
    documents, findings = [], list[Finding]()
    for raw in parsed.documents:
        # A validator of its own: nothing is left over from another document.
        one = DocumentValidator(project.kinds, project.settings, ids).validate(raw)
        findings += one.findings
        if one.document is not None and not one.is_faulty:
            documents.append(one.document)
    assert tuple(documents) == whole.value.documents
    assert tuple(findings) == whole.findings


def test_two_processes_read_what_one_does(
    sources: Sources, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = parse_documents(sources, project.settings)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    monkeypatch.setattr(processes.map_in_two, "__kwdefaults__", {"worth": 2})
    assert parse_documents(sources, project.settings) == alone
