"""What a page says of texts that it shows in another language, and of the language itself."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import EVERYTHING, html_at, page_at, view_at
from planbook.views.words import Prose

LANGUAGES = msgspec.structs.replace(SETTINGS, language="zh", languages=("zh", "en", "ar"))


def note_on(path: str, kind: str = "chapter", **values: Any) -> str | None:
    """Return which note the page of a document has."""
    handbook = handbook_of(document(kind, "it", **values), settings=LANGUAGES)
    found = view_at(handbook, path).document.untranslated
    return None if found is None else f"{found.key} {found.arguments['languages']}"


BOTH = {"zh": "计划", "en": "Plan"}


@pytest.mark.parametrize(
    ("title", "body", "chinese", "english"),
    [
        (BOTH, BOTH, None, None),
        ({"zh": "计划"}, {"zh": "正文"}, None, "untranslated.all Chinese"),
        (BOTH, {"zh": "正文"}, None, "untranslated.part Chinese"),
        ({"en": "Plan"}, {"en": "Text"}, "untranslated.all 英语", None),
        ({"en": "Plan"}, {"zh": "正文"}, "untranslated.part 英语", "untranslated.part Chinese"),
        # Written once in a Chinese handbook, and the same in every language.
        ({"zh": "CRM 2.0"}, BOTH, None, None),
    ],
)
def test_a_page_tells_of_what_is_not_translated(
    title: dict[str, str], body: dict[str, str], chinese: str | None, english: str | None
) -> None:
    assert note_on("handbook/it/index.html", title=title, body=body) == chinese
    assert note_on("en/handbook/it/index.html", title=title, body=body) == english


def test_a_language_that_nothing_is_written_in_says_in_which_the_page_is() -> None:
    chapter = document("chapter", "it", title={"zh": "计划"}, body={"zh": "正文", "en": "Text"})
    found = view_at(handbook_of(chapter, settings=LANGUAGES), "ar/handbook/it/index.html")
    assert found.document.untranslated.key == "untranslated.all"
    assert found.body.lang == "zh"


def test_the_name_of_a_person_needs_no_translation() -> None:
    assert note_on("en/people/it/index.html", "person", name={"zh": "陈睿"}) is None


def test_texts_in_lists_and_below_other_fields_count() -> None:
    milestones = [{"title": {"zh": "签约"}, "due": "2026-09-30"}]
    found = note_on(
        "en/goals/it/index.html", "goal", title=BOTH, time_bound={"milestones": milestones}
    )
    assert found == "untranslated.part Chinese"


def test_the_note_stands_in_the_head_of_the_page_and_the_text_is_marked() -> None:
    chapter = document("chapter", "it", title=BOTH, body={"zh": "正文"})
    html = html_at(handbook_of(chapter, settings=LANGUAGES), "en/handbook/it/index.html")
    assert html.count("they are in Chinese.") == 1
    assert '<div class="prose" lang="zh" dir="auto">' in html
    assert html.index("they are in Chinese.") < html.index("正文")


def test_prose_of_the_page_s_own_language_has_no_marks() -> None:
    assert Prose("<p>x</p>").__html__() == '<div class="prose"><p>x</p></div>'


@pytest.mark.parametrize(("path", "direction"), [("ar/", "rtl"), ("", "ltr"), ("en/", "ltr")])
def test_a_page_runs_as_its_language_does(path: str, direction: str) -> None:
    handbook = handbook_of(document("person", "ann"), settings=LANGUAGES)
    layout = page_at(handbook, f"{path}people/ann/index.html", EVERYTHING).view.layout
    assert layout.chrome.direction == direction
    names = {link.code: link.name for link in layout.languages}
    assert names == {"zh": "中文", "en": "English", "ar": "العربية"}


def test_search_engines_learn_of_each_language_and_of_that_for_all_others() -> None:
    settings = msgspec.structs.replace(LANGUAGES, base_url="https://example.com/book/")
    handbook = handbook_of(document("person", "ann"), settings=settings)
    expected = (
        ("zh", "https://example.com/book/people/ann/"),
        ("en", "https://example.com/book/en/people/ann/"),
        ("ar", "https://example.com/book/ar/people/ann/"),
        ("x-default", "https://example.com/book/people/ann/"),
    )
    for path in ("", "en/", "ar/"):
        layout = page_at(handbook, f"{path}people/ann/index.html").view.layout
        assert layout.alternates == expected
    entries = page_at(handbook, "sitemap.xml").view.entries
    found = {entry.address: entry.alternates for entry in entries}
    assert all(found[address] == expected for _, address in expected)
    assert list(found) == sorted(found)


def test_a_site_in_one_language_has_no_alternates() -> None:
    settings = msgspec.structs.replace(
        SETTINGS, languages=("en",), base_url="https://example.com/book/"
    )
    handbook = handbook_of(document("person", "ann"), settings=settings)
    assert page_at(handbook, "people/ann/index.html").view.layout.alternates == ()
    assert all(not entry.alternates for entry in page_at(handbook, "sitemap.xml").view.entries)
