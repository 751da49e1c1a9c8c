"""The page of a partner: who looks after it, how it does, and everything that concerns it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.partner import Partner
from planbook.scoring.results import PartnerScore, ScorecardLineScore
from planbook.views.figures import ArithmeticView, arithmetic_views
from planbook.views.lists import Column
from planbook.views.metric import trends_of_subject
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.totals import TotalsLine, metric_lines
from planbook.views.words import Fact, Quantity, Ref


@dataclass(frozen=True, slots=True)
class ScorecardLineView:
    """One line of the scorecard: the year to date beside its target."""

    metric: Ref
    weight: Quantity | None
    value: Quantity | None
    target: Quantity | None
    share: Quantity | None


@dataclass(frozen=True, slots=True)
class ScorecardView:
    """The scorecard. ``score`` is None where none of its metrics is read."""

    score: Quantity | None
    lines: tuple[ScorecardLineView, ...]
    arithmetic: tuple[ArithmeticView, ...]


@dataclass(frozen=True, slots=True)
class PartnerView:
    """The page of a partner. ``totals`` are its own metrics."""

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]
    scorecard: ScorecardView | None
    totals: tuple[TotalsLine, ...]


def view_partner(partner: Partner, pen: Pen, shell: Shell, document: DocumentPart) -> PartnerView:
    """Return the page of ``partner``."""
    score = pen.scores.partners.get(partner.id)
    totals = (one.totals for one in trends_of_subject(partner.key, pen))
    return PartnerView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "partner",
            ("type", pen.option("partner", partner.type)),
            ("tier", pen.words(partner.tier)),
            ("territory", pen.term(partner.territory)),
            ("places", pen.every(partner.places)),
            ("product_lines", pen.terms(partner.product_lines)),
            ("since", pen.day(partner.since)),
            ("manager", pen.ref(partner.manager)),
        ),
        scorecard=_scorecard(score, pen) if score and score.lines else None,
        totals=metric_lines((one for one in totals if one is not None), pen),
    )


def _scorecard(score: PartnerScore, pen: Pen) -> ScorecardView:
    lines = ((pen.ref(one.metric), one) for one in score.lines)
    return ScorecardView(
        score=pen.portion(score.score),
        lines=tuple(_line(ref, one, pen) for ref, one in lines if ref is not None),
        arithmetic=arithmetic_views(score.arithmetic, pen, score.key),
    )


def _line(metric: Ref, line: ScorecardLineScore, pen: Pen) -> ScorecardLineView:
    return ScorecardLineView(
        metric=metric,
        weight=pen.amount(line.weight),
        value=pen.amount(line.value, line.unit),
        target=pen.amount(line.target, line.unit),
        share=pen.portion(line.share),
    )


PAGE: Final = PageKind(
    noun=Partner,
    template="partner.html",
    view=view_partner,
    columns=(
        Column("type", lambda partner, pen: pen.option("partner", partner.type)),
        Column("tier", lambda partner, pen: pen.words(partner.tier)),
        Column("territory", lambda partner, pen: pen.term(partner.territory)),
        Column("manager", lambda partner, pen: pen.ref(partner.manager)),
    ),
)
