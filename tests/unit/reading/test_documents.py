"""Documents: one a file or several, chapters in several languages, readings from tables."""

from __future__ import annotations

import pytest

from builders.texts import read
from planbook.model.document import Origin


@pytest.mark.parametrize("text", ["", " \n", "# only a comment\n", "---\n", "---\n# x\n---\n"])
def test_a_file_without_a_document_is_empty(text: str) -> None:
    reading = read(text)
    assert reading.seen == [("yaml-empty-document", 1, 1)]
    assert reading.parsed.broken == {"x"}


def test_empty_documents_beside_others_are_passed_over() -> None:
    reading = read("---\n# heading\n---\nkind: tool\n---\n")
    assert reading.seen == []
    assert reading.values == [{"kind": "tool", "id": "x"}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- kind: goal\n  id: a\n", "this one is a list"),
        ("just words\n", "this one is a text"),
        ("42\n", "this one is a text"),
        ("kind:goal\n", "write `kind: goal`"),
        ("---\n'kind: goal'\n", "this one is a text"),
    ],
)
def test_a_document_that_is_no_mapping_says_what_it_is(text: str, words: str) -> None:
    reading = read(text)
    code, line, _ = reading.seen[0]
    assert (len(reading.seen), code) == (1, "yaml-not-a-mapping")
    assert line == (2 if text.startswith("---") else 1)
    found = reading.diagnostics[0]
    assert words in f"{found.message['en']} {(found.help or {})['en']}"
    assert reading.values == []


def test_an_id_is_taken_from_the_name_of_the_file() -> None:
    reading = read({"content/people/lin-yue.yaml": "kind: person\nid:\n"})
    assert reading.values == [{"kind": "person", "id": "lin-yue"}]


@pytest.mark.parametrize("stem", ["Q3 Umsatz", "目标", "a_b", "-a", "a--b", "A"])
def test_a_file_name_that_is_no_id_is_a_finding(stem: str) -> None:
    reading = read({f"content/{stem}.yaml": "# x\nkind: goal\n"})
    assert reading.seen == [("file-name-not-an-id", 2, 1)]
    assert stem in reading.diagnostics[0].message["zh"]


def test_a_file_name_that_is_no_id_does_not_matter_where_an_id_is_written() -> None:
    assert read({"content/Q3 Umsatz.yaml": "kind: goal\nid: a\n"}).seen == []


def test_every_one_of_several_documents_needs_an_id() -> None:
    reading = read("kind: tool\nid: crm\n---\nkind: tool\n---\ntitle: x\n")
    assert reading.seen == [("file-missing-id", 4, 1), ("file-missing-id", 6, 1)]
    assert [document.origin for document in reading.parsed.documents] == [
        Origin("content/x.yaml", 0),
        Origin("content/x.yaml", 1),
        Origin("content/x.yaml", 2),
    ]


def test_a_broken_file_presumes_its_ids_and_others_go_on() -> None:
    reading = read(
        {
            "content/a.yaml": "kind: goal\nid: east-q3\ntitle: 'x\n",
            "content/b.yaml": "kind: goal\nid: b\n",
            "content/c.yaml": "- id: listed\n",
        },
        unread=("content/pictures/huge.yaml", "content/goals.zh.md"),
    )
    assert [code for code, _, _ in reading.seen] == ["yaml-syntax", "yaml-not-a-mapping"]
    assert reading.values == [{"kind": "goal", "id": "b"}]
    assert reading.parsed.broken == {"a", "east-q3", "c", "listed", "huge", "pictures", "goals"}


# Chapters


def test_a_chapter_is_its_front_matter_and_its_text() -> None:
    reading = read(
        {"content/goals.md": "---\ntitle: Ziele\norder: 2\n---\n\n# Kopf\r\n\r\nText\r\n"}
    )
    assert reading.values == [
        {
            "title": "Ziele",
            "order": 2,
            "body": {"zh": "# Kopf\n\nText\n"},
            "kind": "chapter",
            "id": "goals",
        }
    ]


def test_the_second_file_of_a_chapter_may_have_no_front_matter() -> None:
    texts = {"content/goals.zh.md": "---\ntitle: A\n---\n文\n", "content/goals.en.md": "Text\n"}
    reading = read(texts)
    assert reading.seen == []
    assert reading.values[0]["body"] == {"zh": "文\n", "en": "Text\n"}


def test_a_chapter_without_front_matter_is_told_so() -> None:
    reading = read({"content/goals.md": "Text\n---\nmore\n"})
    assert reading.seen == [("yaml-syntax", 1, 1)]
    assert reading.parsed.broken == {"goals"}


