"""Who sees what: the one place where a handbook is cut down to an edition.

Everything that pages, search, API and scores are made from passes through here first, so what
this module takes away cannot be counted, linked or hinted at later. Unknown means hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from posixpath import dirname
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from planbook.diagnostics.pointer import names_in as steps_of
from planbook.linking.hidden_mentions import HiddenMentions, HiddenNames, find_hidden_names
from planbook.linking.local_names import LOCAL_NAMES, VOCABULARIES, homes_of, names_in
from planbook.model.chapter import spellings_of
from planbook.model.document import Document, Key
from planbook.model.edition import Edition, breadth
from planbook.model.field import Field
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook, index_handbook
from planbook.model.incentive import Incentive
from planbook.model.meeting import Meeting
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.model.reference import keys_named
from planbook.model.settings import EVERYBODY, Reader
from planbook.model.team import Team
from planbook.scoring.series import stays_in, teams_within


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
# What two people say to each other is not their teams' matter.
_ONE_TO_ONE: Final = "one_on_one"


def filter_for_edition(handbook: Handbook, edition: Edition, as_of: date) -> Handbook:
    """Return the handbook that ``edition`` sees, its indexes made from what is left.

    Documents outside the edition are gone, and so are private fields and every mention of a
    document that is gone: references, links in texts, lines of a list that cannot stand
    without the reference, and measures that would mean something else without it. Who holds a
    role is judged on ``as_of``. The private edition is the handbook itself.
    """
    sight = sight_of(handbook, edition, as_of)
    if sight is None:
        return handbook
    whole, visible = handbook.documents, sight.visible
    mentions = HiddenMentions(handbook.kinds, sight.names)
    redactor = Redactor(handbook, sight.reader, visible, mentions, sight.holders)
    documents = {key: redactor.document(whole[key]) for key in whole if key in visible}
    same = frozenset(key for key, seen in documents.items() if _is_whole(seen, handbook, visible))
    return index_handbook(documents.values(), handbook.kinds, handbook.settings, handbook, same)


@dataclass(frozen=True, slots=True)
class Sight:
    """What an edition sees of a handbook, before anything is cut.

    ``visible`` are the documents that it holds, ``names`` what it must not name, ``holders`` who
    holds which role.
    """

    reader: Readership
    visible: Container[Key]
    names: HiddenNames
    holders: Mapping[Key, tuple[str, ...]]


def sight_of(handbook: Handbook, edition: Edition, as_of: date) -> Sight | None:
    """Return what ``edition`` sees of ``handbook`` on a day; None where it sees everything."""
    if edition.audience == "private":
        return None
    reader, whole = reader_of(handbook, edition, as_of), handbook.documents
    visible = frozenset(key for key in whole if reader.sees_document(whole[key]))
    names = find_hidden_names(whole.keys(), visible, files_named_in(handbook))
    return Sight(reader, visible, names, holders_of(handbook, as_of))


def _is_whole(seen: Document, handbook: Handbook, visible: Container[Key]) -> bool:
    """Return whether a document as it is ``seen`` has lost nothing, nor what it refers to."""
    return seen.values == handbook.documents[seen.key].values and all(
        reference.target in visible or reference.target in handbook.vocabulary
        for reference in handbook.references[seen.key]
    )


def sees_private_fields_of(
    handbook: Handbook, edition: Edition, as_of: date, kind: str
) -> Callable[[Key], bool]:
    """Return whether ``edition`` sees the private fields of ``kind`` about a person, by the key.

    For figures that would tell what such a field says, wherever they are computed from.
    ``handbook`` may be the whole one or the edition's own: both hold all whom a viewer answers for.
    """
    reader = reader_of(handbook, edition, as_of)
    return lambda person: reader.sees("private", _People(frozenset((person.id,))), kind)


def sees_kinds(handbook: Handbook, edition: Edition, as_of: date) -> Callable[[str, Key], bool]:
    """Return whether ``edition`` sees documents of a kind about a person, asked by both.

    That is decided by the kind's default audience: were it by what there is to see, an empty
    cell would tell that nothing was written. Where it does not, nothing that rests on the absence
    of such a document may be said of the person.
    """
    reader = reader_of(handbook, edition, as_of)
    return lambda kind, person: reader.sees(
        handbook.kinds[kind].default_audience, _People(frozenset((person.id,))), kind
    )


def people_in(document: Document, handbook: Handbook) -> frozenset[str]:
    """Return the ids of the people whom a document is about, where it names them and no team."""
    field = handbook.kinds[document.kind].field
    people = _people_of(document.values, field, handbook, persons_only=True)
    return people.subjects | {document.id} if field.subject else people.subjects


def sees_values(
    handbook: Handbook, edition: Edition, as_of: date
) -> Callable[[Document, str, bool], bool]:
    """Return whether ``edition`` sees a value of a document, by the document and a JSON pointer.

    The third thing asked is whether the value's name alone is meant. Of what the schema does not
    know only the name is seen. The document need not be one of ``handbook``: it may have mistakes.
    """
    reader = reader_of(handbook, edition, as_of)
    if edition.audience == "private":
        return lambda _document, _pointer, _named: True
    return lambda document, pointer, named: (
        reader.sees_document(document) and reader.sees_value(document, steps_of(pointer), named)
    )


class _People(msgspec.Struct, frozen=True):
    """Whom something is about and who wrote it, by id.

    ``kept_from`` are the subjects who do not see it themselves. Whatever ``is_kept`` is private:
    they read what the team reads.
    """

    subjects: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    kept_from: frozenset[str] = frozenset()
    is_kept: bool = False

    def __bool__(self) -> bool:
        return bool(self.subjects or self.authors)


_NOBODY: Final = _People()


class Readership(msgspec.Struct, frozen=True):
    """The readership: how wide it is, and what it sees beyond that about whom.

    ``circle`` are those about whom it sees what is private: a viewer and everybody below, or the
    people whom a reader of planbook.yaml is for. Such a reader sees that of ``kinds`` alone, and
    nothing that is about one of ``excluded`` too.
    """

    handbook: Handbook
    breadth: int
    viewer: str | None = None
    circle: Set[str] = frozenset()
    kinds: Set[str] | None = None
    excluded: Set[str] = frozenset()

    def sees_document(self, document: Document) -> bool:
        """Return whether the whole document is for this reader."""
        people = _people_around(document, self.handbook)
        if document.state not in ("active", "archived") and not self._is_draft_author(document):
            return False
        return self.sees(document.audience, people, document.kind)

    def sees(self, audience: str | None, people: _People, kind: str) -> bool:
        """Return whether something for ``audience`` about and by these people may be seen.

        ``kind`` is that of the document that it stands in.
        """
        if people.is_kept:
            audience = "private"
        if audience is None or breadth(audience) <= self.breadth:
            return True
        is_in_circle = not self.circle.isdisjoint(people.subjects)
        if self.kinds is not None:
            return kind in self.kinds and is_in_circle and self.excluded.isdisjoint(people.subjects)
        if self.viewer in people.kept_from:
            is_in_circle = False
        return is_in_circle or self.viewer in people.authors

    def sees_value(self, document: Document, names: Iterable[str], named: bool) -> bool:
        """Return whether a value of a document that is seen is for this reader.

        ``named`` says that no more than its name is meant.
        """
        field: Field | None = self._field(document)
        value: Any = document.values
        people = _people_around(document, self.handbook)
        for name in names:
            if field is None:
                return named
            if field.type == "list":
                field = field.element
                value = value[int(name)] if _has_entry(value, name) else None
            elif field.type == "mapping":
                field = field.properties.get(name, field.keys)
                value = value.get(name) if isinstance(value, Mapping) else None
            else:
                break
            if field is not None and isinstance(value, Mapping):
                people = _people_within(value, field, people, self.handbook)
            if field is not None and not self.sees(field.audience, people, document.kind):
                return False
        return field is not None or named

    def _is_draft_author(self, document: Document) -> bool:
        if self.viewer is None:
            return False
        field = self._field(document)
        people = _people_of(document.values, field, self.handbook)
        if any(below.author for below in field.properties.values()):
            return self.viewer in people.authors
        owner = field.properties.get("owner")
        if owner is None:
            return False
        return self.viewer in _persons(document.values.get("owner"), owner, self.handbook)

    def _field(self, document: Document) -> Field:
        return self.handbook.kinds[document.kind].field


def reader_of(handbook: Handbook, edition: Edition, as_of: date) -> Readership:
    """Return what an edition's readers are to the handbook on a day."""
    width, viewer = breadth(edition.audience), edition.viewer
    if viewer is None:
        return Readership(handbook, width)
    reader = handbook.settings.readers.get(viewer)
    if reader is None:
        circle = frozenset((viewer, *_reports(handbook, viewer)))
        return Readership(handbook, width, viewer, circle)
    return Readership(
        handbook,
        width,
        circle=frozenset(_people_in(reader, handbook, as_of)),
        kinds=frozenset(reader.sees),
        excluded=frozenset(reader.not_about),
    )


