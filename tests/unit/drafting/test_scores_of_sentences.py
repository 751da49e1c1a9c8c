"""The score of a sentence: five letters, monotone, low for words without a result."""

from __future__ import annotations

from datetime import date

import pytest

from planbook.drafting.draft import Draft, draft_goal
from planbook.drafting.scores import LETTERS, POINTS

AS_OF = date(2026, 9, 10)


def draft(text: str) -> Draft:
    return draft_goal(text, AS_OF)


def test_every_letter_has_twenty_points() -> None:
    totals = dict.fromkeys(LETTERS, 0)
    for letter, points in POINTS.values():
        totals[letter] += points
    assert set(totals.values()) == {20}


@pytest.mark.parametrize(
    "steps",
    [
        (
            "提升销售额",
            "提升销售额20%",
            "下季度提升销售额20%",
            "下季度提升华东销售额20%",
            "下季度提升华东销售额20%，通过新签6家代理商",
            "下季度提升华东销售额20%，通过新签6家代理商，以支撑公司年度目标",
        ),
        (
            "Grow sales",
            "Grow sales by 20%",
            "Grow sales by 20% by March",
            "Grow sales in East China by 20% by March",
            "Grow sales in East China by 20% by March by signing new dealers",
            "Our team will grow sales in East China by 20% by March by signing new dealers, "
            "so that we hit the company objective",
        ),
    ],
)
def test_a_part_that_is_filled_in_raises_the_score(steps: tuple[str, ...]) -> None:
    totals = [draft(step).total for step in steps]
    assert totals == sorted(totals)
    assert len(set(totals)) == len(totals)


@pytest.mark.parametrize(
    "text",
    [
        "全面提升渠道能力，持续优化合作生态，打造行业标杆",
        "Leverage synergies across our partner ecosystem to drive sustainable growth",
        "年底前做好渠道下沉",
        "Improve communication by the end of the year so that we win",
        "",
        "🎉🎉🎉",
        "Das ist ein ganz anderer Satz",
        "売上を伸ばす",
        "매출을 늘리자",
        "рост продаж",
    ],
)
def test_words_without_a_result_score_low(text: str) -> None:
    assert draft(text).total < 25


def test_what_is_done_or_not_done_counts_with_its_date() -> None:
    exam = draft("Pass the PMP exam by the end of February")
    assert exam.found.form == "done"
    assert 25 < exam.total < draft("Pass 4 exams by the end of February").total


def test_each_letter_that_is_short_of_a_part_has_a_question_in_the_language_of_the_sentence() -> (
    None
):
    chinese, english = draft("提升销售额"), draft("Grow sales")
    assert {asked.letter for asked in chinese.missing} == set(LETTERS)
    assert all("？" in asked.words for asked in chinese.missing)
    assert {asked.letter for asked in english.missing} == set(LETTERS)
    assert all("？" not in asked.words for asked in english.missing)


def test_a_full_sentence_is_asked_for_nothing_that_it_says() -> None:
    asked = {one.part for one in draft("Q4华东经销商由86家增至110家").missing}
    assert asked == {"owner", "rationale", "supports"}
