"""``planbook diff``: what the reviewer of a change reads."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from planbook.cli.diff_markdown import LIMIT, inert
from planbook.cli.main import run

PROJECT = "title: Plans\nlanguage: en\nlanguages: [en, zh]\ncurrency: CNY\nas_of: 2026-09-10\n"
PERSON = "kind: person\nid: {id}\nname: {name}\nrole: manager\n"
GOAL = """\
kind: goal
id: q3
title: {title}
owner: bea
period: 2026-Q3
specific: {{outcome: Sell-in}}
measurable: {{type: reach, unit: CNY, target: {target}}}
achievable: {{rationale: Two new partners}}
relevant: {{standalone: A test}}
time_bound: {{start: 2026-07-01, due: 2026-09-30}}
"""
TALK = """\
kind: meeting
id: talk
title: Ann and Bea
type: {type}
owner: ann
attendees: [ann, bea]
starts: 2026-09-01T10:00
minutes: 30
agenda: [{agenda}]
"""
FILES: Mapping[str, str] = {
    "planbook.yaml": PROJECT,
    "content/role.yaml": "kind: role\nid: manager\ntitle: Manager\npurpose: To sell\n"
    "duties: [{title: To sell}]\n",
    "content/ann.yaml": PERSON.format(id="ann", name="Ann"),
    "content/bea.yaml": PERSON.format(id="bea", name="Bea") + "manager: ann\n",
    "content/q3.yaml": GOAL.format(title="Sell 6 million", target=6_000_000),
    "content/talk.yaml": TALK.format(type="one_on_one", agenda="secret"),
}


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ann")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ann@example.org")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def commit(folder: Path, files: Mapping[str, str | None]) -> None:
    write(folder, files)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "change")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project in a repository with one commit, which ``main`` stands at."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, FILES)
    return folder


def diff(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    code = run(["-C", str(folder), "diff", *arguments])
    captured = capsys.readouterr()
    assert code == 0, captured.err
    return captured.out


def prose(told: str) -> str:
    """Return what was printed as one line."""
    return " ".join(told.split())


def diff_json(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(diff(capsys, folder, *arguments, "--format", "json"))
    return told


def codes(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(one["code"], one["id"]) for one in told["changes"]]


def test_nothing_changed_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"content/q3.yaml": f"# a comment\n{FILES['content/q3.yaml']}"})
    assert "Nothing that this edition shows changed in meaning." in diff(capsys, project, "main")


def test_goalposts_and_audiences_come_first(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        project,
        {
            "content/q3.yaml": GOAL.format(title="Sell 6 million", target=5_500_000),
            "content/talk.yaml": TALK.format(type="weekly", agenda="secret"),
        },
    )
    told = diff(capsys, project, "main")
    assert told.index("shown to more people") < told.index("Target lowered")
    assert "with 78% of the period gone" in prose(told)
    assert "secret" not in told


def test_two_commits_are_compared_as_they_are(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(project, {"content/q3.yaml": GOAL.format(title="Sell", target=7_000_000)})
    write(project, {"content/q3.yaml": GOAL.format(title="Sell", target=1)})
    told = diff_json(capsys, project, "main~1", "main")
    assert ("target-raised", "q3") in codes(told)
    back = diff_json(capsys, project, "main", "main~1")
    assert ("target-eased", "q3") in codes(back)


def test_what_others_did_since_is_not_part_of_the_change(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "checkout", "-q", "-b", "mine")
    commit(project, {"content/q3.yaml": GOAL.format(title="Sell", target=6_000_000)})
    git(project, "checkout", "-q", "main")
    commit(project, {"content/cay.yaml": PERSON.format(id="cay", name="Cay")})
    git(project, "checkout", "-q", "mine")
    told = diff_json(capsys, project, "main")
    assert codes(told) == [("changed", "q3")]
    assert told["base"]["fork_point"]


def test_a_private_change_tells_nothing_but_the_number_of_files(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "checkout", "-q", "-b", "other")
    for format_ in ("json", "text", "markdown"):
        git(project, "checkout", "-q", "-f", "main")
        without = diff(capsys, project, "main", "--format", format_)
        write(
            project,
            {
                "content/talk.yaml": TALK.format(type="one_on_one", agenda="canary"),
                "content/plan.yaml": "kind: improvement\nid: canary\ntitle: Canary\nperson: bea\n"
                "opened: 2026-09-01\nfacts: canary\noutcome: open\n",
            },
        )
        within = diff(capsys, project, "main", "--format", format_)
        assert "canary" not in within.lower()
        assert without != within
        kept = [
            line
            for line in within.splitlines()
            if "left_out" not in line and "left out" not in line
        ]
        expected = [line for line in without.splitlines() if "left_out" not in line]
        assert [one for one in kept if one] == [one for one in expected if one]
        git(project, "clean", "-qfd")


def test_left_out_files_are_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"content/talk.yaml": TALK.format(type="one_on_one", agenda="other")})
    assert "1 changed file is left out" in diff(capsys, project, "main")
    seen = diff_json(capsys, project, "main", "--viewer", "bea")
    assert seen["files_left_out"] == 0
    assert codes(seen) == [("list-changed", "talk")]


def test_documents_with_errors_are_compared_without_figures(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = GOAL.format(title="Sell", target=5_000_000) + "colour: red\n"
    write(project, {"content/q3.yaml": broken})
    told = diff_json(capsys, project, "main")
    assert ("target-eased", "q3") in codes(told)
    assert told["without_figures"] == ["head"]
    assert [(one["id"], one["side"]) for one in told["errors"]] == [("q3", "head")]
    assert told["figures"] == []


def test_a_file_that_cannot_be_read_is_no_document_that_was_removed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"content/q3.yaml": "kind: goal\n  id: [q3\n"})
    told = diff_json(capsys, project, "main")
    assert codes(told) == []
    assert [(one["id"], one["side"]) for one in told["errors"]] == [("q3", "head")]
    assert (told["files_unread"], told["files_left_out"]) == (1, 0), "counted once"


@pytest.mark.parametrize(
    "written",
    [
        TALK.format(type="one_on_on", agenda="secret"),
        TALK.format(type="one_on_one", agenda="secret").replace("type:", "typ:"),
        TALK.format(type="weekly", agenda="secret") + "audienc: private\n",
        TALK.format(type="weekly", agenda="secret") + "visibility: private\n",
        TALK.format(type="weekly", agenda="secret") + "audience: privat\n",
    ],
)
def test_what_may_have_meant_to_be_private_is_private(
    project: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    write(project, {"content/talk.yaml": written})
    told = diff(capsys, project, "main", "--format", "json")
    assert "Ann and Bea" not in told
    assert "secret" not in told


def test_a_base_without_a_project_file_is_read_by_the_settings_of_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "late"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, {name: text for name, text in FILES.items() if name != "planbook.yaml"})
    write(folder, {"planbook.yaml": PROJECT})
    write(folder, {"content/q3.yaml": GOAL.format(title="Sell 6 million", target=1)})
    told = diff_json(capsys, folder, "main")
    assert told["base"]["project"] == "absent"
    assert ("target-eased", "q3") in codes(told)
    commit(folder, {"planbook.yaml": "title: [\n"})
    write(folder, {"planbook.yaml": PROJECT})
    assert diff_json(capsys, folder, "main")["base"]["project"] == "broken"


def test_a_project_in_a_subfolder_has_a_marker_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "whole"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, {f"plans/a--b -->/{name}": text for name, text in FILES.items()})
    told = diff(capsys, folder / "plans" / "a--b -->", "main", "--format", "markdown")
    marker = told.splitlines()[0]
    assert marker.startswith("<!-- planbook-diff plans/a")
    assert marker.endswith(" team -->")
    assert "--" not in marker[4:-3]


@pytest.mark.parametrize("arguments", [("nope",), ("main..main",), ("main", "nope"), ("--", "-x")])
def test_a_revision_that_there_is_not_is_a_wrong_call(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(["-C", str(project), "diff", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err


HOSTILE = (
    "::error::x",
    "a\\n::error file=x::y",
    "%0A::warning::",
    "@octocat please #123 GH-12 user/repo#4 !5 %6 ~bug $7 &8",
    "https://evil.example www.evil.example a@b.example",
    "<script>alert(1)</script><img src=x> &lt;b&gt;",
    "a | b `code` **bold** _it_ ~~no~~ [x](y) ![i](z)",
    "\\u202egnp.exe \\u2066 \\u200b",
    "1. one",
    "- [ ] task",
    "> quote # head",
    "deadbeef1234 :tada:",
    "</details> --> <!-- planbook-diff",
)


def test_titles_are_inert_in_every_format(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, title in enumerate(HOSTILE):
        quoted = '"' + title.replace('"', '\\"') + '"'
        text = GOAL.format(title=quoted, target=5_000_000).replace("id: q3", f"id: q{number}")
        write(project, {f"content/h{number}.yaml": text})
    for format_ in ("text", "markdown"):
        told = diff(capsys, project, "main", "--format", format_)
        assert not any(line.lstrip().startswith("::") for line in told.splitlines())
        assert not any(sign in told for sign in "\u202e\u2066\u200b")
    assert told.count("<details") == told.count("</details>") == told.count("<summary>")
    assert "<script" not in told
    assert "<img" not in told
    assert told.count("<!--") == 1
    for sign in ("@octocat", "#123", "GH-12", "https://", "www.", ":tada:", "deadbeef1234"):
        assert sign not in told


def test_markdown_reads_an_inert_line_as_its_text() -> None:
    from html import unescape

    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for title in HOSTILE:
        plain = title.encode().decode("unicode_escape") if "\\u" in title else title
        html = reader.render(f"- **{inert(plain)}**: x\n")
        assert html.startswith("<ul>\n<li><strong>")
        shown = unescape(html[len("<ul>\n<li><strong>") :].partition("</strong>")[0])
        assert "<" not in html[len("<ul>\n<li><strong>") :].partition("</strong>")[0]
        assert shown.replace("\u200b", "") == plain or "\\" in shown


def test_a_comment_stays_within_its_limit_and_counts_what_is_cut(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(700):
        write(
            project,
            {
                f"content/p{number}.yaml": PERSON.format(
                    id=f"p{number}", name=f"人{'员' * 60}{number}"
                )
            },
        )
    told = diff(capsys, project, "main", "--format", "markdown")
    assert len(told) <= LIMIT
    assert "more lines do not fit into a comment" in told
    shown = told.count(": joins")
    hidden = next(line for line in told.splitlines() if "do not fit" in line)
    assert shown + int(hidden.split()[0].replace(",", "")) >= 700


def test_chinese_is_a_first_language(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"content/q3.yaml": GOAL.format(title="Sell 6 million", target=5_500_000)})
    told = diff(capsys, project, "main", "--lang", "zh")
    assert "目标值由 600 万元降到 550 万元，此时期限已过 78%" in told


METRIC = """\
kind: metric
id: revenue
title: Revenue
unit: CNY
direction: up
cadence: monthly
aggregate: sum
across: sum
data: revenue.csv
"""
TEAM = "kind: team\nid: {id}\ntitle: {title}\nlead: {lead}\npurpose: To sell\n"


@pytest.fixture
def teams(project: Path) -> Path:
    """Return the project with a team below another, and Bea's goal read from a metric."""
    goal = GOAL.format(title="Sell 6 million", target=6_000_000)
    commit(
        project,
        {
            "content/all.yaml": TEAM.format(id="all", title="All", lead="ann"),
            "content/east.yaml": TEAM.format(id="east", title="East", lead="bea") + "parent: all\n",
            "content/ann.yaml": f"{FILES['content/ann.yaml']}team: all\n",
            "content/bea.yaml": f"{FILES['content/bea.yaml']}team: east\n",
            "content/revenue.yaml": METRIC,
            "content/revenue.csv": "date,subject,value\n2026-07-31,bea,1000000\n",
            "content/q3.yaml": goal.replace("unit: CNY", "metric: revenue"),
        },
    )
    return project


