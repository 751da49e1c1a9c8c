"""The starter project on days on which calendars are awkward."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml

from planbook.as_of import fixed_as_of
from planbook.pipeline import check_project
from planbook.starter.address import Address
from planbook.starter.project import StarterLanguage, starter_files

ADDRESS = Address("git+https://git.example.com/planbook.git@0123abc")
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ON_GITHUB = Address(f"git+https://github.com/acme/planbook.git@{COMMIT}")
ON_GITHUB_BY_TAG = Address("git+https://github.com/acme/planbook.git@v1")
ROOT = Path(__file__).parents[3]

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
        assert not re.search(r"\$\{\w+\}", text), path


def test_nobody_reads_english_in_a_chinese_project() -> None:
    files = starter_files("zh", date(2026, 9, 10), "none")
    goal = files["content/people/wang-jing/goals/revenue.yaml"]
    assert "title: 本季度北区渠道销售额做到 36 万元（同比 +20%）\n" in goal
    assert "Reach" not in goal


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_front_page_has_words_of_its_own(language: StarterLanguage) -> None:
    assert "content/handbook/welcome.md" in starter_files(language, date(2026, 9, 10), "none")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("address", [ADDRESS, ON_GITHUB], ids=["elsewhere", "on GitHub"])
def test_github_runs_for_the_default_branch_and_pull_requests_with_few_rights(
    language: StarterLanguage, address: Address
) -> None:
    files = starter_files(language, date(2026, 9, 10), "github", address)
    read = yaml.load(files[".github/workflows/handbook.yml"], yaml.BaseLoader)
    assert read["on"] == {"push": {"branches": ["main", "master"]}, "pull_request": ""}
    assert read["permissions"] == {"contents": "read"}
    job = read["jobs"]["build"]
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert job["steps"][0]["with"] == {"fetch-depth": "0", "persist-credentials": "false"}
    for step in job["steps"]:
        # What is filled in before the shell reads it could be a command.
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_planbook_from_github_is_used_as_an_action(language: StarterLanguage) -> None:
    files = starter_files(language, date(2026, 9, 10), "github", ON_GITHUB)
    read = yaml.load(files[".github/workflows/handbook.yml"], yaml.BaseLoader)
    used = [step["uses"] for step in read["jobs"]["build"]["steps"]]
    assert used[1:] == [f"acme/planbook@{COMMIT}"]


@pytest.mark.parametrize("address", [ADDRESS, ON_GITHUB_BY_TAG], ids=["elsewhere", "by a tag"])
def test_planbook_from_elsewhere_is_installed_by_a_step(address: Address) -> None:
    files = starter_files("en", date(2026, 9, 10), "github", address)
    read = yaml.load(files[".github/workflows/handbook.yml"], yaml.BaseLoader)
    steps = read["jobs"]["build"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert (commands[0], commands[-1]) == (address.install, "planbook build --out site")


def test_runs_of_forks_get_no_cache() -> None:
    files = starter_files("en", date(2026, 9, 10), "github", ADDRESS)
    read = yaml.load(files[".github/workflows/handbook.yml"], yaml.BaseLoader)
    steps = read["jobs"]["build"]["steps"]
    (cache,) = (step for step in steps if step.get("uses", "").startswith("actions/cache@"))
    assert ".planbook" in cache["with"]["path"].split()
    assert "github.event.pull_request.head.repo.full_name == github.repository" in cache["if"]
    # No other step brings a cache along.
    assert not any("cache" in step.get("with", {}) for step in steps)
    files = starter_files("en", date(2026, 9, 10), "gitlab", ADDRESS)
    job = yaml.load(files[".gitlab-ci.yml"], yaml.BaseLoader)["handbook"]
    assert (
        "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_MERGE_REQUEST_PROJECT_ID"
        in (job["rules"][0]["if"])
    )
    assert job["rules"][0]["variables"] == {"CACHE_OF": "fork-$CI_PIPELINE_ID"}
    assert job["cache"]["key"]["prefix"] == "$CACHE_OF"
    assert ".planbook" in job["cache"]["paths"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_gitlab_builds_the_default_branch_and_merge_requests_from_an_address(
    language: StarterLanguage,
) -> None:
    text = starter_files(language, date(2026, 9, 10), "gitlab", ADDRESS)[".gitlab-ci.yml"]
    job = yaml.load(text, yaml.BaseLoader)["handbook"]
    assert [rule["if"].partition(" && ")[0] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]
    assert job["script"][0] == ADDRESS.install
    assert job["script"][-1] == "planbook build --out site"
    assert job["artifacts"]["reports"] == {
        "codequality": "gl-code-quality-report.json",
        "junit": "planbook-junit.xml",
    }


def test_hooks_come_from_where_planbook_does() -> None:
    def hooks(address: Address | None) -> dict[str, Any]:
        files = starter_files("en", date(2026, 9, 10), "gitlab", address)
        (repository,) = yaml.safe_load(files[".pre-commit-config.yaml"])["repos"]
        assert isinstance(repository, dict)
        return repository

    assert hooks(ON_GITHUB) == {
        "repo": "https://github.com/acme/planbook.git",
        "rev": COMMIT,
        "hooks": [{"id": "planbook-fmt"}, {"id": "planbook-validate"}],
    }
    for moving in (None, ADDRESS, ON_GITHUB_BY_TAG, Address("https://x.example/planbook.zip")):
        assert hooks(moving)["repo"] == "local"
    assert ".pre-commit-config.yaml" not in starter_files("en", date(2026, 9, 10), "none")


def test_hooks_of_this_machine_are_those_of_the_repository() -> None:
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    files = starter_files("en", date(2026, 9, 10), "github")
    (local,) = yaml.safe_load(files[".pre-commit-config.yaml"])["repos"]
    known = {hook["id"]: {**hook, "language": "system"} for hook in offered}
    for hook in local["hooks"]:
        assert hook.items() <= known[hook["id"]].items()
    assert [hook["id"] for hook in local["hooks"]] == ["planbook-fmt", "planbook-validate"]


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
