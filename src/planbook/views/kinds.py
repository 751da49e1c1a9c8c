"""Which kind has which page: one line a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from planbook.views.chapter import CHAPTER_COLUMNS, chapter_order, view_chapter
from planbook.views.feedback import FEEDBACK_COLUMNS, feedback_order, view_feedback
from planbook.views.goal import GOAL_COLUMNS, goal_order, view_goal
from planbook.views.growth import GROWTH_COLUMNS, view_growth
from planbook.views.improvement import (
    IMPROVEMENT_COLUMNS,
    improvement_order,
    view_improvement,
)
from planbook.views.incentive import INCENTIVE_COLUMNS, incentive_order, view_incentive
from planbook.views.ladder import LADDER_COLUMNS, view_ladder
from planbook.views.lists import Column
from planbook.views.meeting import MEETING_COLUMNS, meeting_order, view_meeting
from planbook.views.metric import METRIC_COLUMNS, view_metric
from planbook.views.objective import (
    OBJECTIVE_APART,
    OBJECTIVE_COLUMNS,
    objective_order,
    view_objective,
)
from planbook.views.order import by_id
from planbook.views.partner import PARTNER_COLUMNS, view_partner
from planbook.views.person import PERSON_APART, PERSON_COLUMNS, view_person
from planbook.views.recognition import (
    RECOGNITION_COLUMNS,
    recognition_order,
    view_recognition,
)
from planbook.views.retrospective import (
    RETROSPECTIVE_COLUMNS,
    retrospective_order,
    view_retrospective,
)
from planbook.views.review import REVIEW_COLUMNS, review_order, view_review
from planbook.views.role import ROLE_APART, ROLE_COLUMNS, view_role
from planbook.views.team import TEAM_APART, TEAM_COLUMNS, view_team
from planbook.views.tool import TOOL_COLUMNS, view_tool
from planbook.views.training import TRAINING_COLUMNS, training_order, view_training


@dataclass(frozen=True, slots=True)
class KindPages:
    """How documents of one kind are shown.

    ``view(noun, pen, shell, document)`` makes the view of a document's page, which ``template``
    shows. ``columns`` and ``order`` are those of the kind's list. ``apart`` names what points at
    such a document and has a place of its own on its page: (kind, path of the field).
    ``list_template`` shows the list, where a plain table would not do.
    """

    template: str
    view: Callable[[Any, Any, Any, Any], Any]
    columns: tuple[Column, ...] = ()
    order: Callable[[Any], tuple[int, str]] = by_id
    apart: frozenset[tuple[str, str]] = frozenset()
    list_template: str = "list.html"


KIND_PAGES: Final[Mapping[str, KindPages]] = MappingProxyType(
    {
        "chapter": KindPages("chapter.html", view_chapter, CHAPTER_COLUMNS, chapter_order),
        "feedback": KindPages("feedback.html", view_feedback, FEEDBACK_COLUMNS, feedback_order),
        "goal": KindPages("goal.html", view_goal, GOAL_COLUMNS, goal_order),
        "growth": KindPages("growth.html", view_growth, GROWTH_COLUMNS),
        "improvement": KindPages(
            "improvement.html", view_improvement, IMPROVEMENT_COLUMNS, improvement_order
        ),
        "incentive": KindPages(
            "incentive.html", view_incentive, INCENTIVE_COLUMNS, incentive_order
        ),
        "ladder": KindPages("ladder.html", view_ladder, LADDER_COLUMNS),
        "meeting": KindPages("meeting.html", view_meeting, MEETING_COLUMNS, meeting_order),
        "metric": KindPages("metric.html", view_metric, METRIC_COLUMNS),
        "objective": KindPages(
            "objective.html", view_objective, OBJECTIVE_COLUMNS, objective_order, OBJECTIVE_APART
        ),
        "partner": KindPages("partner.html", view_partner, PARTNER_COLUMNS),
        "person": KindPages("person.html", view_person, PERSON_COLUMNS, apart=PERSON_APART),
        "recognition": KindPages(
            "recognition.html",
            view_recognition,
            RECOGNITION_COLUMNS,
            recognition_order,
            list_template="recognitions.html",
        ),
        "retrospective": KindPages(
            "retrospective.html", view_retrospective, RETROSPECTIVE_COLUMNS, retrospective_order
        ),
        "review": KindPages("review.html", view_review, REVIEW_COLUMNS, review_order),
        "role": KindPages("role.html", view_role, ROLE_COLUMNS, apart=ROLE_APART),
        "team": KindPages("team.html", view_team, TEAM_COLUMNS, apart=TEAM_APART),
        "tool": KindPages(
            "tool.html", view_tool, TOOL_COLUMNS, apart=frozenset({("metric", "/source")})
        ),
        "training": KindPages("training.html", view_training, TRAINING_COLUMNS, training_order),
    }
)
