"""What git's history says to the readers of one edition: nothing that they may not see today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Final

from planbook.editions import Sight
from planbook.history.compare import compare_content
from planbook.history.eyes import Eyes
from planbook.history.file_histories import Touch
from planbook.history.last_change import Ids, LastChange, Search
from planbook.history.layers import put_in_front
from planbook.history.past import Past
from planbook.history.project import compare_settings
from planbook.history.records import Change
from planbook.history.revision import Revision
from planbook.history.weeks import LookedBack, Week, day_of
from planbook.keyed import per_key
from planbook.linking.hidden_mentions import HiddenMentions, HiddenNames, with_hidden
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.reading.git.versions import Version, unit_of
from planbook.reading.schemas import PROJECT_FILE, compile_file_schema, load_builtin_schemas

_NO_REPLY: Final = "@users.noreply.github.com"
# What pages show of planbook.yaml, or judge by: who may read what is none of it.
_TOLD_SETTINGS: Final = ("/title", "/languages", "/timezone", "/currency", "/vocabulary",
                         "/fiscal_year", "/scoring", "/reviews")  # fmt: skip


@dataclass(frozen=True)
class Retrospect:
    """What git's history says to the readers of an edition.

    ``visible`` is what the edition holds today; without a ``sight`` that is everything.
    """

    past: Past
    visible: Handbook
    edition: Edition
    sight: Sight | None

    @property
    def is_known(self) -> bool:
        """Whether there is any history."""
        return self.past.is_known

    @property
    def is_partial(self) -> bool:
        """Whether contents of earlier versions may be lacking."""
        return self.past.is_partial

    @property
    def until(self) -> date:
        """The last of the thirty days that are told of."""
        return self.past.until

    @property
    def weeks(self) -> Mapping[str, Week]:
        """The weeks of the last thirty days in which files changed, by their first days."""
        return self.past.weeks

    @property
    def looked_back(self) -> LookedBack | None:
        """How far back changes are known, where that is not as far as there are any."""
        return self.past.looked_back

    @cached_property
    def authors(self) -> Mapping[str, Key]:
        """The people whom the edition shows, by what commits may call them; none of two alike."""
        found: dict[str, set[Key]] = {}
        for person in self.visible.all(Person):
            for name in _names_of(person):
                found.setdefault(name, set()).add(person.key)
        return {name: next(iter(keys)) for name, keys in sorted(found.items()) if len(keys) == 1}

    @cached_property
    def gone(self) -> Mapping[Key, bool]:
        """The documents of these weeks that are not there any more, and whether they may be told.

        They may where each version of the thirty days is seen, and what goes on under another id
        is seen as well.
        """
        sight = self.sight
        if sight is None:
            return {}
        return {key: self._may_tell(key, sight) for key in self.past.gone}

    def _may_tell(self, key: Key, sight: Sight) -> bool:
        """Return whether a document that is gone is seen, and all that it became."""
        whole = self.past.whole
        became = [key]
        for one in became:
            if one in whole.documents:
                if one not in sight.visible:
                    return False
                continue
            leaving = self.past.leavings.get(one)
            if leaving is None or not leaving.is_whole or one.kind not in whole.kinds:
                return False
            if not all(map(sight.reader.sees_document, leaving.versions)):
                return False
            became += (next_ for next_ in leaving.successors if next_ not in became)
        return True

    @cached_property
    def names(self) -> HiddenNames | None:
        """What the edition must not name, of what is gone too; None where it may name all."""
        sight, whole = self.sight, self.past.whole
        if sight is None:
            return None
        hidden = [
            (key, "" if document.origin.path in whole.files else document.origin.path)
            for key, is_told in self.gone.items()
            if key.kind in whole.kinds and not is_told and key in self.past.leavings
            for document in self.past.leavings[key].versions
        ]
        return with_hidden(sight.names, hidden) if hidden else sight.names

    @cached_property
    def mentions(self) -> HiddenMentions | None:
        """Who finds in a text what the edition must not name."""
        return HiddenMentions(self.past.whole.kinds, self.names) if self.names is not None else None

    @cached_property
    def eyes(self) -> Eyes:
        """What the edition sees of earlier versions."""
        return Eyes(self.sight, self._mentions_of_then, self.past.whole, self.gone)

    @property
    def _mentions_of_then(self) -> HiddenMentions | None:
        """Who finds in a text of then what the edition does not see, or is not there any more."""
        names = self.names
        if names is None:
            return None
        shown = {kind: set(ids) - names.hidden.get(kind, frozenset())
                 for kind, ids in names.known.items()}  # fmt: skip
        for key, is_told in self.gone.items():
            if is_told:
                shown.setdefault(key.kind, set()).add(key.id)
        return HiddenMentions(
            self.past.whole.kinds, names, {kind: frozenset(ids) for kind, ids in shown.items()}
        )

    # When a document was changed last

    @per_key
    def lines(self, key: Key) -> LastChange | None:
        """When what the edition sees of a document was changed last, where that is known."""
        past = self.past
        origin = self.visible.documents[key].origin
        files = unit_of(origin.path, past.whole.settings.languages)
        if not any(
            path in past.histories for path in (*files, *(path for _, path in origin.tables))
        ):
            return None
        search = Search(past.histories, partial(self._read, key), self._see, past.former_place)
        touch = search.find(past.whole.documents[key], files)
        if touch is None:
            return None
        path = f"{past.prefix}{origin.path}"
        return LastChange(
            day_of(touch.at, past.whole.settings.zone),
            self._author_of(touch),
            "" if self.mentions is not None and self.mentions.are_in_path(path) else path,
        )

    def _read(self, key: Key, files: Sequence[str], commit: str, ids: Ids) -> Version:
        """Return what ``files`` held; where ``key`` is there as it is today, no more than that."""
        path, now = files[0], self.past.whole.documents[key]
        is_alone = len(files) == 1 and not now.origin.tables and now.origin.path == path
        if is_alone and ids.get(path) and self.past.is_todays(path, ids[path]):
            return Version((now,))
        return self.past.read(files, commit, ids)

    def _see(self, document: Document) -> Document | None:
        (named,) = self.past.with_subjects((document,))
        return self.eyes.cut(named, put_in_front({named.key: named}, self.past.whole))

    def _author_of(self, touch: Touch) -> Key | None:
        names = _names_in(touch.email)
        return next((self.authors[name] for name in names if name in self.authors), None)

    # What changed in a week

    @per_key
    def told(self, start: str) -> tuple[Change, ...] | None:
        """What changed in a week, by its first day, as far as the edition may know."""
        week = self.weeks.get(start)
        if week is None:
            return None
        found = self.past.documents[start]
        before = {document.key: document for document in found.before}
        after = {document.key: document for document in found.after}
        keys = (*before, *(key for key in after if key not in before))
        revisions = (
            self._revision(
                _Then(start, keys, before, self.past), week.earlier, found.unread_before
            ),
            self._revision(_Then(start, keys, after, self.past), week.later, found.unread_after),
        )
        return (*compare_content(*revisions, week.end), *self._settings(*revisions))

    def _revision(self, then: _Then, commit: str, unread: Sequence[str]) -> Revision:
        """Return the project as it stood at a commit, of which some documents are looked at."""
        project = self.past.project_at(commit)
        settings, kinds = (project.settings, project.kinds) if project else (None, None)
        whole = put_in_front(then, self.past.whole, then.keys_of_week, settings, kinds)
        visible = put_in_front(
            then,
            self.visible,
            then.keys_of_week,
            settings,
            kinds,
            lambda document: self.eyes.cut(document, whole),
        )
        return Revision(whole, visible, None, broken=frozenset(unread))

    def _settings(self, before: Revision, after: Revision) -> Iterator[Change]:
        """Yield what changed in planbook.yaml, as far as pages show it or go by it."""
        old, new = before.whole, after.whole
        if old.settings == new.settings:
            return
        kind = compile_file_schema(load_builtin_schemas(), PROJECT_FILE)
        for change in compare_settings(old, new, kind, self.edition):
            if change.field.startswith(_TOLD_SETTINGS):
                yield change


class _Then(Mapping[Key, Document | None]):
    """What documents were at one end of a week: those that the week is about, and any other.

    Of the others it has those that are something else today.
    """

    def __init__(
        self, start: str, keys: Sequence[Key], own: Mapping[Key, Document], past: Past
    ) -> None:
        self.keys_of_week = keys
        self._about = frozenset(keys)
        self._start = start
        self._own = own
        self._past = past

    def __getitem__(self, key: Key) -> Document | None:
        if key in self._about:
            return self._own.get(key)
        return self._past.standing[self._start, key].document

    def __contains__(self, key: object) -> bool:
        return key in self._about or (self._start, key) in self._past.standing

    def __iter__(self) -> Iterator[Key]:
        return iter(self.keys_of_week)

    def __len__(self) -> int:
        return len(self.keys_of_week)


def _names_of(person: Person) -> Iterator[str]:
    """Yield what commits may call a person: an address, an account of GitHub."""
    contacts = person.contacts
    if contacts is not None and contacts.email:
        yield contacts.email.strip().casefold()
    if contacts is not None and contacts.github:
        yield f"github:{contacts.github.strip().lstrip('@').casefold()}"


def _names_in(email: str) -> Iterator[str]:
    """Yield what a commit calls its author: the address, and the account that is in one."""
    address = email.strip().casefold()
    yield address
    if address.endswith(_NO_REPLY):
        yield f"github:{address.removesuffix(_NO_REPLY).rpartition('+')[2]}"
