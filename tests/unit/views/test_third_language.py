"""A third language takes a catalogue, the words of the schemas and those of the rubric.

The example handbook is built in a made-up one. What a page then shows in letters that people write
in is nobody's translation: it has to be an author's, marked with its language, or Babel's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Final

import pytest
from babel import Locale
from babel.dates import get_timezone_name
from babel.units import format_unit

from builders.pages import EVERYTHING
from builders.pseudo import FORMS, KEPT, TAG, catalogue, make_project
from builders.repositories import Scratch, new_repository
from planbook.as_of import AsOf
from planbook.checked import Checked
from planbook.language import Text
from planbook.model.field import Field
from planbook.pages import Page
from planbook.pipeline import check_project, score_project
from planbook.rendering.catalogue import make_translator
from planbook.rendering.renderer import Rendered, Renderer
from planbook.retracing import retrace
from planbook.views.formats import Formats
from planbook.views.site import build_pages

AS_OF: Final = AsOf(datetime(2026, 9, 10, tzinfo=UTC))
FOREIGN: Final = re.compile("[A-Za-zÀ-ÖØ-öø-ƩƫǍ-ɏ㐀-鿿]+")
JINJA: Final = re.compile(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}")
TAGS: Final = re.compile(r"(?s)<[^>]*>|&\w+;")
LETTERS: Final = re.compile(r"[^\W\d_]")
MOST_TEMPLATES: Final = 40
VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "col"})
TOLD: Final = ("aria-label", "alt", "placeholder", "title")
# What is to be typed, and what leads somewhere: the same in every language.
TYPED: Final = ("code", "style", "script")


def _old_version(scratch: Scratch) -> None:
    """Make the handbook one in which somebody has since changed something of everything."""
    changes = {
        r"\n  confidence: 0\.\d+": "\n  confidence: 0.5",
        r"\n  due: 2026-09-30": "\n  due: 2026-09-15",
        r"\n  target: (\d)": r"\n  target: 1\1",
        r"\nweight: \d+": "\nweight: 5",
        r"\n      rate: [\d.]+": "\n      rate: 0.9",
        r"\nstate: archived": "\nstate: active",
    }
    for place, path in enumerate(sorted((scratch.root / "content").rglob("*"))):
        if path.suffix in {".yaml", ".md"}:
            text = path.read_text("utf-8")
            for old, new in changes.items():
                text = re.sub(old, new, text)
            path.write_text(text, "utf-8", newline="\n")
        elif path.suffix == ".csv":
            lines = path.read_text("utf-8").splitlines(keepends=True)
            path.write_text("".join(lines[: -1 - place % 5]), "utf-8", newline="\n")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    scratch = new_repository(tmp_path_factory.mktemp("third"))
    make_project(scratch.root)
    content = (scratch.root / "content").rglob("*")
    kept = {path: path.read_bytes() for path in content if path.is_file()}
    _old_version(scratch)
    scratch.commit(day="2026-08-31")
    for path, written in kept.items():
        path.write_bytes(written)
    scratch.commit(day="2026-09-08")
    checked = check_project(scratch.root, AS_OF)
    assert checked.is_sound, checked.found
    return checked


@pytest.fixture(scope="module")
def pages(checked: Checked) -> list[tuple[Page, str]]:
    scored = score_project(checked, EVERYTHING)
    assert scored is not None
    assert checked.theme is not None
    renderer = Renderer(checked.theme)
    with retrace(checked, scored.visible, EVERYTHING) as history:
        site = build_pages(
            scored.visible, scored.scores, EVERYTHING, scored.scores.as_of, (), history
        )
        return [
            (page, _text_of(renderer, page))
            for page in site.pages
            if page.language == TAG and page.path.endswith(".html")
        ]


def _text_of(renderer: Renderer, page: Page) -> str:
    rendered = renderer.render(page)
    assert isinstance(rendered, Rendered), (page.path, rendered)
    return rendered.content.decode()


class _Reader(HTMLParser):
    """Gathers the texts that are said to be in the language of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str, bool]] = [("", TAG, False)]
        self.said: list[str] = []
        self.attributes: list[str] = []
        self.languages: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang") or self.stack[-1][1]
        self.languages.add(language)
        if language == TAG:
            self.attributes += [
                value
                for name, value in values.items()
                if name in TOLD or (name.startswith("data-") and "{" in value)
            ]
            if tag == "meta" and values.get("name") == "description":
                self.attributes.append(values["content"])
        leads_out = tag == "a" and ":" in values.get("href", "").partition("/")[0]
        typed = self.stack[-1][2] or tag in TYPED or leads_out
        if tag not in VOID:
            self.stack.append((tag, language, typed))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        tag, language, typed = self.stack[-1]
        if language == TAG and not typed:
            # The title of the window cannot say in which language its parts are.
            (self.attributes if tag == "title" else self.said).append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def _words_of_babel() -> frozenset[str]:
    """Return every word that Babel may write for dates, times, amounts and lists."""
    locale = Locale(TAG)
    texts: list[str] = [get_timezone_name("Asia/Shanghai", locale=locale), "Asia/Shanghai"]
    for widths in (locale.months, locale.days):
        forms = [each for form in widths.values() for each in form.values()]
        texts += [word for each in forms for word in each.values()]
    for unit in ("day", "week", "month", "hour", "minute", "year"):
        counts = (Decimal(number) for number in ("0.5", "1", "3", "5"))
        texts += [format_unit(count, f"duration-{unit}", locale=locale) for count in counts]
    for patterns in locale.compact_decimal_formats["short"].values():
        texts += [str(each) for each in patterns.values()]
    texts += [str(each) for each in locale.list_patterns["standard"].values()]
    texts += [locale.languages[tag] for tag in ("zh", "en")] + [locale.display_name or ""]
    return frozenset(word.casefold() for text in texts for word in FOREIGN.findall(text))


