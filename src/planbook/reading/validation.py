"""Validating: raw documents become documents that fit their kind's schema, or findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

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


@dataclass(frozen=True, slots=True)
class Valid:
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
    run = _Run(kinds, settings, _some_ids(parsed.documents, settings))
    documents = [run.validate(raw) for raw in parsed.documents]
    return Outcome(
        Valid(
            tuple(document for document in documents if document is not None),
            frozenset(parsed.broken) | frozenset(run.broken),
            parsed.incomplete,
            tuple(run.faulty),
            frozenset(
                (found.place.path, found.place.document, found.place.pointer)
                for found in run.findings
            ),
            tuple(run.unlike_ids),
        ),
        tuple(run.findings),
    )


class _Run:
    def __init__(self, kinds: Kinds, settings: Settings, ids: Ids) -> None:
        self._ids = ids
        self._kinds = kinds
        self._settings = settings
        self._checkers: dict[str, Checker] = {}
        self.findings: list[Finding] = []
        self.unlike_ids: list[Finding] = []
        self.broken: set[str] = set()
        self.faulty: list[Document] = []

    def validate(self, raw: RawDocument) -> Document | None:
        """Return the document, or None after noting what is wrong with it."""
        origin = raw.origin
        id_ = _id_of(raw)
        name = raw.values.get("kind")
        kind = self._kinds.get(name) if isinstance(name, str) else None
        self.findings.extend(cuts_in_texts(raw.cuts, kind.field if kind else None))
        if kind is None:
            self._report_kind(raw, name)
            self._presume(raw, id_)
            return None
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
        for finding in findings:
            (self.unlike_ids if is_unlike_id(finding) else self.findings).append(finding)
        self.findings.extend(self._check_languages(where, normalized))
        checked = without_blanks(normalized.values) if is_draft and findings else normalized.values
        document = self._document(kind, id_, checked, rows, raw)
        if any(each.code.severity is Severity.ERROR for each in findings):
            self._presume(raw, id_)
            self.faulty.append(document)
            return None
        return document

    def _presume(self, raw: RawDocument, id_: str) -> None:
        """Keep the ids that others may know a wrong document by."""
        self.broken.add(id_)
        if not ID.fullmatch(id_):
            self.broken.update(ids_of_path(raw.origin.path, self._settings.languages))

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

    def _report_kind(self, raw: RawDocument, name: object) -> None:
        place = Place(raw.origin.path, raw.origin.index, "/kind")
        allowed = listed(self._kinds)
        if name is None:
            guessed = _guess_kind(raw.values, self._kinds)
            on_key = place if "kind" in raw.values else Place(raw.origin.path, raw.origin.index)
            self.findings.append(
                DOCUMENT_CODES.missing.at(
                    Place(on_key.path, on_key.document, on_key.pointer, "key"),
                    variant="kind",
                    example=guessed,
                    fixes=((Edit("write", guessed, at="" if "kind" in raw.values else "kind"),),),
                    allowed=allowed,
                )
            )
            return
        if isinstance(name, list | dict):
            self.findings.append(
                DOCUMENT_CODES.wrong_type.at(
                    place,
                    label={"en": "`kind`", "zh": "`kind` "},
                    expected={"en": "one word", "zh": "一个词"},
                    found={"en": "a list", "zh": "列表"}
                    if isinstance(name, list)
                    else {"en": "a mapping", "zh": "一组值"},
                )
            )
            return
        suggestion = nearest_kind(raw.written.get("/kind", str(name)), self._kinds)
        self.findings.append(
            SCHEMA_UNKNOWN_KIND.at(
                place,
                kind=raw.written.get("/kind", str(name))[:60],
                hint=did_you_mean(suggestion),
                suggestion=suggestion,
                allowed=allowed,
            )
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


def _some_ids(documents: Iterable[RawDocument], settings: Settings) -> Ids:
    """Return two ids of each kind that there is: one may be the document's own that asks."""
    found: dict[str, tuple[str, ...]] = {
        "territory": tuple(term.id for term in settings.vocabulary.territories[:2]),
        "product_line": tuple(term.id for term in settings.vocabulary.product_lines[:2]),
    }
    for raw in documents:
        kind, id_ = raw.values.get("kind"), _id_of(raw)
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
