"""Documents as they were in a commit, read from one file at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from builders.handbooks import builtin_kinds
from builders.repositories import Scratch, new_project
from planbook.model.settings import Limits, Settings
from planbook.reading.git.head import find_head
from planbook.reading.git.versions import Version, Versions, unit_of

SETTINGS = Settings(language="en", languages=("en", "zh"), limits=Limits(file_size=5_000))
CRM = "content/tools/crm.yaml"
NONE: Mapping[str, str] = {}


@pytest.fixture
def project(tmp_path: Path) -> Scratch:
    return new_project(tmp_path, "plans")


@pytest.fixture
def versions(project: Scratch) -> Iterator[Versions]:
    head = find_head(project.root)
    assert head is not None
    found = Versions(head, SETTINGS, builtin_kinds())
    yield found
    found.close()


def ids(version: Version) -> list[str]:
    return [document.id for document in version.documents]


def test_a_file_is_read_by_its_commit_and_path_or_by_its_contents(
    project: Scratch, versions: Versions
) -> None:
    first = project.git("rev-parse", "HEAD")
    blob = project.git("rev-parse", f"HEAD:plans/{CRM}")
    project.change(CRM, "id: crm", "id: other")
    second = project.commit()
    assert ids(versions.read((CRM,), first, NONE)) == ["crm"]
    assert ids(versions.read((CRM,), second, NONE)) == ["other"]
    assert ids(versions.read((CRM,), second, {CRM: blob})) == ["crm"]
    assert ids(versions.read((CRM,), f"{second}^", NONE)) == ["crm"]


def test_what_was_read_once_is_not_read_again(project: Scratch, versions: Versions) -> None:
    commit = project.git("rev-parse", "HEAD")
    assert versions.read((CRM,), commit, NONE) is versions.read((CRM,), commit, NONE)
    assert versions.reads == 1


def test_a_file_that_was_not_there_holds_nothing(project: Scratch, versions: Versions) -> None:
    commit = project.git("rev-parse", "HEAD")
    assert versions.read(("content/tools/none.yaml",), commit, NONE) == Version()
    assert versions.read((CRM,), commit, {CRM: ""}) == Version()


@pytest.mark.parametrize(
    "text",
    [
        "kind: tool\n  id: [",
        "kind: nothing-known\nid: crm\n",
        "kind: tool\nid: crm\nnotes: " + "x" * 6_000,
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    ],
)
def test_what_nobody_can_read_is_not_readable(
    project: Scratch, versions: Versions, text: str
) -> None:
    project.write(CRM, text)
    commit = project.commit()
    blob = project.git("rev-parse", f"HEAD:plans/{CRM}")
    assert versions.read((CRM,), commit, {CRM: blob}) == Version(is_readable=False)


def test_a_document_with_mistakes_is_kept_apart(project: Scratch, versions: Versions) -> None:
    project.change(CRM, "id: crm", "id: crm\ncolour: red")
    found = versions.read((CRM,), project.commit(), NONE)
    assert (found.documents, [one.id for one in found.faulty]) == ((), ["crm"])
    assert found.is_readable


def test_the_tables_of_a_metric_are_those_of_the_commit(
    project: Scratch, versions: Versions
) -> None:
    path, table = "content/metrics/channel-revenue.yaml", "content/metrics/channel-revenue.csv"
    before = project.git("rev-parse", "HEAD")
    project.write(table, f"{project.read(table).rstrip()}\n2026-09-05,bea-stone,100\n")
    after = project.commit()
    counts = [
        len(versions.read((path,), commit, NONE).documents[0].values["values"])
        for commit in (before, after)
    ]
    assert counts[1] == counts[0] + 1


def test_a_chapter_is_read_from_the_files_of_all_its_languages(
    project: Scratch, versions: Versions
) -> None:
    project.write("content/handbook/goals.zh.md", "---\ntitle: 目标\n---\n\n正文\n")
    commit = project.commit()
    files = unit_of("content/handbook/goals.zh.md", SETTINGS.languages)
    assert files == unit_of("content/handbook/goals.md", SETTINGS.languages)
    (chapter,) = versions.read(files, commit, NONE).documents
    assert chapter.values["body"].keys() == {"en", "zh"}


@pytest.mark.parametrize(
    "path",
    ["planbook.yaml", "content/README.md", "content/_a/a.yaml", "content/a.png", "content/a\nb.md"],
)
def test_other_files_hold_no_documents(path: str) -> None:
    assert unit_of(path, ("en",)) == ()


def test_a_copy_of_the_process_reads_by_itself(project: Scratch, versions: Versions) -> None:
    commit = project.git("rev-parse", "HEAD")
    assert ids(versions.read((CRM,), commit, NONE)) == ["crm"]
    out, into = os.pipe()
    copy = os.fork()
    if not copy:
        found = versions.read(("content/teams/channel-sales.yaml",), commit, NONE)
        os.write(into, ",".join(ids(found)).encode())
        os._exit(0)
    os.waitpid(copy, 0)
    assert os.read(out, 100) == b"channel-sales"
    # What the copy asked for is not answered here.
    assert ids(versions.read(("content/objectives/revenue.yaml",), commit, NONE)) == [
        "revenue-2026"
    ]
    os.close(out)
    os.close(into)
