"""What is known of a project before it is read: its folder and its language."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planbook.reading.project_folder import glance_at, glance_at_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("title: T\nlanguage: zh\n", "zh"),
        ('"language": "zh-Hans"  # comment\n', "zh-Hans"),
        ("language : 'zh'\n", "zh"),
        ("languages: [zh, en]\n", "zh"),
        ("languages:\n  # the first one\n  - zh\n  - en\n", "zh"),
        ("languages:\n- en\n- zh\n", "en"),
        ("language:\nlanguages: [zh]\n", "zh"),
        # A file that nobody can read as YAML still says its language.
        ("title: [unclosed\n\tlanguage: fr\nlanguage: zh\n: }\n", "zh"),
        ("title: T\n", None),
        ("extra: {language: zh}\n", None),
        ("extra:\n  language: zh\n", None),
        ("languages_of_the_team: zh\n", None),
        ("", None),
    ],
)
def test_the_language_is_read_whatever_else_stands_there(
    text: str, language: str | None, tmp_path: Path
) -> None:
    for content in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        (tmp_path / "planbook.yaml").write_bytes(content)
        assert glance_at_language(tmp_path) == language


def test_what_is_no_text_names_no_language(tmp_path: Path) -> None:
    target = tmp_path / "planbook.yaml"
    assert glance_at_language(tmp_path) is None
    target.write_bytes(b"\xff\xfe\x00" * 100)
    assert glance_at_language(tmp_path) is None
    target.unlink()
    os.mkfifo(target)
    assert glance_at_language(tmp_path) is None


def test_what_stands_under_a_key_ends_where_the_next_begins(tmp_path: Path) -> None:
    (tmp_path / "planbook.yaml").write_text("readers:\n  hr: {sees: [review]}\n\nout: site\n")
    assert glance_at(tmp_path, "readers") == "\n  hr: {sees: [review]}"
    assert glance_at(tmp_path, "out") == " site"
    assert glance_at(tmp_path, "theme") == ""
