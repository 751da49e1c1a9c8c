"""``planbook build --single-file`` and ``--pdf``: what is written, and what is told where not."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from builders.programs import write_program
from planbook.cli.main import run
from planbook.output import pdf
from planbook.output.single_file import GENERATOR

SMALL = Path(__file__).parents[2] / "scenarios" / "projects" / "small"
BROWSER = """import pathlib, re, sys
page = pathlib.Path(sys.argv[-1].removeprefix("file://")).read_text("utf-8")
title = re.search("<title>(.*?)</title>", page)[1].encode("utf-16-be").hex().upper()
target = next(word[15:] for word in sys.argv if word.startswith("--print-to-pdf="))
pathlib.Path(target).write_text(f"%PDF-1.4\\n<FEFF{title}>\\n{len(page)}\\n%%EOF\\n")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project."""
    shutil.copytree(SMALL, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pretended browser, which CHROMIUM names."""
    path = tmp_path / "chromium"
    write_program(path, BROWSER)
    monkeypatch.setenv("CHROMIUM", str(path))
    return path


def build(project: Path, *words: str) -> int:
    return run(["-C", str(project), "build", "-q", *words])


def test_json_tells_of_each_file_its_path_and_size(
    project: Path, browser: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--single-file", "one.html", "--pdf", "./one.pdf", "--format", "json")
    for _ in range(2):  # once built, once found unchanged
        assert build(project, *asked) == 0
        told = json.loads(capsys.readouterr().out)
        sizes = {name: (project / name).stat().st_size for name in ("one.html", "one.pdf")}
        assert told["single_file"] == {"path": "one.html", "bytes": sizes["one.html"]}
        assert told["pdf"] == {"path": "one.pdf", "bytes": sizes["one.pdf"]}
    assert browser.is_file()


def test_the_same_site_gives_the_same_file(project: Path) -> None:
    assert build(project, "--single-file", "one.html") == 0
    first = (project / "one.html").read_bytes()
    before = (project / "one.html").stat()
    assert build(project, "--single-file", "one.html") == 0
    assert (project / "one.html").stat().st_mtime_ns == before.st_mtime_ns
    shutil.rmtree(project / "site")
    shutil.rmtree(project / ".planbook")
    assert build(project, "--single-file", "again.html") == 0
    assert (project / "again.html").read_bytes() == first


def test_an_edition_s_file_holds_what_the_edition_sees(project: Path) -> None:
    goal = project / "content" / "people" / "hidden.yaml"
    goal.write_text(
        "kind: goal\nid: hidden\ntitle: Unseen plan\nowner: ben\naudience: private\n"
        "period: 2026-Q3\nspecific: {outcome: Secret}\nmeasurable: {type: yes_no}\n"
        "achievable: {rationale: Done before}\nrelevant: {standalone: Ours}\n"
        "time_bound: {start: 2026-07-01, due: 2026-09-30}\n",
        "utf-8",
    )
    for edition, sees in (("team", False), ("private", True)):
        assert build(project, "--audience", edition, "--single-file", f"{edition}.html") == 0
        content = (project / f"{edition}.html").read_text("utf-8")
        assert ("Unseen plan" in content) is sees
        assert ("goals/hidden" in content) is sees


def test_a_file_may_stand_anywhere_and_is_taken_from_the_folder_of_the_call(
    project: Path, tmp_path: Path
) -> None:
    assert build(project, "--single-file", str(tmp_path / "计划 #1%.html")) == 0
    assert GENERATOR in (tmp_path / "计划 #1%.html").read_bytes()
    assert build(project, "--single-file", "../beside.html") == 0
    assert (tmp_path / "beside.html").is_file()


def test_no_file_is_written_into_the_site_of_another_edition(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, "--audience", "public", "--out", "published") == 0
    for target in ("published/all.html", "published/theme/all.html"):
        assert build(project, "--audience", "private", "--single-file", target) == 2
        assert "inside a site that planbook built" in capsys.readouterr().err
        assert not (project / target).exists()


def test_a_link_stays_a_link_and_leads_to_the_new_file(project: Path, tmp_path: Path) -> None:
    (tmp_path / "real.html").write_bytes(b"")
    (project / "link.html").symlink_to(tmp_path / "real.html")
    assert build(project, "--single-file", "link.html") == 0
    assert (project / "link.html").is_symlink()
    assert GENERATOR in (tmp_path / "real.html").read_bytes()
    # A link into the content is the content.
    content = project / "content" / "people" / "ben.yaml"
    before = content.read_bytes()
    (project / "other.html").symlink_to(content)
    assert build(project, "--single-file", "other.html") == 2
    assert content.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_what_is_no_regular_file_is_not_waited_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(project / "pipe.html")
    assert build(project, "--single-file", "pipe.html") == 2
    assert "not a regular file" in capsys.readouterr().err
    assert build(project, "--single-file", "x" * 300) in (2, 3)


def test_a_full_disk_leaves_the_file_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, "--single-file", "one.html") == 0
    before = (project / "one.html").read_bytes()
    ben = project / "content" / "people" / "ben.yaml"
    ben.write_text(ben.read_text("utf-8").replace("Ben Hill", "Ben Dale"), "utf-8")

    def fail(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "one.html")

    monkeypatch.setattr(os, "fsync", fail)
    assert build(project, "--single-file", "one.html") == 3
    assert "one.html" in capsys.readouterr().err
    assert (project / "one.html").read_bytes() == before
    assert not [path for path in project.iterdir() if path.suffix == ".tmp"]


