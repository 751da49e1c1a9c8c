"""When what was saved is built, by a clock that stands still."""

from __future__ import annotations

import threading

import pytest

from planbook.serving.debounce import LONGEST, MANY, QUIET, QUIET_OF_MANY, Debounce


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_saved_is_nothing_to_build() -> None:
    debounce = Debounce(clock=Clock())
    debounce.note([])
    assert debounce.seconds_left() is None
    assert not debounce.is_pending


def test_one_file_is_built_as_soon_as_it_is_quiet() -> None:
    clock = Clock()
    debounce = Debounce(clock=clock)
    debounce.note(["a"])
    assert debounce.is_pending
    assert debounce.seconds_left() == pytest.approx(QUIET)
    clock.now += QUIET / 2
    debounce.note(["a", "a.tmp"])
    assert debounce.seconds_left() == pytest.approx(QUIET)
    clock.now += QUIET * 1.01
    assert debounce.wait(0) == {"a", "a.tmp"}
    assert debounce.seconds_left() is None


def test_many_files_are_waited_for_longer() -> None:
    clock = Clock()
    debounce = Debounce(clock=clock)
    for number in range(MANY):
        debounce.note([str(number)])
        clock.now += QUIET / 2
    assert debounce.wait(0) == frozenset()
    clock.now += QUIET_OF_MANY
    assert len(debounce.wait(0)) == MANY


def test_a_branch_that_git_is_still_writing_is_waited_for() -> None:
    clock, held = Clock(), [True]
    debounce = Debounce(lambda: held[0], clock)
    debounce.note(map(str, range(5000)))
    clock.now += 2 * QUIET_OF_MANY
    assert debounce.wait(0) == frozenset()
    held[0] = False
    assert len(debounce.wait(0)) == 5000


def test_whoever_saves_without_end_sees_something_too() -> None:
    clock = Clock()
    debounce = Debounce(lambda: True, clock)
    built = 0
    for _ in range(int(3 * LONGEST / QUIET)):
        debounce.note(["log"])
        clock.now += QUIET / 2
        built += bool(debounce.wait(0))
    assert built == 1


def test_who_waits_is_woken_by_a_save() -> None:
    debounce = Debounce()
    threading.Timer(0.05, lambda: debounce.note(["a"])).start()
    assert debounce.wait(20) == {"a"}
