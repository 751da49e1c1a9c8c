"""Feedback: recent, soon after what was seen, with a next step; both praise and constructive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from planbook.model.feedback import Feedback
from planbook.scoring.practices.standing import Part, Standing, key_of, lacking, met

SOON: Final = timedelta(days=14)
"""How long after what was seen feedback still comes in time."""


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of feedback."""
    half_year = [
        feedback
        for feedback in standing.naming(Feedback, "/to")
        if standing.is_within(feedback.date, 6)
    ]
    if not half_year:
        yield lacking("近半年没有反馈。", "There was no feedback in half a year.")
        return
    yield met(
        "近半年有 {count} 次反馈。",
        "Feedback in half a year: {count}.",
        *(key_of(feedback) for feedback in half_year),
        count=str(len(half_year)),
    )
    recent = [feedback for feedback in half_year if standing.is_within(feedback.date, 1)]
    good = [feedback for feedback in recent if _is_timely(feedback) and feedback.next_step]
    if not recent:
        newest = max(half_year, key=lambda feedback: str(feedback.date))
        yield lacking(
            "近一个月没有反馈，最近一次在 {date}。",
            "None in the last month; the newest is of {date}.",
            key_of(newest),
            date=str(newest.date),
        )
    elif good:
        yield met(
            "近一个月的反馈在 14 天内给出，并写了下一步。",
            "One of the last month came within 14 days and has a next step.",
            key_of(good[0]),
        )
    elif not any(_is_timely(feedback) for feedback in recent):
        yield lacking(
            "近一个月的反馈不是在看到后 14 天内给的，或没有写何时看到。",
            "That of the last month came later than 14 days after, or does not say when it was "
            "observed.",
            *(key_of(feedback) for feedback in recent),
        )
    else:
        yield lacking(
            "近一个月的及时反馈没有写下一步。",
            "Timely feedback of the last month has no next step.",
            *(key_of(feedback) for feedback in recent),
        )
    yield _both_types(half_year)


def _is_timely(feedback: Feedback) -> bool:
    if feedback.date is None or feedback.observed is None:
        return False
    return timedelta(0) <= feedback.date - feedback.observed <= SOON


def _both_types(half_year: list[Feedback]) -> Part:
    types = {feedback.type for feedback in half_year}
    if {"praise", "constructive"} <= types:
        return met("半年里既有肯定也有改进意见。", "Both praise and constructive in half a year.")
    if "praise" in types:
        return lacking("半年里只有肯定，没有改进意见。", "All praise in half a year.")
    if "constructive" in types:
        return lacking("半年里只有改进意见，没有肯定。", "No praise in half a year.")
    return lacking(
        "半年里的反馈没有写是肯定还是改进意见。",
        "Feedback of half a year does not say whether it praises or corrects.",
    )