def _authored(checked: Checked) -> tuple[list[Text], set[str]]:
    """Return the texts of all documents, and the values that have no language: ids, tags, units."""
    handbook = checked.handbook
    assert handbook is not None
    texts: list[Text] = []
    plain: set[str] = set()
    for document in handbook.documents.values():
        for found in _values(document.values, handbook.kinds[document.key.kind].field):
            if isinstance(found, str):
                plain.add(found)
            else:
                texts.append(found)
    vocabulary = handbook.settings.vocabulary
    terms = (*vocabulary.territories, *vocabulary.product_lines)
    texts += [handbook.settings.title, *(term.title or {} for term in terms)]
    return texts, plain


def _values(value: Any, field: Field | None) -> Iterator[Text | str]:
    if isinstance(value, Mapping) and field is not None and field.type == "text":
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            below = field.properties.get(name, field.keys) if field is not None else None
            yield from _values(each, below)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from _values(each, field.element if field is not None else None)
    elif isinstance(value, str):
        yield value


@pytest.fixture(scope="module")
def known(checked: Checked) -> frozenset[str]:
    """What may stand on a page without being a word of the interface."""
    _, plain = _authored(checked)
    handbook = checked.handbook
    assert handbook is not None
    people = (
        document.values["name"]
        for key, document in handbook.documents.items()
        if key.kind == "person"
    )
    # A person's name is the same in every language, whoever is told of.
    plain |= {word for name in people for text in name.values() for word in FOREIGN.findall(text)}
    # Currencies have their code, SMART its letters, and the index those that words begin with.
    return (
        _words_of_babel()
        | {value.casefold() for value in plain}
        | {"cny", "smart", *ascii_lowercase}
    )


def test_most_templates_are_seen_and_the_others_hold_no_words(
    checked: Checked, pages: list[tuple[Page, str]]
) -> None:
    assert checked.theme is not None
    shown = {page.template for page, _ in pages}
    assert len(shown) >= MOST_TEMPLATES
    assert {"changes.html", "goal.html", "person.html", "practice.html", "quality.html"} <= shown
    for name, template in checked.theme.templates.items():
        if not name.endswith(".html"):
            continue
        assert not LETTERS.search(TAGS.sub("", JINJA.sub("", template.text))), name


def test_no_page_holds_words_of_another_language_that_it_does_not_mark(
    pages: list[tuple[Page, str]], known: frozenset[str]
) -> None:
    strange: dict[str, str] = {}
    for page, html in pages:
        for text in _read(html).said:
            if text.strip().casefold() not in known:
                left = [word for word in FOREIGN.findall(text) if word.casefold() not in known]
                if left:
                    strange.setdefault(" ".join(text.split()), page.path)
    assert strange == {}


