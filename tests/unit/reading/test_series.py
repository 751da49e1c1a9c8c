"""Tables of readings and targets: rows that are right are kept, wrong ones are found by cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planbook.reading.series import Row, read_table
from planbook.reading.series_columns import READINGS, TARGETS, Table
from planbook.reading.sources import Source

HEAD = "date,subject,value\n"


def table(
    text: str, sort: Table = READINGS
) -> tuple[list[Row], list[tuple[str, int, int]], list[str]]:
    outcome = read_table(Source("content/m.csv", text), sort)
    places = []
    words = []
    for finding in outcome.findings:
        assert finding.place.span is not None
        places.append((finding.code.name, finding.place.span.line, finding.place.span.column))
        words.append(f"{finding.message['en']}; {(finding.help or {})['en']}")
    return list(outcome.value), places, words


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "2026-01-31,a,5\n",
        HEAD.replace("\n", "\r\n") + "2026-01-31,a,5\r\n",
        " date , subject , value \n 2026-01-31 , a , 5 \n",
        'note,value,"subject",date\n"x, ""y""",5,a,2026-01-31\n',
        "\n" + HEAD + "\n,,\n2026-01-31,a,5",
    ],
)
def test_rows_are_read_by_the_names_of_their_columns(text: str) -> None:
    rows, places, _ = table(text)
    assert places == []
    assert [dict(row.cells) for row in rows] == [{"date": "2026-01-31", "subject": "a", "value": 5}]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("+0.5", Decimal("0.5")),
        ("66.0", Decimal("66.0")),
        ("1e3", Decimal(1000)),
        ("12345678901234567.89", Decimal("12345678901234567.89")),
    ],
)
def test_numbers_are_exact(written: str, value: int | Decimal) -> None:
    rows, _, _ = table(HEAD + f"2026-01-31,a,{written}\n")
    assert rows[0].cells["value"] == value
    assert type(rows[0].cells["value"]) is type(value)


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("2026-02-30,a,5", 1, "there is no day `2026-02-30`"),
        ("9999-12-31,a,5", 1, "is not in the years 1900 to 2199"),
        ("2026/13/3,a,5", 1, "there is no day"),
        ("January,a,5", 1, "`January` has no year"),
        ("soon,a,5", 1, "`soon` is not a date"),
        ("46326,a,5", 1, "write 2026-10-31"),
        ("03/04/2026,a,5", 1, "`03/04/2026` may be 2026-03-04 or 2026-04-03"),
        ("26/10/31,a,5", 1, "a year of two digits"),
        ("2026-01-31,a,20%", 14, "write 0.2 or 20, as the metric counts"),
        ("2026-01-31,a,$5", 14, "`$5` is in USD, and the metric counts in `CNY`"),
        ("2026-01-31,a,#N/A", 14, "an error of the spreadsheet"),
        ("2026-01-31,a,######", 14, "the column was too narrow"),
        ("2026-01-31,a,about 5", 14, "`about 5` is not a number"),
        ("2026-01-31,a,nan", 14, "is not a number"),
        ("2026-01-31,a,inf", 14, "is not a number"),
        ("2026-01-31,a,1e400", 14, "was rounded by the spreadsheet"),
        ("2026-01-31,a," + "9" * 5000, 14, "is not a number"),
        ("2026-01-31,,5", 12, "`subject` is empty"),
        (",a,5", 1, "`date` is empty"),
        ("2026-01-31,a", 1, "2 of 3 cells"),
        ("2026-01-31,a,3,500,000", 1, "5 cells, and the table 3 columns"),
    ],
)
def test_a_bad_row_is_found_at_its_cell_and_the_others_are_kept(
    row: str, column: int, says: str
) -> None:
    text = f"{HEAD}2026-01-31,x,1\n{row}\n2026-02-28,y,2\n"
    rows, places, words = table(text, READINGS.of_metric(None, "CNY"))
    assert places == [("csv-bad-row", 3, column)]
    assert says in words[0]
    assert [each.cells["subject"] for each in rows] == ["x", "y"]


def test_every_bad_cell_of_a_row_is_found() -> None:
    _, places, _ = table(HEAD + "x,,y\n")
    assert places == [("csv-bad-row", 2, 1), ("csv-bad-row", 2, 3), ("csv-bad-row", 2, 4)]


def test_positions_count_lines_inside_of_quoted_cells() -> None:
    rows, places, _ = table('date,subject,note,value\n2026-01-31,a,"x\ny",z\n2026-01-31,a,b,w\n')
    assert places == [("csv-bad-row", 3, 4)]
    assert rows == []


def test_a_row_knows_where_its_cells_stand() -> None:
    rows, _, _ = table(HEAD + '2026-01-31,"chen-rui",5\n')
    span = rows[0].spans["subject"]
    assert (span.line, span.column, span.end_column) == (2, 12, 22)


@pytest.mark.parametrize(
    ("head", "places", "says"),
    [
        ("date,subject", [(1, 1)], "no column `value`; its columns are `date`, `subject`"),
        ("date,who,value", [(1, 1)], "`columns: {date: date, subject: who, value: value}`"),
        ("date,姓名,客户,value", [(1, 1)], "no column `subject`"),
        ("date,subject,value,value", [(1, 20)], "two columns `value`"),
        ("对象,一月,二月,三月", [(1, 1)], "several figures in a row"),
        ("subject,2026-01,2026-02,2026-03", [(1, 1)], "several figures in a row"),
        ("date,subjct,value", [(1, 6)], "did you mean `subject` by `subjct`"),
        ("Dates,subject,value", [(1, 1)], "did you mean `date` by `Dates`"),
        ("日期，对象，数值", [(1, 1)], "full-width commas"),
        ("2026-01-31,a,5", [(1, 1)], "no row above it names the columns"),
    ],
)
def test_a_missing_column_is_named(head: str, places: list[tuple[int, int]], says: str) -> None:
    rows, found, words = table(head + "\n2026-01-31,a,5\n")
    assert found == [("csv-missing-column", *place) for place in places]
    assert says in words[0]
    assert rows == []


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n"])
def test_an_empty_table_says_so(text: str) -> None:
    _, places, words = table(text)
    assert places == [("csv-missing-column", 1, 1)]
    assert "empty" in words[0]


