"""Plain texts of several lines: lines stay lines, and lines with hyphens are a list."""

from __future__ import annotations

import pytest

from planbook.views.text_lines import flow_html, phrase_html
from planbook.views.words import Words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one<br>two</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("first\n- a\n- b\nlast", "<p>first</p><ul><li>a</li><li>b</li></ul><p>last</p>"),
        (
            "- a\n  - a1\n  - a2\n- b",
            "<ul><li>a<ul><li>a1</li><li>a2</li></ul></li><li>b</li></ul>",
        ),
        ("- a\n  more\n- b", "<ul><li>a<br>more</li><li>b</li></ul>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("- a\n\n- b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("  - a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("- 甲\n- <b>", "<ul><li>甲</li><li>&lt;b&gt;</li></ul>"),
        ("-a\n-b", "<p>-a<br>-b</p>"),
    ],
)
def test_lines_and_lists(text: str, html: str) -> None:
    assert flow_html(text) == html


def test_inside_a_paragraph_a_list_is_made_of_phrases() -> None:
    html = phrase_html("first\n- a\n  - b\nlast")
    assert html == (
        'first<span role="list"><span role="listitem">a<span role="list"><span role="listitem">b'
        "</span></span></span></span>last"
    )
    assert phrase_html("one\ntwo") == "one<br>two"


def test_one_line_stays_as_it_is_typed() -> None:
    assert Words("- 5 %").__html__() == "- 5 %"
    assert not Words("- a\n").has_lines


def test_words_of_several_lines_keep_their_language() -> None:
    assert Words("- a\n- b", "en").block.__html__() == (
        '<div class="lines" lang="en" dir="auto"><ul><li>a</li><li>b</li></ul></div>'
    )
    assert Words("a\nb", "en").__html__() == '<span lang="en">a<br>b</span>'