def test_a_file_that_nobody_may_write_to_stays(project: Path) -> None:
    assert build(project, "--single-file", "one.html") == 0
    (project / "one.html").write_bytes((project / "one.html").read_bytes() + b"\n")
    (project / "one.html").chmod(0o444)
    assert build(project, "--single-file", "one.html") == 3


def test_without_a_browser_and_weasyprint_nothing_is_built(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(pdf, "_NAMES", ())
    monkeypatch.setattr(pdf, "_PLACES", ())
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    assert build(project, "--pdf", "one.pdf") == 2
    assert "apt-get install chromium" in capsys.readouterr().err
    assert run(["-C", str(project), "--lang", "zh", "build", "--pdf", "one.pdf"]) == 2
    assert "--pdf 需要 Chromium" in capsys.readouterr().err
    assert not (project / "site").exists()
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert build(project, "--pdf", "one.pdf") == 2
    assert "/no/such/browser" in capsys.readouterr().err


def test_a_browser_that_fails_leaves_the_pdf_as_it_was(
    project: Path, browser: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, "--pdf", "one.pdf") == 0
    before = (project / "one.pdf").read_bytes()
    browser.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    assert build(project, "--pdf", "one.pdf") == 3
    assert "one.pdf was not written" in capsys.readouterr().err
    assert (project / "one.pdf").read_bytes() == before
    assert {path.name for path in project.iterdir()} >= {"one.pdf", "site"}
    assert not list(project.glob("planbook-pdf-*"))


def test_with_errors_in_the_content_no_file_is_written(project: Path) -> None:
    (project / "content" / "wrong.yaml").write_text("kind: goal\nid: q\nowner: nobody\n", "utf-8")
    assert build(project, "--single-file", "one.html") == 1
    assert not (project / "one.html").exists()


def test_the_language_of_the_file_is_one_of_the_site_s(project: Path) -> None:
    settings = project / "planbook.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("languages: [en]", "languages: [en, zh]"), "utf-8")
    assert build(project, "--single-file", "zh.html", "--file-language", "zh") == 0
    assert '<html lang="zh">' in (project / "zh.html").read_text("utf-8")
    assert build(project, "--single-file", "en.html") == 0
    assert '<html lang="en">' in (project / "en.html").read_text("utf-8")
