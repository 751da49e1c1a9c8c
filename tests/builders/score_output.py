"""Scores made by hand, with something in every part, and the handbook that they are of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from builders.handbooks import document, handbook_of
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.periods import Period, month_of
from planbook.quantities import Count
from planbook.scoring.results import (
    Arithmetic,
    Change,
    Check,
    Forecast,
    GoalScore,
    GrowthScore,
    IncentiveScore,
    MetricScore,
    MetricTotals,
    ObjectiveScore,
    OverrideScore,
    PartnerScore,
    PeriodTotal,
    PersonScore,
    Practice,
    PracticeState,
    Reading,
    RollUp,
    RubricSentence,
    ScorecardLineScore,
    Scores,
    Sentence,
    SmartScore,
    TeamScore,
    TerritoryScore,
    WorstBelow,
    YearToDate,
)

AS_OF: Final = date(2026, 9, 10)
REVENUE: Final = Key("metric", "revenue")
MARGIN: Final = Key("metric", "margin")
ANN: Final = Key("person", "ann")
AUGUST: Final = month_of(date(2026, 8, 31))
SEPTEMBER: Final = month_of(AS_OF)


def example_handbook() -> Handbook:
    """Return a handbook of one document of each kind that has figures."""
    return handbook_of(
        document("role", "manager", purpose={"en": "To sell."}, duties=[{"title": {"en": "Sell"}}]),
        document("person", "ann", name={"en": "Ann Wood"}, role="manager", team="east"),
        document("team", "east", title={"en": "East team"}, lead="ann"),
        document("partner", "north-star", title={"en": "North Star"}, type="distributor"),
        document("objective", "growth", title={"en": "Grow"}, owner="east", period="2026"),
        document(
            "goal",
            "q3",
            title={"en": "Reach 360000"},
            owner="ann",
            period="2026-Q3",
            specific={"outcome": {"en": "Sales"}},
            measurable={"type": "reach", "metric": "revenue", "target": 360000},
            achievable={"rationale": {"en": "Two new distributors."}},
            relevant={"supports": ["growth"]},
            time_bound={"start": "2026-07-01", "due": "2026-09-30"},
        ),
        document(
            "metric",
            "revenue",
            title={"en": "Revenue"},
            unit="CNY",
            direction="up",
            cadence="monthly",
        ),
        document(
            "metric", "margin", title={"en": "Margin"}, unit="%", direction="up", cadence="monthly"
        ),
        document(
            "incentive", "plan", title={"en": "Plan"}, period="2026-Q3", basis={"metric": "revenue"}
        ),
        document("growth", "ann-growth", title={"en": "Ann's plan"}, person="ann", ladder="ladder"),
    )


def example_scores() -> Scores:
    """Return figures of ``example_handbook``, with a value wherever there can be one."""
    return Scores(
        as_of=AS_OF,
        goals={"q3": example_goal()},
        objectives={
            "growth": ObjectiveScore(
                Key("objective", "growth"),
                Fraction(1, 3),
                "at_risk",
                "mean",
                Fraction(1, 2),
                Fraction(2, 3),
                rollup=RollUp("mean", Fraction(1, 3), Fraction(1, 2), 2, 3),
                worst_below=WorstBelow("missed", 1, 12, {"missed": 1, "on_track": 11}),
            )
        },
        people={
            "ann": PersonScore(
                ANN,
                Fraction(1, 2),
                coverage={
                    "responsibilities": _practice("full"),
                    "goals": _practice("partial"),
                    "training": _practice("missing"),
                    "performance": _practice("not_shown"),
                    "incentives": _practice("not_yet"),
                    "communication": _practice("full"),
                    "team": _practice("full"),
                    "tools": _practice("full"),
                    "feedback": _practice("not_shown"),
                    "growth": _practice("not_yet"),
                },
            )
        },
        teams={
            "east": TeamScore(
                Key("team", "east"),
                Fraction(1, 4),
                {"on_track": 2, "off_track": 1, "at_risk": 1},
                Fraction(3, 5),
                (revenue_totals(Key("team", "east")),),
            )
        },
        territories={
            "east-china": TerritoryScore(
                Key("territory", "east-china"), (revenue_totals(Key("territory", "east-china")),)
            )
        },
        product_lines={
            "smart-lock": TerritoryScore(
                Key("product_line", "smart-lock"),
                (revenue_totals(Key("product_line", "smart-lock")),),
            )
        },
        company=(revenue_totals(None), MetricTotals(MARGIN, None, reason="not_added_up")),
        partners={
            "north-star": PartnerScore(
                Key("partner", "north-star"),
                Fraction(9, 10),
                (
                    ScorecardLineScore(
                        REVENUE,
                        Fraction(3),
                        Fraction(900),
                        Fraction(1000),
                        Fraction(9, 10),
                        "CNY",
                    ),
                    ScorecardLineScore(MARGIN, Fraction(1), None, Fraction(30), None, "%"),
                ),
            )
        },
        metrics={
            "margin": (
                MetricScore(
                    MARGIN,
                    ANN,
                    "decline",
                    5,
                    rule="falls",
                    change=Change(Fraction(30), Fraction(-3, 2), None, is_better=False),
                    drift_readings=12,
                    totals=MetricTotals(MARGIN, ANN, (ANN,), (margin_of(AUGUST),)),
                ),
            ),
            "revenue": (
                MetricScore(
                    REVENUE,
                    ANN,
                    "steady",
                    0,
                    drift="falling",
                    change=Change(Fraction(400), Fraction(-100), Fraction(-1, 4), is_better=False),
                    drift_readings=12,
                    totals=revenue_totals(ANN),
                ),
            ),
        },
        incentives={
            "plan": (
                IncentiveScore(
                    Key("incentive", "plan"), ANN, Fraction(9, 10), Decimal("86000.00"), "CNY"
                ),
            )
        },
        growth={"ann-growth": GrowthScore(Key("growth", "ann-growth"), 52.19577)},
    )


def example_goal() -> GoalScore:
    """Return a goal with every figure, of which the pace is just short of a limit."""
    return GoalScore(
        Key("goal", "q3"),
        "at_risk",
        "at_risk",
        "pace",
        smart=SmartScore(
            Decimal(62),
            "rework",
            {
                "S": Decimal(16),
                "M": Decimal("8.5"),
                "A": Decimal(12),
                "R": Decimal(16),
                "T": Decimal("9.5"),
            },
            (
                Check(
                    "owner",
                    "S",
                    Decimal(4),
                    Decimal(4),
                    RubricSentence({"en": "Ann Wood answers for it.", "zh": "由 Ann Wood 负责。"}),
                    pointer="/owner",
                ),
                Check(
                    "unit",
                    "M",
                    Decimal(2),
                    Decimal(4),
                    RubricSentence({"en": "There is no unit.", "zh": "没有单位。"}),
                    RubricSentence({"en": "Write `unit`.", "zh": "请写 `unit`。"}),
                    "/measurable",
                ),
            ),
        ),
        actual=Decimal(240000),
        target=Decimal(360000),
        unit="CNY",
        progress=Fraction(2, 3),
        expected=Fraction(62, 92),
        judged_on=date(2026, 8, 31),
        pace=Fraction(895, 1000),
        confidence=Decimal("0.6"),
        override=OverrideScore(
            "at_risk",
            {"en": "An order slipped.", "zh": "订单推迟。"},
            date(2026, 8, 31),
            "/checkins/0",
        ),
        stale=True,
        grade=Decimal("0.9"),
        computed_grade=Decimal("0.6"),
        colour="amber",
        forecast=Forecast(
            Fraction(97, 100),
            Fraction(8, 10),
            Fraction(114, 100),
            date(2026, 10, 3),
            Arithmetic("forecast"),
        ),
        reading=Reading(
            "metric", "monthly", REVENUE, (ANN, Key("person", "bob")), (Key("person", "bob"),)
        ),
    )


def _practice(state: PracticeState) -> Practice:
    return Practice(state, (Sentence(f"why.{state}", {"count": Count(2), "who": ANN}),))


def revenue_totals(subject: Key | None) -> MetricTotals:
    """Return a running month, a closed one, and one that has nothing to be compared with."""
    return MetricTotals(
        REVENUE,
        subject,
        (ANN,),
        (
            PeriodTotal(SEPTEMBER, Fraction(40000), is_running=True),
            PeriodTotal(
                AUGUST,
                Fraction(120000),
                1,
                2,
                target=Fraction(100000),
                of_target=Fraction(6, 5),
                against_target=Change(
                    Fraction(100000), Fraction(20000), Fraction(1, 5), is_better=True
                ),
                previous=Change(
                    Fraction(150000), Fraction(-30000), Fraction(-1, 5), is_better=False
                ),
                year=Change(Fraction(0), Fraction(120000), None, is_better=True),
                year_to_date=YearToDate(
                    Fraction(816000),
                    8,
                    8,
                    Fraction(820000),
                    Fraction(816, 820),
                    Change(Fraction(820000), Fraction(-4000), Fraction(-4, 820), is_better=False),
                    Change(Fraction(680000), Fraction(136000), Fraction(1, 5), is_better=True),
                ),
            ),
            PeriodTotal(month_of(date(2026, 7, 1)), Fraction(200001, 2)),
        ),
    )


def margin_of(period: Period) -> PeriodTotal:
    """Return a percentage, whose changes are in points."""
    return PeriodTotal(
        period,
        Fraction(57, 2),
        year=Change(Fraction(30), Fraction(-3, 2), None, is_better=False),
    )
