"""Hears of what is saved in a project, from the system where that is to be had.

One list of folders is watched, none of them in depth: so nothing outside of the project is, where
a link may lead, and no folder that a build does not read. When a folder comes or goes the list is
made anew. What happens meanwhile is seen by looking before and after.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from watchfiles._rust_notify import RustNotify

from planbook.language import Text
from planbook.serving.watched import Watched, look_at_project

_ENVIRONMENT: Final = "WATCHFILES_FORCE_POLLING"
_GROUPED_MS: Final = 30
_STEP_MS: Final = 10
_TIMEOUT_MS: Final = 500
_LOOK_AGAIN_AFTER: Final = 2.0
"""Seconds after the last change: what the system did not tell is found by looking, once."""
_SHORTEST_PAUSE: Final = 0.4
_SHARE_OF_LOOKING: Final = 0.1
"""So much of a processor may be used to look at a project again and again."""

_REMOTE: Final = frozenset(
    {"9p", "afs", "cifs", "drvfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs"}
)
"""File systems that do not tell what was written on another machine."""

_LOOKS: Final[Text] = {
    "en": "planbook looks for changes every second or so instead",
    "zh": "planbook 改为大约每秒检查一次",
}
_FAR: Final[Text] = {
    "en": f"The system does not report changed files here; {_LOOKS['en']}.",
    "zh": f"系统不会通知这里的文件改动，{_LOOKS['zh']}。",
}


class Watcher:
    """Calls ``changed`` with the paths that were saved, from a thread of its own.

    ``say`` is told where the system cannot tell of changes; they are found all the same, later.
    """

    def __init__(
        self,
        root: Path,
        changed: Callable[[Iterable[str]], None],
        say: Callable[[Text], None],
        named: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._root = root
        self._changed = changed
        self._say = say
        self._named = named
        self._stopping = threading.Event()
        self._seen = self._look()
        self._polls = is_to_poll(root)
        if self._polls:
            say(_FAR)
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin: what was saved since this watcher was made is told first."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until that is so."""
        self._stopping.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._polls:
                    self._poll()
                else:
                    self._listen()
            except Exception as error:  # whatever it is, saving has to be noticed
                if self._polls:
                    self._stopping.wait(_SHORTEST_PAUSE)
                else:
                    self._polls = True
                    self._say(_cannot_listen(error))

    def _look(self) -> Watched:
        return look_at_project(self._root, self._named())

    def _look_again(self) -> bool:
        """Tell what is not as it was seen last; return whether other folders count now."""
        seen = self._look()
        paths = seen.changed_since(self._seen)
        moved = seen.folders != self._seen.folders
        self._seen = seen
        if paths:
            self._changed(paths)
        return moved

    def _poll(self) -> None:
        began = time.monotonic()
        self._look_again()
        took = time.monotonic() - began
        self._stopping.wait(max(_SHORTEST_PAUSE, took / _SHARE_OF_LOOKING))

    def _listen(self) -> None:
        """Listen to the folders that count now, until others do."""
        try:
            with RustNotify(sorted(self._seen.folders), False, False, 0, False, True) as notifier:
                if not self._look_again():
                    self._listen_to(notifier)
        except FileNotFoundError:
            # A folder went between the look and now.
            self._look_again()
            self._stopping.wait(0.05)

    def _listen_to(self, notifier: RustNotify) -> None:
        named = frozenset(self._named())
        identity = _identity(self._root)
        look_at: float | None = None
        while True:
            told = notifier.watch(_GROUPED_MS, _STEP_MS, _TIMEOUT_MS, None)
            now = time.monotonic()
            if isinstance(told, set):
                paths = frozenset(path for _, path in told if self._seen.concerns(path))
                if paths:
                    self._seen = self._seen.looked_at_again(paths)
                    self._changed(paths)
                    look_at = now + _LOOK_AGAIN_AFTER
                if any(path in self._seen.folders or Path(path).is_dir() for path in paths):
                    self._look_again()
                    return
            if self._stopping.is_set():
                return
            is_late = look_at is not None and now >= look_at
            if is_late:
                look_at = None
            if frozenset(self._named()) != named or _identity(self._root) != identity:
                self._look_again()
                return
            if is_late and self._look_again():
                return


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another one in its place; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_to_poll(root: Path) -> bool:
    """Return whether the system would not tell what changes in ``root``.

    That is so where the files lie on another machine, and where the variable of watchfiles says
    so.
    """
    asked = os.environ.get(_ENVIRONMENT, "").lower()
    if asked:
        return asked not in ("0", "false", "disable", "disabled")
    return sys.platform == "linux" and _file_system(os.path.realpath(root)) in _REMOTE


def _file_system(path: str) -> str:
    """Return the sort of file system that ``path`` lies on, as Linux calls it."""
    try:
        table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    found = ("", "")
    for line in table.splitlines():
        before, _, behind = line.partition(" - ")
        point = before.split(" ")[4:5]
        if point and (path == point[0] or path.startswith(f"{point[0].rstrip('/')}/")):
            found = max(found, (point[0], behind.split(" ")[0]), key=lambda one: len(one[0]))
    return found[1]


def _cannot_listen(error: Exception) -> Text:
    reason = " ".join(str(error).split())[:200]
    return {
        "en": f"The system does not report changed files ({reason}); {_LOOKS['en']}.",
        "zh": f"系统没有通知文件改动（{reason}），{_LOOKS['zh']}。",
    }
