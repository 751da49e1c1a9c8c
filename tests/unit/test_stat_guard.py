"""When a file that looks unchanged is believed to be."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from planbook.stat_guard import (
    SECOND,
    FileMark,
    disk_time_ns,
    is_trustworthy,
    mark_of,
)

NOON = 1_795_000_000 * SECOND + 123_456_789
MILLISECOND = 1_000_000


def mark(mtime: int = NOON, ctime: int = NOON) -> FileMark:
    return FileMark(1, mtime, ctime, 1)


def test_file_that_was_changed_well_before_is_believed() -> None:
    assert is_trustworthy(mark(), NOON + 17 * MILLISECOND)


@pytest.mark.parametrize("later", [0, 1, 4 * MILLISECOND, 16 * MILLISECOND])
def test_file_that_was_changed_in_the_same_tick_is_not(later: int) -> None:
    assert not is_trustworthy(mark(), NOON + later)


def test_file_of_the_same_second_on_a_disk_of_whole_seconds_is_not() -> None:
    second = NOON - NOON % SECOND
    assert not is_trustworthy(mark(second, second), second + 2 * SECOND)
    assert is_trustworthy(mark(second, second), second + 2 * SECOND + 1)


def test_time_that_was_set_to_a_whole_second_makes_no_coarse_disk() -> None:
    assert is_trustworthy(mark(mtime=SECOND), NOON + 17 * MILLISECOND)


@pytest.mark.parametrize("changed", [{"mtime": NOON + SECOND}, {"ctime": NOON + SECOND}])
def test_file_from_the_future_is_not(changed: dict[str, int]) -> None:
    assert not is_trustworthy(mark(**changed), NOON + 17 * MILLISECOND)


def test_other_content_with_the_same_size_and_time_has_another_mark(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("one")
    before = file.stat()
    time.sleep(0.02)
    file.write_text("two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = mark_of(file.stat())
    assert (after.size, after.mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert after != mark_of(before)


def test_file_that_is_saved_by_renaming_has_another_mark(tmp_path: Path) -> None:
    file, fresh = tmp_path / "file", tmp_path / "fresh"
    file.write_text("one")
    fresh.write_text("two")
    before = mark_of(file.stat())
    os.utime(fresh, ns=(before.mtime_ns, before.mtime_ns))
    fresh.replace(file)
    assert mark_of(file.stat()) != before


def test_disk_tells_its_time_and_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = mark_of(tmp_path.stat())
    told = disk_time_ns(tmp_path)
    assert abs(told - (tmp_path / "file").stat().st_mtime_ns) < 10 * SECOND
    assert mark_of(tmp_path.stat()) == folder or os.name != "posix"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_disk_that_cannot_be_written_to_goes_by_this_machine(tmp_path: Path) -> None:
    assert abs(disk_time_ns(tmp_path / "none") - time.time_ns()) < 10 * SECOND
