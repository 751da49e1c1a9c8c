"""Tables of people, cut by team: a page holds whole teams where they fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

import msgspec

from planbook.model.document import Key
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.words import Label, Phrase, Ref

MOST_ROWS: Final = 200
"""How many people a page has at most."""


class TeamPart(msgspec.Struct, frozen=True):
    """People of one team, or of none."""

    team: Key | None
    people: tuple[Key, ...]


TeamPages: TypeAlias = tuple[tuple[TeamPart, ...], ...]
"""The teams of each page of a table."""


def cut_by_team(site: SitePresenter, people: Iterable[Key], size: int = MOST_ROWS) -> TeamPages:
    """Return ``people`` by team, on pages of at most ``size``.

    A team that fits on a page is not cut in two; one that does not begins a page.
    """
    teams: dict[Key | None, list[Key]] = defaultdict(list)
    for key in people:
        person = site.handbook.find(Person, key)
        teams[person.team if person is not None else None].append(key)
    places = {team: place for place, team in enumerate(site.listed(Team.KIND))}
    order = sorted(teams, key=lambda team: places.get(team, len(places)) if team else len(places))
    pages: list[list[TeamPart]] = []
    room = 0
    for team in order:
        for part in _parts(tuple(teams[team]), size):
            if len(part) > room:
                pages.append([])
                room = size
            pages[-1].append(TeamPart(team, part))
            room -= len(part)
    return tuple(map(tuple, pages))


def _parts(people: tuple[Key, ...], size: int) -> Iterator[tuple[Key, ...]]:
    for start in range(0, len(people), size):
        yield people[start : start + size]


def team_title(team: Key | None, presenter: Presenter) -> tuple[Label, Ref | None]:
    """Return what a team's part is headed with, and the link to the team."""
    ref = presenter.ref(team)
    return (ref.title if ref else Phrase("tree.no_team")), ref
