"""The amounts of one page, all in one scale: where a goal stands, its target, what lies between."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from msgspec.structs import replace

from planbook.model.goal import Measurable
from planbook.quantities import as_decimal, exact
from planbook.scoring.results import GoalScore
from planbook.scoring.undertaking import Undertaking, amount_at, unit_of, way_of
from planbook.views.formats import Formats, Magnitude, is_money
from planbook.views.presenter import Presenter

Number: TypeAlias = Decimal | Fraction

_FINEST = 4
_MOST_READABLE = 7
_LEAST_ABREAST = 100
_WITHOUT_CENTS = 1000
_SIGNS = frozenset({"%", "x"})


class Amounts:
    """Writes amounts of ``unit`` that stand together.

    ``written`` are those that an author wrote, which keep their decimals; ``actual`` is read. They
    are all in one scale, but for those that it would leave little of.

    They are rounded, but no figure is rounded to one of ``marks`` that it has not reached, or away
    from one that it has: 21 699 000 of 21 700 000 is not "21.70M of 21.70M". Where less is better
    (``falls``) a figure reaches a mark from above. Of a short ``way`` to go a hundredth is seen.
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
        way: Fraction = Fraction(0),
    ) -> None:
        known = [one for one in written if one is not None]
        self.unit = unit
        self._formats = formats
        every = known if actual is None else (*known, actual)
        self._largest = max((abs(Fraction(one)) for one in every), default=Fraction(0))
        self._way = abs(way)
        self._magnitude = self._scale(known, every)
        self._rounded: dict[tuple[int, int], tuple[Decimal, Magnitude]] = {}
        self._marks = [one for one in marks if one is not None]
        self._falls = falls

    def of(self, amount: Number) -> str:
        """Return an amount with its unit."""
        return self._written(amount, self.unit)

    def number(self, amount: Number) -> str:
        """Return an amount without what is counted, as it stands in "48 of 100 shops"."""
        return self._written(amount, self.unit if self._has_sign or is_money(self.unit) else "")

    def short(self, amount: Number) -> str:
        """Return an amount as a chart has room for it: without currency or what is counted.

        The points of one line are in one scale, down to a hundredth of it.
        """
        unit, magnitude = self.unit if self._has_sign else "", self._magnitude
        if not self.are_scaled or self._is_too_small(amount, _LEAST_ABREAST):
            return self._written(amount, unit, tight=True)
        return self._formats.scaled(
            self._beside_marks(amount, magnitude), magnitude, unit, tight=True
        )

    def about(self, amount: Number, *, tight: bool = False) -> str:
        """Return an amount that nobody knows exactly: no finer than a difference is told.

        ``tight`` is as a chart has room for it.
        """
        magnitude = self._scale_of_difference(abs(Fraction(amount)))
        unit = self.unit if self._has_sign or not tight else ""
        figure = self._beside_marks(amount, magnitude)
        return self._formats.scaled(figure, magnitude, unit, tight=tight)

    @property
    def are_scaled(self) -> bool:
        """Whether the page has large amounts, which are written in thousands or more."""
        return self._magnitude.factor > 1

    def exact(self, amount: Number) -> str:
        """Return an amount with all its digits in the scale of the page, if they are few.

        Of many the first four decimals are told: the same amount in two scales is read as two,
        and a column of a table has one, down to a hundredth of it.
        """
        if self._is_too_small(amount, _LEAST_ABREAST):
            return self._formats.amount(amount, self.unit)
        if not self.are_scaled:
            return self._formats.scaled(as_decimal(exact(amount)), self._magnitude, self.unit)
        scaled = Fraction(amount) / self._magnitude.factor
        places = next(
            (few for few in range(_MOST_READABLE) if _is_whole(scaled * 10**few)), _FINEST
        )
        fine = replace(self._magnitude, places=places)
        return self._formats.scaled(self._beside_marks(amount, fine), fine, self.unit)

    def tick(self, amount: Decimal) -> str:
        """Return a round figure of an axis."""
        unit, scaled = self.unit if self._has_sign else "", amount / self._magnitude.factor
        magnitude = self._magnitude if amount else Magnitude()
        return self._formats.scaled(scaled.normalize(), magnitude, unit, tight=True)

    def apart(self, difference: Number) -> str:
        """Return how far two amounts are apart; empty where nothing of it would be seen.

        A difference of percentages is in points, and has no sign.
        """
        size, unit = abs(Fraction(difference)), "" if self.unit == "%" else self.unit
        magnitude = self._scale_of_difference(size)
        while not (figure := magnitude.rounded(size)) and magnitude.places < _FINEST:
            magnitude = replace(magnitude, places=magnitude.places + 1)
        return self._formats.scaled(figure, magnitude, unit) if figure else ""

    @property
    def _has_sign(self) -> bool:
        return self.unit in _SIGNS

    def _written(self, amount: Number, unit: str, *, tight: bool = False) -> str:
        # A page repeats itself; two whole numbers are a far cheaper key than a fraction.
        key = amount.as_integer_ratio()
        rounded = self._rounded.get(key)
        if rounded is None:
            magnitude = self._magnitude
            if self._is_too_small(amount):
                magnitude = self._smaller_scale(amount)
            rounded = (self._beside_marks(amount, magnitude), magnitude)
            self._rounded[key] = rounded
        return self._formats.scaled(*rounded, unit, tight=tight)

    def _scale(self, written: Iterable[Number], every: Iterable[Number]) -> Magnitude:
        magnitude = self._formats.magnitude(self._largest, self.unit)
        if magnitude.factor > 1:
            return replace(magnitude, places=max(magnitude.places, self._places_of_way(magnitude)))
        if is_money(self.unit):
            with_cents = self._largest < _WITHOUT_CENTS and any(map(_places_of, every))
            return replace(magnitude, places=2 if with_cents else 0, with_cents=with_cents)
        # A reading may have any number of digits; what somebody wrote as a target keeps its own.
        finest = min(max(map(_places_of, written), default=0), _FINEST)
        least = 2 if self._largest >= 1 else _FINEST
        return replace(magnitude, places=max(finest, least, self._places_of_way(magnitude)))

    def _scale_of_difference(self, size: Fraction) -> Magnitude:
        magnitude = self._magnitude
        if self._is_too_small(size):
            return self._smaller_scale(size)
        if magnitude.factor > 1 or is_money(self.unit) or self._largest < 1:
            return magnitude
        places = 0 if self._largest >= 1000 else 1 if self._largest >= 10 else 2
        return replace(magnitude, places=max(places, self._places_of_way(magnitude) - 1))

    def _places_of_way(self, magnitude: Magnitude) -> int:
        """Return how many places show a hundredth of the way."""
        way, places = self._way / magnitude.factor, 0
        while way and places < _FINEST and way * 10**places < 100:
            places += 1
        return places

    def _is_too_small(self, amount: Number, least: int = 10) -> bool:
        """Return whether the scale of the page would leave little of an amount, or it is 0.

        It has to come to one part in ``least``.
        """
        factor = self._magnitude.factor
        if factor == 1:
            return False
        numerator, denominator = amount.as_integer_ratio()
        return least * abs(numerator) < factor * denominator

    def _smaller_scale(self, amount: Number) -> Magnitude:
        smaller = self._formats.magnitude(amount, self.unit, not_small=True)
        return smaller if smaller.factor > 1 else replace(smaller, places=0)

    def _beside_marks(self, amount: Number, magnitude: Magnitude) -> Decimal:
        figure, step = magnitude.rounded(amount), Decimal(1).scaleb(-magnitude.places)
        for mark in self._marks:
            shown = magnitude.rounded(mark)
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