def _people_in(reader: Reader, handbook: Handbook, as_of: date) -> Iterator[str]:
    """Yield whom a reader is for: everybody, or who is in one of its teams on ``as_of``."""
    if EVERYBODY in reader.of:
        yield from (person.id for person in handbook.all(Person))
        return
    teams = {below for id_ in reader.of for below in teams_within(Key(Team.KIND, id_), handbook)}
    for stay in stays_in(teams, handbook):
        if stay.covers(as_of):
            yield stay.subject.id


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


def _people_around(document: Document, handbook: Handbook) -> _People:
    """Return whom a whole document is about, and who wrote it."""
    field = handbook.kinds[document.kind].field
    one_to_one = document.kind == Meeting.KIND and document.values.get("type") == _ONE_TO_ONE
    people = _people_of(document.values, field, handbook, persons_only=one_to_one)
    # A document that is itself marked as a subject, a person's, is about that person.
    if field.subject:
        people = replace(people, subjects=people.subjects | {document.id})
    return people


def _people_of(
    values: Mapping[str, Any], field: Field, handbook: Handbook, *, persons_only: bool = False
) -> _People:
    """Return the people that a mapping names directly."""
    if not field.people:
        return _NOBODY
    subjects: set[str] = set()
    authors: set[str] = set()
    kept_from: set[str] = set()
    is_kept = False
    for name, below in field.people.items():
        if name not in values:
            continue
        holder = below.holder
        named = frozenset(_persons(values.get(name), holder, handbook, persons_only))
        if below.subject or holder.subject:
            subjects |= named
            if below.keeps_from_subjects and values.get(name):
                kept_from |= named
                is_kept = True
        if below.author or holder.author:
            authors |= named
    return _People(frozenset(subjects), frozenset(authors), frozenset(kept_from), is_kept)


