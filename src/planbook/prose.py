"""Markdown to HTML that may stand on a page: cleaned, its links led to pages of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Final

import nh3
from markdown_it.token import Token

from planbook.markup.html import ATTRIBUTES, TAGS
from planbook.markup.inline import is_cjk
from planbook.markup.parser import MarkdownReader, Parsed
from planbook.model.prose import OUTSIDE_SCHEMES, heading_id, leads_outside


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link of the Markdown leads: an address, and the words for a link without any."""

    href: str
    title: str = ""


Resolve = Callable[[str], Destination | None]
"""Answers where a link that stays in the site leads; None where it leads nowhere visible."""

# Words that Markdown would leave alone: most notes are one such paragraph, and the parser is
# a hundred times slower than a look at them. A digit or a sign in front may begin a list.
_PLAIN: Final = re.compile(r"(?![\s\d#>+*=~:-])[^\n\\`*_{}\[\]<>&|!~]+", re.DOTALL)
_BAD_CHARACTERS: Final = re.compile("[\x00\x02\x03]")
_OWN_SITE: Final = "planbook-page:"
_OWN_ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "a": ("id", "class", "role"),
        "div": ("class",),
        "input": ("type", "disabled", "checked"),
        "section": ("class", "role"),
        "li": ("id", "class"),
        "sup": ("class",),
        **{f"h{level}": ("id",) for level in range(2, 7)},
    }
)
"""What planbook itself writes, and authors may not."""

_OWN_CLASSES: Final = frozenset(("scroll", "footnotes", "footnote-ref", "footnote-back", "task"))


