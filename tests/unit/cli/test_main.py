"""The command line itself: exit codes, messages and languages, whatever the command."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from wcwidth import wcswidth

from planbook.cli.invocation import message_language
from planbook.cli.localized_click import Command, Group, Option, shared_options
from planbook.cli.main import COMMANDS, planbook, run
from planbook.rules import ALL_CODES


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Return a function that makes the command ``explain`` raise what it is given."""

    def fail_with(error: BaseException) -> None:
        def raise_it(*_: object) -> None:
            raise error

        command = Command("explain", callback=raise_it, zh="解释")
        monkeypatch.setattr(planbook, "get_command", lambda *_: command)

    return fail_with


def test_every_command_is_listed_with_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {name} " in printed for name in COMMANDS)


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("planbook 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["build", "--nonsense"],
        ["-C", "nowhere", "validate"],
        ["init", "--ci", "x"],
    ],
)
def test_a_wrong_call_leaves_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_without_a_project_leaves_with_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["validate"], ["build"], ["new"], ["new", "goal"]):
        assert run(["-C", str(tmp_path), *command]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.count("\n") == 1
        assert "planbook init" in printed.err


def test_a_bug_is_one_line_and_a_report(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(ValueError("something\nunforeseen"))
    assert run(["explain"]) == 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "ValueError: something unforeseen" in told
    report = Path(told.strip().rpartition(" ")[2])
    assert "Traceback" in report.read_text("utf-8")
    report.unlink()


def test_a_bug_shows_where_it_happened_on_request(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(ValueError("unforeseen"))
    for arguments in (["--traceback", "explain"], ["explain", "--traceback"]):
        assert run(arguments) == 3
        assert "Traceback" in capsys.readouterr().err


def test_a_word_that_looks_like_an_option_is_none(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(OSError(errno.ENOSPC, "No space left on device"))
    assert run(["--lang", "en", "explain", "-C", "--traceback"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_full_disk_is_no_bug(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(OSError(errno.ENOSPC, "No space left on device", "/somewhere"))
    assert run(["explain"]) == 3
    assert capsys.readouterr().err == "planbook: No space left on device: /somewhere\n"


def test_an_interrupt_leaves_with_130(failing: Callable[[BaseException], None]) -> None:
    failing(KeyboardInterrupt())
    assert run(["explain"]) == 130


def test_a_reader_who_leaves_early_is_no_error() -> None:
    command = f"{sys.executable!r} -m planbook schema | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "{"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, None),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_GB", "PLANBOOK_LANG": "zh-CN"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "PLANBOOK_LANG": "french"}, "zh"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "PLANBOOK_LANG": "en"}, "en"),
        ({"PLANBOOK_LANG": "zh", "LC_ALL": "C"}, "zh"),
    ],
)
def test_messages_speak_the_language_of_the_environment(
    environment: dict[str, str], language: str | None
) -> None:
    assert message_language(environment) == language


def commands() -> list[Command]:
    outer = click.Context(planbook)
    found = [planbook.get_command(outer, name) for name in (*COMMANDS, "help")]
    return [command for command in found if isinstance(command, Command)]


def test_every_help_is_in_both_languages() -> None:
    assert len(commands()) == len(COMMANDS) + 1
    for command in (planbook, *commands()):
        assert isinstance(command, Command | Group)
        assert command.help
        assert command.help_in_chinese, command.name
        for param in command.params:
            if isinstance(param, Option):
                assert param.help, param.name
                assert param.help_in_chinese, param.name


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=str)
def test_help_is_in_chinese_where_that_is_asked_for(
    command: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--lang", "zh", *command, "--help"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("用法：planbook")
    for word in ("Usage", "Options", "default", "Show", "Error"):
        assert word not in printed
    assert all(wcswidth(line) <= 80 for line in printed.splitlines())
    if command and command != ["init"]:
        monkeypatch.setenv("PLANBOOK_LANG", "en")
        assert run([*command, "--help", "--lang", "zh"]) == 0
        assert capsys.readouterr().out == printed
    monkeypatch.delenv("PLANBOOK_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run([*command, "--help"]) == 0
    assert capsys.readouterr().out == printed


def test_help_without_dashes_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    for dashed, bare in ((["--help"], ["help"]), (["build", "--help"], ["help", "build"])):
        assert run(dashed) == 0
        expected = capsys.readouterr().out
        assert run(bare) == 0
        assert capsys.readouterr().out == expected


def test_every_command_takes_the_shared_options() -> None:
    for command in commands():
        own = {name for param in command.params for name in param.opts}
        shared = {name for option in shared_options(hidden=True) for name in option.opts}
        assert shared <= own, command.name


def test_the_language_of_a_new_project_is_its_own_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "--lang", "zh", "init", "--lang", "en"]) == 0
    assert "language: en" in (tmp_path / "planbook.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["--lang", "zh", "-C"], ["--nonsense", "--lang", "zh"], ["--lang", "zh", "build", "--out"]],
)
def test_what_click_complains_of_is_in_chinese(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert "错误：" in told
    assert "Error" not in told


def test_the_schema_of_a_kind_and_of_the_settings_is_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, field in (("goal", "measurable"), ("planbook", "fiscal_year_start")):
        assert run(["schema", name]) == 0
        assert field in json.loads(capsys.readouterr().out)["properties"]


def test_the_list_of_findings_has_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    listed = [line.split()[0] for line in lines if not line.startswith("# ")]
    assert sorted(listed) == sorted(ALL_CODES)


def test_the_version_loads_little_more_than_click() -> None:
    told = "import sys; sys.argv = ['planbook', '--version']\n"
    told += "from planbook.cli.main import run\n"
    told += "run(sys.argv[1:])\nprint(*sys.modules)"
    _, loaded = _lines_of_python(told)
    [of_click] = _lines_of_python("import sys, click; print(*sys.modules)")
    more = {name for name in set(loaded.split()) - set(of_click.split()) if "." not in name}
    own = {name for name in loaded.split() if name.startswith("planbook.")}
    assert own == {
        "planbook.cli",
        "planbook.cli.invocation",
        "planbook.cli.localized_click",
        "planbook.cli.main",
        "planbook.cli.writing",
        "planbook.language",
    }
    # Of others: what paths need, and what gettext, which click calls, needs.
    paths = {"pathlib", "fnmatch", "ntpath", "nt", "_winapi", "urllib", "ipaddress", "copy"}
    assert more - {"planbook", "gc", "locale", "_locale", "gettext"} - paths <= {"_weakrefset"}


def _lines_of_python(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()
