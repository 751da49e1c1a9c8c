"""Views to bytes, and template errors at their line."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from markupsafe import Markup

from builders.sites import Words, page_of, theme_of
from planbook.diagnostics.finding import Finding
from planbook.diagnostics.span import Span
from planbook.pages import Page
from planbook.processes import WorkerLostError
from planbook.reading.theme import Theme
from planbook.rendering.render import render_pages
from planbook.rendering.renderer import Rendered
from planbook.rendering.workers import render_in_processes, render_serially


@dataclass(frozen=True, slots=True)
class Figures:
    """A view with values of every kind."""

    due: datetime.date
    amount: Decimal
    share: float
    text: str
    body: Markup


FIGURES = Figures(datetime.date(2026, 9, 30), Decimal("1.10"), 0.5, "<卷>", Markup("<p>&amp;</p>"))


def bytes_of(page: Page, theme: Theme) -> bytes:
    (result,) = render_pages([page], theme, jobs=1)
    assert isinstance(result, Rendered)
    return result.content


def findings_of(theme: Theme, *pages: Page) -> list[Finding]:
    results = render_pages(pages, theme, jobs=1)
    return [result for result in results if isinstance(result, Finding)]


def reason_of(theme: Theme) -> str:
    (finding,) = findings_of(theme, page_of("x.html"))
    assert finding.code.name == "theme-template-error"
    return finding.message["en"]


def test_text_is_escaped_and_markup_is_not() -> None:
    theme = theme_of({"page.html": "{{ view.text }}{{ view.body }}"})
    page = Page("x.html", "en", "page.html", FIGURES)
    assert bytes_of(page, theme) == "&lt;卷&gt;<p>&amp;</p>\n".encode()


def test_lines_end_in_lf_and_the_last_one_ends() -> None:
    theme = theme_of({"page.html": "a\r\n{{ view.title }}"})
    assert bytes_of(page_of("x.html", "b\r\nc\rd"), theme) == b"a\nb\nc\nd\n"


def test_calendar_keeps_the_line_ends_of_its_view() -> None:
    page = Page("calendar.ics", "en", "", "BEGIN:VCALENDAR\r\n")
    assert bytes_of(page, theme_of()) == b"BEGIN:VCALENDAR\r\n"


def test_page_without_template_is_json_in_the_order_of_its_keys() -> None:
    view = {"b": Decimal("1.10"), "a": ["卷", datetime.date(2026, 1, 2)], "n": None, "e": {}}
    assert bytes_of(Page("api/v1/x.json", "en", "", view), theme_of()).decode() == (
        '{\n  "b": 1.10,\n  "a": [\n    "卷",\n    "2026-01-02"\n  ],\n  "n": null,\n  "e": {}\n}\n'
    )


def test_script_pages_carry_views_as_json_that_no_page_can_be_broken_with() -> None:
    theme = theme_of({"page.js": "search = {{ view|tojson }};"})
    page = Page("search.js", "en", "page.js", Words("</script>&"))
    assert bytes_of(page, theme) == (
        b'search = {"title":"\\u003c/script\\u003e\\u0026","lines":[]};\n'
    )


def test_macros_that_are_imported_can_speak() -> None:
    theme = theme_of(
        {
            "page.html": '{% import "m.html" as m %}{{ m.head() }}',
            "m.html": '{% macro head() %}{{ ui("goal") }}{% endmacro %}',
        }
    )
    assert bytes_of(page_of("x.html"), theme) == b"Goal\n"


def test_pages_of_one_theme_speak_their_own_language() -> None:
    theme = theme_of(
        {"p.html": '{{ ui("goal") }}'}, {"en": {"goal": "Goal"}, "zh": {"goal": "目标"}}
    )
    pages = [Page(f"{tag}.html", tag, "p.html", None) for tag in ("zh", "en", "zh")]
    results = [r.content.decode() for r in render_pages(pages, theme) if isinstance(r, Rendered)]
    assert results == ["目标\n", "Goal\n", "目标\n"]


def test_cached_output_is_reused_for_equal_values_only() -> None:
    menu = "{% macro menu(lines, title) %}<b>{{ title }}</b>{{ lines[0] }}{% endmacro %}"
    shown = '{% import "m.html" as m %}{{ cached(m.menu, view.lines, view.title) }}'
    theme = theme_of({"m.html": menu, "page.html": shown})
    texts = [("a", "<x>"), ("a", Markup("<x>")), ("b", "<x>"), ("a", "<x>")]
    pages = [
        Page(f"{number}.html", "en", "page.html", Words(title, (line,)))
        for number, (title, line) in enumerate(texts)
    ]
    rendered = list(render_pages(pages, theme, jobs=1))
    assert [page.content for page in rendered if isinstance(page, Rendered)] == [
        b"<b>a</b>&lt;x&gt;\n",
        b"<b>a</b><x>\n",
        b"<b>b</b>&lt;x&gt;\n",
        b"<b>a</b>&lt;x&gt;\n",
    ]


def test_macro_that_sees_its_page_is_cached_for_this_page_alone() -> None:
    shown = "{% macro head() %}{{ view.title }}{% endmacro %}{{ cached(head) }}"
    theme = theme_of({"page.html": shown})
    rendered = render_pages([page_of("a.html", "A"), page_of("b.html", "B")], theme, jobs=1)
    assert [page.content for page in rendered if isinstance(page, Rendered)] == [b"A\n", b"B\n"]


def test_only_macros_are_cached() -> None:
    assert "takes a macro" in reason_of(theme_of({"page.html": "{{ cached(view.title) }}"}))


def test_missing_field_is_told_with_template_line_and_document() -> None:
    theme = theme_of({"page.html": "<p>\n  {{ view.titel }}\n</p>"})
    (finding,) = findings_of(theme, page_of("goals/a/index.html"))
    assert finding.code.name == "theme-template-error"
    assert finding.place.path == "themes/default/templates/page.html"
    assert finding.place.span == Span(2, 3, 2, 19)
    assert finding.subject == "goal:goals/a/index.html"
    assert "titel" in finding.message["en"]
    assert "titel" in finding.message["zh"]


def test_error_in_a_macro_points_into_the_macro() -> None:
    theme = theme_of(
        {
            "page.html": '{% import "m.html" as m %}\n{{ m.head(view) }}',
            "m.html": "{% macro head(v) %}\n\n{{ v.nothing }}{% endmacro %}",
        }
    )
    (finding,) = findings_of(theme, page_of("x.html"))
    assert finding.place.path == "themes/default/templates/m.html"
    assert finding.place.span is not None
    assert finding.place.span.line == 3


def test_syntax_error_in_an_included_template_points_there() -> None:
    theme = theme_of({"page.html": '{% include "part.html" %}', "part.html": "a\n{% if %}"})
    (finding,) = findings_of(theme, page_of("x.html"))
    assert finding.place.path == "themes/default/templates/part.html"
    assert finding.place.span is not None
    assert finding.place.span.line == 2


def test_one_mistake_on_many_pages_is_one_finding() -> None:
    theme = theme_of({"page.html": "{{ view.nothing }}"})
    (finding,) = findings_of(theme, *(page_of(f"{n}.html") for n in range(5)))
    assert "`0.html` and on 4 more" in finding.message["en"]
    assert finding.subject == "goal:0.html"


def test_all_mistakes_of_all_templates_are_told() -> None:
    theme = theme_of({"a.html": "{{ view.one }}", "b.html": "{{ 1 / 0 }}", "c.html": "fine"})
    pages = [page_of(f"{name}.html", template=f"{name}.html") for name in "abc"]
    paths = [finding.place.path.rpartition("/")[2] for finding in findings_of(theme, *pages)]
    assert paths == ["a.html", "b.html"]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ('{{ ui("goal.due") }}', "goal.due"),
        ("{{ view.title.__class__ }}", "unsafe"),
        ("{{ ui.__globals__ }}", "unsafe"),
        ("{{ range(3) }}", "range"),
        ("{{ lipsum() }}", "lipsum"),
        ("{{ view.title|random }}", "random"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ('{% include "/etc/passwd" %}', "/etc/passwd"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "RecursionError"),
    ],
)
def test_what_templates_may_not_do_is_an_error_of_theirs(template: str, words: str) -> None:
    assert words in reason_of(theme_of({"page.html": template}))


@pytest.mark.parametrize(
    "template",
    ["{{ ui }}", "{{ cached }}", "{{ ''.join }}", "{{ 'a' ~ ui }}", "{{ [1]|map('string') }}"],
)
def test_address_in_the_memory_never_gets_into_a_page(template: str) -> None:
    theme = theme_of({"page.html": template})
    (finding,) = render_pages([page_of("a.html")], theme, 1)
    assert isinstance(finding, Finding)
    assert "shown instead of called" in finding.message["en"]


def test_words_of_a_plan_may_look_like_an_address_in_the_memory() -> None:
    (page,) = render_pages([page_of("a.html", "crash at 0x7f00")], theme_of(), 1)
    assert isinstance(page, Rendered)


@pytest.mark.parametrize(
    "template",
    ["{{ 9**(9**9) }}", "{{ 2**view.title|length**99999 }}", "{{ 'a' * 10 ** 12 }}"],
)
def test_one_sign_does_not_stop_a_build_for_hours(template: str) -> None:
    (finding,) = render_pages([page_of("a.html")], theme_of({"page.html": template}), 1)
    assert isinstance(finding, Finding)
    assert "is for small numbers only" in finding.message["en"]


def test_small_numbers_are_multiplied_as_ever() -> None:
    theme = theme_of({"page.html": "{{ 2 ** 10 }} {{ 3 * 4 }} {{ '-' * 3 }}"})
    (page,) = render_pages([page_of("a.html")], theme, 1)
    assert isinstance(page, Rendered)
    assert page.content == b"1024 12 ---\n"


def test_page_whose_template_is_missing_says_so() -> None:
    assert "no template `page.html`" in reason_of(theme_of({}))


@pytest.fixture
def many() -> tuple[list[Page], Theme]:
    theme = theme_of({"page.html": "{{ view.title }}", "bad.html": "\n{{ view.nothing }}"})
    pages = [
        page_of(f"{n}.html", str(n), template="bad.html" if n % 40 == 7 else "page.html")
        for n in range(150)
    ]
    return pages, theme


@pytest.fixture(params=["copied", "started from nothing"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two ways in which a process comes to be."""
    copied = request.param == "copied"
    monkeypatch.setattr("planbook.rendering.workers.can_fork", lambda: copied)


