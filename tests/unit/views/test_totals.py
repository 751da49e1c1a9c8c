"""What metrics come to: on the front page, of a team, a territory, a partner and a person."""

from __future__ import annotations

from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views.words import Phrase

TEAM = document("team", "east", title={"en": "East"}, lead="ann")
ANN = document("person", "ann", name={"en": "Ann Lee"}, team="east")
BOB = document("person", "bob", name={"en": "Bob Roe"}, team="east")


def reading(subject: str, day: str, value: float) -> dict[str, Any]:
    return {"subject": subject, "date": day, "value": value}


def revenue(*values: dict[str, Any], targets: list[dict[str, Any]], **more: Any) -> Document:
    filled = {"unit": "CNY", "direction": "up", "cadence": "monthly", "aggregate": "sum", **more}
    return document(
        "metric",
        "revenue",
        title={"en": "Revenue"},
        values=[*values],
        targets=targets,
        **filled,
    )


def year(*, others: tuple[Document, ...] = (), **more: Any) -> Handbook:
    """Ann and Bob in July and August, Ann a year before too; 10 September is the day."""
    metric = revenue(
        reading("ann", "2025-08-31", 80),
        reading("ann", "2026-07-31", 90),
        reading("ann", "2026-08-31", 100),
        reading("bob", "2026-07-31", 50),
        reading("bob", "2026-08-31", 60),
        reading("ann", "2026-09-05", 7),
        targets=[
            {"subject": subject, "period": period, "value": 100}
            for subject in ("ann", "bob")
            for period in ("2026-07", "2026-08")
        ],
        **more,
    )
    return handbook_of(TEAM, ANN, BOB, metric, *others)


def test_the_front_page_alone_tells_how_the_year_goes() -> None:
    (line,) = view_at(year(), "index.html").totals
    to_date = line.latest.to_date
    assert line.name.title.text == "Revenue"
    assert (to_date.value.text, to_date.target.text) == ("CNY\u00a0300", "CNY\u00a0400")
    assert to_date.against.text == "75%"
    assert (line.latest.value.text, line.latest.against.text) == ("CNY\u00a0160", "80%")
    assert line.latest.period.name.key == "period.month.8"
    # Over those who have both months: everybody; both Augusts: Ann alone.
    assert (line.latest.previous.figure.text, line.latest.year.figure.text) == ("+14%", "+25%")
    assert line.latest.year.verdict.key == "metric.better"


def test_a_month_that_runs_is_so_far_and_compared_with_nothing() -> None:
    (line,) = view_at(year(), "index.html").totals
    assert line.running.value.text == "CNY\u00a07"
    assert line.running.previous is line.running.year is line.running.against is None
    text = text_at(year(), "index.html")
    assert "September 2026: CNY\u00a07 so far" in text


def test_each_figure_of_the_year_carries_its_arithmetic() -> None:
    path = "metrics/revenue/index.html"
    html = html_at(year(), path)
    why = text_at(year(), path).replace("\n", " ")
    assert "How this was calculated" in html
    assert "% of target, year to date = 75% actual ÷ target Actual CNY\u00a0300" in why
    assert "Part CNY\u00a0100 Ann Lee" in why


def test_a_team_has_the_totals_of_its_people() -> None:
    (line,) = view_at(year(), "teams/east/index.html").totals
    assert line.latest.value.text == "CNY\u00a0160"


def test_the_page_of_a_metric_has_the_company_the_teams_and_every_subject() -> None:
    view = view_at(year(), "metrics/revenue/index.html")
    assert [line.latest.value.text for line in view.wholes] == ["CNY\u00a0160", "CNY\u00a0160"]
    assert view.wholes[0].name.key == "totals.company"
    assert [line.totals.latest.value.text for line in view.subjects.lines] == [
        "CNY\u00a0100",
        "CNY\u00a060",
    ]


