"""The story of a run that keeps what it worked out: by units of work where that can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final, NamedTuple, Protocol

import msgspec

from planbook.as_of import AsOf
from planbook.checked import Checked
from planbook.diagnostics.summary import advice_line
from planbook.language import Text
from planbook.model.edition import Edition
from planbook.output.cache import cache_folder
from planbook.pipeline import (
    Built,
    Pause,
    Request,
    Retrace,
    build_site,
    check_project,
    find_target,
    go_on,
)
from planbook.processes import WorkerLostError, processors
from planbook.recorded.content import FilesChangedError, NotPlainError
from planbook.recorded.run import Opened, RecordedRun, RecordHistory, open_project
from planbook.recording.recorder import CircleError
from planbook.recording.store import StoreError
from planbook.rendering.render import Workers
from planbook.unchanged import CHECK_NOTE, BuildNote, CheckNote, build_note, look_at_project

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

    def keep(self, told: Checked | None = None) -> None:
        """Keep what was worked out for the next run; ``told`` is what a check alone tells."""
        ...


class Histories(NamedTuple):
    """Who finds out what git's history says: of a project as a whole, and by units of work.

    A project that may have a history has them; for any other they are not even loaded.
    """

    retrace: Retrace
    record: RecordHistory


class WholeRun(msgspec.Struct, frozen=True):
    """A run that looks at everything: what is wrong with a project that cannot be read whole."""

    checked: Checked
    pause: Pause
    retrace: Retrace | None = None
    notes: tuple[Text, ...] = ()

    def build(self, request: Request) -> Built:
        """Write the site of a sound project, and return what was done."""
        return build_site(self.checked, request, self.pause, self.retrace)

    def keep(self, told: Checked | None = None) -> None:
        """Nothing was worked out that another run could use."""


class Asked(NamedTuple):
    """What a run was begun with. ``cache`` is as the call names it, ``jobs`` are a number."""

    root: Path
    as_of: AsOf
    edition: Edition | None
    cache: Path | None
    jobs: int
    pause: Pause
    histories: Histories | None = None


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
        self._built: tuple[Request, Built] | None = None

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
        built = Built(written.value, checked.locate(written.findings), left_out)
        self._built = request, built
        return built

    @property
    def opened(self) -> Opened:
        """The project as it was read for this run."""
        return self._run.opened

    def renew(self, opened: Opened, as_of: AsOf, pause: Pause) -> bool:
        """Begin another run with what this one has in memory; return whether that can be."""
        if self._instead is not None:
            return False
        try:
            if not self._run.renew(opened, as_of):
                return False
            self._run.pause = pause
            self._asked = self._asked._replace(as_of=as_of, pause=pause)
            self._built = None
            self._checked = self._run.check()
        except (StoreError, *_TAKES_A_LOOK_AT_ALL):
            self._run.close()
            return False
        except BaseException:
            self._run.close()
            raise
        return True

    def keep(self, told: Checked | None = None) -> None:
        """Keep what was worked out for the next run; ``told`` is what a check alone tells."""
        if self._instead is not None:
            self._instead.keep(told)
            return
        self._run.save(dict(self._notes(told)))
        self._run.close()

    def _notes(self, told: Checked | None) -> Iterator[tuple[str, bytes]]:
        """Yield what there is to tell again where nothing changes."""
        checked, encode = self.checked, msgspec.msgpack.encode
        basis = self._run.basis(self._asked.as_of)
        if basis is None or checked.project is None:
            return
        files, documents = checked.files, checked.documents
        if told is not None and told.project is not None:
            diagnostics, allowed = told.diagnostics, len(told.allowed)
            yield (
                CHECK_NOTE,
                encode(CheckNote(basis, files, documents, checked.drafts, allowed, diagnostics)),
            )
        request, built = self._built or (None, None)
        if request is None or built is None or built.report is None or request.in_cache:
            return
        edition, report, record = request.edition, built.report, self._run.record_left
        # The private edition shows all findings: that takes a run.
        if edition.audience == "private" or built.diagnostics or report.notes or not record:
            return
        asked = (
            "" if request.out == Path(edition.folder_beside(PurePath(basis.out))) else request.out
        )
        yield (
            build_note(edition, str(asked), force=request.keep_foreign),
            encode(
                BuildNote(
                    basis,
                    files,
                    documents,
                    len(checked.diagnostics),
                    advice_line(checked.diagnostics),
                    built.drafts_left_out,
                    report.pages,
                    record,
                )
            ),
        )


def begin_run(
    root: Path,
    as_of: AsOf,
    edition: Edition | None = None,
    cache: Path | None = None,
    jobs: int | Workers | None = None,
    pause: Pause = go_on,
    earlier: Run | None = None,
    histories: Histories | None = None,
) -> Run:
    """Return a run on the project in ``root``, which is checked.

    With an ``edition`` its site can be built. ``cache`` is the folder that the call names for what
    is kept, None for the project's own; ``jobs`` are the most processes. An ``earlier`` run of this
    process, for the same edition, is gone on with where that can be. ``histories`` find out what
    git's history says, where there may be any. Where a store cannot be believed the run begins it
    anew; where the project cannot be read by units of work, it is looked at as a whole.
    """
    count = jobs if isinstance(jobs, int) else processors()
    asked = Asked(root, as_of, edition, cache, count, pause, histories)
    try:
        return _record(asked, earlier) or _look_at_all(asked)
    except StoreError:
        return _begin_anew(asked)


def _begin_anew(asked: Asked) -> Run:
    try:
        return _record(asked, None, is_anew=True) or _look_at_all(asked)
    except StoreError:
        return _look_at_all(asked)


def _look_at_all(asked: Asked) -> WholeRun:
    checked = check_project(asked.root, asked.as_of, asked.cache, asked.pause)
    retrace = asked.histories.retrace if asked.histories is not None else None
    return WholeRun(checked, asked.pause, retrace)


def _record(asked: Asked, earlier: Run | None, *, is_anew: bool = False) -> KeptRun | None:
    """Return a run by units of work, None where there can be none.

    One that ``is_anew`` believes nothing that was kept. Raises `StoreError` where that is damaged.
    """
    found = cache_folder(asked.root, asked.cache)
    if found.findings:
        # What is wrong with the cache is told by whoever looks at everything.
        return None
    folder = found.value
    kept = earlier if isinstance(earlier, KeptRun) else None
    look = look_at_project(asked.root, folder, with_history=asked.histories is not None)
    opened = open_project(asked.root, look, kept.opened if kept is not None else None)
    if opened is None or opened.rubric.value is None:
        return None
    if kept is not None and kept.renew(opened, asked.as_of, asked.pause):
        return kept
    try:
        run = RecordedRun(opened, asked.as_of, folder, asked.jobs, begins_anew=is_anew)
    except NotPlainError:
        return None
    try:
        run.pause = asked.pause
        if asked.edition is not None:
            run.see(asked.edition, asked.histories.record if asked.histories else None)
        return KeptRun(run, run.check(), asked, is_anew=is_anew)
    except _TAKES_A_LOOK_AT_ALL:
        run.close()
        return None
    except BaseException:
        run.close()
        raise
