"""Places become lines and columns: of keys and values, through aliases, merges and tables."""

from __future__ import annotations

import pytest

from builders.texts import sources_of
from builders.validation import validated
from planbook.diagnostics.codes.link import LINK_CYCLE, LINK_UNKNOWN_ID
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding, Place, Related
from planbook.diagnostics.span import Span
from planbook.markup.parser import MarkdownReader
from planbook.reading.locations import locate_findings
from planbook.reading.sources import Source, Sources

GOAL = """\
# A goal
kind: goal
title: {zh: 提升, en: Grow}
measurable:
  type: increase   # how
  target: 6000000
milestones:
  - {due: 2026-07-31, value: 1}
  - due: 2026-08-31
    value: 2
why: |
  Long
  text
plain: one
  two
"""


def finding(place: Place, *related: Related) -> Finding:
    return LINK_CYCLE.at(place, chain="a → b", related=related)


def locate(
    texts: dict[str, str], *places: Place, others: dict[str, str] | None = None
) -> list[Diagnostic]:
    found = [finding(place) for place in places]
    return list(locate_findings(found, sources_of(texts), others or {}))


def span_of(
    text: str, pointer: str, on: str = "value", document: int = 0
) -> tuple[int, int, int, int]:
    place = Place("content/x.yaml", document, pointer, on="key" if on == "key" else "value")
    [diagnostic] = locate({"content/x.yaml": text}, place)
    span = diagnostic.span
    assert span is not None
    return (span.line, span.column, span.end_line, span.end_column)


@pytest.mark.parametrize(
    ("pointer", "on", "expected"),
    [
        ("", "value", (2, 1, 2, 5)),
        ("/kind", "value", (2, 7, 2, 11)),
        ("/kind", "key", (2, 1, 2, 5)),
        ("/title/en", "value", (3, 21, 3, 25)),
        ("/title/en", "key", (3, 17, 3, 19)),
        ("/title", "value", (3, 8, 3, 26)),
        ("/measurable/type", "value", (5, 9, 5, 17)),
        ("/measurable", "value", (5, 3, 5, 25)),
        ("/milestones/0/value", "value", (8, 30, 8, 31)),
        ("/milestones/1/value", "key", (10, 5, 10, 10)),
        ("/milestones/1", "key", (9, 5, 9, 8)),
        ("/why", "value", (11, 6, 11, 7)),
        ("/plain", "value", (14, 8, 14, 11)),
        # What is not there is found at the key around it.
        ("/measurable/baseline", "value", (4, 1, 4, 11)),
        ("/measurable/metric/x/y", "key", (4, 1, 4, 11)),
        ("/milestones/1/title", "value", (9, 5, 9, 8)),
        ("/milestones/7", "value", (7, 1, 7, 11)),
        ("/owner", "value", (2, 1, 2, 5)),
        # Text in one language is, further on, text by language.
        ("/kind/zh", "value", (2, 7, 2, 11)),
    ],
)
def test_a_pointer_leads_to_its_key_or_value(
    pointer: str, on: str, expected: tuple[int, int, int, int]
) -> None:
    assert span_of(GOAL, pointer, on) == expected


SHORT = """\
kind: review
actions:
  - Call the buyer
  - {zh: 致电, en: Call}
  - {title: {zh: 拜访, en: Visit}, due: 2026-08-01}
expectations:
  selling: plain words
  leading: {zh: 带人, en: Leads}
  planning: [one, {zh: 二, en: two}]
"""


@pytest.mark.parametrize(
    ("pointer", "on", "expected"),
    [
        ("/actions/0/title", "value", (3, 5, 3, 19)),
        ("/actions/0/title/zh", "key", (3, 5, 3, 19)),
        ("/actions/0/due", "value", (3, 5, 3, 19)),
        ("/actions/1/title/en", "value", (4, 18, 4, 22)),
        ("/actions/1/title/en", "key", (4, 14, 4, 16)),
        ("/actions/1/title", "value", (4, 6, 4, 8)),
        ("/actions/2/title/en", "value", (5, 26, 5, 31)),
        ("/expectations/selling/0", "value", (7, 12, 7, 23)),
        ("/expectations/selling/0/zh", "value", (7, 12, 7, 23)),
        ("/expectations/leading/0/en", "value", (8, 25, 8, 30)),
        ("/expectations/planning/0/zh", "value", (9, 14, 9, 17)),
        ("/expectations/planning/1/en", "value", (9, 31, 9, 34)),
    ],
)
def test_a_pointer_into_what_is_written_short_leads_to_what_is_written(
    pointer: str, on: str, expected: tuple[int, int, int, int]
) -> None:
    assert span_of(SHORT, pointer, on) == expected


