"""The reader of Markdown: what stands in a text and where, what gets lost, how long it takes."""

from __future__ import annotations

import time

import pytest

from planbook.markup.parser import (
    MOST_BRACKETS,
    MOST_BRACKETS_IN_ALL,
    MOST_NESTED,
    MarkdownReader,
    Parsed,
    slug_of,
)
from planbook.prose import ProseRenderer


def read(text: str) -> Parsed:
    return MarkdownReader().read(text)


def targets(text: str) -> list[str]:
    return [link.target for link in read(text).links]


def losses(text: str) -> list[tuple[str, str, int]]:
    return [(loss.what, loss.words, loss.span.line) for loss in read(text).losses]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[x](goal:a)", 1, 1),
        ("one\ntwo [x](goal:a)", 2, 5),
        ("> a quote\n> [x](goal:a)", 2, 3),
        ("- one\n  - two [x](goal:a)", 2, 9),
        ("## A heading with [x](goal:a)", 1, 19),
        ("| a | b |\n|---|---|\n| c | [x](goal:a) |", 3, 7),
        ("   [x](goal:a)", 1, 4),
        ("text\n\n<div>\n<a href='goal:a'>x</a>\n</div>", 4, 1),
        ("text <a href='goal:a'>x</a>", 1, 6),
        ("<goal:a>", 1, 1),
        ("[x][1] and\n\n[1]: goal:a", 1, 1),
        ("**bold [x](goal:a)**", 1, 8),
        ("[^n]\n\n[^n]: see [x](goal:a)", 3, 11),
    ],
)
def test_a_link_stands_at_its_own_line_and_column(text: str, line: int, column: int) -> None:
    (link,) = read(text).links
    assert link.target == "goal:a"
    assert (link.span.line, link.span.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "`[x](goal:a)`",
        "```\n[x](goal:a)\n```",
        "~~~\n[x](goal:a)",
        "    [x](goal:a)",
        "\\[x](goal:a)",
        "<!-- [x](goal:a) -->",
        "[^1]: Not for trainees.",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("见https://example.com/a，后面", "https://example.com/a"),
        ("https://example.com/a。", "https://example.com/a"),
        ("https://example.com/a的说明", "https://example.com/a"),
        ("(see https://example.com/a)", "https://example.com/a"),
        ("https://example.com/a_(b) is", "https://example.com/a_(b)"),
        ("https://example.com/a?b=c&d=e.", "https://example.com/a?b=c&d=e"),
        ("https://example.com/a_b_c", "https://example.com/a_b_c"),
        ("**https://example.com/**", "https://example.com/"),
        ("http://example.com, then", "http://example.com"),
        ("“https://example.com/a”", "https://example.com/a"),
    ],
)
def test_a_bare_address_is_a_link_up_to_its_end(text: str, address: str) -> None:
    (link,) = read(text).links
    assert link.target == link.text == address


@pytest.mark.parametrize(
    "text", ["https://", "xhttps://a.b", "`https://a.b`", "http:/a.b", "C:\\x", "at 10:30"]
)
def test_what_is_no_address_stays_text(text: str) -> None:
    assert targets(text) == []


def test_a_link_with_an_address_as_its_words_is_one_link() -> None:
    assert targets("[https://a.b](https://c.d)") == ["https://c.d"]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("How it is paid?", "how-it-is-paid"),
        ("怎么付？", "怎么付"),
        ("第 1 步：拜访", "第-1-步拜访"),
        ("Step 1 – visit", "step-1--visit"),
        ("Café", "café"),
        ("???", "section"),
    ],
)
def test_a_heading_is_linked_to_by_its_words(words: str, slug: str) -> None:
    assert slug_of(words) == slug


def test_headings_of_one_name_get_numbers_and_an_own_address_stays() -> None:
    text = "# Pay\n\n## Pay\n\n## Pay {#pay-2}\n\nPay\n---\n\n### *Pay* `now`\n\n## 付 {#付款}\n"
    anchors = [heading.anchor for heading in read(text).headings]
    assert anchors == ["pay", "pay-1", "pay-2", "pay-3", "pay-now", "付款"]


