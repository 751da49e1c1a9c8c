"""Adds the server's script to a page on its way to the browser; the site's files are without it."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

from planbook.serving.requests import OWN

SCRIPT: Final = f"{OWN}serve.js"
STYLE: Final = f"{OWN}overlay.css"

_POLICY: Final = re.compile(
    rb"<meta\b(?=[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy[\"'\s])[^>]*>", re.IGNORECASE
)
_CONTENT: Final = re.compile(rb"(\bcontent\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_END_OF_HEAD: Final = re.compile(rb"</head\s*>", re.IGNORECASE)
_NEEDED: Final = ("script-src", "connect-src", "style-src")
_MORE_CLOSELY: Final = ("script-src-elem", "style-src-elem")
_SELF: Final = "'self'"


def inject_script(page: bytes, session: str, number: int) -> bytes:
    """Return ``page`` with the script that reloads it.

    It comes from a file of its own. The page's Content-Security-Policy is kept: it only allows
    this origin's scripts, styles and connections besides, where it did not. ``session`` and
    ``number`` tell the script which build the page is of.
    """
    tag = (
        f'<script src="{SCRIPT}" defer data-style="{STYLE}" data-session="{session}" '
        f'data-build="{number}"></script>\n'
    ).encode()
    allowed = _POLICY.sub(lambda found: _CONTENT.sub(_widen, found[0], count=1), page)
    end = _END_OF_HEAD.search(allowed)
    if end is None:
        return allowed + tag
    return allowed[: end.start()] + tag + allowed[end.start() :]


def _widen(found: re.Match[bytes]) -> bytes:
    policy = allow_own(unescape(found[2][1:-1].decode("utf-8", "surrogateescape")))
    quoted = escape(policy, quote=False).replace('"', "&quot;")
    return found[1] + f'"{quoted}"'.encode("utf-8", "surrogateescape")


def allow_own(policy: str) -> str:
    """Return ``policy`` with this origin's scripts, styles and connections allowed."""
    directives = [part.split() for part in policy.split(";") if part.strip()]
    # Of a directive that is written twice the first counts.
    by_name = {part[0].lower(): part for part in reversed(directives)}
    for name in (*_NEEDED, *_MORE_CLOSELY):
        own = by_name.get(name)
        rule = own or (by_name.get("default-src") if name in _NEEDED else None)
        if rule is None or _SELF in rule or "*" in rule:
            continue
        wider = [name, *(source for source in rule[1:] if source.lower() != "'none'"), _SELF]
        if own is None:
            directives.append(wider)
        else:
            own[:] = wider
    return "; ".join(" ".join(part) for part in directives)
