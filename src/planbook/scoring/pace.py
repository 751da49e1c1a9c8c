"""Pace and status: progress beside what is expected, and what follows (scoring.md, 3).

A status is the worse of what the arithmetic says and what the human in charge says: automation may
lower a status, never raise one above the human's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from planbook.model.goal import Checkin
from planbook.quantities import Day, Ratio, Share, Term, exact
from planbook.scoring.cadence import CADENCE_DAYS, FRESH_FOR
from planbook.scoring.progress import Progress
from planbook.scoring.results import Arithmetic, Input, OverrideScore, Reading, Status
from planbook.scoring.settings import ConfidenceLimits, PaceLimits, ScoringSettings
from planbook.scoring.undertaking import Undertaking, pointer_to_day

WORST_FIRST: Final[tuple[Status, ...]] = (
    "missed",
    "off_track",
    "at_risk",
    "awaiting_final",
    "unknown",
    "too_early",
    "not_started",
    "on_track",
    "achieved",
    "carried_over",
    "cancelled",
)
"""The statuses, worst first."""

JUDGED: Final[tuple[Status, ...]] = ("on_track", "at_risk", "off_track")
"""The statuses that pace gives, and that confidence may lower."""

ENDED_BY_HAND: Final[tuple[Status, ...]] = ("cancelled", "carried_over")
"""The outcomes that no figure could tell."""


class Judged(msgspec.Struct, frozen=True):
    """A status, and what made it so: one of the words of ``GoalScore.decided_by``."""

    status: Status
    decided_by: str


class Facts(msgspec.Struct, frozen=True):
    """What a status is judged from: how far something has come, what is expected, and the day.

    ``final`` says whether a reading stands for the due date.
    """

    undertaking: Undertaking
    progress: Progress
    expected: Fraction
    as_of: date
    final: bool
    confidence: Decimal | None = None

    @property
    def ended(self) -> bool:
        """Whether the due date has passed."""
        return self.as_of > self.undertaking.span.due

    @property
    def share(self) -> Fraction | None:
        """The progress; None where nothing is read, or too little to say that a level was kept."""
        if self.undertaking.type == "keep_within" and self.ended:
            read_enough = 2 * self.progress.periods_read >= self.progress.periods
            return self.progress.progress if read_enough else None
        return self.progress.progress

    @property
    def has_got_there(self) -> bool:
        """Whether progress has come to the success mark."""
        mark = self.undertaking.mark(self.as_of)
        return self.share is not None and self.share >= mark


def worst(*statuses: Status) -> Status:
    """Return the worst of ``statuses``."""
    return min(statuses, key=WORST_FIRST.index)


def pace_of(
    progress: Fraction | None, expected: Fraction | None, reach_for: Fraction = Fraction(1)
) -> Fraction | None:
    """Return progress divided by what is expected; None where either is unknown or none is.

    ``reach_for`` is what is expected in the end: less than 1 where that is a success already.
    """
    if progress is None or expected is None or expected * reach_for <= 0:
        return None
    return progress / (expected * reach_for)


def judge_pace(
    progress: Fraction, expected: Fraction, limits: PaceLimits, reach_for: Fraction = Fraction(1)
) -> Status:
    """Return the status that pace gives; ``expected`` is above 0."""
    wanted = expected * reach_for
    if limits.measure == "points":
        gap = 100 * (wanted - progress)
        if gap < limits.on_track:
            return "on_track"
        return "at_risk" if gap <= limits.at_risk else "off_track"
    pace = progress / wanted
    if pace >= limits.on_track:
        return "on_track"
    return "at_risk" if pace >= limits.at_risk else "off_track"


def judge_confidence(confidence: Decimal, limits: ConfidenceLimits) -> Status:
    """Return the status that somebody's confidence gives."""
    sure = exact(confidence)
    if sure >= limits.on_track:
        return "on_track"
    return "at_risk" if sure >= limits.at_risk else "off_track"


