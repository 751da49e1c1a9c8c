"""What can be said of a project's templates before anything is shown with them."""

from __future__ import annotations

import pytest

from builders.sites import theme_of
from planbook.reading.theme import Template, Theme
from planbook.rendering.compiling import check_templates


def faults(text: str) -> list[tuple[str, int]]:
    found = list(check_templates(theme_of({"page.html": "fine", "unused.html": text})))
    assert {finding.code.name for finding in found} <= {"theme-template-error"}
    return [(f.place.path, f.place.span.line if f.place.span else 0) for f in found]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n{% if %}", 2),
        ("{{ view.title", 1),
        ("a\nb\n{{ view.title|titel }}", 3),
        ("{{ view is prety }}", 1),
        ("\n{% include 'nowhere.html' %}", 2),
        ("{% extends 'nowhere.html' %}", 1),
        ("{% import 'nowhere.html' as m %}", 1),
    ],
)
def test_template_that_cannot_be_understood_is_found_at_its_line(text: str, line: int) -> None:
    assert faults(text) == [("themes/default/templates/unused.html", line)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.whatever }}",
        "{% include 'page.html' %}",
        "{% include 'nowhere.html' ignore missing %}",
        "{% include view.name %}",
    ],
)
def test_what_only_a_page_can_tell_is_left_to_the_page(text: str) -> None:
    assert faults(text) == []


def test_brackets_in_endless_number_are_a_finding() -> None:
    assert faults("{{ " + "(" * 20_000 + " }}") == [("themes/default/templates/unused.html", 0)]


def test_built_in_templates_are_not_looked_at_again() -> None:
    broken = Template("page.html", "{% if %}", "theme:default/templates/page.html", builtin=True)
    assert list(check_templates(Theme("default", {"page.html": broken}))) == []
