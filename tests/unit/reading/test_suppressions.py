"""Comments that allow findings: which of them are read, and for which lines."""

from __future__ import annotations

import pytest

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.span import Span
from planbook.reading.suppressions import find_suppressions, sift
from planbook.rules import ALL_CODES

CODE = "goal-inside-cadence"


def lines_allowed(text: str, path: str = "content/a.yaml") -> list[tuple[int, int]]:
    return [(found.first_line, found.last_line) for found in find_suppressions({path: text})]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1  # planbook: allow[x] why\n", (1, 1)),
        ("# planbook: allow[x] why\na: 1\n", (2, 2)),
        ("# planbook: allow[x] why\n\n# another\na: 1\n", (4, 4)),
        ("# planbook: allow[x] why\r\na: 1\r\n", (2, 2)),
        ("#planbook:allow[x]why\na: 1\n", (2, 2)),
        ("# Planbook：allow［x］为什么\na: 1\n", (2, 2)),
        ("# planbook: allow[x] why\na: |\n  b\n  c\nd: 1\n", (2, 4)),
        ("- # planbook: allow[x] why\n  a: 1\n", (1, 1)),
        ("a: {b: 1}  # planbook: allow[x] why\n", (1, 1)),
        ("a: 1\n# planbook: allow[x] why", (2, 2)),
    ],
)
def test_a_comment_allows_its_line_or_the_next_with_its_whole_text(
    text: str, lines: tuple[int, int]
) -> None:
    assert lines_allowed(text) == [lines]


@pytest.mark.parametrize(
    "text",
    [
        'a: "# planbook: allow[x] why"\n',
        "a: |\n  # planbook: allow[x] why\n",
        "a: >\n  words\n\n  # planbook: allow[x] why\nb: 1\n",
        'a: "words\n  # planbook: allow[x] why"\n',
        "a: b#planbook: allow[x] why\n",
        "# planbook: the handbook of the team\na: 1\n",
        "a: 1\n",
    ],
)
def test_what_only_looks_like_a_comment_for_planbook_is_none(text: str) -> None:
    assert lines_allowed(text) == []


def test_in_a_chapter_a_comment_of_html_allows_the_paragraph_below() -> None:
    text = (
        "---\ntitle: A  # planbook: allow[x] why\n---\n\nWords.\n\n"
        "<!-- planbook: allow[x] why -->\nOne\nTwo\n\nEnd <!-- planbook: allow[x] why -->\n\n"
        "```\n<!-- planbook: allow[x] shown as it is -->\n```\n"
    )
    assert lines_allowed(text, "content/a.md") == [(2, 2), (8, 9), (11, 11)]


def test_a_comment_that_never_ends_takes_no_time() -> None:
    text = "a: 1\n" + "# planbook: " * 20_000 + "\n" + "#" * 200_000
    assert lines_allowed(text) == []
    chapter = "---\ntitle: A\n---\n\n" + "<!-- planbook: -" * 20_000
    assert lines_allowed(chapter, "content/a.md") == []
    chapter = "---\ntitle: A\n---\n\n" + "<!-- planbook: allow[x] " * 20_000
    assert lines_allowed(chapter, "content/a.md") == []


def test_many_comments_one_below_the_other_take_no_time() -> None:
    number = 20_000
    text = "a: 1\n" + "# planbook: allow[x] why\n" * number + "b: 1\n"
    assert lines_allowed(text) == [(number + 2, number + 2)] * number
    chapter = "One\n" + "<!-- planbook: allow[x] why -->\n" * 5_000 + "Two\nThree\n"
    assert lines_allowed(chapter, "content/a.md") == [(5_002, 5_003)] * 5_000


def test_many_findings_meet_many_comments_in_no_time() -> None:
    number = 20_000
    text = "".join(f"a{at}: 1  # planbook: allow[{CODE}] why\n" for at in range(number))
    comments = find_suppressions({"content/a.yaml": text})
    found = [diagnostic(CODE, line) for line in range(1, number + 3)]
    sifted = sift(found, comments, ALL_CODES)
    assert (len(sifted.allowed), len(sifted.shown), sifted.findings) == (number, 2, ())


def diagnostic(code: str, line: int, path: str = "content/a.yaml") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, {"en": "wrong"}, path, Span(line, 1, line, 2))


def test_only_the_code_on_the_line_is_allowed_and_the_comment_used() -> None:
    text = f"# planbook: allow[{CODE}, goal-outside-period] the campaign\na: 1\nb: 1\n"
    comments = find_suppressions({"content/a.yaml": text})
    here, below = diagnostic(CODE, 2), diagnostic(CODE, 3)
    elsewhere, other = diagnostic(CODE, 2, "content/b.yaml"), diagnostic("goal-owner-left", 2)
    sifted = sift([here, below, elsewhere, other], comments, ALL_CODES)
    assert sifted.allowed == (here,)
    assert sifted.shown == (below, elsewhere, other)
    assert [(found.code.name, found.place.span) for found in sifted.findings] == [
        ("suppression-unused", Span(1, 40, 1, 59))
    ]


def test_nothing_is_unused_where_not_everything_was_looked_at() -> None:
    comments = find_suppressions({"content/a.yaml": f"# planbook: allow[{CODE}] why\na: 1\n"})
    assert [one.code.name for one in sift([], comments, ALL_CODES).findings] == [
        "suppression-unused"
    ]
    assert sift([], comments, ALL_CODES, whole=False).findings == ()


def test_an_audience_may_be_allowed_before_anybody_compares_it() -> None:
    text = "audience: team  # planbook: allow[document-audience-widened] agreed\n"
    assert sift([], find_suppressions({"content/a.yaml": text}), ALL_CODES).findings == ()


def test_a_code_may_be_misspelt_and_the_reason_be_missing() -> None:
    text = (
        f"a: 1  # planbook: allow[{CODE}s]\n"
        f"b: 1  # planbook: allow[{CODE}] …\n"
        "c: 1  # planbook: allow[]\n"
    )
    comments = find_suppressions({"content/a.yaml": text})
    found = sift([diagnostic(CODE, 2)], comments, ALL_CODES).findings
    assert [(one.code.name, one.place.span and one.place.span.line) for one in found] == [
        ("suppression-unknown-code", 1),
        ("suppression-without-reason", 2),
        ("suppression-unreadable", 3),
    ]
    assert CODE in (found[0].help or {})["en"]
