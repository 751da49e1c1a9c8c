"""Lists, cut into pages by one function."""

from __future__ import annotations

import pytest

from planbook.views.lists import page_numbers, part_at


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])]
)
def test_items_fill_pages_and_nothing_still_fills_one(count: int, sizes: list[int]) -> None:
    parts = [part_at(range(count), number, 3) for number in page_numbers(count, 3)]
    assert [len(part.items) for part in parts] == sizes
    assert [part.number for part in parts] == list(range(1, len(sizes) + 1))
    assert {(part.pages, part.total) for part in parts} == {(len(sizes), count)}
    assert [item for part in parts for item in part.items] == list(range(count))


def test_a_single_page_is_all_there_is() -> None:
    assert part_at("abc", 1, 3).is_all
    assert not part_at("abcd", 1, 3).is_all
