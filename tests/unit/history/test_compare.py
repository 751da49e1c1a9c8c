"""What changed between two revisions, as the records tell it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from builders.handbooks import builtin_kinds, document, handbook_of
from builders.plans import GOOD_GOAL
from planbook.editions import filter_for_edition
from planbook.history.compare import compare_revisions
from planbook.history.records import Change, Comparison
from planbook.history.revision import Revision
from planbook.history.values import Entry, Listing, Named, Option, Said, Verbatim
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.quantities import Amount, Day, Share
from planbook.reading.schemas import compile_file_schema, load_builtin_schemas

AS_OF = date(2026, 9, 10)
TEAM = Edition()
PEOPLE = (
    document("person", "ann", name={"en": "Ann"}),
    document("person", "bea", name={"en": "Bea"}, manager="ann"),
    document("person", "carl", name={"en": "Carl"}, manager="ann"),
    document("metric", "revenue", unit="CNY", direction="up", cadence="monthly"),
)


def compare(
    base: tuple[Document, ...], head: tuple[Document, ...], edition: Edition = TEAM
) -> Comparison:
    """Compare two sets of documents beside the same people."""

    def revision(documents: tuple[Document, ...]) -> Revision:
        whole = _handbook(documents)
        return Revision(whole, filter_for_edition(whole, edition, AS_OF), None)

    project = compile_file_schema(load_builtin_schemas(), "planbook")
    return compare_revisions(revision(base), revision(head), edition, AS_OF, project)


def _handbook(documents: tuple[Document, ...]) -> Handbook:
    keys = {one.key for one in documents}
    return handbook_of(*documents, *(one for one in PEOPLE if one.key not in keys))


def goal(**changes: Any) -> Document:
    """Return the good goal with other values; ``a__b`` stands for what is below."""
    values: dict[str, Any] = deepcopy(dict(GOOD_GOAL))
    for name, value in changes.items():
        place = values
        *above, last = name.split("__")
        for step in above:
            place = place.setdefault(step, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return document("goal", "q3", **values)


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return section, code and field of each change."""
    return [(one.section, one.code, one.field) for one in comparison.changes]


def only(comparison: Comparison) -> Change:
    """Return the one change that there is."""
    assert len(comparison.changes) == 1, told(comparison)
    return comparison.changes[0]


def test_same_documents_change_nothing() -> None:
    assert compare((goal(),), (goal(),)).is_empty


def test_order_of_keys_and_of_lists_without_order_is_no_change() -> None:
    one = goal(tags=["a", "b"], actions=[{"title": {"en": "x"}}, {"title": {"en": "y"}}])
    other = goal(actions=[{"title": {"en": "y"}}, {"title": {"en": "x"}}], tags=["b", "a"])
    assert compare((one,), (other,)).is_empty


def test_a_reference_with_its_kind_is_the_same_reference() -> None:
    assert compare((goal(owner="bea"),), (goal(owner="person:bea"),)).is_empty


def test_a_period_may_be_written_in_two_ways() -> None:
    same = {"start": "2026-07-01", "end": "2026-09-30"}
    assert compare((goal(period="2026-Q3"),), (goal(period=same),)).is_empty


def test_a_lowered_target_says_how_much_of_the_period_had_passed() -> None:
    change = only(compare((goal(),), (goal(measurable__target=5_500_000),)))
    assert (change.section, change.code) == ("goalposts", "target-eased")
    assert (change.before, change.after) == (
        Amount(Decimal(6_000_000), "CNY"),
        Amount(Decimal(5_500_000), "CNY"),
    )
    assert change.timing is not None
    assert change.timing.phase == "running"
    assert change.timing.gone == Fraction(72, 92)


