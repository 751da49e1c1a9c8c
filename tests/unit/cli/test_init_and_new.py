"""``planbook init`` and ``planbook new``: what they write is sound, and nothing is written over."""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from planbook.as_of import AsOf
from planbook.cli import new
from planbook.cli.main import run
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.model.record_types import RECORD_TYPES
from planbook.pipeline import check_project
from planbook.reading.schema_bundles import bundle_schema
from planbook.reading.schemas import compile_kinds, load_builtin_schemas

TODAY = AsOf(datetime.datetime.now().astimezone())


@pytest.fixture(params=["en", "zh"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new project in either language."""
    assert run(["-C", str(tmp_path), "init", "my team 计划", "--lang", request.param]) == 0
    return tmp_path / "my team 计划"


def findings(project: Path) -> tuple[Diagnostic, ...]:
    return check_project(project, TODAY).diagnostics


def test_a_new_project_has_no_finding_and_one_of_each_kind(project: Path) -> None:
    checked = check_project(project, TODAY)
    assert checked.diagnostics == ()
    assert checked.handbook is not None
    assert checked.handbook.by_kind.keys() == RECORD_TYPES.keys()


def test_a_new_project_builds_today_and_in_a_year(project: Path) -> None:
    for date in ("2026-09-10", "2027-12-31"):
        assert run(["-C", str(project), "build", "--as-of", date]) == 0
    assert (project / "site" / "index.html").exists()


def test_a_new_project_has_what_an_editor_needs(project: Path) -> None:
    settings = json.loads((project / ".vscode" / "settings.json").read_text("utf-8"))
    for schema in settings["yaml.schemas"]:
        parsed = json.loads((project / schema).read_text("utf-8"))
        assert "common.schema.json" not in json.dumps(parsed), "the editor would fetch it"


@pytest.mark.parametrize(
    ("service", "file"),
    [("github", ".github/workflows/handbook.yml"), ("gitlab", ".gitlab-ci.yml"), ("none", None)],
)
def test_the_service_gets_its_file_and_no_other(
    service: str, file: str | None, tmp_path: Path
) -> None:
    assert run(["-C", str(tmp_path), "init", "--ci", service]) == 0
    every = (".github/workflows/handbook.yml", ".gitlab-ci.yml")
    assert [path for path in every if (tmp_path / path).exists()] == ([file] if file else [])


@pytest.mark.parametrize("name", ["planbook.yaml", "content/mine.txt"])
def test_init_leaves_a_project_as_it_is(name: str, tmp_path: Path) -> None:
    existing = tmp_path / name
    existing.parent.mkdir(exist_ok=True)
    existing.write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    assert run(["-C", str(tmp_path), "init"]) == 2
    assert sorted(tmp_path.rglob("*")) == before
    assert existing.read_text() == "mine"


def test_init_keeps_the_files_of_a_fresh_repository_and_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("README.md", ".gitignore", "LICENSE", ".git/HEAD"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    told = capsys.readouterr().err
    assert "Left as they were: .gitignore, README.md\n" in told
    assert "/site/, /site-*/ and /.planbook/" in told
    for name in ("README.md", ".gitignore", "LICENSE", ".git/HEAD"):
        assert (tmp_path / name).read_text() == "mine"
    assert findings(tmp_path) == ()


@pytest.mark.parametrize("name", [".vscode", ".github"])
def test_init_writes_nothing_where_a_file_stands_for_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    assert run(["-C", str(tmp_path), "init"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_init_adds_the_files_of_a_service_to_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "en", "--ci", "none"]) == 0
    (tmp_path / ".vscode/settings.json").write_text("mine")
    (tmp_path / ".vscode/extensions.json").unlink()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert run(["-C", str(tmp_path), "init", "--lang", "en", "--ci", "gitlab"]) == 0
    assert capsys.readouterr().out == (
        ".gitlab-ci.yml\n.pre-commit-config.yaml\n.vscode/extensions.json\n"
    )
    assert all(path.read_bytes() == held for path, held in before.items())


def test_init_writes_codeowners_for_a_project_whose_people_have_accounts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    # The people of the examples are invented: no account could be theirs.
    assert not (tmp_path / ".github/CODEOWNERS").exists()
    person = tmp_path / "content/people/alex-reed/person.yaml"
    person.write_text(person.read_text("utf-8").replace("# github: octocat", "github: alex"))
    for written in (".github/CODEOWNERS\n", ""):
        capsys.readouterr()
        assert run(["-C", str(tmp_path), "init", "--lang", "en", "--ci", "github"]) == 0
        assert capsys.readouterr().out == written
    assert run(["-C", str(tmp_path), "codeowners", "--check"]) == 0


@pytest.mark.parametrize("folder", [".", "plans"])
def test_init_writes_codeowners_in_a_repository_from_the_folder_of_the_call(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run(["init", folder, "--lang", "en", "--ci", "none"]) == 0
    person = tmp_path / folder / "content/people/alex-reed/person.yaml"
    person.write_text(person.read_text("utf-8").replace("# github: octocat", "github: alex"))
    assert run(["init", folder, "--lang", "en", "--ci", "gitlab"]) == 0
    assert "bug" not in capsys.readouterr().err
    assert run(["-C", folder, "codeowners", "--check"]) == 0


def test_init_says_where_a_service_looks_in_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    assert "only at its root" not in capsys.readouterr().err
    assert run(["-C", str(tmp_path), "init", "plans", "--lang", "en"]) == 0
    assert "only at its root" in capsys.readouterr().err


def test_a_chinese_project_has_no_english_punctuation_after_chinese(tmp_path: Path) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "zh"]) == 0
    for path in (*tmp_path.rglob("*.yaml"), *tmp_path.rglob("*.md"), *tmp_path.rglob("*.yml")):
        # Within braces the comma is YAML's.
        lines = (line for line in path.read_text("utf-8").splitlines() if "{" not in line)
        assert [line for line in lines if re.search(r"[\u4e00-\u9fff][,;:!?]", line)] == [], path


@pytest.mark.parametrize("kind", sorted(RECORD_TYPES))
def test_a_new_document_of_every_kind_is_a_sound_draft(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "zh"]) == 0
    capsys.readouterr()
    title = "新的: 一份 # 文档"
    assert run(["-C", str(tmp_path), "new", kind, "--from", title, "--id", "new-one"]) == 0
    path = tmp_path / capsys.readouterr().out.strip()
    text = path.read_text("utf-8")
    assert "\nstate: draft\n" in text
    assert '"新的: 一份 # 文档"' in text
    assert {each.code for each in findings(tmp_path)} <= {"schema-missing-property"}
    assert {each.severity for each in findings(tmp_path)} <= {Severity.HINT}


def test_a_new_goal_goes_to_its_owner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    capsys.readouterr()
    folder = tmp_path / "content" / "people"
    assert run(["-C", str(folder), "new", "goal", "--owner", "bea-stone", "--from", "Sell"]) == 0
    assert capsys.readouterr() == (
        "bea-stone/goals/sell.yaml\n",
        "Next: fill in every line marked TODO, take out `state: draft`, and run "
        "`planbook validate`.\n",
    )
    assert "\nowner: bea-stone\n" in (folder / "bea-stone/goals/sell.yaml").read_text("utf-8")


@pytest.mark.parametrize("id_", ["../up", "Big", "a b", "-"])
def test_an_id_that_is_none_is_refused(id_: str, tmp_path: Path) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    before = sorted(tmp_path.rglob("*"))
    assert run(["-C", str(tmp_path), "new", "goal", "--id", id_]) == 2
    assert run(["-C", str(tmp_path), "new", "goal", "--owner", id_]) == 2
    assert sorted(tmp_path.rglob("*")) == before


@pytest.fixture
def english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new project in English, with nothing printed yet."""
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ("nobody", "there is no person or team with the id `nobody`\n"),
        ("beastone", "there is no person or team with the id `beastone`; did you mean `bea-stone`"),
        ("Bea Stone", "the owner is an id, such as `bea-stone`"),
    ],
)
def test_an_owner_whom_nobody_knows_is_refused(
    owner: str, told: str, english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(english), "new", "goal", "--owner", owner]) == 2
    assert told in capsys.readouterr().err
    assert not (english / "content" / "people" / owner / "goals").exists()


