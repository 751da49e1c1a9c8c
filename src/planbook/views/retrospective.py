"""The page of a retrospective: what went well, what did not, and what changes."""

from __future__ import annotations

from typing import Final

import msgspec

from planbook.model.retrospective import Retrospective
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Fact, Ref, Words


class RetrospectivePart(msgspec.Struct, frozen=True):
    """One of the five parts: ``name`` is its field, ``heading`` what the schema calls it."""

    name: str
    heading: Words
    lines: tuple[Words, ...]


class PreviousView(msgspec.Struct, frozen=True):
    """What the team agreed on the time before, to look back at first."""

    ref: Ref
    parts: tuple[RetrospectivePart, ...]


class RetrospectiveView(msgspec.Struct, frozen=True):
    """The page of a retrospective: what was learned, and what follows from it."""

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    previous: PreviousView | None
    learned: tuple[RetrospectivePart, ...]
    agreed: tuple[RetrospectivePart, ...]


def view_retrospective(
    retrospective: Retrospective, presenter: Presenter, layout: Layout, document: CommonFields
) -> RetrospectiveView:
    """Return the page of ``retrospective``."""
    return RetrospectiveView(
        layout=layout,
        document=document,
        facts=presenter.facts(
            "retrospective",
            ("team", presenter.ref(retrospective.team)),
            ("period", presenter.period(retrospective.period)),
        ),
        previous=_previous(retrospective, presenter),
        learned=_parts(presenter, ("wins", retrospective.wins), ("misses", retrospective.misses)),
        agreed=_parts(
            presenter,
            ("start", retrospective.start),
            ("stop", retrospective.stop),
            ("continue", retrospective.continue_),
        ),
    )


def retrospective_order(retrospective: Retrospective) -> tuple[int, str]:
    """Return the place of a retrospective among others: the latest period first."""
    return (newest_first(retrospective.period), retrospective.id)


def _previous(retrospective: Retrospective, presenter: Presenter) -> PreviousView | None:
    """Return the same team's latest retrospective of an earlier period, where it agreed on some."""
    if retrospective.team is None:
        return None
    own = newest_first(retrospective.period)
    keys = presenter.handbook.referring(retrospective.team, Retrospective.KIND, "/team")
    others = (presenter.handbook.find(Retrospective, key.id) for key in keys)
    earlier = [one for one in others if one and own < newest_first(one.period) < 0]
    if not earlier:
        return None
    found = min(earlier, key=retrospective_order)
    ref = presenter.ref(found.key)
    parts = _parts(presenter, ("start", found.start), ("stop", found.stop))
    return PreviousView(ref, parts) if ref and parts else None


def _parts(
    presenter: Presenter, *fields: tuple[str, tuple[dict[str, str], ...]]
) -> tuple[RetrospectivePart, ...]:
    return tuple(
        RetrospectivePart(name, presenter.label("retrospective", name), lines)
        for name, texts in fields
        if (lines := presenter.every(texts))
    )


PAGE: Final = PageKind(
    record=Retrospective,
    template="retrospective.html",
    view=view_retrospective,
    columns=(Column("team", lambda one, presenter: presenter.ref(one.team), facet="team"),),
    order=retrospective_order,
)
