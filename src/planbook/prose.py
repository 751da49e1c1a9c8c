"""Markdown to HTML that may stand on a page: cleaned, its links led to pages of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link of the Markdown leads: an address, and the words for a link without any."""

    href: str
    title: str = ""


Resolve = Callable[[str], Destination | None]
"""Answers where a link that stays in the site leads; None where it leads nowhere visible."""

_OUTSIDE: Final = ("https://", "http://", "mailto:", "tel:")
_TAGS: Final = frozenset(
    re.findall(
        r"\S+",
        "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption"
        " figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span"
        " strong sub summary sup table tbody td tfoot th thead tr u ul var wbr",
    )
)
_ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "a": ("href", "title"),
        "abbr": ("title",),
        "img": ("src", "alt", "title", "width", "height"),
        "ol": ("start",),
        "td": ("align", "colspan", "rowspan"),
        "th": ("align", "colspan", "rowspan", "scope"),
        "*": ("lang",),
    }
)
_SCHEME: Final = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
# Words that Markdown would leave alone: most notes are one such paragraph, and the parser is
# a hundred times slower than a look at them. A digit or a sign in front may begin a list.
_PLAIN: Final = re.compile(r"(?![\s\d#>+*=~:-])[^\n\\`*_{}\[\]<>&|!]+", re.DOTALL)
_MARK: Final = re.compile(f"{STX}([0-9]+){ETX}")
_BAD_CHARACTERS: Final = re.compile("[\x00\x02\x03]")
# Chinese is wrapped in a file without spaces; a browser would show each line's end as one.
_WRAPPED: Final = re.compile("(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\n(?=[\u4e00-\u9fff])")
_OWN_SITE: Final = "planbook-page:"


class ProseRenderer:
    """Renders Markdown, one text after the other; making one costs as much as a hundred texts."""

    def __init__(self) -> None:
        self._markdown = Markdown(
            extensions=["tables", "fenced_code", "sane_lists", "abbr"],
            extension_configs={"tables": {"use_align_attribute": True}},
            output_format="html",
        )
        self._links = _Links(self._markdown)
        self._headings = _Headings(self._markdown)
        self._markdown.treeprocessors.register(self._links, "planbook-links", 5)
        self._markdown.treeprocessors.register(self._headings, "planbook-headings", 4)
        self._cleaner = nh3.Cleaner(
            tags=set(_TAGS),
            clean_content_tags={"script", "style", "title", "textarea", "template", "noscript"},
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            attribute_filter=self._filter_attribute,
            url_schemes={"http", "https", "mailto", "tel", _OWN_SITE.rstrip(":")},
            url_relative="pass_through",
            link_rel=None,
        )

    def render(self, text: str, resolve: Resolve, level: int = 2) -> str:
        """Return ``text`` as HTML whose highest heading is of ``level``.

        Links to the outside stay. Every other link goes through ``resolve``; where it leads
        nowhere only its words remain, and of a picture its alternative words.
        """
        text = _BAD_CHARACTERS.sub("", text.strip())
        if not text:
            return ""
        if "|" not in text and "`" not in text:
            text = _WRAPPED.sub("", text)
        if _PLAIN.fullmatch(text) and not text.isspace():
            return f"<p>{escape(text, quote=False)}</p>"
        self._links.resolve = resolve
        self._headings.level = level
        self._markdown.reset()
        html = self._cleaner.clean(self._markdown.convert(text))
        # Outside links say nothing of the page that they were followed from.
        html = _OUTSIDE_LINK.sub(r'\g<0> rel="noopener noreferrer"', html)
        return html.replace("<table>", '<div class="scroll"><table>').replace(
            "</table>", "</table></div>"
        )

    def _filter_attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "align":
            return value if value in ("left", "center", "right") else None
        if (tag, name) not in (("a", "href"), ("img", "src")):
            return value
        if value.startswith(_OWN_SITE):  # resolved in the tree, or forged in raw HTML
            return self._links.resolved.get(value)
        if tag == "a" and value.lower().startswith(_OUTSIDE):
            return value
        found = self._links.find(value)  # raw HTML never was in the tree
        return found.href if found else None


_OUTSIDE_LINK: Final = re.compile(r'<a href="https?://[^"]*"', re.IGNORECASE)


class _Links(Treeprocessor):
    """Leads links to pages, and takes out those that lead nowhere."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.resolve: Resolve = _nowhere
        self.resolved: dict[str, str] = {}

    def find(self, target: str) -> Destination | None:
        """Return where a link that is not an outside one leads."""
        scheme = _SCHEME.match(target)
        if scheme and scheme[1].lower() in ("javascript", "data", "vbscript", "file", "blob"):
            return None
        return self.resolve(target)

    def run(self, root: ElementTree.Element) -> None:
        self.resolved = {}
        for parent in list(root.iter()):
            for position, child in reversed(list(enumerate(parent))):
                if child.tag == "a":
                    self._lead(parent, position, child)
                elif child.tag == "img":
                    self._show(parent, position, child)

    def _lead(self, parent: ElementTree.Element, position: int, link: ElementTree.Element) -> None:
        target = self._address(link.get("href", ""))
        if target.lower().startswith(_OUTSIDE):
            return
        found = self.find(target)
        if found is None:
            _unwrap(parent, position, link)
            return
        link.set("href", self._token(found.href))
        if not "".join(link.itertext()).strip() and len(link) == 0:
            link.text = found.title or found.href

    def _show(self, parent: ElementTree.Element, position: int, image: ElementTree.Element) -> None:
        # The Content-Security-Policy shows no picture from elsewhere: its words are better.
        target = self._address(image.get("src", ""))
        found = None if target.lower().startswith(_OUTSIDE) else self.find(target)
        if found is None:
            image.text = image.get("alt", "")
            _unwrap(parent, position, image)
            return
        image.set("src", self._token(found.href))

    def _address(self, written: str) -> str:
        # Markdown hides escaped characters behind marks until the very end.
        shown = _MARK.sub(lambda match: chr(int(match[1])), written)
        return unescape(shown.replace(AMP_SUBSTITUTE, "&"))

    def _token(self, href: str) -> str:
        # The cleaner sees every address again; this tells it that ours are done.
        token = f"{_OWN_SITE}{len(self.resolved)}"
        self.resolved[token] = href
        return token


class _Headings(Treeprocessor):
    """Shifts the headings of a text so that the highest has the wanted level."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.level = 2

    def run(self, root: ElementTree.Element) -> None:
        headings = [(found, int(found.tag[1])) for found in root.iter() if _is_heading(found)]
        if not headings:
            return
        shift = self.level - min(level for _, level in headings)
        for found, level in headings:
            found.tag = f"h{min(max(level + shift, 2), 6)}"


def _is_heading(element: ElementTree.Element) -> bool:
    tag = element.tag
    return isinstance(tag, str) and len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"


def _unwrap(parent: ElementTree.Element, position: int, element: ElementTree.Element) -> None:
    """Put what ``element`` holds in its place."""
    parent.remove(element)
    children = list(element)
    _append_text(parent, position, element.text or "")
    for offset, child in enumerate(children):
        parent.insert(position + offset, child)
    _append_text(parent, position + len(children), element.tail or "")


def _append_text(parent: ElementTree.Element, position: int, text: str) -> None:
    if position == 0:
        parent.text = (parent.text or "") + text
    else:
        before = parent[position - 1]
        before.tail = (before.tail or "") + text


def _nowhere(_target: str) -> Destination | None:
    return None
