"""The alignment tree: an objective, what it serves, and what serves it, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.pages import Page
from planbook.views.layout import Layout, Layouts, kind_label
from planbook.views.lists import Column, Listing, list_page, paginate
from planbook.views.org import place_link
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.words import Fact, Label, Phrase, Ref, Shown, Words

_PATHS_SHOWN = 8
_LONGEST_PATH = 20


class AlignmentView(msgspec.Struct, frozen=True):
    """One page of the tree. Without ``objective`` it is the top: what serves nothing further.

    ``counts`` says whether the last column counts what serves each.
    ``paths`` are the ways up, each from the top down: an objective may serve several.
    """

    layout: Layout
    title: Label
    heading: Words
    objective: Ref | None
    facts: tuple[Fact, ...]
    paths: tuple[tuple[Ref, ...], ...]
    below: Listing
    counts: bool


def alignment_pages(
    site: SitePresenter, layouts: Layouts, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the top of the tree and the place of every objective in it."""
    handbook = site.handbook
    if not handbook.by_kind.get(Objective.KIND):
        return
    below: dict[Key | None, list[Key]] = defaultdict(list)
    for key in (*listed.get(Objective.KIND, ()), *listed.get(Goal.KIND, ())):
        served = dict.fromkeys(
            reference.target
            for reference in handbook.references[key]
            if reference.path in ("/supports", "/relevant/supports")
            and reference.target.kind == Objective.KIND
            and handbook.records[reference.target].is_in_force
        )
        for target in served:
            below[target].append(key)
        if not served and key.kind == Objective.KIND:
            below[None].append(key)
    yield from _pages_at(site, layouts, language, None, below)
    for key in listed.get(Objective.KIND, ()):
        yield from _pages_at(site, layouts, language, key, below)


def _pages_at(
    site: SitePresenter,
    layouts: Layouts,
    language: str,
    key: Key | None,
    below: Mapping[Key | None, Sequence[Key]],
) -> Iterator[Page]:
    segments = ("alignment", key.id) if key else ("alignment",)
    keys = below.get(key, ())
    for part in paginate(keys):
        path = site.addresses.numbered(language, segments, part.number)
        presenter = site.at(language, path)
        ref = presenter.ref(key)
        title: Label = ref.title if ref else Phrase("section.alignment")
        yield Page(
            path,
            language,
            "alignment.html",
            AlignmentView(
                layout=layouts.around(presenter, segments, title, number=part.number),
                title=title,
                heading=presenter.label(Objective.KIND, "title"),
                objective=ref,
                facts=_facts(presenter, key),
                paths=tuple(
                    tuple(_place(presenter, step) for step in way)
                    for way in _ways_up(presenter, key)
                ),
                below=list_page(presenter, segments, part, _columns(keys, below)),
                counts=any(below.get(one) for one in keys),
            ),
            str(key or ""),
        )


def _facts(presenter: Presenter, key: Key | None) -> tuple[Fact, ...]:
    objective = presenter.handbook.find(Objective, key.id) if key else None
    if objective is None:
        return ()
    return presenter.facts(
        Objective.KIND,
        ("owner", presenter.ref(objective.owner)),
        ("period", presenter.period(objective.period)),
    )


def _columns(keys: Sequence[Key], below: Mapping[Key | None, Sequence[Key]]) -> tuple[Column, ...]:
    def count_below(record: Any, presenter: Presenter) -> Shown:
        count = (
            len(below.get(Key(record.kind, record.id), ())) if record.kind == Objective.KIND else 0
        )
        return place_link(presenter, "alignment", record.id, count) if count else None

    columns = (
        Column("kind", lambda record, presenter: kind_label(presenter, record.kind)),
        Column("owner", lambda record, presenter: presenter.ref(record.owner)),
        Column("period", lambda record, presenter: presenter.period(record.period)),
    )
    # Nothing stands below a goal, and an empty column tells nothing.
    if not any(below.get(key) for key in keys):
        return columns
    return (*columns, Column("supports", count_below))


def _place(presenter: Presenter, key: Key) -> Ref:
    ref = presenter.ref(key)
    assert ref is not None
    return Ref("alignment", key.id, ref.title, presenter.to("alignment", key.id), ref.state)


def _ways_up(presenter: Presenter, key: Key | None) -> Iterator[tuple[Key, ...]]:
    """Yield the ways from the top down to just above ``key``, the first few of them."""
    if key is None:
        return
    waiting: list[tuple[Key, ...]] = [(key,)]
    found = 0
    while waiting and found < _PATHS_SHOWN:
        way = waiting.pop()
        above = [
            reference.target
            for reference in presenter.handbook.references[way[0]]
            if reference.path == "/supports"
            and reference.target not in way
            and presenter.handbook.records[reference.target].is_in_force
        ]
        if not above or len(way) > _LONGEST_PATH:
            if len(way) > 1:
                found += 1
                yield way[:-1]
            continue
        waiting.extend((step, *way) for step in reversed(above))
