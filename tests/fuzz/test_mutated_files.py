"""Mutated files: no crash, no finding without a line, nothing that takes long."""

from __future__ import annotations

import pytest

from fuzz.checking import check_file, check_mutants
from fuzz.corpus import CASES


@pytest.mark.parametrize(("path", "text"), CASES)
def test_what_failed_once_is_judged_with_its_line(path: str, text: str) -> None:
    assert list(check_file(path, text.encode())) == []


@pytest.mark.parametrize("seed", range(3))
def test_mutated_files_are_judged_with_their_lines(seed: int) -> None:
    assert list(check_mutants(100, seed + 1000)) == []
