"""The front page: counts that lead to what they count, people, objectives; a reader's own home."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import alerts_in, html_at, site_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition

BOSS = document("person", "boss", name={"en": "The Boss"})
ANN = document("person", "ann", name={"en": "Ann Lee"}, manager="boss", role="seller")
BOB = document("person", "bob", name={"en": "Bob Roe"}, manager="boss")
ROLE = document("role", "seller", title={"en": "Seller"})
STEP = {"title": {"en": "Call them"}, "due": "2026-09-01"}
SOON = {"title": {"en": "Visit them"}, "due": "2026-09-14"}


def goal(id_: str = "q3", value: int = 62, **values: Any) -> Document:
    return document(
        "goal",
        id_,
        **{
            "owner": "ann",
            "period": "2026-Q3",
            "measurable": {"type": "reach", "unit": "CNY", "target": 92},
            "time_bound": {"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
            "checkins": [{"date": "2026-08-31", "value": value}],
            **values,
        },
    )


def metric(id_: str, *values: float, **more: Any) -> Document:
    first = 9 - len(values)
    read = [
        {"date": f"2026-{first + place:02}-28", "subject": "ann", "value": value}
        for place, value in enumerate(values)
    ]
    filled = {"unit": "CNY", "direction": "up", "cadence": "monthly", "aggregate": "last", **more}
    return document("metric", id_, values=read, **filled)


def one_on_one(**values: Any) -> Document:
    return document(
        "meeting",
        "talk",
        **{
            "title": {"en": "Ann and the Boss"},
            "owner": "boss",
            "attendees": ["ann", "boss"],
            "type": "one_on_one",
            "starts": "2026-08-06T10:00",
            "recurs": "weekly",
            "minutes": 30,
            **values,
        },
    )


HANDBOOK = handbook_of(
    BOSS,
    ANN,
    BOB,
    ROLE,
    one_on_one(),
    goal("fine"),
    goal("bad", 10, actions=[STEP, SOON]),
    goal("risky", 50, owner="bob"),
    goal("past", period="2026-Q1"),
    metric("sales", 90, 80, 70, 60),
    metric("visits", 10, 11, 12, 13),
)


def test_each_count_of_the_strip_leads_to_a_list_of_so_many() -> None:
    view = view_at(HANDBOOK, "index.html")
    assert [(one.label.key, one.total) for one in view.strip] == [
        ("strip.alerts", 7),
        ("strip.overdue", 1),
        ("strip.week", 2),
        ("status.off_track", 1),
        ("status.at_risk", 1),
        ("status.on_track", 1),
    ]
    for one in view.strip:
        path, _, mark = one.href.partition("#")
        page = view_at(HANDBOOK, path)
        if mark:
            groups = {group.name: len(group.deadlines) for group in page.list.groups}
            assert groups[mark] == one.total
        elif one.state is None:
            assert len(alerts_in(page.list)) == one.total
        else:
            assert page.list.total == one.total == len(page.list.entries)


def test_what_is_overdue_stands_above_what_is_due_this_week() -> None:
    due = view_at(HANDBOOK, "index.html").due
    told = [(group.name, [one.title.text for one in group.deadlines]) for group in due.groups]
    assert told == [("overdue", ["Call them"]), ("week", ["", "Visit them"])]
    assert "10:00" in text_at(HANDBOOK, "due/index.html")


def test_people_stand_with_their_goals_their_weakest_metric_and_their_steps() -> None:
    table = view_at(HANDBOOK, "index.html").people
    line = next(one for one in table.lines if one.ref.id == "ann")
    assert [(one.status.state, one.total) for one in line.goals] == [
        ("off_track", 1),
        ("on_track", 1),
    ]
    assert line.metric.id == "sales"
    assert line.metric.href == "metrics/sales/readings/person-ann/index.html"
    assert (line.open, line.overdue) == (2, 1)
    assert line.when.machine == "2026-09-10T10:00"
    assert line.role.text == "Seller"
    # Whoever has the most urgent alert comes first.
    assert table.lines[0].ref.id == "ann"


def test_a_one_to_one_is_not_told_to_those_who_are_not_in_it() -> None:
    for viewer, sees in (("bob", False), ("ann", True), ("boss", True)):
        table = view_at(HANDBOOK, "index.html", Edition("team", viewer)).people
        assert table.has_one_on_ones is sees
    assert "Ann and the Boss" not in html_at(HANDBOOK, "due/index.html", Edition("team"))


def test_an_objective_stands_with_its_figure_its_target_and_what_is_expected() -> None:
    objective = document(
        "objective",
        "top",
        owner="boss",
        period="2026",
        measure={"type": "reach", "unit": "CNY", "target": 365},
        checkins=[{"date": "2026-08-31", "value": 200}],
    )
    (line,) = view_at(handbook_of(BOSS, ANN, objective), "index.html").objectives
    # 243 of 365 days have gone.
    assert [one.text for one in (line.actual, line.target, line.expected)] == [
        "CNY\u00a0200",
        "CNY\u00a0365",
        "CNY\u00a0243",
    ]


def test_a_handbook_that_has_just_begun_shows_three_steps_and_no_marks() -> None:
    view = view_at(handbook_of(ANN), "index.html")
    assert [one.command for one in view.steps] == [
        "planbook new role",
        "planbook new objective --owner ann",
        "planbook new goal --owner ann",
    ]
    assert view.coverage_href == ""
    assert alerts_in(view.alerts) == []
    person = view_at(handbook_of(ANN), "people/ann/index.html")
    assert (person.steps, person.score.practices) == (
        view_at(handbook_of(ANN), "index.html").steps,
        (),
    )
    assert view_at(HANDBOOK, "index.html").steps == ()


@pytest.mark.parametrize("documents", [(), (document("chapter", "welcome"),)])
def test_a_handbook_of_nobody_has_a_front_page(documents: tuple[Document, ...]) -> None:
    handbook = handbook_of(*documents)
    for page in site_at(handbook).pages:
        assert page.view is not None
    assert "Needs attention" not in text_at(handbook, "index.html")


def test_the_public_is_not_told_what_to_write() -> None:
    handbook = handbook_of(document("role", "seller", audience="public"))
    assert view_at(handbook, "index.html", Edition("public")).steps == ()
    assert view_at(handbook, "index.html", Edition("team")).steps != ()


def test_a_handbook_that_nobody_goes_on_with_says_how_old_it_is() -> None:
    old = goal(
        period="2024-Q1",
        time_bound={"start": "2024-01-01", "due": "2024-03-31", "cadence": "monthly"},
        checkins=[{"date": "2024-03-31", "value": 90}],
    )
    text = text_at(handbook_of(BOSS, ANN, old), "index.html")
    assert "Nothing here is current. The newest figure is from 31 March 2024." in text
    assert "Nothing here is current" not in text_at(HANDBOOK, "index.html")


# The home of one reader

FEEDBACK = document(
    "feedback",
    "said",
    **{"to": "ann", "from": "boss"},
    title={"en": "On the last visit"},
    date="2026-08-20",
    type="praise",
)
GROWTH = document("growth", "plan", person="ann", title={"en": "To level 3"}, actions=[SOON])
MINE = handbook_of(*HANDBOOK.documents.values(), FEEDBACK, GROWTH)


def test_the_edition_of_one_reader_opens_with_their_week() -> None:
    view = view_at(MINE, "index.html", Edition("team", "ann"))
    home = view.home
    assert text_at(MINE, "index.html", Edition("team", "ann")).startswith("Ann Lee, your week")
    assert {line.ref.id for line in home.goals} == {"fine", "bad"}
    assert [one.category for one in home.alerts][:2] == ["off_track", "action"]
    names = [one.title.text for group in home.due for one in group.deadlines]
    assert "Call them" in names
    assert [(one.ref.title.text, one.is_acknowledged) for one in home.feedback] == [
        ("On the last visit", False)
    ]
    assert home.one_on_one.other.title.text == "The Boss"
    assert home.growth[0].step.text == "Visit them"
    assert home.team is None
    assert view.layout.chrome.menu[0].label.key == "menu.me"


def test_a_leaders_edition_adds_their_team() -> None:
    home = view_at(MINE, "index.html", Edition("team", "boss")).home
    assert {line.ref.id for line in home.team.lines} == {"ann", "bob"}
    assert home.team_alerts[0].person.id == "ann"


def test_what_is_said_to_one_is_in_nobody_elses_home() -> None:
    for edition in (Edition("team"), Edition("team", "bob")):
        for page in site_at(MINE, edition).pages:
            if page.template.endswith(".html"):
                assert "On the last visit" not in html_at(MINE, page.path, edition), page.path


def test_a_reader_who_is_no_person_has_the_page_of_the_team() -> None:
    assert view_at(MINE, "index.html", Edition("team")).home is None


@pytest.mark.parametrize(
    "viewer",
    [
        document("person", "zoe", name={"en": "Zoe"}),
        document("person", "zoe", name={"en": "Zoe"}, manager="boss", ended="2026-06-30"),
        document("person", "zoe", name={"en": "Zoe"}, manager="boss", started="2026-10-01"),
    ],
)
def test_who_leads_nobody_has_left_or_is_to_come_has_a_home_too(viewer: Document) -> None:
    handbook = handbook_of(*MINE.documents.values(), viewer)
    text = text_at(handbook, "index.html", Edition("team", "zoe"))
    assert text.startswith("Zoe, your week")
    assert "My team" not in text
    html_at(handbook, "people/zoe/index.html", Edition("team", "zoe"))


def test_the_worst_metric_is_the_one_furthest_from_its_target_also_where_less_is_better() -> None:
    def target(value: float) -> list[dict[str, Any]]:
        return [{"subject": "ann", "period": "2026-08", "value": value}]

    sales = metric("sales", 96, targets=target(100))
    late = metric("late", 11.3, targets=target(8), unit="%", direction="down")
    (line,) = (
        one
        for one in view_at(handbook_of(BOSS, ANN, sales, late), "index.html").people.lines
        if one.ref.id == "ann"
    )
    assert line.metric.id == "late"
    assert line.against.key == "totals.points_above"
