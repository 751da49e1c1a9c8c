"""The action's steps, run as GitHub runs them, in a repository with a base and a head commit.

Most tests run a planbook that notes down how it was called; the last ones run the real one.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from builders.services import Comments, commit, git, pull_request, serving
from builders.workflows import Runner
from planbook.cli.main import run

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]
DEFAULTS = {name: given["default"] for name, given in ACTION["inputs"].items()}

# Notes down its call; `ci` is the real one, and what fails is said by the test.
STANDIN = """\
#!/bin/sh
if [ "$1" = ci ]; then exec {python} -m planbook "$@"; fi
printf '%s\\n' "$*" >>"$RUNNER_TEMP/calls"
if [ "$1" = -C ]; then shift 2; fi
case "$1" in
    validate) [ -z "${{GITHUB_TOKEN:-}}" ] || exit 9; exit "${{VALIDATE_EXITS:-0}}" ;;
    diff) printf '<!-- planbook-diff . team -->\\nChanged since %s\\n' "$2" ;;
esac
"""


class Service:
    """GitHub, with one repository and the comments of one pull request."""

    def __init__(self, folder: Path, comments: Comments, project: str = ".") -> None:
        self.folder = folder
        self.comments = comments
        self.workspace = folder / "plans"
        (self.workspace / project).mkdir(parents=True)
        git(self.workspace, "init", "-q")
        assert run(["-C", str(self.workspace / project), "init", "--lang", "en"]) == 0
        self.base = commit(self.workspace, {})
        git(self.workspace, "checkout", "-q", "-b", "request")
        self.head = commit(self.workspace, {f"{project}/content/people/note.txt": "new"})
        git(self.workspace, "checkout", "-q", "-b", "merge", "main")
        git(self.workspace, "merge", "-q", "--no-ff", "-m", "Merge", "request")

    def runs(
        self,
        event_name: str = "pull_request",
        origin: str | None = "team/plans",
        environment: dict[str, str] | None = None,
        inputs: Mapping[str, str] | None = None,
    ) -> Runner:
        """Return a runner that has run the action."""
        temp = self.folder / f"temp-{len(list(self.folder.glob('temp-*')))}"
        temp.mkdir()
        event = pull_request(self.base, self.head, origin)
        (temp / "event.json").write_text(event, "utf-8")
        ref = "refs/pull/7/merge" if event_name == "pull_request" else "refs/heads/main"
        runner = Runner(
            workspace=self.workspace,
            temp=temp,
            contexts={
                "inputs": {**DEFAULTS, "token": "t0ken", **(inputs or {})},
                "runner": {"temp": str(temp)},
                "github": {
                    "event_name": event_name,
                    "event": json.loads(event) if event_name == "pull_request" else {},
                    "repository": "team/plans",
                    "ref": ref,
                    "sha": "c0ffee",
                    "token": "t0ken",
                },
            },
            environment={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "PYTHONPATH": str(ROOT / "src"),
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_API_URL": self.comments.url,
                "GITHUB_EVENT_NAME": event_name,
                "GITHUB_EVENT_PATH": str(temp / "event.json"),
                "GITHUB_REF": ref,
                "GITHUB_REPOSITORY": "team/plans",
                **(environment or {}),
            },
        )
        runner.run(self.steps(temp))
        return runner

    def steps(self, temp: Path) -> list[dict[str, Any]]:
        """Return the action's steps, with a stand-in installed instead of planbook."""
        program = temp / "bin" / "planbook"
        program.parent.mkdir()
        program.write_text(STANDIN.format(python=shlex.quote(sys.executable)))
        program.chmod(0o755)
        installing = f'echo "{program.parent}" >>"$GITHUB_PATH"'
        return [
            {**step, "run": installing} if step.get("id") == "install" else step for step in STEPS
        ]


@pytest.fixture
def comments() -> Iterator[Comments]:
    with serving(Comments()) as served:
        yield served


@pytest.fixture
def service(tmp_path: Path, comments: Comments) -> Service:
    return Service(tmp_path, comments)


