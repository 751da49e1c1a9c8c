"""Finding what is no amount takes time in proportion to the text."""

from __future__ import annotations

from time import process_time

import pytest

from planbook.prose_numbers.traps import MODEL, TRAPS


def _effort(text: str) -> float:
    """Return the least processor time of five searches, which other programs hardly touch."""
    efforts = []
    for _ in range(5):
        began = process_time()
        for pattern in (TRAPS, MODEL):
            list(pattern.finditer(text))
        efforts.append(process_time() - began)
    return min(efforts)


@pytest.mark.parametrize("piece", ["一", "1", "1.", "十", "第", "aA", "1+", "1A", "a-", "no 1"])
def test_eight_times_the_text_is_not_sixty_four_times_the_effort(piece: str) -> None:
    short, long = (piece * 1000)[:1000], (piece * 8000)[:8000]
    _effort("")  # compiles the patterns
    assert _effort(long) < 24 * _effort(short)
