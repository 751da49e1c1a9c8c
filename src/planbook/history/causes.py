"""Which findings a change causes: those on what it changed, and those that are new elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from posixpath import basename, splitext
from typing import Any, Final, TypeAlias
from urllib.parse import quote

import msgspec
from msgspec.structs import replace

from planbook.diagnostics.codes.suppression import SUPPRESSION_CODES
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding, Place, Severity
from planbook.history.audiences import (
    pair_documents,
    widened_documents,
    widened_fields,
    widened_readers,
)
from planbook.history.earlier import Earlier
from planbook.language import Text
from planbook.linking.link import gather_handbook, link_handbook
from planbook.linting import BY_RUBRIC, judge_handbook
from planbook.model.document import Document, Key
from planbook.model.field import Kinds
from planbook.model.handbook import Handbook
from planbook.model.rubric import Rubric
from planbook.model.settings import Settings
from planbook.reading.content import Content
from planbook.reading.project_folder import CONTENT_FOLDER, PROJECT_FILE_NAME, SCHEMA_FOLDER
from planbook.reading.resources import SCHEMA_ENDING
from planbook.reading.suppressions import find_suppressions
from planbook.rules.document_audience_widened import RULE as AUDIENCE_WIDENED
from planbook.rules.rule import AnyRule

_OF_COMMENTS: Final = frozenset(code.name for code in SUPPRESSION_CODES)
_ENOUGH: Final = 500
"""Of so many ids that came or went, all references are resolved anew."""

Identity: TypeAlias = tuple[str, Key | str, str, str]
"""What makes two findings the same: code, document or file, pointer, and what it says."""


class Now(msgspec.Struct, frozen=True):
    """The project as it is now, read, linked and checked."""

    settings: Settings
    kinds: Kinds
    content: Content
    handbook: Handbook
    as_of: date


class Caused(msgspec.Struct, frozen=True):
    """The findings that a change causes, and how many others there are.

    ``rules_run`` counts how often a rule was asked about a document as it was.
    """

    diagnostics: tuple[Diagnostic, ...]
    older: int
    rules_run: int = 0


def find_caused(
    diagnostics: Iterable[Diagnostic],
    now: Now,
    earlier: Earlier,
    rules: Iterable[AnyRule],
    is_same_file: Callable[[str], bool],
    *,
    rubric: Rubric | None = None,
) -> Caused:
    """Return those of ``diagnostics`` that come of what is different from ``earlier``.

    All that is said of a document whose values are new or others than they were, and of the rest
    what was not said before. Errors of the project are told whenever there are any.
    ``is_same_file`` says of a file outside of the content whether it is as it was.
    """
    comparison = _Comparison(now, earlier, tuple(rules), rubric)
    shown: list[Diagnostic] = []
    undecided: list[Diagnostic] = []
    for found in diagnostics:
        if _is_widened(found) or comparison.is_on_something_changed(found):
            shown.append(found)
        elif found.path.startswith(f"{CONTENT_FOLDER}/"):
            undecided.append(found)
        elif found.scope == "project" and found.severity is Severity.ERROR:
            shown.append(found)
        elif is_same_file(found.path):
            undecided.append(found)
        else:
            shown.append(found)
    new = comparison.not_seen_before(undecided)
    older = len(undecided) - len(new)
    caused = sorted((*shown, *new), key=Diagnostic.sort_key)
    return Caused(tuple(caused), older, comparison.rules_run)


def find_widened(now: Now, earlier: Earlier) -> Iterator[Finding]:
    """Yield an error for each document, field and reader that sees more than it did."""
    documents = _documents(now.content)
    if now.kinds is earlier.kinds:
        documents = [each for each in documents if each.origin.path in earlier.touched]
    former = _documents(earlier.content)
    schemas: set[tuple[str, str]] = set()
    for widening in widened_documents(pair_documents(documents, former), now.kinds, earlier.kinds):
        document = widening.document
        if widening.by_schema:
            schemas.add((document.kind, widening.before))
            continue
        yield _widened(
            Place(document.origin.path, document.origin.index, widening.pointer),
            f"since-{_who(widening.now)}",
            subject=str(document.key),
            before=_WORDS[_who(widening.before)],
        )
    for kind, before in sorted(schemas):
        pointer = "/properties/audience/default"
        yield _widened(
            Place(_schema_of(kind), pointer=pointer), "since-kind", before=_WORDS[_who(before)]
        )
    for field in widened_fields(now.kinds, earlier.kinds):
        yield _widened(
            Place(_schema_of(field.kind), pointer=field.pointer),
            "since-field",
            before=_WORDS[_who(field.before)],
        )
    for reader in widened_readers(now.settings.readers, earlier.settings.readers):
        place = Place(PROJECT_FILE_NAME, 0, reader.pointer, "key" if reader.on_key else "value")
        yield _widened(place, "since-reader")


def put_in_widened(
    diagnostics: Iterable[Diagnostic], widened: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` with the errors in ``widened`` in the place of advice on the same."""
    errors = tuple(widened)
    placed = {(found.code, found.path, found.document) for found in errors}
    kept = (
        found for found in diagnostics if (found.code, found.path, found.document) not in placed
    )
    return tuple(sorted((*kept, *errors), key=Diagnostic.sort_key))


