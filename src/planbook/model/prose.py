"""The Markdown of documents: where it stands, whom it links to, what a link to a heading means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from posixpath import dirname, join, normpath
from typing import Any, Final
from urllib.parse import unquote

import msgspec

from planbook.diagnostics.pointer import escape_pointer
from planbook.language import choose_language
from planbook.markup.parser import MarkdownReader
from planbook.model.chapter import Chapter, spellings_of
from planbook.model.document import ID, Document, Key
from planbook.model.field import Field, Kinds

# A heading begins with a number sign, or is underlined; most texts need no parser to see none.
_MAY_HEAD: Final = re.compile(r"#|\n[ >]*[-=]")
_CHAPTER_BODY: Final = (Chapter.KIND, "/body")
IDS_OF_EVERY_PAGE: Final = frozenset(("top", "menu", "content"))
SEARCH_IDS: Final = "planbook-search-"
"""What the ids begin with that the search's script gives to its dialog on every page."""
OUTSIDE_SCHEMES: Final = ("https", "http", "mailto", "tel")
"""The schemes of links that lead out of the site; a browser runs none of them."""

_OUTSIDE: Final = tuple(
    f"{scheme}://" if scheme.startswith("http") else f"{scheme}:" for scheme in OUTSIDE_SCHEMES
)


class MarkdownText(msgspec.Struct, frozen=True):
    """One Markdown text of a document, in all its languages.

    ``at`` is the JSON pointer to it, ``path`` the same without list positions: the field's name.
    """

    at: str
    path: str
    words: Mapping[str, str]

    def pointer(self, language: str) -> str:
        """Return the pointer to the text in one language."""
        return f"{self.at}/{escape_pointer(language)}"


def markdown_in(values: Any, field: Field, at: str = "", path: str = "") -> Iterator[MarkdownText]:
    """Yield every Markdown text in ``values``."""
    if field.markdown:
        if isinstance(values, Mapping):
            words = {name: text for name, text in values.items() if isinstance(text, str)}
            yield MarkdownText(at, path, words)
    elif field.type == "list" and isinstance(values, list | tuple):
        if field.element is not None and field.element.has_markdown:
            for position, value in enumerate(values):
                yield from markdown_in(value, field.element, f"{at}/{position}", path)
    elif isinstance(values, Mapping):
        for name, value in values.items():
            below = field.properties.get(name, field.keys)
            if below is not None and below.has_markdown:
                token = escape_pointer(name)
                yield from markdown_in(value, below, f"{at}/{token}", f"{path}/{token}")


def leads_outside(address: str) -> bool:
    """Return whether a link to ``address`` leads out of the site."""
    return address.lower().startswith(_OUTSIDE)


def may_link(text: str) -> bool:
    """Return whether there can be a link in ``text``: most texts need no parser to see none."""
    return "](" in text or "]:" in text or "<" in text


class DocumentTarget(msgspec.Struct, frozen=True):
    """A link's target in the form ``kind:id``, with the heading behind ``#`` where there is one."""

    key: Key
    heading: str = ""


def document_target(target: str) -> DocumentTarget | None:
    """Return what a link of the form ``kind:id`` or ``kind:id#heading`` means, else None."""
    name, _, heading = target.partition("#")
    kind, colon, id_ = name.partition(":")
    if not colon or not ID.fullmatch(id_) or not _is_kind_name(kind):
        return None
    return DocumentTarget(Key(kind, id_), unquote(heading))


def _is_kind_name(kind: str) -> bool:
    return (
        kind.isascii() and kind[:1].isalpha() and kind.replace("-", "").replace("_", "").isalnum()
    )


class FileTarget(msgspec.Struct, frozen=True):
    """A link's target that is a file: its path in the project, and the heading behind ``#``."""

    path: str
    heading: str = ""


def file_target(target: str, origin: str) -> FileTarget | None:
    """Return what a relative link in the file ``origin`` means; None where it is none."""
    written, _, heading = target.partition("#")
    if not written or written[0] in "/\\" or ":" in written.partition("/")[0]:
        return None
    path = normpath(join(dirname(origin), unquote(written)))
    return FileTarget(path, unquote(heading))


def files_of(documents: Iterable[Document], languages: Sequence[str]) -> Mapping[str, Key]:
    """Return which document a link to a file means: ``goals.md`` for ``goals.zh.md`` too."""
    files: dict[str, Key] = {}
    for document in documents:
        path = document.origin.path
        if document.origin.index == 0:
            files.setdefault(path, document.key)
        if path.endswith(".md"):
            for spelling in spellings_of(path, languages):
                files.setdefault(spelling, document.key)
    return files


def linked_keys(
    document: Document, field: Field, files: Mapping[str, Key], reader: MarkdownReader
) -> Iterator[tuple[str, Key]]:
    """Yield (field, document) of every link in the Markdown of ``document``, known or not."""
    if not field.has_markdown:
        return
    for text in markdown_in(document.values, field):
        for words in text.words.values():
            if not may_link(words):
                continue
            for link in reader.read(words).links:
                named = document_target(link.target)
                if named is not None:
                    yield text.path, named.key
                    continue
                file = file_target(link.target, document.origin.path)
                if file is not None and file.path in files:
                    yield text.path, files[file.path]


class Anchors:
    """Answers which headings a document has, each text being read once.

    The id of a heading on a page begins with the text's own prefix, so that several texts may
    stand on one page; a chapter's body has none.
    """

    def __init__(
        self,
        documents: Mapping[Key, Document],
        kinds: Kinds,
        reader: MarkdownReader | None = None,
    ) -> None:
        self._documents = documents
        self._kinds = kinds
        self._reader = reader or MarkdownReader()
        self._known: dict[str, tuple[str, ...]] = {}

    def find(self, key: Key, preferred: Sequence[str], at: str = "") -> Mapping[str, str]:
        """Return the ids of a document's headings by what a link to them is written with.

        ``preferred`` are the languages in which the document is read, the best first. Where two
        of its texts have a heading of one name, that of the text ``at`` is meant, else the first.
        """
        found: dict[str, str] = {}
        document = self._documents.get(key)
        field = self._kinds[key.kind].field if document is not None else None
        if document is None or field is None or not field.has_markdown:
            return found
        texts = sorted(markdown_in(document.values, field), key=lambda text: text.at != at)
        for text in texts:
            language = choose_language(text.words, preferred)
            prefix = anchor_prefix(key, text.at)
            for anchor in self._anchors(text, language):
                found.setdefault(anchor, heading_id(prefix, anchor))
        return found

    def _anchors(self, text: MarkdownText, language: str) -> tuple[str, ...]:
        words = text.words.get(language, "")
        if words not in self._known:
            headings = self._reader.read(words).headings if _MAY_HEAD.search(words) else ()
            self._known[words] = tuple(heading.anchor for heading in headings)
        return self._known[words]


def heading_id(prefix: str, anchor: str) -> str:
    """Return the id of a heading on its page, which is none of those that every page has."""
    is_taken = anchor in IDS_OF_EVERY_PAGE or anchor.startswith(SEARCH_IDS)
    return f"{anchor}." if is_taken and not prefix else prefix + anchor


def anchor_prefix(key: Key, at: str) -> str:
    """Return what the ids of the text at the pointer ``at`` of a document begin with."""
    if (key.kind, at) == _CHAPTER_BODY:
        return ""
    path = "".join(sign if sign.isalnum() or sign in "-_" else "." for sign in at)
    return f"{key.kind}-{key.id}{path}."
