"""A tiny theme, and a whole build of a few pages in one call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planbook.diagnostics.finding import Outcome
from planbook.output.changes import compare_pages, pages_at
from planbook.output.report import BuildReport
from planbook.output.site import open_target, write_site
from planbook.output.target import check_target
from planbook.pages import Asset, Page
from planbook.reading.theme import Template, Theme
from planbook.rendering.render import render_pages


@dataclass(frozen=True, slots=True)
class Words:
    """A view with a title and lines of text."""

    title: str
    lines: tuple[str, ...] = field(default=())


def theme_of(
    templates: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
    builtin: Mapping[str, str] | None = None,
) -> Theme:
    """Return a theme of ``templates`` by name and ``words`` by language.

    Those of ``builtin`` are as if they came with planbook.
    """
    texts = {"page.html": "<h1>{{ view.title }}</h1>"} if templates is None else templates
    return Theme(
        name="default",
        templates={
            name: Template(name, text, f"themes/default/templates/{name}")
            for name, text in texts.items()
        }
        | {
            name: Template(name, text, f"theme:default/templates/{name}", builtin=True)
            for name, text in (builtin or {}).items()
        },
        words={"en": {"goal": "Goal"}} if words is None else words,
    )


def page_of(path: str, title: str = "A", *, template: str = "page.html") -> Page:
    """Return a page at ``path`` that shows ``title``."""
    return Page(path, "en", template, Words(title), subject=f"goal:{path}")


def build_site(
    project: Path,
    pages: Iterable[Page],
    *,
    out: str | Path = "site",
    theme: Theme | None = None,
    assets: tuple[Asset, ...] = (),
    force: bool = False,
    version: str = "1",
    wait: float = 0,
    edition: str = "team",
    cache: Path | None = None,
    keep_spare: bool = True,
) -> Outcome[BuildReport | None]:
    """Run all that follows the making of pages, as a build does."""
    used = theme_of() if theme is None else theme
    pages = tuple(pages)
    target = check_target(
        project,
        Path(out),
        keep_foreign=force,
        edition=edition,
        keep_spare=keep_spare,
        cache=cache,
    )
    if target.value is None:
        return Outcome(None, target.findings)
    with open_target(target.value, wait) as manifest:
        if manifest.value is None:
            return Outcome(None, manifest.findings)
        changes = compare_pages(pages, assets, manifest.value, used, version)
        if changes.value is None:
            return Outcome(None, changes.findings)
        rendered = render_pages(pages_at(changes.value.to_render, pages), used, jobs=1)
        return write_site(target.value, manifest.value, changes.value, rendered)


def spare_of(project: Path) -> Path | None:
    """Return the spare of the site of ``project``, None where there is none."""
    spares = [*(project / ".planbook").glob("*.spare")]
    assert len(spares) <= 1
    if not spares:
        return None
    assert [place.name for place in spares[0].iterdir()] == ["site"]
    return spares[0] / "site"


def tree_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below ``folder`` by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
