"""One comment under a request, updated in place, and never anybody else's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from builders.services import Comments, serving
from planbook.hosting.comments import CommentError, put_comment, with_mark
from planbook.hosting.request import ReviewRequest, Service

MARK = "<!-- planbook-diff team -->"


@pytest.fixture
def comments() -> Iterator[Comments]:
    with serving(Comments()) as served:
        yield served


def request(comments: Comments, service: Service = "github") -> ReviewRequest:
    project = "team/plans" if service == "github" else "12"
    return ReviewRequest(service, f"{comments.url}/", project, "7", None, None, False)


def bodies(comments: Comments) -> list[Any]:
    return [one["body"] for one in comments.held]


def test_the_second_run_updates_what_the_first_wrote(comments: Comments) -> None:
    assert put_comment(request(comments), "t0ken", f"{MARK}\nOne goal.\n") is False
    assert put_comment(request(comments), "t0ken", f"{MARK}\nTwo goals.\n") is True
    assert bodies(comments) == [f"{MARK}\nTwo goals.\n"]
    assert [(method, path.partition("?")[0]) for method, path, _ in comments.asked] == [
        ("GET", "/user"),
        ("GET", "/repos/team/plans/issues/7/comments"),
        ("POST", "/repos/team/plans/issues/7/comments"),
        ("GET", "/user"),
        ("GET", "/repos/team/plans/issues/7/comments"),
        ("PATCH", "/repos/team/plans/issues/comments/1000"),
    ]
    assert {token for *_, token in comments.asked} == {"Bearer t0ken"}


def test_what_is_there_already_is_not_written_again(comments: Comments) -> None:
    for _ in range(2):
        put_comment(request(comments), "t", f"{MARK}\nOne goal.\n")
    assert [method for method, *_ in comments.asked].count("POST") == 1
    assert "PATCH" not in [method for method, *_ in comments.asked]


def test_another_mark_is_another_comment(comments: Comments) -> None:
    put_comment(request(comments), "t", f"{MARK}\nOne.\n")
    put_comment(request(comments), "t", "<!-- planbook-diff public -->\nTwo.\n")
    assert len(comments.held) == 2


@pytest.mark.parametrize("user", [None, "planbook-bot"])
def test_a_comment_of_somebody_else_is_never_changed(comments: Comments, user: str | None) -> None:
    comments.user = user
    comments.author = {
        "login": user or "github-actions[bot]",
        "type": "Bot" if not user else "User",
    }
    forged = {"id": 1, "body": f"{MARK}\nMine.", "user": {"login": "stranger", "type": "User"}}
    quoted = {
        "id": 2,
        "body": f"> {MARK}\nSee.",
        "user": {"login": "dependabot[bot]", "type": "Bot"},
    }
    comments.held += [
        forged,
        quoted,
        {"id": 3, "body": None},
        {"id": 4, "body": MARK, "user": None},
    ]
    for text in ("One", "Two"):
        put_comment(request(comments), "t", f"{MARK}\n{text}")
    assert bodies(comments) == [f"{MARK}\nMine.", f"> {MARK}\nSee.", None, MARK, f"{MARK}\nTwo"]


def test_it_is_found_among_many(comments: Comments) -> None:
    comments.held += [{"id": at, "body": "x", "user": comments.author} for at in range(250)]
    put_comment(request(comments), "t", f"{MARK}\nOne")
    put_comment(request(comments), "t", f"{MARK}\nTwo")
    assert bodies(comments)[250:] == [f"{MARK}\nTwo"]


def test_gitlab_has_notes(comments: Comments) -> None:
    comments.user = "project_12_bot"
    forged = {"id": 1, "body": MARK, "author": {"username": "stranger"}}
    comments.held.append(forged)
    for text in ("One", "Two"):
        put_comment(request(comments, "gitlab"), "t0ken", f"{MARK}\n{text}")
    assert bodies(comments) == [MARK, f"{MARK}\nTwo"]
    assert comments.asked[-1] == ("PUT", "/projects/12/merge_requests/7/notes/1001", "t0ken")


@pytest.mark.parametrize("status", [401, 403, 404, 422, 500, 302, 307])
def test_a_refusal_tells_its_status_and_nobody_is_followed(comments: Comments, status: int) -> None:
    comments.refuse_with = status
    with pytest.raises(CommentError) as refused:
        put_comment(request(comments), "t", MARK)
    assert refused.value.status == status
    assert not any(path == "/elsewhere" for _, path, _ in comments.asked)


def test_a_service_that_is_not_there_is_told(comments: Comments) -> None:
    gone = ReviewRequest("github", "http://127.0.0.1:9", "a/b", "7", None, None, False)
    with pytest.raises(CommentError) as refused:
        put_comment(gone, "t", MARK)
    assert refused.value.status is None


@pytest.mark.parametrize("api", ["file:///etc", "ftp://x"])
def test_only_the_web_is_asked(api: str) -> None:
    with pytest.raises(CommentError):
        put_comment(ReviewRequest("github", api, "a/b", "7", None, None, False), "t", MARK)


def test_a_token_cannot_carry_another_header(comments: Comments) -> None:
    with pytest.raises(CommentError) as refused:
        put_comment(request(comments), "t\r\nX-Evil: 1", MARK)
    assert "evil" not in refused.value.told.lower()
    assert comments.asked == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"{MARK}\nx", f"{MARK}\nx"),
        ("x", "<!-- planbook-diff -->\nx"),
        (f"x\n{MARK}\n", f"{MARK}\nx\n{MARK}\n"),
    ],
)
def test_a_text_begins_with_its_mark(text: str, marked: str) -> None:
    assert with_mark(text) == marked


_DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    ("path", "content", "is_written"),
    [
        ("/user", b"[1]", True),
        ("/user", b"null", True),
        ("/user", b'"x"', True),
        ("/user", _DEEP, True),
        ("/comments", b'{"a": 1}', True),
        ("/comments", b'[null, 1, {"id": true, "body": "MARK", "user": {"type": "Bot"}}]', True),
        ("/comments", b'[{"id": "../x", "body": "MARK", "user": {"type": "Bot"}}]', True),
        ("/comments", _DEEP, False),
        ("/comments", b"\xff\xfe\x00", False),
    ],
)
def test_an_answer_of_another_form_is_no_failure(
    comments: Comments, monkeypatch: pytest.MonkeyPatch, path: str, content: bytes, is_written: bool
) -> None:
    answer = comments.answer

    def in_another_form(method: str, asked: str, body: Any) -> tuple[int, Any]:
        if method == "GET" and asked.partition("?")[0].endswith(path):
            return 200, content.replace(b"MARK", MARK.encode())
        return answer(method, asked, body)

    monkeypatch.setattr(comments, "answer", in_another_form)
    if is_written:
        assert put_comment(request(comments), "t", f"{MARK}\nOne") is False
        assert bodies(comments) == [f"{MARK}\nOne"]
    else:
        with pytest.raises(CommentError):
            put_comment(request(comments), "t", f"{MARK}\nOne")
        assert bodies(comments) == []


@pytest.mark.parametrize("api", ["http://[::1", "https://a b", "http://a:b", "file:///etc"])
def test_an_address_that_is_none_is_no_failure(api: str) -> None:
    where = ReviewRequest("github", api, "team/plans", "7", None, None, False)
    with pytest.raises(CommentError):
        put_comment(where, "t", f"{MARK}\nOne")