def test_the_page_of_a_series_has_its_periods_the_newest_first() -> None:
    view = view_at(year(), "metrics/revenue/readings/person-ann/index.html")
    assert [one.value.text for one in view.periods] == [
        "CNY\u00a07",
        "CNY\u00a0100",
        "CNY\u00a090",
        "CNY\u00a080",
    ]
    assert [bool(one.arithmetic) for one in view.periods] == [False, True, False, False]


def test_a_missing_reading_is_told_beside_the_figure() -> None:
    metric = revenue(
        reading("ann", "2026-07-31", 90),
        reading("bob", "2026-07-31", 50),
        reading("ann", "2026-08-31", 100),
        targets=[],
    )
    handbook = handbook_of(TEAM, ANN, BOB, metric)
    (line,) = view_at(handbook, "index.html").totals
    assert line.latest.value.text == "CNY\u00a0100"
    assert line.latest.read.arguments == {"read": "1", "of": "2"}
    assert "1 of 2 read" in text_at(handbook, "index.html")


def test_what_should_fall_has_no_share_of_its_target_but_a_difference() -> None:
    metric = revenue(
        reading("ann", "2026-08-31", 8),
        targets=[{"subject": "ann", "period": "2026-08", "value": 6}],
        unit="%",
        direction="down",
        aggregate="last",
    )
    (line,) = view_at(handbook_of(ANN, metric), "index.html").totals
    assert line.latest.against == Phrase("totals.points_above", {"by": "2"})


def test_a_metric_that_is_not_added_up_says_so_on_the_page_of_the_team() -> None:
    handbook = year(aggregate="last")
    (line,) = view_at(handbook, "teams/east/index.html").totals
    assert line.reason.key == "totals_reason.not_added_up"
    assert view_at(handbook, "index.html").totals == ()


def test_a_territory_has_its_totals_beside_those_who_hold_it() -> None:
    metric = revenue(reading("east-china", "2026-08-31", 5), targets=[])
    view = view_at(handbook_of(ANN, metric), "responsibilities/index.html")
    assert [(one.title.text, len(one.lines)) for one in view.territories] == [("east-china", 1)]


PARTNER = document(
    "partner",
    "dist",
    type="agent",
    scorecard=[
        {"metric": "revenue", "weight": 3, "target": 200},
        {"metric": "nps", "weight": 1, "target": 50},
        {"metric": "unread", "weight": 9, "target": 1},
    ],
)


def test_a_partner_has_a_scorecard_over_what_is_read() -> None:
    handbook = handbook_of(
        PARTNER,
        revenue(reading("dist", "2026-08-31", 100), targets=[]),
        document("metric", "nps", values=[reading("dist", "2026-08-31", 60)], unit="points"),
        document("metric", "unread", unit="points"),
    )
    view = view_at(handbook, "partners/dist/index.html")
    # (3 · 0.5 + 1 · 1) ÷ 4: no share counts for more than all of it.
    assert view.scorecard.score.text == "63%"
    assert [one.share.text if one.share else None for one in view.scorecard.lines] == [
        "50%",
        "120%",
        None,
    ]
    assert [line.name.id for line in view.totals] == ["nps", "revenue"]


def test_totals_of_what_an_edition_may_not_see_leave_no_trace() -> None:
    hidden = revenue(reading("ann", "2026-08-31", 4321), targets=[], audience="private")
    html = html_at(handbook_of(ANN, hidden), "index.html", Edition("team"))
    assert "4,321" not in html
    assert "This year so far" not in html


def test_a_target_that_only_some_have_is_told_with_what_those_reached() -> None:
    metric = revenue(
        reading("ann", "2026-08-31", 90),
        reading("bob", "2026-08-31", 60),
        targets=[{"subject": "ann", "period": "2026-08", "value": 100}],
    )
    handbook = handbook_of(TEAM, ANN, BOB, metric)
    (line,) = view_at(handbook, "index.html").totals
    assert (line.latest.value.text, line.latest.against.text) == ("CNY\u00a0150", "90%")
    assert "90% CNY\u00a090 of CNY\u00a0100" in text_at(handbook, "index.html")
