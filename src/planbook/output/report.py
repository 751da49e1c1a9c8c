"""What a build did, for whoever tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.language import Text


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``removed`` counts the files that are in the site no more.

    ``notes`` are things that the reader of the report should know. ``changed`` are the paths of
    all files that were written or removed.
    """

    pages: int
    rendered: int
    reused: int
    removed: int
    notes: tuple[Text, ...] = ()
    changed: tuple[str, ...] = ()
