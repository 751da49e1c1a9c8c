"""The layout: what stands around every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.model.chapter import Chapter
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.model.settings import MenuLink
from planbook.urls import (
    API,
    CALENDAR,
    PRINT_FOLDER,
    SEARCH_FOLDER,
    canonical_link,
    link_path,
    project_file_path,
    theme_path,
)
from planbook.views.accent import ACCENT_PATH
from planbook.views.menu import MenuTarget, read_menu_target
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.readers import sheet_href
from planbook.views.words import NO_WORDS, Day, Label, Phrase, Ref, Words

# The menu: each group's sections in order. A section is a kind's folder or one of our own pages.
MENU: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("handbook", ("practices", "handbook", "changes")),
    ("team", ("people", "org", "responsibilities", "teams", "roles", "partners")),
    ("plans", ("objectives", "alignment", "goals", "quality", "trainings", "growth", "ladders")),
    (
        "results",
        (
            "coverage",
            "alerts",
            "due",
            "months",
            "quarters",
            "metrics",
            "reviews",
            "improvements",
            "incentives",
            "recognitions",
        ),
    ),
    ("together", ("meetings", "feedback", "retrospectives", "tools")),
)


MOST_CHAPTERS: Final = 12
"""So many chapters stand in the menu by themselves; more are a list of their own."""

MENU_SECTIONS: Final = frozenset(section for _, sections in MENU for section in sections)
_ICON_TYPES: Final = MappingProxyType(
    {"svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon"}
)


class MenuEntry(msgspec.Struct, frozen=True):
    """One section of the menu. ``below`` are pages of it that stand in the menu too."""

    section: str
    label: Label
    href: str
    below: tuple[MenuEntry, ...] = ()


class MenuGroup(msgspec.Struct, frozen=True):
    """Sections that belong together."""

    label: Label
    entries: tuple[MenuEntry, ...]


class SectionCount(msgspec.Struct, frozen=True):
    """How many documents a section lists."""

    label: Label
    href: str
    total: int


class Crumb(msgspec.Struct, frozen=True):
    """One step of the way from the front page to this one."""

    label: Label
    href: str


class LanguageLink(msgspec.Struct, frozen=True):
    """The same page in one of the site's languages."""

    code: str
    name: str
    href: str
    current: bool


class SiteChrome(msgspec.Struct, frozen=True):
    """What all pages of one language and depth have around them.

    ``direction`` is ``rtl`` where the language is written from right to left, else ``ltr``.
    ``theme`` leads to the folder of the theme's scripts and styles, ``search`` to the page that
    finds things without a script. ``styles`` are added to the theme's ``stylesheet``; ``logo`` is
    empty where there is none. ``calendar`` and ``api`` are for other programs,
    ``print`` is the whole edition to print.
    """

    language: str
    direction: str
    site: Words
    home: str
    theme: str
    search: str
    stylesheet: str
    styles: tuple[str, ...]
    icon: str
    icon_type: str
    logo: str
    menu: tuple[MenuGroup, ...]
    edition: Phrase
    is_public: bool
    viewer: Ref | Words | None
    as_of: Day | None
    calendar: str = ""
    api: str = ""
    print: str = ""


