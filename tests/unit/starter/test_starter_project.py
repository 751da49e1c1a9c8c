"""The starter project on days on which calendars are awkward."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
import yaml

from planbook import __version__
from planbook.as_of import fixed_as_of
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
    assert check_project(tmp_path, fixed_as_of(today)).diagnostics == ()


def test_a_quarter_of_the_targets_is_the_total_that_the_goal_is_to_reach() -> None:
    files = starter_files("en", date(2026, 9, 10), "none")
    rows = [
        row.split(",")
        for row in files["content/metrics/channel-revenue-targets.csv"].splitlines()[1:]
    ]
    months = {"2026-07", "2026-08", "2026-09"}
    quarter = [int(value) for month, who, value in rows if month in months and who == "bea-stone"]
    goal = yaml.safe_load(files["content/people/bea-stone/goals/revenue.yaml"])
    assert sum(quarter) == goal["measurable"]["target"] == 360_000
    year = yaml.safe_load(files["content/objectives/revenue.yaml"])
    assert sum(int(value) for _, _, value in rows) == year["measure"]["target"] == 2_580_000


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_mark_of_the_templates_is_left(language: StarterLanguage) -> None:
    for path, text in starter_files(language, date(2026, 9, 10), "github").items():
        assert not set("«¦»") & set(text), path
        assert "${" not in text, path


def test_nobody_reads_english_in_a_chinese_project() -> None:
    files = starter_files("zh", date(2026, 9, 10), "none")
    goal = files["content/people/wang-jing/goals/revenue.yaml"]
    assert "title: 本季度北区渠道销售额做到 36 万元（同比 +20%）\n" in goal
    assert "Reach" not in goal


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_front_page_has_words_of_its_own(language: StarterLanguage) -> None:
    assert "content/handbook/welcome.md" in starter_files(language, date(2026, 9, 10), "none")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_github_builds_the_default_branch_and_pull_requests_with_this_version(
    language: StarterLanguage,
) -> None:
    text = starter_files(language, date(2026, 9, 10), "github")[".github/workflows/handbook.yml"]
    read = yaml.load(text, yaml.BaseLoader)
    assert read["on"] == {"push": {"branches": ["main", "master"]}, "pull_request": ""}
    steps = read["jobs"]["build"]["steps"]
    assert {"cache": "pip"}.items() <= steps[1]["with"].items()
    # The action fails where this names no file.
    assert steps[1]["with"]["cache-dependency-path"] == ".github/workflows/handbook.yml"
    assert f'pip install "planbook~={__version__}"' in [step.get("run") for step in steps]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_gitlab_builds_the_default_branch_and_merge_requests_with_this_version(
    language: StarterLanguage,
) -> None:
    text = starter_files(language, date(2026, 9, 10), "gitlab")[".gitlab-ci.yml"]
    job = yaml.load(text, yaml.BaseLoader)["handbook"]
    assert [rule["if"] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]
    assert job["cache"]["paths"] == [".cache/pip"]
    assert job["script"][0] == f'pip install "planbook~={__version__}"'


@pytest.mark.parametrize(
    ("service", "path"),
    [("github", ".github/workflows/handbook.yml"), ("gitlab", ".gitlab-ci.yml")],
)
def test_what_a_service_may_do_besides_is_sound_once_the_signs_are_gone(
    service: Literal["github", "gitlab"], path: str
) -> None:
    text = starter_files("en", date(2026, 9, 10), service)[path]
    # In front of YAML, not of words: a key, or an element of a list.
    used = re.sub(r"(?m)^( *)# ( *(?:[a-z-]+:|- )(?: |$|[a-z]).*)$", r"\1\2", text)
    read = yaml.load(used, yaml.BaseLoader)
    jobs = read.get("jobs", read)
    assert {"publish", "pages"} & jobs.keys()
