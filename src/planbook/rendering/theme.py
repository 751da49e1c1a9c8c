"""A theme's digests, the templates that each page depends on, and its static files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed_version
from typing import Final

from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from planbook.digest import digest_of
from planbook.language import spoken_languages
from planbook.pages import Asset, Page
from planbook.reading.theme import Theme
from planbook.urls import theme_path

_STATED: Final = re.compile(r'\{%-?\s*(?:extends|include|import|from)\s+"([^"]+)"')
"""What a template of ours takes in: it names it, and a name is quicker found than a grammar.

For a project's templates, which may work a name out, that would not do.
"""
_RENDERERS: Final = ("Babel", "Jinja2", "MarkupSafe", "msgspec")


@dataclass(frozen=True, slots=True)
class ThemeDigests:
    """The theme's share of a page's digest: by template, by language, and the version."""

    templates: Mapping[str, str]
    languages: Mapping[str, str]
    version: str


def digest_theme(theme: Theme, languages: Iterable[str], version: str) -> ThemeDigests:
    """Return the digests of ``theme`` for pages in ``languages``.

    A template's digest covers all that it extends, includes and imports, at any depth; a
    language's covers the languages that its words may have to be borrowed from. ``version`` is
    planbook's; the libraries that make the bytes are added to it.
    """
    return ThemeDigests(
        templates=_digest_templates(theme),
        languages={
            language: _digest_language(theme, language) for language in dict.fromkeys(languages)
        },
        version=version + releases(),
    )


@cache
def releases() -> str:
    """Return the releases of the libraries that make the bytes of a page."""
    return "".join(f" {name}-{installed_version(name)}" for name in _RENDERERS)


def digest_page(page: Page, digests: ThemeDigests) -> str:
    """Return the digest of ``page``: equal digests, equal bytes."""
    return digest_shown(page.template, page.language, page.view_digest, digests)


def digest_shown(template: str, language: str, view: str, digests: ThemeDigests) -> str:
    """Return the digest of a page that shows a view with the digest ``view``."""
    return digest_of(
        digests.version.encode(),
        template.encode(),
        digests.templates.get(template, "").encode(),
        language.encode(),
        digests.languages[language].encode() if template else b"",
        view.encode(),
    )


def templates_changed_by_project(theme: Theme) -> frozenset[str]:
    """Return the templates that show something of the project's own templates, at any depth."""
    own = {template.name for template in theme.templates.values() if not template.builtin}
    if not own:
        return frozenset()
    references = _references_of(theme)
    return frozenset(name for name in theme.templates if _reach(name, references) & own)


def templates_behind(names: Iterable[str], theme: Theme) -> tuple[str, ...]:
    """Return the templates of ``theme`` that those of ``names`` may take in, themselves too."""
    references = _references_of(theme)
    reached = {other for name in names for other in _reach(name, references)}
    return tuple(sorted(reached & theme.templates.keys()))


def theme_assets(theme: Theme) -> tuple[Asset, ...]:
    """Return the theme's static files as they go into the site."""
    return tuple(
        Asset(theme_path(static.name), static.source, static.digest, static.path)
        for static in theme.statics
    )


def _digest_language(theme: Theme, language: str) -> str:
    return digest_of(
        *(
            part.encode()
            for tag in spoken_languages(language, tuple(theme.words))
            for part in (tag, *(piece for word in theme.words[tag].items() for piece in word))
        )
    )


def _digest_templates(theme: Theme) -> Mapping[str, str]:
    own = {
        name: digest_of(name.encode(), template.text.encode())
        for name, template in theme.templates.items()
    }
    references = _references_of(theme)
    digests = {}
    for name in theme.templates:
        reached = _reach(name, references)
        parts = (f"{other} {own.get(other, 'missing')}" for other in sorted(reached))
        digests[name] = digest_of(*(part.encode() for part in parts))
    return digests


def _references_of(theme: Theme) -> Mapping[str, tuple[str, ...]]:
    grammar = Environment(autoescape=True)
    every = tuple(theme.templates)
    return {
        name: tuple(dict.fromkeys(_STATED.findall(template.text)))
        if template.builtin
        else _references(grammar, template.text, every)
        for name, template in theme.templates.items()
    }


def _references(grammar: Environment, text: str, every: tuple[str, ...]) -> tuple[str, ...]:
    try:
        found = set(find_referenced_templates(grammar.parse(text)))
    except TemplateSyntaxError:
        # It renders nothing as it is; mended, it has another text and so another digest.
        return ()
    # None stands for a name that is worked out while rendering: it may be any of them.
    if None in found:
        return every
    return tuple(name for name in found if name is not None)


def _reach(name: str, references: Mapping[str, tuple[str, ...]]) -> set[str]:
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(references.get(current, ()))
    return reached
