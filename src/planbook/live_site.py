"""A site that follows its project: built again and again in one process."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from planbook.as_of import AsOf
from planbook.checked import Checked
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.summary import advice_line
from planbook.disclosure import disclose
from planbook.keeping import Histories, Run, begin_run
from planbook.language import Text
from planbook.model.edition import Edition
from planbook.model.settings import Settings
from planbook.output.folders import CACHE_FOLDER
from planbook.pipeline import Pause, Request
from planbook.reading.git.head import digest_of_head
from planbook.serving.build_outcome import BuildOutcome, IsSuperseded


class SupersededError(Exception):
    """Something newer was saved while a build was under way."""


class LiveSite:
    """The site of one edition in a folder of the project's cache.

    ``folder`` is taken from the cache. ``edition_in`` says whom the site is for, or why it can be
    for nobody any more; ``as_of`` is asked for the day of judging before each build. ``meant`` is
    the edition that was asked for, if there is one such. ``histories`` find out what git's history
    says, where there may be any.
    """

    def __init__(
        self,
        root: Path,
        folder: PurePath,
        edition_in: Callable[[Checked], Edition | Text],
        as_of: Callable[[], AsOf],
        meant: Edition,
        histories: Histories | None = None,
    ) -> None:
        self._root = root
        self._folder = folder
        self._edition_in = edition_in
        self._as_of = as_of
        self._meant = meant
        self._histories = histories
        self._settings: Settings | None = None
        self._day: date | None = None
        self._named: frozenset[str] = frozenset()
        self._head = ""
        self._is_built = False
        self._run: Run | None = None

    @property
    def folder(self) -> Path:
        """Where the site stands."""
        return Path(os.path.realpath(self._root)) / CACHE_FOLDER / self._folder

    @property
    def named(self) -> frozenset[str]:
        """The files that planbook.yaml named last, by their paths in the project."""
        return self._named

    def prefix(self) -> str:
        """Return the path below which the site will be published, without slashes around it."""
        address = self._settings.base_url if self._settings is not None else None
        return urlsplit(address or "").path.strip("/")

    def is_outdated(self) -> bool:
        """Return whether another day is to be judged on than that of the last build, something was
        committed, or the site that was built is gone: whoever deletes the cache deletes it too."""
        if self._day is not None and self._as_of().day_in(self._settings) != self._day:
            return True
        if not self._is_built:
            return False
        return not self.folder.is_dir() or self._find_head() != self._head

    def _find_head(self) -> str:
        return digest_of_head(self._root) if self._histories is not None else ""

    def rebuild(self, is_superseded: IsSuperseded) -> BuildOutcome | None:
        """Build the site as the project is now; where that cannot be, it stays what it was.

        Between stages ``is_superseded`` is asked: where it says so the build is given up with the
        site as it was, and the answer is None.
        """

        def pause() -> None:
            if is_superseded():
                raise SupersededError

        try:
            return self._build(pause)
        except SupersededError:
            return None

    def _build(self, pause: Pause) -> BuildOutcome:
        self._head = self._find_head()
        run = begin_run(
            self._root,
            self._as_of(),
            self._meant,
            pause=pause,
            earlier=self._run,
            histories=self._histories,
        )
        self._run = None
        checked = run.checked
        if checked.project is not None:
            self._settings, self._day = checked.project.settings, checked.as_of
            self._named = frozenset(path for _, path in self._settings.theme_options.files)
        edition = self._edition_in(checked)
        if not isinstance(edition, Edition):
            run.keep()
            return BuildOutcome(ok=False, problem=edition)
        request = Request(Path(self._folder), edition, in_cache=True)
        built = run.build(request)
        told: tuple[Diagnostic, ...] = ()
        if built.report is None:
            told = _told(checked, (*checked.in_the_way, *built.diagnostics))
        run.keep()
        self._run = run
        if built.report is None:
            return BuildOutcome(ok=False, diagnostics=told)
        self._is_built = True
        return BuildOutcome(
            ok=True,
            changed=built.report.changed,
            advice=advice_line(checked.diagnostics),
            notes=built.report.notes,
            pages=built.report.pages,
            rendered=built.report.rendered,
            removed=built.report.removed,
        )


def _told(checked: Checked, diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` with what of them the readers of an edition may see.

    Here nothing is left out: whoever edits the project has to mend all of it.
    """
    public = {found.sort_key(): found for found in disclose(checked, diagnostics)}
    return tuple(public.get(found.sort_key(), found) for found in diagnostics)
