"""The ten practices: when each is full, partial, missing or not shown, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from planbook.editions import filter_for_edition, sees_kinds
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.model.person import Person
from planbook.model.practices import PRACTICES
from planbook.quantities import Amount, Count, Day, exact
from planbook.scoring.coverage import COVERED, cover_person
from planbook.scoring.practices.performance import newest_due
from planbook.scoring.practices.sentences import SENTENCES
from planbook.scoring.results import Practice, Sentence
from planbook.scoring.series import read_all_series

TODAY = date(2026, 9, 10)
EVERYTHING = Edition("private")


def _led() -> dict[str, Document]:
    """Return the documents of somebody who is led as well as can be, by a short name."""
    return {
        "ada": document("person", "ada", role="manager", name={"en": "Ada"}),
        "bea": document(
            "person",
            "bea",
            name={"en": "Bea"},
            role="manager",
            manager="ada",
            team="east",
            level="l2",
            scope={"territories": ["east-china"]},
        ),
        "role": document(
            "role",
            "manager",
            ladder="rungs",
            duties=[{"title": {"en": "Sells"}, "supports": ["growth"], "metrics": ["revenue"]}],
        ),
        "objective": document("objective", "growth", owner="ada", period="2026"),
        "ladder": document(
            "ladder",
            "rungs",
            competencies=[{"id": "selling", "title": {"en": "Selling"}}],
            levels=[{"id": "l2", "title": {"en": "Level 2"}}],
        ),
        "goal": document(
            "goal", "g", owner="bea", period="2026-Q3", rewards=[{"when": 1, "kind": "bonus"}]
        ),
        "training": document(
            "training",
            "t",
            **{"for": ["team:east"]},
            period="2026",
            items=[
                {"title": {"en": "Theory"}, "mode": "theory", "state": "done"},
                {
                    "title": {"en": "Practice"},
                    "mode": "practice",
                    "state": "planned",
                    "date": "2026-09-30",
                },
            ],
        ),
        "review": document(
            "review",
            "r",
            person="bea",
            reviewer="ada",
            period="2026-08",
            date="2026-09-02",
            readings=[{"metric": "revenue", "value": 5}],
        ),
        "metric": document(
            "metric",
            "revenue",
            unit="EUR",
            source="crm",
            values=[{"date": "2026-08-31", "subject": "bea", "value": 5}],
        ),
        "incentive": document(
            "incentive", "pay", **{"for": ["role:manager"]}, period="2026", mode="marginal"
        ),
        "recognition": document("recognition", "award", people=["bea"], date="2025-10-01"),
        "meeting": document(
            "meeting",
            "weekly",
            owner="ada",
            attendees=["sales"],
            starts="2026-01-05T09:00",
            recurs="FREQ=WEEKLY;BYDAY=MO",
        ),
        "sales": document(
            "team", "sales", lead="ada", channels=[{"type": "im", "where": {"en": "Chat"}}]
        ),
        "east": document(
            "team",
            "east",
            lead="ada",
            parent="sales",
            norms=[{"id": "norm", "title": {"en": "Norm"}}],
            activities=[{"date": "2026-03-11", "title": {"en": "Hike"}}],
        ),
        "tool": document("tool", "crm", type="crm", feeds=["revenue"]),
        "praise": _feedback(
            "praise", "2026-08-20", "2026-08-10", next_step={"title": {"en": "More"}}
        ),
        "constructive": _feedback("constructive", "2026-04-01", "2026-03-30"),
        "growth": document(
            "growth",
            "plan",
            person="bea",
            ladder="rungs",
            current="l2",
            actions=[
                {"title": {"en": type_}, "type": type_}
                for type_ in ("experience", "exposure", "education")
            ],
            reviews=["2026-06-20"],
        ),
    }


def _feedback(type_: str, day: str, observed: str | None, **more: Any) -> Document:
    seen = {"observed": observed} if observed else {}
    return document(
        "feedback", type_, to="bea", **{"from": "ada"}, date=day, type=type_, **seen, **more
    )


def _cover(
    changes: Mapping[str, Document | None] | None = None,
    *,
    edition: Edition = EVERYTHING,
    more: Iterable[Document] = (),
    written: Decimal = Decimal(90),
    person: str = "bea",
    on: date = TODAY,
) -> Mapping[str, Practice]:
    """Return the coverage of ``person``; ``changes`` take the place of documents, None of any."""
    documents = {**_led(), **(changes or {})}
    whole = handbook_of(*(each for each in documents.values() if each is not None), *more)
    visible = filter_for_edition(whole, edition, on)
    found = visible.find(Person, person)
    assert found is not None
    goals = {key.id: written for key in visible.by_kind.get("goal", ())}
    return cover_person(
        found,
        visible,
        on,
        sees_kinds(visible, edition, on),
        goals,
        read_all_series(visible, on),
    )


def test_the_practices_are_the_ten_in_their_order() -> None:
    assert (*COVERED, "selection") == PRACTICES


def test_somebody_who_is_led_well_has_every_practice_in_full() -> None:
    assert {name: each.state for name, each in _cover().items()} == dict.fromkeys(COVERED, "full")


def test_each_practice_names_its_reasons_and_a_proof() -> None:
    for name, practice in _cover().items():
        assert practice.reasons, name
        assert practice.proofs, name


def test_somebody_of_whom_nothing_is_written_has_no_practice() -> None:
    everything = dict.fromkeys(_led())
    alone = document("person", "bea", name={"en": "Bea"})
    found = _cover({**everything, "bea": alone})
    assert {name: each.state for name, each in found.items()} == dict.fromkeys(COVERED, "missing")


LACKS: list[tuple[str, str, Mapping[str, Document | None]]] = [
    ("responsibilities", "partial", {"bea": document("person", "bea", role="manager")}),
    ("responsibilities", "partial", {"objective": None}),
    ("responsibilities", "partial", {"role": None}),
    ("goals", "missing", {"goal": None}),
    ("goals", "missing", {"goal": document("goal", "g", owner="bea", period="2026-Q2")}),
    ("goals", "missing", {"goal": document("goal", "g", owner="bea", period="2026-Q3",
                                           state="archived")}),
    ("goals", "partial", {"goal": document("goal", "g", owner="bea", period="2026-Q3")}),
    ("goals", "full", {"goal": document("goal", "g", owner="bea", period="2026-Q3",
                                        incentive="pay")}),
    ("training", "missing", {"training": None}),
    ("training", "missing", {"training": document("training", "t", **{"for": ["bea"]},
                                                  period="2025", items=[])}),
    ("performance", "partial", {"review": None}),
    ("performance", "full", {"review": document("review", "r", person="bea", period="2026-08")}),
    ("performance", "full", {"review": document("review", "r", person="bea",
                                                period="2026-07")}),
    ("performance", "partial", {"review": document("review", "r", person="bea",
                                                   period="2026-06")}),
    ("performance", "missing", {"review": None, "metric": None}),
    ("incentives", "partial", {"recognition": None}),
    ("incentives", "partial", {"recognition": document("recognition", "award", people=["bea"],
                                                       date="2025-09-10")}),
    ("incentives", "full", {"incentive": None}),
    ("incentives", "missing", {"incentive": None, "goal": None, "recognition": None}),
    ("communication", "partial", {"meeting": None}),
    ("communication", "partial", {"meeting": document(
        "meeting", "weekly", attendees=["bea"], starts="2026-01-05T09:00", recurs="biweekly")}),
    ("communication", "partial", {"meeting": document(
        "meeting", "weekly", attendees=["bea"], starts="2026-01-05T09:00",
        recurs="FREQ=WEEKLY;INTERVAL=2")}),
    ("communication", "partial", {"meeting": document(
        "meeting", "weekly", attendees=["bea"], starts="2026-01-05T09:00", recurs="weekly",
        until="2026-08-31")}),
    ("communication", "full", {"meeting": document(
        "meeting", "weekly", attendees=["bea"], starts="2026-01-05T09:00", recurs="weekly")}),
    ("communication", "partial", {"sales": document("team", "sales", lead="ada")}),
    ("team", "partial", {"east": document("team", "east", lead="ada", activities=[
        {"date": "2026-08-01", "title": {"en": "Hike"}}])}),
    ("team", "partial", {"east": document("team", "east", lead="ada", norms=[
        {"id": "n", "title": {"en": "Norm"}}], activities=[
        {"date": "2026-03-10", "title": {"en": "Hike"}}])}),
    ("team", "missing", {"east": document("team", "east", lead="ada")}),
    ("tools", "missing", {"tool": None}),
    ("tools", "missing", {"tool": document("tool", "crm", type="chat", feeds=["revenue"])}),
    ("tools", "full", {"tool": document("tool", "crm", type="analytics")}),
    ("tools", "partial", {"tool": document("tool", "other", type="crm")}),
    ("feedback", "missing", {"praise": None, "constructive": None}),
    ("feedback", "partial", {"constructive": None}),
    ("feedback", "partial", {"praise": None}),
    ("feedback", "partial", {"praise": _feedback("praise", "2026-08-20", "2026-08-05",
                                                 next_step={"title": {"en": "More"}})}),
    ("feedback", "partial", {"praise": _feedback("praise", "2026-08-20", None,
                                                 next_step={"title": {"en": "More"}})}),
    ("feedback", "partial", {"praise": _feedback("praise", "2026-08-20", "2026-08-19")}),
    ("growth", "partial", {"growth": None}),
    ("growth", "partial", {"growth": document(
        "growth", "plan", person="bea", ladder="rungs", current="l2", reviews=["2026-08-20"],
        actions=[{"title": {"en": "Read"}, "type": "education"}])}),
    ("growth", "missing", {"growth": None, "ladder": None}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("practice", "state", "changes"),
    LACKS,
    ids=[f"{number}-{name}-{state}" for number, (name, state, _) in enumerate(LACKS)],
)
def test_what_is_lacking_makes_a_practice_partial_or_missing(
    practice: str, state: str, changes: Mapping[str, Document | None]
) -> None:
    found = _cover(changes)
    assert found[practice].state == state, found[practice].reasons
    # Whatever is lacking of one practice is that one's matter.
    others = {name for name, each in found.items() if each.state != "full"} - {practice}
    assert others <= {"responsibilities", "tools", "team", "communication", "goals", "growth",
                      "training", "performance"}  # fmt: skip


def test_goals_that_are_badly_written_are_half_a_practice() -> None:
    assert _cover(written=Decimal(70))["goals"].state == "full"
    poor = _cover(written=Decimal("69.9"))["goals"]
    assert poor.state == "partial"
    assert poor.reasons[0] == Sentence(
        "covered.goals.badly_written",
        {"mean": Amount(Decimal("69.9")), "least": Amount(Decimal(70))},
    )


def test_a_mean_just_below_the_limit_is_not_shown_as_the_limit() -> None:
    poor = _cover(written=Decimal("69.96"))["goals"]
    assert poor.reasons[0].filling["mean"] == Amount(Decimal("69.9"))


@pytest.mark.parametrize(
    ("session", "state"),
    [
        ({"mode": "practice", "state": "planned", "date": "2026-09-10"}, "full"),
        ({"mode": "practice", "state": "planned", "date": "2026-09-09"}, "partial"),
        ({"mode": "practice", "state": "planned", "date": "2026-01-09", "recurs": "monthly"},
         "full"),
        ({"mode": "practice", "state": "missed", "date": "2026-01-09"}, "full"),
        ({"mode": "practice", "state": "cancelled", "date": "2026-01-09"}, "partial"),
        ({"mode": "theory", "state": "done", "date": "2026-01-09"}, "partial"),
    ],
)  # fmt: skip
def test_training_joins_theory_with_practice_and_is_not_overdue(
    session: dict[str, Any], state: str
) -> None:
    plan = document(
        "training",
        "t",
        **{"for": ["bea"]},
        period="2026",
        items=[
            {"title": {"en": "Theory"}, "mode": "theory", "state": "done"},
            {"title": {"en": "Session"}, **session},
        ],
    )
    found = _cover({"training": plan})["training"]
    assert found.state == state, found.reasons


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 8, 31), "missing"),  # July is the last closed month, and nothing is of it
        (date(2026, 9, 1), "partial"),  # the review is dated 2 September
        (date(2026, 9, 2), "full"),
        (date(2026, 9, 30), "full"),
        (date(2026, 10, 1), "full"),  # September's review is due on 15 October
        (date(2026, 10, 15), "full"),
        (date(2026, 10, 16), "missing"),
    ],
)
def test_a_month_s_review_is_due_fifteen_days_after_its_end(on: date, state: str) -> None:
    assert _cover(on=on)["performance"].state == state


def test_a_reading_of_a_leader_s_team_is_one_of_theirs() -> None:
    documents = {
        "review": document("review", "r", person="bea", period="2026-08"),
        "east": document("team", "east", lead="bea", parent="sales"),
        "metric": document(
            "metric",
            "revenue",
            unit="EUR",
            values=[{"date": "2026-08-31", "subject": "team:east", "value": 5}],
        ),
    }
    assert _cover(documents)["performance"].state == "full"
    by_others = document("team", "east", lead="ada", parent="sales")
    assert _cover({**documents, "east": by_others})["performance"].state == "partial"


# The head of the company


def _company_review(*held: str, **more: Any) -> Document:
    values = {"log": [{"date": day} for day in held], **more}
    return document("meeting", "review", owner="ada", type="quarterly_review", **values)


@pytest.mark.parametrize(
    ("review", "state"),
    [
        (_company_review("2026-07-13", recurs="quarterly", starts="2026-01-13T09:00"), "full"),
        # Held as the quarter ended; and the one of the quarter before.
        (_company_review("2026-06-30"), "full"),
        (_company_review("2026-04-13", recurs="quarterly", starts="2026-01-13T09:00"), "partial"),
        # Of a meeting that keeps no records the plan is what there is.
        (_company_review(recurs="quarterly", starts="2026-01-13T09:00"), "full"),
        (_company_review(recurs="quarterly", starts="2026-10-13T09:00"), "partial"),
        (_company_review(starts="2026-07-13T09:00"), "full"),
        (_company_review(starts="2026-04-13T09:00"), "partial"),
        (document("review", "r2", person="ada", period="2026-Q2", date="2026-07-10"), "full"),
        (document("review", "r2", person="ada", period="2026-Q1", date="2026-04-10"), "partial"),
        # One month of the quarter is not the quarter.
        (document("review", "r2", person="ada", period="2026-04", date="2026-07-10"), "partial"),
        (document("review", "r2", person="ada", period="2026-06", date="2026-07-10"), "partial"),
        # From fifteen days before the end of the quarter to the day of judging.
        (_company_review("2026-06-15"), "full"),
        (_company_review("2026-06-14"), "partial"),
        (_company_review("2026-09-10"), "full"),
        (_company_review("2026-09-11"), "partial"),
        (_company_review(starts="2026-06-15T09:00"), "full"),
        (_company_review(starts="2026-06-14T09:00"), "partial"),
        (_company_review(starts="2026-09-10T09:00"), "full"),
        (_company_review(starts="2026-09-11T09:00"), "partial"),
        (_company_review(starts="2026-09-10T09:00", recurs="quarterly"), "full"),
        (_company_review(starts="2026-09-11T09:00", recurs="quarterly"), "partial"),
        (
            _company_review(starts="2026-01-13T09:00", recurs="quarterly", until="2026-07-13"),
            "full",
        ),
        (
            _company_review(starts="2026-01-13T09:00", recurs="quarterly", until="2026-07-12"),
            "partial",
        ),
    ],
)
def test_the_head_is_judged_by_the_quarterly_review_with_the_company(
    review: Document, state: str
) -> None:
    metric = document(
        "metric",
        "revenue",
        unit="EUR",
        values=[{"date": "2026-06-30", "subject": "ada", "value": 5}],
    )
    found = _cover({"metric": metric}, person="ada", more=[review])["performance"]
    assert found.state == state, found.reasons


def test_the_quarterly_review_too_is_due_fifteen_days_after_the_end() -> None:
    held = [_company_review("2026-04-13")]
    in_time = _cover(on=date(2026, 7, 15), person="ada", more=held)["performance"].reasons
    assert in_time[-1] == Sentence("covered.performance.quarterly")
    late = _cover(on=date(2026, 7, 16), person="ada", more=held)["performance"].reasons
    days = {"start": Day(date(2026, 4, 1)), "end": Day(date(2026, 6, 30))}
    assert Sentence("covered.performance.no_quarterly", days) in late


def test_the_head_takes_part_with_the_team() -> None:
    documents = {
        "ada": document("person", "ada", name={"en": "Ada"}, role="manager", team="sales"),
        "meeting": document(
            "meeting",
            "review",
            owner="bea",
            type="quarterly_review",
            attendees=["sales"],
            log=[{"date": "2026-07-13"}],
        ),
    }
    reasons = _cover(documents, person="ada")["performance"].reasons
    assert Sentence("covered.performance.quarterly") in reasons


def test_until_the_quarterly_review_is_due_that_of_the_quarter_before_will_do() -> None:
    on = date(2026, 7, 15)
    reasons = _cover(on=on, person="ada")["performance"].reasons
    days = {"start": Day(date(2026, 1, 1)), "end": Day(date(2026, 3, 31))}
    assert Sentence("covered.performance.no_quarterly", days) in reasons
    of_march = document("review", "r2", person="ada", period="2026-03", date="2026-04-10")
    reasons = _cover(on=on, person="ada", more=[of_march])["performance"].reasons
    assert Sentence("covered.performance.no_quarterly", days) in reasons


@pytest.mark.parametrize(
    ("on", "before", "since"),
    [
        # The second quarter is due: three months. On 15 July it is the first: six.
        (date(2026, 9, 10), "2026-06-02", "2026-06-01"),
        (date(2026, 7, 15), "2026-01-02", "2026-01-01"),
    ],
)
def test_a_new_head_is_judged_once_the_quarter_that_is_due_was_served(
    on: date, before: str, since: str
) -> None:
    for started, state in ((before, "not_yet"), (since, "missing")):
        head = document("person", "ada", name={"en": "Ada"}, started=started)
        found = _cover({"ada": head, "metric": None}, on=on, person="ada")["performance"]
        assert found.state == state, started


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, {"en": "Level 2"}),
        ({"ladder": document("ladder", "rungs", levels=[{"id": "l2"}])}, "l2"),
        # The role's ladder is gone, or there is no role: the plan has one.
        ({"role": document("role", "manager", ladder="gone")}, {"en": "Level 2"}),
        ({"role": None}, {"en": "Level 2"}),
        # No plan: the role's ladder and the person's level.
        ({"growth": None}, {"en": "Level 2"}),
    ],
)
def test_the_level_on_a_ladder_is_told(changes: Mapping[str, Document | None], level: Any) -> None:
    (told,) = (
        one for one in _cover(changes)["growth"].reasons if one.key == "covered.growth.level"
    )
    assert told.filling["level"] == level


def test_a_growth_plan_tells_which_types_of_action_it_lacks() -> None:
    full = {one.key for one in _cover()["growth"].reasons}
    assert "covered.growth.every_type" in full
    plan = document(
        "growth",
        "plan",
        person="bea",
        ladder="rungs",
        current="l2",
        actions=[{"title": {"en": "Read"}, "type": "education"}],
        reviews=["2026-08-20"],
    )
    assert {one.key for one in _cover({"growth": plan})["growth"].reasons} == {
        f"covered.growth.{one}"
        for one in ("no_experience", "no_exposure", "level", "plan", "reviewed")
    }


@pytest.mark.parametrize(("since", "months"), [("2026-04-01", 5), ("2026-04-02", 4)])
def test_what_is_too_early_tells_how_many_months_have_closed(since: str, months: int) -> None:
    found = _cover({"recognition": None, "bea": _in_team(since)})["incentives"]
    told = {"months": Count(months), "looks_back": Count(12)}
    assert found.reasons[0] == Sentence("covered.too_new", told)


def test_a_metric_that_is_not_in_force_is_read_for_nobody() -> None:
    values = [{"date": "2026-08-31", "subject": "bea", "value": 5}]
    for state, tools in (("active", "full"), ("draft", "partial")):
        metric = document("metric", "revenue", unit="EUR", source="crm", values=values, state=state)
        assert _cover({"role": None, "metric": metric})["tools"].state == tools


def test_the_newest_month_that_is_due_is_known_on_its_day() -> None:
    assert newest_due(date(2026, 9, 15)).name == "2026-07"
    assert newest_due(date(2026, 9, 16)).name == "2026-08"
    assert newest_due(date(2026, 1, 16)).name == "2025-12"


def test_a_review_that_quotes_a_metric_has_readings() -> None:
    unread = document("metric", "revenue", unit="EUR", source="crm")
    found = _cover({"metric": unread})["performance"]
    assert (found.state, found.proofs) == (
        "full",
        (Key("review", "r"), Key("metric", "revenue")),
    )


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "full"),  # a duty shows it
        ({"role": None}, "partial"),
        (
            {
                "role": None,
                "goal": document(
                    "goal", "g", owner="bea", period="2026-Q3",
                    measurable={"type": "reach", "metric": "revenue", "target": 5},
                ),
            },
            "full",
        ),
    ],
)  # fmt: skip
def test_a_metric_is_a_person_s_by_a_duty_or_by_a_goal_though_nothing_is_read(
    changes: Mapping[str, Document | None], state: str
) -> None:
    unread = document("metric", "revenue", unit="EUR", source="crm")
    assert _cover({"metric": unread, **changes})["tools"].state == state


@pytest.mark.parametrize(
    ("modes", "said"),
    [
        (("theory", "practice"), "both"),
        (("theory",), "all_theory"),
        (("practice",), "all_practice"),
        ((), "neither"),
    ],
)
def test_training_says_what_there_is_of_theory_and_practice(
    modes: tuple[str, ...], said: str
) -> None:
    items = [{"title": {"en": mode}, "mode": mode, "state": "done"} for mode in modes]
    plan = document("training", "t", **{"for": ["bea"]}, period="2026", items=items)
    keys = {one.key for one in _cover({"training": plan})["training"].reasons}
    assert keys == {f"covered.training.{one}" for one in ("plan", said, "nothing_overdue")}


def test_somebody_without_a_manager_and_without_reports_is_no_head() -> None:
    alone = document("person", "carl", name={"en": "Carl"}, role="manager")
    found = _cover(person="carl", more=[alone])["performance"]
    assert {one.key for one in found.reasons} == {
        "covered.performance.no_review",
        "covered.performance.no_readings",
    }


# Time in service


def _since(day: str, **more: Any) -> Document:
    return document("person", "bea", name={"en": "Bea"}, manager="ada", started=day, **more)


def test_nobody_is_judged_before_the_first_day_or_after_the_last() -> None:
    assert _cover({"bea": _since("2026-10-01")}) == {}
    assert _cover({"bea": _since("2026-09-11")}) == {}
    assert set(_cover({"bea": _since("2026-09-10")})) == set(COVERED)
    assert _cover({"bea": _since("2020-01-01", ended="2026-09-09")}) == {}
    assert set(_cover({"bea": _since("2020-01-01", ended="2026-09-10")})) == set(COVERED)


NOTHING = dict.fromkeys(
    ("goal", "review", "recognition", "praise", "constructive", "growth", "metric", "incentive")
)


@pytest.mark.parametrize(
    ("practice", "before", "since", "state"),
    [
        # The month of August has to be served in full; its review is not due before 15 September.
        ("performance", "2026-07-02", "2026-07-01", "missing"),
        ("feedback", "2026-08-02", "2026-08-01", "missing"),
    ],
)
def test_what_looks_back_is_not_yet_missing_from_those_who_are_new(
    practice: str, before: str, since: str, state: str
) -> None:
    assert _cover({**NOTHING, "bea": _since(before)})[practice].state == "not_yet"
    assert _cover({**NOTHING, "bea": _since(since)})[practice].state == state


def test_a_review_that_is_due_is_missing_after_one_month() -> None:
    on = date(2026, 9, 16)
    assert _cover({**NOTHING, "bea": _since("2026-08-01")}, on=on)["performance"].state == "missing"
    assert _cover({**NOTHING, "bea": _since("2026-08-02")}, on=on)["performance"].state == "not_yet"


def _in_team(day: str) -> Document:
    return _since(day, role="manager", team="east", level="l2")


@pytest.mark.parametrize(
    ("practice", "lack", "before", "since"),
    [
        ("incentives", {"recognition": None}, "2025-09-02", "2025-09-01"),
        (
            "team",
            {"east": document("team", "east", norms=[{"id": "n", "title": {"en": "Norm"}}])},
            "2026-03-02",
            "2026-03-01",
        ),
        ("feedback", {"constructive": None}, "2026-03-02", "2026-03-01"),
    ],
)
def test_a_part_that_looks_back_far_is_lacking_once_somebody_has_served_as_long(
    practice: str, lack: dict[str, Document | None], before: str, since: str
) -> None:
    new = _cover({**lack, "bea": _in_team(before)})[practice]
    assert new.state == "not_yet"
    assert new.reasons[0].key == "covered.too_new"
    assert _cover({**lack, "bea": _in_team(since)})[practice].state == "partial"


def test_a_growth_plan_is_reviewed_within_the_first_quarter() -> None:
    plan = document(
        "growth",
        "plan",
        person="bea",
        ladder="rungs",
        current="l2",
        actions=[
            {"title": {"en": type_}, "type": type_}
            for type_ in ("experience", "exposure", "education")
        ],
    )
    assert _cover({"growth": plan, "bea": _in_team("2026-06-02")})["growth"].state == "not_yet"
    assert _cover({"growth": plan, "bea": _in_team("2026-06-01")})["growth"].state == "partial"


def test_what_can_be_there_on_the_first_day_is_missing_on_the_first_day() -> None:
    found = _cover({**NOTHING, "role": None, "tool": None, "bea": _since("2026-09-10")})
    for practice in ("responsibilities", "goals", "training", "communication", "tools", "growth"):
        assert found[practice].state == "missing", practice
    # No scheme covers them, and that comes before what is too early to tell.
    assert found["incentives"].state == "missing"
    assert found["incentives"].reasons == (
        Sentence("covered.incentives.none"),
        Sentence("covered.too_new", {"months": Count(0), "looks_back": Count(12)}),
    )


def test_what_is_there_counts_however_new_somebody_is() -> None:
    states = {
        name: each.state
        for name, each in _cover({"bea": _in_team("2026-09-10")}).items()
        if name != "responsibilities"
    }
    assert set(states.values()) == {"full"}


def test_onboarding_is_overdue_by_the_day_that_it_falls_on_for_the_person() -> None:
    plan = document(
        "training",
        "t",
        **{"for": ["bea"]},
        period="2026",
        items=[
            {"title": {"en": "Theory"}, "mode": "theory", "state": "done"},
            {"title": {"en": "Tour"}, "mode": "practice", "state": "planned", "after_start": 30},
        ],
    )
    for started, state in (("2026-08-10", "partial"), ("2026-08-11", "full")):
        assert _cover({"training": plan, "bea": _in_team(started)})["training"].state == state
    assert _cover({"training": plan})["training"].state == "full"


def test_a_weekly_one_to_one_is_no_meeting_of_the_team() -> None:
    meeting = document(
        "meeting",
        "weekly",
        attendees=["bea"],
        type="one_on_one",
        starts="2026-01-05T09:00",
        recurs="weekly",
    )
    assert _cover({"meeting": meeting})["communication"].state == "partial"


def test_every_sentence_is_a_known_one_filled_as_it_says() -> None:
    said: dict[str, set[str]] = {}
    cases = [changes for _, _, changes in LACKS]
    cases += [{}, dict.fromkeys(_led()), {"bea": _since("2026-09-10")}]
    for changes in cases:
        documents = {**changes, "bea": changes.get("bea") or _led()["bea"]}
        for practice in _cover(documents).values():
            for sentence in practice.reasons:
                said.setdefault(sentence.key, set()).update(sentence.filling)
    known = {f"covered.{key}": set(names) for key, names in SENTENCES.items()}
    assert {key: known.get(key) for key in said} == said


def test_what_lies_in_the_future_proves_nothing() -> None:
    found = _cover(on=date(2026, 8, 15))
    assert found["feedback"].state == "partial"
    award = document("recognition", "award", people=["bea"], date="2026-12-01")
    assert _cover({"recognition": award})["incentives"].state == "partial"


def test_what_is_lacking_is_told_first() -> None:
    found = _cover({"recognition": None})["incentives"]
    assert [one.key for one in found.reasons] == [
        "covered.incentives.not_recognised",
        "covered.incentives.scheme",
    ]
    assert found.proofs == (Key("incentive", "pay"),)


def test_private_evidence_is_not_shown_to_the_team_and_never_called_missing() -> None:
    for changes in ({}, {"review": None, "praise": None, "constructive": None, "growth": None}):
        states = {name: each.state for name, each in _cover(changes, edition=Edition()).items()}
        assert [name for name, state in states.items() if state == "not_shown"] == [
            "performance",
            "feedback",
            "growth",
        ]
        assert "missing" not in states.values()


def test_a_cell_that_is_not_shown_says_nothing_of_what_is_behind_it() -> None:
    with_it = _cover(edition=Edition())["feedback"]
    assert with_it == _cover({"praise": None}, edition=Edition())["feedback"]
    assert (with_it.proofs, with_it.reasons) == ((), ())


@pytest.mark.parametrize("viewer", ["bea", "ada"])
def test_a_viewer_sees_their_own_cells_and_those_of_their_people(viewer: str) -> None:
    found = _cover(edition=Edition("team", viewer))
    assert {each.state for each in found.values()} == {"full"}


def test_a_viewer_does_not_see_those_beside_or_above_them() -> None:
    carl = document("person", "carl", name={"en": "Carl"}, role="manager", manager="ada")
    own = Edition("team", "carl")
    for person in ("bea", "ada"):
        found = _cover(edition=own, more=[carl], person=person)
        assert {found[name].state for name in ("performance", "feedback", "growth")} == {
            "not_shown"
        }


def test_having_written_one_feedback_does_not_show_the_cell() -> None:
    carl = document("person", "carl", name={"en": "Carl"}, role="manager", manager="ada")
    given = document(
        "feedback", "by-carl", to="bea", **{"from": "carl"}, date="2026-09-01", type="praise"
    )
    assert (
        _cover(edition=Edition("team", "carl"), more=[carl, given])["feedback"].state == "not_shown"
    )


def test_the_public_sees_nothing_of_the_practices() -> None:
    public = document("person", "bea", name={"en": "Bea"}, audience="public")
    found = _cover({"bea": public}, edition=Edition("public"))
    assert {each.state for each in found.values()} == {"not_shown"}


def test_of_activities_of_one_day_the_one_of_the_nearer_team_is_told() -> None:
    teams = {
        "sales": document(
            "team", "sales", activities=[{"date": "2026-08-01", "title": {"en": "Fair"}}]
        ),
        "east": document(
            "team",
            "east",
            parent="sales",
            norms=[{"id": "n", "title": {"en": "Norm"}}],
            activities=[{"date": "2026-08-01", "title": {"en": "Hike"}}],
        ),
    }
    reasons = {one.key: one.filling for one in _cover(teams)["team"].reasons}
    assert reasons["covered.team.activity"] == {
        "title": {"en": "Hike"},
        "date": Day(date(2026, 8, 1)),
    }


def test_the_mean_score_is_that_of_the_goals_that_were_scored() -> None:
    more = [document("goal", "h", owner="bea", period="2026-Q3")]
    assert _mean({"g": Decimal(60), "h": Decimal(80)}, more) == 70
    assert _mean({"g": Decimal(60)}, more) == 60
    assert _mean({}, more) == 0


def _mean(written: Mapping[str, Decimal], more: Iterable[Document]) -> Fraction:
    handbook = handbook_of(*_led().values(), *more)
    person = handbook.find(Person, "bea")
    assert person is not None
    series = read_all_series(handbook, TODAY)
    sees = sees_kinds(handbook, EVERYTHING, TODAY)
    found = cover_person(person, handbook, TODAY, sees, written, series)["goals"]
    (mean,) = (one.filling["mean"] for one in found.reasons if "mean" in one.filling)
    assert isinstance(mean, Amount)
    return exact(mean.value)


def test_a_team_in_a_circle_comes_to_an_end() -> None:
    circle = {
        "east": document("team", "east", parent="sales"),
        "sales": document("team", "sales", parent="east"),
    }
    assert _cover(circle)["team"].state == "missing"


# To the day


@pytest.mark.parametrize(
    ("day", "observed", "case"),
    [
        ("2026-08-20", "2026-08-20", "covered.feedback.timely"),
        ("2026-08-20", "2026-08-06", "covered.feedback.timely"),
        ("2026-08-20", "2026-08-05", "covered.feedback.late"),
        ("2026-08-20", "2026-08-21", "covered.feedback.late"),
        ("2026-09-10", "2026-09-10", "covered.feedback.timely"),
        ("2026-08-11", "2026-08-11", "covered.feedback.timely"),
        ("2026-08-10", "2026-08-10", "covered.feedback.not_recent"),
    ],
)
def test_feedback_is_timely_within_fourteen_days_and_recent_within_a_month(
    day: str, observed: str, case: str
) -> None:
    step = {"title": {"en": "Call them"}}
    praise = _feedback("praise", day, observed, next_step=step)
    reasons = {one.key: one for one in _cover({"praise": praise})["feedback"].reasons}
    assert case in reasons
    if case == "covered.feedback.not_recent":
        assert reasons[case].filling["date"] == Day(date(2026, 8, 10))


def test_timely_feedback_without_a_next_step_says_that_and_late_feedback_that_it_is_late() -> None:
    for observed, case in (("2026-08-19", "no_next_step"), ("2026-07-19", "late")):
        praise = _feedback("praise", "2026-08-20", observed)
        reasons = {one.key for one in _cover({"praise": praise})["feedback"].reasons}
        assert f"covered.feedback.{case}" in reasons


def test_feedback_of_one_type_says_which() -> None:
    for gone, case in (("constructive", "all_praise"), ("praise", "no_praise")):
        reasons = {one.key for one in _cover({gone: None})["feedback"].reasons}
        assert f"covered.feedback.{case}" in reasons


@pytest.mark.parametrize(
    ("starts", "until", "state"),
    [
        ("2026-09-10T09:00", None, "full"),
        ("2026-09-11T09:00", None, "partial"),
        ("2026-01-05T09:00", "2026-09-10", "full"),
        ("2026-01-05T09:00", "2026-09-09", "partial"),
    ],
)
def test_a_weekly_meeting_is_held_from_its_first_day_to_its_last(
    starts: str, until: str | None, state: str
) -> None:
    held = document(
        "meeting",
        "m",
        owner="ada",
        type="weekly",
        recurs="weekly",
        attendees=["team:east"],
        starts=starts,
        **({"until": until} if until else {}),
    )
    assert _cover({"meeting": held})["communication"].state == state