class ProseRenderer:
    """Renders Markdown, one text after the other; making one costs as much as a hundred texts."""

    def __init__(self) -> None:
        self._reader = MarkdownReader()
        self._ids: set[str] = set()
        self._resolve: Resolve = _nowhere
        self._resolved: dict[str, str] = {}
        self._cleaner = nh3.Cleaner(
            tags={*TAGS, "input", "label", "section"} - {"h1"},
            clean_content_tags={"script", "style", "title", "textarea", "template", "noscript"},
            attributes={
                tag: {*ATTRIBUTES.get(tag, ()), *_OWN_ATTRIBUTES.get(tag, ())}
                for tag in {*ATTRIBUTES, *_OWN_ATTRIBUTES}
            },
            attribute_filter=self._filter_attribute,
            url_schemes={*OUTSIDE_SCHEMES, _OWN_SITE.rstrip(":")},
            url_relative="pass_through",
            link_rel=None,
        )

    def render(self, text: str, resolve: Resolve, level: int = 2, prefix: str = "") -> str:
        """Return ``text`` as HTML whose highest heading is of ``level``.

        Links to the outside stay. Every other link goes through ``resolve``; where it leads
        nowhere only its words remain, and of a picture its alternative words. ``prefix`` stands
        before every id, and keeps apart the ids of several texts on one page.
        """
        text = _BAD_CHARACTERS.sub("", text).strip("\n")
        if not text or text.isspace():
            return ""
        if _PLAIN.fullmatch(text) and "://" not in text:
            return f"<p>{escape(text.strip(), quote=False)}</p>"
        parsed = self._reader.read(text)
        self._resolve, self._resolved, self._ids = resolve, {}, set()
        self._lead_links(parsed)
        self._shift_headings(parsed, level, prefix)
        _mark_tasks(parsed)
        cleaned = self._cleaner.clean(_Writer(prefix, self._ids).write(parsed.tokens))
        # Outside links say nothing of the page that they were followed from.
        led = _OUTSIDE_LINK.sub(r'\g<0> rel="noopener noreferrer"', cleaned)
        return _BARE_LINK.sub(r'\1 class="bare">', led).strip()

    def _filter_attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "align":
            return value if value in ("left", "center", "right") else None
        if name == "id":
            return value if value in self._ids else None
        if name == "class":
            return value if value in _OWN_CLASSES else None
        if name == "type":
            return value if value == "checkbox" else None
        if (tag, name) not in (("a", "href"), ("img", "src")):
            return value
        if value.startswith(_OWN_SITE):  # resolved in the tokens, or forged in raw HTML
            return self._resolved.get(value)
        if tag == "a" and leads_outside(value):
            return value
        if tag == "a" and value[:1] == "#" and value[1:] in self._ids:
            return value
        found = self._find(value)  # raw HTML never was a token
        return found.href if found else None

    def _find(self, target: str) -> Destination | None:
        """Return where a link that is not an outside one leads."""
        return None if leads_outside(target) else self._resolve(target)

    def _lead_links(self, parsed: Parsed) -> None:
        """Lead the links of a text to pages, and take out those that lead nowhere."""
        for token in parsed.tokens:
            if token.type == "inline" and token.children:
                token.children = self._led(token.children)

    def _led(self, tokens: Sequence[Token]) -> list[Token]:
        kept: list[Token] = []
        dropped: list[bool] = []
        for place, token in enumerate(tokens):
            if token.type == "link_open":
                target = str(token.attrGet("href") or "")
                found = Destination(target)
                if not leads_outside(target):
                    led = self._find(target)
                    dropped.append(led is None)
                    if led is None:
                        continue
                    found = Destination(self._token(led.href), led.title or led.href)
                else:
                    dropped.append(False)
                token.attrSet("href", found.href)
                kept.append(token)
                if tokens[place + 1].type == "link_close":
                    kept.append(_text(found.title or found.href))
                elif _is_own_name(token, tokens[place + 1], target):
                    kept.append(_text(found.title or target))
                    tokens[place + 1].content = ""
            elif token.type == "link_close":
                if not dropped.pop():
                    kept.append(token)
            elif token.type == "image":
                # The Content-Security-Policy shows no picture from elsewhere: its words are
                # better.
                source = self._find(str(token.attrGet("src") or ""))
                if source is None:
                    kept.append(_text(_plain(token.children or ())))
                else:
                    token.attrSet("src", self._token(source.href))
                    kept.append(token)
            else:
                kept.append(token)
        return kept

    def _token(self, href: str) -> str:
        # The cleaner sees every address again; this tells it that ours are done.
        token = f"{_OWN_SITE}{len(self._resolved)}"
        self._resolved[token] = href
        return token

    def _shift_headings(self, parsed: Parsed, level: int, prefix: str) -> None:
        """Shift the headings so that the highest has the wanted level, and give them ids."""
        headings = [token for token in parsed.tokens if token.type == "heading_open"]
        if not headings:
            return
        shift = level - min(int(token.tag[1]) for token in headings)
        for token in parsed.tokens:
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(max(int(token.tag[1]) + shift, 2), 6)}"
            if token.type == "heading_open":
                name = heading_id(prefix, token.meta["anchor"])
                self._ids.add(name)
                token.attrSet("id", name)


_OUTSIDE_LINK: Final = re.compile(r'<a href="https?://[^"]*"', re.IGNORECASE)
_BARE_LINK: Final = re.compile(
    r'(<a href="(https?://([^"<>]+?)/?)" rel="noopener noreferrer")>(?=(?:\2|\3)/?</a>)'
)
"""A link whose words are its address: paper does not say it twice."""


