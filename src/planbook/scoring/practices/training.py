"""Training: a plan for the period with theory and practice, nothing overdue."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.model.training import Training
from planbook.scoring.onboarding import is_overdue
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of training."""
    plans = [
        plan
        for plan in evidence.naming(Training, "/for", wide=True)
        if evidence.is_now(plan.period)
    ]
    if not plans:
        yield lacking("training.none")
        return
    keys = keys_of(plans)
    yield met("training.plan", keys)
    sessions = [each for plan in plans for each in plan.items if each.state != "cancelled"]
    modes = {session.mode for session in sessions}
    if {"theory", "practice"} <= modes:
        yield met("training.both")
    elif "theory" in modes:
        yield lacking("training.all_theory", keys)
    elif "practice" in modes:
        yield lacking("training.all_practice", keys)
    else:
        yield lacking("training.neither", keys)
    overdue = [
        session
        for plan in plans
        for session in plan.items
        if is_overdue(session, plan, evidence.person, evidence.as_of)
    ]
    if overdue:
        titles = tuple(session.title for session in overdue)
        yield lacking("training.overdue", keys, sessions=titles)
    else:
        yield met("training.nothing_overdue")
