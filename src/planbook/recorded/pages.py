"""The pages of an edition, in tables: which there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

import msgspec

from planbook.history.telling import History
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.pages import LazyView, Page, digest_of_view
from planbook.reading.attachments import is_published
from planbook.recorded.content import NotPlainError, RecordedContent, codec_of
from planbook.recorded.edition import RecordedEdition, RecordedScores
from planbook.recording.recorder import AnyUnit, Recorder
from planbook.recording.table import Table
from planbook.recording.unit import AbsentError
from planbook.urls import addresses_of
from planbook.views.accent import accent_page
from planbook.views.api import api_pages_of_kinds, record_page
from planbook.views.document_pages import pages_of_document, pages_of_kind
from planbook.views.extras import lost_page, sitemap_page
from planbook.views.layout import Layouts
from planbook.views.presenter import Asked, Found, Shared, SitePresenter
from planbook.views.site import ORDERS, OWN_SECTIONS, SHARED

_PARTS: Final = "site"


class PageSpec(msgspec.Struct, frozen=True):
    """A page as far as it is known before its view is made.

    ``group`` is what yields it, ``made_by`` the function that makes its view and what that is
    given; empty where the view is made at once. ``gathers`` are the pages that stand in it.
    """

    path: str
    language: str
    template: str
    subject: str
    group: tuple[str, ...]
    made_by: str = ""
    gathers: tuple[str, ...] = ()


class Shown(msgspec.Struct, frozen=True):
    """What came of making a view: its digest, and the files that it links to."""

    digest: str
    wanted: tuple[tuple[str, str], ...] = ()


class RecordedSite(SitePresenter):
    """A site presenter that looks up what pages share in tables."""

    tables: Mapping[str, Table[Any, Any]]

    def remember(self, shared: Shared[Asked, Found], asked: Asked) -> Found:
        """Return what ``shared`` is of ``asked``, made when somebody asks first."""
        found: Found = self.tables[shared.name][asked]
        return found


class RecordedPages:
    """The pages of an edition. ``views`` says of each what its view is made of."""

    def __init__(
        self,
        recorder: Recorder,
        content: RecordedContent,
        edition: RecordedEdition,
        scores: RecordedScores,
        sees: Edition,
        history: History,
    ) -> None:
        handbook, name = edition.handbook, edition.name
        settings = handbook.settings
        self._languages = settings.languages
        self._handbook = handbook
        self._sees = sees
        self._name = name
        assets = recorder.whole(
            f"{name}published",
            lambda: {path: True for path in content.sources().assets if is_published(path)},
            codec_of(bool),
        )
        site = RecordedSite(
            handbook,
            scores.as_scores(),
            addresses_of(handbook.kinds, self._languages),
            assets.keys(),
            sees,
            ORDERS,
            history,
        )
        self.site = site
        site.tables = self._share(recorder)
        self._layouts = Layouts(site)
        self._scores = scores
        self._recorder = recorder
        self._known: dict[tuple[str, ...], dict[str, Page]] = {}
        self._yielding: dict[tuple[str, ...], Iterator[Page]] = {}
        group = tuple[str, ...]
        self._specs = recorder.each(
            f"{name}pages", self._yield_specs, codec_of(tuple[PageSpec, ...]), group
        )
        self.pages = recorder.whole(f"{name}page", self._gather, codec_of(PageSpec))
        self.views = recorder.each(f"{name}view", self._show, codec_of(Shown), str, self.pages)
        self._made: dict[str, Any] = {}

    def page(self, path: str) -> Page:
        """Return a page with its view, made again where it is not at hand."""
        spec = self.pages[path]
        view = self._made.pop(path, None)
        if view is None:
            view = self._make(spec)
        return Page(path, spec.language, spec.template, view, spec.subject)

    # What pages share

    def _share(self, recorder: Recorder) -> Mapping[str, Table[Any, Any]]:
        return {
            what.name: recorder.each(
                f"{self._name}shared/{what.name}",
                partial(what.make, self.site),
                codec_of(what.type),
                what.asked,
            )
            for what in SHARED
        }

    def shared_of(self, key: Key) -> Iterator[AnyUnit]:
        """Yield what pages share of a document, as far as it is asked for sooner or later."""
        for what in SHARED:
            if what.kinds == "all" or key.kind in what.kinds:
                yield self.site.tables[what.name], key

    # Which pages there are

    def _groups(self) -> Iterator[tuple[str, ...]]:
        for language in self._languages:
            for section in OWN_SECTIONS:
                yield (_PARTS, language, section)
            for kind in self._handbook.by_kind:
                yield ("kind", language, kind)
            for key in self._handbook.documents:
                yield ("document", language, *key)
        yield ("lost",)
        yield ("accent",)
        yield ("api",)
        for key in self._handbook.documents:
            yield ("record", *key)

    def _pages_of(self, group: tuple[str, ...]) -> Iterator[Page]:
        site, layouts = self.site, self._layouts
        match group:
            case (part, language, section) if part == _PARTS:
                yield from OWN_SECTIONS[section](site, layouts, language)
            case ("kind", language, kind):
                yield from pages_of_kind(site, layouts, language, kind)
            case ("document", language, kind, id_):
                key = Key(kind, id_)
                if key not in self._handbook.documents:
                    raise AbsentError(key)
                yield from pages_of_document(site, layouts, language, key)
            case ("lost",):
                yield lost_page(site, layouts)
            case ("accent",):
                yield from accent_page(self._handbook.settings.theme_options, self._languages[0])
            case ("api",):
                yield from api_pages_of_kinds(site, self._sees, self._scores.as_of)
            case ("record", kind, id_):
                key = Key(kind, id_)
                if key not in self._handbook.documents:
                    raise AbsentError(key)
                yield record_page(site, key)
            case ("map",):
                yield from sitemap_page(site, self.pages)

    def _yield_specs(self, group: tuple[str, ...]) -> tuple[PageSpec, ...]:
        pages = tuple(self._pages_of(group))
        self._known[group] = {page.path: page for page in pages}
        return tuple(
            PageSpec(
                page.path,
                page.language,
                page.template,
                page.subject,
                group,
                _made_by(page.source),
                page.gathers,
            )
            for page in pages
        )

    def _gather(self) -> dict[str, PageSpec]:
        found: dict[str, PageSpec] = {}
        for group in self._groups():
            for one in self._specs[group]:
                if one.path in found:
                    raise NotPlainError(one.path)
                found[one.path] = one
        if self._handbook.settings.base_url:
            language = self._languages[0]
            found["sitemap.xml"] = PageSpec("sitemap.xml", language, "sitemap.xml", "", ("map",))
        return dict(sorted(found.items()))

    # Views

    def _show(self, path: str) -> Shown:
        spec = self.pages[path]
        self.site.wanted.clear()
        view = self._make(spec)
        wanted = tuple(sorted(self.site.wanted.items()))
        self._made[path] = view
        return Shown(digest_of_view(view), wanted)

    def _make(self, spec: PageSpec) -> Any:
        if not spec.made_by:
            return next(one for one in self._pages_of(spec.group) if one.path == spec.path).view
        return self._look_up(spec).view

    def _look_up(self, spec: PageSpec) -> Page:
        """Return a page of a group, which is yielded no further than up to it."""
        known = self._known.setdefault(spec.group, {})
        if spec.path not in known:
            # What yields the page is only asked for the function; what that is given is in the
            # spec.
            with self._recorder.aside():
                for page in self._yielding.setdefault(spec.group, self._pages_of(spec.group)):
                    known[page.path] = page
                    if page.path == spec.path:
                        break
        return known[spec.path]


def _made_by(source: Any) -> str:
    if not isinstance(source, LazyView):
        return ""
    make = source.make
    if not isinstance(make, partial) or make.keywords:
        return ""
    given = [one for one in make.args if not isinstance(one, SitePresenter | Layouts)]
    return f"{make.func.__module__}.{make.func.__qualname__}{given!r}"