def test_a_table_that_ends_in_an_open_quote_keeps_the_rows_before_it() -> None:
    rows, places, _ = table(HEAD + '2026-01-31,a,5\n2026-02-28,"b,6\n')
    assert [row.cells["subject"] for row in rows] == ["a"]
    assert [code for code, _, _ in places] == ["csv-bad-row"]


def test_a_cell_without_end_stops_the_table() -> None:
    _, places, _ = table(HEAD + '2026-01-31,a,5\n"' + "x" * 200_000)
    assert places == [("csv-bad-row", 3, 1)]


def test_a_quotation_mark_that_never_closes_is_shown_where_it_opens() -> None:
    rows, places, words = table(HEAD + '2026-01-31,x,5\n2026-02-28,"a,5\n2026-03-31,b,6\n')
    assert [row.cells["subject"] for row in rows] == ["x"]
    assert places == [("csv-bad-row", 3, 12)]
    assert "opens here and never closes" in words[0]


@pytest.mark.parametrize(
    "head", ["日期,对象,数值", "日期,對象,數值", "Date,SUBJECT,Value", "ｄａｔｅ,对象,value"]
)
def test_headers_are_known_in_both_languages_and_in_any_case(head: str) -> None:
    rows, places, _ = table(f"{head}\n2026-01-31,a,5\n")
    assert places == []
    assert dict(rows[0].cells) == {"date": "2026-01-31", "subject": "a", "value": 5}


@pytest.mark.parametrize("head", ["period,subject,value", "周期,对象,数值", "Period,对象,VALUE"])
def test_a_table_of_targets_has_periods_in_place_of_dates(head: str) -> None:
    rows, places, _ = table(f"{head}\n2026-Q3,a,5\n2026-08,b,0.5\n", TARGETS)
    assert places == []
    assert [dict(row.cells) for row in rows] == [
        {"period": "2026-Q3", "subject": "a", "value": 5},
        {"period": "2026-08", "subject": "b", "value": 0.5},
    ]


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("soon,a,5", 1, "`soon` is not a period; write 2026"),
        ("2026-13,a,5", 1, "write 2026, 2026-H1, 2026-Q3, 2026-07 or 2026-W30"),
        ("2026-W54,a,5", 1, "`2026-W54` is not a period"),
        ("2026-07-31,a,5", 1, "a day, not a period; for the month write 2026-07"),
        ("1026,a,5", 1, "is not in the years 1900 to 2199"),
        (",a,5", 1, "`period` is empty"),
        ("2026-07,,5", 9, "`subject` is empty"),
        ("2026-07,a,much", 11, "is not a number"),
    ],
)
def test_a_bad_target_is_found_at_its_cell_and_the_others_are_kept(
    row: str, column: int, says: str
) -> None:
    rows, places, words = table(f"period,subject,value\n2026,x,1\n{row}\n2026,y,2\n", TARGETS)
    assert places == [("csv-bad-row", 3, column)]
    assert says in words[0]
    assert [each.cells["subject"] for each in rows] == ["x", "y"]


def test_a_table_of_targets_says_which_columns_it_needs() -> None:
    _, places, words = table("when,subject,value\n2026-07,a,5\n", TARGETS)
    assert places == [("csv-missing-column", 1, 1)]
    assert "no column `period`" in words[0]
    assert "change the header `when` to `period`" in words[0]


COLUMNS = {"date": "Datum", "subject": "Kunde", "value": "Umsatz"}


def test_a_metric_may_say_what_the_columns_are_called() -> None:
    sort = READINGS.with_headers(COLUMNS)
    rows, places, _ = table("date,UMSATZ,Kunde,Datum\nx,5,a,2026-01-31\n", sort)
    assert places == []
    assert dict(rows[0].cells) == {"date": "2026-01-31", "subject": "a", "value": 5}


def test_a_column_that_the_metric_names_is_missed_under_that_name() -> None:
    _, places, words = table("Datum,Kunden,value\n", READINGS.with_headers(COLUMNS))
    assert places == [("csv-missing-column", 1, 7), ("csv-missing-column", 1, 1)]
    assert "did you mean `Kunde` by `Kunden`" in words[0]
    assert "no column `Umsatz`" in words[1]
    assert "Datum,Kunde,Umsatz" in words[1]


@pytest.mark.parametrize("head", ["period,Kunde,Umsatz", "周期,subject,value"])
def test_targets_know_the_names_that_the_metric_gives_and_the_usual_ones(head: str) -> None:
    rows, places, _ = table(f"{head}\n2026-07,a,5\n", TARGETS.with_headers(COLUMNS))
    assert places == []
    assert dict(rows[0].cells) == {"period": "2026-07", "subject": "a", "value": 5}


@pytest.mark.parametrize("written", [None, "Datum", ["Datum"], {"date": None}, {"date": ["x"]}])
def test_columns_that_are_written_wrongly_leave_the_usual_names(written: object) -> None:
    assert READINGS.with_headers(written) == READINGS
