"""The severity of each finding in this project: ``rules`` of planbook.yaml, by code and by path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity

OFF: Final = "off"


class Rating(msgspec.Struct, frozen=True):
    """What a project says of one code: a severity or ``off``, and others by path.

    ``severity`` is None where the code's own stays. Of the globs in ``paths`` the last one that
    matches wins.
    """

    severity: str | None = None
    paths: Mapping[str, str] = msgspec.field(default_factory=dict)


def apply_severities(
    diagnostics: Iterable[Diagnostic], ratings: Mapping[str, Rating]
) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` as the project rates them; those that it turns off are gone.

    What is an error by itself stays one: it makes a document wrong, whatever anybody thinks.
    """
    matching = {
        code: tuple((re.compile(_pattern(glob)), level) for glob, level in rating.paths.items())
        for code, rating in ratings.items()
    }
    rated = (
        _rate(diagnostic, ratings[diagnostic.code], matching[diagnostic.code])
        if diagnostic.code in ratings and diagnostic.severity is not Severity.ERROR
        else diagnostic
        for diagnostic in diagnostics
    )
    return tuple(diagnostic for diagnostic in rated if diagnostic is not None)


def _rate(
    diagnostic: Diagnostic, rating: Rating, globs: Iterable[tuple[re.Pattern[str], str]]
) -> Diagnostic | None:
    level = rating.severity
    for glob, by_path in globs:
        if glob.fullmatch(diagnostic.path):
            level = by_path
    if level is None:
        return diagnostic
    return None if level == OFF else replace(diagnostic, severity=Severity(level))


_STARS: Final = re.compile(r"\*\*/|\*\*|\*|\?")
_MEANING: Final[Mapping[str, str]] = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _pattern(glob: str) -> str:
    """Return the regular expression of a glob; a folder's name stands for all that is in it."""
    replace_star = partial(_STARS.sub, lambda match: f"\0{match[0]}\0")
    parts = replace_star(glob.rstrip("/")).split("\0")
    return "".join(_MEANING.get(part, re.escape(part)) for part in parts) + "(?:/.*)?"
