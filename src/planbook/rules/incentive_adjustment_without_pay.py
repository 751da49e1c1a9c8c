"""An adjustment for somebody whom the scheme does not pay."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.rules.rule import Rule, Violation
from planbook.scoring.payouts import people_covered


def find(incentive: Incentive, handbook: Handbook) -> Iterator[Violation]:
    """Yield the person of every adjustment that changes nobody's pay."""
    covered = people_covered(incentive, handbook)
    for position, one in enumerate(incentive.adjustments):
        if one.person is not None and one.person not in covered:
            yield Violation(f"/adjustments/{position}/person", {"person": one.person.id})


RULE = Rule(
    Code(
        name="incentive-adjustment-without-pay",
        severity=Severity.WARNING,
        message={
            "en": "this scheme does not pay {person}, so the adjustment counts nowhere",
            "zh": "本方案不向 {person} 发放奖金，这笔调整不会计入任何地方",
        },
        help={
            "en": "add the person to `for`, or give them a line under `people`; write the adjustment of somebody who has left into a scheme of their last period",
            "zh": "请把此人加入 `for`，或在 `people` 里写一行；已离职的人，请写进其最后一个周期的方案",
        },
        what={
            "en": "A scheme adjusts the pay of a person whom it does not cover: neither by name, nor by role, nor by a line; or one who was not there in its period.",
            "zh": "方案调整了不在其范围内的人的奖金：没有点名、不属于岗位、也没有单列；或此人在该周期内不在职。",
        },
        why={
            "en": "Money that is taken back or added then disappears without a trace.",
            "zh": "否则应扣回或补发的钱会悄悄消失。",
        },
        bad="for: [bea-stone]\nadjustments:\n  - {person: carl-west, date: 2026-08-05, amount: -5000, reason: order cancelled}\n",
        good="for: [bea-stone]\nadjustments:\n  - {person: bea-stone, date: 2026-08-05, amount: -5000, reason: order cancelled}\n",
    ),
    Incentive,
    find,
)
