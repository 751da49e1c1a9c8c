"""Serves a site to the browsers of this machine, and tells their pages what changed."""

from __future__ import annotations

import errno
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlsplit

from planbook.language import Text
from planbook.serving.feed import Feed, News
from planbook.serving.injecting import inject_script
from planbook.serving.overlay import describe_outcome, overlay_words
from planbook.serving.requests import (
    INDEX,
    LOST,
    OWN,
    comes_from_elsewhere,
    find_file,
    is_own_host,
    page_at,
    path_in_site,
    type_of,
)

LOOPBACK: Final = "127.0.0.1"
FIRST_PORT: Final = 8000
PORTS_TRIED: Final = 50

_HEARTBEAT: Final = 15.0
_IDLE: Final = 60.0
_PATHS_NAMED: Final = 100
_PIECE: Final = 1 << 16
_BROWSER: Final = Path(__file__).with_name("browser")
_OWN_FILES: Final = ("serve.js", "overlay.css")
_NO_PART_OF_A_PAGE: Final = (".html", ".json", ".ics", ".csv")
_HTML: Final = "text/html; charset=utf-8"
# While a site is exchanged in two steps, as on some systems, there is none for a moment.
_EXCHANGE_TRIES: Final = 20
_EXCHANGE_PAUSE: Final = 0.02

_NOTHING_YET: Final = b"""<!doctype html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>planbook</title>
</head>
<body>
<main><h1>%s</h1></main>
</body>
</html>
"""
_NO_SITE: Final[Text] = {"en": "The site is not built yet", "zh": "网站还没有生成"}
_NO_PAGE: Final[Text] = {"en": "There is no such page", "zh": "没有这个页面"}


class SiteServer(ThreadingHTTPServer):
    """Answers requests for the site in ``folder``, on loopback and nowhere else.

    ``prefix`` gives the path below which the site will be published, for the links of its page
    about missing ones. Raises OSError where ``port`` cannot be had.
    """

    daemon_threads = True
    block_on_close = False
    # On Windows this would let a second server take the port of the first.
    allow_reuse_address = os.name != "nt"
    request_queue_size = 64

    def __init__(
        self,
        folder: Path,
        feed: Feed,
        port: int,
        *,
        is_private: bool = False,
        language: str = "en",
        prefix: Callable[[], str] = str,
    ) -> None:
        self.folder = folder
        self.feed = feed
        self.is_private = is_private
        self.language = language
        self.prefix = prefix
        self.session = secrets.token_hex(8)
        super().__init__((LOOPBACK, port), _Request)

    @property
    def port(self) -> int:
        """The port that it answers at."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """The address of the site."""
        return f"http://{LOOPBACK}:{self.port}/"

    @property
    def has_site(self) -> bool:
        """Whether there is a site to show."""
        return (self.folder / INDEX).is_file()

    def server_bind(self) -> None:
        """Take the port, and no other program's."""
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        # Not HTTPServer's own, which asks the network for the name of this machine.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that goes away in the middle is nobody's mistake."""

    def start(self) -> None:
        """Answer from threads of its own."""
        threading.Thread(target=self.serve_forever, args=(0.2,), name="server", daemon=True).start()

    def stop(self) -> None:
        """Let all pages go and give the port back."""
        self.feed.close()
        self.shutdown()
        self.server_close()


def open_server(make: Callable[[int], SiteServer], port: int | None) -> SiteServer:
    """Return what ``make`` makes of ``port``; where that is None, of the first free one from 8000.

    Raises OSError where there is none, and where ``port`` is taken.
    """
    if port is not None:
        return make(port)
    for number in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        try:
            return make(number)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    return make(0)


