"""Training: a plan for the period with theory and practice, nothing overdue."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.model.training import Session, Training
from planbook.scoring.phrases import listed, quoted
from planbook.scoring.practices.standing import Part, Standing, key_of, lacking, met


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of training."""
    plans = [
        plan
        for plan in standing.naming(Training, "/for", wide=True)
        if standing.is_now(plan.period)
    ]
    if not plans:
        yield lacking("本期没有培训计划。", "There is no training plan for the current period.")
        return
    keys = tuple(key_of(plan) for plan in plans)
    yield met("本期有培训计划。", "There is a training plan for the current period.", *keys)
    sessions = [each for plan in plans for each in plan.items if each.state != "cancelled"]
    modes = {session.mode for session in sessions}
    if {"theory", "practice"} <= modes:
        yield met("理论与实践都有。", "It joins theory with practice.")
    elif "theory" in modes:
        yield lacking("只有理论，没有实践。", "It is all theory and no practice.", *keys)
    elif "practice" in modes:
        yield lacking("只有实践，没有理论。", "It is all practice and no theory.", *keys)
    else:
        yield lacking("既没有理论也没有实践。", "It holds neither theory nor practice.", *keys)
    overdue = [session for session in sessions if _is_overdue(session, standing)]
    if overdue:
        late = (key_of(plan) for plan in plans if any(each in plan.items for each in overdue))
        yield lacking(
            "过期未完成：{sessions}。",
            "Overdue: {sessions}.",
            *late,
            sessions=listed(quoted(session.title) for session in overdue),
        )
    else:
        yield met("没有过期未完成的。", "Nothing is overdue.")


def _is_overdue(session: Session, standing: Standing) -> bool:
    # What recurs goes on after its first day.
    if session.state != "planned" or session.recurs is not None or session.date is None:
        return False
    return session.date < standing.as_of
