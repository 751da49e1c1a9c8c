"""``validate`` where a service runs it: the format, the summary of the job, paths and pages."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from planbook.cli import pages_of_rules
from planbook.cli.main import run
from planbook.cli.pages_of_rules import find_rule_pages, shows_links
from planbook.diagnostics.rule_pages import RulePages

PERSON = "kind: person\nid: ben\nname: Ben\nrole: seller\n"
ROLE = "kind: role\nid: seller\ntitle: Seller\npurpose: Sells\nduties: [{title: Sell}]\n"
EVIL = "a\n::error::b %0A::warning::c,d `e` | <i> ##[error]f \x1b[31m \u202e"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANBOOK_LANG", "en")
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "plans"
    (folder / "content").mkdir(parents=True)
    (folder / "planbook.yaml").write_text("title: T\n")
    (folder / "content" / "ben.yaml").write_text(PERSON + "managr: x\n")
    (folder / "content" / "role.yaml").write_text(ROLE)
    return folder


def validate(folder: Path, *arguments: str) -> int:
    return run(["-C", str(folder), "validate", *arguments])


def test_on_github_the_format_is_githubs_unless_another_is_asked_for(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert validate(project) == 1
    assert capsys.readouterr().out.startswith(
        "::error file=plans/content/ben.yaml,line=5,col=1,title=schema-unknown-property::person "
    )
    assert validate(project, "--format", "text") == 1
    assert "::error" not in capsys.readouterr().out
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert validate(project) == 1
    assert "= help: did you mean" in capsys.readouterr().out


def test_a_build_on_github_gives_no_orders(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # `validate` has told of the findings: they would stand on their lines twice.
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary"))
    for command in ("build", "score"):
        assert run(["-C", str(project), command]) == 1
        printed = capsys.readouterr()
        assert "::error" not in printed.out + printed.err
    assert not (project / "summary").exists()


def test_the_summary_of_the_job_goes_behind_what_is_there(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert validate(project, "--format", "github") == 1
    text = summary.read_text("utf-8")
    assert text.startswith("before\n## planbook\n")
    assert "<code>plans/content/ben.yaml</code> (1 error)" in text
    assert validate(project, "--format", "text") == 1
    assert summary.read_text("utf-8") == text


def test_the_summary_leaves_room_for_what_the_step_has_written(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * (1024 * 1024 - 1100))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert validate(project, "--format", "github") == 1
    assert summary.stat().st_size <= 1024 * 1024
    assert "No room here for 1 error more" in summary.read_text("utf-8").replace("\\", "")


@pytest.mark.parametrize("name", ["no/such/folder/x", "plans", "a\0b"])
def test_a_summary_that_cannot_be_written_is_one_line_and_changes_nothing_else(
    name: str,
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if "\0" in name:
        monkeypatch.setattr("planbook.cli.formats.os.environ", {"GITHUB_STEP_SUMMARY": name})
    else:
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / name))
    assert validate(project, "--format", "github") == 1
    printed = capsys.readouterr()
    assert "::error" in printed.out
    assert printed.err.count("the job summary could not be written") == 1
    assert len(printed.err.splitlines()) == 2


@pytest.mark.parametrize("broken", ["titel: T\n", "title: [\n", ""])
def test_every_format_is_whole_where_planbook_yaml_is_wrong(
    broken: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "planbook.yaml").write_text(broken)
    for format_ in ("json", "sarif", "gitlab", "junit", "github", "concise"):
        assert validate(project, "--format", format_) == 2
        printed = capsys.readouterr().out
        if format_ in ("json", "sarif", "gitlab"):
            told: Any = json.loads(printed)
            assert told
        elif format_ == "junit":
            assert list(ET.fromstring(printed.encode()).iter("failure"))
        else:
            assert "planbook.yaml" in printed
        if format_ == "sarif":
            assert told["runs"][0]["invocations"] == [{"executionSuccessful": False}]


@pytest.mark.parametrize("format_", ["github", "junit", "gitlab", "sarif", "concise", "json"])
def test_names_and_titles_of_files_are_no_orders(
    format_: str,
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    title = json.dumps(EVIL)
    name = EVIL.replace("/", "")
    text = PERSON.replace("ben", "bo") + f"{title}: 1\nmanager: {title}\nlevel: [{title}]\n"
    (project / "content" / f"{name}.yaml").write_text(text, "utf-8")
    (project / "content" / "bo.yaml").write_text(text, "utf-8")
    assert validate(project, "--format", format_) == 1
    printed = capsys.readouterr().out
    orders = re.findall(r"(?m)^\s*::([^:\n]*)::", printed)
    assert bool(orders) == (format_ == "github")
    for order in orders:
        assert re.match(r"(error|notice|warning) (file=[^,]*content/[^,]*,|title=planbook)", order)
    assert "##[" not in printed
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    if format_ == "github":
        shown = summary.read_text("utf-8")
        assert not re.search(r"(?m)^::|\x1b|\u202e|<i>", shown)


def test_an_address_that_others_can_open_is_in_every_format_and_in_explain(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = RulePages("https://git.example.com/planbook/blob/abc/docs/rules/")
    monkeypatch.setattr(pages_of_rules, "find_rule_pages", lambda: pages)
    address = pages.address("schema-unknown-property")
    for format_ in ("json", "sarif", "gitlab", "junit", "github"):
        validate(project, "--format", format_)
        assert address in capsys.readouterr().out
    run(["explain", "schema-unknown-property"])
    assert f"More, with examples: {address}\n" in capsys.readouterr().out
    run(["--lang", "zh", "explain", "schema-unknown-property"])
    assert pages.address("schema-unknown-property", "zh") in capsys.readouterr().out


INSTALLED = {
    "url": "https://me:secret@git.example.com/team/planbook.git",
    "vcs_info": {"vcs": "git", "commit_id": "0123abc"},
}


@pytest.mark.parametrize(
    ("told", "folder"),
    [
        (INSTALLED, "https://git.example.com/team/planbook/blob/0123abc/docs/rules/"),
        ({"url": "file:///home/me/planbook", "dir_info": {}}, None),
        ({"url": 7, "vcs_info": {"vcs": "git"}}, None),
        ([], None),
    ],
)
def test_pages_are_where_planbook_was_installed_from(
    told: Any, folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = type(distribution("planbook"))
    monkeypatch.setattr(package, "read_text", lambda _self, _name: json.dumps(told))
    pages = find_rule_pages()
    # Else those of this checkout, which nobody else can open.
    assert pages is not None
    assert pages.is_local == (folder is None)
    assert folder in (None, pages.folder)


class Stream:
    """A stream that is a terminal, or not."""

    def __init__(self, is_terminal: bool) -> None:
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("environment", "is_terminal", "expected"),
    [
        ({"TERM": "xterm-256color"}, True, True),
        ({"TERM": "xterm-256color"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "linux"}, True, False),
        ({"TERM": "xterm", "CI": "true"}, True, False),
        ({"TERM": "dumb", "FORCE_HYPERLINK": "1"}, False, True),
        ({"TERM": "xterm", "FORCE_HYPERLINK": "0"}, True, False),
    ],
)
def test_links_are_for_terminals_that_show_them(
    environment: dict[str, str],
    is_terminal: bool,
    expected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("TERM", "CI", "FORCE_HYPERLINK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream: Any = Stream(is_terminal)
    assert shows_links(stream) is expected


def test_explain_tells_how_grave_it_is_in_this_project_and_how_to_allow_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "planbook.yaml").write_text(
        "title: T\nrules:\n  goal-inside-cadence: {severity: warning, paths: {content/x/**: off}}\n"
    )
    assert run(["-C", str(project), "explain", "goal-inside-cadence"]) == 0
    told = capsys.readouterr().out
    assert "\nIn this project: warning; content/x/**: off\n" in told
    assert "\n    # planbook: allow[goal-inside-cadence] the reason\n" in told
    (project / "planbook.yaml").write_text("title: [\n")
    assert run(["-C", str(project), "explain", "config-unknown-key"]) == 0
    told = capsys.readouterr().out
    assert "In this project" not in told
    assert "planbook: allow" not in told


def test_explain_lists_by_subject_a_line_a_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--lang", "en", "explain"]) == 0
    told = capsys.readouterr().out
    parts = dict(part.partition("\n")[::2] for part in told.split("\n\n"))
    assert list(parts)[:3] == ["# Responsibilities", "# Goals and their metrics", "# Training"]
    assert re.search(r"(?m)^goal-due-before-start +error +The `due`", parts[list(parts)[1]])
