"""A guarantee that lasts longer than the line it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.rules.rule import Rule, Violation


def find(incentive: Incentive, _handbook: Handbook) -> Iterator[Violation]:
    """Yield every guarantee that ends after the last day of its line."""
    for position, line in enumerate(incentive.people):
        ends = line.guarantee.until if line.guarantee is not None else None
        if ends is not None and line.until is not None and ends > line.until:
            words = {"guarantee": ends, "until": line.until}
            yield Violation(f"/people/{position}/guarantee/until", words)


RULE = Rule(
    Code(
        name="incentive-guarantee-after-until",
        severity=Severity.WARNING,
        message={
            "en": "the guarantee lasts until {guarantee}, but the line counts until {until}",
            "zh": "保底到 {guarantee}，而这一行只计算到 {until}",
        },
        help={
            "en": "end the guarantee on {until} or before, or let the line end later",
            "zh": "请把保底截止日改到 {until} 或之前，或推迟这一行的 `until`",
        },
        fixes={"": ((Edit("write", "{until}"),),)},
        what={
            "en": "A guarantee ends after the last day that counts for the person.",
            "zh": "保底的截止日晚于此人计算奖金的最后一天。",
        },
        why={
            "en": "A guarantee is the least that is paid for days that count. After the line has ended there are none, and the person may expect money that nobody has planned.",
            "zh": "保底是计奖天数内的最低发放额。这一行结束后已无计奖天数，当事人却可能期待一笔没有安排的钱。",
        },
        bad="people:\n  - {person: bea-stone, until: 2026-06-30, guarantee: {amount: 20000, until: 2026-09-30}}\n",
        good="people:\n  - {person: bea-stone, until: 2026-09-30, guarantee: {amount: 20000, until: 2026-09-30}}\n",
    ),
    Incentive,
    find,
)
