"""The starter project on days on which calendars are awkward."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
import yaml

from planbook.as_of import fixed_as_of
from planbook.pipeline import check_project
from planbook.starter.address import Address
from planbook.starter.project import StarterLanguage, starter_files

ADDRESS = Address("git+https://git.example.com/planbook.git@0123abc")
COMMANDS = [
    'pip install "planbook @ git+https://git.example.com/planbook.git@0123abc"',
    "planbook validate",
    "planbook build --out site",
]

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
def test_github_builds_the_default_branch_and_pull_requests_from_an_address(
    language: StarterLanguage,
) -> None:
    files = starter_files(language, date(2026, 9, 10), "github", ADDRESS)
    text = files[".github/workflows/handbook.yml"]
    read = yaml.load(text, yaml.BaseLoader)
    assert read["on"] == {"push": {"branches": ["main", "master"]}, "pull_request": ""}
    steps = read["jobs"]["build"]["steps"]
    assert {"cache": "pip"}.items() <= steps[1]["with"].items()
    # The action fails where this names no file.
    assert steps[1]["with"]["cache-dependency-path"] == ".github/workflows/handbook.yml"
    assert [step["run"] for step in steps if "run" in step] == COMMANDS


@pytest.mark.parametrize("language", ["en", "zh"])
def test_gitlab_builds_the_default_branch_and_merge_requests_from_an_address(
    language: StarterLanguage,
) -> None:
    text = starter_files(language, date(2026, 9, 10), "gitlab", ADDRESS)[".gitlab-ci.yml"]
    job = yaml.load(text, yaml.BaseLoader)["handbook"]
    assert [rule["if"] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]
    assert job["cache"]["paths"] == [".cache/pip"]
    assert job["script"] == COMMANDS


@pytest.mark.parametrize("service", ["github", "gitlab"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_an_address_the_service_says_what_to_do_and_stops(
    language: StarterLanguage, service: Literal["github", "gitlab"]
) -> None:
    text = "".join(starter_files(language, date(2026, 9, 10), service).values())
    (command,) = re.findall(r"(?m)^ *- (?:run: )?(echo .*)$", text)
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "git+https://git.example.com/planbook.git" in done.stdout
    assert "TODO" in done.stdout


@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_no_action_can_be_exchanged_and_nothing_is_installed_by_name(
    service: Literal["github", "gitlab"],
) -> None:
    files = starter_files("en", date(2026, 9, 10), service, ADDRESS)
    text = "".join(text for path, text in files.items() if path.startswith(".git"))
    for used in re.findall(r"uses: (\S+.*)", text):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used)
    for installed in re.findall(r"pip install (.*)", text):
        assert installed.startswith('"planbook @ git+https://')


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
