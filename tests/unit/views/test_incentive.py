"""The pages of an incentive scheme."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import EVERYTHING, html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.reading.resources import builtin_themes
from planbook.reading.theme import load_theme
from planbook.scoring.formulas import REASONS
from planbook.views.lists import PAGE_SIZE

PAGE = "incentives/scheme/index.html"
PEOPLE = (
    document("person", "head", name={"en": "Lin Yue"}),
    document("person", "ann", name={"en": "Ann Lee"}, manager="head"),
    document("person", "bob", name={"en": "Bob Roe"}, manager="head"),
)
METRIC = document("metric", "revenue", title={"en": "Revenue"}, unit="CNY")
TIERS = [{"up_to": 1.0, "rate": 1.0}, {"up_to": 1.3, "rate": 1.5}, {"rate": 2}]


def book(*others: Document, **values: Any) -> Handbook:
    filled = {"currency": "CNY", "basis": {"metric": "revenue"}, "mode": "marginal", **values}
    return handbook_of(*PEOPLE, METRIC, document("incentive", "scheme", **filled), *others)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("marginal", "The part within this tier is paid at"),
        ("retroactive", "Everything is paid at"),
    ],
)
def test_the_steps_are_told_in_words(mode: str, words: str) -> None:
    text = text_at(book(tiers=TIERS, mode=mode), PAGE)
    assert f"Up to 100%\n{words} 1×" in text
    assert f"Above 100%, up to 130%\n{words} 1.5×" in text
    assert f"Above 130%\n{words} 2×" in text


def test_fixed_shares_are_told_by_the_band() -> None:
    tiers = [{"up_to": 0.3, "rate": 0.3}, {"up_to": 0.6, "rate": 0.6}, {"rate": 1}]
    text = text_at(book(tiers=tiers, mode="banded"), PAGE)
    assert "Up to 30%\nPays 30% of the variable pay" in text
    assert "Above 30%, up to 60%\nPays 60% of the variable pay" in text
    assert "Banded: the tier reached pays a fixed share" in text


def test_steps_that_start_somewhere_are_told_by_their_start() -> None:
    tiers = [{"from": 0.5, "rate": 0.5}, {"from": 0.855, "rate": 1}]
    text = text_at(book(tiers=tiers), PAGE)
    assert "From 50% to below 85.5%\n" in text
    assert "From 85.5%\n" in text
    # Nothing is paid below the first tier: that is an example, and no tier.
    assert "Below 50%\n0%" in text


EARLY = [{"up_to": 0.5, "rate": 0.5}, {"up_to": 1, "rate": 1}, {"rate": 1.5}]


def examples(
    handbook: Handbook, edition: Edition = EVERYTHING, *, of: tuple[str, ...] = ()
) -> list[tuple[str, str, str]]:
    """Return attainment, working and pay of the examples on the page, or of some of them."""
    found = [
        (words(one.attainment), one.working, one.pays.text)
        for one in view_at(handbook, PAGE, edition).payouts.examples
    ]
    return [one for one in found if not of or one[0] in of]


def words(shown: Any) -> str:
    return str(getattr(shown, "text", "")) or str(shown.key)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (
            "marginal",
            [
                ("50%", "50% × 0.5", "25%"),
                ("80%", "50% × 0.5 + 30% × 1", "55%"),
                ("100%", "50% × 0.5 + 50% × 1", "75%"),
                ("110%", "50% × 0.5 + 50% × 1 + 10% × 1.5", "90%"),
            ],
        ),
        (
            "retroactive",
            [
                ("50%", "50% × 0.5", "25%"),
                ("80%", "80% × 1", "80%"),
                ("100%", "100% × 1", "100%"),
                ("110%", "110% × 1.5", "165%"),
            ],
        ),
        (
            "banded",
            [("50%", "", "50%"), ("80%", "", "100%"), ("100%", "", "100%"), ("110%", "", "150%")],
        ),
    ],
)
def test_examples_are_worked_out_in_every_mode(
    mode: str, expected: list[tuple[str, str, str]]
) -> None:
    shown = examples(book(tiers=EARLY, mode=mode), of=("50%", "80%", "100%", "110%"))
    assert shown == expected


def test_examples_go_by_tenths_from_the_threshold_to_the_cap() -> None:
    found = examples(book(tiers=TIERS, threshold=0.5, cap=2))
    assert [attainment for attainment, *_ in found] == [
        "tier.under",
        *(f"{percent}%" for percent in range(50, 160, 10)),
        "157.5%",
        "160%",
    ]
    assert found[0] == ("tier.under", "", "0%")
    # 1 + 0.3 · 1.5 + 0.275 · 2 is all that the cap allows.
    assert found[-2] == ("157.5%", "100% × 1 + 30% × 1.5 + 27.5% × 2", "200%")


def test_what_the_cap_limits_says_so() -> None:
    view = view_at(book(tiers=EARLY, cap=0.75), PAGE)
    capped = [one.attainment.text for one in view.payouts.examples if one.is_capped]
    assert capped == ["110%", "120%"]
    text = text_at(book(tiers=EARLY, cap=0.75), PAGE)
    assert "120%\n50% × 0.5 + 50% × 1 + 20% × 1.5\ncapped 75%" in text


def test_fixed_shares_have_no_working() -> None:
    assert "Calculation" not in text_at(book(tiers=EARLY, mode="banded"), PAGE)


def test_examples_are_in_the_schemes_own_currency_where_its_amount_is_seen() -> None:
    handbook = book(tiers=EARLY, currency="JPY", variable=12345)
    money = [one.money.text for one in view_at(handbook, PAGE).payouts.examples]
    assert money[:4] == [f"JPY\u00a0{amount}" for amount in ("3,086", "4,321", "5,555", "6,790")]
    team = view_at(handbook, PAGE, Edition("team")).payouts
    assert {one.money for one in team.examples} == {None}
    assert (team.amounts, team.money_of) == (None, None)


def test_a_reader_with_a_line_of_their_own_sees_what_110_percent_pays_them() -> None:
    lines = [{"person": "ann", "variable": 1000}, {"person": "bob", "variable": 3000}]
    handbook = book(tiers=TIERS, people=lines)
    own = view_at(handbook, PAGE, Edition("team", "ann")).payouts
    assert (own.money_of.id, own.amounts) == ("ann", None)
    money = {one.attainment.text: one.money.text for one in own.examples}
    assert (money["100%"], money["110%"]) == ("CNY\u00a01,000", "CNY\u00a01,150")
    assert "3,000" not in html_at(handbook, PAGE, Edition("team", "ann"))


def test_whoever_sees_several_lines_sees_what_it_pays_each() -> None:
    lines = [{"person": "ann", "variable": 1000}, {"person": "bob", "variable": 3000}]
    amounts = view_at(
        book(tiers=TIERS, people=lines), PAGE, Edition("team", "head")
    ).payouts.amounts
    assert [one.text for one in amounts.attainments] == [
        f"{percent}%" for percent in range(80, 140, 10)
    ]
    rows = {row.person.id: [one.text for one in row.amounts] for row in amounts.rows}
    assert rows["ann"] == [
        f"CNY\u00a0{one}" for one in ("800", "900", "1,000", "1,150", "1,300", "1,450")
    ]
    assert rows["bob"][3] == "CNY\u00a03,450"
    text = text_at(book(tiers=TIERS, people=lines), PAGE, Edition("team", "head"))
    assert "before reductions, guarantees and adjustments" in text


def test_where_all_have_the_schemes_own_pay_the_examples_say_it_once() -> None:
    lines = [{"person": "ann", "quota": 5}, {"person": "bob", "quota": 6}]
    payouts = view_at(book(tiers=TIERS, people=lines, variable=1000), PAGE).payouts
    assert (payouts.amounts, payouts.money_of) == (None, None)
    assert payouts.examples[-1].money is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": {"metric": "overdue"}},
        {"tiers": [{"up_to": 1, "rate": 1}, {"from": 1, "rate": 2}]},
    ],
)
def test_what_cannot_be_worked_out_has_no_examples_and_no_curve(changes: dict[str, Any]) -> None:
    overdue = document("metric", "overdue", unit="%", direction="down")
    view = view_at(book(overdue, **{"tiers": EARLY, **changes}), PAGE)
    assert view.payouts is None


def test_gates_say_whose_figure_and_what_they_do() -> None:
    overdue = document("metric", "overdue", title={"en": "Overdue"}, unit="%", direction="down")
    team = document("team", "east", title={"en": "East"}, lead="ann")
    gates = [
        {"metric": "overdue", "above": 12, "factor": 0.7},
        {"metric": "revenue", "subject": "east", "below": 1000, "factor": 0.85},
    ]
    text = text_at(book(overdue, team, gates=gates), PAGE)
    assert "Overdue (each person's own figure) above 12%: pay × 0.7" in text
    assert "Revenue (East) below CNY\u00a01,000: pay × 0.85" in text


def paid_book(**values: Any) -> Handbook:
    """A scheme of ann and bob for the third quarter, with readings and a gate."""
    readings = [
        {"date": "2026-07-31", "subject": "ann", "value": 4996},
        {"date": "2026-07-31", "subject": "bob", "value": 2000},
    ]
    late = [
        {"date": "2026-07-31", "subject": "ann", "value": 12.004},
        {"date": "2026-07-31", "subject": "bob", "value": 3},
    ]
    filled: dict[str, Any] = {
        "for": ["ann", "bob"],
        "period": "2026-Q3",
        "tiers": [{"up_to": 1, "rate": 1}, {"rate": 2}],
        "threshold": 0.5,
        "gates": [{"metric": "late", "above": 12, "factor": 0.8}],
        "people": [
            {"person": "ann", "quota": 10000, "variable": 2000},
            {"person": "bob", "quota": 2000, "variable": 1000, "until": "2026-08-15"},
        ],
        **values,
    }
    return handbook_of(
        *PEOPLE,
        document(
            "metric", "revenue", unit="CNY", cadence="monthly", aggregate="sum", values=readings
        ),
        document("metric", "late", title={"en": "Late"}, unit="%", values=late),
        document(
            "incentive",
            "scheme",
            currency="EUR",
            basis={"metric": "revenue"},
            mode="marginal",
            **filled,
        ),
    )


def test_pay_so_far_and_projected_stand_beside_quota_and_attainment() -> None:
    bob = view_at(paid_book(), PAGE).people.lines[1]
    assert (bob.quota.text, bob.variable.text) == ("CNY\u00a01,000", "€500")
    assert (bob.attainment.text, bob.pay.text) == ("200%", "€1,500.00")
    # 31 of 46 days: 2000 × 46/31 of 1000 is 2.9677; 1 + 2 × 1.9677 of 500.
    assert bob.projected.text == "€2,467.74"


def test_everybody_has_a_number_on_the_curve_and_in_the_table() -> None:
    view = view_at(paid_book(), PAGE)
    assert [one.number for one in view.people.lines] == [1, 2]
    assert view.payouts.curve.drawing.marks.count('class="person"') == 2
    assert 'class="person-number"' in view.payouts.curve.drawing.marks
    own = view_at(paid_book(), PAGE, Edition("team", "bob"))
    assert [one.number for one in own.people.lines] == [1]
    assert own.payouts.curve.drawing.marks.count('class="person"') == 1
    team = view_at(paid_book(audience="public"), PAGE, Edition("team"))
    assert 'class="person"' not in team.payouts.curve.drawing.marks


def test_without_a_figure_nobody_stands_on_the_curve() -> None:
    people = [{"person": "ann"}, {"person": "bob", "quota": 2000, "variable": 1000}]
    view = view_at(paid_book(people=people), PAGE)
    assert [one.number for one in view.people.lines] == [0, 2]
    assert view.payouts.curve.drawing.marks.count('class="person"') == 1


def test_the_projected_pay_has_a_range_and_says_what_that_rests_on() -> None:
    more = [
        {"date": "2026-07-31", "subject": "ann", "value": 3100},
        {"date": "2026-08-31", "subject": "ann", "value": 6200},
    ]
    revenue = document(
        "metric", "sales", unit="CNY", cadence="monthly", aggregate="sum", values=more
    )
    scheme = {
        "for": ["ann"],
        "period": "2026-Q3",
        "basis": {"metric": "sales"},
        "tiers": [{"up_to": 1, "rate": 1}, {"rate": 2}],
        "people": [{"person": "ann", "quota": 10000, "variable": 2000}],
    }
    handbook = book(revenue, **scheme)
    (ann,) = view_at(handbook, PAGE).people.lines
    # 9300 by the end of August, 30 days to come at 100 or 200 a day: 123 % or 153 %.
    assert (ann.range.low_attainment.text, ann.range.high_attainment.text) == ("123%", "153%")
    assert (ann.range.low.text, ann.range.high.text) == ("CNY\u00a02,920", "CNY\u00a04,120")
    text = text_at(handbook, PAGE)
    assert "the slowest, or like the best, closed month so far" in text
    assert "Attainment, low end of the range = 123%" in text


def test_without_a_range_the_page_says_why_once() -> None:
    text = text_at(paid_book(), PAGE)
    assert text.count("No range: two closed periods are needed.") == 1


def test_an_attainment_is_not_rounded_over_the_threshold() -> None:
    ann = view_at(paid_book(), PAGE).people.lines[0]
    assert (ann.attainment.text, ann.pay.text) == ("49.9%", "€0.00")


def test_the_figure_of_a_gate_is_not_rounded_over_its_limit() -> None:
    ann, bob = view_at(paid_book(), PAGE).people.lines
    assert [(one.figure.text, one.state.key) for one in ann.gates] == [("12.01%", "gate.cuts")]
    assert [(one.figure.text, one.state.key) for one in bob.gates] == [("3%", "gate.passed")]


def test_a_reason_stands_in_place_of_a_figure() -> None:
    people = [{"person": "ann", "quota": 10000}, {"person": "bob", "variable": 1}]
    text = text_at(paid_book(people=people), PAGE)
    assert "No figure: there is no variable pay." in text
    assert "No figure: there is no quota." in text


@pytest.mark.parametrize(
    ("edition", "seen"),
    [
        (EVERYTHING, {"ann", "bob"}),
        (Edition("team"), set()),
        (Edition("public"), set()),
        (Edition("team", "head"), {"ann", "bob"}),
        (Edition("team", "ann"), {"ann"}),
        (Edition("team", "bob"), {"bob"}),
    ],
    ids=["private", "team", "public", "head", "ann", "bob"],
)
def test_a_persons_figures_are_where_the_quota_is_seen(edition: Edition, seen: set[str]) -> None:
    people = view_at(paid_book(audience="public"), PAGE, edition).people
    assert {one.person.id for one in people.lines} == seen if seen else people is None


def test_a_single_step_without_an_end_covers_everything() -> None:
    assert "Any attainment" in text_at(book(tiers=[{"rate": 1}]), PAGE)


def test_threshold_and_cap_are_sentences() -> None:
    text = text_at(book(threshold=0.5, cap=2), PAGE)
    assert "No pay below 50% of quota." in text
    assert "Pay is capped at 2 times the variable pay." in text


def test_a_scheme_says_for_whom_when_and_what_pay_hangs_on() -> None:
    role = document("role", "manager", title={"en": "Channel manager"})
    text = text_at(book(role, **{"for": ["manager"], "period": "2026"}), PAGE)
    for words in ("Channel manager", "2026", "Revenue", "as with income tax"):
        assert words in text


def test_lines_of_people_are_for_those_who_may_see_them() -> None:
    lines = [
        {"person": "ann", "quota": 84000000, "variable": 168000},
        {"person": "bob", "quota": 56000000, "variable": 112000},
    ]
    handbook = book(people=lines, quota=1000000, variable=50000)
    assert "Ann Lee\nQuota CNY\u00a084M\nVariable pay CNY\u00a0168,000" in text_at(handbook, PAGE)
    team = html_at(handbook, PAGE, Edition("team"))
    assert "Quotas and variable pay" not in team
    assert "000" not in team
    own = text_at(handbook, PAGE, Edition("team", "ann"))
    assert "Ann Lee\nQuota CNY\u00a084M" in own
    assert "Bob Roe" not in own
    assert "Bob Roe" in text_at(handbook, PAGE, Edition("team", "head"))


def test_a_metric_that_is_not_shown_leaves_no_basis_behind() -> None:
    hidden = document("metric", "margin", title={"en": "Margin"}, audience="private")
    text = text_at(book(hidden, basis={"metric": "margin"}), PAGE, Edition("team"))
    assert "Basis" not in text
    assert "argin" not in text.replace("arginal", "")


def test_a_goal_gives_the_quota_its_unit() -> None:
    goal = document(
        "goal", "g", owner="ann", measurable={"type": "increase", "unit": "shops", "target": 12}
    )
    assert "12 shops" in text_at(book(goal, basis={"goal": "g"}, quota=12), PAGE)


def test_rewards_say_from_where_they_are_earned() -> None:
    rewards = [{"when": 1.2, "kind": "training", "text": {"en": "The fair"}}]
    assert "From 120% Training The fair" in text_at(book(rewards=rewards), PAGE)


def test_a_page_of_people_does_not_grow_with_the_team() -> None:
    people = tuple(document("person", f"p{number:03}") for number in range(PAGE_SIZE + 1))
    handbook = book(*people, people=[{"person": one.id, "quota": 1} for one in people])
    assert len(view_at(handbook, PAGE).people.lines) == PAGE_SIZE
    assert "p050" in text_at(handbook, "incentives/scheme/page/2/index.html")


def test_a_bare_scheme_is_still_a_page() -> None:
    text = text_at(handbook_of(document("incentive", "scheme")), PAGE)
    for heading in ("How it pays", "Quotas", "besides"):
        assert heading not in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_are_words_for_everything_that_pay_says(language: str) -> None:
    words = load_theme(builtin_themes().parent, "default", builtin_themes()).value.words[language]
    figures = ("quota", "variable", "attainment", "pay", "projected_attainment", "projected_pay")
    wanted = {f"figure.{one}" for one in (*figures, "range_low", "range_high")}
    wanted |= {f"no_range.{one}" for one in REASONS["range"]}
    wanted |= {f"range.{one}" for one in ("forecast", "months", "quarters")}
    wanted |= {f"no_projection.{one}" for one in REASONS["projection"]}
    for mode in ("marginal", "retroactive", "banded"):
        wanted |= {f"incentive.{mode}", f"tier.pays.{mode}", f"formula.pay.{mode}"}
    wanted |= {f"tier.{one}" for one in ("all", "up_to", "below", "below_up_to")}
    wanted |= {f"tier.{one}" for one in ("from", "under", "from_under")}
    wanted |= {f"gate.{one}" for one in ("above", "below", "above_below")}
    wanted |= {f"gate.{one}" for one in ("cuts", "passed", "unread")}
    assert wanted <= words.keys()
