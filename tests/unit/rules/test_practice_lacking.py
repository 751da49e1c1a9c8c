"""Who lacks a review or feedback is told of in a private document, and a whole team once."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders.handbooks import document, handbook_of
from planbook.linting import lint_handbook
from planbook.model.document import Document
from planbook.rules import RULES

CODES = {"review-month-missing", "feedback-none-lately", "feedback-only-criticism"}
ADA = document("person", "ada", name={"en": "Ada"}, started="2020-01-01")
BEA = document("person", "bea", name={"en": "Bea"}, manager="ada", started="2021-01-01")
CARL = document("person", "carl", name={"en": "Carl"}, manager="ada", started="2021-01-01")


def told(*documents: Document, as_of: date = date(2026, 9, 20)) -> list[tuple[str, str, str]]:
    found = lint_handbook(handbook_of(*documents), RULES, as_of).findings
    return [
        (one.code.name, one.subject, one.message["en"]) for one in found if one.code.name in CODES
    ]


def review(person: str, period: str, day: str, **values: Any) -> Document:
    filled = {"person": person, "reviewer": "ada", "period": period, "date": day, **values}
    return document("review", f"{person}-{period.lower()}", **filled)


def feedback(person: str, day: str, type_: str = "praise", giver: str = "ada") -> Document:
    values = {"to": person, "from": giver, "date": day, "observed": day, "type": type_}
    return document("feedback", f"{person}-{day}", **values)


def test_a_missing_month_is_told_in_the_persons_own_newest_review() -> None:
    reviews = [review("bea", "2026-06", "2026-07-03"), review("bea", "2026-07", "2026-08-04")]
    assert told(ADA, BEA, CARL, *reviews, review("carl", "2026-08", "2026-09-03")) == [
        (
            "review-month-missing",
            "review:bea-2026-07",
            "the review of 2026-08 is missing; it was due by 2026-09-15",
        )
    ]


def test_a_review_is_due_fifteen_days_after_the_month() -> None:
    documents = (ADA, BEA, review("bea", "2026-07", "2026-08-04"))
    assert told(*documents, as_of=date(2026, 9, 15)) == []
    assert told(*documents, as_of=date(2026, 9, 16)) != []


def test_who_was_never_reviewed_is_told_in_what_the_manager_wrote_last() -> None:
    assert told(ADA, BEA, CARL, review("carl", "2026-08", "2026-09-03")) == [
        (
            "review-month-missing",
            "review:carl-2026-08",
            "Bea has no review of 2026-08; it was due by 2026-09-15",
        )
    ]


def test_a_whole_team_without_reviews_is_one_finding() -> None:
    reviews = [review("bea", "2026-07", "2026-08-04"), review("carl", "2026-07", "2026-08-05")]
    assert told(ADA, BEA, CARL, *reviews) == [
        (
            "review-month-missing",
            "review:carl-2026-07",
            "nobody who reports to Ada has a review of 2026-08; they were due by 2026-09-15",
        )
    ]


def test_a_practice_that_was_given_up_long_ago_is_not_asked_for() -> None:
    assert told(ADA, BEA, CARL, review("bea", "2025-06", "2025-07-04")) == []
    assert told(ADA, BEA, CARL, feedback("bea", "2025-09-10")) == []


def test_a_practice_that_stopped_within_the_year_is_asked_for() -> None:
    codes = [code for code, _, _ in told(ADA, BEA, CARL, review("bea", "2025-12", "2026-01-04"))]
    assert codes == ["review-month-missing"]
    codes = [code for code, _, _ in told(ADA, BEA, CARL, feedback("bea", "2026-01-10"))]
    assert codes == ["feedback-none-lately"]


def test_the_head_is_not_asked_for_a_monthly_review() -> None:
    above = review("ada", "2026-06", "2026-07-03", reviewer="bea")
    assert told(ADA, BEA, CARL, above) == []


def test_feedback_that_stopped_is_told_in_the_newest() -> None:
    given = [feedback("bea", "2026-01-10"), feedback("bea", "2026-02-10")]
    assert told(ADA, BEA, CARL, *given, feedback("carl", "2026-08-10")) == [
        (
            "feedback-none-lately",
            "feedback:bea-2026-02-10",
            "since this feedback, more than six months ago, there has been none",
        )
    ]


def test_who_never_had_feedback_is_told_in_what_the_manager_gave_last() -> None:
    assert told(ADA, BEA, CARL, feedback("carl", "2026-08-10")) == [
        (
            "feedback-none-lately",
            "feedback:carl-2026-08-10",
            "Bea has had no feedback in the last six months",
        )
    ]


def test_nothing_is_told_where_there_is_no_private_document_for_it() -> None:
    assert told(ADA, BEA, CARL, feedback("carl", "2026-08-10", giver="bea")) == []


def test_only_criticism_is_told_in_the_newest_until_something_was_praised() -> None:
    given = [feedback("bea", day, "constructive") for day in ("2026-05-04", "2026-08-11")]
    carls = feedback("carl", "2026-08-10")
    assert [one[:2] for one in told(ADA, BEA, CARL, *given, carls)] == [
        ("feedback-only-criticism", "feedback:bea-2026-08-11")
    ]
    assert told(ADA, BEA, CARL, *given, carls, feedback("bea", "2026-06-01")) == []
