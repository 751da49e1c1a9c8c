"""What git's history says to an edition, for tests: as the site tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from builders.repositories import DAY
from planbook.as_of import fixed_as_of
from planbook.cli.diff_words import Teller
from planbook.editions import filter_for_edition
from planbook.history.telling import History
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.pipeline import check_project
from planbook.reading.resources import builtin_themes
from planbook.reading.theme import load_theme
from planbook.retracing import retrace

TEAM = Edition()
EVERYTHING = Edition("private")


@contextmanager
def history_for(root: Path, edition: Edition = TEAM, day: date = DAY) -> Iterator[History]:
    """Give what the history of the project in ``root`` says to the readers of ``edition``."""
    checked = check_project(root, fixed_as_of(day))
    assert checked.handbook is not None
    assert checked.is_sound, [str(one.message) for one in checked.in_the_way]
    visible = filter_for_edition(checked.handbook, edition, day)
    with retrace(checked, visible, edition) as history:
        yield history


def told_to(root: Path, edition: Edition = TEAM, day: date = DAY) -> dict[str, list[str]]:
    """Return the sentences about each week, by its first day."""
    teller = _teller()
    with history_for(root, edition, day) as history:
        return {
            start: [
                f"{teller.lead(one.subject)}: {teller.change(one)}" for one in history.told[start]
            ]
            for start in history.weeks
        }


def last_change(
    root: Path, key: Key, edition: Edition = TEAM, day: date = DAY
) -> tuple[str, str, str] | None:
    """Return when a document was changed last, by whom, and the path that is told of it."""
    with history_for(root, edition, day) as history:
        found = history.lines.get(key)
    if found is None:
        return None
    return found.day.isoformat(), found.author.id if found.author else "", found.path


@cache
def _teller() -> Teller:
    theme = load_theme(Path("no-project"), "default", builtin_themes())
    return Teller(theme.value.words, "en")
