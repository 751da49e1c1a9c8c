"""The sentences that the practices say, and what fills each: what a catalogue must have words for.

In a catalogue every key begins with ``covered.``: ``covered.goals.none``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_DAYS: Final = ("start", "end")

SENTENCES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "too_new": ("months", "looks_back"),
        "responsibilities.role": ("role", "count"),
        "responsibilities.no_role": (),
        "responsibilities.tied_duties": (),
        "responsibilities.loose_duties": ("duties",),
        "responsibilities.scope": ("scope",),
        "responsibilities.no_scope": (),
        "goals.some": ("count",),
        "goals.none": (),
        "goals.well_written": ("mean",),
        "goals.badly_written": ("mean", "least"),
        "goals.rewarded": (),
        "goals.unrewarded": (),
        "training.plan": (),
        "training.none": (),
        "training.both": (),
        "training.all_theory": (),
        "training.all_practice": (),
        "training.neither": (),
        "training.overdue": ("sessions",),
        "training.nothing_overdue": (),
        "performance.review": (),
        "performance.no_review": _DAYS,
        "performance.quarterly": (),
        "performance.no_quarterly": _DAYS,
        "performance.readings": (),
        "performance.no_readings": _DAYS,
        "incentives.scheme": (),
        "incentives.rewards": (),
        "incentives.none": (),
        "incentives.recognised": (),
        "incentives.not_recognised": (),
        "communication.weekly": (),
        "communication.no_weekly": (),
        "communication.channels": (),
        "communication.no_channel": (),
        "team.no_team": (),
        "team.norms": (),
        "team.no_norms": (),
        "team.activity": ("title", "date"),
        "team.no_activity": (),
        "tools.some": ("tools",),
        "tools.none": (),
        "tools.feed": ("metrics",),
        "tools.feed_nothing": (),
        "feedback.some": ("count",),
        "feedback.none": (),
        "feedback.timely": (),
        "feedback.not_recent": ("date",),
        "feedback.late": (),
        "feedback.no_next_step": (),
        "feedback.both": (),
        "feedback.all_praise": (),
        "feedback.no_praise": (),
        "feedback.untyped": (),
        "growth.level": ("level",),
        "growth.no_level": (),
        "growth.plan": (),
        "growth.no_plan": (),
        "growth.every_type": (),
        "growth.no_experience": (),
        "growth.no_exposure": (),
        "growth.no_education": (),
        "growth.reviewed": (),
        "growth.not_reviewed": (),
    }
)
