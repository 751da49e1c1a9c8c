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
from planbook.urls import Addresses
from planbook.views.lists import paginate
from planbook.views.score_records import score_record, whole_records

FORMAT_VERSION: Final = 1
PAGE_SIZE: Final = 100
_ROOT: Final = "api/v1"


def api_pages(
    handbook: Handbook, scores: Scores, addresses: Addresses, edition: Edition, as_of: date
) -> Iterator[Page]:
    """Yield the data of the site: an index, the lists of each kind, each document.

    A document has the fields that the edition sees, as in the YAML, with texts by language, and
    its figures as ``scores``; each check of the SMART score only in the document's own file.
    Lists of a kind begin with ``goals.json`` and go on with ``goals.2.json``. The index holds the
    figures that belong to no document.
    """
    language = addresses.languages[0]
    index = lazy_view(partial(_index, handbook, scores, addresses, edition, as_of))
    yield Page(f"{_ROOT}/index.json", language, "", index)
    for kind, every in handbook.by_kind.items():
        section = addresses.sections[kind]
        keys = _present(handbook, kind)
        for part in paginate(keys, PAGE_SIZE):
            name = section if part.number == 1 else f"{section}.{part.number}"
            yield Page(
                f"{_ROOT}/{name}.json",
                language,
                "",
                {
                    "format_version": FORMAT_VERSION,
                    "page": part.number,
                    "pages": part.pages,
                    "documents": [
                        _document(handbook, scores, key, brief=True) for key in part.items
                    ],
                },
            )
        for key in every:
            yield Page(
                f"{_ROOT}/{section}/{key.id}.json",
                language,
                "",
                lazy_view(partial(_record, handbook, scores, key)),
                str(key),
            )


def _index(
    handbook: Handbook, scores: Scores, addresses: Addresses, edition: Edition, as_of: date
) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "title": dict(handbook.settings.title),
        "languages": list(addresses.languages),
        "as_of": as_of.isoformat(),
        "edition": edition_record(edition),
        "kinds": [
            {
                "kind": kind,
                "address": f"{addresses.sections[kind]}.json",
                "count": len(_present(handbook, kind)),
            }
            for kind in handbook.by_kind
        ],
        "scores": whole_records(scores, handbook),
    }


def _present(handbook: Handbook, kind: str) -> tuple[Key, ...]:
    """Return the documents of the lists: drafts and archived ones have but their own file."""
    return tuple(key for key in handbook.by_kind[kind] if handbook.records[key].is_in_force)


def _record(handbook: Handbook, scores: Scores, key: Key) -> dict[str, Any]:
    return {"format_version": FORMAT_VERSION, **_document(handbook, scores, key)}


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
