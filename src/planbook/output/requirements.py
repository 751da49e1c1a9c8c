"""What a build needs and can be looked at without one: its folders, templates and static files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planbook.diagnostics.finding import Finding
from planbook.model.handbook import Handbook
from planbook.output.assets import check_statics
from planbook.output.cache import cache_folder
from planbook.output.target import check_configured_folder
from planbook.reading.project import Project
from planbook.reading.sources import Sources
from planbook.reading.theme import Theme
from planbook.rendering.compiling import check_templates


def check_requirements(
    project: Project,
    theme: Theme,
    sources: Sources,
    handbook: Handbook,
    cache: Path | None = None,
) -> Iterator[Finding]:
    """Yield all that would stop a build and can be known without one.

    ``cache`` is the folder that the call names for it, None for the project's own.
    """
    yield from cache_folder(project.root, cache).findings
    yield from check_folder_and_theme(project, theme)
    yield from check_statics(handbook, sources, theme)


def check_folder_and_theme(project: Project, theme: Theme) -> Iterator[Finding]:
    """Yield what of that rests on neither the content nor the cache."""
    folder = check_configured_folder(project.root, project.settings.out)
    if folder is not None:
        yield folder
    yield from check_templates(theme)
