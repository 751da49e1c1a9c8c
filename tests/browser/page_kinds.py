"""Which sorts of pages the built site has, and one page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from builders.pages import AS_OF, EVERYTHING
from planbook.as_of import fixed_as_of
from planbook.pipeline import check_project, score_project
from planbook.views.site import build_pages

LANGUAGES: Final = ("zh", "en")
_LISTS: Final = "list.html"
_GATHERED: Final = "print"


def one_page_a_kind(site: Path, templates: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return for each language the paths of one page for each of ``templates`` and each list.

    It is the page with the most on it. A page that is in ``site`` alone, as those that tell of
    git's history, counts by the folder that it lies in. The one that gathers all others is none.
    """
    found: dict[tuple[str, str, str], Path] = {}
    for path in sorted(site.rglob("*.html")):
        inside = path.relative_to(site)
        language = "en" if inside.parts[0] == "en" else "zh"
        section = inside.parts[1 if language == "en" else 0]
        if section == _GATHERED:
            continue
        template = templates.get(inside.as_posix(), "")
        kind = (language, template, section if template in ("", _LISTS) else "")
        known = found.get(kind)
        if known is None or path.stat().st_size > known.stat().st_size:
            found[kind] = path
    return {
        language: tuple(
            path.relative_to(site).as_posix() for kind, path in found.items() if kind[0] == language
        )
        for language in LANGUAGES
    }


def templates_of(project: Path) -> Mapping[str, str]:
    """Return the template of each page of the project's private edition, by its path."""
    checked = check_project(project, fixed_as_of(AS_OF))
    scored = score_project(checked, EVERYTHING)
    assert scored is not None
    site = build_pages(scored.visible, scored.scores, EVERYTHING, scored.scores.as_of)
    return {page.path: page.template for page in site.pages}
