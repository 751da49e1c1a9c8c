"""Validation: every mistake gets one finding at its place, in words that say what to write."""

from __future__ import annotations

import time
from decimal import Decimal

import msgspec
import pytest
from msgspec.structs import replace

from builders.handbooks import SETTINGS, builtin_kinds
from builders.validation import validated
from planbook.diagnostics.span import Span
from planbook.model.document import Origin
from planbook.model.settings import ReviewSettings, Scale
from planbook.reading.documents import Parsed, RawDocument
from planbook.reading.schemas import compile_kinds, load_builtin_schemas
from planbook.reading.validation import validate_documents

IN_CHINESE = msgspec.structs.replace(SETTINGS, language="zh", languages=("zh", "en"))

GOAL = """\
kind: goal
id: q3
title: Grow sales
owner: chen-rui
period: 2026-Q3
specific:
  outcome: Sell-in
measurable:
  type: increase
  baseline: 5000000
  target: 6000000
  unit: CNY
achievable:
  rationale: Two new distributors
relevant:
  supports: [revenue-2026]
time_bound:
  start: 2026-07-01
  due: 2026-09-30
"""


def goal(old: str, new: str) -> str:
    assert old in GOAL
    return GOAL.replace(old, new)


def test_a_right_goal_has_no_finding() -> None:
    assert validated(GOAL).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("owner: chen-rui", "owner: [chen-rui]", "write `chen-rui`"),
        ("owner: chen-rui", "owner: {id: chen-rui}", "write `chen-rui`"),
        ("owner: chen-rui", "owner: [chen-rui, li-na]", "write one only"),
        ("[revenue-2026]", "{id: revenue-2026}", "begin the entry with `- `"),
        ("target: 6000000", "target: [6000000]", "write `6000000`"),
    ],
)
def test_brackets_too_many_or_too_few_are_put_right(old: str, new: str, says: str) -> None:
    (found,) = validated(goal(old, new)).diagnostics
    assert found.code == "schema-wrong-type"
    assert says in (found.help or {})["en"]


def test_an_unknown_property_is_shown_at_its_key_with_the_word_that_was_meant() -> None:
    result = validated(goal("  target:", "  targe:"))
    (found,) = result.diagnostics
    assert found.code == "schema-unknown-property"
    assert found.pointer == "/measurable/targe"
    assert found.span == Span(11, 3, 11, 8)
    assert found.message["en"] == "`targe` is not a property of `measurable`"
    allowed = [
        "baseline", "max", "metric", "min", "per", "share", "source", "subject", "subjects",
        "target", "type", "unit",
    ]  # fmt: skip
    assert found.help == {
        "en": f"did you mean `target`? Allowed: {', '.join(allowed)}",
        "zh": f"您是想写 `target` 吗？可用：{'、'.join(allowed)}",
    }
    assert found.subject == "goal:q3"


def test_a_property_that_stands_too_high_is_sent_to_where_it_belongs() -> None:
    result = validated(GOAL + "unit: CNY\n")
    assert result.places == {("schema-unknown-property", "/unit")}
    assert result.helps("/unit").startswith("it belongs under `measurable`")


def test_a_property_that_stands_too_deep_is_sent_to_the_top() -> None:
    result = validated(goal("  unit: CNY", "  owner: chen-rui"))
    assert result.places == {("schema-unknown-property", "/measurable/owner")}
    assert "the document itself" in result.helps("/measurable/owner")


def test_a_property_by_its_former_name_says_what_it_is_called_now() -> None:
    review = """\
kind: review
id: bea-2026-07
title: July
person: bea
reviewer: ada
period: 2026-07
date: 2026-08-05
decisions:
  - {action: Visit the two new distributors, owner: bea, due: 2026-08-31}
"""
    result = validated(review)
    assert result.places == {("schema-unknown-property", "/decisions/0/action")}
    said = "`action` in an entry of `decisions` is now called `title`"
    assert result.says("/decisions/0/action") == said
    assert result.helps("/decisions/0/action").startswith("write `title` in place of `action`")
    assert validated(review.replace("action:", "title:")).findings == ()


