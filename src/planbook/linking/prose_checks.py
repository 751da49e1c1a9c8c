"""Checking the Markdown of documents: where its links lead, and whether all of it gets shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from typing import Final, TypeAlias
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from planbook.diagnostics.codes.link import (
    LINK_ABSOLUTE,
    LINK_NOT_SHOWN,
    LINK_UNKNOWN_HEADING,
    LINK_UNKNOWN_ID,
    LINK_UNPUBLISHED_FILE,
)
from planbook.diagnostics.codes.text import LOSSES
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.fix import Edit
from planbook.diagnostics.suggestions import alternatives, closest, did_you_mean, in_a_row
from planbook.language import Text
from planbook.linking.near_names import NearNames
from planbook.markup.parser import Link, MarkdownReader, slug_of
from planbook.model.chapter import language_in, spellings_of
from planbook.model.document import Document, Key
from planbook.model.field import Field
from planbook.model.handbook import Handbook
from planbook.model.prose import (
    OUTSIDE_SCHEMES,
    Anchors,
    DocumentTarget,
    MarkdownText,
    document_target,
    file_target,
    leads_outside,
    markdown_in,
    may_link,
)
from planbook.model.reference import Mention
from planbook.reading.attachments import is_published

Check: TypeAlias = Callable[[Document, Mention, Place], Finding | None]
"""Looks up whether a document exists."""

_READ_AS_PLANS: Final = (".md", ".yaml", ".yml")
_ACTIVE: Final = ("javascript:", "vbscript:")
"""What the rule document-active-content reports."""

_SHOWN: Final = 40
_THIS: Final[Text] = {"en": "this document", "zh": "本文档"}
_HEADINGS_SHOWN: Final = 8


class ProseChecker:
    """Checks the Markdown of one document after the other.

    ``files`` are the paths of all content files, None where not all could be read.
    """

    def __init__(self, handbook: Handbook, files: Set[str] | None, reader: MarkdownReader) -> None:
        self._handbook = handbook
        self._files = files
        self._languages = handbook.settings.languages
        self._reader = reader
        self._anchors = Anchors(handbook.documents, handbook.kinds, reader)
        self._called: NearNames | None = None
        self._sections = {kind.plural: name for name, kind in handbook.kinds.items()}
        site = urlsplit(handbook.settings.base_url or "")
        self._host, self._mount = site.netloc, f"{site.path.rstrip('/')}/"

    def check(self, document: Document, field: Field, check: Check) -> Iterator[Finding]:
        """Yield what is wrong with the links of ``document``, and what would not be shown."""
        for text in markdown_in(document.values, field):
            for language, words in text.words.items():
                yield from self._check_text(document, text, language, words, check)

    def _check_text(
        self, document: Document, text: MarkdownText, language: str, words: str, check: Check
    ) -> Iterator[Finding]:
        if not may_link(words) and not _may_lose(words):
            return
        parsed = self._reader.read(words)
        origin = document.origin
        for link in parsed.links:
            place = Place(origin.path, origin.index, text.pointer(language), within=link.span)
            yield from self._check_link(document, text, language, link, place, check)
        for loss in parsed.losses:
            place = Place(origin.path, origin.index, text.pointer(language), within=loss.span)
            code, variant = LOSSES[loss.what]
            found = loss.words if len(loss.words) <= _SHOWN else f"{loss.words[:_SHOWN]}…"
            yield code.at(place, variant=variant, subject=str(document.key), found=found)

    def _check_link(
        self,
        document: Document,
        text: MarkdownText,
        language: str,
        link: Link,
        place: Place,
        check: Check,
    ) -> Iterator[Finding]:
        target, subject = link.target, str(document.key)
        if target.lstrip().lower().startswith(_ACTIVE):
            return
        if leads_outside(target):
            yield from self._check_outside(link, place, subject)
        elif target[:1] == "#":
            yield from self._check_heading(
                document.key, unquote(target[1:]), language, place, subject, text.at
            )
        elif (named := document_target(target)) is not None:
            yield from self._check_document(document, named, language, place, check)
        elif (mention := self._named_otherwise(target, place)) is not None:
            finding = check(document, mention, place)
            if finding is not None:
                yield _in_link(finding, target)
        elif target[:1] in ("/", "\\"):
            yield self._absolute(place, subject, target, target.strip("/\\"))
        elif ":" in target.partition("/")[0]:
            yield LINK_NOT_SHOWN.at(place, subject=subject, written=target)
        elif target:
            yield from self._check_file(document, link, language, place)

    def _check_outside(self, link: Link, place: Place, subject: str) -> Iterator[Finding]:
        if link.image:
            yield LINK_NOT_SHOWN.at(place, variant="image", subject=subject, written=link.target)
            return
        address = _split(link.target)
        if self._host and address is not None and address[0] == self._host:
            path = address[1]
            if path.startswith(self._mount) or f"{path}/" == self._mount:
                below = path[len(self._mount) :]
                yield self._absolute(place, subject, link.target, below, "site")

    def _absolute(
        self, place: Place, subject: str, written: str, path: str, variant: str = ""
    ) -> Finding:
        target = self._document_at(path)
        return LINK_ABSOLUTE.at(
            place,
            variant=variant,
            subject=subject,
            written=written,
            instead=target or "goal:its-id",
            target=target,
        )

    def _document_at(self, path: str) -> str | None:
        """Return the document that a page of the site is about, as a link names it."""
        parts = [part for part in path.partition("#")[0].split("/") if part != "index.html"]
        if parts and parts[0] in self._languages:
            parts = parts[1:]
        if len(parts) >= 2 and parts[0] in self._sections:
            key = Key(self._sections[parts[0]], parts[1])
            if key in self._handbook.documents:
                return str(key)
        return None

    def _check_document(
        self,
        document: Document,
        named: DocumentTarget,
        language: str,
        place: Place,
        check: Check,
    ) -> Iterator[Finding]:
        key, subject = named.key, str(document.key)
        if key.kind in self._handbook.kinds:
            finding = check(document, Mention(place.pointer, "", str(key), (key.kind,)), place)
            if finding is not None:
                yield _in_link(finding, str(key))
            elif named.heading:
                yield from self._check_heading(key, named.heading, language, place, subject)
            return
        near = self._kind_meant(key.kind)
        if near is not None:
            yield LINK_UNKNOWN_ID.at(
                place,
                variant="kind",
                subject=subject,
                written=str(key),
                kinds=key.kind,
                suggestion=f"{near}:{key.id}",
                target=str(key),
            )
        else:
            yield LINK_NOT_SHOWN.at(place, subject=subject, written=str(key))

    def _named_otherwise(self, target: str, place: Place) -> Mention | None:
        """Return what a link means that has a kind in front, and a name where an id belongs."""
        kind, colon, name = unquote(target).partition(":")
        if not colon or kind not in self._handbook.kinds:
            return None
        return Mention(place.pointer, "", f"{kind}:{name}", (kind,))

    def _documents_called(self, written: str) -> tuple[str, ...]:
        """Return the documents that ``written`` is the id or the name of, with their kind."""
        if "/" in written or "." in written:
            return ()
        if self._called is None:
            self._called = NearNames(
                tuple(
                    (str(key), {**record.label, "id": key.id})
                    for key, record in self._handbook.records.items()
                )
            )
        return self._called.named(written)

    def _kind_meant(self, written: str) -> str | None:
        """Return the kind that ``written`` misspells, or calls by its plural or its title."""
        kinds = self._handbook.kinds.values()
        called = NearNames(
            tuple((kind.name, {**kind.title, "plural": kind.plural}) for kind in kinds)
        ).find(written)
        if len(called.references) != 1 or written in _SCHEMES:
            return None
        return called.references[0]

    def _check_file(
        self, document: Document, link: Link, language: str, place: Place
    ) -> Iterator[Finding]:
        target = file_target(link.target, document.origin.path)
        if target is None or self._files is None:
            return
        subject = str(document.key)
        found = _find_file(target.path, self._files, self._languages)
        written = unquote(link.target.partition("#")[0])
        meant = () if found or link.image else self._documents_called(written)
        if meant:
            yield LINK_UNKNOWN_ID.at(
                place,
                variant="document",
                subject=subject,
                written=written,
                choices=alternatives(meant),
                fixes=tuple((Edit("replace", one, old=link.target),) for one in meant),
            )
        elif found is None:
            chapter = target.path.endswith(".md")
            web = link.target.lower().startswith("www.")
            yield LINK_UNKNOWN_ID.at(
                place,
                variant="web" if web else "chapter" if chapter else "file",
                subject=subject,
                written=written,
            )
        elif not found.endswith(_READ_AS_PLANS):
            if not is_published(found):
                variant = "image" if link.image else ""
                yield LINK_UNPUBLISHED_FILE.at(
                    place, variant=variant, subject=subject, written=unquote(link.target)
                )
        elif target.heading and target.path in self._handbook.files:
            key = self._handbook.files[target.path]
            said = language_in(target.path, self._languages) or language
            yield from self._check_heading(key, target.heading, said, place, subject)

    def _check_heading(
        self,
        key: Key,
        heading: str,
        language: str,
        place: Place,
        subject: str,
        at: str = "",
    ) -> Iterator[Finding]:
        document = self._handbook.documents.get(key)
        if document is None or not heading:
            return
        anchors = self._anchors.find(key, (language, *self._languages), at)
        if heading in anchors:
            return
        near = closest(heading, anchors) or closest(slug_of(heading), anchors)
        known = [f"#{anchor}" for anchor in anchors]
        shown = in_a_row(known, most=_HEADINGS_SHOWN)
        here = str(key) == subject
        yield LINK_UNKNOWN_HEADING.at(
            place,
            variant="" if known else "none-here" if here else "none",
            subject=subject,
            written=heading,
            where=_THIS if here else {"en": f"`{key}`", "zh": f" `{key}` "},
            hint=did_you_mean(f"#{near}" if near else None),
            near=near,
            known=shown,
        )


def _in_link(finding: Finding, target: str) -> Finding:
    """Return ``finding`` with its proposals made in the target of a link."""
    fixes = tuple(
        tuple(Edit("replace", edit.text, old=target) for edit in fix) for fix in finding.fixes
    )
    return replace(finding, fixes=fixes)


_SCHEMES: Final = frozenset({*OUTSIDE_SCHEMES, "ftp", "file", "data", "sms"})
_LOSABLE: Final = ("|", "[", ">", "{#", "\n  ", "- - ", "* * ", "+ + ")


def _may_lose(words: str) -> bool:
    """Return whether anything in ``words`` can be left out: a cell, a footnote, a deep list."""
    return any(mark in words for mark in _LOSABLE)


def _split(address: str) -> tuple[str, str] | None:
    try:
        found = urlsplit(address)
    except ValueError:
        return None
    return found.netloc, found.path


def _find_file(path: str, files: Set[str], languages: Sequence[str]) -> str | None:
    """Return the file that a link's path means, or None where there is none.

    ``goals.md`` also finds ``goals.zh.md`` where the chapter is written in several languages.
    """
    if path in files or not path.endswith(".md"):
        return path if path in files else None
    return next((found for found in spellings_of(path, languages) if found in files), None)
