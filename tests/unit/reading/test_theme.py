"""The chain of a theme: whose file wins, and what a theme may not hold."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from planbook.diagnostics.finding import Outcome
from planbook.reading.resources import builtin_themes
from planbook.reading.theme import Theme, load_theme

DEFAULT = {
    "default/theme.yaml": "title: {en: Default, zh: 默认}\n",
    "default/templates/layout.html": "built-in layout",
    "default/templates/parts/row.html": "built-in row",
    "default/static/site.css": "built-in css",
    "default/locales/en.yaml": (
        "goal: Goal\ngoal.owner: Owner\ntotal: {one: one, other: '{count}'}\n"
    ),
    "default/locales/zh.yaml": "goal: 目标\n",
}


def lay(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def builtin(tmp_path: Path) -> Path:
    lay(tmp_path / "builtin", DEFAULT)
    return tmp_path / "builtin"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    return tmp_path / "plans"


def texts_of(theme: Theme) -> dict[str, str]:
    return {name: template.text for name, template in theme.templates.items()}


def found(outcome: Outcome[Theme]) -> list[tuple[str, str, str]]:
    return [(f.code.name, f.place.path, f.place.pointer) for f in outcome.findings]


def test_project_without_themes_has_the_built_in_one(project: Path, builtin: Path) -> None:
    outcome = load_theme(project, "default", builtin)
    assert outcome.findings == ()
    theme = outcome.value
    assert texts_of(theme) == {"layout.html": "built-in layout", "parts/row.html": "built-in row"}
    assert theme.templates["layout.html"].path == "theme:default/templates/layout.html"
    assert [static.name for static in theme.statics] == ["site.css"]
    assert theme.words["zh"] == {"goal": "目标"}
    assert theme.words["en"] == {
        "goal": "Goal",
        "goal.owner": "Owner",
        "total.one": "one",
        "total.other": "{count}",
    }


def test_project_overrides_one_file_and_one_word(project: Path, builtin: Path) -> None:
    lay(
        project / "themes/default",
        {
            "templates/layout.html": "own layout",
            "static/site.css": "own css",
            "static/logo.svg": "<svg/>",
            "locales/en.yaml": "goal: {owner: Holder}\n",
            "locales/fr.yaml": "goal: But\n",
        },
    )
    outcome = load_theme(project, "default", builtin)
    assert outcome.findings == ()
    theme = outcome.value
    assert texts_of(theme) == {"layout.html": "own layout", "parts/row.html": "built-in row"}
    assert theme.templates["layout.html"].path == "themes/default/templates/layout.html"
    sources = {static.name: static.source for static in theme.statics}
    assert sources["site.css"] == project / "themes/default/static/site.css"
    assert set(sources) == {"logo.svg", "site.css"}
    assert theme.words["en"]["goal.owner"] == "Holder"
    assert theme.words["en"]["goal"] == "Goal"
    assert theme.words["fr"] == {"goal": "But"}


def test_one_form_replaces_all_counted_forms_and_the_other_way_round(
    project: Path, builtin: Path
) -> None:
    lay(
        project / "themes/default/locales",
        {"en.yaml": "total: '{count} in all'\ngoal: {one: a goal, other: goals}\n"},
    )
    words = load_theme(project, "default", builtin).value.words["en"]
    assert words["total"] == "{count} in all"
    assert "total.one" not in words
    assert "goal" not in words
    assert words["goal.one"] == "a goal"


def test_theme_of_ones_own_stands_on_default(project: Path, builtin: Path) -> None:
    lay(project / "themes", {"ours/templates/layout.html": "ours"})
    theme = load_theme(project, "ours", builtin).value
    assert texts_of(theme) == {"layout.html": "ours", "parts/row.html": "built-in row"}


def test_theme_may_stand_on_another_of_the_project(project: Path, builtin: Path) -> None:
    lay(
        project / "themes",
        {
            "ours/theme.yaml": "extends: firm\n",
            "ours/templates/a.html": "ours",
            "firm/templates/a.html": "firm",
            "firm/templates/layout.html": "firm",
        },
    )
    theme = load_theme(project, "ours", builtin).value
    assert texts_of(theme) == {
        "a.html": "ours",
        "layout.html": "firm",
        "parts/row.html": "built-in row",
    }


def test_theme_that_extends_itself_means_the_built_in_one(project: Path, builtin: Path) -> None:
    lay(project / "themes/default", {"theme.yaml": "extends: default\n"})
    assert load_theme(project, "default", builtin).findings == ()


def test_themes_that_extend_each_other_are_found(project: Path, builtin: Path) -> None:
    lay(
        project / "themes",
        {"a/theme.yaml": "extends: b\n", "b/theme.yaml": "extends: a\n"},
    )
    outcome = load_theme(project, "a", builtin)
    assert found(outcome) == [("theme-extends-circle", "themes/b/theme.yaml", "/extends")]
    assert "a → b → a" in outcome.findings[0].message["en"]


def test_unknown_theme_names_those_that_exist(project: Path, builtin: Path) -> None:
    lay(project / "themes", {"ours/templates/a.html": ""})
    outcome = load_theme(project, "defualt", builtin)
    assert found(outcome) == [("theme-unknown", "planbook.yaml", "/theme")]
    assert "default, ours" in (outcome.findings[0].help or {})["en"]
    assert outcome.findings[0].code.scope == "project"


@pytest.mark.parametrize("name", ["..", "../default", "", ".hidden", "default/templates"])
def test_name_of_a_theme_is_never_a_path(project: Path, builtin: Path, name: str) -> None:
    assert [f.code.name for f in load_theme(project, name, builtin).findings] == ["theme-unknown"]


def test_project_whose_themes_are_the_built_in_ones_has_no_double(tmp_path: Path) -> None:
    lay(tmp_path / "themes", DEFAULT)
    outcome = load_theme(tmp_path, "default", tmp_path / "themes")
    assert outcome.findings == ()
    layout = outcome.value.templates["layout.html"]
    assert layout.path == "themes/default/templates/layout.html"
    assert layout.builtin
    assert set(outcome.value.texts) == {
        "themes/default/theme.yaml",
        "themes/default/locales/en.yaml",
        "themes/default/locales/zh.yaml",
        "themes/default/templates/layout.html",
        "themes/default/templates/parts/row.html",
    }


@pytest.mark.parametrize("part", ["templates/secret.html", "static/secret", "locales/zh.yaml"])
def test_link_out_of_the_project_is_refused(
    project: Path, builtin: Path, tmp_path: Path, part: str
) -> None:
    (tmp_path / "secret").write_text("goal: SECRET")
    link = project / "themes/default" / part
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "secret")
    outcome = load_theme(project, "default", builtin)
    assert found(outcome) == [("theme-outside-project", f"themes/default/{part}", "")]
    assert "SECRET" not in str(outcome.value)


def test_linked_folder_out_of_the_project_is_refused(
    project: Path, builtin: Path, tmp_path: Path
) -> None:
    lay(tmp_path / "outside", {"secret.html": "SECRET"})
    (project / "themes/default").mkdir(parents=True)
    (project / "themes/default/templates").symlink_to(tmp_path / "outside")
    outcome = load_theme(project, "default", builtin)
    assert found(outcome) == [("theme-outside-project", "themes/default/templates", "")]
    assert "SECRET" not in str(outcome.value)


def test_folder_that_is_linked_in_a_circle_ends(project: Path, builtin: Path) -> None:
    lay(project / "themes/default", {"templates/a.html": "a"})
    (project / "themes/default/templates/again").symlink_to(".")
    outcome = load_theme(project, "default", builtin)
    assert outcome.findings == ()
    assert "a.html" in outcome.value.templates


def test_pipe_among_the_templates_is_told_and_not_read(project: Path, builtin: Path) -> None:
    lay(project / "themes/default", {"templates/a.html": "a"})
    os.mkfifo(project / "themes/default/templates/pipe.html")
    outcome = load_theme(project, "default", builtin)
    assert found(outcome) == [("theme-unreadable", "themes/default/templates/pipe.html", "")]


@pytest.mark.parametrize("part", ["templates/a.html", "locales/zh.yaml", "theme.yaml"])
def test_file_of_two_gigabytes_is_told_and_not_read(
    project: Path, builtin: Path, part: str
) -> None:
    lay(project / "themes/default", {part: ""})
    os.truncate(project / "themes/default" / part, 2 << 30)
    outcome = load_theme(project, "default", builtin)
    assert found(outcome) == [("theme-unreadable", f"themes/default/{part}", "")]
    assert "it has 2 GiB" in outcome.findings[0].message["en"]
    assert "the limit is 1 MiB" in outcome.findings[0].message["en"]


@pytest.mark.parametrize("part", ["templates/a.html", "locales/zh.yaml", "theme.yaml", "static/a"])
def test_pipe_and_link_to_nowhere_are_told_and_not_read(
    project: Path, builtin: Path, part: str
) -> None:
    path = project / "themes/default" / part
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    outcome = load_theme(project, "default", builtin)
    assert found(outcome) == [("theme-unreadable", f"themes/default/{part}", "")]
    assert "a pipe" in outcome.findings[0].message["en"]
    path.unlink()
    path.symlink_to("gone")
    outcome = load_theme(project, "default", builtin)
    assert found(outcome) == [("theme-unreadable", f"themes/default/{part}", "")]
    assert "`gone`, which does not exist" in outcome.findings[0].message["en"]


def test_built_in_theme_may_be_links_into_a_store_and_no_further(
    project: Path, builtin: Path, tmp_path: Path
) -> None:
    (tmp_path / "store").mkdir()
    (builtin / "default").rename(tmp_path / "store/default")
    for path in sorted((tmp_path / "store").rglob("*")):
        if path.is_file():
            link = builtin / path.relative_to(tmp_path / "store")
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
    outcome = load_theme(project, "default", builtin)
    assert outcome.findings == ()
    assert "layout.html" in outcome.value.templates
    (tmp_path / "secret").write_text("SECRET")
    (builtin / "default/templates/secret.html").symlink_to(tmp_path / "secret")
    outcome = load_theme(project, "default", builtin)
    place = "theme:default/templates/secret.html"
    assert found(outcome) == [("theme-outside-project", place, "")]
    assert "SECRET" not in str(outcome.value)


def test_template_in_another_encoding_is_told_with_the_byte(project: Path, builtin: Path) -> None:
    lay(project / "themes/default", {"templates/a.html": ""})
    (project / "themes/default/templates/a.html").write_bytes(b"ok \xff")
    outcome = load_theme(project, "default", builtin)
    assert found(outcome) == [("theme-unreadable", "themes/default/templates/a.html", "")]
    assert "byte 4 (0xFF)" in outcome.findings[0].message["en"]
    span = outcome.findings[0].place.span
    assert span is not None
    assert (span.line, span.column) == (1, 4)


@pytest.mark.parametrize(
    ("text", "code", "pointer"),
    [
        ("[a, b]\n", "theme-bad-file", ""),
        ("words\n", "theme-bad-file", ""),
        ("goal: {owner: [a]}\n", "theme-bad-file", "/goal/owner"),
        ("goal.owner: a\ngoal: {owner: b}\n", "theme-bad-file", "/goal/owner"),
        ("goal: a\n---\ngoal: b\n", "theme-bad-file", ""),
        ("goal: 'a\n", "yaml-syntax", ""),
        ("goal: a\ngoal: b\n", "yaml-duplicate-key", "/goal"),
    ],
)
def test_file_of_words_in_another_shape_is_told(
    project: Path, builtin: Path, text: str, code: str, pointer: str
) -> None:
    lay(project / "themes/default/locales", {"zh.yaml": text})
    outcome = load_theme(project, "default", builtin)
    assert found(outcome) == [(code, "themes/default/locales/zh.yaml", pointer)]
    assert outcome.findings[0].code.scope == "project"
    assert outcome.value.texts["themes/default/locales/zh.yaml"] == text


def test_empty_words_are_those_of_the_theme_below(project: Path, builtin: Path) -> None:
    lay(project / "themes/default/locales", {"en.yaml": "goal.owner:\n"})
    assert load_theme(project, "default", builtin).value.words["en"]["goal.owner"] == "Owner"


@pytest.mark.parametrize("written", ["2026", "1.10", "true"])
def test_number_in_place_of_words_is_told(project: Path, builtin: Path, written: str) -> None:
    lay(project / "themes/default/locales", {"en.yaml": f"goal:\n  owner: {written}\n"})
    (finding,) = load_theme(project, "default", builtin).findings
    assert finding.code.name == "theme-bad-file"
    assert f"`{written}`" in finding.message["en"]
    assert finding.place.pointer == "/goal/owner"


@pytest.mark.parametrize(
    ("text", "code", "help_"),
    [
        ("goal.onwer: Holder\n", "theme-unknown-word", "did you mean `goal.owner`? "),
        ("total: {other: '{cuont} goals'}\n", "theme-placeholder", "did you mean `count`? "),
        ("goal: Goal {name}\n", "theme-placeholder", "allowed here: —"),
        ("total: Goals\n", "theme-placeholder-missing", "write `{count}`"),
    ],
)
def test_words_that_no_page_could_show_are_told(
    project: Path, builtin: Path, text: str, code: str, help_: str
) -> None:
    lay(project / "themes/default/locales", {"en.yaml": text})
    (finding,) = load_theme(project, "default", builtin).findings
    assert finding.code.name == code
    assert finding.help is not None
    assert finding.help["en"].startswith(help_)


def test_words_that_own_templates_ask_for_are_fine(project: Path, builtin: Path) -> None:
    lay(
        project / "themes/default",
        {
            "locales/en.yaml": "own: {gruss: Hi, state: {open: Open}}\ntotal: {one: one goal}\n",
            "templates/own.html": "{{ ui('own.gruss') }}{{ ui(\"own.state.\" ~ view.state) }}",
        },
    )
    assert load_theme(project, "default", builtin).findings == ()


def test_theme_that_extends_itself_alone_is_a_circle(project: Path, builtin: Path) -> None:
    lay(project / "themes", {"ours/theme.yaml": "extends: ours\n"})
    assert found(load_theme(project, "ours", builtin)) == [
        ("theme-extends-circle", "themes/ours/theme.yaml", "/extends")
    ]


def test_name_that_is_none_is_told_of_once(project: Path, builtin: Path) -> None:
    lay(project / "themes", {"ours/theme.yaml": "extends: ../../x\n"})
    ((code, path, pointer),) = found(load_theme(project, "ours", builtin))
    assert (path, pointer) == ("themes/ours/theme.yaml", "/extends")
    assert code.startswith("theme-")


def test_themes_that_nobody_may_enter_are_told(
    project: Path, builtin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path) -> os.stat_result:
        if path == project / "themes/default":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return os.stat(path)  # noqa: PTH116 (the method itself is replaced)

    monkeypatch.setattr(Path, "stat", lambda path, **_: locked(path))
    assert found(load_theme(project, "default", builtin)) == [("theme-unreadable", "themes", "")]


@pytest.mark.parametrize(
    ("text", "pointer"),
    [("extend: default\n", "/extend"), ("languages: zh\n", "/languages"), ("- a\n", "")],
)
def test_settings_of_a_theme_are_checked(
    project: Path, builtin: Path, text: str, pointer: str
) -> None:
    lay(project / "themes/default", {"theme.yaml": text})
    ((code, path, place),) = found(load_theme(project, "default", builtin))
    assert code.startswith("theme-")
    assert (path, place) == ("themes/default/theme.yaml", pointer)


def test_unfinished_copies_of_an_editor_are_left_alone(project: Path, builtin: Path) -> None:
    lay(project / "themes/default", {"templates/.a.html.swp": "x", "templates/a.html~": "x"})
    assert set(load_theme(project, "default", builtin).value.templates) == {
        "layout.html",
        "parts/row.html",
    }


def missing(outcome: Outcome[Theme]) -> list[tuple[str, str]]:
    """Where words of the interface are missing, and what is said of it."""
    return [
        (f"{f.place.path}{f.place.pointer}", f.message["en"])
        for f in outcome.findings
        if f.code.name == "theme-words-missing"
    ]


def test_a_language_without_words_is_told_at_the_settings(project: Path, builtin: Path) -> None:
    outcome = load_theme(project, "default", builtin, ("en", "pl"))
    assert missing(outcome) == [
        ("planbook.yaml/languages/1", "the theme has no words of the interface in `pl`")
    ]


def test_words_and_forms_that_a_language_lacks_are_named(project: Path, builtin: Path) -> None:
    words = "goal: Cel\ntotal: {one: '1 cel', few: '{count} cele', other: '{count} celu'}\n"
    lay(project / "themes/default", {"locales/pl.yaml": words})
    ((place, message),) = missing(load_theme(project, "default", builtin, ("en", "pl")))
    assert place == "themes/default/locales/pl.yaml"
    assert message.endswith("in `pl`: 2 (`goal.owner`, `total.many`)")


def test_words_without_a_number_need_no_forms(project: Path, builtin: Path) -> None:
    words = "goal: 目標\ngoal.owner: 責任者\ntotal: {other: '{count}件'}\n"
    lay(project / "themes/default", {"locales/ja.yaml": words})
    assert missing(load_theme(project, "default", builtin, ("en", "ja"))) == []


def test_a_country_has_the_words_of_its_language(project: Path, builtin: Path) -> None:
    words = "goal.owner: 负责人\ntotal: {other: '{count} 个'}\n"
    lay(project / "themes/default", {"locales/zh.yaml": words})
    assert missing(load_theme(project, "default", builtin, ("zh-Hans-CN", "en-GB"))) == []


def test_words_of_the_projects_own_are_missing_in_its_other_languages(
    project: Path, builtin: Path
) -> None:
    words = "goal.owner: 负责人\ntotal: {other: '{count} 个'}\nours.motto: 做\n"
    lay(
        project / "themes/default",
        {"locales/zh.yaml": words, "templates/ours.html": '{{ ui("ours.motto") }}'},
    )
    ((place, message),) = missing(load_theme(project, "default", builtin, ("zh", "en")))
    assert (place, message.endswith("1 (`ours.motto`)")) == (
        "theme:default/locales/en.yaml",
        True,
    )


def test_the_built_in_theme_has_all_words_in_both_languages(project: Path) -> None:
    assert load_theme(project, "default", builtin_themes(), ("zh", "en")).findings == ()