def test_figures_follow_from_what_was_changed_however_far_below(
    teams: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goal = GOAL.format(title="Sell 6 million", target=5_000_000)
    write(teams, {"content/q3.yaml": goal.replace("unit: CNY", "metric: revenue")})
    told = diff_json(capsys, teams, "main")
    follow = {
        (one["kind"], one["id"]): one["follows_from"]
        for one in told["figures"]
        if one["figure"] == "progress"
    }
    assert follow == {
        ("goal", "q3"): [],
        ("person", "bea"): ["goal:q3"],
        ("team", "all"): ["goal:q3"],
        ("team", "east"): ["goal:q3"],
    }


def test_totals_of_all_are_told_as_those_of_the_company(
    teams: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(teams, {"content/revenue.csv": "date,subject,value\n2026-07-31,bea,1200000\n"})
    assert "\n  The whole company: Revenue, " in diff(capsys, teams, "main")
    assert "\n  全公司：Revenue（2026 年 7 月）100 万元 → 120 万元" in diff(
        capsys, teams, "main", "--lang", "zh"
    )


def test_steps_of_pay_are_told_as_rates_in_chinese(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scheme = (
        "kind: incentive\nid: pay\ntitle: Pay\nfor: [manager]\nperiod: 2026-Q3\n"
        "basis: {{goal: q3}}\nmode: marginal\ntiers: [{{up_to: 1, rate: 1}}, {{rate: {rate}}}]\n"
    )
    commit(project, {"content/pay.yaml": scheme.format(rate=2)})
    write(project, {"content/pay.yaml": scheme.format(rate=1.5)})
    told = diff(capsys, project, "main", "--lang", "zh", "--format", "markdown")
    assert "100% 以内系数 1、以上系数 2 → 100% 以内系数 1、以上系数 1.5" in told


def test_a_reader_who_is_kept_from_nobody_any_more_sees_more(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = "readers:\n  hr: {{title: HR, sees: [{sees}], of: all{kept}}}\n"
    kept = PROJECT + reader.format(sees="review", kept=", not_about: [ann]")
    commit(project, {"planbook.yaml": kept})
    write(project, {"planbook.yaml": PROJECT + reader.format(sees="review, growth", kept="")})
    told = diff(capsys, project, "main", "--lang", "zh", "--format", "markdown")
    assert "读者“HR”能看到更多内容：成长计划、原来排除在外的人" in told
    assert "Ann" not in told


def test_an_entry_in_an_entry_stands_in_brackets_and_no_label_stands_twice(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goal = FILES["content/q3.yaml"]
    result = "result: {{outcome: {outcome}, grade: 0.9}}\n"
    commit(project, {"content/q3.yaml": goal + result.format(outcome="achieved")})
    checkin = (
        "checkins:\n  - {date: 2026-09-01, value: 1, override: {status: off_track, reason: Late}}\n"
    )
    write(project, {"content/q3.yaml": goal + checkin + result.format(outcome="missed")})
    told = diff(capsys, project, "main", "--lang", "zh", "--format", "markdown")
    assert "人工判断（状态：偏离；理由：“Late”）" in told
    assert "：结果：已达成 → 未达成" in told
    assert "结果 · 结果" not in told


def test_an_entry_is_told_by_its_title_with_the_rest_in_brackets(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    action = "actions: [{title: Visit, owner: bea}]\n"
    write(project, {"content/q3.yaml": FILES["content/q3.yaml"] + action})
    assert "Actions: added “Visit” (Who: Bea)" in prose(diff(capsys, project, "main"))


def test_how_often_a_meeting_recurs_is_told_in_words(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weekly = TALK.format(type="weekly", agenda="Figures") + "recurs: weekly\n"
    commit(project, {"content/talk.yaml": weekly})
    write(project, {"content/talk.yaml": weekly.replace("recurs: weekly", "recurs: biweekly")})
    assert "重复：每周 → 每两周" in diff(capsys, project, "main", "--lang", "zh")


def test_a_commit_that_is_named_by_its_id_is_told_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=project, check=True, capture_output=True, text=True
    )
    id_ = ran.stdout.strip()
    write(project, {"content/q3.yaml": GOAL.format(title="Sell more", target=6_000_000)})
    for format_ in ("text", "markdown"):
        told = prose(diff(capsys, project, id_, "--format", format_))
        assert f"The working tree compared with {id_[:10]}, as of" in told
    assert run(["-C", str(project), "validate", "--since", id_]) == 0
    assert f"Compared with {id_[:10]}.\n" in capsys.readouterr().err
