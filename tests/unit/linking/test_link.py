"""Linking: ids resolve, to the right kind, once, and not in a circle."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builders.handbooks import SETTINGS, builtin_kinds, document
from planbook.diagnostics.finding import Finding
from planbook.linking.link import link_handbook
from planbook.model.document import Document, Key, Origin
from planbook.model.metric import Metric
from planbook.reading.schemas import Overlay, compile_kinds, load_builtin_schemas
from planbook.reading.validation import Valid


def link(
    *documents: Document, broken: frozenset[str] = frozenset(), files: frozenset[str] = frozenset()
) -> list[Finding]:
    outcome = link_handbook(Valid(documents, broken), builtin_kinds(), SETTINGS, files)
    return list(outcome.findings)


def seen(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(each.code.name, each.place.path, each.place.pointer) for each in findings]


LADDER = document(
    "ladder",
    "sales",
    competencies=[{"id": "numbers", "title": {"en": "Numbers"}}],
    levels=[{"id": "l1", "title": {"en": "One"}, "expectations": {"numbers": [{"en": "counts"}]}}],
)


def test_an_unknown_id_points_at_the_value_and_suggests_the_nearest() -> None:
    findings = link(
        document("person", "chen-rui"),
        document("goal", "g", owner="chen-riu"),
    )
    assert seen(findings) == [("link-unknown-id", "content/goal/g.yaml", "/owner")]
    assert findings[0].help is not None
    assert findings[0].help["en"] == "did you mean `chen-rui`?"
    assert "person or team" in findings[0].message["en"]


def test_an_unknown_id_in_a_list_points_at_its_position() -> None:
    findings = link(
        document("objective", "revenue"),
        document("goal", "g", relevant={"supports": ["revenue", "nothing-like-it"]}),
    )
    assert seen(findings) == [("link-unknown-id", "content/goal/g.yaml", "/relevant/supports/1")]


def test_an_id_of_another_kind_is_named_as_such() -> None:
    findings = link(
        document("partner", "dist-hangzhou"), document("goal", "g", owner="dist-hangzhou")
    )
    assert seen(findings) == [("link-wrong-kind", "content/goal/g.yaml", "/owner")]
    assert findings[0].message["en"] == (
        "`dist-hangzhou` is a partner; a person or team belongs here"
    )


def test_a_prefix_of_a_kind_that_does_not_belong_is_a_wrong_kind() -> None:
    findings = link(document("goal", "g", owner="partner:x"))
    assert seen(findings) == [("link-wrong-kind", "content/goal/g.yaml", "/owner")]
    assert findings[0].help is not None
    assert "person:, team:" in findings[0].help["en"]


def test_an_id_that_two_kinds_have_asks_for_the_kind() -> None:
    both = (document("person", "east"), document("team", "east"))
    findings = link(*both, document("goal", "g", owner="east"))
    assert seen(findings) == [("link-ambiguous-id", "content/goal/g.yaml", "/owner")]
    assert link(*both, document("goal", "g", owner="team:east")) == []


def test_duplicate_id_points_at_both_places() -> None:
    first = document("goal", "g")
    second = Document(Key("goal", "g"), first.values, Origin("content/zz/copy.yaml"))
    findings = link(first, second)
    assert seen(findings) == [("link-duplicate-id", "content/zz/copy.yaml", "/id")]
    assert findings[0].related[0].place.path == "content/goal/g.yaml"


def test_one_id_in_two_kinds_is_no_duplicate() -> None:
    assert link(document("person", "east"), document("team", "east")) == []


def test_a_manager_chain_in_a_circle_is_shown_whole_and_once() -> None:
    findings = link(
        document("person", "a", manager="b"),
        document("person", "b", manager="c"),
        document("person", "c", manager="a"),
        document("person", "d", manager="a"),
    )
    assert seen(findings) == [("link-cycle", "content/person/a.yaml", "/manager")]
    assert "a → b → c → a" in findings[0].message["en"]
    assert [related.place.path for related in findings[0].related] == [
        "content/person/b.yaml",
        "content/person/c.yaml",
    ]


def test_somebody_who_is_their_own_manager_is_a_circle_of_one() -> None:
    assert seen(link(document("person", "a", manager="a"))) == [
        ("link-cycle", "content/person/a.yaml", "/manager")
    ]


def test_goals_and_teams_can_go_in_circles_too() -> None:
    findings = link(
        document("goal", "x", relevant={"supports": ["y"]}),
        document("goal", "y", relevant={"supports": ["x"]}),
        document("team", "s", parent="t"),
        document("team", "t", parent="s"),
    )
    assert seen(findings) == [
        ("link-cycle", "content/team/s.yaml", "/parent"),
        ("link-cycle", "content/goal/x.yaml", "/relevant/supports/0"),
    ]


def test_a_long_chain_is_no_circle_and_needs_no_deep_stack() -> None:
    people = [document("person", "p0")]
    people += [document("person", f"p{n}", manager=f"p{n - 1}") for n in range(1, 3000)]
    assert link(*people) == []


def test_what_points_into_an_unreadable_file_is_not_to_blame() -> None:
    goal = document("goal", "g", owner="chen-rui")
    assert link(goal, broken=frozenset({"chen-rui"})) == []


def test_a_territory_outside_the_vocabulary_lists_what_is_allowed() -> None:
    findings = link(document("person", "p", scope={"territories": ["east-chin"]}))
    assert seen(findings) == [("link-unknown-id", "content/person/p.yaml", "/scope/territories/0")]
    assert findings[0].help is not None
    assert "did you mean `east-china`?" in findings[0].help["en"]
    assert "north-china" in findings[0].help["en"]


def test_a_level_resolves_in_the_ladder_of_the_persons_role() -> None:
    role = document("role", "r", ladder="sales")
    other = document("ladder", "other", levels=[{"id": "x9"}])
    good = document("person", "p", role="r", level="l1")
    bad = document("person", "q", role="r", level="x9")
    findings = link(LADDER, other, role, good, bad)
    assert seen(findings) == [("link-unknown-id", "content/person/q.yaml", "/level")]


def test_an_expectation_names_a_competency_of_its_own_ladder() -> None:
    wrong = document(
        "ladder",
        "wrong",
        competencies=[{"id": "numbers"}],
        levels=[{"id": "l1", "expectations": {"nombers": [{"en": "counts"}]}}],
    )
    findings = link(wrong)
    assert seen(findings) == [
        ("link-unknown-id", "content/ladder/wrong.yaml", "/levels/0/expectations/nombers")
    ]
    assert findings[0].place.on == "key"


def test_a_norm_resolves_in_the_teams_above_the_person() -> None:
    documents = (
        document("team", "all", norms=[{"id": "answer", "title": {"en": "Answer"}}]),
        document("team", "east", parent="all"),
        document("person", "p", team="east"),
    )
    assert link(*documents, document("recognition", "r", people=["p"], norm="answer")) == []
    findings = link(*documents, document("recognition", "r", people=["p"], norm="anser"))
    assert seen(findings) == [("link-unknown-id", "content/recognition/r.yaml", "/norm")]


def readings_of(*subjects: str) -> Document:
    return document(
        "metric", "m", values=[{"date": "2026-01-31", "subject": s, "value": 1} for s in subjects]
    )


def test_a_territory_may_be_the_subject_of_readings_and_targets() -> None:
    metric = document(
        "metric",
        "m",
        values=[{"date": "2026-01-31", "subject": "east-china", "value": 1}],
        targets=[{"period": "2026", "subject": "territory:north-china", "value": 1}],
    )
    goal = document("goal", "g", measurable={"metric": "m", "subject": "territory:east-china"})
    outcome = link_handbook(Valid((metric, goal)), builtin_kinds(), SETTINGS)
    assert outcome.findings == ()
    found = outcome.value.find(Metric, "m")
    assert found is not None
    assert found.values[0].subject == Key("territory", "east-china")
    assert found.targets[0].subject == Key("territory", "north-china")
    assert outcome.value.referring(Key("territory", "east-china"), "goal") == (goal.key,)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("east-china", None),
        ("territory:east-china", None),
        ("smart-lock", None),
        ("product_line:smart-lock", None),
        ("ann", None),
        ("product_line:east-china", "link-unknown-id"),
        ("nobody", "link-unknown-id"),
    ],
)
@pytest.mark.parametrize(
    "refs", [("territory", "product_line", "person"), ("person", "product_line", "territory")]
)
def test_a_field_may_admit_vocabularies_and_documents_in_any_order(
    refs: tuple[str, ...], written: str, code: str | None
) -> None:
    text = json.dumps(
        {
            "properties": {
                "about": {"$ref": "common.schema.json#/$defs/reference", "x-ref": list(refs)}
            }
        }
    )
    kinds = compile_kinds(load_builtin_schemas(), [Overlay("schemas/tool.schema.json", text)]).value
    documents = (document("person", "ann"), document("tool", "t", about=written))
    outcome = link_handbook(Valid(documents), kinds, SETTINGS)
    assert [finding.code.name for finding in outcome.findings] == ([code] if code else [])


def test_a_field_of_two_vocabularies_knows_the_words_of_both() -> None:
    text = (
        '{"properties": {"about": {"$ref": "common.schema.json#/$defs/reference",'
        ' "x-ref": ["territory", "product_line"]}}}'
    )
    kinds = compile_kinds(load_builtin_schemas(), [Overlay("schemas/tool.schema.json", text)]).value
    known = document("tool", "known", about="smart-lock")
    assert link_handbook(Valid((known,)), kinds, SETTINGS).findings == ()
    (finding,) = link_handbook(
        Valid((document("tool", "t", about="smart-lok"),)), kinds, SETTINGS
    ).findings
    assert finding.message["en"] == "`smart-lok` is not a territory or product line of this project"
    assert "did you mean `smart-lock`?" in (finding.help or {})["en"]


def test_a_territory_that_is_named_with_its_kind_is_one_in_a_scope_too() -> None:
    scope = {"territories": ["territory:east-china"], "product_lines": ["product_line:smart-lock"]}
    assert link(document("person", "p", scope=scope)) == []
    wrong = document("person", "q", scope={"territories": ["team:east-china"]})
    assert seen(link(wrong)) == [
        ("link-unknown-id", "content/person/q.yaml", "/scope/territories/0")
    ]


def test_a_subject_nobody_knows_is_told_with_all_that_might_be_one() -> None:
    findings = link(readings_of("east-chima"))
    assert seen(findings) == [("link-unknown-id", "content/metric/m.yaml", "/values/0/subject")]
    assert findings[0].message == {
        "en": "there is no person, partner, team or territory with the id `east-chima`",
        "zh": "没有 id 为 `east-chima` 的人员、渠道伙伴、团队或区域",
    }
    assert findings[0].help == {
        "en": "did you mean `east-china`?",
        "zh": "您是想写 `east-china` 吗？",
    }


def test_a_person_a_partner_and_a_territory_with_one_id_are_ambiguous() -> None:
    both = (document("person", "east-china"), document("partner", "east-china"))
    findings = link(*both, readings_of("east-china", "territory:east-china", "partner:east-china"))
    assert seen(findings) == [("link-ambiguous-id", "content/metric/m.yaml", "/values/0/subject")]
    assert (
        "`person:east-china`, `partner:east-china`, `territory:east-china`"
        in (findings[0].message["en"])
    )


def test_a_goal_that_follows_itself_is_a_circle() -> None:
    findings = link(
        document("goal", "x", result={"successor": "y"}),
        document("goal", "y", result={"successor": "x"}),
        document("goal", "z", result={"successor": "z"}),
    )
    assert seen(findings) == [
        ("link-cycle", "content/goal/x.yaml", "/result/successor"),
        ("link-cycle", "content/goal/z.yaml", "/result/successor"),
    ]
    said = "a goal cannot be carried on by itself or by an earlier one: z → z"
    assert findings[1].message["en"] == said
    assert findings[1].help is not None
    assert findings[1].help["en"].startswith("name as `successor` the goal of a later period")


@pytest.mark.parametrize(
    ("kind", "values", "pointer"),
    [
        ("person", {"before": [{"until": "2025-12-31", "team": "gone"}]}, "/before/0/team"),
        ("person", {"before": [{"until": "2025-12-31", "manager": "gone"}]}, "/before/0/manager"),
        ("goal", {"contributors": ["gone"]}, "/contributors/0"),
        ("goal", {"measurable": {"subject": "gone"}}, "/measurable/subject"),
        ("goal", {"actions": [{"title": {}, "owner": "gone"}]}, "/actions/0/owner"),
        ("goal", {"result": {"successor": "gone"}}, "/result/successor"),
        ("objective", {"measure": {"subjects": ["gone"]}}, "/measure/subjects/0"),
        ("incentive", {"basis": {"subject": "gone"}}, "/basis/subject"),
        ("incentive", {"gates": [{"metric": "gone"}]}, "/gates/0/metric"),
        ("incentive", {"gates": [{"subject": "gone"}]}, "/gates/0/subject"),
        ("incentive", {"adjustments": [{"person": "gone"}]}, "/adjustments/0/person"),
        ("metric", {"across": {"mean_by": "gone"}}, "/across/mean_by"),
        ("metric", {"targets": [{"subject": "gone"}]}, "/targets/0/subject"),
        ("partner", {"scorecard": [{"metric": "gone"}]}, "/scorecard/0/metric"),
        ("review", {"decisions": [{"title": {}, "owner": "gone"}]}, "/decisions/0/owner"),
        ("feedback", {"next_step": {"title": {}, "owner": "gone"}}, "/next_step/owner"),
    ],
)
def test_every_reference_must_lead_somewhere(
    kind: str, values: dict[str, Any], pointer: str
) -> None:
    assert seen(link(document(kind, "x", **values))) == [
        ("link-unknown-id", f"content/{kind}/x.yaml", pointer)
    ]


def test_the_source_of_a_goal_may_be_a_tool_or_words() -> None:
    words = document("goal", "g", measurable={"source": {"en": "the monthly report"}})
    assert link(words) == []
    documents = (document("tool", "crm"), document("goal", "g", measurable={"source": "crm"}))
    outcome = link_handbook(Valid(documents), builtin_kinds(), SETTINGS)
    assert outcome.value.referring(Key("tool", "crm"), "goal") == (Key("goal", "g"),)


def test_a_link_in_markdown_must_lead_somewhere() -> None:
    notes = {"en": "See [it](goal:gone), `[code](goal:shown)` and [this](goal:h)."}
    findings = link(document("goal", "g", notes=notes), document("goal", "h"))
    assert seen(findings) == [("link-unknown-id", "content/goal/g.yaml", "/notes/en")]


def test_a_link_to_a_file_must_lead_somewhere() -> None:
    chapter = document(
        "chapter", "c", body={"en": "[a](other.md) [b](gone.md) [c](x.png) [d](https://a.example)"}
    )
    findings = link(chapter, files=frozenset({"content/chapter/other.en.md"}))
    assert [finding.message["en"] for finding in findings] == [
        "the text links to `gone.md`, and there is no such chapter",
        "the text links to the file `x.png`, which does not exist in `content/`",
    ]


def test_a_link_to_a_file_that_does_not_go_into_the_site_is_told() -> None:
    names = ("a.html", "b.SVG", "c.js", "d.csv", "e", "f.xhtml", "g.xml", "fine.pdf", "team.PNG")
    links = " ".join(f"[x]({name})" for name in names)
    chapter = document("chapter", "c", body={"en": f"{links} ![chart](b.SVG) <goal:h>"})
    files = frozenset(f"content/chapter/{name}" for name in names)
    findings = link(chapter, document("goal", "h"), files=files)
    assert {finding.code.name for finding in findings} == {"link-unpublished-file"}
    assert [finding.message["en"].split("`")[1] for finding in findings] == [
        *names[:7],
        "b.SVG",
    ]
    assert "PNG" in (findings[-1].help or {})["en"]


def test_a_link_to_a_kind_that_is_misspelt_suggests_the_kind() -> None:
    notes = {"en": "[a](gaol:h), [b](mailto:ann@a.example) and [c](tel:110)"}
    findings = link(document("goal", "g", notes=notes), document("goal", "h"))
    assert seen(findings) == [("link-unknown-id", "content/goal/g.yaml", "/notes/en")]
    assert findings[0].help == {
        "en": "did you mean `goal:h`?",
        "zh": "您是想写 `goal:h` 吗？",
    }


def test_nothing_is_unknown_where_a_file_could_not_be_looked_into() -> None:
    documents = (
        document("person", "chen-rui"),
        document("goal", "g", owner="bea-stone", notes={"en": "[x](y.md) [z](goal:nobody)"}),
    )
    outcome = link_handbook(Valid(documents, incomplete=True), builtin_kinds(), SETTINGS)
    assert outcome.findings == ()


def test_a_target_for_an_unknown_subject_points_at_its_subject() -> None:
    targets = [
        {"period": "2026-07", "subject": "chen-rui", "value": 100},
        {"period": "2026-07", "subject": "chen-riu", "value": 100},
    ]
    findings = link(document("person", "chen-rui"), document("metric", "m", targets=targets))
    assert seen(findings) == [
        ("link-unknown-id", "content/metric/m.yaml", "/targets/1/subject"),
    ]
    assert findings[0].help == {
        "en": "did you mean `chen-rui`?",
        "zh": "您是想写 `chen-rui` 吗？",
    }


def test_a_metric_that_is_weighted_with_itself_is_a_circle() -> None:
    def weighted(id_: str, by: str) -> Document:
        return document(
            "metric", id_, unit="%", direction="up", cadence="monthly", across={"mean_by": by}
        )

    findings = link(weighted("a", "b"), weighted("b", "a"), weighted("c", "c"))
    assert [(one.code.name, one.message["en"]) for one in findings] == [
        ("link-cycle", "a metric cannot be weighted with itself: a → b → a"),
        ("link-cycle", "a metric cannot be weighted with itself: c → c"),
    ]
