"""Half a list done in a copy of the process, and what becomes of it when the copy fails."""

from __future__ import annotations

import os
import signal

import pytest

from planbook import processes
from planbook.processes import map_in_two


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 2)


def _is_plain(_: object) -> bool:
    return True


def test_the_second_half_is_done_in_a_copy_and_comes_back_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    done = map_in_two(lambda number: (number, os.getpid()), range(11), _is_plain, worth=1)
    assert [number for number, _ in done] == list(range(11))
    assert [process == os.getpid() for _, process in done] == [*[True] * 5, *[False] * 6]


def test_what_is_not_plain_is_worked_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    marks = [object() for _ in range(10)]
    done = map_in_two(
        lambda number: marks[number], range(10), lambda mark: mark is not marks[9], worth=1
    )
    assert done[:5] == marks[:5]
    assert done[9] is marks[9]


def test_a_copy_that_dies_costs_time_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    parent = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * 2

    assert map_in_two(work, range(9), _is_plain, worth=1) == list(range(0, 18, 2))


def test_what_fails_in_the_copy_fails_here_and_is_told_once(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    with pytest.raises(ZeroDivisionError):
        map_in_two(lambda number: 1 // (number - 8), range(9), _is_plain, worth=1)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("items", "forks"), [(20, False), (3, True)])
def test_it_is_all_done_here_where_no_copy_is_safe_or_pays(
    items: int, forks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: forks)
    done = map_in_two(lambda _: os.getpid(), range(items), _is_plain, worth=10)
    assert done == [os.getpid()] * items