def test_no_tooltip_or_name_for_machines_is_in_another_language(
    checked: Checked, pages: list[tuple[Page, str]], known: frozenset[str]
) -> None:
    # They cannot be marked: an author's words stand in them as they are.
    texts, _ = _authored(checked)
    said = {" ".join(words.split()) for text in texts for words in text.values()}
    written = sorted(said, key=len, reverse=True)
    strange: dict[str, str] = {}
    for page, html in pages:
        for text in set(_read(html).attributes):
            rest = " ".join(re.sub(r"\{\w+\}", "", text).split())
            if not FOREIGN.search(rest):
                continue
            for words in written:
                rest = rest.replace(words, "")
            if any(word.casefold() not in known for word in FOREIGN.findall(rest)):
                strange.setdefault(text, page.path)
    assert strange == {}


def test_pages_are_in_the_language_and_the_rest_in_those_of_the_authors(
    pages: list[tuple[Page, str]],
) -> None:
    for page, html in pages:
        assert f'<html lang="{TAG}">' in html, page.path
        assert _read(html).languages <= {TAG, "zh", "en"}, page.path


def test_a_document_says_once_that_it_is_not_translated(pages: list[tuple[Page, str]]) -> None:
    (note,) = (words for key, words in catalogue().items() if key == "untranslated.all")
    (html,) = (html for page, html in pages if page.path == f"{TAG}/handbook/goals/index.html")
    assert html.count(note.format(languages="chiński")) == 1


def test_amounts_days_and_counts_are_written_as_the_language_does(
    pages: list[tuple[Page, str]],
) -> None:
    formats = Formats(TAG)
    assert formats.number(Decimal("1234567.5")) == "1\u00a0234\u00a0567,5"
    assert formats.day(datetime(2026, 9, 10, tzinfo=UTC).date()) == "10 września 2026"
    path = f"{TAG}/goals/chen-rui-2026-q3-zhejiang-shanghai-revenue/index.html"
    (html,) = (html for page, html in pages if page.path == path)
    assert "30 września 2026" in html
    assert re.search("[0-9]{2}\u00a0[0-9]{3}\u00a0000\u00a0CNY", html)


@pytest.mark.parametrize(("count", "form"), [(1, 0), (3, 1), (5, 2), (Decimal("1.5"), 3)])
def test_a_counted_word_has_the_form_of_its_number(count: int | Decimal, form: int) -> None:
    ui = make_translator({TAG: catalogue()}, TAG)
    assert ui("list.total", count=count).endswith("¹²³⁴"[form])
    assert len(FORMS) == 4


def test_the_search_is_handed_every_form_of_what_it_counts(checked: Checked) -> None:
    scored = score_project(checked, EVERYTHING)
    assert scored is not None
    assert checked.theme is not None
    site = build_pages(scored.visible, scored.scores, EVERYTHING, scored.scores.as_of)
    (page,) = (one for one in site.pages if one.path == f"{TAG}/search/index.js")
    text = _text_of(Renderer(checked.theme), page)
    found = re.search(r'"found":(\{.*?"\})', text)
    assert found is not None
    forms = json.loads(found[1])
    # Counted are whole numbers, which are never ``other`` here.
    assert {name: words[-1] for name, words in forms.items()} == dict(
        zip(FORMS[:3], "¹²³", strict=True)
    )
    assert all("{count}" in words for words in forms.values())


def test_a_word_that_is_missing_is_borrowed_from_english_and_told(tmp_path: Path) -> None:
    make_project(tmp_path, leave_out="section.people")
    checked = check_project(tmp_path, AS_OF)
    assert checked.theme is not None
    assert make_translator(checked.theme.words, TAG)("section.people") == "People"
    (found,) = (one for one in checked.found if one.code == "theme-words-missing")
    assert found.path == f"themes/default/locales/{TAG}.yaml"
    assert "`section.people`" in found.message["en"]


def test_the_made_up_words_are_nobodys() -> None:
    assert not any(FOREIGN.search(KEPT.sub("", words)) for words in catalogue().values())
