"""Pay that falls, or leaps, at the edge of a tier."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.quantities import plain, rounded_beside
from planbook.rules.rule import Rule, Violation
from planbook.rules.wordings import shown
from planbook.scoring.pay import pay_at_edges

_LEAP: Final = Fraction(1, 5)
"""By how much of what is paid just before the edge pay may leap there."""


def find(incentive: Incentive, _handbook: Handbook) -> Iterator[Violation]:
    """Yield every tier at whose edge pay falls, or leaps by more than a fifth.

    Where pay begins, at the threshold or with the first tier that pays, there is no pay to compare
    with: a minimum is a rule of its own kind.
    """
    if not incentive.is_in_force:
        return
    for edge in pay_at_edges(incentive):
        if edge.below <= 0:
            continue
        change = (edge.above - edge.below) / edge.below
        if 0 <= change <= _LEAP:
            continue
        name = "from" if incentive.tiers[edge.position].from_ is not None else "up_to"
        words = {"at": shown(edge.at * 100), "change": _percent(abs(change))}
        variant = "falls" if change < 0 else ""
        yield Violation(f"/tiers/{edge.position}/{name}", words, variant=variant)


def _percent(share: Fraction) -> str:
    """Return ``share`` in per cent, on the side of the limit that it was found on."""
    return plain(rounded_beside(share * 100, (), 1, at_most=(_LEAP * 100,)))


RULE = Rule(
    Code(
        name="incentive-cliff",
        severity=Severity.WARNING,
        message={
            "en": "at {at} % attainment pay leaps by {change} %",
            "zh": "达成 {at}% 时，奖金一下子多出 {change}%",
        },
        help={
            "en": "put a tier in between, bring the rates closer together, or pay each part at "
            "its own rate: `mode: marginal`",
            "zh": "请在中间加一档，让相邻系数更接近，或改为分段计算：`mode: marginal`",
        },
        variants={
            "falls": (
                {
                    "en": "at {at} % attainment pay falls by {change} %",
                    "zh": "达成 {at}% 时，奖金反而少了 {change}%",
                },
                {
                    "en": "let the rates rise with the tiers, or pay each part at its own rate: "
                    "`mode: marginal`",
                    "zh": "请让系数随档位提高，或改为分段计算：`mode: marginal`",
                },
            )
        },
        what={
            "en": "At the edge between two tiers pay falls, or leaps by more than 20 % of what is "
            "paid just before it. Where pay begins is not judged.",
            "zh": "在两档交界处奖金下降，或比交界前多出 20% 以上。开始发奖的起点不在此列。",
        },
        why={
            "en": "Near a cliff people push orders from one quarter into another, or give away a "
            "discount that costs more than the bonus. Where pay falls, the best thing to do is to "
            "sell less.",
            "zh": "奖金有断崖，大家就会把订单挪到别的季度，或用比奖金还贵的折扣去冲线。"
            "奖金若会下降，少卖反而划算。",
        },
        bad="mode: banded\ntiers:\n  - {up_to: 1.0, rate: 0.5}\n  - {rate: 1.0}\n",
        good="mode: marginal\ntiers:\n  - {up_to: 1.0, rate: 0.5}\n  - {rate: 1.0}\n",
    ),
    Incentive,
    find,
)
