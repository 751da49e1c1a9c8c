"""Links inside Markdown: ``[text](goal:east-q3)`` to a document, ``[text](file.md)`` to a chapter.

Only what is needed to check links stands here; the pages' HTML is made elsewhere, by a Markdown
library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planbook.diagnostics.span import Span

# [text](target "title"), also as an image; <kind:id>; and [label]: target on a line of its own.
_LINK = re.compile(
    r"""(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]
        \(\s*(?P<inline><[^<>\n]*>|[^()\s]+)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)
      | <(?P<bare>[a-z][a-z-]*:[a-z0-9-]+)>
      | ^[ ]{0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*(?P<defined>\S+)[^\n]*$
    """,
    re.VERBOSE | re.MULTILINE,
)
_CODE = re.compile(
    r"^(?P<fence>```+|~~~+).*?^(?P=fence)[`~]*[ \t]*$|(?P<ticks>`+).+?(?P=ticks)",
    re.MULTILINE | re.DOTALL,
)
_DOCUMENT = re.compile(r"(?P<kind>[a-z][a-z0-9_-]*):(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class ProseLink:
    """One link: where it stands in the Markdown, its words and where it leads."""

    start: int
    end: int
    text: str
    target: str
    image: bool = False

    def span_in(self, markdown: str) -> Span:
        """Return where the link stands in ``markdown``, lines and columns counted from 1."""
        line, column = _position(markdown, self.start)
        end_line, end_column = _position(markdown, self.end)
        return Span(line, column, end_line, end_column)


def links_in(markdown: str) -> Iterator[ProseLink]:
    """Yield the links of ``markdown`` from its start to its end, those in code left out."""
    if "[" not in markdown and "<" not in markdown:
        return
    code = [match.span() for match in _CODE.finditer(markdown)]
    for match in _LINK.finditer(markdown):
        if any(start <= match.start() < end for start, end in code):
            continue
        yield ProseLink(
            match.start(),
            match.end(),
            match["text"] or "",
            _target(match),
            image=bool(match["image"]),
        )


def document_target(target: str) -> tuple[str, str] | None:
    """Return (kind, id) where a link's target has the form of a document's, else None."""
    match = _DOCUMENT.fullmatch(target)
    return (match["kind"], match["id"]) if match else None


def _target(match: re.Match[str]) -> str:
    return str(match["inline"] or match["bare"] or match["defined"]).strip("<>")


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
