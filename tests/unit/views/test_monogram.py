"""The letters beside a person's name."""

from __future__ import annotations

import pytest

from planbook.views.monogram import monogram_of


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("周宁", "周宁"),
        ("欧阳娜娜", "娜娜"),
        ("Chen Rui", "CR"),
        ("ana maria de souza", "AS"),
        ("José", "J"),
        ("محمد علي", "مع"),
        ("🦊 Fox", "F"),
        ("🦊", ""),
        ("42", ""),
        ("", ""),
    ],
)
def test_a_name_gives_the_letters_that_its_readers_expect(name: str, letters: str) -> None:
    assert monogram_of(name) == letters
