"""The story of a run, told as stages: each returns a value and what it found wrong."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from planbook.as_of import AsOf
from planbook.diagnostics.codes.config import CONFIG_LOW_CONTRAST
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding, Outcome, Place, Severity
from planbook.diagnostics.severities import apply_severities
from planbook.disclosure import disclose_project_findings, disclose_to_team
from planbook.editions import filter_for_edition
from planbook.history.causes import Now, find_caused, find_widened, put_widened_first
from planbook.history.compare import Revision, compare_revisions
from planbook.history.earlier import read_earlier
from planbook.history.faulty import with_faulty
from planbook.history.records import Comparison, ProjectThen
from planbook.language import Text
from planbook.linking.link import link_handbook
from planbook.linking.readers import check_readers
from planbook.linting import judge_handbook, lint_handbook
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.rubric import Rubric
from planbook.output.assets import check_statics, gather_assets
from planbook.output.changes import compare_pages
from planbook.output.site import BuildReport, open_target, write_site
from planbook.output.target import Target, check_cache, check_configured_folder, check_target
from planbook.pages import Asset, Page
from planbook.reading.attachments import is_published
from planbook.reading.content import Content
from planbook.reading.documents import parse_documents
from planbook.reading.git.repository import compared_with
from planbook.reading.git.revision import RevisionFiles, open_revision
from planbook.reading.locations import locate_findings, locate_places
from planbook.reading.project import (
    Project,
    check_rule_names,
    ratings_of,
    read_project,
)
from planbook.reading.resources import builtin_themes
from planbook.reading.rubric import read_rubric, rubric_texts
from planbook.reading.schemas import (
    PROJECT_FILE,
    compile_file_schema,
    load_builtin_schemas,
)
from planbook.reading.sources import Attachment, Sources, discover_sources
from planbook.reading.suppressions import Suppression, find_suppressions, sift
from planbook.reading.theme import Theme, load_theme
from planbook.reading.theme_options import find_option_files
from planbook.reading.validation import validate_documents
from planbook.rendering.compiling import check_templates
from planbook.rendering.render import render_pages
from planbook.rendering.theme import templates_changed_by_project
from planbook.rules import ALL_CODES, GRAVE_RULES, RULES
from planbook.scoring.recording import record_scores
from planbook.scoring.results import Scores
from planbook.scoring.score import score_handbook
from planbook.scoring.smart import match_rubric
from planbook.views.accent import faint_accents
from planbook.views.layout import known_sections
from planbook.views.menu import check_menu
from planbook.views.site import SitePages, build_pages


@dataclass(frozen=True, slots=True)
class Checked:
    """A project as read and checked: the author's view, nothing hidden.

    ``handbook`` is None where planbook.yaml or a schema of the project is wrong. ``files`` and
    ``documents`` count what was read. ``texts`` are the files that findings may point into
    besides the content; ``content`` is what the first stages made of it. ``named`` are the files
    that planbook.yaml names. ``as_of`` is the day that it was judged on, and that figures are
    taken at. ``found`` is all that was found, before the ``comments`` that allow some of it and
    the project's severities: ``allowed`` are in none of the ``diagnostics``. What was found is
    not ``whole`` where some documents could not be understood.
    """

    project: Project | None
    diagnostics: tuple[Diagnostic, ...]
    handbook: Handbook | None = None
    theme: Theme | None = None
    rubric: Rubric | None = None
    sources: Sources = field(default_factory=Sources)
    texts: Mapping[str, str] = field(default_factory=dict)
    files: int = 0
    documents: int = 0
    as_of: datetime.date | None = None
    content: Content = field(default_factory=Content)
    named: Mapping[str, Attachment] = field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()
    comments: tuple[Suppression, ...] = ()
    allowed: tuple[Diagnostic, ...] = ()
    whole: bool = True

    @property
    def drafts(self) -> int:
        """How many documents are still being written."""
        return _drafts_in(self.handbook) if self.handbook is not None else 0

    @property
    def is_sound(self) -> bool:
        """Whether a site can be built from it: no errors."""
        return not any(found.severity is Severity.ERROR for found in self.in_the_way)

    @property
    def in_the_way(self) -> tuple[Diagnostic, ...]:
        """What a build has to look at: the diagnostics, and errors that no comment can allow.

        An error of reading, schemas or links leaves nothing to build with, whoever allows it.
        """
        judged = {rule.code.name for rule in RULES}
        errors = (
            found
            for found in self.allowed
            if found.severity is Severity.ERROR and found.code not in judged
        )
        return tuple(sorted((*self.diagnostics, *errors), key=Diagnostic.sort_key))


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
    """What to build: for whom, into which folder, in how many processes."""

    out: Path
    edition: Edition
    jobs: int | None = None
    keep_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build. ``report`` is None where the site stayed as it was.

    ``diagnostics`` are what the build itself found; those of the check are not told again.
    ``drafts_left_out`` counts the drafts that the edition does not see.
    """

    report: BuildReport | None
    diagnostics: tuple[Diagnostic, ...] = ()
    drafts_left_out: int = 0


