"""Which record is the typed face of which kind of document."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.model.chapter import Chapter
from planbook.model.feedback import Feedback
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.improvement import Improvement
from planbook.model.incentive import Incentive
from planbook.model.ladder import Ladder
from planbook.model.meeting import Meeting
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.recognition import Recognition
from planbook.model.record import Record
from planbook.model.retrospective import Retrospective
from planbook.model.review import Review
from planbook.model.role import Role
from planbook.model.team import Team
from planbook.model.tool import Tool
from planbook.model.training import Training

RECORD_TYPES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        record.KIND: record
        for record in (
            Objective,
            Role,
            Person,
            Team,
            Partner,
            Goal,
            Training,
            Metric,
            Review,
            Improvement,
            Incentive,
            Recognition,
            Meeting,
            Feedback,
            Tool,
            Ladder,
            Growth,
            Retrospective,
            Chapter,
        )
    }
)
