"""Texts of several lines on whole pages, for every field of every kind that takes words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest

from builders.pages import EVERYTHING, site_at
from planbook.as_of import AsOf
from planbook.model.document import Document
from planbook.model.field import Field
from planbook.model.handbook import Handbook, index_handbook
from planbook.pages import Page
from planbook.pipeline import check_project
from planbook.reading.resources import builtin_themes
from planbook.reading.theme import load_theme
from planbook.rendering.renderer import Rendered, Renderer

ROOT: Final = Path(__file__).parents[3]
WORDS: Final = "Intro\n- entry\n  - below\n- other"
MARKDOWN: Final = (
    "# Heading\n\n- a\n  - b\n\nx[^1] [y](#heading)\n\n- [x] done\n\n[^1]: note\n\n"
    "| a | b |\n|--:|---|\n| 1 | 2 |\n\n<details><summary>More</summary>\n\ntext\n\n</details>\n"
)
# What a document is called stands in headings, menus and links, on one line.
CALLED: Final = frozenset(("title", "name", "label"))


def _many_lines(values: Any, field: Field, name: str = "") -> Any:
    """Return ``values`` with several lines in every text that is not a name."""
    if field.type == "text" and isinstance(values, Mapping) and name not in CALLED:
        text = MARKDOWN if field.markdown else WORDS
        return dict.fromkeys(values, text)
    if field.type == "list" and isinstance(values, list | tuple) and field.element is not None:
        return [_many_lines(value, field.element, name) for value in values]
    if field.type == "mapping" and isinstance(values, Mapping):
        return {
            key: _many_lines(value, below, key) if below is not None else value
            for key, value in values.items()
            for below in [field.properties.get(key, field.keys)]
        }
    return values


@pytest.fixture(scope="module")
def pages() -> list[tuple[str, str]]:
    checked = check_project(ROOT, AsOf(datetime(2026, 9, 10, tzinfo=UTC)))
    assert checked.handbook is not None
    whole = checked.handbook
    documents = (
        Document(
            one.key,
            {**_many_lines(one.values, whole.kinds[one.kind].field), "notes": {"en": MARKDOWN}},
            one.origin,
        )
        for one in whole.documents.values()
    )
    handbook = index_handbook(documents, whole.kinds, whole.settings)
    theme = load_theme(ROOT, "default", builtin_themes())
    renderer = Renderer(theme.value)
    return list(_rendered(handbook, renderer))


def _rendered(handbook: Handbook, renderer: Renderer) -> Iterator[tuple[str, str]]:
    seen: dict[tuple[str, str], int] = {}
    for page in site_at(handbook, EVERYTHING).pages:
        if not page.template:
            continue
        # A few pages of each kind and language show all that there is to see.
        group = (page.template, page.language)
        seen[group] = seen.get(group, 0) + 1
        if seen[group] <= 4:
            yield page.path, _html_of(renderer, page)


def _html_of(renderer: Renderer, page: Page) -> str:
    rendered = renderer.render(page)
    assert isinstance(rendered, Rendered), (page.path, rendered)
    return rendered.content.decode()


BLOCKS: Final = frozenset(("p", "div", "ul", "ol", "dl", "table", "section", "h2", "h3", "h4"))
PHRASING: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "small", "strong", "em", "time", "label")
)
VOID: Final = frozenset(("br", "hr", "img", "input", "meta", "link", "wbr"))


class _Nesting(HTMLParser):
    """Notes what may not stand where it does, and ids that are there twice."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.hrefs += [value or "" for name, value in attrs if name == "href"]
        if any(name == "style" or name.startswith("on") for name, _ in attrs):
            self.wrong.append(f"{tag} with {attrs}")
        if tag in BLOCKS and self.stack and any(one in PHRASING for one in self.stack[-1:]):
            self.wrong.append(f"{tag} in {self.stack[-1]} at {self.getpos()}")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.stack or self.stack.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


def test_the_pages_stay_valid_and_every_id_is_there_once(pages: list[tuple[str, str]]) -> None:
    assert len(pages) > 50
    for path, html in pages:
        nesting = _Nesting()
        nesting.feed(html)
        assert nesting.wrong == [], path
        assert len(nesting.ids) == len(set(nesting.ids)), path
        marks = {href[1:] for href in nesting.hrefs if href[:1] == "#"}
        assert marks <= set(nesting.ids), path


def test_lines_with_hyphens_are_lists_wherever_a_list_may_stand(
    pages: list[tuple[str, str]],
) -> None:
    lists = sum(
        "<ul><li>entry<ul><li>below</li></ul></li><li>other</li></ul>" in html for _, html in pages
    )
    assert lists > 30
    for path, html in pages:
        # A quotation in a sentence about the text is no place for a list.
        body = html[html.find("<body") :]
        assert "- entry" not in body.replace("“Intro - entry", ""), path
