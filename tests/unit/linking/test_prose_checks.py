"""Links in texts: to headings, to pages by their address, and to what pages do not follow."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from builders.handbooks import SETTINGS, builtin_kinds, document, handbook_of
from builders.pages import html_at
from planbook.diagnostics.finding import Finding
from planbook.editions import filter_for_edition
from planbook.linking.link import link_handbook
from planbook.model.document import Document, Key, Origin
from planbook.model.edition import Edition
from planbook.reading.validation import Valid

ONLINE = msgspec.structs.replace(SETTINGS, base_url="https://plans.example/book")
CHAPTER = document(
    "chapter", "steps", body={"en": "# How it is paid\n\n## Then", "zh": "# 怎么付\n\n## Then"}
)
PEOPLE = (document("person", "ann"), document("goal", "east", owner="ann"))
FILES = frozenset(("content/chapter/steps.md", "content/chapter/photo.png"))


def found_in(text: str, language: str = "en", *others: Document) -> list[Finding]:
    """Return what is wrong with a note that stands beside the chapter."""
    note = document("goal", "g", notes={language: text}, owner="ann")
    note = Document(note.key, note.values, Origin("content/chapter/g.yaml"))
    valid = Valid((note, CHAPTER, *PEOPLE, *others), frozenset())
    return list(link_handbook(valid, builtin_kinds(), ONLINE, FILES).findings)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("[x](steps.md#how-it-is-paid)", "en"),
        ("[x](steps.md#怎么付)", "zh"),
        ("[x](steps.md#%E6%80%8E%E4%B9%88%E4%BB%98)", "zh"),
        ("[x](steps.zh.md#怎么付)", "en"),
        ("[x](steps.en.md#how-it-is-paid)", "zh"),
        ("[x](chapter:steps#then)", "zh"),
        ("## Here\n\n[x](#here)", "en"),
        ("## 这里 {#here}\n\n[x](#here)", "zh"),
        ("[x](goal:g#here)\n\n# Here", "en"),
        ("[x](steps.md#)", "en"),
    ],
)
def test_a_link_to_a_heading_that_is_there_is_right(text: str, language: str) -> None:
    assert found_in(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "hint"),
    [
        ("a\n[x](steps.md#how-it-is-payed)", "en", "did you mean `#how-it-is-paid`? headings"),
        ("a\n[x](steps.md#How-It-Is-Paid)", "en", "did you mean `#how-it-is-paid`? headings"),
        ("a\n[x](steps.md#how-it-is-paid)", "zh", "headings there: `#怎么付`, `#then`"),
        ("a\n[x](#there)\n\n# Here", "en", "did you mean `#here`?"),
        ("a\n[x](goal:east#there)", "en", "add a heading such as `## Steps {#there}`"),
    ],
)
def test_a_link_to_a_heading_that_is_not_there_is_told(text: str, language: str, hint: str) -> None:
    (finding,) = found_in(text, language)
    assert finding.code.name == "link-unknown-heading"
    assert finding.place.within is not None
    assert finding.place.within.line == 2
    assert finding.help is not None
    assert hint in finding.help["en"]


@pytest.mark.parametrize(
    ("target", "instead"),
    [
        ("/people/ann/", "person:ann"),
        ("/zh/people/ann/index.html#x", "person:ann"),
        ("/people/nobody/", "goal:its-id"),
        ("https://plans.example/book/goals/east/", "goal:east"),
        ("https://plans.example/book", "goal:its-id"),
    ],
)
def test_the_address_of_a_page_of_the_site_is_told_with_what_to_write(
    target: str, instead: str
) -> None:
    (finding,) = found_in(f"[x]({target})")
    assert finding.code.name == "link-absolute"
    assert finding.help is not None
    assert f"]({instead})" in finding.help["en"]
    fixed = found_in(f"[x]({instead})") if "its-id" not in instead else []
    assert fixed == []


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://plans.example.org/book/)",
        "[x](https://elsewhere.example/people/ann/)",
        "[x](mailto:ann@example.com) [y](tel:+861)",
        "![x](photo.png)",
        "https://elsewhere.example/",
    ],
)
def test_other_addresses_are_right(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[x](ftp://a.example/b)", "link-not-shown"),
        ("[x](weixin:dl)", "link-not-shown"),
        ("![x](https://a.example/b.png)", "link-not-shown"),
        ("<img src='https://a.example/b.png' alt='x'>", "link-not-shown"),
        ("<a href='gone.md'>x</a>", "link-unknown-id"),
        ("[x](www.example.com)", "link-unknown-id"),
        ("[x](steps.md#gone)", "link-unknown-heading"),
        ("[^2]: never", "text-not-shown"),
    ],
)
def test_a_link_that_would_be_lost_is_told(text: str, code: str) -> None:
    assert [finding.code.name for finding in found_in(text)] == [code]


def test_a_web_address_without_its_beginning_is_told_what_to_write() -> None:
    (finding,) = found_in("[x](www.example.com/a)")
    assert finding.help is not None
    assert "`https://www.example.com/a`" in finding.help["en"]


def test_a_footnote_is_no_link_to_a_file() -> None:
    assert found_in("a[^1]\n\n[^1]: Not for trainees.") == []


# Links as references


def chapter(body: str, id_: str = "c", **values: str) -> Document:
    return document("chapter", id_, body={"en": body}, **values)


def test_a_link_in_a_text_is_listed_under_linked_from() -> None:
    handbook = handbook_of(
        *PEOPLE, document("partner", "dist"), chapter("[x](person:ann) [y][1]\n\n[1]: partner:dist")
    )
    for page in ("people/ann", "partners/dist"):
        html = html_at(handbook, f"{page}/index.html")
        assert '<a href="../../handbook/c/index.html">c</a>' in html


def test_a_link_to_a_chapters_file_is_a_reference_too() -> None:
    handbook = handbook_of(CHAPTER, chapter("[x](steps.md)"))
    assert [one.source for one in handbook.referrers[CHAPTER.key]] == [Key("chapter", "c")]


def test_a_chapter_that_an_edition_does_not_see_leaves_no_trace() -> None:
    handbook = handbook_of(*PEOPLE, chapter("[x](person:ann)", "secret", audience="private"))
    team = filter_for_edition(handbook, Edition("team"), date(2026, 9, 10))
    assert "secret" not in html_at(team, "people/ann/index.html")
    assert "secret" in html_at(handbook, "people/ann/index.html")


def test_a_link_to_a_hidden_document_is_only_words() -> None:
    hidden = document("goal", "secret", owner="ann", audience="private", notes={"en": "# Here"})
    handbook = handbook_of(*PEOPLE, hidden, chapter("See [the plan](goal:secret#here) now."))
    team = filter_for_edition(handbook, Edition("team"), date(2026, 9, 10))
    html = html_at(team, "handbook/c/index.html")
    assert "See the plan now." in html
    assert "secret" not in html
    assert team.documents[Key("chapter", "c")].values["body"]["en"] == "See the plan now."


def test_a_link_in_a_text_decides_nothing() -> None:
    def ladder(id_: str, level: str) -> Document:
        levels = [{"id": level, "title": {"en": "One"}, "expectations": {}}]
        return document("ladder", id_, levels=levels)

    role = document("role", "manager", ladder="sales")
    # Nothing says which ladder is meant, so any will do; the link must not narrow it down.
    cleo = document("person", "cleo", level="x9", notes={"en": "As [x](role:manager)."})
    valid = Valid((ladder("sales", "l1"), ladder("other", "x9"), role, cleo), frozenset())
    assert link_handbook(valid, builtin_kinds(), SETTINGS).findings == ()


def test_links_to_headings_lead_to_the_page_of_the_language_that_has_them() -> None:
    handbook = handbook_of(
        CHAPTER, chapter("[a](steps.md#then) [b](steps.zh.md#怎么付) [c](#x)\n\n# x")
    )
    html = html_at(handbook, "handbook/c/index.html")
    assert 'href="../../handbook/steps/index.html#then"' in html
    assert 'href="../../zh/handbook/steps/index.html#%E6%80%8E%E4%B9%88%E4%BB%98"' in html
    assert 'href="#x"' in html


def test_a_link_to_a_heading_of_another_text_finds_its_id() -> None:
    goal = document("goal", "east", owner="ann", notes={"en": "# Here\n\n[x](#here)"})
    handbook = handbook_of(PEOPLE[0], goal, chapter("[x](goal:east#here)"))
    assert 'id="goal-east.notes.here"' in html_at(handbook, "goals/east/index.html")
    assert 'href="#goal-east.notes.here"' in html_at(handbook, "goals/east/index.html")
    assert "goals/east/index.html#goal-east.notes.here" in html_at(
        handbook, "handbook/c/index.html"
    )


@pytest.mark.parametrize("target", ["ann", "Ann"])
def test_a_bare_id_or_name_as_a_target_is_told_with_its_kind(target: str) -> None:
    (finding,) = found_in(f"[her]({target})", "en")
    assert finding.code.name == "link-unknown-id"
    assert (finding.help or {})["en"] == "to link to the document, write `person:ann`"
    assert found_in("[her](person:ann)", "en") == []
