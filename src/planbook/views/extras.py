"""Pages for machines and for the lost: the site map and the page that was not found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace

from planbook.pages import Page, lazy_view
from planbook.urls import PRINT_FOLDER, canonical_link, mount_path
from planbook.views.layout import Layout, Layouts, MenuEntry, SiteChrome, with_default
from planbook.views.presenter import SitePresenter
from planbook.views.words import Phrase

_LOST: Final = "404.html"


class SitemapEntry(msgspec.Struct, frozen=True):
    """The full address of a page, and those of the same page in each language."""

    address: str
    alternates: tuple[tuple[str, str], ...] = ()


class SitemapView(msgspec.Struct, frozen=True):
    """All pages."""

    entries: tuple[SitemapEntry, ...]


class LostWords(msgspec.Struct, frozen=True):
    """What the lost are told in one language. ``home`` is empty where none is known."""

    language: str
    name: str
    home: str


class LostView(msgspec.Struct, frozen=True):
    """The page for an address that leads nowhere, in all languages of the site."""

    layout: Layout
    told: tuple[LostWords, ...]


def lost_page(site: SitePresenter, layouts: Layouts) -> Page:
    """Return ``404.html``, the one page for what is not there, whatever language was asked for.

    So it speaks all of them, and its language switch leads to the words of the other. It is served
    at any depth: its links begin with the site's own path. Without ``base_url`` that path is
    unknown, and the page leads nowhere else.
    """
    view = lazy_view(partial(_lost_view, site, layouts))
    return Page(_LOST, site.addresses.languages[0], "404.html", view)


def _lost_view(site: SitePresenter, layouts: Layouts) -> LostView:
    presenter = site.at(site.addresses.languages[0], _LOST)
    base_url = site.handbook.settings.base_url
    layout = layouts.around(presenter, (), Phrase("lost.title"))
    root = mount_path(base_url) if base_url else None
    chrome = _with_root(layout.chrome, root)
    told = tuple(
        LostWords(
            link.code,
            link.name,
            "" if root is None else root + site.addresses.folder(link.code),
        )
        for link in layout.languages
    ) or (LostWords(presenter.language, "", chrome.home),)
    switch = tuple(replace(link, href=f"#{link.code}") for link in layout.languages)
    bare = replace(layout, chrome=chrome, languages=switch, canonical="", alternates=())
    return LostView(bare, told)


def sitemap_page(site: SitePresenter, paths: Iterable[str]) -> Iterator[Page]:
    """Yield ``sitemap.xml`` where the site's address is known; ``paths`` are those of all pages."""
    base_url = site.handbook.settings.base_url
    if not base_url:
        return
    # The edition to print repeats what stands on the others.
    repeats = tuple(
        site.addresses.file(language, PRINT_FOLDER, "") for language in site.addresses.languages
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        if _is_reader_page(path) and not path.startswith(repeats):
            language, within = site.addresses.language_of(path)
            found[within][language] = canonical_link(base_url, path)
    entries = (
        SitemapEntry(
            address,
            with_default(site.addresses.languages, together) if len(together) > 1 else (),
        )
        for together in found.values()
        for address in together.values()
    )
    view = SitemapView(tuple(sorted(entries, key=lambda entry: entry.address)))
    yield Page("sitemap.xml", site.addresses.languages[0], "sitemap.xml", view)


def _is_reader_page(path: str) -> bool:
    return path.endswith("index.html")


def _with_root(chrome: SiteChrome, root: str | None) -> SiteChrome:
    if root is None:
        return replace(
            chrome,
            home="",
            theme="",
            search="",
            stylesheet="",
            styles=(),
            icon="",
            logo="",
            menu=(),
            viewer=None,
            calendar="",
            api="",
            print="",
        )
    return replace(
        chrome,
        home=root + chrome.home,
        theme=root + chrome.theme,
        search=root + chrome.search if chrome.search else "",
        stylesheet=root + chrome.stylesheet,
        styles=tuple(root + style for style in chrome.styles),
        icon=root + chrome.icon,
        logo=root + chrome.logo if chrome.logo else "",
        viewer=None,
        calendar=root + chrome.calendar,
        api=root + chrome.api,
        print=root + chrome.print,
        menu=tuple(
            replace(
                group,
                entries=tuple(_entry_from(root, entry) for entry in group.entries),
            )
            for group in chrome.menu
        ),
    )


def _entry_from(root: str, entry: MenuEntry) -> MenuEntry:
    # What leads out of the site stays as it is.
    if ":" in entry.href.partition("/")[0]:
        return entry
    below = tuple(_entry_from(root, one) for one in entry.below)
    return replace(entry, href=root + entry.href, below=below)
