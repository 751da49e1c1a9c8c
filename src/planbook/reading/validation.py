"""Validating: raw documents become documents that fit their kind's schema, or findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from planbook.diagnostics.codes.schema import (
    DOCUMENT_CODES,
    DRAFT_CODES,
    SCHEMA_UNKNOWN_KIND,
    SCHEMA_UNUSED_LANGUAGE,
)
from planbook.diagnostics.finding import Finding, Outcome, Place, Severity
from planbook.diagnostics.fix import Edit
from planbook.diagnostics.suggestions import closest, did_you_mean, listed
from planbook.language import Text
from planbook.model.document import DRAFT, ID, Document, Key
from planbook.model.field import Kind, Kinds
from planbook.model.settings import Settings
from planbook.reading.checking import Checker, check_values, checker_of, cuts_in_texts
from planbook.reading.examples import Ids
from planbook.reading.language_tags import tag_meant
from planbook.reading.normalizing import Normalized, in_languages, without_blanks
from planbook.reading.presumed_ids import ids_of_path
from planbook.reading.schema_messages.lookup import CheckedSubject
from planbook.reading.schema_messages.values import is_unlike_id

if TYPE_CHECKING:
    from planbook.reading.documents import Parsed, RawDocument

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class ValidatedDocument(msgspec.Struct, frozen=True):
    """One document as its schema sees it, and what is wrong with it.

    ``document`` is None where its kind is unknown, and ``is_faulty`` where it has mistakes of its
    own. ``broken`` are the ids that others may know a wrong document by. ``unlike_ids`` are those
    findings that linking may put better.
    """

    document: Document | None
    is_faulty: bool = False
    findings: tuple[Finding, ...] = ()
    unlike_ids: tuple[Finding, ...] = ()
    broken: frozenset[str] = frozenset()


class Valid(msgspec.Struct, frozen=True):
    """The documents that fit their schemas, and what is known of those that do not.

    A reference to a broken id is not reported: its document is there, only not understood. Nor is
    any other one where the reading is ``incomplete``: its document may be there.
    ``faulty`` are documents with mistakes of their own, kept so that their references can be
    checked in the same run; ``reported`` has the places, as (path, document, pointer), at which
    something has been said already. ``unlike_ids`` are the findings for references that are no
    id: linking knows what there is, and says it better or hands them on.
    """

    documents: tuple[Document, ...] = ()
    broken: frozenset[str] = frozenset()
    incomplete: bool = False
    faulty: tuple[Document, ...] = ()
    reported: frozenset[tuple[str, int, str]] = frozenset()
    unlike_ids: tuple[Finding, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all that was written could be understood as documents."""
        return not (self.broken or self.incomplete)


def validate_documents(parsed: Parsed, kinds: Kinds, settings: Settings) -> Outcome[Valid]:
    """Return the documents that fit ``kinds``, normalised, and all that is wrong with the others.

    Texts become mappings from language to words, empty values go, and id, audience and state
    are filled in. What a draft lacks is a hint; blanks that its writer left are gone as well.
    """
    validator = DocumentValidator(kinds, settings, some_ids(parsed.documents, settings))
    return gather_valid(parsed, map(validator.validate, parsed.documents))


def gather_valid(parsed: Parsed, validated: Iterable[ValidatedDocument]) -> Outcome[Valid]:
    """Return what was ``validated`` of the documents that were ``parsed`` as a whole."""
    documents: list[Document] = []
    faulty: list[Document] = []
    findings: list[Finding] = []
    unlike_ids: list[Finding] = []
    broken = set(parsed.broken)
    for one in validated:
        if one.document is not None:
            (faulty if one.is_faulty else documents).append(one.document)
        if one.findings or one.unlike_ids or one.broken:
            findings += one.findings
            unlike_ids += one.unlike_ids
            broken |= one.broken
    return Outcome(
        Valid(
            tuple(documents),
            frozenset(broken),
            parsed.incomplete,
            tuple(faulty),
            frozenset(
                (found.place.path, found.place.document, found.place.pointer) for found in findings
            ),
            tuple(unlike_ids),
        ),
        tuple(findings),
    )