def test_a_negative_contribution_says_between_what_it_must_lie() -> None:
    result = validated(goal("  supports: [revenue-2026]", "  standalone: No\n  contribution: -1"))
    assert result.places == {("schema-out-of-range", "/relevant/contribution")}
    said = result.says("/relevant/contribution")
    assert said == "`contribution` is -1; it must lie between 0 and 100"


def test_a_target_for_no_period_is_found_at_the_period() -> None:
    metric = """\
kind: metric
id: revenue
title: Revenue
unit: CNY
direction: up
cadence: monthly
targets:
  - {period: 2026-Q5, subject: bea, value: 100}
"""
    result = validated(metric)
    assert result.places == {("schema-bad-format", "/targets/0/period")}


def test_missing_properties_are_named_together_where_they_should_stand() -> None:
    result = validated(goal("  baseline: 5000000\n  target: 6000000\n", ""))
    assert result.places == {("schema-missing-property", "/measurable")}
    assert result.says("/measurable") == "`baseline`, `target` are missing in `measurable`"


def test_an_empty_value_counts_as_missing() -> None:
    result = validated(goal("owner: chen-rui", "owner:"))
    assert result.places == {("schema-missing-property", "/owner")}
    assert validated(goal("  unit: CNY", "  unit:")).findings == ()


def test_an_empty_value_is_not_in_the_document() -> None:
    (document,) = validated(goal("  unit: CNY", "  unit:")).documents
    assert "unit" not in document.values["measurable"]


def test_an_empty_entry_of_a_list_is_reported_and_the_others_keep_their_places() -> None:
    result = validated(GOAL + "checkins:\n  -\n  - {date: 2026-07-41}\n")
    assert result.places == {
        ("schema-missing-property", "/checkins/0"),
        ("schema-bad-format", "/checkins/1/date"),
    }


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("5,000,000", "write `5000000`"),
        ("500万", "write `5000000`"),
        ("1.2亿", "write `120000000`"),
        ("5M", "write `5000000`"),
        ("５０００", "write `5000`"),
        ("¥5000", "write `5000`"),
        ("'5000'", "write `5000`, without quotes"),
        ("a lot", "write digits alone, as in 5000000 or 0.7"),
    ],
)
def test_text_where_a_number_belongs_says_how_to_write_the_number(
    written: str, proposed: str
) -> None:
    result = validated(goal("target: 6000000", f"target: {written}"))
    assert result.places == {("schema-wrong-type", "/measurable/target")}
    assert result.helps("/measurable/target") == proposed


@pytest.mark.parametrize(
    ("unit", "written", "proposed"),
    [
        ("分", "85分", "write `85`"),
        ('"%"', "八成", "write `80`"),
        ("万元", "350万元", "write `350`"),
        ("元", "350万元", "write `3500000`"),
        ("家", "3500元", "write `3500`, and `unit: CNY` beside it"),
    ],
)
def test_a_number_is_proposed_in_the_unit_that_is_written_beside_it(
    unit: str, written: str, proposed: str
) -> None:
    text = goal("unit: CNY", f"unit: {unit}").replace("target: 6000000", f"target: {written}")
    assert validated(text).helps("/measurable/target") == proposed


PAY = """\
kind: incentive
id: pay
title: Pay
for: [r]
basis: {metric: m}
mode: marginal
tiers:
  - {up_to: 100%, rate: 150%}
  - {rate: 两倍}
threshold: 五成
cap: 2倍
rewards: [{when: 120%, kind: training}]
"""


@pytest.mark.parametrize(
    ("pointer", "proposed"),
    [
        ("/tiers/0/up_to", "1"),
        ("/tiers/0/rate", "1.5"),
        ("/tiers/1/rate", "2"),
        ("/threshold", "0.5"),
        ("/cap", "2"),
        ("/rewards/0/when", "1.2"),
    ],
)
def test_a_percentage_where_a_ratio_belongs_is_proposed_as_a_ratio(
    pointer: str, proposed: str
) -> None:
    assert validated(PAY).helps(pointer) == f"write `{proposed}`"


