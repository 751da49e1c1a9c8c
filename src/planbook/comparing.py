"""The story of a comparison: a project as it is beside what it was at a revision, in stages.

It is told apart from ``pipeline.py`` so that whoever checks or builds does not load what git needs.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from planbook.as_of import AsOf
from planbook.checked import Checked, Since, report_findings
from planbook.diagnostics.finding import Finding, Outcome
from planbook.history.causes import Now, find_caused, find_widened, put_in_widened
from planbook.history.compare import compare_revisions
from planbook.history.earlier import read_earlier
from planbook.history.records import Comparison, ProjectThen
from planbook.history.revision import make_revision
from planbook.linking.link import link_handbook
from planbook.linting import lint_handbook
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.pipeline import findings_of, read_content, score_project
from planbook.reading.git.repository import compared_with
from planbook.reading.git.revision import RevisionFiles, open_revision
from planbook.reading.locations import locate_findings
from planbook.reading.project import Project, read_project
from planbook.reading.rubric import read_rubric, rubric_texts
from planbook.reading.schemas import PROJECT_FILE, compile_file_schema, load_builtin_schemas
from planbook.reading.sources import Sources
from planbook.rules import GRAVE_RULES, RULES
from planbook.scoring.recording import record_scores
from planbook.scoring.records import ScoreRecords


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
    content = read_content(files, project)
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
    findings = (*content.findings, *findings_of(reading, rubric, linked, linted))
    return report_findings(checked, findings)


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