@pytest.mark.parametrize(
    ("type_", "name", "before", "after", "code"),
    [
        ("reach", "target", 10, 9, "target-eased"),
        ("reach", "target", 10, 11, "target-raised"),
        ("increase", "target", 10, 9, "target-eased"),
        ("decrease", "target", 10, 11, "target-eased"),
        ("decrease", "target", 10, 9, "target-raised"),
        ("keep_within", "max", 10, 11, "target-eased"),
        ("keep_within", "max", 10, 9, "target-raised"),
        ("keep_within", "min", 10, 9, "target-eased"),
        ("keep_within", "min", 10, None, "target-eased"),
        ("keep_within", "max", None, 9, "target-raised"),
        ("keep_within", "share", 0.9, 0.8, "target-eased"),
        ("increase", "baseline", 5, 4, "baseline-changed"),
    ],
)
def test_which_way_a_target_is_easier(
    type_: str, name: str, before: Any, after: Any, code: str
) -> None:
    def measured(value: Any) -> Document:
        return goal(**{"measurable__type": type_, f"measurable__{name}": value})

    assert only(compare((measured(before),), (measured(after),))).code == code


def test_a_due_date_put_off_is_a_goalpost_and_one_drawn_nearer_is_none() -> None:
    later = only(compare((goal(),), (goal(time_bound__due="2026-10-31"),)))
    assert (later.section, later.code) == ("goalposts", "due-later")
    assert later.after == Day(date(2026, 10, 31))
    nearer = only(compare((goal(),), (goal(time_bound__due="2026-09-15"),)))
    assert (nearer.section, nearer.code) == ("other", "due-earlier")


def test_a_goal_that_moves_to_a_later_period_is_a_goalpost() -> None:
    later = only(compare((goal(period="2026-Q3"),), (goal(period="2026-Q4"),)))
    assert (later.section, later.code) == ("goalposts", "period-later")
    days = {"start": "2026-08-01", "end": "2026-09-30"}
    shorter = only(compare((goal(period="2026-Q3"),), (goal(period=days),)))
    assert (shorter.section, shorter.code) == ("other", "changed")


def test_milestones_that_are_lower_later_or_gone_are_goalposts() -> None:
    marks = [{"due": "2026-07-31", "value": 100}, {"due": "2026-08-31", "value": 200}]
    lower = [{"due": "2026-07-31", "value": 100}, {"due": "2026-08-31", "value": 150}]
    base = goal(time_bound__milestones=marks)
    assert told(compare((base,), (goal(time_bound__milestones=lower),))) == [
        ("goalposts", "milestone-eased", "/time_bound/milestones[]/value")
    ]
    assert told(compare((base,), (goal(time_bound__milestones=marks[:1]),))) == [
        ("goalposts", "milestone-removed", "/time_bound/milestones[]")
    ]


def test_another_owner_is_told_by_name() -> None:
    change = only(compare((goal(owner="bea"),), (goal(owner="carl"),)))
    assert (change.section, change.code) == ("goals", "owner-changed")
    assert (change.before, change.after) == (
        Named("bea", {"en": "Bea"}),
        Named("carl", {"en": "Carl"}),
    )


def test_goals_that_come_go_or_end() -> None:
    assert told(compare((), (goal(),))) == [("goals", "document-added", "")]
    assert told(compare((goal(),), ())) == [("goals", "document-removed", "")]
    assert told(compare((goal(),), (goal(state="archived"),))) == [("goals", "archived", "/state")]
    assert told(compare((goal(),), (goal(result={"outcome": "cancelled"}),))) == [
        ("goals", "goal-cancelled", "/result")
    ]


def test_past_checkins_are_history_and_new_ones_are_not() -> None:
    first = {"date": "2026-07-31", "value": 100}
    second = {"date": "2026-08-31", "value": 200}
    coming = {"date": "2026-09-30", "value": 300}
    base = goal(checkins=[first, second])
    assert told(compare((base,), (goal(checkins=[{**first, "value": 90}, second]),))) == [
        ("history", "checkin-changed", "/checkins[]/value")
    ]
    assert told(compare((base,), (goal(checkins=[second]),))) == [
        ("history", "checkin-removed", "/checkins[]")
    ]
    assert told(compare((base,), (goal(checkins=[first, second, coming]),))) == [
        ("other", "added", "/checkins[]")
    ]
    assert told(compare((goal(checkins=[second]),), (base,))) == [
        ("history", "checkin-backdated", "/checkins[]")
    ]


