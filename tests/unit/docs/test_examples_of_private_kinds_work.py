"""The kinds and readers that the page on editions shows work as they are written."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from planbook.as_of import fixed_as_of
from planbook.editions import filter_for_edition
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.pipeline import check_project
from planbook.starter.project import starter_files

DOCS = Path(__file__).parents[3] / "docs"
TODAY = date(2026, 9, 10)


def lay(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def seen(root: Path, key: Key, viewer: str | None) -> bool:
    checked = check_project(root, fixed_as_of(TODAY))
    assert [(each.path, each.message) for each in checked.diagnostics] == []
    assert checked.handbook is not None
    return key in filter_for_edition(checked.handbook, Edition("team", viewer), TODAY).documents


@pytest.mark.parametrize("page", ["editions.md", "editions.zh.md"])
def test_the_private_kinds_and_the_reader_of_the_page_work_as_written(
    tmp_path: Path, page: str
) -> None:
    text = (DOCS / page).read_text("utf-8")
    interview, letter = re.findall(r"```json\n(.*?)```", text, re.S)
    readers, document = re.findall(r"```yaml\n(.*?)```", text, re.S)
    files = starter_files("en", TODAY, "none")
    for path, words in files.items():
        lay(tmp_path, path, words)
    settings = files["planbook.yaml"]
    lay(tmp_path, "planbook.yaml", settings + readers.replace("improvement]", "exit_interview]"))
    lay(tmp_path, "schemas/exit_interview.schema.json", interview)
    lay(tmp_path, "schemas/letter.schema.json", letter)
    lay(tmp_path, "content/exit-interviews/carl-brook.yaml", document)
    for type_ in ("thanks", "warning"):
        sent = {"kind": "letter", "id": type_, "title": type_, "to": "carl-brook", "type": type_}
        lay(tmp_path, f"content/letters/{type_}.yaml", json.dumps(sent))
    note = Key("exit_interview", "carl-brook")
    # Alex Reed leads Carl Brook, and Bea Stone wrote it.
    expected = {
        None: False,
        "carl-brook": False,
        "alex-reed": True,
        "bea-stone": True,
        "hr": True,
    }
    assert {viewer: seen(tmp_path, note, viewer) for viewer in expected} == expected
    warning = Key("letter", "warning")
    expected = {
        None: False,
        "carl-brook": True,
        "alex-reed": True,
        "bea-stone": False,
        "hr": False,
    }
    assert {viewer: seen(tmp_path, warning, viewer) for viewer in expected} == expected
    assert seen(tmp_path, Key("letter", "thanks"), None)
