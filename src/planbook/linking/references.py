"""Checking every reference of a handbook: does it resolve, and to the right kind?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final

from planbook.diagnostics.codes.link import (
    LINK_AMBIGUOUS_ID,
    LINK_UNKNOWN_ID,
    LINK_WRONG_KIND,
)
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.language import Text
from planbook.linking.local_names import (
    LOCAL_NAMES,
    VOCABULARIES,
    homes_of,
    names_in,
    vocabulary_names,
)
from planbook.linking.prose_checks import ProseChecker
from planbook.linking.subject_names import SubjectNames
from planbook.linking.table_subjects import check_table_subjects
from planbook.model.document import Document, Key
from planbook.model.handbook import Handbook
from planbook.model.reference import (
    Mention,
    candidates,
    mentions_in,
    split_reference,
)

_OR: Final[Text] = {"en": " or ", "zh": "或"}
_COMMA: Final[Text] = {"en": ", ", "zh": "、"}
_LOCAL_WORDS: Final[Mapping[str, Text]] = {
    "territory": {"en": "territory", "zh": "区域"},
    "product_line": {"en": "product line", "zh": "产品线"},
    "level": {"en": "level", "zh": "级别"},
    "competency": {"en": "competency", "zh": "能力项"},
    "norm": {"en": "norm", "zh": "团队准则"},
}


class _Checker:
    """Looks one mention up; the tables that all look-ups need are made once."""

    def __init__(self, handbook: Handbook, broken: Set[str], *, incomplete: bool) -> None:
        self._handbook = handbook
        self._broken = broken
        self._incomplete = incomplete
        self._kinds_of_id: dict[str, list[str]] = {}
        for key in handbook.documents:
            self._kinds_of_id.setdefault(key.id, []).append(key.kind)
        self._suggestions: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def check(self, document: Document, mention: Mention) -> Finding | None:
        """Return what is wrong with ``mention``, or None."""
        if mention.optional:
            return None
        place = Place(
            document.origin.path,
            document.origin.index,
            mention.pointer,
            on="key" if mention.on_key else "value",
        )
        if mention.refs and all(ref in VOCABULARIES for ref in mention.refs):
            return self._check_vocabulary(document, mention, place)
        if mention.refs and mention.refs[0] in LOCAL_NAMES:
            return self._check_local(document, mention, place)
        return self.check_reference(document, mention, place)

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
                allowed=", ".join(f"{ref}:" for ref in mention.refs),
            )
        found = [key for key in candidates(mention) if self._handbook.knows(key)]
        if len(found) == 1 or id_ in self._broken:
            return None
        if found:
            return self._ambiguous(document, mention, place, found)
        others = self._kinds_of_id.get(id_, [])
        if others and prefix is None:
            return LINK_WRONG_KIND.at(
                place,
                subject=subject,
                written=mention.written,
                found=_with_article(self.kind_words(tuple(others))),
                a_kinds=_with_article(self.kind_words(mention.refs)),
            )
        if self._incomplete:
            return None
        suggestion = self._suggest(id_, mention.refs)
        return LINK_UNKNOWN_ID.at(
            place,
            variant="suggest" if suggestion else "",
            subject=subject,
            written=id_,
            kinds=self.kind_words(mention.refs),
            suggestion=f"{prefix}:{suggestion}" if prefix else suggestion,
        )

    def _check_vocabulary(
        self, document: Document, mention: Mention, place: Place
    ) -> Finding | None:
        vocabulary = self._handbook.settings.vocabulary
        names = [(ref, vocabulary_names(vocabulary, ref)) for ref in mention.refs]
        prefix, id_ = split_reference(mention.written)
        found = [ref for ref, ids in names if id_ in ids and prefix in (None, ref)]
        if len(found) == 1:
            return None
        if found:
            return self._ambiguous(document, mention, place, [Key(ref, id_) for ref in found])
        allowed = tuple(id_ for _, ids in names for id_ in ids)
        return LINK_UNKNOWN_ID.at(
            place,
            variant="vocabulary",
            subject=str(document.key),
            written=mention.written,
            kinds=self.kind_words(mention.refs),
            allowed=_listed(allowed),
            hint=did_you_mean(closest(mention.written, allowed)),
        )

    def _ambiguous(
        self, document: Document, mention: Mention, place: Place, found: Sequence[Key]
    ) -> Finding:
        return LINK_AMBIGUOUS_ID.at(
            place,
            subject=str(document.key),
            written=mention.written,
            found=", ".join(f"`{key}`" for key in found),
            example=str(found[0]),
        )

    def _check_local(self, document: Document, mention: Mention, place: Place) -> Finding | None:
        name = mention.refs[0]
        homes = homes_of(document, name, self._handbook)
        allowed = {entry: None for home in homes for entry in names_in(home, name, self._handbook)}
        # A ladder or team that was itself unreadable may hold the name.
        if mention.written in allowed or any(home.id in self._broken for home in homes):
            return None
        if not homes and (self._broken or self._incomplete):
            return None
        return LINK_UNKNOWN_ID.at(
            place,
            variant="local",
            subject=str(document.key),
            written=mention.written,
            kinds=_LOCAL_WORDS[name],
            home=", ".join(f"`{home}`" for home in homes) or "—",
            allowed=_listed(tuple(allowed)),
            hint=did_you_mean(closest(mention.written, allowed)),
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

    def _suggest(self, id_: str, refs: tuple[str, ...]) -> str | None:
        wanted = (id_, refs)
        if wanted not in self._suggestions:
            known = [key.id for ref in refs for key in self._handbook.by_kind.get(ref, ())]
            known += sorted(key.id for key in self._handbook.vocabulary if key.kind in refs)
            self._suggestions[wanted] = closest(id_, known)
        return self._suggestions[wanted]


def check_references(
    documents: Iterable[Document],
    handbook: Handbook,
    names: SubjectNames,
    broken: Set[str],
    files: Set[str],
    *,
    incomplete: bool = False,
) -> Iterator[Finding]:
    """Yield what is wrong with the references and links of ``documents``.

    ``names`` are what subjects in tables may be called. ``broken`` are ids that stand in files
    which could not be read: what points at them is not
    to blame. Where the reading is ``incomplete``, nothing that seems to be missing is known to be.
    ``files`` are the paths of all content files, for links in texts.
    """
    checker = _Checker(handbook, broken, incomplete=incomplete)
    prose = ProseChecker(handbook, None if incomplete else files)
    for document in documents:
        field = handbook.kinds[document.kind].field
        tables: dict[str, list[object]] = {
            rows: [] for rows, _ in document.origin.tables if rows in document.values
        }
        for mention in mentions_in({**document.values, **tables}, field):
            finding = checker.check(document, mention)
            if finding is not None:
                yield finding
        if tables and not incomplete:
            yield from check_table_subjects(
                document, handbook, names, broken, checker.check_reference, checker.kind_words
            )
        if field.has_markdown:
            yield from prose.check(document, field, checker.check_reference)


def _joined(words: list[str], language: str) -> str:
    """Return ``words`` as a choice: with commas between them, and `or` before the last."""
    *others, last = words
    return _OR[language].join([_COMMA[language].join(others), last]) if others else last


def _with_article(words: Text) -> dict[str, str]:
    article = "an" if words["en"][:1] in "aeiou" else "a"
    return {**words, "en": f"{article} {words['en']}"}


def _listed(words: tuple[str, ...]) -> str:
    shown = ", ".join(words[:20])
    return shown + ", …" if len(words) > 20 else shown or "—"
