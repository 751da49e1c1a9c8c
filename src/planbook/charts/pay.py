"""What results pay: the curve of a scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from planbook.charts.drawing import (
    LETTER,
    Drawing,
    diamond,
    dot,
    line,
    path,
    widest,
    width_of,
    words,
)
from planbook.charts.scale import Scale, bounded, round_ticks

_WIDTH: Final = 360
_HEIGHT: Final = 232
_TOP: Final = 20.0
_BOTTOM: Final = _HEIGHT - 28.0
_LANE: Final = 14
_MOST_LANES: Final = 6
_SAMPLES: Final = 200
_HAIR: Final = Fraction(1, 1_000_000)
# More than this within a hair is a jump, whatever the rate.
_JUMP: Final = Fraction(1, 1000)


class PayCurve(msgspec.Struct, frozen=True):
    """What a scheme pays, in shares of the variable pay, by the share of the quota reached.

    ``pay`` is the curve itself; ``tiers`` are the attainments at which one tier ends or starts.
    ``examples`` are worked out beside the chart. ``people`` are numbers, each with the attainment
    at which somebody stands.
    """

    pay: Callable[[Fraction], Fraction]
    tiers: tuple[Fraction, ...] = ()
    threshold: Fraction | None = None
    cap: Fraction | None = None
    examples: tuple[Fraction, ...] = ()
    people: tuple[tuple[int, Fraction], ...] = ()


def pay_chart(curve: PayCurve, share: Callable[[Fraction | Decimal], str]) -> Drawing:
    """Return the curve of a scheme. Attainment runs to the right, pay upwards."""
    reach = _reach(curve)
    samples = _samples(curve, reach)
    top = max([1.0, *(bounded(pay) for _, pay in samples), bounded(curve.cap or 0)])
    ticks = round_ticks(0, top)
    labels = [share(tick) for tick in ticks]
    left = widest(labels) + 8
    across = Scale(0.0, bounded(reach), left, _WIDTH - 20.0)
    up = Scale(bounded(ticks[0]), bounded(ticks[-1]), _BOTTOM, _TOP)
    parts = [
        *_axes(ticks, labels, left, up),
        *_across(reach, across, share),
        *_bounds(curve, across, up, left),
        *_line(samples, _corners(curve), across, up),
        *_examples(curve, across, up, share),
    ]
    lanes, people = _people(curve, across, up)
    return Drawing(_WIDTH, _HEIGHT + lanes * _LANE, "".join((*parts, *people)))


def _reach(curve: PayCurve) -> Fraction:
    """Return the attainment at which the chart ends: past every tier and every example."""
    places = (place for _, place in curve.people)
    furthest = max((Fraction(13, 10), *curve.tiers, *curve.examples, *places))
    return min(furthest + Fraction(1, 5), Fraction(5))


def _samples(curve: PayCurve, reach: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Return points of the curve, those beside its corners among them."""
    step = reach / _SAMPLES
    places = {step * number for number in range(_SAMPLES + 1)} | _corners(curve)
    return [(place, curve.pay(place)) for place in sorted(places) if 0 <= place <= reach]


def _corners(curve: PayCurve) -> set[Fraction]:
    """Return the places at which the curve may turn or jump, with one close by on each side.

    Nothing is one of them: a fixed share is paid from the first unit on.
    """
    corners = (Fraction(0), *curve.tiers, *((curve.threshold,) if curve.threshold else ()))
    return {place for one in corners for place in (one - _HAIR, one, one + _HAIR)}


def _axes(ticks: Sequence[Decimal], labels: Sequence[str], left: float, up: Scale) -> Iterator[str]:
    for tick, label in zip(ticks, labels, strict=True):
        place = up.at(tick)
        yield line("zero" if tick == 0 else "rule", (left, place), (_WIDTH - 6.0, place))
        yield words("tick", (left - 6, place + LETTER / 3), label, "end")


