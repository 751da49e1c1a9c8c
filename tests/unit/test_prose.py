"""Markdown: what a browser might run is gone, and links lead where the reader may go."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from planbook.prose import Destination, ProseRenderer

PLACES = {
    "goal:seen": Destination("../../goals/seen/index.html", "The goal & its title"),
    "goals.md": Destination("../goals/index.html", "Goals"),
    "photo.png": Destination("../../files/1/photo.png"),
    "price list.pdf": Destination("../../files/2/price%20list.pdf", "price list.pdf"),
}


@pytest.fixture(scope="module")
def renderer() -> ProseRenderer:
    return ProseRenderer()


def render(renderer: ProseRenderer, text: str, level: int = 2) -> str:
    return renderer.render(text, PLACES.get, level)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>body{}</style>",
        '<img src="photo.png" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](data:image/svg+xml,<svg onload=alert(1)>)",
        "[x]: javascript:alert(1)\n\n[go][x]",
        '<iframe src="https://evil.example"></iframe>',
        '<p style="position:fixed" onclick="alert(1)">x</p>',
        "<svg><script>alert(1)</script></svg>",
        '<form action="https://evil.example"><input></form>',
        "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
        '<base href="https://evil.example/">',
        '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    ],
)
def test_nothing_that_runs_or_moves_the_reader_survives(renderer: ProseRenderer, text: str) -> None:
    seen = _Elements()
    html = render(renderer, text)
    seen.feed(html)
    assert "<a href" not in html or 'rel="noopener noreferrer"' in html
    assert not seen.tags & _DANGEROUS
    for name, value in seen.attributes:
        assert name in ("href", "src", "alt", "rel") or (name, value) == ("class", "bare")
        assert ":" not in value or value.startswith("https://evil.example")


_DANGEROUS = {"script", "style", "iframe", "svg", "math", "form", "input", "base", "meta"}


class _Elements(HTMLParser):
    """What a browser would make of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_a_link_to_a_visible_document_leads_to_its_page(renderer: ProseRenderer) -> None:
    html = render(renderer, "See [our **goal**](goal:seen).")
    assert html == (
        '<p>See <a href="../../goals/seen/index.html">our <strong>goal</strong></a>.</p>'
    )


def test_a_link_to_a_hidden_document_leaves_only_its_words(renderer: ProseRenderer) -> None:
    html = render(renderer, "See [our *goal*](goal:hidden) and more.")
    assert html == "<p>See our <em>goal</em> and more.</p>"


def test_a_link_without_words_takes_the_title_or_is_nothing(renderer: ProseRenderer) -> None:
    assert "The goal &amp; its title</a>" in render(renderer, "[](goal:seen)")
    assert "hidden" not in render(renderer, "a [](goal:hidden) b")


def test_a_link_to_a_file_leads_to_its_chapter(renderer: ProseRenderer) -> None:
    assert '<a href="../goals/index.html">x</a>' in render(renderer, "[x](goals.md)")


def test_links_in_raw_html_lead_to_files_and_to_nothing_hidden(renderer: ProseRenderer) -> None:
    html = render(renderer, '<a href="goals.md">a</a> <a href="goal:hidden">b</a>')
    assert html == '<p><a href="../goals/index.html">a</a> <a>b</a></p>'


def test_an_address_made_up_to_look_resolved_leads_nowhere(renderer: ProseRenderer) -> None:
    assert "href" not in render(renderer, '<a href="planbook-page:7">x</a>')


def test_links_to_the_outside_do_not_tell_where_from(renderer: ProseRenderer) -> None:
    html = render(renderer, "[x](https://example.com/a?b=c&d=e)")
    assert 'rel="noopener noreferrer"' in html
    assert 'href="https://example.com/a?b=c&amp;d=e"' in html


def test_mail_addresses_stay_links(renderer: ProseRenderer) -> None:
    html = render(renderer, "<ann@example.com> or [Bob](mailto:bob@example.com)")
    assert '<a href="mailto:ann@example.com">ann@example.com</a>' in html
    assert '<a href="mailto:bob@example.com">Bob</a>' in html


def test_paths_that_leave_the_site_are_only_words(renderer: ProseRenderer) -> None:
    html = render(renderer, "[a](/people/) [b](//evil.example) [c](../../../etc/passwd) [d](#x)")
    assert html == "<p>a b c d</p>"


def test_pictures_are_shown_from_the_site_only(renderer: ProseRenderer) -> None:
    html = render(renderer, "![a photo](photo.png) ![another](https://example.com/x.png)")
    assert '<img src="../../files/1/photo.png" alt="a photo">' in html
    assert "example.com" not in html
    assert "another" in html


def test_a_file_with_a_space_in_its_name_is_found(renderer: ProseRenderer) -> None:
    html = render(renderer, "[prices](<price list.pdf>)")
    assert 'href="../../files/2/price%20list.pdf"' in html


def test_the_highest_heading_has_the_level_that_the_page_wants(renderer: ProseRenderer) -> None:
    html = render(renderer, "# One\n\n## Two\n\n###### Six", 3)
    assert '<h3 id="one">One</h3>' in html
    assert '<h4 id="two">Two</h4>' in html
    assert '<h6 id="six">Six</h6>' in html
    assert "<h1" not in render(renderer, "<h1>raw</h1>\n\ntext")


