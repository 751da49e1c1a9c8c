"""Steps that somebody owes: whose they are, which are open, how many of those due were done."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from builders.handbooks import document, handbook_of
from planbook.model.document import Key
from planbook.scoring.actions import closing_of, commitments_of, open_actions

DAY = date(2026, 9, 10)
ANN = document("person", "ann")


def test_steps_of_every_kind_are_owed_by_their_owner_or_the_documents_person() -> None:
    step = {"title": {"en": "step"}, "due": "2026-09-01"}
    bobs = {**step, "owner": "bob"}
    handbook = handbook_of(
        ANN,
        document("person", "bob"),
        document("goal", "g", owner="ann", actions=[step, bobs]),
        document("review", "r", person="ann", reviewer="bob", decisions=[step]),
        document("improvement", "i", person="ann", outcome="open", actions=[step]),
        document("meeting", "m", owner="bob", log=[{"date": "2026-08-01", "actions": [step]}]),
        document("feedback", "f", **{"to": "ann", "from": "bob"}, next_step=step),
        document("growth", "p", person="ann", actions=[{**step, "type": "exposure"}]),
    )
    found = {(one.document.kind, one.pointer): one.owner for one in open_actions(handbook, DAY)}
    ann, bob = Key("person", "ann"), Key("person", "bob")
    assert found == {
        ("goal", "/actions/0"): ann,
        ("goal", "/actions/1"): bob,
        ("improvement", "/actions/0"): ann,
        ("review", "/decisions/0"): ann,
        ("meeting", "/log/0/actions/0"): bob,
        ("feedback", "/next_step"): ann,
        ("growth", "/actions/0"): ann,
    }


def test_steps_of_a_closed_plan_are_nobodys_any_more() -> None:
    step = {"title": {"en": "step"}, "due": "2026-09-01"}
    closed = document("improvement", "i", person="ann", outcome="met", actions=[step])
    handbook = handbook_of(ANN, closed)
    assert list(open_actions(handbook, DAY)) == []
    # Nor do they count as steps that nobody took.
    (plan,) = (handbook.records[key] for key in handbook.by_kind["improvement"])
    assert closing_of(commitments_of(plan), DAY).due == 0


def test_the_closing_rate_is_of_what_fell_due_in_the_month() -> None:
    actions = [
        {"title": {"en": "long ago"}, "due": "2026-08-10"},
        {"title": {"en": "late"}, "due": "2026-08-11"},
        {"title": {"en": "done"}, "due": "2026-08-31", "done": "2026-09-02"},
        {"title": {"en": "done on no day"}, "due": "2026-09-01", "done": True},
        {"title": {"en": "done after the day"}, "due": "2026-09-02", "done": "2026-09-20"},
        {"title": {"en": "still has today"}, "due": "2026-09-10"},
        {"title": {"en": "done today"}, "due": "2026-09-10", "done": "2026-09-10"},
        {"title": {"en": "to come"}, "due": "2026-09-11", "done": True},
        {"title": {"en": "without a day"}},
    ]
    handbook = handbook_of(ANN, document("goal", "g", owner="ann", actions=actions))
    steps = tuple(commitments_of(handbook.records[Key("goal", "g")]))
    closing = closing_of(steps, DAY)
    # Late, done, done on no day, done after the day, done today: three of five.
    assert (closing.due, closing.done, closing.rate) == (5, 3, Fraction(3, 5))
    closed = [one.title["en"] for one in steps if one.was_closed(DAY)]
    assert closed == ["done", "done on no day", "done today"]


def test_where_nothing_fell_due_there_is_no_rate() -> None:
    assert closing_of((), DAY).rate is None