def check_project(root: Path, as_of: AsOf) -> Checked:
    """Return the project in ``root``, read and checked, with all that is wrong with it.

    Some rules judge by the day, which ``as_of`` and the project file decide.
    """
    reading = read_project(root)
    project, texts = reading.value.project, reading.value.texts
    if project is None:
        return Checked(None, locate_findings(reading.findings, Sources(), texts), texts=texts)
    settings, kinds = project.settings, project.kinds
    day = as_of.day_in(settings)
    named = Outcome(None, check_rule_names(settings, ALL_CODES))
    theme = load_theme(root, settings.theme, builtin_themes())
    sources = discover_sources(root, settings.limits)
    parsed = parse_documents(sources.value, settings)
    valid = validate_documents(parsed.value, kinds, settings)
    linked = link_handbook(valid.value, kinds, settings, sources.value.paths)
    readers = Outcome(
        None,
        tuple(check_readers(linked.value, valid.value.broken, incomplete=valid.value.incomplete)),
    )
    whole = not (valid.value.broken or valid.value.incomplete)
    rubric = read_rubric(root, settings.language)
    matched = Outcome(None, match_rubric(rubric.value) if rubric.value else ())
    usable = None if matched.findings else rubric.value
    judged = judge_handbook(
        linked.value, RULES, day, usable, whole=whole, looks_back=as_of.looks_back
    )
    options = find_option_files(
        root, settings.theme_options, (*sources.value.statics, *sources.value.assets)
    )
    looks = Outcome(None, tuple(check_looks(linked.value, sources.value, whole=whole)))
    building = Outcome(
        None, tuple(_what_a_build_needs(project, theme.value, sources.value, linked.value))
    )
    stages = (
        *(reading, named, theme, rubric, matched, sources, parsed, valid, linked, judged),
        *(readers, options, looks, building),
    )
    texts = {**texts, **theme.value.texts, **rubric_texts(root)}
    located = locate_findings(_findings_of(*stages), sources.value, texts)
    checked = Checked(
        project,
        (),
        comments=find_suppressions({**sources.value.texts, **texts}),
        whole=whole,
        handbook=linked.value,
        theme=theme.value,
        rubric=rubric.value,
        sources=sources.value,
        texts=texts,
        files=sources.value.files,
        documents=len(parsed.value.documents),
        named=options.value,
        as_of=day,
        content=Content(
            sources.value, parsed.value, valid.value, _findings_of(sources, parsed, valid)
        ),
    )
    return _settle(checked, located)


def _settle(checked: Checked, found: Iterable[Diagnostic]) -> Checked:
    """Return ``checked`` with ``found`` as all that was found.

    What a comment allows is left out of the diagnostics, the rest is rated as the project says.
    """
    ordered = tuple(sorted(found, key=Diagnostic.sort_key))
    sifted = sift(ordered, checked.comments, ALL_CODES, whole=checked.whole)
    told = (*sifted.shown, *locate_findings(sifted.findings, checked.sources, checked.texts))
    ratings = ratings_of(checked.project.settings) if checked.project is not None else {}
    return replace(
        checked,
        found=ordered,
        diagnostics=apply_severities(sorted(told, key=Diagnostic.sort_key), ratings),
        allowed=apply_severities(sifted.allowed, ratings),
    )


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
    sources = discover_sources(files, settings.limits)
    parsed = parse_documents(sources.value, settings)
    valid = validate_documents(parsed.value, kinds, settings)
    linked = link_handbook(valid.value, kinds, settings, sources.value.paths)
    whole = not (valid.value.broken or valid.value.incomplete)
    # Advice about what was written then helps nobody; errors decide whether there are figures.
    linted = lint_handbook(linked.value, GRAVE_RULES, day, whole=whole)
    rubric = read_rubric(files, settings.language)
    texts = {**texts, **rubric_texts(files)}
    stages = (reading, rubric, sources, parsed, valid, linked, linted)
    checked = Checked(
        project,
        (),
        comments=find_suppressions({**sources.value.texts, **texts}),
        whole=whole,
        handbook=linked.value,
        rubric=rubric.value,
        sources=sources.value,
        texts=texts,
        files=sources.value.files,
        documents=len(parsed.value.documents),
        as_of=day,
        content=Content(
            sources.value, parsed.value, valid.value, _findings_of(sources, parsed, valid)
        ),
    )
    return _settle(checked, locate_findings(_findings_of(*stages), sources.value, texts))


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
    located = locate_findings(found, checked.sources, checked.texts)
    return _settle(checked, (*located, *checked.found))


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
        widened = locate_findings(find_widened(now, earlier), checked.sources, checked.texts)
        # Comments are looked at with all that was found: one for an older finding is not unused.
        settled = _settle(checked, put_widened_first(checked.found, widened))
        caused = find_caused(
            settled.diagnostics,
            now,
            earlier,
            RULES,
            files.unchanged.__contains__,
            rubric=checked.rubric,
        )
    return Since(
        replace(settled, diagnostics=caused.diagnostics),
        caused.older,
        (compared_with(files.commit), *earlier.notes),
        changed=earlier.changed,
    )


