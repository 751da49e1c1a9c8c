"""Pay tiers that do not rise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import DRAFT
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.quantities import plain
from planbook.rules.rule import Rule, Violation


def find(incentive: Incentive, _handbook: Handbook) -> Iterator[Violation]:
    """Yield every tier whose bound does not lie above that of the one before, or is missing.

    ``from`` and ``up_to`` beside each other have a rule of their own. A draft may lack a bound.
    """
    tiers = incentive.tiers
    starts = any(tier.from_ is not None for tier in tiers)
    ends = any(tier.up_to is not None for tier in tiers)
    if starts and ends:
        return
    if starts:
        violations = _rising("from", [tier.from_ for tier in tiers], open_at=0)
    else:
        violations = _rising("up_to", [tier.up_to for tier in tiers], open_at=len(tiers) - 1)
    is_draft = incentive.state == DRAFT
    yield from (each for each in violations if not (is_draft and _is_of_tier(each)))


def _rising(name: str, bounds: Sequence[Decimal | None], *, open_at: int) -> Iterator[Violation]:
    """Yield the places where ``bounds`` do not rise; only that at ``open_at`` may be missing."""
    # A tier that ends at 0 has no length; one that starts there is the usual first one.
    before = Decimal(0) if name == "up_to" else None
    for position, bound in enumerate(bounds):
        words = {"name": name, "before": plain(before or Decimal(0))}
        if bound is None:
            if position != open_at:
                yield Violation(f"/tiers/{position}", words)
            continue
        if before is not None and bound <= before:
            yield Violation(f"/tiers/{position}/{name}", words)
        before = bound if before is None else max(before, bound)


def _is_of_tier(violation: Violation) -> bool:
    """Return whether a violation is about a bound that is not there: it points at the whole tier."""
    return violation.pointer.count("/") == 2


RULE = Rule(
    Code(
        name="incentive-tiers-out-of-order",
        severity=Severity.ERROR,
        message={
            "en": "the tiers must rise: `{name}` has to be above {before} here",
            "zh": "档位必须递增：这一档的 `{name}` 要高于 {before}",
        },
        help={
            "en": "order the tiers from the lowest to the highest; only the last may have no `up_to`, and only the first no `from`",
            "zh": "请从低到高排列；只有最后一档可以不写 `up_to`，只有第一档可以不写 `from`",
        },
        what={
            "en": "The tiers of an incentive scheme do not rise, or one in the middle has no bound.",
            "zh": "激励方案的档位没有从低到高排列，或中间一档没有写界限。",
        },
        why={
            "en": "Each tier covers the attainments from the end of the one before it to its own. "
            "Out of order, tiers overlap and nobody could say what is paid.",
            "zh": "每一档从上一档的上限到本档的上限。顺序错乱，各档会重叠，说不清该发多少。",
        },
        bad="tiers:\n  - {up_to: 1.3, rate: 1.5}\n  - {up_to: 1.0, rate: 1.0}\n  - {rate: 2.0}\n",
        good="tiers:\n  - {up_to: 1.0, rate: 1.0}\n  - {up_to: 1.3, rate: 1.5}\n  - {rate: 2.0}\n",
    ),
    Incentive,
    find,
)
