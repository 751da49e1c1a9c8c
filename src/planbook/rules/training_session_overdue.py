"""A training session whose day has passed while it is still only planned."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.training import Training
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.wordings import listed_ids
from planbook.scoring.learning import is_kept_up
from planbook.scoring.onboarding import day_for, is_overdue


def find(training: Training, readings: Readings) -> Iterator[Violation]:
    """Yield every session that somebody should have taken by now."""
    as_of = readings.as_of
    if not is_kept_up(training, as_of):
        return
    learners = readings.learning.learners.get(training.key, ())
    for place, session in enumerate(training.items):
        late = [person for person in learners if is_overdue(session, training, person, as_of)]
        if not late:
            continue
        if session.date is not None:
            yield Violation(f"/items/{place}/date", {"date": session.date.isoformat()})
        else:
            words = {
                "people": listed_ids(f"`{person.id}`" for person in late),
                "date": max(day_for(session, training, person) or as_of for person in late),
            }
            yield Violation(f"/items/{place}/after_start", words, variant="onboarding")


RULE = ReadingRule(
    Code(
        name="training-session-overdue",
        severity=Severity.WARNING,
        message={
            "en": "this was planned for {date}, and nothing says whether it took place",
            "zh": "这一项原定 {date} 进行，却没有写明是否已经进行",
        },
        help={
            "en": "set `state` to `done`, `missed` or `cancelled`, or give it a new date",
            "zh": "请把 `state` 改成 `done`（已完成）、`missed`（缺席）或 `cancelled`（已取消），"
            "或者另定日期",
        },
        variants={
            "onboarding": (
                {
                    "en": "this part of the onboarding is overdue for {people}",
                    "zh": "入职培训的这一项，{people} 已经逾期",
                },
                {
                    "en": "set `state` to `done` with the day in `completed`, or to `missed` or "
                    "`cancelled`",
                    "zh": "请把 `state` 改成 `done` 并在 `completed` 写上日期，或改成 `missed`（缺席）、"
                    "`cancelled`（已取消）",
                },
            ),
        },
        what={
            "en": "A session of a training plan has a day that has passed, by `date` or by "
            "`after_start`, and is still `planned`. Sessions that recur are not looked at.",
            "zh": "培训计划里某一项的日期（`date`，或由 `after_start` 算出）已过，状态却还是 `planned`。"
            "定期重复的不看。",
        },
        why={
            "en": "Either it took place and nobody wrote it down, or it did not and nobody noticed.",
            "zh": "要么做了没有记，要么没做也没有人发现。",
        },
        bad="items:\n  - {title: Negotiation workshop, date: 2026-06-18}\n",
        good="items:\n  - title: Negotiation workshop\n    date: 2026-06-18\n    state: done\n"
        "    completed: 2026-06-18\n    evidence: Two new offers made by the method.\n",
    ),
    Training,
    find,
)
