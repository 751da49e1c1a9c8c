"""Editions: what a reader may not see is not there to be shown, counted or hinted at."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from planbook.editions import filter_for_edition
from planbook.model.document import Document, Key, Origin
from planbook.model.edition import Edition
from planbook.model.field import Field
from planbook.model.handbook import Handbook, index_handbook
from planbook.model.settings import Reader, Settings
from planbook.reading.schemas import Overlay, compile_kinds, load_builtin_schemas

AS_OF = date(2026, 9, 10)

PEOPLE = (
    document("person", "head"),
    document("person", "ann", manager="head", team="east"),
    document("person", "bob", manager="ann", team="east"),
    document("person", "eve", manager="head"),
    document("team", "east", lead="ann"),
)
FEEDBACK = document("feedback", "f", **{"to": "bob", "from": "eve", "situation": {"en": "CANARY"}})


def edition(handbook: Handbook, audience: str = "team", viewer: str | None = None) -> Handbook:
    return filter_for_edition(handbook, Edition(audience, viewer), AS_OF)  # type: ignore[arg-type]  # parametrised by words


def sees(*documents: Document, viewer: str | None = None, audience: str = "team") -> set[str]:
    visible = edition(handbook_of(*PEOPLE, *documents), audience, viewer)
    return {key.id for key in visible.documents if key.kind not in ("person", "team")}


def values(*documents: Document, viewer: str | None = None) -> dict[str, Any]:
    visible = edition(handbook_of(*PEOPLE, *documents), "team", viewer)
    return dict(visible.documents[documents[-1].key].values)


def test_the_team_edition_has_no_private_documents() -> None:
    assert sees(FEEDBACK) == set()


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [("bob", True), ("ann", True), ("head", True), ("eve", True), ("east", False)],
)
def test_feedback_is_seen_by_its_subject_those_above_and_its_author(
    viewer: str, seen: bool
) -> None:
    assert sees(FEEDBACK, viewer=viewer) == ({"f"} if seen else set())


def test_a_manager_sees_what_is_about_reports_but_a_report_not_what_is_about_the_manager() -> None:
    about_ann = document("review", "r", person="ann", reviewer="head")
    assert sees(about_ann, viewer="bob") == set()
    assert sees(about_ann, viewer="head") == {"r"}


def test_the_public_edition_has_public_documents_only() -> None:
    assert sees(
        document("chapter", "open", audience="public"),
        document("goal", "g", owner="ann"),
        audience="public",
    ) == {"open"}


def test_an_audience_that_is_not_known_is_hidden() -> None:
    assert sees(document("goal", "g", owner="ann", audience="everyone"), viewer="head") == {"g"}
    assert sees(document("goal", "g", owner="ann", audience="everyone")) == set()


def test_the_private_edition_is_the_handbook_itself() -> None:
    whole = handbook_of(*PEOPLE, FEEDBACK, document("goal", "d", state="draft", owner="ann"))
    assert filter_for_edition(whole, Edition("private"), AS_OF) is whole


@pytest.mark.parametrize(("viewer", "seen"), [(None, False), ("ann", True), ("head", False)])
def test_a_draft_without_author_is_for_its_owner_only(viewer: str | None, seen: bool) -> None:
    draft = document("goal", "d", owner="ann", state="draft")
    assert sees(draft, viewer=viewer) == ({"d"} if seen else set())


@pytest.mark.parametrize(("viewer", "seen"), [("eve", True), ("bob", False), ("head", False)])
def test_a_draft_with_an_author_is_for_its_author_only(viewer: str, seen: bool) -> None:
    draft = Document(FEEDBACK.key, {**FEEDBACK.values, "state": "draft"}, FEEDBACK.origin)
    assert sees(draft, viewer=viewer) == ({"f"} if seen else set())


def test_a_private_field_of_a_goal_is_seen_by_its_owner_and_those_above() -> None:
    goal = document("goal", "g", owner="ann", rewards=[{"when": 1.0, "amount": 20000}])
    assert values(goal)["rewards"] == [{"when": 1.0}]
    assert values(goal, viewer="bob")["rewards"] == [{"when": 1.0}]
    assert values(goal, viewer="ann")["rewards"] == [{"when": 1.0, "amount": 20000}]
    assert values(goal, viewer="head")["rewards"] == [{"when": 1.0, "amount": 20000}]


def test_a_teams_goal_is_about_its_lead() -> None:
    goal = document("goal", "g", owner="team:east", rewards=[{"when": 1.0, "amount": 20000}])
    assert values(goal, viewer="bob")["rewards"] == [{"when": 1.0}]
    assert values(goal, viewer="ann")["rewards"] == [{"when": 1.0, "amount": 20000}]


def test_pay_is_private_line_by_line() -> None:
    scheme = document(
        "incentive",
        "i",
        **{"for": ["ann", "bob"]},
        quota=1,
        people=[{"person": "ann", "quota": 10}, {"person": "bob", "quota": 20}],
    )
    assert "people" not in values(scheme)
    assert "quota" not in values(scheme)
    assert values(scheme, viewer="bob")["people"] == [{"person": "bob", "quota": 20}]
    assert [line["person"] for line in values(scheme, viewer="ann")["people"]] == ["ann", "bob"]
    assert "people" not in values(scheme, viewer="eve")


def test_contacts_are_never_in_the_public_edition() -> None:
    person = document("person", "zoe", audience="public", contacts={"email": "CANARY"})
    public = edition(handbook_of(*PEOPLE, person), "public")
    assert "CANARY" not in str(public.documents)
    assert "CANARY" in str(edition(handbook_of(*PEOPLE, person)).documents)


def test_references_to_hidden_documents_are_gone_and_so_are_lines_that_need_them() -> None:
    hidden = document("objective", "secret", audience="private", owner="head")
    seen = document("objective", "open", owner="head")
    goal = document("goal", "g", owner="ann", relevant={"supports": ["secret", "open"]})
    assert values(hidden, seen, goal)["relevant"] == {"supports": ["open"]}
    only = document("goal", "h", owner="ann", relevant={"supports": ["secret"]})
    assert "relevant" not in values(hidden, seen, only)


def test_readings_about_hidden_subjects_are_gone() -> None:
    hidden = document("partner", "deal", audience="private")
    metric = document(
        "metric",
        "m",
        values=[
            {"date": "2026-01-31", "subject": "deal", "value": 1},
            {"date": "2026-01-31", "subject": "ann", "value": 2},
        ],
    )
    assert [line["subject"] for line in values(hidden, metric)["values"]] == ["ann"]


@pytest.mark.parametrize(
    "link",
    [
        "[our words](goal:secret-plan)",
        "[our words](<goal:secret-plan>)",
        '[our words](goal:secret-plan "a title")',
        "<goal:secret-plan>",
        "`[code](goal:secret-plan)`",
        "[our words][label]\n\n[label]: goal:secret-plan\n\nand",
        "[our [nested [words]]](goal:secret-plan)",
        '<a href="goal:secret-plan">our words</a>',
        "<img src='goal:secret-plan'>",
        "[our words](secret-chapter.md)",
        "[our words](secret-chapter.md#part)",
        "[our words](secret%2Dchapter.md)",
        "[our words](./../chapter/secret-chapter.en.md)",
        '<a href="secret-chapter.md">our words</a>',
        "[our words](../goal/secret-plan.yaml)",
        "![our words](secret-chapter.md)",
        "see Goal:secret-plan.",
    ],
)
def test_no_link_to_a_hidden_document_is_left_in_any_syntax(link: str) -> None:
    secret = document("goal", "secret-plan", audience="private", owner="ann")
    chapter = document("chapter", "secret-chapter", audience="private")
    visible = document("chapter", "open", body={"en": f"Before {link} after"})
    body = values(secret, chapter, visible)["body"]["en"]
    assert "secret" not in body
    assert body.startswith("Before ")
    assert body.endswith(" after")


def test_links_to_visible_documents_stay_as_they_were_written() -> None:
    seen = document("goal", "open-plan", owner="ann")
    text = "[a](goal:open-plan) <goal:open-plan> [b](open.md) [c](https://a.example/secret.md)"
    visible = document("chapter", "open", body={"en": text})
    assert values(seen, visible)["body"]["en"] == text


def test_links_and_free_fields_do_not_name_hidden_documents() -> None:
    secret = document("goal", "secret-plan", audience="private", owner="ann")
    goal = document(
        "goal",
        "g",
        owner="ann",
        links=[{"title": {"en": "Plan"}, "url": "secret-plan.yaml"}, {"url": "https://a.example"}],
        extra={"see": "goal:secret-plan", "deep": [{"more": "goal:secret-plan", "kept": 1}]},
    )
    visible = values(secret, goal)
    assert "secret" not in str(visible)
    assert visible["links"] == [{"url": "https://a.example"}]
    assert visible["extra"] == {"deep": [{"kept": 1}]}


def test_a_list_that_named_nothing_but_hidden_documents_leaves_no_trace() -> None:
    secret = document("goal", "secret-plan", audience="private", owner="ann")
    extra = {"see": ["goal:secret-plan"], "deep": {"more": ["goal:secret-plan"]}, "none": []}
    goal = document("goal", "g", owner="ann", extra=extra)
    assert values(secret, goal)["extra"] == {"none": []}


def test_the_source_of_a_goal_does_not_name_a_hidden_tool() -> None:
    tool = document("tool", "shadow-crm", audience="private")
    goal = document("goal", "g", owner="ann", measurable={"source": "shadow-crm"})
    assert "shadow-crm" not in str(values(tool, goal))


@pytest.mark.parametrize("source", ["crm", "the sheet of the east"])
def test_the_source_of_a_goal_names_a_tool_that_is_seen_or_has_words(source: str) -> None:
    goal = document("goal", "g", owner="ann", measurable={"source": source})
    assert values(document("tool", "crm"), goal)["measurable"]["source"] == source


def test_a_level_of_a_hidden_ladder_is_gone() -> None:
    ladder = document("ladder", "pay-bands", audience="private", levels=[{"id": "l7"}])
    role = document("role", "r", ladder="pay-bands")
    person = document("person", "zoe", role="r", level="l7")
    assert "level" not in values(ladder, role, person)


def test_back_links_come_from_visible_documents_only() -> None:
    goal = document("goal", "g", owner="ann", audience="private")
    whole = handbook_of(*PEOPLE, goal)
    assert whole.referring(Key("person", "ann"), "goal") == (goal.key,)
    assert edition(whole).referring(Key("person", "ann"), "goal") == ()


def test_a_property_that_no_schema_knows_is_hidden() -> None:
    assert "salary" not in values(document("goal", "g", owner="ann", salary=1))


def test_guarantees_and_adjustments_are_private_line_by_line() -> None:
    scheme = document(
        "incentive",
        "i",
        **{"for": ["ann", "bob"]},
        people=[
            {"person": "ann", "guarantee": {"amount": 10, "until": "2026-01-31"}},
            {"person": "bob", "guarantee": {"amount": 20, "until": "2026-01-31"}},
        ],
        adjustments=[
            {"person": "ann", "amount": -1, "reason": {"en": "A"}},
            {"person": "bob", "amount": -2, "reason": {"en": "B"}},
        ],
    )
    assert {"people", "adjustments"}.isdisjoint(values(scheme))
    seen = values(scheme, viewer="bob")
    assert seen["people"] == scheme.values["people"][1:]
    assert seen["adjustments"] == scheme.values["adjustments"][1:]
    assert values(scheme, viewer="ann")["adjustments"] == scheme.values["adjustments"]
    assert {"people", "adjustments"}.isdisjoint(values(scheme, viewer="eve"))


MANAGER = document("role", "manager")
HOLDERS = (
    document("person", "zoe", role="manager", manager="ann", started="2026-01-01"),
    document("person", "yan", role="manager", manager="ann", ended="2026-03-31"),
)


@pytest.mark.parametrize(
    ("viewer", "as_of", "seen"),
    [
        ("zoe", date(2026, 9, 10), True),
        ("zoe", date(2025, 12, 31), False),
        ("yan", date(2026, 3, 31), True),
        ("yan", date(2026, 9, 10), False),
        ("ann", date(2026, 9, 10), True),
        ("bob", date(2026, 9, 10), False),
        (None, date(2026, 9, 10), False),
    ],
)
def test_what_a_scheme_for_a_role_keeps_private_is_for_its_holders_in_service(
    viewer: str | None, as_of: date, seen: bool
) -> None:
    scheme = document(
        "incentive",
        "i",
        **{"for": ["manager"]},
        quota=100,
        variable=50,
        people=[{"person": "zoe", "quota": 1}],
    )
    training = document(
        "training", "t", **{"for": ["manager"]}, items=[{"title": {"en": "T"}, "cost": 9}]
    )
    whole = handbook_of(*PEOPLE, MANAGER, *HOLDERS, scheme, training)
    visible = filter_for_edition(whole, Edition("team", viewer), as_of)
    cut = visible.documents[scheme.key].values
    assert [cut.get("quota"), cut.get("variable")] == ([100, 50] if seen else [None, None])
    # Whom a line is about sees that line; a role's training costs are nobody's.
    own = viewer in ("zoe", "ann")
    assert ("people" in cut) == own
    assert visible.documents[training.key].values["items"] == [{"title": {"en": "T"}}]


HIDDEN = document("partner", "deal", audience="private")


def test_targets_of_hidden_subjects_are_gone() -> None:
    metric = document(
        "metric",
        "m",
        targets=[
            {"period": "2026", "subject": "deal", "value": 1},
            {"period": "2026", "subject": "territory:east-china", "value": 2},
        ],
        values=[{"date": "2026-01-31", "subject": "east-china", "value": 3}],
    )
    seen = values(HIDDEN, metric)
    assert [line["value"] for line in seen["targets"]] == [2]
    assert [line["value"] for line in seen["values"]] == [3]


def test_a_field_for_territories_and_people_hides_people_whatever_comes_first() -> None:
    text = (
        '{"properties": {"about": {"$ref": "common.schema.json#/$defs/reference",'
        ' "x-ref": ["territory", "product_line", "person"]}}}'
    )
    kinds = compile_kinds(load_builtin_schemas(), [Overlay("schemas/tool.schema.json", text)]).value
    hire = document("person", "secret-hire", audience="private")
    tools = [
        document("tool", name, about=name)
        for name in ("secret-hire", "ann", "east-china", "smart-lock")
    ]
    seen = edition(index_handbook((*PEOPLE, hire, *tools), kinds, SETTINGS))
    assert {tool.id for tool in tools if "about" in seen.documents[tool.key].values} == {
        "ann",
        "east-china",
        "smart-lock",
    }


def metric_of(*subjects: str) -> Document:
    rows = [{"date": "2026-01-31", "subject": subject, "value": 1} for subject in subjects]
    return document("metric", "m", aggregate="sum", values=rows)


@pytest.mark.parametrize("name", ["subject", "subjects"])
def test_a_measure_whose_subject_is_hidden_reads_no_metric(name: str) -> None:
    subject = "deal" if name == "subject" else ["ann", "deal"]
    goal = document("goal", "g", owner="ann", measurable={"metric": "m", name: subject})
    seen = values(HIDDEN, metric_of("deal", "ann"), goal).get("measurable", {})
    assert "metric" not in seen


def test_a_goal_measured_by_its_partners_reads_no_metric_where_one_is_hidden() -> None:
    goal = document(
        "goal",
        "g",
        owner="ann",
        specific={"scope": {"partners": ["deal", "open"]}},
        measurable={"type": "reach", "metric": "m", "target": 5},
    )
    seen = document("partner", "open")
    assert values(HIDDEN, seen, metric_of("deal", "open"), goal)["measurable"] == {
        "type": "reach",
        "target": 5,
    }
    # The owner's readings say nothing of the partners.
    assert values(HIDDEN, seen, metric_of("ann"), goal)["measurable"]["metric"] == "m"


def test_a_scheme_pays_for_nothing_where_its_subject_or_one_of_its_gates_is_hidden() -> None:
    secret = document("metric", "margin", audience="private")
    scheme = document(
        "incentive",
        "i",
        **{"for": ["bob"]},
        basis={"metric": "m"},
        gates=[{"metric": "margin", "below": 5, "factor": 0.5}, {"metric": "m", "below": 1}],
        people=[{"person": "bob", "quota": 20}],
    )
    seen = values(secret, metric_of("bob"), scheme, viewer="bob")
    assert "basis" not in seen
    assert "margin" not in str(seen)
    assert values(metric_of("bob"), scheme, viewer="bob")["people"] == [
        {"person": "bob", "quota": 20}
    ]


def test_readings_that_a_hidden_metric_weights_are_not_added_up_instead() -> None:
    secret = document("metric", "weight", audience="private")
    metric = document("metric", "m", aggregate="sum", across={"mean_by": "weight"})
    assert values(secret, metric)["across"] == "none"
    shown = document("metric", "weight")
    assert values(shown, metric)["across"] == {"mean_by": "weight"}


def test_an_entry_whose_key_names_a_hidden_document_is_gone() -> None:
    text = (
        '{"properties": {"who": {"type": "object", "propertyNames": {"x-ref": ["person"]},'
        ' "additionalProperties": {"$ref": "common.schema.json#/$defs/text"}},'
        ' "free": {"type": "object", "additionalProperties": {"type": "string"}}}}'
    )
    kinds = compile_kinds(load_builtin_schemas(), [Overlay("schemas/tool.schema.json", text)]).value
    hire = document("person", "secret-hire", audience="private")
    tool = document(
        "tool",
        "crm",
        audience="public",
        who={"secret-hire": {"en": "starts in May"}, "person:secret-hire": {}, "ann": {"en": "A"}},
        free={"person:secret-hire": "x", "ann": "y"},
        extra={"person:secret-hire": 1, "deep": [{"person:secret-hire": 2, "kept": 3}], "n": 4},
    )
    whole = index_handbook((*PEOPLE, hire, tool), kinds, SETTINGS)
    seen = edition(whole).documents[tool.key].values
    assert seen["who"] == {"ann": {"en": "A"}}
    assert seen["free"] == {"ann": "y"}
    assert seen["extra"] == {"deep": [{"kept": 3}], "n": 4}
    assert edition(whole, "private") is whole


def test_a_private_field_is_about_the_people_whom_its_own_part_names() -> None:
    named = (
        '{"$ref": "common.schema.json#/$defs/reference", "x-ref": ["person"], "x-subject": true}'
    )
    private = '{"type": "string", "x-audience": "private"}'
    part = f'{{"type": "object", "properties": {{"about": {named}, "note": {private}}}}}'
    line = f'{{"type": "object", "properties": {{"note": {private}}}}}'
    text = (
        f'{{"properties": {{"part": {part}, "bare": {line},'
        f' "lines": {{"type": "array", "items": {line}, "x-audience": "private"}}}}}}'
    )
    kinds = compile_kinds(load_builtin_schemas(), [Overlay("schemas/tool.schema.json", text)]).value
    tool = document(
        "tool",
        "crm",
        owner="bob",
        part={"about": "eve", "note": "n"},
        bare={"note": "n"},
        lines=[{"note": "n"}],
    )
    whole = index_handbook((*PEOPLE, tool), kinds, SETTINGS)
    seen = {
        viewer: {
            name
            for name in ("part", "bare", "lines")
            if "note" in str(edition(whole, "team", viewer).documents[tool.key].values.get(name))
        }
        for viewer in ("bob", "ann", "eve", None)
    }
    assert seen == {
        "bob": {"bare", "lines"},
        "ann": {"bare", "lines"},
        "eve": {"part"},
        None: set(),
    }


def test_the_competencies_of_a_visible_ladder_keep_their_cells() -> None:
    ladder = document(
        "ladder",
        "sales",
        competencies=[{"id": "numbers", "title": {"en": "Numbers"}}],
        levels=[
            {"id": "l1", "title": {"en": "T"}, "expectations": {"numbers": [{"en": "Counts"}]}}
        ],
    )
    assert values(ladder)["levels"][0]["expectations"] == {"numbers": [{"en": "Counts"}]}


@pytest.mark.parametrize("target", ["../goal/secret.csv", "../goal/targets.csv"])
def test_the_tables_of_a_hidden_metric_are_not_named(target: str) -> None:
    metric = document("metric", "secret", audience="private")
    origin = Origin(
        metric.origin.path,
        tables=(("values", "content/goal/secret.csv"), ("targets", "content/goal/targets.csv")),
    )
    chapter = document("chapter", "open", body={"en": f"See [the table]({target})."})
    seen = values(Document(metric.key, metric.values, origin), chapter)
    assert seen["body"]["en"] == "See the table."


def canary_for(field: Field, mark: int) -> Any:
    """Return a value that ``field`` admits and that can be found again."""
    if field.type in ("date", "datetime", "period"):
        return "2026-01-31" if field.type == "date" else "2026"
    if field.type == "boolean":
        return True
    if field.type in ("number", "integer"):
        return mark
    if field.type == "list" and field.element is not None:
        return [canary_for(field.element, mark)]
    if field.type == "mapping":
        return {name: canary_for(below, mark) for name, below in field.properties.items()}
    return {"en": str(mark)} if field.type == "text" else str(mark)


def test_every_private_field_at_the_top_of_every_kind_is_cut() -> None:
    checked = []
    for kind in handbook_of().kinds.values():
        for name, field in kind.field.properties.items():
            if field.audience != "private":
                continue
            holder = document(kind.name, "x", audience="team", **{name: canary_for(field, 918273)})
            visible = edition(handbook_of(*PEOPLE, holder))
            assert "918273" not in str(visible.documents), (kind.name, name)
            assert "918273" not in str(visible.records), (kind.name, name)
            checked.append((kind.name, name))
    assert {name for kind, name in checked if kind == "incentive"} == {
        "quota",
        "variable",
        "people",
        "adjustments",
    }


@pytest.mark.parametrize("viewer", ["head", "ann", "bob", "zoe"])
def test_a_person_document_is_about_that_person(viewer: str) -> None:
    person = document("person", "zoe", audience="private", manager="ann")
    visible = edition(handbook_of(*PEOPLE, person), "team", viewer)
    assert (person.key in visible.documents) is (viewer != "bob")


def test_a_document_that_is_named_as_a_person_is_not_about_that_person() -> None:
    goal = document("goal", "bob", audience="private", owner="eve")
    assert sees(goal, viewer="bob") == set()
    assert sees(goal, viewer="eve") == {"bob"}


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [("eve", True), ("bob", True), ("ann", True), ("head", True), ("zoe", False)],
)
def test_a_private_meeting_is_seen_by_owner_and_attendees_and_those_above(
    viewer: str, seen: bool
) -> None:
    meeting = document("meeting", "m", audience="private", owner="eve", attendees=["bob"])
    zoe = document("person", "zoe", manager="head")
    visible = edition(handbook_of(*PEOPLE, zoe, meeting), "team", viewer)
    assert (meeting.key in visible.documents) is seen


def test_a_draft_of_what_nobody_owns_is_for_the_private_edition_only() -> None:
    draft = document("partner", "p", state="draft", manager="ann")
    assert sees(draft, viewer="ann") == set()
    assert sees(draft, audience="private") == {"p"}


def test_people_who_are_not_there_stop_nothing_after_them() -> None:
    attendees = ["nobody", 7, "bob"]
    meeting = document("meeting", "m", audience="private", owner="eve", attendees=attendees)
    assert sees(meeting, viewer="bob") == {"m"}
    assert sees(meeting, viewer="head") == {"m"}


def test_a_scheme_for_people_and_roles_is_private_to_both() -> None:
    scheme = document("incentive", "i", **{"for": ["bob", "manager"]}, quota=100)
    for viewer, seen in (("bob", True), ("zoe", True), ("eve", False)):
        visible = edition(handbook_of(*PEOPLE, MANAGER, *HOLDERS, scheme), "team", viewer)
        assert ("quota" in visible.documents[scheme.key].values) is seen


def test_a_goal_measured_by_its_partners_reads_the_metric_where_all_are_seen() -> None:
    goal = document(
        "goal",
        "g",
        owner="ann",
        specific={"scope": {"partners": ["open"]}},
        measurable={"type": "reach", "metric": "m", "target": 5},
    )
    seen = values(document("partner", "open"), metric_of("open"), goal)
    assert seen["measurable"]["metric"] == "m"


def test_what_is_unknown_or_gone_takes_nothing_else_with_it() -> None:
    hidden = document("objective", "secret", audience="private", owner="head")
    goal = document(
        "goal", "g", nobodys=1, owner="ann", relevant={"supports": ["secret"]}, weight=4
    )
    seen = values(hidden, goal)
    assert (seen["owner"], seen["weight"]) == ("ann", 4)
    assert {"nobodys", "relevant"}.isdisjoint(seen)


# Readers of planbook.yaml


def read_by(reader: Reader, *documents: Document, as_of: date = AS_OF) -> Handbook:
    settings = msgspec.structs.replace(SETTINGS, readers={"hr": reader})
    return filter_for_edition(
        handbook_of(*PEOPLE, *documents, settings=settings), Edition("team", "hr"), as_of
    )


def ids_read_by(reader: Reader, *documents: Document, as_of: date = AS_OF) -> set[str]:
    visible = read_by(reader, *documents, as_of=as_of)
    return {key.id for key in visible.documents if key.kind not in ("person", "team")}


ABOUT_BOB = document("review", "about-bob", person="bob", reviewer="ann")
ABOUT_EVE = document("review", "about-eve", person="eve", reviewer="head")


def test_a_reader_sees_private_documents_of_its_kinds_about_its_people() -> None:
    everybody = Reader(sees=("review",), of=("all",))
    assert ids_read_by(everybody, ABOUT_BOB, ABOUT_EVE, FEEDBACK) == {"about-bob", "about-eve"}
    east = Reader(sees=("review",), of=("east",))
    assert ids_read_by(east, ABOUT_BOB, ABOUT_EVE, FEEDBACK) == {"about-bob"}


def test_a_reader_of_a_team_is_for_the_teams_below_it_too() -> None:
    north = document("team", "north")
    deep = document("team", "deep", parent="north")
    kim = document("person", "kim", team="deep")
    about_kim = document("review", "about-kim", person="kim", reviewer="head")
    reader = Reader(sees=("review",), of=("north",))
    assert ids_read_by(reader, north, deep, kim, about_kim, ABOUT_BOB) == {"about-kim"}


def test_who_is_in_a_team_is_judged_on_the_day() -> None:
    kim = document("person", "kim", team="east", before=[{"until": "2026-06-30", "team": "west"}])
    about_kim = document("review", "about-kim", person="kim", reviewer="head")
    west = Reader(sees=("review",), of=("west",))
    documents = (document("team", "west"), kim, about_kim)
    assert ids_read_by(west, *documents, as_of=date(2026, 6, 30)) == {"about-kim"}
    assert ids_read_by(west, *documents, as_of=date(2026, 7, 1)) == set()


def test_a_reader_sees_nothing_private_that_is_also_about_somebody_who_is_left_out() -> None:
    both = document("meeting", "m", audience="private", owner="ann", attendees=["bob"])
    teams = document("feedback", "f", **{"to": "team:east", "from": "eve"})
    reader = Reader(sees=("meeting", "feedback", "review"), of=("all",), not_about=("ann",))
    assert ids_read_by(reader, both, teams, ABOUT_BOB) == {"about-bob"}


def test_a_reader_sees_pay_line_by_line_and_the_scheme_only_where_nobody_is_left_out() -> None:
    scheme = document(
        "incentive",
        "i",
        **{"for": ["ann", "bob"]},
        quota=1,
        people=[{"person": "ann", "quota": 10}, {"person": "bob", "quota": 20}],
    )
    reader = Reader(sees=("incentive",), of=("all",), not_about=("ann",))
    seen = read_by(reader, scheme).documents[scheme.key].values
    assert seen["people"] == [{"person": "bob", "quota": 20}]
    assert "quota" not in seen
    seen = read_by(Reader(sees=("incentive",), of=("all",)), scheme).documents[scheme.key].values
    assert seen["quota"] == 1
    seen = read_by(Reader(sees=("review",), of=("all",)), scheme).documents[scheme.key].values
    assert "people" not in seen


def test_a_reader_sees_no_draft_and_nothing_that_is_about_nobody() -> None:
    draft = document("review", "d", person="bob", reviewer="ann", state="draft")
    nobody = document("chapter", "c", audience="private")
    assert ids_read_by(Reader(sees=("review", "chapter"), of=("all",)), draft, nobody) == set()


def test_a_reader_who_is_called_like_somebodys_manager_is_above_nobody() -> None:
    odd = document("person", "zoe", manager="hr")
    about = document("review", "r", person="zoe", reviewer="eve")
    assert ids_read_by(Reader(sees=("growth",), of=("all",)), odd, about) == set()


# Kept from its own subject


def note_kinds() -> Any:
    common = {"$ref": "common.schema.json#/$defs/reference"}
    schema = {
        "title": "Note",
        "properties": {
            "about": {
                "type": "array",
                "items": {
                    **common,
                    "x-ref": ["person", "team"],
                    "x-subject": {"sees_own": False},
                },
            },
            "by": {**common, "x-ref": ["person"], "x-author": True},
            "type": {"enum": ["plain", "open"], "default": "plain"},
        },
    }
    compiled = compile_kinds(
        load_builtin_schemas(), [Overlay("schemas/note.schema.json", json.dumps(schema))]
    )
    assert not compiled.findings
    return compiled.value


def notes_seen_by(viewer: str | None, settings: Settings = SETTINGS, **values: Any) -> bool:
    kinds = note_kinds()
    audience = kinds["note"].default_audience_of(values)
    written = {"kind": "note", "id": "n", "state": "active", "audience": audience, **values}
    note = Document(Key("note", "n"), written, Origin("content/n.yaml"))
    whole = index_handbook((*PEOPLE, note), kinds, settings)
    return note.key in filter_for_edition(whole, Edition("team", viewer), AS_OF).documents


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [("bob", False), ("ann", True), ("head", True), ("eve", False), (None, False)],
)
def test_a_note_is_kept_from_its_subject_and_seen_by_those_above(
    viewer: str | None, seen: bool
) -> None:
    assert notes_seen_by(viewer, about=["bob"]) is seen


def test_who_is_one_of_several_subjects_does_not_see_it_though_they_lead_the_other() -> None:
    assert not notes_seen_by("ann", about=["ann", "bob"])
    assert notes_seen_by("head", about=["ann", "bob"])


def test_the_lead_of_a_team_is_its_subject() -> None:
    assert not notes_seen_by("ann", about=["team:east"])
    assert notes_seen_by("head", about=["team:east"])


def test_the_author_of_a_note_sees_it_whoever_it_is_about() -> None:
    assert notes_seen_by("eve", about=["bob"], by="eve")
    assert notes_seen_by("bob", about=["bob"], by="bob")


def test_what_is_kept_from_its_subject_stays_private_whatever_it_says() -> None:
    assert not notes_seen_by(None, about=["bob"], audience="team")
    assert not notes_seen_by("bob", about=["bob"], audience="public")


def test_a_reader_sees_what_is_kept_from_its_subject() -> None:
    hr = msgspec.structs.replace(SETTINGS, readers={"hr": Reader(sees=("note",), of=("east",))})
    assert notes_seen_by("hr", hr, about=["bob"])
    assert not notes_seen_by("hr", hr, about=["eve"])


# One-to-ones


def test_a_one_to_one_is_seen_by_those_who_take_part_and_those_above_them() -> None:
    talk = document("meeting", "t", type="one_on_one", owner="ann", attendees=["bob"])
    assert sees(talk) == set()
    for viewer, seen in (("ann", True), ("bob", True), ("head", True), ("eve", False)):
        assert sees(talk, viewer=viewer) == ({"t"} if seen else set())


def test_a_team_in_a_one_to_one_does_not_make_its_lead_take_part() -> None:
    talk = document("meeting", "t", type="one_on_one", owner="eve", attendees=["team:east"])
    assert sees(talk, viewer="ann") == set()
    assert sees(talk, viewer="eve") == {"t"}


def test_what_a_scheme_for_a_role_keeps_private_is_for_its_holders_and_those_above() -> None:
    role = document("role", "manager")
    holder = document("person", "kim", role="manager", manager="eve")
    scheme = document("incentive", "i", **{"for": ["role:manager"]}, quota=7, variable=9)
    for viewer, seen in (("kim", True), ("eve", True), ("head", True), ("bob", False)):
        visible = edition(handbook_of(*PEOPLE, role, holder, scheme), "team", viewer)
        values = visible.documents[scheme.key].values
        assert ("quota" in values, "variable" in values) == (seen, seen), viewer


# Names in the keys of mappings


def access(schema: dict[str, Any], viewer: str | None = None, **values: Any) -> dict[str, Any]:
    """Return what the public edition, or a viewer's, sees of a document with these values."""
    overlay = {"title": "Access", "properties": schema}
    kinds = compile_kinds(
        load_builtin_schemas(), [Overlay("schemas/access.schema.json", json.dumps(overlay))]
    ).value
    written = {"kind": "access", "id": "a", "state": "active", "audience": "public", **values}
    note = Document(Key("access", "a"), written, Origin("content/a.yaml"))
    public = document("person", "pam", audience="public")
    whole = index_handbook((*PEOPLE, public, note), kinds, SETTINGS)
    edition = Edition("team", viewer) if viewer else Edition("public")
    return dict(filter_for_edition(whole, edition, AS_OF).documents[note.key].values)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "propertyNames": {"x-ref": ["person"]}},
        {"propertyNames": {"x-ref": ["person"]}},
        {"type": ["object", "null"], "propertyNames": {"x-ref": ["person"]}},
        {
            "type": "object",
            "propertyNames": {"x-ref": ["person"]},
            "additionalProperties": {"type": "string"},
        },
    ],
)
def test_an_entry_goes_where_its_key_names_what_is_hidden(schema: dict[str, Any]) -> None:
    who = {"bob": "CANARY", "pam": "seen", "person:bob": "CANARY", "person:pam": "seen"}
    seen = access({"who": schema}, who=who)
    assert seen["who"] == {"pam": "seen", "person:pam": "seen"}
    assert access({"who": schema}, "bob", who=who)["who"] == who