def test_a_result_that_was_given_is_history() -> None:
    given = goal(result={"outcome": "missed", "grade": 0.5})
    assert told(compare((goal(),), (given,))) == [("other", "added", "/result")]
    better = goal(result={"outcome": "missed", "grade": 0.9})
    assert told(compare((given,), (better,))) == [("history", "result-changed", "/result/grade")]


def metric(*readings: tuple[str, float], targets: Any = ()) -> Document:
    values = [{"date": day, "subject": "bea", "value": value} for day, value in readings]
    return document(
        "metric",
        "revenue",
        unit="CNY",
        direction="up",
        cadence="monthly",
        values=values,
        targets=[{"period": one, "subject": "bea", "value": value} for one, value in targets],
    )


def test_readings_of_a_closed_month_are_history_and_of_the_running_one_are_not() -> None:
    base = metric(("2026-08-31", 100), ("2026-09-05", 20))
    closed = only(compare((base,), (metric(("2026-08-31", 120), ("2026-09-05", 20)),)))
    assert (closed.section, closed.code) == ("history", "reading-changed")
    assert closed.before == Amount(Decimal(100), "CNY")
    assert told(compare((base,), (metric(("2026-08-31", 100), ("2026-09-05", 30)),))) == [
        ("other", "reading-changed", "/values[]/value")
    ]
    assert told(compare((base,), (metric(("2026-09-05", 20)),))) == [
        ("history", "reading-removed", "/values[]")
    ]


def test_new_readings_are_told_together() -> None:
    base = metric(("2026-07-31", 100))
    change = only(
        compare((base,), (metric(("2026-07-31", 100), ("2026-08-31", 1), ("2026-09-05", 2)),))
    )
    assert (change.section, change.code, change.count) == ("other", "readings-added", 2)


def test_a_target_of_a_period_that_has_begun_is_history() -> None:
    base = metric(targets=[("2026-08", 5), ("2026-12", 5)])
    assert told(compare((base,), (metric(targets=[("2026-08", 4), ("2026-12", 4)]),))) == [
        ("history", "metric-target-changed", "/targets[]/value"),
        ("other", "metric-target-changed", "/targets[]/value"),
    ]


def scheme(**changes: Any) -> Document:
    values: dict[str, Any] = {
        "for": ["bea"],
        "period": "2026-Q3",
        "basis": {"metric": "revenue"},
        "currency": "CNY",
        "mode": "marginal",
        "tiers": [{"up_to": 1.0, "rate": 1}, {"rate": 1.5}],
        "people": [{"person": "bea", "quota": 1000, "variable": 10}],
    }
    return document("incentive", "plan", **{**values, **changes})


def test_pay_is_told_where_the_edition_sees_it() -> None:
    other = scheme(people=[{"person": "bea", "quota": 900, "variable": 10}])
    hidden = compare((scheme(),), (other,))
    assert hidden.is_empty
    assert hidden.left_out == 1
    seen = only(compare((scheme(),), (other,), Edition("team", "ann")))
    assert (seen.section, seen.field) == ("pay", "/people[]/quota")
    assert (seen.before, seen.after) == (Amount(Decimal(1000), "CNY"), Amount(Decimal(900), "CNY"))
    assert compare((scheme(),), (other,), Edition("team", "carl")).is_empty


def test_steps_are_told_as_a_whole() -> None:
    tiers = [{"up_to": 0.9, "rate": 1}, {"rate": 2}]
    change = only(compare((scheme(),), (scheme(tiers=tiers),)))
    assert (change.section, change.field) == ("pay", "/tiers")
    assert isinstance(change.after, Listing)
    first = change.after.values[0]
    assert isinstance(first, Entry)
    assert first.parts[0].value == Share(Fraction(9, 10))


