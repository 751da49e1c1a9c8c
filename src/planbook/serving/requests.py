"""Which requests are answered, and with which file of the site: decided by text alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

OWN: Final = "/.planbook-serve/"
"""What stands below is the server's own; no site has a file of such a name."""

INDEX: Final = "index.html"
LOST: Final = "404.html"

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
# Not asked of the system, whose answers differ: on Windows a registry says what .js is.
_TYPES: Final[Mapping[str, str]] = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".doc": "application/msword",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".zip": "application/zip",
}
_UNKNOWN: Final = "application/octet-stream"


def is_own_host(host: str | None, port: int) -> bool:
    """Return whether a request's ``Host`` is this machine's own name at ``port``.

    A page of somebody else's may have its own name lead to this machine (DNS rebinding): its
    requests say that name.
    """
    if host is None:
        return False
    known = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    if port == 80:
        known |= {"127.0.0.1", "localhost", "[::1]"}
    return host.strip().lower() in known


def comes_from_elsewhere(site: str | None, mode: str | None, destination: str | None) -> bool:
    """Return whether a page of another site asks for something to put into itself.

    The arguments are what browsers say in ``Sec-Fetch-Site``, ``-Mode`` and ``-Dest``. To follow
    a link to a page is not that.
    """
    if site in (None, "none", "same-origin"):
        return False
    return not (mode == "navigate" and destination == "document")


def path_in_site(target: str) -> str | None:
    """Return the path in a site that the target of a request names; None where there is none such.

    ``target`` begins with a slash and may have a question mark. The path has no slash at its
    beginning; one that ends in a slash, or is empty, names a folder.
    """
    written = target.partition("?")[0].partition("#")[0]
    if not written.startswith("/"):
        return None
    try:
        path = unquote_to_bytes(written[1:]).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if any(ord(character) < 32 or character in "\\:\x7f" for character in path):
        return None
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts[:-1]) or parts[-1] in (".", ".."):
        return None
    # The marker that names a site as planbook's is no page.
    if any(part.startswith(".planbook") for part in parts):
        return None
    return path


def find_file(site: Path, path: str) -> Path | None:
    """Return the file at ``path`` of the site in the folder ``site``; None where there is none.

    No link leads to it: a site has none, and one that somebody put there may lead out of it.
    """
    top = os.path.realpath(site)
    place = os.path.join(top, *path.split("/"))  # noqa: PTH118  # compared as text
    try:
        if os.path.realpath(place) != place or not Path(place).is_file():
            return None
    except (OSError, ValueError):
        return None
    return Path(place)


def type_of(path: str) -> str:
    """Return the ``Content-Type`` of a file, by the ending of its name."""
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122  # a path in the site
    return _TYPES.get(ending, _UNKNOWN)


def page_at(path: str) -> str:
    """Return the path of the page that is shown for ``path``, which may name a folder."""
    return f"{path}{INDEX}" if not path or path.endswith("/") else path
