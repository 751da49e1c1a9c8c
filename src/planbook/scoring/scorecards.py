"""Partners' scorecards: the figures of the business year to date beside their targets."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.partner import Partner, ScorecardLine
from planbook.quantities import Ratio, Share, exact, weight_of
from planbook.scoring.results import Arithmetic, Input, PartnerScore, ScorecardLineScore
from planbook.scoring.totals import Totals

_ONE = Fraction(1)


def has_scorecard(partner: Partner) -> bool:
    """Return whether ``partner`` is in force and has a scorecard."""
    return partner.is_in_force and bool(partner.scorecard)


def score_partner(
    partner: Partner, totals: Mapping[Key, Totals], handbook: Handbook
) -> PartnerScore:
    """Return the scorecard of ``partner``.

    Its score is Σ weight · min(1, share of target) / Σ weight over the metrics that are read.
    """
    lines = tuple(
        found
        for line in partner.scorecard
        if (found := _line(partner.key, line, totals, handbook)) is not None
    )
    read = [(line, min(line.share, _ONE)) for line in lines if line.share is not None]
    weights = sum((line.weight for line, _ in read), Fraction(0))
    if not weights:
        return PartnerScore(partner.key, None, lines)
    score = sum((line.weight * share for line, share in read), Fraction(0)) / weights
    inputs = tuple(
        one
        for line, share in read
        for one in (
            Input("part", Share(share), line.metric),
            Input("weight", Ratio(line.weight), partner.key, "/scorecard"),
        )
    )
    why = Arithmetic("scorecard", inputs, Share(score))
    return PartnerScore(partner.key, score, lines, {"score": why})


def _line(
    partner: Key, line: ScorecardLine, totals: Mapping[Key, Totals], handbook: Handbook
) -> ScorecardLineScore | None:
    metric = handbook.find(Metric, line.metric)
    if metric is None:
        return None
    found = totals.get(metric.key)
    value = found.year_to_date(partner) if found is not None else None
    target = None if line.target is None else exact(line.target)
    if target is None and found is not None:
        target = found.target_to_date(partner)
    return ScorecardLineScore(
        metric.key,
        exact(weight_of(line.weight)),
        value,
        target,
        _share(metric, value, target),
        metric.unit,
    )


def _share(metric: Metric, value: Fraction | None, target: Fraction | None) -> Fraction | None:
    """Return the share of a target that is reached: target / value of a figure that should fall."""
    if value is None or target is None:
        return None
    if metric.direction == "down":
        if value <= target:
            return _ONE
        return max(target, Fraction(0)) / value if value > 0 else None
    return max(value, Fraction(0)) / target if target > 0 else None
