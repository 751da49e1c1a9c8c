"""Goalposts: targets that became easier, dates that were put off, measures that were exchanged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from planbook.history.fields import FieldChange
from planbook.history.pairs import Pair
from planbook.history.records import Change
from planbook.history.values import day_of
from planbook.model.goal import Goal, Measurable
from planbook.model.objective import Objective
from planbook.periods import parse_period

Effect = Literal["easier", "harder", "same"]

_MEASURES: Final = ("/measurable/", "/measure/")
_WHAT_IS_MEASURED: Final = frozenset({"type", "metric", "subject", "subjects[]", "per", "unit"})


def judge_goalposts(found: FieldChange, pair: Pair) -> Change | None:
    """Return ``found`` as a move of the goalposts; None where it is something else."""
    if pair.kind not in (Goal.KIND, Objective.KIND):
        return None
    code = _code_of(found, pair)
    if code is None:
        return None
    section, name = code
    return pair.change(section, name, found, timing=pair.timing())


def _code_of(found: FieldChange, pair: Pair) -> tuple[Literal["goalposts", "other"], str] | None:
    path = found.path
    measure = next((path.removeprefix(one) for one in _MEASURES if path.startswith(one)), None)
    if measure in _WHAT_IS_MEASURED:
        return "goalposts", "measure-changed"
    if measure in ("target", "min", "max", "share"):
        return _target(measure, found, pair)
    if measure == "baseline":
        return "goalposts", "baseline-changed"
    if path == "/time_bound/due":
        return _later(day_of(found.raw_before), day_of(found.raw_after), "due")
    if path == "/period":
        fiscal = pair.fiscal
        before, after = (parse_period(one, fiscal) for one in (found.raw_before, found.raw_after))
        if before and after and before.end == after.end:
            return None
        return _later(before.end if before else None, after.end if after else None, "period")
    if path == "/commitment" and found.raw_after == "aspirational":
        return "goalposts", "commitment-eased"
    if path.startswith("/time_bound/milestones[]"):
        return _milestone(found, pair)
    return None


def _target(
    name: str, found: FieldChange, pair: Pair
) -> tuple[Literal["goalposts", "other"], str] | None:
    effect = effect_of(name, found.raw_before, found.raw_after, _measure_of(pair))
    if effect == "easier":
        return "goalposts", "target-eased"
    return ("other", "target-raised") if effect == "harder" else None


def effect_of(name: str, before: Any, after: Any, measure: Measurable | None) -> Effect:
    """Return what another ``target``, ``min``, ``max`` or ``share`` means for who has to reach it.

    A limit that is gone is easier, a new one harder.
    """
    if before is None or after is None:
        return "easier" if after is None else "harder"
    falls = name == "max" or (
        name == "target" and measure is not None and measure.type == "decrease"
    )
    earlier, later = _number(before), _number(after)
    if earlier is None or later is None or earlier == later:
        return "same"
    return "easier" if (later > earlier) is falls else "harder"


def _milestone(found: FieldChange, pair: Pair) -> tuple[Literal["goalposts", "other"], str] | None:
    path = found.path
    if path.endswith("milestones[]"):
        return ("goalposts", "milestone-removed") if found.after is None else None
    if path.endswith("/value"):
        effect = effect_of("target", found.raw_before, found.raw_after, _measure_of(pair))
        return ("goalposts", "milestone-eased") if effect == "easier" else None
    if path.endswith("/due"):
        moved = _later(day_of(found.raw_before), day_of(found.raw_after), "milestone")
        return moved if moved and moved[0] == "goalposts" else None
    return None


def _later(
    before: date | None, after: date | None, what: str
) -> tuple[Literal["goalposts", "other"], str] | None:
    if before is None:
        return None
    if after is None or after > before:
        return "goalposts", f"{what}-later"
    return "other", f"{what}-earlier"


def _measure_of(pair: Pair) -> Measurable | None:
    plan = pair.earlier
    if isinstance(plan, Goal):
        return plan.measurable
    return plan.measure if isinstance(plan, Objective) else None


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(str(value))
