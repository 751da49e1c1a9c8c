"""Nothing that is not planbook's own steers a terminal or a build service."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from planbook.cli import writing
from planbook.cli.main import run
from planbook.diagnostics.terminal import BOLD, RESET, safe, safe_json, safe_lines, safe_orders

ROOT = Path(__file__).parents[3]
# A line end that begins an order to GitHub, a colour, a turned line, and one byte that is both.
CANARY = "a\n::error::b\r\x1b[31mc\u202ed\x85e\x9b1m\u2028::error::f"
SMALL = ROOT / "tests" / "scenarios" / "projects" / "small"


def is_harmless(printed: str) -> bool:
    """Whether ``printed`` has no sign that steers, and no line that is an order."""
    kept = printed.replace("\n", "")
    # The joiners shape emoji.
    steers = any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in kept)
    return not steers and not re.search(r"(?m)^\s*::", printed)


CALLS = [
    ["explain", CANARY],
    ["-C", CANARY, "validate"],
    ["validate", "-C", CANARY],
    ["validate", CANARY],
    ["validate", "--format", CANARY],
    ["validate", f"--{CANARY}"],
    [CANARY],
    ["help", CANARY],
    ["schema", CANARY],
    ["new", CANARY],
    ["new", "goal", "--id", CANARY, "--owner", "ben"],
    ["new", "goal", "--owner", CANARY],
    ["new", "tool", "--owner", CANARY],
    ["build", "--viewer", CANARY],
    ["build", "--as-of", CANARY],
    ["build", "--jobs", CANARY],
    ["build", "--audience", CANARY],
    ["build", CANARY],
    ["score", "--viewer", CANARY],
    ["score", "--format", CANARY],
    ["draft", CANARY],
    ["draft", CANARY, "--format", "json"],
    ["draft", f"Sell more {CANARY} by 20% by June"],
    ["init", CANARY, "--lang", CANARY],
    ["init", "--planbook", CANARY],
    ["completion", CANARY],
]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("arguments", CALLS, ids=range(len(CALLS)))
def test_words_of_the_call_are_printed_escaped(
    arguments: list[str],
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "planbook.yaml").write_text("title: T\n")
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    run(["--lang", language, *arguments])
    printed = capsys.readouterr()
    assert printed.out + printed.err
    assert is_harmless(printed.out)
    assert is_harmless(printed.err)


def test_variables_of_the_environment_are_printed_escaped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CANARY)
    monkeypatch.setenv("PLANBOOK_LANG", CANARY)
    for command in (["build"], ["score"], ["validate"], ["draft", "Sell more"]):
        assert run(["-C", str(SMALL), *command]) == 2
        told = capsys.readouterr().err
        assert "must be an integer number of seconds" in told
        assert is_harmless(told)


def test_names_of_folders_and_files_are_printed_escaped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", CANARY, "--ci", "none"]) == 0
    assert run(["init", CANARY]) == 2
    (tmp_path / CANARY / "content" / f"{CANARY}.yaml").write_text("kind: person\n", "utf-8")
    for command in (["validate"], ["build"], ["score"], ["validate", "--format", "concise"]):
        assert run(["-C", CANARY, *command]) == 1
    (tmp_path / CANARY / "content" / f"{CANARY}.yaml").unlink()
    for command in (["build", "-v"], ["build", "--format", "json"], ["new", "tool", "--id", "x"]):
        assert run(["-C", CANARY, *command]) == 0
    assert run(["build", "--out", CANARY, "-C", CANARY]) in (0, 2)
    printed = capsys.readouterr()
    assert is_harmless(printed.out)
    assert is_harmless(printed.err)


@pytest.mark.parametrize("format_", ["text", "json", "csv", "markdown"])
def test_titles_are_printed_escaped(
    format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path), "--ci", "none"]) == 0
    spoilt = f'"{"x" * 70} ::error::b\\n::error::c \\u202ed \\x85e 王丽 👩‍💻"'
    for path in tmp_path.glob("content/**/*.yaml"):
        text = re.sub(
            r"(?m)^( *(?:title|name)): .*$",
            lambda found: f"{found[1]}: {spoilt}",
            path.read_text("utf-8"),
        )
        path.write_text(text, "utf-8")
    capsys.readouterr()
    assert run(["-C", str(tmp_path), "score", "--format", format_]) == 0
    printed = capsys.readouterr()
    run(["-C", str(tmp_path), "validate"])
    found = capsys.readouterr()
    told = printed.out + printed.err + found.out + found.err
    assert is_harmless(told.replace("\u200d", ""))
    if format_ == "json":
        json.loads(printed.out)


def test_what_python_says_of_a_bug_is_escaped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr("planbook.cli.explain.known_codes", fail)
    for arguments in (["explain"], ["explain", "--traceback"]):
        assert run(arguments) == 3
        told = capsys.readouterr().err
        assert "ValueError: a\\n::error::b" in told or "ValueError: a ::error::b" in told
        assert is_harmless(told)
    for report in re.findall(r"report is in (\S+)", told):
        Path(report).unlink()


def test_json_keeps_its_meaning_and_chinese_its_looks() -> None:
    written = {"a": CANARY, "b": "王丽 👩‍💻 é", "c": "\x7f\U000e0041"}
    told = safe_json(json.dumps(written, ensure_ascii=False, indent=1))
    assert json.loads(told) == written
    assert "王丽 👩‍💻 é" in told
    assert is_harmless(told.replace("\u200d", ""))


def test_a_line_is_one_line_and_own_colours_stay() -> None:
    assert safe(CANARY).splitlines() == [safe(CANARY)]
    assert safe("王丽 👩‍💻 ☀️") == "王丽 👩‍💻 ☀️"
    assert safe_lines(f"{BOLD}a{RESET}\x1b[2Jb\n") == f"{BOLD}a{RESET}\\x1b[2Jb\n"
    assert safe_lines("a\n  ::error::b\n") == "a\n  \\x3a:error::b\n"


def test_nothing_else_writes() -> None:
    writers = (
        r"click\.(?:echo|secho)\(|(?<![\w.])print\(|std(?:out|err)\.(?:write|buffer)|print_exc"
    )
    found = {
        path.name
        for path in (ROOT / "src").rglob("*.py")
        if re.search(writers, path.read_text("utf-8"))
    }
    assert found == {Path(writing.__file__).name}


def test_a_real_process_prints_escaped(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planbook", "-C", CANARY, "validate"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert is_harmless(done.stderr.decode())
    assert done.stderr.count(b"\n") == 1


def test_the_older_form_of_an_order_is_printed_escaped_wherever_it_stands() -> None:
    assert safe_lines("a ##[error]b\n##[add-path]c\n") == "a \\x23#[error]b\n\\x23#[add-path]c\n"
    assert "##[" not in safe_json('{"a": "##[error]b"}')
    assert json.loads(safe_json('{"a": "##[error]b"}')) == {"a": "##[error]b"}


def test_only_orders_that_show_a_finding_are_given() -> None:
    told = "::error file=a%3A,line=1::b ::c\n::set-output name=a::b\n ::warning ::c\n::notice a\n"
    assert safe_orders(told).split("\n")[0] == "::error file=a%3A,line=1::b ::c"
    assert [
        line for line in safe_orders(told).split("\n")[1:] if line.lstrip().startswith("::")
    ] == []
