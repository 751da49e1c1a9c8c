"""The code of planbook's own templates is kept beside that of its modules, and no other code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planbook.reading.resources import builtin_themes
from planbook.reading.theme import Theme, load_theme
from planbook.rendering import kept_templates
from planbook.rendering.kept_templates import KeptTemplates
from planbook.rendering.renderer import Renderer


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "code.templates"
    monkeypatch.setattr(kept_templates, "_place", lambda: place)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return place


def _theme(root: Path) -> Theme:
    return load_theme(root, "default", builtin_themes()).value


def _compile(theme: Theme) -> tuple[KeptTemplates, bool]:
    """Compile what a list needs; return what keeps it, and whether anything was compiled."""
    renderer = Renderer(theme)
    kept = renderer._compiled_quick
    renderer._quick_environment("en").get_template("list.html")
    was_compiled = kept._is_news
    renderer.keep()
    return kept, was_compiled


def test_templates_are_compiled_once(place: Path, tmp_path: Path) -> None:
    theme = _theme(tmp_path)
    assert _compile(theme)[1]
    assert place.is_file()
    assert not _compile(theme)[1]


@pytest.mark.parametrize("change", [lambda old: old[:-1], lambda _: b"", lambda old: b"x" + old])
def test_damaged_code_is_compiled_anew(
    place: Path, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    theme = _theme(tmp_path)
    _compile(theme)
    place.write_bytes(change(place.read_bytes()))
    assert _compile(theme)[1]
    assert not _compile(theme)[1]


def test_code_of_a_projects_templates_is_not_kept(place: Path, tmp_path: Path) -> None:
    own = tmp_path / "themes" / "default" / "templates" / "list.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ view.title }}\n", encoding="utf-8")
    _compile(_theme(tmp_path))
    assert not place.exists()


def test_nothing_is_written_where_python_is_told_so(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _compile(_theme(tmp_path))
    assert not place.exists()
