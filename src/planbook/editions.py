"""Who sees what: the one place where a handbook is cut down to an edition.

Everything that pages, search, API and scores are made from passes through here first, so what
this module takes away cannot be counted, linked or hinted at later. Unknown means hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from posixpath import dirname, join, normpath
from typing import Any, Final
from urllib.parse import unquote

from planbook.linking.local_names import LOCAL_NAMES, VOCABULARIES, homes_of, names_in
from planbook.linking.prose_links import document_target, without_targets
from planbook.model.chapter import spellings_of
from planbook.model.document import Document, Key
from planbook.model.edition import Edition, breadth
from planbook.model.field import Field
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook, index_handbook
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.model.reference import Mention, candidates


class _Gone:
    """The mark of a value that the edition does not see."""


_GONE: Final = _Gone()

# Where the first is not to be seen as it is written, a figure made from the second alone would be
# another figure, under the same name.
_RESTS_ON: Final[Mapping[str, str]] = {
    "subject": "metric",
    "subjects": "metric",
    "gates": "basis",
}
# What stands in for what is not to be seen, where leaving it out would mean something else.
_INSTEAD: Final[Mapping[str, str]] = {"across": "none"}
# Schemes for a role pay its holders: each of them sees what the scheme keeps private.
_PAID: Final = Incentive.KIND


def filter_for_edition(handbook: Handbook, edition: Edition, as_of: date) -> Handbook:
    """Return the handbook that ``edition`` sees, its indexes made from what is left.

    Documents outside the edition are gone, and so are private fields and every mention of a
    document that is gone: references, links in texts, lines of a list that cannot stand
    without the reference, and measures that would mean something else without it. Who holds a
    role is judged on ``as_of``. The private edition is the handbook itself.
    """
    if edition.audience == "private":
        return handbook
    reader = _reader(handbook, edition)
    visible = frozenset(
        key for key, document in handbook.documents.items() if reader.sees_document(document)
    )
    cut = _Cut(handbook, reader, visible, as_of)
    return index_handbook(
        (cut.document(handbook.documents[key]) for key in visible),
        handbook.kinds,
        handbook.settings,
    )


def sees_private_fields_of(handbook: Handbook, edition: Edition) -> Callable[[Key], bool]:
    """Return whether ``edition`` sees the private fields about a person, asked by the key.

    For figures that would tell what such a field says, wherever they are computed from.
    ``handbook`` may be the whole one or the edition's own: both hold all whom a viewer answers for.
    """
    reader = _reader(handbook, edition)
    return lambda person: reader.sees("private", {person.id}, frozenset())


@dataclass(frozen=True, slots=True)
class _Reader:
    """The readership: how wide it is, and for a viewer's edition who the viewer answers for."""

    handbook: Handbook
    breadth: int
    viewer: str | None
    circle: Set[str]

    def sees_document(self, document: Document) -> bool:
        """Return whether the whole document is for this reader."""
        if document.state not in ("active", "archived") and not self._is_draft_author(document):
            return False
        return self.sees(document.audience, *_people_around(document, self.handbook))

    def sees(self, audience: str | None, subjects: Set[str], authors: Set[str]) -> bool:
        """Return whether something for ``audience`` about and by these people may be seen."""
        if audience is None:
            return True
        if breadth(audience) <= self.breadth:
            return True
        if self.viewer is None:
            return False
        return not self.circle.isdisjoint(subjects) or self.viewer in authors

    def _is_draft_author(self, document: Document) -> bool:
        if self.viewer is None:
            return False
        field = self._field(document)
        _, authors = _people_of(document.values, field, self.handbook)
        if any(below.author for below in field.properties.values()):
            return self.viewer in authors
        owner = field.properties.get("owner")
        if owner is None:
            return False
        return self.viewer in _persons(document.values.get("owner"), owner, self.handbook)

    def _field(self, document: Document) -> Field:
        return self.handbook.kinds[document.kind].field


def _reader(handbook: Handbook, edition: Edition) -> _Reader:
    circle: frozenset[str] = frozenset()
    if edition.viewer is not None:
        circle = frozenset((edition.viewer, *_reports(handbook, edition.viewer)))
    return _Reader(handbook, breadth(edition.audience), edition.viewer, circle)


def _reports(handbook: Handbook, manager: str) -> Iterator[str]:
    """Yield everybody below ``manager``, directly or further down."""
    below: dict[str, list[str]] = {}
    for person in handbook.all(Person):
        if person.manager is not None:
            below.setdefault(person.manager.id, []).append(person.id)
    waiting = [manager]
    seen = {manager}
    while waiting:
        for report in below.get(waiting.pop(), ()):
            if report not in seen:
                seen.add(report)
                waiting.append(report)
                yield report


