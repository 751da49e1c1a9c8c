"""What a scheme pays for an attainment (scoring.md, 7): exact until the amount is rounded, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import msgspec
from babel.core import get_global

from planbook.model.incentive import Incentive, Tier
from planbook.quantities import exact
from planbook.scoring.results import PayStep


class Band(msgspec.Struct, frozen=True):
    """The attainments from ``lower`` to ``upper`` (None: no end) that one tier covers.

    With ``starts_inside`` the lower bound belongs to it, else the upper one. ``position`` is that
    of the tier in the document.
    """

    position: int
    lower: Fraction
    upper: Fraction | None
    rate: Fraction
    starts_inside: bool

    def begins_by(self, attainment: Fraction) -> bool:
        """Return whether ``attainment`` has come into this tier, or beyond it."""
        return self.lower <= attainment if self.starts_inside else self.lower < attainment

    def stretch_of(self, attainment: Fraction) -> Fraction:
        """Return how much of ``attainment`` lies in this tier."""
        end = attainment if self.upper is None else min(attainment, self.upper)
        return max(end - self.lower, Fraction(0))


def bands_of(tiers: tuple[Tier, ...]) -> tuple[Band, ...]:
    """Return the attainments that each of ``tiers`` covers, the lowest first.

    There are none where the tiers do not say it: where they do not rise, where ``from`` and
    ``up_to`` are mixed, or where a rate is missing.
    """
    starts = [tier.from_ for tier in tiers]
    ends = [tier.up_to for tier in tiers]
    by_start = any(start is not None for start in starts)
    if by_start and any(end is not None for end in ends):
        return ()
    if not tiers or None in (starts[1:] if by_start else ends[:-1]):
        return ()
    if by_start:
        lower = [exact(start or 0) for start in starts]
        upper = [*lower[1:], None]
    else:
        upper = [None if end is None else exact(end) for end in ends]
        lower = [Fraction(0), *(end for end in upper[:-1] if end is not None)]
    bands = tuple(
        Band(position, start, end, exact(tier.rate), by_start)
        for position, (tier, start, end) in enumerate(zip(tiers, lower, upper, strict=True))
        if tier.rate is not None
    )
    rises = all(band.upper is None or band.lower < band.upper for band in bands)
    return bands if rises and len(bands) == len(tiers) else ()


def pay_steps(scheme: Incentive, attainment: Fraction) -> tuple[PayStep, ...]:
    """Return the pieces of the variable pay that the scheme's tiers pay for ``attainment``.

    Marginal: each tier pays its rate for the stretch that lies in it. Retroactive: the tier that
    is reached pays its rate for all of the attainment. Banded: it pays its rate, whatever else is
    reached. Above a last tier that has an end, marginal pay stays where it is, and the last tier's
    rate holds. Nothing is paid below the threshold or for an attainment of 0 or less.
    """
    if attainment <= 0 or not _passes(scheme, attainment):
        return ()
    bands = bands_of(scheme.tiers)
    if not bands:
        return ()
    if scheme.mode == "marginal":
        return _stretches(bands, attainment)
    reached = next((band for band in reversed(bands) if band.begins_by(attainment)), None)
    if reached is None:
        return ()
    stretch = attainment if scheme.mode == "retroactive" else Fraction(1)
    return (PayStep(reached.position, stretch, reached.rate),)


def _passes(scheme: Incentive, attainment: Fraction) -> bool:
    return scheme.threshold is None or attainment >= exact(scheme.threshold)


def _stretches(bands: tuple[Band, ...], attainment: Fraction) -> tuple[PayStep, ...]:
    stretches = ((band, band.stretch_of(attainment)) for band in bands)
    return tuple(
        PayStep(band.position, stretch, band.rate) for band, stretch in stretches if stretch > 0
    )


def pay_share(scheme: Incentive, attainment: Fraction, factor: Fraction = Fraction(1)) -> Fraction:
    """Return what ``attainment`` pays as a multiple of the variable pay: tiers, gates, cap.

    ``factor`` is what the gates multiply pay with.
    """
    steps = pay_steps(scheme, attainment)
    share = sum((step.stretch * step.rate for step in steps), Fraction(0)) * factor
    return share if scheme.cap is None else min(share, exact(scheme.cap))


def attainment_at_cap(scheme: Incentive) -> Fraction | None:
    """Return the attainment from which the tiers pay the cap, or more; None where they never do.

    Where pay jumps over the cap between two tiers it is their edge, which may still pay less.
    """
    bands = bands_of(scheme.tiers)
    if scheme.cap is None or not bands:
        return None
    cap, least = exact(scheme.cap), exact(scheme.threshold or 0)
    if scheme.mode == "marginal":
        return _marginal_cap(bands, cap, least)
    for band in bands:
        at = max(band.lower, least)
        if scheme.mode == "retroactive":
            at = max(at, cap / band.rate) if band.rate > 0 else at
        pays = band.rate * (at if scheme.mode == "retroactive" else 1)
        is_inside = (
            band.upper is None or at < band.upper or (at == band.upper and not band.starts_inside)
        )
        if is_inside and pays >= cap:
            return at
    return None


def _marginal_cap(bands: tuple[Band, ...], cap: Fraction, least: Fraction) -> Fraction | None:
    paid = Fraction(0)
    for band in bands:
        if paid < cap and band.rate > 0:
            at = band.lower + (cap - paid) / band.rate
            if band.upper is None or at <= band.upper:
                return max(at, least)
        elif paid >= cap:
            return max(band.lower, least)
        if band.upper is not None:
            paid += band.rate * (band.upper - band.lower)
    return None


class PayEdge(msgspec.Struct, frozen=True):
    """Where one tier ends and the next begins: what is paid just ``below`` it, and ``above``.

    Both are multiples of the variable pay. ``position`` is that of the tier that says where the
    edge is.
    """

    position: int
    at: Fraction
    below: Fraction
    above: Fraction


def pay_at_edges(scheme: Incentive) -> tuple[PayEdge, ...]:
    """Return the edges between the tiers of ``scheme``, the lowest first."""
    bands = bands_of(scheme.tiers)
    return tuple(
        PayEdge(
            (upper if upper.starts_inside else lower).position,
            upper.lower,
            _share_beside(scheme, lower, upper.lower, after=False),
            _share_beside(scheme, upper, upper.lower, after=True),
        )
        for lower, upper in pairwise(bands)
    )


def _share_beside(scheme: Incentive, band: Band, edge: Fraction, *, after: bool) -> Fraction:
    """Return what is paid right beside ``edge``, where ``band`` is the tier that holds there."""
    threshold = None if scheme.threshold is None else exact(scheme.threshold)
    if threshold is not None and (edge < threshold or (edge == threshold and not after)):
        return Fraction(0)
    if scheme.mode == "marginal":
        # Each part is paid at its own rate: nothing changes from one side to the other.
        return pay_share(scheme, edge)
    share = band.rate * (edge if scheme.mode == "retroactive" else 1)
    return share if scheme.cap is None else min(share, exact(scheme.cap))


def share_of_part(
    scheme: Incentive, part: Fraction, whole: Fraction, factor: Fraction = Fraction(1)
) -> Fraction:
    """Return how much of what ``whole`` pays is for ``part`` of it, the first days' attainment.

    Marginal: what the tiers pay for the part, the threshold being that of the whole. Other modes
    pay one rate for all: the part has its share of that.
    """
    if part <= 0 or whole <= 0 or not _passes(scheme, whole):
        return Fraction(0)
    if scheme.mode != "marginal":
        return pay_share(scheme, whole, factor) * min(part / whole, Fraction(1))
    steps = _stretches(bands_of(scheme.tiers), part)
    share = sum((step.stretch * step.rate for step in steps), Fraction(0)) * factor
    return share if scheme.cap is None else min(share, exact(scheme.cap))


def pay_for(
    scheme: Incentive, attainment: Fraction, variable: Decimal | Fraction, currency: str
) -> Decimal:
    """Return what ``attainment`` pays in ``currency`` by tiers and cap alone, rounded."""
    return in_currency(pay_share(scheme, attainment) * Fraction(variable), currency)


def in_currency(amount: Fraction, currency: str) -> Decimal:
    """Return ``amount`` to the minor unit of ``currency`` (ISO 4217), halves away from zero."""
    digits = _minor_digits(currency)
    scaled = amount * 10**digits
    # In whole numbers: no division is ever cut short.
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    with localcontext() as exactly:
        exactly.prec = len(str(whole)) + digits + 1
        return Decimal(-whole if scaled < 0 else whole).scaleb(-digits)


def _minor_digits(currency: str) -> int:
    """Return how many decimals the currency's coins have (CLDR; 2 where it is not known)."""
    fractions: Mapping[str, Iterable[int]] = get_global("currency_fractions")
    digits, *_ = fractions.get(currency, fractions["DEFAULT"])
    return digits
