"""JSON, CSV, Markdown, text and the API tell the same figures, in words of the theme."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from builders.handbooks import handbook_of
from builders.score_output import AS_OF, example_handbook, example_scores
from planbook.cli.score_json import render_score_csv, render_score_json
from planbook.cli.score_markdown import render_score_markdown
from planbook.cli.score_report import Report, make_report, report_json, shown
from planbook.cli.score_sections import sections_of
from planbook.cli.score_text import COLUMNS, render_score_text
from planbook.cli.score_wide import WHO, render_score_wide
from planbook.cli.score_words import COVERAGE_MARKS, PRACTICE_HEADS
from planbook.diagnostics.terminal import width
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.pipeline import Scored
from planbook.quantities import Amount, Count, Day
from planbook.reading.resources import builtin_themes
from planbook.reading.sources import Sources
from planbook.reading.theme import load_theme
from planbook.scoring.coverage import COVERED
from planbook.scoring.results import Drift, PracticeState, Sentence, Status, Trend
from planbook.urls import addresses_of
from planbook.views.api import api_pages
from planbook.views.presenter import SitePresenter

PRIVATE = Edition("private")
SENTENCES = {
    f"why.{state}": f"Why it is {state}: {{count}}, {{who}}." for state in get_args(PracticeState)
}


@pytest.fixture(scope="module")
def words() -> dict[str, Mapping[str, str]]:
    """The words of planbook's own theme, and sentences for the example's practices."""
    theme = load_theme(builtin_themes().parent, "default", builtin_themes()).value
    return {language: {**theme.words[language], **SENTENCES} for language in ("en", "zh")}


def report_in(language: str, words: Mapping[str, Mapping[str, str]]) -> Report:
    scored = Scored(example_scores(), example_handbook(), Sources())
    return make_report(scored, PRIVATE, words, language)


@pytest.fixture(scope="module")
def report(words: dict[str, Mapping[str, str]]) -> Report:
    return report_in("en", words)


@pytest.fixture(scope="module")
def api() -> dict[str, Any]:
    """The data pages of the example, by path."""
    handbook = example_handbook()
    addresses = addresses_of(handbook.kinds, ("en", "zh"))
    site = SitePresenter(handbook, example_scores(), addresses, (), PRIVATE)
    pages = api_pages(site, PRIVATE, AS_OF)
    return {page.path.removeprefix("api/v1/"): dict(page.with_view().view) for page in pages}


def entries(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield every leaf of ``data`` with the names and positions that lead to it."""
    children: Any = ()
    if isinstance(data, Mapping):
        children = data.items()
    elif isinstance(data, list):
        children = enumerate(data)
    else:
        yield "", data
    for name, child in children:
        for path, leaf in entries(child):
            yield f"/{name}{path}", leaf


# CSV


def test_every_figure_of_the_json_is_a_line_of_the_csv(report: Report) -> None:
    told = json.loads(render_score_json(report))
    rows = list(csv.DictReader(io.StringIO(render_score_csv(report))))
    cells = [tuple(row.values()) for row in rows]
    found = {cell for row in rows for cell in row.values()}
    for path, leaf in entries(told):
        written = "" if leaf is None else str(leaf).lower() if isinstance(leaf, bool) else str(leaf)
        assert written in found, path
    assert len(cells) == len(set(cells)), "two figures go by one name"
    identities = sum(
        1 + (whose != "id")
        for name, whose in (
            ("goals", "owner"), ("objectives", "owner"), ("people", "id"), ("teams", "id"),
            ("territories", "id"), ("partners", "id"), ("metrics", "subject"),
            ("incentives", "person"), ("growth", "person"),
        )
        for _ in told[name]
    )  # fmt: skip
    assert len(rows) == len(list(entries(told))) - identities


@pytest.mark.parametrize(
    "line",
    [
        "edition,,,as_of,2026-09-10",
        "edition,,,edition.audience,private",
        "goal,q3,ann,smart.total,62",
        "goal,q3,ann,smart.letters.M,8.5",
        "goal,q3,ann,smart.checks.unit.points,2",
        "goal,q3,ann,final,false",
        "goal,q3,ann,outcome,",
        "objective,growth,east,worst_below.count,1",
        "person,ann,ann,coverage.incentives,not_yet",
        "team,east,east,metrics.revenue.periods.2026-08.of_target_ytd,0.995122",
        "territory,east-china,east-china,metrics.revenue.periods.2026-08.value,120000",
        "company,,,metrics.revenue.periods.2026-08.change_year_ytd,0.2",
        "company,,,metrics.margin.reason,not_added_up",
        "partner,north-star,north-star,lines.revenue.share,0.9",
        "metric,revenue,ann,drift,falling",
        "incentive,plan,ann,pay,86000.00",
        "growth,ann-growth,ann,t_score,52.19577",
    ],
)
def test_a_line_of_the_csv_names_whose_figure_it_is(report: Report, line: str) -> None:
    assert line in render_score_csv(report).splitlines()


# The API


