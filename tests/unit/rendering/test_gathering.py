"""Pages in another page: ids, links, headings and folds of their main parts."""

from __future__ import annotations

import time

import pytest

from planbook.rendering.gathering import (
    Sheet,
    digest_of_places,
    digest_of_sheet,
    fill,
    gathered,
    has_same_frame,
    places_of,
    refill,
)

SHEET = "print/index.html"
GOAL, BOB, CRM = "goals/q3/index.html", "people/bob/index.html", "tools/crm/index.html"
HERE = Sheet(SHEET, {GOAL: SHEET, BOB: SHEET, CRM: "print/page/2/index.html"})


def page(inner: str) -> bytes:
    return f'<header>bar</header><main id="content">{inner}</main><footer>foot</footer>'.encode()


def shown(inner: str, path: str = GOAL, sheet: Sheet = HERE) -> str:
    return gathered(page(inner), path, sheet).decode()


def test_only_the_main_part_is_taken() -> None:
    assert shown("<p>Words</p>") == "<p>Words</p>"
    assert gathered(b"no main part", GOAL, HERE) == b""


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("#checkins", "#goals/q3:checkins"),
        ("#", "#goals/q3"),
        ("../../people/bob/index.html", "#people/bob"),
        ("../../people/bob/index.html#actions-1", "#people/bob:actions-1"),
        ("../../tools/crm/index.html", "../print/page/2/index.html#tools/crm"),
        ("../../months/2026-08/index.html#x", "../months/2026-08/index.html#x"),
        ("../../files/ab12/p%20q.pdf", "../files/ab12/p%20q.pdf"),
        ("https://example.org/a?b=1&amp;c=2#d", "https://example.org/a?b=1&amp;c=2#d"),
        ("mailto:bob@example.org", "mailto:bob@example.org"),
        ("/somewhere/", "/somewhere/"),
    ],
)
def test_a_link_leads_to_where_its_page_stands(written: str, led: str) -> None:
    assert shown(f'<a href="{written}">x</a>') == f'<a href="{led}">x</a>'
    assert shown(f"<a href='{written}'>x</a>") == f"<a href='{led}'>x</a>"


def test_a_page_of_another_language_is_linked_by_its_own_anchor() -> None:
    sheet = Sheet("en/print/index.html", {"en/goals/q3/index.html": "en/print/index.html"})
    inner = '<a id="top" href="../../../en/goals/q3/index.html">x</a>'
    found = shown(inner, "en/goals/q4/index.html", sheet)
    assert found == '<a id="goals/q4:top" href="#goals/q3">x</a>'


def test_ids_and_what_names_them_get_the_anchor_of_the_page() -> None:
    inner = '<h2 id="a" class="x">A</h2><div aria-labelledby="a b" id="c"><label for="d">'
    assert shown(inner) == (
        '<h2 id="goals/q3:a" class="x" aria-level="4">A</h2>'
        '<div aria-labelledby="goals/q3:a goals/q3:b" id="goals/q3:c"><label for="goals/q3:d">'
    )


def test_words_that_look_like_attributes_stay_as_they_are() -> None:
    inner = '<pre><code>&lt;a href="../x" id="y"&gt; and id="z"</code></pre>'
    assert shown(inner) == inner


def test_all_that_is_folded_is_open() -> None:
    assert shown("<details><summary>A</summary></details>") == (
        "<details open><summary>A</summary></details>"
    )
    assert shown('<details class="fold" open>B</details>') == (
        '<details class="fold" open>B</details>'
    )
    # Of several with one name a browser leaves one open.
    assert shown('<details name="n" class="x">C</details>') == '<details class="x" open>C</details>'


def test_headings_say_how_deep_they_stand() -> None:
    assert shown("<h1>A</h1><h2>B</h2>") == '<h1 aria-level="3">A</h1><h2 aria-level="4">B</h2>'
    # An overview is a part by itself.
    assert shown("<h1>A</h1>", "org/index.html") == '<h1 aria-level="2">A</h1>'
    assert shown("<h5>A</h5>") == "<h5>A</h5>"