def _is_whole(figure: Fraction) -> bool:
    return figure.denominator == 1


def _places_of(figure: Number) -> int:
    """Return how many decimals a figure has; of a computed one as many as are told."""
    if isinstance(figure, Fraction):
        return 0 if figure.denominator == 1 else 2
    exponent = figure.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def amounts_of(
    measure: Measurable,
    score: GoalScore | None,
    presenter: Presenter,
    undertaking: Undertaking | None = None,
) -> Amounts:
    """Return how the amounts of a goal's page are written, beside its target and its limit.

    ``score`` is None where it has no figures, ``undertaking`` where it has no days.
    """
    way = way_of(measure)
    success = success_of(undertaking) if undertaking else None
    return Amounts(
        presenter.formats,
        score.unit if score else unit_of(measure, presenter.handbook),
        (measure.baseline, measure.target, measure.min, measure.max),
        score.actual if score else None,
        (measure.max,) if way is None else (measure.target, success),
        falls=way is None or way[1] < 0,
        way=way[1] if way else Fraction(0),
    )


def success_of(undertaking: Undertaking) -> Fraction | None:
    """Return the amount that is a success in the end, where that is less than the target."""
    reach_for = undertaking.reach_for
    return None if reach_for == 1 else amount_at(undertaking.measure, reach_for)
