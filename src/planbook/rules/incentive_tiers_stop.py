"""Tiers that leave open what is paid above them."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.quantities import plain
from planbook.rules.rule import Rule, Violation
from planbook.scoring.pay import bands_of


def find(incentive: Incentive, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the end of the last tier, where it has one.

    Tiers that do not rise or are mixed have rules of their own.
    """
    bands = bands_of(incentive.tiers)
    if not bands or bands[-1].upper is None or not incentive.is_in_force:
        return
    position = bands[-1].position
    end = incentive.tiers[position].up_to
    variant = "" if incentive.mode == "marginal" else "whole"
    yield Violation(
        f"/tiers/{position}/up_to", {"end": plain(end) if end is not None else ""}, variant=variant
    )


RULE = Rule(
    Code(
        name="incentive-tiers-stop",
        severity=Severity.HINT,
        message={
            "en": "the tiers end at {end}: what lies above it pays nothing more",
            "zh": "档位到 {end} 为止：超出的部分不再增加奖金",
        },
        help={
            "en": "take `up_to` out of the last tier, or add one above it; to limit the pay, say so "
            "with a `cap`",
            "zh": "请删去最后一档的 `up_to`，或在上面再加一档；若要封顶，请用 `cap` 写明",
        },
        variants={
            "whole": (
                {
                    "en": "the tiers end at {end}, and leave open which rate holds above it",
                    "zh": "档位到 {end} 为止，没有写明超出后用哪个系数",
                },
                {
                    "en": "take `up_to` out of the last tier, or add one above it",
                    "zh": "请删去最后一档的 `up_to`，或在上面再加一档",
                },
            )
        },
        fixes={"": ((Edit("remove"),),), "whole": ((Edit("remove"),),)},
        what={
            "en": "The last tier of a scheme has an `up_to`, so that nothing is said of "
            "attainments above it.",
            "zh": "方案的最后一档写了 `up_to`，再往上怎么发没有写。",
        },
        why={
            "en": "Whoever gets there stops, or expects more than is paid. A limit of the pay is "
            "fair if it stands there as one.",
            "zh": "做到这里的人要么停下来，要么以为还会多发。要封顶可以，但要明明白白写出来。",
        },
        bad="mode: marginal\ntiers:\n  - {up_to: 1.0, rate: 1.0}\n  - {up_to: 1.3, rate: 1.5}\n",
        good="mode: marginal\ntiers:\n  - {up_to: 1.0, rate: 1.0}\n  - {rate: 1.5}\ncap: 1.45\n",
    ),
    Incentive,
    find,
)
