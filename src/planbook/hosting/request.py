"""The pull or merge request that a build belongs to, as the service tells it.

Everything that comes from the request's author is a text that is looked at here and nowhere else:
numbers and commits have their form, and no other text of the event is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Service = Literal["github", "gitlab"]

_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")
_NO_COMMIT: Final = re.compile("0+")


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """A pull request of GitHub, or a merge request of GitLab.

    ``project`` is ``OWNER/NAME`` or a project's number. ``head`` and ``onto`` are commits: the
    last of the request, and one of the branch that it is to go into. ``is_from_fork`` holds where
    somebody may have written it who may not write to the repository.
    """

    service: Service
    api: str
    project: str
    number: str
    head: str | None
    onto: str | None
    is_from_fork: bool


def request_in(environment: Mapping[str, str], event: str | None = None) -> ReviewRequest | None:
    """Return the request that a build with these variables belongs to; None if it is of none.

    ``event`` is the text of the file that GitHub describes the event in.
    """
    if environment.get("GITLAB_CI") == "true":
        return _of_gitlab(environment)
    if environment.get("GITHUB_EVENT_NAME") == "pull_request":
        return _of_github(environment, event)
    return None


def _of_github(environment: Mapping[str, str], event: str | None) -> ReviewRequest | None:
    try:
        told = json.loads(event or "null")
    except (ValueError, RecursionError):
        return None
    pull = _at(told, "pull_request")
    number = str(_at(pull, "number") or "")
    project = environment.get("GITHUB_REPOSITORY", "")
    if not (_NUMBER.fullmatch(number) and _REPOSITORY.fullmatch(project)):
        return None
    origin = _at(pull, "head", "repo", "full_name")
    return ReviewRequest(
        service="github",
        api=environment.get("GITHUB_API_URL") or "https://api.github.com",
        project=project,
        number=number,
        head=_commit(_at(pull, "head", "sha")),
        onto=_commit(_at(pull, "base", "sha")),
        # A fork that has been deleted is none that could be trusted.
        is_from_fork=not isinstance(origin, str) or origin.lower() != project.lower(),
    )


def _of_gitlab(environment: Mapping[str, str]) -> ReviewRequest | None:
    number = environment.get("CI_MERGE_REQUEST_IID", "")
    project = environment.get("CI_MERGE_REQUEST_PROJECT_ID", "")
    if not (_NUMBER.fullmatch(number) and _NUMBER.fullmatch(project)):
        return None
    return ReviewRequest(
        service="gitlab",
        api=environment.get("CI_API_V4_URL") or "https://gitlab.com/api/v4",
        project=project,
        number=number,
        # Without merged results the source branch itself is checked out, and this is empty.
        head=_commit(environment.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"))
        or _commit(environment.get("CI_COMMIT_SHA")),
        onto=_commit(environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA")),
        is_from_fork=environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID") != project,
    )


def _at(value: Any, *names: str) -> Any:
    for name in names:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def _commit(written: object) -> str | None:
    if not isinstance(written, str) or not _COMMIT.fullmatch(written):
        return None
    return None if _NO_COMMIT.fullmatch(written) else written