class Layout(msgspec.Struct, frozen=True):
    """What stands around one page.

    ``entry`` names the entry of the menu that the page is, or belongs to.
    ``canonical`` and ``alternates`` (language, address) are full addresses, and empty where
    the project has no ``base_url``.
    """

    chrome: SiteChrome
    title: Label
    section: str
    entry: str
    description: Words = NO_WORDS
    crumbs: tuple[Crumb, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


class Layouts:
    """Makes the layouts of one site."""

    def __init__(self, site: SitePresenter) -> None:
        self._site = site
        self._names = {
            language: formats.language_name() for language, formats in site.formats.items()
        }

    def around(
        self,
        presenter: Presenter,
        segments: Sequence[str],
        title: Label,
        *,
        number: int = 1,
        description: Words = NO_WORDS,
        trail: tuple[Crumb, ...] | None = None,
        elsewhere: Sequence[str] | None = None,
    ) -> Layout:
        """Return the layout of page ``number`` of the folder ``segments``.

        ``trail`` is the way from the front page down to this page, both left out; by default
        it is the section that the page stands in. ``elsewhere`` is the folder that the other
        languages lead to, where they have no such page.
        """
        addresses = self._site.addresses
        section = segments[0] if segments else ""
        if trail is None:
            trail = (self.crumb(presenter, section),) if len(segments) > 1 else ()
        base_url = self._site.handbook.settings.base_url
        paths = {
            language: addresses.numbered(language, segments, number)
            if elsewhere is None or language == presenter.language
            else addresses.numbered(language, elsewhere, 1)
            for language in addresses.languages
        }
        full = {
            language: canonical_link(base_url, path) if base_url else ""
            for language, path in paths.items()
        }
        several = len(paths) > 1
        return Layout(
            chrome=self._chrome(presenter),
            title=title,
            section=section,
            entry=self._entry(segments, section),
            description=description,
            crumbs=(Crumb(Phrase("section.front"), presenter.to()), *trail) if segments else (),
            languages=tuple(
                LanguageLink(
                    code, self._names[code], presenter.root + path, code == presenter.language
                )
                for code, path in paths.items()
            )
            if several
            else (),
            canonical=full[presenter.language],
            alternates=with_default(addresses.languages, full)
            if base_url and several and elsewhere is None
            else (),
        )

    def below(
        self,
        presenter: Presenter,
        key: Key,
        segments: Sequence[str],
        title: Label | None = None,
        *,
        number: int,
    ) -> tuple[Layout, Ref]:
        """Return the layout of a page below a document's own, and the link to that.

        Without a ``title`` it has that of the document.
        """
        ref = presenter.ref(key)
        assert ref is not None
        trail = (self.crumb(presenter, segments[0]), Crumb(ref.title, ref.href))
        label = ref.title if title is None else title
        return self.around(presenter, segments, label, number=number, trail=trail), ref

    def crumb(self, presenter: Presenter, section: str) -> Crumb:
        """Return the step to a section's own page."""
        return Crumb(section_label(presenter, section), presenter.to(section))

    def _entry(self, segments: Sequence[str], section: str) -> str:
        if section == self._site.addresses.sections.get(Chapter.KIND) and len(segments) > 1:
            chapter = Key(Chapter.KIND, segments[1])
            if chapter in self._site.remember(MENU_CHAPTERS, ""):
                return _entry_of(section, chapter)
        return section

    def _chrome(self, presenter: Presenter) -> SiteChrome:
        return self._site.remember(CHROME, f"{presenter.language} {presenter.root}")


class _ChromeMaker:
    """Makes what stands around all pages of one language and depth."""

    def __init__(self, presenter: Presenter) -> None:
        self._site = presenter.site
        self._sections = presenter.remember(SECTIONS_SHOWN, "")

    def make(self, presenter: Presenter) -> SiteChrome:
        """Return it for the pages of ``presenter``."""
        edition = self._site.edition
        viewer, whose = self._viewer(presenter)
        added = tuple(section for section in self._sections if section not in MENU_SECTIONS)
        groups = (*MENU, ("more", added))
        options, root = self._site.handbook.settings.theme_options, presenter.root
        own = tuple(self._own_entries(presenter, options.menu))
        icon = project_file_path(options.favicon) if options.favicon else theme_path("icon.svg")
        has_accent = bool(options.accent or options.accent_dark)
        return SiteChrome(
            language=presenter.language,
            direction=presenter.formats.direction,
            site=presenter.words(self._site.handbook.settings.title),
            home=presenter.to(),
            theme=root + theme_path(""),
            search=presenter.to(SEARCH_FOLDER),
            stylesheet=root + theme_path("site.css"),
            styles=(
                *((root + ACCENT_PATH,) if has_accent else ()),
                *(root + link_path(project_file_path(path)) for path in options.css),
            ),
            icon=root + link_path(icon),
            icon_type=_ICON_TYPES.get(icon.rpartition(".")[2].lower(), ""),
            logo=root + link_path(project_file_path(options.logo)) if options.logo else "",
            menu=(
                *self._of_reader(presenter),
                *((MenuGroup(Phrase("menu.own"), own),) if own else ()),
                *(
                    MenuGroup(Phrase(f"menu.{name}"), entries)
                    for name, sections in groups
                    if (entries := self._entries(presenter, sections))
                ),
            ),
            edition=Phrase(f"edition.{whose or edition.audience}"),
            is_public=edition.audience == "public",
            viewer=viewer,
            as_of=presenter.day(self._site.scores.as_of),
            calendar=presenter.to_file(CALENDAR),
            api=root + f"{API}/index.json",
            print=presenter.to(PRINT_FOLDER),
        )

    def _viewer(self, presenter: Presenter) -> tuple[Ref | Words | None, str]:
        """Return the one reader whom the edition is for, and which sort of reader that is."""
        name = self._site.edition.viewer
        if name is None:
            return None, ""
        reader = self._site.handbook.settings.readers.get(name)
        if reader is None:
            return presenter.ref(Key(Person.KIND, name)), "viewer"
        return presenter.words(reader.title) or Words(name), "reader"

    def _of_reader(self, presenter: Presenter) -> Iterator[MenuGroup]:
        """Yield what is the reader's own, where the edition is for one person."""
        name = self._site.edition.viewer
        if name is None or name in self._site.handbook.settings.readers:
            return
        ref = presenter.ref(Key(Person.KIND, name))
        if ref is not None:
            sheet = sheet_href(presenter, Key(Person.KIND, name))
            sections = presenter.addresses.sections
            calendar = presenter.to_file(sections[Person.KIND], name, CALENDAR)
            own = (MenuEntry("my-one-on-one", Phrase("menu.my_one_on_one"), sheet),)
            yield MenuGroup(
                Phrase("menu.me"),
                (
                    MenuEntry("me", Phrase("menu.my_week"), presenter.to()),
                    MenuEntry("my-page", Phrase("menu.my_page"), ref.href),
                    *(own if sheet else ()),
                    MenuEntry("my-calendar", Phrase("menu.my_calendar"), calendar),
                ),
            )

    def _own_entries(self, presenter: Presenter, links: Sequence[MenuLink]) -> Iterator[MenuEntry]:
        """Yield the project's own entries, without those that lead to what nobody sees here."""
        plurals = {kind.plural: name for name, kind in self._site.handbook.kinds.items()}
        sections = known_sections(self._site.handbook)
        for position, link in enumerate(links):
            target = read_menu_target(link.to, self._site.handbook.files, plurals, sections)
            href = self._href_of(presenter, target) if target is not None else ""
            if href:
                yield MenuEntry(f"own-{position + 1}", presenter.words(link.title), href)

    def _href_of(self, presenter: Presenter, target: MenuTarget) -> str:
        if target.category == "web":
            return target.address
        if target.category == "file":
            return presenter.root + link_path(target.address)
        if target.category == "document":
            ref = presenter.ref(target.key)
            return ref.href if ref is not None else ""
        shown = not target.segments or target.segments[0] in self._sections
        return presenter.to(*target.segments) if shown else ""

    def _entries(self, presenter: Presenter, sections: Sequence[str]) -> tuple[MenuEntry, ...]:
        return tuple(
            MenuEntry(
                section,
                section_label(presenter, section),
                presenter.to(section),
                tuple(self._chapters(presenter, section))
                if section == self._site.addresses.sections.get(Chapter.KIND)
                else (),
            )
            for section in sections
            if section in self._sections
        )

    def _chapters(self, presenter: Presenter, section: str) -> Iterator[MenuEntry]:
        for key in presenter.remember(MENU_CHAPTERS, ""):
            ref = presenter.ref(key)
            if ref is not None:
                yield MenuEntry(_entry_of(section, key), ref.title, ref.href)


def _entry_of(section: str, chapter: Key) -> str:
    return f"{section}/{chapter.id}"


def _make_chrome(site: SitePresenter, asked: str) -> SiteChrome:
    language, _, root = asked.partition(" ")
    presenter = site.at(language, f"{root.replace('../', 'x/')}index.html")
    return _ChromeMaker(presenter).make(presenter)


def _find_sections(site: SitePresenter, _: str) -> tuple[str, ...]:
    people = site.handbook.by_kind.get(Person.KIND, ())
    has_coverage = any(map(site.is_covered, people))
    return sections_in(
        site.handbook,
        has_coverage,
        has_smart=site.has_smart_scores(),
        has_history=site.history.is_known,
    )


def _find_chapters(site: SitePresenter, _: str) -> tuple[Key, ...]:
    listed = site.listed(Chapter.KIND)
    return listed if len(listed) <= MOST_CHAPTERS else ()


MENU_CHAPTERS: Final = Shared("menu chapters", tuple[Key, ...], _find_chapters)
SECTIONS_SHOWN: Final = Shared("sections", tuple[str, ...], _find_sections)
CHROME: Final = Shared("chrome", SiteChrome, _make_chrome)


def sections_in(
    handbook: Handbook,
    has_coverage: bool = False,
    *,
    has_smart: bool = False,
    has_history: bool = False,
) -> tuple[str, ...]:
    """Return the sections that have something to show in this edition.

    ``has_coverage`` says whether it is known how well anybody is led, ``has_smart`` how well any
    goal is written, ``has_history`` whether git knows anything of the project.
    """
    kinds = {kind for kind, keys in handbook.by_kind.items() if keys}
    own = {
        "practices": bool(kinds),
        "org": "person" in kinds,
        "alignment": "objective" in kinds,
        "responsibilities": "person" in kinds or "partner" in kinds,
        "coverage": has_coverage,
        "alerts": "person" in kinds,
        "due": "goal" in kinds or "person" in kinds,
        "months": "person" in kinds,
        "quarters": "person" in kinds,
        "quality": has_smart,
        "changes": has_history,
    }
    plurals = (handbook.kinds[kind].plural for kind in sorted(kinds))
    return (*(section for section, shown in own.items() if shown), *plurals)


def known_sections(handbook: Handbook) -> frozenset[str]:
    """Return all sections that a site of these kinds may have, whatever it has to show."""
    return MENU_SECTIONS | {kind.plural for kind in handbook.kinds.values()}


def with_default(
    languages: Sequence[str], addresses: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return the full address of a page in each language that it is in.

    What comes last is for readers of any other language: the first one of the site that there is.
    """
    found = tuple((one, addresses[one]) for one in languages if one in addresses)
    return (*found, ("x-default", found[0][1]))


def section_label(presenter: Presenter, section: str) -> Label:
    """Return a section's name: the catalogue's, or for a project's own kind its title."""
    added = presenter.added_section(section)
    if added is not None:
        return presenter.words(added.title) or Words(section)
    return Phrase(f"section.{section}")


def kind_label(presenter: Presenter, kind: str) -> Label:
    """Return what several documents of ``kind`` are called."""
    return section_label(presenter, presenter.handbook.kinds[kind].plural)


def section_counts(presenter: Presenter) -> tuple[SectionCount, ...]:
    """Return how many documents each kind lists, of those that list any."""
    site = presenter.site
    return tuple(
        SectionCount(
            kind_label(presenter, kind), presenter.to(site.addresses.sections[kind]), total
        )
        for kind in site.handbook.by_kind
        if (total := len(site.listed(kind)))
    )
