"""Whom an edition is for, and whose sheet for a one-to-one it has."""

from __future__ import annotations

from typing import Final

from planbook.model.document import Key
from planbook.model.person import Person
from planbook.views.presenter import Presenter, SitePresenter

ONE_ON_ONE: Final = "one-on-one"
"""The folder, below a person's, of the sheet for a one-to-one with them."""


def reader_of(site: SitePresenter) -> Person | None:
    """Return the person whom the edition is for, or None: it is for many, or for a role."""
    viewer = site.edition.viewer
    if viewer is None or viewer in site.handbook.settings.readers:
        return None
    return site.handbook.find(Person, viewer)


def has_sheet(site: SitePresenter, person: Key) -> bool:
    """Return whether the edition has the sheet for a one-to-one with ``person``.

    That is everybody's in the private edition; a reader's own and of those below them in theirs.
    """
    found = site.handbook.find(Person, person)
    if found is None or not found.is_in_force or found.has_left(site.scores.as_of):
        return False
    if site.edition.audience == "private":
        return True
    reader = reader_of(site)
    return reader is not None and reader.id in (person.id, *site.handbook.managers_above(person.id))


def sheet_href(presenter: Presenter, person: Key) -> str:
    """Return the link to the sheet for a one-to-one with ``person``; empty where there is none."""
    if not has_sheet(presenter.site, person):
        return ""
    return presenter.to(presenter.addresses.sections[Person.KIND], person.id, ONE_ON_ONE)
