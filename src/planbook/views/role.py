"""The page of a role: its duties, its authority, and how somebody is chosen for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.role import Criterion, Role
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart, LinkedGroup, pointing_group
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Day, Fact, Phrase, Quantity, Ref, Words


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty, the objectives that it serves and the metrics that show it."""

    title: Words
    supports: tuple[Ref, ...]
    metrics: tuple[Ref, ...]
    reviewed: Day | None


@dataclass(frozen=True, slots=True)
class AnchorView:
    """What a score looks like."""

    score: str
    words: Words


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One line of the selection scorecard. Nobody is chosen who lacks what ``is_must``."""

    criterion: Words
    is_must: bool
    area: Phrase | None
    weight: Quantity | None
    anchors: tuple[AnchorView, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """The page of a role."""

    shell: Shell
    document: DocumentPart
    purpose: Words
    facts: tuple[Fact, ...]
    holders: LinkedGroup | None
    duties: tuple[DutyView, ...]
    authority: tuple[Words, ...]
    selection: tuple[CriterionView, ...]


def view_role(role: Role, pen: Pen, shell: Shell, document: DocumentPart) -> RoleView:
    """Return the page of ``role``."""
    return RoleView(
        shell=shell,
        document=document,
        purpose=pen.words(role.purpose),
        facts=pen.facts("role", ("ladder", pen.ref(role.ladder))),
        holders=pointing_group(pen, role.key, "person", "/role"),
        duties=tuple(
            DutyView(
                pen.words(duty.title),
                pen.refs(duty.supports),
                pen.refs(duty.metrics),
                pen.day(duty.reviewed),
            )
            for duty in role.duties
        ),
        authority=pen.every(role.authority),
        selection=tuple(_criterion(one, pen) for one in role.selection),
    )


def _criterion(criterion: Criterion, pen: Pen) -> CriterionView:
    return CriterionView(
        criterion=pen.words(criterion.criterion),
        is_must=criterion.must,
        area=pen.option("area", criterion.area),
        weight=pen.number(criterion.weight),
        anchors=tuple(
            AnchorView(score, pen.words(words))
            for score, words in sorted(criterion.anchors.items())
        ),
    )


PAGE: Final = PageKind(
    noun=Role,
    template="role.html",
    view=view_role,
    columns=(Column("purpose", lambda role, pen: pen.words(role.purpose)),),
    own_sections=frozenset({("person", "/role")}),
)
