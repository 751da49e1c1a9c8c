"""What is wrong with a project, in tables: the findings of each file are a unit of work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from msgspec import msgpack

from planbook.codec import decoder_for, encode
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding
from planbook.digest import digest_bytes
from planbook.linking.link import tell_cycles
from planbook.linking.readers import check_readers
from planbook.linking.references import ReferenceChecker
from planbook.linking.subject_names import SubjectNames
from planbook.linting import assign_rules, findings_of, settings_findings
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.rubric import Rubric
from planbook.output.assets import check_statics
from planbook.reading.theme import Theme
from planbook.recorded.content import RecordedContent, Understood
from planbook.recording.properties import record_properties
from planbook.recording.recorder import Recorder
from planbook.recording.table import Table
from planbook.recording.unit import Codec
from planbook.rules import RULES
from planbook.rules.diary import Diary
from planbook.rules.judging_words import JudgingWords
from planbook.rules.organisation import Organisation
from planbook.rules.private_matters import PrivateMatters
from planbook.rules.readings import Readings
from planbook.scoring.progress import Source as FigureSource
from planbook.scoring.series import Series, read_all_series
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.smart_findings import smart_findings_of
from planbook.scoring.vague_texts import vague_texts_of
from planbook.views.looks import check_looks

_HOLDS_SERIES: Final = (FigureSource, FigureSource | None)
_OBJECTS: Final = (Organisation, Diary, PrivateMatters, JudgingWords)


def compare(type_: Any) -> Codec | None:
    """Return how answers of a type are compared; None where what they were made from is.

    That is so where they are no plain values, or hold all readings of a metric.
    """
    if type_ in _HOLDS_SERIES:
        return None
    try:
        decoder_for(type_)
    except TypeError:
        return None
    # Sets are in another order in each process.
    if "frozenset" in str(type_):
        return Codec(lambda value: encode(value, type_))
    return Codec(_ENCODER.encode)


def _as_written(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value.as_integer_ratio()
    return dict(value) if isinstance(value, Mapping) else encode(value)


_ENCODER: Final = msgpack.Encoder(enc_hook=_as_written)


class RecordedChecks:
    """The findings of a project's content on a day, in tables of ``recorder``."""

    def __init__(
        self,
        recorder: Recorder,
        content: RecordedContent,
        as_of: date,
        rubric: Rubric | None,
        theme: Theme,
        *,
        looks_back: bool = False,
    ) -> None:
        self._content = content
        self._handbook = content.handbook
        self._rubric = rubric
        self._theme = theme
        self._rules = assign_rules(RULES)
        self._scoring = read_scoring_settings(content.handbook.settings.scoring)
        self._recorder = recorder
        self._as_of = as_of
        self._asked_back = looks_back
        self.day: Table[str, date] = recorder.given(
            "day", _digest_of(as_of.isoformat()), lambda _: self._as_of
        )
        self._back: Table[str, bool] = recorder.given(
            "asked-back", _digest_of(str(looks_back)), lambda _: self._asked_back
        )
        self.readings = record_properties(
            Readings(content.handbook, as_of, looks_back),
            recorder,
            "readings",
            compare,
            _OBJECTS,
            {"as_of": lambda: self.day[""], "asked_back": lambda: self._back[""]},
        )
        self.series = recorder.whole(
            "series-ever",
            lambda: read_all_series(content.handbook, date.max),
            compare(Series),
            Key,
        )
        every = Codec(_ENCODER.encode, msgpack.Decoder(tuple[Diagnostic, ...]).decode)
        self.told = recorder.each("told", self._tell, every, index=content.units)
        self.told_of_all = recorder.one("told-of-all", self._tell_of_all, every)

    def renew(self, as_of: date, *, looks_back: bool) -> None:
        """Go on with the day as it is now."""
        self._as_of, self._asked_back = as_of, looks_back
        self._recorder.give(self.day, _digest_of(as_of.isoformat()))
        self._recorder.give(self._back, _digest_of(str(looks_back)))

    def _tell(self, unit: str) -> tuple[Diagnostic, ...]:
        understood = self._content.understood[unit]
        return (*self._content.told_in(unit), *self._content.locate(self._judge(understood)))

    def all_told(self) -> Iterator[Diagnostic]:
        """Yield the findings of all files."""
        self.told.preload()
        for unit in self._content.units:
            yield from self.told[unit]

    def _judge(self, understood: Understood) -> Iterator[Finding]:
        reported = {
            (one.place.path, one.place.document, one.place.pointer)
            for one in understood.told
            if one.place is not None
        }
        keys = [one.key for one in understood.documents]
        for key in keys:
            yield from (one for one in self._link(key) if _place(one) not in reported)
        judged = [one for key in keys for one in findings_of(key, self._rules, self.readings)]
        yield from judged
        if self._rubric is None:
            return
        taken = {_place(one) for one in judged}
        for key in keys:
            goal = self._handbook.find(Goal, key)
            if goal is not None:
                yield from smart_findings_of(
                    goal,
                    self._handbook,
                    self._rubric,
                    self._scoring,
                    self.series,
                    self.day[""],
                    taken,
                )
        for key in keys:
            yield from vague_texts_of(key, self._handbook, self._rubric)

    def _link(self, key: Key) -> Iterator[Finding]:
        document = self._content.documents[key]
        names = (
            self._content.names() if document.origin.tables else SubjectNames((), self._settings)
        )
        checker = ReferenceChecker(
            self._handbook,
            names,
            frozenset(),
            self._content.content_paths.keys(),
            reader=self._content.reader,
        )
        yield from checker.check_document(document)

    @property
    def _settings(self) -> Any:
        return self._handbook.settings

    def _tell_of_all(self) -> tuple[Diagnostic, ...]:
        sources = self._content.sources()
        findings = (
            *tell_cycles(self._handbook),
            *settings_findings(self._rules, self.readings),
            *check_readers(self._handbook),
            *check_looks(self._handbook, sources, whole=True),
            *check_statics(self._handbook, sources, self._theme),
        )
        return self._content.locate(findings)


def _digest_of(written: str) -> Mapping[str, bytes]:
    return {"": digest_bytes(written.encode())}


def _place(finding: Finding) -> tuple[str, int, str]:
    return finding.place.path, finding.place.document, finding.place.pointer