def test_pointers_are_unescaped() -> None:
    assert span_of("extra: {a/b: {c~d: 1}}\n", "/extra/a~1b/c~0d") == (1, 20, 1, 21)


def test_each_document_of_a_file_has_its_own_lines() -> None:
    text = "id: a\n---\nid: [\n---\nid: c\n---\nid: d\n"
    assert span_of(text, "/id", document=2) == (5, 5, 5, 6)
    assert span_of(text, "/id", document=3) == (7, 5, 7, 6)


def test_an_alias_is_found_where_it_stands_and_what_is_in_it_where_it_is_written() -> None:
    text = "a: &a {p: 1}\nb: *a\nc: &s word\nd: *s\n"
    assert span_of(text, "/b") == (2, 4, 2, 6)
    assert span_of(text, "/b/p") == (1, 11, 1, 12)
    assert span_of(text, "/d") == (4, 4, 4, 6)


def test_merged_keys_are_found_where_they_are_written() -> None:
    text = "a: &a {p: 1, q: 2}\nb:\n  <<: [*a]\n  q: 3\nc: {<<: *a}\n"
    assert span_of(text, "/b/p") == (1, 11, 1, 12)
    assert span_of(text, "/b/q") == (4, 6, 4, 7)
    assert span_of(text, "/c/q", "key") == (1, 14, 1, 15)


def test_columns_count_characters_and_lines_count_as_editors_do() -> None:
    text = "\r\n标题: {中: 😀, b: x\u2028y, c: z}\r\nd: e\r\n"
    assert span_of(text, "/标题/c") == (2, 23, 2, 24)
    assert span_of(text, "/d") == (3, 4, 3, 5)


def test_the_excerpt_is_the_line_itself() -> None:
    place = Place("content/x.yaml", 0, "/a")
    [diagnostic] = locate({"content/x.yaml": "# x\r\na: b  # c\r\n"}, place)
    assert diagnostic.excerpt == "a: b  # c"


def test_a_span_that_is_given_is_kept() -> None:
    span = Span(2, 3, 2, 5)
    [diagnostic] = locate({"content/x.yaml": "a\nbcdef\n"}, Place("content/x.yaml", span=span))
    assert diagnostic.span == span
    assert diagnostic.excerpt == "bcdef"


def test_a_file_that_was_not_read_has_no_line() -> None:
    [diagnostic] = locate({}, Place("content/gone.yaml", 0, "/a"))
    assert (diagnostic.span, diagnostic.excerpt) == (None, None)


def test_other_texts_can_be_pointed_into() -> None:
    [diagnostic] = locate({}, Place("planbook.yaml", 0, "/b"), others={"planbook.yaml": "b: c\n"})
    assert diagnostic.span == Span(1, 4, 1, 5)


def test_front_matter_and_body_of_a_chapter_have_the_lines_of_the_file() -> None:
    text = "---\ntitle: x\norder: y\n---\n\n\nFirst line\nsecond\n"
    order, body, missing = (
        locate({"content/a.md": text}, Place("content/a.md", 0, pointer))[0].span
        for pointer in ("/order", "/body/zh", "/summary")
    )
    assert order == Span(3, 8, 3, 9)
    assert body == Span(7, 1, 7, 11)
    assert missing == Span(2, 1, 2, 6)


def test_the_words_of_a_translation_are_found_in_its_own_file() -> None:
    texts = {
        "content/a.zh.md": "---\ntitle: 目标\nsummary: {zh: 甲, en: A}\n---\n正文\n",
        "content/a.en.md": "---\n# x\ntitle: Goals\n---\nText\n",
    }
    places = {
        pointer: locate(texts, Place("content/a.zh.md", 0, pointer))[0]
        for pointer in ("/title/zh", "/title/en", "/summary/en", "/body/en", "/body/zh")
    }
    assert {
        pointer: (each.path, each.span and each.span.line) for pointer, each in places.items()
    } == {
        "/title/zh": ("content/a.zh.md", 2),
        "/title/en": ("content/a.en.md", 3),
        "/summary/en": ("content/a.zh.md", 3),
        "/body/en": ("content/a.en.md", 5),
        "/body/zh": ("content/a.zh.md", 5),
    }


