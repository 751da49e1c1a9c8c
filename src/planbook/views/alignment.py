"""The alignment tree: an objective, what it serves, and what serves it, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.pages import Page
from planbook.views.layout import Layout, Layouts, kind_label
from planbook.views.lists import (
    Column,
    Listing,
    list_page,
    numbered_pages,
    page_numbers,
    part_at,
)
from planbook.views.org import place_link
from planbook.views.presenter import Presenter, Shared, SitePresenter
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


def alignment_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the top of the tree and the place of every objective in it."""
    if not site.handbook.by_kind.get(Objective.KIND):
        return
    yield from _pages_at(site, layouts, language, None)
    for key in site.listed(Objective.KIND):
        yield from _pages_at(site, layouts, language, key)


def _below(site: SitePresenter, key: Key | None) -> tuple[Key, ...]:
    """Return what serves the objective ``key``; for None the objectives that serve nothing."""
    return site.remember(SERVING, key.id if key else "")


def _serving(site: SitePresenter, objective: str) -> tuple[Key, ...]:
    return site.remember(ALL_SERVING, "").get(objective, ())


def _all_serving(site: SitePresenter, _: str) -> dict[str, tuple[Key, ...]]:
    """Return what serves each objective, by its id, and under no id what serves nothing."""
    found: dict[str, list[Key]] = defaultdict(list)
    for key in (*site.listed(Objective.KIND), *site.listed(Goal.KIND)):
        served = site.remember(SERVED, key)
        for target in served:
            found[target].append(key)
        if not served and key.kind == Objective.KIND:
            found[""].append(key)
    return {target: tuple(keys) for target, keys in found.items()}


def _served(site: SitePresenter, key: Key) -> tuple[str, ...]:
    """Return the ids of the objectives in force that ``key`` serves."""
    return tuple(
        dict.fromkeys(
            reference.target.id
            for reference in site.handbook.references[key]
            if reference.path in ("/supports", "/relevant/supports")
            and reference.target.kind == Objective.KIND
            and site.place(reference.target).is_listed
        )
    )


def _pages_at(
    site: SitePresenter, layouts: Layouts, language: str, key: Key | None
) -> Iterator[Page]:
    numbers = page_numbers(len(_below(site, key)))
    make = partial(_alignment_view, site, layouts, language, key)
    segments, subject = _segments(key), str(key or "")
    yield from numbered_pages(site, language, segments, numbers, "alignment.html", make, subject)


def _segments(key: Key | None) -> tuple[str, ...]:
    return ("alignment", key.id) if key else ("alignment",)


def _alignment_view(
    site: SitePresenter, layouts: Layouts, language: str, key: Key | None, number: int
) -> AlignmentView:
    segments, keys = _segments(key), _below(site, key)
    presenter = site.at_number(language, segments, number)
    ref = presenter.ref(key)
    title: Label = ref.title if ref else Phrase("section.alignment")
    # Nothing stands below a goal, and an empty column tells nothing.
    counts = any(_below(site, one) for one in keys if one.kind == Objective.KIND)
    columns = (*_COLUMNS, Column("supports", _count_below)) if counts else _COLUMNS
    return AlignmentView(
        layout=layouts.around(presenter, segments, title, number=number),
        title=title,
        heading=presenter.label(Objective.KIND, "title"),
        objective=ref,
        facts=_facts(presenter, key),
        paths=tuple(
            tuple(_place(presenter, step) for step in way) for way in _ways_up(presenter, key)
        ),
        below=list_page(presenter, segments, part_at(keys, number), columns),
        counts=counts,
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


def _count_below(record: Any, presenter: Presenter) -> Shown:
    if record.kind != Objective.KIND:
        return None
    count = len(_below(presenter.site, Key(record.kind, record.id)))
    return place_link(presenter, "alignment", record.id, count) if count else None


_COLUMNS: Final = (
    Column("kind", lambda record, presenter: kind_label(presenter, record.kind)),
    Column("owner", lambda record, presenter: presenter.ref(record.owner)),
    Column("period", lambda record, presenter: presenter.period(record.period)),
)


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
            and presenter.site.place(reference.target).is_listed
        ]
        if not above or len(way) > _LONGEST_PATH:
            if len(way) > 1:
                found += 1
                yield way[:-1]
            continue
        waiting.extend((step, *way) for step in reversed(above))


SERVED: Final = Shared("served", tuple[str, ...], _served, Key, (Goal.KIND, Objective.KIND))
ALL_SERVING: Final = Shared("all serving", Mapping[str, tuple[Key, ...]], _all_serving)
SERVING: Final = Shared("serving", tuple[Key, ...], _serving)
