"""A whole run: what the check must tell before a build, and what goes into the site."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planbook import pipeline
from planbook.as_of import fixed_as_of
from planbook.model.edition import Edition
from planbook.pipeline import Built, Request, build_site, check_project
from planbook.rendering.render import render_pages
from planbook.starter.project import starter_files

TODAY = date(2026, 9, 10)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in starter_files("en", TODAY, "none").items():
        lay(tmp_path, path, text)
    return tmp_path


def lay(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def build(root: Path) -> Built:
    return build_site(
        check_project(root, fixed_as_of(TODAY)), Request(Path("site"), Edition("private"), jobs=1)
    )


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("themes/default/templates/unused.html", "{% if %}", "theme-template-error"),
        ("static/index.html", "mine", "site-path-collision"),
        ("static/goals", "mine", "site-path-collision"),
        ("static/.planbook-x", "mine", "site-unsafe-path"),
        (".planbook", "mine", "site-unsafe-cache"),
    ],
)
def test_what_stops_every_build_is_found_by_the_check(
    project: Path, path: str, text: str, code: str
) -> None:
    lay(project, path, text)
    checked = check_project(project, fixed_as_of(TODAY))
    assert [found.code for found in checked.diagnostics] == [code]
    assert build_site(checked, Request(Path("site"), Edition())) == Built(None)


def test_unsafe_folder_in_the_project_file_is_found_by_the_check(project: Path) -> None:
    settings = project / "planbook.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nout: content\n", "utf-8")
    (found,) = check_project(project, fixed_as_of(TODAY)).diagnostics
    assert (found.path, found.code) == ("planbook.yaml", "site-unsafe-folder")
    assert found.span is not None
    assert settings.read_text("utf-8").splitlines()[found.span.line - 1] == "out: content"


def test_linked_file_that_a_browser_would_run_stays_out_of_the_site(project: Path) -> None:
    for name in ("evil.html", "evil.svg", "plan.pdf"):
        lay(project, f"content/handbook/{name}", "<script>alert(1)</script>")
    words = "[Words](evil.html) ![Chart](evil.svg) <a href='evil.html'>raw</a> [Plan](plan.pdf)"
    lay(project, "content/handbook/extra.md", f"---\ntitle: Extra\n---\n{words}\n")
    checked = check_project(project, fixed_as_of(TODAY))
    assert [found.code for found in checked.diagnostics] == ["link-unpublished-file"] * 3
    assert build(project).report is not None
    names = {path.name for path in (project / "site").rglob("*")}
    assert "plan.pdf" in names
    assert not names & {"evil.html", "evil.svg"}
    page = (project / "site/handbook/extra/index.html").read_text("utf-8")
    assert "Words" in page
    assert "Chart" in page
    assert "evil" not in page


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("\nperiod:", "\nperiod", "yaml-syntax"),
        ("kind: goal", "kind: gaol", "schema-unknown-kind"),
        ("  type: reach", "\ttype: reach", "yaml-syntax"),
        ("title:", "notes: \udcd6\udcd0\ntitle:", "yaml-encoding"),
    ],
)
def test_a_goal_that_cannot_be_read_is_the_only_thing_told(
    project: Path, old: str, new: str, code: str
) -> None:
    path = project / "content/people/bea-stone/goals/revenue.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
    assert [found.code for found in check_project(project, fixed_as_of(TODAY)).diagnostics] == [
        code
    ]


def test_a_picture_that_is_exchanged_for_a_link_while_a_build_runs_is_not_published(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.txt"
    secret.write_text("SECRET")
    lay(project, "content/handbook/a.txt", "words")
    chapter = "---\nkind: chapter\nid: files\ntitle: Files\n---\n\n[a](a.txt)\n"
    lay(project, "content/handbook/files.md", chapter)
    picture = project / "content/handbook/a.txt"

    def exchange() -> None:
        picture.unlink()
        picture.symlink_to(secret)

    # Between the check and the build, and between the look at the file and its copy.
    checked = check_project(project, fixed_as_of(TODAY))
    assert checked.is_sound
    render = render_pages

    def exchange_first(*arguments: Any) -> Any:
        exchange()
        return render(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "render_pages", exchange_first)
        built = build_site(checked, Request(Path("site"), Edition()))
    assert [found.code for found in built.diagnostics] == ["site-asset-unreadable"]
    built = build_site(checked, Request(Path("site"), Edition()))
    assert [found.code for found in built.diagnostics] == ["site-asset-unreadable"]
    assert not (project / "site").exists()


def test_who_checks_or_builds_loads_neither_git_nor_what_tells_of_its_history() -> None:
    told = "import sys, planbook.pipeline, planbook.recorded.pages\n"
    told += "print(*(name for name in sys.modules if name.startswith('planbook.')))"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = done.stdout.split()
    assert "planbook.reading.documents" in loaded
    rooms = ("planbook.history", "planbook.reading.git", "planbook.comparing", "planbook.cli")
    others = ("planbook.retracing", "planbook.recorded.history")
    found = {name for name in loaded if name.startswith((*rooms, *others))}
    # What pages ask of a history, and the values that they would tell of.
    asked = {
        "planbook.history",
        *(f"planbook.history.{one}" for one in ("telling", "units", "values", "window")),
    }
    assert found == asked
