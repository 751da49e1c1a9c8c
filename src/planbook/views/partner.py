"""The page of a partner: who looks after it, how it does, and everything that concerns it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from planbook.model.metric import Metric
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.scoring.results import PartnerScore, ScorecardLineScore
from planbook.views.common_fields import CommonFields
from planbook.views.csv_pages import Cell, plain_figure
from planbook.views.figures import ArithmeticView, ChartView, arithmetic_views
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.metric import readings_chart, series_href, trends_of_subject
from planbook.views.page_kind import PageKind
from planbook.views.person_score import TrendLine, trend_lines
from planbook.views.plain_cells import joined
from planbook.views.presenter import Presenter
from planbook.views.totals import (
    PeriodTotalView,
    TotalsLine,
    metric_lines,
    period_total_views,
)
from planbook.views.words import Fact, Phrase, Quantity, Ref, Shown

_CHARTS_SHOWN: Final = 3


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


class HistoryView(msgspec.Struct, frozen=True):
    """The readings of one metric over time, and by period beside target and year before."""

    metric: Ref
    chart: ChartView | None
    periods: tuple[PeriodTotalView, ...]


class PartnerView(msgspec.Struct, frozen=True):
    """The page of a partner.

    ``totals`` and ``trends`` are its own metrics, ``charts`` the readings of the first few.
    ``holders`` are those who have it in their share of the work, besides its manager.
    """

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    scorecard: ScorecardView | None
    totals: tuple[TotalsLine, ...]
    trends: tuple[TrendLine, ...]
    charts: tuple[HistoryView, ...]
    holders: tuple[Ref, ...]


def view_partner(
    partner: Partner, presenter: Presenter, layout: Layout, document: CommonFields
) -> PartnerView:
    """Return the page of ``partner``."""
    score = presenter.scores.partners.get(partner.id)
    totals = (one.totals for one in trends_of_subject(partner.key, presenter))
    held_by = presenter.handbook.referring(partner.key, Person.KIND, "/scope/partners")
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
        trends=tuple(trend_lines(partner.key, presenter)),
        charts=tuple(_histories(partner, presenter)),
        holders=presenter.refs(key for key in held_by if key != partner.manager),
    )


def _histories(partner: Partner, presenter: Presenter) -> Iterator[HistoryView]:
    for score in trends_of_subject(partner.key, presenter)[:_CHARTS_SHOWN]:
        metric, ref = presenter.handbook.find(Metric, score.key), presenter.ref(score.key)
        if metric is not None and ref is not None:
            shown = msgspec.structs.replace(ref, href=series_href(score, presenter))
            chart = readings_chart(metric, score, presenter)
            yield HistoryView(shown, chart, period_total_views(score.totals, presenter))


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


def _share(partner: Partner, presenter: Presenter) -> Shown:
    score = presenter.scores.partners.get(partner.id)
    return presenter.percent_rounded(score.score) if score is not None else None


def _score(partner: Partner, presenter: Presenter) -> Cell:
    score = presenter.scores.partners.get(partner.id)
    return plain_figure(score.score) if score is not None else None


def _places(partner: Partner, presenter: Presenter) -> Cell:
    return joined(words.text for words in presenter.every(partner.places))


def _share_key(partner: Partner, presenter: Presenter) -> str:
    score = presenter.scores.partners.get(partner.id)
    return "" if score is None or score.score is None else f"{float(score.score):.6f}"


PAGE: Final = PageKind(
    record=Partner,
    template="partner.html",
    view=view_partner,
    columns=(
        Column(
            "",
            _share,
            Phrase("partner.score"),
            key=_share_key,
            is_right=True,
            plain=((Phrase("partner.score"), _score),),
        ),
        Column("tier", lambda partner, presenter: presenter.words(partner.tier), facet="tier"),
        Column(
            "type",
            lambda partner, presenter: presenter.option("partner", partner.type),
            facet="type",
            key=lambda partner, _: partner.type or "",
        ),
        Column(
            "territory",
            lambda partner, presenter: presenter.term(partner.territory),
            facet="territory",
            key=lambda partner, _: partner.territory.id if partner.territory else "",
        ),
        Column(
            "places",
            lambda partner, presenter: presenter.every(partner.places[:3]),
            plain=((Phrase("table.places"), _places),),
        ),
        Column(
            "manager",
            lambda partner, presenter: presenter.ref(partner.manager),
            facet="manager",
            key=lambda partner, _: partner.manager.id if partner.manager else "",
        ),
    ),
)