@pytest.mark.parametrize(
    ("written", "proposed"),
    [("一小时", "60"), ("1.5小时", "90"), ("45分钟", "45"), ("2 hours", "120"), ("90 min", "90")],
)
def test_a_time_is_proposed_in_the_unit_of_its_field(written: str, proposed: str) -> None:
    text = (
        f"kind: meeting\nid: m\ntitle: M\nowner: p\nstarts: 2026-09-01 09:30\nminutes: {written}\n"
    )
    assert validated(text).helps("/minutes") == f"write `{proposed}`"


@pytest.mark.parametrize(
    "written", ["华东、华南", "华东，华南", "华东, 华南", "华东；华南", "华东/华南"]
)
def test_names_that_run_together_are_proposed_as_a_list(written: str) -> None:
    text = PERSON_WITH_SCOPE.format(territories=written)
    assert validated(text).helps("/scope/territories") == "write `[华东, 华南]`"


PERSON_WITH_SCOPE = "kind: person\nid: w\nname: W\nrole: r\nscope:\n  territories: {territories}\n"


@pytest.mark.parametrize("written", ["拜访，流程", "拜访、流程"])
def test_tags_that_run_together_are_proposed_as_a_list(written: str) -> None:
    text = f"kind: person\nid: w\nname: W\nrole: r\ntags: {written}\n"
    assert validated(text).helps("/tags") == "write `[拜访, 流程]`"


@pytest.mark.parametrize(
    ("line", "proposed"),
    [("title：拜访流程", "`title: 拜访流程`"), ("title:拜访流程", "`title: 拜访流程`")],
)
def test_a_colon_of_front_matter_is_named_as_what_it_is(line: str, proposed: str) -> None:
    (found,) = validated(f"---\n{line}\n---\nText\n", path="content/handbook/c.md").diagnostics
    assert found.code == "yaml-not-a-mapping"
    assert found.help is not None
    assert proposed in found.help["zh"]


def test_examples_are_in_the_language_of_the_message() -> None:
    result = validated("kind: goal\nid: g\nowner: p\n")
    (found,) = (each for each in result.diagnostics if each.code == "schema-missing-property")
    assert found.help is not None
    assert "Grow smart-lock" in found.help["en"]
    assert "智能锁" in found.help["zh"]
    assert "Smart-lock" not in found.help["zh"]
    assert "`title`、" in found.message["zh"]


def test_a_share_says_what_it_may_be() -> None:
    text = goal("rationale: Two", "confidence: high\n  rationale: Two")
    assert validated(text).helps("/achievable/confidence") == (
        "write a number from 0 to 1, such as 0.7 for 70 %"
    )


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("表扬", "recognition"), ("岗位职责", "role"), ("奖金方案", "incentive"),
        ("章节", "chapter"),
        ("培训", "training"), ("员工", "person"), ("职级表", "ladder"), ("绩效考核", "review"),
        ("提成", "incentive"), ("部门", "team"), ("经销商", "partner"), ("KPI", "metric"),
    ],
)  # fmt: skip
def test_a_kind_is_meant_by_what_people_call_it(written: str, kind: str) -> None:
    result = validated(f"kind: {written}\nid: x\n")
    assert result.helps("/kind").startswith(f"did you mean `{kind}`?")


def test_a_percentage_where_a_share_belongs_is_proposed_as_a_share() -> None:
    text = goal("rationale: Two", "confidence: 70%\n  rationale: Two")
    assert validated(text).helps("/achievable/confidence") == "write `0.7`"
    text = goal("rationale: Two", "confidence: 70\n  rationale: Two")
    result = validated(text)
    assert result.places == {("schema-out-of-range", "/achievable/confidence")}
    assert result.says("/achievable/confidence").endswith("it must lie between 0 and 1")


@pytest.mark.parametrize("written", [".nan", ".inf", "-.inf", "1e400", "9" * 400])
def test_numbers_that_cannot_be_computed_with_are_out_of_range(written: str) -> None:
    result = validated(goal("target: 6000000", f"target: {written}"))
    assert result.places == {("schema-out-of-range", "/measurable/target")}


