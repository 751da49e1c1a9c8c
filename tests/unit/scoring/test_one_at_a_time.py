"""Figures and findings are made one document at a time, and the work grows with their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from planbook.linting import assign_rules, findings_of, lint_handbook, settings_findings
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.model.field import Field
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.team import Team
from planbook.reading.rubric import builtin_rubric
from planbook.rules import RULES
from planbook.rules.readings import Readings
from planbook.rules.texts import DocumentTexts
from planbook.scoring.goals import score_goal
from planbook.scoring.grounds import Grounds
from planbook.scoring.metrics import excused_subjects, score_metric
from planbook.scoring.people import score_person
from planbook.scoring.results import Scores
from planbook.scoring.rollup import contributes, running_goals, score_objective, score_team
from planbook.scoring.score import score_handbook
from planbook.scoring.smart import score_smart
from planbook.scoring.smart_findings import check_smart_scores, smart_findings_of
from planbook.scoring.totals import totals_of_whole
from planbook.scoring.vague_texts import check_vague_texts, vague_texts_of

ON = date(2026, 9, 10)
EVERYTHING = Edition("private")
Value = TypeVar("Value")


def company(goals: int) -> Handbook:
    """Goals of as many people in one team, all on one metric, for one objective, in one role."""
    people = [f"p{number:03}" for number in range(goals)]
    readings = [
        {"date": f"2026-0{month}-28", "subject": person, "value": 10 * month + number}
        for number, person in enumerate(people)
        for month in range(1, 9)
    ]
    return handbook_of(
        document("role", "seller", duties=[{"title": {"en": "Sell"}, "metrics": ["revenue"]}]),
        document("team", "sales", lead=people[0]),
        document("team", "north", lead=people[0], parent="sales"),
        document("objective", "top", title={"en": "Better results"}, period="2026", owner="sales"),
        document("objective", "grow", period="2026-Q3", owner="north", supports=["top"]),
        document("tool", "crm", type="crm"),
        document("incentive", "pay", **{"for": ["seller"]}, period="2026-Q3"),
        document(
            "metric",
            "revenue",
            unit="CNY",
            source="crm",
            cadence="monthly",
            aggregate="sum",
            direction="up",
            values=readings,
        ),
        *(document("person", one, role="seller", team="north") for one in people),
        *(
            document(
                "goal",
                f"g-{one}",
                title={"en": "Improve revenue"},
                owner=one,
                period="2026-Q3",
                measurable={"type": "reach", "metric": "revenue", "target": 200 + number},
                relevant={"supports": ["grow"]},
                time_bound={"start": "2026-07-01", "due": "2026-09-30"},
                checkins=[{"date": "2026-08-31", "value": 100, "confidence": 0.5}],
            )
            for number, one in enumerate(people)
        ),
        settings=msgspec.structs.replace(SETTINGS, scoring={"smart": {"floor": 30}}),
    )


class Asked(Mapping[str, Value]):
    """Figures that are handed out one by one: whoever goes through all of them fails."""

    def __init__(self, figures: Mapping[str, Value]) -> None:
        self._figures = figures
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Value:
        self.names.add(name)
        return self._figures[name]

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all figures are gone through for one")

    def __len__(self) -> int:
        raise AssertionError("all figures are counted for one")


def grounds_of(handbook: Handbook) -> tuple[Grounds, Scores]:
    rubric = builtin_rubric()
    whole = score_handbook(handbook, ON, rubric, EVERYTHING).value
    return Grounds(handbook, ON, rubric, EVERYTHING), whole


def test_a_figure_made_by_itself_is_the_one_of_the_whole() -> None:
    handbook = company(3)
    grounds, whole = grounds_of(handbook)
    settings, series, totals = grounds.settings, grounds.series, grounds.totals
    for goal in handbook.all(Goal):
        smart = score_smart(goal, handbook, grounds.rubric, settings, series)
        assert score_goal(goal, handbook, series, settings, ON, smart) == whole.goals[goal.id]
    statuses = {
        goal.id: whole.goals[goal.id].status
        for goal in handbook.all(Goal)
        if contributes(goal, whole.goals[goal.id])
    }
    for objective in handbook.all(Objective):
        goals, objectives = Asked(whole.goals), Asked(whole.objectives)
        standings = Asked(statuses)
        alone = score_objective(
            objective, handbook, goals, standings, objectives, series, settings, ON
        )
        assert alone == whole.objectives[objective.id]
    for person in handbook.all(Person):
        own = Asked(whole.goals)
        alone_person = score_person(person, handbook, own, series, ON, grounds.sees_kind)
        assert alone_person == whole.people[person.id]
        assert own.names == {f"g-{person.id}"}
    for team in handbook.all(Team):
        goals = Asked(whole.goals)
        metrics = totals_of_whole(totals, team.key)
        running = partial(running_goals, handbook=handbook, goals=goals, as_of=ON)
        assert score_team(team, handbook, running, metrics, ON) == whole.teams[team.id]
    (key,) = series
    excused = excused_subjects(key, handbook, Asked(whole.goals), settings)
    for subject, score in zip(series[key].subjects, whole.metrics["revenue"], strict=True):
        own_totals = totals[key].of_subject(subject)
        alone_metric = score_metric(series[key], subject, own_totals, excused=subject in excused)
        assert alone_metric == score


def test_the_findings_of_each_document_are_those_of_the_whole() -> None:
    handbook, rubric = company(3), builtin_rubric()
    rules, readings = assign_rules(RULES), Readings(handbook, ON)
    grounds, _ = grounds_of(handbook)
    alone = [
        *settings_findings(rules, readings),
        *(one for key in handbook.records for one in findings_of(key, rules, readings)),
    ]
    assert tuple(alone) == lint_handbook(handbook, RULES, ON).findings
    smart = [
        one
        for goal in handbook.all(Goal)
        for one in smart_findings_of(
            goal, handbook, rubric, grounds.settings, grounds.series, ON, ()
        )
    ]
    assert smart
    assert tuple(smart) == check_smart_scores(handbook, rubric, ON).findings
    vague = [one for key in handbook.records for one in vague_texts_of(key, handbook, rubric)]
    assert [one.subject for one in vague] == ["objective:top"]
    assert tuple(vague) == check_vague_texts(handbook, rubric).findings


class CountingDict(dict[Any, Any]):
    """Counts what is looked up, and what is gone through."""

    def __init__(self, known: Mapping[Any, Any], asked: Counter[str]) -> None:
        super().__init__(known)
        self._asked = asked

    def get(self, key: Any, default: Any = None) -> Any:
        self._asked["asked"] += 1
        found = super().get(key, default)
        if isinstance(found, tuple):
            self._asked["seen"] += len(found)
        return found


def counted(handbook: Handbook) -> tuple[Handbook, Counter[str]]:
    """Return ``handbook`` with counting indexes."""
    asked: Counter[str] = Counter()
    counting: dict[str, Any] = {
        name: CountingDict(getattr(handbook, name), asked)
        for name in ("records", "referrers", "sources", "by_kind")
    }
    return msgspec.structs.replace(handbook, **counting), asked


def work_of_scoring(goals: int) -> int:
    handbook, asked = counted(company(goals))
    score_handbook(handbook, ON, builtin_rubric(), EVERYTHING)
    return asked.total()


def work_of_judging(goals: int) -> int:
    handbook, asked = counted(company(goals))
    lint_handbook(handbook, RULES, ON)
    check_smart_scores(handbook, builtin_rubric(), ON)
    return asked.total()


@pytest.mark.parametrize("work", [work_of_scoring, work_of_judging])
def test_the_handbook_is_asked_in_proportion_to_its_goals(work: Any) -> None:
    few, some, many = work(10), work(20), work(40)
    # What grows with the square would ask four times as much for the second twenty.
    assert many - some <= 2.1 * (some - few)


@pytest.mark.parametrize("call", ["all", "score"])
def test_no_goal_or_person_goes_through_a_whole_kind(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_through: Counter[str] = Counter()
    original = Handbook.all

    def counting(self: Handbook, record: type[Record]) -> tuple[Record, ...]:
        gone_through[record.KIND] += 1
        return original(self, record)

    monkeypatch.setattr(Handbook, "all", counting)
    counts = []
    for goals in (3, 12):
        gone_through.clear()
        if call == "all":
            lint_handbook(company(goals), RULES, ON)
        else:
            score_handbook(company(goals), ON, builtin_rubric(), EVERYTHING)
        # The tools of a handbook are few; each person is told which of them feed a metric.
        counts.append({kind: n for kind, n in gone_through.items() if kind != "tool"})
    assert counts[0] == counts[1]


def test_a_document_is_read_once_for_all_rules_about_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: Counter[Key] = Counter()

    def counting(document: Document, field: Field) -> DocumentTexts:
        made[document.key] += 1
        return DocumentTexts(document, field)

    monkeypatch.setattr("planbook.linting.DocumentTexts", counting)
    handbook = company(3)
    lint_handbook(handbook, RULES, ON)
    assert made == Counter(handbook.records.keys())