class _Writer:
    """Writes the tokens of one text as HTML: no styles, and ids that begin with ``prefix``."""

    def __init__(self, prefix: str, ids: set[str]) -> None:
        self._prefix = prefix
        self._ids = ids

    def write(self, tokens: Sequence[Token]) -> str:
        """Return ``tokens`` as HTML."""
        return "".join(self._write_one(tokens, place) for place in range(len(tokens)))

    def _write_one(self, tokens: Sequence[Token], place: int) -> str:
        token = tokens[place]
        kind = token.type
        if kind in ("text", "as_typed"):
            return escape(token.content, quote=False)
        if kind == "inline":
            return self.write(token.children or ())
        if kind in ("html_block", "html_inline"):
            return token.content
        if kind == "softbreak":
            return _line_end(tokens, place)
        if kind == "hardbreak":
            return "<br>\n"
        if kind == "code_inline":
            return f"<code>{escape(token.content, quote=False)}</code>"
        if kind in ("fence", "code_block"):
            return f'<pre tabindex="0"><code>{escape(token.content, quote=False)}</code></pre>\n'
        if kind == "image":
            token.attrSet("alt", _plain(token.children or ()))
            return _opening(token)
        if kind.startswith("footnote_"):
            return self._footnote(token)
        return _tag(token)

    def _footnote(self, token: Token) -> str:
        if token.type == "footnote_block_open":
            return '<section class="footnotes" role="doc-endnotes">\n<ol>\n'
        if token.type == "footnote_block_close":
            return "</ol>\n</section>\n"
        if token.type == "footnote_close":
            return "</li>\n"
        number = token.meta["id"] + 1
        note = self._id(f"fn.{number}")
        if token.type == "footnote_open":
            return f'<li id="{note}">'
        again = token.meta["subId"]
        name = self._id(f"fnref.{number}" + (f".{again + 1}" if again else ""))
        if token.type == "footnote_ref":
            return (
                f'<sup class="footnote-ref"><a href="#{note}" id="{name}" role="doc-noteref">'
                f"{number}</a></sup>"
            )
        # The sign after the arrow keeps it a letter: phones would draw a picture.
        return f' <a href="#{name}" class="footnote-back" role="doc-backlink">\u21a9\ufe0e</a>'

    def _id(self, name: str) -> str:
        full = f"{self._prefix}{name}"
        self._ids.add(full)
        return full


def _tag(token: Token) -> str:
    """Return a token that is one tag, opening or closing."""
    if token.hidden:  # the paragraph of a list whose entries stand close together
        return ""
    if token.nesting < 0:
        end = "\n" if token.block else ""
        return f"</{token.tag}>{'</div>' if token.tag == 'table' else ''}{end}"
    if token.tag in ("th", "td"):
        align = str(token.attrGet("style") or "").rpartition(":")[2]
        return f'<{token.tag} align="{align}">' if align else f"<{token.tag}>"
    if _is_task(token):
        return '<li class="task">'
    # What may be wider than the page is scrolled with the keyboard too.
    before = '<div class="scroll" tabindex="0">' if token.tag == "table" else ""
    return before + _opening(token) + ("\n" if token.tag in _HOLDERS else "")


_HOLDERS: Final = frozenset(("ul", "ol", "blockquote", "table", "thead", "tbody", "tr", "hr"))


def _opening(token: Token) -> str:
    attributes = "".join(
        f' {name}="{escape(str(value))}"' for name, value in token.attrs.items() if name != "class"
    )
    return f"<{token.tag}{attributes}>"


def _line_end(tokens: Sequence[Token], place: int) -> str:
    # Chinese is wrapped in a file without spaces; a browser would show each line's end as one.
    before = tokens[place - 1].content[-1:] if place > 0 else ""
    after = tokens[place + 1].content[:1] if place + 1 < len(tokens) else ""
    joined = before and after and is_cjk(before) and is_cjk(after)
    return "" if joined else "\n"


def _is_task(token: Token) -> bool:
    return token.type == "list_item_open" and "checked" in token.meta


def _mark_tasks(parsed: Parsed) -> None:
    """Put a box before each task that says whether it is done, and takes no click.

    The task's words are its label, so that a screen reader needs no others.
    """
    for place, token in enumerate(parsed.tokens):
        if not _is_task(token):
            continue
        words = parsed.tokens[place + 2] if place + 2 < len(parsed.tokens) else token
        if words.type == "inline" and words.children is not None:
            done = " checked" if token.meta["checked"] else ""
            words.children = [
                _markup(f'<label><input type="checkbox" disabled{done}> '),
                *words.children,
                _markup("</label>"),
            ]


def _markup(html: str) -> Token:
    return Token("html_inline", "", 0, content=html)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(_plain(one.children) if one.children else one.content for one in tokens)


def _is_own_name(link: Token, following: Token, target: str) -> bool:
    """Return whether a link's words are its address alone, as in ``<goal:east-q3>``."""
    return link.info == "auto" and following.type == "text" and following.content == target


def _nowhere(_target: str) -> Destination | None:
    return None
