"""The alignment tree: an objective, what it serves, and what serves it, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.pages import Page
from planbook.views.branches import Branch, grow
from planbook.views.goal_tree import TreeGroup, tree_of
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Pager, numbered_pages, page_numbers, pager_of, part_at
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Fact, Label, Phrase, Ref

_PATHS_SHOWN = 8
_LONGEST_PATH = 20
_ROOM: Final = 300
"""How many lines a page has below its own children."""
_WIDTH: Final = 24
"""How many lines stand below one of them."""
_ALONE: Final = ("alignment", "goals", "standalone")
"""The goals that serve nothing have a place that is no objective's."""


class Serving(msgspec.Struct, frozen=True):
    """What a goal or an objective serves: documents in force.

    ``stands_alone`` is True where its author says that it rightly serves nothing. One that serves
    what an edition does not hold stands alone for nobody.
    """

    targets: tuple[Key, ...] = ()
    stands_alone: bool = False


class AlignmentView(msgspec.Struct, frozen=True):
    """One page of the tree. Without ``objective`` it is the top: what serves nothing further.

    ``paths`` are the ways up, each from the top down: an objective may serve several. ``alone``
    are the first goals that serve nothing, of ``alone_total``; ``alone_href`` leads to all.
    """

    layout: Layout
    title: Label
    objective: Ref | None
    facts: tuple[Fact, ...]
    paths: tuple[tuple[Ref, ...], ...]
    below: tuple[TreeGroup, ...]
    pager: Pager
    alone: tuple[TreeGroup, ...] = ()
    alone_total: int = 0
    alone_href: str = ""


class AloneView(msgspec.Struct, frozen=True):
    """One page of the goals that serve nothing."""

    layout: Layout
    goals: tuple[TreeGroup, ...]
    total: int
    pager: Pager


def alignment_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the top of the tree and the place of every objective in it."""
    if not site.handbook.by_kind.get(Objective.KIND):
        return
    yield from _pages_at(site, layouts, language, None)
    for key in site.listed(Objective.KIND):
        yield from _pages_at(site, layouts, language, key)
    alone = site.remember(STANDING_ALONE, "")
    if len(alone) > _WIDTH:
        make = partial(_alone_view, site, layouts, language)
        numbers = page_numbers(len(alone))
        yield from numbered_pages(site, language, _ALONE, numbers, "alignment-alone.html", make)


def _below(site: SitePresenter, key: Key | None) -> tuple[Key, ...]:
    """Return what serves the goal or objective ``key``; for None what serves nothing further."""
    return site.remember(TOP, "") if key is None else site.remember(SERVING, key)


def _serving(site: SitePresenter, key: Key) -> tuple[Key, ...]:
    return site.remember(ALL_SERVING, "").get(key, ())


def _all_serving(site: SitePresenter, _: str) -> dict[Key, tuple[Key, ...]]:
    """Return what serves each objective and each goal: objectives first, the latest first."""
    found: dict[Key, list[Key]] = defaultdict(list)
    for key in (*site.listed(Objective.KIND), *site.listed(Goal.KIND)):
        for target in site.remember(SERVED, key).targets:
            found[target].append(key)
    return {target: tuple(keys) for target, keys in found.items()}


def _served(site: SitePresenter, key: Key) -> Serving:
    targets = tuple(
        dict.fromkeys(
            reference.target
            for reference in site.handbook.references[key]
            if reference.path in ("/supports", "/relevant/supports")
            and reference.target.kind in (Objective.KIND, Goal.KIND)
            and site.place(reference.target).is_listed
        )
    )
    goal = site.handbook.find(Goal, key)
    alone = goal is not None and not goal.relevant.supports and bool(goal.relevant.standalone)
    return Serving(targets, alone)


def _top(site: SitePresenter, _: str) -> tuple[Key, ...]:
    listed = site.listed(Objective.KIND)
    return tuple(key for key in listed if not site.remember(SERVED, key).targets)


def _standing_alone(site: SitePresenter, _: str) -> tuple[Key, ...]:
    listed = site.listed(Goal.KIND)
    return tuple(key for key in listed if site.remember(SERVED, key).stands_alone)


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
    segments, part = _segments(key), part_at(_below(site, key), number)
    presenter = site.at_number(language, segments, number)
    ref = presenter.ref(key)
    title: Label = ref.title if ref else Phrase("section.alignment")
    branches = grow(part.items, partial(_below, site), room=_ROOM, width=_WIDTH)
    alone: tuple[Key, ...] = ()
    if key is None and number == 1:
        alone = site.remember(STANDING_ALONE, "")
    return AlignmentView(
        layout=layouts.around(presenter, segments, title, number=number),
        title=title,
        objective=ref,
        facts=_facts(presenter, key),
        paths=tuple(
            tuple(_place(presenter, step) for step in way) for way in _ways_up(presenter, key)
        ),
        below=tree_of(branches, presenter),
        pager=pager_of(presenter, segments, part),
        alone=_alone(alone[:_WIDTH], presenter),
        alone_total=len(alone),
        alone_href=presenter.to(*_ALONE) if len(alone) > _WIDTH else "",
    )


def _alone_view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> AloneView:
    presenter = site.at_number(language, _ALONE, number)
    alone: tuple[Key, ...] = site.remember(STANDING_ALONE, "")
    part = part_at(alone, number)
    title = Phrase("alignment.alone")
    trail = (layouts.crumb(presenter, "alignment"),)
    return AloneView(
        layout=layouts.around(presenter, _ALONE, title, number=number, trail=trail),
        goals=_alone(part.items, presenter),
        total=part.total,
        pager=pager_of(presenter, _ALONE, part),
    )


def _alone(keys: Sequence[Key], presenter: Presenter) -> tuple[TreeGroup, ...]:
    return tree_of(tuple(Branch(key) for key in keys), presenter, with_reasons=True)


def _facts(presenter: Presenter, key: Key | None) -> tuple[Fact, ...]:
    objective = presenter.handbook.find(Objective, key.id) if key else None
    if objective is None:
        return ()
    return presenter.facts(
        Objective.KIND,
        ("owner", presenter.ref(objective.owner)),
        ("period", presenter.period(objective.period)),
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
        served = presenter.remember(SERVED, way[0]).targets
        above = [one for one in served if one not in way and one.kind == Objective.KIND]
        if not above or len(way) > _LONGEST_PATH:
            if len(way) > 1:
                found += 1
                yield way[:-1]
            continue
        waiting.extend((step, *way) for step in reversed(above))


SERVED: Final = Shared("served", Serving, _served, Key, (Goal.KIND, Objective.KIND))
ALL_SERVING: Final = Shared("all serving", Mapping[Key, tuple[Key, ...]], _all_serving)
SERVING: Final = Shared("serving", tuple[Key, ...], _serving, Key)
TOP: Final = Shared("objectives at the top", tuple[Key, ...], _top)
STANDING_ALONE: Final = Shared("goals that stand alone", tuple[Key, ...], _standing_alone)