def test_such_a_number_is_found_in_free_fields_too() -> None:
    result = validated(GOAL + "extra: {a: [1, .inf]}\n")
    assert result.places == {("schema-out-of-range", "/extra/a/1")}


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("2026-02-30", "February 2026 has 28 days"),
        ("2026/7/1", "write 2026-07-01"),
        ("2026年7月1日", "write 2026-07-01"),
        ("20260701", "write 2026-07-01"),
        ("2026-7-1", "write 2026-07-01"),
        ("2026-07-01T10:00", "write 2026-07-01"),
        ("soon", "write year, month and day, as in 2026-07-01"),
    ],
)
def test_a_date_is_year_month_and_day_of_a_day_that_exists(written: str, proposed: str) -> None:
    result = validated(goal("due: 2026-09-30", f"due: {written}"))
    assert result.places == {("schema-bad-format", "/time_bound/due")}
    assert result.helps("/time_bound/due") == proposed


@pytest.mark.parametrize(
    ("written", "proposed"),
    [("Q3 2026", "write 2026-Q3"), ("2026-q3", "write 2026-Q3"), ("2026-7", "write 2026-07")],
)
def test_a_period_has_its_own_forms(written: str, proposed: str) -> None:
    result = validated(goal("period: 2026-Q3", f"period: {written}"))
    assert result.places == {("schema-bad-format", "/period")}
    assert result.helps("/period") == proposed


def test_a_week_that_a_year_does_not_have_is_a_bad_period() -> None:
    result = validated(goal("period: 2026-Q3", "period: 2025-W53"))
    assert result.places == {("schema-bad-format", "/period")}


def test_a_plain_number_where_text_belongs_is_its_source_text() -> None:
    text = goal("period: 2026-Q3", "period: 2026").replace("Grow sales", "1.10")
    (document,) = validated(text).documents
    assert document.values["period"] == "2026"
    assert document.values["title"] == {"en": "1.10"}


def test_a_word_that_is_not_allowed_shows_the_allowed_ones() -> None:
    result = validated(goal("type: increase", "type: increse"))
    assert result.places == {("schema-not-allowed-value", "/measurable/type")}
    assert result.helps("/measurable/type") == (
        "did you mean `increase`? "
        "Allowed: reach, increase, decrease, keep_within, milestones, yes_no"
    )


def test_one_value_where_a_list_belongs_is_proposed_as_a_list() -> None:
    result = validated(goal("[revenue-2026]", "revenue-2026"))
    assert result.places == {("schema-wrong-type", "/relevant/supports")}
    assert result.helps("/relevant/supports") == "write `[revenue-2026]`"


def test_links_lead_nowhere_but_to_addresses_and_files() -> None:
    result = validated(GOAL + "links: [{url: 'javascript:alert(1)'}]\n")
    assert result.places == {("schema-bad-format", "/links/0/url")}


@pytest.mark.parametrize("written", ["gaol", "Goals", "目标"])
def test_an_unknown_kind_shows_the_one_that_was_meant(written: str) -> None:
    result = validated(f"kind: {written}\nid: x\ntitle: T\n")
    assert result.places == {("schema-unknown-kind", "/kind")}
    assert result.helps("/kind").startswith("did you mean `goal`? Allowed: objective, ")
    assert result.broken == {"x"}


def test_a_document_without_a_kind_is_asked_what_it_is() -> None:
    result = validated(GOAL.replace("kind: goal\n", ""))
    assert result.places == {("schema-missing-property", "")}
    assert "`kind: goal`" in result.helps("")


def test_a_chapter_may_be_written_as_yaml_too() -> None:
    (document,) = validated("kind: chapter\nid: goals\ntitle: Goals\nbody: '# Hello'\n").documents
    assert document.values["body"] == {"en": "# Hello"}


def test_plain_text_is_in_the_first_language() -> None:
    (document,) = validated(GOAL, settings=IN_CHINESE).documents
    assert document.values["specific"]["outcome"] == {"zh": "Sell-in"}


def test_a_language_that_the_handbook_is_not_in_is_a_warning() -> None:
    result = validated(goal("Grow sales", "{cn: 增长, en: Grow}"))
    assert result.places == {("schema-unused-language", "/title/cn")}
    assert "did you mean `zh`?" in result.helps("/title/cn")
    assert len(result.documents) == 1


