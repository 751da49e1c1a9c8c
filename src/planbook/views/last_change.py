"""The line on a document's page that says when it was changed last, and by whom."""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import quote, urlsplit

import msgspec

from planbook.history.window import FURTHEST_AHEAD
from planbook.model.document import Key
from planbook.model.settings import Settings
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Ref

_PATH: Final = "{path}"
_ABSOLUTE: Final = "https://"


class ChangedView(msgspec.Struct, frozen=True):
    """When a document was changed last, and where that and more can be seen.

    ``author`` is somebody whom the edition holds. The links out of the site are empty where there
    are none.
    """

    day: Day
    author: Ref | None
    history: str = ""
    edit: str = ""


def changed_view(presenter: Presenter, key: Key) -> ChangedView | None:
    """Return what is said of the last change of a document; None where nothing is to be said.

    The public edition tells nothing of who works on the handbook, and where.
    """
    site = presenter.site
    if site.edition.audience == "public" or not site.history.is_known:
        return None
    found = site.history.lines.get(key)
    if found is None or found.day - site.scores.as_of > FURTHEST_AHEAD:
        return None
    settings = site.handbook.settings
    return ChangedView(
        Day(found.day.isoformat(), presenter.near_day(found.day)),
        presenter.ref(found.author),
        history_link(settings, found.path) if found.path else "",
        edit_link(settings, found.path) if found.path else "",
    )


def history_link(settings: Settings, path: str) -> str:
    """Return the address of the history of a file, where the form of such addresses is known."""
    if not settings.repo_url:
        return ""
    repository = settings.repo_url.rstrip("/")
    match _forge_of(settings):
        case "gitlab":
            return f"{repository}/-/commits/HEAD/{quote(path)}"
        case "github":
            return f"{repository}/commits/HEAD/{quote(path)}"
    return ""


def edit_link(settings: Settings, path: str) -> str:
    """Return the address at which a file can be edited; empty where the project says none."""
    if not (settings.repo_url and settings.edit_path):
        return ""
    filled = settings.edit_path.replace(_PATH, quote(path))
    if filled.startswith(_ABSOLUTE):
        return filled
    return f"{settings.repo_url.rstrip('/')}/{filled.lstrip('/')}"


def _forge_of(settings: Settings) -> Literal["github", "gitlab", ""]:
    """Return which forge keeps the repository: its name says so, or how files are edited there."""
    host = urlsplit(settings.repo_url or "").hostname or ""
    edit = (settings.edit_path or "").lstrip("/")
    if "gitlab" in host or edit.startswith("-/"):
        return "gitlab"
    return "github" if "github" in host or edit.startswith("edit/") else ""