def calls(runner: Runner) -> list[str]:
    path = runner.temp / "calls"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def used(runner: Runner) -> list[str]:
    return [step["uses"] for step in runner.used]


def test_a_pull_request_is_compared_commented_on_and_built(service: Service) -> None:
    for at in range(2):
        runner = service.runs()
        assert not runner.failed, runner.log
        assert calls(runner) == [
            f"-C . validate --format github --fail-level error --since {service.base}",
            f"-C . diff {service.base} --format markdown",
            f"-C . build --audience team --out {runner.temp}/planbook-site--",
        ]
        assert used(runner) == [
            "actions/setup-python",
            "actions/cache",
            "actions/upload-artifact",
        ]
        (comment,) = service.comments.held
        assert comment["body"].endswith(f"Changed since {service.base}\n")
        assert runner.summary == ""
        assert [method for method, *_ in service.comments.asked].count("POST") == 1, at
    assert not list(service.folder.rglob("pwned"))


@pytest.mark.parametrize("origin", ["stranger/plans", None])
def test_a_fork_gets_no_comment_and_no_cache_and_does_not_fail(
    service: Service, origin: str | None
) -> None:
    runner = service.runs(origin=origin)
    assert not runner.failed, runner.log
    assert service.comments.asked == []
    assert f"Changed since {service.base}" in runner.summary
    assert "No comment was written: this request comes from a fork" in runner.log
    assert used(runner) == ["actions/setup-python", "actions/upload-artifact"]
    assert not list(service.folder.rglob("pwned"))


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_token_without_rights_does_not_fail(service: Service, status: int) -> None:
    service.comments.refuse_with = status
    runner = service.runs()
    assert not runner.failed, runner.log
    assert f"Changed since {service.base}" in runner.summary
    assert f"{status} no" in runner.log
    assert "t0ken" not in runner.log + runner.summary


def test_without_a_comment_the_summary_has_the_changes(service: Service) -> None:
    runner = service.runs(inputs={"comment": "false"})
    assert not runner.failed, runner.log
    assert service.comments.asked == []
    assert f"Changed since {service.base}" in runner.summary


def test_mistakes_stop_the_build_and_the_reviewer_still_sees_the_changes(service: Service) -> None:
    runner = service.runs(environment={"VALIDATE_EXITS": "1"})
    assert runner.failed
    assert len(service.comments.held) == 1
    assert not any("build" in call for call in calls(runner))
    assert "actions/upload-artifact" not in used(runner)


def test_another_run_is_checked_whole_and_built(service: Service) -> None:
    runner = service.runs("push")
    assert not runner.failed, runner.log
    assert calls(runner) == [
        "-C . validate --format github --fail-level error",
        f"-C . build --audience team --out {runner.temp}/planbook-site--",
    ]
    assert service.comments.asked == []


def test_only_the_public_edition_is_published_unless_another_is_named(service: Service) -> None:
    runner = service.runs("push", inputs={"pages": "true", "artifact": ""})
    assert not runner.failed, runner.log
    assert [call for call in calls(runner) if "build" in call] == [
        f"-C . build --audience public --out {runner.temp}/planbook-pages--",
    ]
    assert used(runner)[-2:] == ["actions/upload-pages-artifact", "actions/deploy-pages"]
    named = service.runs("push", inputs={"pages": "true", "pages-audience": "team"})
    assert any("--audience team" in call and "pages" in call for call in calls(named))
    assert "make sure who can open them" in named.log


def test_a_pull_request_publishes_nothing(service: Service) -> None:
    assert not {"actions/upload-pages-artifact", "actions/deploy-pages"} & set(
        used(service.runs(inputs={"pages": "true"}))
    )


def test_the_project_may_be_a_folder(tmp_path: Path, comments: Comments) -> None:
    service = Service(tmp_path, comments, "team plans")
    runner = service.runs(inputs={"project": "team plans"})
    assert not runner.failed, runner.log
    assert calls(runner)[0].startswith("-C team plans validate")
    assert calls(runner)[-1].endswith("/planbook-site-team-plans")