def _people_within(
    value: Mapping[str, Any], field: Field, people: _People, handbook: Handbook
) -> _People:
    """Return whom a part of a document is about: those whom it names, else ``people`` around it."""
    own = _people_of(value, field, handbook)
    return replace(own, authors=own.authors | people.authors) if own else people


def _has_entry(value: Any, name: str) -> bool:
    return isinstance(value, list | tuple) and name.isdecimal() and int(name) < len(value)


def _persons(
    value: Any, field: Field, handbook: Handbook, persons_only: bool = False
) -> Iterator[str]:
    """Yield the persons that a reference, or a list of them, names: for a team its lead."""
    for written in value if isinstance(value, list | tuple) else (value,):
        if not isinstance(written, str):
            continue
        key = handbook.resolve(written, field.refs)
        if key is None:
            continue
        if key.kind == Person.KIND:
            yield key.id
        elif key.kind == Team.KIND and not persons_only:
            lead = handbook.lead_of(key.id)
            if lead is not None:
                yield lead


def belongs_to(document: Document, handbook: Handbook) -> str | None:
    """Return the id of the person whom ``document`` belongs to, or None.

    That is the person whom a field for one names (an owner, a manager; for a team its lead), else
    the only one whom the document is about at all. A person's own file is the person's.
    """
    field = handbook.kinds[document.kind].field
    if field.subject and document.kind == Person.KIND:
        return document.id
    for name, below in field.properties.items():
        if below.subject and below.type != "list":
            for person in _persons(document.values.get(name), below, handbook):
                return person
    subjects = _people_of(document.values, field, handbook).subjects
    return next(iter(subjects)) if len(subjects) == 1 else None


def files_named_in(handbook: Handbook) -> Mapping[str, tuple[Key, ...]]:
    """Return the documents of every file by the names under which texts may link to it."""
    places = (
        (key, document.origin.path, [table for _, table in document.origin.tables])
        for key, document in handbook.documents.items()
    )
    return files_by_name(places, handbook.settings.languages)


