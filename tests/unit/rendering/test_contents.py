"""The contents of a page, its ids, and the links at its headings."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.sites import Words, page_of, theme_of
from planbook.pages import Page
from planbook.reading.theme import Theme
from planbook.rendering.contents import MOST_WITH_DETAIL, add_contents
from planbook.rendering.render import render_pages
from planbook.rendering.renderer import Rendered, Renderer
from planbook.rendering.workers import render_in_processes

PLACE = (
    "<!--contents:Link to this section-->\n"
    '<nav class="contents" aria-label="On this page"><details><summary>On this page</summary>\n'
    "<!--headings-->\n</details></nav>\n<!--/contents-->"
)


def page(main: str) -> str:
    return f'<body id="top">{PLACE}<main id="content">{main}</main></body>'


@dataclass
class Seen(HTMLParser):
    """What a browser would find: ids, links at headings, and the entries with their depth."""

    ids: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    entries: list[tuple[int, str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    in_contents: bool = False
    depth: int = 0
    words: str = ""
    href: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        self.in_contents = self.in_contents or given.get("class") == "contents"
        self.depth += self.in_contents and tag == "ul"
        if tag == "a":
            self.words, self.href = "", given.get("href") or ""
            if given.get("class") == "anchor":
                self.anchors.append(self.href)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= self.in_contents and tag == "ul"
        if tag == "a" and self.in_contents:
            self.entries.append((self.depth, self.words, self.href))
        self.in_contents = self.in_contents and tag != "nav"

    def handle_data(self, data: str) -> None:
        self.words += data


def seen(main: str) -> Seen:
    made = Seen()
    made.feed(add_contents(page(main)))
    made.close()
    assert made.depth == 0
    return made


def entries(main: str) -> list[tuple[int, str, str]]:
    return seen(main).entries


def test_headings_of_the_third_level_stand_below_those_of_the_second() -> None:
    main = "<h2>One</h2><h3>A</h3><h3>B</h3><h2>Two</h2><h3>C</h3>"
    assert entries(main) == [
        (1, "One", "#one"),
        (2, "A", "#a"),
        (2, "B", "#b"),
        (1, "Two", "#two"),
        (2, "C", "#c"),
    ]


def test_nested_lists_stand_inside_the_entry_that_they_belong_to() -> None:
    made = add_contents(page("<h2>One</h2><h3>A</h3><h2>Two</h2>"))
    assert (
        '<ul>\n<li><a href="#one">One</a>\n<ul>\n<li><a href="#a">A</a></li>\n</ul></li>\n'
        '<li><a href="#two">Two</a></li>\n</ul>'
    ) in made


def test_headings_before_the_first_of_the_second_level_stand_at_the_top() -> None:
    main = "<h3>A</h3><h3>B</h3><h2>One</h2><h3>C</h3>"
    assert [depth for depth, *_ in entries(main)] == [1, 1, 1, 2]
    assert [depth for depth, *_ in entries("<h3>A</h3><h3>B</h3><h3>C</h3>")] == [1, 1, 1]


def test_a_page_with_few_headings_has_no_contents_but_links_at_its_headings() -> None:
    made = add_contents(page("<h2>One</h2><h2>Two</h2>"))
    assert "contents" not in made
    assert "<!--" not in made
    assert made.count('<a class="anchor"') == 2
    assert (
        '<h2 id="one">One<a class="anchor" href="#one" aria-label="Link to this section">' in made
    )


def test_headings_outside_of_main_are_none_of_the_page() -> None:
    text = f"<nav><h2>Menu</h2></nav>{page('<h2>One</h2>')}<footer><h2>Foot</h2></footer>"
    made = add_contents(text)
    assert made.count("anchor") == 1
    assert "<h2>Menu</h2>" in made
    assert "<h2>Foot</h2>" in made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<main><h2>One</h2></main>",
        "<!--contents:x--><main><h2>One</h2></main>",
        "<!--contents:x--><!--/contents--><!--headings--><main><h2>One</h2></main>",
        "<!--contents:x",
    ],
)
def test_a_page_without_a_place_for_them_stays_as_it_is(text: str) -> None:
    assert add_contents(text) == text


def test_an_id_of_the_heading_or_of_its_section_is_kept() -> None:
    main = (
        '<section id="attention"><h2>Needs attention</h2></section>'
        '<section class="x" id="a">\n<header class="head"><h2>Inner</h2></header></section>'
        '<h2 id="own">Own</h2>'
        '<section id="other"><p>Words</p><h2>Later</h2></section>'
    )
    made = seen(main)
    assert [href for *_, href in made.entries] == ["#attention", "#a", "#own", "#later"]
    assert made.ids == ["top", "content", "attention", "a", "own", "other", "later"]


def test_two_headings_with_the_same_words_are_numbered() -> None:
    assert [href for *_, href in entries("<h2>Same</h2><h2>Same</h2><h2>Same</h2>")] == [
        "#same",
        "#same-1",
        "#same-2",
    ]


def test_a_new_id_is_none_that_the_page_has_anywhere() -> None:
    made = seen('<h2>Content</h2><h2>Goals</h2><h2>Top</h2><p id="goals"></p><a id=top-1>x</a>')
    assert [href for *_, href in made.entries] == ["#content-1", "#goals-1", "#top-2"]
    assert len({*made.ids}) == len(made.ids)


@pytest.mark.parametrize(
    ("words", "href", "told"),
    [
        ("目标与回报？", "#目标与回报", "目标与回报？"),
        ("🎯", "#section", "🎯"),
        ("אהבה &amp; עבודה", "#אהבה--עבודה", "אהבה & עבודה"),
        ("R&amp;D &lt;script&gt;", "#rd-script", "R&D <script>"),
        ("Cafe\u0301", "#café", "Cafe\u0301"),
        ("Ա\u0301", "#%D5%A1%CC%81", "Ա\u0301"),
        ("<a href='x'>Linked</a> <code>words</code>", "#linked-words", "Linked words"),
        ("Note<sup class='footnote-ref'><a href='#f'>1</a></sup>", "#note", "Note"),
        ("<span aria-hidden='true'>x</span>S", "#xs", "xS"),
        ('<span class="letter" aria-hidden="true">S</span> Specific', "#specific", "Specific"),
        ('<svg><text>no</text></svg> Drawn<img src="x" alt=" picture">', "#drawn-picture", ""),
    ],
)
def test_what_a_heading_is_called(words: str, href: str, told: str) -> None:
    (first, *_) = entries(f"<h2>{words}</h2><h2>Two</h2><h2>Three</h2>")
    assert first == (1, told or "Drawn picture", href)


def test_words_that_run_from_right_to_left_say_so_in_the_contents() -> None:
    made = add_contents(page("<h2><bdi>שלום</bdi></h2><h2>Two</h2><h2>Three</h2>"))
    assert '<a href="#שלום" dir="auto">שלום</a>' in made
    assert '<a href="#two">Two</a>' in made


def test_an_id_that_an_author_wrote_is_written_as_an_address() -> None:
    main = '<h2 id="50%&quot;&lt;b">A</h2><h2>B</h2><h2>C</h2>'
    assert entries(main)[0] == (1, "A", "#50%25%22%3Cb")


def test_small_words_are_told_only_where_headings_would_be_alike() -> None:
    main = "".join(
        f"<h3>{words} <small>{small}</small></h3>"
        for words, small in (("Goals", "owner"), ("Goals", "partner"), ("People", "x"))
    )
    assert entries(main) == [
        (1, "Goals owner", "#goals"),
        (1, "Goals partner", "#goals-1"),
        (1, "People", "#people"),
    ]


def test_the_language_of_a_heading_goes_with_it() -> None:
    main = (
        '<h2>甲</h2><div class="prose" lang="en"><div class="scroll"></div><h2>One</h2></div>'
        '<h2>乙</h2><h2 lang="de">Drei</h2><h2><span lang="en">Four</span></h2>'
    )
    made = add_contents(page(main))
    assert '<a href="#甲">甲</a>' in made
    assert '<a href="#one" lang="en">One</a>' in made
    assert '<a href="#乙">乙</a>' in made
    assert '<a href="#drei" lang="de">Drei</a>' in made
    assert '<a href="#four"><span lang="en">Four</span></a>' in made


@pytest.mark.parametrize(
    "main",
    [
        "<a href='x'><div><h2>One</h2></div></a><h2>Two</h2><h2>Three</h2>",
        "<a href='x'><h2>One</h2><article></article><abbr></abbr></a><h2>Two</h2><h2>Three</h2>",
        "<details><summary><h2>One</h2></summary></details><h2>Two</h2><h2>Three</h2>",
        '<h2 class="over unseen">One</h2><h2>Two</h2><h2>Three</h2>',
    ],
)
def test_what_is_clicked_on_itself_or_not_seen_has_no_link(main: str) -> None:
    made = seen(main)
    assert [href for *_, href in made.entries] == ["#one", "#two", "#three"]
    assert made.anchors == ["#two", "#three"]


def test_a_link_around_several_headings_leaves_none_of_them_room() -> None:
    made = seen("<a href='x'><h3>A</h3><h3>B</h3></a><h2>One</h2>")
    assert made.anchors == ["#one"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- <h2>Old</h2> -->",
        "<!-- <h2>Old</h2><h2>Older</h2>",
        "<h2 hidden>Old</h2>",
        '<h2 aria-hidden="true">Old</h2>',
        "<h2></h2>",
        "<h2> \n</h2>",
        "<h2>Old</h3>",
        "</h2>",
    ],
)
def test_what_is_not_shown_is_not_listed(hidden: str) -> None:
    made = seen(f"<h2>One</h2><h2>Two</h2><h2>Three</h2>{hidden}")
    assert [words for _, words, _ in made.entries] == ["One", "Two", "Three"]


def test_a_long_page_lists_only_its_upper_headings() -> None:
    below = "<h3>Detail</h3>" * MOST_WITH_DETAIL
    assert len(entries(f"<h2>A</h2>{below}<h2>B</h2><h2>C</h2>")) == 3
    assert len(entries(f"<h2>A</h2>{below}")) == MOST_WITH_DETAIL + 1


HOSTILE = (
    "<h2>",
    "</h2>",
    "<h2>x</h2>",
    '<h2 a="',
    "<h2><h3>",
    "<h2>" + "<" * 500 + "</h2>",
    "<h2>" + "<small><b>" * 50 + "</h2>",
    "<a <h2>x</h2>",
    "<a href=x><h2>x</h2>",
    "<summary><h2>x</h2>",
    "<!--<h2>x</h2>",
    "<!--><h2>x</h2>-->",
    '<div lang="x"><h2>a</h2>',
    "<section><section><section><section><h2>a</h2>",
    "id='<h2>a</h2>",
)


@pytest.mark.parametrize("opener", HOSTILE)
def test_a_page_of_repeated_openers_takes_time_by_its_size(opener: str) -> None:
    text = page((opener * (400_000 // len(opener)))[:400_000] + "</h2>")
    began = time.process_time()
    add_contents(text)
    # It takes half a second at most; by the square of the size it would be minutes.
    assert time.process_time() - began < 5


PIECES = st.sampled_from(
    (*HOSTILE, "<p>", "words", "目标", "</a>", "</summary>", "-->", "</div>", "</section>", "&lt;")
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_is_lost_from_a_page(main: str) -> None:
    _, _, before = page(main).partition("<main")
    after = iter(add_contents(page(main)).partition("<main")[2])
    assert all(sign in after for sign in before)


# In the rendering of pages

LAYOUT = f"<body>{PLACE}<main>{{% block main %}}{{% endblock %}}</main></body>"
PAGE = (
    '{% extends "layout.html" %}{% block main %}'
    "<h2>{{ view.title }}</h2><h2>Two</h2><h2>Three</h2>{% endblock %}"
)


def rendered(theme: Theme, text: str = "One") -> str:
    (result,) = render_pages([Page("x.html", "en", "page.html", Words(text))], theme, jobs=1)
    assert isinstance(result, Rendered)
    return result.content.decode()


def test_templates_of_ours_and_of_a_project_have_contents_alike() -> None:
    layout, templates = {"layout.html": LAYOUT}, {"page.html": PAGE}
    ours = theme_of({}, builtin=layout | templates)
    theirs = theme_of(templates, builtin=layout)
    all_theirs = theme_of(layout | templates)
    assert '<li><a href="#one">One</a></li>' in rendered(ours)
    assert rendered(ours) == rendered(theirs) == rendered(all_theirs)


def test_no_value_of_a_view_can_write_a_place_or_a_heading() -> None:
    theme = theme_of({"layout.html": LAYOUT, "page.html": PAGE})
    for words in ("<!--contents:x--><!--headings--><!--/contents-->", "<h2>Forged</h2></main>"):
        text = rendered(theme, words)
        assert text.count("<li>") == 3
        assert text.count('class="contents"') == 1
        assert "<h2>Forged" not in text


def test_a_copy_of_the_process_adds_them_too() -> None:
    theme = theme_of({"layout.html": LAYOUT, "page.html": PAGE})
    pages = [Page(f"{number}.html", "en", "page.html", Words("One")) for number in range(4)]
    there = [one for one in render_in_processes(pages, theme, 2) if isinstance(one, Rendered)]
    here = [Renderer(theme).render(one) for one in pages]
    assert there == here
    assert b'href="#one"' in there[0].content


def test_what_is_no_page_stays_as_it_is() -> None:
    theme = theme_of({"page.html": "<main><h2>A</h2></main>\n"})
    (result,) = render_pages([page_of("x.xml")], theme, jobs=1)
    assert isinstance(result, Rendered)
    assert result.content == b"<main><h2>A</h2></main>\n"
