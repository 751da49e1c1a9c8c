"""Monthly scorecards, the reports of people and quarters, the archive, the export."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, site_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views.report_periods import ON_ONE_PAGE

AUGUST = "months/2026-08/index.html"
BOSS = document("person", "boss", name={"en": "The Boss"}, team="east")
ANN = document("person", "ann", name={"en": "Ann Lee"}, manager="boss", team="east")
BOB = document("person", "bob", name={"en": "Bob Roe"}, manager="boss", team="west")
EAST = document("team", "east", title={"en": "East"}, lead="boss")
WEST = document("team", "west", title={"en": "West"}, lead="bob")


def sales(*rows: tuple[str, str, int], **more: Any) -> Document:
    return document(
        "metric",
        "sales",
        **{
            "title": {"en": "Sales"},
            "unit": "CNY",
            "direction": "up",
            "cadence": "monthly",
            "aggregate": "sum",
            "values": [
                {"date": day, "subject": subject, "value": value} for day, subject, value in rows
            ],
            **more,
        },
    )


FIGURES = (
    ("2025-08-31", "ann", 80),
    ("2025-08-31", "bob", 50),
    ("2026-07-31", "ann", 90),
    ("2026-07-31", "bob", 60),
    ("2026-08-31", "ann", 99),
    ("2026-08-31", "bob", 45),
    ("2026-09-05", "ann", 7),
)
TARGETS = [
    {"period": "2026-08", "subject": "ann", "value": 110},
    {"period": "2026-08", "subject": "bob", "value": 40},
]


def step(title: str, due: str, **more: Any) -> dict[str, Any]:
    return {"title": {"en": title}, "due": due, **more}


GOAL = document(
    "goal",
    "q3",
    title={"en": "Sell more"},
    owner="ann",
    period="2026-Q3",
    measurable={"type": "reach", "unit": "CNY", "target": 92},
    time_bound={"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
    checkins=[{"date": "2026-07-31", "value": 31}, {"date": "2026-08-31", "value": 20}],
    actions=[step("Visit the shop", "2026-09-20"), step("Call", "2026-08-20", done="2026-09-01")],
)
REVIEW = document(
    "review",
    "july",
    title={"en": "Review of July"},
    person="ann",
    reviewer="boss",
    period="2026-07",
    date="2026-08-05",
    decisions=[
        step("Write the plan", "2026-08-15", done="2026-09-02"),
        step("Long done", "2026-08-10", done="2026-08-09"),
        step("Still ahead", "2026-10-01"),
    ],
)
HANDBOOK = handbook_of(BOSS, ANN, BOB, EAST, WEST, sales(*FIGURES, targets=TARGETS), GOAL, REVIEW)


def row(view: Any, name: str) -> Any:
    (table,) = view.tables
    for one in table.rows:
        title = one.name.title.text if hasattr(one.name, "title") else one.name.key
        if title == name:
            (cell,) = one.cells
            return cell
    raise AssertionError(name)


def told(cell: Any) -> tuple[str, ...]:
    parts = (cell.value, cell.target, cell.against)
    changes = (cell.previous, cell.year)
    return (
        *(one.text if one else "" for one in parts),
        *(getattr(one.figure, "text", "unchanged") if one else "" for one in changes),
    )


def test_a_month_tells_actual_target_attainment_and_both_changes() -> None:
    view = view_at(HANDBOOK, AUGUST)
    assert told(row(view, "Ann Lee")) == ("CNY\u00a099", "CNY\u00a0110", "90%", "+10%", "+24%")
    assert told(row(view, "Bob Roe")) == ("CNY\u00a045", "CNY\u00a040", "113%", "−25%", "−10%")
    assert told(row(view, "West")) == ("CNY\u00a045", "CNY\u00a040", "113%", "−25%", "−10%")
    # 144 of 150; 150 in July, 130 the year before.
    assert told(row(view, "totals.company")) == (
        "CNY\u00a0144",
        "CNY\u00a0150",
        "96%",
        "−4%",
        "+11%",
    )
    assert row(view, "The Boss") is None


def test_the_month_of_the_day_is_told_so_far() -> None:
    view = view_at(HANDBOOK, "months/2026-09/index.html")
    assert view.is_running
    assert told(row(view, "Ann Lee")) == ("CNY\u00a07", "", "", "", "")
    assert "So far, up to 10 September 2026" in text_at(HANDBOOK, "months/2026-09/index.html")
    assert not view_at(HANDBOOK, AUGUST).is_running


def test_red_goals_stand_with_what_was_to_be_done_next_on_that_day() -> None:
    (red,) = view_at(HANDBOOK, AUGUST).red
    # On 31 August the call was still open: it was made on 1 September.
    assert (red.ref.id, red.state.state, red.step.text) == ("q3", "off_track", "Call")
    assert view_at(HANDBOOK, "months/2026-07/index.html").red == ()


def test_decisions_stand_as_they_were_on_the_last_day() -> None:
    steps = view_at(HANDBOOK, AUGUST).steps
    assert (steps.open, steps.overdue) == (2, 1)
    assert [one.what.title.text for one in steps.lines] == ["Write the plan", "Still ahead"]
    # In July nothing had been decided yet; today one is done.
    assert view_at(HANDBOOK, "months/2026-07/index.html").steps.open == 0
    assert view_at(HANDBOOK, "months/2026-09/index.html").steps.open == 1


def test_reviews_that_an_edition_does_not_see_leave_no_trace_in_a_month() -> None:
    team = Edition("team")
    without = handbook_of(*(one for key, one in HANDBOOK.documents.items() if key.kind != "review"))
    for page in site_at(HANDBOOK, team).pages:
        if page.path.startswith(("months/", "quarters/")) and page.template:
            assert html_at(HANDBOOK, page.path, team) == html_at(without, page.path, team)


def test_the_company_stands_without_its_largest_partner() -> None:
    partner = document("partner", "big", title={"en": "Big Shop"}, type="agent", manager="ann")
    figures = (*FIGURES, ("2025-08-31", "big", 30), ("2026-08-31", "big", 44))
    (one,) = view_at(handbook_of(BOSS, ANN, BOB, partner, sales(*figures)), AUGUST).without
    # 144 − 44 = 100; the year before 130 − 30 = 100.
    assert (one.partner.id, one.value.text, one.part.text) == ("big", "CNY\u00a0100", "CNY\u00a044")
    assert one.year.figure.key == "metric.unchanged"


def test_the_report_of_a_person_holds_their_own_alone() -> None:
    view = view_at(HANDBOOK, "months/2026-08/ann/index.html")
    (metric,) = view.metrics
    assert told(metric.cell) == ("CNY\u00a099", "CNY\u00a0110", "90%", "+10%", "+24%")
    assert metric.to_date.value.text == "CNY\u00a0189"
    (goal,) = view.goals
    assert (goal.state.state, goal.value.text, goal.target.text) == (
        "off_track",
        "CNY\u00a020",
        "CNY\u00a092",
    )
    assert view.steps.open == 2
    assert view_at(HANDBOOK, "months/2026-08/bob/index.html").goals == ()


def test_training_that_was_done_and_what_was_said_stand_in_the_month() -> None:
    session = {"title": {"en": "Class"}, "format": "online", "mode": "theory", "state": "done"}
    plan = document(
        "training",
        "plan",
        **{"for": ["ann"]},
        period="2026",
        items=[{**session, "date": "2026-08-10"}, {**session, "date": "2026-07-10"}],
    )
    handbook = handbook_of(*HANDBOOK.documents.values(), plan)
    view = view_at(handbook, "months/2026-08/ann/index.html")
    assert [one.ref.href.partition("#")[2] for one in view.trainings] == ["session-1"]
    july = view_at(handbook, "months/2026-07/ann/index.html")
    assert [one.id for one in july.said] == ["july"]


def test_the_export_has_a_line_for_each_figure_and_no_formula() -> None:
    evil = document("person", "ann", name={"en": "=cmd|' /C calc'!A0"}, team="east")
    handbook = handbook_of(BOSS, evil, BOB, EAST, WEST, sales(*FIGURES, targets=TARGETS))
    text = view_at(handbook, "months/2026-08/scorecard.csv")
    assert text.startswith("\ufeff")
    lines = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    found = {(one["kind"], one["id"]): one for one in lines}
    ann = found["person", "ann"]
    assert (ann["actual"], ann["target"], ann["of_target"]) == ("99", "110", "0.9")
    assert (ann["change_previous"], ann["change_year"], ann["so_far"]) == ("9", "19", "no")
    assert ann["name"].startswith("'=")
    assert found["company", ""]["actual"] == "144"


def test_a_large_team_is_cut_into_pages_by_team() -> None:
    people = tuple(
        document("person", f"p{number:02}", team="west") for number in range(ON_ONE_PAGE)
    )
    handbook = handbook_of(*HANDBOOK.documents.values(), *people)
    view = view_at(handbook, AUGUST)
    assert [(one.href.rpartition("teams/")[2], one.people) for one in view.crews] == [
        ("east/index.html", 2),
        ("west/index.html", ON_ONE_PAGE + 1),
    ]
    names = {one.name.id for table in view.tables for one in table.rows if hasattr(one.name, "id")}
    assert names == {"east", "west"}
    west = view_at(handbook, "months/2026-08/teams/west/index.html")
    assert told(row(west, "Bob Roe")) == ("CNY\u00a045", "CNY\u00a040", "113%", "−25%", "−10%")
    assert west.red == ()
    assert view_at(handbook, "months/2026-08/teams/east/index.html").red[0].ref.id == "q3"


def test_who_moved_is_on_the_page_of_the_team_that_they_were_in() -> None:
    moved = document(
        "person",
        "mo",
        name={"en": "Mo"},
        team="east",
        before=[{"until": "2026-08-31", "team": "west"}],
    )
    people = tuple(document("person", f"p{number:02}") for number in range(ON_ONE_PAGE))
    handbook = handbook_of(*HANDBOOK.documents.values(), moved, *people)

    def team_of(month: str) -> set[str]:
        view = view_at(handbook, f"months/{month}/teams/east/index.html")
        return {one.id for one in view.people}

    assert "mo" in team_of("2026-09")
    assert "mo" not in team_of("2026-08")
    assert "months/2026-08/teams/-/index.html" in {page.path for page in site_at(handbook).pages}


def old_handbook() -> Handbook:
    figures = [(f"{year}-{month:02}-15", "ann", 10) for year in (2024, 2025, 2026)
               for month in range(1, 13) if (year, month) <= (2026, 9)]  # fmt: skip
    return handbook_of(BOSS, ANN, sales(*figures))


def test_the_newest_thirteen_months_are_told_by_person_and_the_others_as_totals() -> None:
    handbook = old_handbook()
    paths = {page.path for page in site_at(handbook).pages}
    months = sorted(path.split("/")[1] for path in paths if path.startswith("months/20"))
    with_people = {path.split("/")[1] for path in paths if path.endswith("/ann/index.html")
                   and path.startswith("months/")}  # fmt: skip
    assert (months[0], months[-1], len(set(months))) == ("2024-01", "2026-08", 32)
    assert (min(with_people), max(with_people), len(with_people)) == ("2025-08", "2026-08", 13)
    view = view_at(handbook, "months/2024-03/index.html")
    (table,) = view.tables
    assert [one.name.key for one in table.rows] == ["totals.company"]
    assert told(row(view, "totals.company"))[0] == "CNY\u00a010"
    archive = view_at(handbook, "months/index.html")
    assert len(archive.months) == 32
    assert len(archive.quarters) == 11


def test_a_month_without_readings_has_no_page_and_one_reading_is_enough_for_one() -> None:
    handbook = handbook_of(BOSS, ANN, sales(("2026-06-30", "ann", 5)))
    paths = {page.path for page in site_at(handbook).pages}
    assert "months/2026-06/index.html" in paths
    assert "months/2026-07/index.html" not in paths
    assert told(row(view_at(handbook, "months/2026-06/index.html"), "Ann Lee")) == (
        "CNY\u00a05",
        "",
        "",
        "",
        "",
    )
    bare = handbook_of(BOSS, ANN)
    assert "There is nothing to report on yet." in text_at(bare, "months/index.html")


# Quarters

QUARTER = "quarters/2026-Q2/index.html"
OVER = document(
    "goal",
    "q2",
    title={"en": "Sold less"},
    owner="ann",
    period="2026-Q2",
    measurable={"type": "reach", "unit": "CNY", "target": 100},
    time_bound={"start": "2026-04-01", "due": "2026-06-30", "cadence": "monthly"},
    checkins=[{"date": "2026-06-30", "value": 83}],
)
SCHEME = document(
    "incentive",
    "plan",
    title={"en": "Sales plan"},
    **{"for": ["ann"]},
    period="2026",
    basis={"metric": "sales"},
    currency="CNY",
    mode="marginal",
    tiers=[{"rate": 1.0}],
    people=[{"person": "ann", "quota": 200, "variable": 1000}],
)
QUARTERS = handbook_of(
    *HANDBOOK.documents.values(), OVER, SCHEME, document("goal", "next", period="2027-Q1")
)


def test_a_quarter_tells_the_goals_that_ended_with_their_grades() -> None:
    view = view_at(QUARTERS, QUARTER)
    (goal,) = view.goals
    assert (goal.ref.id, goal.state.state, goal.grade.key) == ("q2", "missed", "colour.amber")
    assert goal.grade.arguments == {"grade": "0.8"}
    running = view_at(QUARTERS, "quarters/2026-Q3/index.html")
    assert [(one.ref.id, one.grade) for one in running.goals] == [("q3", None)]
    assert [one.href.rpartition("months/")[2] for one in running.months] == [
        "2026-07/index.html",
        "2026-08/index.html",
        "2026-09/index.html",
    ]


def test_a_goal_that_nobody_owns_is_on_the_page_of_none_of_the_teams() -> None:
    people = tuple(document("person", f"p{number:02}") for number in range(ON_ONE_PAGE))
    nobodys = document(
        "goal", "n", period="2026-Q2", time_bound={"start": "2026-04-01", "due": "2026-06-30"}
    )
    handbook = handbook_of(*QUARTERS.documents.values(), nobodys, *people)
    view = view_at(handbook, QUARTER)
    assert {one.ref.id for one in view.goals} == {"q2", "n"}
    pages = {"teams/east": {"q2"}, "teams/west": set(), "teams/-": set()}
    assert {one.href.rpartition("Q2/")[2].removesuffix("/index.html") for one in view.crews} == set(
        pages
    )
    for place, goals in pages.items():
        shown = view_at(handbook, f"quarters/2026-Q2/{place}/index.html").goals
        assert {one.ref.id for one in shown} == goals


def test_pay_by_the_end_of_a_quarter_is_told_where_the_quota_is_seen() -> None:
    third = "quarters/2026-Q3/index.html"
    (line,) = view_at(QUARTERS, third).pay
    # 90 + 99 + 7 of 200, and 1,000 for all of it.
    assert (line.attainment.text, line.pay.text) == ("98%", "CNY\u00a0980")
    for viewer, sees in (("ann", True), ("boss", True), ("bob", False), (None, False)):
        edition = Edition("team", viewer)
        assert bool(view_at(QUARTERS, third, edition).pay) is sees
        assert ("980" in html_at(QUARTERS, third, edition)) is sees


def test_coverage_of_a_quarter_is_that_of_its_last_day() -> None:
    rows = view_at(QUARTERS, QUARTER).coverage.rows
    states = {one.person.id: one.cells[1].state.state for one in rows}
    assert states == {"ann": "partial", "bob": "missing", "boss": "missing"}


@pytest.mark.parametrize("language", ["", "zh/"])
def test_reports_have_words_in_both_languages(language: str) -> None:
    for path in (AUGUST, "months/2026-08/ann/index.html", QUARTER, "months/index.html"):
        text = text_at(QUARTERS, f"{language}{path}")
        assert "{" not in text
        assert "None" not in text


def test_a_figure_far_from_its_target_is_marked_and_one_near_it_is_not() -> None:
    near = sales(*FIGURES, targets=[{"subject": "ann", "period": "2026-08", "value": 109}])
    far = sales(*FIGURES, targets=[{"subject": "ann", "period": "2026-08", "value": 111}])
    assert not row(view_at(handbook_of(BOSS, ANN, near), AUGUST), "Ann Lee").is_behind
    assert row(view_at(handbook_of(BOSS, ANN, far), AUGUST), "Ann Lee").is_behind
    assert 'class="against is-behind"' in html_at(handbook_of(BOSS, ANN, far), AUGUST)


def test_an_action_that_was_late_at_the_end_of_the_month_is_marked() -> None:
    (red,) = view_at(HANDBOOK, AUGUST).red
    assert red.is_overdue
    assert "overdue" in text_at(HANDBOOK, AUGUST)


def test_goals_of_a_quarter_stand_worst_first_across_its_pages() -> None:
    def done(at: int) -> Document:
        measurable = {"type": "reach", "unit": "CNY", "target": 10}
        span = {"start": "2026-04-01", "due": "2026-06-30", "cadence": "monthly"}
        read = [{"date": "2026-06-30", "value": 1 if at == 250 else 10}]
        return document(
            "goal",
            f"g{at:03}",
            owner="ann",
            period="2026-Q2",
            measurable=measurable,
            time_bound=span,
            checkins=read,
        )

    handbook = handbook_of(BOSS, ANN, *map(done, range(251)))
    view = view_at(handbook, "quarters/2026-Q2/index.html")
    assert (view.goals[0].ref.id, view.goals[0].state.state) == ("g250", "missed")
    assert len(view.goals) == 200