def files_by_name(
    places: Iterable[tuple[Key, str, Sequence[str]]], languages: Sequence[str]
) -> Mapping[str, tuple[Key, ...]]:
    """Return documents by the names of their files; of each its key, its path and its tables."""
    found: dict[str, tuple[Key, ...]] = {}
    for key, path, tables in places:
        names = {path, *tables}
        if path.endswith(".md"):
            names.update(spellings_of(path, languages))
        for name in names:
            found[name] = (*found.get(name, ()), key)
    return found


def holders_of(handbook: Handbook, as_of: date) -> Mapping[Key, tuple[str, ...]]:
    """Return who holds each role: those in service on ``as_of``."""
    holders: dict[Key, tuple[str, ...]] = {}
    for person in handbook.all(Person):
        if person.role is not None and person.is_serving(as_of):
            holders[person.role] = (*holders.get(person.role, ()), person.id)
    return holders


class Redactor:
    """Takes out of documents what a reader does not see.

    ``mentions`` knows the names of what is hidden, ``holders`` who holds which role.
    """

    def __init__(
        self,
        handbook: Handbook,
        reader: Readership,
        visible: Container[Key],
        mentions: HiddenMentions,
        holders: Mapping[Key, tuple[str, ...]],
    ) -> None:
        self.handbook = handbook
        self.reader = reader
        self.visible = visible
        self.mentions = mentions
        self._holders = holders

    def document(self, document: Document) -> Document:
        """Return ``document`` as the reader sees it."""
        field = self.handbook.kinds[document.kind].field
        people = _people_around(document, self.handbook)
        if document.kind == _PAID:
            people = replace(people, subjects=people.subjects | self._paid_by(document))
        values = _Cut(self, document).mapping(document.values, field, people)
        if self._reads_hidden_partners(document):
            measurable = {name: of for name, of in values["measurable"].items() if name != "metric"}
            values = {**values, "measurable": measurable}
        return Document(document.key, values, document.origin)

    def _reads_hidden_partners(self, document: Document) -> bool:
        """Return whether a goal is measured by its partners, and some of them are gone.

        The readings of the others would be held against the target of all.
        """
        goal = self.handbook.find(Goal, document.key)
        metric = self.handbook.find(Metric, goal.measurable.metric) if goal else None
        if goal is None or metric is None or metric.key not in self.visible:
            return False
        scope = goal.specific.scope
        if goal.measurable.subject is not None or scope is None:
            return False
        hidden = {partner for partner in scope.partners if partner not in self.visible}
        return bool(hidden) and any(reading.subject in hidden for reading in metric.values)

    def _paid_by(self, scheme: Document) -> frozenset[str]:
        """Return the holders of the roles that a scheme pays."""
        references = self.handbook.references.get(scheme.key, ())
        roles = (each.target for each in references if each.path == "/for")
        return frozenset(holder for role in roles for holder in self._holders.get(role, ()))


