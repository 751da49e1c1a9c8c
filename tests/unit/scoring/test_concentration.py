"""A total without its largest partner."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import AS_OF, EVERYTHING
from planbook.model.metric import Metric
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.concentration import WithoutLargest, without_largest
from planbook.scoring.score import score_handbook


def august(values: list[tuple[str, str, int]], **metric: Any) -> WithoutLargest | None:
    read = [{"date": day, "subject": subject, "value": value} for day, subject, value in values]
    handbook = handbook_of(
        document("person", "ann"),
        document("partner", "big", type="agent"),
        document("partner", "small", type="agent"),
        document(
            "metric",
            "sales",
            unit="CNY",
            direction="up",
            cadence="monthly",
            **{"values": read, "aggregate": "sum", **metric},
        ),
    )
    scores = score_handbook(handbook, AS_OF, builtin_rubric(), EVERYTHING).value
    found = handbook.find(Metric, "sales")
    assert found is not None
    total = next(one for one in scores.company[0].periods if one.period.name == "2026-08")
    return without_largest(found, total, scores.metrics["sales"])


def test_the_largest_is_so_by_the_year_and_its_figure_is_taken_off_the_month() -> None:
    found = august(
        [
            ("2025-08-31", "ann", 1000),
            ("2025-08-31", "big", 300),
            ("2026-07-31", "big", 900),
            ("2026-07-31", "small", 100),
            ("2026-08-31", "ann", 1200),
            ("2026-08-31", "big", 400),
            ("2026-08-31", "small", 500),
        ]
    )
    assert found is not None
    # By the year to date big has 1,300 and small 600, though small had more in August.
    assert (found.partner.id, found.part, found.value) == ("big", 400, 800)
    # The year before: 1,000 − 300 = 700; now 800.
    assert found.year is not None
    assert found.year.relative == Fraction(100, 700)


def test_what_is_not_added_up_has_no_largest_part() -> None:
    read = [("2026-08-31", "ann", 10), ("2026-08-31", "big", 5)]
    assert august(read, across="mean") is None
    assert august(read, aggregate="last", across="sum") is None


def test_without_partners_or_with_more_than_all_there_is_nothing_to_tell() -> None:
    assert august([("2026-08-31", "ann", 10)]) is None
    assert august([("2026-08-31", "ann", 10), ("2026-08-31", "big", 11)]) is None
