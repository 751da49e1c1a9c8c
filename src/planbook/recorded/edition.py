"""What one edition sees, its figures and its pages, in tables of recorded work.

The names of all tables of an edition begin with its own: several editions share what is known of
the content, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from planbook.editions import Readership, Redactor, files_by_name, reader_of
from planbook.linking.hidden_mentions import HiddenMentions
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.rubric import Rubric
from planbook.model.team import Team
from planbook.reading.project import Project
from planbook.recorded.checks import compare
from planbook.recorded.content import (
    RecordedContent,
    RecordedHandbook,
    codec_of,
    document_codec,
)
from planbook.recording.properties import record_properties
from planbook.recording.recorder import Recorder
from planbook.recording.table import Table
from planbook.recording.unit import AbsentError
from planbook.scoring.attainment import scale_attainment
from planbook.scoring.payouts import score_incentive
from planbook.scoring.people import score_person
from planbook.scoring.quotas import PaySources
from planbook.scoring.results import (
    GoalScore,
    GrowthScore,
    IncentiveScore,
    MetricScore,
    MetricTotals,
    ObjectiveScore,
    PartnerScore,
    PersonScore,
    Scores,
    TeamScore,
    TerritoryScore,
)
from planbook.scoring.rollup import score_objective, score_team
from planbook.scoring.score import Grounds, score_one_goal, score_one_metric
from planbook.scoring.scorecards import has_scorecard, score_partner
from planbook.scoring.totals import company_totals, score_territory, totals_of_whole

_BOOL = codec_of(bool)


class RecordedEdition:
    """What ``edition`` sees of a project's content."""

    def __init__(
        self,
        recorder: Recorder,
        content: RecordedContent,
        project: Project,
        edition: Edition,
        day: Table[str, date],
    ) -> None:
        self._content = content
        self._edition = edition
        self._project = project
        self._whole = content.handbook
        self._day = day
        name = f"{edition.name}/"
        self.name = name
        if edition.audience == "private":
            self.handbook = content.handbook
            return
        self._reader = recorder.one(f"{name}reader", self._find_reader)
        self._sees = recorder.each(f"{name}sees", self._sees_document, _BOOL, Key, content.where)
        self.seen = recorder.whole(f"{name}seen", self._gather_seen, _BOOL, Key)
        self._holders = recorder.each(
            f"{name}holders", self._find_holders, codec_of(tuple[str, ...]), Key
        )
        self._mentions = recorder.one(f"{name}hidden-mentions", self._find_hidden)
        self.documents = recorder.each(
            f"{name}document", self._cut, document_codec(), Key, self.seen
        )
        self.handbook = RecordedHandbook(
            recorder, name, self.documents, self.seen, content.where, project, content.reader
        ).handbook

    def _find_reader(self) -> Readership:
        return reader_of(self._whole, self._edition, self._day[""])

    def _sees_document(self, key: Key) -> bool:
        return self._reader().sees_document(self._content.documents[key])

    def _gather_seen(self) -> dict[Key, bool]:
        return {key: True for key in self._content.where if self._sees[key]}

    def _find_holders(self, role: Key) -> tuple[str, ...]:
        """Return who holds a role: those in service on the day."""
        people = (
            self._whole.find(Person, key)
            for key in self._whole.referring(role, Person.KIND, "/role")
        )
        day = self._day[""]
        return tuple(one.id for one in people if one is not None and one.is_serving(day))

    def _find_hidden(self) -> HiddenMentions:
        where = self._content.where
        places = ((key, where[key].unit, where[key].tables) for key in where)
        files = files_by_name(places, self._project.settings.languages)
        return HiddenMentions(self._project.kinds, tuple(where), frozenset(self.seen), files)

    def _cut(self, key: Key) -> Document:
        if key not in self.seen:
            raise AbsentError(key)
        redactor = Redactor(
            self._whole, self._reader(), self.seen.keys(), self._mentions(), self._holders
        )
        return redactor.document(self._content.documents[key])


