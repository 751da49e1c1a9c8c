"""What each template takes in, as the digests of pages need it."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from jinja2.meta import find_referenced_templates

from builders.sites import theme_of
from planbook.reading.resources import builtin_themes
from planbook.reading.theme import load_theme
from planbook.rendering.theme import digest_theme, templates_behind


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


def test_a_page_that_speaks_other_languages_is_made_anew_with_their_words() -> None:
    def digests(word: str, *, builtin: bool) -> tuple[str, str, str]:
        templates = {
            "all.html": "{{ ui('goal', view.title) }}",
            "around.html": '{% include "all.html" %}',
            "one.html": "{{ ui('goal', count=3) }}{{ ui('goal') }}",
        }
        words = {"en": {"goal": "Goal"}, "zh": {"goal": word}}
        theme = theme_of({} if builtin else templates, words, templates if builtin else None)
        made = digest_theme(theme, ["en"], "1").templates
        return made["all.html"], made["around.html"], made["one.html"]

    for builtin in (True, False):
        before, after = digests("目标", builtin=builtin), digests("指标", builtin=builtin)
        assert [one == other for one, other in zip(before, after, strict=True)] == [
            False,
            False,
            True,
        ]


def test_the_page_for_the_lost_is_one_of_those() -> None:
    theme = load_theme(Path("no-project"), "default", builtin_themes()).value
    other = theme_of(
        words={**theme.words, "zh": {**theme.words["zh"], "lost.title": "没有这一页"}},
        builtin={name: template.text for name, template in theme.templates.items()},
    )
    before = digest_theme(theme, ["en"], "1").templates
    after = digest_theme(other, ["en"], "1").templates
    assert [name for name in before if before[name] != after[name]] == ["404.html"]
