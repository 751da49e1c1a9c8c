"""Where a goal stands, in one sentence and in its own unit: "¥2.46M of ¥3.20M; ¥0.59M behind"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from planbook.quantities import Amount, Count, Quantity, exact, weight_of
from planbook.scoring.cadence import cadence_period, periods_within
from planbook.scoring.pace import ENDED_BY_HAND
from planbook.scoring.progress import parts_done
from planbook.scoring.results import GoalScore
from planbook.scoring.undertaking import Undertaking, amount_at, way_of
from planbook.views.amounts import Amounts, success_of
from planbook.views.presenter import Presenter
from planbook.views.words import Phrase


@dataclass(frozen=True)
class Told:
    """What a headline is made of: the figures of something, and how its amounts are written."""

    undertaking: Undertaking
    score: GoalScore
    presenter: Presenter
    amounts: Amounts

    @property
    def has_ended(self) -> bool:
        """Whether the due date has passed."""
        return self.presenter.scores.as_of > self.undertaking.span.due

    @property
    def due(self) -> str:
        """The due date."""
        return self.presenter.near_day(self.undertaking.span.due)

    def amount(self, share: Fraction) -> Fraction:
        """Return the amount that ``share`` of a way stands for."""
        amount = amount_at(self.undertaking.measure, share)
        assert amount is not None
        return amount

    def phrase(self, key: str, **arguments: str) -> Phrase:
        """Return one clause of the headline."""
        return Phrase(f"headline.{key}", arguments)

    def apart(self, key: str, gap: Fraction, level: Phrase, **arguments: str) -> Phrase:
        """Return a clause that tells how far two amounts are apart, or ``level`` if they are not.

        Percentages are so many points apart.
        """
        size = self.amounts.apart(gap)
        if not size:
            return level
        points = ".points" if self.amounts.unit == "%" else ""
        return self.phrase(f"{key}{points}", gap=size, **arguments)


def headline_of(told: Told) -> tuple[Phrase, ...]:
    """Return the clauses of the sentence that says where a goal stands."""
    if told.presenter.scores.as_of < told.undertaking.span.start:
        return (_before_start(told),)
    if told.score.progress is None:
        return (_unread(told),)
    match told.undertaking.type:
        case "keep_within":
            clauses = _kept_within(told)
        case "milestones":
            clauses = _milestones(told)
        case "yes_no":
            clauses = _answer(told)
        case _:
            clauses = _amount(told)
    return tuple(clauses)


def _before_start(told: Told) -> Phrase:
    measure = told.undertaking.measure
    start = told.presenter.near_day(told.undertaking.span.start)
    if way_of(measure) is None or measure.target is None:
        return told.phrase("starts_plain", start=start, due=told.due)
    target = told.amounts.of(measure.target)
    if measure.type == "reach" or measure.baseline is None:
        return told.phrase("starts", start=start, target=target, due=told.due)
    baseline = told.amounts.of(measure.baseline)
    return told.phrase("starts_way", start=start, baseline=baseline, target=target, due=told.due)


def _unread(told: Told) -> Phrase:
    """Return what is told where nobody knows how far it has come; why is told beside it."""
    if told.undertaking.type == "yes_no":
        return told.phrase("unanswered_late" if told.has_ended else "unanswered", due=told.due)
    if told.has_ended:
        return told.phrase("unread_late", due=told.due)
    target = told.undertaking.measure.target
    if target is None:
        return told.phrase("unread_plain", due=told.due)
    return told.phrase("unread", target=told.amounts.of(target), due=told.due)


# A total or a level


def _amount(told: Told) -> Iterator[Phrase]:
    progress, way = told.score.progress, way_of(told.undertaking.measure)
    assert progress is not None
    assert way is not None
    distance = way[1]
    yield _where(told, progress)
    if told.score.computed_status == "awaiting_final":
        yield told.phrase("awaiting", due=told.due)
    elif told.score.outcome in ENDED_BY_HAND:
        yield told.phrase("stood", day=_read_on(told))
        return
    elif progress >= 1:
        surplus = (progress - 1) * distance
        key = "reached_above" if surplus > 0 else "reached_below"
        yield told.apart(key, surplus, told.phrase("reached"))
    elif told.has_ended:
        yield _short_of_target(told, progress, distance)
    elif told.score.outcome is not None:
        yield told.apart("short", (1 - progress) * distance, told.phrase("reached"))
    elif told.score.computed_status == "too_early":
        yield told.phrase("by", due=told.due)
    else:
        yield from _beside_expected(told, progress, distance)
    yield from _older_reading(told)


def _where(told: Told, progress: Fraction) -> Phrase:
    """Return where it stands: beside the target alone, or on the way to it."""
    begin, end = told.amount(Fraction(0)), told.amount(Fraction(1))
    write = told.amounts.of
    actual, target = told.amount(progress), write(end)
    # English has what is counted only once, Chinese behind every number.
    both = {"actual": write(actual), "number": told.amounts.number(actual), "target": target}
    if progress < 0:
        key = "below_start" if end > begin else "above_start"
        return told.phrase(key, **both, start=write(begin))
    if told.undertaking.type == "reach":
        return told.phrase("of", **both)
    if progress >= 1 or told.has_ended:
        return told.phrase("against", **both)
    return told.phrase("way", **both, start=write(begin), from_number=told.amounts.number(begin))


def _short_of_target(told: Told, progress: Fraction, distance: Fraction) -> Phrase:
    """Return by how much the target, or what would have been a success, was missed."""
    success = success_of(told.undertaking)
    if success is not None and progress >= told.undertaking.reach_for:
        return told.phrase("success", success=told.amounts.of(success))
    missing = (told.undertaking.reach_for - progress) * distance
    # What the owner closed with another result was not missed: it is so much short of the target.
    if told.score.status != "missed":
        return told.apart("short", (1 - progress) * distance, told.phrase("reached"))
    if success is None:
        return told.apart("missed", missing, told.phrase("missed_plain"))
    shown = told.amounts.of(success)
    return told.apart("missed_success", missing, told.phrase("missed_plain"), success=shown)


def _beside_expected(told: Told, progress: Fraction, distance: Fraction) -> Iterator[Phrase]:
    """Yield how far it is from what was expected of it by the day that both speak of.

    Of an aspirational goal as much is expected as a success takes, as its pace has it.
    """
    expected, day = told.score.expected, told.score.judged_on
    if expected is None or day is None:
        return
    success = success_of(told.undertaking)
    gap = progress - expected * told.undertaking.reach_for
    key = "behind" if gap < 0 else "ahead"
    by_day = {"day": told.presenter.near_day(day)}
    if success is not None:
        key, by_day["success"] = f"{key}_of_success", told.amounts.of(success)
    yield told.apart(key, gap * distance, told.phrase("level", day=by_day["day"]), **by_day)


def _older_reading(told: Told) -> Iterator[Phrase]:
    """Yield from when the reading is, where the other figures are of a later day."""
    newest = told.score.reading.newest
    day = told.undertaking.span.due if told.has_ended else told.score.judged_on
    if newest is not None and day is not None and newest < day:
        yield told.phrase("read_on", day=told.presenter.near_day(newest))


def _read_on(told: Told) -> str:
    return told.presenter.near_day(told.score.reading.newest or told.undertaking.span.due)


# A figure that is to stay within bounds


def _kept_within(told: Told) -> Iterator[Phrase]:
    used, allowed = _input(told, "actual"), _input(told, "allowed")
    within, readings = _input(told, "within"), _input(told, "readings")
    if isinstance(used, Amount) and isinstance(allowed, Amount):
        yield from _budget(told, exact(used.value), exact(allowed.value))
    elif isinstance(used, Amount):
        yield told.phrase("whole", actual=told.amounts.of(used.value))
        yield _bounds(told, "inside" if told.score.progress == 1 else "outside")
    elif isinstance(within, Count) and isinstance(readings, Count):
        yield from _readings_within(told, within.value, readings.value)
    if told.score.computed_status == "awaiting_final":
        yield told.phrase("awaiting", due=told.due)
    else:
        yield from _older_reading(told)


def _budget(told: Told, used: Fraction, allowed: Fraction) -> Iterator[Phrase]:
    limit = exact(told.undertaking.measure.max or 0)
    write = told.amounts.of
    number = told.amounts.number(used)
    yield told.phrase("used", actual=write(used), number=number, limit=write(limit))
    if not told.has_ended or told.score.computed_status == "awaiting_final":
        day = told.score.points[-1].date
        yield told.phrase("allowed", allowed=write(allowed), day=told.presenter.near_day(day))
    elif used > limit:
        yield told.apart("over", used - limit, told.phrase("missed_plain"))
    else:
        yield told.apart("to_spare", limit - used, told.phrase("kept"))


def _readings_within(told: Told, within: int, readings: int) -> Iterator[Phrase]:
    counts = {"within": str(within), "readings": str(readings)}
    yield _bounds(told, "within", **counts)
    wanted = told.undertaking.reach_for
    if wanted != 1:
        yield told.phrase("wanted", share=told.presenter.formats.percent_rounded(wanted))
    elif within < readings:
        yield told.phrase("wanted_all")
    if told.has_ended and told.score.computed_status == "unknown":
        read, periods = _periods_read(told)
        yield told.phrase("too_few", read=str(read), periods=str(periods))
    elif (value := told.score.points[-1].value) is not None and not told.has_ended:
        yield told.phrase("latest", value=told.amounts.of(value))


def _periods_read(told: Told) -> tuple[int, int]:
    """Return in how many periods of the whole time there is a reading, and how many there are."""
    span, cadence = told.undertaking.span, told.score.reading.cadence
    fiscal = told.presenter.handbook.settings.fiscal_year
    read = {cadence_period(one.date, cadence, fiscal) for one in told.score.points}
    return len(read), sum(1 for _ in periods_within(span.start, span.due, cadence, fiscal))


def _bounds(told: Told, key: str, **arguments: str) -> Phrase:
    measure, write = told.undertaking.measure, told.amounts.of
    if measure.min is not None and measure.max is not None:
        # "3–5 weeks": what is counted stands once.
        bounds = {"min": told.amounts.number(measure.min), "max": write(measure.max)}
        return told.phrase(f"{key}.range", **arguments, **bounds)
    if measure.max is not None:
        return told.phrase(f"{key}.max", **arguments, max=write(measure.max))
    return told.phrase(f"{key}.min", **arguments, min=write(measure.min or Decimal(0)))


def _input(told: Told, name: str) -> Quantity | None:
    """Return a figure that went into the progress."""
    why = told.score.arithmetic.get("progress")
    return next((one.value for one in why.inputs if one.name == name), None) if why else None


# Pieces of work, a yes or no


def _milestones(told: Told) -> Iterator[Phrase]:
    undertaking, score = told.undertaking, told.score
    parts = parts_done(undertaking, told.presenter.scores.as_of)
    done, begun = parts.count(Fraction(1)), sum(0 < one < 1 for one in parts)
    yield told.phrase("milestones", done=str(done), total=str(len(parts)))
    if begun:
        yield told.phrase("begun", number=str(begun))
    last, today = undertaking.span.due, score.judged_on or told.presenter.scores.as_of
    runs = score.outcome is None and not told.has_ended and done < len(parts)
    if runs:
        expected = sum(min(one.due or last, last) < today for one in undertaking.milestones)
        yield told.phrase("expected", number=str(expected), day=told.presenter.near_day(today))
    weights = {weight_of(one.weight) for one in undertaking.milestones}
    if done < len(parts) and (begun or len(weights) > 1):
        yield _by_weight(told, runs=runs)


def _by_weight(told: Told, *, runs: bool) -> Phrase:
    """Return the shares by weight, where counting the pieces does not tell them."""
    progress, expected = told.score.progress, told.score.expected
    share = told.presenter.formats.percent_rounded
    shares = {"progress": share(progress or Fraction(0))}
    if not runs or expected is None:
        return told.phrase("by_weight_done", **shares)
    return told.phrase("by_weight", **shares, expected=share(expected))


def _answer(told: Told) -> Iterator[Phrase]:
    if told.score.progress:
        yield told.phrase("yes", day=_read_on(told))
    else:
        yield told.phrase("no_late" if told.has_ended else "no", due=told.due)
