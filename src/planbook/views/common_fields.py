"""What the page of every document has, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import msgspec

from planbook.model.document import Document, Key
from planbook.model.field import Field
from planbook.model.prose import leads_outside
from planbook.model.record import Record
from planbook.model.record_types import RECORD_TYPES
from planbook.urls import Addresses
from planbook.views.last_change import ChangedView, changed_view
from planbook.views.layout import kind_label
from planbook.views.order import by_id
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.translation import untranslated
from planbook.views.words import Fact, Label, Outside, Phrase, Prose, Ref, Words

LINKED_SHOWN: Final = 20
_KNOWN_EVERYWHERE: Final = frozenset(field.encode_name for field in msgspec.structs.fields(Record))
_KNOWN: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        kind: frozenset(field.encode_name for field in msgspec.structs.fields(record))
        for kind, record in RECORD_TYPES.items()
    }
)
_FREE: Final = Field("free")


class LinkedGroup(msgspec.Struct, frozen=True):
    """Documents of one kind that point here by one field.

    ``href`` leads to all of them, and is empty where ``refs`` already are all.
    """

    label: Label
    field: Words
    refs: tuple[Ref, ...]
    total: int
    href: str = ""


class CommonFields(msgspec.Struct, frozen=True):
    """What every document may have beside the fields of its kind.

    ``more`` are fields that the project's own schema added to a built-in kind. ``changed`` says
    when the document was changed last, where that is known; ``untranslated`` that texts of it are
    shown in another language than the page's.
    """

    kind: str
    label: Label
    id: str
    title: Words
    state: Phrase | None
    audience: Phrase | None
    is_private: bool
    tags: tuple[str, ...]
    links: tuple[Outside, ...]
    notes: Prose
    extra: tuple[Fact, ...]
    more: tuple[Fact, ...]
    linked: tuple[LinkedGroup, ...]
    changed: ChangedView | None = None
    untranslated: Phrase | None = None


class LinkedKeys(msgspec.Struct, frozen=True):
    """All documents of one kind that point at one document by one field, in list order."""

    kind: str
    path: str
    keys: tuple[Key, ...]

    def segments(self, addresses: Addresses, target: Key) -> tuple[str, ...]:
        """Return the address of the full list."""
        plurals = addresses.sections
        return (
            plurals[target.kind],
            target.id,
            "linked",
            plurals[self.kind],
            self.path.strip("/").replace("/", "-"),
        )


def common_fields(
    document: Document, record: Record, presenter: Presenter, linked: Sequence[LinkedKeys]
) -> CommonFields:
    """Return what every document has. ``linked`` is what points at it."""
    key = document.key
    field = presenter.handbook.kinds[key.kind].field
    known = _KNOWN.get(key.kind, _KNOWN_EVERYWHERE)
    added = {name: value for name, value in document.values.items() if name not in known}
    return CommonFields(
        kind=key.kind,
        label=kind_label(presenter, key.kind),
        id=key.id,
        title=presenter.title_of(record),
        state=None if record.is_in_force else Phrase(f"state.{record.state}"),
        audience=Phrase(f"audience.{record.audience}"),
        is_private=record.audience == "private",
        tags=record.tags,
        links=tuple(outside(presenter.words(link.title), link.url) for link in record.links),
        notes=presenter.prose(record.notes, key, 3, "/notes"),
        extra=tuple(presenter.rows(record.extra, _FREE, key)),
        more=tuple(presenter.rows(added, field, key)) if added and key.kind in RECORD_TYPES else (),
        linked=tuple(group_of(presenter, key, one) for one in linked),
        changed=changed_view(presenter, key),
        untranslated=untranslated(document, field, presenter),
    )


def outside(title: Words, url: str | None) -> Outside:
    """Return a link out of the site; an address that a browser might run is only shown."""
    if not url:
        return Outside(title)
    safe = leads_outside(url)
    return Outside(title or Words(url), url if safe else "")


def linked_keys(site: SitePresenter, target: Key) -> tuple[LinkedKeys, ...]:
    """Return what points at ``target``, by kind and field, in the order of the lists.

    Drafts come behind, archived documents are left out.
    """
    return site.remember(LINKED, target)


def _linked_keys(site: SitePresenter, target: Key) -> tuple[LinkedKeys, ...]:
    groups: dict[tuple[str, str], list[tuple[bool, tuple[int, int, int, str], Key]]] = {}
    for reference in site.handbook.referrers.get(target, ()):
        source = reference.source
        if source == target:
            continue
        place = site.place(source)
        if place.is_listed or place.is_draft:
            # Drafts stay in the order of the references.
            order = (0, 0, 0, "") if place.is_draft else place.order
            name = (source.kind, reference.path)
            groups.setdefault(name, []).append((place.is_draft, order, source))
    return tuple(
        LinkedKeys(
            kind, path, tuple(key for *_, key in sorted(found, key=lambda one: (one[0], one[1])))
        )
        for (kind, path), found in sorted(groups.items())
    )


LINKED: Final = Shared("linked", tuple[LinkedKeys, ...], _linked_keys, Key, "all")


def group_of(presenter: Presenter, target: Key, linked: LinkedKeys) -> LinkedGroup:
    """Return one group of what points at ``target``, the first few shown."""
    shown = linked.keys[:LINKED_SHOWN]
    return LinkedGroup(
        label=kind_label(presenter, linked.kind),
        field=presenter.label(linked.kind, linked.path),
        refs=tuple(ref for key in shown if (ref := presenter.ref(key)) is not None),
        total=len(linked.keys),
        href=presenter.to(*linked.segments(presenter.addresses, target))
        if len(linked.keys) > len(shown)
        else "",
    )


def pointing_group(
    presenter: Presenter,
    target: Key,
    kind: str,
    path: str,
    order: Callable[[Any], tuple[int, str]] = by_id,
) -> LinkedGroup | None:
    """Return the documents of ``kind`` that point at ``target`` in one field, or None."""
    records = presenter.handbook.records
    present = [
        key
        for key in presenter.handbook.referring(target, kind, path)
        if records[key].state != "archived"
    ]
    keys = tuple(sorted(present, key=lambda key: order(records[key])))
    return group_of(presenter, target, LinkedKeys(kind, path, keys)) if keys else None
