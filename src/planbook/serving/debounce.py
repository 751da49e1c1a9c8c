"""When what was saved is built: at once, but not in the middle of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Final

QUIET: Final = 0.015
"""Seconds without a further change: an editor writes, renames and removes within a few of
milliseconds."""

QUIET_OF_MANY: Final = 0.3
MANY: Final = 20
"""From so many paths on, somebody switches branches or copies a folder: that takes pauses."""

LONGEST: Final = 10.0
"""Seconds after which is built, whatever still goes on."""


class Debounce:
    """Collects the paths that change until none has for a while.

    Any thread may note; one waits and takes. ``is_held`` tells that more is on its way: git,
    for one, says so while it writes a working tree.
    """

    def __init__(
        self,
        is_held: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._is_held = is_held
        self._clock = clock
        self._changed = threading.Condition()
        self._paths: set[str] = set()
        self._first = 0.0
        self._last = 0.0

    def note(self, paths: Iterable[str]) -> None:
        """Take note that ``paths`` changed just now."""
        with self._changed:
            before = len(self._paths)
            self._paths.update(paths)
            if not self._paths:
                return
            self._last = self._clock()
            if not before:
                self._first = self._last
            self._changed.notify_all()

    @property
    def is_pending(self) -> bool:
        """Whether something changed that nobody has taken."""
        return bool(self._paths)

    def seconds_left(self) -> float | None:
        """Return how long to wait before what changed is built; None where nothing did."""
        with self._changed:
            if not self._paths:
                return None
            now = self._clock()
            quiet = QUIET if len(self._paths) < MANY else QUIET_OF_MANY
            until_quiet = self._last + quiet - now
            until_longest = self._first + LONGEST - now
            if until_longest > 0 and until_quiet <= 0 and self._is_held():
                return min(QUIET, until_longest)
            return min(until_quiet, until_longest)

    def wait(self, longest: float) -> frozenset[str]:
        """Return the paths that changed once they are to be built; none after ``longest`` seconds.

        They are taken with that.
        """
        end = self._clock() + longest
        with self._changed:
            while True:
                left = self.seconds_left()
                if left is not None and left <= 0:
                    taken = frozenset(self._paths)
                    self._paths.clear()
                    return taken
                rest = end - self._clock()
                if rest <= 0:
                    return frozenset()
                self._changed.wait(rest if left is None else min(rest, left))
