"""``planbook fmt``: which files it takes, what it prints, and what it leaves alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from planbook.cli.main import COMMANDS, run

MESSY = "title:  T\nkind: tool\nid: crm\ntype: crm\npurpose: p\n"
NEAT = "kind: tool\nid: crm\ntitle: T\ntype: crm\npurpose: p\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one file to format and one in order."""
    folder = tmp_path / "project"
    (folder / "content/tools").mkdir(parents=True)
    (folder / "planbook.yaml").write_text("title: T\nlanguage: en\n")
    (folder / "content/tools/crm.yaml").write_text(MESSY)
    (folder / "content/chat.yaml").write_text(NEAT.replace("crm", "chat"))
    monkeypatch.chdir(folder)
    return folder


def test_changed_files_are_printed_and_a_second_run_has_nothing_to_do(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fmt"]) == 0
    assert capsys.readouterr() == ("content/tools/crm.yaml\n", "1 file formatted, 2 unchanged.\n")
    assert (project / "content/tools/crm.yaml").read_text() == NEAT
    assert run(["fmt"]) == 0
    assert capsys.readouterr() == ("", "Nothing to format in 3 files.\n")


def test_check_and_diff_write_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt", "--check", "-q"]) == 1
    assert capsys.readouterr() == ("content/tools/crm.yaml\n", "")
    assert run(["fmt", "--diff"]) == 0
    told = capsys.readouterr()
    assert told.err == "1 file would be formatted, 2 unchanged.\n"
    assert run(["fmt", "--diff", "--check", "-q"]) == 1
    assert capsys.readouterr() == (told.out, "")
    assert (project / "content/tools/crm.yaml").read_text() == MESSY


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MESSY, NEAT),
        (MESSY.rstrip("\n"), NEAT),
        (MESSY.replace("\n", "\r\n"), NEAT.replace("\n", "\r\n")),
    ],
)
def test_a_diff_can_be_applied(
    project: Path, before: str, after: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "content/tools/crm.yaml"
    file.write_bytes(before.encode())
    assert run(["fmt", "--diff", "-q"]) == 0
    patch = capsys.readouterr().out
    if "\r" in before:
        patch = "".join(
            line if line.startswith(("---", "+++", "@@")) else line.replace("\n", "\r\n")
            for line in patch.splitlines(keepends=True)
        )
    subprocess.run(["git", "apply", "-p1", "-"], input=patch.encode(), check=True, cwd=project)
    assert file.read_bytes() == after.encode()


def test_paths_are_files_or_folders_and_each_is_formatted_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content/table.csv").write_text("date,subject,value\n")
    (project / "content/link.yaml").symlink_to("tools/crm.yaml")
    call = ["fmt", "--check", "content/tools", "content/tools/crm.yaml", "content/link.yaml"]
    assert run([*call, "content/table.csv"]) == 1
    assert capsys.readouterr() == (
        "content/tools/crm.yaml\n",
        "1 file would be formatted, 0 unchanged.\n",
    )
    assert run(["-C", "content", "fmt", "link.yaml"]) == 0
    assert (project / "content/link.yaml").is_symlink()
    assert (project / "content/tools/crm.yaml").read_text() == NEAT
    capsys.readouterr()
    assert run(["fmt", "."]) == 0
    assert capsys.readouterr().err == "Nothing to format in 3 files.\n"


def test_what_lies_outside_or_is_not_there_is_a_wrong_call(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.parent / "other.yaml").write_text(MESSY)
    assert run(["fmt", "../other.yaml"]) == 2
    assert run(["fmt", "content/nothing.yaml"]) == 2
    assert (project.parent / "other.yaml").read_text() == MESSY
    (project / "content/out.yaml").symlink_to(project.parent / "other.yaml")
    capsys.readouterr()
    assert run(["fmt", "content/out.yaml"]) == 1
    assert "file-outside-project" in capsys.readouterr().err
    assert (project.parent / "other.yaml").read_text() == MESSY


def test_files_that_cannot_be_read_do_not_keep_others_from_being_formatted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = MESSY + "id: crm\n"
    (project / "content/bad.yaml").write_text(twice)
    assert run(["fmt"]) == 1
    out, err = capsys.readouterr()
    assert out == "content/tools/crm.yaml\n"
    assert err.startswith("content/bad.yaml:6:1: error[yaml-duplicate-key]")
    assert err.endswith("1 file formatted, 2 unchanged, 1 left alone.\n")
    assert (project / "content/bad.yaml").read_text() == twice


def test_documents_with_schema_and_link_errors_are_formatted(project: Path) -> None:
    (project / "content/tools/crm.yaml").write_text("owner:  nobody\ntypo: 1\nkind: tool\n")
    assert run(["fmt"]) == 0
    assert (project / "content/tools/crm.yaml").read_text() == (
        "kind: tool\nowner: nobody\ntypo: 1\n"
    )


def test_a_project_schema_says_the_order_of_its_kind(project: Path) -> None:
    schema = {
        "$id": "account.schema.json",
        "title": "Account",
        "type": "object",
        "properties": {"size": {"type": "string"}, "city": {"type": "string"}},
    }
    (project / "schemas").mkdir()
    (project / "schemas/account.schema.json").write_text(json.dumps(schema))
    file = project / "content/a.yaml"
    file.write_text("city: B\nsize: L\ntitle: A\nid: a\nkind: account\n")
    assert run(["fmt", "content/a.yaml"]) == 0
    assert file.read_text() == "kind: account\nid: a\ntitle: A\nsize: L\ncity: B\n"


def test_a_file_that_may_not_be_written_is_the_machines_matter(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "content/tools/crm.yaml"
    file.chmod(0o444)
    (project / "content/zz.yaml").write_text(MESSY)
    assert run(["fmt"]) == 3
    out, err = capsys.readouterr()
    assert out == "content/zz.yaml\n"
    assert "content/tools/crm.yaml was not formatted: permission denied" in err
    assert file.read_text() == MESSY
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_changes_meanwhile_is_left_alone(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = project / "content/tools/crm.yaml"

    def change(*_: object) -> None:
        file.write_text(MESSY + "tags: [new]\n")

    monkeypatch.setattr("os.fsync", change)
    assert run(["fmt"]) == 3
    assert "it changed in the meantime" in capsys.readouterr().err
    assert file.read_text() == MESSY + "tags: [new]\n"


def test_wrong_settings_are_a_wrong_call(project: Path) -> None:
    (project / "planbook.yaml").write_text("titel: T\n")
    assert run(["fmt"]) == 2
    assert (project / "content/tools/crm.yaml").read_text() == MESSY


def test_messages_are_in_chinese_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content/bad.yaml").write_text("kind:  a\nkind: b\n")
    assert run(["fmt", "--lang", "zh"]) == 1
    assert capsys.readouterr().err.endswith("整理了 1 个文件，2 个无需改动，1 个保持原样。\n")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_init_new_and_draft_write_the_canonical_form(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "init", "p", "--lang", language]) == 0
    call = ["-C", str(tmp_path / "p")]
    assert run([*call, "fmt", "--check"]) == 0
    for kind in ("goal", "ladder", "growth", "incentive", "training", "chapter", "metric"):
        for short in ([], ["--short"]):
            id_ = f"new-{kind}{'-short' if short else ''}"
            title = ["--from", "Grow the sales by 20%"]
            owner = ["--owner", min(one.name for one in (tmp_path / "p/content/people").iterdir())]
            asks_for_owner = kind in ("goal", "growth", "incentive", "training")
            assert (
                run(
                    [
                        *call,
                        "new",
                        kind,
                        "--id",
                        id_,
                        *title,
                        *short,
                        *(owner if asks_for_owner else []),
                    ]
                )
                == 0
            )
    capsys.readouterr()
    assert (
        run([*call, "draft", "Grow the sales by 20% in the north by June", "--format", "yaml"]) == 0
    )
    (tmp_path / "p/content/drafted.yaml").write_text(capsys.readouterr().out)
    assert run([*call, "fmt", "--check", "-q"]) == 0, capsys.readouterr().out


def test_fmt_is_a_command() -> None:
    assert "fmt" in COMMANDS
