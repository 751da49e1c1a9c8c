"""The page of a piece of feedback: situation, behaviour, impact, next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.feedback import Feedback
from planbook.views.actions import ActionView, action_views
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Day, Fact, Phrase, Shown, Words


@dataclass(frozen=True, slots=True)
class FeedbackPart:
    """One of the three parts that tell what happened.

    ``name`` is its field, ``heading`` what the schema calls it.
    """

    name: str
    heading: Words
    text: Words


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """The page of a piece of feedback."""

    shell: Shell
    document: DocumentPart
    type: Phrase | None
    facts: tuple[Fact, ...]
    parts: tuple[FeedbackPart, ...]
    next_step_label: Words
    next_step: tuple[ActionView, ...]
    acknowledged: Phrase | None
    acknowledged_on: Day | None
    acknowledged_label: Words


def view_feedback(
    feedback: Feedback, pen: Pen, shell: Shell, document: DocumentPart
) -> FeedbackView:
    """Return the page of ``feedback``."""
    timeliness = timeliness_of(feedback)
    return FeedbackView(
        shell=shell,
        document=document,
        type=pen.option("feedback_type", feedback.type),
        facts=(
            *pen.facts(
                "feedback",
                ("from", pen.ref(feedback.giver)),
                ("to", pen.ref(feedback.recipient)),
                ("observed", pen.day(feedback.observed)),
                ("date", pen.day(feedback.date)),
            ),
            *((Fact(Phrase("feedback.timeliness"), timeliness),) if timeliness else ()),
        ),
        parts=tuple(
            FeedbackPart(name, pen.label("feedback", name), text)
            for name, text in (
                ("situation", pen.words(feedback.situation)),
                ("behaviour", pen.words(feedback.behaviour)),
                ("impact", pen.words(feedback.impact)),
            )
            if text
        ),
        next_step_label=pen.label("feedback", "next_step"),
        next_step=action_views((feedback.next_step,) if feedback.next_step else (), pen),
        acknowledged=pen.yes_no(feedback.acknowledged),
        acknowledged_on=pen.day(feedback.acknowledged),
        acknowledged_label=pen.label("feedback", "acknowledged"),
    )


def timeliness_of(feedback: Feedback) -> Phrase | None:
    """Return how soon after the observation the feedback came, where both days are known.

    A feedback dated before what it tells of is somebody's slip: nothing is said then.
    """
    if feedback.date is None or feedback.observed is None:
        return None
    days = (feedback.date - feedback.observed).days
    if days < 0:
        return None
    if days <= 1:
        return Phrase("feedback.next_day" if days else "feedback.same_day")
    return Phrase("feedback.days_later", {"days": str(days)})


def feedback_order(feedback: Feedback) -> tuple[int, str]:
    """Return the place of a piece of feedback among others: the latest first."""
    return (newest_first(feedback.date), feedback.id)


def _acknowledged(feedback: Feedback, pen: Pen) -> Shown:
    return pen.day(feedback.acknowledged) or pen.yes_no(feedback.acknowledged)


PAGE: Final = PageKind(
    noun=Feedback,
    template="feedback.html",
    view=view_feedback,
    columns=(
        Column("to", lambda one, pen: pen.ref(one.recipient)),
        Column("from", lambda one, pen: pen.ref(one.giver)),
        Column("date", lambda one, pen: pen.day(one.date)),
        Column("type", lambda one, pen: pen.option("feedback_type", one.type)),
        Column("acknowledged", _acknowledged),
    ),
    order=feedback_order,
)
