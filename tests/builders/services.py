"""What stands in for GitHub and GitLab: git repositories, and an API that takes comments."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_WHO = (
    *("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"),
    *("-c", "protocol.file.allow=always", "-c", "uploadpack.allowAnySHA1InWant=true"),
)


def git(folder: Path, *arguments: str) -> str:
    """Return what git prints in ``folder``."""
    done = subprocess.run(
        ["git", *_WHO, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder: Path, files: dict[str, str], subject: str = "Change it") -> str:
    """Write ``files``, commit all of the folder, and return the commit."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", subject)
    return git(folder, "rev-parse", "HEAD")


class Comments:
    """The comments of one request, and everything that was asked for."""

    def __init__(self) -> None:
        self.held: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str, str]] = []
        self.refuse_with: int | None = None
        self.user: str | None = None
        self.author: dict[str, Any] = {"login": "github-actions[bot]", "type": "Bot"}
        self.url = ""

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """Return the status and the values of an answer."""
        if path == "/user":
            if self.user is None:
                return 403, {"message": "Resource not accessible by integration"}
            return 200, {"login": self.user, "username": self.user}
        if self.refuse_with is not None:
            return self.refuse_with, {"message": "no"}
        where, _, query = path.partition("?")
        if method == "GET":
            asked = dict(re.findall(r"(\w+)=(\d+)", query))
            size, page = int(asked["per_page"]), int(asked["page"])
            return 200, self.held[size * (page - 1) : size * page]
        if method == "POST":
            author = {"user": self.author, "author": {"username": self.user}}
            self.held.append({"id": 1000 + len(self.held), "body": body["body"], **author})
            return 201, self.held[-1]
        (found,) = (one for one in self.held if str(one["id"]) == where.rpartition("/")[2])
        found["body"] = body["body"]
        return 200, found


@contextmanager
def serving(comments: Comments) -> Iterator[Comments]:
    """Serve ``comments`` on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            token = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
            comments.asked.append((self.command, self.path, token))
            status, values = comments.answer(self.command, self.path, body)
            content = values if isinstance(values, bytes) else json.dumps(values).encode()
            self.send_response(status)
            if status in (301, 302, 307, 308):
                self.send_header("Location", f"{comments.url}/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = handle_any  # noqa: N815

        def log_message(self, *_: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    comments.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield comments
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pull_request(base: str, head: str, origin: str | None = "team/plans") -> str:
    """Return GitHub's description of a pull request, with what an author may write into it."""
    evil = "$(touch pwned) `touch pwned` ::error::x\n${{ secrets.X }}"
    return json.dumps(
        {
            "pull_request": {
                "number": 7,
                "title": evil,
                "body": evil,
                "base": {"sha": base, "ref": "main"},
                "head": {
                    "sha": head,
                    "ref": "$(touch${IFS}pwned)",
                    "repo": {"full_name": origin} if origin else None,
                },
            }
        }
    )
