"""What a change of the plans is told as: the same records for text, Markdown and JSON.

The names of sections, codes and figures are the contract. Values keep their type; words are
added by the renderers.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, Literal, TypeAlias

import msgspec

from planbook.history.fields import Step
from planbook.history.values import Named, Part, Value
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.periods import Period

FORMAT_VERSION: Final = 1

Section = Literal[
    "audience", "goals", "goalposts", "history", "pay", "people", "other", "chapters", "settings"
]
SECTIONS: Final[tuple[Section, ...]] = (
    "audience", "goals", "goalposts", "history", "pay", "people", "other", "chapters", "settings",
)  # fmt: skip
"""The sections, the most important first. The figures that follow from them come last."""

Side: TypeAlias = Literal["base", "head"]


class Subject(msgspec.Struct, frozen=True):
    """A document that a change is about, as the edition sees it.

    ``owner`` is whose it is where its kind has one person or team for that; ``path`` its file.
    A territory has no file, and no schema that says what its kind is called.
    """

    key: Key
    kind_title: Text
    title: Text
    owner: Named | None
    path: str


class Timing(msgspec.Struct, frozen=True):
    """How much of a period had passed on the day of judging.

    ``phase`` is before, running or over; ``gone`` the share of the days that has passed.
    """

    phase: Literal["before", "running", "over"]
    gone: Fraction


class Change(msgspec.Struct, frozen=True):
    """One change of one document, or of the project's settings where ``subject`` is None.

    ``code`` says what it is, ``field`` where it stands (``/checkins[]/value``, without
    positions), ``steps`` what the fields on the way there are called. ``before`` and ``after``
    are None where there is nothing. ``facts`` describe what came or went as a whole. ``count``
    is how many values it stands for. ``lines`` are those that a long text gained and lost.
    """

    section: Section
    code: str
    subject: Subject | None = None
    field: str = ""
    steps: tuple[Step, ...] = ()
    before: Value | None = None
    after: Value | None = None
    facts: tuple[Part, ...] = ()
    timing: Timing | None = None
    count: int = 1
    lines: tuple[int, int] | None = None


class FigureChange(msgspec.Struct, frozen=True):
    """A figure that is another one now.

    ``subject`` is None for the company's. ``figure`` is a name of the score output (``progress``,
    ``coverage.feedback``), ``about`` what else it is of: a metric. ``own`` says whether the
    document itself was changed; if not, ``follows_from`` are the changed documents it rests on.
    """

    figure: str
    subject: Subject | None
    before: Value | None
    after: Value | None
    about: Named | None = None
    period: Period | None = None
    own: bool = False
    follows_from: tuple[Subject, ...] = ()


class Faulty(msgspec.Struct, frozen=True):
    """A document with errors in one revision, which the edition sees in one of them."""

    subject: Subject
    side: Side


ProjectThen = Literal["sound", "absent", "broken"]


class Comparison(msgspec.Struct, frozen=True):
    """Everything that is told of the change between two revisions, for one edition.

    ``project_then`` is how planbook.yaml stood at the base; unless it was sound, the base was read
    by the settings of the head. ``without_figures`` are the sides that have errors, so that there
    are no figures to compare. ``left_out`` is how many changed files tell this edition nothing,
    ``unread`` how many files of either side nobody could read.
    """

    as_of: date
    edition: Edition
    changes: tuple[Change, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    faulty: tuple[Faulty, ...] = ()
    without_figures: tuple[Side, ...] = ()
    project_then: ProjectThen = "sound"
    left_out: int = 0
    unread: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed in meaning, as far as this edition sees."""
        return not (self.changes or self.figures)
