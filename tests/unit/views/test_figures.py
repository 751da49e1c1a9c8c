"""The figures on the pages: of goals, people, objectives, metrics, schemes and growth plans."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from builders.handbooks import document, handbook_of
from builders.pages import (
    AS_OF,
    EVERYTHING,
    alerts_in,
    html_at,
    site_at,
    text_at,
    view_at,
)
from planbook.editions import filter_for_edition
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.practices import PRACTICES
from planbook.reading.resources import builtin_themes
from planbook.reading.rubric import builtin_rubric
from planbook.reading.theme import load_theme
from planbook.rendering.renderer import Rendered, Renderer
from planbook.scoring.formulas import FORMULAS, REASONS
from planbook.scoring.results import (
    Check,
    Colour,
    Practice,
    PracticeState,
    RubricSentence,
    Scores,
    Sentence,
    SmartScore,
    Status,
    Trend,
)
from planbook.scoring.score import score_handbook
from planbook.views.coverage import MANAGED
from planbook.views.formats import Formats
from planbook.views.lists import PAGE_SIZE
from planbook.views.site import build_pages

ANN = document("person", "ann", name={"en": "Ann Lee"})
PAGE = "goals/q3/index.html"


def goal(id_: str = "q3", *checkins: dict[str, Any], **values: Any) -> Document:
    return document(
        "goal",
        id_,
        **{
            "owner": "ann",
            "period": "2026-Q3",
            "measurable": {"type": "increase", "unit": "CNY", "baseline": 100, "target": 200},
            "time_bound": {"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
            "checkins": list(checkins),
            **values,
        },
    )


def checkin(day: str, value: float, **more: Any) -> dict[str, Any]:
    return {"date": day, "value": value, **more}


def rendered(handbook: Handbook, scores: Scores, path: str) -> str:
    theme = load_theme(builtin_themes().parent, "default", builtin_themes()).value
    pages = build_pages(handbook, scores, EVERYTHING, AS_OF).pages
    result = Renderer(theme).render(next(page for page in pages if page.path == path))
    assert isinstance(result, Rendered), result
    return result.content.decode()


def scored(handbook: Handbook) -> Scores:
    return score_handbook(handbook, AS_OF, builtin_rubric(), EVERYTHING).value


# Goals


def test_a_goal_tells_its_progress_its_expected_progress_and_its_status() -> None:
    text = text_at(handbook_of(ANN, goal("q3", checkin("2026-08-31", 135))), PAGE)
    for words in ("Progress 35%", "Expected by 31 Aug 67%", "Pace 0.52", "Off track"):
        assert words in text.replace("\n", " ")


def test_why_a_figure_is_what_it_is_names_the_fields_and_no_file() -> None:
    html = html_at(handbook_of(ANN, goal("q3", checkin("2026-08-31", 135))), PAGE)
    why = html[html.index("How this was calculated") :]
    assert "(actual − baseline) ÷ (target − baseline)" in why
    assert "Baseline" in why
    assert ".yaml" not in html


def test_a_goal_without_readings_has_unknown_progress_and_no_chart() -> None:
    view = view_at(handbook_of(ANN, goal()), PAGE)
    assert view.score.bar is None
    assert view.score.chart is None
    text = text_at(handbook_of(ANN, goal()), PAGE)
    assert "Not known yet; the target is CNY\u00a0200 by 30 Sep" in text
    assert "Progress 0" not in text.replace("\n", " ")


def test_progress_that_went_backwards_is_told_in_its_unit_and_as_a_share_only_when_unfolded() -> (
    None
):
    html = html_at(handbook_of(ANN, goal("q3", checkin("2026-08-31", -55))), PAGE)
    assert "Below where it started: −CNY\u00a055 against a start of CNY\u00a0100" in html
    folded = html.index('<details class="why"><summary>How this was calculated')
    for share in ("−155%", "−2.3"):
        assert share in html[folded:]
        assert share not in html[:folded]


def test_an_override_stands_with_its_reason_beside_what_the_figures_say() -> None:
    override = {"status": "off_track", "reason": {"en": "The buyer left"}}
    one = checkin("2026-08-31", 170, override=override)
    text = text_at(handbook_of(ANN, goal("q3", one)), PAGE)
    assert "The buyer left" in text
    assert "On track" in text[text.index("Set by hand:") :]


def test_a_forecast_is_told_with_its_interval_or_with_why_there_is_none() -> None:
    three = [checkin("2026-07-31", 130), checkin("2026-08-15", 150), checkin("2026-08-31", 165)]
    assert "80% prediction interval" in text_at(handbook_of(ANN, goal("q3", *three)), PAGE)
    text = text_at(handbook_of(ANN, goal("q3", three[0])), PAGE)
    assert "No forecast: at least three readings are needed." in text


def test_a_chart_tells_those_who_do_not_see_it_what_it_shows() -> None:
    html = html_at(handbook_of(ANN, goal("q3", checkin("2026-08-31", 135))), PAGE)
    chart = html[html.index('<svg class="chart"') : html.index("</figure>")]
    assert "<title>Readings against the target</title>" in chart
    assert (
        "CNY 135 on 31 August 2026. CNY 167 was expected by 31 August 2026;"
        " the target is CNY 200 by 30 September 2026."
    ) in chart
    assert "style=" not in html


def test_each_check_shows_its_sentence_and_its_suggestion() -> None:
    handbook = handbook_of(ANN, goal())
    checks = (
        Check("owner", "S", Decimal(4), Decimal(4), RubricSentence({"en": "Ann answers for it."})),
        Check(
            "unit",
            "M",
            Decimal(2),
            Decimal(4),
            RubricSentence({"en": "Half a unit."}),
            RubricSentence({"en": "Write CNY."}),
        ),
    )
    smart = SmartScore(Decimal(6), "rework", {"S": Decimal(4), "M": Decimal(2)}, checks)
    scores = scored(handbook)
    scores = replace(scores, goals={"q3": replace(scores.goals["q3"], smart=smart)})
    html = rendered(handbook, scores, PAGE)
    for words in ("Ann answers for it.", "Half a unit.", "Write CNY.", "4 of 4", "2/4", "rework"):
        assert words in html


def test_an_archived_goal_has_no_figures() -> None:
    handbook = handbook_of(ANN, goal("q3", checkin("2026-08-31", 135), state="archived"))
    assert view_at(handbook, PAGE).score is None


# People


def test_a_person_shows_goals_in_the_order_of_their_weights() -> None:
    light, heavy = goal("light", weight=30), goal("heavy", weight=70)
    view = view_at(handbook_of(ANN, light, heavy), "people/ann/index.html")
    assert [line.ref.id for line in view.score.goals] == ["heavy", "light"]


def test_a_practice_that_an_edition_may_not_see_is_not_called_missing() -> None:
    # Of one person alone, or for a week, nobody is told what is missing.
    bob = document("person", "bob", name={"en": "Bob"})
    handbook = handbook_of(ANN, bob, goal("q3", checkin("2026-08-31", 135)))
    proof = Key("person", "ann")
    secret = Sentence("covered.growth.level", {"level": "a secret"})
    hidden = Practice("not_shown", (secret,), (proof,))
    scores = scored(handbook)
    coverage = {"feedback": hidden, "goals": Practice("missing", (Sentence("covered.goals.none"),))}
    scores = replace(scores, people={"ann": replace(scores.people["ann"], coverage=coverage)})
    html = rendered(handbook, scores, "people/ann/index.html")
    assert "Not shown here" in html
    assert "a secret" not in html
    assert "There are no goals in the current period." in html
    assert html.count("Not shown here") == len(MANAGED) - 1


def covered(handbook: Handbook) -> Scores:
    scores = scored(handbook)
    full = dict.fromkeys(PRACTICES[:10], Practice("full"))
    return replace(
        scores, people={id_: replace(one, coverage=full) for id_, one in scores.people.items()}
    )


def test_the_matrix_is_paginated_and_the_front_page_leads_to_it() -> None:
    people = tuple(document("person", f"p{number:03}") for number in range(PAGE_SIZE + 5))
    handbook = handbook_of(*people, goal("q3", checkin("2026-08-31", 135)))
    pages = {
        page.path: page
        for page in build_pages(handbook, covered(handbook), EVERYTHING, AS_OF).pages
    }
    assert len(pages["coverage/index.html"].view.matrix.rows) == PAGE_SIZE
    assert len(pages["coverage/page/2/index.html"].view.matrix.rows) == 5
    assert pages["index.html"].view.coverage_href == "coverage/index.html"


def test_without_coverage_there_is_no_matrix_and_no_entry_in_the_menu() -> None:
    handbook = handbook_of(ANN)
    bare = replace(scored(handbook), people={})
    pages = build_pages(handbook, bare, EVERYTHING, AS_OF).pages
    assert "coverage/index.html" not in {page.path for page in pages}
    assert "coverage" not in rendered(handbook, bare, "index.html")


def test_overdue_sessions_are_counted_on_the_page_of_a_person() -> None:
    session = {"title": {"en": "Class"}, "format": "online", "mode": "theory", "state": "planned"}
    plan = document(
        "training",
        "plan",
        **{"for": ["ann"]},
        period="2026",
        items=[{**session, "date": "2026-08-01"}, {**session, "date": "2026-10-01"}],
    )
    assert "1 overdue" in text_at(handbook_of(ANN, plan), "people/ann/index.html")


# Metrics


def metric(*values: float, **more: Any) -> Document:
    readings = [
        {"subject": "ann", "date": f"2026-{month:02}-28", "value": value}
        for month, value in enumerate(values, start=1)
    ]
    filled = {
        "unit": "points",
        "direction": "up",
        "cadence": "monthly",
        "values": readings,
        **more,
    }
    return document("metric", "score", **filled)


SERIES = "metrics/score/readings/person-ann/index.html"


def test_a_decline_is_marked_on_the_chart_and_told_in_words() -> None:
    handbook = handbook_of(ANN, metric(90, 91, 80, 70, 60, 50, 40))
    view = view_at(handbook, SERIES)
    assert view.trend.state.state == "decline"
    assert view.chart.drawing.marks.count('class="ring"') == 6
    assert "worse 5 times in a row" in text_at(handbook, SERIES)
    assert "Decline" in text_at(handbook, "people/ann/index.html")


def test_a_steady_series_has_no_run() -> None:
    view = view_at(handbook_of(ANN, metric(90, 91, 92, 91, 93, 92)), SERIES)
    assert "ring" not in view.chart.drawing.marks
    assert view.trend.reason is None


def test_the_target_of_a_running_goal_is_a_line_unless_readings_are_added_up() -> None:
    on_it = goal(
        measurable={"type": "increase", "metric": "score", "baseline": 90, "target": 99},
        title={"en": "To 99"},
    )
    assert "To 99" in text_at(handbook_of(ANN, metric(90, 91, 92, 93), on_it), SERIES)
    added = metric(90, 91, 92, 93, aggregate="sum")
    assert "To 99" not in text_at(handbook_of(ANN, added, on_it), SERIES)


# Objectives, schemes, growth


def test_an_objective_shows_what_contributes_to_it() -> None:
    top = document("objective", "top", owner="ann", period="2026")
    part = goal("q3", checkin("2026-08-31", 150), relevant={"supports": ["top"]})
    view = view_at(handbook_of(ANN, top, part), "objectives/top/index.html")
    assert [line.ref.id for line in view.score.rollup.lines] == ["q3"]
    assert view.score.bar.progress.text == "50%"


def scheme(**values: Any) -> Document:
    tiers = [{"up_to": 1.0, "rate": 1.0}, {"up_to": 1.3, "rate": 1.5}, {"rate": 2.0}]
    filled = {
        "for": ["ann"],
        "period": "2026",
        "basis": {"metric": "score"},
        "currency": "CNY",
        "mode": "marginal",
        "tiers": tiers,
        **values,
    }
    return document("incentive", "plan", **filled)


PLAN = "incentives/plan/index.html"


def test_worked_examples_stand_with_their_working() -> None:
    view = view_at(handbook_of(ANN, metric(1), scheme(variable=100000)), PLAN)
    shown = {
        one.attainment.text: (one.working, one.pays.text, one.money.text)
        for one in view.payouts.examples
    }
    assert shown["80%"] == ("80% × 1", "80%", "CNY\u00a080,000")
    assert shown["110%"] == ("100% × 1 + 10% × 1.5", "115%", "CNY\u00a0115,000")
    assert shown["130%"] == ("100% × 1 + 30% × 1.5", "145%", "CNY\u00a0145,000")


def test_money_and_projected_pay_stay_where_they_may_be_seen() -> None:
    lines = [{"person": "ann", "quota": 200, "variable": 1000}]
    handbook = handbook_of(ANN, metric(100, aggregate="sum"), scheme(people=lines))
    assert "CNY\u00a0500" in text_at(handbook, PLAN)
    team = text_at(handbook, PLAN, Edition("team"))
    assert "CNY\u00a0" not in team
    assert "No figure" not in team
    assert "145%" in team


def test_a_growth_plan_tells_its_t_score() -> None:
    attainment = [
        {"goal": {"en": "a"}, "weight": 3, "level": 0},
        {"goal": {"en": "b"}, "weight": 2, "level": 1},
        {"goal": {"en": "c"}, "weight": 1, "level": -1},
    ]
    plan = document("growth", "plan", person="ann", ladder="none", attainment=attainment)
    assert "T score 52.2" in text_at(handbook_of(ANN, plan), "growth/plan/index.html")


# The front page


def test_the_front_page_counts_only_goals_of_the_periods_of_the_day() -> None:
    now, past = goal("q3", checkin("2026-08-31", 180)), goal("q1", period="2026-Q1")
    view = view_at(handbook_of(ANN, now, past), "index.html")
    counted = [(one.state.state, one.total) for one in view.strip if one.state]
    assert counted == [("on_track", 1)]


def review(id_: str, period: str, **values: Any) -> Document:
    filled = {"reviewer": "ann", "date": "2026-08-05", **values}
    return document("review", id_, person="ann", period=period, **filled)


def test_a_decline_below_the_median_is_not_told_as_falls() -> None:
    falls = view_at(handbook_of(ANN, metric(90, 91, 80, 70, 60, 50, 40)), "alerts/index.html")
    assert [str(one.detail[0].key) for one in alerts_in(falls.list)] == ["alert.decline.detail"]
    months = [*range(202509, 202513), *range(202601, 202609)]
    figures = (10, 10, 10, 10, 12, 13, 9, 8.9, 9.4, 9, 9.2, 9.1)
    values = [
        {"subject": "ann", "date": f"{month // 100}-{month % 100:02}-28", "value": value}
        for month, value in zip(months, figures, strict=True)
    ]
    low = view_at(handbook_of(ANN, metric(values=values)), "alerts/index.html")
    assert [str(one.detail[0].key) for one in alerts_in(low.list)] == ["alert.median.detail"]


def test_alerts_tell_of_declines_stale_goals_reviews_and_training() -> None:
    session = {"title": {"en": "Class"}, "format": "online", "mode": "theory", "state": "planned"}
    plan = document(
        "training",
        "plan",
        **{"for": ["ann"]},
        period="2026",
        items=[{**session, "date": "2026-08-01"}],
    )
    handbook = handbook_of(
        ANN,
        metric(90, 91, 80, 70, 60, 50, 40),
        goal("q3", checkin("2026-07-02", 110)),
        review("june", "2026-06"),
        plan,
    )
    view = view_at(handbook, "alerts/index.html")
    assert [one.category for one in alerts_in(view.list)] == [
        "off_track",
        "decline",
        "review",
        "training",
        "stale",
    ]
    # The review and all that it tells of is private.
    seen = alerts_in(view_at(handbook, "alerts/index.html", Edition("team")).list)
    assert [one.category for one in seen] == ["off_track", "decline", "training", "stale"]


def test_a_review_of_the_newest_month_that_is_due_is_in_time() -> None:
    # That of August is due on 15 September.
    for months in (("2026-07", "2026-08"), ("2026-07",)):
        handbook = handbook_of(ANN, *(review(f"of-{month}", month) for month in months))
        assert view_at(handbook, "alerts/index.html").list.total == 0


def test_an_author_is_not_told_that_others_have_written_nothing_since() -> None:
    bob = document("person", "bob", name={"en": "Bob"}, role="r")
    old = review("june", "2026-06", reviewer="bob")
    seen = view_at(handbook_of(ANN, bob, old), "alerts/index.html", Edition("team", "bob"))
    assert seen.list.total == 0


def test_a_decline_names_the_open_plan_that_answers_it() -> None:
    plan = document(
        "improvement",
        "plan",
        person="ann",
        opened="2026-08-01",
        metric="score",
        outcome="open",
        title={"en": "Back to 90"},
    )
    handbook = handbook_of(ANN, metric(90, 91, 80, 70, 60, 50, 40), plan)
    assert "Follow the plan: Back to 90" in text_at(handbook, "alerts/index.html")
    assert "Back to 90" not in text_at(handbook, "alerts/index.html", Edition("team"))


def test_what_is_due_ends_after_thirty_days_and_begins_with_what_is_overdue() -> None:
    days = [AS_OF + datetime.timedelta(days=ahead) for ahead in (-1, 0, 30, 31)]
    actions = [{"title": {"en": f"step {day}"}, "due": str(day)} for day in days]
    view = view_at(handbook_of(ANN, goal("q3", actions=actions)), "due/index.html")
    named = {
        group.name: [one.title.text for one in group.deadlines if one.title]
        for group in view.list.groups
    }
    overdue, today, last, _ = (f"step {day}" for day in days)
    assert named == {"overdue": [overdue], "week": [today], "later": [last]}


def test_what_is_done_is_not_due() -> None:
    done = [{"title": {"en": "step"}, "due": str(AS_OF), "done": True}]
    reached = goal("q3", checkin("2026-08-31", 200), actions=done)
    assert view_at(handbook_of(ANN, reached), "due/index.html").list.total == 0


def test_no_front_page_grows_with_the_team() -> None:
    goals = tuple(
        goal(f"g{number:03}", checkin("2026-07-02", 110)) for number in range(PAGE_SIZE + 1)
    )
    view = view_at(handbook_of(ANN, *goals), "index.html")
    soon = [one for group in view.due.groups for one in group.deadlines]
    for part, shown in ((view.alerts, alerts_in(view.alerts)), (view.due, soon)):
        assert len(shown) < 20 < part.total
        assert part.href
    paths = {page.path for page in site_at(handbook_of(ANN, *goals)).pages}
    assert {"alerts/page/2/index.html", "due/page/2/index.html"} <= paths


# Data, editions, words


def test_records_carry_their_figures_and_lists_leave_out_the_checks() -> None:
    handbook = handbook_of(ANN, goal("q3", checkin("2026-08-31", 135)))
    scores = scored(handbook)
    check = Check("owner", "S", Decimal(4), Decimal(4), RubricSentence({"en": "Ann."}))
    smart = SmartScore(Decimal(4), "rework", {"S": Decimal(4)}, (check,))
    scores = replace(scores, goals={"q3": replace(scores.goals["q3"], smart=smart)})
    pages = {page.path: page for page in build_pages(handbook, scores, EVERYTHING, AS_OF).pages}
    own: Any = pages["api/v1/goals/q3.json"].view
    assert own["scores"]["progress"] == 0.35
    assert own["scores"]["smart"]["checks"][0]["saw"] == {"en": "Ann."}
    listed: Any = pages["api/v1/goals.json"].view
    assert "checks" not in listed["documents"][0]["scores"]["smart"]


def test_an_unknown_figure_is_null_in_the_data() -> None:
    pages = {page.path: page for page in site_at(handbook_of(ANN, goal())).pages}
    record: Any = pages["api/v1/goals/q3.json"].view
    assert record["scores"]["progress"] is None


def test_a_hidden_goal_leaves_no_trace_in_any_figure() -> None:
    top = document("objective", "top", owner="ann", period="2026")
    seen = goal("seen", checkin("2026-08-31", 150), relevant={"supports": ["top"]})
    closed = goal(
        "closed", checkin("2026-08-31", 110), relevant={"supports": ["top"]}, audience="private"
    )
    team = Edition("team")
    with_it, without = handbook_of(ANN, top, seen, closed), handbook_of(ANN, top, seen)
    for page, bare in zip(site_at(with_it, team).pages, site_at(without, team).pages, strict=True):
        assert (page.path, page.view) == (bare.path, bare.view)
    assert filter_for_edition(with_it, team, AS_OF).documents.keys() == without.documents.keys()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_are_words_for_everything_that_scoring_says(language: str) -> None:
    words = load_theme(builtin_themes().parent, "default", builtin_themes()).value.words[language]
    wanted = {f"formula.{name}" for name in FORMULAS}
    wanted |= {f"input.{one.rstrip('*')}" for names in FORMULAS.values() for one in names}
    wanted |= {f"no_forecast.{one}" for one in REASONS["no_forecast"]}
    wanted |= {f"objective_reason.{one}" for one in REASONS["objective"]}
    wanted |= {f"incentive_reason.{one}" for one in REASONS["incentive"]}
    wanted |= {f"status.{one}" for one in get_args(Status)}
    wanted |= {f"coverage.{one}" for one in get_args(PracticeState)}
    wanted |= {f"trend.{one}" for one in get_args(Trend)}
    wanted |= {f"colour.{one}" for one in get_args(Colour)}
    assert not sorted(wanted - set(words))


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (Fraction(1, 2), "50%"),
        (Fraction(998, 1000), "99.8%"),
        (Fraction(99999, 100000), "99.9%"),
        (Fraction(1), "100%"),
        (Fraction(-155, 100), "−155%"),
        (Fraction(-1, 1000), "−0.1%"),
        (Fraction(10**20), "10,000,000,000,000,000,000,000%"),
    ],
)
def test_a_share_is_a_whole_percentage_that_never_claims_too_much(
    share: Fraction, written: str
) -> None:
    assert Formats("en").percent_rounded(share) == written


def test_an_axis_writes_large_figures_short() -> None:
    assert Formats("zh").compact(Decimal(6000000), "CNY") == "600万"
    assert Formats("en").compact(Decimal(-6000000), "CNY") == "−6M"
    assert re.fullmatch(r"10 Sept?", Formats("en").short_day(AS_OF))
    assert Formats("zh").short_day(AS_OF) == "9月10日"
