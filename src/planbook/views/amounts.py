"""The amounts of one page, all in one scale: where a goal stands, its target, what lies between."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from msgspec.structs import replace

from planbook.model.goal import Measurable
from planbook.scoring.results import GoalScore
from planbook.scoring.undertaking import unit_of, way_of
from planbook.views.formats import Formats, Magnitude, is_money
from planbook.views.presenter import Presenter

Number: TypeAlias = Decimal | Fraction

_FINEST = 4
_SIGNS = frozenset({"%", "x"})


class Amounts:
    """Writes amounts of ``unit`` that stand together.

    ``written`` are those that an author wrote, which keep their decimals; ``actual`` is read.

    They are rounded, but no figure is rounded to one of ``marks`` that it has not reached, or away
    from one that it has: 21 699 000 of 21 700 000 is not "21.70M of 21.70M". Where less is better
    (``falls``) a figure reaches a mark from above.
    """

    def __init__(
        self,
        formats: Formats,
        unit: str,
        written: Iterable[Number | None],
        actual: Number | None = None,
        marks: Iterable[Number | None] = (),
        *,
        falls: bool = False,
    ) -> None:
        known = [one for one in written if one is not None]
        self.unit = unit
        self._formats = formats
        every = known if actual is None else (*known, actual)
        self._largest = max((abs(Fraction(one)) for one in every), default=Fraction(0))
        self._magnitude = self._scale(known)
        self._marks = [one for one in marks if one is not None]
        self._falls = falls

    def of(self, amount: Number) -> str:
        """Return an amount with its unit."""
        return self._formats.scaled(self._beside_marks(amount), self._magnitude, self.unit)

    def short(self, amount: Number) -> str:
        """Return an amount as a chart has room for it: without currency or what is counted."""
        unit = self.unit if self.unit in _SIGNS else ""
        return self._formats.scaled(self._beside_marks(amount), self._magnitude, unit, tight=True)

    def exact(self, amount: Decimal) -> str:
        """Return an amount as it was written, in the scale of the page: with all its digits."""
        scaled = amount / self._magnitude.factor
        return self._formats.scaled(scaled, self._magnitude, self.unit)

    def tick(self, amount: Decimal) -> str:
        """Return a round figure of an axis."""
        if not amount:
            return "0"
        unit, scaled = self.unit if self.unit in _SIGNS else "", amount / self._magnitude.factor
        return self._formats.scaled(scaled.normalize(), self._magnitude, unit, tight=True)

    def apart(self, difference: Number) -> str:
        """Return how far two amounts are apart; empty where nothing of it would be seen.

        What would be lost in the scale of the page has a smaller one. A difference of percentages
        is in points, and has no sign.
        """
        size, unit = abs(Fraction(difference)), "" if self.unit == "%" else self.unit
        magnitude = self._scale_of_difference(size)
        while not (figure := magnitude.rounded(size)) and magnitude.places < _FINEST:
            magnitude = replace(magnitude, places=magnitude.places + 1)
        return self._formats.scaled(figure, magnitude, unit) if figure else ""

    def _scale(self, figures: Iterable[Number]) -> Magnitude:
        magnitude = self._formats.magnitude(self._largest, self.unit)
        if magnitude.factor > 1:
            return magnitude
        # A reading may have any number of digits; what somebody wrote as a target keeps its own.
        finest = max((_places_of(one) for one in figures), default=0)
        if is_money(self.unit):
            with_cents = finest > 0 and self._largest < 1000
            return replace(magnitude, places=2 if with_cents else 0, with_cents=with_cents)
        return replace(magnitude, places=max(finest, 2 if self._largest >= 1 else _FINEST))

    def _scale_of_difference(self, size: Fraction) -> Magnitude:
        magnitude = self._magnitude
        if magnitude.factor > 1:
            if 10 * size >= magnitude.factor:
                return magnitude
            smaller = self._formats.magnitude(size, self.unit, always=True)
            return smaller if smaller.factor > 1 else replace(smaller, places=0)
        if is_money(self.unit) or self._largest < 1:
            return magnitude
        return replace(
            magnitude, places=0 if self._largest >= 1000 else 1 if self._largest >= 10 else 2
        )

    def _beside_marks(self, amount: Number) -> Decimal:
        figure, step = self._magnitude.rounded(amount), Decimal(1).scaleb(-self._magnitude.places)
        for mark in self._marks:
            shown = self._magnitude.rounded(mark)
            if self._falls:
                if amount > mark and figure <= shown:
                    figure = shown + step
                elif amount <= mark and figure > shown:
                    figure = shown
            elif amount < mark and figure >= shown:
                figure = shown - step
            elif amount >= mark and figure < shown:
                figure = shown
        return figure


def _places_of(figure: Number) -> int:
    """Return how many decimals a figure was written with, as far as they are told."""
    if isinstance(figure, Fraction):
        return 0 if figure.denominator == 1 else 2
    exponent = figure.normalize().as_tuple().exponent
    return min(_FINEST, max(0, -exponent)) if isinstance(exponent, int) else 0


def amounts_of(
    measure: Measurable,
    score: GoalScore | None,
    presenter: Presenter,
    success: Fraction | None = None,
) -> Amounts:
    """Return how the amounts of a goal's page are written, beside its target and its limit.

    ``score`` is None where it has no figures; ``success`` is what would do in the end.
    """
    way = way_of(measure)
    return Amounts(
        presenter.formats,
        score.unit if score else unit_of(measure, presenter.handbook),
        (measure.baseline, measure.target, measure.min, measure.max),
        score.actual if score else None,
        (measure.max,) if way is None else (measure.target, success),
        falls=way is None or way[1] < 0,
    )