def test_codeowners_is_checked_where_planbook_writes_it(service: Service) -> None:
    mine = service.workspace / "CODEOWNERS"
    mine.write_text("* @me\n")
    assert "-C . codeowners --check" not in calls(service.runs())
    mine.write_text("* @me\n# planbook: begin\n# planbook: end\n")
    assert "-C . codeowners --check" in calls(service.runs())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("audience", "everybody"), ("audience", "$(touch pwned)"), ("pages-audience", "")),
        *(("fail-level", "none"), ("language", "fr"), ("comment", "yes"), ("pages", "1")),
        *(("project", "../elsewhere"), ("project", "/etc"), ("project", "-x"), ("project", "no")),
        *(("artifact", "a/b"), ("artifact", "a\nb"), ("cache", "maybe")),
    ],
)
def test_a_wrong_input_stops_the_run_before_anything_is_installed(
    service: Service, name: str, value: str
) -> None:
    runner = service.runs(inputs={name: value})
    assert runner.failed
    assert runner.ran == ["inputs"]
    assert runner.log.startswith("::error title=planbook::")
    assert runner.log.count("\n") == 1
    assert not list(service.folder.rglob("pwned"))


def test_a_run_with_the_rights_of_the_repository_is_refused(service: Service) -> None:
    runner = service.runs("pull_request_target")
    assert runner.failed
    assert runner.ran == ["inputs"]
    assert "not on pull_request_target" in runner.log


def test_the_cache_is_kept_by_version_and_branch(service: Service) -> None:
    key, restored = (
        next(step for step in service.runs(event).used if step["uses"] == "actions/cache")
        for event in ("pull_request", "push")
    )
    pattern = r"planbook-([0-9a-f]{16})-refs/pull/7/merge-c0ffee"
    version = re.fullmatch(pattern, key["key"])
    assert version is not None
    assert restored["restore-keys"].split() == [
        f"planbook-{version[1]}-refs/heads/main-",
        f"planbook-{version[1]}-",
    ]
    assert "./.planbook" in key["path"].split()


