"""Checking every reference of a handbook: does it resolve, and to the right kind?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Final

from planbook.diagnostics.codes.link import (
    LINK_AMBIGUOUS_ID,
    LINK_UNKNOWN_ID,
    LINK_WRONG_KIND,
)
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.fix import Edit, Fix
from planbook.diagnostics.suggestions import alternatives, did_you_mean, in_a_row, listed
from planbook.language import Text
from planbook.linking.local_names import (
    LADDER_NAMES,
    LOCAL_NAMES,
    VOCABULARIES,
    homes_of,
    titles_in,
    vocabulary_terms,
)
from planbook.linking.near_names import Meant, NearNames
from planbook.linking.prose_checks import ProseChecker
from planbook.linking.subject_names import SubjectNames
from planbook.linking.table_subjects import check_table_subjects
from planbook.markup.parser import MarkdownReader
from planbook.model.document import ID, Document, Key
from planbook.model.handbook import Handbook
from planbook.model.reference import (
    Mention,
    candidates,
    mentions_in,
    split_reference,
)
from planbook.reading.corrections import suggest_id
from planbook.reading.schema_messages.words import ID_FORM

_LONGEST_ID: Final = 100
_FEW: Final = 12
_OR: Final[Text] = {"en": " or ", "zh": "或"}
_COMMA: Final[Text] = {"en": ", ", "zh": "、"}
_LOCAL_WORDS: Final[Mapping[str, Text]] = {
    "territory": {"en": "territory", "zh": "区域"},
    "product_line": {"en": "product line", "zh": "产品线"},
    "level": {"en": "level", "zh": "级别"},
    "competency": {"en": "competency", "zh": "能力项"},
    "norm": {"en": "norm", "zh": "团队准则"},
}


class ReferenceChecker:
    """Checks the references and links of one document after the other.

    ``names`` are what subjects in tables may be called. ``broken`` are the ids in files that
    could not be read: references to them are not reported. Where the reading is ``incomplete``,
    a document that seems to be missing may exist. Names of ``faulty`` documents are proposed
    too. ``files`` are the paths of all content files, for links in texts. Of the handbook a
    document's own names are looked up; the tables of all names are made for what is not found.
    """

    def __init__(
        self,
        handbook: Handbook,
        names: SubjectNames,
        broken: Set[str],
        files: Set[str],
        *,
        faulty: Iterable[Document] = (),
        incomplete: bool = False,
        reader: MarkdownReader | None = None,
    ) -> None:
        self._handbook = handbook
        self._names = names
        self._broken = broken
        self._faulty = tuple(faulty)
        self._incomplete = incomplete
        self._near: dict[tuple[tuple[str, ...], str | None], NearNames] = {}
        self._prose = ProseChecker(
            handbook, None if incomplete else files, reader or MarkdownReader()
        )

    def check_document(self, document: Document) -> Iterator[Finding]:
        """Yield what is wrong with the references and links of ``document``."""
        field = self._handbook.kinds[document.kind].field
        tables: dict[str, list[object]] = {
            rows: [] for rows, _ in document.origin.tables if rows in document.values
        }
        values = {**document.values, **tables} if tables else document.values
        for mention in mentions_in(values, field):
            finding = self.check(document, mention)
            if finding is not None:
                yield finding
        if tables and not self._incomplete:
            yield from check_table_subjects(
                document,
                self._handbook,
                self._names,
                self._broken,
                self.check_reference,
                self.kind_words,
            )
        if field.has_markdown:
            yield from self._prose.check(document, field, self.check_reference)

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, Text]]:
        """What everything that a field may name is called, by kind and id."""
        titles: dict[str, dict[str, Text]] = {}
        for key, document in self._handbook.documents.items():
            titles.setdefault(key.kind, {})[key.id] = document.title
        for document in self._faulty:
            if ID.fullmatch(document.id):
                titles.setdefault(document.kind, {})[document.id] = document.title
        for kind in VOCABULARIES:
            titles[kind] = dict(vocabulary_terms(self._handbook.settings.vocabulary, kind))
        return titles

    def _kinds_with(self, id_: str) -> tuple[str, ...]:
        """Return the kinds that have a document with this id, in their order."""
        return tuple(
            kind for kind in self._handbook.by_kind if Key(kind, id_) in self._handbook.documents
        )

    def check(self, document: Document, mention: Mention) -> Finding | None:
        """Return what is wrong with ``mention``, or None."""
        if mention.optional:
            return None
        refs = mention.refs
        is_local = bool(refs) and refs[0] in LOCAL_NAMES
        # The first look is cheap, and ends it for nearly all.
        if not is_local and self._is_known(mention):
            return None
        place = Place(
            document.origin.path,
            document.origin.index,
            mention.pointer,
            on="key" if mention.on_key else "value",
        )
        if is_local:
            return self._check_local(document, mention, place)
        if refs and all(ref in VOCABULARIES for ref in refs):
            return self._check_vocabulary(document, mention, place)
        return self.check_reference(document, mention, place)

    def _is_known(self, mention: Mention) -> bool:
        """Return whether ``mention`` names one document, or word, and no other."""
        return sum(map(self._handbook.knows, candidates(mention))) == 1

    def check_reference(self, document: Document, mention: Mention, place: Place) -> Finding | None:
        prefix, id_ = split_reference(mention.written)
        subject = str(document.key)
        if prefix is not None and prefix not in mention.refs:
            return LINK_WRONG_KIND.at(
                place,
                variant="unknown-kind",
                subject=subject,
                written=mention.written,
                prefix=prefix,
                a_kinds=_with_article(self.kind_words(mention.refs)),
                allowed=listed(f"{ref}:" for ref in mention.refs),
            )
        found = [key for key in candidates(mention) if self._handbook.knows(key)]
        if len(found) == 1 or id_ in self._broken:
            return None
        if found:
            return self._ambiguous(document, mention, place, found)
        others = self._kinds_with(id_)
        near = self._near_of(mention.refs if prefix is None else (prefix,), prefix)
        if others and prefix is None:
            return self._wrong_kind(mention, place, subject, self.kind_words(others))
        meant = near.find(id_)
        if meant.by == "name" or not self._incomplete:
            return (
                self._tell_meant(mention, place, subject, meant)
                or self._wrong_kind_by_name(mention, place, subject)
                or self._tell_unknown(mention, place, subject, near)
            )
        return None

    def _tell_meant(
        self, mention: Mention, place: Place, subject: str, meant: Meant
    ) -> Finding | None:
        """Return the finding for a reference whose intended target is known."""
        if not meant.references:
            return None
        several = len(meant.references) > 1
        return LINK_UNKNOWN_ID.at(
            place,
            variant="suggest" if meant.by == "spelling" else "names" if several else "name",
            subject=subject,
            written=_shortened(mention.written),
            kinds=self.kind_words(mention.refs),
            choices=alternatives(meant.references),
            each=_each(meant.references),
            fixes=_replaced(mention, meant.references),
        )

    def _wrong_kind_by_name(self, mention: Mention, place: Place, subject: str) -> Finding | None:
        """Return the finding for the name of what is of another kind."""
        if ":" in mention.written:
            return None
        for kind in self._titles:
            near = self._near_of((kind,), None)
            if kind not in mention.refs and near.named(mention.written):
                words = _with_article(self.kind_words((kind,)))
                return self._wrong_kind(mention, place, subject, words, named=True)
        return None

    def _wrong_kind(
        self, mention: Mention, place: Place, subject: str, found: Text, *, named: bool = False
    ) -> Finding:
        return LINK_WRONG_KIND.at(
            place,
            variant="name" if named else "",
            subject=subject,
            written=_shortened(mention.written),
            found=found if named else _with_article(found),
            a_kinds=_with_article(self.kind_words(mention.refs)),
            existing=_existing(self._near_of(mention.refs, None).references, subject),
        )

    def _tell_unknown(
        self, mention: Mention, place: Place, subject: str, near: NearNames
    ) -> Finding:
        id_ = split_reference(mention.written)[1]
        new = suggest_id(id_, "")[:_LONGEST_ID].strip("-")
        return LINK_UNKNOWN_ID.at(
            place,
            variant="" if new else "no-id",
            subject=subject,
            written=_shortened(id_),
            kinds=self.kind_words(mention.refs),
            existing=_existing(near.references, subject),
            new=new,
            form=ID_FORM,
        )

    def _near_of(self, kinds: tuple[str, ...], prefix: str | None) -> NearNames:
        """Return all that a field of ``kinds`` may name, with ``prefix`` where it wrote one."""
        if (kinds, prefix) not in self._near:
            counts = Counter(id_ for kind in kinds for id_ in self._titles.get(kind, ()))
            self._near[kinds, prefix] = NearNames(
                tuple(
                    (f"{kind}:{id_}" if prefix or counts[id_] > 1 else id_, title)
                    for kind in kinds
                    for id_, title in self._titles.get(kind, {}).items()
                )
            )
        return self._near[kinds, prefix]

    def _check_vocabulary(
        self, document: Document, mention: Mention, place: Place
    ) -> Finding | None:
        vocabulary = self._handbook.settings.vocabulary
        terms = [(ref, vocabulary_terms(vocabulary, ref)) for ref in mention.refs]
        prefix, id_ = split_reference(mention.written)
        found = [ref for ref, known in terms if id_ in dict(known) and prefix in (None, ref)]
        if len(found) == 1:
            return None
        if found:
            return self._ambiguous(document, mention, place, [Key(ref, id_) for ref in found])
        near = NearNames(tuple(term for _, known in terms for term in known))
        return self._tell_entry(document, mention, place, near, "vocabulary")

    def _ambiguous(
        self, document: Document, mention: Mention, place: Place, found: Sequence[Key]
    ) -> Finding:
        return LINK_AMBIGUOUS_ID.at(
            place,
            subject=str(document.key),
            written=mention.written,
            found=in_a_row(map(str, found)),
            choices=alternatives(map(str, found)),
            fixes=_replaced(mention, map(str, found)),
        )

    def _check_local(self, document: Document, mention: Mention, place: Place) -> Finding | None:
        name = mention.refs[0]
        homes = self._known_homes(document, name)
        entries = dict(known for home in homes for known in titles_in(home, name, self._handbook))
        # A ladder or team that was itself unreadable may hold the name.
        if mention.written in entries or any(home.id in self._broken for home in homes):
            return None
        if not homes and (self._broken or self._incomplete):
            return None
        return self._tell_entry(
            document, mention, place, NearNames(tuple(entries.items())), "local", homes
        )

    def _known_homes(self, document: Document, name: str) -> tuple[Key, ...]:
        """Return where ``name`` may be defined; everywhere, where the document names nothing known.

        A reference to an unknown ladder has a finding of its own.
        """
        homes = homes_of(document, name, self._handbook)
        known = tuple(home for home in homes if self._handbook.knows(home))
        if known or any(home.id in self._broken for home in homes):
            return known or homes
        return self._handbook.by_kind.get("ladder" if name in LADDER_NAMES else "team", ())

    def _tell_entry(
        self,
        document: Document,
        mention: Mention,
        place: Place,
        near: NearNames,
        variant: str,
        homes: tuple[Key, ...] = (),
    ) -> Finding:
        """Return the finding for a name that a short list does not hold."""
        meant = near.find(split_reference(mention.written)[1])
        if meant.by == "name":
            told = self._tell_meant(mention, place, str(document.key), meant)
            if told is not None:
                return told
        return LINK_UNKNOWN_ID.at(
            place,
            variant=variant,
            subject=str(document.key),
            written=_shortened(mention.written),
            kinds=self.kind_words(mention.refs),
            home=in_a_row(map(str, homes)),
            allowed=listed(near.references, most=_MOST_LISTED),
            hint=did_you_mean(meant.references),
            fixes=_replaced(mention, meant.references),
        )

    def kind_words(self, refs: tuple[str, ...]) -> dict[str, str]:
        """Return what kinds are called: a person, partner or team."""
        titles = [self._kind_title(ref) for ref in refs]
        return {
            language: _joined([title.get(language, title["en"]) for title in titles], language)
            for language in _OR
        }

    def _kind_title(self, ref: str) -> Text:
        if ref in _LOCAL_WORDS:
            return _LOCAL_WORDS[ref]
        kind = self._handbook.kinds.get(ref)
        title = dict(kind.title) if kind else {}
        return {
            "en": (title.get("en") or ref).lower(),
            "zh": title.get("zh") or title.get("en") or ref,
        }


def check_references(
    documents: Iterable[Document],
    handbook: Handbook,
    names: SubjectNames,
    broken: Set[str],
    files: Set[str],
    *,
    faulty: Iterable[Document] = (),
    incomplete: bool = False,
) -> Iterator[Finding]:
    """Yield what is wrong with the references and links of ``documents``, one after the other."""
    checker = ReferenceChecker(handbook, names, broken, files, faulty=faulty, incomplete=incomplete)
    for document in documents:
        yield from checker.check_document(document)


def _joined(words: list[str], language: str) -> str:
    """Return ``words`` as a choice: with commas between them, and `or` before the last."""
    *others, last = words
    return _OR[language].join([_COMMA[language].join(others), last]) if others else last


def _replaced(mention: Mention, references: Iterable[str]) -> tuple[Fix, ...]:
    """Return the proposals to write one of ``references`` where ``mention`` stands."""
    if mention.on_key:
        return tuple((Edit("rename", reference),) for reference in references)
    return tuple((Edit("write", reference),) for reference in references)


def _each(references: tuple[str, ...]) -> Text:
    """Return whose name it is, where several have it: of `a` and of `b`."""
    return {
        "en": " and of ".join(f"`{reference}`" for reference in references),
        "zh": "、".join(f"`{reference}`" for reference in references),
    }


def _existing(references: Iterable[str], subject: str) -> Text:
    """Return what there is to choose from as the end of a sentence, empty where it is much.

    The document that asks, ``subject``, is no choice.
    """
    own = {subject, subject.partition(":")[2]}
    references = [reference for reference in references if reference not in own]
    if len(references) > _FEW:
        return {"en": "", "zh": ""}
    if not references:
        return {"en": " (there is none yet)", "zh": "（目前还没有）"}
    row = in_a_row(references)
    return {"en": f", one of {row['en']}", "zh": f"（现有：{row['zh']}）"}


def _shortened(written: str) -> str:
    return written if len(written) <= _LONGEST_ID else f"{written[:_LONGEST_ID]}…"


def _with_article(words: Text) -> dict[str, str]:
    article = "an" if words["en"][:1] in "aeiou" else "a"
    return {**words, "en": f"{article} {words['en']}"}


_MOST_LISTED: Final = 20