def _across(
    reach: Fraction, across: Scale, share: Callable[[Fraction | Decimal], str]
) -> Iterator[str]:
    below = _BOTTOM + LETTER + 8
    step = Fraction(1, 2) if reach <= 3 else Fraction(1)
    for number in range(int(reach / step) + 1):
        at = step * number
        place = across.at(at)
        yield line("notch", (place, _BOTTOM), (place, _BOTTOM + 4))
        yield words("tick", (place, below), share(at), "middle")


def _bounds(curve: PayCurve, across: Scale, up: Scale, left: float) -> Iterator[str]:
    for tier in curve.tiers:
        yield line("tier", (across.at(tier), _TOP), (across.at(tier), _BOTTOM))
    if curve.threshold:
        at = across.at(curve.threshold)
        yield line("threshold", (at, _TOP), (at, _BOTTOM))
    if curve.cap is not None:
        yield line("cap", (left, up.at(curve.cap)), (_WIDTH - 6.0, up.at(curve.cap)))


def _line(
    samples: list[tuple[Fraction, Fraction]], corners: set[Fraction], across: Scale, up: Scale
) -> Iterator[str]:
    """Yield the curve, broken where it jumps; where it runs straight its ends are enough."""
    piece: list[tuple[Fraction, Fraction]] = []
    for place, sample in enumerate(samples):
        if piece and _jumps(samples[place - 1], sample):
            yield from _drawn(piece, across, up)
            piece = []
        inner = piece and place + 1 < len(samples) and sample[0] not in corners
        if not (inner and _is_straight(*samples[place - 1 : place + 2])):
            piece.append(sample)
    yield from _drawn(piece, across, up)


def _drawn(piece: list[tuple[Fraction, Fraction]], across: Scale, up: Scale) -> Iterator[str]:
    # A single point, such as that of nothing reached, is no line.
    if len(piece) > 1:
        yield path("actual", ((across.at(at), up.at(pay)) for at, pay in piece))


def _jumps(before: tuple[Fraction, Fraction], here: tuple[Fraction, Fraction]) -> bool:
    return here[0] - before[0] <= _HAIR and abs(here[1] - before[1]) > _JUMP


def _is_straight(
    before: tuple[Fraction, Fraction],
    here: tuple[Fraction, Fraction],
    after: tuple[Fraction, Fraction],
) -> bool:
    way = (after[0] - before[0]) * (here[1] - before[1])
    rise = (after[1] - before[1]) * (here[0] - before[0])
    return way == rise


def _examples(
    curve: PayCurve, across: Scale, up: Scale, share: Callable[[Fraction | Decimal], str]
) -> Iterator[str]:
    """Yield the examples that lie in the picture, each with its pay where that has room."""
    free = 0.0
    for at in curve.examples:
        if not across.holds(at):
            continue
        pay = curve.pay(at)
        place, label = (across.at(at), up.at(pay)), share(pay)
        yield dot("example", place)
        end = place[0] - 6
        if end - width_of(label) >= free:
            yield words("value", (end, place[1] - 7), label, "end")
            free = end


def _people(curve: PayCurve, across: Scale, up: Scale) -> tuple[int, list[str]]:
    """Return the places of people with their numbers below the axis, and how many lines these take.

    Numbers that would touch stand below each other; of very many some have none.
    """
    ends: list[float] = []
    parts = []
    for number, at in sorted(curve.people, key=lambda one: (one[1], one[0])):
        x, y = across.at(at), up.at(curve.pay(at))
        label = str(number)
        half = width_of(label) / 2
        lane = next((lane for lane, end in enumerate(ends) if end <= x - half), len(ends))
        parts.append(diamond("person", (x, y)))
        if lane >= _MOST_LANES:
            continue
        ends[lane : lane + 1] = [x + half + 2]
        below = _HEIGHT + lane * _LANE + LETTER - 4
        parts.append(line("leader", (x, y + 5), (x, below - LETTER + 2)))
        parts.append(words("person-number", (x, below), label, "middle"))
    return len(ends), parts