def judge(facts: Facts, settings: ScoringSettings) -> Judged:
    """Return the computed status, confidence included; nobody's outcome or override is in it.

    The order is that of scoring.md, 3.
    """
    undertaking, span = facts.undertaking, facts.undertaking.span
    if facts.as_of < span.start:
        return Judged("not_started", "dates")
    if awaits_final(facts):
        return Judged("awaiting_final", "final")
    if facts.has_got_there and (facts.ended or undertaking.type != "keep_within"):
        return Judged("achieved", "progress")
    if facts.ended and facts.share is not None:
        return Judged("missed", "dates")
    early = span.share_gone(facts.as_of) < settings.pace.grace
    if facts.share is None and not _is_open_question(facts):
        return Judged("too_early", "dates") if early else Judged("unknown", "readings")
    if early:
        return Judged("too_early", "dates")
    return _by_pace(facts, settings)


def awaits_final(facts: Facts) -> bool:
    """Return whether the due date has passed, and the reading that stands for it may still come."""
    undertaking = facts.undertaking
    if not facts.ended or facts.final or undertaking.type in ("milestones", "yes_no"):
        return False
    if undertaking.type == "reach" and facts.has_got_there:
        return False
    days = (facts.as_of - undertaking.span.due).days
    return days <= CADENCE_DAYS[facts.progress.reading.cadence]


def _is_open_question(facts: Facts) -> bool:
    """Return whether a yes or no is not due yet, and somebody says how sure they are of it."""
    is_question = facts.undertaking.type == "yes_no" and not facts.ended
    return is_question and facts.confidence is not None


def _by_pace(facts: Facts, settings: ScoringSettings) -> Judged:
    undertaking, progress = facts.undertaking, facts.share
    reach_for = undertaking.reach_for
    pace = pace_of(progress, facts.expected, reach_for)
    if pace is None or progress is None or undertaking.type == "yes_no":
        if facts.confidence is not None:
            return Judged(judge_confidence(facts.confidence, settings.confidence), "confidence")
        if undertaking.type == "yes_no":
            return Judged("unknown", "readings")
        return Judged("too_early", "dates")
    by_pace = Judged(judge_pace(progress, facts.expected, settings.pace, reach_for), "pace")
    if facts.confidence is None:
        return by_pace
    sure = judge_confidence(facts.confidence, settings.confidence)
    return by_pace if worst(sure, by_pace.status) == by_pace.status else Judged(sure, "confidence")


def decide(judged: Judged, outcome: Status | None, override: OverrideScore | None) -> Judged:
    """Return what is shown: the author's outcome, else the worse of ``judged`` and the override."""
    if outcome is not None:
        return Judged(outcome, "outcome")
    if override is None or worst(override.status, judged.status) == judged.status:
        return judged
    return Judged(override.status, "override")


def outcome_of(undertaking: Undertaking) -> Status | None:
    """Return the outcome that the author wrote, or None."""
    written = undertaking.result.outcome if undertaking.result is not None else None
    return next((status for status in WORST_FIRST if status == written), None)


def newest_confidence(undertaking: Undertaking, as_of: date) -> tuple[Decimal, str] | None:
    """Return the newest confidence of a check-in by ``as_of`` and its pointer, or None."""
    return next(
        (
            (one.confidence, f"/checkins/{position}/confidence")
            for position, one in _newest_first(undertaking, as_of)
            if one.confidence is not None
        ),
        None,
    )


def newest_override(undertaking: Undertaking, as_of: date) -> OverrideScore | None:
    """Return the newest status that a check-in by ``as_of`` sets, or None."""
    for position, one in _newest_first(undertaking, as_of):
        set_to = one.override.status if one.override is not None else ""
        status = next((status for status in WORST_FIRST if status == set_to), None)
        if one.override is not None and status is not None:
            pointer = f"/checkins/{position}/override"
            return OverrideScore(status, one.override.reason, one.date, pointer)
    return None


