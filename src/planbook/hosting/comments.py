"""The one comment under a pull or merge request, found again by a hidden mark."""

from __future__ import annotations

import http.client
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from planbook.hosting.request import ReviewRequest

_MARK: Final = re.compile(r"<!-- planbook-diff\b[^\n]*?-->")
_PLAIN_MARK: Final = "<!-- planbook-diff -->"
_PER_PAGE: Final = 100
_MOST_PAGES: Final = 50
_MOST_BYTES: Final = 64 << 20
_SECONDS: Final = 30


class CommentError(Exception):
    """The comment was not written. ``status`` is the service's answer, None where it gave none."""

    def __init__(self, status: int | None, told: str) -> None:
        super().__init__(told)
        self.status = status
        self.told = told


def put_comment(request: ReviewRequest, token: str, text: str) -> bool:
    """Write ``text`` as the comment under ``request``; return whether there was one before.

    A comment that somebody else wrote is never changed, whatever mark it bears. Raises
    CommentError.
    """
    text = with_mark(text)
    site = _site(request, token)
    found = site.find(_mark_of(text))
    if found is None:
        site.send("POST", site.comments, {"body": text})
    elif found.body != text:
        site.send(site.changes_by, f"{site.of_one}/{found.number}", {"body": text})
    return found is not None


def with_mark(text: str) -> str:
    """Return ``text`` beginning with the mark by which it is found again."""
    if _MARK.match(text):
        return text
    found = _MARK.search(text)
    return f"{found[0] if found else _PLAIN_MARK}\n{text}"


def _mark_of(text: str) -> str:
    found = _MARK.match(text)
    assert found is not None
    return found[0]


@dataclass(frozen=True, slots=True)
class _Comment:
    number: int
    body: str


@dataclass(frozen=True, slots=True)
class _Site:
    """A service's addresses for the comments of one request."""

    service: str
    api: str
    headers: Mapping[str, str]
    comments: str
    of_one: str
    changes_by: str

    def find(self, mark: str) -> _Comment | None:
        """Return the first comment of our own that begins with ``mark``."""
        own = self._own_name()
        for told in self._all():
            body, number = told.get("body"), told.get("id")
            # A bool is an int too, and no number of a comment.
            if not isinstance(body, str) or type(number) is not int:
                continue
            # The service may have turned the line ends round.
            if body.replace("\r\n", "\n").startswith(mark) and self._is_own(told, own):
                return _Comment(number, body)
        return None

    def _own_name(self) -> str | None:
        try:
            told = self.send("GET", "/user")
        except CommentError:
            # A token that is no person's may not ask.
            return None
        if not isinstance(told, dict):
            return None
        name = told.get("login" if self.service == "github" else "username")
        return name if isinstance(name, str) else None

    def _is_own(self, told: Mapping[str, Any], own: str | None) -> bool:
        author = told.get("user" if self.service == "github" else "author")
        if not isinstance(author, dict):
            return False
        if own is not None:
            return own in (author.get("login"), author.get("username"))
        # Only programs are of this type, and none but ours begins with the mark.
        return self.service == "github" and author.get("type") == "Bot"

    def _all(self) -> Iterator[Mapping[str, Any]]:
        for page in range(1, _MOST_PAGES + 1):
            told = self.send("GET", f"{self.comments}?per_page={_PER_PAGE}&page={page}")
            if not isinstance(told, list):
                return
            yield from (one for one in told if isinstance(one, dict))
            if len(told) < _PER_PAGE:
                return

    def send(self, method: str, path: str, values: Mapping[str, str] | None = None) -> Any:
        """Return what the service answers."""
        try:
            asked = urllib.request.Request(
                self.api + path,
                data=json.dumps(values).encode() if values is not None else None,
                headers={**self.headers, "Content-Type": "application/json"},
                method=method,
            )
            with _OPENER.open(asked, timeout=_SECONDS) as answer:
                return json.loads(answer.read(_MOST_BYTES) or b"null")
        except urllib.error.HTTPError as error:
            with error:
                raise CommentError(error.code, _reason(error)) from None
        except urllib.error.URLError as error:
            raise CommentError(None, str(error.reason)) from None
        except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
            raise CommentError(None, str(error) or type(error).__name__) from None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows nobody: the token would go along."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER: Final = urllib.request.build_opener(_NoRedirects)


def _site(request: ReviewRequest, token: str) -> _Site:
    api = request.api.rstrip("/")
    if not api.startswith(("https://", "http://")):
        raise CommentError(None, api)
    if not token.isascii() or not token.isprintable():
        raise CommentError(None, "the token has characters that no token has")
    if request.service == "github":
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "User-Agent": "planbook",
        }
        issues = f"/repos/{request.project}/issues"
        return _Site(
            *("github", api, headers, f"{issues}/{request.number}/comments"),
            *(f"{issues}/comments", "PATCH"),
        )
    headers = {"PRIVATE-TOKEN": token, "User-Agent": "planbook"}
    notes = f"/projects/{request.project}/merge_requests/{request.number}/notes"
    return _Site("gitlab", api, headers, notes, notes, "PUT")


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        told = json.loads(error.read(1 << 16)).get("message")
    except (OSError, http.client.HTTPException, ValueError, RecursionError, AttributeError):
        told = None
    return f"{error.code} {told if isinstance(told, str) else error.reason}"
