"""The starter project on days on which calendars are awkward."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planbook.pipeline import check_project
from planbook.starter.project import StarterLanguage, starter_files

AWKWARD_DAYS = [
    date(2026, 1, 1),
    date(2026, 3, 31),
    date(2026, 5, 31),
    date(2026, 12, 31),
    date(2028, 2, 29),
]


@pytest.mark.parametrize("today", AWKWARD_DAYS, ids=str)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_project_begun_on_any_day_is_sound(
    today: date, language: StarterLanguage, tmp_path: Path
) -> None:
    for path, text in starter_files(language, today, "none").items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    assert check_project(tmp_path).diagnostics == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_mark_of_the_templates_is_left(language: StarterLanguage) -> None:
    for path, text in starter_files(language, date(2026, 9, 10), "github").items():
        assert not set("«¦»") & set(text), path
        assert "${" not in text, path


def test_nobody_reads_english_in_a_chinese_project() -> None:
    files = starter_files("zh", date(2026, 9, 10), "none")
    goal = files["content/people/wang-jing/goals/smart-kettles.yaml"]
    assert "title: 本季度北区智能水壶渠道销售额提升 20%\n" in goal
    assert "Grow" not in goal
