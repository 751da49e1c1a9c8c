"""The alignment tree: an objective, what it serves, and what serves it, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.pages import Page
from planbook.views.lists import Column, Listing, list_page, paginate
from planbook.views.org import place_link
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Shell, Shells, kind_label
from planbook.views.words import Fact, Label, Phrase, Ref, Shown, Words

_PATHS_SHOWN = 8
_LONGEST_PATH = 20


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """One page of the tree. Without ``objective`` it is the top: what serves nothing further.

    ``counts`` says whether the last column counts what serves each.
    ``paths`` are the ways up, each from the top down: an objective may serve several.
    """

    shell: Shell
    title: Label
    heading: Words
    objective: Ref | None
    facts: tuple[Fact, ...]
    paths: tuple[tuple[Ref, ...], ...]
    below: Listing
    counts: bool


def alignment_pages(
    pens: Pens, shells: Shells, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the top of the tree and the place of every objective in it."""
    handbook = pens.handbook
    if not handbook.by_kind.get(Objective.KIND):
        return
    below: dict[Key | None, list[Key]] = defaultdict(list)
    for key in (*listed.get(Objective.KIND, ()), *listed.get(Goal.KIND, ())):
        served = dict.fromkeys(
            reference.target
            for reference in handbook.references[key]
            if reference.path in ("/supports", "/relevant/supports")
            and reference.target.kind == Objective.KIND
            and handbook.nouns[reference.target].is_in_force
        )
        for target in served:
            below[target].append(key)
        if not served and key.kind == Objective.KIND:
            below[None].append(key)
    yield from _pages_at(pens, shells, language, None, below)
    for key in listed.get(Objective.KIND, ()):
        yield from _pages_at(pens, shells, language, key, below)


def _pages_at(
    pens: Pens,
    shells: Shells,
    language: str,
    key: Key | None,
    below: Mapping[Key | None, Sequence[Key]],
) -> Iterator[Page]:
    segments = ("alignment", key.id) if key else ("alignment",)
    keys = below.get(key, ())
    for part in paginate(keys):
        path = pens.addresses.numbered(language, segments, part.number)
        pen = pens.at(language, path)
        ref = pen.ref(key)
        title: Label = ref.title if ref else Phrase("section.alignment")
        yield Page(
            path,
            language,
            "alignment.html",
            AlignmentView(
                shell=shells.around(pen, segments, title, number=part.number),
                title=title,
                heading=pen.label(Objective.KIND, "title"),
                objective=ref,
                facts=_facts(pen, key),
                paths=tuple(tuple(_place(pen, step) for step in way) for way in _ways_up(pen, key)),
                below=list_page(pen, segments, part, _columns(keys, below)),
                counts=any(below.get(one) for one in keys),
            ),
            str(key or ""),
        )


def _facts(pen: Pen, key: Key | None) -> tuple[Fact, ...]:
    objective = pen.handbook.find(Objective, key.id) if key else None
    if objective is None:
        return ()
    return pen.facts(
        Objective.KIND,
        ("owner", pen.ref(objective.owner)),
        ("period", pen.period(objective.period)),
    )


def _columns(keys: Sequence[Key], below: Mapping[Key | None, Sequence[Key]]) -> tuple[Column, ...]:
    def count_below(noun: Any, pen: Pen) -> Shown:
        count = len(below.get(Key(noun.kind, noun.id), ())) if noun.kind == Objective.KIND else 0
        return place_link(pen, "alignment", noun.id, count) if count else None

    columns = (
        Column("kind", lambda noun, pen: kind_label(pen, noun.kind)),
        Column("owner", lambda noun, pen: pen.ref(noun.owner)),
        Column("period", lambda noun, pen: pen.period(noun.period)),
    )
    # Nothing stands below a goal, and an empty column tells nothing.
    if not any(below.get(key) for key in keys):
        return columns
    return (*columns, Column("supports", count_below))


def _place(pen: Pen, key: Key) -> Ref:
    ref = pen.ref(key)
    assert ref is not None
    return Ref("alignment", key.id, ref.title, pen.to("alignment", key.id), ref.state)


def _ways_up(pen: Pen, key: Key | None) -> Iterator[tuple[Key, ...]]:
    """Yield the ways from the top down to just above ``key``, the first few of them."""
    if key is None:
        return
    waiting: list[tuple[Key, ...]] = [(key,)]
    found = 0
    while waiting and found < _PATHS_SHOWN:
        way = waiting.pop()
        above = [
            reference.target
            for reference in pen.handbook.references[way[0]]
            if reference.path == "/supports"
            and reference.target not in way
            and pen.handbook.nouns[reference.target].is_in_force
        ]
        if not above or len(way) > _LONGEST_PATH:
            if len(way) > 1:
                found += 1
                yield way[:-1]
            continue
        waiting.extend((step, *way) for step in reversed(above))
