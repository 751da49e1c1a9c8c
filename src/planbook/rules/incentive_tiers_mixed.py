"""Tiers that start and tiers that end, in one scheme."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive, Tier
from planbook.rules.rule import Rule, Violation


def find(incentive: Incentive, _handbook: Handbook) -> Iterator[Violation]:
    """Yield every bound that is written otherwise than the first one."""
    bounds = [
        (f"/tiers/{position}/{name}", name)
        for position, tier in enumerate(incentive.tiers)
        for name in _bounds(tier)
    ]
    for pointer, name in bounds:
        if name != bounds[0][1]:
            yield Violation(pointer, {"name": name, "first": bounds[0][1]})


def _bounds(tier: Tier) -> Iterator[str]:
    if tier.from_ is not None:
        yield "from"
    if tier.up_to is not None:
        yield "up_to"


RULE = Rule(
    Code(
        name="incentive-tiers-mixed",
        severity=Severity.ERROR,
        message={
            "en": "this bound is written as `{name}`, and the tiers begin with `{first}`",
            "zh": "这个界限写的是 `{name}`，而前面的档位用的是 `{first}`",
        },
        help={
            "en": "write all tiers with `up_to` (the last one without), or all with `from`; the other end of each follows from its neighbour",
            "zh": "请统一写 `up_to`（最后一档不写），或统一写 `from`；另一端由相邻的档位得出",
        },
        what={
            "en": "A scheme writes some tiers with `from` and some with `up_to`, or one with both.",
            "zh": "同一方案中有的档位写 `from`，有的写 `up_to`，或一档两个都写。",
        },
        why={
            "en": "`up_to` counts its bound to the lower tier, `from` to the upper one. Mixed, tiers overlap or leave gaps, and nobody can say what is paid there.",
            "zh": "`up_to` 的界限属于下一档，`from` 的界限属于上一档。混用会产生重叠或空档，说不清该发多少。",
        },
        bad="tiers:\n  - {up_to: 0.8, rate: 0.5}\n  - {from: 0.7, rate: 1.0}\n",
        good="tiers:\n  - {from: 0.5, rate: 0.5}\n  - {from: 0.8, rate: 1.0}\n",
    ),
    Incentive,
    find,
)