def test_whoever_comes_under_a_manager_shows_nothing_of_before() -> None:
    """The edition saw the field in one of the revisions only."""
    moved = document("person", "bea", name={"en": "Bea"}, manager="carl")
    other = scheme(people=[{"person": "bea", "quota": 900, "variable": 10}])
    compared = compare((scheme(),), (other, moved), Edition("team", "carl"))
    assert [one.section for one in compared.changes] == ["people"]


def one_on_one(**changes: Any) -> Document:
    values: dict[str, Any] = {
        "owner": "ann",
        "attendees": ["ann", "bea"],
        "starts": "2026-09-01T10:00",
        "minutes": 30,
        "type": "one_on_one",
        "agenda": [{"en": "the secret"}],
    }
    return document("meeting", "talk", **{**values, **changes})


def test_a_meeting_of_another_type_is_an_audience_that_widens_without_contents() -> None:
    change = only(compare((one_on_one(),), (one_on_one(type="weekly"),)))
    assert (change.section, change.code) == ("audience", "widened")
    assert isinstance(change.before, Option)
    assert isinstance(change.after, Option)
    assert (change.before.value, change.after.value) == ("private", "team")
    assert change.facts == ()


def test_a_narrowed_audience_says_no_more_than_that() -> None:
    change = only(compare((one_on_one(type="weekly"),), (one_on_one(agenda=[{"en": "new"}]),)))
    assert change == Change("audience", "no-longer-shown", change.subject)


def test_what_both_revisions_hide_is_not_told() -> None:
    compared = compare((one_on_one(),), (one_on_one(agenda=[{"en": "other"}]),))
    assert compared.is_empty
    assert compared.left_out == 1


def test_a_private_document_is_told_to_those_who_see_it_in_both() -> None:
    compared = compare(
        (one_on_one(),), (one_on_one(agenda=[{"en": "other"}]),), Edition("team", "bea")
    )
    assert told(compared) == [("other", "list-changed", "/agenda[]")]


def test_a_draft_that_is_in_force_now_is_new() -> None:
    assert told(compare((goal(state="draft"),), (goal(),))) == [("goals", "document-added", "")]


def test_kept_documents_stay_private_whatever_they_say() -> None:
    def feedback(**changes: Any) -> Document:
        values: dict[str, Any] = {
            "to": "bea",
            "from": "ann",
            "date": "2026-09-01",
            "situation": {"en": "s"},
            "behaviour": {"en": "b"},
            "impact": {"en": "i"},
        }
        return document("feedback", "f", **{**values, **changes})

    assert compare((feedback(),), (feedback(impact={"en": "x"}),)).is_empty
    widened = compare((feedback(),), (feedback(audience="team", impact={"en": "secret"}),))
    assert told(widened) == [("audience", "widened", "/audience")]


def test_a_renamed_file_is_no_change_and_a_renamed_id_is_told_as_such() -> None:
    old, new = goal(), goal()
    moved = Document(new.key, new.values, type(new.origin)("content/elsewhere.yaml"))
    assert compare((old,), (moved,)).is_empty
    values = {**old.values, "id": "q3-east"}
    renamed = Document(type(old.key)("goal", "q3-east"), values, old.origin)
    change = only(compare((old,), (renamed,)))
    assert (change.code, change.before, change.after) == (
        "renamed",
        Verbatim("q3"),
        Verbatim("q3-east"),
    )


def test_who_is_renamed_does_not_change_what_names_them() -> None:
    bea = document("person", "bea-stone", name={"en": "Bea"}, manager="ann")
    bea = Document(bea.key, bea.values, type(bea.origin)("content/person/bea.yaml"))

    def whole(*documents: Document) -> Revision:
        book = handbook_of(*documents)
        return Revision(book, book, None)

    ann, old_bea, *_ = PEOPLE
    compared = compare_revisions(
        whole(ann, old_bea, goal(owner="bea")),
        whole(ann, bea, goal(owner="bea-stone")),
        TEAM,
        AS_OF,
        compile_file_schema(load_builtin_schemas(), "planbook"),
    )
    assert told(compared) == [("other", "renamed", "/id")]


