"""A run on a project that looks again only at what has changed since the last one."""

from __future__ import annotations

import os
import posixpath
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import msgspec

from planbook import __version__
from planbook.as_of import AsOf
from planbook.checked import Checked
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding, Outcome
from planbook.digest import digest_of
from planbook.history.telling import History, NoHistory
from planbook.language import Text
from planbook.model.edition import Edition
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.model.rubric import Rubric
from planbook.output.assets import gather_assets
from planbook.output.cache import make_cache_folder
from planbook.output.changes import Changes, compare_digests
from planbook.output.gathering import gather
from planbook.output.manifest import Manifest
from planbook.output.report import BuildReport
from planbook.output.requirements import check_folder_and_theme
from planbook.output.site import open_target, write_site
from planbook.output.standing import digest_of_record
from planbook.output.target import Target
from planbook.own_code import digest_of_zone
from planbook.pages import Asset, LazyView, Page
from planbook.pipeline import Pause, go_on
from planbook.reading.attachments import is_published
from planbook.reading.file_marks import FileRecord, record_files
from planbook.reading.git.head import Head, may_have_history
from planbook.reading.locations import Locator, distinct
from planbook.reading.project import Project, ProjectReading, check_rule_names, read_project
from planbook.reading.resources import builtin_themes
from planbook.reading.rubric import read_rubric, rubric_texts
from planbook.reading.sources import Sources
from planbook.reading.suppressions import find_suppressions
from planbook.reading.theme import Theme, load_theme
from planbook.reading.theme_options import find_option_files
from planbook.recorded.checks import RecordedChecks
from planbook.recorded.content import (
    Counts,
    GivenFiles,
    NotPlainError,
    RecordedContent,
    TextsAsSources,
)
from planbook.recorded.edition import RecordedEdition, RecordedScores
from planbook.recorded.pages import PageSpec, RecordedPages
from planbook.recording.recorder import AnyUnit, Recorder
from planbook.recording.store import STORE_NAME, Store, StoreError
from planbook.recording.table import Table
from planbook.rendering.gathering import Sheets
from planbook.rendering.render import (
    Workers,
    jobs_worthwhile,
    one_after_the_other,
    render_pages,
    tell_faults,
)
from planbook.rendering.renderer import Fault, Rendered, Renderer
from planbook.rendering.theme import ThemeDigests, digest_shown, digest_theme
from planbook.rules import ALL_CODES
from planbook.scoring.smart import match_rubric
from planbook.stat_guard import is_trustworthy
from planbook.unchanged import Basis, Look, basis_of

_FILES: Final = "files"
_LOG: Final = "git log"
NOT_BELIEVED: Final[Text] = {
    "en": "what earlier runs kept in the cache is damaged, or comes from other versions of "
    "planbook or its packages: everything was worked out anew",
    "zh": "缓存里以前的结果已损坏，或来自其他版本的 planbook 或软件包：已全部重新计算",
}
_NOT_KEPT: Final[Text] = {
    "en": "the results could not be kept in the cache; the next run takes longer",
    "zh": "未能把结果存入缓存；下次运行会慢一些",
}
_WORTH_COPIES: Final = 200
"""With fewer files than this, one process is faster than several."""