def test_a_table_is_aligned_without_a_style_attribute(renderer: ProseRenderer) -> None:
    html = render(renderer, "| a | b |\n|--:|:-:|\n| 1 | 2 |\n")
    assert '<th align="right">a</th>' in html
    assert '<td align="center">2</td>' in html
    assert "style" not in html


def test_code_is_shown_as_it_is(renderer: ProseRenderer) -> None:
    html = render(renderer, "```yaml\n[x](goal:seen): <b>\n```")
    assert html == "<pre><code>[x](goal:seen): &lt;b&gt;\n</code></pre>"


@pytest.mark.parametrize("text", ["A plain note.", "一句话的备注。", "3 partners", "first\nsecond"])
def test_plain_words_come_out_as_one_paragraph(renderer: ProseRenderer, text: str) -> None:
    assert render(renderer, text) == f"<p>{text}</p>"


def test_wrapped_chinese_gets_no_space_in_the_middle(renderer: ProseRenderer) -> None:
    assert render(renderer, "渠道最怕\n两件事，\n没人管。") == "<p>渠道最怕两件事，没人管。</p>"


def test_one_text_leaves_nothing_behind_for_the_next(renderer: ProseRenderer) -> None:
    render(renderer, "[x][1]\n\n[1]: goals.md")
    assert render(renderer, "[x][1]") == "<p>[x][1]</p>"


def test_nothing_gives_nothing(renderer: ProseRenderer) -> None:
    assert render(renderer, "  \n") == ""


def test_lists_nest_by_two_spaces(renderer: ProseRenderer) -> None:
    html = render(renderer, "- a\n  - b\n    - c\n1. one\n   - two")
    assert "".join(html.split()) == (
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"
        "<ol><li>one<ul><li>two</li></ul></li></ol>"
    )


def test_a_footnote_leads_there_and_back(renderer: ProseRenderer) -> None:
    html = renderer.render("a[^1] b[^1]\n\n[^1]: Not for trainees.", PLACES.get, 2, "goal-g.notes.")
    assert '<a href="#goal-g.notes.fn.1" id="goal-g.notes.fnref.1" role="doc-noteref">1</a>' in html
    assert 'id="goal-g.notes.fnref.1.2"' in html
    assert '<li id="goal-g.notes.fn.1"><p>Not for trainees. <a href="#goal-g.notes.fnref.1"' in html
    assert '<section class="footnotes" role="doc-endnotes">' in html


def test_tasks_are_boxes_that_take_no_click_with_their_words_as_label(
    renderer: ProseRenderer,
) -> None:
    html = render(renderer, "- [x] done\n- [ ] [open](goal:seen)")
    assert '<li class="task"><label><input type="checkbox" disabled="" checked=""> done' in html
    assert '<label><input type="checkbox" disabled=""> <a href="../../goals/seen/' in html
    assert "<input" not in render(renderer, "<input type='checkbox'>")


def test_struck_words_and_bare_addresses_are_shown_as_meant(renderer: ProseRenderer) -> None:
    assert render(renderer, "~~gone~~") == "<p><s>gone</s></p>"
    assert render(renderer, "见https://example.com/a，后面") == (
        '<p>见<a href="https://example.com/a" rel="noopener noreferrer" class="bare">https://example.com/a</a>'
        "，后面</p>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**“中文”**后面", "<strong>“中文”</strong>后面"),
        ("**中文：**后面", "<strong>中文：</strong>后面"),
        ("前面**（中文）**后面", "前面<strong>（中文）</strong>后面"),
        ("他说*“好”*。", "他说<em>“好”</em>。"),
        ("~~“中文”~~后面", "<s>“中文”</s>后面"),
        ("**达成率 90%**以上", "<strong>达成率 90%</strong>以上"),
        ("snake_case_word", "snake_case_word"),
        ("中文_下划线_中文", "中文_下划线_中文"),
        ("_“中文”_", "<em>“中文”</em>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_emphasis_works_beside_chinese(renderer: ProseRenderer, text: str, html: str) -> None:
    assert render(renderer, text) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "text", ["<owner>", "<负责人>", "Ask <the owner> now", "<script>x</script>", "<form>", "a < b"]
)
def test_what_is_no_tag_is_shown_as_it_is_typed(renderer: ProseRenderer, text: str) -> None:
    reader = _Words()
    reader.feed(render(renderer, text))
    assert reader.words == text


class _Words(HTMLParser):
    """What a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


def test_markdown_goes_on_inside_a_folded_part(renderer: ProseRenderer) -> None:
    html = render(renderer, "<details>\n<summary>More</summary>\n\n- a\n\n</details>")
    assert "<details>" in html
    assert "<li>a</li>" in html


def test_no_author_gives_an_element_an_id_or_a_class(renderer: ProseRenderer) -> None:
    html = render(renderer, '<p id="top" class="scroll">x</p>\n\n<a id="menu">y</a>')
    assert "id=" not in html
    assert "class=" not in html


def test_ids_of_two_texts_with_other_prefixes_never_meet(renderer: ProseRenderer) -> None:
    text = "# Pay\n\na[^1]\n\n# Pay\n\n[^1]: b"
    seen: list[str] = []
    for prefix in ("", "goal-a.notes.", "goal-b.notes."):
        reader = _Elements()
        reader.feed(renderer.render(text, PLACES.get, 2, prefix))
        seen += [value for name, value in reader.attributes if name == "id"]
    assert len(seen) == len(set(seen)) == 12
