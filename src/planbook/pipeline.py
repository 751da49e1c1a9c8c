"""The story of a run, told as stages: each returns a value and what it found wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeAlias

import msgspec

from planbook.as_of import AsOf
from planbook.checked import Checked, count_drafts, report_findings
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.editions import filter_for_edition
from planbook.history.telling import NO_HISTORY, History
from planbook.linking.link import link_handbook
from planbook.linking.readers import check_readers
from planbook.linting import judge_handbook
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.output.assets import gather_assets
from planbook.output.changes import Changes, compare_pages, pages_at
from planbook.output.gathering import gather
from planbook.output.manifest import Manifest
from planbook.output.report import BuildReport
from planbook.output.requirements import check_requirements
from planbook.output.site import open_target, write_site
from planbook.output.target import Target, check_cached_target, check_target
from planbook.pages import Asset, Page
from planbook.reading.attachments import is_published
from planbook.reading.content import Content
from planbook.reading.documents import parse_documents
from planbook.reading.locations import locate_findings, locate_places
from planbook.reading.project import Project, check_rule_names, read_project
from planbook.reading.project_files import ProjectFiles
from planbook.reading.resources import builtin_themes
from planbook.reading.rubric import read_rubric, rubric_texts
from planbook.reading.sources import Sources, discover_sources
from planbook.reading.theme import Theme, load_theme
from planbook.reading.theme_options import find_option_files
from planbook.reading.validation import validate_documents
from planbook.rendering.gathering import Sheets
from planbook.rendering.render import (
    Workers,
    one_after_the_other,
    render_pages,
    tell_faults,
)
from planbook.rendering.renderer import Rendered, Renderer
from planbook.rendering.theme import templates_changed_by_project
from planbook.rules import ALL_CODES, RULES
from planbook.scoring.results import Scores
from planbook.scoring.score import score_handbook
from planbook.scoring.smart import match_rubric
from planbook.views.looks import check_looks
from planbook.views.site import SitePages, build_pages

Pause: TypeAlias = Callable[[], None]
"""Called between stages. What it raises ends the run there, with the site as it was."""

Retrace: TypeAlias = Callable[[Checked, Handbook, Edition], AbstractContextManager[History]]
"""Gives what git's history says to the readers of an edition, who see the handbook."""


def go_on() -> None:
    """Let a run go on."""


class Scored(msgspec.Struct, frozen=True):
    """All the figures of one edition, the handbook that they are of, and the files behind it."""

    scores: Scores
    visible: Handbook
    sources: Sources

    def locate(self, fields: Iterable[tuple[Key, str]]) -> tuple[tuple[str, int | None], ...]:
        """Return the path and the line of each of ``fields``: a document and a pointer into it."""
        origins = ((self.visible.documents[key].origin, pointer) for key, pointer in fields)
        places = (Place(origin.path, origin.index, pointer) for origin, pointer in origins)
        return tuple(
            (path, span.line if span is not None else None)
            for path, span in locate_places(places, self.sources)
        )


class Request(msgspec.Struct, frozen=True):
    """What to build: for whom, into which folder, in how many processes or by whose workers.

    ``keep_spare`` has the next build of the folder take as long as its changes do, at the price
    of a second tree of links. ``cache`` is the folder for what the next run need not work out
    again, None for the project's. ``in_cache`` says that ``out`` is a folder in the project's.
    """

    out: Path
    edition: Edition
    jobs: int | Workers | None = None
    keep_foreign: bool = False
    keep_spare: bool = True
    cache: Path | None = None
    in_cache: bool = False


class Built(msgspec.Struct, frozen=True):
    """What came of a build. ``report`` is None where the site stayed as it was.

    ``diagnostics`` are what the build itself found; those of the check are not told again.
    ``drafts_left_out`` counts the drafts that the edition does not see.
    """

    report: BuildReport | None
    diagnostics: tuple[Diagnostic, ...] = ()
    drafts_left_out: int = 0


def check_project(
    root: Path, as_of: AsOf, cache: Path | None = None, pause: Pause = go_on
) -> Checked:
    """Return the project in ``root``, read and checked, with all that is wrong with it.

    Some rules judge by the day, which ``as_of`` and the project file decide. ``cache`` is the
    folder for what the next run need not work out again, None for the project's own.
    """
    reading = read_project(root)
    project, texts = reading.value.project, reading.value.texts
    if project is None:
        return Checked(None, locate_findings(reading.findings, Sources(), texts), texts=texts)
    settings, kinds = project.settings, project.kinds
    day = as_of.day_in(settings)
    theme = load_theme(root, settings.theme, builtin_themes(), settings.languages)
    content = read_content(root, project, pause)
    sources, valid = content.sources, content.valid
    pause()
    linked = link_handbook(valid, kinds, settings, sources.paths)
    whole = valid.is_whole
    rubric = read_rubric(root, settings.language)
    matched = match_rubric(rubric.value) if rubric.value else ()
    usable = None if matched else rubric.value
    pause()
    judged = judge_handbook(
        linked.value, RULES, day, usable, whole=whole, looks_back=as_of.looks_back
    )
    pause()
    options = find_option_files(root, settings.theme_options, (*sources.statics, *sources.assets))
    findings = (
        *content.findings,
        *findings_of(reading, theme, rubric, linked, judged, options),
        *check_rule_names(settings, ALL_CODES),
        *matched,
        *check_readers(linked.value, valid.broken, incomplete=valid.incomplete),
        *check_looks(linked.value, sources, whole=whole),
        *check_requirements(project, theme.value, sources, linked.value, cache),
    )
    checked = Checked(
        project,
        handbook=linked.value,
        theme=theme.value,
        rubric=rubric.value,
        texts={**texts, **theme.value.texts, **rubric_texts(root)},
        named=options.value,
        as_of=day,
        content=content,
    )
    return report_findings(checked, findings)


