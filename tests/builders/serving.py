"""``planbook serve`` as a process of its own, in a project of its own."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlencode, urlsplit

from planbook.serving.feed import Feed
from planbook.serving.server import SiteServer

T = TypeVar("T")

SECONDS: Final = 120.0
"""Longer than anything takes, on a machine that does much else."""

AS_OF: Final = "2026-09-10"


class Serving:
    """A running server. ``lines`` is what it printed, both streams together."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.wait_for_line("http://"))
        assert found is not None
        self.address = found[0]
        self.port = int(found[1])

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def wait_for_line(self, words: str, after: int = 0) -> str:
        """Return the first line, from the one numbered ``after``, that holds ``words``."""
        return wait_until(
            lambda: next((line for line in self.lines[after:] if words in line), None), self.printed
        )

    def printed(self) -> str:
        """Return all that it printed."""
        return "".join(self.lines)

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
        """Return the status and the answer to a request, sent as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def text(self, path: str) -> str:
        """Return the page at ``path``."""
        return self.get(path)[1].decode()

    def wait_for_text(self, path: str, words: str) -> str:
        """Return the page at ``path`` once it holds ``words``."""

        def look() -> str | None:
            page = self.text(path)
            return page if words in page else None

        return wait_until(look, self.printed)

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(SECONDS)
        self._reader.join(SECONDS)
        return code

    def close(self) -> None:
        """Read to the end what a process printed that has ended."""
        self._reader.join(SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()


class Events:
    """What an open page hears, one event after the other."""

    def __init__(self, serving: Serving, page: str = "/", language: str = "en") -> None:
        found = re.search(r'data-session="(\w+)" data-build="(\d+)"', serving.text(page))
        assert found is not None
        asked = {"page": page, "language": language, "session": found[1], "build": found[2]}
        self._connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=SECONDS)
        self._connection.request("GET", f"/.planbook-serve/events?{urlencode(asked)}")
        self._answer = self._connection.getresponse()
        assert self._answer.getheader("Content-Type", "").startswith("text/event-stream")
        self._heard: queue.Queue[tuple[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        name = ""
        for line in self._answer:
            key, _, value = line.decode().rstrip("\n").partition(": ")
            if key == "event":
                name = value
            elif key == "data":
                self._heard.put((name, json.loads(value)))
        self._heard.put(("closed", None))

    def next(self, name: str = "build") -> Any:
        """Return what the next event of that name says."""
        while True:
            heard, said = self._heard.get(timeout=SECONDS)
            if heard == name:
                return said

    def is_silent(self, seconds: float) -> bool:
        """Return whether nothing is heard for so long."""
        try:
            self._heard.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@contextmanager
def serve(project: Path, *arguments: str, **environment: str) -> Iterator[Serving]:
    """Serve ``project`` for the time of the block, at a free port."""
    port = () if "--port" in arguments else ("--port", "0")
    # Where tests run in the background of a script, Ctrl-C is ignored, and a process begins so too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "planbook", "-C", str(project), "serve", *port, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PLANBOOK_LANG": "en", "PYTHONUNBUFFERED": "1", **environment},
    )
    serving = None
    try:
        serving = Serving(process)
        yield serving
    finally:
        process.kill()
        process.wait(SECONDS)
        if serving is not None:
            serving.close()


def wait_until(look: Callable[[], T | None], told: Callable[[], str]) -> T:
    """Return what ``look`` gives once it gives something."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found = look()
        if found is not None:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain; planbook said:\n{told()}")


def save_by_rename(path: Path, text: str) -> None:
    """Save as most editors do: a new file, put in the place of the old one."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def host_of(address: str) -> str:
    """Return the host and port of an address."""
    return urlsplit(address).netloc


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a built site as `planbook serve` does, and yield its address."""
    server = SiteServer(folder, Feed(), 0)
    server.start()
    try:
        yield server.address
    finally:
        server.stop()
