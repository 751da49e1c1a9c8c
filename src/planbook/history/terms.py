"""Changes by subject: weights and pay, people and responsibilities, goals that came and went."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.history.fields import FieldChange
from planbook.history.pairs import Pair
from planbook.history.records import Change, Section
from planbook.history.values import Listing

# What is said of every kind, and is no term of pay.
_ABOUT: Final = ("/title", "/tags", "/links", "/notes", "/extra")

_WEIGHTS: Final = frozenset(
    {
        ("goal", "/weight"),
        ("goal", "/relevant/contribution"),
        ("goal", "/time_bound/milestones[]/weight"),
        ("partner", "/scorecard[]"),
        ("partner", "/scorecard[]/weight"),
        ("partner", "/scorecard[]/target"),
    }
)
_PAY_OF_GOALS: Final = ("/incentive", "/rewards[]")

_PEOPLE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "person": ("/team", "/manager", "/role", "/level", "/scope/", "/started", "/ended",
                   "/before[]", "/name"),
        "team": ("/lead", "/parent"),
        "partner": ("/manager",),
        "role": ("/duties[]", "/authority[]"),
    }
)  # fmt: skip

_OWNED: Final = ("goal", "objective")


def judge_terms(found: FieldChange, pair: Pair) -> Change:
    """Return ``found`` under the subject that it belongs to."""
    section, code = _place_of(found, pair)
    return pair.change(section, code, found)


def _place_of(found: FieldChange, pair: Pair) -> tuple[Section, str]:
    kind, path = pair.kind, found.path
    if kind in _OWNED:
        if path == "/owner":
            return "goals", "owner-changed"
        if path.startswith("/result"):
            return _result(found)
        if path.startswith(_PAY_OF_GOALS):
            return "pay", operation(found)
    if (kind, path) in _WEIGHTS:
        return "pay", operation(found)
    if kind == "incentive" and not path.startswith(_ABOUT):
        return "pay", operation(found)
    if path.startswith(_PEOPLE.get(kind, ())) and kind in _PEOPLE:
        return "people", operation(found)
    return "other", operation(found)


def _result(found: FieldChange) -> tuple[Section, str]:
    written = found.raw_after
    outcome = written.get("outcome") if isinstance(written, Mapping) else written
    if found.path in ("/result", "/result/outcome") and outcome == "cancelled":
        return "goals", "goal-cancelled"
    return "other", operation(found)


def operation(found: FieldChange) -> str:
    """Return whether a field was added, removed or changed, or what a list holds."""
    if found.path.endswith("[]") and isinstance(found.before or found.after, Listing):
        return "list-changed"
    if found.before is None:
        return "added"
    return "removed" if found.after is None else "changed"
