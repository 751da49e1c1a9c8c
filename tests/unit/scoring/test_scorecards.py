"""Partners' scorecards: a share of each target, weighed, over what is read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from planbook.model.handbook import Handbook
from planbook.model.partner import Partner
from planbook.quantities import Ratio, Share
from planbook.scoring.results import PartnerScore
from planbook.scoring.scorecards import has_scorecard, score_partner
from planbook.scoring.series import read_all_series
from planbook.scoring.totals import all_totals

ON = date(2026, 9, 10)


def card(
    *lines: dict[str, Any],
    value: float | None = 50,
    targets: tuple[tuple[str, float], ...] = (),
    **metric: Any,
) -> PartnerScore:
    """The scorecard of a partner whose figure of the year is ``value``."""
    read = [] if value is None else [{"date": "2026-08-31", "subject": "p", "value": value}]
    wanted = [{"period": period, "subject": "p", "value": each} for period, each in targets]
    handbook = handbook_of(
        document("partner", "p", type="agent", scorecard=list(lines)),
        document(
            "metric",
            "m",
            **{
                "unit": "CNY",
                "direction": "up",
                "cadence": "monthly",
                "aggregate": "sum",
                "values": read,
                "targets": wanted,
                **metric,
            },
        ),
        document("metric", "draft", unit="CNY", state="draft"),
    )
    return scored(handbook)


def scored(handbook: Handbook) -> PartnerScore:
    """The scorecard of the partner ``p``."""
    partner = handbook.find(Partner, "p")
    assert partner is not None
    return score_partner(partner, all_totals(read_all_series(handbook, ON), handbook), handbook)


@pytest.mark.parametrize(
    ("direction", "value", "target", "share"),
    [
        ("up", 50, 100, "1/2"),
        ("up", 100, 100, "1"),
        ("up", 150, 100, "3/2"),
        ("up", -5, 100, "0"),
        ("up", 0.25, 0.5, "1/2"),
        ("up", 50, 0, None),
        ("up", 50, -5, None),
        ("down", 50, 100, "1"),
        ("down", 100, 100, "1"),
        ("down", 150, 100, "2/3"),
        ("down", 1, 0, "0"),
        ("down", 0.5, 0.25, "1/2"),
        ("down", 5, -5, "0"),
        ("down", 0, 0, "1"),
        ("down", 0, -5, None),
        ("down", -1, -5, None),
        ("up", None, 100, None),
        ("up", 50, None, None),
    ],
)
def test_a_line_is_the_share_of_its_target(
    direction: str, value: float | None, target: float | None, share: str | None
) -> None:
    (line,) = card({"metric": "m", "target": target}, value=value, direction=direction).lines
    assert line.share == (None if share is None else Fraction(share))
    assert line.weight == 1


def test_a_target_that_is_not_written_is_that_of_the_metric_for_the_same_months() -> None:
    targets = ("2026-07", 10.0), ("2026-08", 200.0)
    (line,) = card({"metric": "m"}, targets=targets).lines
    assert (line.value, line.target, line.share, line.unit) == (50, 200, Fraction(1, 4), "CNY")
    (line,) = card({"metric": "m", "target": 100}, targets=targets).lines
    assert (line.target, line.share) == (100, Fraction(1, 2))


def test_a_score_weighs_what_is_read_and_a_line_counts_with_all_of_it_at_most() -> None:
    lines = (
        {"metric": "m", "target": 25, "weight": 3},
        {"metric": "m", "target": 100},
        {"metric": "draft", "target": 100, "weight": 9},
        {"metric": "nowhere", "target": 100},
    )
    found = card(*lines)
    # 3 · 1 and 1 · 0.5 of 4; the unread metric stays out, and one that is not there has no line.
    assert found.score == Fraction(7, 8)
    assert [line.share for line in found.lines] == [2, Fraction(1, 2), None]
    assert [(one.name, one.value) for one in found.arithmetic["score"].inputs] == [
        ("part", Share(Fraction(1))),
        ("weight", Ratio(Fraction(3))),
        ("part", Share(Fraction(1, 2))),
        ("weight", Ratio(Fraction(1))),
    ]


def test_without_a_line_that_is_read_or_a_weight_there_is_no_score() -> None:
    assert card({"metric": "m", "target": 100}, value=None).score is None
    assert card({"metric": "m", "target": 100, "weight": 0}).score is None
    assert card({"metric": "m", "target": 100, "weight": 0.5}).score == Fraction(1, 2)


def test_partners_in_force_that_have_a_scorecard_have_a_score() -> None:
    line = {"metric": "m", "target": 100}
    handbook = handbook_of(
        document("partner", "bare", type="agent"),
        document("partner", "old", type="agent", scorecard=[line], state="archived"),
        document("partner", "p", type="agent", scorecard=[line]),
        document("metric", "m", unit="CNY"),
    )
    assert [one.id for one in handbook.all(Partner) if has_scorecard(one)] == ["p"]
