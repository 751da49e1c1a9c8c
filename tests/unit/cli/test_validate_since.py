"""``planbook validate --since``: what is printed, and the exit code that follows from it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from builders.repositories import PERSON, Scratch, new_project
from planbook.cli.main import run

FEEDBACK = f"{PERSON}/feedback/visit.yaml"
GOAL = f"{PERSON}/goals/revenue.yaml"
LATE = "kind: tool\ntitle: Late\ntype: other\nowner: nobody-there\npurpose: X\n"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1789000000")
    made = new_project(tmp_path, "plans")
    made.write("content/tools/late.yaml", LATE)
    made.commit()
    made.git("branch", "--force", "main")
    return made


def test_older_errors_do_not_fail_a_change(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(scratch.root)
    assert run(["-C", folder, "--lang", "en", "validate"]) == 1
    capsys.readouterr()
    scratch.change(GOAL, "title: ", "title: More ")
    assert run(["-C", folder, "--lang", "en", "validate", "--since", "main"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    commit = scratch.git("rev-parse", "main")[:10]
    compared, counts = printed.err.splitlines()
    assert compared == f"Compared with main ({commit})."
    assert counts.startswith("No new problems found in ")
    assert counts.endswith(" Not shown: 1 older.")
    assert run(["-C", folder, "--lang", "zh", "validate", "--since", "main"]) == 0
    printed = capsys.readouterr()
    assert f"与 main（{commit}）比较。" in printed.err
    assert "没有发现新的问题。没有显示：1 条以前就有的。" in printed.err


def test_json_counts_what_is_not_shown(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write(FEEDBACK, "audience: team\n" + scratch.read(FEEDBACK))
    arguments = ["-C", str(scratch.root), "validate", "--since", "main", "--format", "json"]
    assert run(arguments) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["summary"]["older"] == 1
    assert [each["code"] for each in report["diagnostics"]] == ["document-audience-widened"]
    # Nobody reads what is in the document, and files can be asked for as well.
    assert run([*arguments, "content/tools"]) == 0
    assert json.loads(capsys.readouterr().out)["diagnostics"] == []


def test_a_revision_that_nobody_knows_is_a_wrong_call(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["-C", str(scratch.root), "--lang", "en", "validate", "--since", "mian"]
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert "error[git-unknown-revision]" in printed.out
    assert "did you mean `main`?" in printed.out
    # It is no finding about the content, and nothing is said of that.
    assert printed.err == ""
    assert run([*arguments, "--format", "json"]) == 2
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert found["code"] == "git-unknown-revision"


def test_a_service_is_told_who_could_see_it_before(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write(FEEDBACK, "audience: team\n" + scratch.read(FEEDBACK))
    arguments = ["-C", str(scratch.root), "--lang", "zh", "validate", "--since", "main"]
    assert run([*arguments, "--format", "github"]) == 1
    told = capsys.readouterr().out
    assert "这次改动之前，只有相关的人能看到这份文档；现在全团队都能看到" in told
    assert "# planbook: allow[document-audience-widened]" in told