def is_stale(undertaking: Undertaking, progress: Progress, status: Status, as_of: date) -> bool:
    """Return whether what is known of something that runs is older than 1.5 cadences.

    A check-in without a figure is a look as well. Where there is none at all the time counts from
    the start. What is achieved needs no more readings.
    """
    span = undertaking.span
    if status == "achieved" or not span.start <= as_of <= span.due:
        return False
    since = last_look(undertaking, progress.reading, as_of)
    return (as_of - since).days > FRESH_FOR * CADENCE_DAYS[progress.reading.cadence]


def last_look(undertaking: Undertaking, reading: Reading, as_of: date) -> date:
    """Return the day of the newest check-in or reading by ``as_of``, else the start."""
    looks = [one.date for _, one in _newest_first(undertaking, as_of) if one.date is not None]
    if reading.newest is not None:
        looks.append(reading.newest)
    return max(*looks, undertaking.span.start) if looks else undertaking.span.start


def explain_pace(facts: Facts, pace: Fraction | None) -> dict[str, Arithmetic]:
    """Return why the pace is what it is, by figure; nothing where there is none."""
    if pace is None or facts.share is None:
        return {}
    inputs = [Input("progress", Share(facts.share)), Input("expected", Share(facts.expected))]
    if facts.undertaking.reach_for != 1:
        inputs.append(Input("mark", Share(facts.undertaking.reach_for)))
    return {"pace": Arithmetic("pace.ratio", tuple(inputs), Ratio(pace))}


def explain_status(
    facts: Facts,
    computed: Judged,
    settings: ScoringSettings,
    confidence: tuple[Decimal, str] | None,
    override: OverrideScore | None,
) -> Arithmetic:
    """Return why the computed status is what it is, by the rule that decided it."""
    undertaking = facts.undertaking
    key, span = undertaking.key, undertaking.span
    said = (
        ()
        if override is None
        else (Input("override", Term("status", override.status), key, override.pointer),)
    )
    result = Term("status", computed.status)
    if computed.decided_by == "readings":
        gone = Input("gone", Share(span.share_gone(facts.as_of)))
        grace = Input("grace", Share(settings.pace.grace))
        return Arithmetic("status.readings", (gone, grace, *said), result)
    if computed.decided_by in ("progress", "dates", "final"):
        dates = (
            Input("progress", None if facts.share is None else Share(facts.share)),
            Input("day", Day(facts.as_of)),
            Input("start", Day(span.start), key, pointer_to_day(key, "start")),
            Input("due", Day(span.due), key, pointer_to_day(key, "due")),
        )
        return Arithmetic(f"status.{computed.decided_by}", (*dates, *said), result)
    sure = (
        ()
        if confidence is None
        else (Input("confidence", Share(exact(confidence[0])), key, confidence[1]),)
    )
    inputs = (*_limits(facts, settings.pace), *sure, *said)
    return Arithmetic(f"status.{settings.pace.measure}", inputs, result)


def _limits(facts: Facts, limits: PaceLimits) -> tuple[Input, ...]:
    """Return what a pace is judged by: the ratio or the two shares, and the limits."""
    pace = pace_of(facts.share, facts.expected, facts.undertaking.reach_for)
    if limits.measure == "points":
        return (
            Input("expected", Share(facts.expected * facts.undertaking.reach_for)),
            Input("progress", None if facts.share is None else Share(facts.share)),
            Input("on_track", Share(limits.on_track / 100)),
            Input("at_risk", Share(limits.at_risk / 100)),
        )
    return (
        Input("pace", None if pace is None else Ratio(pace)),
        Input("on_track", Ratio(limits.on_track)),
        Input("at_risk", Ratio(limits.at_risk)),
    )


def _newest_first(undertaking: Undertaking, as_of: date) -> list[tuple[int, Checkin]]:
    """Return the check-ins by ``as_of``, newest first; of two on one day the later in the file."""
    dated = [
        (one.date, position, one)
        for position, one in enumerate(undertaking.checkins)
        if one.date is not None and one.date <= as_of
    ]
    dated.sort(key=lambda found: found[:2], reverse=True)
    return [(position, one) for _, position, one in dated]
