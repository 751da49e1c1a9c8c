"""What one edition sees, its figures and its pages, in tables of recorded work.

The names of all tables of an edition begin with its own: several editions share what is known of
the content, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeAlias, cast

from planbook.editions import Readership, Redactor, Sight, files_by_name, reader_of
from planbook.linking.hidden_mentions import HiddenMentions, HiddenNames, find_hidden_names
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
from planbook.model.settings import Term
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
from planbook.recording.recorder import AnyUnit, Recorder
from planbook.recording.table import Table
from planbook.recording.unit import AbsentError
from planbook.scoring.attainment import scale_attainment
from planbook.scoring.grounds import Grounds
from planbook.scoring.metrics import Hanging, excused_by, hanging_of, score_metric
from planbook.scoring.past import Past
from planbook.scoring.payouts import score_incentive
from planbook.scoring.people import score_person
from planbook.scoring.quotas import PaySources
from planbook.scoring.results import (
    Contribution,
    GoalScore,
    GrowthScore,
    IncentiveScore,
    MetricScore,
    MetricTotals,
    ObjectiveScore,
    PartnerScore,
    PersonScore,
    Scores,
    Status,
    TeamScore,
    TerritoryScore,
)
from planbook.scoring.rollup import contributes, running_goals, score_objective, score_team
from planbook.scoring.score import score_one_goal
from planbook.scoring.scorecards import has_scorecard, score_partner
from planbook.scoring.totals import company_totals, score_territory

_BOOL: Final = codec_of(bool)
Pair: TypeAlias = tuple[Key, Key]
"""A metric and a subject of it."""


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
        self.first: Table[str, Any] = recorder.one(f"{name}first", lambda: None).table
        """The table below which everything is the content's."""
        self._drafts: Table[Key, bool] = recorder.each(
            f"{name}draft", lambda key: self.handbook.documents[key].is_draft, _BOOL, Key
        )
        self.drafts_seen = recorder.one(f"{name}drafts", self._count_drafts, codec_of(int))
        if edition.audience == "private":
            self.handbook, self.records = content.handbook, content.tables_of_handbook.records
            return
        self._reader = recorder.one(f"{name}reader", self._find_reader)
        self._sees = recorder.each(f"{name}sees", self._sees_document, _BOOL, Key, content.where)
        self.seen = recorder.whole(f"{name}seen", self._gather_seen, _BOOL, Key)
        self._holders = recorder.each(
            f"{name}holders", self._find_holders, codec_of(tuple[str, ...]), Key
        )
        self._hidden = recorder.one(f"{name}hidden", self._find_hidden, codec_of(HiddenNames))
        self._mentions = recorder.one(
            f"{name}hidden-mentions", lambda: HiddenMentions(project.kinds, self._hidden())
        )
        self.documents = recorder.each(
            f"{name}document", self._cut, document_codec(), Key, self.seen
        )
        tables = RecordedHandbook(
            recorder, name, self.documents, self.seen, content.where, project, content.reader
        )
        self.handbook, self.records = tables.handbook, tables.records

    def _count_drafts(self) -> int:
        self._drafts.preload()
        return sum(self._drafts[key] for key in self.handbook.documents)

    def sight(self) -> Sight | None:
        """Return what the edition sees before anything is cut; None where it sees everything."""
        if self._edition.audience == "private":
            return None
        return Sight(self._reader(), self.seen.keys(), self._hidden(), self._holders)

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

    def _find_hidden(self) -> HiddenNames:
        where = self._content.where
        places = ((key, where[key].unit, where[key].tables) for key in where)
        files = files_by_name(places, self._project.settings.languages)
        return find_hidden_names(tuple(where), frozenset(self.seen), files)

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
        self._recorder, self._name, self._visible, self._day = recorder, name, visible, day
        self._grounds = record_properties(
            Grounds(visible, date.min, rubric, sees),
            recorder,
            f"{name}grounds",
            compare,
            asked={"as_of": lambda: day[""]},
        )
        self._in_force: Table[Key, bool] = recorder.each(
            f"{name}in-force", lambda key: visible.records[key].is_in_force, _BOOL, Key
        )
        self.goals = self._figures(Goal, GoalScore, self._goal, self._counted(Goal))
        self._totals: Table[Pair, MetricTotals | None] = recorder.each(
            f"{name}totals", self._total, codec_of(MetricTotals | None), Pair
        )
        self._standings: Table[str, Status] = recorder.each(
            f"{name}standing", self._standing, codec_of(str)
        )
        self._hangings: Table[str, Hanging | None] = recorder.each(
            f"{name}hanging", self._hanging, codec_of(Hanging | None)
        )
        self._running: Table[Key, tuple[Contribution, ...]] = recorder.each(
            f"{name}running", self._run, codec_of(tuple[Contribution, ...]), Key
        )
        self._excused = recorder.whole(f"{name}excused", self._excuse, _BOOL, Pair)
        self._by_subject: Table[Pair, MetricScore] = recorder.each(
            f"{name}score/subject", self._subject, codec_of(MetricScore), Pair
        )
        self.objectives = self._figures(
            Objective, ObjectiveScore, self._objective, self._counted(Objective)
        )
        serving = self._counted(Person, lambda one: one.is_serving(day[""]))
        self.people = self._figures(Person, PersonScore, self._person, serving)
        self.teams = self._figures(Team, TeamScore, self._team, self._counted(Team))
        self.territories = self._terms("territory", visible.settings.vocabulary.territories)
        self.product_lines = self._terms("product_line", visible.settings.vocabulary.product_lines)
        self._company = recorder.one(
            f"{name}score/company",
            lambda: company_totals(self._grounds.totals),
            codec_of(tuple[MetricTotals, ...]),
        )
        self.partners = self._figures(
            Partner, PartnerScore, self._partner, self._counted(Partner, has_scorecard)
        )
        self.metrics = self._figures(
            Metric,
            tuple[MetricScore, ...],
            self._metric,
            recorder.whole(f"{name}scored/{Metric.KIND}", self._read_metrics, _BOOL),
        )
        self.incentives = self._figures(
            Incentive, tuple[IncentiveScore, ...], self._incentive, self._counted(Incentive)
        )
        self.growth = self._figures(Growth, GrowthScore, scale_attainment, self._counted(Growth))

        self.past = record_properties(
            Past(self._grounds, self.goals), recorder, f"{name}past", compare
        )

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

    def of_document(self, key: Key) -> Iterator[AnyUnit]:
        """Yield the figures that rest on one document and what it refers to."""
        if key.kind == Goal.KIND and key.id in self.goals:
            yield self.goals, key.id

    @property
    def of_all(self) -> Iterator[AnyUnit]:
        """Yield the figures that rest on those of many documents, and that many pages show."""
        for id_ in self.metrics:
            metric = Key(Metric.KIND, id_)
            for subject in self._grounds.series[metric].subjects:
                yield self._by_subject, (metric, subject)
        for id_ in self.people:
            yield self.people, id_

    def _counted(
        self, kind: type[Record], counts: Callable[[Any], bool] | None = None
    ) -> Mapping[str, Any]:
        """Return a table of the ids of the documents of a kind that have figures.

        These are those in force, unless it is asked of each whether it ``counts``.
        """

        def find() -> dict[str, bool]:
            keys = self._visible.by_kind.get(kind.KIND, ())
            if counts is None:
                return {key.id: True for key in keys if self._in_force[key]}
            return {key.id: True for key in keys if counts(self._visible.records[key])}

        return self._recorder.whole(f"{self._name}scored/{kind.KIND}", find, _BOOL)

    def _figures(
        self,
        kind: type[Record],
        type_: Any,
        score: Callable[[Any], Any],
        index: Mapping[str, Any],
    ) -> Table[str, Any]:
        def make(id_: str) -> Any:
            if id_ not in index:
                raise AbsentError(id_)
            return score(self._visible.records[Key(kind.KIND, id_)])

        name = f"{self._name}score/{kind.KIND}"
        return self._recorder.each(name, make, codec_of(type_), str, index)

    def _goal(self, one: Goal) -> GoalScore:
        return score_one_goal(one, self._grounds)

    def _standing(self, id_: str) -> Status:
        score: GoalScore = self.goals[id_]
        one = self._visible.find(Goal, id_)
        if one is None or not contributes(one, score):
            raise AbsentError(id_)
        return score.status

    def _hanging(self, id_: str) -> Hanging | None:
        return hanging_of(
            self._visible.find(Goal, id_), self.goals.get(id_), self._grounds.settings
        )

    def _run(self, owner: Key) -> tuple[Contribution, ...]:
        return tuple(running_goals(owner, self._visible, self.goals, self.as_of))

    def _excuse(self) -> dict[Pair, bool]:
        found: dict[Pair, bool] = {}
        for metric in self._visible.by_kind.get(Metric.KIND, ()):
            goals = self._visible.referring(metric, Goal.KIND, "/measurable/metric")
            hanging = (self._hangings[key.id] for key in goals)
            for subject in excused_by(one for one in hanging if one is not None):
                found[metric, subject] = True
        return found

    def _subject(self, whose: Pair) -> MetricScore:
        metric, subject = whose
        return score_metric(
            self._grounds.series[metric],
            subject,
            self._grounds.totals[metric].of_subject(subject),
            excused=whose in self._excused,
        )

    def _total(self, whose: Pair) -> MetricTotals | None:
        metric, whole = whose
        return self._grounds.totals[metric].of_whole(whole)

    def _metric(self, one: Metric) -> tuple[MetricScore, ...]:
        subjects = self._grounds.series[one.key].subjects
        return tuple(self._by_subject[one.key, subject] for subject in subjects)

    def _read_metrics(self) -> dict[str, bool]:
        keys = self._visible.by_kind.get(Metric.KIND, ())
        return {key.id: True for key in keys if key in self._grounds.series}

    def _objective(self, one: Objective) -> ObjectiveScore:
        grounds = self._grounds
        return score_objective(
            one,
            self._visible,
            self.goals,
            self._standings,
            self.objectives,
            grounds.series,
            grounds.settings,
            self.as_of,
        )

    def _person(self, one: Person) -> PersonScore:
        grounds = self._grounds
        return score_person(
            one, self._visible, self.goals, grounds.series, self.as_of, grounds.sees_kind
        )

    def _team(self, one: Team) -> TeamScore:
        found = (self._totals[metric, one.key] for metric in sorted(self._grounds.totals))
        totals = tuple(one for one in found if one is not None)
        return score_team(one, self._visible, self._running.__getitem__, totals, self.as_of)

    def _terms(self, kind: str, terms: Iterable[Term]) -> Table[str, TerritoryScore]:
        """Declare the totals of the words of planbook.yaml's vocabulary of one kind."""
        index = {term.id: True for term in terms}

        def make(id_: str) -> TerritoryScore:
            if id_ not in index:
                raise AbsentError(id_)
            return score_territory(Key(kind, id_), self._grounds.totals)

        name = f"{self._name}score/{kind}"
        return self._recorder.each(name, make, codec_of(TerritoryScore), str, index)

    def _partner(self, one: Partner) -> PartnerScore:
        return score_partner(one, self._grounds.totals, self._visible)

    def _incentive(self, one: Incentive) -> tuple[IncentiveScore, ...]:
        pay = PaySources(self._visible, self.goals, self._grounds.series, self.as_of)
        return score_incentive(one, pay, self._grounds.sees_pay_of)
