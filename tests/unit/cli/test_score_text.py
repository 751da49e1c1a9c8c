"""The figures in a terminal: no line is wider than 100 columns, in whatever language."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.as_of import fixed_as_of
from planbook.checked import Checked
from planbook.cli.score_report import Report, make_report
from planbook.cli.score_text import COLUMNS, fitted, render_score_text
from planbook.diagnostics.terminal import width
from planbook.model.edition import Edition
from planbook.pipeline import check_project, score_project

ROOT = Path(__file__).parents[3]
DAY = datetime.date(2026, 9, 10)


@pytest.fixture(scope="module")
def checked() -> Checked:
    """The handbook of this repository."""
    return check_project(ROOT, fixed_as_of(DAY))


def report_of(checked: Checked, edition: Edition, language: str = "en") -> Report:
    scored = score_project(checked, edition)
    assert scored is not None
    assert checked.theme is not None
    return make_report(scored, edition, checked.theme.words, language)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "edition", [Edition("private"), Edition(), Edition("team", "wu-dan"), Edition("public")]
)
def test_no_line_is_wider_than_a_hundred_columns(
    checked: Checked, edition: Edition, language: str
) -> None:
    text = render_score_text(report_of(checked, edition, language))
    assert [line for line in text.splitlines() if width(line) > COLUMNS] == []


@given(words=st.text(), columns=st.integers(min_value=1, max_value=60))
def test_words_that_are_cut_fit(words: str, columns: int) -> None:
    assert width(fitted(words, columns)) <= columns


def test_the_weak_goals_of_the_example_are_those_that_it_shows_as_weak(
    checked: Checked,
) -> None:
    scored = report_of(checked, Edition("private"))
    weak = {
        id_
        for id_, score in scored.scores.goals.items()
        if score.smart is not None and score.smart.band == "rework"
    }
    assert weak == {
        "liang-bo-2026-q1-relations",
        "liang-bo-2026-q3-smart-locks",
        "ma-lei-2026-q1-get-to-know",
        "sun-hao-2026-q2-relations",
    }


def test_an_edition_that_sees_less_prints_no_word_of_the_rest(checked: Checked) -> None:
    report = report_of(checked, Edition())
    assert {
        score.coverage[practice].state
        for score in report.scores.people.values()
        for practice in ("performance", "feedback", "growth")
    } == {"not_shown"}
    assert not any(each.pay for all_ in report.scores.incentives.values() for each in all_)
    assert "n/s" in render_score_text(report)