def test_processes_give_what_one_gives(many: tuple[list[Page], Theme], way: None) -> None:
    pages, theme = many
    alone = list(render_serially(pages, theme))
    assert list(render_in_processes(pages, theme, jobs=2, share=16)) == alone
    assert list(render_in_processes(pages[:3], theme, jobs=4, share=2)) == alone[:3]


def test_findings_are_the_same_with_any_number_of_jobs(many: tuple[list[Page], Theme]) -> None:
    pages, theme = many
    one, two = (list(render_pages(pages, theme, jobs, worth_a_process=50)) for jobs in (1, 2))
    assert one == two


def test_lost_process_is_told(
    many: tuple[list[Page], Theme], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, theme = many

    def lose_one(*_: object, **__: object) -> Iterator[Rendered]:
        yield Rendered("0.html", b"")
        raise WorkerLostError(-signal.SIGKILL)

    monkeypatch.setattr("planbook.rendering.render.render_in_processes", lose_one)
    *_, finding = render_pages(pages, theme, jobs=2, worth_a_process=1)
    assert isinstance(finding, Finding)
    assert finding.code.name == "site-worker-lost"
    assert "-9" in finding.message["en"]


class Deadly:
    """A title that ends the process which prints it."""

    def __html__(self) -> str:
        os._exit(7)


def test_process_that_dies_is_noticed_and_none_is_left_behind(way: None) -> None:
    pages = [Page("x.html", "en", "page.html", {"title": Deadly()})]
    with pytest.raises(WorkerLostError) as lost:
        list(render_in_processes(pages, theme_of(), jobs=1))
    assert lost.value.status == 7
    assert multiprocessing.active_children() == []