class _Cut:
    """One document on its way through a redactor."""

    def __init__(self, whole: Redactor, document: Document) -> None:
        self._handbook = whole.handbook
        self._visible = whole.visible
        self._mentions = whole.mentions
        self._reader = whole.reader
        self._document = document
        self._folder = dirname(document.origin.path)

    def mapping(self, values: Mapping[str, Any], field: Field, people: _People) -> dict[str, Any]:
        """Return what the reader sees of a mapping about ``people``."""
        kept: dict[str, Any] = {}
        for name, value in values.items():
            below = field.properties.get(name, field.keys)
            # A property that the schema does not know cannot be shown to be harmless.
            if below is None:
                continue
            if name not in field.properties and not self._sees_name(name, field):
                continue
            seen = self._value(value, below, people)
            if seen is not _GONE:
                kept[name] = seen
            elif name in _INSTEAD:
                kept[name] = _INSTEAD[name]
        for name, resting in _RESTS_ON.items():
            if resting in kept and name in values and kept.get(name) != values[name]:
                del kept[resting]
        return kept

    def _sees_name(self, name: str, field: Field) -> bool:
        """Return whether the key of an open mapping names nothing that is gone."""
        if field.key_refs:
            return self._sees_mention(name, field.key_refs)
        return self._is_harmless(name)

    def _value(self, value: Any, field: Field, people: _People) -> Any:
        # Most of a document is kept from nobody, and names nothing: it stays as it is.
        if field.is_open and not people.is_kept and self._stays(value, field):
            return value
        if field.type == "list" and isinstance(value, list | tuple):
            return self._list(value, field, people)
        if field.type == "mapping" and isinstance(value, Mapping):
            people = _people_within(value, field, people, self._handbook)
        if not self._reader.sees(field.audience, people, self._document.kind):
            return _GONE
        if field.type == "reference":
            return value if self._sees_mention(value, field.refs) else _GONE
        if field.refs and isinstance(value, str) and self._names_hidden(value, field):
            return _GONE
        if field.type in ("text", "string", "free"):
            return self._tell_nothing(value)
        if field.type == "mapping" and isinstance(value, Mapping):
            kept = self.mapping(value, field, people)
            lost = any(name in value and name not in kept for name in field.required)
            return _GONE if (value and not kept) or lost else kept
        # What is of another shape than its field may still hold words.
        return self._tell_nothing(value)

    def _stays(self, value: Any, field: Field) -> bool:
        """Return whether all of a value of an open ``field`` may be seen.

        Where that takes a closer look, it is no.
        """
        sort = type(value)
        if sort is str:
            return self._is_harmless(value)
        if sort is list:
            element = field.element if field.type == "list" else field
            return element is not None and all(self._stays(one, element) for one in value)
        if sort is not dict:
            return sort in (int, float, bool)
        if field.type == "mapping":
            return all(self._entry_stays(name, below, field) for name, below in value.items())
        return bool(value) and all(
            self._is_harmless(name) and self._stays(below, field) for name, below in value.items()
        )

    def _entry_stays(self, name: str, value: Any, field: Field) -> bool:
        below = field.properties.get(name)
        if below is not None:
            return self._stays(value, below)
        return field.keys is not None and self._is_harmless(name) and self._stays(value, field.keys)

    def _list(self, values: list[Any] | tuple[Any, ...], field: Field, people: _People) -> Any:
        element = field.element
        if element is None:
            return _GONE
        # A list whose lines are each about somebody is judged line by line, not as a whole.
        by_line = any(below.subject for below in element.people.values())
        if not by_line and not self._reader.sees(field.audience, people, self._document.kind):
            return _GONE
        kept = []
        for value in values:
            if by_line and isinstance(value, Mapping):
                own = _people_of(value, element, self._handbook)
                own = replace(own, authors=own.authors | people.authors)
                if not self._reader.sees(field.audience, own, self._document.kind):
                    continue
            seen = self._value(value, element, people)
            if seen is not _GONE:
                kept.append(seen)
        return kept if kept or not values else _GONE

    def _names_hidden(self, written: str, field: Field) -> bool:
        """Return whether a text that may be an id is that of a document that is gone."""
        return any(
            key in self._handbook.documents and key not in self._visible
            for key in keys_named(written, field.refs)
        )

    def _sees_mention(self, written: Any, refs: tuple[str, ...]) -> bool:
        if not isinstance(written, str) or not refs:
            return False
        if all(ref in VOCABULARIES for ref in refs):
            return True
        if refs[0] in LOCAL_NAMES:
            return any(
                written in names_in(home, refs[0], self._handbook)
                for home in homes_of(self._document, refs[0], self._handbook)
                if home in self._visible
            )
        return any(
            key in self._visible or key in self._handbook.vocabulary
            for key in keys_named(written, refs)
        )

    def _is_harmless(self, words: str) -> bool:
        """Return whether nothing in ``words`` names what is gone."""
        return self._mentions.without(words, self._folder) == words

    def _tell_nothing(self, value: Any) -> Any:
        """Return words, or what a free value holds, without a mention of what is gone."""
        if isinstance(value, str):
            words = self._mentions.without(value, self._folder)
            return words if words.strip() or not value.strip() else _GONE
        if isinstance(value, Mapping):
            kept = (
                (name, self._tell_nothing(below))
                for name, below in value.items()
                if not isinstance(name, str) or self._is_harmless(name)
            )
            return {name: below for name, below in kept if below is not _GONE} or _GONE
        if isinstance(value, list | tuple):
            kept_lines = [self._tell_nothing(below) for below in value]
            lines = [line for line in kept_lines if line is not _GONE]
            return lines if lines or not value else _GONE
        return value
