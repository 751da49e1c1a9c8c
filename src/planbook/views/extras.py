"""Pages for machines and for the lost: the site map and the page that was not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planbook.pages import Page
from planbook.urls import canonical_link, mount_path
from planbook.views.pen import Pens
from planbook.views.shell import Frame, Shell, Shells
from planbook.views.words import Phrase


@dataclass(frozen=True, slots=True)
class SitemapView:
    """The full addresses of all pages."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LostView:
    """The page for an address that leads nowhere. ``home`` is empty where none is known."""

    shell: Shell
    home: str


def lost_page(pens: Pens, shells: Shells) -> Page:
    """Return ``404.html``. It is served at any depth: its links begin with the site's own path.

    Without ``base_url`` that path is unknown, and the page has no links at all.
    """
    language = pens.addresses.languages[0]
    path = "404.html"
    pen = pens.at(language, path)
    base_url = pens.handbook.settings.base_url
    shell = shells.around(pen, (), Phrase("lost.title"))
    frame = _with_root(shell.frame, mount_path(base_url) if base_url else None)
    # A page without a place of its own has none in another language either.
    bare = replace(shell, frame=frame, languages=(), canonical="", alternates=())
    return Page(path, language, "404.html", LostView(bare, frame.home))


def sitemap_page(pens: Pens, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield ``sitemap.xml`` where the site's address is known."""
    base_url = pens.handbook.settings.base_url
    if not base_url:
        return
    addresses = tuple(
        sorted(canonical_link(base_url, page.path) for page in pages if _is_reader_page(page))
    )
    yield Page("sitemap.xml", pens.addresses.languages[0], "sitemap.xml", SitemapView(addresses))


def _is_reader_page(page: Page) -> bool:
    return page.path.endswith("index.html")


def _with_root(frame: Frame, root: str | None) -> Frame:
    if root is None:
        return replace(frame, home="", stylesheet="", icon="", menu=(), viewer=None)
    return replace(
        frame,
        home=root + frame.home,
        stylesheet=root + frame.stylesheet,
        icon=root + frame.icon,
        viewer=None,
        menu=tuple(
            replace(
                group,
                entries=tuple(replace(entry, href=root + entry.href) for entry in group.entries),
            )
            for group in frame.menu
        ),
    )