def test_a_key_that_is_no_language_at_all_is_unknown() -> None:
    result = validated(goal("Grow sales", "{English: Grow}"))
    assert result.places == {("schema-unknown-property", "/title/English")}


def test_id_audience_and_state_are_filled_in() -> None:
    (document,) = validated(GOAL.replace("id: q3\n", ""), path="content/east.yaml").documents
    assert (document.id, document.audience, document.state) == ("east", "team", "active")


def test_a_private_kind_stays_private_by_default() -> None:
    text = (
        "kind: feedback\nid: f\ntitle: T\nto: a\nfrom: b\ndate: 2026-07-01\n"
        "situation: S\nbehaviour: B\nimpact: I\n"
    )
    (document,) = validated(text).documents
    assert document.audience == "private"


def test_words_that_may_be_a_tools_id_stay_as_they_are() -> None:
    (document,) = validated(goal("  unit: CNY", "  source: crm")).documents
    assert document.values["measurable"]["source"] == "crm"
    (document,) = validated(goal("  unit: CNY", "  source: The CRM")).documents
    assert document.values["measurable"]["source"] == {"en": "The CRM"}


def test_no_message_speaks_of_schemas_or_brackets_of_python() -> None:
    text = (
        "kind: goal\nid: [1]\ntitle: []\nowner: {}\nperiod: []\nspecific: 1\nmeasurable: no\n"
        "achievable: [x]\nrelevant: {supports: []}\ntime_bound: {start: {}, due: []}\n"
        "checkins: {a: 1}\ntags: x\nlinks: [1]\nextra: 2\nweight: -1\nrewards: [{kind: []}]\n"
    )
    result = validated(text)
    pointers = [finding.place.pointer for finding in result.findings]
    assert len(pointers) == len(set(pointers))
    for finding in result.findings:
        for words in (*finding.message.values(), *(finding.help or {}).values()):
            assert "schema" not in words
            assert "None" not in words
            assert "'" not in words


def test_a_broken_document_leaves_its_id_behind() -> None:
    result = validated(goal("owner: chen-rui\n", ""))
    assert result.documents == ()
    assert result.broken == {"q3"}


@pytest.mark.slow
def test_ten_thousand_goals_are_validated_in_a_few_seconds() -> None:
    (document,) = validated(
        GOAL + "checkins: [{date: 2026-07-31, value: 1, note: On plan}]\n"
    ).documents
    raw = dict(document.values) | {"title": "Grow", "specific": {"outcome": "Sell-in"}}
    documents = tuple(
        RawDocument(Origin(f"content/{number}.yaml"), {**raw, "id": f"g-{number}"})
        for number in range(10_000)
    )
    began = time.process_time()
    outcome = validate_documents(Parsed(documents), builtin_kinds(), SETTINGS)
    assert outcome.findings == ()
    assert time.process_time() - began < 10


def test_findings_do_not_depend_on_which_document_came_first() -> None:
    wrong = goal("due: 2026-09-30", "due: soon")
    both = validated(f"{wrong}---\n{wrong.replace('id: q3', 'id: q4')}")
    assert [(f.place.document, f.place.pointer) for f in both.findings] == [
        (0, "/time_bound/due"),
        (1, "/time_bound/due"),
    ]
    assert replace(both.findings[0], subject="", place=both.findings[1].place) == replace(
        both.findings[1], subject=""
    )


def test_a_name_of_digits_is_a_name_and_no_position() -> None:
    (found,) = validated(GOAL + 'extra: {"2026": .inf}\n').diagnostics
    assert found.pointer == "/extra/2026"
    assert "`2026`" in found.message["en"]


@pytest.mark.parametrize("written", ['"   "', '{en: "\\t"}', '"\u3000"'])
def test_blank_words_are_none(written: str) -> None:
    result = validated(goal("Grow sales", written))
    assert {code for code, _ in result.places} == {"schema-missing-property"}


@pytest.mark.parametrize(
    ("written", "name"),
    [(r'"a\0b"', "NUL (U+0000)"), (r'"\e[31m"', "ESC (U+001B)"), (r'"a\x9Fb"', "U+009F")],
)
def test_a_character_that_no_page_can_show_is_named(written: str, name: str) -> None:
    result = validated(goal("Grow sales", written))
    assert result.places == {("schema-bad-format", "/title")}
    assert name in result.says("/title")
    result = validated(GOAL + f"extra: {{{written}: [{written}]}}\n")
    assert {code for code, _ in result.places} == {"schema-bad-format"}
    assert len(result.places) == 2


