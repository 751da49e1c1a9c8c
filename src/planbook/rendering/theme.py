"""A theme's digests, the templates that each page depends on, and its static files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed_version
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from planbook.digest import digest_of
from planbook.language import spoken_languages
from planbook.pages import Asset, Page
from planbook.reading.theme import Template, Theme
from planbook.urls import theme_path

_STATED: Final = re.compile(r'\{%-?\s*(?:extends|include|import|from)\s+"([^"]+)"')
"""What a template of ours takes in: it names it, and a name is quicker found than a grammar.

For a project's templates, which may work a name out, that would not do.
"""
_SPEAKS_OTHERS: Final = re.compile(r"\bui\([^()=]+,\s*[\w.]+\s*\)")
"""Where a template of ours asks for words in another language than the page's."""

_RENDERERS: Final = ("Babel", "icalendar", "Jinja2", "MarkupSafe", "msgspec")


@dataclass(frozen=True, slots=True)
class ThemeDigests:
    """The theme's share of a page's digest: by template, by language, and the version."""

    templates: Mapping[str, str]
    languages: Mapping[str, str]
    version: str


def digest_theme(theme: Theme, languages: Iterable[str], version: str) -> ThemeDigests:
    """Return the digests of ``theme`` for pages in ``languages``.

    A template's digest covers all that it extends, includes and imports, at any depth, and all
    words where it may speak another language than the page's; a language's covers the languages
    that its words may have to be borrowed from. ``version`` is planbook's; the libraries that make
    the bytes are added to it.
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
    polyglots = {name for name, one in theme.templates.items() if _speaks_others(one)}
    every_word = "".join(_digest_language(theme, tag) for tag in theme.words) if polyglots else ""
    digests = {}
    for name in theme.templates:
        reached = _reach(name, references)
        parts = [f"{other} {own.get(other, 'missing')}" for other in sorted(reached)]
        if not polyglots.isdisjoint(reached):
            parts.append(every_word)
        digests[name] = digest_of(*(part.encode() for part in parts))
    return digests


def _speaks_others(template: Template) -> bool:
    """Return whether ``template`` may ask for words in another language than the page's."""
    if template.builtin:
        return _SPEAKS_OTHERS.search(template.text) is not None
    try:
        calls = Environment(autoescape=True).parse(template.text).find_all(nodes.Call)
    except TemplateSyntaxError:
        return False
    return any(len(call.args) > 1 or call.dyn_args is not None for call in calls)


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
