"""How much a run does again: no more than what read what has changed."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from builders.content_edits import TODAY, make_project
from builders.sites import tree_of
from planbook.as_of import fixed_as_of
from planbook.keeping import KeptRun, begin_run
from planbook.model.edition import Edition
from planbook.pipeline import Request
from planbook.reading import file_marks
from planbook.recorded import content

GOAL = "content/people/wang-jing/goals/revenue.yaml"
TEAM = Edition()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    make_project(tmp_path)
    build(tmp_path)
    return tmp_path


def build(root: Path, edition: Edition = TEAM, days: int = 0) -> tuple[Counter[str], set[str]]:
    """Build, and return how many units of each table ran and what was written."""
    as_of = fixed_as_of(TODAY + timedelta(days))
    run = begin_run(root, as_of, edition, None, 1)
    assert isinstance(run, KeptRun)
    report = run.build(Request(Path(f"site-{edition.name}"), edition, jobs=1)).report
    assert report is not None
    run.keep()
    return run._run.recorder.runs, set(report.changed)


def edit(root: Path, old: str, new: str) -> None:
    place = root / GOAL
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


def test_edited_confidence_parses_one_file_and_renders_what_shows_it(project: Path) -> None:
    before = tree_of(project / "site-team")
    edit(project, "confidence: 0.7 ", "confidence: 0.4 ")
    runs, changed = build(project)
    after = tree_of(project / "site-team")
    assert runs["understood"] == 1
    assert changed == {path for path in after if after[path] != before.get(path) and path[0] != "."}
    assert "goals/wang-jing-2026-q4-revenue/index.html" in changed
    assert len(changed) < len(after) / 4


def test_blank_line_renders_nothing(project: Path) -> None:
    edit(project, "specific: ", "\nspecific: ")
    runs, changed = build(project)
    assert runs["understood"] == 1
    assert not changed


def test_nothing_changed_reads_nothing_and_writes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The marks of files that were changed just before are believed from the second look on.
    build(project)
    kept = (project / ".planbook/store.sqlite").stat()

    def refuse(*given: object) -> bytes:
        raise AssertionError(given)

    monkeypatch.setattr(file_marks, "read_file", refuse)
    monkeypatch.setattr(content, "read_file", refuse)
    runs, changed = build(project)
    assert not runs
    assert not changed
    after = (project / ".planbook/store.sqlite").stat()
    assert (after.st_mtime_ns, after.st_ino) == (kept.st_mtime_ns, kept.st_ino)


def test_another_day_reads_no_document_again(project: Path) -> None:
    runs, _ = build(project, days=1)
    assert runs
    for table in ("text", "understood", "outline", "document", "record", "references"):
        assert not runs[table], table


def test_another_edition_shares_what_is_known_of_the_content(project: Path) -> None:
    runs, _ = build(project, Edition("public"))
    assert runs["public/view"]
    for table in ("understood", "outline", "references", "told", "record"):
        assert not runs[table], table
