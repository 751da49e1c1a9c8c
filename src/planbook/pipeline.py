"""The story of a run, told as stages: each returns a value and what it found wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from planbook.as_of import AsOf
from planbook.checked import Checked, count_drafts, report_findings
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.editions import filter_for_edition
from planbook.history.causes import Now, find_caused, find_widened, put_in_widened
from planbook.history.compare import compare_revisions
from planbook.history.earlier import read_earlier
from planbook.history.records import Comparison, ProjectThen
from planbook.history.revision import make_revision
from planbook.language import Text
from planbook.linking.link import link_handbook
from planbook.linking.readers import check_readers
from planbook.linting import judge_handbook, lint_handbook
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.output.assets import gather_assets
from planbook.output.changes import compare_pages
from planbook.output.requirements import check_requirements
from planbook.output.site import BuildReport, open_target, write_site
from planbook.output.target import Target, check_cached_target, check_target
from planbook.pages import Asset, Page
from planbook.reading.attachments import is_published
from planbook.reading.content import Content
from planbook.reading.documents import parse_documents
from planbook.reading.git.repository import compared_with
from planbook.reading.git.revision import RevisionFiles, open_revision
from planbook.reading.locations import locate_findings, locate_places
from planbook.reading.project import Project, check_rule_names, read_project
from planbook.reading.project_files import ProjectFiles
from planbook.reading.resources import builtin_themes
from planbook.reading.rubric import read_rubric, rubric_texts
from planbook.reading.schemas import (
    PROJECT_FILE,
    compile_file_schema,
    load_builtin_schemas,
)
from planbook.reading.sources import Sources, discover_sources
from planbook.reading.theme import Theme, load_theme
from planbook.reading.theme_options import find_option_files
from planbook.reading.validation import validate_documents
from planbook.rendering.render import render_pages
from planbook.rendering.renderer import Rendered
from planbook.rendering.theme import templates_changed_by_project
from planbook.rules import ALL_CODES, GRAVE_RULES, RULES
from planbook.scoring.recording import record_scores
from planbook.scoring.records import ScoreRecords
from planbook.scoring.results import Scores
from planbook.scoring.score import score_handbook
from planbook.scoring.smart import match_rubric
from planbook.views.looks import check_looks
from planbook.views.site import SitePages, build_pages

Pause: TypeAlias = Callable[[], None]
"""Called between stages. What it raises ends the run there, with the site as it was."""


def _go_on() -> None:
    """Let a run go on."""


@dataclass(frozen=True, slots=True)
class Since:
    """A project with the findings that a change causes, and how many others it has.

    ``older`` is None where nothing was compared, ``has_failed`` where git could not say what
    there was: that is the only finding then. ``notes`` say what was compared, for people;
    ``changed`` are the paths of the files that the change is made of.
    """

    checked: Checked
    older: int | None = None
    notes: tuple[Text, ...] = ()
    has_failed: bool = False
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scored:
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


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: for whom, into which folder, in how many processes.

    ``in_cache`` says that ``out`` is a folder in the project's cache.
    """

    out: Path
    edition: Edition
    jobs: int | None = None
    keep_foreign: bool = False
    in_cache: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build. ``report`` is None where the site stayed as it was.

    ``diagnostics`` are what the build itself found; those of the check are not told again.
    ``drafts_left_out`` counts the drafts that the edition does not see.
    """

    report: BuildReport | None
    diagnostics: tuple[Diagnostic, ...] = ()
    drafts_left_out: int = 0


def check_project(root: Path, as_of: AsOf, pause: Pause = _go_on) -> Checked:
    """Return the project in ``root``, read and checked, with all that is wrong with it.

    Some rules judge by the day, which ``as_of`` and the project file decide.
    """
    reading = read_project(root)
    project, texts = reading.value.project, reading.value.texts
    if project is None:
        return Checked(None, locate_findings(reading.findings, Sources(), texts), texts=texts)
    settings, kinds = project.settings, project.kinds
    day = as_of.day_in(settings)
    theme = load_theme(root, settings.theme, builtin_themes())
    content = _read_content(root, project, pause)
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
        *_findings_of(reading, theme, rubric, linked, judged, options),
        *check_rule_names(settings, ALL_CODES),
        *matched,
        *check_readers(linked.value, valid.broken, incomplete=valid.incomplete),
        *check_looks(linked.value, sources, whole=whole),
        *check_requirements(project, theme.value, sources, linked.value),
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


def check_revision(files: RevisionFiles, as_of: AsOf, instead: Project | None = None) -> Checked:
    """Return the project as it was at a revision, read and checked as if it were today's.

    Its theme, and whatever else only a build needs, is not looked at: nobody builds it. Where
    planbook.yaml was not there yet, or was wrong, the content is read by the settings of
    ``instead``.
    """
    reading = read_project(files)
    project, texts = reading.value.project, reading.value.texts
    if project is None and instead is not None:
        project, reading = instead, Outcome(reading.value)
    if project is None:
        return Checked(None, locate_findings(reading.findings, Sources(), texts), texts=texts)
    settings, kinds = project.settings, project.kinds
    day = as_of.day_in(settings)
    content = _read_content(files, project)
    linked = link_handbook(content.valid, kinds, settings, content.sources.paths)
    # Advice about what was written then helps nobody; errors decide whether there are figures.
    linted = lint_handbook(linked.value, GRAVE_RULES, day, whole=content.valid.is_whole)
    rubric = read_rubric(files, settings.language)
    checked = Checked(
        project,
        handbook=linked.value,
        rubric=rubric.value,
        texts={**texts, **rubric_texts(files)},
        as_of=day,
        content=content,
    )
    findings = (*content.findings, *_findings_of(reading, rubric, linked, linted))
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


def compare_since(checked: Checked, revision: str) -> Since:
    """Return of a project as ``checked`` the findings that the change since ``revision`` causes.

    It is held against the commit from which that revision and the present work went separate
    ways, so that it does not answer for what others did meanwhile. What became visible to more
    people is an error.
    """
    project, handbook, as_of = checked.project, checked.handbook, checked.as_of
    if project is None or handbook is None or as_of is None:
        # There is nothing to compare: what is wrong with the project is all that is known of it.
        return Since(checked)
    opened = open_revision(project.root, revision, from_fork_point=True)
    if opened.value is None:
        return _not_compared(checked, opened.findings)
    with opened.value as files:
        earlier = read_earlier(files, project, checked.content, checked.texts)
        if files.findings:
            return _not_compared(checked, files.findings)
        now = Now(project.settings, project.kinds, checked.content, handbook, as_of)
        widened = checked.locate(find_widened(now, earlier))
        # Comments are looked at with all that was found: one for an older finding is not unused.
        told = checked.with_found(put_in_widened(checked.found, widened))
        caused = find_caused(
            told.diagnostics,
            now,
            earlier,
            RULES,
            files.unchanged.__contains__,
            rubric=checked.rubric,
        )
    return Since(
        replace(told, diagnostics=caused.diagnostics),
        caused.older,
        (compared_with(files.commit), *earlier.notes),
        changed=earlier.changed,
    )


def _not_compared(checked: Checked, findings: Iterable[Finding]) -> Since:
    told = locate_findings(findings, Sources())
    return Since(replace(checked, diagnostics=told), has_failed=True)


def score_project(checked: Checked, edition: Edition) -> Scored | None:
    """Return the figures that ``edition`` sees of a sound project, or None of any other."""
    handbook, rubric, as_of = checked.handbook, checked.rubric, checked.as_of
    if handbook is None or rubric is None or as_of is None or not checked.is_sound:
        return None
    visible = filter_for_edition(handbook, edition, as_of)
    scores = score_handbook(visible, as_of, rubric, edition)
    return Scored(scores.value, visible, checked.sources)


def compare_projects(
    before: Checked, after: Checked, edition: Edition, project_then: ProjectThen = "sound"
) -> Comparison | None:
    """Return what changed from ``before`` to ``after`` in meaning, as far as ``edition`` may know.

    Both are judged on the day of the head. None where the settings of one of them are wrong.
    ``project_then`` says whether the base was read by its own.
    """
    as_of = after.as_of
    if before.handbook is None or after.handbook is None or as_of is None:
        return None
    return compare_revisions(
        make_revision(before, before.handbook, edition, as_of, _record(before, edition)),
        make_revision(after, after.handbook, edition, as_of, _record(after, edition)),
        edition,
        as_of,
        compile_file_schema(load_builtin_schemas(), PROJECT_FILE),
        project_then,
    )


def _record(checked: Checked, edition: Edition) -> tuple[Handbook, ScoreRecords] | None:
    scored = score_project(checked, edition)
    if scored is None:
        return None
    return scored.visible, record_scores(scored.scores, scored.visible, edition)


def build_site(checked: Checked, request: Request, pause: Pause = _go_on) -> Built:
    """Write the site of a sound project for one edition, and return what was done."""
    project, theme = checked.project, checked.theme
    if project is None or theme is None or not checked.is_sound:
        return Built(None)
    target = (
        check_cached_target(project.root, request.out.as_posix(), request.edition.name)
        if request.in_cache
        else check_target(
            project.root,
            request.out,
            keep_foreign=request.keep_foreign,
            edition=request.edition.name,
        )
    )
    if target.value is None:
        return Built(None, checked.locate(target.findings))
    pause()
    scored = score_project(checked, request.edition)
    if scored is None:
        return Built(None)
    pause()
    scores, published = scored.scores, filter(is_published, checked.sources.assets)
    site = build_pages(scored.visible, scores, request.edition, scores.as_of, published)
    assets = gather_assets(site.wanted, checked.sources, theme, checked.named)
    pause()
    written = _write(site, assets, theme, target.value, request.jobs, pause)
    return Built(
        written.value,
        checked.locate((*assets.findings, *written.findings)),
        checked.drafts - count_drafts(scored.visible),
    )


def _write(
    site: SitePages,
    assets: Outcome[tuple[Asset, ...]],
    theme: Theme,
    target: Target,
    jobs: int | None,
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
        rendered = _one_by_one(render_pages(changes.value.to_render, theme, jobs), pause)
        return write_site(target, manifest.value, changes.value, rendered)


def _one_by_one(
    rendered: Iterator[Rendered | Finding], pause: Pause
) -> Iterator[Rendered | Finding]:
    for page in rendered:
        pause()
        yield page


def _read_content(files: Path | ProjectFiles, project: Project, pause: Pause = _go_on) -> Content:
    """Return the content of ``project`` in ``files``: text, documents, and those that fit."""
    sources = discover_sources(files, project.settings.limits)
    pause()
    parsed = parse_documents(sources.value, project.settings)
    pause()
    valid = validate_documents(parsed.value, project.kinds, project.settings)
    findings = _findings_of(sources, parsed, valid)
    return Content(sources.value, parsed.value, valid.value, findings)


def _findings_of(*stages: Outcome[object]) -> tuple[Finding, ...]:
    return tuple(finding for stage in stages for finding in stage.findings)
