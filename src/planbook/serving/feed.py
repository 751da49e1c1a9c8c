"""What open pages are told: that a build is done, and whether it is about them."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Final

from planbook.serving.build_outcome import BuildOutcome

KEPT: Final = 200
"""So many builds back it is known what changed: a page that slept longer is loaded anew."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened since a build. ``changed`` is None where that is not known any more."""

    number: int
    outcome: BuildOutcome
    changed: frozenset[str] | None


class Feed:
    """The builds of one server, numbered. Any thread may publish or wait."""

    def __init__(self) -> None:
        self._happened = threading.Condition()
        self._number = 0
        self._outcome: BuildOutcome | None = None
        self._history: deque[tuple[int, tuple[str, ...]]] = deque(maxlen=KEPT)
        self._is_closed = False

    @property
    def number(self) -> int:
        """The number of the last build; 0 before the first."""
        return self._number

    @property
    def is_closed(self) -> bool:
        """Whether there will be no more news."""
        return self._is_closed

    def publish(self, outcome: BuildOutcome) -> None:
        """Tell everybody who waits what came of a build."""
        with self._happened:
            self._number += 1
            self._outcome = outcome
            self._history.append((self._number, outcome.changed))
            self._happened.notify_all()

    def close(self) -> None:
        """Let everybody who waits go."""
        with self._happened:
            self._is_closed = True
            self._happened.notify_all()

    def wait(self, told: int, seen: int, timeout: float) -> News | None:
        """Return what happened since the build ``seen``, as soon as one after ``told`` is there.

        None after ``timeout`` seconds, and at the end.
        """
        with self._happened:
            self._happened.wait_for(lambda: self._number > told or self._is_closed, timeout)
            if self._is_closed or self._outcome is None or self._number <= told:
                return None
            return News(self._number, self._outcome, self._changed_since(seen))

    def _changed_since(self, seen: int) -> frozenset[str] | None:
        if seen > self._number or (self._history and seen < self._history[0][0] - 1):
            return None
        return frozenset(path for number, paths in self._history if number > seen for path in paths)