def test_a_reading_from_a_table_is_found_in_the_table() -> None:
    texts = {
        "content/m.yaml": "kind: metric\ndata: m.csv\n",
        "content/m.csv": "date,subject,value\n2026-01-31,a,x\n2026-02-28,gone,5\n",
    }
    [subject] = locate(texts, Place("content/m.yaml", 0, "/values/0/subject"))
    assert (subject.path, subject.span) == ("content/m.csv", Span(3, 12, 3, 16))
    assert subject.excerpt == "2026-02-28,gone,5"
    [whole] = locate(texts, Place("content/m.yaml", 0, "/values"))
    assert (whole.path, whole.span) == ("content/m.yaml", Span(2, 7, 2, 12))


def test_a_target_from_a_table_is_found_in_its_own_table() -> None:
    texts = {
        "content/m.yaml": "kind: metric\ndata: m.csv\ntargets_data: t.csv\n"
        "columns: {subject: 客户}\n",
        "content/m.csv": "date,客户,value\n2026-01-31,a,1\n",
        "content/t.csv": "周期,对象,数值\n2026-13,x,1\n2026-Q3,gone,5\n",
    }
    found = {
        pointer: (each.path, each.span)
        for pointer in ("/targets/0/subject", "/targets/0", "/targets", "/values/0/subject")
        for each in locate(texts, Place("content/m.yaml", 0, pointer))
    }
    assert found == {
        "/targets/0/subject": ("content/t.csv", Span(3, 9, 3, 13)),
        "/targets/0": ("content/t.csv", Span(3, 1, 3, 8)),
        "/targets": ("content/m.yaml", Span(3, 15, 3, 20)),
        "/values/0/subject": ("content/m.csv", Span(2, 12, 2, 13)),
    }


def test_notes_are_located_as_well() -> None:
    related = Related({"en": "first"}, Place("content/b.yaml", 0, "/id"))
    diagnostics = locate_findings(
        [finding(Place("content/a.yaml", 0, "/id"), related)],
        sources_of({"content/a.yaml": "id: x\n", "content/b.yaml": "\n\nid: x\n"}),
    )
    note = diagnostics[0].notes[0]
    assert (note.path, note.span) == ("content/b.yaml", Span(3, 5, 3, 6))


def test_diagnostics_are_in_the_order_of_file_line_and_column() -> None:
    texts = {"content/a.yaml": "p: 1\nq: 2\n", "content/b.yaml": "p: 1\n"}
    places = [
        Place("content/b.yaml", 0, "/p"),
        Place("content/a.yaml", 0, "/q"),
        Place("content/a.yaml", 0, "/p"),
        Place("content/a.yaml", 0, "/p", on="key"),
    ]
    assert [
        (each.path, each.span and (each.span.line, each.span.column))
        for each in locate(texts, *places)
    ] == [
        ("content/a.yaml", (1, 1)),
        ("content/a.yaml", (1, 4)),
        ("content/a.yaml", (2, 4)),
        ("content/b.yaml", (1, 4)),
    ]


def test_a_mistake_that_aliases_repeat_is_shown_once() -> None:
    text = "a: &a {p: 1}\nb: *a\nc: *a\n"
    places = [Place("content/x.yaml", 0, f"/{name}/p") for name in "abc"]
    assert [each.pointer for each in locate({"content/x.yaml": text}, *places)] == ["/a/p"]


def test_a_link_in_a_chapter_is_found_at_its_own_line_and_column() -> None:
    text = "---\nkind: chapter\nid: c\ntitle: T\n---\n\nOne line,\nthen a [link](gone.md) here.\n"
    source = Source("content/c.md", text)
    (link,) = MarkdownReader().read("One line,\nthen a [link](gone.md) here.").links
    finding = LINK_UNKNOWN_ID.at(
        Place("content/c.md", 0, "/body/en", within=link.span), variant="chapter", written="gone.md"
    )
    (diagnostic,) = locate_findings([finding], Sources(chapters=(source,)))
    assert diagnostic.span == Span(8, 8, 8, 23)


def test_findings_on_one_line_share_its_words() -> None:
    text = f"kind: goal\nextra: {{a: [{', '.join('!x a' for _ in range(100))}]}}\n"
    diagnostics = validated(text).diagnostics
    assert len(diagnostics) == 100
    assert len({id(found.excerpt) for found in diagnostics}) == 1
