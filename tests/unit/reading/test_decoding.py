"""From bytes to text: where the first wrong byte is, and what it looks like."""

from __future__ import annotations

import pytest

from planbook.reading.decoding import Undecodable, decode_table, decode_text, decode_utf8


def test_utf8_is_read_with_a_byte_order_mark_and_without() -> None:
    assert decode_utf8("渠道\r\n".encode()) == "渠道\r\n"
    assert decode_utf8(b"\xef\xbb\xbf" + "渠道".encode()) == "渠道"
    assert decode_utf8(b"") == ""


@pytest.mark.parametrize(
    ("content", "offset", "line", "column", "looks"),
    [
        ("title: 渠道销售\n".encode("gbk"), 7, 1, 8, "probably GBK"),
        ("a: 1\nb: 渠道\n".encode("gbk"), 8, 2, 4, "probably GBK"),
        ("标题: 渠道".encode() + b"\xff", 14, 1, 7, "may be damaged"),
        (b"name: Mu\xdf", 8, 1, 9, "another encoding"),
        ("title: T\n".encode("utf-16"), 0, 1, 1, "probably UTF-16"),
        (b"\xef\xbb\xbfa\xff", 4, 1, 2, "another encoding"),
    ],
)
def test_the_first_wrong_byte_is_placed_and_judged(
    content: bytes, offset: int, line: int, column: int, looks: str
) -> None:
    found = decode_utf8(content)
    assert isinstance(found, Undecodable)
    assert (found.offset, found.span.line, found.span.column) == (offset, line, column)
    assert found.looks is not None
    assert looks in found.looks["en"]


def test_a_nul_in_a_text_is_told_as_one() -> None:
    found = decode_utf8("标题: T\n好\0\n".encode())
    assert isinstance(found, Undecodable)
    assert found.looks is None
    assert (found.offset, found.span.line, found.span.column) == (13, 2, 2)


def test_utf16_without_a_mark_is_known_by_its_zeros() -> None:
    found = decode_utf8("title: Team\n".encode("utf-16-le"))
    assert isinstance(found, Undecodable)
    assert found.looks is not None
    assert "UTF-16" in found.looks["en"]


def test_a_document_in_another_encoding_is_refused() -> None:
    outcome = decode_text("title: 渠道\n".encode("gbk"), "content/a.yaml")
    assert outcome.value is None
    assert [finding.code.name for finding in outcome.findings] == ["yaml-encoding"]
    assert outcome.findings[0].place.path == "content/a.yaml"


def test_a_table_in_gb18030_is_read_with_a_hint() -> None:
    outcome = decode_table("日期,人\n2026,王\U00020000\n".encode("gb18030"), "content/a.csv")
    assert outcome.value == "日期,人\n2026,王\U00020000\n"
    (finding,) = outcome.findings
    assert finding.code.name == "csv-encoding"
    assert finding.place.span is not None
    assert (finding.place.span.line, finding.place.span.column) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_is_read_with_a_hint(encoding: str) -> None:
    text = "日期\t对象\t数值\n2026-10-31\t王丽\t5\n"
    outcome = decode_table(text.encode(encoding), "content/a.csv")
    assert outcome.value == text
    assert [finding.code.name for finding in outcome.findings] == ["csv-encoding"]
    assert "UTF-16" in outcome.findings[0].message["en"]


def test_a_table_as_western_excel_writes_it_is_read_with_a_hint() -> None:
    text = "date;name;amount\n31.10.2026;Jörg Müller;5 €\n30.09.2026;René Løvås;5 €\n"
    outcome = decode_table(text.encode("windows-1252"), "content/a.csv")
    assert outcome.value == text
    assert "Windows-1252" in outcome.findings[0].message["en"]
    span = outcome.findings[0].place.span
    assert span is not None
    assert (span.line, span.column) == (2, 13)


def test_chinese_bytes_that_are_utf_8_by_chance_are_read_as_chinese() -> None:
    content = "date,subject,value\n2026-10-31,ann,350 元\n".encode("gb18030")
    assert content.decode() != ""
    outcome = decode_table(content, "content/a.csv")
    assert outcome.value == "date,subject,value\n2026-10-31,ann,350 元\n"
    assert [finding.code.name for finding in outcome.findings] == ["csv-encoding"]


@pytest.mark.parametrize("name", ["Müller", "она", "Άννα", "Անի", "王丽", "Søren €"])
def test_utf_8_in_any_language_stays_utf_8(name: str) -> None:
    text = f"date,subject,value\n2026-10-31,{name},5\n"
    outcome = decode_table(text.encode(), "content/a.csv")
    assert outcome.value == text
    assert outcome.findings == ()


def test_a_table_in_damaged_utf_8_is_not_read_as_something_else() -> None:
    content = "日期,对象,数值\n2026-10-31,王丽,5\n".encode() + b"2026-11-30,\xe7\x8e,5\n"
    outcome = decode_table(content, "content/a.csv")
    assert outcome.value is None
    assert "may be damaged" in outcome.findings[0].message["en"]


@pytest.mark.parametrize("content", [b"date\0", b"date,\xff\xff\n", b"\xff\xfed\0a\0t\0e\0\0"])
def test_a_table_that_is_no_text_is_refused(content: bytes) -> None:
    outcome = decode_table(content, "content/a.csv")
    assert outcome.value is None
    assert [finding.code.name for finding in outcome.findings] == ["file-unreadable"]


@pytest.mark.parametrize("content", [b"PK\x03\x04\x14\x00\x06\x00", b"PK\x03\x04abc"])
def test_a_workbook_is_told_by_its_name(content: bytes) -> None:
    (finding,) = decode_table(content, "content/m.csv").findings
    assert "workbook" in finding.message["en"]


def test_a_document_in_a_western_encoding_is_not_taken_for_chinese() -> None:
    (finding,) = decode_text("name: Bea Stöne\n".encode("cp1252"), "content/a.yaml").findings
    assert "Windows-1252" in finding.message["en"]
