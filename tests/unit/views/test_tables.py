"""The tables beside lists: every line, plain values, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import EVERYTHING, bytes_at, html_at, site_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views.csv_pages import csv_cell, csv_text
from planbook.views.lists import LIST_SIZE

ANN = document("person", "ann", name={"en": "Ann Lee", "zh": "李安"}, audience="team")


def goal(id_: str, **values: Any) -> Document:
    filled = {
        "owner": "ann",
        "period": "2026-Q3",
        "measurable": {"type": "increase", "unit": "CNY", "baseline": -100, "target": 100},
        "time_bound": {"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
        "checkins": [{"date": "2026-08-31", "value": -5}],
        **values,
    }
    return document("goal", id_, **filled)


def table_at(handbook: Handbook, path: str, edition: Edition = EVERYTHING) -> list[list[str]]:
    content = bytes_at(handbook, path, edition)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 0
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


# Cells


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (date(2026, 9, 10), "2026-09-10"),
        (Decimal("-5.50"), "-5.5"),
        (Decimal(1000), "1000"),
        (Fraction(2, 3), "0.666667"),
        (-5, "-5"),
        ("-5", "-5"),
        ("+3%", "+3%"),
        ("-1,234.5", "-1,234.5"),
        ("=1+1", "'=1+1"),
        ("+1 555 0100", "'+1 555 0100"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("plain = not a formula", "plain = not a formula"),
        (" =1+1", "' =1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("x;=cmd|'/c calc'!A0;y", "x;'=cmd|'/c calc'!A0;y"),
        ("x\n=1+1", "x\n'=1+1"),
        ("x;-cmd|A0", "x;'-cmd|A0"),
        ("Sales; -3% on the year", "Sales; -3% on the year"),
    ],
)
def test_words_are_defused_and_numbers_stay_numbers(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


def test_a_table_is_marked_as_utf_8_and_its_lines_end_as_the_standard_has_it() -> None:
    assert csv_text([["A", "B"], ["1,2", 'say "x"']]) == '\ufeffA,B\r\n"1,2","say ""x"""\r\n'


# Lists of a kind


def test_a_list_of_goals_has_every_figure_in_a_column_of_its_own() -> None:
    rows = table_at(handbook_of(ANN, goal("q3", title={"en": "=Sell"})), "goals/goals.csv")
    assert rows[0] == [
        *("ID", "Goal", "Period", "Owner", "Actual", "Target", "Unit"),
        *("Progress", "Status", "SMART"),
    ]
    (row,) = rows[1:]
    assert row[:8] == ["q3", "'=Sell", "2026-Q3", "Ann Lee", "-5", "100", "CNY", "0.475"]
    assert row[9].isdecimal()


def test_the_words_of_a_table_are_those_of_its_language() -> None:
    rows = table_at(handbook_of(ANN, goal("q3")), "zh/goals/goals.csv")
    assert rows[0][:4] == ["标识", "目标", "周期", "负责人"]
    assert rows[1][3] == "李安"


def test_a_table_has_all_lines_where_a_page_has_some() -> None:
    many = [goal(f"g{number:03}") for number in range(LIST_SIZE + 5)]
    handbook = handbook_of(ANN, *many)
    rows = table_at(handbook, "goals/goals.csv")[1:]
    assert {row[0] for row in rows} == {one.id for one in many}
    assert len(rows) == len(many)
    first = [one.ref.id for one in _view(handbook, "goals/index.html").list.entries]
    assert [row[0] for row in rows[:LIST_SIZE]] == first
    status = next(
        page.path for page in site_at(handbook).pages if page.path.startswith("goals/status/")
    )
    folder = status.rpartition("/")[0].removesuffix("/page/2")
    rows = table_at(handbook, f"{folder}/{folder.rpartition('/')[2]}.csv")[1:]
    assert len(rows) == len(many)


def test_what_points_at_a_document_in_number_has_a_table_too() -> None:
    objective = document("objective", "grow", owner="ann", period="2026")
    many = [goal(f"g{number:02}", relevant={"supports": ["grow"]}) for number in range(60)]
    handbook = handbook_of(ANN, objective, *many)
    paths = [page.path for page in site_at(handbook).pages if page.path.endswith(".csv")]
    own = [path for path in paths if path.startswith("objectives/grow/")]
    assert own
    assert len(table_at(handbook, own[0])) == 61


