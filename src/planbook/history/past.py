"""What git's history says of a project, whoever reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import takewhile
from typing import Final

import msgspec
from msgspec.structs import replace

from planbook.history.faulty import fit
from planbook.history.file_histories import FileHistory, histories_of
from planbook.history.last_change import Ids, Place
from planbook.history.weeks import LookedBack, Week, day_of, lately, looked_back, weeks_of
from planbook.history.window import DAYS, FURTHEST_AHEAD
from planbook.keyed import per_key
from planbook.linking.subject_names import SubjectNames, name_subjects
from planbook.model.document import Document, Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.reading.git.head import Head
from planbook.reading.git.log import NO_LOG, Log, LoggedCommit, read_log
from planbook.reading.git.revision import open_revision
from planbook.reading.git.versions import Version, Versions, unit_of
from planbook.reading.project import Project, read_project
from planbook.reading.project_folder import CONTENT_FOLDER
from planbook.reading.sources import sort_of

_MOST_LOOKED_THROUGH: Final = 200
"""In so many files of a commit a document is looked for that another file holds since."""


class WeekDocuments(msgspec.Struct, frozen=True):
    """The documents of the files that differ between the ends of a week, as they were written.

    ``unread`` are the files of which one end could not be read, ``unread_before`` and
    ``unread_after``.
    """

    before: tuple[Document, ...] = ()
    after: tuple[Document, ...] = ()
    unread_before: tuple[str, ...] = ()
    unread_after: tuple[str, ...] = ()


class Standing(msgspec.Struct, frozen=True):
    """What a document was at some time; None where it was not there."""

    document: Document | None


class Departure(msgspec.Struct, frozen=True, array_like=True):
    """Where a document stood before a commit: its files, and the ids of their contents."""

    files: tuple[str, ...]
    ids: Mapping[str, str]


class Leaving(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a document that is not there any more.

    ``versions`` are all that there were in the thirty days, ``successors`` what may be the same
    under another id or of another kind. ``is_whole`` is False where a version cannot be read.
    """

    versions: tuple[Document, ...]
    successors: tuple[Key, ...]
    is_whole: bool = True


