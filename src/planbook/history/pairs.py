"""A document in both revisions, and what a change of one of its fields is judged by."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from planbook.history.fields import FieldChange, Side
from planbook.history.records import Change, Section, Subject, Timing
from planbook.history.units import Origin
from planbook.history.values import Named, key_of
from planbook.model.document import Document, Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.model.record import Record
from planbook.periods import FiscalYear
from planbook.scoring.undertaking import Timeframe, span_of

# Whose a document is: the first of these fields that it has.
_OWNERS: Final = ("owner", "person", "to", "for", "manager")
_OWNED: Final = frozenset({"goal", "objective", "review", "improvement", "growth", "feedback",
                           "meeting"})  # fmt: skip


class Pair(msgspec.Struct, frozen=True):
    """One document in both revisions."""

    before: Side
    after: Side
    subject: Subject
    as_of: date

    @property
    def kind(self) -> str:
        """The kind of the document."""
        return self.subject.key.kind

    @property
    def earlier(self) -> Record:
        """The document at the base in its typed face."""
        return self.before.origin.handbook.records[self.before.origin.key]

    @property
    def later(self) -> Record:
        """The document at the head in its typed face."""
        return self.after.origin.handbook.records[self.after.origin.key]

    @property
    def fiscal(self) -> FiscalYear:
        """How business years are counted now."""
        return self.after.origin.handbook.settings.fiscal_year

    def timing(self) -> Timing | None:
        """Return how much of the goal's time had passed, by the dates that held before."""
        plan = self.earlier
        if not isinstance(plan, Goal | Objective):
            return None
        return timing_of(span_of(plan), self.as_of)

    def change(
        self, section: Section, code: str, found: FieldChange, *, timing: Timing | None = None
    ) -> Change:
        """Return ``found`` as a change of this document."""
        return Change(
            section,
            code,
            self.subject,
            found.path,
            found.steps,
            found.before,
            found.after,
            timing=timing,
        )


def timing_of(span: Timeframe | None, day: date) -> Timing | None:
    """Return how much of ``span`` has passed on ``day``."""
    if span is None:
        return None
    if day < span.start:
        return Timing("before", span.share_gone(day))
    return Timing("over" if day > span.due else "running", span.share_gone(day))


def subject_of(document: Document, handbook: Handbook) -> Subject:
    """Return what a document is told as."""
    kind = handbook.kinds[document.kind]
    return Subject(
        document.key,
        kind.title,
        handbook.title_of(document.key),
        _owner_of(document, handbook),
        document.origin.path,
    )


def _owner_of(document: Document, handbook: Handbook) -> Named | None:
    if document.kind not in _OWNED:
        return None
    field = handbook.kinds[document.kind].field
    for name in _OWNERS:
        below = field.properties.get(name)
        if below is None or below.type != "reference":
            continue
        key = key_of(document.values.get(name), below.refs, Origin(document, handbook))
        if isinstance(key, Key):
            return Named(key.id, handbook.title_of(key))
    return None
