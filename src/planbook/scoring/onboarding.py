"""Whom a training plan is for, and when each of its sessions is due for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.model.training import Session, Training
from planbook.recurrence import Recurrence, Series, parse_recurrence
from planbook.scoring.series import teams_above, teams_within


def people_of(training: Training, handbook: Handbook) -> tuple[Person, ...]:
    """Return the people in force whom a plan is for: by name, by team or by role.

    A plan for a team is for the teams below it too.
    """
    subjects = dict.fromkeys(
        key
        for recipient in training.recipients
        for key in (
            teams_within(recipient, handbook) if recipient.kind == Team.KIND else (recipient,)
        )
    )
    keys = dict.fromkeys(
        key
        for subject in subjects
        for key in (
            (subject,)
            if subject.kind == Person.KIND
            else handbook.referring(subject, Person.KIND, f"/{subject.kind}")
        )
    )
    people = (handbook.find(Person, key) for key in keys)
    return tuple(person for person in people if person is not None and person.is_in_force)


def plans_for(person: Person, handbook: Handbook) -> tuple[Training, ...]:
    """Return the plans in force that are for ``person``: by name, by team or by role."""
    teams = () if person.team is None else (person.team, *teams_above(person.team, handbook))
    keys = dict.fromkeys(
        key
        for subject in (person.key, *teams, person.role)
        if subject is not None
        for key in handbook.referring(subject, Training.KIND, "/for")
    )
    plans = (handbook.find(Training, key) for key in keys)
    return tuple(plan for plan in plans if plan is not None and plan.is_in_force)


def series_of(session: Session, training: Training) -> Series | None:
    """Return when a session that recurs takes place, to the end of its plan; None for others.

    It is a series of days alone: no time zone has a part in it.
    """
    recurrence = parse_recurrence(session.recurs) if session.recurs else None
    if session.date is None or not isinstance(recurrence, Recurrence):
        return None
    end = training.period.end if training.period is not None else None
    return Series(datetime.combine(session.date, time()), recurrence, end)


def day_for(session: Session, training: Training, person: Person) -> date | None:
    """Return the day of a session for ``person``, or None where it has none for them.

    Onboarding counts from the person's start. A day outside the plan's period is no day of this
    plan: somebody who joined before it has nothing to do with it.
    """
    if session.date is not None:
        return session.date
    day = session.day_after(person.started)
    period = training.period
    return None if day is None or (period is not None and not period.contains(day)) else day


def is_open_for(session: Session, person: Person) -> bool:
    """Return whether ``person`` still has a session to take.

    Onboarding that was done before the person joined was done by others.
    """
    if session.state == "planned":
        return True
    if session.state != "done" or session.after_start is None:
        return False
    done, started = session.completed, person.started
    return done is not None and started is not None and done < started


def is_overdue(session: Session, training: Training, person: Person, as_of: date) -> bool:
    """Return whether the day of a session has gone by for ``person``, who has still to take it."""
    # What recurs goes on after its first day.
    if session.recurs is not None or not is_open_for(session, person):
        return False
    day = day_for(session, training, person)
    return day is not None and day < as_of and person.in_service(day)


def onboarding_days(
    training: Training, handbook: Handbook
) -> Iterator[tuple[int, Session, Person, date]]:
    """Yield the sessions that count from somebody's start: the place, whose, and on which day.

    Left out is what lies after somebody's last day, and what a person has no more to take.
    """
    onboarding = [
        (place, session)
        for place, session in enumerate(training.items, start=1)
        if session.after_start is not None and session.date is None
    ]
    if not onboarding:
        return
    for person in people_of(training, handbook):
        for place, session in onboarding:
            day = day_for(session, training, person)
            if day is not None and person.in_service(day) and is_open_for(session, person):
                yield place, session, person, day