class RecordedScores:
    """The figures of an edition, each of them a unit of work: `Scores` made on demand."""

    def __init__(
        self,
        recorder: Recorder,
        edition: RecordedEdition,
        rubric: Rubric,
        sees: Edition,
        day: Table[str, date],
    ) -> None:
        name, visible = edition.name, edition.handbook
        self._day = day
        self._visible = visible
        grounds = record_properties(
            Grounds(visible, date.min, rubric, sees),
            recorder,
            f"{name}grounds",
            compare,
            asked={"as_of": lambda: day[""]},
        )
        in_force: Table[Key, bool] = recorder.each(
            f"{name}in-force", lambda key: visible.records[key].is_in_force, _BOOL, Key
        )

        def ids(
            kind: type[Record], counts: Callable[[Any], bool] | None = None
        ) -> Mapping[str, Any]:
            """Return a table of the ids of the documents of a kind that have figures."""

            def find() -> dict[str, bool]:
                keys = visible.by_kind.get(kind.KIND, ())
                if counts is None:
                    return {key.id: True for key in keys if in_force[key]}
                return {key.id: True for key in keys if counts(visible.records[key])}

            return recorder.whole(f"{name}scored/{kind.KIND}", find, _BOOL)

        def figures(
            kind: type[Record], type_: Any, score: Callable[[Any], Any], index: Mapping[str, Any]
        ) -> Table[str, Any]:
            def make(id_: str) -> Any:
                if id_ not in index:
                    raise AbsentError(id_)
                return score(visible.records[Key(kind.KIND, id_)])

            return recorder.each(f"{name}score/{kind.KIND}", make, codec_of(type_), str, index)

        def goal(one: Goal) -> GoalScore:
            return score_one_goal(one, grounds)

        def objective(one: Objective) -> ObjectiveScore:
            return score_objective(
                one,
                visible,
                self.goals,
                self.objectives,
                grounds.series,
                grounds.settings,
                day[""],
            )

        def person(one: Person) -> PersonScore:
            return score_person(
                one, visible, self.goals, grounds.series, day[""], grounds.sees_kind
            )

        def team(one: Team) -> TeamScore:
            totals = totals_of_whole(grounds.totals, one.key)
            return score_team(one, visible, self.goals, totals, day[""])

        def incentive(one: Incentive) -> tuple[IncentiveScore, ...]:
            pay = PaySources(visible, self.goals, grounds.series, day[""])
            return score_incentive(one, pay, grounds.sees_pay_of)

        def metric(one: Metric) -> tuple[MetricScore, ...]:
            if one.key not in grounds.series:
                raise AbsentError(one.id)
            return score_one_metric(grounds.series[one.key], self.goals, grounds)

        def metrics() -> dict[str, bool]:
            keys = visible.by_kind.get(Metric.KIND, ())
            return {key.id: True for key in keys if key in grounds.series}

        def territory(id_: str) -> TerritoryScore:
            if id_ not in terms:
                raise AbsentError(id_)
            return score_territory(Key("territory", id_), grounds.totals)

        self.goals = figures(Goal, GoalScore, goal, ids(Goal))
        self.objectives = figures(Objective, ObjectiveScore, objective, ids(Objective))
        self.people = figures(
            Person, PersonScore, person, ids(Person, lambda one: one.is_serving(day[""]))
        )
        self.teams = figures(Team, TeamScore, team, ids(Team))
        terms = {term.id: True for term in visible.settings.vocabulary.territories}
        self.territories: Mapping[str, TerritoryScore] = recorder.each(
            f"{name}score/territory", territory, codec_of(TerritoryScore), str, terms
        )
        self._company = recorder.one(
            f"{name}score/company",
            lambda: company_totals(grounds.totals),
            codec_of(tuple[MetricTotals, ...]),
        )
        self.partners = figures(
            Partner,
            PartnerScore,
            lambda one: score_partner(one, grounds.totals, visible),
            ids(Partner, has_scorecard),
        )
        self.metrics = figures(
            Metric,
            tuple[MetricScore, ...],
            metric,
            recorder.whole(f"{name}scored/{Metric.KIND}", metrics, _BOOL),
        )
        self.incentives = figures(Incentive, tuple[IncentiveScore, ...], incentive, ids(Incentive))
        self.growth = figures(Growth, GrowthScore, scale_attainment, ids(Growth))

    @property
    def as_of(self) -> date:
        """The day of the figures."""
        return self._day[""]

    @property
    def company(self) -> tuple[MetricTotals, ...]:
        """The totals of everybody, by metric."""
        return self._company()

    def as_scores(self) -> Scores:
        """Return the figures as whoever asks for them knows them."""
        return cast("Scores", self)