def test_people_who_join_move_and_leave() -> None:
    joins = compare((), (document("person", "dan", name={"en": "Dan"}),))
    assert told(joins) == [("people", "document-added", "")]
    moved = document("person", "bea", name={"en": "Bea"}, manager="carl", ended="2026-10-31")
    assert told(compare((), (moved,))) == [
        ("people", "changed", "/manager"),
        ("people", "added", "/ended"),
    ]


def test_an_entry_that_is_reworded_keeps_its_place() -> None:
    base = goal(actions=[{"title": {"en": "Visit"}, "due": "2026-09-20"}])
    head = goal(actions=[{"title": {"en": "Visit twice"}, "due": "2026-09-20"}])
    change = only(compare((base,), (head,)))
    assert change.field == "/actions[]/title"
    assert (change.before, change.after) == (
        Said({"en": "Visit"}),
        Said({"en": "Visit twice"}),
    )


def test_work_that_is_undone_is_history() -> None:
    base = goal(actions=[{"title": {"en": "Visit"}, "done": True}])
    head = goal(actions=[{"title": {"en": "Visit"}, "done": False}])
    assert told(compare((base,), (head,))) == [("history", "done-taken-back", "/actions[]/done")]


def test_long_texts_are_told_by_their_lines() -> None:
    kinds = builtin_kinds()
    assert "chapter" in kinds
    base = document("chapter", "c", body={"en": "a\nb\nc\nd\ne"})
    head = document("chapter", "c", body={"en": "a\nb\nx\nd\ne\nf"})
    change = only(compare((base,), (head,)))
    assert (change.section, change.code, change.lines) == ("chapters", "text-changed", (2, 1))


SECRETS: tuple[tuple[Document, ...], ...] = (
    (),
    (one_on_one(),),
    (one_on_one(agenda=[{"en": "other"}], minutes=45),),
    (
        document("review", "r", person="bea", reviewer="ann", period="2026-08", date="2026-09-01"),
        document("growth", "g", person="bea", actions=[{"title": {"en": "x"}}]),
    ),
    (document("goal", "draft", **{**GOOD_GOAL, "state": "draft", "owner": "carl"}),),
    (document("chapter", "c", audience="private", body={"en": "a\nb\nc\nd\ne"}),),
)


@pytest.mark.parametrize("before", range(len(SECRETS)))
@pytest.mark.parametrize("after", range(len(SECRETS)))
def test_what_is_private_changes_nothing_but_the_number_of_files(before: int, after: int) -> None:
    links = "see [it](review:r) and [that](meeting:talk)"

    def side(secrets: tuple[Document, ...], target: int, quota: int) -> tuple[Document, ...]:
        people = [{"person": "bea", "quota": quota, "variable": quota}]
        plan = goal(measurable__target=target, notes={"en": links if secrets else "see and"})
        return (*secrets, scheme(people=people), plan)

    told_with = compare(
        side(SECRETS[before], 6_000_000, before), side(SECRETS[after], 5_000_000, after)
    )
    told_without = compare(side((), 6_000_000, 0), side((), 5_000_000, 0))
    kept = [one for one in told_with.changes if one.field != "/notes"]
    assert kept == list(told_without.changes)
    assert told_with.faulty == told_without.faulty


def test_many_changes_take_time_in_proportion() -> None:
    """A list of thousands is matched by what its entries are, not by every pair."""
    days = [
        f"{year}-{month:02}-{day:02}"
        for year in range(1990, 2026)
        for month in range(1, 13)
        for day in range(1, 29)
    ]

    def large(value: float) -> Document:
        return metric(*((day, value) for day in days))

    compared = compare((large(1),), (large(2),))
    assert len(compared.changes) == len(days)