def test_the_files_of_a_chapter_in_several_languages_are_one_document() -> None:
    reading = read(
        {
            "content/goals.en.md": "---\ntitle: Goals\nsummary: Two\n---\nText\n",
            "content/goals.zh.md": "---\nid: goals\ntitle: 目标\norder: 2\n---\n正文\n",
        }
    )
    assert reading.seen == []
    [document] = reading.parsed.documents
    assert document.origin == Origin("content/goals.zh.md")
    assert document.values == {
        "id": "goals",
        "title": {"zh": "目标", "en": "Goals"},
        "order": 2,
        "summary": {"en": "Two"},
        "body": {"zh": "正文\n", "en": "Text\n"},
        "kind": "chapter",
    }


def test_a_chapter_in_the_second_language_alone_is_in_that_language() -> None:
    assert read({"content/goals.en.md": "---\ntitle: 2026\n---\nText\n"}).values == [
        {"title": {"en": "2026"}, "body": {"en": "Text\n"}, "kind": "chapter", "id": "goals"}
    ]


def test_a_file_without_a_language_is_in_the_first() -> None:
    [values] = read(
        {
            "content/goals.md": "---\ntitle: 目标\n---\n正文\n",
            "content/goals.en.md": "---\ntitle: Goals\n---\nText\n",
        }
    ).values
    assert values["title"] == {"zh": "目标", "en": "Goals"}


def test_a_dot_in_a_name_that_is_no_language_belongs_to_the_name() -> None:
    assert read({"content/goals.v2.md": "---\nid: a\n---\nx\n"}).values[0]["id"] == "a"


def test_two_files_of_one_language_are_a_duplicate() -> None:
    reading = read({"content/goals.md": "---\ntitle: A\n---\n", "content/goals.zh.md": "y\n"})
    assert reading.seen == [("link-duplicate-id", 1, 1)]
    assert reading.diagnostics[0].path == "content/goals.zh.md"
    assert reading.diagnostics[0].notes[0].path == "content/goals.md"


def test_a_translation_carries_title_and_summary_only() -> None:
    reading = read(
        {
            "content/goals.zh.md": "---\ntitle: 目标\norder: 1\n---\nx\n",
            "content/goals.en.md": "---\ntitle: Goals\norder: 2\nkind: chapter\n---\ny\n",
        }
    )
    assert reading.seen == [("file-translation-key", 3, 1)]
    assert reading.diagnostics[0].path == "content/goals.en.md"
    assert "content/goals.zh.md" in (reading.diagnostics[0].help or {})["en"]
    assert reading.values[0]["order"] == 1


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("---\ntitle: [\n---\nx\n", ("yaml-syntax", 2, 8)),
        ("---\ntitle: a\ntitle: b\n---\nx\n", ("yaml-duplicate-key", 3, 1)),
        ("---\n- title\n---\nx\n", ("yaml-not-a-mapping", 2, 1)),
        ("---\ntitle: x\n\nText\n", ("yaml-syntax", 1, 1)),
        ("\r\n---\r\ntitle: x\r\n", ("yaml-syntax", 2, 1)),
        ("---\r\ntitle: 目标\r\norder: a: b\r\n---\r\nx", ("yaml-syntax", 3, 8)),
        ("", ("yaml-empty-document", 1, 1)),
        ("---\nkind: goal\n---\nx\n", ("file-not-a-chapter", 2, 7)),
    ],
)
def test_positions_in_front_matter_are_those_of_the_file(
    text: str, seen: tuple[str, int, int] | None
) -> None:
    reading = read({"content/goals.md": text})
    assert reading.seen == ([seen] if seen else [])


def test_a_chapter_that_cannot_be_read_is_presumed_broken() -> None:
    reading = read({"content/goals.zh.md": "---\n[\n---\n", "content/goals.en.md": "x\n"})
    assert reading.parsed.broken == {"goals"}
    assert reading.values == []


# Readings from tables

TABLE = "date,subject,value\n2026-01-31,chen-rui,5250000\n2026-02-28,chen-rui,0.5\n"


def test_the_rows_of_a_table_are_the_values_of_its_metric() -> None:
    reading = read(
        {
            "content/metrics/revenue.yaml": "kind: metric\ndata: series/revenue.csv\n",
            "content/metrics/series/revenue.csv": TABLE,
        }
    )
    [document] = reading.parsed.documents
    assert document.origin.tables == (("values", "content/metrics/series/revenue.csv"),)
    assert document.values == {
        "kind": "metric",
        "id": "revenue",
        "values": [
            {"date": "2026-01-31", "subject": "chen-rui", "value": 5250000},
            {"date": "2026-02-28", "subject": "chen-rui", "value": 0.5},
        ],
    }


