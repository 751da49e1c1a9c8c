"""Builds that die: before a chosen file operation, or at a moment that nobody chose."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

FILE_EVENTS = frozenset(
    {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}
)
_KILLED = 99


def kill_at(step: int, build: Callable[[], object]) -> bool:
    """Run ``build`` in a process that dies before its file operation number ``step``.

    Return whether it was killed, rather than done before that.
    """
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            if event in FILE_EVENTS:
                left -= 1
                if left < 0:
                    os._exit(_KILLED)

        try:
            sys.addaudithook(count)
            build()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == _KILLED


def kill_after(seconds: float, build: Callable[[], object]) -> bool:
    """Run ``build`` in a process that is killed (SIGKILL) after ``seconds``; say if it was."""
    child = os.fork()
    if child == 0:
        try:
            build()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
