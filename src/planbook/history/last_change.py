"""When what an edition sees of a document was changed last, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

import msgspec

from planbook.history.file_histories import FileHistory, Touch
from planbook.model.document import Document, Key
from planbook.reading.git.versions import Version


class LastChange(msgspec.Struct, frozen=True):
    """The last commit that changed what an edition sees of a document.

    ``author`` is a person whom the edition holds, where the commit says that it is theirs.
    ``path`` is the document's file in the repository, empty where it names what is hidden.
    """

    day: date
    author: Key | None = None
    path: str = ""


Ids: TypeAlias = Mapping[str, str]
"""The ids of the contents of files, empty where there was none."""

Read: TypeAlias = Callable[[Sequence[str], str, Ids], Version]
"""Reads the files of a document in a commit; some of their contents are known by id."""

See: TypeAlias = Callable[[Document], Document | None]
"""Returns what the edition sees of a document; None where that is nothing."""

Place: TypeAlias = tuple[tuple[str, ...], Ids]
"""The files that a document stood in, and the ids of their contents as far as they are known."""


class _Step(msgspec.Struct):
    """One commit that changed files of a document, with the contents before and after."""

    touch: Touch
    before: dict[str, str]
    after: dict[str, str]


class Search:
    """Looks for the last change of documents, from where the project stands backwards.

    ``moved`` says where a document stood before a commit that put it into another file.
    """

    def __init__(
        self,
        histories: Mapping[str, FileHistory],
        read: Read,
        see: See,
        moved: Callable[[str, Key], Place | None],
    ) -> None:
        self._histories = histories
        self._read = read
        self._see = see
        self._moved = moved

    def find(self, now: Document, files: Sequence[str]) -> Touch | None:
        """Return the last commit that changed what is seen of a document, which lies in ``files``.

        None where it is not known: nothing was committed yet, or too long ago.
        """
        key, tables = now.key, tuple(path for _, path in now.origin.tables)
        steps = self._steps((*files, *tables))
        histories = ((path, self._histories.get(path)) for path in (*files, *tables))
        state = {path: known.now for path, known in histories if known is not None}
        after: Document | None = None
        waiting: Touch | None = None  # changed it, as did others before: those cannot be read
        for _ in range(_MOST_STEPS):
            step = _next_step(steps, state)
            if step is None:
                return None
            if after is None:
                after = _found(key, self._read(files, step.touch.commit, step.after))
                if after is None or (after.values != now.values and self._see(after) is None):
                    return None
            waiting = waiting or step.touch
            parent = f"{step.touch.commit}^"
            version = self._read(files, parent, step.before)
            before = _found(key, version)
            if before is None and version.is_readable:
                former = self._moved(step.touch.commit, key)
                if former is None:
                    return waiting
                files, ids = former
                before = _found(key, self._read(files, parent, ids))
                steps = [one for one in self._steps(files) if one.touch.moment < step.touch.moment]
                state = dict(ids)
            else:
                state |= step.before
            if before is None:
                continue
            if self._is_another(before, after):
                return waiting
            waiting = None
        return None

    def _is_another(self, before: Document, after: Document) -> bool:
        """Return whether more or something else is seen of one version than of the other."""
        if before.values == after.values:
            return False
        one, other = self._see(before), self._see(after)
        return one is None or other is None or one.values != other.values

    def _steps(self, files: Iterable[str]) -> list[_Step]:
        """Return the commits that changed one of ``files``, newest first."""
        found: dict[str, _Step] = {}
        for path in files:
            history = self._histories.get(path)
            for touch in history.touches if history is not None else ():
                step = found.setdefault(touch.commit, _Step(touch, {}, {}))
                step.before[path], step.after[path] = touch.before, touch.after
        return sorted(found.values(), key=lambda step: step.touch.moment, reverse=True)


def _found(key: Key, version: Version) -> Document | None:
    return next((document for document in version.documents if document.key == key), None)


def _next_step(steps: list[_Step], state: Ids) -> _Step | None:
    """Take the newest commit out of ``steps`` that led to ``state``, else the newest of all.

    What a merge passed over changed nothing that is there now. Where a merge put together what
    was changed on both sides, no commit has led to it alone.
    """
    if not steps:
        return None
    leading = (
        position
        for position, step in enumerate(steps)
        if all(state.get(path, id_) == id_ for path, id_ in step.after.items())
    )
    position = next(leading, 0)
    step = steps[position]
    del steps[: position + 1]
    return step


_MOST_STEPS: Final = 1_000
"""So many changes of one file are looked at."""