@pytest.mark.parametrize("written", ["1899-12-31", "2200-01-01", "9999-12-31", "0001-01-01"])
def test_a_date_outside_of_the_years_of_plans_is_out_of_range(written: str) -> None:
    result = validated(goal("due: 2026-09-30", f"due: {written}"))
    assert result.places == {("schema-out-of-range", "/time_bound/due")}
    assert "1900 to 2199" in result.says("/time_bound/due")


def test_periods_lie_in_the_same_years() -> None:
    result = validated(goal("period: 2026-Q3", "period: 9999-Q3"))
    assert result.places == {("schema-out-of-range", "/period")}
    result = validated(goal("period: 2026-Q3", "period: {start: 2026-01-01, end: 9999-12-31}"))
    assert result.places == {("schema-out-of-range", "/period/end")}


def test_a_share_that_is_no_percentage_has_no_percentage_proposed() -> None:
    result = validated(goal("  rationale: Two", "  confidence: 1.5\n  rationale: Two"))
    assert result.places == {("schema-out-of-range", "/achievable/confidence")}
    assert "0.015" not in result.helps("/achievable/confidence")


def test_a_percentage_as_a_target_asks_for_the_figure() -> None:
    result = validated(goal("target: 6000000", "target: 20%"))
    assert result.helps("/measurable/target").startswith("write the figure itself, such as 360000")


def test_a_document_with_a_bad_id_is_known_by_its_file_and_folder() -> None:
    result = validated(GOAL.replace("id: q3", "id: X_q3"), path="content/people/bea/q3.yaml")
    assert result.places == {("schema-bad-format", "/id")}
    assert result.broken >= {"q3", "bea"}


REVIEW = """\
kind: review
id: r
title: Review
person: a
reviewer: b
period: 2026-08
date: 2026-09-01
ratings: [{dimension: Work, score: 92}]
grade: B
"""


def test_a_score_lies_on_the_scale_and_a_grade_is_one_of_the_projects() -> None:
    assert validated(REVIEW).places == {("schema-out-of-range", "/ratings/0/score")}
    reviews = ReviewSettings(scale=Scale(min=Decimal(0), max=Decimal(100)), grades=("A", "C"))
    kinds = compile_kinds(load_builtin_schemas(), reviews=reviews).value
    result = validated(REVIEW, kinds=kinds)
    assert result.places == {("schema-not-allowed-value", "/grade")}
    assert "A, C" in result.helps("/grade")
    assert validated(REVIEW.replace("grade: B", "grade: A"), kinds=kinds).findings == ()
    assert validated(REVIEW.replace("92", "100.5").replace("B", "A"), kinds=kinds).places == {
        ("schema-out-of-range", "/ratings/0/score")
    }


ACTIONS = GOAL + "actions: "


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("[Call, {title: Visit, done: true}, {zh: 致电, en: Call}, 5]", set()),
        ("[{title: Call, to: Ann}]", {("schema-unknown-property", "/actions/0/to")}),
        ("[[Call]]", {("schema-wrong-type", "/actions/0")}),
        ("Call", {("schema-wrong-type", "/actions")}),
        ("[{owner: chen-rui}]", {("schema-missing-property", "/actions/0")}),
        ("[{fr: Appeler}]", {("schema-unused-language", "/actions/0/title/fr")}),
    ],
)
def test_an_action_is_a_bare_text_or_has_a_title(written: str, found: set[tuple[str, str]]) -> None:
    assert validated(f"{ACTIONS}{written}\n").places == found


def test_a_decision_under_its_former_name_is_told_the_new_one() -> None:
    decisions = "decisions: [{action: Call, due: 2026-08-01}]\n"
    result = validated(REVIEW.replace("92", "4") + decisions)
    assert result.places == {("schema-unknown-property", "/decisions/0/action")}
    assert "`title`" in result.helps("/decisions/0/action") + result.says("/decisions/0/action")