def _not_compared(checked: Checked, findings: Iterable[Finding]) -> Since:
    told = locate_findings(findings, Sources())
    return Since(replace(checked, diagnostics=told), has_failed=True)


def disclose(checked: Checked, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` with all that the team may read of them as what is public.

    Before, that is only what quotes nothing.
    """
    handbook, as_of = checked.handbook, checked.as_of
    if handbook is None or as_of is None:
        return disclose_project_findings(diagnostics)
    return disclose_to_team(
        diagnostics,
        handbook,
        checked.content.valid.faulty,
        as_of,
        rules=RULES,
        rubric=checked.rubric,
    )


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
        _revision(before, edition, as_of),
        _revision(after, edition, as_of),
        edition,
        as_of,
        compile_file_schema(load_builtin_schemas(), PROJECT_FILE),
        project_then,
    )


def _revision(checked: Checked, edition: Edition, as_of: datetime.date) -> Revision:
    """Return one side of a comparison: cut down to the edition, with figures if it is sound."""
    assert checked.handbook is not None
    whole = with_faulty(checked.handbook, checked.content.valid.faulty)
    scored = score_project(checked, edition)
    visible = scored.visible if scored else filter_for_edition(whole, edition, as_of)
    wrong = [one for one in checked.in_the_way if one.severity is Severity.ERROR]
    broken = frozenset(one.path for one in wrong)
    read = {document.origin.path for document in whole.documents.values()}
    return Revision(
        whole,
        visible,
        record_scores(scored.scores, visible, edition) if scored else None,
        frozenset(key for one in wrong if (key := _key_of(one.subject)) in whole.documents),
        broken,
        len({one.path for one in wrong if one.scope == "content"} - read),
    )


def _key_of(subject: str) -> Key:
    kind, _, id_ = subject.partition(":")
    return Key(kind, id_)


def build_site(checked: Checked, request: Request) -> Built:
    """Write the site of a sound project for one edition, and return what was done."""
    project, theme = checked.project, checked.theme
    if project is None or theme is None or not checked.is_sound:
        return Built(None)
    target = check_target(
        project.root,
        request.out,
        keep_foreign=request.keep_foreign,
        edition=request.edition.name,
    )
    if target.value is None:
        return Built(None, locate_findings(target.findings, checked.sources, checked.texts))
    scored = score_project(checked, request.edition)
    if scored is None:
        return Built(None)
    scores, published = scored.scores, filter(is_published, checked.sources.assets)
    site = build_pages(scored.visible, scores, request.edition, scores.as_of, published)
    assets = gather_assets(site.wanted, checked.sources, theme, checked.named)
    written = _write(site, assets, theme, target.value, request.jobs)
    return Built(
        written.value,
        locate_findings((*assets.findings, *written.findings), checked.sources, checked.texts),
        checked.drafts - _drafts_in(scored.visible),
    )


def _drafts_in(handbook: Handbook) -> int:
    return sum(document.is_draft for document in handbook.documents.values())


def _write(
    site: SitePages,
    assets: Outcome[tuple[Asset, ...]],
    theme: Theme,
    target: Target,
    jobs: int | None,
) -> Outcome[BuildReport | None]:
    if assets.findings:
        return Outcome(None)
    with open_target(target) as manifest:
        if manifest.value is None:
            return Outcome(None, manifest.findings)
        changes = compare_pages(site.pages, assets.value, manifest.value, theme)
        if changes.value is None:
            return Outcome(None, changes.findings)
        rendered = render_pages(changes.value.to_render, theme, jobs)
        return write_site(target, manifest.value, changes.value, rendered)


def _what_a_build_needs(
    project: Project, theme: Theme, sources: Sources, handbook: Handbook
) -> Iterator[Finding]:
    """Yield all that would stop a build and can be known without one."""
    folder = check_configured_folder(project.root, project.settings.out)
    cache = check_cache(project.root)
    yield from (found for found in (folder, cache) if found is not None)
    yield from check_templates(theme)
    yield from check_statics(handbook, sources, theme)


def check_looks(handbook: Handbook, sources: Sources, *, whole: bool) -> Iterator[Finding]:
    """Yield what is wrong with the settings of how a site looks."""
    options = handbook.settings.theme_options
    for faint in faint_accents(options):
        yield CONFIG_LOW_CONTRAST.at(
            Place("planbook.yaml", pointer=f"/theme_options/{faint.name}"),
            name=faint.name,
            colour=faint.colour,
            background=faint.background,
            ratio=f"{math.floor(faint.ratio * 10) / 10}",
            instead=faint.instead,
        )
    sections = known_sections(handbook)
    yield from check_menu(handbook, handbook.files, sections, sources.statics, whole=whole)


def _findings_of(*stages: Outcome[object]) -> tuple[Finding, ...]:
    return tuple(finding for stage in stages for finding in stage.findings)
