"""What is wrong with the settings of how a site looks: its colours and its menu."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planbook.diagnostics.codes.config import CONFIG_LOW_CONTRAST
from planbook.diagnostics.finding import Finding, Place
from planbook.model.handbook import Handbook
from planbook.reading.project_folder import PROJECT_FILE_NAME
from planbook.reading.sources import Sources
from planbook.views.accent import faint_accents
from planbook.views.layout import known_sections
from planbook.views.menu import check_menu


def check_looks(handbook: Handbook, sources: Sources, *, whole: bool) -> Iterator[Finding]:
    """Yield what is wrong with the settings of how a site looks."""
    options = handbook.settings.theme_options
    for faint in faint_accents(options):
        yield CONFIG_LOW_CONTRAST.at(
            Place(PROJECT_FILE_NAME, pointer=f"/theme_options/{faint.name}"),
            name=faint.name,
            colour=faint.colour,
            background=faint.background,
            ratio=f"{math.floor(faint.ratio * 10) / 10}",
            instead=faint.instead,
        )
    sections = known_sections(handbook)
    yield from check_menu(handbook, handbook.files, sections, sources.statics, whole=whole)
