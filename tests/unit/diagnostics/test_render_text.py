"""The frames that people see: aligned, cut to size, and safe in a terminal."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

from planbook.diagnostics.diagnostic import Diagnostic, Note
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.render_concise import render_concise
from planbook.diagnostics.render_text import render_text
from planbook.diagnostics.span import Span
from planbook.diagnostics.terminal import safe, safe_lines, width

FOUND = Diagnostic(
    code="schema-unknown-property",
    severity=Severity.ERROR,
    message={
        "en": "`targe` is not a property of `measurable`",
        "zh": "`targe` 不是 `measurable` 的字段",
    },
    path="content/people/east-manager/goals/q3.yaml",
    span=Span(14, 3, 14, 8),
    pointer="/measurable/targe",
    subject="goal:q3",
    help={
        "en": "did you mean `target`? "
        "Allowed: baseline, max, metric, min, source, target, type, unit"
    },
    excerpt="  targe: 6000000",
)


def test_a_frame_is_as_the_contract_shows_it() -> None:
    assert render_text([FOUND]) == (
        "content/people/east-manager/goals/q3.yaml:14:3: error[schema-unknown-property] "
        'goal "q3": `targe` is not a property of `measurable`\n'
        "   |\n"
        "14 |   targe: 6000000\n"
        "   |   ^^^^^\n"
        "   = help: did you mean `target`? "
        "Allowed: baseline, max, metric, min, source, target, type, unit\n"
    )


def test_the_concise_form_is_the_first_line() -> None:
    public = replace(FOUND, public_message=FOUND.message)
    first = render_text([FOUND]).splitlines()[0]
    assert render_concise([public, public]) == f"{first}\n" * 2


def test_the_concise_form_says_no_more_than_everybody_may_read() -> None:
    kind = replace(FOUND, public_message={"en": "a key is not known"})
    assert render_concise([kind]).endswith('goal "q3": a key is not known\n')
    assert "targe" not in render_concise([FOUND])


def test_a_code_links_to_its_page_where_the_terminal_shows_links() -> None:
    def address(code: str) -> str:
        return f"https://x.example/{code};a b.md"

    link = "\x1b]8;;https://x.example/schema-unknown-property%3Ba%20b.md\x1b\\"
    for text in (render_text([FOUND], address=address), render_concise([FOUND], address=address)):
        assert f"error[{link}schema-unknown-property\x1b]8;;\x1b\\]" in text
        assert safe_lines(text) == text
    assert "\x1b" not in render_text([FOUND])


def test_a_link_that_a_file_makes_is_none() -> None:
    other = "\x1b]8;;javascript:x\x1b\\ \x1b]0;x\x07"
    for written in ("\x1b]8;;https://evil.example\x1b\\", other):
        assert "\x1b" not in safe(written)
    assert "\x1b]8;;j" not in safe_lines(other)
    assert "\x1b]0" not in safe_lines(other)


def test_words_are_in_the_readers_language_with_english_where_there_are_none() -> None:
    text = render_text([FOUND], "zh")
    assert "`targe` 不是 `measurable` 的字段" in text
    assert "= 建议: did you mean `target`?" in text


def test_carets_stand_under_wide_characters() -> None:
    line = "title: 提升销售额 20%"
    found = replace(FOUND, excerpt=line, span=Span(1, 14, 1, 17), help=None)
    shown = render_text([found]).splitlines()
    source, carets = shown[2][4:], shown[3][4:]
    assert width(source[: source.index("20%")]) == width(carets[: carets.index("^")])
    assert carets.strip() == "^^^"


def test_a_wide_character_has_two_carets() -> None:
    found = replace(FOUND, excerpt="a: 元", span=Span(1, 4, 1, 5), help=None)
    assert render_text([found]).splitlines()[3].endswith("|    ^^")


def test_a_tab_is_shown_as_wide_as_its_caret() -> None:
    found = replace(FOUND, excerpt="\ttitle: x", span=Span(1, 2, 1, 7), help=None)
    assert render_text([found]).splitlines()[2:] == ["1 |     title: x", "  |     ^^^^^"]


def test_a_span_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    found = replace(FOUND, excerpt="a: [1,", span=Span(1, 4, 3, 2), help=None)
    assert render_text([found]).splitlines()[3] == "  |    ^^^"


def test_a_place_after_the_end_of_the_line_has_a_caret_too() -> None:
    found = replace(FOUND, excerpt="a:", span=Span(1, 9, 1, 9), help=None)
    assert render_text([found]).splitlines()[3] == "  |   ^"


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    line = "x" * 5000 + "targe" + "渠" * 5000
    found = replace(FOUND, excerpt=line, span=Span(1, 5001, 1, 5006), help=None)
    _, _, source, carets = render_text([found], columns=80).splitlines()
    assert width(source) <= 80
    assert source[carets.index("^") :].startswith("targe")
    assert carets.count("^") == 5
    assert source.startswith("1 | …")
    assert source.endswith("…")


def test_a_long_stretch_is_cut_itself() -> None:
    found = replace(FOUND, excerpt="y" * 9000, span=Span(1, 1, 1, 9001), help=None)
    _, _, source, carets = render_text([found], columns=60).splitlines()
    assert len(source) <= 60
    assert carets.count("^") == source.count("y")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\nb", "a\\nb"),
        ("a\u202eb", "a\\u{202e}b"),
        ("a\x9bb", "a\\x9bb"),
        ("a\udcffb", "a\\xffb"),
        ("提升", "提升"),
    ],
)
def test_what_could_move_the_cursor_is_written_out(text: str, shown: str) -> None:
    assert safe(text) == shown
    found = replace(
        FOUND, path=text, message={"en": text}, help={"en": text}, subject=f"goal:{text}"
    )
    rendered = render_text([replace(found, excerpt=text.replace("\n", ""), span=Span(1, 1, 1, 2))])
    assert not {"\x1b", "\u202e", "\x9b", "\udcff"} & set(rendered)
    assert rendered.count("\n") == 5


def test_colour_changes_no_word() -> None:
    import re

    coloured = render_text([FOUND], colour=True)
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_text([FOUND])


def test_a_note_names_its_place() -> None:
    note = Note({"en": "first defined here"}, "content/a.yaml", Span(2, 1, 2, 3))
    lines = render_text([replace(FOUND, notes=(note,))]).splitlines()
    assert lines[4] == "   = note: first defined here: content/a.yaml:2:1"


def test_a_finding_of_a_whole_file_has_no_frame() -> None:
    found = replace(FOUND, span=None, excerpt=None, help={"en": "do this"}, subject="")
    assert render_text([found]) == (
        "content/people/east-manager/goals/q3.yaml: error[schema-unknown-property] "
        "`targe` is not a property of `measurable`\n = help: do this\n"
    )


def test_frames_are_apart_and_nothing_is_nothing() -> None:
    assert render_text([]) == ""
    assert "\n\ncontent/" in render_text([FOUND, FOUND])


def test_ten_thousand_findings_in_one_long_line_take_a_few_seconds() -> None:
    line = "x" * 300_000
    found = [
        replace(FOUND, span=Span(1, column, 1, column + 5), excerpt=line)
        for column in range(1, 300_000, 30)
    ]
    started = time.process_time()
    text = render_text(found, columns=80)
    assert time.process_time() - started < 10
    assert max(len(row) for row in text.splitlines() if " | " in row) <= 80


def test_a_cut_line_shows_as_much_as_fits_on_either_side() -> None:
    line = "a" * 50_000 + "targe" + "b" * 50_000
    frame = render_text([replace(FOUND, span=Span(1, 50_001, 1, 50_006), excerpt=line)], columns=44)
    row, marks = frame.splitlines()[2:4]
    assert row.startswith("1 | …a")
    assert row.endswith("b…")
    assert len(row) == 44
    assert row[marks.index("^") : marks.rindex("^") + 1] == "targe"
