"""Nothing has changed: what is said then is what a run that works everything out says."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import planbook.unchanged
from planbook.as_of import fixed_as_of
from planbook.cli.main import run

SMALL = Path(__file__).parents[2] / "scenarios" / "projects" / "small"
SECONDS = re.compile(r"\d+\.\d+")


class _LongWayError(Exception):
    """Somebody sets out to work everything out."""


def _draft(project: Path) -> None:
    path = project / "content" / "q3.yaml"
    path.write_text(path.read_text("utf-8") + "status: draft\n", "utf-8")


def _warn(project: Path) -> None:
    (project / "content" / "people" / "cat.yaml").write_text(
        "kind: person\nid: cat\nname: Cat  Low\nrole: manager\nmanager: ada\nterritories: [north]\n"
        "started: 2026-08-20\n",
        "utf-8",
    )


def _break(project: Path) -> None:
    path = project / "content" / "people" / "ben.yaml"
    path.write_text(path.read_text("utf-8").replace("manager: ada", "manager: eve"), "utf-8")


def _leave(_: Path) -> None:
    pass


SITUATIONS = {"clean": _leave, "drafts": _draft, "warnings": _warn, "errors": _break}
CALLS = (
    ("validate",),
    ("validate", "--format", "json"),
    ("validate", "--strict", "content/people"),
    ("-v", "validate"),
    ("-q", "validate"),
    ("--lang", "zh", "validate"),
    ("validate", "--format", "concise"),
    ("build",),
    ("build", "--format", "json"),
    ("-v", "build"),
    ("-q", "build"),
    ("--lang", "zh", "build"),
    ("build", "--out", "elsewhere"),
    ("build", "--audience", "public"),
    ("build", "--viewer", "ben"),
    ("build", "--audience", "private"),
    ("build", "--as-of", "2026-09-01"),
)


def _made(tmp_path: Path, change: Callable[[Path], None] = _leave) -> Path:
    project = tmp_path / "project"
    shutil.copytree(SMALL, project)
    change(project)
    # A mark is believed when the disk's clock has moved on.
    time.sleep(0.05)
    return project


def _call(
    project: Path, call: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    code = run(["-C", str(project), *call])
    told = capsys.readouterr()
    return code, SECONDS.sub("N", told.out), SECONDS.sub("N", told.err)


@pytest.fixture
def no_notes(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let every run take the long way, until this is undone."""
    monkeypatch.setattr(planbook.unchanged, "_find", lambda *_: None)
    return monkeypatch


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_same_is_said_as_by_a_run_that_works_everything_out(
    situation: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    no_notes: pytest.MonkeyPatch,
) -> None:
    project = _made(tmp_path, SITUATIONS[situation])
    for call in CALLS:
        _call(project, call, capsys)
    at_length = {call: _call(project, call, capsys) for call in CALLS}
    no_notes.undo()
    no_notes.setenv("PLANBOOK_LANG", "en")
    assert {call: _call(project, call, capsys) for call in CALLS} == at_length


def _refuse(*_: object, **__: object) -> None:
    raise _LongWayError


