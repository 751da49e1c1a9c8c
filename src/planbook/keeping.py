"""The story of a run that keeps what it worked out: by units of work where that can be."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import msgspec

from planbook.as_of import AsOf
from planbook.checked import Checked
from planbook.language import Text
from planbook.model.edition import Edition
from planbook.output.cache import cache_folder, make_cache_folder
from planbook.pipeline import Built, Pause, Request, build_site, check_project, find_target, go_on
from planbook.processes import processors
from planbook.recorded.content import FilesChangedError, NotPlainError
from planbook.recorded.run import RecordedRun, open_project
from planbook.recording.recorder import CircleError
from planbook.recording.store import StoreError
from planbook.recording.workers import WorkerLostError
from planbook.rendering.render import Workers

_TAKES_A_LOOK_AT_ALL: Final = (NotPlainError, FilesChangedError, CircleError, WorkerLostError)
"""What ends a run by units of work: the project is looked at as a whole."""


class Run(Protocol):
    """One run on a project."""

    @property
    def checked(self) -> Checked:
        """The project as checked."""
        ...

    @property
    def notes(self) -> tuple[Text, ...]:
        """What people should know of what is kept."""
        ...

    def build(self, request: Request) -> Built:
        """Write the site of a sound project for the edition that the run was begun with."""
        ...

    def keep(self) -> None:
        """Keep what was worked out for the next run."""
        ...


class WholeRun(msgspec.Struct, frozen=True):
    """A run that looks at everything: what is wrong with a project that cannot be read whole."""

    checked: Checked
    pause: Pause
    notes: tuple[Text, ...] = ()

    def build(self, request: Request) -> Built:
        """Write the site of a sound project, and return what was done."""
        return build_site(self.checked, request, self.pause)

    def keep(self) -> None:
        """Nothing was worked out that another run could use."""


class Asked(NamedTuple):
    """What a run was begun with. ``cache`` is as the call names it, ``jobs`` are a number."""

    root: Path
    as_of: AsOf
    edition: Edition | None
    cache: Path | None
    jobs: int
    pause: Pause


class KeptRun:
    """A run that looks again only at what changed since the last one.

    Where that turns out not to be possible in the middle of it, another run takes its place.
    """

    def __init__(self, run: RecordedRun, checked: Checked, asked: Asked, *, is_anew: bool) -> None:
        self._run = run
        self._checked = checked
        self._asked = asked
        self._is_anew = is_anew
        self._instead: Run | None = None

    @property
    def checked(self) -> Checked:
        """The project as checked."""
        return self._instead.checked if self._instead is not None else self._checked

    @property
    def notes(self) -> tuple[Text, ...]:
        """What people should know of the store."""
        return self._instead.notes if self._instead is not None else tuple(self._run.notes)

    def build(self, request: Request) -> Built:
        """Write the site of a sound project, and return what was done."""
        try:
            return self._build(request)
        except StoreError:
            self._run.close()
            self._instead = _begin_anew(self._asked) if not self._is_anew else None
        except _TAKES_A_LOOK_AT_ALL:
            self._run.close()
        except BaseException:
            self._run.close()
            raise
        self._instead = self._instead or _look_at_all(self._asked)
        return self._instead.build(request)

    def _build(self, request: Request) -> Built:
        checked = self.checked
        if checked.project is None or not checked.is_sound:
            return Built(None)
        target = find_target(checked.project.root, request)
        if target.value is None:
            return Built(None, checked.locate(target.findings))
        written = self._run.build(target.value, checked, request.jobs)
        left_out = checked.drafts - self._run.drafts_seen
        return Built(written.value, checked.locate(written.findings), left_out)

    def keep(self) -> None:
        """Keep what was worked out for the next run."""
        if self._instead is not None:
            self._instead.keep()
            return
        folder = cache_folder(self._asked.root, self._asked.cache).value
        with suppress(OSError):
            if folder is not None:
                make_cache_folder(folder)
        self._run.save()
        self._run.close()


def begin_run(
    root: Path,
    as_of: AsOf,
    edition: Edition | None = None,
    cache: Path | None = None,
    jobs: int | Workers | None = None,
    pause: Pause = go_on,
) -> Run:
    """Return a run on the project in ``root``, which is checked.

    With an ``edition`` its site can be built. ``cache`` is the folder that the call names for what
    is kept, None for the project's own; ``jobs`` are the most processes. Where a store cannot be
    believed the run begins it anew; where the project cannot be read by units of work, it is
    looked at as a whole.
    """
    count = jobs if isinstance(jobs, int) else processors()
    asked = Asked(root, as_of, edition, cache, count, pause)
    try:
        return _record(asked) or _look_at_all(asked)
    except StoreError:
        return _begin_anew(asked)


def _begin_anew(asked: Asked) -> Run:
    try:
        return _record(asked, is_anew=True) or _look_at_all(asked)
    except StoreError:
        return _look_at_all(asked)


def _look_at_all(asked: Asked) -> WholeRun:
    checked = check_project(asked.root, asked.as_of, asked.cache, asked.pause)
    return WholeRun(checked, asked.pause)


def _record(asked: Asked, *, is_anew: bool = False) -> KeptRun | None:
    """Return a run by units of work, None where there can be none.

    One that ``is_anew`` believes nothing that was kept. Raises `StoreError` where that is damaged.
    """
    opened = open_project(asked.root)
    if opened is None or opened.rubric.value is None:
        return None
    folder = cache_folder(asked.root, asked.cache).value
    try:
        run = RecordedRun(opened, asked.as_of, folder, asked.jobs, begins_anew=is_anew)
    except NotPlainError:
        return None
    try:
        run.pause = asked.pause
        if asked.edition is not None:
            run.see(asked.edition)
        return KeptRun(run, run.check(), asked, is_anew=is_anew)
    except _TAKES_A_LOOK_AT_ALL:
        run.close()
        return None
    except BaseException:
        run.close()
        raise
