"""Measures `planbook serve`: from the moment a file is saved until a browser has the new page."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from measuring import RunError, environment

SECONDS_TO_START: Final = 900
SECONDS_TO_SHOW: Final = 120
EVENTS: Final = "/.planbook-serve/events?page=/"

_ADDRESS: Final = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\]):\d+")
_SCRIPT: Final = re.compile(rb"<script.*?</script>", re.S)


def has_serve() -> bool:
    """Return whether this planbook has the command."""
    call = [sys.executable, "-m", "planbook", "serve", "--help"]
    return subprocess.run(call, capture_output=True, check=False, env=environment()).returncode == 0


def measure_saves(project: Path, page: str, goal: Path, texts: Sequence[str]) -> list[float]:
    """Return the seconds from saving each of ``texts`` as ``goal`` until ``page`` has changed.

    The first save is not counted: with it the server has everything in memory.
    """
    with _served(project) as address, _news(address) as news:
        times = []
        for text in texts:
            before = _get(f"{address}/{page}")
            while not news.empty():
                news.get()
            began = time.perf_counter()
            # As many editors do: a new file takes the place of the old one.
            fresh = goal.with_name(f".{goal.name}.new")
            fresh.write_text(text, "utf-8")
            fresh.replace(goal)
            while _get(f"{address}/{page}") == before:
                left = SECONDS_TO_SHOW - (time.perf_counter() - began)
                if left <= 0:
                    raise RunError(f"planbook serve: {page} did not change after a save")
                with contextlib.suppress(queue.Empty):
                    news.get(timeout=left)
            times.append(time.perf_counter() - began)
    return times[1:]


@contextlib.contextmanager
def _served(project: Path) -> Iterator[str]:
    """Serve ``project`` and give the address, once it answers."""
    call = [sys.executable, "-m", "planbook", "-C", str(project), "serve", "--port", "0"]
    process = subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment()
    )
    assert process.stdout is not None
    said: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_read_lines, args=(process.stdout, said), daemon=True).start()
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        address = None
        while address is None:
            if process.poll() is not None and said.empty():
                raise RunError(f"planbook serve ended with code {process.returncode}")
            with contextlib.suppress(queue.Empty):
                address = _ADDRESS.search(said.get(timeout=1))
            if time.monotonic() > deadline:
                raise RunError("planbook serve gave no address")
        yield address[0]
    finally:
        process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _news(address: str) -> Iterator[queue.Queue[str]]:
    """Give the lines that the server sends to a page that listens."""
    stream = urllib.request.urlopen(f"{address}{EVENTS}", timeout=SECONDS_TO_START)
    lines: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            for line in stream:
                if line.startswith(b"data:"):
                    lines.put(line.decode("utf-8"))

    threading.Thread(target=listen, daemon=True).start()
    yield lines


def _read_lines(stream: IO[str], said: queue.Queue[str]) -> None:
    for line in stream:
        said.put(line)


def _get(address: str) -> bytes:
    """Return a page as it is shown: what the server adds to it for itself is left out."""
    with urllib.request.urlopen(address, timeout=SECONDS_TO_SHOW) as answer:
        content: bytes = answer.read()
    return _SCRIPT.sub(b"", content)
