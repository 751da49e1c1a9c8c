"""The quick way and the sandbox: the same bytes and faults, and no way around the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from jinja2 import nodes
from markupsafe import Markup
from msgspec.structs import replace

from builders.sites import Words, theme_of
from planbook.as_of import AsOf
from planbook.model.edition import Edition
from planbook.pages import Page
from planbook.pipeline import check_project, score_project
from planbook.reading.resources import builtin_themes
from planbook.reading.theme import Theme, load_theme
from planbook.rendering.compiled import QuickEnvironment, can_be_quick, is_harmless
from planbook.rendering.environment import make_environment, make_environment_of
from planbook.rendering.renderer import Fault, Rendered, Renderer
from planbook.views.site import build_pages

BUILTIN = {
    "macros.html": "{% macro shown(value, style='plain') %}<b class='{{ style }}'>{{ value }}</b>"
    "{% endmacro %}{% macro name(one) %}{% if one.title is defined %}{{ one.title }}"
    "{% else %}{{ one }}{% endif %}{% endmacro %}"
    "{% macro around(one) %}[{{ one.title }}: {{ caller() }}]{% endmacro %}"
    "{% macro called(one) %}{{ one(1) }}{% endmacro %}"
    "{% macro item(list, place) %}{{ list[place] }}{% endmacro %}",
    "layout.html": '{% import "macros.html" as m %}{% set shared = view.title %}'
    "<title>{{ m.shown(view.title) }}</title>{% block main %}{% endblock %}"
    "{% block foot %}{{ ui('goal') }}{{ m.name(view) }}{% endblock %}",
    "page.html": '{% extends "layout.html" %}{% import "macros.html" as m %}'
    "{% block main %}{{ m.shown(view.title, 'main') }}{% for line in view.lines %}"
    "{{ loop.index0 }} {{ line }}{% endfor %}{% include 'part.html' %}{% endblock %}",
    "part.html": '<p>{{ view.lines|length }} {{ ui("of", n=view.title) }}</p>',
}
"""A few templates as if they came with planbook: all that those do, and a little more."""

BEHIND = {f"default/{name}": text for name, text in BUILTIN.items()}
WORDS = {"en": {"goal": "Goal <1>", "of": "of {n}"}}


@dataclass(frozen=True, slots=True)
class Held:
    """A view that holds what a template may not change or look into."""

    title: str = "T & <t>"
    lines: tuple[str, ...] = ("a", "<b>")
    list: Any = field(default_factory=lambda: ["x"])
    mapping: Any = field(default_factory=lambda: {"title": "m"})
    pieces: Any = field(default_factory=lambda: (one for one in "ab"))


@dataclass(frozen=True, slots=True)
class Pair:
    """A view of values for two phrases."""

    others: dict[str, Any]
    values: dict[str, Any]


def rendered_in_both_ways(theme: Theme, view: object) -> tuple[Rendered | Fault, Rendered | Fault]:
    page = Page("x.html", "en", "page.html", view)
    sandboxed = Renderer(replace(theme, templates={
        name: replace(template, builtin=False) for name, template in theme.templates.items()
    }))  # fmt: skip
    return Renderer(theme).render(page), sandboxed.render(page)


def mixed(**own: str) -> Theme:
    given = {**BUILTIN, **BEHIND}
    names = {name.replace("_", ".") if "." not in name else name: own[name] for name in own}
    return theme_of(names, WORDS, {name: text for name, text in given.items() if name not in names})


@pytest.mark.parametrize(
    "view",
    [
        Words("A & <b>", ("<x>", "y")),
        Words(Markup("<i>A</i>"), ()),
        {"title": "a mapping", "lines": ["<x>"]},
        {"title": None, "lines": {"a": 1}},
        MappingProxyType({"title": Words("in"), "lines": ()}),
        Held(),
    ],
)
def test_both_ways_give_the_same_bytes(view: object) -> None:
    quick, sandboxed = rendered_in_both_ways(mixed(), view)
    assert isinstance(quick, Rendered)
    assert quick == sandboxed


@pytest.mark.parametrize("view", [None, Words, object(), {"title": "x"}, 7])
def test_mistakes_are_told_alike(view: object) -> None:
    quick, sandboxed = rendered_in_both_ways(mixed(), view)
    assert isinstance(quick, Fault)
    assert quick == sandboxed


@pytest.mark.parametrize(
    "expression",
    [
        "view.titel",
        "view.title.nothing",
        "view.lines[7]",
        "ui('no.such')",
        "ui('of')",
        "ui(view.titel)",
        "m.shown(1, 2, 3)",
        "m.nothing(1)",
        "nothing",
        "nothing.key is defined",
        "1 / 0",
    ],
)
def test_a_mistake_in_a_template_of_ours_is_found_at_its_line(expression: str) -> None:
    text = f'{{% import "macros.html" as m %}}\n<p>\n{{{{ {expression} }}}}</p>'
    theme = theme_of({}, WORDS, {**BUILTIN, "page.html": text})
    quick, sandboxed = rendered_in_both_ways(theme, Held())
    assert isinstance(quick, Fault)
    assert quick == sandboxed
    assert (quick.path, quick.line) == ("theme:default/templates/page.html", 3)


FORBIDDEN = [
    "view.title.__class__.__mro__",
    "view['__class__'].__name__",
    "(view|attr('__class__')).__name__",
    "[view]|map(attribute='__class__.__name__')|join",
    "'{0.__class__}'.format(view)",
    "'{v.__class__}'.format_map({'v': view})",
    "m.shown('{0.__class__.__name__}'.format(view))",
    "m.name.__call__.__globals__",
    "m.name._func.__globals__",
    "m.name._quick.__globals__",
    "m.name._quick(view)",
    "(m|attr('name'))._environment.globals",
    "m.__dict__",
    "m.item(view, '__class__').__name__",
    "m.item([view.title.__class__], 0)",
    "ui.__globals__",
    "ui.__closure__",
    "cached.__closure__",
    "view.list.append('y')",
    "view.list.append",
    "view.mapping.update",
    "view.mapping.pop('title')",
    "view.pieces.gi_frame.f_globals",
    "m.called(view.list.append)",
    "m.called(view.list.pop)",
    "m.called(m.name._quick)",
    "m.shown(view.pieces.gi_frame)",
    "self._TemplateReference__context",
    "self.foot.__init__.__globals__",
]

WAYS: list[Callable[[str], Theme]] = [
    # Alone, and with macros of ours.
    lambda code: mixed(page_html=f'{{% import "macros.html" as m %}}{{{{ {code} }}}}'),
    # In a block of a template that extends one of ours, beside what that one shows.
    lambda code: mixed(
        page_html='{% extends "layout.html" %}{% import "macros.html" as m %}'
        f"{{% block foot %}}{{{{ super() }}}}{{{{ {code} }}}}{{% endblock %}}"
    ),
    # In what stands in the place of one of ours, which others of ours extend.
    lambda code: mixed(
        layout_html='{% extends "default/layout.html" %}{% import "macros.html" as m %}'
        f"{{% block foot %}}{{{{ {code} }}}}{{{{ super() }}}}{{% endblock %}}"
    ),
    # In what one of ours includes.
    lambda code: mixed(part_html=f'{{% import "macros.html" as m %}}{{{{ {code} }}}}'),
    # In macros that ours import and call.
    lambda code: mixed(
        **{
            "macros.html": '{% import "default/macros.html" as m %}'
            "{% macro name(view) %}{% endmacro %}"
            f"{{% macro shown(one, style='') %}}{{{{ inner(one) }}}}{{% endmacro %}}"
            f"{{% macro inner(view) %}}{{{{ {code} }}}}{{% endmacro %}}"
        }
    ),
    # In what a macro of ours is called around.
    lambda code: mixed(
        page_html='{% import "macros.html" as m %}'
        f"{{% call m.around(view) %}}{{{{ {code} }}}}{{% endcall %}}"
    ),
    # In a macro of the project's that one of ours is given, and calls.
    lambda code: mixed(
        page_html='{% import "macros.html" as m %}'
        f"{{% macro mine(n) %}}{{{{ {code} }}}}{{% endmacro %}}{{{{ m.called(mine) }}}}"
    ),
    # In a value that one of ours shows.
    lambda code: mixed(
        page_html='{% extends "layout.html" %}{% import "default/macros.html" as m %}'
        f"{{% block main %}}{{% set view = {{'title': {code}}} %}}{{{{ m.shown(view.title) }}}}"
        "{% endblock %}"
    ),
]


@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.parametrize("code", FORBIDDEN)
def test_nothing_forbidden_is_reached_in_any_combination(code: str, way: int) -> None:
    theme = WAYS[way](code)
    if way == 4:
        # The macros are given the title, and here the view with it.
        quick, sandboxed = rendered_in_both_ways(theme, Words(Held()))  # type: ignore[arg-type]
    else:
        quick, sandboxed = rendered_in_both_ways(theme, Held())
    assert isinstance(quick, Fault), quick
    assert quick == sandboxed
    refusals = ("unsafe", "is undefined", "has no attribute '_quick'")
    assert any(words in quick.reason for words in refusals), quick


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_what_is_allowed_looks_alike_in_any_combination(way: int) -> None:
    for code in ("view.title", "m.name(view)", "ui('of', n=view.title)", "view.lines|join"):
        view = Words(Words("&"), ("<",)) if way == 4 else Held()  # type: ignore[arg-type]
        quick, sandboxed = rendered_in_both_ways(WAYS[way](code), view)
        assert isinstance(quick, Rendered), (code, quick)
        assert quick == sandboxed


@pytest.mark.parametrize(
    "unsettling",
    [
        "{% set ui = view.list.__class__ %}",
        "{% macro ui(key) %}MINE{% endmacro %}",
        '{% import "macros.html" as ui %}',
        '{% from "macros.html" import shown as ui %}',
        '{% from "macros.html" import shown as cached %}',
        "{% for ui in [1] %}{% include 'part.html' %}{% endfor %}",
        "{% with ui = 1 %}{% include 'part.html' %}{% endwith %}",
        "{% set cached %}x{% endset %}",
        "{% macro m(ui) %}{% endmacro %}",
        "{% autoescape false %}{{ self.foot() }}{% endautoescape %}",
        "{% if %}",
        "{{ " + "1" * 5000 + " }}",
        "{{ " + "(" * 5000 + " }}",
    ],
)
def test_templates_that_change_what_ours_rest_upon_are_all_sandboxed(unsettling: str) -> None:
    theme = mixed(page_html='{% extends "layout.html" %}' + unsettling, part_html="{{ ui }}")
    assert not can_be_quick(theme)
    quick, sandboxed = rendered_in_both_ways(theme, Held())
    assert quick == sandboxed


def test_only_the_templates_that_come_with_planbook_are_trusted() -> None:
    theme = mixed(part_html="{{ view.list.append }}", **{"default/part.html": "{{ view.list }}"})
    environment = make_environment_of(QuickEnvironment, theme, "en")
    environment.prepare(theme, WORDS["en"])
    assert environment.trusted == {*BUILTIN, *BEHIND} - {"part.html", "default/part.html"}


@pytest.mark.parametrize(
    "values",
    [{"n": "<1>"}, {"n": Markup("<1>")}, {"n": 1}, {"n": True}, {"n": 1.0}, {"n": Words("&")}],
)
def test_phrases_that_are_kept_are_told_apart(values: dict[str, object]) -> None:
    builtin = {"page.html": "{{ ui('of', **view.others) }}{{ ui('of', **view.values) }}"}
    theme = theme_of({}, WORDS, builtin)
    for others in ("<1>", Markup("<1>"), 1, True, 1.0):
        quick, sandboxed = rendered_in_both_ways(theme, Pair({"n": others}, values))
        assert isinstance(quick, Rendered)
        assert quick == sandboxed


@pytest.mark.parametrize(
    "name",
    ["__class__", "_quick", "gi_frame", "cr_code", "ag_frame", "mro", "append", "update",
     "add", "popitem", "format", "format_map", "class", "ａ"],
)  # fmt: skip
def test_some_names_are_left_to_the_sandbox(name: str) -> None:
    assert not is_harmless(name)


@cache
def builtin_theme() -> Theme:
    return load_theme(Path("no-project"), "default", builtin_themes()).value


def test_templates_of_the_theme_read_harmless_names_only() -> None:
    environment = make_environment(builtin_theme(), "en")
    for template in builtin_theme().templates.values():
        tree = environment.parse(template.text)
        asked = {part.attr for part in tree.find_all(nodes.Getattr)}
        # The sandbox is asked for these, as in a project's templates.
        assert {name for name in asked if not is_harmless(name)} <= {"format"}, template.name


@pytest.mark.slow
def test_every_page_of_the_handbook_takes_the_quick_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked = check_project(builtin_themes().parent, AsOf(datetime(2026, 9, 10, tzinfo=UTC)))
    edition = Edition("private")
    scored = score_project(checked, edition)
    assert scored is not None
    site = build_pages(scored.visible, scored.scores, edition, scored.scores.as_of, ())
    quick, sandboxed = Renderer(builtin_theme()), Renderer(builtin_theme())
    monkeypatch.setattr(sandboxed, "_is_quick", False)
    compared: set[tuple[str, str]] = set()
    for page in site.pages:
        result = quick.render(page) if page.template else None
        assert not quick._too_special, (page.path, result)
        # The sandbox takes its time: one of each kind, in each language.
        if result is not None and (page.template, page.language) not in compared:
            compared.add((page.template, page.language))
            assert result == sandboxed.render(page)
    assert len(compared) > 50
