"""What findings about figures say: the values, the places and what to write."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders.handbooks import document, handbook_of
from planbook.diagnostics.finding import Finding
from planbook.linting import lint_handbook
from planbook.model.document import Document
from planbook.rules import RULES

AS_OF = date(2026, 9, 10)
BEA = document("person", "bea", role="manager")


def findings(*documents: Document, as_of: date = AS_OF) -> dict[str, Finding]:
    """Return what the rules find, by code."""
    found = lint_handbook(handbook_of(*documents), RULES, as_of).findings
    return {one.code.name: one for one in found}


def goal(id_: str = "g", **values: Any) -> Document:
    filled: dict[str, Any] = {
        "owner": "bea",
        "period": "2026-Q3",
        "time_bound": {"start": "2026-07-01", "due": "2026-09-30"},
        **values,
    }
    return document("goal", id_, **filled)


def metric(*values: tuple[str, str, float], **fields: Any) -> Document:
    readings = [{"date": day, "subject": whose, "value": value} for day, whose, value in values]
    filled: dict[str, Any] = {
        "unit": "CNY",
        "direction": "up",
        "cadence": "monthly",
        "aggregate": "sum",
        "values": readings,
        **fields,
    }
    return document("metric", "revenue", **filled)


def reach(**values: Any) -> dict[str, Any]:
    return {"type": "reach", "metric": "revenue", "target": 360_000, **values}


def english(finding: Finding) -> tuple[str, str]:
    return finding.message["en"], (finding.help or {}).get("en", "")


def places(finding: Finding) -> list[tuple[str, str]]:
    """Return the document and the pointer of each of the other places."""
    return [(related.place.path, related.place.pointer) for related in finding.related]


def test_a_quarters_sales_measured_as_a_level_are_told_to_write_reach() -> None:
    found = findings(BEA, metric(), goal(measurable=reach(type="increase", baseline=300_000)))
    message, advice = english(found["goal-total-measured-as-level"])
    assert message == "`revenue` adds up over the period, and `type: increase` reads it as a level"
    assert advice.startswith("write `type: reach` and keep `target: 360000` as the total")
    assert "`baseline` may stay, for comparison" in advice
    assert "each single month" in advice


def test_a_falling_total_is_told_to_write_the_most_of_the_period() -> None:
    measure = reach(type="decrease", baseline=30, target=20)
    found = findings(BEA, metric(), goal(measurable=measure))
    assert (
        "`type: keep_within`, `max: 20` and `per: period`"
        in english(found["goal-total-measured-as-level"])[1]
    )


def test_a_level_measured_as_a_total_is_told_the_type_that_fits_its_figures() -> None:
    for measure, advice in (
        (reach(baseline=80, target=90), "write `type: increase`, with `baseline: 80`"),
        (reach(baseline=90, target=80), "write `type: decrease`, with `baseline: 90`"),
        (reach(baseline=90, target=90), "to hold the level write `type: keep_within`"),
        (reach(target=90), "write `type: increase` and add `baseline`"),
    ):
        found = findings(BEA, metric(aggregate="mean"), goal(measurable=measure))
        assert english(found["goal-level-measured-as-total"])[1].startswith(advice)
    falling = metric(aggregate="mean", direction="down")
    found = findings(BEA, falling, goal(measurable=reach(target=5)))
    assert english(found["goal-level-measured-as-total"])[1].startswith("write `type: decrease`")


def test_a_target_on_the_wrong_side_names_both_figures_and_the_type() -> None:
    measure = {"type": "increase", "baseline": 300_000, "target": 20}
    said = english(findings(BEA, goal(measurable=measure))["goal-target-against-type"])[0]
    assert said == "target 20 is on the wrong side of baseline 300000 for type increase"


def test_a_check_in_that_differs_names_both_values_and_places() -> None:
    read = metric(("2026-07-31", "bea", 120_000), ("2026-08-31", "bea", 120_000))
    checkins = [{"date": "2026-08-31", "value": 120_000}]
    found = findings(BEA, read, goal(measurable=reach(), checkins=checkins))
    finding = found["goal-checkin-differs-from-metric"]
    assert finding.place.pointer == "/checkins/0/value"
    assert english(finding)[0] == (
        "the check-in says 120000 for 2026-08-31, and the readings of `revenue` make 240000"
    )
    assert places(finding) == [("content/metric/revenue.yaml", "/values/1")]


def test_a_review_that_differs_names_both_values_and_places() -> None:
    review = document(
        "review",
        "r",
        person="bea",
        reviewer="ada",
        period="2026-Q2",
        date="2026-07-03",
        readings=[{"metric": "revenue", "value": 120}],
    )
    months = (("2026-04-30", 100), ("2026-05-31", 110), ("2026-06-30", 120))
    read = metric(*((day, "bea", value) for day, value in months))
    finding = findings(BEA, review, read)["review-reading-differs-from-metric"]
    assert finding.place.pointer == "/readings/0/value"
    assert english(finding) == (
        "the review says 120, and the readings of `revenue` make 330 for 2026-Q2",
        "write 330 here, or correct the readings of `revenue`",
    )
    assert places(finding) == [("content/metric/revenue.yaml", "/values/2")]


def test_who_has_readings_instead_is_named_up_to_five() -> None:
    shops = [document("partner", f"shop-{n}", type="distributor") for n in range(1, 8)]
    read = metric(*(("2026-07-31", shop.id, 100) for shop in shops))
    finding = findings(BEA, read, *shops, goal(measurable=reach()))["goal-no-readings-for-subject"]
    assert finding.message == {
        "en": "`revenue` has no reading for this goal of `bea`; it has readings of `shop-1`, "
        "`shop-2`, `shop-3`, `shop-4`, `shop-5` and 2 more",
        "zh": "`revenue` 没有 `bea` 这个目标可用的读数；有读数的是 `shop-1`、`shop-2`、`shop-3`、"
        "`shop-4`、`shop-5` 等 7 个",
    }


def test_a_goal_outside_its_period_says_which_days_that_are() -> None:
    late = {"start": "2026-07-01", "due": "2026-10-31"}
    finding = findings(BEA, goal(time_bound=late))["goal-outside-period"]
    assert english(finding)[0] == (
        "`due: 2026-10-31` is outside 2026-Q3, which runs from 2026-07-01 to 2026-09-30"
    )


def test_weights_of_one_length_are_added_up_and_the_goal_without_one_is_told() -> None:
    year = {"period": "2026", "time_bound": {"start": "2026-01-01", "due": "2026-12-31"}}
    whole = [goal("a", weight=60), goal("b", weight=40)]
    assert "goal-weights-not-100" not in findings(BEA, goal("y", weight=100, **year), *whole)
    finding = findings(BEA, goal("y", weight=40, **year), *whole)["goal-weights-not-100"]
    assert finding.subject == "goal:y"
    assert english(finding)[0] == (
        "the weights of the owner's goals for 2026 add up to 40, not to 100"
    )
    finding = findings(BEA, goal("c"), *whole)["goal-weights-not-100"]
    assert (finding.subject, finding.place.pointer) == ("goal:c", "")
    assert english(finding)[0] == (
        "this goal has no `weight`, and the owner's other goals for 2026-Q3 already make 100"
    )
    finding = findings(BEA, goal("c"), goal("a", weight=60))["goal-weights-not-100"]
    assert english(finding)[0] == (
        "this goal has no `weight`, while the owner's other goals for 2026-Q3 have 60 together"
    )


def test_somebody_who_left_is_told_of_everything_that_still_names_them() -> None:
    gone = document("person", "bea", ended="2026-08-31")
    held = [
        document("partner", "lockhouse", type="distributor", manager="bea"),
        document("team", "east", lead="bea"),
        goal(),
    ]
    found = findings(gone, *held)
    finding = found["person-ended-still-responsible"]
    assert english(finding)[0] == (
        "left on 2026-08-31, and is still named as responsible for `partner:lockhouse`, "
        "`team:east`, `goal:g`"
    )
    assert places(finding) == [
        ("content/partner/lockhouse.yaml", "/manager"),
        ("content/team/east.yaml", "/lead"),
        ("content/goal/g.yaml", "/owner"),
    ]
    assert english(found["goal-owner-left"])[0] == "bea, who owns this, left on 2026-08-31"


def test_on_the_last_day_nobody_has_left() -> None:
    gone = document("person", "bea", ended="2026-08-31")
    told = {"goal-owner-left", "person-ended-still-responsible"}
    assert told.isdisjoint(findings(gone, goal(), as_of=date(2026, 8, 31)))
    assert set(findings(gone, goal(), as_of=date(2026, 9, 1))) == told


def test_percentages_written_as_shares_are_told_in_percent() -> None:
    measure = {"type": "increase", "unit": "%", "baseline": 0.2, "target": 0.25}
    title = {"en": "Raise renewals from 20 % to 25 %"}
    finding = findings(BEA, goal(measurable=measure, title=title))["goal-percent-looks-like-share"]
    assert english(finding) == (
        "the unit is %, so this is 0.25 %; 25 % seems to be meant",
        "write `target: 25`, and the goal's other figures in percent too",
    )


def test_readings_in_another_unit_say_by_how_much() -> None:
    measure = {"type": "increase", "unit": "kCNY", "baseline": 500, "target": 600}
    checkins = [{"date": "2026-08-31", "value": 550_000}]
    finding = findings(BEA, goal(measurable=measure, checkins=checkins))["goal-readings-off-scale"]
    assert finding.place.pointer == "/checkins/0/value"
    assert english(finding)[0] == "550000 looks about 1000 times too large beside `target: 600`"


def test_a_target_made_from_shorter_ones_names_what_they_make() -> None:
    targets = [
        {"period": "2026-H2", "subject": "bea", "value": 700},
        {"period": "2026-Q3", "subject": "bea", "value": 300},
        {"period": "2026-Q4", "subject": "bea", "value": 300},
    ]
    read = metric(("2026-07-31", "bea", 100), targets=targets)
    finding = findings(BEA, read)["metric-targets-disagree"]
    assert english(finding)[0] == (
        "the target of `bea` for 2026-H2 is 700, and those of its 2 parts make 600"
    )


def test_of_two_targets_for_one_period_the_finding_points_at_the_later_one() -> None:
    targets = [
        {"period": "2026-07", "subject": "bea", "value": 300},
        {"period": "2026-07", "subject": "bea", "value": 310},
    ]
    read = metric(("2026-07-31", "bea", 100), targets=targets)
    finding = findings(BEA, read)["metric-targets-on-one-period"]
    assert finding.place.pointer == "/targets/1/period"
    assert places(finding) == [("content/metric/revenue.yaml", "/targets/0")]


def test_what_is_missing_below_an_objective_is_a_figure_in_its_unit() -> None:
    measure = {"type": "reach", "unit": "CNY", "target": 1000}
    above = document("objective", "o", owner="bea", period="2026-Q3", measure=measure)
    below = [
        goal(id_, measurable={**measure, "target": target}, relevant={"supports": ["o"]})
        for id_, target in (("a", 500), ("b", 400))
    ]
    finding = findings(BEA, above, *below)["objective-children-below-target"]
    assert english(finding)[0] == "the targets below add up to 900 CNY, 100 short of 1000"
    assert places(finding) == [
        ("content/goal/a.yaml", "/measurable/target"),
        ("content/goal/b.yaml", "/measurable/target"),
    ]


def test_last_year_says_why_it_cannot_be_followed() -> None:
    bounds = {"start": "2026-01-01", "due": "2026-12-31", "expected": "last_year"}
    found = findings(BEA, metric(), goal(measurable=reach(), period="2026", time_bound=bounds))
    assert english(found["goal-last-year-unusable"])[0] == (
        "`revenue` lacks readings between 2025-01-01 and 2025-12-31; expected progress is "
        "linear instead"
    )
    found = findings(BEA, goal(measurable={"type": "reach", "target": 1}, time_bound=bounds))
    assert english(found["goal-last-year-unusable"])[0] == (
        "there is no metric whose last year could be followed; expected progress is linear instead"
    )