def test_an_entry_goes_also_in_nested_mappings_and_in_lists_of_them() -> None:
    names = {"type": "object", "propertyNames": {"x-ref": ["person"]}}
    nested = {"type": "object", "additionalProperties": names}
    seen = access(
        {"nested": nested, "listed": {"type": "array", "items": names}},
        nested={"one": {"bob": "CANARY", "pam": 1}, "two": {"bob": "CANARY"}},
        listed=[{"bob": "CANARY"}, {"pam": 2}],
    )
    assert seen["nested"] == {"one": {"pam": 1}}
    assert seen["listed"] == [{"pam": 2}]


def test_keys_of_extra_that_name_what_is_hidden_are_gone_in_any_spelling() -> None:
    extra = {
        "person:bob": "CANARY",
        "PERSON：Bob": "CANARY",
        "/people/bob/": "CANARY",
        "deep": [{"person\u200b:bob": "CANARY", "of": "see person:bob, person:pam"}],
        "person:pam": "seen",
    }
    assert access({}, extra=extra)["extra"] == {
        "deep": [{"of": "see , person:pam"}],
        "person:pam": "seen",
    }


def test_what_is_of_another_shape_than_its_field_tells_nothing() -> None:
    schema = {"propertyNames": {"x-ref": ["person"]}}
    assert access({"who": schema}, who="ask person:bob") == access({"who": schema}, who="ask ")
