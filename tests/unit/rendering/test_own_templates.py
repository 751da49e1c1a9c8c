"""A project's own templates: built on the built-in ones, and tried before anything is built."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from planbook import pipeline
from planbook.as_of import AsOf
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project, try_templates

NOW = AsOf(datetime(2026, 9, 10, tzinfo=UTC))
FILES = {
    "planbook.yaml": "title: Kettles\nlanguages: [en, zh]\nas_of: 2026-09-10\n",
    "content/li.yaml": "kind: person\nid: li-na\nname: Li Na\nrole: seller\n",
    "content/mo.yaml": "kind: person\nid: mo-li\nname: Mo Li\nrole: seller\nstate: draft\n",
    "content/role.yaml": "kind: role\nid: seller\ntitle: Seller\npurpose: Sells\n"
    "duties: [{title: Sell}]\n",
}
EXTENDED = '{% extends "default/layout.html" %}{% block foot %}MINE {{ super() }}{% endblock %}'


def project(folder: Path, **templates: str) -> Path:
    for name, text in {**FILES, **{
        f"themes/default/templates/{name}.html": text for name, text in templates.items()
    }}.items():  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def found_by_validate(folder: Path) -> list[tuple[str, str, int | None]]:
    checked = try_templates(check_project(folder, NOW))
    return [
        (found.code, found.path.removeprefix("themes/default/templates/"),
         found.span.line if found.span else None)
        for found in checked.diagnostics
    ]  # fmt: skip


def found_by_build(folder: Path) -> list[tuple[str, str, int | None]]:
    checked = check_project(folder, NOW)
    built = build_site(checked, Request(folder / "site", Edition("private")))
    return [
        (found.code, found.path.removeprefix("themes/default/templates/"),
         found.span.line if found.span else None)
        for found in (*checked.diagnostics, *built.diagnostics)
    ]  # fmt: skip


def test_a_template_may_extend_the_built_in_one_of_its_own_name(tmp_path: Path) -> None:
    project(tmp_path, layout=EXTENDED)
    assert found_by_validate(tmp_path) == []
    assert found_by_build(tmp_path) == []
    for page in ("index.html", "zh/people/li-na/index.html"):
        text = (tmp_path / "site" / page).read_text("utf-8")
        assert "MINE" in text
        assert "Figures as of" in text or "数据截至" in text
        assert "</html>" in text


def test_a_change_of_the_built_in_template_behind_reaches_the_digest(tmp_path: Path) -> None:
    project(tmp_path, role='{% extends "default/role.html" %}')
    assert found_by_build(tmp_path) == []
    (tmp_path / "themes/default/templates/role.html").write_text(
        '{% extends "default/generic.html" %}{% block main %}other{% endblock %}', "utf-8"
    )
    checked = check_project(tmp_path, NOW)
    report = build_site(checked, Request(tmp_path / "site", Edition("private"))).report
    assert report is not None
    assert report.rendered == 4  # the role and the edition to print, in both languages


@pytest.mark.parametrize(
    ("templates", "place"),
    [
        ({"layout": '\n{% extends "layout.html" %}'}, ("layout.html", 2)),
        ({"unused": '{% extends "unused.html" %}'}, ("unused.html", 1)),
        ({"a": '{% extends "b.html" %}', "b": '{% extends "a.html" %}'}, ("a.html", 1)),
        ({"a": '\n\n{% import "b.html" as b %}', "b": '{% include "a.html" %}'}, ("a.html", 3)),
        ({"layout": '{% extends "default/role.html" %}'}, ("layout.html", 1)),
        ({"role": "\n{% if %}"}, ("role.html", 2)),
        ({"role": '\n{% extends "default/rolle.html" %}'}, ("role.html", 2)),
        ({"role": "{{ 1 }}\n{{ view.nope }}"}, ("role.html", 2)),
        ({"role": "{{ 1 }}\n{{ view.title|titel }}"}, ("role.html", 2)),
        ({"role": "\n{{ ui('no.such.words') }}"}, ("role.html", 2)),
        (
            {"role": "{% if view.layout.chrome.language == 'zh' %}\n{{ nope }}{% endif %}"},
            ("role.html", 2),
        ),
        ({"layout": '{% extends "default/layout.html" %}{% block foot %}\n'
                    "{{ view.layout.chrome.nope }}{% endblock %}"}, ("layout.html", 2)),
        ({"role": "{% macro m(x) %}{{ x.y }}{% endmacro %}\n{{ m(view.nope) }}"},
         ("role.html", 1)),
        ({"role": "{% for a in 'x' * 10000 %}{% for b in 'x' * 10000 %}{% endfor %}{% endfor %}"},
         ("role.html", 1)),
    ],
)  # fmt: skip
def test_validate_finds_what_a_build_would_at_the_same_line(
    tmp_path: Path, templates: dict[str, str], place: tuple[str, int]
) -> None:
    project(tmp_path, **templates)
    found = set(found_by_validate(tmp_path))
    assert found == {("theme-template-error", *place)}
    assert set(found_by_build(tmp_path)) == found


def test_a_template_may_take_itself_in_where_that_ends(tmp_path: Path) -> None:
    tree = "{% if depth is defined %}{% include 'tree.html' %}{% endif %}"
    project(tmp_path, tree=tree, role='{% include "tree.html" %}')
    assert found_by_validate(tmp_path) == []


def test_names_of_the_built_in_templates_are_not_taken(tmp_path: Path) -> None:
    project(tmp_path, **{"default/layout": "mine"})
    assert [found[0] for found in found_by_validate(tmp_path)] == ["theme-bad-file"]


def test_without_templates_of_its_own_nothing_is_rendered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[tuple[str, str]] = []
    render = pipeline.render_pages  # type: ignore[attr-defined]

    def counting(pages, theme, jobs=None):  # type: ignore[no-untyped-def]
        rendered.extend((page.template, page.language) for page in pages)
        return render(pages, theme, jobs)

    monkeypatch.setattr(pipeline, "render_pages", counting)
    assert found_by_validate(project(tmp_path)) == []
    assert rendered == []
    assert found_by_validate(project(tmp_path, role='{% extends "default/role.html" %}')) == []
    assert sorted(rendered) == [("role.html", "en"), ("role.html", "zh")]


@pytest.mark.parametrize("style", ["a { color: red }", ""])
def test_a_style_of_a_few_lines_that_replaces_the_whole_is_told(tmp_path: Path, style: str) -> None:
    path = project(tmp_path) / "themes/default/static/site.css"
    path.parent.mkdir(parents=True)
    path.write_text(style, "utf-8")
    assert [found[0] for found in found_by_validate(tmp_path)] == ["theme-replaces-style"]
    path.write_text("a { color: red }\n" * 400, "utf-8")
    assert found_by_validate(tmp_path) == []
