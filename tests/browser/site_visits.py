"""Visits a built site in a browser, page by page, and keeps what was seen."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final
from urllib.parse import unquote, urldefrag, urljoin

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

_ADDRESSES: Final = re.compile(r' (?:href|src)="([^"]*)"')
_MARKS: Final = re.compile(r' id="([^"]*)"')

PHONE: Final = 390
DESK: Final = 1280

# What a page says of itself once it has loaded.
_LOOK: Final = """() => {
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const main = document.querySelector('main');
  return {
    language: document.documentElement.lang,
    title: document.title,
    landmarks: ['header', 'main', 'footer'].map(
      (name) => document.querySelectorAll(`body > ${name}, body > .frame > ${name}`).length),
    unnamed: [...document.querySelectorAll('nav')].filter(
      (nav) => !nav.getAttribute('aria-label') && !nav.getAttribute('aria-labelledby')).length,
    headings: headings.filter((one) => main && main.contains(one)).map((one) => one.tagName),
    first_headings: headings.filter((one) => one.tagName === 'H1').length,
    words: main ? main.innerText.trim().length : 0,
    styled: [...document.styleSheets].length > 0,
    inline: document.querySelectorAll('[style], style, script:not([src])').length,
    marks: [...document.querySelectorAll('[id]')].map((one) => one.id),
    switches: [...document.querySelectorAll('.languages a')].map((one) => one.href),
    links: [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href')),
  };
}"""


@dataclass(slots=True)
class Visit:
    """One page as the browser had it. Addresses are paths from the root of the site."""

    path: str
    seen: Mapping[str, Any] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    phone_width: int = 0

    def targets(self) -> tuple[tuple[str, str], ...]:
        """Return (path, mark on that page) of each link that stays inside the site."""
        inside = (link for link in self.seen["links"] if not _leads_out(link))
        return tuple(_target(self.path, link) for link in inside)


def crawl(browser: Browser, root: str, limit: int, start: str = "index.html") -> list[Visit]:
    """Return the visits of up to ``limit`` pages, following links from ``start``.

    ``root`` is the address of the site's root. Of each sort of page (language, section and depth)
    one is taken before a second of any sort, so that a short walk sees all of the site.
    """
    surroundings = browser.new_context(locale="en-US", viewport={"width": DESK, "height": 900})
    tab = surroundings.new_page()
    visits: list[Visit] = []
    sorts: Counter[str] = Counter()
    waiting = {start: None}
    known = {start}
    while waiting and len(visits) < limit:
        path = min(waiting, key=lambda path: sorts[_sort(path)])
        del waiting[path]
        sorts[_sort(path)] += 1
        visit = _visit(tab, root, path)
        visits.append(visit)
        new = {target: None for target, _ in visit.targets() if target.endswith(".html")}
        waiting.update((target, None) for target in new if target not in known)
        known.update(new)
    surroundings.close()
    return visits


def too_wide(tab: Tab, widths: Iterable[int]) -> Iterator[str]:
    """Yield how far the page in ``tab`` goes beyond each of ``widths`` that it does not fit."""
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 900})
        needs = tab.evaluate("document.documentElement.scrollWidth")
        if needs > width:
            yield f"needs {needs} of {width}"


def _visit(tab: Tab, root: str, path: str) -> Visit:
    visit = Visit(path)
    listeners = {
        "console": lambda message: (
            visit.complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
        "pageerror": lambda error: visit.complaints.append(str(error)),
        "requestfailed": lambda request: (
            # The icon may still be on its way when the page is left; nothing is wrong with it.
            visit.complaints.append(f"failed: {request.url}")
            if request.failure != "net::ERR_ABORTED"
            else None
        ),
        "request": lambda request: visit.requests.append(request.url),
    }
    for event, listener in listeners.items():
        tab.on(event, listener)  # type: ignore[call-overload]  # of any event
    tab.goto(urljoin(root, path))
    visit.seen = tab.evaluate(_LOOK)
    tab.set_viewport_size({"width": PHONE, "height": 800})
    visit.phone_width = tab.evaluate("document.documentElement.scrollWidth")
    tab.set_viewport_size({"width": DESK, "height": 900})
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    return visit


def links_of(path: str, page: str) -> set[tuple[str, str]]:
    """Return (path, mark on that page) of each address in the HTML ``page`` at ``path``.

    The HTML is what planbook writes, with quotes around all values. Addresses that leave the site
    are left out.
    """
    addresses = {unescape(found) for found in _ADDRESSES.findall(page)}
    return {_target(path, address) for address in addresses if not _leads_out(address)}


def marks_of(page: str) -> set[str]:
    """Return what the addresses of the HTML ``page`` may point at."""
    return {unescape(found) for found in _MARKS.findall(page)}


def _leads_out(link: str) -> bool:
    return link.partition(":")[0] in ("http", "https", "mailto", "tel")


def _target(path: str, link: str) -> tuple[str, str]:
    address, mark = urldefrag(link)
    if not address:
        return path, unquote(mark)
    target = posixpath.join(posixpath.dirname(path), unquote(address))
    return posixpath.normpath(target), unquote(mark)


def _sort(path: str) -> str:
    parts = path.split("/")
    language = parts.pop(0) if parts[0] in ("en", "zh") else ""
    return f"{language}/{parts[0]}/{len(parts)}"
