"""Taking links to what is hidden out of a text, Markdown or not.

Which links a text has is the parser's to say (``markup/``). What must not be known has to go from
whatever looks like a link, in any syntax; so this looks at more than Markdown would.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# [text](target "title"), also as an image; <kind:id>; and [label]: target on a line of its own.
_LINK = re.compile(
    r"""(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]
        \(\s*(?P<inline><[^<>\n]*>|[^()\s]+)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)
      | <(?P<bare>[a-z][a-z-]*:[a-z0-9-]+)>
      | ^[ ]{0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*(?P<defined>\S+)[^\n]*$
    """,
    re.VERBOSE | re.MULTILINE,
)
# Anything that could be a target: kind:id, or the path of a file that planbook reads.
_TARGET = re.compile(
    r"(?:(?<![\w:-])[a-z][a-z0-9_-]*:[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])"
    # Only from where a run of such signs begins: from every sign of it would take the square.
    r"|(?<![^\s()<>\[\]\"'`=|])[^\s()<>\[\]\"'`=|]+\.(?:md|ya?ml|csv)(?!\w))"
    # A heading of what is hidden is hidden with it.
    r"(?:#[^\s()<>\[\]\"'`]*)?",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"(?P<kind>[a-z][a-z0-9_-]*):(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)")


def document_target(target: str) -> tuple[str, str] | None:
    """Return (kind, id) where a link's target has the form of a document's, else None."""
    match = _DOCUMENT.fullmatch(target)
    return (match["kind"], match["id"]) if match else None


def without_targets(text: str, unwanted: Callable[[str], bool]) -> str:
    """Return ``text`` without the unwanted targets of links.

    A Markdown link whose target is unwanted leaves its words. After that every other mention of
    such a target goes, in whatever syntax it stands: raw HTML, nested brackets, code. What must
    not be known must not be quoted either.
    """
    if "[" in text or "<" in text:
        text = _LINK.sub(
            lambda match: (match["text"] or "") if unwanted(_name(_target(match))) else match[0],
            text,
        )
    if ":" not in text and "." not in text:
        return text
    return _TARGET.sub(lambda match: "" if unwanted(_name(match[0])) else match[0], text)


def _name(target: str) -> str:
    """Return what a target names, without the heading behind it."""
    return target.partition("#")[0] or target


def _target(match: re.Match[str]) -> str:
    return str(match["inline"] or match["bare"] or match["defined"]).strip("<>")
