"""Keeps a site up to date with what is saved, until somebody stops it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, NoReturn, TypeAlias

from planbook.serving.build_outcome import BuildOutcome, Rebuilds
from planbook.serving.debounce import Debounce
from planbook.serving.feed import Feed

Tell: TypeAlias = Callable[[BuildOutcome, float], None]
"""Is told what came of each build, and in how many seconds."""

Explain: TypeAlias = Callable[[Exception], BuildOutcome]
"""Makes an outcome of what should not happen."""

GIVEN_UP_AT_MOST: Final = 3
"""So many builds in a row give way to a newer one: whoever saves all the time sees something."""

_CLOCK_LOOKED_AT: Final = 2.0


def keep_up(
    site: Rebuilds, debounce: Debounce, feed: Feed, tell: Tell, explain: Explain
) -> NoReturn:
    """Build ``site`` whenever something was saved, and on a new day; ends by an exception only."""
    while True:
        wait_for_change(site, debounce)
        build_until_done(site, debounce, feed, tell, explain)


def wait_for_change(site: Rebuilds, debounce: Debounce) -> None:
    """Return when there is something to build."""
    while not debounce.wait(_CLOCK_LOOKED_AT):
        if site.is_outdated():
            return


def build_until_done(
    site: Rebuilds, debounce: Debounce, feed: Feed, tell: Tell, explain: Explain
) -> None:
    """Build ``site``, anew where something newer is saved meanwhile, and tell what came of it."""
    given_up = 0
    while True:
        began = time.perf_counter()
        try:
            outcome = site.rebuild(
                lambda: debounce.is_pending and given_up < GIVEN_UP_AT_MOST  # noqa: B023  # asked in this turn alone
            )
        except Exception as error:
            # A bug, or a machine that cannot: the next save may go better.
            outcome = explain(error)
        if outcome is not None:
            feed.publish(outcome)
            tell(outcome, time.perf_counter() - began)
            return
        given_up += 1
        while not debounce.wait(_CLOCK_LOOKED_AT):
            pass