def test_an_own_address_that_is_taken_is_told() -> None:
    assert losses("# Pay\n\n## More {#pay}") == [("anchor", "pay", 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n[x]: goal:a", [("definition", "x", 3)]),
        ("[x]\n\n[x]: goal:a", []),
        ("[x]\n\n[x]: goal:a\n[X]: goal:b", [("definition-twice", "X", 4)]),
        ("a\n\n[^1]: never", [("footnote", "1", 3)]),
        ("a[^1]\n\n[^1]: once", []),
        ("a[^1]\n\n[^1]: first\n\n[^1]: second", [("footnote-twice", "1", 3)]),
        ("| a |\n|---|\n| b | c |", [("cell", "c", 3)]),
        ("| a |\n|---|\n| b \\| c |", []),
        ("| a | b |\n|---|---|\n| b |", []),
        ("x\n\n<p style='a'>b</p>", [("attribute", "style=", 3)]),
        ("x <b class='a' id='c'>b</b>", [("attribute", "class=", 1), ("attribute", "id=", 1)]),
        ("x <b lang='zh'>b</b>", []),
        ("<owner> <script>x</script> <负责人>", []),
        ("<!-- a note to myself -->", []),
        ("<!-- never ends\n\nmore", []),
        ("- <!-- never ends\n\nmore -->", [("comment", "<!--", 1)]),
    ],
)
def test_what_gets_lost_is_told_at_its_line(
    text: str, expected: list[tuple[str, str, int]]
) -> None:
    assert losses(text) == expected


def test_a_comment_that_never_ends_swallows_nothing() -> None:
    assert "more" in ProseRenderer().render("<!-- never ends\n\nmore", lambda _: None)


def test_too_many_brackets_in_a_paragraph_are_shown_as_they_are_typed() -> None:
    text = "fine [x](goal:a)\n\n" + "[" * (MOST_BRACKETS + 1)
    assert losses(text) == [("brackets", str(MOST_BRACKETS + 1), 3)]
    assert targets(text) == ["goal:a"]
    html = ProseRenderer().render(text, lambda _: None)
    assert "[" * (MOST_BRACKETS + 1) in html


def test_a_whole_text_has_a_budget_of_brackets() -> None:
    lines = MOST_BRACKETS_IN_ALL // 500 + 2
    told = losses("\n\n".join("[" * 500 for _ in range(lines)))
    assert [what for what, _, _ in told] == ["brackets"] * 2


def test_tags_that_nobody_closes_are_words_after_a_hundred() -> None:
    assert losses("one\n\n" + "<b>" * 150) == [("depth", "", 3)]
    assert losses("<b>a</b> <br> <li> x " * 150) == []


def test_what_is_nested_too_deeply_is_shown_as_it_is_typed() -> None:
    deep = "> " * (MOST_NESTED + 5) + "the end"
    assert losses(f"one\n\n{deep}") == [("depth", "", 3)]
    assert "the end" in ProseRenderer().render(deep, lambda _: None)
    assert losses("> " * (MOST_NESTED - 2) + "the end") == []


OPENERS = [
    *("[", "![", "[x](", "![x](", "[x][", "[a]: ", "[a]:\n", "[^1]", "[^1]:\n", "[^", "^["),
    *("`", "``a", "`a``b```c", "[x](goal:a) `", "~~a ", "~a~~b", "*a _b ", "**a _b", "***", "_a*"),
    *("<", "<a ", "<a href='", "<!--", "<![CDATA[", "<?", "<!A", "</", "<div>\n", "<http://a"),
    *("<x@", "https://a", "http://", "> ", ">", "- ", "\n- ", "1. ", "# a\n", "a\n\n", "a\n=\n"),
    *(
        "|a",
        "| a |\n",
        "|a|\n|-|\n",
        "&",
        "&#",
        "\\",
        "(",
        ")",
        "]",
        "**“中”**后",
        "中文，",
        "{#a}",
    ),
    *(
        "<b>",
        "<ul><li>",
        "<b></i>",
        "<table>",
        "<p>x",
        "<details><summary>",
        "<a href='https://a'>",
    ),
    *("[x](<", '[x](a "', "*[a]: b\n", "+ + ", "\t- a\n", "a:", "goal:a", "a.md", "goal:a-"),
]


def seconds(text: str) -> float:
    start = time.process_time()
    ProseRenderer().render(text, lambda _: None)
    return time.process_time() - start


@pytest.mark.parametrize("opener", OPENERS, ids=repr)
def test_a_text_of_nothing_but_openers_takes_linear_time(opener: str) -> None:
    small, large = (opener * (size // len(opener)) for size in (4_000, 40_000))
    # Ten times as much text: a hundred times as long would be the square.
    # On a busy machine one run may be slow; what is the square is slow each time.
    assert any(seconds(large) < 30 * max(seconds(small), 0.03) for _ in range(3))


def test_lists_and_quotes_that_go_ever_deeper_take_linear_time() -> None:
    lists = "".join("  " * depth + "- a\n" for depth in range(150))
    quotes = "".join(">" * depth + " a\n" for depth in range(200))
    wide = "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|x\n" * 10_000
    for text in (lists, quotes, ">" * 5_000 + " a", wide):
        assert seconds(text) < 10