_WORDS: Final[Mapping[str, Text]] = {
    "private": {"en": "only those concerned", "zh": "相关的人"},
    "team": {"en": "only the team", "zh": "团队成员"},
    "public": {"en": "anybody", "zh": "任何人"},
}


def _who(audience: str) -> str:
    return audience if audience in _WORDS else "private"


def _widened(place: Place, variant: str, subject: str = "", **arguments: Text | str) -> Finding:
    code = replace(AUDIENCE_WIDENED.code, severity=Severity.ERROR)
    words: dict[str, Any] = dict(arguments)
    return code.at(place, variant=variant, subject=subject, **words)


def _is_widened(found: Diagnostic) -> bool:
    return found.code == AUDIENCE_WIDENED.code.name and found.severity is Severity.ERROR


def _schema_of(kind: str) -> str:
    return f"{SCHEMA_FOLDER}/{kind}{SCHEMA_ENDING}"


def _documents(content: Content) -> list[Document]:
    return [*content.valid.documents, *content.valid.faulty]


class _Comparison:
    """Today's findings held against those of then. What was then is only found out when asked."""

    def __init__(
        self, now: Now, earlier: Earlier, rules: tuple[AnyRule, ...], rubric: Rubric | None
    ) -> None:
        self._now = now
        self._earlier = earlier
        self._rules = rules
        self._rubric = rubric
        self._keys = _keys_by_place(now.content)
        self._former_keys = _keys_by_place(earlier.content)
        documents, former = _documents(now.content), _documents(earlier.content)
        self._changed = frozenset(_changed_keys(documents, former, earlier))
        paths = {document.key: document.origin.path for document in former}
        self._gone = paths.keys() - {document.key for document in documents}
        self._moved_keys = {
            document.key
            for document in documents
            if paths.get(document.key, document.origin.path) != document.origin.path
        }
        # A comment is no part of a document's values: who takes it away shows what it allowed.
        self._allowed_once = frozenset(
            (comment.path, code.name)
            for comment in find_suppressions(
                {
                    path: text
                    for path, text in earlier.content.sources.texts.items()
                    if path in earlier.changed
                }
            )
            for code in comment.codes
        )
        self.rules_run = 0

    def is_on_something_changed(self, found: Diagnostic) -> bool:
        """Return whether ``found`` is about a document that changed, or a file without one."""
        key = self._key_of(found.subject, found.path, found.document, self._keys)
        is_of_file = found.code in _OF_COMMENTS or (found.path, found.code) in self._allowed_once
        if key is not None and not is_of_file:
            return key in self._changed
        return found.path in self._earlier.changed and found.path not in self._earlier.moved

    def not_seen_before(self, undecided: list[Diagnostic]) -> list[Diagnostic]:
        """Return those of ``undecided`` that were not found then, as often as they are now."""
        rules = {rule.code.name for rule in self._rules} | BY_RUBRIC
        seen = Counter(map(self._former_identity, self._earlier.content.findings))
        # A file that is as it was has the comments that it had.
        of_documents = (found for found in undecided if found.code not in _OF_COMMENTS)
        left = self._left_of(of_documents, seen)
        if not left or not self._is_different():
            return []
        judged = [found for found in left if found.code in rules]
        linked = [found for found in left if found.code not in rules]
        handbook = None
        seen = Counter()
        if any(found.path.startswith(f"{CONTENT_FOLDER}/") for found in linked):
            outcome = link_handbook(
                self._earlier.content.valid,
                self._earlier.kinds,
                self._earlier.settings,
                self._earlier.content.sources.paths,
            )
            handbook = outcome.value
            seen.update(map(self._former_identity, outcome.findings))
        if judged:
            handbook = handbook or self._former_handbook()
            only: dict[Key | None, set[str]] = defaultdict(set)
            for found in judged:
                key = self._key_of(found.subject, found.path, found.document, self._keys)
                only[key].add(found.code)
            self.rules_run += sum(map(len, only.values()))
            outcome = judge_handbook(
                handbook, self._rules, self._now.as_of, self._rubric, only=only
            )
            seen.update(map(self._former_identity, outcome.findings))
        return [
            found
            for found in self._left_of(left, seen)
            if found.path.startswith(CONTENT_FOLDER) or found.code in rules
        ]

    def _left_of(
        self, undecided: Iterable[Diagnostic], seen: Counter[Identity]
    ) -> list[Diagnostic]:
        left = []
        for found in undecided:
            identity = self._identity(found)
            if seen[identity] > 0:
                seen[identity] -= 1
            else:
                left.append(found)
        return left

    def _is_different(self) -> bool:
        """Return whether anything that rules and references are about is another than it was."""
        earlier, now = self._earlier, self._now
        return bool(
            self._changed
            or self._gone
            or self._moved_keys
            or not earlier.has_same_settings
            or now.content.sources.paths != earlier.content.sources.paths
        )

    def _identity(self, found: Diagnostic) -> Identity:
        key = self._key_of(found.subject, found.path, found.document, self._keys)
        where = key or self._earlier.moved.get(found.path, found.path)
        return found.code, where, found.pointer, found.message.get("en", "")

    def _former_identity(self, found: Finding) -> Identity:
        place = found.place
        key = self._key_of(found.subject, place.path, place.document, self._former_keys)
        return found.code.name, key or place.path, place.pointer, found.message.get("en", "")

    @staticmethod
    def _key_of(
        subject: str, path: str, document: int, keys: Mapping[tuple[str, int], Key]
    ) -> Key | None:
        kind, colon, id_ = subject.partition(":")
        return Key(kind, id_) if colon else keys.get((path, document))

    def _former_handbook(self) -> Handbook:
        earlier = self._earlier
        same = frozenset(self._resolved_alike()) if earlier.has_same_settings else frozenset()
        return gather_handbook(
            earlier.content.valid, earlier.kinds, earlier.settings, self._now.handbook, same
        )

    def _resolved_alike(self) -> Iterator[Key]:
        """Yield the documents that are the same, and refer to the same ones, as they did then.

        A reference means another document than it did where that one came, went or moved. It is
        written in the text of its file, where whoever does not hold the name cannot refer to it.
        """
        now = {document.key: document for document in self._now.content.valid.documents}
        names = set(self._names_that_came_or_went(now))
        if len(names) > _ENOUGH:
            return
        pattern = re.compile("|".join(map(re.escape, sorted(names)))) if names else None
        sources = self._now.content.sources
        texts = {each.path: each.text for each in chain(sources.documents, sources.chapters)}
        alike: dict[str, bool] = {}
        for former in self._earlier.content.valid.documents:
            path = former.origin.path
            if now.get(former.key) is not former or former.origin.tables or path not in texts:
                continue
            if path not in alike:
                alike[path] = pattern is None or pattern.search(texts[path]) is None
            if alike[path]:
                yield former.key

    def _names_that_came_or_went(self, now: Mapping[Key, Document]) -> Iterator[str]:
        former = {document.key: document for document in self._earlier.content.valid.documents}
        for one, other in ((now, former), (former, now)):
            for key, document in one.items():
                path = document.origin.path
                if key in other and other[key].origin.path == path:
                    continue
                yield key.id
                stem = splitext(basename(path))[0].partition(".")[0]
                yield from (stem, quote(stem))


def _keys_by_place(content: Content) -> dict[tuple[str, int], Key]:
    return {document.origin.order: document.key for document in _documents(content)}


def _changed_keys(
    documents: Iterable[Document], former: Iterable[Document], earlier: Earlier
) -> Iterator[Key]:
    """Yield the keys of documents that are new, or whose values are others than they were."""
    before: dict[Key, list[Document]] = defaultdict(list)
    for document in former:
        before[document.key].append(document)
    for document in documents:
        if document.origin.path in earlier.touched and not any(
            _is_same(document.values, each.values) for each in before[document.key]
        ):
            yield document.key


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two values say the same; true is not 1, which Python holds to be equal."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_is_same(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)
