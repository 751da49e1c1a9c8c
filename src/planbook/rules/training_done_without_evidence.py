"""A training session that is done, and nothing shows what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.training import Training
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.learning import is_kept_up


def find(training: Training, readings: Readings) -> Iterator[Violation]:
    """Yield the state of every session that is done without evidence."""
    if not is_kept_up(training, readings.as_of):
        return
    for place, session in enumerate(training.items):
        if session.state == "done" and not session.evidence:
            yield Violation(f"/items/{place}/state")


RULE = ReadingRule(
    Code(
        name="training-done-without-evidence",
        severity=Severity.HINT,
        message={
            "en": "this is done, and nothing shows what came of it",
            "zh": "这一项已完成，却没有写学到了什么、用在了哪里",
        },
        help={
            "en": "say in `evidence` what the person can do now or has made of it: a certificate, "
            "a plan, a visit done by the new method",
            "zh": "请在 `evidence` 写明现在会做什么、做出了什么：证书、方案、按新方法做的一次拜访",
        },
        what={
            "en": "A session of a training plan is `done` and has no `evidence`.",
            "zh": "培训计划里某一项的状态是 `done`，却没有写 `evidence`。",
        },
        why={
            "en": "Having sat in a course is no result. What somebody does differently since is.",
            "zh": "坐完一堂课不是成果；之后做法有什么不同，才是。",
        },
        bad="items:\n  - {title: Negotiation workshop, state: done, completed: 2026-06-18}\n",
        good="items:\n  - title: Negotiation workshop\n    state: done\n    completed: 2026-06-18\n"
        "    evidence: Two renewals signed without a further discount.\n",
    ),
    Training,
    find,
)
