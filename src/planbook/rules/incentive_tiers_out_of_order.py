"""Pay tiers that do not rise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planbook.diagnostics.finding import Code, Severity
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.quantities import plain
from planbook.rules.rule import Breach, Rule


def find(incentive: Incentive, _handbook: Handbook) -> Iterator[Breach]:
    """Yield every tier that does not end above the one before it, or ends too early."""
    before = Decimal(0)
    last = len(incentive.tiers) - 1
    for position, tier in enumerate(incentive.tiers):
        if tier.up_to is None:
            if position != last:
                yield Breach(f"/tiers/{position}", {"before": plain(before)})
            continue
        if tier.up_to <= before:
            yield Breach(f"/tiers/{position}/up_to", {"before": plain(before)})
        before = max(before, tier.up_to)


RULE = Rule(
    Code(
        name="incentive-tiers-out-of-order",
        severity=Severity.ERROR,
        message={
            "en": "the tiers must rise: this one has to end above {before}, and only the last may "
            "have no end",
            "zh": "档位必须递增：这一档的上限要高于 {before}，且只有最后一档可以没有上限",
        },
        help={
            "en": "order the tiers by `up_to`, smallest first, and leave `up_to` out of the last",
            "zh": "请按 `up_to` 从小到大排列，最后一档不写 `up_to`",
        },
        what={
            "en": "The tiers of an incentive scheme are not in rising order of `up_to`.",
            "zh": "激励方案的档位没有按 `up_to` 递增排列。",
        },
        why={
            "en": "Each tier pays for the stretch from the end of the one before it to its own. "
            "Out of order, a stretch would have no length and nobody could say what it pays.",
            "zh": "每一档支付从上一档上限到本档上限之间的部分。顺序错乱，某一段就没有长度，无法说清付多少。",
        },
        bad="tiers:\n  - {up_to: 1.3, rate: 1.5}\n  - {up_to: 1.0, rate: 1.0}\n  - {rate: 2.0}\n",
        good="tiers:\n  - {up_to: 1.0, rate: 1.0}\n  - {up_to: 1.3, rate: 1.5}\n  - {rate: 2.0}\n",
    ),
    Incentive,
    find,
)
