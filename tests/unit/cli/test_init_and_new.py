"""``planbook init`` and ``planbook new``: what they write is sound, and nothing is written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planbook.cli.main import run
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.model.nouns import NOUNS
from planbook.pipeline import check_project


@pytest.fixture(params=["en", "zh"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new project in either language."""
    assert run(["-C", str(tmp_path), "init", "my team 计划", "--lang", request.param]) == 0
    return tmp_path / "my team 计划"


def findings(project: Path) -> tuple[Diagnostic, ...]:
    return check_project(project).diagnostics


def test_a_new_project_has_no_finding_and_one_of_each_kind(project: Path) -> None:
    checked = check_project(project)
    assert checked.diagnostics == ()
    assert checked.handbook is not None
    assert checked.handbook.by_kind.keys() == NOUNS.keys()


def test_a_new_project_builds_today_and_in_a_year(project: Path) -> None:
    for date in ("2026-09-10", "2027-12-31"):
        assert run(["-C", str(project), "build", "--as-of", date]) == 0
    assert (project / "site" / "index.html").exists()


def test_a_new_project_has_what_an_editor_needs(project: Path) -> None:
    settings = json.loads((project / ".vscode" / "settings.json").read_text("utf-8"))
    for schema in settings["yaml.schemas"]:
        parsed = json.loads((project / schema).read_text("utf-8"))
        assert "common.schema.json" not in json.dumps(parsed), "the editor would fetch it"


@pytest.mark.parametrize(
    ("service", "file"),
    [("github", ".github/workflows/handbook.yml"), ("gitlab", ".gitlab-ci.yml"), ("none", None)],
)
def test_the_service_gets_its_file_and_no_other(
    service: str, file: str | None, tmp_path: Path
) -> None:
    assert run(["-C", str(tmp_path), "init", "--ci", service]) == 0
    every = (".github/workflows/handbook.yml", ".gitlab-ci.yml")
    assert [path for path in every if (tmp_path / path).exists()] == ([file] if file else [])


@pytest.mark.parametrize("name", ["planbook.yaml", "README.md", ".gitignore", "content/mine.txt"])
def test_init_writes_over_nothing(name: str, tmp_path: Path) -> None:
    existing = tmp_path / name
    existing.parent.mkdir(exist_ok=True)
    existing.write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    assert run(["-C", str(tmp_path), "init"]) == 2
    assert sorted(tmp_path.rglob("*")) == before
    assert existing.read_text() == "mine"


@pytest.mark.parametrize("kind", sorted(NOUNS))
def test_a_new_document_of_every_kind_is_a_sound_draft(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "zh"]) == 0
    capsys.readouterr()
    assert run(["-C", str(tmp_path), "new", kind, "--from", "新的: 一份 # 文档"]) == 0
    path = tmp_path / capsys.readouterr().out.strip()
    text = path.read_text("utf-8")
    assert "\nstate: draft\n" in text
    assert '"新的: 一份 # 文档"' in text
    assert findings(tmp_path) == ()


def test_a_new_goal_goes_to_its_owner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    capsys.readouterr()
    folder = tmp_path / "content" / "people"
    assert run(["-C", str(folder), "new", "goal", "--owner", "bea-stone", "--from", "Sell"]) == 0
    assert capsys.readouterr().out == "bea-stone/goals/sell.yaml\n"
    assert "\nowner: bea-stone\n" in (folder / "bea-stone/goals/sell.yaml").read_text("utf-8")


@pytest.mark.parametrize("id_", ["../up", "Big", "a b", "-"])
def test_an_id_that_is_none_is_refused(id_: str, tmp_path: Path) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    before = sorted(tmp_path.rglob("*"))
    assert run(["-C", str(tmp_path), "new", "goal", "--id", id_]) == 2
    assert run(["-C", str(tmp_path), "new", "goal", "--owner", id_]) == 2
    assert sorted(tmp_path.rglob("*")) == before