class _Request(BaseHTTPRequestHandler):
    """One connection, with one request after the other."""

    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "planbook"
    sys_version = ""
    timeout = _IDLE
    # A page that is small enough goes out in one piece, its headers before it.
    wbufsize = _PIECE
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with a file of the site, or of the server's own."""
        if not self._is_welcome():
            return
        target = self.path
        if target.startswith(OWN):
            self._answer_own(target.removeprefix(OWN))
            return
        path = path_in_site(target)
        if path is None:
            self._answer_lost()
            return
        # Before the file is opened: a page may be newer than it says, never older.
        number = self.server.feed.number
        file = self._find(page_at(path))
        if file is not None:
            self._answer_file(file, page_at(path), number)
        elif path.endswith("/") and self._find(path[:-1]) is not None:
            # Some programs ask for a calendar as if it were a folder.
            self._redirect(f"/{quote(path[:-1])}")
        elif path and not path.endswith("/") and self._find(f"{path}/{INDEX}") is not None:
            query = urlsplit(target).query
            self._redirect(f"/{quote(path)}/" + (f"?{query}" if query else ""))
        elif (prefix := self.server.prefix()) and f"{path}/".startswith(f"{prefix}/"):
            self._redirect(f"/{quote(path[len(prefix) + 1 :])}")
        else:
            self._answer_lost()

    def do_HEAD(self) -> None:
        """Answer as to GET, without the file itself."""
        self.do_GET()

    def parse_request(self) -> bool:
        """Read a request; refuse one that would change something, which nothing here can be."""
        if not super().parse_request():
            return False
        if self.command in ("GET", "HEAD"):
            return True
        self.close_connection = True
        self._answer(HTTPStatus.METHOD_NOT_ALLOWED, b"", "text/plain", Allow="GET, HEAD")
        return False

    def _is_welcome(self) -> bool:
        """Return whether the request is for this server and from its own pages, or refuse it."""
        said = self.headers.get_all("Host") or []
        fetched = (self.headers.get(f"Sec-Fetch-{name}") for name in ("Site", "Mode", "Dest"))
        if len(said) != 1 or not is_own_host(said[0], self.server.port):
            self.close_connection = True
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, b"", "text/plain")
            return False
        if comes_from_elsewhere(*fetched):
            self._answer(HTTPStatus.FORBIDDEN, b"", "text/plain")
            return False
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # What follows is not the next request.
        return True

    def _find(self, path: str) -> Path | None:
        for _ in range(_EXCHANGE_TRIES):
            found = find_file(self.server.folder, path)
            if found is not None or self.server.folder.is_dir() or not self.server.feed.number:
                return found
            time.sleep(_EXCHANGE_PAUSE)
        return None

    def _answer_file(
        self, file: Path, path: str, number: int, status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        kind = type_of(path)
        try:
            with file.open("rb") as stream:
                if kind == _HTML:
                    page = inject_script(stream.read(), self.server.session, number)
                    self._answer(status, page, kind)
                    return
                self._head(status, kind, os.fstat(stream.fileno()).st_size)
                if self.command != "HEAD":
                    while piece := stream.read(_PIECE):
                        self.wfile.write(piece)
        except FileNotFoundError:
            self._answer_lost()

    def _answer_lost(self) -> None:
        number = self.server.feed.number
        file = self._find(LOST)
        if file is not None:
            self._answer_file(file, LOST, number, HTTPStatus.NOT_FOUND)
            return
        language = "zh" if self.server.language == "zh" else "en"
        words = (_NO_PAGE if self.server.has_site else _NO_SITE)[language]
        page = _NOTHING_YET % (language.encode(), words.encode())
        page = inject_script(page, self.server.session, number)
        self._answer(HTTPStatus.NOT_FOUND, page, _HTML)

    def _redirect(self, place: str) -> None:
        self._answer(HTTPStatus.FOUND, b"", "text/plain", Location=place)

    def _answer_own(self, target: str) -> None:
        name, _, query = target.partition("?")
        if name == "events":
            self._tell_news({key: values[-1] for key, values in parse_qs(query).items()})
        elif name in _OWN_FILES:
            self._answer(HTTPStatus.OK, (_BROWSER / name).read_bytes(), type_of(name))
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")

    def _tell_news(self, asked: dict[str, str]) -> None:
        """Send the page that asks what happened to it since it was loaded, and go on so."""
        feed, language = self.server.feed, asked.get("language", "")
        seen = _number(asked.get("build"))
        if asked.get("session") != self.server.session:
            seen = -1  # The page is of a server that is gone.
        path = path_in_site(asked.get("page", "/"))
        page = LOST if path is None else page_at(path)
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8", None)
        if self.command == "HEAD":
            return
        self._send("words", overlay_words(language))
        told = 0
        while not feed.is_closed:
            news = feed.wait(told, seen, _HEARTBEAT)
            if news is None:
                self.wfile.write(b": still here\n\n")
                self.wfile.flush()
                continue
            told = news.number
            build = self._tell_build(news, page, seen, language)
            self._send("build", build)
            if not build["reload"]:
                seen = told
        self._send("end", {})

    def _tell_build(self, news: News, page: str, seen: int, language: str) -> dict[str, Any]:
        server = self.server
        changed = None if seen < 0 else news.changed
        pages, others = _sorted_out(changed or ())
        is_there = find_file(server.folder, page) is not None
        touched = changed is None or page in changed or (not is_there and LOST in changed)
        return {
            "build": news.number,
            "session": server.session,
            "reload": touched,
            "pages": len(pages),
            "changed": pages[:_PATHS_NAMED],
            "files": others,
            **describe_outcome(
                news.outcome, language, has_site=server.has_site, is_private=server.is_private
            ),
        }

    def _send(self, event: str, told: object) -> None:
        words = json.dumps(told, ensure_ascii=False)
        self.wfile.write(f"event: {event}\ndata: {words}\n\n".encode("utf-8", "replace"))
        self.wfile.flush()

    def _answer(self, status: HTTPStatus, content: bytes, kind: str, **headers: str) -> None:
        self._head(status, kind, len(content), headers)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(
        self,
        status: HTTPStatus,
        kind: str,
        length: int | None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        # A page of another site may neither hold one of these nor read it.
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def handle(self) -> None:
        """Answer requests until the browser has enough."""
        with suppress(ConnectionError, TimeoutError):
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # as it is called there
        """Say nothing: the terminal is for what is wrong with the project."""


def _sorted_out(paths: Any) -> tuple[list[str], list[str]]:
    """Return the pages among ``paths`` and the other files, each in order."""
    pages = sorted(path for path in paths if path.endswith(".html"))
    return pages, sorted(path for path in paths if not path.endswith(_NO_PART_OF_A_PAGE))


def _number(written: str | None) -> int:
    return int(written) if written is not None and written.isdecimal() else -1