@dataclass(frozen=True)
class Past:
    """What git's history says of a project.

    ``whole`` is the project as it is now, what is not committed too. ``known`` gives what was read
    of the log before, ``contents`` the bytes of a file of now, ``names`` who is called what.
    ``lacks`` is called where git lacks something: what is found then may be another next time.
    """

    whole: Handbook
    head: Head | None
    as_of: date
    versions: Versions | None
    known: Callable[[], Log]
    contents: Callable[[str], bytes | None]
    names: Callable[[], SubjectNames]
    lacks: Callable[[], None] = lambda: None

    @cached_property
    def log(self) -> Log:
        """The newest commits, and the files that each of them changed."""
        found = read_log(self.head, self.known()) if self.head is not None else NO_LOG
        if not found.is_whole:
            self.lacks()
        return found

    @cached_property
    def is_known(self) -> bool:
        """Whether there is any history."""
        return self.head is not None and (bool(self.log.commits) or self.is_partial)

    @property
    def is_partial(self) -> bool:
        """Whether contents of earlier versions may be lacking: the clone was made with a filter."""
        return self.head is not None and self.head.is_partial

    @cached_property
    def prefix(self) -> str:
        """The project's folder in its repository, with a slash at its end; empty at the top."""
        return self.head.prefix if self.head is not None else ""

    @cached_property
    def histories(self) -> Mapping[str, FileHistory]:
        """The commits that changed each file, by its path."""
        return histories_of(self.log)

    @cached_property
    def commits(self) -> Mapping[str, LoggedCommit]:
        """The commits by their ids."""
        return {commit.id: commit for commit in self.log.commits}

    @cached_property
    def until(self) -> date:
        """The last of the thirty days: that of the figures.

        Where the figures are of a day before there was any history, its first thirty days are told:
        a newer commit, which an edition may see nothing of, must not move them.
        """
        line = self.log.main_line
        began = day_of(line[-1].at, self.whole.settings.zone) if line else self.as_of
        is_before = timedelta(0) < began - self.as_of <= FURTHEST_AHEAD
        return began + timedelta(DAYS - 1) if is_before else self.as_of

    @cached_property
    def weeks(self) -> Mapping[str, Week]:
        """The weeks of the last thirty days in which files changed, by their first days."""
        found = weeks_of(self.log, self.until, self.whole.settings.zone)
        return {week.start.isoformat(): week for week in found}

    @cached_property
    def looked_back(self) -> LookedBack | None:
        """How far back changes are known, where that is not as far as there are any."""
        found = looked_back(self.log, self.until, self.whole.settings.zone)
        # git could not go further, whatever the number of commits.
        return None if found is not None and found.why == "bounded" and self.is_partial else found

    # What files held

    def read(
        self, files: Sequence[str], commit: str, ids: Ids, by: Versions | None = None
    ) -> Version:
        """Return what ``files`` held in a commit, what has mistakes as far as it is understood."""
        versions = by or self.versions
        assert versions is not None
        found = versions.read(files, commit, ids)
        if not found.faulty:
            return found
        fitted = (one for faulty in found.faulty for one in fit(faulty, versions.kinds))
        return replace(found, documents=(*found.documents, *fitted), faulty=())

    def is_todays(self, path: str, id_: str) -> bool:
        """Return whether a file holds today what git knows by an id."""
        content = self.contents(path)
        if content is None:
            return False
        written = {content, content.replace(b"\r\n", b"\n")}
        return any(_id_of(each, len(id_)) == id_ for each in written)

    # Documents that moved

    @per_key
    def departures(self, commit: str) -> Mapping[Key, Departure] | None:
        """Where documents stood before a commit that took them away from there."""
        found: dict[Key, Departure] = {}
        changed = [one for one in self.commits[commit].changes if one.before]
        changed.sort(key=lambda one: (bool(one.after), one.path))
        for change in changed[:_MOST_LOOKED_THROUGH]:
            files = unit_of(change.path, self.whole.settings.languages)
            ids = {change.path: change.before}
            for document in self.read(files, f"{commit}^", ids).documents if files else ():
                found.setdefault(document.key, Departure(files, ids))
        return found

    def former_place(self, commit: str, key: Key) -> Place | None:
        """Return where a document stood before a commit that put it into the file of now."""
        left = self.departures[commit].get(key)
        return (left.files, left.ids) if left is not None else None

    # Documents that are gone

    @cached_property
    def lately(self) -> tuple[str, ...]:
        """The commits that came in since the thirty days began, newest first."""
        found = lately(self.log, self.until, self.whole.settings.zone)
        return tuple(commit.id for commit in found)

    @cached_property
    def gone(self) -> tuple[Key, ...]:
        """The documents of the weeks that are not there any more."""
        left = (one for start in self.weeks for one in self.left_since[start])
        return tuple(dict.fromkeys(document.key for document in left))

    @per_key
    def leavings(self, key: Key) -> Leaving | None:
        """What was committed of a document that is gone, within the thirty days."""
        versions: list[Document] = []
        successors: dict[Key, None] = {}
        for start in self.weeks:
            end = self.documents[start]
            before, after = ([one for one in each if one.key == key]
                             for each in (end.before, end.after))  # fmt: skip
            versions += (*before, *after)
            if before and not after:
                known = {one.key for one in end.before}
                came = [one for one in end.after if one.key not in known]
                successors |= dict.fromkeys(_successors(before[0], came))
        is_whole = not self.is_partial
        paths = {one.origin.path for one in versions}
        for commit in reversed(self.lately):
            former = self._before(commit, key, paths)
            is_whole = is_whole and former is not None
            for document in former or ():
                versions.append(document)
                later, came = self._after(commit, key, document.origin.path)
                versions += later
                paths |= {one.origin.path for one in (document, *later)}
                successors |= {} if later else dict.fromkeys(_successors(document, came))
        return Leaving(tuple(versions), tuple(successors), is_whole) if versions else None

    def _before(self, commit: str, key: Key, paths: Iterable[str]) -> list[Document] | None:
        """Return what a document was before a commit that changed its file.

        None where one of ``paths``, in which it may have been, cannot be read.
        """
        found: list[Document] = []
        gone = self.departures[commit].get(key)
        units = [(gone.files, gone.ids)] if gone is not None else [
            (unit_of(one.path, self.whole.settings.languages), {one.path: one.before})
            for one in self.commits[commit].changes
            if one.path in paths and one.before
        ]  # fmt: skip
        for files, ids in units:
            version = self.read(files, f"{commit}^", ids)
            if not version.is_readable:
                return None
            found += (one for one in version.documents if one.key == key)
        return found

    def _after(self, commit: str, key: Key, path: str) -> tuple[list[Document], list[Document]]:
        """Return what a document was after a commit; else also what came in with it."""
        changed = [one for one in self.commits[commit].changes if one.after]
        changed.sort(key=lambda one: (one.path != path, bool(one.before), one.path))
        known = self.departures[commit]
        came: list[Document] = []
        for change in changed[:_MOST_LOOKED_THROUGH]:
            files = unit_of(change.path, self.whole.settings.languages)
            ids = {change.path: change.after}
            documents = self.read(files, commit, ids).documents if files else ()
            found = [one for one in documents if one.key == key]
            if found:
                return found, []
            came += (one for one in documents if one.key not in known)
        return [], came

    # Weeks

    @per_key
    def had_other_settings(self, commit: str) -> bool | None:
        """Whether planbook.yaml or a schema was changed after a commit of the main line."""
        later = takewhile(lambda one: one.id != commit, self.log.main_line)
        changed = (change.path for one in later for change in one.changes)
        return any(not path.startswith(f"{CONTENT_FOLDER}/") for path in changed)

    def project_at(self, commit: str) -> Project | None:
        """Return settings and schemas as they were in a commit; None where they are today's.

        Where those of then had mistakes, today's are better than none.
        """
        if not self.had_other_settings[commit] or self.head is None:
            return None
        opened = open_revision(self.head.root, commit).value
        if opened is None:
            return None
        with opened as files:
            return read_project(files).value.project

    @per_key
    def documents(self, start: str) -> WeekDocuments | None:
        """The documents of the files that differ between the ends of a week, by its first day."""
        week = self.weeks.get(start)
        if week is None:
            return None
        files = tuple(dict.fromkeys(self._files_in(week)))
        before = self._held(files, week.earlier, {one.path: one.before for one in week.changes})
        after = self._held(files, week.later, {one.path: one.after for one in week.changes})
        return WeekDocuments(before[0], after[0], before[1], after[1])

    @per_key
    def touched(self, start: str) -> Mapping[Key, Standing] | None:
        """What the documents were before a week, of which one end differs from the other."""
        documents = self.documents[start]
        before = {document.key: Standing(document) for document in documents.before}
        return {**{document.key: Standing(None) for document in documents.after}, **before}

    @per_key
    def standing(self, when: tuple[str, Key]) -> Standing | None:
        """What a document was at the end of a week; None where it is today's since then."""
        start, key = when
        for later in reversed(tuple(takewhile(lambda one: one != start, self.weeks))):
            found = self.touched[later].get(key)
            if found is not None:
                return found
        return None

    @per_key
    def left_since(self, start: str) -> tuple[Document, ...] | None:
        """The documents of a week that the project does not hold any more, as they were last."""
        documents = self.documents[start]
        there = self.whole.documents
        return tuple(one for one in (*documents.after, *documents.before) if one.key not in there)

    def _files_in(self, week: Week) -> Iterator[tuple[str, ...]]:
        """Yield the files that are to be read for what changed in a week, in groups."""
        for change in week.changes:
            files = unit_of(change.path, self.whole.settings.languages)
            if files:
                yield files
        tables = {one.path for one in week.changes if sort_of(one.path) == "series"}
        for key in self.whole.by_kind.get(Metric.KIND, ()) if tables else ():
            origin = self.whole.documents[key].origin
            if any(path in tables for _, path in origin.tables):
                yield (origin.path,)

    def _held(
        self, files: Sequence[tuple[str, ...]], commit: str, ids: Ids
    ) -> tuple[tuple[Document, ...], tuple[str, ...]]:
        """Return the documents of groups of files in a commit, and the files nobody can read."""
        documents: list[Document] = []
        unread: list[str] = []
        project = self.project_at(commit)
        versions = self.versions
        if project is not None and self.head is not None:
            versions = Versions(self.head, project.settings, project.kinds, self.lacks)
        for group in files:
            found = self.read(group, commit, ids, versions)
            documents += found.documents
            unread += () if found.is_readable else group
        if versions is not None and versions is not self.versions:
            versions.close()
        return tuple(self.with_subjects(documents)), tuple(unread)

    def with_subjects(self, documents: Sequence[Document]) -> Iterator[Document]:
        """Yield documents with ids in their tables where somebody's name was written."""
        has_tables = any(document.origin.tables for document in documents)
        names = self.names() if has_tables else SubjectNames((), self.whole.settings)
        yield from name_subjects(documents, self.whole.kinds, names)


def _successors(former: Document, came: Iterable[Document]) -> Iterator[Key]:
    """Yield which documents may be what ``former`` was: at least half of their fields are alike."""
    for document in came:
        names = (former.values.keys() | document.values.keys()) - _NAMING
        same = [name for name in names if former.values.get(name) == document.values.get(name)]
        if 2 * len(same) >= len(names):
            yield document.key


_NAMING: Final = frozenset({"id", "kind", "audience"})
"""Fields that say what a document is called and for whom it is, and nothing of what it says."""


def _id_of(content: bytes, length: int) -> str:
    """Return the id by which git knows a file with ``content``; it has so many digits."""
    make = hashlib.sha1 if length == _SHA1_DIGITS else hashlib.sha256
    return make(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


_SHA1_DIGITS: Final = 40