def _knows(project: Path, call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Return whether a call needs no run."""
    with monkeypatch.context() as patched:
        patched.setattr("planbook.keeping.begin_run", _refuse)
        return run(["-C", str(project), "--traceback", *call]) != 3


@pytest.mark.parametrize(
    "call", [("validate",), ("build",), ("build", "--viewer", "ben"), ("build", "--force")]
)
def test_a_second_call_needs_no_run(
    call: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = _made(tmp_path)
    assert not _knows(project, call, monkeypatch)
    assert run(["-C", str(project), *call]) == 0
    assert _knows(project, call, monkeypatch)
    assert not _knows(project, (*call, "--cache", str(tmp_path / "other")), monkeypatch)


def test_the_private_edition_takes_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, call = _made(tmp_path), ("build", "--audience", "private")
    assert run(["-C", str(project), *call]) == 0
    assert not _knows(project, call, monkeypatch)


def _rewrite_in_disguise(project: Path) -> None:
    """Change a word, and keep the size and the time of the file."""
    path = project / "content" / "people" / "ben.yaml"
    status = path.stat()
    path.write_text(path.read_text("utf-8").replace("Ben Hill", "Ben Dale"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _write(name: str, text: str) -> Callable[[Path], None]:
    def write(project: Path) -> None:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

    return write


def _remove(name: str) -> Callable[[Path], None]:
    return lambda project: (project / name).unlink()


def _hold(project: Path) -> None:
    (lock,) = (project / ".planbook").glob("*.lock")
    lock.with_name(f"{lock.name}-holder").write_text("{}", "utf-8")


def _spoil(project: Path) -> None:
    store = project / ".planbook" / "store.sqlite"
    store.write_bytes(store.read_bytes()[:2000])


def _forget_the_site(project: Path) -> None:
    for path in (project / ".planbook").glob("*.manifest.json"):
        path.unlink()


def _build_another(project: Path) -> None:
    call = ("build", "--audience", "public", "--out", "site", "--force")
    assert run(["-C", str(project), *call]) == 0


CHANGES: dict[str, Callable[[Path], None]] = {
    "a file in disguise": _rewrite_in_disguise,
    "a new file": _write("content/new.yaml", ""),
    "a file gone": _remove("content/people/ben.yaml"),
    "a static file": _write("static/a.txt", "a"),
    "planbook.yaml": _write("planbook.yaml", "# as it was\n"),
    "a schema": _write("schemas/goal.schema.json", "{}"),
    "a theme": _write("themes/own/theme.yaml", ""),
    "a page": _write("site/index.html", "!"),
    "a page gone": _remove("site/index.html"),
    "a file in the site": _write("site/own.txt", "mine"),
    "the record gone": _forget_the_site,
    "a build under way": _hold,
    "a build that was killed": _write(".site.planbook-new/index.html", ""),
    "a damaged store": _spoil,
    "another edition in its place": _build_another,
}
OF_THE_SITE = {name for name in CHANGES if re.search("page|site|record|build|edition", name)}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_takes_a_run(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = _made(tmp_path)
    for command in ("build", "validate"):
        assert run(["-C", str(project), command]) == 0
    assert _knows(project, ("build",), monkeypatch)
    CHANGES[change](project)
    assert not _knows(project, ("build",), monkeypatch)
    assert _knows(project, ("validate",), monkeypatch) == (change in OF_THE_SITE)


@pytest.mark.parametrize("command", ["build", "validate"])
def test_another_day_takes_a_run(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = _made(tmp_path)
    assert run(["-C", str(project), command]) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert not _knows(project, (command,), monkeypatch)


def test_a_file_that_was_changed_just_now_is_not_believed(tmp_path: Path) -> None:
    project = _made(tmp_path)
    look = planbook.unchanged.look_at_project(project)
    path = project / "planbook.yaml"
    path.write_text(path.read_text("utf-8"), "utf-8")
    late = planbook.unchanged.look_at_project(project)
    late = planbook.unchanged.Look(late.root, late.recorded, late.own, late.code, look.at_ns)
    day = fixed_as_of(datetime.date(2026, 9, 10))
    assert planbook.unchanged.basis_of(late, day, None, "UTC", "site", ()) is None


@pytest.mark.parametrize("command", ["build", "validate"])
def test_hardly_anything_is_loaded(command: str, tmp_path: Path) -> None:
    project = _made(tmp_path)
    assert run(["-C", str(project), command]) == 0
    program = (
        "import sys; from planbook.cli.main import run; code = run(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "-C", str(project), command],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stderr.split()
    too_much = ("planbook.pipeline", "planbook.recorded", "planbook.rules", "jinja2", "yaml")
    assert not [name for name in loaded if name.startswith(too_much)]
    assert "planbook.unchanged" in loaded
