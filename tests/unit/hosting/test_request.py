"""What a build is told about its pull or merge request."""

from __future__ import annotations

import json

import pytest

from builders.services import pull_request
from planbook.hosting.request import request_in

BASE, HEAD = "b" * 40, "a" * 40
GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_EVENT_NAME": "pull_request",
    "GITHUB_REPOSITORY": "team/plans",
}
GITLAB = {
    "GITLAB_CI": "true",
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_PROJECT_ID": "12",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "12",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": BASE,
    "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "",
    "CI_COMMIT_SHA": HEAD,
}


def test_github_tells_number_base_and_head() -> None:
    request = request_in(GITHUB, pull_request(BASE, HEAD))
    assert request is not None
    assert (request.project, request.number) == ("team/plans", "7")
    assert (request.onto, request.head) == (BASE, HEAD)
    assert request.api == "https://api.github.com"
    assert not request.is_from_fork


@pytest.mark.parametrize(
    ("origin", "is_from_fork"),
    [("team/plans", False), ("Team/Plans", False), ("stranger/plans", True), (None, True)],
)
def test_github_tells_whether_it_comes_from_a_fork(origin: str | None, is_from_fork: bool) -> None:
    request = request_in(GITHUB, pull_request(BASE, HEAD, origin))
    assert request is not None
    assert request.is_from_fork is is_from_fork


@pytest.mark.parametrize(
    "event",
    [
        *(None, "", "[]", "{", '{"pull_request": 3}', '{"pull_request": {"number": "7/../8"}}'),
        json.dumps({"pull_request": {"number": -1}}),
        "[" * 100_000,
    ],
)
def test_an_event_that_tells_of_no_request_is_none(event: str | None) -> None:
    assert request_in(GITHUB, event) is None


@pytest.mark.parametrize("event_name", ["push", "schedule", "pull_request_target", "issues"])
def test_other_events_of_github_are_no_requests(event_name: str) -> None:
    environment = {**GITHUB, "GITHUB_EVENT_NAME": event_name}
    assert request_in(environment, pull_request(BASE, HEAD)) is None


@pytest.mark.parametrize("sha", ["main", "HEAD", "--upload-pack=x", "a" * 39, "0" * 40, 7, None])
def test_what_is_no_commit_is_not_taken_for_one(sha: object) -> None:
    event = json.dumps({"pull_request": {"number": 7, "base": {"sha": sha}, "head": {"sha": sha}}})
    request = request_in(GITHUB, event)
    assert request is not None
    assert (request.onto, request.head) == (None, None)


def test_gitlab_tells_the_same_in_variables() -> None:
    request = request_in(GITLAB)
    assert request is not None
    assert (request.service, request.project, request.number) == ("gitlab", "12", "7")
    assert (request.onto, request.head, request.is_from_fork) == (BASE, HEAD, False)
    fork = request_in({**GITLAB, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "99"})
    assert fork is not None
    assert fork.is_from_fork


def test_outside_of_a_request_there_is_none() -> None:
    assert request_in({}) is None
    assert request_in({"GITLAB_CI": "true"}) is None