def test_an_owner_whose_file_is_broken_is_believed(english: Path) -> None:
    (english / "content/people/bea-stone/person.yaml").write_text("kind: person\nid: [\n")
    assert run(["-C", str(english), "new", "goal", "--owner", "bea-stone"]) == 0
    assert run(["-C", str(english), "new", "goal", "--owner", "nobody"]) == 2


def test_what_belongs_to_a_team_lies_among_its_kind(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(english), "new", "goal", "--owner", "channel-sales", "--id", "g"]) == 0
    assert capsys.readouterr().out == "content/goals/g.yaml\n"


def written(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["-C", str(project), "new", *arguments]) == 0
    return (project / capsys.readouterr().out.strip()).read_text("utf-8")


@pytest.mark.parametrize("kind", sorted(RECORD_TYPES))
def test_every_field_is_explained(
    kind: str, english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = written(english, capsys, kind, "--id", "new-one").strip("-\n").partition("\n---")[0]
    schema = bundle_schema(compile_kinds(load_builtin_schemas()).value[kind])
    # Each field that is not in use is a line that begins with #.
    optional = set(re.findall(r"(?m)^#([a-z_]+):", text))
    assert _values(text).keys() | optional == schema["properties"].keys() - {"body"}


def _values(text: str) -> dict[str, object]:
    # Dates stay text, as planbook reads them.
    loaded = yaml.safe_load(re.sub(r"(?<=[ \[])(\d{4}-\d\d-\d\d\S*?)(?=[\s,\]}]|$)", r"'\1'", text))
    values: dict[str, object] = json.loads(json.dumps(loaded))
    return values


def test_the_fields_inside_a_field_are_explained(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = written(english, capsys, "goal", "--owner", "bea-stone")
    for name in ("date", "value", "confidence", "note", "override"):
        assert re.search(rf"(?m)^# +# .*\n(?:# +# .*\n)*#  (  |- ){name}:", text), name
    assert re.search(
        r"(?m)^  # Scope: .*\n#  scope:\n#    # Territories: .*\n#    territories:", text
    )


def test_a_sentence_fills_in_what_it_says_by_the_names_of_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "init", "--lang", "zh"]) == 0
    capsys.readouterr()
    sentence = "2027年第一季度北区智能水壶渠道销售额提升20%"
    text = written(tmp_path, capsys, "goal", "--owner", "wang-jing", "--from", sentence)
    values = _values(text)
    assert values["specific"] == {
        "outcome": "北区智能水壶渠道销售额提升",
        "scope": {"territories": ["north"], "product_lines": ["smart-kettle"]},
    }
    measurable = {"type": "reach", "metric": "channel-revenue", "baseline": None, "target": None}
    assert values["measurable"] == measurable
    assert (values["period"], values["id"]) == ("2027-Q1", "wang-jing-2027-q1-goal")
    assert values["time_bound"] == {"start": "2027-01-01", "due": "2027-03-31"}
    assert "  target:   # TODO: 折算成最终数字是多少？按基线计算：+20%。\n" in text
    assert {each.severity for each in findings(tmp_path)} == {Severity.HINT}


