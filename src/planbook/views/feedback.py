"""The page of a piece of feedback: situation, behaviour, impact, next step."""

from __future__ import annotations

from typing import Final

import msgspec

from planbook.model.feedback import Feedback
from planbook.views.actions import ActionView, action_view
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Fact, Phrase, Shown, Words


class FeedbackPart(msgspec.Struct, frozen=True):
    """One of the three parts that tell what happened.

    ``name`` is its field, ``heading`` what the schema calls it.
    """

    name: str
    heading: Words
    text: Words


class FeedbackView(msgspec.Struct, frozen=True):
    """The page of a piece of feedback."""

    layout: Layout
    document: CommonFields
    type: Phrase | None
    facts: tuple[Fact, ...]
    parts: tuple[FeedbackPart, ...]
    next_step_label: Words
    next_step: tuple[ActionView, ...]
    acknowledged: Phrase | None
    acknowledged_on: Day | None
    acknowledged_label: Words


def view_feedback(
    feedback: Feedback, presenter: Presenter, layout: Layout, document: CommonFields
) -> FeedbackView:
    """Return the page of ``feedback``."""
    timeliness = timeliness_of(feedback)
    return FeedbackView(
        layout=layout,
        document=document,
        type=presenter.option("feedback_type", feedback.type),
        facts=(
            *presenter.facts(
                "feedback",
                ("from", presenter.ref(feedback.giver)),
                ("to", presenter.ref(feedback.recipient)),
                ("observed", presenter.day(feedback.observed)),
                ("date", presenter.day(feedback.date)),
            ),
            *((Fact(Phrase("feedback.timeliness"), timeliness),) if timeliness else ()),
        ),
        parts=tuple(
            FeedbackPart(name, presenter.label("feedback", name), text)
            for name, text in (
                ("situation", presenter.words(feedback.situation)),
                ("behaviour", presenter.words(feedback.behaviour)),
                ("impact", presenter.words(feedback.impact)),
            )
            if text
        ),
        next_step_label=presenter.label("feedback", "next_step"),
        next_step=(action_view(feedback.next_step, presenter, "/next_step"),)
        if feedback.next_step
        else (),
        acknowledged=presenter.yes_no(feedback.acknowledged),
        acknowledged_on=presenter.day(feedback.acknowledged),
        acknowledged_label=presenter.label("feedback", "acknowledged"),
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


def _acknowledged(feedback: Feedback, presenter: Presenter) -> Shown:
    return presenter.day(feedback.acknowledged) or presenter.yes_no(feedback.acknowledged)


PAGE: Final = PageKind(
    record=Feedback,
    template="feedback.html",
    view=view_feedback,
    columns=(
        Column("to", lambda one, presenter: presenter.ref(one.recipient)),
        Column("from", lambda one, presenter: presenter.ref(one.giver)),
        Column("date", lambda one, presenter: presenter.day(one.date)),
        Column("type", lambda one, presenter: presenter.option("feedback_type", one.type)),
        Column("acknowledged", _acknowledged),
    ),
    order=feedback_order,
)
