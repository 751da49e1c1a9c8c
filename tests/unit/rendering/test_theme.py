"""What each template takes in, as the digests of pages need it."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from jinja2.meta import find_referenced_templates

from builders.sites import theme_of
from planbook.reading.resources import builtin_themes
from planbook.reading.theme import load_theme
from planbook.rendering.theme import templates_behind


def test_what_our_templates_take_in_is_found_without_a_grammar() -> None:
    theme = load_theme(Path("no-project"), "default", builtin_themes()).value
    grammar = Environment(autoescape=True)
    direct = {
        name: set(find_referenced_templates(grammar.parse(template.text)))
        for name, template in theme.templates.items()
    }
    assert any(direct.values())
    for name in theme.templates:
        expected, waiting = {name}, [name]
        while waiting:
            found = {other for other in direct[waiting.pop()] if other is not None} - expected
            expected |= found
            waiting += found
        assert templates_behind([name], theme) == tuple(sorted(expected))


def test_a_name_that_is_worked_out_may_be_any() -> None:
    theme = theme_of({"a.html": "{% include 'b' ~ '.html' %}{% include view.x %}", "b.html": ""})
    assert templates_behind(["a.html"], theme) == ("a.html", "b.html")
    assert templates_behind(["b.html", "nothing.html"], theme) == ("b.html",)