class DocumentValidator:
    """Checks one document after the other against the schemas of their kinds.

    Each schema is compiled when the first document of its kind comes. ``ids`` are some of each
    kind that there are: they are looked at for what a finding proposes, and for nothing else.
    """

    def __init__(self, kinds: Kinds, settings: Settings, ids: Ids) -> None:
        self._ids = ids
        self._kinds = kinds
        self._settings = settings
        self._checkers: dict[str, Checker] = {}

    def validate(self, raw: RawDocument) -> ValidatedDocument:
        """Return the document as its schema sees it, and what is wrong with it."""
        origin = raw.origin
        id_ = _id_of(raw)
        name = raw.values.get("kind")
        kind = self._kinds.get(name) if isinstance(name, str) else None
        cuts = cuts_in_texts(raw.cuts, kind.field if kind else None)
        if kind is None:
            return ValidatedDocument(
                None, findings=(*cuts, self._of_kind(raw, name)), broken=self._presumed(raw, id_)
            )
        where = CheckedSubject(
            path=origin.path,
            document=origin.index,
            subject=f"{kind.name}:{id_}",
            parent=_a_kind(kind),
            languages=self._settings.languages,
            ids=self._ids,
        )
        # The rows of a table have no place in the YAML; reading them has said what ails them.
        rows = {name: raw.values[name] for name, _ in origin.tables if name in raw.values}
        values = {**raw.values, **{name: [] for name in rows}} if rows else raw.values
        is_draft = values.get("state") == DRAFT
        normalized, findings = check_values(
            values,
            raw.written,
            self._checker(kind),
            where,
            DRAFT_CODES if is_draft else DOCUMENT_CODES,
        )
        findings = tuple(each for each in findings if each.place.pointer[1:] not in rows)
        languages = self._check_languages(where, normalized)
        checked = without_blanks(normalized.values) if is_draft and findings else normalized.values
        document = self._document(kind, id_, checked, rows, raw)
        is_faulty = any(each.code.severity is Severity.ERROR for each in findings)
        return ValidatedDocument(
            document,
            is_faulty,
            (*cuts, *(each for each in findings if not is_unlike_id(each)), *languages),
            tuple(filter(is_unlike_id, findings)),
            self._presumed(raw, id_) if is_faulty else frozenset(),
        )

    def _presumed(self, raw: RawDocument, id_: str) -> frozenset[str]:
        """Return the ids that others may know a wrong document by."""
        if ID.fullmatch(id_):
            return frozenset((id_,))
        return frozenset((id_, *ids_of_path(raw.origin.path, self._settings.languages)))

    def _document(
        self, kind: Kind, id_: str, values: Any, rows: Mapping[str, Any], raw: RawDocument
    ) -> Document:
        normal = {**in_languages(values, kind.field, self._settings.language), **rows}
        filled: dict[str, Any] = {"kind": kind.name, "id": id_}
        filled.update((name, value) for name, value in normal.items() if name not in filled)
        filled.setdefault("audience", kind.default_audience_of(filled))
        filled.setdefault("state", "active")
        return Document(Key(kind.name, id_), filled, raw.origin, raw.placeholders)

    def _checker(self, kind: Kind) -> Checker:
        if kind.name not in self._checkers:
            self._checkers[kind.name] = checker_of(kind)
        return self._checkers[kind.name]

    def _of_kind(self, raw: RawDocument, name: object) -> Finding:
        """Return the finding that there is no kind called ``name``."""
        place = Place(raw.origin.path, raw.origin.index, "/kind")
        allowed = listed(self._kinds)
        if name is None:
            guessed = _guess_kind(raw.values, self._kinds)
            on_key = place if "kind" in raw.values else Place(raw.origin.path, raw.origin.index)
            return DOCUMENT_CODES.missing.at(
                Place(on_key.path, on_key.document, on_key.pointer, "key"),
                variant="kind",
                example=guessed,
                fixes=((Edit("write", guessed, at="" if "kind" in raw.values else "kind"),),),
                allowed=allowed,
            )
        if isinstance(name, list | dict):
            return DOCUMENT_CODES.wrong_type.at(
                place,
                label={"en": "`kind`", "zh": "`kind` "},
                expected={"en": "one word", "zh": "一个词"},
                found={"en": "a list", "zh": "列表"}
                if isinstance(name, list)
                else {"en": "a mapping", "zh": "一组值"},
            )
        suggestion = nearest_kind(raw.written.get("/kind", str(name)), self._kinds)
        return SCHEMA_UNKNOWN_KIND.at(
            place,
            kind=raw.written.get("/kind", str(name))[:60],
            hint=did_you_mean(suggestion),
            suggestion=suggestion,
            allowed=allowed,
        )

    def _check_languages(self, where: CheckedSubject, normalized: Normalized) -> Iterable[Finding]:
        for tag, pointer in normalized.tags.items():
            if tag in where.languages or not _LANGUAGE.fullmatch(tag):
                continue
            suggestion = tag_meant(tag, where.languages)
            yield SCHEMA_UNUSED_LANGUAGE.at(
                Place(where.path, where.document, pointer, "key"),
                variant="suggest" if suggestion else "",
                subject=where.subject,
                language=tag,
                languages=listed(where.languages),
                suggestion=suggestion,
            )


def some_ids(documents: Iterable[RawDocument], settings: Settings) -> Ids:
    """Return two ids of each kind that there is: one may be the document's own that asks."""
    return first_ids(((raw.values.get("kind"), _id_of(raw)) for raw in documents), settings)


def first_ids(named: Iterable[tuple[object, str]], settings: Settings) -> Ids:
    """Return the first two ids of each kind among documents that are ``named`` by kind and id."""
    found: dict[str, tuple[str, ...]] = {
        "territory": tuple(term.id for term in settings.vocabulary.territories[:2]),
        "product_line": tuple(term.id for term in settings.vocabulary.product_lines[:2]),
    }
    for kind, id_ in named:
        if isinstance(kind, str) and len(found.get(kind, ())) < _ENOUGH and ID.fullmatch(id_):
            found[kind] = (*found.get(kind, ()), id_)
    return found


_ENOUGH: Final = 2


def _id_of(raw: RawDocument) -> str:
    written = raw.values.get("id", "")
    return raw.written.get("/id", str(written)) if not isinstance(written, str) else written


def nearest_kind(written: str, kinds: Kinds) -> str | None:
    """Return the kind that ``written`` misspells, or names in the plural or another language."""
    word = written.strip().lower()
    for kind in kinds.values():
        called = {kind.plural, *kind.title.values(), *kind.schema.get("x-names", ())}
        if word in (name.lower() for name in called):
            return kind.name
    return closest(word, kinds)


def _guess_kind(values: Mapping[str, Any], kinds: Kinds) -> str:
    """Return the kind whose properties the document's keys fit best."""
    known = [
        (sum(name in kind.field.properties for name in values)
         + sum(name in kind.field.required for name in values), kind.name)
        for kind in kinds.values()
    ]  # fmt: skip
    return max(known, key=lambda fit: fit[0])[1] if known else "goal"


def _a_kind(kind: Kind) -> Text:
    english = kind.title.get("en", kind.name).lower()
    article = "an" if english[:1] in "aeiou" else "a"
    return {"en": f"{article} {english}", "zh": kind.title.get("zh", kind.name)}
