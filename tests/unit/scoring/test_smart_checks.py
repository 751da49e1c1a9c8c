"""What each check of the SMART score earns, by goals that people might write."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document
from builders.plans import check_of, smart_of
from planbook.model.document import Document
from planbook.scoring.phrases import spell

Changes = dict[str, Any]

_MILESTONES: Changes = {
    "/measurable": {"type": "milestones"},
    "/time_bound/milestones": [
        {"due": "2026-07-31", "title": {"en": "Plan signed by the partner"}},
        {"due": "2026-08-31", "title": {"en": "First batch accepted"}},
    ],
}
_YES_NO: Changes = {"/measurable": {"type": "yes_no"}}
_LEVEL: Changes = {
    "/measurable": {
        "type": "increase",
        "metric": "revenue",
        "unit": "CNY",
        "baseline": 5_000_000,
        "target": 6_000_000,
    }
}
_BAND: Changes = {"/measurable": {"type": "keep_within", "unit": "weeks", "min": 4, "max": 6}}
_CASES: Changes = {"/measurable": {"type": "decrease", "unit": "cases", "baseline": 3, "target": 0}}
_LOSS: Changes = {
    "/measurable": {"type": "increase", "unit": "units", "baseline": -8000, "target": -5000}
}


def _outcome(words: str) -> Changes:
    return {"/specific/outcome": {"en": words}}


def _title(words: str, language: str = "en") -> Changes:
    return {"/title": {language: words}}


def _measure(**values: Any) -> Changes:
    return {f"/measurable/{name}": value for name, value in values.items()}


CASES: list[tuple[str, Changes, str]] = [
    # S: owner
    ("owner", {}, "full"),
    ("owner", {"/owner": "east"}, "full"),
    ("owner", {"/owner": "team:east"}, "full"),
    ("owner", {"/owner": "nobody-we-know"}, "none"),
    ("owner", {"/owner": None}, "none"),
    # S: scope
    ("scope", {"/specific/scope": {"partners": ["lockhouse"]}}, "full"),
    ("scope", {"/specific/scope": None}, "half"),
    ("scope", {"/specific/scope": {"territories": ["atlantis"]}}, "half"),
    ("scope", {"/specific/scope": None, "/owner": "ada"}, "none"),
    # S: a result, not an activity
    ("outcome", _outcome("Revenue invoiced to distributors in September"), "full"),
    ("outcome", _outcome("分销商 9 月当月开票的销售额"), "full"),
    ("outcome", _outcome("参加培训的伙伴满意度得分"), "half"),
    ("outcome", _outcome("一季度内完成培训的伙伴满意度得分"), "full"),
    ("outcome", _outcome("订单完成率"), "full"),
    ("outcome", _outcome("Launch the campaign"), "none"),
    ("outcome", _outcome("Organise three roadshows"), "none"),
    ("outcome", _outcome("To organise roadshows"), "none"),
    ("outcome", _outcome("组织分销商培训"), "none"),
    ("outcome", _outcome("推进重点伙伴的日常沟通"), "none"),
    ("outcome", _outcome("完成"), "none"),
    ("outcome", _outcome("完成销售额 600 万元"), "half"),
    ("outcome", _outcome("Launch rate of new models"), "full"),
    ("outcome", {"/specific/outcome": None}, "none"),
    ("outcome", _outcome("   "), "none"),
    # S: no vague words without a figure
    ("wording", {}, "full"),
    ("wording", _title("Improve sales"), "half"),
    ("wording", _title("Improve sales from 5 to 6 million"), "full"),
    ("wording", {**_title("进一步加强客情"), **_outcome("做好客情维护")}, "none"),
    ("wording", _outcome("Better relations"), "half"),
    ("wording", _title("Finish the move as soon as possible"), "half"),
    ("wording", _title("尽快完成 2026 年的交接"), "half"),
    ("wording", _title("力争第三季度有更好的表现"), "half"),
    # S: the figure in the title
    ("title-figure", {}, "full"),
    ("title-figure", _title("Sell-in of CNY 6M in Q3"), "full"),
    ("title-figure", _title("第三季度销售额做到 600 万元", "zh"), "full"),
    ("title-figure", _title("第三季度销售额做到６００万元", "zh"), "full"),
    ("title-figure", _title("销售额由 500 万元增加 100 万元", "zh"), "full"),
    ("title-figure", _title("销售额提升两成", "zh"), "full"),
    ("title-figure", _title("销售额提升百分之二十", "zh"), "full"),
    ("title-figure", _title("Sell more in 2026"), "half"),
    ("title-figure", _title("Three partners sell more in Q3"), "half"),
    ("title-figure", _title("Grow sales 25% in Q3"), "none"),
    ("title-figure", _title("第三季度销售额做到 700 万元", "zh"), "none"),
    ("title-figure", {"/title": {"en": "Grow sales 20%", "zh": "销售额提升 30%"}}, "none"),
    ("title-figure", {**_title("Sell 20% more"), **_measure(target=None)}, "half"),
    ("title-figure", {**_title("Sell more"), **_measure(target=None)}, "none"),
    ("title-figure", {**_title("Sell 20% more"), **_measure(baseline=None)}, "half"),
    ("title-figure", {**_title("Stock between 4 and 6 weeks"), **_BAND}, "full"),
    ("title-figure", {**_title("Stock between 4 and 9 weeks"), **_BAND}, "none"),
    ("title-figure", {**_title("Overdue cases from 3 to 0"), **_CASES}, "full"),
    ("title-figure", {**_title("Overdue cases from 3 to 1"), **_CASES}, "none"),
    ("title-figure", {**_title("3 cases fewer"), **_CASES}, "full"),
    ("title-figure", {**_title("全年做到1亿元", "zh"), **_measure(baseline=100_000_000,
     target=120_000_000)}, "none"),
    ("title-figure", {**_title("Double it"), **_measure(target=10_000_000)}, "full"),
    ("title-figure", {**_title("24 installers certified"), **_measure(unit="count", baseline=6,
                                                                       target=24)}, "full"),
    ("title-figure", {**_title("Margin at 25%"), **_measure(type="increase", metric=None, unit="%",
                                                            baseline=0.2, target=0.25)}, "none"),
    ("title-figure", {**_title("Margin at 25%"), **_measure(type="increase", metric=None, unit="%",
                                                            baseline=20, target=25)}, "full"),
    ("title-figure", {**_title("Profit of -5,000 units"), **_LOSS}, "full"),
    ("title-figure", {**_title("Loss of no more than 5,000 units"), **_LOSS}, "full"),
    ("title-figure", {**_title("亏损控制在 5000 件以内", "zh"), **_LOSS}, "full"),
    ("title-figure", {**_title("负责做到 5000 件", "zh"), **_LOSS}, "none"),
    ("title-figure", {**_title("Profit of 5,000 units"), **_LOSS}, "none"),
    ("title-figure", _MILESTONES, "full"),
    ("title-figure", _YES_NO, "half"),
    # M
    ("metric", {}, "full"),
    ("metric", _measure(metric=None), "half"),
    ("metric", _measure(metric="gone"), "half"),
    ("metric", _measure(metric=None, unit=None), "none"),
    ("metric", _MILESTONES, "full"),
    ("metric", {**_MILESTONES, "/time_bound/milestones": [
        {"due": "2026-07-31", "title": {"en": "Visit Shenyang"}},
        {"due": "2026-08-31", "title": {"zh": "拜访济南"}},
    ]}, "half"),
    ("metric", _YES_NO, "half"),
    ("unit", {}, "full"),
    ("unit", _measure(unit=None), "full"),
    ("unit", _measure(unit=None, metric=None), "none"),
    ("unit", _YES_NO, "half"),
    ("baseline", {}, "full"),
    ("baseline", _measure(baseline=None), "half"),
    ("baseline", {**_LEVEL, "/measurable/baseline": None}, "none"),
    ("baseline", _BAND, "half"),
    ("baseline", _MILESTONES, "full"),
    ("baseline", {**_BAND, "/measurable/min": None, "/measurable/max": None}, "none"),
    ("target", {}, "full"),
    ("target", _measure(baseline=None), "half"),
    ("target", _measure(target=None), "none"),
    ("target", _measure(target=4_000_000), "none"),
    ("target", _measure(target=5_000_000), "none"),
    ("target", _measure(type="decrease", metric=None, target=5_000_000), "none"),
    ("target", _measure(type="decrease"), "none"),
    ("target", _measure(type="decrease", metric=None, target=4_000_000), "full"),
    ("target", _measure(type="decrease", target=4_000_000), "none"),
    ("target", _BAND, "full"),
    ("target", {**_BAND, "/measurable/max": None}, "full"),
    ("target", {**_BAND, "/measurable/min": None}, "full"),
    ("target", {**_BAND, "/measurable/min": None, "/measurable/max": None}, "none"),
    ("target", {**_LEVEL, "/measurable/target": 4_000_000}, "none"),
    ("target", _LEVEL, "full"),
    ("source", {}, "full"),
    ("source", _measure(source={"en": "The monthly report"}), "full"),
    ("source", _measure(source=None), "half"),
    ("source", _measure(source=None, metric=None), "none"),
    # A
    ("stretch", {}, "full"),
    ("stretch", _measure(target=5_100_000), "half"),
    ("stretch", _measure(target=5_050_000), "none"),
    ("stretch", _measure(target=5_000_000), "none"),
    ("stretch", _measure(target=8_500_000), "half"),
    ("stretch", _measure(target=9_600_000), "none"),
    # On a bound and just beyond: 3 % and 60 %, half of the one, half more of the other.
    ("stretch", _measure(target=5_150_000), "full"),
    ("stretch", _measure(target=5_149_999), "half"),
    ("stretch", _measure(target=5_075_000), "half"),
    ("stretch", _measure(target=5_074_999), "none"),
    ("stretch", _measure(target=8_000_000), "full"),
    ("stretch", _measure(target=8_000_001), "half"),
    ("stretch", _measure(target=9_500_000), "half"),
    ("stretch", _measure(target=9_500_001), "none"),
    ("stretch", _measure(baseline=0), "full"),
    ("stretch", _measure(baseline=None), "half"),
    ("stretch", _measure(target=None), "none"),
    ("stretch", _LEVEL, "full"),
    ("stretch", {**_LEVEL, "/measurable/baseline": None}, "none"),
    ("stretch", _measure(type="decrease", metric=None, unit="count", baseline=3, target=0), "full"),
    ("stretch", _measure(type="increase", metric=None, baseline=-20_000, target=5_000), "full"),
    ("stretch", _measure(type="decrease", metric=None, baseline=20_000, target=-5_000), "full"),
    ("stretch", _measure(type="increase", metric=None, baseline=-20_000, target=-16_000), "full"),
    # What lies the wrong way is reached already, whatever the sign.
    ("stretch", _measure(type="increase", metric=None, baseline=5, target=0), "none"),
    ("stretch", _measure(type="decrease", metric=None, baseline=-3, target=0), "none"),
    ("stretch", _measure(type="decrease", metric=None, baseline=10, target=8), "full"),
    # A ratio of small figures is one all the same.
    ("stretch", _measure(type="increase", metric=None, baseline=0.1, target=1), "none"),
    ("stretch", _measure(type="increase", metric=None, baseline=0.5, target=0.6), "full"),
    ("stretch", _MILESTONES, "half"),
    ("stretch", _YES_NO, "none"),
    ("stretch", _BAND, "half"),
    ("rationale", {}, "full"),
    ("rationale", {"/achievable/rationale": {"zh": "五月签下两家分销商"}}, "full"),
    ("rationale", {"/achievable/rationale": {"en": "Bea knows the owners"}}, "full"),
    ("rationale", {"/achievable/rationale": {"en": "The market is promising"}}, "half"),
    ("rationale", {"/achievable/rationale": {"zh": "市场前景广阔，大家一定努力"}}, "half"),
    ("rationale", {"/achievable/rationale": {"en": "Lockhouse wants more"},
                   "/specific/scope": {"partners": ["lockhouse"]}}, "full"),
    ("rationale", {"/achievable/rationale": {"en": "Lockhouse wants more"}}, "half"),
    ("rationale", {"/achievable/rationale": {"en": "The market is promising"},
                   "/specific/scope": None, "/owner": "ada"}, "half"),
    ("rationale", {"/achievable/rationale": None}, "none"),
    ("resources", {}, "full"),
    ("resources", {"/achievable/resources": None}, "full"),
    ("resources", {"/achievable/resources": None, "/actions": None}, "none"),
    ("resources", {"/achievable/resources": None, "/actions": [{"title": {"en": "Call"}}]}, "half"),
    ("confidence", {"/achievable/confidence": 0.2}, "full"),
    ("confidence", {"/achievable/confidence": 0.9}, "half"),
    ("confidence", {"/achievable/confidence": 0.15}, "half"),
    ("confidence", {"/achievable/confidence": 1}, "none"),
    ("confidence", {"/achievable/confidence": 0.05}, "none"),
    ("confidence", {"/achievable/confidence": 0.19}, "half"),
    ("confidence", {"/achievable/confidence": 0.1}, "half"),
    ("confidence", {"/achievable/confidence": 0.09}, "none"),
    ("confidence", {"/achievable/confidence": 0.85}, "full"),
    ("confidence", {"/achievable/confidence": 0.86}, "half"),
    ("confidence", {"/achievable/confidence": 0.93}, "half"),
    ("confidence", {"/achievable/confidence": 0.94}, "none"),
    ("confidence", {"/achievable/confidence": None}, "none"),
    # R
    ("supports", {}, "full"),
    ("supports", {"/relevant/supports": ["gone"]}, "none"),
    ("supports", {"/relevant/supports": None}, "none"),
    ("supports", {"/relevant/supports": None, "/relevant/standalone": {"en": "New here"}}, "half"),
    ("chain", {}, "full"),
    ("chain", {"/relevant/supports": ["company-revenue"]}, "full"),
    ("chain", {"/relevant/supports": None}, "none"),
    ("chain", {"/relevant/supports": None, "/relevant/standalone": {"en": "New here"}}, "half"),
    ("why", {}, "full"),
    ("why", {"/relevant/why": {"en": "Relations matter"}}, "half"),
    ("why", {"/relevant/why": {"en": "Grow East China smart-lock sales 20% in Q3."}}, "none"),
    ("why", {"/relevant/why": {"en": "To grow East China smart-lock sales and win some"}}, "half"),
    # Six words are enough; half of the title's is too much, and four fifths of them the title.
    ("why", {"/relevant/why": {"en": "We need it more than others"}}, "full"),
    ("why", {"/relevant/why": {"en": "We need it more than"}}, "half"),
    ("why", {"/relevant/why": {"en": "Grow East China while others wait here"}}, "full"),
    ("why", {"/relevant/why": {"en": "Grow East China while others wait"}}, "half"),
    ("why", {"/relevant/why": {"en": "Grow East China sales now"}}, "none"),
    ("why", {"/relevant/why": None}, "none"),
    ("fit", {}, "full"),
    ("fit", {"/specific/scope": {"territories": ["north-china"]}}, "none"),
    ("fit", {"/specific/scope": {"territories": ["east-china", "north-china"]}}, "half"),
    ("fit", {"/specific/scope": None, "/measurable/metric": None}, "full"),
    ("fit", {"/measurable/metric": None, "/relevant/supports": None}, "full"),
    ("fit", {"/specific/scope": None, "/relevant/supports": None}, "full"),
    ("fit", {"/specific/scope": None, "/measurable/metric": None, "/relevant/supports": None},
     "none"),
    ("fit", {"/owner": "east"}, "full"),
    ("fit", {"/owner": None}, "none"),
    # T
    ("dates", {}, "full"),
    ("dates", {"/time_bound/due": None}, "half"),
    ("dates", {"/time_bound/start": None}, "half"),
    ("dates", {"/time_bound": {}}, "none"),
    ("dates", {"/time_bound/due": "2026-07-01"}, "full"),
    ("dates", {"/time_bound/due": "2026-06-30"}, "none"),
    ("period", {}, "full"),
    ("period", {"/period": {"start": "2026-07-01", "end": "2026-09-30"}}, "full"),
    ("period", {"/time_bound/due": "2026-10-15"}, "half"),
    ("period", {"/period": "2026-08"}, "half"),
    ("period", {"/period": "2026-08", "/time_bound/due": "2026-08-15"}, "half"),
    ("period", {"/period": {"start": "2026-07-01", "end": "2026-09-29"}}, "half"),
    ("period", {"/period": {"start": "2026-07-02", "end": "2026-09-30"}}, "half"),
    ("period", {"/period": "2026-Q3", "/time_bound/start": None}, "full"),
    ("period", {"/period": "2026-Q3", "/time_bound": {}}, "none"),
    ("period", {"/period": "2026-Q1"}, "none"),
    ("period", {"/period": None}, "none"),
    ("waypoints", {"/time_bound/cadence": None}, "full"),
    ("waypoints", {"/time_bound/milestones": None}, "full"),
    ("waypoints", {"/time_bound/cadence": None, "/time_bound/milestones": None}, "none"),
    ("waypoints", {"/time_bound/cadence": None, "/time_bound/milestones": [
        {"due": "2026-09-30"}]}, "half"),
    ("waypoints", {"/time_bound/cadence": None, "/time_bound/milestones": [
        {"title": {"en": "Plan signed"}}, {"title": {"en": "Stock sold"}}]}, "half"),
    ("waypoints", {"/time_bound/milestones": [{"title": {"en": "Plan signed"}}]}, "full"),
    ("length", {"/time_bound/cadence": None, "/time_bound/milestones": [
        {"title": {"en": "Plan signed"}}, {"title": {"en": "Stock sold"}}]}, "none"),
    ("waypoints", {"/time_bound/milestones": None, "/time_bound/cadence": "daily"}, "none"),
    ("waypoints", {"/time_bound/milestones": None, "/time_bound/cadence": "weekly"}, "full"),
    ("waypoints", {"/time_bound/due": None, "/time_bound/cadence": None}, "full"),
    ("length", {}, "full"),
    ("length", {"/time_bound/cadence": "quarterly", "/time_bound/milestones": None}, "half"),
    ("length", {"/time_bound/cadence": None, "/time_bound/milestones": None}, "none"),
    ("length", {"/time_bound": {"start": "2026-07-01", "due": "2026-07-20"}}, "half"),
    ("length", {"/time_bound/due": "2028-07-01"}, "half"),
    ("length", {"/time_bound/due": "2027-08-04"}, "full"),  # 400 days
    ("length", {"/time_bound/due": "2027-08-05"}, "half"),
    ("length", {"/time_bound": {"start": "2026-07-01", "due": "2026-07-31"}}, "half"),
    ("length", {"/time_bound": {"start": "2026-07-01", "due": "2026-08-01"}}, "none"),
    ("length", {"/time_bound": {"start": "2026-07-02", "due": "2026-08-30",
                                "cadence": "monthly"}}, "half"),
    ("length", {"/time_bound": {"start": "2026-07-02", "due": "2026-08-31",
                                "cadence": "monthly"}}, "full"),
    ("length", {"/time_bound": {"start": "2026-07-02", "due": "2026-09-30", "milestones": [
        {"due": "2026-07-02"}, {"due": "2026-09-30"}]}}, "full"),
    ("length", {"/time_bound": {"start": "2026-07-02", "due": "2026-09-30", "milestones": [
        {"due": "2026-07-01"}, {"due": "2026-10-01"}]}}, "none"),
    ("length", {"/time_bound": {"start": "2026-07-02", "due": "2026-07-02"}}, "half"),
    ("length", {"/time_bound/due": "2026-06-01"}, "none"),
    ("length", {"/time_bound/cadence": "daily", "/time_bound/milestones": None}, "none"),
    ("length", {"/time_bound/due": None}, "none"),
    ("length", {"/time_bound/due": "2026-07-01", "/time_bound/milestones": None}, "half"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "changes", "earned"),
    CASES,
    ids=[f"{number}-{id_}-{earned}" for number, (id_, _, earned) in enumerate(CASES)],
)
def test_a_check_earns_what_the_rubric_says(id_: str, changes: Changes, earned: str) -> None:
    check = check_of(id_, changes)
    share = {"full": check.of, "half": check.of / 2, "none": 0}[earned]
    assert check.points == share, spell(check.saw)["en"]


def test_an_owner_who_leaves_before_the_end_is_told() -> None:
    leaving = document("person", "bea", name={"en": "Bea"}, role="manager", ended="2026-08-31")
    check = check_of("owner", {}, [leaving])
    assert check.points == 2
    assert "2026-08-31" in spell(check.saw)["en"]


def test_an_owner_who_leaves_on_the_last_day_answers_for_it() -> None:
    leaving = document("person", "bea", role="manager", ended="2026-09-30")
    assert check_of("owner", {}, [leaving]).points == 4


def test_a_chain_that_ends_below_the_company_earns_half_and_names_the_end() -> None:
    loose = document("objective", "east-revenue", owner="bea", period="2026")
    check = check_of("chain", {}, [loose])
    assert check.points == check.of / 2
    assert "east-revenue" in spell(check.saw)["en"]


@pytest.mark.parametrize(
    ("team", "points"),
    [
        ({"lead": "ada"}, 6),
        ({}, 6),
        ({"lead": "bea"}, 3),  # ada stands above her
        ({"lead": "ada", "parent": "east"}, 3),
    ],
)
def test_an_objective_of_a_team_is_the_company_s_where_nothing_is_above(
    team: dict[str, Any], points: int
) -> None:
    above = [
        document("team", "top", **team),
        document("objective", "east-revenue", owner="team:top", period="2026"),
    ]
    check = check_of("chain", {}, above)
    assert (check.points, check.of) == (points, 6)


def test_an_objective_of_nobody_is_the_company_s() -> None:
    assert check_of("chain", {}, [document("objective", "east-revenue")]).points == 6


def test_a_chain_in_a_circle_comes_to_an_end() -> None:
    circle = [
        document("objective", "east-revenue", owner="bea", supports=["north-revenue"]),
        document("objective", "north-revenue", owner="bea", supports=["east-revenue"]),
    ]
    assert check_of("chain", {}, circle).points == 3


def test_a_circle_on_the_way_does_not_end_the_search() -> None:
    ways = [
        document("objective", "round", owner="bea", supports=["round"]),
        document("objective", "east-revenue", owner="bea", supports=["company-revenue"]),
    ]
    check = check_of("chain", {"/relevant/supports": ["round", "east-revenue"]}, ways)
    assert check.points == check.of
    assert "east-revenue → company-revenue" in spell(check.saw)["en"]


def test_a_chain_that_ends_below_the_company_names_its_last_link() -> None:
    ways = [
        document("objective", "east-revenue", owner="bea", supports=["north-revenue"]),
        document("objective", "north-revenue", owner="bea"),
    ]
    check = check_of("chain", {}, ways)
    assert check.points == check.of / 2
    assert "north-revenue" in spell(check.saw)["en"]


def test_a_chain_goes_through_goals_of_others() -> None:
    above = document("goal", "above", owner="ada", relevant={"supports": ["company-revenue"]})
    check = check_of("chain", {"/relevant/supports": ["goal:above"]}, [above])
    assert check.points == check.of
    assert "above → company-revenue" in spell(check.saw)["en"]


def test_what_is_archived_supports_half() -> None:
    old = document("objective", "east-revenue", owner="bea", state="archived")
    assert check_of("supports", {}, [old]).points == 3


def test_a_partner_in_the_owner_s_hands_is_no_stranger_to_the_owner() -> None:
    people = [
        document("partner", "lockhouse", type="distributor", manager="bea"),
        document("partner", "keyhouse", type="distributor"),
        document("person", "bea", role="manager", manager="ada", scope={"partners": ["keyhouse"]}),
    ]
    assert check_of("fit", {"/specific/scope": {"partners": ["lockhouse"]}}, people).points == 4


@pytest.mark.parametrize(
    "known", [{"role": "manager"}, {"role": "gone", "scope": {"territories": ["east-china"]}}]
)
def test_an_owner_fits_by_duties_or_by_scope(known: dict[str, Any]) -> None:
    owner = document("person", "bea", name={"en": "Bea"}, manager="ada", **known)
    assert check_of("fit", {}, [owner]).points == 4


def test_a_duty_serves_what_somebody_else_answers_for() -> None:
    changes = {"/specific/scope": None, "/measurable/metric": None}
    theirs = document("objective", "east-revenue", owner="ada", period="2026")
    assert check_of("fit", changes, [theirs]).points == 4


def test_an_owner_without_product_lines_is_not_bound_to_any() -> None:
    scope = {"territories": ["east-china"]}
    owner = document("person", "bea", name={"en": "Bea"}, role="manager", scope=scope)
    assert check_of("fit", {}, [owner]).points == 4
    lines = {"product_lines": ["smart-lock"]}
    assert check_of("fit", {"/specific/scope": lines}, [owner]).points == 4


def test_a_metric_that_no_duty_shows_is_not_the_owner_s() -> None:
    role = document("role", "manager", duties=[{"title": {"en": "Sells"}}])
    changes = {"/specific/scope": None, "/relevant/supports": None}
    assert check_of("fit", changes, [role]).points == 0


def test_what_the_owner_s_duties_do_not_serve_the_owner_may_answer_for() -> None:
    changes = {"/specific/scope": None, "/measurable/metric": None}
    own = document("objective", "own", owner="bea", period="2026")
    assert check_of("fit", {**changes, "/relevant/supports": ["own"]}, [own]).points == 4
    other = document("objective", "own", owner="ada", period="2026")
    assert check_of("fit", {**changes, "/relevant/supports": ["own"]}, [other]).points == 0


def test_an_owner_of_whom_nothing_is_known_fits_nothing() -> None:
    unknown = document("person", "bea", role="gone")
    check = check_of("fit", {}, [unknown])
    assert check.points == 0
    assert "Nothing is known" in spell(check.saw)["en"]


@pytest.mark.parametrize(("name", "points"), [("李", 2), ("李四", 4)])
def test_a_name_of_one_sign_is_no_fact(name: str, points: int) -> None:
    why = {"/achievable/rationale": {"zh": f"{name}一向很努力"}}
    person = document("person", "bea", name={"zh": name}, role="manager", manager="ada")
    assert check_of("rationale", why, [person]).points == points
    partner = document("partner", "lockhouse", type="distributor", title={"zh": name})
    scope = {"/specific/scope": {"partners": ["lockhouse"]}}
    assert check_of("rationale", {**why, **scope}, [partner]).points == points


def _figure(title: str, **measure: Any) -> Changes:
    return {**_title(title), **_measure(**measure)}


def _percent(title: str, baseline: float | None, target: float) -> Changes:
    return _figure(title, type="increase", metric=None, unit="%", baseline=baseline, target=target)


def _count(title: str, baseline: float | None) -> Changes:
    return _figure(title, unit="count", baseline=baseline, target=24)


# What was seen, where cases earn the same

SEEN: list[tuple[str, Changes, str, str]] = [
    ("stretch", {}, "From the baseline of 5,000,000 CNY to 6,000,000 CNY", "/measurable/target"),
    ("stretch", _measure(target=5_000_000), "reached already", "/measurable/target"),
    ("stretch", _BAND, "no past readings", "/measurable/min"),
    ("stretch", {**_BAND, "/measurable/min": None}, "no past readings", "/measurable/max"),
    ("baseline", {}, "compares with 5,000,000 CNY", "/measurable/baseline"),
    ("baseline", _LEVEL, "It starts from 5,000,000 CNY", "/measurable/baseline"),
    ("fit", {}, "responsible for this: east-china, smart-lock.", "/owner"),
    ("fit", {"/specific/scope": None}, "responsible for this: revenue.", "/owner"),
    ("dates", {"/time_bound/due": None}, "2026-07-01", "/time_bound/due"),
    ("dates", {"/time_bound/start": None}, "2026-09-30", "/time_bound/start"),
    ("waypoints", {}, "1", "/time_bound/milestones"),
    ("waypoints", {"/time_bound/milestones": None}, "every month", "/time_bound/cadence"),
    ("length", {}, "92", "/time_bound/cadence"),
    (
        "title-figure",
        _figure("Sell 20% more, then 30%", target=None),
        "“20%”, and there is no",
        "/title",
    ),
    ("title-figure", _title("Sell CNY 6M, up by 20%"), "“CNY 6M”, and so", "/title"),
    (
        "title-figure",
        _title("Sell CNY 7M, later CNY 8M"),
        "“CNY 8M”, the measure 6,000,000 CNY",
        "/title",
    ),
    (
        "title-figure",
        _figure("Sell-in of CNY 7M", unit=None),
        "“CNY 7M”, the measure 6,000,000 CNY",
        "/title",
    ),
    (
        "title-figure",
        _figure("Sell 20% more, then 30%", baseline=None),
        "“20%”, which means nothing",
        "/title",
    ),
    ("title-figure", _figure("Sell 20% more", baseline=0), "“20%”, which means nothing", "/title"),
    (
        "title-figure",
        _figure("Sell to 3 shops", baseline=None),
        "does not tell the target",
        "/title",
    ),
    ("title-figure", _title("Sell to 3 shops"), "does not tell the target", "/title"),
    ("title-figure", _title("Sell 7 in Q3"), "does not tell the target", "/title"),
    ("title-figure", _title("Win 2 thousand shops"), "does not tell the target", "/title"),
    ("title-figure", _title("Sell 2 thousand"), "“2 thousand”, the measure", "/title"),
    ("title-figure", _title("From 5 to 6 million"), "“6 million”, and so", "/title"),
    ("title-figure", _title("From CNY 5M to CNY 7M"), "“CNY 7M”, the measure", "/title"),
    ("title-figure", _title("From CNY 5M"), "“CNY 5M”, the measure", "/title"),
    ("title-figure", {**_title("Stock of 4 weeks"), **_BAND}, "“4 weeks”, and so", "/title"),
    ("title-figure", {**_title("Stock of 6 weeks"), **_BAND}, "“6 weeks”, and so", "/title"),
    (
        "title-figure",
        {**_title("Stock of 5 weeks"), **_BAND},
        "“5 weeks”, the measure 4 weeks",
        "/title",
    ),
    ("title-figure", _percent("Margin up 25%", 20, 25), "“25%”, and so", "/title"),
    ("title-figure", _percent("Margin up 5%", 20, 25), "“5%”, and so", "/title"),
    ("title-figure", _percent("Margin at 100%", 0.5, 1), "“100%”, the measure 1%", "/title"),
    ("title-figure", _percent("Margin at 100%", 50, 100), "“100%”, and so", "/title"),
    ("title-figure", _percent("Margin at 30%", None, 25), "“30%”, the measure 25%", "/title"),
    ("title-figure", _percent("Margin up 25%", 40, 50), "“25%”, and so", "/title"),
    ("title-figure", _percent("Margin at 30%", 20, 25), "“30%”, the measure 25%", "/title"),
    ("title-figure", _percent("Margin up 25%", 0.4, 0.5), "“25%”, and so", "/title"),
    ("title-figure", _percent("Margin up 200%", 0.6667, 2), "“200%”, and so", "/title"),
    ("title-figure", _percent("Margin with 7 shops", 20, 25), "does not tell the target", "/title"),
    (
        "title-figure",
        {**_title("Stock between 4 and 9 weeks"), **_BAND, "/measurable/max": None},
        "“4 and 9 weeks”, and so",
        "/title",
    ),
    ("title-figure", _count("Certify 24 at CNY 300", 6), "“24”, and so", "/title"),
    ("title-figure", _count("Certify at CNY 300", 6), "does not tell the target", "/title"),
    ("title-figure", _count("Certify at 30%", 6), "“30%”, the measure 24", "/title"),
    ("title-figure", _count("Certify at 30%", None), "“30%”, which means nothing", "/title"),
    (
        "wording",
        _title("Improve sales as soon as possible"),
        "“Improve, as soon as possible”",
        "/title",
    ),
    ("wording", _title("进一步加强客情", "zh"), "进一步、加强", "/title"),
]


@pytest.mark.parametrize(
    ("id_", "changes", "said", "pointer"),
    SEEN,
    ids=[f"{number}-{id_}" for number, (id_, *_) in enumerate(SEEN)],
)
def test_a_check_says_what_it_saw_and_where(
    id_: str, changes: Changes, said: str, pointer: str
) -> None:
    check = check_of(id_, changes)
    assert said in spell(check.saw)["en"]
    assert check.pointer == pointer


def _readings(*values: tuple[str, float], aggregate: str = "sum") -> Document:
    return document(
        "metric",
        "revenue",
        unit="CNY",
        direction="up",
        cadence="monthly",
        aggregate=aggregate,
        values=[{"date": day, "subject": "bea", "value": value} for day, value in values],
    )


def test_stretch_is_measured_against_the_last_reading() -> None:
    past = _readings(("2026-05-31", 4_900_000), ("2026-06-30", 5_000_000), aggregate="last")
    check = check_of("stretch", _LEVEL, [past])
    assert check.points == 8
    assert "2026-06-30" in spell(check.saw)["en"]
    assert "20%" in spell(check.saw)["en"]


def test_a_baseline_chosen_low_does_not_stretch_a_target_that_is_reached_already() -> None:
    months = [(f"2025-{month:02}-28", 6_100_000) for month in range(6, 13)]
    months += [(f"2026-{month:02}-28", 6_100_000) for month in range(1, 7)]
    check = check_of("stretch", _LEVEL, [_readings(*months, aggregate="last")])
    assert check.points == 0
    assert "reached already" in spell(check.saw)["en"]


def test_a_baseline_of_a_year_ago_is_compared_with_the_reading_of_a_year_ago() -> None:
    past = _readings(
        ("2025-08-31", 4_800_000),
        ("2025-09-30", 5_000_000),
        ("2025-12-31", 6_500_000),
        ("2026-06-30", 5_900_000),
        aggregate="last",
    )
    check = check_of("stretch", _LEVEL, [past])
    assert check.points == 8
    assert "2025-09-30" in spell(check.saw)["en"]


def test_a_target_for_a_quarter_is_compared_with_what_a_quarter_brought() -> None:
    months = [(f"2026-{month:02}-28", 1_660_000) for month in range(3, 7)]
    check = check_of("stretch", {}, [_readings(*months)])
    assert check.points == 8
    # Three months of 1.66 million, not the March before them as well.
    assert "4,980,000 CNY (in as much time before)" in spell(check.saw)["en"]


def test_a_quarter_with_a_month_that_was_not_read_is_no_past() -> None:
    check = check_of("stretch", {}, [_readings(("2026-04-30", 2_000_000), ("2026-06-30", 2))])
    assert "baseline" in spell(check.saw)["en"]


def test_a_total_is_compared_with_that_of_a_year_ago_where_the_baseline_means_it() -> None:
    months = [(f"2025-{month:02}-28", 1_700_000) for month in range(7, 10)]
    months += [(f"2026-{month:02}-28", 4_000_000) for month in range(4, 7)]
    check = check_of("stretch", {}, [_readings(*months)])
    assert check.points == 8
    assert "5,100,000 CNY (in the same time a year ago)" in spell(check.saw)["en"]


def test_a_total_that_was_reached_a_year_ago_is_reached_already() -> None:
    months = [(f"2025-{month:02}-28", 2_100_000) for month in range(7, 10)]
    check = check_of("stretch", _measure(baseline=3_000_000), [_readings(*months)])
    assert check.points == 0
    assert "reached already" in spell(check.saw)["en"]


def test_a_goal_for_a_partner_is_compared_with_the_partner_s_past() -> None:
    past = document(
        "metric",
        "revenue",
        unit="CNY",
        aggregate="last",
        values=[
            {"date": "2026-06-30", "subject": "partner:lockhouse", "value": 4_000_000},
            {"date": "2026-06-30", "subject": "bea", "value": 5_900_000},
        ],
    )
    partner = {**_LEVEL, "/specific/scope": {"partners": ["lockhouse"]}}
    check = check_of("stretch", {**partner, "/measurable/baseline": 4_000_000}, [past])
    assert "4,000,000 CNY (on 2026-06-30)" in spell(check.saw)["en"]
    named = {**partner, "/measurable/subject": "bea", "/measurable/baseline": 5_900_000}
    assert "5,900,000 CNY (on 2026-06-30)" in spell(check_of("stretch", named, [past]).saw)["en"]


def test_readings_too_short_to_know_the_season_do_not_contradict_a_baseline() -> None:
    past = _readings(("2026-04-30", 6_500_000), ("2026-06-30", 6_400_000), aggregate="last")
    check = check_of("stretch", _LEVEL, [past])
    assert check.points == 8
    assert "baseline" in spell(check.saw)["en"]


def test_readings_after_the_start_are_no_past() -> None:
    late = _readings(("2026-07-31", 6_500_000), aggregate="last")
    assert "baseline" in spell(check_of("stretch", _LEVEL, [late]).saw)["en"]


def _score(metric: dict[str, Any], baseline: float, target: float, kind: str = "increase") -> Any:
    measured = document("metric", "score", **{"unit": "x", "direction": "up", **metric})
    measure = {"type": kind, "metric": "score", "baseline": baseline, "target": target}
    return check_of("stretch", {"/measurable": measure}, [measured])


_PERCENT: dict[str, Any] = {"unit": "%"}
_STARS: dict[str, Any] = {"unit": "stars", "bounds": {"min": 1, "max": 5}}


@pytest.mark.parametrize(
    ("metric", "baseline", "target", "points", "said"),
    [
        # 99.5 to 99.9 removes 80 % of what is missing, 99.5 to 99.7 is 40 %.
        (_PERCENT, 99.5, 99.9, 4, "80% of what is left to 100%"),
        (_PERCENT, 99.5, 99.7, 8, "40% of what is left to 100%"),
        (_PERCENT, 99.5, 100, 0, "100% of what is left to 100%"),
        (_PERCENT, 90, 90.1, 0, "1% of what is left to 100%"),
        # The scale changes beyond 80, not at it.
        (_PERCENT, 80, 88, 8, "a change of 10%"),
        (_PERCENT, 80.5, 90.25, 8, "50% of what is left to 100%"),
        (_PERCENT, 60, 90, 8, "a change of 50%"),
        # What can be above 100 has no ceiling there.
        (_PERCENT, 95, 110, 8, "a change of 15.8%"),
        (_PERCENT, 110, 120, 8, "a change of 9.1%"),
        (_STARS, 4.2, 4.5, 8, "37.5% of what is left to 5 stars"),
        (_STARS, 4, 4.4, 8, "a change of 10%"),
        ({"unit": "%", "bounds": {"max": 200}}, 110, 120, 8, "a change of 9.1%"),
        ({"unit": "%", "bounds": {"max": 120}}, 110, 115, 8, "50% of what is left to 120%"),
        ({"unit": "points"}, 95, 97, 4, "a change of 2.1%"),
    ],
)
def test_near_a_ceiling_what_is_left_is_the_scale(
    metric: dict[str, Any], baseline: float, target: float, points: int, said: str
) -> None:
    check = _score(metric, baseline, target)
    assert said in spell(check.saw)["en"]
    assert check.points == points


def test_a_percentage_that_is_to_fall_has_no_ceiling() -> None:
    check = _score({"unit": "%", "direction": "down"}, 95, 76, "decrease")
    assert "a change of 20%" in spell(check.saw)["en"]


@pytest.mark.parametrize(
    ("values", "points"),
    [((5, 5.5, 7), 8), ((5, 5.5, 5.2), 4), ((7, 8, 9), 0)],
)
def test_a_band_is_held_against_its_past(values: tuple[float, ...], points: int) -> None:
    past = _readings(*((f"2026-0{month}-28", value) for month, value in enumerate(values, 4)))
    band = {"type": "keep_within", "metric": "revenue", "unit": "weeks", "min": 4, "max": 6}
    assert check_of("stretch", {"/measurable": band}, [past]).points == points


def test_a_budget_is_held_against_what_as_much_time_took_before() -> None:
    months = [(f"2026-{month:02}-28", 5) for month in range(1, 7)]
    budget = {"type": "keep_within", "metric": "revenue", "per": "period"}
    for most, points in ((20, 4), (15, 4), (14, 0)):
        measure = {"/measurable": {**budget, "max": most}}
        assert check_of("stretch", measure, [_readings(*months)]).points == points
    measure = {"/measurable": {**budget, "max": 14}}
    assert (
        "None of the last 2" in spell(check_of("stretch", measure, [_readings(*months)]).saw)["en"]
    )


def test_a_limit_on_one_side_is_held_against_its_past() -> None:
    past = _readings(("2026-04-30", 3), ("2026-05-31", 5), ("2026-06-30", 9), aggregate="last")
    for limits, inside in (({"min": 5}, 2), ({"max": 5}, 2), ({"max": 4}, 1)):
        band = {"type": "keep_within", "metric": "revenue", "unit": "weeks", **limits}
        check = check_of("stretch", {"/measurable": band}, [past])
        assert check.points == 8
        assert f"{inside} of the last 3 readings" in spell(check.saw)["en"]


def test_a_missing_comparison_of_a_total_that_the_metric_knows_is_suggested() -> None:
    months = [(f"2025-{month:02}-28", 1_700_000) for month in range(7, 10)]
    check = check_of("baseline", _measure(baseline=None), [_readings(*months)])
    assert check.points == 2
    assert check.suggest is not None
    assert "`baseline: 5100000`" in spell(check.suggest)["en"]


def test_a_missing_baseline_that_the_metric_knows_is_suggested() -> None:
    level = {**_LEVEL, "/measurable/baseline": None}
    past = _readings(("2026-06-30", 5_000_000), aggregate="last")
    check = check_of("baseline", level, [past])
    assert check.points == 2
    assert check.suggest is not None
    assert "`baseline: 5000000`" in spell(check.suggest)["en"]


def test_a_suggested_baseline_has_two_decimals() -> None:
    level = {**_LEVEL, "/measurable/baseline": None}
    past = _readings(("2026-06-30", 5.126), aggregate="last")
    check = check_of("baseline", level, [past])
    assert check.suggest is not None
    assert "`baseline: 5.13`" in spell(check.suggest)["en"]


def test_the_metric_s_own_source_is_a_source() -> None:
    sourced = document("metric", "revenue", unit="CNY", source="crm")
    check = check_of("source", _measure(source=None), [sourced])
    assert check.points == check.of


def test_the_band_of_the_stretch_is_the_project_s() -> None:
    strict = smart_of({}, scoring={"smart": {"stretch": {"min": 0.25}}})
    wide = smart_of(_measure(target=9_500_000), scoring={"smart": {"stretch": {"max": 1}}})
    assert next(each.points for each in strict.checks if each.id == "stretch") == 4
    assert next(each.points for each in wide.checks if each.id == "stretch") == 8


def test_words_are_quoted_in_the_language_of_the_sentence() -> None:
    check = check_of("outcome", {"/specific/outcome": {"en": "Organise visits", "zh": "组织拜访"}})
    assert "“Organise”" in spell(check.saw)["en"]
    assert "“组织”" in spell(check.saw)["zh"]


def test_a_check_points_at_the_field_that_it_looked_at() -> None:
    pointers = {check.id: check.pointer for check in smart_of({}).checks}
    assert pointers["scope"] == "/specific/scope"
    assert pointers["baseline"] == "/measurable/baseline"
    assert pointers["confidence"] == "/achievable/confidence"
