"""The same content as data: ``/api/v1/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.pages import Page, lazy_view
from planbook.scoring.recording import edition_record
from planbook.scoring.results import Scores
from planbook.urls import API
from planbook.views.lists import page_numbers, part_at
from planbook.views.presenter import SitePresenter
from planbook.views.score_records import score_record, whole_records

FORMAT_VERSION: Final = 1
PAGE_SIZE: Final = 100


def api_pages(site: SitePresenter, edition: Edition, as_of: date) -> Iterator[Page]:
    """Yield the data of the site: an index, the lists of each kind, each document.

    A document has the fields that the edition sees, as in the YAML, with texts by language, and
    its figures as ``scores``; each check of the SMART score only in the document's own file.
    Lists of a kind begin with ``goals.json`` and go on with ``goals.2.json``. The index holds the
    figures that belong to no document.
    """
    yield from api_pages_of_kinds(site, edition, as_of)
    for key in site.handbook.documents:
        yield record_page(site, key)


def api_pages_of_kinds(site: SitePresenter, edition: Edition, as_of: date) -> Iterator[Page]:
    """Yield the index, and the lists of each kind."""
    language = site.addresses.languages[0]
    index = lazy_view(partial(_index, site, edition, as_of))
    yield Page(f"{API}/index.json", language, "", index)
    for kind in site.handbook.by_kind:
        section = site.addresses.sections[kind]
        for number in page_numbers(len(site.listed(kind)), PAGE_SIZE):
            name = section if number == 1 else f"{section}.{number}"
            view = lazy_view(partial(_records, site, kind, number))
            yield Page(f"{API}/{name}.json", language, "", view)


def record_page(site: SitePresenter, key: Key) -> Page:
    """Return the data of one document."""
    path = f"{API}/{site.addresses.sections[key.kind]}/{key.id}.json"
    view = lazy_view(partial(_record, site, key))
    return Page(path, site.addresses.languages[0], "", view, str(key))


def _index(site: SitePresenter, edition: Edition, as_of: date) -> dict[str, Any]:
    handbook = site.handbook
    return {
        "format_version": FORMAT_VERSION,
        "title": dict(handbook.settings.title),
        "languages": list(site.addresses.languages),
        "as_of": as_of.isoformat(),
        "edition": edition_record(edition),
        "kinds": [
            {
                "kind": kind,
                "address": f"{site.addresses.sections[kind]}.json",
                "count": len(site.listed(kind)),
            }
            for kind in handbook.by_kind
        ],
        "scores": whole_records(site.scores, handbook),
    }


def _present(site: SitePresenter, kind: str) -> tuple[Key, ...]:
    """Return the documents of the lists: drafts and archived ones have but their own file."""
    return tuple(sorted(site.listed(kind)))


def _records(site: SitePresenter, kind: str, number: int) -> dict[str, Any]:
    part = part_at(_present(site, kind), number, PAGE_SIZE)
    return {
        "format_version": FORMAT_VERSION,
        "page": part.number,
        "pages": part.pages,
        "documents": [_document(site.handbook, site.scores, key, brief=True) for key in part.items],
    }


def _record(site: SitePresenter, key: Key) -> dict[str, Any]:
    record = _document(site.handbook, site.scores, key)
    return {"format_version": FORMAT_VERSION, **record}


def _document(
    handbook: Handbook, scores: Scores, key: Key, *, brief: bool = False
) -> dict[str, Any]:
    values: Mapping[str, Any] = handbook.documents[key].values
    # What a document is comes first, whatever the author wrote first.
    first = {name: values[name] for name in ("kind", "id") if name in values}
    record = {**first, **values}
    figures = score_record(key, scores, handbook, brief=brief)
    if figures is not None:
        record["scores"] = figures
    return record
