"""What wants attention: every sort of alert, whose it is, what to do, and who may see it."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import alerts_in, html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views.alert_finders import URGENCY

PAGE = "alerts/index.html"
TEAM = Edition("team")
BOSS = document("person", "boss", name={"en": "The Boss"})
ANN = document("person", "ann", name={"en": "Ann Lee"}, manager="boss")
BOB = document("person", "bob", name={"en": "Bob Roe"}, manager="boss")


def goal(id_: str = "q3", **values: Any) -> Document:
    return document(
        "goal",
        id_,
        **{
            "owner": "ann",
            "period": "2026-Q3",
            "measurable": {"type": "reach", "unit": "CNY", "target": 92},
            "time_bound": {"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
            "checkins": [{"date": "2026-08-31", "value": 62}],
            **values,
        },
    )


def metric(*values: float, subject: str = "ann", **more: Any) -> Document:
    first = 9 - len(values)
    read = [
        {"date": f"2026-{first + place:02}-28", "subject": subject, "value": value}
        for place, value in enumerate(values)
    ]
    return document(
        "metric",
        "sales",
        unit="CNY",
        direction="up",
        cadence="monthly",
        aggregate="last",
        values=read,
        **more,
    )


def found(*documents: Document, edition: Edition | None = None) -> list[Any]:
    handbook = handbook_of(BOSS, ANN, BOB, *documents)
    return besides_coverage(view_at(handbook, PAGE, edition or Edition("private")).list)


def besides_coverage(found: Any) -> list[Any]:
    """The alerts of a list without those of missing practices, which nearly nobody here has."""
    return [one for one in alerts_in(found) if one.category != "coverage"]


def told(one: Any) -> tuple[str, str | None]:
    return (one.category, one.since.machine if one.since else None)


STEP = {"title": {"en": "Call them"}, "due": "2026-09-01"}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (goal(checkins=[{"date": "2026-08-31", "value": 30}]), ("off_track", "2026-08-31")),
        (goal(checkins=[{"date": "2026-08-31", "value": 50}]), ("at_risk", "2026-08-31")),
        (
            goal(
                period="2026",
                time_bound={"start": "2026-09-01", "due": "2027-08-31", "cadence": "monthly"},
                checkins=[{"date": "2026-09-05", "value": 1, "confidence": 0.3}],
            ),
            ("low_confidence", "2026-09-05"),
        ),
        (
            goal(
                time_bound={"start": "2026-07-01", "due": "2026-08-31", "cadence": "monthly"},
                checkins=[{"date": "2026-07-31", "value": 50}],
            ),
            ("awaiting_final", "2026-08-31"),
        ),
        (goal(actions=[STEP]), ("action", "2026-09-01")),
        (
            document("review", "r", person="ann", reviewer="boss", period="2026-07",
                     date="2026-08-03", decisions=[STEP]),
            ("action", "2026-09-01"),
        ),
        (
            document("meeting", "m", owner="ann", type="weekly",
                     log=[{"date": "2026-08-20", "actions": [STEP]}]),
            ("action", "2026-09-01"),
        ),
        (document("growth", "p", person="ann", actions=[STEP]), ("action", "2026-09-01")),
        (
            document("improvement", "i", person="ann", outcome="open",
                     checkpoints=[{"date": "2026-08-15", "expect": {"en": "Two orders"}}]),
            ("checkpoint", "2026-08-15"),
        ),
        (
            document("feedback", "f", **{"to": "ann", "from": "boss"}, date="2026-09-02"),
            ("feedback", "2026-09-02"),
        ),
        (metric(90, 80, 70, 60), ("watch", "2026-05-28")),
        (metric(100, 90, 80, 70, 60, 50), ("decline", "2026-03-28")),
        (
            document("review", "r", person="ann", reviewer="boss", period="2026-06",
                     date="2026-07-03"),
            ("review", "2026-06-30"),
        ),
    ],
)  # fmt: skip
def test_each_thing_that_is_wrong_is_told_with_its_day_and_what_to_do(
    wrong: Document, expected: tuple[str, str]
) -> None:
    (alert,) = found(wrong)
    assert told(alert) == expected
    handbook = handbook_of(BOSS, ANN, BOB, wrong)
    group = view_at(handbook, PAGE).list.groups[0]
    assert group.person.id == "ann"
    # In words: the category, and something to do.
    text = text_at(handbook, PAGE)
    assert alert.advice.key.startswith("alert.do.")
    assert "{" not in text
    # On the person's page, and on the front page, too.
    assert told(view_at(handbook, "people/ann/index.html").brief.alerts[0]) == expected
    assert told(alerts_in(view_at(handbook, "index.html").alerts)[0]) == expected


def test_feedback_has_a_week_to_be_acknowledged() -> None:
    given = {"to": "ann", "from": "boss"}
    assert found(document("feedback", "f", **given, date="2026-09-03")) == []
    seen = document("feedback", "f", **given, date="2026-09-01", acknowledged="2026-09-04")
    assert found(seen) == []


def test_the_next_open_step_of_a_goal_that_is_behind_is_named() -> None:
    behind = [{"date": "2026-08-31", "value": 30}]
    later = {"title": {"en": "Visit"}, "due": "2026-09-20"}
    text = text_at(handbook_of(BOSS, ANN, BOB, goal(checkins=behind, actions=[later])), PAGE)
    assert "Next: Visit (due 20 Sep)." in text
    text = text_at(handbook_of(BOSS, ANN, BOB, goal(checkins=behind, actions=[later, STEP])), PAGE)
    assert "Its next action is overdue: Call them (due 1 Sep)." in text
    assert "Agree on the next action" in text_at(
        handbook_of(BOSS, ANN, BOB, goal(checkins=behind)), PAGE
    )


def test_a_step_leads_to_its_place_in_the_document() -> None:
    (alert,) = found(goal(actions=[{"title": {"en": "First"}, "done": True}, STEP]))
    assert alert.what.href.endswith("goals/q3/index.html#actions-2")
    assert alert.what.title.text == "Call them"


def test_a_step_of_an_old_record_leads_to_the_page_that_holds_it() -> None:
    days = [f"2026-{month:02}-{day:02}" for month in (6, 7) for day in range(1, 16)]
    log: list[dict[str, Any]] = [{"date": day, "decisions": [{"en": day}]} for day in days]
    log[0]["actions"] = [STEP]
    (alert,) = found(document("meeting", "m", owner="ann", type="weekly", log=log))
    assert alert.what.href.endswith("meetings/m/page/2/index.html#log-1-actions-1")


def test_alerts_stand_by_person_with_the_worst_first() -> None:
    mild = goal("mild", owner="bob", actions=[STEP])
    bad = goal("bad", checkins=[{"date": "2026-08-31", "value": 10}])
    step = goal("step", actions=[STEP])
    handbook = handbook_of(BOSS, ANN, BOB, mild, bad, step)
    groups = view_at(handbook, PAGE).list.groups[:2]
    assert [
        (one.person.id, [alert.category for alert in one.alerts if alert.category != "coverage"])
        for one in groups
    ] == [("ann", ["off_track", "action"]), ("bob", ["action"])]


def test_what_is_a_teams_or_a_partners_is_seen_to_by_who_answers_for_it() -> None:
    team = document("team", "east", title={"en": "East"}, lead="bob")
    partner = document("partner", "shop", title={"en": "Shop"}, type="agent", manager="ann")
    of_team = goal(owner="team:east", checkins=[{"date": "2026-08-31", "value": 10}])
    of_shop = metric(100, 90, 80, 70, 60, 50, subject="shop")
    handbook = handbook_of(BOSS, ANN, BOB, team, partner, of_team, of_shop)
    told_by = {
        group.person.id: [
            (one.category, one.subject.title.text) for one in group.alerts if one.subject
        ]
        for group in view_at(handbook, PAGE).list.groups[:2]
    }
    assert told_by == {"bob": [("off_track", "East")], "ann": [("decline", "Shop")]}


def test_each_category_has_a_page_that_the_count_leads_to() -> None:
    handbook = handbook_of(
        BOSS, ANN, BOB, goal(actions=[STEP]), metric(100, 90, 80, 70, 60, 50, subject="bob")
    )
    view = view_at(handbook, PAGE)
    assert [(one.category, one.total) for one in view.categories] == [
        ("action", 1),
        ("decline", 1),
        ("coverage", 3),
    ]
    for one in view.categories:
        path = one.href.replace("../", "")
        shown = alerts_in(view_at(handbook, path).list)
        assert [alert.category for alert in shown] == [one.category] * one.total


def test_a_decline_says_nothing_of_plans_where_plans_are_hidden() -> None:
    falls = metric(100, 90, 80, 70, 60, 50)
    plan = document(
        "improvement", "i", person="ann", metric="sales", outcome="open", title={"en": "Plan B"}
    )
    without, answered = handbook_of(BOSS, ANN, BOB, falls), handbook_of(BOSS, ANN, BOB, falls, plan)
    assert "write an improvement plan" in text_at(without, PAGE)
    assert "Follow the plan: Plan B" in text_at(answered, PAGE)
    # The team may not know whether there is one: both sites are the same to the byte.
    assert html_at(without, PAGE, TEAM) == html_at(answered, PAGE, TEAM)
    assert "improvement plan" not in html_at(without, PAGE, TEAM)


def scheme(figure: float) -> tuple[Document, ...]:
    read = [
        {"date": "2026-08-31", "subject": "ann", "value": 50},
        {"date": "2026-08-31", "subject": "bob", "value": 50},
    ]
    overdue = document(
        "metric",
        "overdue",
        unit="%",
        direction="down",
        cadence="monthly",
        aggregate="last",
        values=[{"date": "2026-08-31", "subject": "ann", "value": figure}],
    )
    sales = document(
        "metric",
        "sales",
        unit="CNY",
        direction="up",
        cadence="monthly",
        aggregate="sum",
        values=read,
    )
    plan = document(
        "incentive",
        "plan",
        **{"for": ["ann"]},
        period="2026",
        basis={"metric": "sales"},
        mode="marginal",
        tiers=[{"rate": 1.0}],
        gates=[{"metric": "overdue", "above": 10, "factor": 0.8}],
        people=[{"person": "ann", "quota": 100, "variable": 1000}],
    )
    return overdue, sales, plan


@pytest.mark.parametrize(
    ("figure", "category"), [(11, "gate"), (9.5, "gate_near"), (9, "gate_near"), (8.9, None)]
)
def test_a_gate_is_told_when_it_cuts_pay_and_when_it_is_about_to(
    figure: float, category: str | None
) -> None:
    gates = [one.category for one in found(*scheme(figure)) if one.category.startswith("gate")]
    assert gates == ([category] if category else [])


def test_gates_are_told_only_where_the_quota_is_seen() -> None:
    handbook = handbook_of(BOSS, ANN, BOB, *scheme(11))
    seers = {"": False, "bob": False, "ann": True, "boss": True}
    for viewer, sees in seers.items():
        edition = Edition("team", viewer or None)
        pages = (PAGE, "people/ann/index.html", "index.html")
        assert any("Pay is cut" in html_at(handbook, one, edition) for one in pages) is sees


def test_a_drift_for_the_worse_is_told_and_one_for_the_better_is_not() -> None:
    # Slowly down, never three times in a row.
    down = (100, 98, 99, 96, 97, 94, 95, 92)
    (alert,) = found(metric(*down))
    assert (alert.category, alert.detail[0].key) == ("drift", "alert.drift.drifting_down")
    assert found(metric(*reversed(down))) == []


def test_every_category_has_its_words() -> None:
    handbook: Handbook = handbook_of(BOSS, ANN, BOB, goal(actions=[STEP]))
    assert "Action overdue" in text_at(handbook, PAGE)
    assert "行动逾期" in text_at(handbook, f"zh/{PAGE}")
    assert len(set(URGENCY)) == len(URGENCY)


def test_what_was_closed_in_the_last_month_stands_below_with_the_rate() -> None:
    done = {"title": {"en": "Sent the offer"}, "due": "2026-09-01", "done": "2026-09-03"}
    text = text_at(handbook_of(BOSS, ANN, BOB, goal(actions=[STEP, done])), PAGE)
    assert "1 of the 2 actions that fell due in the last month are done (50%)." in text
    assert "Sent the offer" in text


@pytest.mark.parametrize(
    ("checkin", "words"),
    [
        ({"confidence": 0.4}, "the owner is only 40% sure; CNY\u00a062 of CNY\u00a092"),
        (
            {"override": {"status": "at_risk", "reason": {"en": "The shop closes"}}},
            "Set by hand: The shop closes · CNY\u00a062 of CNY\u00a092",
        ),
    ],
)
def test_a_goal_that_is_behind_by_its_owners_word_says_so(
    checkin: dict[str, Any], words: str
) -> None:
    doubted = goal(checkins=[{"date": "2026-08-31", "value": 62, **checkin}])
    handbook = handbook_of(BOSS, ANN, doubted)
    assert words in text_at(handbook, PAGE)
