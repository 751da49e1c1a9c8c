"""The page of a role: its duties, its authority, and how somebody is chosen for it."""

from __future__ import annotations

from typing import Final

import msgspec

from planbook.model.role import Criterion, Role
from planbook.views.common_fields import CommonFields, LinkedGroup, pointing_group
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Fact, Phrase, Quantity, Ref, Words


class DutyView(msgspec.Struct, frozen=True):
    """One duty, the objectives that it serves and the metrics that show it."""

    title: Words
    supports: tuple[Ref, ...]
    metrics: tuple[Ref, ...]
    reviewed: Day | None


class AnchorView(msgspec.Struct, frozen=True):
    """What a score looks like."""

    score: str
    words: Words


class CriterionView(msgspec.Struct, frozen=True):
    """One line of the selection scorecard. Nobody is chosen who lacks what ``is_must``."""

    criterion: Words
    is_must: bool
    area: Phrase | None
    weight: Quantity | None
    anchors: tuple[AnchorView, ...]


class RoleView(msgspec.Struct, frozen=True):
    """The page of a role."""

    layout: Layout
    document: CommonFields
    purpose: Words
    facts: tuple[Fact, ...]
    holders: LinkedGroup | None
    duties: tuple[DutyView, ...]
    authority: tuple[Words, ...]
    selection: tuple[CriterionView, ...]


def view_role(role: Role, presenter: Presenter, layout: Layout, document: CommonFields) -> RoleView:
    """Return the page of ``role``."""
    return RoleView(
        layout=layout,
        document=document,
        purpose=presenter.words(role.purpose),
        facts=presenter.facts("role", ("ladder", presenter.ref(role.ladder))),
        holders=pointing_group(presenter, role.key, "person", "/role"),
        duties=tuple(
            DutyView(
                presenter.words(duty.title),
                presenter.refs(duty.supports),
                presenter.refs(duty.metrics),
                presenter.day(duty.reviewed),
            )
            for duty in role.duties
        ),
        authority=presenter.every(role.authority),
        selection=tuple(_criterion(one, presenter) for one in role.selection),
    )


def _criterion(criterion: Criterion, presenter: Presenter) -> CriterionView:
    return CriterionView(
        criterion=presenter.words(criterion.criterion),
        is_must=criterion.must,
        area=presenter.option("area", criterion.area),
        weight=presenter.number(criterion.weight),
        anchors=tuple(
            AnchorView(score, presenter.words(words))
            for score, words in sorted(criterion.anchors.items())
        ),
    )


PAGE: Final = PageKind(
    record=Role,
    template="role.html",
    view=view_role,
    columns=(Column("purpose", lambda role, presenter: presenter.words(role.purpose)),),
    own_sections=frozenset({("person", "/role")}),
)
