"""A draft: what a sentence says of a goal, how it scores, and what is still to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from planbook.drafting.deadlines import Deadline, choose_deadline
from planbook.drafting.directions import Direction, find_pushes
from planbook.drafting.limits import Bound
from planbook.drafting.measures import MeasureType, is_per_period, measure_type
from planbook.drafting.metrics import find_metric, find_outcome, is_known, with_unit
from planbook.drafting.parts import (
    count_vague_words,
    find_means,
    find_purpose,
    find_scope,
    has_grounds,
    names_deliverable,
    names_somebody,
)
from planbook.drafting.questions import letter_of, question
from planbook.drafting.scores import (
    PLAIN,
    SentenceCheck,
    SentenceEvidence,
    letter_totals,
    score_checks,
)
from planbook.drafting.targets import Aim, find_aim
from planbook.drafting.vocabulary import Known, Vocabulary, find_known
from planbook.periods import CALENDAR_YEAR, FiscalYear
from planbook.prose_numbers.amounts import find_amounts
from planbook.prose_numbers.clauses import clause_around
from planbook.prose_numbers.moments import Calendar
from planbook.prose_numbers.script import normalise
from planbook.prose_numbers.spans import blank_out
from planbook.prose_numbers.times import find_moments
from planbook.prose_numbers.traps import without_traps

_READ = 4000
"""So many characters are read: a sentence is short, and a pasted book must not take minutes."""


@dataclass(frozen=True, slots=True)
class Found:
    """The parts of a goal that a sentence names; None where it names none.

    ``form`` is how the target is meant: ``change`` (by 20 %), ``level`` (to 30 %), ``count``
    (12 partners), ``done`` (an exam, a launch) or the empty string. ``measure`` is the type of
    the goal's measure; ``bound`` and ``per_period`` say what a limit is and what it is on.
    """

    outcome: str | None = None
    metric: str | None = None
    direction: Direction | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str | None = None
    form: str = ""
    measure: MeasureType = "increase"
    bound: Bound | None = None
    per_period: bool = False
    deadline_text: str | None = None
    start: date | None = None
    due: date | None = None
    scope: str | None = None
    means: str | None = None
    purpose: str | None = None
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be asked: the part of the goal, its letter, and the words."""

    part: str
    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a sentence. ``letters`` are 0 to 20 each, ``total`` their sum.

    ``language`` is that of the sentence, zh or en, and of the questions.
    """

    text: str
    language: str
    calendar: Calendar
    found: Found
    checks: tuple[SentenceCheck, ...]
    missing: tuple[Question, ...]

    @property
    def letters(self) -> Mapping[str, int]:
        """The points of S, M, A, R and T."""
        return MappingProxyType(letter_totals(self.checks))

    @property
    def total(self) -> int:
        """The score, 0 to 100."""
        return sum(check.points for check in self.checks)


def draft_goal(
    text: str,
    as_of: date,
    fiscal: FiscalYear = CALENDAR_YEAR,
    *,
    vocabulary: Vocabulary | None = None,
) -> Draft:
    """Return a draft of the goal that ``text`` describes; any text gives one.

    Dates are counted from ``as_of``; business years are those of ``fiscal``.
    What ``vocabulary`` knows by name becomes an id.
    """
    written = _readable(text)
    read = written[:_READ]
    plain = normalise(read)
    calendar = Calendar(as_of, fiscal)
    known = find_known(read, vocabulary) if vocabulary is not None else Known()
    moments = find_moments(plain, calendar)
    deadline = choose_deadline(plain, moments, calendar)
    cleared = without_traps(plain, read, moments)
    aim = find_aim(cleared, find_amounts(cleared, read), has_deadline=deadline is not None)
    if aim is not None:
        aim = with_unit(plain, read, aim)
    language = language_of(read)
    around = [moment.around for moment in moments if moment.part in ("deadline", "duration")]
    outcome = find_outcome(plain, read, aim, around)
    vague = count_vague_words(plain)
    done = (
        aim is None
        and deadline is not None
        and vague <= 1
        and _is_deliverable(plain, deadline, vague)
    )
    metric = find_metric(outcome) if aim is not None or is_known(plain) else None
    direction = _direction(cleared, aim, done=done)
    form = aim.form if aim is not None else "done" if done else ""
    unit = aim.amount.unit if aim is not None else None
    measured = (
        cleared[clause_around(cleared, aim.amount.span).start :] if aim is not None else plain
    )
    found = Found(
        outcome=outcome or None,
        metric=metric,
        direction=direction,
        baseline=aim.baseline.value if aim is not None and aim.baseline is not None else None,
        target=aim.amount.value if aim is not None else None,
        unit=unit,
        form=form,
        measure=measure_type(measured, direction, form, unit),
        bound=aim.bound if aim is not None else None,
        per_period=is_per_period(measured, unit),
        deadline_text=deadline.span.of(read) if deadline is not None else None,
        start=deadline.start if deadline is not None else None,
        due=deadline.due if deadline is not None else None,
        scope=find_scope(blank_out(plain, [moment.span for moment in moments]), read),
        means=find_means(read),
        purpose=find_purpose(read),
        known=known,
    )
    checks = score_checks(
        SentenceEvidence(
            aim=aim,
            deliverable=done,
            known_metric=is_known(plain),
            scope=found.scope is not None or known.has_scope,
            vague_words=vague,
            means=found.means is not None,
            grounds=has_grounds(plain),
            purpose=found.purpose is not None,
            whose=names_somebody(plain) or known.owner is not None,
            deadline=deadline,
            as_of=as_of,
        )
    )
    missing = _missing(found, aim, deadline, language)
    return Draft(written, language, calendar, found, checks, missing)


def language_of(text: str) -> str:
    """Return ``zh`` where a fair share of ``text`` is Chinese, else ``en``."""
    chinese = len(re.findall("[一-鿿]", text))
    kana = len(re.findall("[぀-ヿ가-힣]", text))
    words = len(re.findall("[A-Za-z]+", text))
    return "zh" if chinese > kana * 2 and chinese * 2 >= words else "en"


def _readable(text: str) -> str:
    # Half of a surrogate pair (bytes of a broken stdin) can be written nowhere.
    return re.sub("[\ud800-\udfff]", "�", text).strip()


def _is_deliverable(text: str, deadline: Deadline, vague: int) -> bool:
    dated = deadline.limit and re.search("[0-9]", deadline.span.of(text)) is not None
    plain = deadline.named and dated and vague == 0
    return names_deliverable(text, by_a_day=deadline.named, plain=plain)


def _direction(text: str, aim: Aim | None, *, done: bool) -> Direction | None:
    if aim is not None:
        return aim.direction
    if done:
        return "reach"
    pushes = find_pushes(text)
    moving = [push for push in pushes if push.direction != "reach"]
    return (moving or pushes)[0].direction if pushes else None


def _missing(
    found: Found, aim: Aim | None, deadline: Deadline | None, language: str
) -> tuple[Question, ...]:
    parts = []
    if found.target is None and found.form != "done" and found.metric is None:
        parts.append("outcome")
    if found.scope is None and not found.known.has_scope:
        parts.append("scope")
    if found.known.owner is None:
        parts.append("owner")
    if found.form != "done":
        if aim is None or aim.plainness < PLAIN:
            parts.append("target")
        elif found.unit is None:
            parts.append("unit")
        if found.baseline is None and found.form != "count":
            parts.append("baseline")
    parts.append("rationale")
    parts.append("supports")
    if deadline is None:
        parts.append("deadline")
    elif found.due is None:
        parts.append("day")
    return tuple(Question(part, letter_of(part), question(part, language)) for part in parts)
