"""Addresses: where each page stands in the site, and how one page links to another.

A page's path is its file in the site, with ``/`` (``en/goals/x/index.html``). Links are relative
and name ``index.html``, so that the site works under any prefix and opened from a disk.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from planbook.digest import digest_of
from planbook.model.document import Key
from planbook.model.field import Kind

CALENDAR: Final = "calendar.ics"
"""The name of a calendar's file: in the site's own folder, and in those of teams and people."""

API: Final = "api/v1"
"""The folder of the same content as data."""
PRINT_FOLDER: Final = "print"
"""The folder of the edition to print."""
SEARCH_FOLDER: Final = "search"
"""The folder of everything by its first letter, and of the index."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a site in ``languages``, the first of which has no prefix.

    ``sections`` gives each kind's folder.
    """

    languages: tuple[str, ...]
    sections: Mapping[str, str]

    def folder(self, language: str, *segments: str) -> str:
        """Return the path of the page that is the folder of ``segments``."""
        return self.file(language, *segments, "index.html")

    def file(self, language: str, *segments: str) -> str:
        """Return the path of a file; the last of ``segments`` is its name."""
        prefix = () if language == self.languages[0] else (language,)
        return "/".join((*prefix, *segments))

    def language_of(self, path: str) -> tuple[str, str]:
        """Return the language of the page at ``path``, and its path within that language."""
        head, _, rest = path.partition("/")
        return (head, rest) if rest and head in self.languages[1:] else (self.languages[0], path)

    def document(self, language: str, key: Key) -> str:
        """Return the path of a document's own page."""
        return self.folder(language, self.sections[key.kind], key.id)

    def numbered(self, language: str, segments: Sequence[str], number: int) -> str:
        """Return the path of page ``number`` (from 1) of the list at ``segments``."""
        if number == 1:
            return self.folder(language, *segments)
        return self.folder(language, *segments, "page", str(number))


def addresses_of(kinds: Mapping[str, Kind], languages: Sequence[str]) -> Addresses:
    """Return the addresses of a site that shows ``kinds`` in ``languages``."""
    return Addresses(tuple(languages), {name: kind.plural for name, kind in sorted(kinds.items())})


def root_from(path: str) -> str:
    """Return what leads from the page at ``path`` to the root of the site: ``../../``."""
    return "../" * path.count("/")


def relative_link(source: str, target: str) -> str:
    """Return the link from the page at ``source`` to the file at ``target``, both in the site."""
    return root_from(source) + target


def canonical_link(base_url: str, path: str) -> str:
    """Return the full address of the page at ``path``: that of its folder."""
    folder = path.removesuffix("index.html")
    return base_url.rstrip("/") + "/" + quote(folder)


def mount_path(base_url: str) -> str:
    """Return the path under which ``base_url`` stands, with a slash at both ends."""
    path = urlsplit(base_url).path.strip("/")
    return f"/{path}/" if path else "/"


def asset_path(source: str) -> str:
    """Return where the content file ``source`` (a picture, a PDF) stands in the site.

    The folder is a fingerprint: it tells nothing of the folders of the content, and two files
    of one name do not meet.
    """
    name = source.rpartition("/")[2]
    return f"files/{digest_of(source.encode())[:12]}/{name}"


def project_file_path(source: str) -> str:
    """Return where a file that planbook.yaml names stands in the site.

    What lies in ``static/`` is in the site anyway, under its own name.
    """
    path = posixpath.normpath(source)
    return path.removeprefix("static/") if path.startswith("static/") else asset_path(path)


def link_path(path: str) -> str:
    """Return the file ``path`` of the site as a link writes it, relative to the site's root."""
    # A file name may hold what ends an address.
    return "".join(f"%{ord(sign):02X}" if sign in "%?# \"'<>" else sign for sign in path)


def leads_out(address: str) -> bool:
    """Return whether a link of a page leads elsewhere than to a file beside it."""
    return ":" in address.partition("/")[0] or address.startswith("/")


def gathered_anchor(path: str, sheet: str) -> str:
    """Return the id of what the page at ``path`` shows, where it stands on the page ``sheet``.

    It is its address below the folder of its language: ``goals/q3-revenue``.
    """
    folder = path.removeprefix(sheet.partition(f"{PRINT_FOLDER}/")[0])
    return folder.removesuffix("index.html").rstrip("/") or "front"


def theme_path(name: str) -> str:
    """Return where the theme's static file ``name`` stands in the site."""
    return f"theme/{name}"