def try_templates(checked: Checked) -> Checked:
    """Return a sound project as ``checked``, with what its own templates get wrong on their pages.

    One page of each template and language that they affect is rendered, of all that there is to
    see. Without templates of its own a project has nothing to try.
    """
    theme = checked.theme
    if theme is None or not checked.is_sound:
        return checked
    affected = templates_changed_by_project(theme)
    scored = score_project(checked, Edition("private")) if affected else None
    if scored is None:
        return checked
    published = filter(is_published, checked.sources.assets)
    site = build_pages(
        scored.visible, scored.scores, Edition("private"), scored.scores.as_of, published
    )
    tried: dict[tuple[str, str], Page] = {}
    for page in site.pages:
        if page.template in affected:
            tried.setdefault((page.template, page.language), page)
    found = [
        result
        for result in render_pages(tuple(tried.values()), theme, jobs=1)
        if isinstance(result, Finding)
    ]
    return checked.with_found((*checked.locate(found), *checked.found))


def score_project(checked: Checked, edition: Edition) -> Scored | None:
    """Return the figures that ``edition`` sees of a sound project, or None of any other."""
    handbook, rubric, as_of = checked.handbook, checked.rubric, checked.as_of
    if handbook is None or rubric is None or as_of is None or not checked.is_sound:
        return None
    visible = filter_for_edition(handbook, edition, as_of)
    scores = score_handbook(visible, as_of, rubric, edition)
    return Scored(scores.value, visible, checked.sources)


def build_site(
    checked: Checked, request: Request, pause: Pause = go_on, retrace: Retrace | None = None
) -> Built:
    """Write the site of a sound project for one edition, and return what was done.

    ``retrace`` finds out what git's history says of it, where there may be any.
    """
    project, theme = checked.project, checked.theme
    if project is None or theme is None or not checked.is_sound:
        return Built(None)
    target = find_target(project.root, request)
    if target.value is None:
        return Built(None, checked.locate(target.findings))
    pause()
    scored = score_project(checked, request.edition)
    if scored is None:
        return Built(None)
    pause()
    scores, published = scored.scores, filter(is_published, checked.sources.assets)
    past = retrace(checked, scored.visible, request.edition) if retrace else nullcontext(NO_HISTORY)
    with past as history:
        site = build_pages(
            scored.visible, scores, request.edition, scores.as_of, published, history
        )
        assets = gather_assets(site.wanted, checked.sources, theme, checked.named)
        pause()
        written = _write(site, assets, theme, target.value, request.jobs, pause)
    return Built(
        written.value,
        checked.locate((*assets.findings, *written.findings)),
        checked.drafts - count_drafts(scored.visible),
    )


def find_target(root: Path, request: Request) -> Outcome[Target | None]:
    """Return the folder that a request is to be written to, None where it is refused."""
    if request.in_cache:
        return check_cached_target(root, request.out.as_posix(), request.edition.name)
    return check_target(
        root,
        request.out,
        keep_foreign=request.keep_foreign,
        edition=request.edition.name,
        keep_spare=request.keep_spare,
        cache=request.cache,
    )


def _write(
    site: SitePages,
    assets: Outcome[tuple[Asset, ...]],
    theme: Theme,
    target: Target,
    jobs: int | Workers | None,
    pause: Pause,
) -> Outcome[BuildReport | None]:
    if assets.findings:
        return Outcome(None)
    with open_target(target) as manifest:
        if manifest.value is None:
            return Outcome(None, manifest.findings)
        changes = compare_pages(site.pages, assets.value, manifest.value, theme)
        if changes.value is None:
            return Outcome(None, changes.findings)
        pages = pages_at(changes.value.to_render, site.pages)
        rendered = _render(pages, site, theme, target, manifest.value, changes.value, jobs)
        return write_site(target, manifest.value, changes.value, _one_by_one(rendered, pause))


def _render(
    pages: Sequence[Page],
    site: SitePages,
    theme: Theme,
    target: Target,
    manifest: Manifest,
    changes: Changes,
    jobs: int | Workers | None,
) -> Iterator[Rendered | Finding]:
    """Return the bytes of ``pages``; last come those that gather others, once these are written."""
    single = [page for page in pages if not page.gathers]
    sheets = {page.path: page for page in pages if page.gathers}
    places, renderer = Sheets(site.pages).places, Renderer(theme)
    gathered = gather(
        sheets, places, target, manifest, changes, lambda path: renderer.render(sheets[path])
    )
    return one_after_the_other(
        render_pages(single, theme, jobs),
        tell_faults(zip(sheets.values(), gathered, strict=True), theme),
    )


def _one_by_one(
    rendered: Iterator[Rendered | Finding], pause: Pause
) -> Iterator[Rendered | Finding]:
    for page in rendered:
        pause()
        yield page


def read_content(files: Path | ProjectFiles, project: Project, pause: Pause = go_on) -> Content:
    """Return the content of ``project`` in ``files``: text, documents, and those that fit."""
    sources = discover_sources(files, project.settings.limits)
    pause()
    parsed = parse_documents(sources.value, project.settings)
    pause()
    valid = validate_documents(parsed.value, project.kinds, project.settings)
    findings = findings_of(sources, parsed, valid)
    return Content(sources.value, parsed.value, valid.value, findings)


def findings_of(*stages: Outcome[object]) -> tuple[Finding, ...]:
    """Return what ``stages`` found wrong, in their order."""
    return tuple(finding for stage in stages for finding in stage.findings)
