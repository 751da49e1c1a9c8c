"""The smallest views: words, phrases of the interface, dates, links.

Each shows itself in a template (``{{ view.owner }}``) through ``__html__``; all are plain
values to the encoder that fingerprints a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final, TypeAlias

import msgspec

from planbook.charts.drawing import Drawing
from planbook.views.text_lines import flow_html, has_lines, phrase_html

# Hebrew, Arabic and the scripts between and behind them.
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BETWEEN_BACKQUOTES: Final = re.compile(r"`([^`\n]+)`")


class Words(msgspec.Struct, frozen=True):
    """Words of an author. ``lang`` names their language where it is not the page's."""

    text: str = ""
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        """Return the escaped words, marked with their language where they need it.

        They may stand inside a paragraph or a heading, also where they have several lines. Words
        that run from right to left are kept apart, so that they move nothing beside them.
        """
        html = phrase_html(self.text) if self.has_lines else escape(self.text)
        if _RIGHT_TO_LEFT.search(self.text):
            html = f"<bdi>{html}</bdi>"
        return f'<span lang="{escape(self.lang)}">{html}</span>' if self.lang else html

    @property
    def has_lines(self) -> bool:
        """Whether the words have several lines: they are then shown as ``block``."""
        return has_lines(self.text)

    @property
    def block(self) -> Prose:
        """The words as paragraphs and lists, for a place that may hold them."""
        return Prose(flow_html(self.text), self.lang, "lines")


class Prose(msgspec.Struct, frozen=True):
    """Cleaned HTML made from Markdown. ``lang`` as for ``Words``, ``style`` names its class."""

    html: str = ""
    lang: str = ""
    style: str = "prose"

    def __bool__(self) -> bool:
        return bool(self.html)

    def __html__(self) -> str:
        """Return the HTML in a block of its own."""
        # In another language the text may run the other way as well.
        lang = f' lang="{escape(self.lang)}" dir="auto"' if self.lang else ""
        return f'<div class="{self.style}"{lang}>{self.html}</div>'


class Phrase(msgspec.Struct, frozen=True):
    """Words of the theme's catalogue: a key and what fills its places.

    By ``count``, a number, the form is chosen that the language has for so many.
    """

    key: str
    arguments: Mapping[str, str | int | Words] = msgspec.field(default_factory=dict)


class Telling(msgspec.Struct, frozen=True):
    """A phrase of the catalogue whose places may be filled with other phrases."""

    key: str
    arguments: Mapping[str, Told] = msgspec.field(default_factory=dict)


class Joined(msgspec.Struct, frozen=True):
    """Several things one after the other. ``between`` is a key of the catalogue, or empty."""

    between: str
    parts: tuple[Told, ...]


class Apart(msgspec.Struct, frozen=True):
    """What stands apart from the words around it where a language wants that.

    In Chinese a space parts figures and Latin letters from what comes before and ``behind``.
    """

    told: Told
    behind: bool = True


Told: TypeAlias = "str | int | Words | Phrase | Telling | Joined | Apart"
"""What fills a place in a sentence."""


class Passage(msgspec.Struct, frozen=True):
    """A sentence with its places filled: its words, figures, and words of others in between.

    ``lang`` names the language of the sentence where it is not the page's.
    """

    parts: tuple[Told, ...] = ()
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __str__(self) -> str:
        return "".join(map(str, _flat(self.parts)))

    def __html__(self) -> str:
        """Return the escaped words; what stands between backquotes is to be typed.

        Backquotes in the words of others mean nothing.
        """
        html = "".join(
            one.__html__()
            if isinstance(one, Words)
            else _BETWEEN_BACKQUOTES.sub(r"<code>\1</code>", escape(one))
            for one in _flat(self.parts)
        )
        return f'<span lang="{escape(self.lang)}">{html}</span>' if self.lang else html


def _flat(parts: Iterable[Told]) -> list[Words | str]:
    """Return the words of others apart, and all that lies between two of them as one text."""
    found: list[Words | str] = []
    waiting = list(parts)[::-1]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Joined):
            waiting.extend(part.parts[::-1])
        elif isinstance(part, Words):
            found.append(part)
        elif found and isinstance(found[-1], str):
            found[-1] += str(part)
        else:
            found.append(str(part))
    return found


class Day(msgspec.Struct, frozen=True):
    """A date or a moment: for machines, and as the page's language writes it."""

    machine: str
    text: str

    def __html__(self) -> str:
        """Return a ``time`` element."""
        return f'<time datetime="{escape(self.machine)}">{escape(self.text)}</time>'


class PeriodView(msgspec.Struct, frozen=True):
    """A period by its name. ``days`` are empty for one that is named by them."""

    name: Phrase
    days: str = ""


class Ref(msgspec.Struct, frozen=True):
    """A link to a document's page. ``state`` is empty for an active document."""

    kind: str
    id: str
    title: Words
    href: str
    state: str = ""

    def __html__(self) -> str:
        """Return the link."""
        return f'<a href="{escape(self.href)}">{self.title.__html__()}</a>'


class Outside(msgspec.Struct, frozen=True):
    """A link out of the site. Without an address only its words are shown."""

    title: Words
    href: str = ""

    def __html__(self) -> str:
        """Return the link."""
        if not self.href:
            return self.title.__html__()
        words = self.title.__html__()
        return f'<a href="{escape(self.href)}" rel="noopener noreferrer">{words}</a>'


class Quantity(msgspec.Struct, frozen=True):
    """A number as the page's language writes it, with its unit where one is to be shown."""

    text: str

    def __html__(self) -> str:
        """Return the number in figures of one width."""
        return f'<span class="number">{escape(self.text)}</span>'


NO_WORDS: Final = Words()
"""What a view holds where its author wrote nothing."""


class StateView(msgspec.Struct, frozen=True):
    """A status, a coverage or a trend: its mark and its word."""

    state: str
    mark: Drawing
    label: Phrase


class BarView(msgspec.Struct, frozen=True):
    """Progress as a bar with a tick at what was expected, and in figures.

    Progress below the start is told in words: its share of the way says little to anybody.
    """

    drawing: Drawing
    progress: Quantity | Phrase | None
    expected: Quantity | None


Label: TypeAlias = Words | Phrase
"""A heading or a name: an author's words, or the interface's own."""

Shown: TypeAlias = (
    "Words | Prose | Phrase | Day | PeriodView | Ref | Outside | Quantity | StateView | BarView"
    " | Rows | tuple[Shown, ...] | None"
)
"""Anything that stands in a table's cell or behind a fact's name."""


class Fact(msgspec.Struct, frozen=True):
    """One line of a table of facts."""

    label: Label
    value: Shown


class Rows(msgspec.Struct, frozen=True):
    """Facts inside a fact: a mapping that an author wrote."""

    rows: tuple[Fact, ...]
