"""Incentives: an incentive or reward covers the person, a recognition in the last 12 months."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.model.incentive import Incentive
from planbook.model.recognition import Recognition
from planbook.scoring.practices.standing import Part, Standing, key_of, lacking, met


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of incentives and recognition."""
    schemes = [
        scheme
        for scheme in standing.naming(Incentive, "/for", wide=True)
        if standing.is_now(scheme.period)
    ]
    rewarded = [goal for goal in standing.present_goals() if goal.rewards]
    if schemes:
        keys = (key_of(scheme) for scheme in schemes)
        yield met("有激励方案覆盖。", "An incentive scheme covers this person.", *keys)
    elif rewarded:
        keys = (key_of(goal) for goal in rewarded)
        yield met("目标上有奖励。", "Rewards hang on the goals.", *keys)
    else:
        yield lacking("没有激励方案或奖励覆盖。", "No incentive and no reward covers this person.")
    recent = [
        recognition
        for recognition in standing.naming(Recognition, "/people")
        if standing.is_within(recognition.date, 12)
    ]
    if recent:
        keys = (key_of(recognition) for recognition in recent)
        yield met("近 12 个月得到过表彰。", "There was recognition in the last 12 months.", *keys)
    else:
        yield lacking("近 12 个月没有得到表彰。", "No recognition in the last 12 months.")