class RecordedChecked(Checked, frozen=True):
    """A project as checked by units of work. ``words`` are the content's texts, read on demand."""

    counted: Counts = Counts()
    words: Mapping[str, str] = msgspec.field(default_factory=dict)
    listed: Sources = msgspec.field(default_factory=Sources)

    @property
    def sources(self) -> Sources:
        """The files of the content, without their words."""
        return self.listed

    @property
    def files(self) -> int:
        """How many files of the content were read."""
        return self.counted.files

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return self.counted.documents

    @property
    def drafts(self) -> int:
        """How many documents are still being written."""
        return self.counted.drafts

    def locate(self, findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
        """Return ``findings`` with the lines that they point at."""
        texts = ChainMap(dict(self.texts), self.words)  # type: ignore[arg-type]  # only read
        locator = Locator(texts, TextsAsSources(self.words))
        return distinct(map(locator.locate, findings))


@dataclass(frozen=True, slots=True)
class Opened:
    """A project that can be looked at by units of work: all that is read of it as a whole.

    ``texts`` are those of its own files, besides the content and the theme: what is kept is kept
    for these alone.
    """

    reading: Outcome[ProjectReading]
    project: Project
    theme: Outcome[Theme]
    rubric: Outcome[Rubric | None]
    matched: tuple[Finding, ...]
    texts: Mapping[str, str]
    look: Look

    @property
    def root(self) -> Path:
        """The real folder of the project."""
        return Path(os.path.realpath(self.project.root))


class HistoryInTables(Protocol):
    """What a run asks of who declares what git's history says."""

    def seen_by(self, edition: Edition, sees: RecordedEdition) -> History:
        """Return what the history says to the readers of an edition."""
        ...

    def prepare(self) -> None:
        """Work out what many pages ask for."""
        ...

    def log_to_keep(self) -> bytes | None:
        """Return git's log as it is to be kept, where it is another one than was kept."""
        ...

    @property
    def is_lacking(self) -> bool:
        """Whether something that was found rests on what git lacks."""
        ...

    def renew(self) -> None:
        """Ask again for what git lacked: it may be there by now."""
        ...

    def close(self) -> None:
        """End whoever reads files as they were."""
        ...


RecordHistory: TypeAlias = Callable[
    [Recorder, RecordedContent, Table[str, Head | None], Table[str, date], bytes | None],
    HistoryInTables,
]
"""Declares the tables of a history: of a head, on a day, with the log that was kept."""


class _NoneIsAskedFor(NoHistory):
    """The history of a run that asks for none: pages note that there was none to ask for."""

    def __init__(self, git: Table[str, Head | None]) -> None:
        self._git = git

    @property
    def is_known(self) -> bool:
        """Whether there is any history."""
        return "" in self._git


class RecordedRun:
    """One run: the tables of a project, and what of them was kept in the folder ``cache``.

    One that ``begins_anew`` looks at nothing that was kept, and puts its own in the place of it.
    """

    def __init__(
        self,
        opened: Opened,
        as_of: AsOf,
        cache: Path | None,
        jobs: int = 1,
        *,
        begins_anew: bool = False,
    ) -> None:
        self._opened = opened
        self._jobs = jobs
        self._cache = cache
        self.notes: list[Text] = []
        self.pause: Pause = go_on
        self._day = as_of.day_in(opened.project.settings)
        self._binding = _binding(opened)
        self._store = self._open_store(cache, begins_anew=begins_anew)
        self._records: Mapping[str, FileRecord] = _known_files(self._store)
        given = self._look_at_files()
        self.recorder = Recorder(self._store)
        self.content = RecordedContent(self.recorder, given, opened.project, opened.texts)
        self.checks = RecordedChecks(
            self.recorder,
            self.content,
            self._day,
            None if opened.matched else opened.rubric.value,
            opened.theme.value,
            looks_back=as_of.looks_back,
        )
        self._renderer = Renderer(opened.theme.value)
        self.pages: RecordedPages | None = None
        self.record_left = ""
        """The digest of the record of the site that was written."""
        self._sees: RecordedEdition | None = None
        self._scores: RecordedScores | None = None
        self._git: Table[str, Head | None] | None = None
        self._history: HistoryInTables | None = None

    def _open_store(self, cache: Path | None, *, begins_anew: bool) -> Store | None:
        if cache is None:
            return None
        store = Store(cache / STORE_NAME, self._binding, self._opened.look.code)
        if begins_anew or not store.open():
            self.notes.append(NOT_BELIEVED)
        return store

    def _look_at_files(self) -> GivenFiles:
        """Return the files as they are now; those that changed are read."""
        root, look, known = self._opened.root, self._opened.look, self._records
        read = record_files(root, look.recorded, known, look.at_ns)
        if not read.is_whole:
            raise NotPlainError
        self._records = read.records
        self._is_news = read.records != known
        return GivenFiles(
            root,
            {path: record.digest for path, record in read.records.items()},
            {path: mark.size for path, mark in look.recorded.marks.items()},
            read.contents,
        )

    def renew(self, opened: Opened, as_of: AsOf) -> bool:
        """Begin another run with what this one has in memory; return whether that can be.

        It cannot where more than content and day have changed, or where nothing was kept. The
        edition stays the one that was seen.
        """
        if (
            _binding(opened) != self._binding
            or opened.theme.value != self._opened.theme.value
            or not self.recorder.renew()
        ):
            return False
        self._opened, self.notes = opened, []
        self._day = as_of.day_in(opened.project.settings)
        self.content.renew(self._look_at_files())
        self.checks.renew(self._day, looks_back=as_of.looks_back)
        if self._git is not None:
            self.recorder.give(self._git, _digest_of_head(opened.look))
        if self._history is not None:
            self._history.renew()
        return True

    def see(self, edition: Edition, record: RecordHistory | None = None) -> RecordedPages:
        """Declare what ``edition`` sees, its figures and pages. Before anything is asked.

        ``record`` declares what git's history says, where there may be any.
        """
        assert self._opened.rubric.value is not None
        self._git = self.recorder.given(
            "git", _digest_of_head(self._opened.look), lambda _: self._opened.look.head
        )
        if record is not None:
            written = self._store.note(_LOG) if self._store is not None else None
            self._history = record(self.recorder, self.content, self._git, self.checks.day, written)
        sees = RecordedEdition(
            self.recorder, self.content, self._opened.project, edition, self.checks.day
        )
        scores = RecordedScores(
            self.recorder, sees, self._opened.rubric.value, edition, self.checks.day
        )
        history = (
            self._history.seen_by(edition, sees)
            if self._history is not None
            else _NoneIsAskedFor(self._git)
        )
        self.pages = RecordedPages(self.recorder, self.content, sees, scores, edition, history)
        self._sees, self._scores = sees, scores
        return self.pages

    @property
    def drafts_seen(self) -> int:
        """How many drafts the edition sees."""
        return self._sees.drafts_seen() if self._sees is not None else 0

    def check(self) -> Checked:
        """Return the project as checked."""
        opened, recorder, content = self._opened, self.recorder, self.content
        recorder.start()
        recorder.refresh(self._sees.first if self._sees is not None else None)
        jobs = self._jobs if len(self._records) >= _WORTH_COPIES else 1
        self.pause()
        units = list(content.units)
        recorder.settle_all(content.outline, units, jobs)
        self.pause()
        recorder.settle_all(self.checks.told, units, jobs)
        self.pause()
        project, rubric = opened.project, opened.rubric
        sources = content.sources()
        options = find_option_files(
            project.root, project.settings.theme_options, (*sources.statics, *sources.assets)
        )
        texts = {**opened.texts, **opened.theme.value.texts}
        checked = RecordedChecked(
            project,
            handbook=content.handbook,
            theme=opened.theme.value,
            rubric=rubric.value,
            texts=texts,
            named=options.value,
            as_of=self._day,
            comments=(*content.comments(), *find_suppressions(texts)),
            counted=content.counts(),
            words=content.text,
            listed=sources,
        )
        of_project = (
            *opened.reading.findings,
            *opened.theme.findings,
            *rubric.findings,
            *options.findings,
            *check_rule_names(project.settings, ALL_CODES),
            *opened.matched,
            *check_folder_and_theme(project, opened.theme.value),
        )
        told = (*self.checks.all_told(), *self.checks.told_of_all())
        return checked.with_found(distinct((*told, *checked.locate(of_project))))

    def build(
        self, target: Target, checked: Checked, jobs: int | Workers | None
    ) -> Outcome[BuildReport | None]:
        """Write the site of the edition to ``target``, and return what was done."""
        assert self.pages is not None
        recorder, pages, theme = self.recorder, self.pages, self._opened.theme.value
        recorder.refresh()
        self.pause()
        self._prepare()
        self.pause()
        # These are asked for one and all.
        pages.pages.preload()
        pages.views.preload()
        specs = dict(pages.pages.items())
        digests = digest_theme(theme, (spec.language for spec in specs.values()), __version__)
        with open_target(target) as manifest:
            if manifest.value is None:
                return Outcome(None, manifest.findings)
            # The view of a page that stands says whether it is made anew, and all views say which
            # files of the content they link to. Of any other page the view is made by whoever
            # renders it, and its digest comes with the bytes.
            links = any(map(is_published, self.content.sources().assets))
            first = [path for path in specs if links or path in manifest.value.entries]
            recorder.settle_all(pages.views, first, self._jobs)
            known = dict.fromkeys(specs, "")
            known.update((path, self._digest(path, digests)) for path in first)
            sheets = Sheets(specs.values())
            known.update((path, sheets.digest(path, known[path], known)) for path in sheets.gathers)
            assets = self._assets(checked, first if links else ())
            if assets.findings:
                return Outcome(None, assets.findings)
            changes = compare_digests(known.items(), assets.value, manifest.value)
            if changes.value is None:
                return Outcome(None, changes.findings)
            made = dict(changes.value.digests)
            changes_ = replace(changes.value, digests=made)
            single = [path for path in changes_.to_render if path not in sheets.gathers]
            rendered = one_after_the_other(
                self._render(single, specs, digests, made, jobs),
                self._gather(sheets, digests, known, made, target, manifest.value, changes_),
            )
            written = write_site(target, manifest.value, changes_, rendered)
            self.record_left = digest_of_record(target)
            return written

    def _prepare(self) -> None:
        """Work out in several processes what nearly every page asks for."""
        assert self._sees is not None
        assert self._scores is not None
        assert self.pages is not None
        if self._history is not None:
            self._history.prepare()
        documents = list(self._sees.handbook.documents)
        # Of what is known most stands: to ask for all of it would take longer than to work it out.
        if len(documents) >= _WORTH_COPIES and not self.recorder.knows(self.pages.views):
            # Which documents have figures is asked of all records.
            self.recorder.settle_all(self._sees.records, documents, self._jobs)
            first: list[AnyUnit] = []
            second: list[AnyUnit] = [*self._scores.of_all]
            for key in documents:
                # What rests on a document and its figures comes behind them, in the same process.
                first += self._scores.of_document(key)
                late = key.kind in (Person.KIND, Metric.KIND)
                (second if late else first).extend(self.pages.shared_of(key))
            self.recorder.settle_units(first, self._jobs)
            self.recorder.settle_units(second, self._jobs)

    def _digest(self, path: str, digests: ThemeDigests) -> str:
        assert self.pages is not None
        spec, shown = self.pages.pages[path], self.pages.views[path]
        return digest_shown(spec.template, spec.language, shown.digest, digests)

    def _assets(self, checked: Checked, paths: Iterable[str]) -> Outcome[tuple[Asset, ...]]:
        assert self.pages is not None
        wanted = dict(pair for path in paths for pair in self.pages.views[path].wanted)
        sources = self.content.sources()
        return gather_assets(
            dict(sorted(wanted.items())), sources, self._opened.theme.value, checked.named
        )

    def _render(
        self,
        paths: Sequence[str],
        specs: Mapping[str, PageSpec],
        digests: ThemeDigests,
        made: dict[str, str],
        jobs: int | Workers | None,
    ) -> Iterator[Rendered | Finding]:
        """Yield the bytes of the pages at ``paths``; their digests are put into ``made``."""
        assert self.pages is not None
        pages, theme = self.pages, self._opened.theme.value
        if isinstance(jobs, Workers):
            self.recorder.settle_all(pages.views, paths, self._jobs)
            made.update((path, self._digest(path, digests)) for path in paths)
            lent = tuple(_lent(pages, specs[path]) for path in paths)
            yield from render_pages(lent, theme, jobs)
            return
        renderer = self._renderer
        if len(paths) >= _WORTH_COPIES:
            renderer.prepare(_bare(specs[path]) for path in paths)

        def render(path: str) -> tuple[Rendered | Fault, str]:
            digest = self._digest(path, digests)
            return renderer.render(pages.page(path)), digest

        def results() -> Iterator[tuple[Page, Rendered | Fault]]:
            count = jobs_worthwhile(len(paths), jobs)
            worked = self.recorder.work_all(render, paths, count)
            for path, (result, digest) in zip(paths, worked, strict=True):
                self.pause()
                made[path] = digest
                yield _bare(specs[path]), result

        yield from tell_faults(results(), theme)
        renderer.keep()

    def _gather(
        self,
        sheets: Sheets,
        digests: ThemeDigests,
        known: Mapping[str, str],
        made: dict[str, str],
        target: Target,
        manifest: Manifest,
        changes: Changes,
    ) -> Iterator[Rendered | Finding]:
        """Yield the pages that gather others, after those; their digests are put into ``made``."""
        assert self.pages is not None
        pages, renderer = self.pages, self._renderer
        asked = [path for path in changes.to_render if path in sheets.gathers]
        every = ChainMap(made, dict(known))
        for path in asked:
            made[path] = sheets.digest(path, self._digest(path, digests), every)
        gathered = gather(
            asked,
            sheets.places,
            target,
            manifest,
            changes,
            lambda path: renderer.render(pages.page(path)),
        )
        bare = (_bare(pages.pages[path]) for path in asked)
        yield from tell_faults(zip(bare, gathered, strict=True), self._opened.theme.value)
        renderer.keep()

    def basis(self, as_of: AsOf) -> Basis | None:
        """Return what all that is told rests on, None where marks do not say it."""
        if self._history is not None and self._history.is_lacking:
            return None
        settings = self._opened.project.settings
        named = {posixpath.normpath(path) for _, path in settings.theme_options.files}
        fixed, zone, out = settings.as_of, settings.timezone, settings.out
        return basis_of(self._opened.look, as_of, fixed, zone, out, named)

    def save(self, told: Mapping[str, bytes]) -> None:
        """Keep what this run found out for the next one, and ``told`` as notes."""
        store = self._store
        if store is None:
            return
        notes = {name: note for name, note in told.items() if store.note(name) != note}
        log = self._history.log_to_keep() if self._history is not None else None
        if log is not None:
            notes[_LOG] = log
        is_news = self.recorder.has_news or self._is_news
        if self._is_news:
            notes[_FILES] = msgspec.msgpack.encode(dict(self._records))
        if is_news or notes:
            with suppress(OSError):
                make_cache_folder(store.path.parent)
        try:
            is_kept = not (is_news or notes) or self.recorder.save(notes)
        except StoreError:
            is_kept = False
        # Notes alone spare a run the look at what has not changed: no word about them.
        if not is_kept and is_news:
            self.notes.append(_NOT_KEPT)

    @property
    def opened(self) -> Opened:
        """The project as it was read for this run."""
        return self._opened

    def close(self) -> None:
        """Let go of the store, and of whoever reads what was."""
        if self._history is not None:
            self._history.close()
        if self._store is not None:
            self._store.close()


def open_project(root: Path, look: Look, earlier: Opened | None = None) -> Opened | None:
    """Return the project in ``root`` as far as it is read as a whole. ``look`` was taken before.

    None where only a look at all of it can tell what is wrong: planbook.yaml or a schema has
    mistakes, or there are links and other things among the files that a mark says nothing of.
    What was read ``earlier`` in this process is taken over where the files are as they were.
    """
    seen = look.recorded
    if not seen.is_plain or not any(path.startswith("content/") for path in seen.marks):
        return None
    if earlier is not None and _is_read_alike(look, earlier.look):
        return replace(earlier, look=look)
    reading = read_project(root)
    project = reading.value.project
    if project is None:
        return None
    settings = project.settings
    theme = load_theme(root, settings.theme, builtin_themes(), settings.languages)
    rubric = read_rubric(root, project.settings.language)
    matched = match_rubric(rubric.value) if rubric.value else ()
    texts = {**reading.value.texts, **rubric_texts(root)}
    return Opened(reading, project, theme, rubric, tuple(matched), texts, look)


def _is_read_alike(look: Look, earlier: Look) -> bool:
    """Return whether what is read as a whole lies on the disk as it did earlier."""
    return (
        look.own.is_plain
        and look.own == earlier.own
        and look.code == earlier.code
        and all(is_trustworthy(mark, earlier.at_ns) for mark in look.own.marks.values())
    )


def _known_files(store: Store | None) -> dict[str, FileRecord]:
    written = store.note(_FILES) if store is not None else None
    with suppress(msgspec.MsgspecError):
        if written is not None:
            return msgspec.msgpack.decode(written, type=dict[str, FileRecord])
    return {}


def _binding(opened: Opened) -> str:
    """Return what tells apart the stores of other settings and schemas, and of other clocks.

    Of a project that has a repository no longer nobody declares the tables of its history, so that
    nobody would notice what was made of them.
    """
    statics = sorted(static.name for static in opened.theme.value.statics)
    has_repository = str(may_have_history(opened.look.root))
    texts = chain.from_iterable(sorted(opened.texts.items()))
    zone = digest_of_zone(opened.project.settings.timezone)
    return _digest_of(*texts, *statics, repr(opened.rubric.value), has_repository, zone)


def _digest_of(*parts: str) -> str:
    return digest_of(*(part.encode("utf-8", "surrogatepass") for part in parts))


def _digest_of_head(look: Look) -> Mapping[str, bytes]:
    return {"": look.head.digest.encode()} if look.head is not None else {}


def _bare(spec: PageSpec) -> Page:
    return Page(spec.path, spec.language, spec.template, None, spec.subject)


def _lent(pages: RecordedPages, spec: PageSpec) -> Page:
    source = LazyView(lambda: pages.page(spec.path).view)
    return Page(spec.path, spec.language, spec.template, source, spec.subject)