def test_a_cell_that_is_cut_short_on_the_page_is_whole_in_the_table() -> None:
    people = [document("person", f"p{number}", name={"en": f"P {number}"}) for number in range(9)]
    plan = document("training", "year", **{"for": [one.id for one in people]}, period="2026")
    rows = table_at(handbook_of(*people, plan), "trainings/trainings.csv")
    assert rows[0] == ["ID", "Training plan", "Period", "For"]
    assert rows[1][3] == "; ".join(f"P {number}" for number in range(9))


def test_days_and_times_are_written_for_machines() -> None:
    meeting = document("meeting", "talk", owner="ann", starts="2026-01-05T09:30", minutes=30)
    review = document("review", "july", person="ann", period="2026-07", date="2026-08-05")
    handbook = handbook_of(ANN, meeting, review)
    assert table_at(handbook, "meetings/meetings.csv")[1][-1] == "2026-01-05T09:30"
    assert table_at(handbook, "reviews/reviews.csv")[1][-2:] == ["2026-07", "2026-08-05"]


# Other lists

STEP = {"title": {"en": "Call"}, "owner": "ann"}
BUSY = handbook_of(
    ANN,
    goal("q3", actions=[{**STEP, "due": "2026-08-01"}, {**STEP, "due": "2026-09-12"}]),
)


def test_what_is_due_is_a_table_with_real_dates() -> None:
    rows = table_at(BUSY, "due/due.csv")
    assert rows[0] == ["Date", "Time", "Kind", "What", "In", "Person"]
    assert ["2026-08-01", "", "Action", "Call", "q3", "Ann Lee"] in rows
    assert ["2026-09-30", "", "Goal", "q3", "q3", "Ann Lee"] in rows


def test_alerts_are_a_table_and_so_is_each_category() -> None:
    rows = table_at(BUSY, "alerts/alerts.csv")
    overdue = [row for row in rows if row[2] == "Call"]
    assert [(row[0], row[6]) for row in overdue] == [("Ann Lee", "2026-08-01")]
    assert table_at(BUSY, "alerts/action/action.csv")[1:] == overdue


def test_coverage_is_a_table_of_people_by_practices() -> None:
    rows = table_at(BUSY, "coverage/coverage.csv")
    assert len(rows[0]) == 12
    assert rows[1][:2] == ["ann", "Ann Lee"]


def test_the_board_of_quality_is_a_table() -> None:
    rows = table_at(BUSY, "quality/quality.csv")
    assert rows[0][5:10] == ["S", "M", "A", "R", "T"]
    assert float(rows[1][3]) == sum(map(float, rows[1][5:10]))


@pytest.mark.parametrize("name", ["goals", "due", "alerts", "coverage", "quality", "people"])
def test_each_list_leads_to_its_table(name: str) -> None:
    html = html_at(BUSY, f"{name}/index.html")
    assert f'href="../{name}/{name}.csv" type="text/csv" download' in html


def test_every_link_to_a_table_leads_to_one() -> None:
    paths = {page.path for page in site_at(BUSY).pages}
    links = [path for path in paths if path.endswith(".csv")]
    assert {"goals/goals.csv", "zh/people/people.csv", "alerts/action/action.csv"} <= {*links}


# Editions


def test_a_table_has_nothing_that_its_reader_may_not_see() -> None:
    hidden = document(
        "goal", "secret-goal", title={"en": "Secret"}, owner="ann", audience="private"
    )
    handbook = handbook_of(ANN, hidden, goal("open"))
    for edition in (Edition("team"), Edition("public")):
        for page in site_at(handbook, edition).pages:
            if page.path.endswith(".csv"):
                content = bytes_at(handbook, page.path, edition).decode()
                assert "ecret" not in content, page.path
    assert "Secret" in bytes_at(handbook, "goals/goals.csv", Edition("team", "ann")).decode()


def _view(handbook: Handbook, path: str) -> Any:
    return next(one for one in site_at(handbook).pages if one.path == path).view
