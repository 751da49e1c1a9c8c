"""The edition as one file of HTML, which asks for nothing else: to be sent by mail, or printed.

It is made of a site as it stands on the disk: the pages of the edition to print, with the styles
and the pictures that they name written into them. What the site does not show cannot be in it.
"""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, unquote

from planbook.output.manifest import MARKER, read_marker
from planbook.urls import PRINT_FOLDER, leads_out

GENERATOR: Final = b'<meta name="generator" content="planbook single file">'
"""By this a file is known as one that may be written over."""

LARGEST_PICTURE: Final = 4_000_000
"""In bytes; what is larger makes a file that no mailbox takes. Its alternative words are shown."""

MOST_OF_PICTURES: Final = 16_000_000
"""In bytes, of all pictures together."""

_TYPES: Final = MappingProxyType(
    {
        ".avif": "image/avif",
        ".gif": "image/gif",
        ".ico": "image/x-icon",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
        ".otf": "font/otf",
        ".ttf": "font/ttf",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
    }
)
_ATTRIBUTE: Final = r"""\s{}=(?:"([^"]*)"|'([^']*)')"""
_MAIN: Final = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_PARTS: Final = re.compile(
    r"<!--cover-->(.*?)<!--contents-->(.*?)<!--parts-->(.*)<!--end-->", re.DOTALL
)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_SHEETS: Final = re.compile(r'<nav class="sheets".*?</nav>', re.DOTALL)
_GOES_ON: Final = re.compile(r'<h2 class="part-title goes-on">.*?</h2>', re.DOTALL)
_PICTURE: Final = re.compile(r"<img\b[^<>]*>")
_OPENED: Final = re.compile(r"<[a-z][^<>]*>")
_LINK: Final = re.compile(r"""(?<=\s)(href|src)=(?:"([^"]*)"|'([^']*)')""")
_STYLE: Final = re.compile(r'<link rel="stylesheet"([^<>]*)>')
_HREF: Final = re.compile(_ATTRIBUTE.format("href"))
_SRC: Final = re.compile(_ATTRIBUTE.format("src"))
_ALT: Final = re.compile(_ATTRIBUTE.format("alt"))
_MEDIA: Final = re.compile(_ATTRIBUTE.format("media"))
_LANGUAGE: Final = re.compile(r'<html\b[^<>]*\slang="([^"]*)"')
_CANONICAL: Final = re.compile(r'<link rel="canonical" href="([^"]*)"')
_TITLE: Final = re.compile(r"<h1\b[^>]*>(.*?)</h1>|<p\b[^>]*>(.*?)</p>", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
_IMPORT: Final = re.compile(r"@import[^;]*;?")
_URL: Final = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)""")


class OtherSiteError(Exception):
    """The site is not, or no longer, that of the edition; or it is in no such language."""


@dataclass(frozen=True, slots=True)
class SingleFile:
    """The file, what it is called, and the pictures that were too large for it."""

    content: bytes
    title: str
    left_out: tuple[str, ...] = ()


def language_folder(site: Path, language: str | None) -> str | None:
    """Return the folder of the pages in ``language``, None where the site has no such pages.

    That is ``""`` for its first language, which is meant where none is named.
    """
    first = site / PRINT_FOLDER / "index.html"
    if language is None:
        return ""
    if first.is_file() and _language_of(first) == language:
        return ""
    folder = f"{language}/"
    # A section is called like no language, but a kind of the project's may be.
    other = site / language / PRINT_FOLDER / "index.html"
    return folder if other.is_file() and _language_of(other) == language else None


def compose_file(site: Path, edition: str, folder: str = "") -> SingleFile:
    """Return the edition that the site in the folder ``site`` shows, as one file.

    ``folder`` is that of the language. Raises OSError, and OtherSiteError where the site is not of
    ``edition``, or another at the end than at the beginning.
    """
    _check_edition(site, edition)
    composed = _Composer(site, folder).compose()
    _check_edition(site, edition)
    return composed


def _check_edition(site: Path, edition: str) -> None:
    marker = read_marker(site / MARKER)
    if marker is None or marker.edition != edition:
        raise OtherSiteError(site)


def _language_of(page: Path) -> str:
    with page.open("rb") as stream:
        found = _LANGUAGE.search(stream.read(2000).decode("utf-8", "replace"))
    return found[1] if found else ""


@dataclass(slots=True)
class _Composer:
    """Puts one file together, and keeps what is embedded."""

    site: Path
    folder: str
    sheets: frozenset[str] = frozenset()
    address: str = ""
    embedded: dict[str, str | None] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    room: int = field(default_factory=lambda: MOST_OF_PICTURES)

    def compose(self) -> SingleFile:
        sheets = self._read_sheets()
        self.sheets = frozenset(sheets)
        first, page = next(iter(sheets.items()))
        canonical = _CANONICAL.search(page)
        if canonical is not None:
            self.address = unescape(canonical[1]).removesuffix(f"{self.folder}{PRINT_FOLDER}/")
        # The style's own pictures have room before all others.
        style = self._styles(page, first)
        found = [self._parts_of(path, page) for path, page in sheets.items()]
        cover = found[0][0]
        contents = "\n".join(one[1] for one in found)
        parts = "\n".join(one[2] for one in found)
        title = " · ".join(_words(one) for one in _TITLE.findall(cover)[:3] if _words(one))
        language = _LANGUAGE.search(page)
        policy = (
            f"default-src 'none'; style-src 'sha256-{_hash_of(style)}'; img-src data:; "
            "font-src data:; base-uri 'none'; form-action 'none'"
        )
        text = (
            f'<!doctype html>\n<html lang="{language[1] if language else ""}">\n<head>\n'
            f'<meta charset="utf-8">\n{GENERATOR.decode()}\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            '<meta name="robots" content="noindex">\n'
            f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
            f'<body class="single" id="top">\n{cover}\n{contents}\n'
            f'<main id="content">\n{parts}\n</main>\n</body>\n</html>\n'
        )
        # A build that ends meanwhile puts other pages there, and the file would be of both.
        if self._read_sheets() != sheets:
            raise OtherSiteError(self.site)
        return SingleFile(text.encode(), title, tuple(self.left_out))

    def _read_sheets(self) -> dict[str, str]:
        return {path: (self.site / path).read_text("utf-8") for path in self._paths()}

    def _paths(self) -> Iterator[str]:
        place = f"{self.folder}{PRINT_FOLDER}/"
        yield f"{place}index.html"
        number = 2
        while (self.site / f"{place}page/{number}/index.html").is_file():
            yield f"{place}page/{number}/index.html"
            number += 1

    def _parts_of(self, path: str, page: str) -> tuple[str, str, str]:
        """Return the cover, the contents and the parts of the sheet at ``path``."""
        main = _MAIN.search(page)
        inner = main[1] if main else ""
        found = _PARTS.search(inner)
        # A project's own template may have no such marks.
        cover, contents, parts = found.groups() if found else ("", "", inner)
        parts = _GOES_ON.sub("", parts)
        cover, contents, parts = (
            self._lead(_COMMENT.sub("", one), path)
            for one in (_SHEETS.sub("", cover), _SHEETS.sub("", contents), parts)
        )
        return cover.strip(), contents.strip(), parts.strip()

    # Links and pictures

    def _lead(self, html: str, path: str) -> str:
        """Return part of the page at ``path`` with its links and pictures fit for the file."""
        html = _PICTURE.sub(lambda tag: self._picture(tag[0], path), html)
        return _OPENED.sub(lambda tag: _LINK.sub(lambda link: self._link(link, path), tag[0]), html)

    def _link(self, link: re.Match[str], path: str) -> str:
        value = unescape(link[2] if link[2] is not None else link[3])
        if value.startswith("data:"):
            return link[0]
        if link[1] == "src":
            return ""
        address, _, name = value.partition("#")
        if not address or leads_out(address):
            return link[0]
        target = _resolve(path, address)
        if target in self.sheets:
            return f'href="#{escape(name or "top")}"'
        # Without the site beside it, only a full address leads anywhere.
        if not self.address:
            return ""
        mark = f"#{name}" if name else ""
        return f'href="{escape(f"{self.address}{_as_address(target)}{mark}")}"'

    def _picture(self, tag: str, path: str) -> str:
        source, alt = _SRC.search(tag), _ALT.search(tag)
        words = (alt[1] if alt[1] is not None else alt[2]) if alt else ""
        written = unescape(source[1] if source[1] is not None else source[2]) if source else ""
        found = self._embed(written, path) if written else None
        if source is None or found is None:
            return f"<em>{words}</em>" if words else ""
        return tag.replace(source[0], f' src="{escape(found)}"')

    def _embed(self, address: str, path: str) -> str | None:
        """Return a file of the site as a `data:` address, None where it cannot be in the file."""
        if not address or leads_out(address):
            return None
        target = _resolve(path, address)
        if target not in self.embedded:
            self.embedded[target] = self._read(target)
        return self.embedded[target]

    def _read(self, target: str) -> str | None:
        place, kind = self._find(target), _TYPES.get(posixpath.splitext(target)[1].lower())
        if kind is None or place is None:
            return None
        size = place.stat().st_size
        if size > LARGEST_PICTURE or size > self.room:
            self.left_out.append(posixpath.basename(target))
            return None
        content = place.read_bytes()
        self.room -= len(content)
        return f"data:{kind};base64,{b64encode(content).decode()}"

    def _find(self, target: str) -> Path | None:
        """Return the file ``target`` of the site, None where there is none in it."""
        place = self.site / target
        return place if not target.startswith(("../", "/")) and place.is_file() else None

    # Styles

    def _styles(self, page: str, path: str) -> str:
        sheets = []
        for link in _STYLE.finditer(page):
            href, media = _HREF.search(link[1]), _MEDIA.search(link[1])
            address = unescape(href[1] or href[2] or "") if href else ""
            if not address or leads_out(address):
                continue
            target = _resolve(path, address)
            place = self._find(target)
            if place is None:
                continue
            rules = self._rules(place.read_text("utf-8", "replace"), target)
            sheets.append(f"@media {media[1] or media[2]} {{\n{rules}\n}}" if media else rules)
        # Nothing in a style may end it.
        return "\n".join(sheets).replace("</", "<\\/").replace("\r\n", "\n").replace("\r", "\n")

    def _rules(self, text: str, path: str) -> str:
        def embed(url: re.Match[str]) -> str:
            address = next(one for one in (*url.groups(), "") if one is not None)
            if address.startswith("data:"):
                return url[0]
            address, mark, name = address.partition("#")
            found = self._embed(address, path)
            return f'url("{found or "data:,"}{mark if found else ""}{name if found else ""}")'

        return _URL.sub(embed, _IMPORT.sub("", text))


def _resolve(path: str, address: str) -> str:
    """Return the file of the site that the relative ``address`` on the page at ``path`` names."""
    folder = posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("?")[0])))


def _as_address(target: str) -> str:
    return quote(target.removesuffix("index.html"))


def _words(found: tuple[str, str]) -> str:
    return " ".join(unescape(_TAG.sub("", found[0] or found[1])).split())


def _hash_of(style: str) -> str:
    return b64encode(sha256(style.encode()).digest()).decode()
