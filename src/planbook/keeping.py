"""The story of a run that keeps what it worked out: by units of work where that can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Protocol

import msgspec

from planbook.as_of import AsOf
from planbook.checked import Checked
from planbook.diagnostics.summary import advice_line
from planbook.language import Text
from planbook.model.edition import Edition
from planbook.output.cache import cache_folder
from planbook.pipeline import Built, Pause, Request, build_site, check_project, find_target, go_on
from planbook.processes import processors
from planbook.recorded.content import FilesChangedError, NotPlainError
from planbook.recorded.run import Opened, RecordedRun, open_project
from planbook.recording.recorder import CircleError
from planbook.recording.store import StoreError
from planbook.rendering.render import Workers
from planbook.unchanged import CHECK_NOTE, BuildNote, CheckNote, build_note, look_at_project


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


class WholeRun(msgspec.Struct, frozen=True):
    """A run that looks at everything: what is wrong with a project that cannot be read whole."""

    checked: Checked
    pause: Pause
    notes: tuple[Text, ...] = ()

    def build(self, request: Request) -> Built:
        """Write the site of a sound project, and return what was done."""
        return build_site(self.checked, request, self.pause)

    def keep(self, told: Checked | None = None) -> None:
        """Nothing was worked out that another run could use."""


class KeptRun:
    """A run that looks again only at what changed since the last one."""

    def __init__(
        self, run: RecordedRun, checked: Checked, folder: Path | None, as_of: AsOf
    ) -> None:
        self._run = run
        self._folder = folder
        self._checked = checked
        self._as_of = as_of
        self._built: tuple[Request, Built] | None = None

    @property
    def checked(self) -> Checked:
        """The project as checked."""
        return self._checked

    @property
    def notes(self) -> tuple[Text, ...]:
        """What people should know of the store."""
        return tuple(self._run.notes)

    def build(self, request: Request) -> Built:
        """Write the site of a sound project, and return what was done."""
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
        try:
            if not self._run.renew(opened, as_of):
                return False
            self._run.pause = pause
            self._as_of, self._built = as_of, None
            self._checked = self._run.check()
        except (NotPlainError, FilesChangedError, CircleError, StoreError):
            self._run.close()
            return False
        return True

    def keep(self, told: Checked | None = None) -> None:
        """Keep what was worked out for the next run; ``told`` is what a check alone tells."""
        self._run.save(dict(self._notes(told)))
        self._run.close()

    def _notes(self, told: Checked | None) -> Iterator[tuple[str, bytes]]:
        """Yield what there is to tell again where nothing changes."""
        checked, encode = self.checked, msgspec.msgpack.encode
        basis = self._run.basis(self._as_of) if self._folder is not None else None
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
) -> Run:
    """Return a run on the project in ``root``, which is checked.

    With an ``edition`` its site can be built. ``cache`` is the folder that the call names for what
    is kept, None for the project's own; ``jobs`` are the most processes. An ``earlier`` run of this
    process, for the same edition, is gone on with where that can be. Where a store cannot be
    believed the run is made without it; where the project cannot be read by units of work, it is
    looked at as a whole.
    """
    folder = cache_folder(root, cache).value
    count = jobs if isinstance(jobs, int) else processors()
    kept = earlier if isinstance(earlier, KeptRun) else None
    look = look_at_project(root, folder)
    opened = open_project(root, look, kept.opened if kept is not None else None)
    if opened is not None and kept is not None and kept.renew(opened, as_of, pause):
        return kept
    if opened is not None and opened.rubric.value is not None:
        for kept_in in (folder, None):
            try:
                run = RecordedRun(opened, as_of, kept_in, count)
            except NotPlainError:
                break
            try:
                run.pause = pause
                if edition is not None:
                    run.see(edition)
                return KeptRun(run, run.check(), kept_in, as_of)
            except (NotPlainError, FilesChangedError, CircleError):
                run.close()
                break
            except StoreError:
                run.close()
    return WholeRun(check_project(root, as_of, cache, pause), pause)