def test_a_sentence_may_name_the_owner(english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "Bea Stone wins 6 new distributors by end of 2027-03"
    assert _values(written(english, capsys, "goal", "--from", sentence))["owner"] == "bea-stone"


@pytest.mark.parametrize("arguments", [[], ["--from", "Sell"]])
def test_a_goal_of_which_nothing_is_said_has_no_type_and_no_days(
    arguments: list[str], english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = _values(written(english, capsys, "goal", "--owner", "bea-stone", *arguments))
    assert values["measurable"] == {"type": None, "target": None}
    assert values["time_bound"] == {"start": None, "due": None}
    assert values["period"] is None


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        ("feedback", {"to": "bea-stone", "from": "alex-reed"}),
        ("review", {"person": "bea-stone", "reviewer": "alex-reed"}),
        ("recognition", {"people": ["bea-stone"], "given_by": "alex-reed"}),
        ("growth", {"person": "bea-stone", "ladder": "channel-ladder", "current": "l2"}),
    ],
)
def test_what_the_project_knows_of_somebody_is_filled_in(
    kind: str, known: dict[str, object], english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = _values(written(english, capsys, kind, "--owner", "bea-stone"))
    assert {name: values[name] for name in known} == known


def test_short_leaves_the_optional_fields_out(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = written(english, capsys, "goal", "--owner", "bea-stone", "--short")
    assert "#weight" not in text
    assert "optional" not in text


def test_a_first_goal_stands_alone_where_there_is_no_objective(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "planbook.yaml").write_text("title: T\nlanguage: en\n")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/eve.yaml").write_text(
        "kind: person\nid: eve\nname: Eve\nrole: seller\n"
        "---\nkind: role\nid: seller\ntitle: Seller\npurpose: Sells\n"
        "duties: [{title: Sells}]\n"
    )
    assert "  standalone:   # TODO\n" in written(tmp_path, capsys, "goal", "--owner", "eve")
    assert {each.severity for each in findings(tmp_path)} == {Severity.HINT}


@pytest.mark.parametrize("kind", ["person", "partner", "tool"])
def test_a_name_in_chinese_needs_an_id_beside_it(
    kind: str, english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(english), "new", kind, "--from", "王静"]) == 2
    assert "--id " in capsys.readouterr().err


def test_new_without_a_kind_lists_the_kinds(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(english), "new"]) == 2
    told = capsys.readouterr().err
    assert "The kinds are: " in told
    assert "growth" in told


def test_new_prints_a_path_from_where_the_user_stands(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = english / "content" / "handbook"
    assert run(["-C", str(folder), "new", "goal", "--owner", "bea-stone", "--id", "g"]) == 0
    assert capsys.readouterr().out == "../people/bea-stone/goals/g.yaml\n"


def test_new_asks_on_a_terminal_for_what_is_missing(
    english: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"Title": "王静", "Id (a-z, 0-9 and -, such as wang-jing)": "wang-jing"}
    monkeypatch.setattr(new, "_is_on_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda words, **_: answers.pop(words))
    assert run(["-C", str(english), "new", "person"]) == 0
    assert answers == {}
    assert capsys.readouterr().out == "content/people/wang-jing/person.yaml\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_new_asks_whoever_sits_at_a_terminal(english: Path) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "planbook", "--lang", "en", "new", "goal"],
        cwd=english,
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
        text=True,
    ) as asking:
        os.write(ours, b"Sell more kettles\nbea-stone\n")
        out, _ = asking.communicate(timeout=60)
    told = os.read(ours, 4096).decode()
    os.close(ours)
    os.close(theirs)
    assert out == "content/people/bea-stone/goals/sell-more-kettles.yaml\n"
    assert "Title: " in told
    assert "Whose is it (id): " in told
