"""The page of a partner: who looks after it, how it does, and everything that concerns it."""

from __future__ import annotations

from typing import Final

import msgspec

from planbook.model.partner import Partner
from planbook.scoring.results import PartnerScore, ScorecardLineScore
from planbook.views.common_fields import CommonFields
from planbook.views.figures import ArithmeticView, arithmetic_views
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.metric import trends_of_subject
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.totals import TotalsLine, metric_lines
from planbook.views.words import Fact, Quantity, Ref


class ScorecardLineView(msgspec.Struct, frozen=True):
    """One line of the scorecard: the year to date beside its target."""

    metric: Ref
    weight: Quantity | None
    value: Quantity | None
    target: Quantity | None
    share: Quantity | None


class ScorecardView(msgspec.Struct, frozen=True):
    """The scorecard. ``score`` is None where none of its metrics is read."""

    score: Quantity | None
    lines: tuple[ScorecardLineView, ...]
    arithmetic: tuple[ArithmeticView, ...]


class PartnerView(msgspec.Struct, frozen=True):
    """The page of a partner. ``totals`` are its own metrics."""

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    scorecard: ScorecardView | None
    totals: tuple[TotalsLine, ...]


def view_partner(
    partner: Partner, presenter: Presenter, layout: Layout, document: CommonFields
) -> PartnerView:
    """Return the page of ``partner``."""
    score = presenter.scores.partners.get(partner.id)
    totals = (one.totals for one in trends_of_subject(partner.key, presenter))
    return PartnerView(
        layout=layout,
        document=document,
        facts=presenter.facts(
            "partner",
            ("type", presenter.option("partner", partner.type)),
            ("tier", presenter.words(partner.tier)),
            ("territory", presenter.term(partner.territory)),
            ("places", presenter.every(partner.places)),
            ("product_lines", presenter.terms(partner.product_lines)),
            ("since", presenter.day(partner.since)),
            ("manager", presenter.ref(partner.manager)),
        ),
        scorecard=_scorecard(score, presenter) if score and score.lines else None,
        totals=metric_lines((one for one in totals if one is not None), presenter),
    )


def _scorecard(score: PartnerScore, presenter: Presenter) -> ScorecardView:
    lines = ((presenter.ref(one.metric), one) for one in score.lines)
    return ScorecardView(
        score=presenter.percent_rounded(score.score),
        lines=tuple(_line(ref, one, presenter) for ref, one in lines if ref is not None),
        arithmetic=arithmetic_views(score.arithmetic, presenter, score.key),
    )


def _line(metric: Ref, line: ScorecardLineScore, presenter: Presenter) -> ScorecardLineView:
    return ScorecardLineView(
        metric=metric,
        weight=presenter.amount(line.weight),
        value=presenter.amount(line.value, line.unit),
        target=presenter.amount(line.target, line.unit),
        share=presenter.percent_rounded(line.share),
    )


PAGE: Final = PageKind(
    record=Partner,
    template="partner.html",
    view=view_partner,
    columns=(
        Column("type", lambda partner, presenter: presenter.option("partner", partner.type)),
        Column("tier", lambda partner, presenter: presenter.words(partner.tier)),
        Column("territory", lambda partner, presenter: presenter.term(partner.territory)),
        Column("manager", lambda partner, presenter: presenter.ref(partner.manager)),
    ),
)
