"""planbook.yaml: found from below, checked with the same care as a document."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from planbook.diagnostics.codes import CODES
from planbook.diagnostics.finding import Outcome
from planbook.diagnostics.severities import Rating
from planbook.model.settings import Settings
from planbook.reading.locations import locate_findings
from planbook.reading.project import (
    Project,
    check_rule_names,
    ratings_of,
    read_project,
    read_settings,
)
from planbook.reading.project_folder import find_project
from planbook.reading.schemas import load_builtin_schemas
from planbook.reading.sources import Sources


def settings_of(text: str) -> Outcome[Settings | None]:
    return read_settings(text, load_builtin_schemas())


def places(text: str) -> set[tuple[str, str]]:
    outcome = settings_of(text)
    return {(finding.code.name, finding.place.pointer) for finding in outcome.findings}


def project_in(folder: Path, text: str) -> Project | None:
    (folder / "planbook.yaml").write_text(text, encoding="utf-8")
    return read_project(folder).value.project


def test_a_project_is_found_from_any_folder_below(tmp_path: Path) -> None:
    (tmp_path / "planbook.yaml").write_text("title: T\n", encoding="utf-8")
    below = tmp_path / "content" / "people"
    below.mkdir(parents=True)
    assert find_project(below) == tmp_path
    assert find_project(tmp_path) == tmp_path


def test_the_first_language_need_be_said_once_only() -> None:
    for text in ("title: T\nlanguage: zh\n", "title: T\nlanguages: [zh]\n"):
        settings = settings_of(text).value
        assert settings is not None
        assert (settings.language, settings.languages) == ("zh", ("zh",))
        assert settings.title == {"zh": "T"}


def test_languages_that_contradict_are_an_error() -> None:
    text = "title: T\nlanguage: zh\nlanguages: [en, zh]\n"
    assert places(text) == {("config-language-mismatch", "/language")}
    (finding,) = settings_of(text).findings
    assert finding.help is not None
    assert "`languages: [zh, en]`" in finding.help["en"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("titel: T\n", ("config-unknown-key", "/titel")),
        (
            "title: T\nreviews: {scale: {min: 5, max: 5}}\n",
            ("config-out-of-range", "/reviews/scale/max"),
        ),
        (
            "title: T\nreviews: {scale: {min: 1}}\n",
            ("config-missing-key", "/reviews/scale"),
        ),
        (
            "title: T\nfiscal_year_named_by: first\n",
            ("config-not-allowed-value", "/fiscal_year_named_by"),
        ),
        ("title: T\nfiscal_year_start: 13\n", ("config-out-of-range", "/fiscal_year_start")),
        ("title: T\nfiscal_year_start: April\n", ("config-wrong-type", "/fiscal_year_start")),
        ("title: T\nas_of: 2026-02-30\n", ("config-bad-format", "/as_of")),
        ("language: zh\n", ("config-missing-key", "")),
        (
            "title: T\nscoring: {pace: {preset: fast}}\n",
            ("config-not-allowed-value", "/scoring/pace/preset"),
        ),
        ("title: T\ntimezone: Asia/Beijing\n", ("config-unknown-timezone", "/timezone")),
        ("title: T\nlanguages: [en, en]\n", ("config-not-allowed-value", "/languages/1")),
        (
            "title: T\nvocabulary: {territories: [{id: East, title: E}]}\n",
            ("config-bad-format", "/vocabulary/territories/0/id"),
        ),
        ("title: T\nlimits: {nodes: 1e400}\n", ("config-out-of-range", "/limits/nodes")),
        ("title: T\nrules: {goal-x: never}\n", ("config-not-allowed-value", "/rules/goal-x")),
        ("title: T\nlimits: {depth: 200}\n", ("config-out-of-range", "/limits/depth")),
        ("title: T\nas_of: 9999-12-31\n", ("config-out-of-range", "/as_of")),
        ("title: T\nbase_url: 'https://[::1/'\n", ("config-bad-format", "/base_url")),
        ("title: T\nbase_url: https://a.example:999999/\n", ("config-bad-format", "/base_url")),
        ("title: T\nbase_url: https://:80/\n", ("config-bad-format", "/base_url")),
        (
            "title: T\nvocabulary: {territories: [{id: e, title: E}, {id: e, title: F}]}\n",
            ("config-repeated-term", "/vocabulary/territories/1/id"),
        ),
        ("", ("yaml-empty-document", "")),
        ("- a\n", ("yaml-not-a-mapping", "")),
    ],
)
def test_a_mistake_is_found_at_its_place(text: str, found: tuple[str, str]) -> None:
    assert places(text) == {found}


def test_every_finding_of_the_project_leads_to_exit_code_two(tmp_path: Path) -> None:
    for text in ("titel: T\n", "title: [\n", "title: T\ntitle: U\n", "title: T\n\0"):
        (tmp_path / "planbook.yaml").write_text(text, encoding="utf-8")
        outcome = read_project(tmp_path)
        assert outcome.value.project is None
        assert outcome.findings
        assert {finding.code.scope for finding in outcome.findings} == {"project"}


def test_an_unknown_key_is_located(tmp_path: Path) -> None:
    (tmp_path / "planbook.yaml").write_text("title: T\nlangauge: zh\n", encoding="utf-8")
    outcome = read_project(tmp_path)
    (found,) = locate_findings(outcome.findings, Sources(), outcome.value.texts)
    assert (found.code, found.span and found.span.line) == ("config-unknown-key", 2)
    assert found.help is not None
    assert found.help["en"].startswith("did you mean `language`?")


@pytest.mark.parametrize(
    "sort", ["folder", "missing", "pipe", "gbk", "huge", "outside", "dangling"]
)
def test_a_project_file_that_cannot_be_read_is_the_projects_fault(
    tmp_path: Path, sort: str
) -> None:
    path = tmp_path / "planbook.yaml"
    if sort == "folder":
        path.mkdir()
    elif sort == "pipe":
        os.mkfifo(path)
    elif sort == "gbk":
        path.write_bytes("title: 渠道\n".encode("gbk"))
    elif sort == "huge":
        with path.open("wb") as stream:
            stream.truncate(3 << 30)
    elif sort == "outside":
        path.symlink_to("/etc/hostname")
    elif sort == "dangling":
        path.symlink_to("settings.yaml")
    outcome = read_project(tmp_path)
    assert outcome.value.project is None
    assert {finding.code.scope for finding in outcome.findings} == {"project"}
    assert len(outcome.findings) == 1


def test_a_projects_schemas_are_merged(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "account.schema.json").write_text(
        json.dumps({"properties": {"size": {"type": "integer"}}}), encoding="utf-8"
    )
    project = project_in(tmp_path, "title: T\n")
    assert project is not None
    assert "size" in project.kinds["account"].field.properties


def test_a_broken_schema_is_located_by_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "goal.schema.json").write_text(
        '{\n  "properties": {"owner": false}\n}\n', encoding="utf-8"
    )
    (tmp_path / "planbook.yaml").write_text("title: T\n", encoding="utf-8")
    outcome = read_project(tmp_path)
    (found,) = locate_findings(outcome.findings, Sources(), outcome.value.texts)
    assert (found.path, found.code) == (
        "schemas/goal.schema.json",
        "config-schema-loosens-builtin",
    )
    assert found.span is not None
    assert found.span.line == 2


def test_rules_are_rated_and_their_names_checked() -> None:
    settings = settings_of(
        "title: T\nrules:\n  schema-unused-language: off\n  schema-unused-langauge: hint\n"
        "  schema-missing-property: off\n"
        "  csv-encoding: {severity: warning, paths: {'content/old/**': off}}\n"
    ).value
    assert settings is not None
    found = {
        (finding.code.name, finding.place.pointer) for finding in check_rule_names(settings, CODES)
    }
    assert found == {
        ("config-unknown-rule", "/rules/schema-unused-langauge"),
        ("config-fixed-severity", "/rules/schema-missing-property"),
    }
    ratings = ratings_of(settings)
    assert ratings["schema-unused-language"] == Rating("off")
    assert ratings["csv-encoding"] == Rating("warning", {"content/old/**": "off"})


def test_planbooks_own_project_adds_no_schema_of_its_own() -> None:
    root = Path(__file__).parents[3]
    outcome = read_project(root)
    assert outcome.findings == ()
    assert set(outcome.value.texts) == {"planbook.yaml"}


def test_a_file_that_is_too_large_is_told_without_advice_that_does_not_help(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    large = ("planbook.yaml", "schemas/goal.schema.json")
    for name in large:
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, 2 << 20)
    findings = read_project(tmp_path).findings
    assert {(finding.code.name, finding.place.path) for finding in findings} == {
        ("yaml-too-large", large[0]),
        ("file-too-large", large[1]),
    }
    for finding in findings:
        assert "2 MiB (2097152 B)" in finding.message["en"]
        assert "planbook.yaml" not in (finding.help or {})["en"]


@pytest.mark.parametrize(
    "text",
    ["[" * 100, f"title: [{'1, ' * 100_001}1]\n", f"a: &a [{'1, ' * 60_000}1]\nb: [*a, *a]\n"],
    ids=["depth", "nodes", "aliases"],
)
def test_no_setting_raises_the_limits_of_the_settings(tmp_path: Path, text: str) -> None:
    (tmp_path / "planbook.yaml").write_text(text, encoding="utf-8")
    (finding,) = read_project(tmp_path).findings
    assert finding.code.name.startswith("yaml-too-")
    assert "limits:" not in (finding.help or {})["en"]


@pytest.mark.parametrize("sort", ["folder", "file"])
def test_a_schema_outside_of_the_project_is_not_read(tmp_path: Path, sort: str) -> None:
    root, elsewhere = tmp_path / "plans", tmp_path / "plans-elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (elsewhere / "account.schema.json").write_text('{"title": "SECRET"}', encoding="utf-8")
    if sort == "folder":
        (root / "schemas").symlink_to(elsewhere)
    else:
        (root / "schemas").mkdir()
        (root / "schemas/account.schema.json").symlink_to(elsewhere / "account.schema.json")
    (root / "planbook.yaml").write_text("title: T\n", encoding="utf-8")
    outcome = read_project(root)
    link = "schemas" if sort == "folder" else "schemas/account.schema.json"
    assert [(finding.code.name, finding.place.path) for finding in outcome.findings] == [
        ("file-outside-project", link)
    ]
    assert set(outcome.value.texts) == {"planbook.yaml"}


def test_a_project_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "planbook.yaml").write_text("title: T\n", encoding="utf-8")
    (tmp_path / "shortcut").symlink_to("plans")
    assert read_project(tmp_path / "shortcut").findings == ()


def test_planbooks_own_schemas_are_loaded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    read_text = Path.read_text

    def noting(path: Path, *arguments: Any, **options: Any) -> str:
        loaded.append(path.name)
        return read_text(path, *arguments, **options)

    monkeypatch.setattr(Path, "read_text", noting)
    load_builtin_schemas.cache_clear()
    assert project_in(tmp_path, "title: T\n") is not None
    assert project_in(tmp_path, "title: T\n") is not None
    assert loaded.count("planbook.schema.json") == 1
    assert loaded.count("goal.schema.json") == 1


@pytest.mark.parametrize(
    ("plural", "languages", "taken"),
    [
        ("practices", "en", True),
        ("org", "en", True),
        ("alignment", "en", True),
        ("responsibilities", "en", True),
        ("theme", "en", True),
        ("files", "en", True),
        ("coverage", "en", True),
        ("api", "en", True),
        ("index", "en", True),
        ("goals", "en", True),
        ("handbook", "en", True),
        ("de", "en, de", True),
        ("pt-br", "en, pt-BR", True),
        ("de", "en", False),
        ("accounts", "en, de", False),
    ],
)
def test_a_kind_of_ones_own_takes_no_address_of_the_site(
    tmp_path: Path, plural: str, languages: str, taken: bool
) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "account.schema.json").write_text(
        json.dumps({"x-plural": plural}), encoding="utf-8"
    )
    project_in(tmp_path, f"title: T\nlanguages: [{languages}]\n")
    found = [(each.code.name, each.place.pointer) for each in read_project(tmp_path).findings]
    assert found == ([("config-schema-invalid", "/x-plural")] if taken else [])


def schemas_of(root: Path) -> list[tuple[str, str]]:
    (root / "planbook.yaml").write_text("title: T\n", encoding="utf-8")
    findings = read_project(root).findings
    assert all(found.code.scope == "project" for found in findings)
    return [(found.code.name, found.place.path) for found in findings]


def test_a_schema_with_another_ending_is_not_ignored(tmp_path: Path) -> None:
    (tmp_path / "schemas" / "old").mkdir(parents=True)
    for name in ("goal.json", "smart.rubric.yaml", "README.md", ".draft.json", "_draft.json"):
        (tmp_path / "schemas" / name).write_text("{}", encoding="utf-8")
    assert schemas_of(tmp_path) == [
        ("config-schema-not-a-kind", "schemas/goal.json"),
        ("config-schema-not-a-kind", "schemas/old"),
    ]
    (finding, _) = read_project(tmp_path).findings
    assert finding.help is not None
    assert "rename it to `goal.schema.json`" in finding.help["en"]


@pytest.mark.parametrize("sort", ["file", "dangling", "loop"])
def test_schemas_that_are_no_folder_are_a_finding(tmp_path: Path, sort: str) -> None:
    if sort == "file":
        (tmp_path / "schemas").write_text("{}", encoding="utf-8")
    else:
        (tmp_path / "schemas").symlink_to("schemas" if sort == "loop" else "nowhere")
    assert schemas_of(tmp_path) == [("file-unreadable", "schemas")]