def test_the_workflow_of_plain_steps_does_the_same(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = (service.workspace / ".github/workflows/handbook.yml").read_text("utf-8")
    steps = yaml.safe_load(written)["jobs"]["build"]["steps"]
    (install,) = (at for at, step in enumerate(steps) if "pip install" in step.get("run", ""))
    action_steps = service.steps

    def plain(temp: Path) -> list[dict[str, Any]]:
        standin = next(step for step in action_steps(temp) if step.get("id") == "install")
        return [*steps[:install], standin, *steps[install + 1 :]]

    monkeypatch.setattr(service, "steps", plain)
    runner = service.runs()
    assert not runner.failed, runner.log
    assert calls(runner) == [
        f"validate --since {service.base}",
        f"diff {service.base} --format markdown",
        "build --out site",
    ]
    assert len(service.comments.held) == 1
    fork = service.runs(origin="stranger/plans")
    assert not fork.failed, fork.log
    assert f"Changed since {service.base}" in fork.summary
    assert "actions/cache" in used(runner)
    assert "actions/cache" not in used(fork)
    push = service.runs("push")
    assert calls(push) == ["validate", "build --out site"]
    broken = service.runs(environment={"VALIDATE_EXITS": "1"})
    assert broken.failed
    assert calls(broken)[-1].startswith("diff ")


@pytest.mark.parametrize("token", ["t0ken", ""])
def test_gitlab_gets_a_note_where_there_is_a_token(service: Service, token: str) -> None:
    assert run(["-C", str(service.workspace), "init", "--ci", "gitlab", "--lang", "en"]) == 0
    written = (service.workspace / ".gitlab-ci.yml").read_text("utf-8")
    script = yaml.safe_load(written)["handbook"]["script"][1:]
    service.comments.user = "project_12_bot"
    temp = service.folder / "temp"
    temp.mkdir()
    service.steps(temp)
    git(service.workspace, "checkout", "-q", "request")
    for _ in range(2):
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", "\n".join(script)],
            cwd=service.workspace,
            env={
                "PATH": f"{temp / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT / "src"),
                "RUNNER_TEMP": str(temp),
                "GITLAB_CI": "true",
                "CI_API_V4_URL": service.comments.url,
                "CI_MERGE_REQUEST_IID": "7",
                "CI_MERGE_REQUEST_PROJECT_ID": "12",
                "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "12",
                "CI_MERGE_REQUEST_DIFF_BASE_SHA": service.base,
                "CI_COMMIT_SHA": service.head,
                "PLANBOOK_GITLAB_TOKEN": token,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert (service.workspace / "planbook-diff.md").exists()
    assert len(service.comments.held) == (1 if token else 0)
    assert ("keep it as an artifact" in done.stderr) is not bool(token)
    assert (temp / "calls").read_text("utf-8").splitlines()[-5:] == [
        f"diff {service.base} --format markdown",
        "validate --format gitlab",
        "validate --format junit",
        f"validate --format concise --since {service.base}",
        "build --out site",
    ]


def test_nothing_from_outside_is_a_part_of_a_command() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")
    for script in (ROOT / "ci/action").glob("*.sh"):
        assert "${{" not in script.read_text("utf-8")
        assert "eval" not in script.read_text("utf-8")


def test_every_action_is_one_that_the_starter_pins_too() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    starter = ROOT / "src/planbook/starter/project/dot-github/workflows/handbook.yml"
    pinned = set(re.findall(r"uses: (\S+ # \S+)", starter.read_text("utf-8")))
    found = re.findall(r"uses: (.*)", text)
    assert found
    for one in found:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)
        assert one in pinned


@pytest.fixture(scope="module")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What planbook needs, from this environment: a machine without a network."""
    folder = tmp_path_factory.mktemp("lent")
    (home,) = {path for path in map(Path, sys.path) if (path / "click").is_dir()}
    for path in home.iterdir():
        if "planbook" not in path.name and path.suffix != ".pth":
            (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture
def offline(lent: Path) -> dict[str, str]:
    """The variables with which pip installs from what is lent."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(lent),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
    }


@pytest.mark.slow
def test_the_action_installs_itself(
    service: Service,
    offline: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [step.get("id") for step in STEPS]
    monkeypatch.setattr(service, "steps", lambda _: STEPS[: names.index("install") + 1])
    runner = service.runs("push", environment=offline)
    assert not runner.failed, runner.log
    program = runner.temp / "planbook" / "bin" / "planbook"
    assert runner.log.splitlines()[-1].startswith("planbook ")
    assert (runner.temp / "path").read_text("utf-8") == f"{program.parent}\n"


@pytest.mark.slow
def test_the_real_planbook_says_what_a_pull_request_changes(
    service: Service,
    offline: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "steps", lambda _: STEPS)
    git(service.workspace, "checkout", "-q", "request")
    goal = service.workspace / "content/people/bea-stone/goals/revenue.yaml"
    text = goal.read_text("utf-8").replace("target: 360000", "target: 300000")
    service.head = commit(service.workspace, {str(goal.relative_to(service.workspace)): text})
    git(service.workspace, "checkout", "-q", "-B", "merge", "main")
    git(service.workspace, "merge", "-q", "--no-ff", "-m", "Merge", "request")
    runner = service.runs("pull_request", environment=offline)
    assert not runner.failed, runner.log
    assert (runner.temp / "planbook-site--" / "index.html").exists()
    (comment,) = service.comments.held
    assert comment["body"].startswith("<!-- planbook-diff ")
    assert "300,000" in comment["body"]
    fork = service.runs("pull_request", "stranger/plans", offline)
    assert not fork.failed, fork.log
    assert "300,000" in fork.summary
    assert len(service.comments.held) == 1
