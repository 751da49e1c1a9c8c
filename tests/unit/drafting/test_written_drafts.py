"""Drafts as JSON and as the YAML of a goal."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from types import FrameType

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planbook.drafting.draft import draft_goal
from planbook.drafting.written import draft_as_json, draft_as_yaml

AS_OF = date(2026, 9, 10)
SCHEMAS = Path(__file__).parents[3] / "schemas"

_WORDS = (
    "提升|销售额|20%|从|到|年底前|下季度|百分之|三成|翻一番|万|家|，|grow|sales|by|from|to|10|$5M|"
    " |next quarter|March|31|2026|each|.|-|(|（|:|#|\"|'|{|\\|\n|\x00|\x85|\u2028|\ud800|🎉"
)
_PIECES = st.sampled_from(tuple(_WORDS.split("|")))
_SENTENCES = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=25).map("".join))

# What an author would answer to each TODO.
_ANSWERS = {
    "title": "Grow sales", "owner": "ben", "period": "2026-Q4", "outcome": "Sales", "unit": "CNY",
    "baseline": "500", "target": "600.5", "rationale": "Two dealers signed in May",
    "supports": "[revenue-2026]", "start": "2026-10-01", "due": "2026-12-31",
}  # fmt: skip


def answered(written: str) -> str:
    return re.sub(
        r"^( *)(\w+):  # TODO: .*$",
        lambda todo: f"{todo[1]}{todo[2]}: {_ANSWERS[todo[2]]}",
        written,
        flags=re.MULTILINE,
    )


def is_valid_goal(document: object) -> bool:
    import jsonschema
    from referencing import Registry, Resource

    loaded = {
        path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")
    }
    registry = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in loaded.items()
    )
    validator = jsonschema.Draft202012Validator(loaded["goal.schema.json"], registry=registry)
    return bool(validator.is_valid(document))


@pytest.mark.parametrize(
    "text",
    [
        "在下一季度内提升某产品线的销售额20%",
        "Raise channel revenue from $4.2M to $5M by the end of Q4",
        "Q4 before 11/30 签 10 个 new logo",
        "退货率控制在5%以内，明年上半年",
        "Pass the PMP exam by the end of February",
        "Bring NPS up by 8 points",
        "全面提升渠道能力",
        "yes: #1 {is} 'it' \"now\"",
        "no",
        "12",
        "🎉🎉",
        "",
    ],
)
def test_with_every_question_answered_the_yaml_is_a_valid_goal(text: str) -> None:
    written = draft_as_yaml(draft_goal(text, AS_OF))
    document = yaml.load(answered(written), Loader=yaml.BaseLoader)
    for part, names in {"measurable": ("baseline", "target", "min", "max")}.items():
        for name in names:
            if name in document[part]:
                document[part][name] = float(document[part][name])
    assert is_valid_goal(document), written


def test_a_relative_change_leaves_baseline_and_target_to_do() -> None:
    written = draft_as_yaml(draft_goal("下季度销售额提升20%", AS_OF))
    assert "  baseline:  # TODO: 现在的数字（基线）是多少？\n" in written
    assert "  target:  # TODO: 折算成最终数字是多少？按基线计算：+20%。\n" in written
    assert "\nperiod: 2026-Q4\n" in written


def test_a_level_with_its_baseline_is_written_out() -> None:
    document = yaml.safe_load(draft_as_yaml(draft_goal("Q4 经销商由86家增至110家", AS_OF)))
    assert document["measurable"] == {
        "type": "increase",
        "unit": "家",
        "baseline": 86,
        "target": 110,
    }
    assert document["time_bound"]["due"] == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("第四季度销售额做到620万元", {"type": "reach", "unit": "CNY", "target": 6_200_000}),
        ("Sign 12 new partners by March", {"type": "reach", "unit": "partners", "target": 12}),
        ("Q4 拜访 80 家门店", {"type": "reach", "unit": "家", "target": 80}),
        (
            "第四季度销售额从500万元提高到620万元",
            {"type": "reach", "unit": "CNY", "baseline": 5_000_000, "target": 6_200_000},
        ),
        (
            "Raise the win rate from 20% to 25% by June",
            {"type": "increase", "unit": "%", "baseline": 20, "target": 25},
        ),
        (
            "年底前库存周转天数从45天降到38天",
            {"type": "decrease", "unit": "days", "baseline": 45, "target": 38},
        ),
        ("退货率控制在5%以内，明年上半年", {"type": "keep_within", "unit": "%", "max": 5}),
        (
            "下半年差旅费不得超过80万元",
            {"type": "keep_within", "unit": "CNY", "max": 800_000, "per": "period"},
        ),
        (
            "On-time delivery must not fall below 90% in Q4",
            {"type": "keep_within", "unit": "%", "min": 90},
        ),
        (
            "Zero injuries this year",
            {"type": "keep_within", "unit": "injuries", "max": 0, "per": "period"},
        ),
        ("10月31日前CRM二期验收上线", {"type": "yes_no"}),
    ],
)
def test_a_total_a_level_and_a_limit_are_measured_differently(
    text: str, measure: dict[str, object]
) -> None:
    written = yaml.safe_load(draft_as_yaml(draft_goal(text, AS_OF)))["measurable"]
    assert {key: value for key, value in written.items() if value is not None} == measure


def test_a_total_keeps_the_word_of_the_sentence_as_its_direction() -> None:
    draft = draft_goal("下季度销售额从500万元提高到620万元", AS_OF)
    assert (draft.found.measure, draft.found.direction) == ("reach", "increase")


def test_the_two_figures_are_shown_by_their_names() -> None:
    draft = draft_goal("Raise the win rate from 20% to 25% by June", AS_OF)
    shown = draft_as_json(draft)
    smart, clarity = shown["smart"], shown["score"]
    assert isinstance(smart, dict)
    assert isinstance(clarity, dict)
    assert sum(smart["letters"].values()) == smart["total"]
    assert draft_as_yaml(draft).splitlines()[0] == (
        f"# Clarity of the sentence {clarity['total']}/100 · "
        f"SMART score of this draft {smart['total']}/100"
    )
    first = draft_as_yaml(draft_goal("年底前复购率提高到35%", AS_OF)).splitlines()[0]
    assert re.fullmatch(r"# 表述清晰度 \d+/100 · 此草稿的 SMART 评分 \d+/100", first)


def test_what_is_still_to_do_earns_no_smart_points() -> None:
    empty = draft_as_json(draft_goal("", AS_OF))["smart"]
    full = draft_as_json(draft_goal("Raise the win rate from 20% to 25% by June", AS_OF))["smart"]
    assert isinstance(empty, dict)
    assert isinstance(full, dict)
    assert empty["total"] < full["total"] < 60
    assert (full["letters"]["R"], full["letters"]["A"] <= 8) == (0, True)


def test_the_json_has_the_form_that_programs_rely_on() -> None:
    written = draft_as_json(draft_goal("在下一季度内提升某产品线的销售额20%", AS_OF))
    assert written["format_version"] == 1
    assert written["found"] == {
        "outcome": "提升某产品线的销售额",
        "metric": "某产品线的销售额",
        "direction": "increase",
        "baseline": None,
        "target": 20,
        "unit": "%",
        "deadline_text": "下一季度",
        "start": "2026-10-01",
        "due": "2026-12-31",
        "scope": "某产品线",
    }
    assert list(written) == ["format_version", "score", "found", "smart", "missing", "yaml"]
    json.dumps(written)


def test_the_title_stays_as_it_was_written_however_it_looks_to_yaml() -> None:
    for text in (
        "yes",
        "- a: b # c",
        "'quoted'",
        "1.5",
        "null",
        "2026-01-01",
        "@x",
        "a\x85b",
        "？",
    ):
        document = yaml.safe_load(draft_as_yaml(draft_goal(text, AS_OF)))
        assert document["title"] == " ".join(text.split())


@settings(max_examples=300, deadline=None)
@given(_SENTENCES)
def test_any_text_makes_a_draft_with_a_score_and_yaml_that_can_be_read(text: str) -> None:
    draft = draft_goal(text, AS_OF)
    assert 0 <= draft.total <= 100
    assert all(0 <= points <= 20 for points in draft.letters.values())
    assert draft.found.deadline_text is None or draft.found.deadline_text in draft.text
    document = yaml.safe_load(draft_as_yaml(draft))
    assert document["kind"] == "goal"
    json.dumps(draft_as_json(draft), allow_nan=False)


@pytest.mark.parametrize(
    "piece",
    [
        "提升销售额20%，年底前",
        "grow sales by 20% by march and ",
        "in the next ",
        "百分之",
        "从由自",
        "one ",
        "each ",
        "1,",
        *"1一a (-",
    ],
)
def test_four_times_the_text_is_four_times_the_work(piece: str) -> None:
    short, long = (piece * 1000)[:1000], (piece * 4000)[:4000]
    for text in (short, long):
        draft_goal(text, AS_OF)  # compiles patterns, fills caches
    assert _calls_for(long) <= 6 * _calls_for(short)


def test_no_more_than_four_thousand_characters_are_read() -> None:
    assert draft_goal("a " * 2000 + "20%", AS_OF).found.target is None


def _calls_for(text: str) -> int:
    """Return how many functions, built-in ones included, drafting ``text`` calls."""
    calls = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        draft_goal(text, AS_OF)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("毛利率从32%提升3个百分点到35%", "target: 35"),
        ("销售额从500万提升20%", "target: 6000000"),
        ("Cut complaints by 5 from 37", "target: 32"),
        ("Raise the margin by 3 percentage points from 32%", "target: 35"),
    ],
)
def test_a_change_from_a_known_baseline_gives_the_target(sentence: str, target: str) -> None:
    assert f"  {target}\n" in draft_as_yaml(draft_goal(sentence, AS_OF))


def test_per_cent_of_a_small_baseline_may_be_points_and_is_asked_for() -> None:
    assert "  target:  # TODO" in draft_as_yaml(draft_goal("毛利率从30%提升10%", AS_OF))