def _people_around(document: Document, handbook: Handbook) -> tuple[frozenset[str], frozenset[str]]:
    """Return the subjects and the authors of a whole document."""
    field = handbook.kinds[document.kind].field
    subjects, authors = _people_of(document.values, field, handbook)
    # A document that is itself marked as a subject, a person's, is about that person.
    return (subjects | {document.id} if field.subject else subjects), authors


def _people_of(
    values: Mapping[str, Any], field: Field, handbook: Handbook
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the subjects and the authors that a mapping names directly."""
    subjects: set[str] = set()
    authors: set[str] = set()
    for name, below in field.properties.items():
        holder = below.element if below.type == "list" and below.element is not None else below
        if below.subject or holder.subject:
            subjects.update(_persons(values.get(name), holder, handbook))
        if below.author or holder.author:
            authors.update(_persons(values.get(name), holder, handbook))
    return frozenset(subjects), frozenset(authors)


def _persons(value: Any, field: Field, handbook: Handbook) -> Iterator[str]:
    """Yield the persons that a reference, or a list of them, names: for a team its lead."""
    for written in value if isinstance(value, list | tuple) else (value,):
        if not isinstance(written, str):
            continue
        key = handbook.resolve(written, field.refs)
        if key is None:
            continue
        if key.kind == "person":
            yield key.id
        elif key.kind == "team":
            lead = handbook.lead_of(key.id)
            if lead is not None:
                yield lead


def _files_of(handbook: Handbook) -> Mapping[str, tuple[Key, ...]]:
    """Return the documents of every file by the names under which texts may link to it."""
    found: dict[str, tuple[Key, ...]] = {}
    for key, document in handbook.documents.items():
        path = document.origin.path
        names = {path, *(table for _, table in document.origin.tables)}
        if path.endswith(".md"):
            names.update(spellings_of(path, handbook.settings.languages))
        for name in names:
            found[name] = (*found.get(name, ()), key)
    return found


def _holders_of(handbook: Handbook, as_of: date) -> Mapping[Key, tuple[str, ...]]:
    """Return who holds each role: those in service on ``as_of``."""
    holders: dict[Key, tuple[str, ...]] = {}
    for person in handbook.all(Person):
        if person.role is not None and person.is_in_force and person.in_service(as_of):
            holders[person.role] = (*holders.get(person.role, ()), person.id)
    return holders


class _Cut:
    """Takes out of documents what a reader does not see."""

    def __init__(
        self, handbook: Handbook, reader: _Reader, visible: frozenset[Key], as_of: date
    ) -> None:
        self._handbook = handbook
        self._reader = reader
        self._visible = visible
        self._files = _files_of(handbook)
        self._holders = _holders_of(handbook, as_of)

    def document(self, document: Document) -> Document:
        """Return ``document`` as the reader sees it."""
        field = self._handbook.kinds[document.kind].field
        subjects, authors = _people_around(document, self._handbook)
        if document.kind == _PAID:
            subjects |= self._paid_by(document)
        values = self._mapping(document.values, field, (subjects, authors), document)
        if self._reads_hidden_partners(document):
            del values["measurable"]["metric"]
        return Document(document.key, values, document.origin)

    def _reads_hidden_partners(self, document: Document) -> bool:
        """Return whether a goal is measured by its partners, and some of them are gone.

        The readings of the others would be held against the target of all.
        """
        goal = self._handbook.find(Goal, document.key)
        metric = self._handbook.find(Metric, goal.measurable.metric) if goal else None
        if goal is None or metric is None or metric.key not in self._visible:
            return False
        scope = goal.specific.scope
        if goal.measurable.subject is not None or scope is None:
            return False
        hidden = {partner for partner in scope.partners if partner not in self._visible}
        return bool(hidden) and any(reading.subject in hidden for reading in metric.values)

    def _paid_by(self, scheme: Document) -> frozenset[str]:
        """Return the holders of the roles that a scheme pays."""
        references = self._handbook.references.get(scheme.key, ())
        roles = (each.target for each in references if each.path == "/for")
        return frozenset(holder for role in roles for holder in self._holders.get(role, ()))

    def _mapping(
        self,
        values: Mapping[str, Any],
        field: Field,
        people: tuple[frozenset[str], frozenset[str]],
        document: Document,
    ) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for name, value in values.items():
            below = field.properties.get(name, field.keys)
            # A property that the schema does not know cannot be shown to be harmless.
            if below is None:
                continue
            if name not in field.properties and not self._sees_name(name, field, document):
                continue
            seen = self._value(value, below, people, document)
            if seen is not _GONE:
                kept[name] = seen
            elif name in _INSTEAD:
                kept[name] = _INSTEAD[name]
        for name, resting in _RESTS_ON.items():
            if resting in kept and name in values and kept.get(name) != values[name]:
                del kept[resting]
        return kept

    def _sees_name(self, name: str, field: Field, document: Document) -> bool:
        """Return whether the key of an open mapping names nothing that is gone."""
        if field.key_refs:
            return self._sees_mention(name, field.key_refs, document)
        return without_targets(name, self._hides_target(document)) == name

    def _value(
        self,
        value: Any,
        field: Field,
        people: tuple[frozenset[str], frozenset[str]],
        document: Document,
    ) -> Any:
        if field.type == "list" and isinstance(value, list | tuple):
            return self._list(value, field, people, document)
        if field.type == "mapping" and isinstance(value, Mapping):
            own = _people_of(value, field, self._handbook)
            people = own if any(own) else people
        if not self._reader.sees(field.audience, *people):
            return _GONE
        if field.type == "reference":
            return value if self._sees_mention(value, field.refs, document) else _GONE
        if field.refs and isinstance(value, str):
            return _GONE if self._names_hidden(value, field) else value
        if field.type in ("text", "string", "free"):
            return self._tell_nothing(value, self._hides_target(document))
        if field.type == "mapping" and isinstance(value, Mapping):
            kept = self._mapping(value, field, people, document)
            lost = any(name in value and name not in kept for name in field.required)
            return _GONE if (value and not kept) or lost else kept
        return value

    def _list(
        self,
        values: list[Any] | tuple[Any, ...],
        field: Field,
        people: tuple[frozenset[str], frozenset[str]],
        document: Document,
    ) -> Any:
        element = field.element
        if element is None:
            return _GONE
        # A list whose lines are each about somebody is judged line by line, not as a whole.
        by_line = any(below.subject for below in element.properties.values())
        if not by_line and not self._reader.sees(field.audience, *people):
            return _GONE
        kept = []
        for value in values:
            if by_line and isinstance(value, Mapping):
                own = _people_of(value, element, self._handbook)
                if not self._reader.sees(field.audience, own[0], people[1]):
                    continue
            seen = self._value(value, element, people, document)
            if seen is not _GONE:
                kept.append(seen)
        return kept if kept or not values else _GONE

    def _names_hidden(self, written: str, field: Field) -> bool:
        """Return whether a text that may be an id is that of a document that is gone."""
        return any(
            key in self._handbook.documents and key not in self._visible
            for key in candidates(Mention("", "", written, field.refs))
        )

    def _sees_mention(self, written: Any, refs: tuple[str, ...], document: Document) -> bool:
        if not isinstance(written, str) or not refs:
            return False
        if all(ref in VOCABULARIES for ref in refs):
            return True
        if refs[0] in LOCAL_NAMES:
            return any(
                written in names_in(home, refs[0], self._handbook)
                for home in homes_of(document, refs[0], self._handbook)
                if home in self._visible
            )
        return any(
            key in self._visible or key in self._handbook.vocabulary
            for key in candidates(Mention("", "", written, refs))
        )

    def _tell_nothing(self, value: Any, hides: Callable[[str], bool]) -> Any:
        """Return words, or what a free value holds, without a mention of what is gone."""
        if isinstance(value, str):
            words = without_targets(value, hides)
            return words if words or not value else _GONE
        if isinstance(value, Mapping):
            kept = (
                (name, self._tell_nothing(below, hides))
                for name, below in value.items()
                if not isinstance(name, str) or without_targets(name, hides) == name
            )
            return {name: below for name, below in kept if below is not _GONE} or _GONE
        if isinstance(value, list | tuple):
            kept_lines = [self._tell_nothing(below, hides) for below in value]
            lines = [line for line in kept_lines if line is not _GONE]
            return lines if lines or not value else _GONE
        return value

    def _hides_target(self, document: Document) -> Callable[[str], bool]:
        folder = dirname(document.origin.path)

        def hides(target: str) -> bool:
            named = document_target(target.lower())
            if named is not None:
                key = Key(*named)
                return key in self._handbook.documents and key not in self._visible
            path = normpath(join(folder, unquote(target.partition("#")[0])))
            return path in self._files and self._visible.isdisjoint(self._files[path])

        return hides
