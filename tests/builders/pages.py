"""Whole pages for tests: the handbook cut to an edition, seen through the default theme."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from planbook.editions import filter_for_edition
from planbook.history.telling import NO_HISTORY, History
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.pages import Page
from planbook.reading.resources import builtin_themes
from planbook.reading.rubric import builtin_rubric
from planbook.reading.theme import load_theme
from planbook.rendering.renderer import Rendered, Renderer
from planbook.scoring.score import score_handbook
from planbook.views.site import SitePages, build_pages

EVERYTHING = Edition("private")
AS_OF = date(2026, 9, 10)

_BREAKS = re.compile(r"</?(?:p|li|tr|td|th|dt|dd|div|h[1-6]|section|ul|ol)\b[^>]*>")
_BLANKS = re.compile(r"[ \t\r\f]+")
_TAGS = re.compile(r"<[^>]*>")


def page_at(
    handbook: Handbook, path: str, edition: Edition = EVERYTHING, history: History = NO_HISTORY
) -> Page:
    """Return the page at ``path`` of the site that ``edition`` sees."""
    pages = site_at(handbook, edition, history=history).pages
    return next(one for one in pages if one.path == path)


def site_at(
    handbook: Handbook,
    edition: Edition = EVERYTHING,
    assets: Iterable[str] = (),
    history: History = NO_HISTORY,
) -> SitePages:
    """Return all pages of the site that ``edition`` sees, with the figures of that edition."""
    visible = filter_for_edition(handbook, edition, AS_OF)
    scores = score_handbook(visible, AS_OF, builtin_rubric(), edition).value
    return build_pages(visible, scores, edition, AS_OF, assets, history)


def view_at(handbook: Handbook, path: str, edition: Edition = EVERYTHING) -> Any:
    """Return the view of the page at ``path``."""
    return page_at(handbook, path, edition).view


def alerts_in(found: Any) -> list[Any]:
    """Return the alerts of a list that has them by person."""
    return [one for group in found.groups for one in group.alerts]


def bytes_at(
    handbook: Handbook, path: str, edition: Edition = EVERYTHING, history: History = NO_HISTORY
) -> bytes:
    """Return the file at ``path`` as the default theme makes it."""
    rendered = _renderer().render(page_at(handbook, path, edition, history))
    assert isinstance(rendered, Rendered), rendered
    return rendered.content


def html_at(
    handbook: Handbook, path: str, edition: Edition = EVERYTHING, history: History = NO_HISTORY
) -> str:
    """Return the main part of the page at ``path``, as the default theme shows it."""
    html = bytes_at(handbook, path, edition, history).decode()
    return html[html.index("<main") : html.index("</main>")]


def text_at(
    handbook: Handbook, path: str, edition: Edition = EVERYTHING, history: History = NO_HISTORY
) -> str:
    """Return the words on the page at ``path``, a line for each block of text."""
    broken = _BREAKS.sub("\n", html_at(handbook, path, edition, history).replace("\n", " "))
    # What holds a figure and its currency together is no blank.
    lines = (_BLANKS.sub(" ", unescape(_TAGS.sub("", line))).strip() for line in broken.split("\n"))
    return "\n".join(line for line in lines if line)


@cache
def _renderer() -> Renderer:
    theme = load_theme(Path("no-project"), "default", builtin_themes())
    assert not theme.findings
    return Renderer(theme.value)