def test_what_has_no_place_on_paper_is_left_out_with_all_that_is_in_it() -> None:
    inner = (
        '<nav class="crumbs" aria-label="x"><ol><li>a</li></ol></nav><p>1</p>'
        '<details class="why"><summary>w</summary><details>inner</details> rest</details><p>2</p>'
        '<section class="linked-groups"><section>in</section></section><p>3</p>'
        '<h2 id="h">4<a class="anchor" href="#h" aria-label="x"></a></h2><!-- words -->'
        '<details class="fold linked-groups"><summary>l</summary></details><nav class="pager">5'
        "</nav>"
    )
    assert shown(inner) == '<p>1</p><p>2</p><p>3</p><h2 id="goals/q3:h" aria-level="4">4</h2>'


def test_an_element_that_never_ends_takes_the_rest_and_no_more_time() -> None:
    assert shown('<p>1</p><details class="why"><p>2</p>') == "<p>1</p>"
    assert len(shown('<nav class="pager">' * 20_000)) == 0


def slot(path: str, part: str = "") -> str:
    return f"<!--slot:{path}-->{part}<!--/slot-->"


FRAME = f"<main>{slot(GOAL)}, {slot(BOB)}<!--end--></main>".encode()


def test_each_slot_takes_in_the_page_that_it_names() -> None:
    pages = {GOAL: page("goal"), BOB: page("bob")}
    assert (
        fill(FRAME, HERE, pages.__getitem__)
        == (f"<main>{slot(GOAL, 'goal')}, {slot(BOB, 'bob')}<!--end--></main>").encode()
    )


def test_comments_of_a_project_are_no_slots() -> None:
    pages = {GOAL: page("goal"), BOB: page("bob")}
    logo = b"<!-- our logo --><!-- / -->"
    filled = fill(FRAME, HERE, pages.__getitem__)
    assert fill(logo + FRAME, HERE, pages.__getitem__) == logo + filled


@pytest.mark.parametrize("begun", [b"<!--slot:", b"<!--slot:x", b"<!--slot:x-->", b"<!--"])
def test_a_slot_that_is_never_closed_takes_in_nothing(begun: bytes) -> None:
    frame = b"<main>" + begun
    assert fill(frame, HERE, lambda path: pytest.fail(path)) == frame


def test_attributes_in_code_are_words_and_take_no_more_time_for_being_many() -> None:
    words = ' id="x"' * 30_000
    began = time.process_time()
    assert shown(f"<pre>{words}</pre>") == f"<pre>{words}</pre>"
    assert time.process_time() - began < 5


def test_a_slot_for_a_page_that_stands_elsewhere_stays_empty() -> None:
    frame = f"<!--slot:{CRM}--><!--/slot--><!--slot:none/index.html--><!--/slot-->".encode()
    assert fill(frame, HERE, lambda path: pytest.fail(path)) == frame


def test_to_put_changed_parts_in_anew_is_the_same_as_to_fill_all_anew() -> None:
    before = {GOAL: page("goal"), BOB: page('<b id="x">bob</b>')}
    after = before | {BOB: page('<i id="y">other</i> and more')}
    read: list[str] = []

    def read_after(path: str) -> bytes:
        read.append(path)
        return after[path]

    filled = fill(FRAME, HERE, before.__getitem__)
    assert refill(filled, HERE, read_after, {BOB}.__contains__) == fill(
        FRAME, HERE, after.__getitem__
    )
    assert read == [BOB]
    assert refill(filled, HERE, read_after, set().__contains__) == filled


def test_a_page_that_is_none_of_the_site_is_gathered_nowhere() -> None:
    gathers = {SHEET: (GOAL, "goals/gone/index.html")}
    assert places_of(gathers, {GOAL, SHEET}) == {GOAL: SHEET}


def test_a_digest_tells_what_is_put_in_from_all_else() -> None:
    where = digest_of_places({GOAL: SHEET})
    known = {GOAL: "1", BOB: "2"}
    first = digest_of_sheet("frame", where, (GOAL, BOB), known)
    assert first == digest_of_sheet("frame", where, (GOAL, BOB), dict(known))
    edited = digest_of_sheet("frame", where, (GOAL, BOB), known | {BOB: "3"})
    assert edited != first
    assert has_same_frame(edited, first)
    for other in (
        digest_of_sheet("other", where, (GOAL, BOB), known),
        digest_of_sheet("frame", digest_of_places({GOAL: CRM}), (GOAL, BOB), known),
    ):
        assert not has_same_frame(other, first)
