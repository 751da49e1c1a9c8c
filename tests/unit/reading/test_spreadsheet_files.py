"""Tables as Excel, WPS and LibreOffice save them, byte by byte, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planbook.model.settings import Limits, Settings
from planbook.reading.decoding import decode_table
from planbook.reading.documents import parse_documents
from planbook.reading.series import read_table
from planbook.reading.series_columns import READINGS, TARGETS, Table
from planbook.reading.sources import Source, discover_sources

CNY = READINGS.of_metric(None, "CNY")
EXPECTED = [
    {"date": "2026-09-30", "subject": "王丽", "value": 3500000},
    {"date": "2026-10-31", "subject": "李娜", "value": Decimal("-1200.5")},
]
# Excel in Chinese, "CSV UTF-8（逗号分隔）": byte order mark, CRLF, quotes around separators.
EXCEL_ZH_UTF8 = (
    '日期,对象,数值\r\n2026/9/30,王丽,"3,500,000"\r\n2026/10/31,李娜,"-1,200.50"\r\n'
).encode("utf-8-sig")
# Excel in Chinese, "CSV（逗号分隔）": the code page of the system, accounting format.
EXCEL_ZH_ANSI = (
    '月份,姓名,销售额\r\n2026年9月,王丽,"￥3,500,000.00"\r\n2026年10月,李娜,"￥(1,200.50)"\r\n'
).encode("gb18030")
# Excel, "Unicode 文本": UTF-16 with a mark, tabs.
EXCEL_UNICODE = (
    '日期\t对象\t数值\r\n2026/9/30\t王丽\t"3,500,000"\r\n2026/10/31\t李娜\t"-1,200.50"\r\n'
).encode("utf-16")
# WPS: title above, blank rows below, a total.
WPS = (
    "渠道销售月报,,\r\n制表人：陈瑞,,\r\n日期,渠道经理,金额（万元）\r\n2026-09-30,王丽,350\r\n"
    "2026-10-31,李娜,-0.12005\r\n合计,,349.87995\r\n" + ",,\r\n" * 300
).encode("gb18030")
# LibreOffice in Chinese: UTF-8 without a mark, LF, text in quotes.
CALC_ZH = (
    '"日期","对象","数值"\n2026年9月30日,"王丽",3500000\n2026年10月31日,"李娜",-1200.5\n'
).encode()
# Excel in German: semicolons, decimal commas, the western code page would lack these names.
EXCEL_DE = (
    "sep=;\r\nDate;Name;Amount\r\n30.09.2026;王丽;3.500.000,00 €\r\n31.10.2026;李娜;-1.200,50 €\r\n"
).encode("utf-8-sig")
# LibreOffice in English (US), and an old Macintosh: CR alone.
CALC_US = b"".join(
    [
        b"Month\tPerson\tActual\r",
        "Sep 2026\t王丽\t3.5M\r".encode(),
        "10/31/2026\t李娜\t(1,200.50)\r".encode(),
    ]
)
# Typed by hand: full width, doubled spaces, blank lines.
BY_HAND = (
    "　日期 ,　对象, 数值\n\n２０２６－０９－３０,王丽 ,３５００千\n,,\n20261031,李娜,−1200.5 元\n"
).encode()


@pytest.mark.parametrize(
    ("content", "unit", "hints"),
    [
        (EXCEL_ZH_UTF8, "CNY", []),
        (EXCEL_ZH_ANSI, "CNY", ["csv-encoding"]),
        (EXCEL_UNICODE, "CNY", ["csv-encoding"]),
        (WPS, "CNY", ["csv-encoding", "csv-skipped-row"]),
        (CALC_ZH, "CNY", []),
        (EXCEL_DE, "EUR", []),
        (CALC_US, "USD", []),
        (BY_HAND, "CNY", []),
    ],
)
def test_a_saved_table_reads_as_what_was_on_the_screen(
    content: bytes, unit: str, hints: list[str]
) -> None:
    text = decode_table(content, "content/m.csv")
    assert text.value is not None
    read = read_table(Source("content/m.csv", text.value), READINGS.of_metric(None, unit))
    assert [dict(row.cells) for row in read.value] == EXPECTED
    assert [finding.code.name for finding in (*text.findings, *read.findings)] == hints


def rows_of(text: str, table: Table = CNY) -> tuple[list[dict[str, object]], list[str]]:
    read = read_table(Source("content/m.csv", text), table)
    return [dict(row.cells) for row in read.value], [each.message["en"] for each in read.findings]


@pytest.mark.parametrize(
    "written", ["2026Q3", "2026年第三季度", "2026 Q3", "Q3 2026", "2026-Q3", "２０２６Ｑ３"]
)
def test_a_quarter_is_read_as_people_write_it(written: str) -> None:
    assert rows_of(f"周期,人员,目标\n{written},a,5\n", TARGETS) == (
        [{"period": "2026-Q3", "subject": "a", "value": 5}],
        [],
    )


@pytest.mark.parametrize(
    "written", ["2026-7", "2026/7", "2026年7月", "Jul-26", "July 2026", "202607"]
)
def test_a_month_of_targets_is_read_as_people_write_it(written: str) -> None:
    assert rows_of(f"month,name,target\n{written},a,5\n", TARGETS) == (
        [{"period": "2026-07", "subject": "a", "value": 5}],
        [],
    )


def test_one_file_may_hold_readings_and_targets() -> None:
    text = "月份,姓名,目标,实际\n2026-07,王丽,5,4\n"
    assert rows_of(text)[0] == [{"date": "2026-07-31", "subject": "王丽", "value": 4}]
    assert rows_of(text, TARGETS)[0] == [{"period": "2026-07", "subject": "王丽", "value": 5}]


def test_a_day_above_twelve_tells_how_the_column_is_written() -> None:
    rows, problems = rows_of("date,subject,value\n03/04/2026,a,1\n31/10/2026,a,2\n")
    assert [row["date"] for row in rows] == ["2026-04-03", "2026-10-31"]
    assert problems == []


def test_a_column_in_both_orders_is_told_with_a_row_of_each() -> None:
    text = "date,subject,value\n03/04/2026,a,1\n31/10/2026,a,2\n10/30/2026,a,3\n05/06/2026,a,3\n"
    read = read_table(Source("content/m.csv", text), CNY)
    assert [row.cells["date"] for row in read.value] == ["2026-10-31", "2026-10-30"]
    assert [each.message["en"] for each in read.findings] == [
        "`03/04/2026` may be 2026-03-04 or 2026-04-03 (2 rows: 2, 5)",
        "`10/30/2026` and `31/10/2026` write day and month in different orders",
    ]
    (related,) = read.findings[1].related
    assert related.place.span is not None
    assert related.place.span.line == 3


def test_a_decimal_comma_in_one_row_tells_of_the_others() -> None:
    rows, problems = rows_of("date;subject;value\n2026-07-31;a;1.234\n2026-08-31;a;2,5\n")
    assert [row["value"] for row in rows] == [1234, Decimal("2.5")]
    assert problems == []


def test_a_separated_number_that_nothing_decides_is_told() -> None:
    assert rows_of("date;subject;value\n2026-07-31;a;1.234\n") == (
        [],
        ["`1.234` may be 1234 or 1.2340"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "日期\t对象\t数值\n2026-07-31\ta\t120,000\n",
        "date;subject;value\n2026-07-31;a;¥120,000\n",
        "date\tsubject\tvalue\n7/31/2026\ta\t120,000\n",
        'date,subject,value\n2026-07-31,a,"120,000"\n',
    ],
)
def test_a_chinese_or_american_table_has_commas_between_thousands(text: str) -> None:
    rows, problems = rows_of(text)
    assert [row["value"] for row in rows] == [120000]
    assert problems == []


def test_a_share_beside_percentages_is_told() -> None:
    percent = READINGS.of_metric(None, "%")
    text = "date,subject,value\n2026-07-31,a,15%\n2026-08-31,a,0.15\n2026-09-30,a,16\n"
    rows, problems = rows_of(text, percent)
    assert [row["value"] for row in rows] == [15, 16]
    assert problems == ["`0.15` stands beside figures with a percent sign: it may be 0.15% or 15%"]


def test_rows_that_fail_alike_are_one_finding_at_the_first() -> None:
    bad = "".join(f"03/{day:02}/2026,a,x\n" for day in range(1, 12))
    read = read_table(Source("content/m.csv", f"date,subject,value\n{bad}"), CNY)
    places = [each.place.span for each in read.findings]
    assert [(place.line, place.column) for place in places if place] == [(2, 1), (2, 14)]
    assert read.findings[0].message == {
        "en": "`03/01/2026` may be 2026-01-03 or 2026-03-01 (10 rows: 2, 3, 5, 6, 7, …)",
        "zh": "`03/01/2026` 可能是 2026-01-03，也可能是 2026-03-01"
        "（共 10 行：第 2、3、5、6、7 … 行）",
    }
    assert read.findings[1].message["en"] == "`x` is not a number (11 rows: 2, 3, 4, 5, 6, …)"


def test_a_row_without_a_figure_is_no_reading() -> None:
    text = "date,subject,value\n2026-07-31,a,-\n2026-08-31,a,\n2026-09-30,a,0\n"
    rows, problems = rows_of(text)
    assert [row["value"] for row in rows] == [0]
    assert problems == ["the cell `value` is empty: the row counts as no reading (2 rows: 2, 3)"]


@pytest.mark.parametrize("total", ["合计,,9", ",总计,9", "Total,,9", "小计,王丽,9"])
def test_a_total_is_left_out_and_told(total: str) -> None:
    rows, problems = rows_of(f"日期,对象,数值\n2026-07-31,王丽,9\n{total}\n")
    assert [row["value"] for row in rows] == [9]
    assert len(problems) == 1
    assert "is a total" in problems[0]


def test_a_partner_called_total_is_a_subject_where_the_row_has_a_date() -> None:
    assert rows_of("date,subject,value\n2026-07-31,Total,9\n")[0][0]["subject"] == "Total"


def test_headers_again_further_down_are_no_row() -> None:
    head = "date,subject,value\n"
    rows, problems = rows_of(f"{head}2026-07-31,a,1\n{head}2026-08-31,a,2\n")
    assert [row["value"] for row in rows] == [1, 2]
    assert problems == []


def test_figures_above_the_headers_are_not_taken_for_a_title() -> None:
    rows, problems = rows_of("2026-07-31,a,1\ndate,subject,value\n2026-08-31,a,2\n")
    assert rows == []
    assert len(problems) == 1


@pytest.mark.parametrize(
    "head",
    [
        "Monat,Kunde,Umsatz",
        "统计口径,客户/伙伴,收入:含税",
        "when,who,how much",
        "no,yes,true",
        "#,a b,$",
        "2026,x,y",
    ],
)
def test_the_columns_that_are_proposed_read_the_table(head: str) -> None:
    text = f"{head}\n2026-07-31,王丽,5\n2026-08-31,李娜,6\n"
    read = read_table(Source("content/m.csv", text), CNY)
    assert read.value == ()
    (finding,) = read.findings
    assert finding.help is not None
    line = finding.help["en"].partition("`")[2].partition("`")[0]
    columns = yaml.safe_load(line)["columns"]
    again = read_table(Source("content/m.csv", text), CNY.with_headers(columns))
    assert [row.cells["value"] for row in again.value] == [5, 6]
    assert again.findings == ()


@pytest.mark.parametrize(
    "text",
    ["日期,王丽,李娜\n2026-07-31,5,6\n", "姓名,1月,2月,3月\n王丽,5,6,7\n", "a,Q1,Q2,Q3\nb,1,2,3\n"],
)
def test_a_table_that_is_read_across_is_told_to_become_a_list(text: str) -> None:
    rows, problems = rows_of(text)
    assert rows == []
    assert len(problems) == 1
    assert "several figures in a row" in problems[0]


def test_each_line_that_is_proposed_where_two_columns_may_be_meant_works() -> None:
    text = "日期,区域,姓名,金额\n2026-07-31,华东,王丽,5\n"
    read = read_table(Source("content/m.csv", text), CNY)
    (finding,) = read.findings
    lines = (finding.help or {})["en"].split("`")[1::2]
    subjects = []
    for line in lines:
        table = CNY.with_headers(yaml.safe_load(line)["columns"])
        again = read_table(Source("content/m.csv", text), table)
        assert again.findings == ()
        subjects.append(again.value[0].cells["subject"])
    assert subjects == ["华东", "王丽"]


def test_a_table_saved_as_text_is_told_to_be_renamed(tmp_path: Path) -> None:
    metric = "kind: metric\nid: m\ntitle: M\nunit: CNY\ndirection: up\ncadence: monthly\n"
    (tmp_path / "content").mkdir()
    (tmp_path / "content/m.yaml").write_text(f"{metric}data: m.txt\n", "utf-8")
    (tmp_path / "content/m.txt").write_bytes(EXCEL_UNICODE)
    sources = discover_sources(tmp_path, Limits()).value
    (finding,) = parse_documents(sources, Settings()).findings
    assert finding.code.name == "csv-unknown-file"
    assert "rename the file to `m.csv`" in (finding.help or {})["en"]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_place(content: bytes) -> None:
    decoded = decode_table(content, "content/m.csv")
    findings = list(decoded.findings)
    if decoded.value is not None:
        findings += read_table(Source("content/m.csv", decoded.value), CNY).findings
    assert all(finding.place.span is not None for finding in findings)


CELLS = st.sampled_from(
    [
        "2026-07-31",
        "03/04/2026",
        "王丽",
        "5",
        "1,5",
        '"',
        '"a""b"',
        "",
        "-",
        "合计",
        "\n",
        "\r",
        "￥",
    ]
)


@given(
    st.lists(st.lists(CELLS, max_size=5), max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["日期{}对象{}数值\n", "sep=;\ndate{}name{}amount\r\n", "{}{}", "a{}b{}c\n"]),
)
def test_a_broken_table_is_read_or_refused_with_a_place(
    rows: list[list[str]], separator: str, head: str
) -> None:
    lines = "\n".join(separator.join(cells) for cells in rows)
    text = head.format(separator, separator) + lines
    read = read_table(Source("content/m.csv", text), CNY)
    for finding in read.findings:
        assert finding.place.span is not None
        assert 1 <= finding.place.span.line <= len(text) + 1
    assert all(span.line >= 1 for row in read.value for span in row.spans.values())


DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
FIGURES = st.decimals(-(10**9), 10**9, places=2)
DATES = (
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%d-%b-%Y}",
    lambda day: f"{day.isoformat()} 00:00:00",
)
NUMBERS = (
    lambda number: f"{number}",
    lambda number: f"{number:,}",
    lambda number: f"¥{number:,}" if number >= 0 else f"(¥{-number:,})",
    lambda number: f"{number:,}".translate(str.maketrans(",.", ".,")),
    lambda number: f"{number:,} 元".replace(",", "\u00a0"),
)
HEADS = (("date", "subject", "value"), ("日期", "对象", "数值"), ("Month", "Name", "Amount (CNY)"))
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


@given(
    st.lists(st.tuples(DAYS, st.sampled_from(["王丽", "Li Na, North", 'a "b"']), FIGURES)),
    st.sampled_from(DATES),
    st.sampled_from(NUMBERS),
    st.sampled_from(HEADS),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(ENCODINGS),
)
def test_a_table_reads_the_same_in_every_dialect(
    rows: list[tuple[date, str, Decimal]],
    write_day: object,
    write_number: object,
    head: tuple[str, str, str],
    separator: str,
    line_end: str,
    encoding: str,
) -> None:
    assert callable(write_day)
    assert callable(write_number)
    lines = [head, *((write_day(day), name, write_number(value)) for day, name, value in rows)]
    written = line_end.join(
        separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    )
    text = decode_table(written.encode(encoding), "content/m.csv").value
    assert text is not None
    read, problems = rows_of(text)
    assert problems == []
    assert [(row["date"], row["subject"], row["value"]) for row in read] == [
        (day.isoformat(), name, value) for day, name, value in rows
    ]


@pytest.mark.parametrize("row", ["Sum:,,3", ",Total,3", "合计：,,3"])
def test_a_total_is_left_out_wherever_it_is_named(row: str) -> None:
    rows, problems = rows_of(f"date,subject,value\n2026-09-30,a,3\n{row}\n")
    assert len(rows) == 1
    assert ["is a total" in problem for problem in problems] == [True]
