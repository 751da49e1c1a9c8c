"""What counts as changed, and which addresses a site may have."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from builders.sites import Words, page_of, theme_of
from planbook.output.changes import compare_digests, compare_pages, pages_at
from planbook.output.manifest import Manifest, ManifestEntry
from planbook.pages import Asset, Page
from planbook.reading.theme import Theme
from planbook.rendering.theme import digest_page, digest_theme
from planbook.stat_guard import FileMark

TEMPLATES = {
    "page.html": '{% extends "layout.html" %}{% block x %}{% include "part.html" %}{% endblock %}',
    "layout.html": '{% import "m.html" as m %}{% block x %}{% endblock %}',
    "part.html": "part",
    "m.html": "macros",
    "other.html": "other",
    "any.html": "{% include view.title %}",
}
WORDS = {"en": {"goal": "Goal"}, "zh": {"goal": "目标"}}


def digest(theme: Theme, page: Page, version: str = "1") -> str:
    return digest_page(page, digest_theme(theme, [page.language], version))


PAGE = page_of("a.html")
LIES = FileMark(1, 1, 1, 1)


@pytest.mark.parametrize("changed", ["page.html", "layout.html", "part.html", "m.html"])
def test_page_changes_with_every_template_that_it_hangs_on(changed: str) -> None:
    after = theme_of({**TEMPLATES, changed: TEMPLATES[changed] + " "}, WORDS)
    assert digest(theme_of(TEMPLATES, WORDS), PAGE) != digest(after, PAGE)


def test_page_does_not_change_with_another_template() -> None:
    after = theme_of({**TEMPLATES, "other.html": "new"}, WORDS)
    assert digest(theme_of(TEMPLATES, WORDS), PAGE) == digest(after, PAGE)


def test_template_that_includes_what_it_works_out_hangs_on_all() -> None:
    page = page_of("a.html", template="any.html")
    after = theme_of({**TEMPLATES, "other.html": "new"}, WORDS)
    assert digest(theme_of(TEMPLATES, WORDS), page) != digest(after, page)


def test_page_changes_with_its_template_that_comes_into_being() -> None:
    without = {name: text for name, text in TEMPLATES.items() if name != "part.html"}
    assert digest(theme_of(without), PAGE) != digest(theme_of(TEMPLATES), PAGE)


def test_page_changes_with_the_words_it_may_use_and_no_others() -> None:
    before = theme_of(TEMPLATES, WORDS)
    chinese = theme_of(TEMPLATES, {**WORDS, "zh": {"goal": "新"}})
    english = theme_of(TEMPLATES, {**WORDS, "en": {"goal": "New"}})
    page = Page("zh/a.html", "zh", "page.html", Words("A"))
    assert digest(before, PAGE) == digest(chinese, PAGE)
    assert digest(before, PAGE) != digest(english, PAGE)
    # Chinese borrows from English what it lacks.
    assert len({digest(theme, page) for theme in (before, chinese, english)}) == 3


def test_data_pages_change_with_their_view_alone() -> None:
    page = Page("x.json", "en", "", {"a": 1})
    assert digest(theme_of(TEMPLATES, WORDS), page) == digest(theme_of({}, {}), page)
    assert digest(theme_of(), page) != digest(theme_of(), Page("x.json", "en", "", {"a": 2}))


def test_page_changes_with_the_version() -> None:
    assert digest(theme_of(), PAGE, "1") != digest(theme_of(), PAGE, "2")


def test_markup_and_plain_text_with_the_same_letters_differ() -> None:
    plain, marked = page_of("a.html", "<b>"), page_of("a.html", Markup("<b>"))
    assert digest(theme_of(), plain) != digest(theme_of(), marked)


def test_broken_template_does_not_stop_the_comparison() -> None:
    assert digest(theme_of({"page.html": "{% if %}"}), PAGE)


def test_changes_tell_new_kept_and_gone_apart() -> None:
    theme = theme_of()
    pages = [page_of("a.html"), page_of("b.html", "new")]
    assets = (Asset("x.png", Path("x"), "d1"), Asset("y.png", Path("y"), "d2"))
    entries = {
        "a.html": ManifestEntry(digest(theme, pages[0]), "c", LIES),
        "b.html": ManifestEntry("another", "c", LIES),
        "x.png": ManifestEntry("asset-d1", "c", LIES),
    }
    manifest = Manifest(entries=entries, written=frozenset({*entries, "gone.html"}))
    changes = compare_pages(pages, assets, manifest, theme, "1").value
    assert changes is not None
    assert changes.to_render == ("b.html",)
    assert changes.to_copy == (assets[1],)
    assert set(changes.kept) == {"a.html", "x.png"}
    assert changes.removed == ("gone.html",)
    assert (changes.pages, changes.reused) == (2, 1)


def test_changes_are_told_from_digests_alone() -> None:
    entries = {path: ManifestEntry(f"digest of {path}", "c", LIES) for path in ("a", "b")}
    manifest = Manifest(entries=entries, written=frozenset(entries))
    digests = ((path, f"digest of {path}") for path in ("b", "c"))
    changes = compare_digests(digests, (), manifest).value
    assert changes is not None
    assert changes.to_render == ("c",)
    assert changes.digests == {"c": "digest of c"}
    assert changes.kept == {"b": entries["b"]}
    assert changes.removed == ("a",)
    assert (changes.pages, changes.reused) == (2, 1)


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (("a.html", "b.html"), []),
        (("a.html", "b.html", "b.html"), ["site-path-collision"]),
        (("a.html", "A.html"), ["site-path-collision"]),
        (("a.html", "../b.html"), ["site-unsafe-path"]),
    ],
)
def test_addresses_that_were_right_are_checked_again_where_others_come(
    paths: tuple[str, ...], told: list[str]
) -> None:
    manifest = Manifest(checked=frozenset(("a.html", "b.html")))
    outcome = compare_digests(((path, "digest") for path in paths), (), manifest)
    assert [finding.code.name for finding in outcome.findings] == told


def test_pages_are_found_by_their_addresses() -> None:
    pages = [page_of("a.html"), page_of("b.html"), page_of("c.html")]
    assert pages_at(("c.html", "a.html"), pages) == (pages[0], pages[2])


def codes(*paths: str, manifest: Manifest | None = None) -> list[str]:
    pages = [page_of(path) for path in paths]
    outcome = compare_pages(pages, (), manifest or Manifest(), theme_of())
    return [finding.code.name for finding in outcome.findings]


@pytest.mark.parametrize(
    "path",
    [
        "../a.html",
        "a/../../b.html",
        "/etc/passwd",
        "a//b.html",
        "./a.html",
        "",
        "a\\b.html",
        "c:a.html",
        "a\nb.html",
        "a\0b.html",
        "a/\udc80.html",
        ".planbook-site.json",
        ".planbook-new/x.html",
    ],
)
def test_names_that_lead_out_of_the_site_are_refused(path: str) -> None:
    assert codes(path) == ["site-unsafe-path"]


def test_ordinary_names_pass() -> None:
    assert codes("index.html", "人/a b.html", ".well-known/x", "..a/b..html") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/Logo.png", "a/logo.png"),
        ("a.html", "a.html"),
        ("\u00e9.html", "e\u0301.html"),
        ("a", "A/index.html"),
    ],
)
def test_two_files_with_one_address_are_refused(first: str, second: str) -> None:
    assert codes(first, second) == ["site-path-collision"]
    assert "site-path-collision" in codes(second, first)


@pytest.mark.parametrize("foreign", ["a/b.html", "a", "a/b.html/mine.txt"])
def test_foreign_file_at_the_address_of_a_page_is_never_overwritten(foreign: str) -> None:
    folders = frozenset({"a/b.html"}) if foreign.count("/") > 1 else frozenset()
    manifest = Manifest(foreign=frozenset({foreign}), foreign_folders=folders)
    assert codes("a/b.html", manifest=manifest) == ["site-foreign-files"]


def test_foreign_file_beside_the_pages_is_in_nobodys_way() -> None:
    assert codes("a/b.html", manifest=Manifest(foreign=frozenset({"a/mine.txt"}))) == []