def test_a_table_may_stand_in_another_folder_of_the_content() -> None:
    reading = read({"content/a/m.yaml": "kind: metric\ndata: ../m.csv\n", "content/m.csv": TABLE})
    assert reading.seen == []
    readings = reading.values[0]["values"]
    assert isinstance(readings, list)
    assert len(readings) == 2


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("m2.csv", "csv-unknown-file"),
        ("m.xlsx", "csv-unknown-file"),
        ("../../secret.csv", "file-outside-project"),
        ("../other/m.csv", "file-outside-project"),
        ("/etc/passwd", "file-outside-project"),
        ("..\\m.csv", "file-outside-project"),
    ],
)
def test_a_table_that_is_not_there_is_found_at_the_value_of_data(written: str, code: str) -> None:
    reading = read({"content/m.yaml": f"kind: metric\ndata: {written}\n", "content/m.csv": TABLE})
    assert reading.seen == [(code, 2, 7)]
    assert written in reading.diagnostics[0].message["en"]


def test_a_table_that_could_not_be_read_is_reported_once() -> None:
    reading = read({"content/m.yaml": "kind: metric\ndata: m.csv\n"}, unread=("content/m.csv",))
    assert reading.seen == []


def test_readings_in_two_places_are_a_finding() -> None:
    reading = read(
        {"content/m.yaml": "kind: metric\ndata: m.csv\nvalues: []\n", "content/m.csv": TABLE}
    )
    assert reading.seen == [("csv-and-values", 2, 7)]


def test_a_table_of_two_metrics_is_reported_once() -> None:
    reading = read(
        {
            "content/a.yaml": "kind: metric\ndata: m.csv\n",
            "content/b.yaml": "kind: metric\ndata: m.csv\n",
            "content/m.csv": TABLE + "2026-13-01,x,1\n",
        }
    )
    assert reading.seen == [("csv-bad-row", 4, 1)]


TARGETS = "period,subject,value\n2026-Q3,chen-rui,9000000\n2026-09,chen-rui,3000000\n"


def test_the_rows_of_a_table_of_targets_are_the_targets_of_its_metric() -> None:
    reading = read(
        {
            "content/m.yaml": "kind: metric\ndata: m.csv\ntargets_data: targets/m.csv\n",
            "content/m.csv": TABLE,
            "content/targets/m.csv": TARGETS,
        }
    )
    [document] = reading.parsed.documents
    assert document.origin.tables == (
        ("values", "content/m.csv"),
        ("targets", "content/targets/m.csv"),
    )
    assert document.values["targets"] == [
        {"period": "2026-Q3", "subject": "chen-rui", "value": 9000000},
        {"period": "2026-09", "subject": "chen-rui", "value": 3000000},
    ]
    assert {"data", "targets_data"}.isdisjoint(document.values)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("targets_data: t2.csv", "csv-unknown-file", 15),
        ("targets_data: ../t.csv", "file-outside-project", 15),
        ("targets_data: t.csv\ntargets: []", "csv-and-values", 15),
    ],
)
def test_a_table_of_targets_that_does_not_fit_is_found_at_its_name(
    line: str, code: str, column: int
) -> None:
    reading = read({"content/m.yaml": f"kind: metric\n{line}\n", "content/t.csv": TARGETS})
    assert reading.seen == [(code, 2, column)]


def test_a_bad_period_is_reported_once_however_many_metrics_share_the_table() -> None:
    files = {f"content/{name}.yaml": "kind: metric\ntargets_data: t.csv\n" for name in "ab"}
    reading = read({**files, "content/t.csv": TARGETS + "2026-07-15,x,1\n"})
    assert reading.seen == [("csv-bad-row", 4, 1)]
    assert reading.diagnostics[0].help == {
        "en": "for the month write 2026-07",
        "zh": "如果指的是当月，请写成 2026-07",
    }


def test_a_metric_may_name_the_columns_of_its_table() -> None:
    reading = read(
        {
            "content/m.yaml": "kind: metric\ndata: m.csv\n"
            "columns: {date: Tag, subject: Kunde, value: Umsatz}\n",
            "content/m.csv": "Kunde,Tag,Umsatz\nchen-rui,2026-01-31,5\n",
        }
    )
    assert reading.seen == []
    assert reading.values[0]["values"] == [
        {"date": "2026-01-31", "subject": "chen-rui", "value": 5}
    ]


def test_a_table_without_a_good_row_is_known_to_be_the_metrics() -> None:
    reading = read(
        {
            "content/m.yaml": "kind: metric\ndata: m.csv\n",
            "content/m.csv": "date,subject,value\n",
        }
    )
    [document] = reading.parsed.documents
    assert document.origin.tables == (("values", "content/m.csv"),)
    assert document.values["data"] == "m.csv"


def test_data_of_another_kind_is_left_alone() -> None:
    assert read("kind: goal\ndata: gone.csv\n").seen == []
