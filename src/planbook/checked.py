"""A project as read and checked: what was found in it, and what of that is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding, Severity
from planbook.diagnostics.severities import apply_severities
from planbook.language import Text
from planbook.model.handbook import Handbook
from planbook.model.rubric import Rubric
from planbook.reading.content import Content
from planbook.reading.locations import locate_findings
from planbook.reading.project import Project, ratings_of
from planbook.reading.sources import Attachment, Sources
from planbook.reading.suppressions import Suppression, find_suppressions, sift
from planbook.reading.theme import Theme
from planbook.rules import ALL_CODES, RULE_CODES


class Checked(msgspec.Struct, frozen=True):
    """A project as read and checked: the author's view, nothing hidden.

    ``handbook`` is None where planbook.yaml or a schema of the project is wrong. ``texts`` are
    the files that findings may point into besides the content; ``content`` is what the first
    stages made of it. ``named`` are the files that planbook.yaml names. ``as_of`` is the day that
    it was judged on, and that figures are taken at. ``found`` is all that was found, before the
    ``comments`` that allow some of it and the project's severities: ``allowed`` are in none of
    the ``diagnostics``.
    """

    project: Project | None
    diagnostics: tuple[Diagnostic, ...] = ()
    handbook: Handbook | None = None
    theme: Theme | None = None
    rubric: Rubric | None = None
    texts: Mapping[str, str] = msgspec.field(default_factory=dict)
    as_of: datetime.date | None = None
    content: Content = msgspec.field(default_factory=Content)
    named: Mapping[str, Attachment] = msgspec.field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()
    comments: tuple[Suppression, ...] = ()
    allowed: tuple[Diagnostic, ...] = ()

    @property
    def content_was_read(self) -> bool:
        """Whether planbook.yaml and the schemas were sound enough to go on to the content."""
        return self.project is not None

    @property
    def sources(self) -> Sources:
        """The files of the content."""
        return self.content.sources

    @property
    def files(self) -> int:
        """How many files of the content were read."""
        return self.content.sources.files

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return len(self.content.parsed.documents)

    @property
    def drafts(self) -> int:
        """How many documents are still being written."""
        return count_drafts(self.handbook) if self.handbook is not None else 0

    @property
    def is_sound(self) -> bool:
        """Whether a site can be built from it: no errors."""
        errors = (found for found in self.diagnostics if found.severity is Severity.ERROR)
        return next(errors, None) is None and next(self._errors_beyond_comments(), None) is None

    @property
    def in_the_way(self) -> tuple[Diagnostic, ...]:
        """What a build has to look at: the diagnostics, and errors that no comment can allow.

        An error of reading, schemas or links leaves nothing to build with, whoever allows it.
        """
        told = (*self.diagnostics, *self._errors_beyond_comments())
        return tuple(sorted(told, key=Diagnostic.sort_key))

    def _errors_beyond_comments(self) -> Iterator[Diagnostic]:
        for found in self.allowed:
            if found.severity is Severity.ERROR and found.code not in RULE_CODES:
                yield found

    def locate(self, findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
        """Return ``findings`` with the lines that they point at."""
        return locate_findings(findings, self.sources, self.texts)

    def with_found(self, found: Iterable[Diagnostic]) -> Checked:
        """Return the project with ``found`` as all that was found.

        What a comment allows is left out of the diagnostics, the rest is rated as the project
        says.
        """
        ordered = tuple(sorted(found, key=Diagnostic.sort_key))
        sifted = sift(ordered, self.comments, ALL_CODES, whole=self.content.valid.is_whole)
        told = (*sifted.shown, *self.locate(sifted.findings))
        ratings = ratings_of(self.project.settings) if self.project is not None else {}
        return replace(
            self,
            found=ordered,
            diagnostics=apply_severities(sorted(told, key=Diagnostic.sort_key), ratings),
            allowed=apply_severities(sifted.allowed, ratings),
        )


class Since(msgspec.Struct, frozen=True):
    """A project with the findings that a change causes, and how many others it has.

    ``older`` is None where nothing was compared, ``has_failed`` where git could not say what
    there was: that is the only finding then. ``notes`` say what was compared, for people;
    ``changed`` are the paths of the files that the change is made of.
    """

    checked: Checked
    older: int | None = None
    notes: tuple[Text, ...] = ()
    has_failed: bool = False
    changed: frozenset[str] = frozenset()


def report_findings(checked: Checked, findings: Iterable[Finding]) -> Checked:
    """Return ``checked`` with ``findings`` as what was found, its comments looked at."""
    comments = find_suppressions({**checked.sources.texts, **checked.texts})
    held = replace(checked, comments=comments)
    return held.with_found(held.locate(findings))


def count_drafts(handbook: Handbook) -> int:
    """Return how many documents of ``handbook`` are still being written."""
    return sum(document.is_draft for document in handbook.documents.values())
