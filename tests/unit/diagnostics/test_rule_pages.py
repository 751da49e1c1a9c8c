"""Where the page about a finding is."""

from __future__ import annotations

import pytest

from planbook.diagnostics.rule_pages import pages_in_repository, pages_of_project

COMMIT = "0123abc"


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("https://github.com/team/planbook.git", "https://github.com/team/planbook/blob/0123abc/"),
        ("git+https://git.example.com/a/b", "https://git.example.com/a/b/blob/0123abc/"),
        ("https://name:token@github.com/team/planbook", "https://github.com/team/planbook/blob/0123abc/"),
        ("ssh://git@github.com:2222/team/planbook.git", "https://github.com/team/planbook/blob/0123abc/"),
        ("git@gitlab.example.com:team/sub/planbook.git", "https://gitlab.example.com/team/sub/planbook/-/blob/0123abc/"),
        ("http://gitea.local:3000/team/planbook", "http://gitea.local:3000/team/planbook/src/commit/0123abc/"),
        ("https://bitbucket.org/team/planbook", "https://bitbucket.org/team/planbook/src/0123abc/"),
    ],
)  # fmt: skip
def test_pages_are_in_the_repository_at_the_commit(url: str, folder: str) -> None:
    pages = pages_in_repository(url, COMMIT)
    assert pages is not None
    assert pages.address("link-cycle") == f"{folder}docs/rules/link-cycle.md"
    assert pages.address("link-cycle", "zh") == f"{folder}docs/rules/zh/link-cycle.md"


@pytest.mark.parametrize(
    "url", ["file:///home/me/planbook", "/home/me/planbook", "", "https://", "javascript://a/b"]
)
def test_nobody_is_sent_to_where_they_cannot_go(url: str) -> None:
    assert pages_in_repository(url, COMMIT) is None


def test_a_commit_that_is_none_leads_nowhere() -> None:
    assert pages_in_repository("https://github.com/a/b", "x/../../evil") is None


def test_pages_lie_in_the_folder_that_planbook_has_in_its_repository() -> None:
    pages = pages_in_repository("https://github.com/a/b", COMMIT, "tools/planbook")
    assert pages is not None
    assert pages.folder == "https://github.com/a/b/blob/0123abc/tools/planbook/docs/rules/"


def test_metadata_names_the_pages_or_the_repository() -> None:
    named = pages_of_project(["Homepage, https://x.example", "Rules, https://docs.example/rules"])
    assert named is not None
    assert named.address("link-cycle") == "https://docs.example/rules/link-cycle.md"
    source = pages_of_project(["Repository, https://github.com/a/b"])
    assert source is not None
    assert source.folder == "https://github.com/a/b/blob/HEAD/docs/rules/"
    assert pages_of_project(["Homepage, https://x.example", "odd"]) is None
