"""The page of a retrospective: what went well, what did not, and what changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.retrospective import Retrospective
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Fact, Ref, Words


@dataclass(frozen=True, slots=True)
class RetrospectivePart:
    """One of the five parts: ``name`` is its field, ``heading`` what the schema calls it."""

    name: str
    heading: Words
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class PreviousView:
    """What the team agreed on the time before, to look back at first."""

    ref: Ref
    parts: tuple[RetrospectivePart, ...]


@dataclass(frozen=True, slots=True)
class RetrospectiveView:
    """The page of a retrospective: what was learned, and what follows from it."""

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]
    previous: PreviousView | None
    learned: tuple[RetrospectivePart, ...]
    agreed: tuple[RetrospectivePart, ...]


def view_retrospective(
    retrospective: Retrospective, pen: Pen, shell: Shell, document: DocumentPart
) -> RetrospectiveView:
    """Return the page of ``retrospective``."""
    return RetrospectiveView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "retrospective",
            ("team", pen.ref(retrospective.team)),
            ("period", pen.period(retrospective.period)),
        ),
        previous=_previous(retrospective, pen),
        learned=_parts(pen, ("wins", retrospective.wins), ("misses", retrospective.misses)),
        agreed=_parts(
            pen,
            ("start", retrospective.start),
            ("stop", retrospective.stop),
            ("continue", retrospective.continue_),
        ),
    )


def retrospective_order(retrospective: Retrospective) -> tuple[int, str]:
    """Return the place of a retrospective among others: the latest period first."""
    return (newest_first(retrospective.period), retrospective.id)


def _previous(retrospective: Retrospective, pen: Pen) -> PreviousView | None:
    """Return the same team's latest retrospective of an earlier period, where it agreed on some."""
    if retrospective.team is None:
        return None
    own = newest_first(retrospective.period)
    keys = pen.handbook.referring(retrospective.team, Retrospective.KIND, "/team")
    others = (pen.handbook.find(Retrospective, key.id) for key in keys)
    earlier = [one for one in others if one and own < newest_first(one.period) < 0]
    if not earlier:
        return None
    found = min(earlier, key=retrospective_order)
    ref = pen.ref(found.key)
    parts = _parts(pen, ("start", found.start), ("stop", found.stop))
    return PreviousView(ref, parts) if ref and parts else None


def _parts(
    pen: Pen, *fields: tuple[str, tuple[dict[str, str], ...]]
) -> tuple[RetrospectivePart, ...]:
    return tuple(
        RetrospectivePart(name, pen.label("retrospective", name), lines)
        for name, texts in fields
        if (lines := pen.every(texts))
    )


PAGE: Final = PageKind(
    noun=Retrospective,
    template="retrospective.html",
    view=view_retrospective,
    columns=(
        Column("team", lambda one, pen: pen.ref(one.team)),
        Column("period", lambda one, pen: pen.period(one.period)),
    ),
    order=retrospective_order,
)