def of_the_api(api: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the data pages hold under the names of the JSON: part and entry."""
    for path, page in api.items():
        scores = page.get("scores")
        folder, _, file = path.partition("/")
        if not file or not scores:
            continue
        id_ = file.removesuffix(".json")
        nested = scores.get("subjects") if folder == "metrics" else None
        nested = scores.get("people") if folder == "incentives" else nested
        for entry in [scores] if nested is None else nested:
            yield folder, {"id": id_, **entry}


def test_every_figure_of_the_json_is_in_the_api(report: Report, api: dict[str, Any]) -> None:
    told = report_json(report)
    for goal in told["goals"]:
        # A page names the field, and only the command the line.
        for check in goal["smart"]["checks"]:
            del check["path"], check["line"]
    found: dict[str, list[dict[str, Any]]] = {}
    for part, entry in of_the_api(api):
        found.setdefault(part, []).append(in_english(entry))
    index = api["index.json"]
    assert (index["as_of"], index["edition"]) == (told.pop("as_of"), told.pop("edition"))
    assert index["format_version"] == told.pop("format_version")
    assert in_english(index["scores"]) == {
        "territories": told.pop("territories"),
        "company": told.pop("company"),
    }
    assert found == told


def in_english(data: Any) -> Any:
    """Return ``data`` with its texts, which the API holds in every language, in English."""
    if isinstance(data, Mapping):
        if data.keys() == {"en", "zh"}:
            return data["en"]
        return {name: in_english(value) for name, value in data.items()}
    return [in_english(one) for one in data] if isinstance(data, list) else data


def test_lists_of_the_api_leave_out_checks_and_periods(api: dict[str, Any]) -> None:
    (goal,) = api["goals.json"]["documents"]
    assert goal["scores"]["smart"] == {
        "total": 62,
        "band": "rework",
        "letters": {"S": 16, "M": 8.5, "A": 12, "R": 16, "T": 9.5},
    }
    revenue = next(one for one in api["metrics.json"]["documents"] if one["id"] == "revenue")
    assert "periods" not in revenue["scores"]["subjects"][0]
    assert "metrics" not in api["teams.json"]["documents"][0]["scores"]


# Text and Markdown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_of_the_text_is_wider_than_a_hundred_columns(
    language: str, words: dict[str, Mapping[str, str]]
) -> None:
    report = report_in(language, words)
    lines = render_score_text(report).splitlines()
    assert [line for line in lines if width(line) > COLUMNS] == []
    for section in sections_of(report):
        assert 1 + sum(column.width + 1 for column in section.columns) <= COLUMNS, section.heading


def test_text_and_markdown_have_the_same_cells(report: Report) -> None:
    text, markdown = render_score_text(report), render_score_markdown(report)
    for section in sections_of(report):
        assert section.heading in text
        assert f"## {section.heading}" in markdown
        for row in section.rows:
            assert f"| {' | '.join(row)} |" in markdown


def test_a_director_finds_the_present_first(report: Report) -> None:
    assert [section.heading for section in sections_of(report)] == [
        "Current goals",
        "Objectives",
        "Company: latest closed period and business year to date",
        "Teams: year to date",
        "Goals by team",
        "Territories: year to date",
        "Partner scorecards",
        "Declining metrics (0 others are fine or too new)",
        "Pay so far and projected",
        "Growth (50 is as expected)",
        "Ten practices (full, part, none; later: not due yet; n/s: not shown here)",
        "Suggestions",
    ]


def rows_of(report: Report, heading: str) -> tuple[tuple[str, ...], ...]:
    return next(one.rows for one in sections_of(report) if one.heading.startswith(heading))


def test_the_company_is_compared_with_target_and_last_year(report: Report) -> None:
    # Nothing to compare the month with a year before: the difference. September still runs.
    assert rows_of(report, "Company") == (
        ("Revenue", "2026-08", "CNY 120,000", "120%", "+120,000", "CNY 816,000", "99.5%", "+20%"),
    )


def test_a_figure_that_lacks_a_reading_says_so(report: Report) -> None:
    assert "\n  Revenue, 2026-08: 1 of 2 read\n" in render_score_text(report)


def test_a_metric_that_does_not_add_up_is_named_and_has_no_figure(report: Report) -> None:
    assert "No company figure, because people's figures do not add up: Margin" in (
        render_score_text(report)
    )


def test_a_pace_below_a_limit_is_not_shown_as_having_reached_it(report: Report) -> None:
    (goal,) = rows_of(report, "Current goals")
    assert goal == ("q3", "62", "16", "8.5", "12", "16", "9.5", "0.67", "0.67", "0.89", goal[-1])
    assert goal[-1] == "At risk (old)"


@pytest.mark.parametrize(
    ("value", "limits", "told"),
    [
        (Fraction(895, 1000), (Fraction(9, 10),), "0.89"),
        (Fraction(895, 1000), (), "0.90"),
        (Fraction(996, 1000), (Fraction(1),), "0.99"),
        (Fraction(9, 10), (Fraction(9, 10),), "0.90"),
        (None, (Fraction(1),), "–"),
    ],
)
def test_figures_are_not_rounded_across_what_they_are_compared_with(
    value: Fraction | None, limits: tuple[Fraction, ...], told: str
) -> None:
    assert shown(value, limits=limits) == told


def test_a_metric_that_drifts_the_wrong_way_is_declining_without_a_run(report: Report) -> None:
    rows = rows_of(report, "Declining")
    assert [row[0] for row in rows] == ["Margin", "Revenue"]
    assert rows[1][3:] == ("0", report.ui("drift.falling"), "−25%")
    assert rows[0][3:] == ("5", "–", "−1.5%")


def test_nothing_declining_is_said_and_not_left_out(report: Report) -> None:
    steady = replace(
        report.records,
        metrics=tuple(
            replace(one, trend="steady", drift="level") for one in report.records.metrics
        ),
    )
    text = render_score_text(dataclasses.replace(report, records=steady))
    assert "Declining metrics (2 others are fine or too new)\n  None.\n" in text


def test_a_practice_that_is_not_due_yet_is_not_called_missing(report: Report) -> None:
    (person,) = rows_of(report, "Ten practices")
    assert person == (
        "Ann Wood", "full", "part", "none", "n/s", "later", "full", "full", "full", "n/s",
        "later", "0.50",
    )  # fmt: skip
    text = render_score_text(report)
    assert "Ann Wood, Training: Why it is missing: 2, Ann Wood." in text
    assert "not_yet" not in text


# Words


def test_what_stands_in_a_sentence_is_written_by_its_type(
    words: dict[str, Mapping[str, str]],
) -> None:
    every = {language: {**given, "x": "{it}"} for language, given in words.items()}
    report = report_in("en", every)

    def told(value: Any) -> str:
        return report.sentence(Sentence("x", {"it": value}))

    assert told(Count(3)) == "3"
    assert told(Amount(Fraction(5, 2), "CNY")) == "CNY 2.50"
    assert told(Day(AS_OF)) == "10 September 2026"
    assert told((Key("person", "ann"), "Bob")) == "Ann Wood and Bob"
    assert told({"en": "So", "zh": "是"}) == "So"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("status", get_args(Status)),
        ("trend", get_args(Trend)),
        ("drift", get_args(Drift)),
        ("band", ("ready", "minor_edits", "rework")),
        ("practice", COVERED),
    ],
)
def test_the_theme_has_words_for_whatever_is_printed(
    group: str, names: tuple[str, ...], language: str, words: dict[str, Mapping[str, str]]
) -> None:
    assert [name for name in names if f"{group}.{name}" not in words[language]] == []


def test_the_short_words_cover_every_practice_and_state() -> None:
    assert tuple(PRACTICE_HEADS) == COVERED
    assert set(COVERAGE_MARKS) == set(get_args(PracticeState))


# A row a person


def wide(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_score_wide(report))))


def test_wide_has_a_row_a_person_with_names_and_the_figures_of_the_json(report: Report) -> None:
    (row,) = wide(report)
    assert {name: row[name] for name in WHO} == {
        "id": "ann",
        "name": "Ann Wood",
        "team": "east",
        "team_name": "East team",
        "manager": "",
        "manager_name": "",
        "role": "manager",
        "role_name": "manager",
    }
    told = report_json(report)
    (person,) = told["people"]
    assert float(row["progress"]) == person["progress"]
    assert {
        name.removeprefix("coverage."): state
        for name, state in row.items()
        if name.startswith("coverage.")
    } == person["coverage"]
    metrics = [one for one in told["metrics"] if one["subject"] == "ann"]
    assert metrics
    for metric in metrics:
        closed = next((one for one in metric["periods"] if not one["so_far"]), None)
        if closed is not None:
            name = f"metrics.{metric['id']}"
            assert row[f"{name}.period"] == closed["period"]
            for figure in ("value", "target", "of_target", "value_ytd"):
                written = row[f"{name}.{figure}"]
                assert (float(written) if written else None) == closed[figure]


def test_wide_begins_with_who_it_is_and_keeps_its_columns_in_order(report: Report) -> None:
    heads = render_score_wide(report).splitlines()[0].split(",")
    assert tuple(heads[: len(WHO)]) == WHO
    parts = [head.partition(".")[0] for head in heads[len(WHO) :]]
    assert list(dict.fromkeys(parts)) == ["progress", "coverage", "metrics", "incentives"]
    assert render_score_wide(report) == render_score_wide(report)


def test_wide_names_nobody_whom_the_edition_does_not_hold_and_no_formula(report: Report) -> None:
    handbook = example_handbook()
    person = handbook.documents[Key("person", "ann")]
    values = {**person.values, "name": {"en": "=1+1"}, "manager": "boss"}
    evil = handbook_of(
        *(one for key, one in handbook.documents.items() if key.id not in ("ann", "east")),
        replace(person, values=values),
    )
    (row,) = wide(dataclasses.replace(report, handbook=evil))
    assert row["name"] == "'=1+1"
    assert (row["team"], row["manager"]) == ("", "")
