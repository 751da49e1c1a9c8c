"""What an open page is told of the builds since it was loaded."""

from __future__ import annotations

import threading

from planbook.serving.build_outcome import BuildOutcome
from planbook.serving.feed import KEPT, Feed


def test_a_page_is_told_all_that_changed_since_it_was_loaded() -> None:
    feed = Feed()
    assert feed.wait(0, 0, timeout=0) is None
    for changed in (("a", "b"), ("b", "c"), ()):
        feed.publish(BuildOutcome(ok=True, changed=changed))
    news = feed.wait(0, seen=1, timeout=0)
    assert news is not None
    assert (news.number, news.changed) == (3, frozenset({"b", "c"}))
    newest = feed.wait(2, seen=3, timeout=0)
    assert newest is not None
    assert newest.changed == frozenset()
    assert feed.wait(3, seen=3, timeout=0) is None


def test_of_a_page_that_slept_too_long_nobody_knows_what_changed() -> None:
    feed = Feed()
    for _ in range(KEPT + 2):
        feed.publish(BuildOutcome(ok=True, changed=("a",)))
    assert [feed.wait(0, seen, 0).changed for seen in (1, KEPT + 9)] == [None, None]  # type: ignore[union-attr]
    assert feed.wait(0, 2, 0).changed == {"a"}  # type: ignore[union-attr]


def test_a_build_that_failed_changed_nothing_and_is_told() -> None:
    feed = Feed()
    feed.publish(BuildOutcome(ok=True, changed=("a",)))
    feed.publish(BuildOutcome(ok=False))
    news = feed.wait(1, 1, 0)
    assert news is not None
    assert (news.outcome.ok, news.changed) == (False, frozenset())


def test_the_end_lets_everybody_go() -> None:
    feed = Feed()
    threading.Timer(0.05, feed.close).start()
    assert feed.wait(0, 0, timeout=20) is None
    assert feed.is_closed
