"""A project's own menu entries: what each leads to, and where that stands in an edition."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

import msgspec

from planbook.diagnostics.codes.config import CONFIG_MENU_TARGET
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.practices import PRACTICES
from planbook.model.prose import leads_outside

_STATIC: Final = "static/"
_DOCUMENTS: Final = (".md", ".yaml", ".yml")


class MenuTarget(msgspec.Struct, frozen=True):
    """What a menu entry leads to: a document, a page of the site's own, a file, or the web.

    ``address`` is that of the file or of the web, ``segments`` the page's folder.
    """

    category: Literal["document", "page", "file", "web"]
    key: Key | None = None
    segments: tuple[str, ...] = ()
    address: str = ""


def read_menu_target(
    written: str, files: Mapping[str, Key], plurals: Mapping[str, str], sections: Iterable[str]
) -> MenuTarget | None:
    """Return what ``written`` means, or None where it means nothing.

    ``files`` has the documents by the files that they stand in, ``plurals`` the kinds by their
    folders; ``sections`` are the pages that a site may have of its own. Whether there is such a
    document is another question.
    """
    if leads_outside(written):
        return MenuTarget("web", address=written)
    path = posixpath.normpath(written.removesuffix("index.html") or ".").lstrip("/")
    if written.startswith(_STATIC):
        return MenuTarget("file", address=path.removeprefix(_STATIC))
    for known in (path, f"content/{path}"):
        if known in files:
            return MenuTarget("document", files[known])
    kind, colon, id_ = written.partition(":")
    if colon:
        return MenuTarget("document", Key(kind, id_)) if kind in plurals.values() else None
    segments = tuple(path.split("/")) if path not in (".", "") else ()
    if len(segments) == 2 and segments[0] in plurals:
        return MenuTarget("document", Key(plurals[segments[0]], segments[1]))
    is_practice = len(segments) == 2 and segments[0] == "practices" and segments[1] in PRACTICES
    if not segments or is_practice or (len(segments) == 1 and segments[0] in sections):
        return MenuTarget("page", segments=segments)
    return None


def check_menu(
    handbook: Handbook,
    files: Mapping[str, Key],
    sections: Iterable[str],
    statics: Iterable[str],
    *,
    whole: bool = True,
) -> Iterator[Finding]:
    """Yield the menu entries that lead nowhere, whatever the edition.

    ``statics`` are the paths of the project's files in ``static/``. Where the handbook is not
    ``whole``, a document that is not there may only be broken, and so may a file of documents.
    """
    plurals = {kind.plural: name for name, kind in handbook.kinds.items()}
    pages, published = frozenset(sections), frozenset(statics)
    for position, entry in enumerate(handbook.settings.theme_options.menu):
        target = read_menu_target(entry.to, files, plurals, pages)
        if not whole and (entry.to.endswith(_DOCUMENTS) or (target is not None and target.key)):
            continue
        if (
            target is None
            or (target.key is not None and target.key not in handbook.documents)
            or (target.category == "file" and f"{_STATIC}{target.address}" not in published)
        ):
            documents = (f"{key.kind}:{key.id}" for key in handbook.documents)
            practices = (f"practices/{name}" for name in PRACTICES)
            known = (*documents, *sorted(pages), *practices, *files, *published)
            nearest = closest(entry.to, known)
            yield CONFIG_MENU_TARGET.at(
                Place("planbook.yaml", pointer=f"/theme_options/menu/{position}/to"),
                target=entry.to[:80],
                hint=did_you_mean(nearest),
                suggestion=nearest,
            )
